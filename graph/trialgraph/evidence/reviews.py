"""What people said of single facts of documents, as derivation reads it from their graphs.

A review names a fact by its IRI, which says where it stands, and keeps the hashes of the
bytes and of the text that it was made on. Where they are others now, it is kept and no
longer applied.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal as OneOf
from urllib.parse import unquote

from trialgraph import names
from trialgraph.evidence.decisions import Selects
from trialgraph.model.text import Span
from trialgraph.model.values import dataclass
from trialgraph.names import Iri
from trialgraph.rdf.term import plain

Verb = OneOf["confirm", "correct", "reject"]

KINDS: Mapping[str, Verb] = {
    "ConfirmReview": "confirm",
    "CorrectReview": "correct",
    "RejectReview": "reject",
}
"""Class of a review to what it does."""
LONGEST_VALUE = 500
"""Characters that a corrected value may have."""
LONGEST_QUOTE = 2_000
"""Characters that the words may have which a correction rests on."""

_PREFIX = f"PREFIX : <{names.ONTOLOGY}> "
_REVIEWS = """SELECT ?decision ?property ?value {{ {values}
  ?decision :reviewedDocument ?document ; ?property ?value }}"""
_CORRECTIONS = """SELECT ?decision ?part ?property ?value {{ {values}
  ?decision :reviewedDocument ?document ; :correction ?part . ?part ?property ?value }}"""
_UNDOINGS = "SELECT ?decision ?undone { ?decision a :UndoDecision ; :undoes ?undone }"
_BY_DECISION = "SELECT ?document {{ VALUES ?decision {{ {decisions} }} {way} }}"
_FACTS_DOCUMENT = "?decision :undoes*/:reviewedDocument ?document"


@dataclass(frozen=True, slots=True)
class Correction:
    """One value that a person says is another one, and the words that say so.

    Attributes:
        field: as ``reviewed.found_field`` takes it, such as ``value`` or ``interval.upper``.
        value: as it is written by who corrects: ``0.98``, ``2025-05``, ``final``, an arm's label.
        quote: the words of the document's canonical text that it rests on.
        place: where they stand.
    """

    field: str
    value: str
    quote: str
    place: Span


@dataclass(frozen=True, slots=True)
class Review:
    """What a person said of one fact.

    Attributes:
        decision: the review's own IRI.
        fact: what it is about.
        document: identifier of the document that says the fact.
        octets: SHA-256 of the document's bytes then, hex.
        text: SHA-256 of its canonical text then, hex.
        at: when, as the graph has it.
        supersedes: earlier reviews of the same fact.
    """

    decision: Iri
    verb: Verb
    fact: Iri
    document: str
    octets: str
    text: str
    corrections: tuple[Correction, ...] = ()
    reason: str = ""
    by: str = ""
    at: str = ""
    supersedes: frozenset[Iri] = frozenset()


class Reviews:
    """The reviews of facts that a store holds, those undone or superseded included."""

    def __init__(self, store: Selects, documents: Iterable[str] | None = None) -> None:
        """Read the reviews of some documents, or of all where none are given."""
        values = _values(documents)
        said: defaultdict[Iri, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in store.select(_PREFIX + _REVIEWS.format(values=values)):
            said[Iri(plain(row["decision"]))][_local(plain(row["property"]))].add(
                plain(row["value"])
            )
        parts = _corrections(store, values) if said else {}
        self.all: dict[Iri, Review] = {
            one: _review(one, said[one], parts.get(one, ())) for one in sorted(said)
        }
        self._undone_by: defaultdict[Iri, set[Iri]] = defaultdict(set)
        for row in store.select(_PREFIX + _UNDOINGS) if said else ():
            self._undone_by[Iri(plain(row["undone"]))].add(Iri(plain(row["decision"])))

    def is_held(self, decision: Iri) -> bool:
        """Tell whether there is such a review, or such an undoing of a review."""
        if decision in self.all:
            return True
        return any(self.is_held(one) for one, by in self._undone_by.items() if decision in by)

    def is_undone(self, decision: Iri) -> bool:
        """Tell whether a decision in force undoes it."""
        return any(not self.is_undone(one) for one in self._undone_by.get(decision, ()))

    @property
    def in_force(self) -> dict[Iri, Review]:
        """Return the one review of each fact that counts, by fact.

        The last one counts that nobody undid; undoing it brings the one before it back.
        """
        held = [one for one in self.all.values() if not self.is_undone(one.decision)]
        superseded = self._superseded(held)
        kept = (one for one in held if one.decision not in superseded)
        # Of two that do not know of each other, such as those of two stores, the later counts.
        return {one.fact: one for one in sorted(kept, key=lambda one: (one.at, one.decision))}

    def _superseded(self, held: Iterable[Review]) -> frozenset[Iri]:
        """Return the reviews that another one which is not undone follows."""
        return frozenset(earlier for one in held for earlier in one.supersedes)


def named_fact(words: str) -> Iri:
    """Return the IRI of a fact that is given by it or by its end."""
    end = words.strip().removeprefix(names.ID).removeprefix("document/")
    return Iri(f"{names.document('')}{end}")


def document_of(fact: Iri) -> str:
    """Return the identifier of the document that says a fact."""
    return unquote(fact.removeprefix(names.document("")).split("/", 1)[0])


def reviewed_documents(store: Selects, decisions: Iterable[Iri]) -> frozenset[str]:
    """Return the documents whose facts some reviews, or undoings of reviews, are about."""
    bound = " ".join(f"<{one}>" for one in decisions)
    query = _BY_DECISION.format(decisions=bound, way=_FACTS_DOCUMENT)
    return frozenset(_document(plain(row["document"])) for row in store.select(_PREFIX + query))


def _values(documents: Iterable[str] | None) -> str:
    """Return the documents as values of a query; empty for all of them."""
    if documents is None:
        return ""
    return f"VALUES ?document {{ {' '.join(f'<{names.document(one)}>' for one in documents)} }}"


def _corrections(store: Selects, values: str) -> dict[Iri, tuple[Correction, ...]]:
    """Return what is corrected by each review."""
    said: defaultdict[tuple[Iri, Iri], dict[str, str]] = defaultdict(dict)
    for row in store.select(_PREFIX + _CORRECTIONS.format(values=values)):
        part = Iri(plain(row["decision"])), Iri(plain(row["part"]))
        said[part][_local(plain(row["property"]))] = plain(row["value"])
    found: defaultdict[Iri, tuple[Correction, ...]] = defaultdict(tuple)
    for (decision, _), one in sorted(said.items()):
        place = Span.parse(one["quotedPlace"])
        made = Correction(one["correctedField"], one["correctedValue"], one["quotedWords"], place)
        found[decision] += (made,)
    return found


def _review(
    decision: Iri, said: Mapping[str, set[str]], corrections: tuple[Correction, ...]
) -> Review:
    """Return a review from what its graph says."""
    (kind,) = (one for one in map(_local, said["type"]) if one in KINDS)
    return Review(
        decision=decision,
        verb=KINDS[kind],
        fact=Iri("".join(said["reviews"])),
        document=_document("".join(said["reviewedDocument"])),
        octets="".join(said["reviewedBytes"]),
        text="".join(said["reviewedText"]),
        corrections=corrections,
        reason="".join(said["decisionReason"]),
        by="".join(said["decidedBy"]),
        at="".join(said["decidedAt"]),
        supersedes=frozenset(map(Iri, said["supersedes"])),
    )


def _local(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _document(iri: str) -> str:
    """Return the identifier of a document."""
    return unquote(iri.removeprefix(names.document("")))
