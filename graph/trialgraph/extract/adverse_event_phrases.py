"""Names of adverse events that no table knows, where the sentence says that they are such.

Journals name events in any words. What gives them away is their place: in a list that
goes on ("nausea in 9%, and dry eyes in 4%"), before "was the most common adverse event",
or after patients who "experienced" them.
"""

import re

from trialgraph.extract.adverse_event_sentence import HarmSentence
from trialgraph.extract.mentions.adverse_events import Harm
from trialgraph.extract.mentions.patient_counts import PatientCount
from trialgraph.model import lazy

_NAME = r"[A-Za-z\u0370-\u03ff][\w'’/-]*(?: (?:of (?:the )?)?[A-Za-z\u0370-\u03ff][\w'’/-]*){0,4}?"
_GOES_ON = lazy.regex(
    rf"(?:^|[)\]%A-Za-z])(?:,(?: and)?|;(?: and)?| and) (?P<name>{_NAME})"
    r"(?: occurred| was (?:reported|observed|seen|noted))? (?:in|by) $"
)
_CALLED = lazy.regex(
    rf"(?:^|[.;:] )(?:The )?(?P<name>{_NAME}) (?:was|were) (?:also )?(?:the|one of the|among the)"
    r" [^.;:,()%\d]{0,60}$"
)
_EXPERIENCED = lazy.regex(
    rf"[)\]]?(?: of (?:the )?)?(?: ?(?:patients|participants))?"
    r" (?:had|experienced|developed|reported|suffered(?: from)?)"
    rf" (?:\x00+ )?(?P<name>{_NAME})"
    r"(?=,|;|[.](?: |$)|$| and (?:in )?[\w.%]+ | \(|:| (?:in|with|versus|vs\.?|v|compared|than) )"
)
_NO_EVENT = lazy.regex(
    r"(?i)\b(?:patients?|participants?|women|men|groups?|arms?|hazard|ratios?|range|medians?|means?"
    r"|p|ci|vs?|versus|all|years?|months?|weeks?|days?|respectively|each|both|n|differences?|rates?"
    r"|doses?|others?|surviv\w+|respon[sd]\w+|progress\w+|recurrenc\w+|relaps\w+|remission|death"
    r"|deaths|died|control|trial|study|therapy|treatment|adverse|(?<![a-z] )events?"
    r"|grades?|residual|measurable|it|they|this|these|that|which|who|those|than|were|was|had"
    r"|stable|complete|partial|no|none|not|only|more|less|most|improve\w+|reduc\w+|received|cycles?"
    r"|courses?|completed|discontinu\w+|subgroups?|baseline|status|stage|tumou?rs?|metasta\w+"
    r"|receiving|with|to|by|from|for|on|in|at|whereas|while|but|also|least|one|two|three|four|five)\b"
)


def listed_name(read: HarmSentence, begin: int, count: PatientCount) -> Harm | None:
    """Return the name of "..., and dry eyes in 4%", after a count of another event."""
    words = read.words[begin - read.start : count.start - read.start]
    match = _GOES_ON.search(words[-_FARTHEST:])
    if match is None:
        return None
    shift = begin + max(0, len(words) - _FARTHEST)
    return _event(read, match, shift)


def called_name(read: HarmSentence, harm: Harm) -> Harm | None:
    """Return the name of "Dry eyes were the most common adverse event", ``harm`` being the last."""
    match = _CALLED.search(read.words[: harm.start - read.start].replace("\x00", " "))
    return _event(read, match, read.start) if match else None


def experienced_name(read: HarmSentence, count: PatientCount, stop: int) -> Harm | None:
    """Return what the patients of a count, in the words right after it, are said to have had."""
    match = _EXPERIENCED.match(read.words, count.end - read.start)
    if match is None or read.start + match.end() > stop:
        return None
    known = [one for one in read.harms if one.start == read.start + match.start("name")]
    return known[0] if known else None


_FARTHEST = 120


def _event(read: HarmSentence, match: re.Match[str], shift: int) -> Harm | None:
    """Return the event that a name is, unless it names an arm, an end point or no event."""
    first, last = shift + match.start("name"), shift + match.end("name")
    setting = read.setting
    if _NO_EVENT.search(match["name"]) or any(
        one.start < last and first < one.end
        for one in [*setting.arms_in(read.start, read.end), *setting.end_points_in(first, last)]
    ):
        return None
    return Harm(term=match["name"], start=first, end=last, is_known=False)
