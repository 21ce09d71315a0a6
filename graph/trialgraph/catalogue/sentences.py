"""Says the rows of an answer in sentences; every face says them the same way."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from trialgraph.catalogue.answer import Passage
from trialgraph.catalogue.broken_words import words_joined
from trialgraph.catalogue.figures import figures
from trialgraph.catalogue.tiers import is_margin_excluded, is_reserved
from trialgraph.catalogue.trial_heading import with_number
from trialgraph.catalogue.words import (
    AUTHORS,
    BASES,
    CONFIRMED,
    NO_EFFECT,
    OUTCOMES,
    REASONS,
    RESERVATIONS,
    STAGES,
    STRENGTHS,
    SUSTAINED,
    WITHIN_MARGIN,
    in_words,
)
from trialgraph.verdict.polarity import RATIOS

if TYPE_CHECKING:
    from trialgraph.catalogue.answer import Answer, AnswerRow, Searched
    from trialgraph.catalogue.quoted import QuotedDocument

Documents = Mapping[str, "QuotedDocument"]
NO_DOCUMENTS: Documents = MappingProxyType({})

FOOT = "Not medical advice: what documents say, read by a program."


def lead(answer: "Answer") -> str:
    """Return the question with what it was asked about."""
    given = "  ".join(f"{name}={value}" for name, value in answer.parameters.items())
    return f"{answer.words}  {given}".rstrip()


def foot(answer: "Answer") -> str:
    """Return where was searched, in which data, and what the answer is not."""
    return foot_of(answer.searched)


def foot_of(where: "Searched") -> str:
    """Return what stands below every answer: where was searched, and what it is not."""
    return (
        f"In the documents held: {counted(where.documents, where.trials)}. "
        f"Data version {where.data_version} of {where.as_of}. {FOOT}"
    )


def counted(documents: int, trials: int) -> str:
    """Return how many documents and trials are held."""
    held = f"{documents} document{'' if documents == 1 else 's'}"
    return f"{held}, {trials} trial{'' if trials == 1 else 's'} reported or registered"


def quotation(passage: Passage) -> str:
    """Return a passage for a person: in quotation marks, white space folded, broken words joined.

    The passage itself stays as it stands in the document.
    """
    return f"“{' '.join(words_joined(passage.exact).split())}”"


def cited(identifier: str, documents: Documents = NO_DOCUMENTS) -> str:
    """Return a document as a reader would cite it, with its identifier here."""
    known = documents[identifier].citation if identifier in documents else ""
    return f"{known} ({identifier})" if known else identifier


def place(passage: Passage, documents: Documents = NO_DOCUMENTS) -> str:
    """Return where a passage stands."""
    where = cited(passage.document, documents)
    return f"{where}, characters {passage.start}-{passage.end}"


def described(document: "QuotedDocument") -> str:
    """Return all that identifies a document, and what of it only references say."""
    numbers = [
        f"PubMed {document.pmid}" if document.pmid else "",
        f"trial {document.registration}" if document.registration else "",
    ]
    parts = [
        cited(document.identifier, {document.identifier: document}),
        f"“{document.title}”" if document.title else "",
        ", ".join(filter(None, numbers)),
    ]
    derived = document.derivations()
    return ". ".join(filter(None, parts)) + (
        f". Not said by itself: {derived}." if derived else "."
    )


def prints_figures(answer: "Answer") -> bool:
    """Tell whether the rows are estimates with a verdict each."""
    return {"measure", "value", "strength"} <= {column.name for column in answer.columns}


def headline(row: "AnswerRow", documents: Documents = NO_DOCUMENTS) -> str:
    """Return what a row is about: a result, a claim or a gap."""
    match row.kind:
        case "claim":
            return _claim_headline(row, documents)
        case "known gap":
            return _gap_headline(row)
        case _:
            return title(row)


def notes(row: "AnswerRow", documents: Documents = NO_DOCUMENTS) -> list[str]:
    """Return what a row says, a sentence each: numbers, reason, reservations, ..."""
    match row.kind:
        case "claim":
            said = _claim_notes(row, documents)
        case "known gap":
            said = _gap_notes(row, documents)
        case _:
            said = [figures(row), *remarks(row, documents)]
    return [note for note in said if note]


def title(row: "AnswerRow") -> str:
    """Return which result it is: trial, end point, analysis, assessor, population, date."""
    population = row.text("population")
    parts = [
        with_number(row.text("label"), row.text("trial")),
        row.text("endpoint"),
        in_words(STAGES, row.text("stage")),
        f"by {row.text('assessor')} assessment" if row.text("assessor") else "",
        row.text("adjustment"),
        "" if population in {"", "all"} else population,
        row.text("date") or row.text("available"),
    ]
    return ", ".join(part for part in parts if part)


def _compared(row: "AnswerRow") -> str:
    arms = {side: row.text(side) for side in ("experimental", "comparator")}
    if not all(arms.values()):
        return ""
    favoured = arms.get(row.text("direction"), "")
    toward = f"; the estimate leans to {favoured}" if favoured else ""
    return f"Compared: {arms['experimental']} against {arms['comparator']}{toward}."


def _verdict(row: "AnswerRow") -> str:
    strength = row.text("strength")
    if is_margin_excluded(row):
        return f"Verdict: {_within_margin(row)}."
    if strength == "confirmed" and row.text("direction") == "comparator":
        return f"Verdict: {CONFIRMED[row.text('basis')]}, in favour of the comparator arm."
    if strength == "confirmed":
        reserved = ", with reservations" if is_reserved(row) else ""
        return f"Verdict: {CONFIRMED[row.text('basis')]}{reserved}."
    return f"Verdict: {in_words(STRENGTHS, strength)}." if strength else ""


def _within_margin(row: "AnswerRow") -> str:
    """Return that a margin is excluded, and what that says of superiority."""
    margin = "".join(f" {one}" for one in row.words("margins"))
    what = f"{WITHIN_MARGIN[row.text('hypothesis')]} (margin{margin} excluded)"
    strength, further = row.text("strength"), row.text("further_strength")
    reserved = ", with reservations" if strength == "confirmed" and is_reserved(row) else ""
    how = f"{what}, {strength}{reserved}"
    if not further:
        return f"{how}; this is no proof of superiority"
    superior = f"confirmed{reserved}" if further == "confirmed" else STRENGTHS[further]
    return f"{how}; superior as well, {superior}"


def _why(row: "AnswerRow") -> str:
    """Return the reason; what nothing was compared for has no basis to tell."""
    reason = in_words(REASONS, row.text("reason"))
    if row.text("strength") == "undetermined":
        return f"Why: {reason}."
    how = [in_words(BASES, row.text("basis")), f"decision rule {row.text('rule')}"]
    known = [part for part, given in zip(how, ("basis", "rule"), strict=True) if row.text(given)]
    beside = f" ({', '.join(known)})" if known else ""
    still_open = "; the trial goes on to a later analysis" if row.cells.get("is_open") else ""
    return f"Why: {reason}{still_open}{beside}."


def _boundary(row: "AnswerRow") -> str:
    limits = [
        f"{row.text('measure')} <= {row.text('boundary_value')}"
        if row.text("boundary_value")
        else "",
        f"p <= {row.text('boundary_p')}" if row.text("boundary_p") else "",
    ]
    spending = row.text("boundary_spending")
    method = [row.text("boundary_name"), f"{spending} spending" if spending else ""]
    named = ", ".join(part for part in method if part)
    printed = ", ".join(limit for limit in limits if limit)
    if not printed and not named:
        return ""
    kind = f" for {row.text('boundary_kind')}" if row.text("boundary_kind") else ""
    crossed = {"True": ": crossed", "False": ": not crossed"}.get(row.text("boundary_crossed"), "")
    what = f"{printed or 'limits not printed'}{f' ({named})' if named else ''}"
    return f"Boundary{kind}: {what}{crossed}.{_information(row)}"


def _information(row: "AnswerRow") -> str:
    events, planned = row.text("total_events"), row.text("planned_events")
    if not (events and planned):
        return ""
    fraction = row.cells.get("information_fraction")
    share = f" ({100 * fraction:.0f} %)" if isinstance(fraction, int | float) else ""
    return f" Information: {events} of {planned} events{share}."


def _level(row: "AnswerRow", documents: Documents) -> str:
    if not row.text("alpha"):
        return ""
    sides = {"1": "one-sided", "2": "two-sided"}.get(row.text("alpha_sides"), "")
    origin = row.text("level_origin")
    where = ", assumed" if origin == "assumed" else ""
    if origin == "inherited":
        where = ", taken from elsewhere in the trial's documents" + _level_place(row, documents)
    return f"Significance level: {sides} {row.text('alpha')}{where}."


def _level_place(row: "AnswerRow", documents: Documents) -> str:
    start, end = row.cells.get("level_start"), row.cells.get("level_end")
    if not isinstance(start, int) or not isinstance(end, int):
        return ""
    printed = Passage(row.text("level_document"), start, end, row.text("level_sentence"))
    return f": {quotation(printed)} ({place(printed, documents)})"


def _conventional(row: "AnswerRow") -> str:
    lower, upper = (row.cells.get(f"conventional_{side}") for side in ("lower", "upper"))
    if not isinstance(lower, int | float) or not isinstance(upper, int | float):
        return ""
    return f"Two-sided 95 % interval, derived by us: about {lower:.2f} to {upper:.2f}."


def reservations(row: "AnswerRow") -> str:
    """Return what forbids or weakens the plain word, as one sentence."""
    words = [said for _, said in reserved(row)]
    return f"Reservations: {'; '.join(words)}." if words else ""


def authors_say(row: "AnswerRow") -> str:
    """Return what the authors call the result, as a sentence; empty where they say nothing."""
    said = row.text("authors_conclusion")
    if said in {"", "silent"}:
        return ""
    within = WITHIN_MARGIN.get(row.text("hypothesis")) if said == "significant" else None
    return f"The authors call it {within or in_words(AUTHORS, said)}."


def _sustained(row: "AnswerRow") -> str:
    state = row.text("sustained")
    is_verdict = row.cells.get("is_decisive") and row.text("strength") == "confirmed"
    return f"The verdict is {SUSTAINED[state]}." if is_verdict and state in SUSTAINED else ""


def _times(row: "AnswerRow") -> str:
    parts = [
        f"median follow-up {row.text('follow_up_months')} months"
        if row.text("follow_up_months")
        else "",
        f"data cut-off {row.text('data_cutoff')}" if row.text("data_cutoff") else "",
    ]
    said = ", ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _joined_on_unknown(row: "AnswerRow") -> str:
    words = RESERVATIONS["matched_on_unknown"]
    is_told = "matched_on_unknown" in row.words("reservations")
    is_joined = row.cells.get("matched_on_unknown") and not is_told
    return f"{words[:1].upper()}{words[1:]}." if is_joined else ""


def remarks(row: "AnswerRow", documents: Documents = NO_DOCUMENTS) -> list[str]:
    """Return what is to be said of a result beside its numbers, a sentence each."""
    said = [
        _compared(row),
        _boundary(row),
        _verdict(row),
        _why(row) if row.text("reason") else "",
        _sustained(row),
        _level(row, documents),
        _conventional(row),
        reservations(row),
        _joined_on_unknown(row),
        _times(row),
        authors_say(row),
    ]
    return [words for words in said if words]


def printed_remarks(row: "AnswerRow", documents: Documents = NO_DOCUMENTS) -> list[str]:
    """Return what documents print of a result beside its numbers, a sentence each."""
    return [words for words in (_boundary(row), _level(row, documents), _times(row)) if words]


def derived_remarks(row: "AnswerRow") -> list[str]:
    """Return what we derived from a result, a sentence each; the reservations stand apart."""
    said = [
        _compared(row),
        _verdict(row),
        _why(row) if row.text("reason") else "",
        _sustained(row),
        _conventional(row),
        _joined_on_unknown(row),
    ]
    return [words for words in said if words]


def reserved(row: "AnswerRow") -> list[tuple[str, str]]:
    """Return the reservations of a result and of a second claim, each code with its words."""
    no_effect = "1" if row.text("measure") in RATIOS else "0"
    held = dict.fromkeys([*row.words("reservations"), *row.words("further_reservations")])
    return [(one, in_words(RESERVATIONS, one).replace(NO_EFFECT, no_effect)) for one in held]


def _claim_headline(row: "AnswerRow", documents: Documents) -> str:
    strength = f": {row.text('claim_strength')}" if row.text("claim_strength") else ""
    who = cited(row.text("claimed_in"), documents)
    return f"{who} says of {row.text('label')}, {row.text('endpoint')}{strength}"


def _claim_notes(row: "AnswerRow", documents: Documents) -> list[str]:
    outcome = in_words(OUTCOMES, row.text("outcome"))
    source = f", {cited(row.text('cited_source'), documents)}" if row.text("cited_source") else ""
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


def _gap_notes(row: "AnswerRow", documents: Documents) -> list[str]:
    citing = [cited(one, documents) for one in row.words("cited_by")]
    if citing:
        return [f"Cited by {' and by '.join(citing)}, and not held itself."]
    reason = in_words(REASONS, row.text("reason"))
    return [f"{reason[:1].upper()}{reason[1:]}."]
