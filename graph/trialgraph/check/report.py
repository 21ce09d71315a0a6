"""What a check found, in our own terms; no engine's object leaves this room."""

from dataclasses import dataclass
from typing import Literal

from trialgraph.names import Iri

Severity = Literal["Violation", "Warning", "Info"]
Level = Literal["fact", "frame", "note"]


@dataclass(frozen=True, slots=True, order=True)
class ShapeFinding:
    """One thing that a shape found.

    Attributes:
        shape: its name, as listed in ``shapes/README.md``.
        severity: how bad it is.
        level: what follows: ``fact`` (leave that fact out), ``frame`` (set the document
            aside) or ``note`` (store it, and a finding).
        focus: the node that is blamed.
        message: what was found and what to do, for a curator.
        value: the value that is wrong, as its characters; empty when there is none.
    """

    shape: str
    severity: Severity
    level: Level
    focus: Iri
    message: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class ShapeReport:
    """All that the shapes found in one graph, sorted; falsy findings are no findings."""

    findings: tuple[ShapeFinding, ...] = ()

    @property
    def conforms(self) -> bool:
        """Tell whether there is no Violation; warnings do not count."""
        return not self.violations

    @property
    def violations(self) -> tuple[ShapeFinding, ...]:
        """Return every Violation, on facts and on the frame."""
        return tuple(f for f in self.findings if f.severity == "Violation")

    @property
    def violations_on_facts(self) -> tuple[ShapeFinding, ...]:
        """Return what makes single facts unfit to be stored."""
        return tuple(f for f in self.violations if f.level != "frame")

    @property
    def frame_violations(self) -> tuple[ShapeFinding, ...]:
        """Return what makes the whole document unfit to be stored."""
        return tuple(f for f in self.violations if f.level == "frame")

    @property
    def warnings(self) -> tuple[ShapeFinding, ...]:
        """Return what is odd and is stored all the same."""
        return tuple(f for f in self.findings if f.severity != "Violation")
