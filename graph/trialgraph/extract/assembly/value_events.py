"""What happened to the patients a number counts: they died, lived, had an event of an end point."""

import re

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.value_harm import speaks_of_harm
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.end_points import is_time_to_event
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

# Deaths with a cause, or soon after a treatment, are harm.
_CAUSE = lazy.regex(
    r"(?i)\b(?:due to|because of|attribut\w+|related to"
    r"|(?:treatment|drug|therapy|cancer|toxicity)-?related"
    r"|cause[ds]?|result(?:ed)? (?:of|from|in)|toxic|during (?:the )?(?:treatment|study|therapy)"
    r"|on[- ](?:study|treatment)|postoperative|fatal|specific|without|before|sudden)\b"
    r"|\bfrom\b(?! any)"
)
_DIED_OF = lazy.regex(
    r"(?i)\b(?:died|deaths?)\b[^.;]{0,40}?\b(?:due to|because of|as a result of|related to"
    r"|attribut\w+|owing to|caused by|from)\s(?:[\w-]+\s){0,3}?(?:toxic\w*|treatment|therapy"
    r"|chemotherapy|regimens?|drugs?|adverse|surgery|complications?|infections?|sepsis)\b"
)
_SOON = lazy.regex(r"\bwithin\b")
_DEATHS = lazy.regex(r"(?i)(?<!\bor )\bdeaths?\b(?! or\b| without)")
_DIED = lazy.regex(r"(?<!\bor )\b(?:had (?:since )?)?died\b(?! (?:of|from|without))")
_ALIVE = lazy.regex(
    r"\b(?:(?:were|remained)(?: still)? )?alive\b"
    r"(?P<free>,? (?:and )?(?:without|with no|free (?:of|from)|progression-free"
    r"|relapse-free|disease-free|event-free))?"
)
_FREE = lazy.regex(
    r"\b(?:were|remained|was|alive and|alive,)\s(?:alive\sand\s)?"
    r"(?:(?P<before>progression|relapse|recurrence|disease|event|metastasis)[- ]free"
    r"|(?:alive\s)?(?:without|with no|free (?:of|from))\s(?:evidence of\s|any\s)?(?:disease\s)?"
    r"(?P<after>progression|relapse|recurrence|disease|events?|metastas[ie]s))\b"
)
_NAMES = {
    "progression": "PFS",
    "relapse": "RFS",
    "recurrence": "RFS",
    "disease": "DFS",
    "event": "EFS",
    "metastas": "MFS",
}
_EVENTS = lazy.regex(r"(?:[\s-](?:[a-z]+\s){0,1}?events?\b)")
_AN_EVENT = lazy.regex(r"\bhad (?:had )?an event\b")
_NEW_CLAUSE = lazy.regex(r";|\bwhereas\b|\bwhile\b")
_COMPARED = lazy.regex(r",?\s(?:(?:as\s)?compared\s(?:with|to)|versus|vs\.?|v|against)\s")
# "the proportion of patients alive at 2 years was 40%".
_THEN = lazy.regex(r"\s(?:at|after)\s[\w -]{3,14}\s(?:was|were)\s")
_FAR = 140


def event_of_cell(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return the end point whose event, or whose absence, the patients of a number had."""
    if cell.form not in {"count", "percent"} or speaks_of_harm(_clause(setting, sentence, cell)):
        return None
    return (
        _counted_events(setting, sentence, cell)
        or _kept(setting, sentence, cell)
        or _deaths(setting, sentence, cell)
    )


def _counted_events(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return the end point of "N DFS events in A and M in B", "had an event; event-free ..."."""
    for name in setting.end_points_in(sentence.start, sentence.end):
        events = _EVENTS.match(setting.view.text, name.end, sentence.end)
        if events and _tells(setting, cell, name.start) and is_time_to_event(name.value):
            return Mention(name.value, name.start, events.end())
    told = _AN_EVENT.search(setting.view.text, cell.end, sentence.end)
    if told is None or not _is_near(setting, cell.end, told.start()):
        return None
    named = [
        name
        for name in setting.end_points_in(told.end(), sentence.end)
        if is_time_to_event(name.value)
    ]
    return Mention(named[0].value, *told.span()) if named else None


def _tells(setting: Setting, cell: Cell, place: int) -> bool:
    """Tell whether an event is counted by a number: in it, before it or after it, in one clause."""
    if cell.form == "percent" and cell.n is None:
        return False
    first, last = min(cell.end, place), max(cell.start, place)
    return first >= last or _is_near(setting, first, last)


def _is_near(setting: Setting, start: int, end: int) -> bool:
    return end - start < _FAR and not _NEW_CLAUSE.search(setting.words(start, end))


def _kept(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return the survival of patients who "were alive", "were progression-free"."""
    if cell.form != "percent":
        return None
    free = _said(setting, sentence, cell, _FREE)
    if free:
        stem = (free["before"] or free["after"]).lower()
        value = next(name for stem_of, name in _NAMES.items() if stem.startswith(stem_of))
        return Mention(value, *free.span())
    alive = _said(setting, sentence, cell, _ALIVE)
    return Mention("OS", *alive.span()) if alive and not alive["free"] else None


def _said(
    setting: Setting, sentence: Sentence, cell: Cell, what: re.Pattern[str]
) -> re.Match[str] | None:
    """Return what is said of the patients of a number: after it, or before the one it follows."""
    after = what.search(setting.view.text, cell.end, sentence.end)
    if after and _is_near(setting, cell.end, after.start()):
        return after
    before = list(what.finditer(setting.view.text, sentence.start, cell.start))
    if not before or not (
        _COMPARED.search(setting.view.text, before[-1].end(), cell.start)
        or _THEN.fullmatch(setting.view.text, before[-1].end(), cell.start)
    ):
        return None
    return before[-1] if _is_near(setting, before[-1].end(), cell.start) else None


def _deaths(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return overall survival for deaths, of any cause, that are counted beside their arms."""
    clause = _clause(setting, sentence, cell)
    if _CAUSE.search(clause):
        return None
    # Deaths soon after a treatment are told apart from those until the end of the study.
    name = "death" if _SOON.search(clause) else "OS"
    died = _said(setting, sentence, cell, _DIED)
    if died:
        return Mention(name, *died.span())
    if cell.n is None:
        return None
    for deaths in _DEATHS.finditer(setting.view.text, sentence.start, sentence.end):
        if _tells(setting, cell, deaths.start()):
            return Mention(name, *deaths.span())
    return None


def is_of_other_deaths(setting: Setting, sentence: Sentence, cell: Cell) -> bool:
    """Tell whether a number counts deaths that a treatment led to: they are harm."""
    clause = _clause(setting, sentence, cell)
    told = _DIED_OF.search(clause)
    return told is not None and cell.form in {"count", "percent"}


def _clause(setting: Setting, sentence: Sentence, cell: Cell) -> str:
    """Return the words around a number, from one semicolon to the next."""
    begin = setting.view.text.rfind(";", sentence.start, cell.start)
    end = setting.view.text.find(";", cell.end, sentence.end)
    return setting.words(sentence.start if begin < 0 else begin, sentence.end if end < 0 else end)
