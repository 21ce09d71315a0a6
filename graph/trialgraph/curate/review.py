"""Reviews of facts: a person confirms, corrects or rejects what a document was read to say.

The reading itself is never changed. What follows from it is derived again in the same
change: from the corrected values, and without what was rejected.
"""

from collections.abc import Sequence

from trialgraph import names
from trialgraph.curate.decide import take
from trialgraph.curate.decision import Decision, Motive, Reviewed, Undo
from trialgraph.curate.founded import refuse_unfounded
from trialgraph.errors import DecisionIdle, UnknownDecision, UnknownFact
from trialgraph.evidence.correcting import Said, models
from trialgraph.evidence.reviewed import said_of, why_outdated
from trialgraph.evidence.reviews import Correction, Review, Reviews, Verb, document_of, named_fact
from trialgraph.names import Iri
from trialgraph.store import Place, Writer
from trialgraph.store.known_terms import known_terms
from trialgraph.terms.index import TermIndex


def confirm(store: Place, fact: str, motive: Motive) -> Decision:
    """Decide that a document says what it was read to say.

    Args:
        store: where the document is held.
        fact: IRI of a fact of a document, or what follows ``.../id/`` or ``.../id/document/``.
        motive: why, who, when.

    Raises:
        UnknownFact: no document that is held says it.
        DecisionError: see its kinds; the store is as it was.
    """
    return take(store, motive, lambda writer: _act(writer, fact, "confirm", motive))


def reject(store: Place, fact: str, motive: Motive) -> Decision:
    """Decide that a document does not say that; takes what ``confirm`` takes."""
    return take(store, motive, lambda writer: _act(writer, fact, "reject", motive))


def correct(store: Place, fact: str, corrections: Sequence[Correction], motive: Motive) -> Decision:
    """Decide that a document says something else, and where.

    Raises:
        CorrectionRefused: the words do not stand there, do not print the number, nothing in
            the document says so, or the fact cannot have that value.
        UnknownFact: no document that is held says it.
        DecisionError: see its kinds; the store is as it was.
    """
    return take(
        store,
        motive,
        lambda writer: _act(writer, fact, "correct", motive, (corrections, known_terms(store))),
    )


def undo(store: Place, decision: str, motive: Motive) -> Decision:
    """Decide that a review no longer holds, or its undoing; given as identifier or IRI.

    Raises:
        UnknownDecision: there is no such review.
        DecisionIdle: it was undone already.
    """
    return take(store, motive, lambda writer: _undoing(writer, decision))


def _act(
    writer: Writer,
    words: str,
    verb: Verb,
    motive: Motive,
    wanted: tuple[Sequence[Correction], TermIndex | None] = ((), None),
) -> Reviewed:
    """Return the review of a fact that is held; a correction comes with the term tables."""
    fact = named_fact(words)
    document = document_of(fact)
    said = said_of(writer, document)
    _refuse_unknown(fact, document, said)
    node = names.document(document)
    octets, text = (said.one(node, names.term(f"stated{one}")) for one in ("Sha256", "TextSha256"))
    corrections, terms = wanted
    made = tuple(sorted(corrections, key=lambda one: one.field))
    if terms is not None:
        act = Reviewed(verb, fact, document, octets, text, made)
        refuse_unfounded(writer, said, act, terms)
    before = Reviews(writer, [document]).in_force.get(fact)
    _refuse_idle(before, verb, made, motive, said)
    earlier = () if before is None else (before.decision,)
    return Reviewed(verb, fact, document, octets, text, made, earlier)


def _refuse_unknown(fact: Iri, document: str, said: Said) -> None:
    """Make sure that a document says a fact.

    Raises:
        UnknownFact: it does not, or this is no fact.
    """
    if not any(one in models() for one in said.types(fact)):
        raise UnknownFact(
            f"found no fact {fact[:200]} that was read from a document, wanted one such as "
            f"{names.document(document or 'D')}/estimate/1042-1046; "
            "the list of a document's facts has the IRI of each"
        )


def _refuse_idle(
    before: Review | None,
    verb: Verb,
    corrections: tuple[Correction, ...],
    motive: Motive,
    said: Said,
) -> None:
    """Refuse what the same person has said of a fact already, and what still counts.

    Raises:
        DecisionIdle: it was said.
    """
    if before is None or why_outdated(before, names.document(before.document), said):
        return
    by = " ".join(motive.by.split())
    if (before.verb, before.corrections, before.by) == (verb, corrections, by):
        raise DecisionIdle(
            f"found the same review of {before.fact} by {by} in force, "
            f"{before.decision.removeprefix(names.decision(''))}"
        )


def _undoing(writer: Writer, words: str) -> Undo:
    """Return the decision that a review, or its undoing, no longer holds."""
    identifier = words.strip().removeprefix(names.decision(""))
    reviews = Reviews(writer)
    if not reviews.is_held(names.decision(identifier)):
        raise UnknownDecision(f"found no review {words[:200]!r}; the list of all reviews has them")
    if reviews.is_undone(names.decision(identifier)):
        raise DecisionIdle(f"found the review {words!r} undone already")
    return Undo(identifier)
