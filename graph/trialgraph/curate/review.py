"""Reviews of facts: a person confirms, corrects or rejects what a document was read to say.

The reading itself is never changed. What follows from it is derived again in the same
change: from the corrected values, and without what was rejected.
"""

from collections.abc import Sequence

from trialgraph import names
from trialgraph.check.shapes import check_document
from trialgraph.curate.decide import take
from trialgraph.curate.decision import Decision, Motive, Reviewed, Undo
from trialgraph.errors import (
    CorrectionRefused,
    DecisionIdle,
    DocumentNotStored,
    UnknownDecision,
    UnknownFact,
)
from trialgraph.evidence.correcting import NotFitting, Said, found_field, models, restated
from trialgraph.evidence.reviewed import said_of, why_outdated
from trialgraph.evidence.reviews import Correction, Review, Reviews, Verb, document_of, named_fact
from trialgraph.names import Iri
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.read import trial_document
from trialgraph.store import Place, Writer

MOST_CORRECTIONS = 20
"""Values that one review corrects."""

_LONGEST_QUOTE = 2_000


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
        CorrectionRefused: the words do not stand there, do not print the number, or the
            fact cannot have that value.
        UnknownFact: no document that is held says it.
        DecisionError: see its kinds; the store is as it was.
    """
    return take(store, motive, lambda writer: _act(writer, fact, "correct", motive, corrections))


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
    corrections: Sequence[Correction] = (),
) -> Reviewed:
    """Return the review of a fact that is held."""
    fact = named_fact(words)
    document = document_of(fact)
    said = said_of(writer, document)
    _refuse_unknown(fact, document, said)
    node = names.document(document)
    octets, text = (said.one(node, names.term(f"stated{one}")) for one in ("Sha256", "TextSha256"))
    made = tuple(sorted(corrections, key=lambda one: one.field))
    if verb == "correct":
        _refuse_unfounded(writer, said, Reviewed(verb, fact, document, octets, text, made))
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
            f"found no fact {fact} that was read from a document, wanted one such as "
            f"{names.document(document or 'D')}/estimate/1042-1046; "
            "the column 'reported' of the panel effect-sources names those of an estimate"
        )


def _refuse_unfounded(writer: Writer, said: Said, act: Reviewed) -> None:
    """Make sure that every correction rests on the document's words, and fits its fact.

    Raises:
        CorrectionRefused: one does not.
    """
    _refuse_uncountable(act.corrections)
    text = _kept_text(writer, act.document)
    held, corrected = said, said
    for one in act.corrections:
        _refuse_misquoted(one, text)
        try:
            found_field(held, act.fact, one.field)
        except NotFitting as error:
            raise CorrectionRefused(f"{one.field}: {error}").of("field") from error
        try:
            corrected = restated(corrected, act.fact, one)
        except NotFitting as error:
            raise CorrectionRefused(f"{one.field}: {error}").of("value") from error
    if set(corrected.statements) == set(held.statements):
        raise DecisionIdle(
            f"found {act.fact} read like that already; confirm it instead of correcting it"
        )
    _refuse_misshapen(held, corrected, act)


def _refuse_uncountable(corrections: Sequence[Correction]) -> None:
    """Refuse no corrections, too many, or two of one field."""
    fields = [one.field for one in corrections]
    if not 0 < len(fields) <= MOST_CORRECTIONS or len(set(fields)) != len(fields):
        raise CorrectionRefused(
            f"found {len(fields)} corrections of {len(set(fields))} properties, wanted one for "
            f"each property and at most {MOST_CORRECTIONS}"
        )


def _kept_text(writer: Writer, document: str) -> str:
    """Return the canonical text of a document.

    Raises:
        CorrectionRefused: it is not kept, so that no quotation can be checked.
    """
    try:
        _, text = writer.kept(document)
    except DocumentNotStored as error:
        raise CorrectionRefused(
            f"found no text of {document}, against which to check a quotation; ingest it again"
        ) from error
    return text


def _refuse_misquoted(one: Correction, text: str) -> None:
    """Make sure that words stand where they are said to stand.

    Raises:
        CorrectionRefused: there are none, or others stand there.
    """
    start, end = one.place.start, one.place.end
    if not one.quote.strip() or len(one.quote) > _LONGEST_QUOTE:
        raise CorrectionRefused(
            f"{one.field}: found a quotation of {len(one.quote)} characters, wanted the words of "
            f"the document that say so, 1 to {_LONGEST_QUOTE} of them"
        ).of("quote")
    stands = text[start:end]
    if stands != one.quote:
        at = text.find(one.quote)
        near = f"; they stand at {at}-{at + len(one.quote)}" if at >= 0 else ""
        raise CorrectionRefused(
            f"{one.field}: found {stands[:_LONGEST_QUOTE]!r} at {one.place}, wanted the quoted "
            f"words {one.quote!r}{near}"
        ).of("start")


def _refuse_misshapen(held: Said, corrected: Said, act: Reviewed) -> None:
    """Refuse values with which the fact could not have been stored.

    Raises:
        CorrectionRefused: a shape says so.
    """
    before, after = (_graph(names.document(act.document), one) for one in (held, corrected))
    try:
        trial_document(after)
    except ValueError as error:
        told = f"the fact could no longer be read: {error}"
        raise CorrectionRefused(told).of("value") from error
    known = {(one.shape, one.focus) for one in check_document(before).violations}
    fresh = [one for one in check_document(after).violations if (one.shape, one.focus) not in known]
    if fresh:
        told = " ".join(f"{one.shape}: {one.message}" for one in fresh)
        raise CorrectionRefused(f"the fact would not be valid. {told}").of("value")


def _graph(document: Iri, said: Said) -> bytes:
    """Return statements as the graph of a document."""
    graph = GraphText(document)
    for statement in said.statements:
        graph.add(*statement)
    return graph.bytes()


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
        raise UnknownDecision(
            f"found no review {words!r}; 'trialgraph review list --all' lists them"
        )
    if reviews.is_undone(names.decision(identifier)):
        raise DecisionIdle(f"found the review {words!r} undone already")
    return Undo(identifier)
