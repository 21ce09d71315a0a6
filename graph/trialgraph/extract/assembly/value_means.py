"""What a mean is of: the words between "mean" and the verb, without the time of measuring."""

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_OF = lazy.regex(
    r"(?i)\b(?:(?:mean|average|median)\s(?:[(\[][^()\[\]]{1,30}[)\]]\s|±\s\w{2,3}\s)?"
    r"|(?:^|\b(?:the|in)\s)(?=changes?\s(?:from\sbaseline\s)?in\s))"
    r"(?P<what>(?:percentage\s)?(?:change"
    r"|decrease|increase|reduction|improvement)s?\sfrom\sbaseline\sin\s(?:the\s)?[^;:,()]{2,80}?"
    r"|[A-Za-z][^;:,()]{2,90}?)"
    r"(?=\s(?:at|by|after|to|between|among|in\s(?:the|patients|both)|for\s(?:the|patients)|with|was|were"
    r"|did|improved|increased|decreased|fell|rose|declined)\b|\s?\()"
)
_FROM_BASELINE = lazy.regex(r"(?i)\s(?:from|between)\sbaseline\b.*$")
_CHANGE = lazy.regex(
    r"(?i)^(?P<how>(?:percentage\s)?(?:change|decrease|increase|reduction|improvement))s?"
    r"\sfrom\sbaseline\sin\s(?:the\s)?(?P<what>.+)$"
)
_NO_NAME = lazy.regex(
    r"(?i)\b(?:differences?|ratio|patients|age|number(?! of (?!patients))|doses?(?! intensity)"
    r"|follow-up)\b|\bof -?\d"
)


def measured(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return what a mean is of; nothing where the words before it do not say."""
    match = _OF.search(setting.view.text, sentence.start, cell.start)
    if match is None or _NO_NAME.search(match["what"]) or setting.arms_in(*match.span("what")):
        return None
    change = _CHANGE.match(match["what"])
    name = f"{change['how'].lower()} in {change['what']}" if change else match["what"]
    return Mention(_FROM_BASELINE.sub("", name), *match.span("what"))
