"""How an analysis deals with what happens after randomisation, by the words of its method.

Strategies for intercurrent events are those of ICH E9(R1), A.3.2.
"""

import re
from functools import lru_cache
from typing import Literal

Strategy = Literal["treatment policy", "hypothetical", "principal stratum", "while on treatment"]
TREATMENT_POLICY: Strategy = "treatment policy"

_STRATEGIES: tuple[tuple[Strategy, re.Pattern[str]], ...] = (
    (
        "hypothetical",
        re.compile(
            r"(?i)\bRPSFTM?\b|rank[- ]preserving|structural failure|\bIPCW\b|inverse[- ]probability"
            r"|\btwo[- ]stage\b|marginal structural|hypothetical"
            r"|(?:adjust\w*|correct\w*|account\w*|censor\w*) (?:for|at|on) (?:the |treatment )*"
            r"(?:cross-?over|switch)|(?:cross-?over|switching)[- ](?:adjusted|corrected|censored)"
        ),
    ),
    ("principal stratum", re.compile(r"(?i)principal strat|complier average|\bCACE\b")),
    ("while on treatment", re.compile(r"(?i)while[- ]on[- ]treatment|\bon[- ]treatment\b")),
)


@lru_cache(1 << 12)  # a registry has many wordings
def strategy_of(words: str) -> Strategy:
    """Return the strategy that words of a method tell; the treatment policy where none does."""
    return next((name for name, cue in _STRATEGIES if cue.search(words)), TREATMENT_POLICY)
