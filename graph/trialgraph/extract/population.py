"""Who was treated: condition, markers, line, sex, age, performance status."""

import re
from collections.abc import Iterator

from trialgraph.extract.prior_therapy import prior_therapy
from trialgraph.extract.quoted import decimal_at
from trialgraph.extract.treated_condition import condition
from trialgraph.extract.treatment_line import line
from trialgraph.extract.trial_facts import PEOPLE, TAKEN, prose
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.document import SectionKind
from trialgraph.model.text import Number, Stated
from trialgraph.model.trial import Biomarker, Population
from trialgraph.terms.index import TermIndex

_MARKER = (
    r"(?P<marker>HER-?2|ERBB2|hormone[- ]receptor|HR|o?estrogen[- ]receptor|ER|"
    r"progesterone[- ]receptor|EGFR(?: mutation)?|ALK|ROS1|BRAF(?: V600E?)?|KRAS|RAS|PD-L1|"
    r"BRCA(?:1/2|1|2)?|PIK3CA|FLT3|NTRK|MET|RET|CD20)"
)
_STATUS = (
    r"(?P<status>positive|negative|mutated|mutant|mutation-positive|wild[- ]type|amplified|"
    r"rearranged|low)"
)
_BIOMARKER = lazy.regex(
    rf"\b(?:{_MARKER.replace('<marker>', '<first>')}(?:-?/|-? (?:and/)?or |-? and ))?"
    rf"{_MARKER}(?: \([A-Za-z0-9]+\))?[- ](?:gene[- ])?{_STATUS}\b",
    re.IGNORECASE,
)
_OF_A_PART = lazy.regex(
    r"\b(?:sub-?(?:group|set|population)s?|stratif\w+|respectively|analys[ei]s|associat\w+|"
    r"outcomes?|responses?|strongest|known|also|therefore|however|whereas|correlat\w+|"
    r"predict\w+)\b|\d ?%",
    re.IGNORECASE,
)
_NAMES = {
    "her-2": "HER2",
    "her2": "HER2",
    "hr": "hormone receptor",
    "er": "estrogen receptor",
    "oestrogen receptor": "estrogen receptor",
}
_AGE = lazy.regex(
    r"(?:\baged?(?: of| between| from)?|≥|>=|\bat least|\bbetween) ?(?P<least>at least |≥ ?|>= ?)?"
    r"(?P<n>\d{1,2}) ?(?:(?P<range>(?:-|to|and) ?\d{2,3}) ?)?(?:years?|yr)s?\b(?: of age| old)?"
    r"(?:(?P<more>,? (?:or|and) (?:older|more|over|above)\b)|(?! (?:or|and) (?:under|younger|less|"
    r"below)))",
    re.IGNORECASE,
)
_SAYS_WHO = lazy.regex(rf"{TAKEN.pattern}|\b{PEOPLE}\b|^\W*(?:\d\W+)?aged?\b", re.IGNORECASE)
_BOUND = lazy.regex(r"(?:≥|>=|at least|between)", re.IGNORECASE)
_THOSE = lazy.regex(
    r"(?i)\b(?:those|if|i\.e\.|patients who were|median|mean|attained|sub-?group|under|"
    r"younger than|strat\w+)\b[^.;]{0,40}$|\([^()]*$"
)
_OF_AGE = lazy.regex(r"\bage|\byears? old\b", re.IGNORECASE)
_WOMEN = lazy.regex(r"\b(?:wom[ae]n|females?)\b", re.IGNORECASE)
_MEN = lazy.regex(r"\b(?:m[ae]n|males?)\b", re.IGNORECASE)
_BOTH_SEXES = lazy.regex(r"\b(?:sex|gender)\b(?! hormones?)", re.IGNORECASE)
_SOME_OF_THEM = lazy.regex(
    r"\b(?:excluded?|exclusion|pregnan\w+|lactating|child-?bearing|contracepti\w+|those|"
    r"sub-?(?:group|set|population)s?|among|not|most|referr\w+|the majority|fertil\w+|if)\b",
    re.IGNORECASE,
)
_ECOG = lazy.regex(
    r"(?:\bECOG\b|Eastern Cooperative Oncology Group)[^.;]{0,30}?(?:performance[- ](?:status|"
    r"score)|\bPS\b|\bstatus\b)(?: ?\(PS\))?(?: score)?[^.;\d]{0,22}"
    r"(?P<grades>[0-4](?:(?:,? (?:or|to|and)|[,-]|, ?) ?[0-4])*)(?!\d|\.\d|%)"
)
_AT_MOST = lazy.regex(
    r"(?:≤|<=|</=|at most|up to|no (?:more|worse|greater|higher) than|not exceeding) ?[0-4](?!\d)"
    r"|(?<=[0-4]) or (?:less|lower|better|below)"
)
_BELOW = lazy.regex(r"(?:<|less than|lower than|below|better than) ?[0-4](?!\d)")
_AT_LEAST = lazy.regex(
    r"(?:≥|>|at least|more than|greater than) ?=? ?[0-4](?!\d)|(?<=[0-4]) or (?:more|higher|worse|"
    r"greater|above)"
)
_OF_SOME = lazy.regex(
    r"\b(?:stratif\w+|minimi[sz]\w+|sub-?groups?|adjust\w+|prognostic|excluded?|exclusion|"
    r"factors?|ineligible|median)\b|\d ?%"
)
_VERSUS = lazy.regex(r",? ?(?:v|vs\.?|versus)\b")
_AROUND = 100
_BEHIND = 12


def population(view: ReadingView, terms: TermIndex) -> Population:
    """Return who was treated, as far as title, abstract and methods say."""
    return Population(
        condition=condition(view, terms),
        line=line(view),
        prior_therapy=prior_therapy(view, terms),
        biomarkers=_biomarkers(view),
        sex=_sex(view),
        age_min=_age(view),
        ecog=_ecog(view),
    )


def _biomarkers(view: ReadingView) -> tuple[Biomarker, ...]:
    """Return each marker once, from title, else the first sentences on who was taken.

    A marker printed with two statuses there is left out: both sorts of patients took part.
    """
    for kinds in _PLACES:
        found: dict[str, Biomarker] = {}
        both: set[str] = set()
        for place in prose(view, kinds):
            if kinds == ("title",) or _tells_who(view, place):
                for each in _markers(view, place):
                    other = found.setdefault(each.marker, each)
                    both |= {each.marker} if other.status != each.status else set()
        if found:
            return tuple(each for marker, each in found.items() if marker not in both)
    return ()


_PLACES: tuple[tuple[SectionKind, ...], ...] = (("title",), ("abstract",), ("methods",))


def _tells_who(view: ReadingView, place: tuple[int, int]) -> bool:
    """Tell whether a sentence says who was taken into the trial, not what a part of them had."""
    words = view.text[slice(*place)]
    return bool(TAKEN.search(words)) and not _OF_A_PART.search(words)


def _markers(view: ReadingView, place: tuple[int, int]) -> Iterator[Biomarker]:
    """Yield the markers of a sentence; of two that share a status, ``A or B-positive``, both."""
    for match in _BIOMARKER.finditer(view.text, *place):
        span = view.span(match.start(), match.end())
        for group in ("first", "marker"):
            if match[group]:
                yield Biomarker(
                    marker=_marker(match[group]), status=match["status"].lower(), span=span
                )


def _marker(printed: str) -> str:
    marker = re.sub(r"(?i)(?<=[a-z])-(?=receptor)", " ", printed)
    return _NAMES.get(marker.lower(), marker.lower() if " " in marker else marker)


def _sex(view: ReadingView) -> Stated | None:
    """Return the sex of the patients, where all have one: of the title, else of who was taken."""
    for kinds in _PLACES:
        for start, end in prose(view, kinds):
            words = view.text[start:end]
            women, men = _WOMEN.search(words), _MEN.search(words)
            if women and men:
                return None
            match = women or men
            is_told = kinds == ("title",) or bool(TAKEN.search(words))
            if match and is_told and not _SOME_OF_THEM.search(words):
                place = (start + match.start(), start + match.end())
                value = "female" if women else "male"
                return Stated(value, view.text[slice(*place)], view.span(*place))
    return None


def _age(view: ReadingView) -> Number | None:
    """Return the least age of those who were taken."""
    for start, end in prose(view, ("title", "methods", "abstract")):
        words = view.text[start:end]
        for match in _AGE.finditer(view.text, start, end):
            is_bound = match["least"] or match["range"] or match["more"] or _BOUND.match(match[0])
            if (
                is_bound
                and _OF_AGE.search(words)
                and _SAYS_WHO.search(words)
                and not _THOSE.search(view.text[start : match.start()])
            ):
                return decimal_at(view, *match.span("n"))
    return None


def _ecog(view: ReadingView) -> tuple[int, ...]:
    """Return the performance status grades that were allowed."""
    for start, end in prose(view, ("title", "methods", "abstract")):
        match = _ECOG.search(view.text, start, end)
        if match and not _is_of_some(view, start, match):
            return _grades(view, match)
    return ()


def _is_of_some(view: ReadingView, start: int, match: re.Match[str]) -> bool:
    """Tell whether words divide the patients by their status, or leave some out."""
    begun = max(start, match.start() - _AROUND)
    return bool(
        _OF_SOME.search(view.text, begun, match.end() + 1) or _VERSUS.match(view.text, match.end())
    )


def _grades(view: ReadingView, match: re.Match[str]) -> tuple[int, ...]:
    """Return the grades that words allow; none for a least one, which says who was left out."""
    grades = [int(each) for each in re.findall(r"[0-4]", match["grades"])]
    place = (match.start(), match.end() + _BEHIND)
    if _AT_MOST.search(view.text, *place):
        return tuple(range(grades[-1] + 1))
    if _AT_LEAST.search(view.text, *place):
        return ()
    if _BELOW.search(view.text, *place):
        return tuple(range(grades[-1]))
    if len(grades) == 2 and re.search(r"to|-", match["grades"]):  # noqa: PLR2004 - a range
        return tuple(range(grades[0], grades[1] + 1))
    return tuple(dict.fromkeys(grades))
