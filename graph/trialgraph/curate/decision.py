"""A decision of a person, and the graph that keeps it.

Each decision is a graph of its own. It is named by a hash of all that it says, so the
same decision has the same name wherever it is made. None is ever changed: what a later
decision undoes is said in the later one's graph.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

from trialgraph import names
from trialgraph.evidence.decisions import Join, Split
from trialgraph.evidence.reviews import KINDS, Correction, Verb
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


@dataclass(frozen=True, slots=True)
class Reviewed:
    """That a fact of a document is right, is rejected, or says something else.

    Attributes:
        fact: its IRI.
        document: identifier of the document that says it.
        octets: SHA-256 of the document's bytes, hex.
        text: SHA-256 of its canonical text, hex.
        corrections: what it says instead; empty for the other two.
        supersedes: the review of this fact that counted until now.
    """

    verb: Verb
    fact: Iri
    document: str
    octets: str
    text: str
    corrections: tuple[Correction, ...] = ()
    supersedes: tuple[Iri, ...] = ()


Act = Join | Split | Undo | Reviewed
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
        """Return join, split, undo, confirm, correct or reject."""
        return self.act.verb if isinstance(self.act, Reviewed) else type(self.act).__name__.lower()

    @property
    def identifier(self) -> str:
        """Return 16 digits of the hash of all that the decision says."""
        said = sorted(
            [*_lines(self._statements()), *(" ".join(_lines(c)) for c in self._corrections)]
        )
        return sha256("\n".join(said).encode()).hexdigest()[:_DIGITS]

    @property
    def iri(self) -> Iri:
        """Return the decision's IRI."""
        return names.decision(self.identifier)

    @property
    def graph(self) -> Iri:
        """Return the name of the decision's graph."""
        return names.decision_graph(self.identifier)

    def to_json(self) -> dict[str, object]:
        """Return the decision as its JSON object: what, about what, why, by whom, when."""
        head = {"decision": self.identifier, "iri": self.iri, "kind": self.kind}
        motive = asdict(self.motive) | {"at": f"{self.motive.at:%Y-%m-%dT%H:%M:%SZ}"}
        return {**head, **_plain(self.act), **motive}

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
        for number, one in enumerate(self._corrections):
            part = names.part(iri, "correction", str(number))
            graph.add(iri, names.term("correction"), part)
            for predicate, value in one:
                graph.add(part, predicate, value)
        return graph.bytes()

    @property
    def _corrections(self) -> list["_Statements"]:
        """Return what the decision says of each correction."""
        return list(map(_corrected, self.act.corrections)) if isinstance(self.act, Reviewed) else []

    def _statements(self) -> "_Statements":
        """Return what the decision says, but for its own name."""
        motive = self.motive
        at = f"{motive.at:%Y-%m-%dT%H:%M:%SZ}"
        return [
            (_TYPE, names.term(_class(self.act))),
            (names.term("decisionReason"), term.text(motive.reason)),
            (names.term("decidedBy"), term.text(motive.by)),
            (names.term("decidedAt"), term.Literal(at, term.DATE_TIME)),
            *_about(self.act),
        ]


_Statements = list[tuple[Iri, term.Term]]


def _lines(said: _Statements) -> list[str]:
    """Return statements as text."""
    return [f"{name} {term.term_text(value)}" for name, value in said]


def _plain(act: Act) -> dict[str, object]:
    """Return what was decided as a JSON object; of a quotation, its offsets."""
    said = asdict(act)
    if isinstance(act, Reviewed):
        said["corrections"] = [
            {"field": one.field, "value": one.value, "quote": one.quote}
            | {"start": one.place.start, "end": one.place.end}
            for one in act.corrections
        ]
    return said


def _class(act: Act) -> str:
    """Return the local name of a decision's class."""
    if isinstance(act, Reviewed):
        return next(name for name, verb in KINDS.items() if verb == act.verb)
    return f"{type(act).__name__}Decision"


def _about(act: Act) -> _Statements:
    """Return what was decided."""
    if isinstance(act, Reviewed):
        return _reviewed(act)
    if isinstance(act, Undo):
        return [(names.term("undoes"), names.decision(act.decision))]
    if isinstance(act, Join):
        return [one for name in act.trials for one in _trial(name)]
    number = (names.term("keepsNumberApart"), term.text(act.registration))
    document = (names.term("keepsApart"), names.document(act.document))
    return [*_trial(act.trial), document if act.document else number]


def _reviewed(act: Reviewed) -> _Statements:
    """Return which fact was reviewed, on which bytes and text."""
    return [
        (names.term("reviews"), act.fact),
        (names.term("reviewedDocument"), names.document(act.document)),
        (names.term("reviewedBytes"), term.text(act.octets)),
        (names.term("reviewedText"), term.text(act.text)),
        *((names.term("supersedes"), one) for one in act.supersedes),
    ]


def _corrected(one: Correction) -> _Statements:
    """Return what is corrected, and the words that it rests on."""
    return [
        (_TYPE, names.term("Correction")),
        (names.term("correctedField"), term.text(one.field)),
        (names.term("correctedValue"), term.text(one.value)),
        (names.term("quotedWords"), term.text(one.quote)),
        (names.term("quotedPlace"), term.text(str(one.place))),
    ]


def _trial(name: str) -> _Statements:
    """Return the statements that name a trial."""
    return [
        (names.term("trialName"), term.text(name)),
        (names.term("aboutTrial"), names.trial(name)),
    ]
