"""Dose, schedule and route of the drugs of an arm, where a procedures section prints them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from trialgraph.extract.trial_facts import prose
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.trial import Arm, Intervention
from trialgraph.terms.index import TermIndex

_DOSE = lazy.regex(
    r"\b\d[\d,.]*(?: to \d[\d,.]*)?[ -]?(?:mg|g|µg|mcg|IU|Gy)\b(?:/(?:kg|m2|m²|day|d)\b|"
    r" per (?:kilogram|square (?:meter|metre)|day|kg|m2)(?: of body(?: weight|"
    r"-surface area))?)?(?: (?:loading|maintenance|starting) doses?)?"
    r"|\bAUC ?(?:of )?\d(?:\.\d)?"
)
_SCHEDULE = lazy.regex(
    r"\bevery (?:\d+|one|two|three|four|six|eight|other) (?:days?|weeks?|months?)|"
    r"\bevery (?:day|week)|\b(?:once|twice|three times)(?: a| per)? ?(?:daily|day|weekly|"
    r"week)\b|\bdaily\b|\bweekly\b"
)
_ROUTE = lazy.regex(
    r"\b(?P<route>intravenous|oral|subcutaneous|intramuscular)(?:ly)?\b", re.IGNORECASE
)
_ALL = lazy.regex(
    r"\b[Aa]ll (?:study )?(?:drugs|treatments|agents) were (?:administered|"
    r"given) (?P<route>intravenous|oral|subcutaneous)"
)
_CHANGED = lazy.regex(
    r"\b(?:reduc\w+|increas\w+|escalat\w+|modif\w+|exceed\w*|cumulative)\b", re.IGNORECASE
)


def told_apart(arms: tuple[Arm, ...]) -> tuple[Arm, ...]:
    """Return the arms with the dose that their own words print, where it tells two arms apart.

    A dose that stands for one arm of a drug is not the dose of the other.
    """
    own = [_DOSE.findall(f"{arm.label} {' '.join(arm.aliases)}") for arm in arms]
    given = [frozenset(each.name for each in arm.interventions) for arm in arms]
    return tuple(
        _with_dose(arm, doses) if doses and given.count(names) > 1 else arm
        for arm, doses, names in zip(arms, own, given, strict=True)
    )


def _with_dose(arm: Arm, doses: list[str]) -> Arm:
    """Return the arm of one drug with its own dose; without any, where it prints several."""
    if len(arm.interventions) != 1:
        return arm
    dose = doses[0] if len(set(doses)) == 1 else ""
    return replace(arm, interventions=(replace(arm.interventions[0], dose=dose),))


def dosed(
    view: ReadingView, interventions: tuple[Intervention, ...], terms: TermIndex
) -> tuple[Intervention, ...]:
    """Return the interventions with dose, schedule and route where one clause prints them."""
    common = _common_route(view)
    return tuple(_dosed(view, each, terms, common) for each in interventions)


_ONE_OF_SEVERAL = lazy.regex(
    r"\b(?:tablets?|capsules?|vials?|ampoules?|syringes?|pens?|concentration|strengths?|contain\w*"
    r"|dispens\w+|suppl(?:y|ied)|titrat\w+|cohorts?|arms?|groups?|up to|maxim\w+|minim\w+|plus"
    r"|combin\w+|placebo)\b|/\s?ml\b",
    re.IGNORECASE,
)
_SECOND_DOSE = lazy.regex(r"(?:\b(?:or|and|to)|[\d/+-])\s*$")
_NEAR = 80


def printed_regimen(words: str) -> tuple[str, str, str]:
    """Return dose, schedule and route that a short text of one drug prints once, else nothing.

    The strength of a tablet, one dose of several and a drug given with another are none.
    """
    doses = list(_DOSE.finditer(words))
    first = doses[0] if doses else None
    if first is None or first.start() > _NEAR or len({match[0] for match in doses}) > 1:
        return "", "", ""
    if (
        _SECOND_DOSE.search(words[: first.start()])
        or _CHANGED.search(words)
        or _ONE_OF_SEVERAL.search(words)
    ):
        return "", "", ""
    schedules = {match[0] for match in _SCHEDULE.finditer(words)}
    routes = {match["route"].lower() for match in _ROUTE.finditer(words)}
    return (
        first[0],
        schedules.pop() if len(schedules) == 1 else "",
        routes.pop() if len(routes) == 1 else "",
    )


def _common_route(view: ReadingView) -> str:
    for start, end in prose(view, ("methods", "abstract")):
        if match := _ALL.search(view.text, start, end):
            return match["route"]
    return ""


def _dosed(view: ReadingView, drug: Intervention, terms: TermIndex, common: str) -> Intervention:
    if drug.role != "drug" or drug.concept is None:
        return drug
    for named, start, end in _clauses(view, terms):
        if named != {drug.concept}:
            continue
        words = view.text[start:end]
        doses = list(_DOSE.finditer(words))
        if not _is_unsure(words, doses):
            route = _ROUTE.search(words)
            schedule = _SCHEDULE.search(words, doses[-1].end()) or _SCHEDULE.search(words)
            return replace(
                drug,
                dose=words[doses[0].start() : doses[-1].end()],
                schedule=schedule[0] if schedule else "",
                route=route["route"].lower() if route else common,
            )
    return replace(drug, route=common) if common else drug


_ONE_COURSE = lazy.regex(r"\b(?:then|followed|loading|maintenance|subsequent\w*|thereafter|to)\b")
_OTHER_ARM = lazy.regex(r"\b(?:or|versus|vs\.?|either|group|arm)\b")


def _is_unsure(words: str, doses: list[re.Match[str]]) -> bool:
    """Tell whether the doses of a clause are changes, or those of several arms."""
    between = words[doses[0].end() : doses[-1].start()]
    several = between and (_OTHER_ARM.search(between) or not _ONE_COURSE.search(between))
    return bool(several or _CHANGED.search(words[: doses[0].start()]))


@lru_cache(maxsize=1)  # every drug of every arm asks for those of one document
def _clauses(view: ReadingView, terms: TermIndex) -> tuple[tuple[frozenset[str], int, int], ...]:
    """Return the clauses of the methods that print a dose, each with the drugs that it names."""
    return tuple(
        (_drugs(view.text[start:end], terms), start, end)
        for start, end in _pieces(view)
        if _DOSE.search(view.text[start:end])
    )


def _pieces(view: ReadingView) -> Iterator[tuple[int, int]]:
    """Yield the sentences of the methods, cut at semicolons."""
    for start, end in prose(view, ("methods", "abstract")):
        begun = start
        for cut in re.finditer(r";\s", view.text[start:end]):
            yield begun, start + cut.start()
            begun = start + cut.end()
        yield begun, end


def _drugs(words: str, terms: TermIndex) -> frozenset[str]:
    return frozenset(
        mention.concept.notation
        for mention in terms.mentions(words, "drug")
        if mention.concept.attributes.get("kind", "drug") == "drug"
    )
