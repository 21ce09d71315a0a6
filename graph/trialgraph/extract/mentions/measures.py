"""How papers print the measure of an estimate, the words after it, and its value."""

from trialgraph.extract.mentions.differences import UNIT
from trialgraph.extract.mentions.intervals import PERCENT
from trialgraph.extract.mentions.numbers import SIGNED
from trialgraph.model import lazy
from trialgraph.model.result import Measure

RATIOS = frozenset({"HR", "csHR", "sHR", "OR", "RR", "IRR", "WR"})
_ABSOLUTE_CHANGE = (
    r"absolute (?:(?:risk|rate) (?:reduction|decrease|increase)s?"
    r"|(?:reduction|decrease|increase)s?(?= in (?:the )?(?:risk|rate|incidence)\b))"
)
ABSOLUTE_FALL = lazy.regex(r"(?i)absolute (?:risk |rate )?(?:reduction|decrease)")
"""A fall in risk: that of the reference less that of the arm that is held against it."""
MEASURES: tuple[tuple[Measure, str], ...] = (
    ("csHR", r"(?i:cause-specific hazards? ratios?)|\bcause-specific HRs?\b|\bcsHR\b"),
    ("sHR", r"(?i:sub-?distribution hazards? ratios?)|\bsub-?distribution HRs?\b|\bsHR\b"),
    ("HR", r"(?i:\bhazards?[- ]ratios?|\brelative hazards?)|\ba?HRs?\b(?![-+])"),
    ("OR", r"(?i:\bodds[- ]ratios?)|\ba?OR\b"),
    (
        "IRR",
        (
            r"(?i:\b(?:incidence[- ])?rate[- ]ratios?"
            r"|\brelative (?:incidence )?rates?\b(?! (?:reduction|increase|decrease)))|\bIRR\b"
        ),
    ),
    ("RR", r"(?i:\brisk[- ]ratios?|\brelative[- ]risks?)|\ba?RR\b"),
    (
        "RMST_difference",
        (
            r"(?i:\b(?:restricted mean survival time|RMST) difference"
            r"|differences? in (?:restricted mean(?: survival)?(?: times?)?|RMST))"
        ),
    ),
    ("SMD", r"(?i:\bstandardi[sz]ed mean differences?|\bcohen(?:['’]?s)? d\b)|\bSMD\b"),
    (
        "MD",
        (
            r"(?i:\b(?:least[- ]squares )?mean (?:between-group |adjusted |treatment )?"
            r"differences?)|\bMD\b"
        ),
    ),
    (
        "other",
        (
            r"(?i:\bgeometric[- ](?:least[- ]squares )?means?(?: \w{2,14})? ratios?"
            r"|\bratios? of (?:the )?geometric (?:least[- ]squares )?means?)|\bGMR\b"
        ),
    ),
    ("WR", r"(?i:\bwin ratio)"),
    ("VE", r"(?i:\bvaccine efficacy)"),
    (
        "RD",
        (
            r"(?i:\b(?:placebo|sham)[- ](?:adjusted|corrected|subtracted)\b(?! differences?))"
            rf"|(?i:\b{_ABSOLUTE_CHANGE}\b)"
            r"|(?i:\b(?:absolute |risk |rate |treatment |between-group |estimated "
            r"|stratified |adjusted )*differences?)|\b(?:ETD|LSMD|ARD|WMD)\b"
        ),
    ),
)
# The dose of an arm is no value: "odds ratio for 10 mg vs. placebo, 0.62".
DOSE = r"\d{1,4}(?:\.\d{1,2})?[-\s]?(?:mg|μg|µg|mcg|g|IU|Gy)\b(?!/d?[lL]\b)"
_OF_VALUE = r"(?!(?:/[A-Za-z\d]{1,8}|\sper\s[a-z]{1,12})?\s?[(\[,;])"
_FILL = (
    r"(?:[^\d;.()\[\]<>≤≥]|[A-Za-z]-?\d+(?=[^\d.])"
    r"|\b(?:at|after|within)\s\d{1,3}[\s-](?:year|month|week|day)s?\b"
    r"|\b(?i:weeks?|months?|days?|years?|cycles?|visit)\s\d{1,3}\b|[(\[]\d\d(?:\.\d+)?\s?%\s?(?:CIs?"
    r"|confidence intervals?)[)\]]"
    rf"|(?<=\bvs)\.|{DOSE}"
    r"|[(\[](?:[a-z]{0,3}[HOIR]R|RD|MD|ARR)[)\]]|\((?:[^()\d]|(?<=[A-Za-z-])\d){1,60}\)|\[[^\[\]\d]{1,60}\]){0,110}?"
)
# The number of a week or a cycle is not the value: "at week 12", "after cycle 4".
_NUMBERED = ("week", "weeks", "month", "day", "year", "cycle", "cycles", "visit", "phase", "part")
_NO_LABEL = "".join(rf"(?<!{word}\s)" for word in _NUMBERED)
_VALUE = (
    r"(?:[(\[](?=\d{1,2}\.\d+[,;]\s))?"
    r"(?!(?:(?<=\bat\s)|(?<=\bafter\s)|(?<=\bwithin\s))\d{1,3}[\s-](?:year|month|week|day))"
    rf"{_NO_LABEL}(?<![a-zA-QS-Z])(?!{DOSE}{_OF_VALUE})(?P<value>{SIGNED})(?![\d.]*\d)"
    r"(?P<unit>\s?%|\s?(?:percentage[- ])?points?|\s?months?|\s?years?|\s?days?)?"
)
_OF_DIFFERENCE_VALUE = _VALUE.removesuffix(")?") + (
    rf"|{UNIT}(?=[,;:]?\s?[\[(]?\s?(?:\d\d(?:\.\d{{1,2}})?{PERCENT}?[\s-]?(?:C|confidence|credible"
    r"|B)|\s(?:in\sfavou?r\sof|favou?ring|between)\b|CI\b|-?\d[\d.]*%?\s?(?:to|;|-)\s?-?\d)))?"
)


# Words in small letters or abbreviations, one of which every printing of a measure holds.
CUES: dict[Measure, tuple[str, ...]] = {
    "csHR": ("cause-specific", "csHR"),
    "sHR": ("distribution", "sHR"),
    "HR": ("hazard", "HR"),
    "OR": ("odds", "OR"),
    "IRR": ("rate", "IRR"),
    "RR": ("risk", "RR"),
    "SMD": ("mean diff", "SMD", "cohen"),
    "MD": ("mean", "MD"),
    "WR": ("win",),
    "VE": ("vaccine",),
    "other": ("geometric", "GMR"),
}
DIFFERENCE_CUES = (
    "difference",
    "absolute",
    "adjusted",
    "corrected",
    "subtracted",
    "ETD",
    "LSMD",
    "ARD",
    "WMD",
)
PATTERNS = [
    (
        measure,
        lazy.regex(
            rf"(?P<words>{words})(?P<fill>{_FILL})"
            + (_VALUE if measure in RATIOS else _OF_DIFFERENCE_VALUE)
        ),
    )
    for measure, words in MEASURES
]
