"""Intervals and p values as they are printed."""

import re

from trialgraph.extract.mentions.numbers import POSITIVE, SIGNED
from trialgraph.model import lazy

_SIDED = r"(?:(?P<sided>one|two|1|2)[- ]?sided?\s)?"
# "95 percent confidence interval": the older papers write the sign in words.
PERCENT = r"(?:\s?%|[\s-]per\s?cent)"
_LEVEL = rf"(?P<level>\d{{2}}(?:\.\d+)?){PERCENT}?\s?[- ]?"
CI = (
    r"(?:CIs?|(?i:confidence (?:interval|limit)s?)"
    r"|(?P<credible>CrIs?|(?i:(?:Bayesian\s)?credible intervals?)))"
    r"(?:\s?[\[(](?:CIs?|CrI)[\])])?"
)
_OPEN_END = r"NR|NE|NA|not reached|not estimable|not evaluable|-?infinity|-?∞"
_UNIT = (
    r"(?:\s?(?:%|per\s?cent(?:age points?)?|points?|months?|years?|weeks?|days?|mo|mm ?Hg|kg|cm"
    r"|[A-Za-zμ]{1,5}/[A-Za-z0-9²]{1,6}))?"
)
_TO = r"\s?(?:to|-|,|;|and|–)\s?\+?"
TWO_LIMITS = lazy.regex(
    rf"{_SIDED}(?:(?:repeated|adjusted|exact|Wald)\s)?{_LEVEL}{CI}"
    r"(?:\s(?:(?:for|of)\s(?:the\s)?(?:[a-z-]+\s)?difference|of|was|from|range))?"
    rf"[\s,:;=]*[\[(]?(?P<low>{SIGNED}|{_OPEN_END}){_UNIT}{_TO}(?P<high>{SIGNED}|{_OPEN_END}){_UNIT}"
)
# "CI95% 0.55-0.94": the level after the word
LEVEL_LAST = lazy.regex(
    rf"{_SIDED}CI[\s,:(]{{0,2}}(?P<level>\d{{2}}(?:\.\d+)?){PERCENT}\)?[\s,:;=]*[\[(]?"
    rf"(?P<low>{SIGNED}|{_OPEN_END}){_TO}(?P<high>{SIGNED}|{_OPEN_END})"
)
ONE_LIMIT = lazy.regex(
    rf"{_SIDED}{_LEVEL}(?:{CI}[\s,]*(?=upper|lower)|(?=(?:upper|lower)\s(?:confidence\s)?"
    r"(?:limit|bound)))(?P<limit>upper|lower)(?:\s(?:confidence\s)?(?:limit|bound|boundary))?"
    rf"[\s,:=]*(?:of\s|was\s)?(?P<one>{SIGNED})"
)
LIMIT_OF = lazy.regex(
    r"(?P<limit>upper|lower)\s(?:confidence\s)?(?:limit|bound"
    rf"|boundary)(?:\sof)?(?:\sthe)?\s{_SIDED}{_LEVEL}{CI}"
    rf"[\s,:=]*(?:of\s|was\s)?(?P<one>{SIGNED})"
)
OF_DIFFERENCE = lazy.regex(
    rf"{_LEVEL}{CI}\s(?:for|of)\s(?:the\s)?(?:[a-z-]+\s){{0,2}}differences?\b"
    rf"[\s,:;=]*[\[(]?(?P<low>{SIGNED}){_UNIT}{_TO}(?P<high>{SIGNED})%?"
)
BARE_LIMITS = lazy.regex(
    rf"(?P<low>{SIGNED})%?\s?(?:to|-|;)\s?(?P<high>{POSITIVE}|-\s?{POSITIVE})(?![\d%]*\s?(?:v|vs)\b)"
)
# The level stood before the value: "difference (95% CI) of 0.18% (0.06, 0.30)".
HEADED_LIMITS = lazy.regex(rf"(?P<low>{SIGNED})%?,\s?(?P<high>{SIGNED})%?(?=[)\]])")
# "[CI, 0.3 to 3.5]": the level stands elsewhere, once for all
NO_LEVEL = lazy.regex(
    rf"CI[\s,:]{{1,2}}(?P<low>{SIGNED}){_UNIT}{_TO}(?P<high>{SIGNED})(?P<level>(?!))?{_UNIT}"
)
INTERVALS = (TWO_LIMITS, LEVEL_LAST, ONE_LIMIT, LIMIT_OF, NO_LEVEL)
_HYPOTHESIS = r"(?:non-?inferiority|superiority|equivalence|interaction|heterogeneity|trend)"
P_VALUE = lazy.regex(
    r"(?:(?P<sided>one|two|1|2)[- ]?(?:sided|tailed)\s)?(?:(?:un)?stratified\s"
    r"|nominal\s|adjusted\s)?"
    r"(?:log-?rank(?:\stest)?\s?[,:]?\s)?(?:\b(?P<tests_before>non-?inferiority|superiority"
    r"|interaction)\s)?\b[Pp](?:[- ]?values?)?(?:[\s_]?"
    rf"(?:for\s)?(?P<tests>{_HYPOTHESIS}))?"
    rf"(?:\s?(?P<comparator><=|>=|≤|≥|=|<|>|:|less\sthan|greater\sthan|\bof\b"
    r"|\bwas\b)\s?|(?<=value)\s(?=0?\.))"
    rf"(?P<p>{POSITIVE})(?![\d.]*\s?(?:[×x*]\s?10|[eE]-?\d))"
    rf"(?:\s?(?:for\s)?(?P<tests_after>{_HYPOTHESIS})"
    r"(?!\s(?:and|or)\s(?:for\s)?superiority))?"
    r"(?:(?:\s?[\[(]|[,;]\s)(?P<sided_after>one|two|1|2)-(?:sided|tailed)\b(?!\s\d)"
    r"(?:\stest|\slog-?rank)*[\])]?)?"
)


def tested_by(p: re.Match[str]) -> str:
    """Return what a printed p value is said to test, before or behind it, or nothing."""
    return p["tests_before"] or p["tests"] or p["tests_after"] or ""
