"""The corpus: trials by number, each planted and then written."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from random import Random

from tests.corpus import areas, defects, documents
from tests.corpus.arms_designs import SEVERAL_ARMS
from tests.corpus.designs import DESIGNS, are_discordant, often_reported
from tests.corpus.extras import BEFORE_NOTICES, NOTICES, review
from tests.corpus.margins import non_inferiority
from tests.corpus.plan import Declared, Draft, Look, Paper
from tests.corpus.regimens import MORE_ARMS, TWO_ARMS
from tests.corpus.registry import registered
from tests.corpus.rulings import blocking, rule
from tests.corpus.several_claims import SEVERAL
from tests.corpus.truth import (
    ComparisonTruth,
    EndPointTruth,
    Planted,
    ResultTruth,
    SeriesKey,
    TrialTruth,
)

_SYLLABLES = tuple(first + second for first in "BDFGKLMNPRSTVZ" for second in "AEIOU")
_SPONSORS = ("Northern Study Group", "Harbour Pharma", "Institute of Made Trials", "Lakeside Trust")
_LINES = ("first-line", "second-line", "adjuvant", "maintenance")
_PHASES = ("2", "3", "3", "3")
_MASKING = ("open-label", "double-blind")
_NUMBERS_A_SEED = 100_000
_MORE_ARMS, _WITH_RECORD, _WITH_DEFECT = 0.1, 0.6, 0.25
_SIX, _EVERY = 6, 80
_BESIDE = ((defects.percentages, 0.15), (defects.miscounted_arm, 0.1))


def corpus(count: int, seed: int = 1) -> Iterator[Planted]:
    """Yield invented trials, the same for the same seed, whatever their count."""
    for number in range(1, count + 1):
        yield planted(number, seed)


def planted(number: int, seed: int = 1) -> Planted:
    """Return one invented trial; some few are told of in six documents."""
    if number % _EVERY == 0:
        return told_in(number, _SIX, seed)
    rng = Random(f"{seed}/{number}")  # noqa: S311 -- repeatable on purpose
    area = rng.choice(areas.AREAS)
    draft = _frame(rng, number + seed * _NUMBERS_A_SEED, area)
    has_more_arms = rng.random() < _MORE_ARMS
    rng.choice(MORE_ARMS if has_more_arms else TWO_ARMS)(draft)
    if rng.random() < _WITH_RECORD:
        draft.papers.append(Paper(key="record", kind="record", year=draft.year - 4))
    of_two_arms = (*DESIGNS, *SEVERAL, non_inferiority)
    rng.choice(SEVERAL_ARMS if has_more_arms else of_two_arms)(draft, area)
    for extra, chance in () if has_more_arms else BEFORE_NOTICES:
        if rng.random() < chance:
            extra(draft)
    _judged(draft)
    if rng.random() < _WITH_DEFECT:
        defects.one_of_figures(draft)
    for extra, chance in (*NOTICES, *_BESIDE):
        if rng.random() < chance:
            extra(draft)
    return _finished(draft)


def _judged(draft: Draft) -> None:
    """Fill in the verdicts."""
    for look in draft.looks:
        rule(draft, look)
    _mark_missed_primary(draft)
    _mark_discordant(draft)


def told_in(number: int, count: int, seed: int = 1) -> Planted:
    """Return an invented trial of one plan that a number of documents tell of.

    One is a paper; the second a record, the third a review, all others are updates.
    """
    rng = Random(f"{seed}/{number}/{count}")  # noqa: S311 -- repeatable on purpose
    draft = _frame(rng, number + seed * _NUMBERS_A_SEED, areas.ADVANCED)
    rng.choice(TWO_ARMS)(draft)
    if count > 1:
        draft.papers.append(Paper(key="record", kind="record", year=draft.year - 4))
    often_reported(draft, areas.ADVANCED, max(1, count - 2))
    _judged(draft)
    if count > len(draft.papers):
        review(draft)
    return _finished(draft)


def _finished(draft: Draft) -> Planted:
    """Return a trial with its documents written."""
    registered(draft)
    defects.imprecise_limits(draft)
    made = documents.write(draft)
    readings, pages = zip(*made, strict=True)
    return Planted(readings, _truth(draft), pages)


def acronym(number: int) -> str:
    """Return a name that no other number has and no language knows."""
    found = ""
    for _ in range(4):
        number, place = divmod(number, len(_SYLLABLES))
        found += _SYLLABLES[place]
    return found


def _frame(rng: Random, number: int, area: areas.Area) -> Draft:
    """Return a trial without arms."""
    return Draft(
        rng=rng,
        number=number,
        acronym=acronym(number),
        registration=f"NCT{number:08d}",
        phase=rng.choice(_PHASES),
        sponsor=rng.choice(_SPONSORS),
        year=rng.randrange(2005, 2022),
        condition=areas.condition(rng, area),
        line=rng.choice(_LINES),
        masking=rng.choice(_MASKING),
        crossover=rng.random() < 0.2,
    )


def _mark_missed_primary(draft: Draft) -> None:
    """Reserve what stands beside a missed primary end point."""
    primaries = [
        one
        for one in draft.looks
        if one.role == "primary" and one.stage != "interim" and one.state in _FORMAL
    ]
    decided = [one for one in primaries if one.strength != "undetermined"]
    if not decided or any(one.strength == "confirmed" for one in decided):
        return
    for one in draft.looks:
        if one.role != "primary" or one.state in _BESIDE_THE_PLAN:
            one.reservations.add("primary_not_met")


def _mark_discordant(draft: Draft) -> None:
    """Reserve what two assessors see differently: significance, or the side of the null."""
    for one, other in combinations(draft.looks, 2):
        are_alike = one.series[:3] == other.series[:3] and one.series[4:] == other.series[4:]
        is_judged = {one.series[3], other.series[3]} == {"independent", "investigator"}
        if are_alike and is_judged and are_discordant(one, other):
            one.reservations.add("assessor_discordant")
            other.reservations.add("assessor_discordant")


_FORMAL = frozenset({"level", "first step", "step", "boundary", "margin", "unprinted level"})
_BESIDE_THE_PLAN = frozenset({"updated", "outside"})


def _truth(draft: Draft) -> TrialTruth:
    """Return what was planted."""
    first = min((one.year for one in draft.papers if one.kind != "record"), default=draft.year)
    return TrialTruth(
        name=draft.registration,
        acronym=draft.acronym,
        scenario=", ".join(draft.scenario),
        registrations=(draft.registration,),
        phase=draft.phase,
        sponsor=draft.sponsor,
        year=first,
        condition=draft.condition[0],
        line=draft.line,
        arms=tuple(draft.arms),
        comparisons=_comparisons(draft),
        results=_results(draft),
        end_points=tuple(_end_point(draft, one) for one in _declared(draft)),
        findings=tuple(sorted(_finding(draft, *one) for one in draft.findings)),
        claims=tuple(
            (one.end_point, one.outcome, draft.paper(one.paper).identifier) for one in draft.claims
        ),
    )


def _finding(draft: Draft, code: str, papers: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return a finding with the documents that it is about."""
    return code, tuple(sorted({draft.paper(key).identifier for key in papers}))


def _comparisons(draft: Draft) -> tuple[ComparisonTruth, ...]:
    """Return what is compared: by the papers, and by a record that describes two factors."""
    has_record = any(one.kind == "record" for one in draft.papers)
    return (*draft.comparisons, *(draft.steps_of_factors if has_record else ()))


def _results(draft: Draft) -> tuple[ResultTruth, ...]:
    """Return the results; the last of each series is current."""
    by_series: dict[SeriesKey, list[Look]] = defaultdict(list)
    for look in draft.looks:
        by_series[look.series].append(look)
    results = [_result(draft, look, by_series) for look in draft.looks]
    before = [
        replace(_result(draft, look, by_series), is_original=True, is_current=False)
        for look in draft.originals
    ]
    return (*results, *before)


def _result(draft: Draft, look: Look, by_series: Mapping[SeriesKey, list[Look]]) -> ResultTruth:
    """Return one result."""
    series = by_series[look.series]
    return ResultTruth(
        series=look.series,
        value=look.figures.value,
        stage=look.stage,
        role=look.role,
        hypothesis=look.hypothesis,
        strength=look.strength,
        reason=look.reason,
        basis=look.basis,
        direction=look.direction,
        reservations=tuple(sorted(look.reservations)),
        blocking=blocking(look),
        is_current=look is series[-1],
        is_decisive=look.decides,
        sustained=next((one.sustained for one in series if one.sustained), ""),
        documents=tuple(sorted(draft.paper(key).identifier for key in look.papers)),
        lower=look.figures.lower,
        upper=look.figures.upper,
        p=look.figures.p,
    )


def _declared(draft: Draft) -> list[Declared]:
    """Return what the documents declare: an end point by another assessor is another one."""
    is_more = draft.record.switched == "assessor"
    return [*draft.end_points, *(draft.record.end_points[:1] if is_more else ())]


def _end_point(draft: Draft, declared: Declared) -> EndPointTruth:
    """Return one end point with its state."""
    told = any(
        (one.series[0], one.series[3]) == (declared.notation, declared.assessor or "")
        and not one.series[4].startswith("subgroup")
        for one in draft.looks
    )
    has_paper = bool(draft.looks)
    state = "result_reported" if told else ("not_reported" if has_paper else "planned_only")
    return EndPointTruth(
        declared.notation, declared.assessor or "", declared.population, declared.role, state
    )
