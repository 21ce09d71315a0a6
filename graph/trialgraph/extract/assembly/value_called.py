"""Whether words can name an end point, and what they call it."""

import re
from itertools import islice

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.value_harm import names_harm
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.model import lazy

# Three words with capitals are a body that defines a criterion, not a part of its name.
_BODY = lazy.regex(r"^(?:[A-Z][a-z]+\s){2,6}(?:[A-Z][a-z]+\s)(?=\S)")
_OF_WHOM = lazy.regex(
    r"\s(?:among|in|for)\s(?:the\s)?(?:patients|participants|women|men|those|individuals|children"
    r"|adults|infants|(?:[\w-]+\s){0,3}(?:populations?|sets?|cohorts?|analys[ie]s|sample))\b.*$"
)
# The words that lead to an arm inside a subject: "the rate of X in the A group was".
_TO_ARM = lazy.regex(
    r"\s(?:in|with|for|among|on|after|of|by|while)\s(?:(?:the|patients|participants|women|men|those|children"
    r"|who|receiving|received|given|assigned|allocated|treated|to|with|in)\s)*$"
)
_THAN = lazy.regex(r"\s(?:with|in|on|for|among)\s.{2,60}\s(?:than|versus|vs\.?|compared)\s.*$")
_ASIDE = lazy.regex(r"\s\([^()]*\)")
_ARTICLE = lazy.regex(
    r"^(?:(?:an?|the|their|any|absolute|relative|significant(?:ly)?|substantial(?:ly)?|overall|estimated|observed"
    r"|median|crude|cumulative|corresponding|higher|lower|more|fewer|similar)\s)+"
)
_RATE_OF = lazy.regex(
    r"^(?:rates?|incidences?|risks?|frequenc(?:y|ies)|proportions?|percentages?|number|likelihood"
    r"|probability)\sof\s(?:(?:patients|participants|women|men|those)\s(?:with|who\s(?:had|were"
    r"|achieved))\s)?(?:an?\s|the\s)?"
)
# "a primary end-point event occurred in": what is counted is the end point.
_FIRST_EVENT = lazy.regex(
    r"(?i)(?:primary|secondary)\s(?:composite\s|efficacy\s)?(?:end-?\s?points?|outcomes?)\sevents?$"
)
_EVENT = lazy.regex(r"\sevents?$")
_PLAIN = lazy.regex(r"[A-Z](?:[a-z-]*)(?![\w-])")
_RATES = lazy.regex(r"(?<=\s)rates$")
_TIMED = lazy.regex(
    r"\s(?:at|by|after|within|during|in the)\s(?:\d+|one|two|three|six|the end|follow-?up\b"
    r"|(?:days?|weeks?|months?|years?)\s\d+)\b.*$"
    r"|^(?:\d+|one|two|three|five|six)-(?:year|month|week|day)\s",
    re.IGNORECASE,
)
_NO_NAME = lazy.regex(
    r"(?i)\b(?:patients?(?!-|\s(?:satisfaction|preference|acceptance))|participants?|women|men|hazard|ratio|differences?|results?|median|mean"
    r"|groups?|arms?|cohort|there|it|this|these|those|they|we|baseline|characteristics?"
    r"|(?!^)received|enrolled|randomi[sz]ed|assigned|eligible|screened|included|sensitivity"
    r"|specificity|follow-up|population|age|analysis|data|who|deaths?|died|mortality"
    r"|treatments?(?! (?:failures?|success|completion|adherence|satisfaction|persistence))"
    r"|events?(?! rates? (?:for|of)\b)"
    r"|power|consent|prior|previous|comparison|responders?(?! rates?)|favou?r|terms|respect)\b"
    r"|\b(?:at least|more than|less than|up to|that|which|who)$"
    r"|^(?:rates?|risks?|incidences?|likelihoods?|probabilit(?:y|ies)|odds|proportions?|percentages?"
    r"|frequenc(?:y|ies)|numbers?|values?|scores?|more|less|fewer)$"
    r"|^[a-z]+-points?$|^(?:[a-z]+\s)?(?:efficacy|effectiveness)$"
    r"|\b(?:tended|was|were|did|had)\b"
    r"|^(?:although|whereas|while|nor|since|because|that|which|most|likely)\b"
)
_SCALE = lazy.regex(r"(?i)\b(?:scores?|scales?|index|intensity)\b")
# Deaths of one cause, or at one time: none that a treatment led to.
_DEATH_OF_CAUSE = lazy.regex(
    r"(?i)\b(?:cardiovascular|cardiac|vascular|coronary|(?:[a-z]+[ -])?cancer|non-?cancer"
    r"|non-?relapse|disease|sudden|early|induction|peri-?operative|post-?operative|peri-?natal|neonatal|maternal"
    r"|infant|(?:in-)?hospital|ICU|[a-z]+[ -]specific|\d+[ -](?:day|week|month|year))\s"
    r"(?:deaths?|mortality)\b"
    r"|\b(?:deaths?|mortality)\s(?:from|due to|caused by|without|in remission)\b"
)
_OF_TREATMENT = lazy.regex(r"(?i)\b(?:treatment|drug|therap|toxic|adverse|related|regimen|study)")
# The events of standard end points, and composites of death with another event.
_COMPOSITE_EVENT = lazy.regex(
    r"(?i)(?P<PFS>(?:disease |tumou?r )?progression or death)"
    r"|(?P<DFS>(?:disease )?recurrence or death)"
    r"|(?P<RFS>relapse or death)|(?P<OS>(?:probability of )?survival)"
)
_COMPOSITE = lazy.regex(
    r"(?i)\b(?:(?:cardiovascular |all-cause |any )?(?:death|mortality)"
    r"(?: from (?:[a-z]+ ){0,2}?causes?)?(?= or\b|,)"
    r"|(?<=\bor )(?:cardiovascular |all-cause )?death(?: from (?:[a-z]+ ){0,2}?causes?)?)\b"
)
_STEM = lazy.regex(r"[a-z]{4,}")
_MOST_WORDS = 11
_SHORTEST = 6
_TITLE_WITHIN = 20  # sentences: the title stands at the head of a document


def called(
    setting: Setting, begin: int, match: re.Match[str], start: int | None = None
) -> Mention | None:
    """Return the words of a match as an end point, when they can be one."""
    first = begin + match.start("what") if start is None else start
    end = begin + match.end("what")
    end = before_arm(setting, first, end)
    whom = _OF_WHOM.search(setting.words(first, end))
    end = first + whom.start() if whom else end
    name = _cleaned(_THAN.sub("", _ASIDE.sub("", setting.words(first, end))))
    event = _COMPOSITE_EVENT.fullmatch(name)
    if event:
        return Mention(str(event.lastgroup), first, end)
    if name == "responders":
        return Mention("response", first, end)
    if setting.arms_in(first, end) or not (_is_name(name) or _is_declared(setting, name)):
        return None
    return Mention(name, first, end)


def before_arm(setting: Setting, first: int, end: int) -> int:
    """Return where the words before an arm end: "wound infection" of "... in the A group"."""
    named = setting.arms_in(first, end)
    led = _TO_ARM.search(setting.view.text, first, named[0].start) if named else None
    return led.start() if led else end


def _is_declared(setting: Setting, name: str) -> bool:
    """Tell whether words name what the trial set out to prevent: harm, but its end point.

    The title, or the name of a primary end point, then has all of their nouns.
    """
    if len(name) < _SHORTEST:
        return False
    primary = [point.name for point in setting.trial.end_points if point.role == "primary"]
    if any(name.lower() in one.lower() for one in primary):
        return True
    if _NO_NAME.search(name) or not names_harm(name):
        return False
    begin = islice(setting.view.sentences, _TITLE_WITHIN)
    titles = [setting.view.words(one) for one in begin if one.section == "title"]
    return any(_stems(name) <= _stems(one) for one in (*primary, *titles))


def _stems(words: str) -> set[str]:
    return {word[:_SHORTEST] for word in _STEM.findall(words.lower())}


def _cleaned(words: str) -> str:
    """Return a noun phrase without articles, "rate of" and its time point."""
    words = _BODY.sub("", words)
    small = words[:1].lower() + words[1:] if _PLAIN.match(words) else words
    name = _TIMED.sub("", _ARTICLE.sub("", small.strip()))
    if _FIRST_EVENT.match(name):
        return _EVENT.sub("", name)
    return _RATES.sub("rate", _ARTICLE.sub("", _RATE_OF.sub("", name)).strip())


def _is_name(name: str) -> bool:
    measured = _SCALE.search(name) or _COMPOSITE.search(name)
    return (
        bool(re.search(r"[A-Za-z]{3}|[A-Z]\d[A-Z]", name))
        and len(name.split()) <= _MOST_WORDS
        and (not _NO_NAME.search(name) or _is_death_of_cause(name))
        and (measured is not None or not names_harm(name))
    )


def _is_death_of_cause(name: str) -> bool:
    """Tell whether words name deaths of one cause or time, and nothing that is no end point."""
    told = _DEATH_OF_CAUSE.search(name) or _COMPOSITE.search(name)
    if told is None or _OF_TREATMENT.search(name):
        return False
    return not _NO_NAME.search(_COMPOSITE.sub("", _DEATH_OF_CAUSE.sub("", name)))
