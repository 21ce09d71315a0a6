"""What a sentence says of a result: its direction and how strongly.

The words decide, never the numbers beside them.
"""

import re
from typing import Literal

Direction = Literal["benefit", "no benefit", "harm", "unclear"]
Strength = Literal["significant", "improved", "trend", "no difference", "noninferior"]

_GOOD = (
    r"(?:improv\w+|prolong\w+|extend\w*|benefit(?:s|ed)?|superior(?:ity)?|longer|better|"
    r"greater|lower(?: risk)?|reduc(?:ed?|es|ing|tion)|increase in|favou?r(?:ed|s|ing)?|"
    r"delay(?:ed|s)?|efficac(?:y|ious)|effective|active|promising|additional effect|"
    r"advantage|meaningful|contribut\w+|confer\w*|higher)"
)
NONINFERIOR = re.compile(
    r"\bnon-?inferior(?:ity)?\b|\bequally (?:excellent|effective|good)\b|"
    r"\bwithout (?:significant )?loss of efficacy\b",
    re.IGNORECASE,
)
NO_BENEFIT = re.compile(
    r"\b(?:did|does|do|was|were|is|has|have|could|can)(?: not|n't)\b(?:(?! only|"
    r" adversely)[^.;,]){0,60}?\b(?:improv\w*|differ\w*|prolong\w*|superior\w*|benefit\w*|"
    r"increas\w*|result(?:ed)? in|reduc\w*|extend\w*|"
    r"met|meet|longer|better|associated with|significant\w*|support|effective|"
    r"more effective|lower)\b"
    r"|\bno (?:\w+ )?(?:significant |statistically significant |clinically \w+ |"
    r"meaningful |overall |survival |clear |additional )*(?:difference|improvement|benefit|"
    r"advantage|effect|evidence|impact)\w*\b"
    r"|\bfail(?:ed|s|ure)? to (?!meet the (?:criteria|requirement))|"
    r"\bneither\b.{3,120}\bnor\b|\bnot (?:statistically |significantly )?(?:significant|"
    r"different|superior|better)\b|\bno better\b"
    r"|\bnonsignificant\b|\bwas not met\b|\bcomparable efficacy\b|\bsimilar (?:efficacy|"
    r"survival|outcomes)\b",
    re.IGNORECASE,
)
HARM = re.compile(
    r"\b(?:shorter|worse|inferior|detriment\w*|decreased|"
    r"reduced) (?:\w+[- ]){0,3}?(?:survival|outcomes?|efficacy)\b|"
    r"\bincreased (?:\w+ ){0,2}(?:mortality|risk of (?:death|progression|recurrence|"
    r"relapse))\b"
    r"|\bharmful\b",
    re.IGNORECASE,
)
BENEFIT = re.compile(rf"\b{_GOOD}\b", re.IGNORECASE)
TREND = re.compile(r"\btrends?\b|\btend(?:ed|s)? to\b", re.IGNORECASE)
_SIGNIFICANT = re.compile(r"\b(?:statistically )?significant(?:ly)?\b|\bsuperior\b", re.IGNORECASE)
EXPECTED = re.compile(
    r"\bexpected to\b|\b(?:(?:are|is) (?:still )?(?:warranted|awaited|needed|required)|"
    r"awaits?|merits?)\b|\bfurther (?:research|studies|study|investigation|work|evaluation|"
    r"efforts?)\b|\bmay be (?:considered|investigated)\b"
    r"|\bwill be\b|\bremains? (?:investigational|to be|unclear|unknown)\b|\b(?:is|are) unknown\b",
    re.IGNORECASE,
)


_SAFETY = re.compile(
    r"(?:,|\band\b|\bbut\b)?\s*\b(?:with(?:out)?|despite|although|while|"
    r"whereas)\b(?:(?! (?:significantly )?(?:improv|prolong|extend|with\b))[^,;.])*?\b(?:toxic\w*|"
    r"adverse|safety|tolerab\w*|"
    r"side[- ]effects?|deteriorat\w*|burden)\b[^,;.]*",
    re.IGNORECASE,
)


def efficacy_words(words: str) -> str:
    """Return the words without asides on safety, such as ``with no increase in toxic effects``."""
    return _SAFETY.sub("", words)


def direction(words: str) -> Direction:
    """Return what the words say; ``unclear`` where they say nothing of a result."""
    words = efficacy_words(words)
    if NO_BENEFIT.search(words):
        return "no benefit"
    if HARM.search(words):
        return "harm"
    return "benefit" if BENEFIT.search(words) else "unclear"


def strength(words: str) -> Strength | None:
    """Return how strongly the words say it."""
    words = efficacy_words(words)
    if NONINFERIOR.search(words):
        return "noninferior"
    if NO_BENEFIT.search(words):
        return "no difference"
    if TREND.search(words):
        return "trend"
    if not BENEFIT.search(words):
        return None
    return "significant" if _SIGNIFICANT.search(words) else "improved"
