"""What a sentence is about where no standard end point is named: its subject, its topic."""

import re

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.end_points import PROPORTIONS, TIME_TO_EVENT, composite
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

COUNTED = (
    r"(?:(?:overall|cumulative|annual|annualized|annualised|adjusted|estimated|mean|median) )*"
    r"(?:(?:numbers?|rates?|incidences?|incidence rates?|risks?|proportion|frequency|likelihood"
    r"|odds|probability) of )?"
)
_SUBJECT = lazy.regex(
    r"(?:^(?=[A-Z])|(?:^|[^,]{0,200}?\b)(?:At|By|After|Within|During|In|Adjust(?:ed|ing) for"
    r"|However|Similarly|Overall|In addition)(?: [^,]{1,60})?, )(?:[Tt]he |[Aa]n? )?"
    rf"(?i:{COUNTED})"
    r"(?P<words>[A-Za-z][^.;,()]{3,90}?)(?: (?:at|after) (?:(?:weeks|months|years|days) )?\d{1,3}"
    r"(?:,? (?:and )?\d{1,3}){1,6}(?: (?:weeks|months|years|days))?)?(?: [a-z]{2,20}ly| also)?"
    r" (?:occurred|was|were|developed|had occurred|decreased"
    r"|increased|improved|fell|rose|declined|differed|did not|remained)\b"
)
IF_TREATED = lazy.regex(r"(?i)\b(?:when|if) (?:\w+ )?(?:treated|given|receiving|assigned)\b")
_HEADING = lazy.regex(
    r"(?:[A-Z][A-Z ,&/-]{2,40}|[A-Z][a-z]{2,20}(?: [a-z]{2,20})?):\s"
    r"|(?:RESULTS|FINDINGS|Results|Findings)\s(?=[A-Z])"
)
NO_NAME = lazy.regex(
    r"(?i)\b(?:is|are|be|been|had|has|who|which|that|both|much|larger|smaller|numbers?|after"
    r"|before|during|since|when|if|than|by|the|not|other)\b"
)
_STANDARD = TIME_TO_EVENT | PROPORTIONS  # others may be a part of a composite
_PRIMARY = lazy.regex(
    r"(?i)(?:(?:occurrence|incidence|rate|risk|frequency) of )?(?:the |an? )?"
    r"(?:events? (?:of|comprising) )?(?:the )?(?:first )?primary[ -]"
    r"(?:efficacy |composite |study |clinical )*"
    r"(?:end[ -]?points?|outcomes?)(?: events?)?"
)
_EVENTS_OF = lazy.regex(
    r"(?i)^(?:(?:occurrence|incidence|rate|risk|frequency) of )?(?:the |an? )?"
    r"(?:events? (?:of|comprising) )?(?:the )?(?:first )?| events?$"
)
_LOOK = lazy.regex(
    r"(?i)\b(?:interim|primary|final) (?:efficacy |futility )?analysis\b|\bboundar(?:y|ies)\b"
)
_AT_TIME = lazy.regex(
    r" (?:at|after|within|by) (?:(?:\d{1,3}(?:,|,? and)? ){1,4}(?:year|month|week|day)s?"
    r"|(?:week|month|year|day)s? \d{1,3}(?: and \d{1,3})?)$"
)
_HAD = lazy.regex(
    r"\b(?:had|achieved|reached|experienced) an? (?P<words>[A-Za-z][\w -]{2,50}? ?"
    r"(?:response|remission|relapse|recurrence|score of [\w. ]{1,20}))\s?\($"
)
NO_SUBJECT = lazy.regex(
    r"(?i)\b(?:patients?|hazard|ratio|differences?|results?|median|groups?|arms?"
    r"|subjects|participants?|individuals|women|men|people|persons|children|adults|carriers"
    r"|subgroups?|subsets?|cohorts?|series|population|assigned|factors?|analys[ie]s|model|interaction|comparison|benefit"
    r"|there|it|this|we|weeks?|months?|days?|years?|baseline|grade|adverse|serious"
    r"|(?<!-)\btreatment(?! (?:failures?|completion|discontinuations?|success|adherence"
    r"|satisfaction)\b)"
    r"|follow[- ]?up|ages?|doses?|costs?)\b"
    r"|(?i:(?:^|(?<!-)\b(?:the|these|such|all|other|total|any|related|of|more|fewer|disease) )"
    r"events?\b)"
)
# Words that name no outcome by themselves, or speak of what a treatment does to one.
_EMPTY = (
    r"(?:risks?|effects?|benefits?|operations?|procedures?|numbers?|interventions?|treatments?"
    r"|therap(?:y|ies)|trials?|stud(?:y|ies)|events?|rates?|ratios?|odds|hazards?|outcomes?"
    r"|results?|incidences?|proportions?|probabilit(?:y|ies)|likelihood|levels?|values?|scores?"
    r"|both|all|none|grades?|changes?|means?|medians?)"
)
_NO_OUTCOME = lazy.regex(
    rf"(?i)(?:(?:the|an?|any|overall|relative|absolute|total|much|larger?|smaller?|greater|high|low"
    rf"|higher|lower|adverse|estimated|cumulative|treatment|intervention) )*{_EMPTY}"
    r"(?: (?:for|of) (?:an|any|the) events?)?$"
    r"|(?:and|or|but|nor|with|of|for|in|on|to) |(?:much )?(?:larger|smaller) "
    r"|(?:.* )?(?:(?:effects?|impacts?|influences?) (?:of|on)|trials? of|levels? of) "
)


def is_outcome(name: str) -> bool:
    """Tell whether a name says of what it is an outcome: "risk" and "effect of A" do not."""
    return _NO_OUTCOME.match(name) is None


def subject_of(setting: Setting, sentence: Sentence, place: int) -> Mention | None:
    """Return the words a sentence is about, as the name of an end point without a standard one."""
    words = setting.words(sentence.start, place)
    heading = _HEADING.match(words)
    begin = sentence.start + (heading.end() if heading else 0)
    match = _SUBJECT.match(setting.words(begin, place))
    if match is None:
        return None
    primary = _primary(setting, match["words"])
    if primary:
        start = begin + match.start("words")
        return Mention(primary, start, start + len(match["words"]))
    untimed = _AT_TIME.sub("", match["words"])
    if NO_SUBJECT.search(untimed) or is_arm(setting, untimed):
        return None
    return named_as(untimed, begin + match.start("words"))


def _primary(setting: Setting, words: str) -> str:
    """Return the name of the only primary end point, where a sentence calls it just that."""
    declared = {point.name for point in setting.trial.end_points if point.role == "primary"}
    named = _PRIMARY.fullmatch(words) and len(declared) == 1 and declared <= _STANDARD
    return declared.pop() if named else ""


def called_primary(setting: Setting, words: str) -> str:
    """Return the name of the primary end point that words call just that, or these words."""
    if _PRIMARY.fullmatch(words) is None:
        return ""
    declared = {point.name for point in setting.trial.end_points if point.role == "primary"}
    name = declared.pop() if len(declared) == 1 else ""
    is_whole = name in _STANDARD or "composite" in name.lower() or _is_told_in_full(setting, name)
    return name if is_whole else _EVENTS_OF.sub("", words.lower()).replace("primary-", "primary ")


def as_primary(setting: Setting, name: Mention | None) -> Mention | None:
    """Return an end point that words call just the primary one by its declared name, if plain."""
    primary = called_primary(setting, name.value) if name else ""
    return Mention(primary, name.start, name.end) if name and primary else name


# Others may be a part of a composite, whose further parts were not read.
_TOLD_IN_FULL = lazy.regex(
    r"(?: \([^()]{1,40}\))?(?:[.;]"
    r"| (?:at|within|after|by|over|up to|through) (?:the )?[\w-]+(?: \w+)?[.;]"
    r"|, (?:assessed|measured|defined|analy[sz]ed|with|tested)\b)"
)


def _is_told_in_full(setting: Setting, name: str) -> bool:
    """Tell whether the words that declare an end point end where its name does."""
    points = [one for one in setting.trial.end_points if one.name == name]
    ends = [setting.view.offset(one.span.end) for one in points]
    return any(_TOLD_IN_FULL.match(setting.view.text, end) for end in ends)


def of_a_look(setting: Setting, sentence: Sentence, place: int) -> Mention | None:
    """Return the only primary end point, where a sentence names but the look at it."""
    look = _LOOK.search(setting.view.text, sentence.start, place)
    declared = {point.name for point in setting.trial.end_points if point.role == "primary"}
    if look is None or len(declared) != 1 or setting.end_points_in(sentence.start, sentence.end):
        return None
    return Mention(declared.pop(), *look.span())


def had_by_all(setting: Setting, sentence: Sentence, place: int) -> Mention | None:
    """Return what patients of both arms had right before a bracket: "had a good response ("."""
    begin = max(sentence.start, place - 120)
    opening = setting.view.text.rfind("(", begin, place)
    match = _HAD.search(setting.words(begin, opening + 1)) if opening >= 0 else None
    return named_as(match["words"], begin + match.start("words")) if match else None


def is_arm(setting: Setting, words: str) -> bool:
    """Tell whether words name a treatment, which no end point does."""
    names = [part.name for arm in setting.trial.arms for part in arm.interventions]
    names += [arm.label for arm in setting.trial.arms]
    return any(name.lower() in words.lower() for name in names)


_CHANCE = lazy.regex(
    r"(?i)^(?:probability|likelihood|chance) that (?:an? |the |any )?(?P<event>.+?)"
    r" (?:would|will|might) (?:occur|happen|develop|be seen)$"
)


def named_as(words: str, start: int) -> Mention:
    """Return the subject as an end point; deaths are overall survival."""
    end = start + len(words)
    name = re.sub(
        r"^(?:(?:More|Fewer|[Tt]he|A|An|[Gg]reater|[Ll]arger|[Ss]maller) )+"
        r"(?:(?:rate|incidence|risk|frequency) of )?",
        "",
        words,
    )
    name = _CHANCE.sub(r"\g<event>", name)
    if name.lower() in {"deaths", "death"}:
        return Mention("OS", start, end)
    plain = name.split()[0][1:].islower()
    return Mention(name[0].lower() + name[1:] if plain else name, start, end)


# What befell nobody any more is another matter: "bleeding was controlled in 90%".
_AVERTED = lazy.regex(
    r" (?:was|were|had been) (?P<how>controlled|stopped|resolved|relieved|cured|prevented|avoided"
    r"|averted|eradicated|cleared|suppressed)\b"
)


def averted(setting: Setting, name: Mention | None) -> Mention | None:
    """Return an end point with the verb that tells that patients were rid of it or spared it."""
    how = _AVERTED.match(setting.view.text, name.end) if name else None
    if name is None or how is None:
        return name
    return Mention(f"{name.value} {how['how']}", name.start, how.end())


def is_no_name(setting: Setting, words: str) -> bool:
    """Tell whether words are people, groups or a treatment, which no end point is."""
    return bool(
        NO_SUBJECT.search(words) or NO_NAME.search(words) or is_arm(setting, words)
    ) or composite(words) in {"PFS", "DFS", "RFS"}


# A change in a measurement, which is then what is compared.
_NO_PART = (
    r"(?!(?:from|with|at|in|was|were|for|between|after|and|of|than|to|as|on|by|did|among|compared"
    r"|versus)\b)"
)
_CHANGED_IN = lazy.regex(
    r"\b(?:changes?|reductions?|increases?|decreases?|improvements?|differences?|loss|gain)"
    r"(?: from baseline)?(?: (?:to|at) (?:week|month|day|year) \d{1,3})? in (?:the )?"
    r"(?:(?:mean|median|adjusted|average|baseline|total) ){0,3}"
    r"(?P<what>(?:[A-Za-z][\w-]{1,20}(?:\(\d\w?\))?)"
    rf"(?: {_NO_PART}[a-z][a-z-]{{1,20}}){{0,3}})"
)
_CHANGE_OF = lazy.regex(
    r"\b(?P<what>(?:[A-Z][\w-]{1,14}(?:\(\d\w?\))?|(?!mean\b|adjusted\b|the\b|greater\b)[a-z][a-z-]{2,20})"
    r"(?: [a-z][a-z-]{2,20}){0,2}?) (?:change|reduction|decrease|increase|loss|gain|improvement)s?"
    r"(?: from baseline)?(?: (?:was|were|did|at|after|with|between)\b| ?[(\[])"
)


_STATISTIC = lazy.regex(
    r"(?i)\b(?:mean|median|percent(?:age)?|squares|average|absolute|relative)\b"
)


def changed_in(setting: Setting, start: int, place: int) -> Mention | None:
    """Return the only thing in which the words from a start to a place tell a change."""
    words = setting.words(start, place)
    for pattern in (_CHANGED_IN, _CHANGE_OF):
        found = [
            m
            for m in pattern.finditer(words)
            if not (is_no_name(setting, m["what"]) or _STATISTIC.search(m["what"]))
        ]
        if len({match["what"].lower() for match in found}) == 1:
            return named_as(found[0]["what"], start + found[0].start("what"))
    return None
