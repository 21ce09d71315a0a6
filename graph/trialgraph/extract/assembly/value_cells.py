"""The numbers of a sentence that can be values of arms: no times, doses, sizes, differences."""

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.value_columns import time_lists
from trialgraph.extract.mentions.cells import Cell, find_cells, p_ranges
from trialgraph.extract.mentions.effects import find_effects
from trialgraph.extract.mentions.intervals import TWO_LIMITS
from trialgraph.extract.mentions.means import find_means
from trialgraph.extract.mentions.measured import find_measured
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_NOT_A_VALUE = lazy.regex(
    r"(?i)(?:\b(?:at|by|within|every|least|for|per|prior|previous|past|first"
    r"|than|after|over|until|last|about|additional|further|up to|equal to)"
    r"(?: (?:a|the|an))?|\b(?:increase|improvement|difference|gain"
    r"|prolongation|reduction|extension|decrease)s? (?:\w+ )?(?:of|by)"
    r"|\bby|\b(?:increased|decreased|rose|fell|improved|declined)|[<>≤≥±]|[<>]\s?(?:or\s|/)\s?="
    r"|\+/-|\b(?:SDs?|SEM?)\s?[=:,]?)\s?$"
)
_BOUND = lazy.regex(
    r"(?:[<>≤≥±]|[<>]\s?(?:or\s|/)\s?=|\+/-|\b[nN]\s?=|\b(?:SDs?|SEM?)\s?[=:,]?)\s?$"
)
_DENOMINATOR = lazy.regex(r"(?i)\b(?:the|of|among|all|in|with)\s$")
_COUNTED_IN = lazy.regex(
    r"(?i)\btotal of\s$|\b(?:occurred|diagnosed|observed|seen|developed|recorded|reported|and"
    r"|with) in\s$|\bcompared with\s$"
)
# Shares of things, not of patients.
_OF_THINGS = lazy.regex(
    r"(?i)[\s)\]]*of (?:all |the |these )?(?:\w+ )?(?:iterations|samples|specimens|cells|lesions"
    r"|nodes|cycles|doses|variants|questionnaires|forms|physicians|cent(?:re|er)s|simulations"
    r"|readings|scans|biopsies|visits|sessions|episodes)\b"
)
# "12 of 80 PFS events (15%)": a share of the events, not of the patients.
_OF_EVENTS = lazy.regex(r"\s(?:[\w-]+\s){0,2}(?:events|deaths|relapses|recurrences|progressions)\b")
_DIFFERENCE_AFTER = lazy.regex(
    r"(?i)[\s)\]]*(?:or |relative |absolute |percentage )*(?:higher|lower|greater"
    r"|more\b|less\b|fewer|reduction|increase|improvement|decrease|points"
    r"|longer|shorter|increment)"
)
# "achieved by 40% of patients": what follows counts them, it is no change.
_DONE = lazy.regex(
    r"(?i)\b(?:achieved|reached|attained|met|reported|experienced|required|completed|obtained"
    r"|maintained|noted|used|received|accepted|preferred|gained|expressed|described|shown|needed"
    r"|developed|requested|taken)\b[^;.]{0,20}?\s(?:by|for|in)\s"
)
_BY = lazy.regex(r"(?P<word>[A-Za-z≥≤%)\]-]+)\s(?:by|for)\s$")
# "were positive for 30% of the A group".
_STATE = lazy.regex(r"(?:positive|negative|normal|abnormal|successful|possible|necessary)$")
_CHANGED = lazy.regex(
    r"(?i)(?:reduc|decreas|increas|improv|lower|fell|rose|drop|declin|higher|greater|shorten|extend"
    r"|prolong|exceed|differ|chang|multipl|rais|shor|longer|gain|delay|diminish)"
)
# A spread, or by how much a measure changed: what is read of a mean.
_SPREAD = lazy.regex(r"(?:±|\+/-)\s?$")
_BY_HOW_MUCH = lazy.regex(
    r"\b(?:reduced|decreased|increased|improved|fell|rose|declined|dropped|lowered|changed)\sby\s"
)
_SO_MUCH = lazy.regex(r"\b(?P<word>\w+\.?)\sby\s$")
# "4% - 6% of patients in each group" is no value of any.
_RANGE = lazy.regex(r"\d\s?%?\s[-–]\s$")
_OF_MEAN = lazy.regex(
    r"(?i)(?<!baseline )\b(?:mean|average)\s(?![^;,.%]*\b(?:age|patients|(?<!from )baseline)\b)"
    r"[^;,.%]{3,90}?\b(?:was|were)\s-?$"
)
_NEW_VALUE = lazy.regex(r";|\b(?:was|were|had|achieved|occurred|reached|patients\swith|who)\b")
_LINKS = frozenset({"and", "versus", "vs.", "vs", "v"})
# "12 months for 314 patients given A": the number is the size of the arm.
_SIZE = lazy.regex(r"(?:months|years|weeks|days|%|[)\]])\s(?:for|in|among)\s(?:the\s)?$")
_WHOM = lazy.regex(
    r"\s(?:who|allocated|assigned|randomi[sz]ed|given|receiving|treated|in|on|with)\b"
)
_NEAR = 40


def cells_of(setting: Setting, sentence: Sentence) -> list[Cell]:
    """Return the values of a sentence, without times, doses and differences."""
    text = setting.view.text
    taken = [
        (effect.start, effect.end) for effect in find_effects(text, sentence.start, sentence.end)
    ]
    taken += p_ranges(text, sentence.start, sentence.end)
    taken += time_lists(text, sentence.start, sentence.end)
    taken += [limits.span() for limits in TWO_LIMITS.finditer(text, sentence.start, sentence.end)]
    cells = [
        cell
        for cell in find_cells(text, sentence.start, sentence.end, taken)
        if not _is_of_a_mean(text, sentence, cell)
    ]
    taken += [(cell.start, cell.end) for cell in cells if not cell.counted]
    means = find_means(text, sentence.start, sentence.end, taken)
    starts = {mean.value[0] for mean in means}
    cells = [*(cell for cell in cells if cell.value[0] not in starts), *means]
    cells = _with_measured(text, sentence, cells, taken)
    cells.sort(key=lambda cell: cell.start)
    _turn_into_means(text, sentence, cells)
    return [cell for cell in cells if _is_value(text, sentence, cell)]


def _with_measured(
    text: str, sentence: Sentence, cells: list[Cell], taken: list[tuple[int, int]]
) -> list[Cell]:
    """Return values with those of measures without an average: no cycles, no patients in an arm."""
    loose = [(cell.start, cell.end) for cell in cells if cell.form == "number" or cell.counted]
    loose += [one.span() for one in TWO_LIMITS.finditer(text, sentence.start, sentence.end)]
    known = [*taken, *((cell.start, cell.end) for cell in cells)]
    fixed = [span for span in known if span not in loose]
    measured = find_measured(text, sentence.start, sentence.end, fixed)
    starts = {cell.value[0] for cell in measured}
    return [*(cell for cell in cells if cell.value[0] not in starts), *measured]


def _turn_into_means(text: str, sentence: Sentence, cells: list[Cell]) -> None:
    """Make means of the shares of a measure that is itself a share: "mean X was 7.2% v 7.8%"."""
    is_mean = False
    for number, cell in enumerate(cells):
        begin = cells[number - 1].end if number else sentence.start
        goes_on = is_mean and not _NEW_VALUE.search(text, begin, cell.start)
        is_mean = goes_on or _OF_MEAN.search(text, begin, cell.start) is not None
        if is_mean and cell.form == "percent" and cell.n is None:
            cell.form = "mean"


def _is_of_a_mean(text: str, sentence: Sentence, cell: Cell) -> bool:
    """Tell whether a number is a spread, or by how much a measure changed: "fell by 1.5%"."""
    begin = max(sentence.start, cell.start - _NEAR)
    if _SPREAD.search(text, begin, cell.start):
        return True
    by = _SO_MUCH.search(text, begin, cell.start)
    if by is None:
        return False
    changed = _BY_HOW_MUCH.match(text, by.start("word"))
    goes_on = by["word"] in _LINKS and _BY_HOW_MUCH.search(text, sentence.start, by.start())
    return bool(changed or goes_on)


def _is_value(text: str, sentence: Sentence, cell: Cell) -> bool:
    before = text[max(sentence.start, cell.start - _NEAR) : cell.start]
    if cell.form == "count" and _is_whole(text, sentence, cell, before):
        return False
    of_events = cell.total and _OF_EVENTS.match(text, cell.total[1], cell.end)
    if of_events or _OF_THINGS.match(text, cell.end, sentence.end):
        return False
    if _DIFFERENCE_AFTER.match(text, cell.end, sentence.end):
        return False
    if _RANGE.search(before):
        return False
    spread = cell.form in {"mean", "median"} and _is_of_a_mean(text, sentence, cell)
    if spread or cell.form == "other":
        return True
    guard = _BOUND if cell.n or cell.interval else _NOT_A_VALUE
    return not guard.search(before) or _is_done_by(text, sentence, cell)


def _is_whole(text: str, sentence: Sentence, cell: Cell, before: str) -> bool:
    """Tell whether a number of patients is what is counted of, or the size of an arm."""
    if _SIZE.search(before) and _WHOM.match(text, cell.end, sentence.end):
        return True
    return _DENOMINATOR.search(before) is not None and not _COUNTED_IN.search(before)


def _is_done_by(text: str, sentence: Sentence, cell: Cell) -> bool:
    """Tell whether a share is of those who did something: "was achieved by 40% of patients"."""
    by = _BY.search(text, max(sentence.start, cell.start - _NEAR), cell.start)
    if cell.form != "percent" or by is None or _CHANGED.match(by["word"]):
        return False
    return bool(_STATE.match(by["word"]) or _DONE.search(text, sentence.start, cell.start))
