"""The short name of the reported trial."""

import re

from trialgraph.extract.quoted import stated
from trialgraph.extract.view import ReadingView
from trialgraph.model.text import Stated
from trialgraph.terms.index import TermIndex

ACRONYM = (
    r"(?:(?:[A-Z]{2,}|[A-Z][a-z]+[A-Z]\w*|[A-Z]+[a-z]+[A-Z]+\w*|[a-z]+[A-Z]{2,}\w*|"
    r"[A-Z][A-Z0-9]+)[\w]*"
    r"(?:-(?:[A-Z0-9]\w*))*|[A-Z]{2,}\w*-[A-Z0-9][\w-]*|[A-Z]\w*-\d[\w-]*|"
    r"[A-Z]+\d+\w*)(?: \d{1,4}[A-Z]?\b|-\d+)?"
)
"""A name with capitals inside, a hyphen or a number: ``GALAXY-2``, ``LUX-Lung 3``."""

_STUDY = r"(?:study|trial|studies|trials)"
_REGISTERED = (
    re.compile(
        rf"(?P<name>{ACRONYM})(?:/[\w/-]+)? (?:ClinicalTrials\.gov|ISRCTN|EudraCT|"
        r"Current Controlled Trials)"
        r"\b[^.;]{0,30}?number"
    ),
)
_TITLE = (
    re.compile(
        rf"\((?:the )?(?P<name>{ACRONYM})(?: (?:[Ss]tudy|[Tt]rial)s?)?\)(?=\s*(?:[:.,;]|$)|"
        r"\s+[A-Z][a-z]+ [A-Z])"
    ),
    re.compile(rf"\((?:the )?(?P<name>{ACRONYM}) (?:[Ss]tudy|[Tt]rial)\)"),
    re.compile(
        rf"\b(?P<name>{ACRONYM})(?: (?:[Pp]hase|PHASE) [\dIV/]+\w?)?(?: (?:[Rr]andomi[sz]ed|"
        r"[Cc]ontrolled|[Cc]linical|[Oo]pen-[Ll]abel))* (?:[Ss]tudy|[Tt]rial)\b"
    ),
    re.compile(rf"\b[Ii]n (?:the )?(?P<name>{ACRONYM}): "),
    re.compile(
        r"\b(?P<name>(?:SWOG|ECOG|CALGB|NSABP|GOG|RTOG|JCOG|EORTC|NCIC|GETUG|"
        r"AIO)[- ]?[A-Z]?-?\d+\w*)\b"
    ),
    re.compile(r"\b(?P<name>[A-Z]\d{4,5}): "),
)
_BODY = (
    re.compile(rf"\((?P<name>{ACRONYM})\)? {_STUDY}\b"),
    re.compile(
        r"\b(?:[Tt]his|[Tt]he|[Oo]ur|[Ii]n the)(?: (?:[a-z]+-[a-z]+|randomi[sz]ed|"
        r"controlled|multicent\w+|international|global|pivotal|"
        r"phase [\dIV/]+\w?|double-blind|open-label|primary|"
        rf"present),?)* (?P<name>{ACRONYM}) {_STUDY}\b"
    ),
    re.compile(
        rf"\b(?:{_STUDY}|phase [\dIV/]+\w? (?:randomi[sz]ed )?(?:clinical )?(?:{_STUDY})) "
        rf"\((?:[^()\[\]]*\[)?(?P<name>{ACRONYM})[\])]"
    ),
    re.compile(
        rf"\b(?P<name>{ACRONYM}) \([A-Z][^()]{{20,120}}\) was an? (?:\w+[ ,-]+)*"
        r"(?:randomi[sz]ed|phase)"
    ),
    re.compile(rf"\b(?P<name>{ACRONYM}) was designed to\b"),
)
_NOT_NAMES = frozenset(
    [
        "II",
        "III",
        "IV",
        "IB",
        "IIB",
        "IIA",
        "IIIB",
        "RCT",
        "USA",
        "UK",
        "EU",
        "US",
        "HR",
        "CI",
        "OS",
        "PFS",
        "DFS",
        "QOL",
        "QoL",
        "ITT",
        "NCI",
        "FDA",
        "EMA",
        "ECOG",
        "RECIST",
        "CTCAE",
        "HER2",
        "EGFR",
        "ALK",
        "PD-L1",
        "PD-1",
        "COVID-19",
        "NSCLC",
        "SCLC",
        "MBC",
        "CRC",
        "HCC",
        "AML",
        "CLL",
    ]
)


def acronym(view: ReadingView, terms: TermIndex) -> Stated | None:
    """Return the trial's acronym, from its registration line, its title, then the abstract."""
    for patterns, ranges in (
        (
            _REGISTERED,
            _ranges(
                view,
                {
                    "abstract",
                    "methods",
                    "results",
                    "conclusion",
                    "back",
                    "front",
                    "funding",
                    "introduction",
                },
            ),
        ),
        (_TITLE, _ranges(view, {"title"})),
        (_BODY, _ranges(view, {"abstract"})),
        (_BODY, _ranges(view, {"introduction", "methods", "results", "conclusion"})),
    ):
        for pattern in patterns:
            for start, end in ranges:
                match = pattern.search(view.text, start, end)
                if match and is_name(match["name"], terms):
                    return stated(view, match, match["name"], "name")
    return None


def _ranges(view: ReadingView, kinds: set[str]) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in view.sentences if each.section in kinds]


def is_name(name: str, terms: TermIndex) -> bool:
    """Tell whether a word can be a trial's name: no drug, disease, marker or end point."""
    if name in _NOT_NAMES or len(name) < 3 or name.isdigit():  # noqa: PLR2004 - initials
        return False
    return not any(
        terms.find(scheme, name) for scheme in ("drug", "end-point", "condition", "biomarker")
    )
