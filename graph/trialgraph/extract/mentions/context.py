"""Words around a result: who assessed it, at which analysis, in whom, at what time."""

import re
from typing import Protocol

from trialgraph.model import lazy
from trialgraph.model.result import Stage
from trialgraph.model.trial import Assessor


class Terms(Protocol):
    """What this room needs of the term tables."""

    def find(self, scheme: str, words: str) -> object | None:
        """Return the concept that words name exactly."""


ASSESSORS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "independent",
        lazy.regex(
            r"(?i)\bindependent(?:ly)?[- ](?:central(?:ly)?[- ])?(?:assess"
            r"|review|radiolog|evaluat)\w*"
            r"|\b(?:blinded"
            r"|masked)[- ](?:independent[- ])?(?:central[- ])?review\w*"
            r"|\bcentral(?:ly)?[- ](?:(?:imaging|radiolog\w+|radiographic)[- ])?(?:review"
            r"|assess)\w*"
            r"|\bindependent[- ](?:data )?(?:radiolog\w+ )?(?:review )?"
            r"(?:committee|facility)\b(?<!monitoring committee)"
            r"|\b(?:BICR|BIRC|IRC|IRF|ICR)\b"
        ),
    ),
    (
        "investigator",
        lazy.regex(
            r"(?i)\binvestigators?['’]?s?[- ](?:assess|review|evaluat"
            r"|determin)\w*|\b(?:assessed|evaluated|determined|judged) by"
            r" (?:the |local )?(?:investigators?|attending physicians?|treating physicians?)"
            r"|\bper investigator|\bby (?:the )?investigators?\b|\battending physician"
        ),
    ),
)
STAGES: tuple[tuple[Stage, re.Pattern[str]], ...] = (
    ("interim", lazy.regex(r"(?i)\binterim\b")),
    ("updated", lazy.regex(r"(?i)\bupdated?\b")),
    (
        "final",
        lazy.regex(
            r"(?i)\bfinal (?:\w+ |\w+-free )?(?:\w+ )?(?:analysis|results)"
            r"|\bfinal (?:overall survival|OS)\b"
        ),
    ),
    ("primary", lazy.regex(r"(?i)\bprimary analysis\b")),
)
TIME_POINT = lazy.regex(
    r"(?i)(?<!\w)(?<!\d[.,])(?P<n>\d+(?:\.\d+)?|one|two|three|four|five|six|eight|ten"
    r"|twelve)[- ](?P<unit>years?|months?|weeks?|days?|yr|mo)\b"
)
_TIME_WORDS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "eight": "8",
    "ten": "10",
    "twelve": "12",
}
_LEAD = lazy.regex(
    r"(?i)^(?:[^,;]{0,40}?\b(?:showed that"
    r"|analys[ie]s)\b[^,;]{0,60}?\s)?(?:however, |in addition, |similarly, "
    r"|here, )?"
    r"(?:among|in|for|of|with(?:in)?)(?: (?:the|all))?(?: \d[\d,]*)?"
    r" (?P<who>(?:[a-z0-9+-]+ ){0,4}?(?:patients|women|men|participants"
    r"|individuals|adults|those|tumou?rs)\b[^,;]{0,140}"
    r"|(?:[A-Za-z0-9/+-]+ ){1,6}?(?:subgroup|cohort|subset|(?:sub)?population)"
    r"(?: of (?:[^,;]|(?<=\d),(?=\d{3})){0,80})?(?: \([^()]{1,40}\))?)[,;]"
)
# "In stage II-III," / "In the ER-negative pts (n = 61),": who is meant is said by a word or two.
_NARROW = lazy.regex(
    r"(?:In|For|Among|Within) (?:the |all )?(?P<who>"
    r"(?=[^,;]{0,80}?(?:\b(?:subgroup|subset|stages? [IV\d]|cohort \w\b|subtype|histology|pts\b"
    r"|wild-type|expression|expressers|carriers|smokers|younger|older|elderly|aged)"
    r"|-(?:positive|negative|mutated|mutant|high|low)\b|[<>≥≤] ?\d))"
    r"[^,;()]{3,80}?)(?: \([^()]{1,40}\))?,\s"
)
_NARROW_SUBJECT = lazy.regex(
    r"(?P<who>(?:Patients|Women|Men|Participants|Those) (?:with|whose)"
    r"(?=[^,;.]{0,60}?(?:\b(?:high|low|elevated|expression|stage [IV\d]|mutat\w+|wild-type)\b"
    r"|-(?:positive|negative|mutated|mutant|high|low)\b|[<>≥≤] ?\d))"
    r" [^,;.()]{3,80}?)(?: \([^()]{1,40}\))? (?:had|showed|experienced|derived)\b"
)
_COUNTED = lazy.regex(
    r"(?i)\b(?:for|in|among) (?:the )?\d[\d,]{0,6} (?P<who>patients|women|men|participants)"
    r" \([^()]{1,60}\) (?P<rest>(?:with|who|whose|without|aged) [^,;:()]{3,90})"
)
_INSIDE = lazy.regex(
    r"(?i)\b(?:for|in|among|(?:subgroup|subset) of) (?:the )?(?:\d[\d,]{0,6} )?(?P<who>"
    r"(?:patients|women|men|participants|those)(?: in [A-Z][\w-]+)?"
    r" (?:with|who|whose|without|aged)\b"
    r"[^,;:()]{3,90}|(?:[A-Za-z0-9/+-]+ ){1,4}(?:subgroup|subset|expressers|expressors|smokers)"
    r"(?=\s?[,;()])"
    r"|(?:[a-z]+ ){0,2}populations? (?:with|without|whose) [^,;:()]{3,90}"
    r"|(?:[A-Za-z0-9/+≥<>-]+ ){1,6}?population\b)(?:(?<=population)|(?=\s?[,;:()]))"
)
# "among older adults" / "in Asian patients": one word tells who of all is meant.
_OF_KIND = lazy.regex(
    r"\b(?:among|in) (?P<who>(?:(?:non-)?(?:Asian|Black|White|Hispanic|Japanese|Chinese|Korean"
    r"|European|African|American|Western|Caucasian)"
    r"|male|female|(?:young|old)er|elderly|(?:pre|post)menopausal)"
    r" (?:patients|women|men|participants|adults|individuals|subgroup|subset))\b"
)
_SEX = lazy.regex(r"(?i)\b(?:in|for|to|among) (?P<who>women|men) [(\[][^()\[\]]*$")
_RESPONDERS = lazy.regex(
    r"(?i)\b(?:non-?)?responders\b|\blandmark analys[ei]s"
    r"|\b(?:patients|women|men|participants|those|subset|subgroup)\s(?:who|that)\s(?:had\s)?"
    r"(?:develop|achiev|attain)\w*\s[^,;()]{3,80}"
    r"|\b(?:patients|women|men|participants|those)\s(?:achiev|attain|gain)ing\s[^,;()]{2,60}?"
    r"(?=\s(?:was|were|is|did|had)\b|[,;()]|$)"
    r"|\b(?:patients|women|men|participants|those|subset|subgroup)\s(?:(?:who|that)\shad|with)"
    r"\san?\s(?:[\w-]+\s){0,3}?response\b"
)
# The share of those who reached something is of all.
_SHARE_OF = lazy.regex(
    r"(?i)\b(?:percentages?|proportions?|numbers?|shares?|fractions?|more|fewer)\s(?:of\s)?(?:the\s)?$"
)
_BEFORE_ALLOCATION = lazy.regex(
    r"(?i)\brandomi[sz]ed to\b|\brandomly\b|\bassigned\b|\binduction\b|\bpr(?:ior|evious)\b"
)
_WHOLE = lazy.regex(
    r"(?i)^these\b|\bm?ITT\b|random|assigned|allocated|enrol|eligible|intention|intent-to"
    r"|(?:overall|full)\b[^,;()]{0,30}\bpopulation|full analysis|underwent|evaluable|"
    r"included|treated patients$|all patients|safety population|whole|total population"
    r"|\b(?:efficacy|analysis|study|trial|entire|modified|primary|general)\b"
)
# "not up to date at enrolment": when they were so says nothing of who was taken.
_AT_START = lazy.regex(
    r"(?i)\s?\b(?:at|before|prior to|since|upon) (?:the |trial |study |time of )*"
    r"(?:enrol\w+|randomi[sz]ation|inclusion|entry|registration)\b"
)
_SAME = lazy.regex(r"(?i)(?:this|that|these|those|the same) \w+")
_SUBJECT = lazy.regex(
    r"(?P<who>(?:Patients|Women|Men|Participants|Those) in the [^,;.]{3,60}?"
    r"\b(?:subgroup|subset|population|(?:expression|marker|mutation|positive|negative"
    r"|[Rr]isk|prognosis) group)(?: \([^()]{1,40}\))?"
    r"|(?:Patients|Women|Men|Participants|Those) (?:with|whose|without|aged) [^,;.()]{3,80}?"
    r"(?=\s(?:(?:who were |who )?(?:treated with|received|receiving|given|assigned to"
    r"|randomi[sz]ed to|allocated to))\s)"
    r"|(?:[A-Z][\w+/-]+ )(?:[\w+/-]+ ){0,3}(?:expressers|expressors|carriers|smokers))\s"
)
# "Patients with X at baseline had a hazard ratio of": who has an estimate of their own.
_OWN_RATIO = lazy.regex(
    r"(?P<who>(?:Patients|Women|Men|Participants|Those|Adults|Children) (?:with|without|whose|aged)"
    r" [^,;.()]{3,80}?)(?: \([^()]{1,40}\))? (?:had|showed) (?:an? |the )?"
    r"(?:adjusted |estimated )?$"
)
_OWN_HEAD = lazy.regex(
    r"(?:; (?:and |but |whereas |while )?|, (?:but|whereas|while) )(?=(?:in|among|for) )"
)
_OF_ALL = lazy.regex(r"\w+ (?:the )?(?:all|whole|entire|overall|total|intention|intent|ITT)\b")
_HEADS = (_LEAD, _SUBJECT, _NARROW, _NARROW_SUBJECT)
_PLURAL_AFTER = lazy.regex(
    r"\)\s(?:sub)?(?:populations|groups of patients|groups? analyses|sets)\b"
)
_BARE = lazy.regex(r"(?i)(?:[a-z]+ )?(?:patients|women|men|participants|individuals|adults)")
# "patients with A (HR ...) or B (HR ...) histology": each bracket belongs to the word before it.
_SPLIT = lazy.regex(
    r"\b(?:for|in|among) (?:the )?(?:patients|women|men|those|participants|tumou?rs) (?:with|of)"
    r" (?P<first>[^,;()]{2,50}) \([^()]{3,160}\),? (?:or|and) (?!in |among |for )"
    r"(?P<second>[^,;()]{2,50}) \($"
)
# What both have stands behind the last bracket: "with A (HR ...) or B (HR ...) histology".
_SHARED_NOUN = lazy.regex(
    r"(?:\s?\([^()]{3,200}\),? (?:or|and) (?:(?:in |for )?(?:patients|those) with )?[^,;()]{2,50})?"
    r"\s?\([^()]{3,200}\) (?P<noun>(?:histolog|subtype|disease|tumou?r|cancer|carcinoma|status"
    r"|expression|mutation|NSCLC|SCLC|melanoma|lymphoma|leuk\w?emia)\w{0,5})\b"
)
_ENDS_ON_NOUN = lazy.regex(
    r"(?i)(?:patients|women|men|disease|histology|status|tumou?rs?|cancers?|carcinomas?|expression"
    r"|mutations?|NSCLC|SCLC|melanoma|lymphoma|subtypes?|subgroup|population)$"
)
_PRESENCE = lazy.regex(
    r"\b(?:presence|absence) \((?P<open>[^()]{3,160})\),? (?:or|and|versus) (?:presence|absence)"
    r" \([^()]{3,160}\) of (?P<what>[^,;().]{2,60})"
)
_AFTER = lazy.regex(
    r"[\s)\],]*(?:for|in|among) (?:the )?(?P<who>(?:[A-Za-z0-9/+≥<>-]+ ){1,5}?"
    r"(?:subgroup|subset|subpopulation|population|cohort)\b"
    r"|(?:(?:[A-Za-z0-9/+-]+ ){0,2}?[A-Za-z0-9/+-]+-(?:positive|negative|mutated|mutant|high|low)"
    r"|wild-type|younger|older|male|female) (?:[a-z-]+ )?"
    r"(?:pts|patients|women|men|participants|tumou?rs|disease)\b"
    r"|(?:women|men)(?=[\s)\],]*(?:$|[,;.]|and \d))"
    r"|(?:patients|women|men|participants|those|tumou?rs) (?:with|without|whose|aged)\b"
    r"(?:(?! and \d| in the | assigned| who received)[^,;().]){3,80})"
)
_LABEL = lazy.regex(r"(?:\bin (?:the )?|\)\s(?:and|or)\s(?:the )?|\),\s)(?P<who>[^,;()]{2,60})$")
# "in those with X median survival was": what is told of them.
_TOLD_OF = lazy.regex(r"\s(?=(?:median|mean|the (?:median|mean|hazard|HR|difference)) )")
_BACK = lazy.regex(
    r"(?i)\b(?:in |within |for |of |among )(?:this|these|those|that"
    r"|the same) (?:subgroup|subset|patients|population)"
)


def time_point(words: str) -> str:
    """Return a time point such as ``24 months`` from words such as "24-month", or nothing."""
    match = TIME_POINT.search(words)
    if match is None:
        return ""
    number = _TIME_WORDS.get(match["n"].lower(), match["n"])
    unit = {"yr": "year", "mo": "month"}.get(
        match["unit"].lower(), match["unit"].lower().rstrip("s")
    )
    return f"{number} {unit}" + ("" if number == "1" else "s")


def population(sentence: str, place: int) -> str:
    """Return ``all``, or the subgroup that a sentence speaks of at a place in it."""
    if re.search(r"(?i)\bper[- ]protocol\b", sentence[:place]):
        return "per-protocol"
    split = _SPLIT.search(sentence[:place])
    if split and not _is_whole(split["second"]):
        return "subgroup: patients with " + _completed(sentence, split["second"], split.end() - 2)
    paired = _label_of_bracket(sentence, place) or _by_presence(sentence, place)
    if paired:
        return "all" if _is_whole(paired) else "subgroup: " + paired
    return _by_clause(sentence, place) or _by_head(sentence, place) or _inside(sentence, place)


def _by_clause(sentence: str, place: int) -> str:
    """Return the population that the clause of a place names first, where others stand before.

    "Among men, 4 v 6 months (HR ...); among those with X, 3 v 8 months (HR ...)".
    """
    starts = [match.end() for match in _OWN_HEAD.finditer(sentence, 0, place)]
    if not starts or "; " in sentence[starts[-1] : place]:
        return ""
    start = starts[-1]
    own = sentence[start].upper() + sentence[start + 1 :]
    found = _by_head(own, place - start) or _inside(own, place - start)
    return "" if found == "all" and not _OF_ALL.match(own) else found


def _inside(sentence: str, place: int) -> str:
    """Return the population that words within a sentence name before a place, or ``all``."""
    counted = _COUNTED.search(sentence[:place])
    if counted and not _is_whole(counted["rest"]):
        return f"subgroup: {counted['who']} {counted['rest'].strip()}"
    inside = [m for m in _INSIDE.finditer(sentence[: place + 1]) if not _is_whole(m["who"])]
    inside = inside or list(_OF_KIND.finditer(sentence[:place])) or _of_one_sex(sentence, place)
    if not inside:
        return "all"
    return "subgroup: " + _completed(sentence, _trimmed(inside[-1]["who"]), inside[-1].end("who"))


def _of_one_sex(sentence: str, place: int) -> list[re.Match[str]]:
    """Return the men or women right before the bracket of a place, where a sentence has both."""
    if not all(re.search(rf"(?i)\b{who}\b", sentence) for who in ("men", "women")):
        return []
    return list(_SEX.finditer(sentence[:place]))[-1:]


def _completed(sentence: str, who: str, end: int) -> str:
    """Return words for patients with the noun they share with others, behind the last bracket."""
    noun = None if _ENDS_ON_NOUN.search(who) else _SHARED_NOUN.match(sentence, end)
    return f"{who} {noun['noun']}" if noun else who


def _by_head(sentence: str, place: int) -> str:
    """Return the population that the head of a sentence names, or nothing.

    "Within this subgroup, in patients with X,": who is meant is said after the first words.
    """
    lead = next((m for p in _HEADS if (m := p.match(sentence))), None)
    lead = lead or _OWN_RATIO.match(sentence[:place])
    if lead is None or lead.end() > place or _is_whole(lead["who"]):
        return ""
    if _SAME.fullmatch(lead["who"]):
        begun = lead.end() + 1
        return population(sentence[begun:], place - begun)
    who = _trimmed(lead["who"])
    return "all" if _BARE.fullmatch(who) else f"subgroup: {who}"


def population_after(words: str) -> str:
    """Return the subgroup named right after an estimate: "0.7 (0.5 to 0.9) for the X subgroup"."""
    match = _AFTER.match(words)
    if match is None or _is_whole(match["who"]):
        return ""
    return "subgroup: " + match["who"].strip()


def _is_whole(who: str) -> bool:
    """Tell whether words for patients mean all that were taken."""
    return _WHOLE.search(_AT_START.sub("", who)) is not None


def _by_presence(sentence: str, place: int) -> str:
    """Return the subgroup in "according to presence (HR ...) or absence (HR ...) of a marker"."""
    match = _PRESENCE.search(sentence)
    if match is None or not match.start("open") <= place < match.start("what"):
        return ""
    labels = re.findall(r"\b(presence|absence) \(", sentence[match.start() : place])
    return f"{labels[-1]} of {match['what'].strip()}"


def responders(words: str) -> str:
    """Return the words for patients told apart by what happened after they were randomised."""
    clause = words.rsplit("; ", 1)[-1]
    match = None if _BEFORE_ALLOCATION.search(clause) else _RESPONDERS.search(clause)
    if match is None or _SHARE_OF.search(clause, 0, match.start()):
        return ""
    return match[0].strip()


def _trimmed(who: str) -> str:
    """Return the words for the patients, without what the clause says of them."""
    last = re.split(r"(?i)\bthat (?:for|in|among) ", who)[-1]
    patients = _TOLD_OF.split(last)[0]
    if not re.search(r"\b(?:who|whose|which)\b", last):
        patients = re.split(r"\s(?:it )?(?:was|were|had been|is|are)\s", patients)[0]
    if patients.count("(") > patients.count(")"):
        patients = patients[: patients.rindex("(")]
    return patients.strip()


def _label_of_bracket(sentence: str, place: int) -> str:
    """Return what a bracket belongs to in "in the A (HR, ...) and B (HR, ...) populations"."""
    if not _PLURAL_AFTER.search(sentence, place):
        return ""
    opening = sentence.rfind(" (", 0, place)
    label = _LABEL.search(sentence[: max(0, opening)])
    return label["who"] if label else ""


def speaks_of_the_same_patients(sentence: str) -> bool:
    """Tell whether a sentence goes on about the subgroup of the one before."""
    return _BACK.search(sentence) is not None


def assessor_in(words: str) -> Assessor | None:
    """Return who assessed, when the words name exactly one sort of assessor."""
    found = [name for name, pattern in ASSESSORS if pattern.search(words)]
    if found == ["independent"]:
        return "independent"
    return "investigator" if found == ["investigator"] else None
