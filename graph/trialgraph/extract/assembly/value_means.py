"""What a mean is of: the words between "mean" and the verb, without the time of measuring."""

import re

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.value_called import before_arm
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_OF = lazy.regex(
    r"(?i)\b(?:(?:mean|average|median)\s(?:[(\[][^()\[\]]{1,30}[)\]]\s|±\s\w{2,3}\s)?"
    r"|(?:^|\b(?:the|in)\s(?:(?:un)?adjusted\s|absolute\s|estimated\s|least[- ]squares\s)?)"
    r"(?=changes?\s(?:from\sbaseline\s)?in\s))"
    r"(?P<what>(?:percent(?:age)?\s)?(?:change|decrease|increase|reduction|improvement)s?"
    r"(?:\s\([^()]{2,30}\))?(?:\sfrom\sbaseline)?\sin\s(?:the\s)?[^;:,()]{2,80}?"
    r"|[A-Za-z][^;:,()]{2,90}?)"
    r"(?=\s(?:at|by|after|to|between|among|in\s(?:the|patients|both)|for\s(?:the|patients)|with|was|were"
    r"|did|changed|improved|increased|decreased|fell|rose|declined)\b|\s?\()"
)
_FROM_BASELINE = lazy.regex(r"(?i)\s(?:from|between)\sbaseline\b.*$")
_CHANGE = lazy.regex(
    r"(?i)^(?P<how>(?:percent(?:age)?\s)?(?:change|decrease|increase|reduction|improvement))s?"
    r"(?:\s\([^()]{2,30}\))?(?:\sfrom\sbaseline\s(?:in\s)?|\sin\s)(?:the\s)?(?P<what>.+)$"
)
_NO_NAME = lazy.regex(
    r"(?i)\b(?:differences?|ratio|patients|age|number(?! of (?!patients))|doses?(?! intensity)"
    r"|follow-up)\b|\bof -?\d|\bbaseline\b(?<!from baseline)"
    r"|^(?:changes?|decreases?|increases?|reductions?|improvements?)(?:\sfrom\sbaseline)?$"
)
# "mean weight decreased by 4 kg": what is measured is the change.
_BY_HOW_MUCH = lazy.regex(
    r"\b(?:(?P<less>reduced|decreased|fell|declined|dropped|lowered)|(?P<more>increased|rose)"
    r"|(?P<better>improved)|changed)\sby\s"
)
_CHANGED = lazy.regex(
    r"\b(?:(?:reduced|decreased|fell|declined|dropped|lowered|increased|rose|improved|changed)\b"
    r"(?!\sby\b)|(?:more|less)\sthan\b)"
)
_BARE_CHANGE = lazy.regex(
    r"(?i)\bmean\schange(?:\sfrom\sbaseline)?(?:\s(?:at|to|by)\s[\w -]{3,16})?\s(?:was|were)\s"
)
_ALREADY = lazy.regex(r"(?i)\b(?:change|decrease|increase|reduction|improvement)\b")


def measured(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return what a mean is of; nothing where the words before it do not say."""
    for match in reversed(list(_OF.finditer(setting.view.text, sentence.start, cell.start))):
        first = match.start("what")
        end = before_arm(setting, first, match.end("what"))
        what = setting.words(first, end)
        if not _NO_NAME.search(what) and not setting.arms_in(first, end):
            change = _CHANGE.match(what)
            name = f"{change['how'].lower()} in {change['what']}" if change else what
            return Mention(_FROM_BASELINE.sub("", name), first, end)
    return _declared_change(setting, sentence, cell)


def _declared_change(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return the primary end point, a change, of "the mean change from baseline was"."""
    told = _BARE_CHANGE.search(setting.view.text, sentence.start, cell.start)
    primary = [one.name for one in setting.trial.end_points if one.role == "primary"]
    if told is None or len(primary) != 1 or not primary[0].lower().startswith("change"):
        return None
    return Mention(primary[0], *told.span())


def with_its_change(
    setting: Setting, sentence: Sentence, name: Mention, cell: Cell
) -> Mention | None:
    """Return what a mean is of, of a mean by which a measure changed: "reduction in weight".

    Nothing where it rose in one arm and fell in another: the numbers have no signs. Nothing
    where a measure "increased (7 v 2 mg)", either: these may be its values or its changes.
    """
    begin = min(name.end, cell.start)
    if cell.form == "other" and _CHANGED.search(setting.view.text, begin, cell.start):
        return None
    changed = _BY_HOW_MUCH.search(setting.view.text, begin, cell.start)
    if changed is None or _ALREADY.search(name.value):
        return name
    ways = {one.lastgroup for one in _BY_HOW_MUCH.finditer(setting.view.words(sentence))}
    if len(ways) > 1:
        return None
    return Mention(f"{_how(changed)} in {name.value}", name.start, name.end)


def _how(changed: re.Match[str]) -> str:
    told = {"less": "reduction", "more": "increase", "better": "improvement"}
    return told.get(changed.lastgroup or "", "change")
