"""Lays an answer out for a person, in 100 columns, with the sentence under every number."""

import textwrap
from typing import TYPE_CHECKING

from trialgraph.catalogue.tables import word
from trialgraph.catalogue.tiers import is_graded, tiers
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
    from collections.abc import Iterable, Iterator

    from trialgraph.catalogue.answer import Answer, AnswerRow, Passage

WIDTH = 100
FOOT = "Not medical advice: what documents say, read by a program."


def wrap(words: str, indent: int, hanging: int = 0) -> str:
    """Return words in lines of at most 100 columns."""
    return textwrap.fill(
        words,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )


def passage_lines(passages: "Iterable[Passage]", indent: int = 4) -> "Iterator[str]":
    """Yield each sentence in quotes, white space folded, and where it stands."""
    for passage in passages:
        yield wrap(f"“{' '.join(passage.exact.split())}”", indent, 1)
        yield f"{' ' * (indent + 1)}{passage.document}, characters {passage.start}-{passage.end}"


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
    origin = {
        "inherited": ", taken from elsewhere in the trial's documents",
        "assumed": ", assumed",
    }
    return f"Level: {sides} {row.text('alpha')}{origin.get(row.text('level_origin'), '')}."


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


def result_lines(row: "AnswerRow") -> "Iterator[str]":
    """Yield a result: which one, its numbers, why, reservations, sentences."""
    yield wrap(title(row), 2, 2)
    said = [
        figures(row),
        _boundary(row),
        _why(row) if row.text("reason") else "",
        _sustained(row),
        _level(row),
        _conventional(row),
        _reservations(row),
        _authors(row),
    ]
    yield from (wrap(words, 4, 2) for words in said if words)
    yield from passage_lines(row.passages)


def claim_lines(row: "AnswerRow") -> "Iterator[str]":
    """Yield a claim: who claims what of which trial, and what its source says."""
    strength = row.text("claim_strength")
    yield wrap(
        f"{row.text('claimed_in')} says of {row.text('label')}, {row.text('endpoint')}"
        + (f": {strength}" if strength else ""),
        2,
        2,
    )
    outcome = in_words(OUTCOMES, row.text("outcome"))
    source = f", {row.text('cited_source')}" if row.text("cited_source") else ""
    against = ""
    if row.text("value"):
        strength = row.text("strength").replace("_", " ")
        against = f" ({row.text('measure')} {row.text('value')}, {strength})"
    yield wrap(f"Judged: {outcome}{source}{against}.", 4, 2)
    if row.cells.get("possibly_elsewhere"):
        yield wrap("A cited publication that is not held may support it.", 4, 2)
    yield from passage_lines(row.passages)


def gap_lines(row: "AnswerRow") -> "Iterator[str]":
    """Yield what is known to exist and is not held, or not reported."""
    what = f"“{row.text('title')}”" if row.text("title") else row.text("endpoint")
    year = f" ({row.text('year')})" if row.text("year") else ""
    yield wrap(f"{row.text('label')}: {what}{year}", 2, 2)
    yield wrap(in_words(REASONS, row.text("reason")).capitalize() + ".", 4, 2)
    yield from passage_lines(row.passages)


_LAYOUTS = {"claim": claim_lines, "known gap": gap_lines}


def tier_lines(answer: "Answer") -> "Iterator[str]":
    """Yield the tiers of a benefit question; an empty tier says so in words."""
    for tier in tiers(answer):
        yield ""
        if not tier.rows:
            yield f"{tier.heading}: none in the documents held"
            continue
        yield tier.heading
        for row in tier.rows:
            yield from _LAYOUTS.get(tier.name, result_lines)(row)


def row_lines(answer: "Answer") -> "Iterator[str]":
    """Yield the rows of any other question: each column that says something, then sentences."""
    if not answer.rows:
        yield ""
        yield "None in the documents held."
    for row in answer.rows:
        yield ""
        kind = "" if row.kind == "answer" else f" [{row.kind}]"
        yield wrap((row.text("label") or row.text("held") or answer.question) + kind, 2, 2)
        shown = [c.name for c in answer.columns if c.name not in {"kind", "label", "iri"}]
        for name in shown:
            value = word(row.cells[name])
            if value:
                yield wrap(f"{name.replace('_', ' ')}: {value}", 4, 2)
        yield from passage_lines(row.passages)


def answer_text(answer: "Answer") -> str:
    """Return the whole answer for a person, ending with where was searched."""
    given = "  ".join(f"{name}={value}" for name, value in answer.parameters.items())
    where = answer.searched
    lines = [wrap(f"{answer.words}  {given}".rstrip(), 0)]
    if is_graded(answer):
        lines.extend(tier_lines(answer))
    elif "strength" in {column.name for column in answer.columns} and _prints_figures(answer):
        lines.extend(line for row in answer.rows for line in ("", *result_lines(row)))
    else:
        lines.extend(row_lines(answer))
    lines.append("")
    lines.append(
        wrap(
            f"In the documents held: {where.documents} documents, {where.trials} trials reported "
            f"or registered. Data version {where.data_version} of {where.as_of}. {FOOT}",
            0,
        )
    )
    return "\n".join(lines) + "\n"


def _prints_figures(answer: "Answer") -> bool:
    return bool(answer.rows) and "value_printed" in {column.name for column in answer.columns}
