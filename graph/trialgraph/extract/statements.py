"""What a sentence says of a result: its direction and how strongly.

The words decide, never the numbers beside them.
"""

import re
from typing import Literal

Direction = Literal["benefit", "no benefit", "harm", "unclear"]
Strength = Literal["significant", "improved", "trend", "no difference", "noninferior"]

_GOOD = (
    r"(?:improv\w+|prolong\w+|extend\w*|benefit(?:s|ed)?|superior(?:ity)?|longer|better|greater|lower(?: risk)?|reduc(?:ed?|es|ing|tion)|increase in|favou?r(?:ed|s|ing)?|"
    r"delay(?:ed|s)?|efficac(?:y|ious)|effective|active|promising|additional effect|advantage|meaningful|contribut\w+|confer\w*|higher)"
)
NONINFERIOR = re.compile(r"\bnon-?inferior(?:ity)?\b|\bequally (?:excellent|effective|good)\b|\bwithout (?:significant )?loss of efficacy\b", re.IGNORECASE)
NO_BENEFIT = re.compile(
    r"\b(?:did|does|do|was|were|is|has|have|could|can)(?: not|n't)\b(?:(?! only| adversely)[^.;,]){0,60}?\b(?:improv\w*|differ\w*|prolong\w*|superior\w*|benefit\w*|increas\w*|result(?:ed)? in|reduc\w*|extend\w*|"
    r"met|meet|longer|better|associated with|significant\w*|support|effective|more effective|lower)\b"
    r"|\bno (?:\w+ )?(?:significant |statistically significant |clinically \w+ |meaningful |overall |survival |clear |additional )*(?:difference|improvement|benefit|advantage|effect|evidence|impact|increase)\w*\b"
    r"|\bfail(?:ed|s|ure)? to (?!meet the (?:criteria|requirement))|\bneither\b.{3,120}\bnor\b|\bnot (?:statistically |significantly )?(?:significant|different|superior|better)\b|\bno better\b"
    r"|\bnonsignificant\b|\bwas not met\b|\bcomparable efficacy\b|\bsimilar (?:efficacy|survival|outcomes)\b",
    re.IGNORECASE,
)
HARM = re.compile(
    r"\b(?:shorter|worse|inferior|detriment\w*|decreased|reduced) (?:\w+[- ]){0,3}?(?:survival|outcomes?|efficacy)\b|\bincreased (?:\w+ ){0,2}(?:mortality|risk of (?:death|progression|recurrence|relapse))\b"
    r"|\bharmful\b",
    re.IGNORECASE,
)
BENEFIT = re.compile(rf"\b{_GOOD}\b", re.IGNORECASE)
TREND = re.compile(r"\btrends?\b|\btend(?:ed|s)? to\b", re.IGNORECASE)
_SIGNIFICANT = re.compile(r"\b(?:statistically )?significant(?:ly)?\b|\bsuperior\b", re.IGNORECASE)
EXPECTED = re.compile(
    r"\bexpected to\b|\b(?:(?:are|is) (?:still )?(?:warranted|awaited|needed|required)|awaits?|merits?)\b|\bfurther (?:research|studies|study|investigation|work|evaluation|efforts?)\b|\bmay be (?:considered|investigated)\b"
    r"|\bwill be\b|\bremains? (?:investigational|to be|unclear|unknown)\b|\b(?:is|are) unknown\b",
    re.IGNORECASE,
)


def direction(words: str) -> Direction:
    """Return what the words say; ``unclear`` where they say nothing of a result."""
    if NO_BENEFIT.search(words):
        return "no benefit"
    if HARM.search(words):
        return "harm"
    return "benefit" if BENEFIT.search(words) else "unclear"


def strength(words: str) -> Strength | None:
    """Return how strongly the words say it."""
    if NONINFERIOR.search(words):
        return "noninferior"
    if NO_BENEFIT.search(words):
        return "no difference"
    if TREND.search(words):
        return "trend"
    if not BENEFIT.search(words):
        return None
    return "significant" if _SIGNIFICANT.search(words) else "improved"
