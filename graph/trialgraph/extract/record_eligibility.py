"""Who may take part in a registered study: its fields, and its criteria line by line."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from trialgraph.extract.record_values import coded, truth
from trialgraph.extract.registry_eligibility import biomarkers, condition, performance_status
from trialgraph.extract.registry_lines import Entry
from trialgraph.model import lazy
from trialgraph.model.record import Block, Leaf
from trialgraph.model.text import Number, Problem, Stated
from trialgraph.model.trial import Criterion, Population
from trialgraph.terms.index import TermIndex

Side = Literal["inclusion", "exclusion"]

_HEADING = lazy.regex(
    r"(?is)[\W_]*(?:(?:key|main|major|general|core|principal|patient|subject|participant|study"
    r"|additional)\s+){0,2}(?P<type>inclusion|exclusion)(?:\s+criteri(?:a|on|um))?"
    r"(?:\s+(?:include|are|for)\b[^:]{0,120})?(?:\s*\([^()]{0,80}\))?\s*"
    r"(?::\W*|[.;-]?\W*$)(?P<rest>.*)"
)
_BULLET = lazy.regex(r"\s*(?:\\?[-*•–—●▪◦·]|\(?\d{1,2}[.)]|\(?[a-z][.)]|\d{1,2}\\\.)\s+")
_ESCAPE = lazy.regex(r"\\(?=[^\w\s])")
_AGE = lazy.regex(r"(?i)\s*(?P<years>[0-9]{1,3})\s*years?\s*")
_LINE_OF_TREATMENT = lazy.regex(
    r"(?i)\b(?P<line>first|second|third|fourth|1st|2nd|3rd|4th)[- ]line\b"
)
_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth"}
_STATUS = lazy.regex(r"(?i)positiv|negativ|low|muta|amplif|[+−]")
_SEXES = {"FEMALE": "female", "MALE": "male", "ALL": "all", "BOTH": "all"}


def read_criteria(module: Block) -> tuple[Criterion, ...]:
    """Return the criteria in the record's words; each line of its list is one."""
    leaf = module.leaf("eligibilityCriteria")
    return tuple(_criteria(leaf)) if leaf else ()


def unplaced_criteria(module: Block, found: tuple[Criterion, ...]) -> tuple[Problem, ...]:
    """Return a problem where criteria stand under no heading that says which way they count."""
    leaf = module.leaf("eligibilityCriteria")
    if leaf is None or found:
        return ()
    message = "found criteria under no heading of inclusion or exclusion; they are left out"
    return (Problem("criteria-without-heading", message, leaf.span),)


def _criteria(leaf: Leaf) -> Iterator[Criterion]:
    kind: Side | None = None
    printed = leaf.words
    for start, end in _paragraphs(printed):
        first = start
        if "clusion" in printed[start : min(end, start + _HEAD)].casefold():
            headed = _HEADING.fullmatch(printed, start, end)
            if headed:
                kind = "inclusion" if headed["type"].lower() == "inclusion" else "exclusion"
                first = headed.start("rest")
        bullet = _BULLET.match(printed, first, end)
        first = bullet.end() if bullet else first
        if kind and first < end:
            text = " ".join(printed[first:end].split())
            text = _ESCAPE.sub("", text) if "\\" in text else text
            yield Criterion(type=kind, text=text, span=leaf.piece(first, end))


_HEAD = 80
"""Within so many characters a heading says which criteria follow it."""


def _paragraphs(words: str) -> Iterator[tuple[int, int]]:
    """Yield the lines of a list, each with the lines that carry it on."""
    lines = words.splitlines(keepends=True)
    is_wrapped = max(map(len, lines), default=0) <= _WIDEST
    start, end, at, before = 0, 0, 0, ""
    for line in lines:
        stripped = line.strip()
        if end and not (stripped and _carries_on(line, before, is_wrapped=is_wrapped)):
            yield start, end
            end = 0
        if stripped:
            first = at + len(line) - len(line.lstrip())
            start = start if end else first
            before = before if end and _BULLET.match(before) else line
            end = first + len(stripped)
        at += len(line)
    if end:
        yield start, end


_WIDEST = 82
"""Older records break their lines at 80 characters."""
_NEARLY_FULL = 50


def _carries_on(line: str, before: str, *, is_wrapped: bool) -> bool:
    """Tell whether a line goes on with a criterion.

    Under a bullet it stands further in than the bullet; without one, it follows a line
    that was broken because it was full.

    Args:
        line: with its white space.
        before: the line with the bullet, else the line before.
        is_wrapped: no line of the text is longer than lines are broken at.
    """
    if line[0] not in " \t" or _BULLET.match(line):
        return False
    if _BULLET.match(before):
        return len(line) - len(line.lstrip()) > len(before) - len(before.lstrip())
    return is_wrapped and len(before.strip()) >= _NEARLY_FULL


def read_population(study: Block, terms: TermIndex, criteria: tuple[Criterion, ...]) -> Population:
    """Return whom the study is for, from its fields and its titles."""
    protocol = study.block("protocolSection")
    module = protocol.block("eligibilityModule")
    identification = protocol.block("identificationModule")
    conditions = protocol.leaves("conditionsModule", "conditions")
    titles = [identification.leaf(name) for name in ("officialTitle", "briefTitle")]
    healthy = module.leaf("healthyVolunteers")
    return Population(
        condition=_condition(conditions[0], terms) if conditions else None,
        line=_line([leaf for leaf in titles if leaf]),
        biomarkers=biomarkers(tuple(_statuses(conditions)), terms),
        sex=coded(module.leaf("sex"), _SEXES),
        age_min=_years(module.leaf("minimumAge")),
        age_max=_years(module.leaf("maximumAge")),
        healthy_volunteers=healthy.stated("true" if _is_open(healthy) else "false")
        if healthy
        else None,
        ecog=performance_status(criteria),
    )


def _statuses(conditions: tuple[Leaf, ...]) -> Iterator[Entry]:
    """Yield the conditions whose words may give the status of a marker."""
    for leaf in conditions:
        if _STATUS.search(leaf.words):
            yield Entry(leaf.words, leaf.span)


def _is_open(healthy: Leaf) -> bool:
    """Tell whether healthy volunteers may take part, in the words of any vintage."""
    return bool(truth(healthy)) or healthy.words.casefold().startswith("accepts")


def _condition(leaf: Leaf, terms: TermIndex) -> Stated:
    return leaf.stated(_condition_name(terms, leaf.words))


@lru_cache(maxsize=8_192)
def _condition_name(terms: TermIndex, words: str) -> str:
    return condition(words, terms) or words


def _years(leaf: Leaf | None) -> Number | None:
    """Return an age in years; one in months or weeks is none of years."""
    match = _AGE.fullmatch(leaf.words) if leaf else None
    if leaf is None or match is None:
        return None
    return Number(Decimal(match["years"]), match["years"], leaf.piece(*match.span("years")))


def _line(titles: list[Leaf]) -> Stated | None:
    """Return the line of treatment where the titles name one and only one."""
    found = {
        _ORDINALS.get(match["line"].lower(), match["line"].lower()): (leaf, match)
        for leaf in reversed(titles)
        if "line" in leaf.words.casefold()
        for match in _LINE_OF_TREATMENT.finditer(leaf.words)
    }
    if len(found) != 1:
        return None
    ((name, (leaf, match)),) = found.items()
    return Stated(f"{name}-line", match[0], leaf.piece(*match.span()))
