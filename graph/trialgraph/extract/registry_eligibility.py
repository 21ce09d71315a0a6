"""Who may take part, by a registry page: criteria one by one, age, sex, ECOG, condition."""

import re
from decimal import Decimal
from typing import Literal

from trialgraph.extract.registry_lines import Entry, Page
from trialgraph.model import lazy
from trialgraph.model.text import Number, Span, Stated
from trialgraph.model.trial import Biomarker, Criterion, Population
from trialgraph.terms.index import TermIndex

_BLOCK = "Eligibility Criteria"
_FIELDS = (
    "Minimum Eligible Age",
    "Maximum Eligible Age",
    "Eligible Sex",
    "Accepts Healthy Volunteers",
)
_HEADED = lazy.regex(
    r"(?:\W*)(?:(?:key|main|major|general|core|principal)\s+)?(?P<type>inclusion|exclusion)"
    r"(?:\s+criteria)?(?:\s+(?:include|are|for)\b[^:]*)?\s*:?\W*",
    re.IGNORECASE,
)
_NUMBERED = lazy.regex(r"(?:\(?\d{1,2}[.)]|\(?[a-z][.)]|[-*•–])\s+")
_ESCAPE = lazy.regex(r"\\(?=[^\w\s])")
_AGE = lazy.regex(r"(?P<years>\d+)\s*Years?", re.IGNORECASE)
_ECOG = lazy.regex(
    r"(?:ECOG|Eastern Cooperative Oncology Group)(?P<gap>[^0-9.;]{0,60}?)"
    r"(?:(?P<bound>(?:≤|<\s?=|less than or equal to|(?:no|not) (?:more|greater|higher) than"
    r"|at most)\s*)"
    r"|(?P<below>(?:<|less than|lower than|below|under)\s*))?"
    r"(?P<values>[0-4](?:\s*(?:,|-|–|~|to|or|and)\s*[0-4])*)(?!\d|\.\d)",
    re.IGNORECASE,
)
_LOWER = lazy.regex(r"[>≥]|\b(?:greater|more|higher|over|above|at least)\b", re.IGNORECASE)
_SEXES = {"FEMALE": "female", "MALE": "male", "ALL": "all"}
_STATUS = lazy.regex(
    r"(?P<marker>[A-Za-z][\w/ ]{0,30}?[\w])[- –]?(?P<status>positive|negative|low|mutant|mutated"
    r"|amplified)\b|(?P<signed>[A-Z][\w]{1,8})(?P<sign>[+−])",
    re.IGNORECASE,
)


def read_criteria(page: Page) -> tuple[Criterion, ...]:
    """Return the criteria in the page's words; a line of a list inside one is its own."""
    found: list[Criterion] = []
    type_of: str | None = None
    for entry in page.block(_BLOCK):
        if entry.words in _FIELDS:
            break
        headed = _HEADED.fullmatch(entry.words)
        if headed:
            type_of = headed["type"].lower()
        elif type_of == "inclusion":
            found.append(_criterion(entry, exclusion=False))
        elif type_of == "exclusion":
            found.append(_criterion(entry, exclusion=True))
    return tuple(found)


def _criterion(entry: Entry, *, exclusion: bool) -> Criterion:
    """Return a criterion without its number and without the page's backslashes."""
    number = _NUMBERED.match(entry.words)
    skipped = number.end() if number else 0
    words = _ESCAPE.sub("", entry.words[skipped:])
    span = Span(entry.span.start + skipped, entry.span.end)
    kind: Literal["inclusion", "exclusion"] = "exclusion" if exclusion else "inclusion"
    return Criterion(type=kind, text=words, span=span)


def read_population(page: Page, terms: TermIndex, criteria: tuple[Criterion, ...]) -> Population:
    """Return who the trial is for."""
    conditions = page.block("Conditions")
    return Population(
        condition=conditions[0].stated(condition(conditions[0].words, terms))
        if conditions
        else None,
        biomarkers=biomarkers(conditions, terms),
        sex=_sex(page.field(_BLOCK, "Eligible Sex")),
        age_min=_age(page.field(_BLOCK, "Minimum Eligible Age")),
        ecog=performance_status(criteria),
    )


def condition(words: str, terms: TermIndex) -> str | None:
    """Return the label of the longest name of a condition in some words."""
    mentions = terms.mentions(words, "condition")
    longest = max(mentions, key=lambda one: one.end - one.start, default=None)
    return longest.concept.label if longest else None


def biomarkers(conditions: tuple[Entry, ...], terms: TermIndex) -> tuple[Biomarker, ...]:
    """Return the markers in the names of the conditions, such as a receptor that is positive."""
    found: dict[str, Biomarker] = {}
    for entry in conditions:
        for match in _STATUS.finditer(entry.words):
            words = match["marker"] or match["signed"]
            mentions = terms.mentions(words, "biomarker")
            if mentions:
                label = mentions[-1].concept.notation
                status = (match["status"] or _SIGNS[match["sign"]]).lower()
                start = entry.span.start + match.start() + mentions[-1].start
                span = Span(start, entry.span.start + match.end())
                found.setdefault(label, Biomarker(marker=label, status=status, span=span))
    return tuple(found.values())


_SIGNS = {"+": "positive", "−": "negative"}


def _sex(entry: Entry | None) -> Stated | None:
    return entry.stated(_SEXES.get(entry.words.upper(), entry.words.lower())) if entry else None


def _age(entry: Entry | None) -> Number | None:
    match = _AGE.search(entry.words) if entry else None
    if entry is None or match is None:
        return None
    start = entry.span.start + match.start("years")
    printed = match["years"]
    return Number(Decimal(printed), printed, Span(start, start + len(printed)))


def performance_status(criteria: tuple[Criterion, ...]) -> tuple[int, ...]:
    """Return the performance status that the inclusion criteria allow."""
    for criterion in criteria:
        match = _ECOG.search(criterion.text) if criterion.type == "inclusion" else None
        if match:
            return () if _LOWER.search(match["gap"]) else _grades(match)
    return ()


def _grades(match: re.Match[str]) -> tuple[int, ...]:
    """Return the grades: "0-2" and "at most 2" are all of them, "0 or 1" those two."""
    grades = [int(digit) for digit in re.findall(r"\d", match["values"])]
    if match["bound"] or match["below"]:
        return tuple(range(grades[-1] + (1 if match["bound"] else 0)))
    if re.search(r"[-–~]|to", match["values"]):
        return tuple(range(grades[0], grades[-1] + 1))
    return tuple(sorted(set(grades)))
