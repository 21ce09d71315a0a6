"""Reviews that are refused change nothing, and say what was found and what was wanted."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.curate.conftest import PATINA
from tests.curate.reviewing import (
    WHY,
    fact_of,
    text_of,
    upper,
)

from trialgraph import names
from trialgraph.curate import review
from trialgraph.errors import (
    CorrectionRefused,
    DecisionIdle,
    DecisionUnfounded,
    EvidenceError,
    UnknownDecision,
    UnknownFact,
)
from trialgraph.evidence.reviews import Correction
from trialgraph.model.text import Span
from trialgraph.names import Iri
from trialgraph.store import open_reader

Reviewing = Callable[[Path, Iri, str], object]


def corrected(field: str, value: str, quote: str, start: int | None = None) -> Reviewing:
    """Return the review that corrects a field."""

    def made(store: Path, fact: Iri, document: str) -> object:
        text = text_of(store, document)
        first = text.find(quote) if start is None else start
        place = Span(max(first, 0), max(first, 0) + len(quote))
        return review.correct(store, fact, [Correction(field, value, quote, place)], WHY)

    return made


REFUSED: dict[str, tuple[Reviewing, type[EvidenceError], str]] = {
    "no reason": (
        lambda store, fact, _: review.confirm(store, fact, replace(WHY, reason="")),
        DecisionUnfounded,
        "no reason",
    ),
    "no such fact": (
        lambda store, fact, _: review.reject(store, f"{fact}9", WHY),
        UnknownFact,
        "found no fact",
    ),
    "a document": (
        lambda store, _, document: review.reject(store, document, WHY),
        UnknownFact,
        "found no fact",
    ),
    "a merged thing": (
        lambda store, *_: review.reject(store, names.trial(PATINA), WHY),
        UnknownFact,
        "found no fact",
    ),
    "nothing corrected": (
        lambda store, fact, _: review.correct(store, fact, [], WHY),
        CorrectionRefused,
        "0 corrections",
    ),
    "no words": (corrected("upper", "1.02", ""), CorrectionRefused, "wanted the words"),
    "words elsewhere": (
        corrected("upper", "1.02", "upper limit, 1.02", 10),
        CorrectionRefused,
        "they stand at",
    ),
    "words that nobody wrote": (
        corrected("upper", "1.07", "upper limit, 1.07"),
        CorrectionRefused,
        "wanted the quoted words",
    ),
    "a number that is not quoted": (
        corrected("upper", "1.03", "upper limit, 1.02"),
        CorrectionRefused,
        "do not print; they print 1.02",
    ),
    "a part of a number": (
        corrected("upper", "0.2", "upper limit, 1.02"),
        CorrectionRefused,
        "do not print",
    ),
    "no number": (corrected("value", "high", "Median OS"), CorrectionRefused, "such as 0.98"),
    "no such property": (corrected("size", "1", "Median OS"), CorrectionRefused, "interval.upper"),
    "no such code": (corrected("stage", "last", "Median OS"), CorrectionRefused, "interim, final"),
    "no such arm": (
        corrected("experimental", "Z", "Median OS"),
        CorrectionRefused,
        "wanted an arm",
    ),
    "a list": (corrected("cautions", "x", "Median OS"), CorrectionRefused, "a list or a link"),
    "nothing else": (corrected("upper", "0.97", "upper limit, 0.97"), DecisionIdle, "already"),
    "two values": (
        lambda store, fact, document: review.correct(
            store, fact, [upper(store, document), upper(store, document)], WHY
        ),
        CorrectionRefused,
        "2 corrections of 1",
    ),
    "an unfit value": (
        corrected("interval.level", "1631", "1631"),
        CorrectionRefused,
        "not be valid",
    ),
    "a value outside its interval": (
        corrected("value", "36.2", "36.2 months"),
        CorrectionRefused,
        "36.2 at .* above its own interval, to 0.97; where two",
    ),
    "more events than patients": (
        corrected("total_events", "1631", "1631"),
        CorrectionRefused,
        "1631 events at .* than the 219 patients",
    ),
    "an invented end point": (
        corrected("end_point", "Happiness", "Median OS"),
        CorrectionRefused,
        "a name of the term tables or words that the document prints",
    ),
    "an invented population": (
        corrected("population", "subgroup: left-handed", "Median OS"),
        CorrectionRefused,
        "words that the document prints",
    ),
    "a population without end": (
        corrected("population", "patients " * 2_000, "Median OS"),
        CorrectionRefused,
        "18000 characters, wanted 500",
    ),
    "a stage that no words say": (
        corrected("stage", "interim", "Median OS"),
        CorrectionRefused,
        "the quoted words 'Median OS' say nothing",
    ),
    "the rule that read it": (corrected("rule", "own", "OS"), CorrectionRefused, "no field"),
    "whose number it is": (corrected("trial", "PATINA", "OS"), CorrectionRefused, "no field"),
    "that it is another's": (
        corrected("second_hand", "true", "OS"),
        CorrectionRefused,
        "no field",
    ),
    "one property by two names": (
        lambda store, fact, document: review.correct(
            store,
            fact,
            [upper(store, document), replace(upper(store, document), field="upper")],
            WHY,
        ),
        CorrectionRefused,
        "twice in interval.upper, upper",
    ),
    "a name without end": (
        lambda store, fact, _: review.confirm(store, fact, replace(WHY, by="A" * 50_000)),
        DecisionUnfounded,
        "a name of 50000 characters, wanted 200",
    ),
    "a reason without end": (
        lambda store, fact, _: review.confirm(store, fact, replace(WHY, reason="a" * 50_000)),
        DecisionUnfounded,
        "a reason of 50000 characters, wanted 2000",
    ),
    "no such review": (
        lambda store, *_: review.undo(store, "none", WHY),
        UnknownDecision,
        "'none'",
    ),
}


@pytest.mark.parametrize(("made", "error", "says"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_reviewed_changes_nothing(
    made: Reviewing, error: type[EvidenceError], says: str, whole: Path, final: str
) -> None:
    with open_reader(whole) as reader:
        before = reader.digest()
    with pytest.raises(error, match=says):
        made(whole, fact_of(whole, final, "0.73"), final)
    with open_reader(whole) as reader:
        assert reader.digest() == before
