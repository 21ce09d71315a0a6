"""Says the rows of an answer in sentences; every face says them the same way."""

import re
from typing import TYPE_CHECKING

from trialgraph.catalogue.answer import Passage
from trialgraph.catalogue.words import (
    AUTHORS,
    BASES,
    OUTCOMES,
    REASONS,
    RESERVATIONS,
    STAGES,
    SUSTAINED,
    in_words,
)

if TYPE_CHECKING:
    from trialgraph.catalogue.answer import Answer, AnswerRow

_BROKEN_WORD = re.compile(r"(?P<start>[A-Za-z]+)-[ \t]*\r?\n\s*(?P<rest>[a-z]+)")
_SECOND_PARTS = {"free", "arm", "label", "blind", "up", "line", "sided", "group", "based", "to"}
_SECOND_PARTS |= {"treat", "specific", "positive", "negative", "controlled", "assessed", "related"}

FOOT = "Not medical advice: what documents say, read by a program."


def lead(answer: "Answer") -> str:
    """Return the question with what it was asked about."""
    given = "  ".join(f"{name}={value}" for name, value in answer.parameters.items())
    return f"{answer.words}  {given}".rstrip()


def foot(answer: "Answer") -> str:
    """Return where was searched, in which data, and what the answer is not."""
    where = answer.searched
    documents = f"{where.documents} document{'' if where.documents == 1 else 's'}"
    trials = f"{where.trials} trial{'' if where.trials == 1 else 's'}"
    return (
        f"In the documents held: {documents}, {trials} reported or registered. "
        f"Data version {where.data_version} of {where.as_of}. {FOOT}"
    )


def quotation(passage: Passage) -> str:
    """Return a passage for a person: in quotation marks, white space folded, broken words joined.

    The passage itself stays as it stands in the document.
    """
    joined = _BROKEN_WORD.sub(_joined, passage.exact)
    return f"“{' '.join(joined.split())}”"


def _joined(broken: re.Match[str]) -> str:
    """Return a word that a line break cut; compounds keep the hyphen that is their own."""
    is_compound = broken["rest"] in _SECOND_PARTS
    return f"{broken['start']}{'-' if is_compound else ''}{broken['rest']}"


def place(passage: Passage) -> str:
    """Return where a passage stands."""
    return f"{passage.document}, characters {passage.start}-{passage.end}"


def headline(row: "AnswerRow") -> str:
    """Return what a row is about: a result, a claim or a gap."""
    return _HEADLINES.get(row.kind, title)(row)


def notes(row: "AnswerRow") -> list[str]:
    """Return what a row says, a sentence each: numbers, reason, reservations, ..."""
    return [note for note in _NOTES.get(row.kind, _result_notes)(row) if note]


def _interval(row: "AnswerRow") -> str:
    lower, upper, level = row.text("lower"), row.text("upper"), row.text("level")
    percent = f"{level} % " if level else ""
    if lower and upper:
        return f"{percent}interval {lower} to {upper}"
    side = "one-sided " if row.text("sides") == "1" else ""
    if upper or lower:
        return f"{side}{percent}{'upper' if upper else 'lower'} limit {upper or lower}"
    return "no interval printed"


def _p_value(row: "AnswerRow") -> str:
    if not row.text("p"):
        return "no p printed"
    sides = {"1": "one-sided ", "2": "two-sided "}.get(row.text("p_sides"), "")
    return f"{sides}p {row.text('p_comparator') or '='} {row.text('p')}"


def _medians(row: "AnswerRow") -> str:
    first, second = row.text("median_experimental"), row.text("median_comparator")
    if not (first or second):
        return ""
    return f"medians {first or 'not printed'} v {second or 'not printed'} {row.text('median_unit')}"


def figures(row: "AnswerRow") -> str:
    """Return a result's numbers as one line, such as ``HR 0.73, one-sided 95 % upper limit``."""
    value = row.text("value_printed") or row.text("value") or "not printed"
    parts = [f"{row.text('measure')} {value}", _interval(row), _p_value(row), _medians(row).strip()]
    return ", ".join(part for part in parts if part)


def title(row: "AnswerRow") -> str:
    """Return which result it is: trial, end point, analysis, assessor, population, date."""
    population = row.text("population")
    parts = [
        row.text("label") + (f" ({row.text('trial')})" if row.text("trial") else ""),
        row.text("endpoint"),
        in_words(STAGES, row.text("stage")),
        f"by {row.text('assessor')} assessment" if row.text("assessor") else "",
        row.text("adjustment"),
        "" if population in {"", "all"} else population,
        row.text("date"),
    ]
    return ", ".join(part for part in parts if part)


def _why(row: "AnswerRow") -> str:
    """Return the reason; what nothing was compared for has no basis to tell."""
    if row.text("strength") == "undetermined":
        return f"Why: {in_words(REASONS, row.text('reason'))}."
    how = [in_words(BASES, row.text("basis")), f"rule {row.text('rule')}"]
    known = [part for part, given in zip(how, ("basis", "rule"), strict=True) if row.text(given)]
    beside = f" ({', '.join(known)})" if known else ""
    still_open = "; the trial goes on: open" if row.cells.get("is_open") else ""
    return f"Why: {in_words(REASONS, row.text('reason'))}{still_open}{beside}."


def _boundary(row: "AnswerRow") -> str:
    limits = [
        f"{row.text('measure')} <= {row.text('boundary_value')}"
        if row.text("boundary_value")
        else "",
        f"p <= {row.text('boundary_p')}" if row.text("boundary_p") else "",
    ]
    printed = ", ".join(limit for limit in limits if limit)
    if not printed:
        return ""
    crossed = {"True": "crossed", "False": "not crossed"}.get(row.text("boundary_crossed"), "")
    name = f" ({row.text('boundary_name')})" if row.text("boundary_name") else ""
    return f"Boundary: {printed}{name}{': ' if crossed else ''}{crossed}.{_information(row)}"


def _information(row: "AnswerRow") -> str:
    events, planned = row.text("total_events"), row.text("planned_events")
    if not (events and planned):
        return ""
    fraction = row.cells.get("information_fraction")
    share = f" ({100 * fraction:.0f} %)" if isinstance(fraction, int | float) else ""
    return f" Information: {events} of {planned} events{share}."


def _level(row: "AnswerRow") -> str:
    if not row.text("alpha"):
        return ""
    sides = {"1": "one-sided", "2": "two-sided"}.get(row.text("alpha_sides"), "")
    origin = row.text("level_origin")
    where = ", assumed" if origin == "assumed" else ""
    if origin == "inherited":
        where = ", taken from elsewhere in the trial's documents" + _level_place(row)
    return f"Level: {sides} {row.text('alpha')}{where}."


def _level_place(row: "AnswerRow") -> str:
    start, end = row.cells.get("level_start"), row.cells.get("level_end")
    if not isinstance(start, int) or not isinstance(end, int):
        return ""
    printed = Passage(row.text("level_document"), start, end, row.text("level_sentence"))
    return f": {quotation(printed)} ({place(printed)})"


def _conventional(row: "AnswerRow") -> str:
    lower, upper = (row.cells.get(f"conventional_{side}") for side in ("lower", "upper"))
    if not isinstance(lower, int | float) or not isinstance(upper, int | float):
        return ""
    return f"Two-sided 95 % interval, derived by us: about {lower:.2f} to {upper:.2f}."


def _reservations(row: "AnswerRow") -> str:
    words = [in_words(RESERVATIONS, one) for one in row.words("reservations")]
    return f"Reservations: {'; '.join(words)}." if words else ""


def _authors(row: "AnswerRow") -> str:
    said = row.text("authors_conclusion")
    return f"The authors call it {in_words(AUTHORS, said)}." if said not in {"", "silent"} else ""


def _sustained(row: "AnswerRow") -> str:
    state = row.text("sustained")
    is_verdict = row.cells.get("is_decisive") and row.text("strength") == "confirmed"
    return f"Verdict {SUSTAINED[state]}." if is_verdict and state in SUSTAINED else ""


def _result_notes(row: "AnswerRow") -> list[str]:
    return [figures(row), *remarks(row)]


def remarks(row: "AnswerRow") -> list[str]:
    """Return what is to be said of a result beside its numbers, a sentence each."""
    said = [
        _boundary(row),
        _why(row) if row.text("reason") else "",
        _sustained(row),
        _level(row),
        _conventional(row),
        _reservations(row),
        _authors(row),
    ]
    return [words for words in said if words]


def _claim_headline(row: "AnswerRow") -> str:
    strength = f": {row.text('claim_strength')}" if row.text("claim_strength") else ""
    return f"{row.text('claimed_in')} says of {row.text('label')}, {row.text('endpoint')}{strength}"


def _claim_notes(row: "AnswerRow") -> list[str]:
    outcome = in_words(OUTCOMES, row.text("outcome"))
    source = f", {row.text('cited_source')}" if row.text("cited_source") else ""
    against = "; ".join(row.words("judged_against"))
    elsewhere = "A cited publication that is not held may support it."
    return [
        f"Judged: {outcome}{source}{f' ({against})' if against else ''}.",
        elsewhere if row.cells.get("possibly_elsewhere") else "",
    ]


def _gap_headline(row: "AnswerRow") -> str:
    what = f"“{row.text('title')}”" if row.text("title") else row.text("endpoint")
    year = f" ({row.text('year')})" if row.text("year") else ""
    return f"{row.text('label')}: {what}{year}"


def _gap_notes(row: "AnswerRow") -> list[str]:
    reason = in_words(REASONS, row.text("reason"))
    return [f"{reason[:1].upper()}{reason[1:]}."]


_HEADLINES = {"claim": _claim_headline, "known gap": _gap_headline}
_NOTES = {"claim": _claim_notes, "known gap": _gap_notes}
