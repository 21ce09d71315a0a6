"""The statements of a document as reviews leave them: facts rejected, values corrected.

Nothing is written here: the graph of the document stays as it was read, and derivation
reads it through this. A fact that hangs on a rejected one (the value of a rejected arm)
goes with it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from trialgraph import names
from trialgraph.evidence.correcting import NotFitting, Said, models, restated
from trialgraph.evidence.decisions import Holds, Selects
from trialgraph.evidence.reviews import Review, Reviews
from trialgraph.model.reading import TrialDocument
from trialgraph.model.values import dataclass
from trialgraph.names import Iri
from trialgraph.rdf.plan import plans
from trialgraph.rdf.quads import parse
from trialgraph.rdf.term import Literal, Term, iri_text, plain

Statement = tuple[Iri, Iri, Term]

CONFIRMED, CORRECTED, REJECTED, OUTDATED = "confirmed", "corrected", "rejected", "outdated"
_NEEDED = frozenset({"arm", "group"})
_LABELS = frozenset({"arms listed", "groups listed"})
_TAILS = frozenset({"parts listed", "mentions listed"})
_STATES = {"confirm": CONFIRMED, "correct": CORRECTED, "reject": REJECTED}
_OCTETS, _TEXT = names.term("statedSha256"), names.term("statedTextSha256")
_STATED = "SELECT ?node ?property ?value {{ VALUES ?node {{ {nodes} }} ?node ?property ?value }}"
_CHANGED = "the document has changed since: review again"
_UNREAD = "the fact is no longer read: review again"
_OTHERWISE = "the fact is read otherwise since: review again"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a review comes to today.

    Attributes:
        state: confirmed, corrected, rejected or outdated.
        why: it is outdated; empty otherwise.
        owner: the fact itself, or the one that it is a part of (an interval's estimate).
    """

    review: Review
    state: str
    why: str
    owner: Iri


def as_reviewed(
    document: Iri, statements: Sequence[Statement], reviews: Iterable[Review]
) -> Sequence[Statement]:
    """Return a document's statements with the reviews applied that still hold."""
    said = Said(statements)
    gone: set[Iri] = set()
    for one in reviews:
        if said.types(one.fact) and not why_outdated(one, document, said):
            if one.verb == "reject":
                gone.add(one.fact)
            for correction in one.corrections:
                said = restated(said, one.fact, correction)
    return _without(document, said, _hanging(said, gone)) if gone else said.statements


def why_outdated(review: Review, document: Iri, said: Said) -> str:
    """Return why a review is no longer applied, empty where it is."""
    if said.one(document, _OCTETS) != review.octets:
        return _CHANGED
    if not said.types(review.fact):
        return _UNREAD
    if not review.corrections:
        return ""
    if said.one(document, _TEXT) != review.text:
        return _OTHERWISE
    try:
        for one in review.corrections:
            restated(said, review.fact, one)
    except NotFitting:
        return _OTHERWISE
    return ""


def standings(store: Holds, documents: Iterable[str] | None = None) -> list[Standing]:
    """Return the reviews in force of some documents, or of all, with what they come to today."""
    found: defaultdict[str, list[Review]] = defaultdict(list)
    for one in Reviews(store, documents).in_force.values():
        found[one.document].append(one)
    return [
        _standing(one, document, said)
        for document, reviews in sorted(found.items())
        for said in [said_of(store, document)]
        for one in reviews
    ]


def said_of(store: Holds, document: str) -> Said:
    """Return the statements of a document as it was read; none where it is not held."""
    return Said([quad[:3] for quad in parse(store.graph(names.document(document)))])


def stated_of(store: Selects, fact: Iri) -> Said:
    """Return the statements of one fact and of what it links to; none where it is not held."""
    own = store.select(_STATED.format(nodes=iri_text(fact)))
    linked = {iri_text(one) for row in own if not isinstance(one := row["value"], Literal)}
    rows = [*own, *store.select(_STATED.format(nodes=" ".join(sorted(linked))))]
    return Said(
        [(Iri(plain(one["node"])), Iri(plain(one["property"])), one["value"]) for one in rows]
    )


def _standing(review: Review, document: str, said: Said) -> Standing:
    """Return what one review comes to."""
    why = why_outdated(review, names.document(document), said)
    state = OUTDATED if why else _STATES[review.verb]
    return Standing(review, state, why, _owner(review.fact, said))


def _owner(fact: Iri, said: Said) -> Iri:
    """Return the fact that another is a part of, or the fact itself."""
    linking = (s for s, p, o in said.statements if o == fact and _shape(said, s, p) == "part")
    return next(linking, fact)


def _shape(said: Said, subject: Iri, predicate: Iri) -> str:
    """Return how a class states a property: what is a link of one is a part of another."""
    shapes = (_shapes().get((one, predicate), "") for one in said.types(subject))
    return next(filter(None, shapes), "")


@cache
def _shapes() -> dict[tuple[str, Iri], str]:
    """Return the shapes of all properties by class, those that keep an order with a mark."""
    found: dict[tuple[str, Iri], str] = {}
    for name, model in {**models(), "Document": TrialDocument}.items():
        for plan in plans(model):
            found[name, plan.term()] = plan.shape
            found[name, plan.term("Listed")] = f"{plan.shape} listed"
    return found


def _hanging(said: Said, gone: set[Iri]) -> set[Iri]:
    """Return what is rejected with all that cannot be without it."""
    needed: defaultdict[Term, set[Iri]] = defaultdict(set)
    for subject, predicate, obj in said.statements:
        if not isinstance(obj, Literal) and _shape(said, subject, predicate) in _NEEDED:
            needed[obj].add(subject)
    found, waiting = set(gone), list(gone)
    while waiting:
        fresh = needed[waiting.pop()] - found
        found |= fresh
        waiting += fresh
    return found


def _without(document: Iri, said: Said, gone: set[Iri]) -> list[Statement]:
    """Return statements without some facts and all links to them."""
    tails = {one.removeprefix(document) for one in gone}
    kept: list[Statement] = []
    for subject, predicate, obj in said.statements:
        shape = _shape(said, subject, predicate)
        if subject in gone or obj in gone or shape in _LABELS:
            continue
        if shape in _TAILS:
            left = [one for one in plain(obj).split(" ") if one not in tails]
            kept += [(subject, predicate, Literal(" ".join(left)))] if left else []
        else:
            kept.append((subject, predicate, obj))
    return kept
