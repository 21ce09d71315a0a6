"""What a value of an arm measures: a known end point, the follow-up, the exposure, deaths."""

import re

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.subject import end_point_of
from trialgraph.extract.assembly.value_harm import is_of_harm, speaks_of_harm
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.effects import find_effects
from trialgraph.extract.mentions.end_points import is_time_to_event
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import Sentence

_EARLY_DEATHS = re.compile(
    r"(?i)\b(?:deaths?|mortality)\b[^.;]{0,40}\bwithin (?:\d+|thirty|ninety) days"
)
_ARTICLE = re.compile(r"^(?:the|an?|numbers? of) ")
_CAUSE_BEFORE = re.compile(r"\b[A-Za-z]{3,20}(?: cancer)?-specific $")
_SINCE_ALLOCATION = re.compile(r"(?i)\bdays (?:of|after|from) random")
_FOLLOW_UP = re.compile(r"(?i)\bfollow(?:ed)?[- ]?up\b(?: (?:time|period|duration))?")
_EXPOSURE = re.compile(
    r"(?i)\b(?:(?:median|mean) )?(?P<what>(?:(?:total |overall )?duration of (?:the )?"
    r"(?:[a-z]+ )?(?:treatment|exposure|therapy|administration)"
    r"|(?:treatment|study[- ]drug|study[- ]treatment) (?:duration|exposure)|(?:drug )?exposure"
    r"|time (?:on|receiving) (?:study )?(?:treatment|therapy|drug)"
    r"|number of (?:[a-z-]+ ){0,2}(?:cycles|doses|courses)(?: (?:administered|received|per patient"
    r"|of [a-z-]+))?))\b"
)
_ITS = re.compile(r"[^;]{0,120}")
_FOR = re.compile(r"(?i)\s(?:for|of|in) (?:the )?(?:median )?")
_DIED = re.compile(r"(?i)\b(?:died|deaths)\b")
_CAUSE = re.compile(r"(?i)\b(?:due to|because of|attributed|related|cause|result of)\b")
_TIME_IN_NAME = re.compile(
    r"(?i) (?:at|by|after|within|through) (?P<time>\d+ (?:year|month|week|day)s?)$"
)


def end_point_of_cell(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return what a value measures: an end point before it in its sentence, or the follow-up."""
    follow = _follow_up(setting, sentence, cell) or _exposure(setting, sentence, cell)
    if follow:
        return follow
    name = end_point_of(setting, sentence, cell.start)
    if name is None or not sentence.start <= name.start < sentence.end:
        return _deaths(setting, sentence, cell) or _events_of_the_next(setting, sentence, cell)
    return _checked(setting, sentence, cell, name)


def _checked(setting: Setting, sentence: Sentence, cell: Cell, name: Mention) -> Mention | None:
    """Return an end point under its full name, unless the value is of harm or too early."""
    if name.start > cell.start and cell.form == "count":
        return None
    if _is_early_death(setting, name, cell) or not _is_known(setting, sentence, name):
        return None
    between = setting.words(name.end, cell.start)
    if cell.form in {"percent", "count"} and (
        speaks_of_harm(between) or is_of_harm(setting, sentence, name, cell)
    ):
        return None
    if re.search(r"(?i)\banalysis population\b", between):
        return _sized(name)
    return _specific(setting, Mention(_ARTICLE.sub("", name.value), name.start, name.end))


def _is_early_death(setting: Setting, name: Mention, cell: Cell) -> bool:
    """Tell whether deaths soon after treatment, not after allocation, are counted."""
    words = setting.words(name.start, cell.start)
    return _EARLY_DEATHS.search(words) is not None and not _SINCE_ALLOCATION.search(words)


def without_time(name: str) -> tuple[str, str]:
    """Return an end point's name and the time point that its name ends with.

    >>> without_time("local control at 18 months")
    ('local control', '18 months')
    """
    match = _TIME_IN_NAME.search(name)
    return (name[: match.start()], match["time"]) if match else (name, "")


def _is_known(setting: Setting, sentence: Sentence, name: Mention) -> bool:
    """Tell whether an end point without a standard name is declared, or compared right here."""
    if (
        any(one.value == name.value for one in setting.end_points_in(name.start, name.end))
        or name.value == "OS"
    ):
        return True
    return bool(find_effects(setting.view.text, sentence.start, sentence.end))


def _specific(setting: Setting, name: Mention) -> Mention:
    """Return an end point with the cause that a word before it restricts it to."""
    cause = _CAUSE_BEFORE.search(setting.words(max(0, name.start - 40), name.start))
    if cause is None or name.value.startswith(cause[0].strip().lower()):
        return name
    words = setting.words(name.start, name.end)
    return Mention(cause[0].lower() + words, name.start - len(cause[0]), name.end)


def _sized(name: Mention) -> Mention:
    """Return the name under which the size of an end point's analysis population is kept."""
    return Mention(f"{name.value} analysis population", name.start, name.end)


def _follow_up(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    if cell.form != "duration":
        return None
    last = None
    for match in _FOLLOW_UP.finditer(setting.view.text, sentence.start, cell.start):
        last = match
    if last is None:
        return None
    between = [one.start for one in setting.end_points_in(last.end(), cell.start)]
    if between and not _FOR.fullmatch(setting.words(last.end(), between[0])):
        return None
    if _EXPOSURE.search(setting.words(last.end(), cell.start)):
        return None
    return Mention("follow-up", last.start(), last.end())


def _exposure(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return the duration of treatment, or the number of its cycles, that a value is said to be."""
    if cell.form not in {"duration", "number"}:
        return None
    last = None
    for match in _EXPOSURE.finditer(setting.view.text, sentence.start, cell.start):
        last = match
    if last is None or setting.end_points_in(last.end(), cell.start):
        return None
    if not _ITS.fullmatch(setting.words(last.end(), cell.start)):
        return None
    if cell.form == "number" and not re.search(r"(?i)\bnumber\b", last[0]):
        return None
    words = last["what"].lower()
    name = "duration of exposure" if words.endswith("exposure") else words
    return Mention(name, last.start(), last.end())


def _deaths(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return overall survival for a count of patients who died, outside reports of harm."""
    words = setting.view.words(sentence)
    match = _DIED.search(words)
    harm = speaks_of_harm(words) or _CAUSE.search(words)
    if (
        match is None
        or harm
        or cell.form == "count"
        or cell.n is None
        or sentence.section not in {"results", "abstract"}
    ):
        return None
    start = sentence.start + match.start()
    return Mention("OS", start, start + len(match[0]))


def _events_of_the_next(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return the end point of the next sentence for events that are counted before it is named."""
    counted = re.search(r"(?i)\bevents\b", setting.words(cell.start, cell.end + 1))
    following = sentence.number + 1
    if (
        not counted
        or speaks_of_harm(setting.view.words(sentence))
        or following >= len(setting.view.sentences)
    ):
        return None
    after = setting.view.sentences[following]
    named = setting.end_points_in(after.start, after.end)
    if len({mention.value for mention in named}) != 1 or not is_time_to_event(named[0].value):
        return None
    return named[0]
