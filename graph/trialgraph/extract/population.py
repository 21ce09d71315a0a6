"""Who was treated: condition, markers, line, sex, age, performance status."""

import re

from trialgraph.extract.quoted import decimal_at, stated
from trialgraph.extract.trial_facts import prose
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import SectionKind
from trialgraph.model.text import Number, Stated
from trialgraph.model.trial import Biomarker, Population
from trialgraph.terms.index import TermIndex

_WHERE: tuple[SectionKind, ...] = ("title", "abstract", "methods")
_MARKER = (
    r"(?P<marker>HER-?2|ERBB2|hormone[- ]receptor|HR|o?estrogen[- ]receptor|ER|"
    r"progesterone[- ]receptor|EGFR(?: mutation)?|ALK|ROS1|BRAF(?: V600E?)?|KRAS|RAS|PD-L1|"
    r"BRCA(?:1/2|1|2)?|PIK3CA|FLT3|NTRK|MET|RET|CD20)"
)
_STATUS = (
    r"(?P<status>positive|negative|mutated|mutant|mutation-positive|wild[- ]type|amplified|"
    r"rearranged|low)"
)
_BIOMARKER = re.compile(
    rf"\b{_MARKER}(?: \([A-Za-z0-9]+\))?[- ](?:gene[- ])?{_STATUS}\b", re.IGNORECASE
)
_NAMES = {
    "her-2": "HER2",
    "her2": "HER2",
    "hr": "hormone receptor",
    "er": "estrogen receptor",
    "oestrogen receptor": "estrogen receptor",
}
_LINE = re.compile(
    r"\bas (?:the )?(?P<line>(?:first|second|third|fourth)(?:-(?: (?:and/)?or|"
    r"/)? ?(?:second|third|fourth))?-line)(?: (?:treatment|therapy|setting))?"
    r"|\b(?P<of>[Ff]irst|[Ss]econd|[Tt]hird)-[Ll]ine (?:[Tt]reatment|[Tt]herapy) (?:of|for|"
    r"in|with)\b|\b(?P<adj>[Nn]eoadjuvant|[Aa]djuvant|[Mm]aintenance) (?:therapy|"
    r"treatment)\b"
)
_RECEIVED = re.compile(
    r"\b(?:had (?:previously )?received|previously|prior|progress\w+ (?:after|on|during)|"
    r"refractory|after)\b[^.;]*$",
    re.IGNORECASE,
)
_ELIGIBLE = re.compile(r"\beligib\w+|\benroll?ed\b|\binclu(?:ded|sion)\b|\baged?\b", re.IGNORECASE)
_AGE = re.compile(
    r"\b(?:aged?(?: of)?|age of|at least|≥|>=) ?(?:at least |≥ ?)?(?P<n>\d{2}) ?(?:years?|"
    r"yr)\b(?: of age)?(?: or (?:older|more|over|above)| and (?:older|over)|\b)",
    re.IGNORECASE,
)
_FEMALE = re.compile(
    r"\b(?:eligible|enrolled|postmenopausal|premenopausal) (?:[\w-]+ ){0,3}?(?:women|"
    r"female patients)\b|^(?:[\w-]+ ){0,2}?[Ww]omen (?:were|with|aged)",
    re.IGNORECASE,
)
_MALE = re.compile(r"\b(?:eligible (?:[\w-]+ )?men|[Mm]en with)\b")
_ECOG = re.compile(
    r"(?:\bECOG\b|Eastern Cooperative Oncology Group)[^.;]{0,30}?performance[- ]status"
    r"(?: ?\(PS\))?(?: score)?[^.;\d]{0,12}(?P<grades>[0-4](?:(?:,? (?:or|to|and)|[,-]|"
    r", ?) ?[0-4])*)(?!\d|\.\d|%)"
)


def population(view: ReadingView, terms: TermIndex) -> Population:
    """Return who was treated, as far as title, abstract and methods say."""
    return Population(
        condition=_condition(view, terms),
        line=_line(view),
        biomarkers=_biomarkers(view),
        sex=_sex(view),
        age_min=_age(view),
        ecog=_ecog(view),
    )


def _condition(view: ReadingView, terms: TermIndex) -> Stated | None:
    """Return the most specific condition of the title, else the first of the text."""
    for kinds in (("title",), ("abstract", "methods", "introduction")):
        found: list[Stated] = []
        for start, end in prose(view, kinds):
            for mention in terms.mentions(view.text[start:end], "condition"):
                place = (start + mention.start, start + mention.end)
                found.append(
                    Stated(mention.concept.label, view.text[slice(*place)], view.span(*place))
                )
            if found:
                return max(found, key=lambda each: len(each.printed))
    return None


def _line(view: ReadingView) -> Stated | None:
    """Return the line of treatment: of title, abstract and methods, else of the last conclusion."""
    last = [
        (start, end)
        for start, end in prose(view, ("discussion", "conclusion"))
        if view.text[start:end].startswith("In conclusion")
    ]
    for start, end in [*prose(view, _WHERE), *last]:
        for match in _LINE.finditer(view.text, start, end):
            if _RECEIVED.search(view.text[start : match.start()]):
                continue
            group = next(name for name in ("line", "of", "adj") if match[name])
            value = match[group].lower()
            return stated(view, match, value if group != "of" else f"{value}-line")
    return None


def _biomarkers(view: ReadingView) -> tuple[Biomarker, ...]:
    """Return each marker once, from the first sentences that describe the patients."""
    found: dict[str, Biomarker] = {}
    for start, end in prose(view, _WHERE):
        if view.section_at(start) == "methods" and found:
            break
        for match in _BIOMARKER.finditer(view.text, start, end):
            marker = re.sub(r"(?i)(?<=[a-z])-(?=receptor)", " ", match["marker"])
            marker = _NAMES.get(marker.lower(), marker.lower() if " " in marker else marker)
            found.setdefault(
                marker,
                Biomarker(
                    marker=marker,
                    status=match["status"].lower(),
                    span=view.span(match.start(), match.end()),
                ),
            )
    return tuple(found.values())


def _sex(view: ReadingView) -> Stated | None:
    for start, end in prose(view, ("methods", "abstract")):
        for pattern, value in ((_FEMALE, "female"), (_MALE, "male")):
            match = pattern.search(view.text[start:end])
            if match and not re.search(
                r"\bmen\b.*\bwomen\b|\bwomen\b.*\bmen\b", view.text[start:end]
            ):
                place = (start + match.start(), start + match.end())
                return Stated(value, view.text[slice(*place)], view.span(*place))
    return None


def _age(view: ReadingView) -> Number | None:
    for start, end in prose(view, ("methods", "abstract")):
        match = _AGE.search(view.text, start, end)
        if match and _ELIGIBLE.search(view.text[start:end]):
            return decimal_at(view, *match.span("n"))
    return None


def _ecog(view: ReadingView) -> tuple[int, ...]:
    """Return the performance status grades that were allowed."""
    for start, end in prose(view, ("methods", "abstract")):
        if match := _ECOG.search(view.text, start, end):
            grades = [int(each) for each in re.findall(r"[0-4]", match["grades"])]
            if len(grades) == 2 and re.search(r"to|-", match["grades"]):  # noqa: PLR2004 - a range
                return tuple(range(grades[0], grades[1] + 1))
            return tuple(dict.fromkeys(grades))
    return ()
