"""What an analysis of a registered study estimated, by the registry's words for it."""

import re
from functools import lru_cache

from trialgraph.model import lazy
from trialgraph.model.result import Hypothesis, Measure
from trialgraph.model.trial import EndPointRole

_RATE = r"(?:percent\w*|proportions?|rates?)"
_PATTERNS: tuple[tuple[Measure, str], ...] = (
    # What stands on another scale comes first: its null value is not that of the ratio.
    ("other", r"\blog\b(?![- ]?rank).*\b(?:ratio|hazard|odds|risk)"),
    ("other", r"\bratio\b.*,\s*log\b|\binverse\b"),
    ("csHR", r"cause[- ]specific hazard"),
    ("sHR", r"sub-?distribution(?:al)? hazard|fine[- ](?:and[- ])?gray"),
    ("HR", r"hazards? ratio|\bHR\b|\bcox proportional hazards?\b"),
    ("IRR", r"(?:incidence|event|exacerbation|annuali[sz]ed|relapse)\b.*\brate ratio"),
    ("IRR", r"\bIRR\b|^rate ratio"),
    ("OR", r"odds ratio|\bOR\b"),
    (
        "RMST_difference",
        r"difference.*(?:restricted mean|RMST)|(?:restricted mean|RMST).*difference",
    ),
    ("RMST_ratio", r"ratio.*(?:restricted mean|RMST)|(?:restricted mean|RMST).*ratio"),
    ("RR", r"risk ratio|relative risk|\bRR\b|response rate ratio"),
    ("WR", r"win ratio"),
    ("VE", r"vaccine efficacy"),
    ("SMD", r"standardi[sz]ed mean difference|\bSMD\b|cohen'?s d"),
    ("RD", r"risk difference|\bRD\b"),
    ("RD", rf"{_RATE} differences?|differences? (?:in|of|between) (?:the )?(?:\w+ ){{0,3}}{_RATE}"),
    ("MD", r"(?:\bmeans?|\bLSM?|least squares?)\b[^;]*\bdifferences?"),
    ("MD", r"differences?[^;]*\b(?:means?|LSM?)\b"),
    ("difference", r"\bdifferences?\b|hodges[- ]lehmann"),
    ("other", r"\bratio\b|^slope$"),
)
_MEASURES = tuple((name, lazy.regex(pattern, re.IGNORECASE)) for name, pattern in _PATTERNS)
_NOT_ESTIMATED = lazy.regex(
    r"(?i)\bstatistics?\b|\bp[- ]?values?\b|\bchi\b|\bchi-?squared?\b|\b[tfz][- ](?:value|test)\b"
    r"|standard error|correlation|\bratio of (?:variances?|the mean square)"
)
_HYPOTHESES: dict[str, Hypothesis] = {
    "SUPERIORITY": "superiority",
    "SUPERIORITY_OR_OTHER": "superiority",
    "SUPERIORITY_OR_OTHER_LEGACY": "superiority",
    "NON_INFERIORITY": "noninferiority",
    "NON_INFERIORITY_OR_EQUIVALENCE": "noninferiority",
    "NON_INFERIORITY_OR_EQUIVALENCE_LEGACY": "noninferiority",
    "EQUIVALENCE": "equivalence",
    "OTHER": "none",
}
_ROLES: dict[str, EndPointRole] = {
    "PRIMARY": "primary",
    "SECONDARY": "secondary",
    "OTHER_PRE_SPECIFIED": "exploratory",
    "OTHER": "exploratory",
    "POST_HOC": "exploratory",
}


@lru_cache(maxsize=4096)
def measure_of(parameter: str) -> Measure | None:
    """Return the measure that a parameter's name names, ``None`` where it is no comparison.

    >>> measure_of("Hazard Ratio (HR)"), measure_of("Mean Difference (Final Values)")
    ('HR', 'MD')
    """
    if _NOT_ESTIMATED.search(parameter):
        return None
    return next((name for name, pattern in _MEASURES if pattern.search(parameter)), None)


def is_test_statistic(parameter: str) -> bool:
    """Tell whether a parameter's name names a statistic of a test rather than an effect."""
    return _NOT_ESTIMATED.search(parameter) is not None


def hypothesis_of(kind: str, comment: str) -> Hypothesis:
    """Return what was tested; the registry's older form leaves two apart only in its comment."""
    if "EQUIVALENCE" in kind and re.search(r"(?i)\bequivalen", comment):
        return "equivalence"
    return _HYPOTHESES.get(kind, "superiority")


def role_of(kind: str) -> EndPointRole | None:
    """Return the role of an outcome."""
    return _ROLES.get(kind)
