"""Whether corrections of a fact are founded: on words of its document, and into what can be."""

from collections.abc import Sequence

from trialgraph import names
from trialgraph.check.shapes import check_document
from trialgraph.curate.borne_out import refuse_unsaid
from trialgraph.curate.decision import Reviewed
from trialgraph.curate.possible import impossible
from trialgraph.errors import CorrectionRefused, DecisionIdle, DocumentNotStored
from trialgraph.evidence.correcting import NotFitting, Said, found_field, restated
from trialgraph.evidence.reviewed import as_reviewed
from trialgraph.evidence.reviews import LONGEST_QUOTE, Correction, Reviews
from trialgraph.names import Iri
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.read import trial_document
from trialgraph.store import Writer
from trialgraph.terms.index import TermIndex

MOST_CORRECTIONS = 20
"""Values that one review corrects."""

_LONGEST_FIELD = 80


def refuse_unfounded(writer: Writer, said: Said, act: Reviewed, terms: TermIndex) -> None:
    """Make sure that every correction rests on the document's words, and fits its fact.

    Args:
        writer: of the store that holds the document.
        said: what the document was read to say.
        act: the review.
        terms: the tables that names are looked up in.

    Raises:
        CorrectionRefused: one does not.
        DecisionIdle: the fact was read like that already.
    """
    _refuse_uncountable(act.corrections)
    text = _kept_text(writer, act.document)
    corrected = said
    for one in act.corrections:
        _refuse_misquoted(one, text)
        _refuse_unfit(one, act.fact, said, (text, terms))
        corrected = _corrected(corrected, act.fact, one)
    _refuse_twice(said, act)
    if set(corrected.statements) == set(said.statements):
        raise DecisionIdle(
            f"found {act.fact} read like that already; confirm it instead of correcting it"
        )
    others = [
        one for one in Reviews(writer, [act.document]).in_force.values() if one.fact != act.fact
    ]
    document = names.document(act.document)
    held, after = (Said(as_reviewed(document, one.statements, others)) for one in (said, corrected))
    _refuse_misshapen(held, after, document)


def _refuse_unfit(one: Correction, fact: Iri, said: Said, known: tuple[str, TermIndex]) -> None:
    """Refuse a correction of no field, or into words that nothing bears out."""
    try:
        field = found_field(said, fact, one.field)
    except NotFitting as error:
        raise CorrectionRefused(f"{_shown(one)}: {error}").of("field") from error
    try:
        refuse_unsaid(field, one, said, *known)
    except NotFitting as error:
        raise CorrectionRefused(f"{_shown(one)}: {error}").of("value") from error


def _corrected(said: Said, fact: Iri, one: Correction) -> Said:
    """Return what a document says with one value corrected."""
    try:
        return restated(said, fact, one)
    except NotFitting as error:
        raise CorrectionRefused(f"{_shown(one)}: {error}").of("value") from error


def _refuse_twice(said: Said, act: Reviewed) -> None:
    """Refuse two values for one field, whose name may be given in two ways."""
    fields = [found_field(said, act.fact, one.field) for one in act.corrections]
    if len({(one.node, one.plan.name) for one in fields}) < len(fields):
        told = ", ".join(map(_shown, act.corrections))
        raise CorrectionRefused(f"found one property twice in {told}; give one value").of("field")


def _shown(one: Correction) -> str:
    return one.field[:_LONGEST_FIELD]


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
    if not one.quote.strip() or len(one.quote) > LONGEST_QUOTE:
        raise CorrectionRefused(
            f"{_shown(one)}: found a quotation of {len(one.quote)} characters, wanted the words of "
            f"the document that say so, 1 to {LONGEST_QUOTE} of them"
        ).of("quote")
    stands = text[start:end]
    if stands != one.quote:
        at = text.find(one.quote)
        near = f"; they stand at {at}-{at + len(one.quote)}" if at >= 0 else ""
        raise CorrectionRefused(
            f"{_shown(one)}: found {stands[:LONGEST_QUOTE]!r} at {one.place}, wanted the quoted "
            f"words {one.quote!r}{near}"
        ).of("start")


def _refuse_misshapen(held: Said, corrected: Said, document: Iri) -> None:
    """Refuse values with which the fact could not have been stored, or that cannot be.

    Raises:
        CorrectionRefused: a shape says so, or two numbers that cannot both be true.
    """
    before, after = (_graph(document, one) for one in (held, corrected))
    try:
        reading = trial_document(after)
    except ValueError as error:
        told = f"the fact could no longer be read: {error}"
        raise CorrectionRefused(told).of("value") from error
    known = {(one.shape, one.focus) for one in check_document(before).violations}
    fresh = [one for one in check_document(after).violations if (one.shape, one.focus) not in known]
    if fresh:
        told = " ".join(f"{one.shape}: {one.message}" for one in fresh)
        raise CorrectionRefused(f"the fact would not be valid. {told}").of("value")
    if odd := sorted(impossible(reading) - impossible(trial_document(before))):
        raise CorrectionRefused(
            f"the corrected document {'; '.join(odd)}; where two numbers were misread, correct "
            "both in one review (the API and 'trialgraph review' take several)"
        ).of("value")


def _graph(document: Iri, said: Said) -> bytes:
    """Return statements as the graph of a document."""
    graph = GraphText(document)
    for statement in said.statements:
        graph.add(*statement)
    return graph.bytes()
