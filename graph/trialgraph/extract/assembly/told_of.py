"""What the numbers of a sentence count or compare, as plain words before a ratio tell it.

"There were 14 strokes in the A group and 4 in the B group (hazard ratio ...": strokes.
Every form ends where words of place, of comparison or a bracket begin.
"""

import re
from collections.abc import Sequence

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.topic import (
    IF_TREATED,
    NO_SUBJECT,
    is_arm,
    is_outcome,
    named_as,
)
from trialgraph.extract.mentions.numbers import COUNT_IN_WORDS, Mention
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_ENDS = (
    r"in|with|among|for|after|than|at|by|between|compared|was|were|is|are|did|from|had|have|has"
    r"|occurred|developed|happened|when|during|over|versus|vs|v|associated|who|which|that|while"
    r"|as|within|through|across|before|following|until|favou?r(?:ed|ing|s)|but|and|or|would"
)
_WORD = r"[A-Za-z][\w'/-]{1,24}"
_INDEX = lazy.regex(r"(?<=\w)\((\d\w?|\w)\)")  # as in HbA(1c), which is then HbA_1c_
_NAME = (
    r"(?P<words>(?:time (?:to|until) (?:the )?)?"
    rf"(?!(?:{_ENDS})\b){_WORD}(?: (?!(?:{_ENDS})\b){_WORD}){{0,5}}?)"
)
_STOPS = rf"(?= (?:{_ENDS})\b| ?[,:;(\[=]| ?$)"
_MORE = (
    r"(?:(?:significantly|statistically|slightly|markedly|substantially|much) )?(?:higher|lower"
    r"|greater|better|worse|more|fewer|less|increased|reduced|decreased|improved|longer|shorter)"
)
_RISK = (
    r"(?:(?:overall|cumulative|mean|median|adjusted) )?(?:odds|rates?|levels?|risks?|proportions?"
    r"|incidences?|likelihood|frequency|chances?|numbers?|probability) (?:of|for) "
    r"(?:(?:an?|the|being|having|any) ){0,4}"
)
_FORMS = (
    # each bracket has its own: "with respect to warts (20% lower) and moles (30% lower"
    lazy.regex(
        r"\b(?:with (?:respect|regard) to|in terms of|regarding)(?: [^.;:()]{0,120}?\band)?"
        rf" (?:the )?(?:mean )?{_NAME} ?[(\[][^()\[\]]*$"
    ),
    # a difference, or none, found in something: "no difference was found in arm volume"
    lazy.regex(
        r"\b(?:differences?|effects?|benefit|advantage|improvements?|changes?)"
        r"(?: (?:was|were) (?:found|seen|observed|noted|detected|shown|reported|evident|apparent))?"
        rf"(?: between (?:the )?(?:\w+ ){{0,2}}(?:groups|arms))? (?:in|on) (?:the )?(?:{_RISK})?"
        rf"(?:(?:median|mean) )?{_NAME}{_STOPS}"
    ),
    # what is more or less: "the A group had higher awareness than the B group"
    lazy.regex(
        rf"\b(?:had|have|reported|showed|experienced|achieved) (?:an? )?{_MORE} (?:{_RISK})?"
        rf"{_NAME}{_STOPS}"
    ),
    # what a treatment does: "significantly reduced the infection rate in the A group"
    lazy.regex(
        r"(?<!\bthat )(?<!\bby )(?<!\bof )(?<!\bwhether )"
        r"\b(?:reduc|increas|decreas|improv|lower|enhanc|rais)(?:e|es|ed|ing|s) (?:the )?"
        rf"(?:{_RISK})?{_NAME}{_STOPS}"
    ),
    # a number before a plural: "14 second cancers in the A group and four in the B group"
    lazy.regex(
        rf"(?<!of )(?:(?<![\d.,])\d{{1,5}}|{COUNT_IN_WORDS}) {_NAME}(?<=s)"
        r"(?=,? (?:in|with|among|for|were|had|occurred|versus|vs|v|compared)\b)"
    ),
    # what both groups had, last: "eight women in A and two in B reported falls"
    lazy.regex(
        r"(?<!\bwho )(?<!\bthat )"
        r"\b(?:had|developed|experienced|reported|suffered|required|underwent|completed)"
        rf" (?:an? |the |any |at least one )?{_NAME}"
        r"(?=,? (?:which|a difference|during|within|after|before)\b| ?[,(\[]| ?$)"
    ),
)
_WRITTEN = lazy.regex(r"(?<=\w)_(\d\w?|\w)_")
NO_EVENTS = lazy.regex(
    r"(?i)^(?:numbers?|amount|higher|lower|greater|longer|shorter|fewer|more|less|better|worse"
    r"|similar|different"
    r"|significant\w*|statistical\w*|hazards?|odds|relative|mean|median|all|both|these|those|such"
    r"|no|not|any|one|two|three|cycles?|doses?|centers|centres|sites|hospitals|cases|controls"
    r"|respectively|received|data|others?|percent\w*|points?|times|events|this|first|overall)\b"
    r"|^(?:(?:an?|any|first|disease|tumou?r) ){0,2}(?:recurrence|relapse|progression|failure)$"
    r"|^(?:an?|the)$"
    r"|^(?:\w+ )?events$|\b(?:outcomes?|end ?points?|survivors|recipients|subjects|trials?"
    r"|stud(?:y|ies)|factors|reviewers)$|^(?:samples|specimens|tumou?rs|lesions|nodes)$"
)
_OPPOSED = lazy.regex(r", (?:but|while|whereas|although) (?=there (?:was|were)\b)")
_ESTIMATED = lazy.regex(
    r"[(\[][^()\[\]]{0,160}\b(?:ratio|difference|HR|OR|RR|MD|CI)\b[^()\[\]]{0,160}"
    r"(?:[(\[][^()\[\]]{0,120}[)\]][^()\[\]]{0,80}){0,2}[)\]]"
)
_OUTER = lazy.regex(r"[^()\[\]]*[)\]]")
_OWN_WORDS = lazy.regex(
    r"\b(?!(?:after|year|years|month|months|week|weeks|respectively|versus|compared|with|group"
    r"|groups|than|arms?)\b)[a-z]{4,}\b"
)
_ENOUGH = 5
_CLOSING = lazy.regex(r"[)\]]")
_NAMES_OF_DEATH = {"survival": "OS", "deaths": "OS", "death": "OS"}


def told_of(setting: Setting, sentence: Sentence, place: int) -> Mention | None:
    """Return what the words of a sentence before a place count or compare, if it is one thing."""
    words = setting.words(sentence.start, place)
    begin = max(_clause_start(words), _after_estimates(words))
    words, starts = _open_words(setting.words(sentence.start + begin, place))
    if IF_TREATED.search(words):
        return None
    for form in _FORMS:
        found = [match for match in form.finditer(words) if _names(setting, match["words"])]
        if found and len({match["words"].split()[-1].lower() for match in found}) == 1:
            return _mention(found[0], [sentence.start + begin + at for at in starts])
    return None


_AGAINST = lazy.regex(
    r"[\s)\]]*against (?:the )?(?P<words>[A-Za-z][^.;,()\[\]]{2,60}?)"
    rf"(?= (?:{_ENDS})\b|\s?[.;,(\[]|$)"
)


def told_against(setting: Setting, sentence: Sentence, end: int) -> Mention | None:
    """Return what an efficacy is said behind its figures to be against: "(...) against flu"."""
    match = _AGAINST.match(setting.words(end, sentence.end))
    if match is None or not _names(setting, match["words"]):
        return None
    return named_as(match["words"], end + match.start("words"))


def _clause_start(words: str) -> int:
    """Return where the last clause begins that denies or opposes what stands before it."""
    return max((match.end() for match in _OPPOSED.finditer(words)), default=0)


def _after_estimates(words: str) -> int:
    """Return where words of their own follow the bracket of another estimate, or the beginning.

    "Patients reported burns (odds ratio 0.6; ...), walked more often at home (": no burns.
    """
    closed = [match.end() for match in _ESTIMATED.finditer(words)]
    if not closed:
        return 0
    at = closed[-1]
    while outer := _OUTER.match(words, at):
        at = outer.end()
    own = _OWN_WORDS.findall(re.split(r"[(\[]", words[at:])[0])
    return at if len(own) >= _ENOUGH else 0


def _open_words(words: str) -> tuple[str, Sequence[int]]:
    """Return words without closed brackets, and where each letter stood."""
    words = _INDEX.sub(r"_\1_", words)
    if not _CLOSING.search(words):
        return words, range(len(words))
    kept: list[int] = []
    opened: list[int] = []
    for at, char in enumerate(words):
        if char in ")]" and opened:
            del kept[opened.pop() :]
            continue
        if char in "([":
            opened.append(len(kept) - (bool(kept) and words[kept[-1]] == " "))
        kept.append(at)
    return "".join(words[at] for at in kept), kept


def _names(setting: Setting, words: str) -> bool:
    is_no_event = NO_SUBJECT.search(words) or NO_EVENTS.search(words) or not is_outcome(words)
    return not (is_no_event or is_arm(setting, words))


def _mention(match: re.Match[str], starts: Sequence[int]) -> Mention:
    words = _WRITTEN.sub(r"(\1)", match["words"])
    first, last = match.span("words")
    named = named_as(words, starts[first])
    value = _NAMES_OF_DEATH.get(words.lower(), named.value)
    return Mention(value, starts[first], starts[last - 1] + 1)
