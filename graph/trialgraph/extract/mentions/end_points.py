"""End points as papers write them, with their standard short names.

The table holds grammar (inflection, abbreviation, ellipsis); names that only a
term table or the trial itself knows are added when the finder is made.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, islice

from trialgraph.extract.mentions.numbers import Mention
from trialgraph.model import lazy
from trialgraph.model.trial import EndPoint

_ELLIPSIS = (
    r"(?:\s(?:survival|interval)|(?=(?:(?:,?\s(?:and|or)|,)\s[a-z]+(?:[- ](?:free|specific))?){1,3}"
    r"\ssurvival)|(?=,? (?:and|or|,) survival)"
    r"|(?=\s\([^()]{1,90}\),? and (?:[a-z]+(?:-free)? )?survival))"
)


def _free(words: str) -> str:
    return rf"(?i:\b(?:{words})[- ]free{_ELLIPSIS})"


# "prolonged survival", "no difference in survival": a lookbehind has one length.
_CHANGED_BEFORE = "|".join(
    rf"(?<=\b{words} )"
    for words in (
        *(
            "prolong",
            "prolongs",
            "prolonged",
            "prolonging",
            "prolongation of",
            "extends",
            "extended",
        ),
        *("improve", "improves", "improved", "improving", "improvement in", "improvements in"),
        *("increase", "increases", "increased", "longer", "better", "shorter", "effect on"),
        *("difference in", "differences in", "impact on", "benefit in", "advantage in"),
    )
)
# Each name with words in small letters or abbreviations, one of which its pattern cannot lack:
# most of the patterns are never tried on a text.
TABLE: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "OS",
        ("survival", "OS", "all-cause", "any cause"),
        (
            r"(?i:\boverall[- ]survival)|\bm?OS\b|(?i:\ball-cause (?:mortality"
            r"|deaths?)|\bdeaths? from any cause(?! or\b))"
        ),
    ),
    ("OS", ("-free survival",), r"(?i:\boverall(?= and [a-z]+-free survival))"),
    (
        "OS",
        ("survival", "ratio for death"),
        (
            r"(?i:(?<=median )survival(?! (?:analys|curve|data))"
            r"|(?<=hazard ratio for )death(?! or\b| due| from (?!any)))"
        ),
    ),
    (
        "OS",
        ("survival",),
        r"(?i:(?<=\d-year )survival|(?<=\d-month )survival|(?<=\d year )survival)",
    ),
    (
        "OS",
        ("survival",),
        (
            r"(?i:(?<![-\w])(?<!free )(?<!overall )(?<!specific )survival(?= "
            r"(?:was|did|benefit|advantage|between|in both)))"
        ),
    ),
    (
        "OS",
        ("survival",),
        (
            rf"(?i:(?:{_CHANGED_BEFORE})survival\b(?! (?:free|without|rates?|times?|to|until|of the"
            r" (?:implant|graft))\b|-))"
        ),
    ),
    ("OS", ("survival rate",), r"(?i:(?<![-\w])(?<!free )(?<!specific )survival rates?)"),
    (
        "mortality",
        ("mortality",),
        (
            r"(?i:(?<!cause )(?<!vascular )(?<!cancer )(?<!specific )(?<!related )(?<!relapse )"
            r"\bmortality\b)"
        ),
    ),
    (
        "PFS",
        ("progression-free", "progression free", "PFS"),
        _free("progression") + r"|\bm?PFS\b(?!-?2)",
    ),
    (
        "rPFS",
        ("progression-free", "progression free", "rPFS"),
        _free("radio(?:graphic|logic|logical) progression|imaging-based progression")
        + r"|\brPFS\b",
    ),
    (
        "cancer-specific survival",
        ("specific",),
        (
            r"(?i:\b(?:cancer|tumou?r|disease|cause)[- ]specific(?=(?:(?:,?\s(?:and|or)|,)\s[a-z]+"
            r"(?:[- ](?:free|specific))?){1,3}\ssurvival))"
        ),
    ),
    (
        "PFS2",
        ("PFS2", "PFS-2", "econd PFS", "second progression"),
        (
            r"\bm?PFS-?2\b|\b[Ss]econd PFS\b"
            r"|(?i:\bsecond progression[- ]free survival(?:\s\(PFS2?\))?)"
        ),
    ),
    (
        "bPFS",
        ("biochemical", "psa", "bPFS", "BPFS"),
        _free("biochemical (?:progression|failure|relapse)|PSA progression") + r"|\b[bB]PFS\b",
    ),
    ("DFS", ("disease-free", "disease free", "DFS"), _free("disease") + r"|\bDFS\b"),
    ("iDFS", ("invasive", "iDFS", "IDFS"), _free("invasive[- ]disease") + r"|\b[iI]DFS\b"),
    ("DDFS", ("distant", "DDFS"), _free("distant[- ]disease") + r"|\bD?DDFS\b|\b[Dd]istant DFS\b"),
    ("EFS", ("event-free", "event free", "EFS"), _free("event") + r"|\bEFS\b"),
    ("RFS", ("recurrence", "relapse", "RFS"), _free("recurrence|relapse") + r"|\bRFS\b"),
    (
        "DRFS",
        ("distant", "DRFS", "DRFI"),
        _free("distant (?:recurrence|relapse)") + r"|\bDRF[SI]\b",
    ),
    ("DMFS", ("distant", "DMFS"), _free("distant[- ]metastas[ie]s") + r"|\bDMFS\b"),
    ("MFS", ("metastas", "MFS"), _free("metastas[ie]s") + r"|\bMFS\b"),
    ("FFS", ("failure", "FFS"), _free("failure|treatment failure") + r"|\bFFS\b"),
    (
        "TTP",
        ("progression", "TTP"),
        r"(?i:\btimes?[- ]to[- ](?:disease |tumou?r )?progression)|\bTTP\b",
    ),
    ("TTF", ("failure", "TTF"), r"(?i:\btimes?[- ]to[- ]treatment[- ]failure)|\bTTF\b"),
    (
        "TTD",
        ("deterioration", "TTD"),
        r"(?i:\btimes?[- ]to[- ](?:definitive |confirmed |first )?deterioration)|\bTTD\b",
    ),
    (
        "DoR",
        ("duration", "DOR", "DoR"),
        (
            r"(?i:\bduration of (?:objective |overall |complete )?(?:response"
            r"|remission)|\bresponse duration)|\bD[oO]R\b"
        ),
    ),
    (
        "ORR",
        ("response", "ORR"),
        (
            r"(?i:\b(?:(?:best |confirmed |unconfirmed )?(?:objective|overall"
            r"|tumou?r)[- ](?:tumou?r )?responses?(?:[- ]rates?)?)"
            r"|(?<!complete )(?<!partial )(?<!remission )\bresponse[- ]rates?)|\bORRs?\b"
        ),
    ),
    ("DCR", ("control", "DCR"), r"(?i:\bdisease[- ]control(?:[- ]rates?)?)|\bDCR\b"),
    ("CBR", ("benefit", "CBR"), r"(?i:\bclinical[- ]benefit[- ]rates?)|\bCBR\b"),
    (
        "pCR",
        ("complete", "pCR"),
        (
            r"(?i:\bpatholog(?:ic|ical|ically) complete (?:response"
            r"|remission)s?(?:[- ]rates?)?)|\bt?pCRs?\b"
        ),
    ),
    (
        "CR",
        ("complete", "CR"),
        (
            r"(?i:(?<!ic )(?<!ical )(?<!ically )\bcomplete[- ](?:response"
            r"|remission)s?(?:[- ]rates?)?)|\bCR\b"
        ),
    ),
    ("PR", ("partial", "PR"), r"(?i:\bpartial[- ](?:response|remission)s?)|\bPR\b"),
    ("SD", ("stable",), r"(?i:\bstable disease)"),
    ("PD", ("progressive",), r"(?i:\bprogressive disease)"),
    (
        "QoL",
        ("quality", "QoL", "QOL"),
        r"(?i:\b(?:health-related )?quality of life)|\b(?:HR-?)?QoL\b|\bHRQOL\b",
    ),
)
_BARE_RATE = lazy.regex(r"(?i)response[- ]rates?")
_OTHER_RESPONSE = lazy.regex(
    r"(?P<of>(?i:\b(?:PSA|CA-?125|immune|antibody|sero\w+|virolog\w+|biochemical|molecular"
    r"|(?:cyto)?genetic|ha?ematolog\w+|metabolic|symptom\w*|pain|biologic\w*|hormonal|vaccine))"
    r"|\b[A-Z]{2,5}-[A-Z]|\b[A-Z]{3,6} ?\d{2,3})\s$"
)
_OF_A_SITE = frozenset({"PFS", "DFS", "RFS", "EFS", "ORR", "DoR"})
_SITE = lazy.regex(r"\b(?P<site>CNS|(?i:intracranial|locoregional|local|brain|bone|regional))\s$")
_RULES = tuple((name, cues, lazy.regex(pattern)) for name, cues, pattern in TABLE)
Rule = tuple[str, tuple[str, ...], re.Pattern[str]]
# A generic name stands in such a run, which holds one of these words.
_RUN = lazy.regex(r"[\w -]+")
GENERIC_CUES = ("time", "-free survival", "specific survival", "mortality")
_NO_LINK = r"\b(?!(?:and|or|the|of|in|on|for|to|with|an?|both|median|mean|longer|better) )"
GENERIC = lazy.regex(
    r"(?i)\btime[- ]to[- ](?:first |next )?(?:[a-z-]+ ){0,3}?"
    r"(?:progression|events?|recurrence|relapse"
    r"|worsening|failure|treatment|therapy|onset|response|metastasis|discontinuation|deterioration|(?-i:[A-Z]{2,6}(?!-)))\b"
    rf"|{_NO_LINK}[a-z]+(?:[ -]{_NO_LINK}[a-z]+){{0,2}}-free survival"
    r"|\b(?:(?:[a-z]+ )?cancer|disease|cause|tumou?r)[- ]specific survival"
    r"|\b(?:(?:non-?|cardio)?vascular|non-?relapse|(?:[a-z]+[ -])?cancer|[a-z]+(?:[ -][a-z]+)?[ -]"
    r"(?:specific|related)) mortality"
)
TIME_TO_EVENT = frozenset(
    {
        "OS",
        "PFS",
        "rPFS",
        "PFS2",
        "bPFS",
        "DFS",
        "iDFS",
        "DDFS",
        "EFS",
        "RFS",
        "DRFS",
        "DMFS",
        "MFS",
    }
    | {"FFS", "TTP", "TTF", "TTD", "DoR"}
)
PROPORTIONS = frozenset({"ORR", "DCR", "CBR", "pCR", "CR", "PR", "SD", "PD"})
_SHORTEST, _MOST_WORDS, _MOST_OF_SEVERAL = 4, 8, 14
_MOST_DECLARED = 60  # each is looked for in the whole text
_LONGER = lazy.regex(r"-(?!(?:BICR|IRC|ICR|IRF|INV|IA|ITT|FAS|PP|HR)\b)[A-Z]{2,}")
_SAFETY = lazy.regex(r"(?i)\bsafety|toxic|(?<!major )adverse|tolerab|side[- ]effect|bleeding")
_COMPOSITE = lazy.regex(
    r"(?i:(?P<rPFS>radio(?:graphic|logic|logical) progression or death)"
    r"|(?P<PFS>(?:disease )?progression or death"
    r"|progression of (?:the )?disease or death|progressive disease or death)"
    r"|(?P<DFS>(?:disease )?recurrence or death"
    r"|disease recurrence, second primary[^;,()]* or death)"
    r"|(?P<RFS>relapse or death)|(?P<OS>\bdeath\b))"
)


def composite(words: str) -> str | None:
    """Return the end point whose event a ratio is said to be for, such as relapse or death."""
    match = _COMPOSITE.search(words)
    return match.lastgroup if match else None


def is_time_to_event(name: str) -> bool:
    """Tell whether an end point is a time until an event."""
    return (
        name in TIME_TO_EVENT
        or name.lower().endswith(("survival", "-free interval"))
        or name.startswith("time to")
    )


def _declared(end_points: Iterable[EndPoint]) -> list[Rule]:
    """Return rules for end points that the document itself declares."""
    rules: list[Rule] = []
    for end_point in islice(end_points, _MOST_DECLARED):
        if end_point.purpose == "safety" or _SAFETY.search(end_point.name):
            continue
        for words in dict.fromkeys((end_point.name, end_point.name_printed)):
            plain = re.sub(
                r"^(?:the|a|an|rate of|incidence of)\s", "", words.strip(), flags=re.IGNORECASE
            )
            plain = re.sub(r"(?i) at \d{1,3}[ -](?:day|week|month|year)s?$", "", plain)
            if re.fullmatch(r"[A-Z][A-Za-z0-9-]{1,6}", plain) and sum(map(str.isupper, plain)) > 1:
                alone = lazy.regex(r"\b" + re.escape(plain) + r"\b")
                rules.append((end_point.name, (plain,), alone))
            elif len(plain) >= _SHORTEST and len(plain.split()) <= _most_words(plain):
                longest_word = max(plain.lower().split(), key=len)
                spaced = re.escape(plain).replace(r"\ ", r"[\s-]")
                anyhow = lazy.regex(rf"\b{spaced}\b", re.IGNORECASE)
                rules.append((end_point.name, (longest_word,), anyhow))
    return rules


def _most_words(name: str) -> int:
    """Return how long a name may be to be looked for: one of several events, death among them."""
    return _MOST_OF_SEVERAL if re.search(r"(?i)\b(?:deaths?|mortality)\b", name) else _MOST_WORDS


def find_end_points(text: str, end_points: Iterable[EndPoint]) -> list[Mention]:
    """Return where a text names end points; the longest name wins where two overlap."""
    found = [*_listed(text), *_matched(text, _declared(end_points))]
    generic = [Mention(_small(m[0]), m.start(), m.end()) for m in _generic(text)]
    found += _apart_from(found, generic)
    found += _abbreviated(text, found)
    return longest(found)


@lru_cache(maxsize=2)
def _listed(text: str) -> tuple[Mention, ...]:
    """Return the mentions by the table alone: a document is asked twice for them."""
    return _matched(text, _RULES)


def _generic(text: str) -> Iterator[re.Match[str]]:
    for run in _RUN.finditer(text):
        words = run[0].lower()
        if any(cue in words for cue in GENERIC_CUES):
            yield from GENERIC.finditer(text, *run.span())


def _matched(text: str, rules: Iterable[Rule]) -> tuple[Mention, ...]:
    told = text + text.lower()
    return tuple(
        Mention(_qualified(text, name, match), match.start(), match.end())
        for name, cues, pattern in rules
        if any(cue in told for cue in cues)
        for match in pattern.finditer(text)
        if not _is_cut(text, match)
    )


def _is_cut(text: str, match: re.Match[str]) -> bool:
    """Tell whether a match is the beginning of a longer abbreviation: the CR of "CR-SAE"."""
    is_short = match[0][-1:].isupper() and " " not in match[0]
    return is_short and _LONGER.match(text, match.end()) is not None


def _qualified(text: str, name: str, match: re.Match[str]) -> str:
    """Return a standard name, or one in words where the word before it makes it another.

    A response rate of the PSA is not the tumours', a PFS of the brain not that of the body.
    """
    if name == "ORR" and _BARE_RATE.fullmatch(match[0]):
        of_what = _OTHER_RESPONSE.search(text, max(0, match.start() - 30), match.start())
        return f"{of_what['of']} {match[0].lower()}" if of_what else name
    if name not in _OF_A_SITE:
        return name
    site = _SITE.search(text, max(0, match.start() - 16), match.start())
    return f"{site['site']} {name}" if site else name


def _small(words: str) -> str:
    """Return words in small letters, but an abbreviation as it is."""
    return " ".join(word if word[1:].isupper() else word.lower() for word in words.split())


def _apart_from(known: list[Mention], found: list[Mention]) -> list[Mention]:
    """Return the mentions that overlap no known one."""
    places = sorted((one.start, one.end) for one in known)
    ends = [0, *accumulate((end for _, end in places), max)]
    return [one for one in found if ends[bisect_left(places, (one.end,))] <= one.start]


def _abbreviated(text: str, found: list[Mention]) -> list[Mention]:
    """Return mentions of abbreviations that the text itself introduces after an end point."""
    known = {"HR", "CI", "OR", "RR"}
    more: list[Mention] = []
    for mention in found:
        match = re.match(
            r"(?:\s[a-z]{2,12})?\s?\(([A-Z][A-Za-z0-9]{1,6})[);,]",
            text[mention.end : mention.end + 30],
        )
        if match and match[1] not in known and len(known) < _MOST_DECLARED:
            known.add(match[1])
            more += [
                Mention(mention.value, use.start(), use.end())
                for use in re.finditer(rf"\b{re.escape(match[1])}\b", text)
            ]
    return more


def longest(found: list[Mention]) -> list[Mention]:
    """Return mentions in order without those that overlap a longer one."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda one: (one.start, one.start - one.end)):
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept
