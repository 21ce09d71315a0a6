"""One analysis with what was computed from it once, for the tables of rules to read."""

from typing import Self

from trialgraph.model.values import dataclass
from trialgraph.verdict.codes import Basis, Direction, Formal, Reason, Strength
from trialgraph.verdict.formal import Finding, judge
from trialgraph.verdict.polarity import direction
from trialgraph.verdict.record import AnalysisInput


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rule's condition looks at."""

    analysis: AnalysisInput
    direction: Direction
    finding: Finding

    @classmethod
    def of(cls, analysis: AnalysisInput) -> Self:
        """Return the facts of an analysis."""
        return cls(analysis, direction(analysis), judge(analysis))

    @property
    def formal(self) -> Formal:
        """Return the state of the formal test."""
        return self.finding.formal

    @property
    def is_outside(self) -> bool:
        """Tell whether no alpha is spent here, or the step is blocked."""
        return self.formal in {Formal.NONE, Formal.BLOCKED}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the first matching rule gives; ``None`` keeps what the facts say."""

    rule: str
    strength: Strength
    reason: Reason
    direction: Direction | None = None
    basis: Basis | None = None
