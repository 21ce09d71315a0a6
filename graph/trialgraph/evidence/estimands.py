"""What the words of an analysis' method say it estimates, and whether it was planned.

Strategies for intercurrent events are those of ICH E9(R1), A.3.2.
"""

import re
from functools import cache
from typing import Literal

from trialgraph.model.result import Estimate

Strategy = Literal["treatment policy", "hypothetical", "principal stratum", "while on treatment"]

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
_BESIDE_PLAN = re.compile(r"(?i)\bsensitivity\b|\bsupport(?:ive|ing) analys|\bsupplementary analys")
_POST_HOC = re.compile(r"(?i)\b(?:post|ad)[- ]?hoc\b|\bunplanned\b|\bnot (?:pre-?)?planned\b")
_CRITERIA = re.compile(
    r"(?i)\b(i?m?RECIST|Lugano|Cheson|IMWG|m?RANO|PCWG|GCIG|Choi|WHO)\b[^\d;.]{0,12}(\d(?:\.\d)?)?"
)
_YEARS = re.compile(r"(?i)(\d+)[- ]years?$")
_MONTHS_A_YEAR = 12


def strategy(estimate: Estimate) -> Strategy:
    """Return how an analysis deals with what happens after randomisation, such as crossover."""
    return _strategy(f"{estimate.model}; {estimate.population}; {estimate.end_point_printed}")


@cache
def _strategy(words: str) -> Strategy:
    return next((name for name, cue in _STRATEGIES if cue.search(words)), "treatment policy")


def is_beside_plan(estimate: Estimate) -> bool:
    """Tell whether an analysis is called one of sensitivity, or estimates something else."""
    is_other = strategy(estimate) != "treatment policy"
    return is_other or _BESIDE_PLAN.search(estimate.model) is not None


def is_post_hoc(estimate: Estimate) -> bool:
    """Tell whether an analysis is said not to have been planned."""
    return _POST_HOC.search(f"{estimate.model}; {estimate.population}") is not None


@cache
def criteria(printed: str) -> str | None:
    """Return the criteria of an event as they are compared, ``None`` where none are printed."""
    found = _CRITERIA.search(printed)
    return f"{found[1].casefold()} {found[2] or ''}".strip() if found else None


@cache
def time_point(printed: str) -> str:
    """Return a time as it is compared: ``1 year`` is ``12 months``."""
    words = " ".join(printed.casefold().replace("-", " ").split()).removeprefix("at ")
    years = _YEARS.search(words)
    if years is not None:
        return f"{int(years[1]) * _MONTHS_A_YEAR} months"
    return words.replace("month", "months") if words.endswith("month") else words
