"""What kind of value a number of one arm is: a median, a rate at a time, a proportion, a count."""

import re

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.context import TIME_POINT, time_point
from trialgraph.extract.mentions.end_points import PROPORTIONS, is_time_to_event
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy
from trialgraph.model.result import ArmValueKind

_OF_FORM: dict[str, ArmValueKind] = {"mean": "mean", "median": "median", "other": "other"}
_AT_ENTRY = lazy.regex(r"(?i)\bat (?:baseline|enrol+ment|(?:study )?entry|inclusion)\b")
_LATER_TIME = lazy.regex(r"(?i)\b(?:after|at|by|during|end|higher|lower|greater|longer|shorter)\b")
_FREE = lazy.regex(r"(?i)\bfree (?:from|of)\b|\balive\b|\bmortality\b|survival")
_OF_DEATH = lazy.regex(r"(?i)\bdeaths?\b|mortality")
_EVENTS = lazy.regex(r"(?i)\bevents?\b")
_MEASURED = lazy.regex(
    r"(?i)\b(?:change|mean|median|level|score|duration|time|concentration|pressure|weight|index"
    r"|HbA|HbA1c|A1C|h(?:a)?ematocrit|ejection fraction|LVEF|saturation|FEV1|density|body fat"
    r"|volume|dose)s?\b"
)
# Patients whose measure changed are counted: a share of them is no change itself.
_CHANGED = lazy.regex(r"(?i)(?:[a-z-]+ ){0,2}(?:improve|worsen|declin|deteriorat|respon)\w*\b")
# Who reached a value of a measure is counted, too.
_THRESHOLD = lazy.regex(
    r"(?i)(?:[≥≤<>]|[<>]\s?(?:or\s|/)?=)\s?\d"
    r"|\b(?:at least|at most|less than|more than|below|above|under)\s\d"
    r"|\b\d[\d.]*\s?%?\s(?:[a-z/]+\s){0,4}or\s(?:more|less|higher|lower|greater|better|fewer|above|below)\b"
    r"|^\d[\d.]*\s?%\s(?:decrease|increase|reduction|improvement|decline|loss|gain)"
    r"|\bscores?\sof\s\d|\b(?:normal|undetectable|controlled|good|excellent|poor|optimal|target)\b"
)
_OCCURRED = lazy.regex(
    r"(?i)\b(?:occurred|diagnosed|observed|seen|developed|died|events|deaths|recorded)\b"
)
# "at week 48", "through day 28"; "weeks 2 to 4", "week 2 to 4" are no point.
_NUMBERED = lazy.regex(
    r"(?i)\b(?P<by>at|by|to|on|in|after|until|within|through) (?P<unit>year|month|week|day)"
    r" (?P<n>\d{1,3})\b(?![.,]\d|(?: to | and |-)\d)"
)
_TIME = r"(?P<time>\d+(?:\.\d+)? (?:years?|months?|weeks?|days?))\b"
_AT_ONCE = lazy.regex(
    rf"(?i)[\s)\],]*(?:(?!and\b|v\b|vs\b|versus\b)[a-z]+ ){{0,5}}?(?:at|by|after|died within)"
    rf" {_TIME}"
)
_LATER = lazy.regex(rf"(?i)[^.;]{{0,40}}?(?:\([^()]{{0,30}}\)[^.;]{{0,40}}?)?\bat {_TIME}")
_AFTER_BRACKET = lazy.regex(rf"(?i)[^()]{{0,100}}\)\s(?:at|by|after) {_TIME}")
_BEFORE = lazy.regex(
    r"(?i)\b(?:at|by|after|within|over|beyond|through|until)"
    r" (?:the |about |a (?:median|mean) of )?$"
)
_LEAD_TIME = lazy.regex(
    rf"(?i)(?:[A-Z ,&/-]{{3,60}}:\s)?(?:at|by|within|through)\s{_TIME}(?:[^,;()]{{0,30}}),\s"
)
_PLANNED = lazy.regex(rf"(?i)\b(?:at|by|within|during|through) (?:the )?{_TIME}")
# "PFS-6", "EFS24": the months stand at the abbreviation.
_MONTHS_IN_NAME = lazy.regex(r"(?<=[A-Z])-?(?P<n>6|9|1[28]|24|36|60)(?![\d.%-])")
_WINDOW = 120
_MOST_BACK = 3
_NEAR = 20
_MEAN = lazy.regex(r"(?i)\bmean\b")
_NO_MEDIAN = lazy.regex(
    r"(?i)\b(?:mean|average[ds]?|restricted|follow-?up|followed|after|difference|improve\w*|gain\w*"
    r"|prolong\w*|increase\w*|interval|from|until|assum\w+)\b"
)
# "in the 7-day group": how long it was treated names an arm.
_OF_ARM = lazy.regex(
    r"(?:\s[a-z]+)?\s(?:groups?|arms?|courses?|regimens?|schedules?|cohorts?|treatments?|therapy)\b"
)
_EVERY = lazy.regex(r"(?i)\bevery[- ]$")
_DURATION = lazy.regex(
    r"(?i)\b(?:duration|times?|number of|interval|length|period|stay|onset|latency|half-life)\b"
)
_EVENT_WORDS = lazy.regex(r"(?i)\b(?:died|deaths?|events?)$")
_DIED = lazy.regex(r"(?i)\b(?:died|deaths)\b")


def kind_of(
    setting: Setting, sentence: Sentence, cell: Cell, name: Mention, at: str
) -> ArmValueKind | None:
    """Return what kind of value a number is, or nothing when its form does not fit its name.

    Args:
        setting: the document.
        sentence: that holds the number.
        cell: the number.
        name: what it measures.
        at: time point, where a column gives it.
    """
    if cell.form in _OF_FORM:
        return None if _is_as_they_came(setting, sentence, cell) else _OF_FORM[cell.form]
    timed = is_time_to_event(name.value) or name.value == "follow-up"
    if cell.form == "number" and not name.value.startswith("number of"):
        return None
    if cell.form in {"duration", "absent", "number"}:
        lasts = timed or _DURATION.search(name.value) is not None
        return _average(setting, sentence, cell, name) if lasts else None
    if cell.form == "fraction":
        time = at or time_of(setting, sentence, cell, name)
        return "rate_at_time" if timed and time else None
    if cell.form == "count":
        shared = name.value in PROPORTIONS or name.value == "death"
        shared = shared or (cell.total is not None and not timed)
        shared = shared or (timed and _counts_events(setting, name))
        return "count" if shared or _is_counted(setting, sentence, cell) else None
    return _share_kind(setting, sentence, cell, name, at or time_of(setting, sentence, cell, name))


def _is_as_they_came(setting: Setting, sentence: Sentence, cell: Cell) -> bool:
    """Tell whether a value of no named time goes on with a sentence on the patients at entry."""
    before = setting.before(sentence) if cell.form == "other" else None
    if before is None or _LATER_TIME.search(setting.view.words(sentence)):
        return False
    return _AT_ENTRY.search(setting.view.words(before)) is not None


def _is_counted(setting: Setting, sentence: Sentence, cell: Cell) -> bool:
    """Tell whether a bare number counts what occurred: "occurred in 386 participants in ..."."""
    return cell.counted and _OCCURRED.search(setting.words(sentence.start, cell.start)) is not None


def _counts_events(setting: Setting, name: Mention) -> bool:
    """Tell whether the words that give a number its end point are its events: "died"."""
    return _EVENT_WORDS.search(setting.words(name.start, name.end)) is not None


def _share_kind(
    setting: Setting, sentence: Sentence, cell: Cell, name: Mention, time: str
) -> ArmValueKind | None:
    """Return whether a percentage is a rate at a time or a proportion; nothing when neither."""
    words = setting.view.words(sentence)
    if name.value in PROPORTIONS:
        return "proportion"
    if not is_time_to_event(name.value):
        if _MEASURED.search(name.value) and not _is_of_patients(cell, name):
            return None
        return "rate_at_time" if time and _FREE.search(words + name.value) else "proportion"
    counted = cell.n and (_EVENTS.search(words) or _DIED.search(words))
    of_death = name.start < cell.start and _OF_DEATH.search(setting.words(name.start, name.end))
    if counted or of_death or _counts_events(setting, name):
        return "proportion"
    return "rate_at_time" if time else None


def _is_of_patients(cell: Cell, name: Mention) -> bool:
    """Tell whether a share of a measure is of the patients who have it so: "score of 0 or 1"."""
    told = _CHANGED.match(name.value) or _THRESHOLD.search(name.value)
    return told is not None or cell.n is not None


def _average(
    setting: Setting, sentence: Sentence, cell: Cell, name: Mention
) -> ArmValueKind | None:
    """Return whether a duration is a median or a mean; nothing where neither is told.

    It is a median when that is said before it, it is restated in brackets, or estimated.
    """
    before = setting.words(sentence.start, cell.start)
    if not sentence.start <= name.start < sentence.end:
        before += setting.words(max(0, name.start - _NEAR), name.start)
    if "median" in before.lower():
        return "median"
    if _MEAN.search(before):
        return "mean"
    estimated = cell.interval is not None and "level" in cell.interval.re.groupindex
    return "median" if estimated or before.count("(") > before.count(")") else None


def is_compared_time(
    setting: Setting, sentence: Sentence, cells: list[Cell], number: int, name: Mention
) -> bool:
    """Tell whether a time to an event is one of several that stand for their arms: a median.

    "Survival was 5 months with A and 4 months with B": no other average is meant by it.
    """
    cell = cells[number]
    if cell.form != "duration" or not is_time_to_event(name.value) or name.start > cell.start:
        return False
    alike = [one for one in cells if one.form == "duration"]
    return len(alike) > 1 and not _NO_MEDIAN.search(setting.view.words(sentence))


def time_of_value(
    setting: Setting, sentence: Sentence, cell: Cell, name: Mention, kind: ArmValueKind
) -> str:
    """Return the time point of a rate, a proportion or a mean; a median has none."""
    if kind == "rate_at_time":
        return time_of(setting, sentence, cell, name)
    if kind not in {"proportion", "mean", "other"}:
        return ""
    at_once = _AT_ONCE.match(_counted(setting.words(cell.end, sentence.end)))
    near = setting.words(min(name.start, cell.start), cell.start)
    lead = _LEAD_TIME.match(_counted(setting.view.words(sentence)))
    return (
        (time_point(at_once["time"]) if at_once else "")
        or _last_time(near)
        or (time_point(lead["time"]) if lead else "")
        or _planned_time(setting, name.value)
    )


def _planned_time(setting: Setting, name: str) -> str:
    """Return the only time that the methods give an end point of their own making."""
    if name in PROPORTIONS or is_time_to_event(name):
        return ""
    times = {
        time_point(match["time"])
        for mention in setting.end_points
        if mention.value == name
        for sentence in (setting.view.sentence_at(mention.start),)
        if sentence.section == "methods"
        for match in _PLANNED.finditer(
            _counted(setting.words(mention.end, min(sentence.end, mention.end + _WINDOW)))
        )
    }
    return times.pop() if len(times) == 1 else ""


def time_of(setting: Setting, sentence: Sentence, cell: Cell, name: Mention) -> str:
    """Return the time point of a rate: right after it, at its end point's name, or elsewhere."""
    after = _counted(setting.words(cell.end, sentence.end))
    at_once = _AT_ONCE.match(after)
    later = _LATER.match(after) or _AFTER_BRACKET.match(after)
    # A window never begins inside a word: half a decimal number is no number.
    begin = setting.view.text.rfind(" ", 0, max(sentence.start, name.start - 14)) + 1
    near = setting.words(max(sentence.start, begin), cell.start)
    months = _MONTHS_IN_NAME.match(setting.view.text, name.end)
    return (
        (time_point(f"{months['n']} months") if months else "")
        or (time_point(at_once["time"]) if at_once else "")
        or _last_time(near)
        or _last_time(setting.words(sentence.start, cell.start))
        or (time_point(later["time"]) if later else "")
        or _time_before(setting, sentence, name)
    )


def _time_before(setting: Setting, sentence: Sentence, name: Mention) -> str:
    """Return the time point of the rates in the sentences before, which a rate goes on with."""
    if not is_time_to_event(name.value) or not sentence.start <= name.start < sentence.end:
        return ""
    for back in range(1, _MOST_BACK + 1):
        earlier = setting.before(sentence, back)
        if earlier is None or not _is_of_rates(setting, earlier):
            return ""
        times = {time_point(match[0]) for match in _points(setting.view.words(earlier))}
        if times:
            return times.pop() if len(times) == 1 else ""
    return ""


def _is_of_rates(setting: Setting, sentence: Sentence) -> bool:
    """Tell whether a sentence prints shares of patients without an event."""
    named = setting.end_points_in(sentence.start, sentence.end)
    return "%" in setting.view.words(sentence) and any(is_time_to_event(one.value) for one in named)


def _last_time(words: str) -> str:
    """Return the last time point that words name; a duration that is a value is none."""
    found = _points(_counted(words))
    return time_point(found[-1][0]) if found else ""


def _counted(words: str) -> str:
    """Return words with their time points in the order of other durations: "at 48 weeks".

    >>> _counted("healed by day 28")
    'healed by 28 days'
    """
    return _NUMBERED.sub(r"\g<by> \g<n> \g<unit>s", words)


def _points(words: str) -> list[re.Match[str]]:
    return [match for match in TIME_POINT.finditer(words) if _is_point(words, match)]


def _is_point(words: str, match: re.Match[str]) -> bool:
    of_arm = "-" in match[0] and _OF_ARM.match(words, match.end())
    if of_arm or _EVERY.search(words[: match.start()]):
        return False
    return (
        "-" in match[0]
        or not match[0].endswith("s")
        or _BEFORE.search(words[: match.start()]) is not None
    )
