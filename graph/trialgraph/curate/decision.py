"""A decision of a person, and the graph that keeps it.

Each decision is a graph of its own. It is named by a hash of all that it says, so the
same decision has the same name wherever it is made. None is ever changed: what a later
decision undoes is said in the later one's graph.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from trialgraph import names
from trialgraph.evidence.decisions import Join, Split
from trialgraph.names import Iri
from trialgraph.names.identifiers import orcid
from trialgraph.rdf import term
from trialgraph.rdf.quads import GraphText

_TYPE = names.expand("rdf:type")
_LABEL = names.expand("rdfs:label")
_ATTRIBUTED = names.expand("prov:wasAttributedTo")
_PERSON = names.expand("prov:Person")
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Undo:
    """That a decision no longer holds; ``decision`` is its identifier."""

    decision: str


Act = Join | Split | Undo
"""What can be decided; another kind of decision is another member."""


@dataclass(frozen=True, slots=True)
class Motive:
    """Why somebody decided, who, and when (UTC, whole seconds)."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, and why."""

    act: Act
    motive: Motive

    @property
    def kind(self) -> str:
        """Return join, split or undo."""
        return type(self.act).__name__.lower()

    @property
    def identifier(self) -> str:
        """Return 16 digits of the hash of all that the decision says."""
        said = sorted(f"{name} {term.term_text(value)}" for name, value in self._statements())
        return sha256("\n".join(said).encode()).hexdigest()[:_DIGITS]

    @property
    def iri(self) -> Iri:
        """Return the decision's IRI."""
        return names.decision(self.identifier)

    @property
    def graph(self) -> Iri:
        """Return the name of the decision's graph."""
        return names.decision_graph(self.identifier)

    def bytes(self) -> bytes:
        """Return the decision's graph."""
        graph, iri = GraphText(self.graph), self.iri
        for predicate, value in self._statements():
            graph.add(iri, predicate, value)
        known = orcid(self.motive.by)
        person = Iri(f"https://orcid.org/{known}") if known else names.part(iri, "person")
        graph.add(iri, _ATTRIBUTED, person)
        if not known:  # one who has an ORCID stands behind many graphs, and is described in none
            graph.add(person, _TYPE, _PERSON)
            graph.add(person, _LABEL, term.text(self.motive.by))
        if isinstance(self.act, Undo):
            graph.add(names.decision(self.act.decision), names.term("undoneBy"), iri)
        return graph.bytes()

    def _statements(self) -> list[tuple[Iri, term.Term]]:
        """Return what the decision says, but for its own name."""
        motive = self.motive
        at = f"{motive.at:%Y-%m-%dT%H:%M:%SZ}"
        return [
            (_TYPE, names.term(f"{type(self.act).__name__}Decision")),
            (names.term("decisionReason"), term.text(motive.reason)),
            (names.term("decidedBy"), term.text(motive.by)),
            (names.term("decidedAt"), term.Literal(at, term.DATE_TIME)),
            *_about(self.act),
        ]


def _about(act: Act) -> list[tuple[Iri, term.Term]]:
    """Return what was decided."""
    if isinstance(act, Undo):
        return [(names.term("undoes"), names.decision(act.decision))]
    if isinstance(act, Join):
        return [one for name in act.trials for one in _trial(name)]
    number = (names.term("keepsNumberApart"), term.text(act.registration))
    document = (names.term("keepsApart"), names.document(act.document))
    return [*_trial(act.trial), document if act.document else number]


def _trial(name: str) -> list[tuple[Iri, term.Term]]:
    """Return the statements that name a trial."""
    return [
        (names.term("trialName"), term.text(name)),
        (names.term("aboutTrial"), names.trial(name)),
    ]
