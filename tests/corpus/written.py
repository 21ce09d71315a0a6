"""Writes the parts of a document: arms, plan, end points, estimates, each value in its place."""

from tests.corpus.figures import Figures, Level
from tests.corpus.plan import Declared, Draft, Look, Percent
from tests.corpus.sheet import Sheet
from tests.corpus.truth import ArmTruth
from tests.corpus.vocabulary import end_points, table

from trialgraph.model.result import ArmCount, ArmValue, Boundary, Estimate, Interval, PValue
from trialgraph.model.text import Absence, Number, Span, Stated
from trialgraph.model.trial import (
    Arm,
    Assessor,
    Comparison,
    Design,
    EndPoint,
    Intervention,
    Sides,
    SignificanceLevel,
    TestStep,
)

_SIDES = {1: "one-sided", 2: "two-sided"}
_ROLES = {"drug": "drug", "class": "drug", "placebo": "placebo", "procedure": "procedure"}


def arm(sheet: Sheet, draft: Draft, truth: ArmTruth, *, sized: bool = True) -> Arm:
    """Write one arm with its regimen."""
    sheet.say("Patients of the group ")
    span = sheet.put(truth.label)
    sheet.say(" were given ")
    drugs = [_component(sheet, draft, truth.label, one) for one in truth.drugs]
    if truth.choices:
        sheet.say("one of ")
        drugs += [_component(sheet, draft, truth.label, one, 1) for one in truth.choices]
    size = None
    if sized:
        sheet.say("and there were ")
        size = sheet.number(str(truth.randomised))
    return Arm(
        label=truth.label,
        role="control" if truth.role == "control" else "experimental",
        n=size,
        interventions=tuple(drugs),
        span=span,
        passages=(sheet.end(),),
    )


def _component(
    sheet: Sheet, draft: Draft, label: str, notation: str, group: int | None = None
) -> Intervention:
    """Write one drug of an arm, with its dose where the trial compares doses."""
    concept = next(one for one in table("drugs") if one.notation == notation)
    span = sheet.put(concept.label)
    dose = draft.doses.get(label, {}).get(notation, "")
    sheet.say(f" {dose} " if dose else " ")
    return Intervention(
        name=concept.label,
        concept=notation,
        role=_ROLES.get(concept.kind, "drug"),
        choice_group=group,
        dose=dose,
        span=span,
    )


def comparisons(draft: Draft) -> tuple[Comparison, ...]:
    """Return the pairs of arms that a paper compares."""
    return tuple(
        Comparison(experimental=one.experimental, comparator=one.comparator)
        for one in draft.comparisons
    )


def design(sheet: Sheet, draft: Draft) -> Design:
    """Write how alpha is spent."""
    levels = tuple(_level(sheet, *one) for one in draft.levels)
    steps = tuple(_step(sheet, order, *one) for order, one in enumerate(draft.steps, 1))
    events = None
    if draft.planned_events:
        sheet.say("The primary analysis was planned at ")
        events = sheet.number(str(draft.planned_events))
        sheet.say(" events")
        sheet.end()
    return Design(
        levels=levels,
        testing=steps,
        planned_events=events,
        multiplicity=draft.multiplicity,
        primaries="all" if draft.needs_all else None,
    )


def _level(sheet: Sheet, level: Level, applies: tuple[str, ...]) -> SignificanceLevel:
    """Write a level of significance and what it is for."""
    sheet.say("The level was ")
    alpha = sheet.number(level.alpha)
    sheet.say(" ")
    sides = Sides(level.sides, "printed", sheet.put(_SIDES[level.sides]))
    sheet.say(f" for {', '.join(applies) or 'all tests'}")
    return SignificanceLevel(alpha=alpha, sides=sides, applies_to=applies, span=sheet.end())


def _step(sheet: Sheet, order: int, *what: str | None) -> TestStep:
    """Write one step of the testing hierarchy."""
    end_point, assessor, population = what
    sheet.say(f"Step {order} of the sequence tests {end_point} in {population}")
    return TestStep(
        order=order,
        end_point=end_point or "",
        assessor=_assessor(assessor),
        population=population or "all",
        span=sheet.end(),
    )


def end_point(sheet: Sheet, declared: Declared) -> EndPoint:
    """Write one end point of the protocol."""
    sheet.say(f"A {declared.role} end point was ")
    words = end_points()[declared.notation].label
    span = sheet.put(words)
    if declared.assessor:
        sheet.say(f" by {declared.assessor} review")
    if declared.population != "all":
        sheet.say(f" in {declared.population}")
    return EndPoint(
        name=declared.notation,
        name_printed=words,
        role=declared.role,
        assessor=declared.assessor,
        population=declared.population,
        purpose="safety" if declared.is_safety else "efficacy",
        span=span,
        passages=(sheet.end(),),
    )


def estimate(sheet: Sheet, look: Look) -> Estimate:
    """Write one estimate."""
    name, measure, label, assessor, population, adjustment, at = look.series
    experimental, comparator = label.split(" v ")
    if look.is_turned:
        experimental, comparator = comparator, experimental
    sheet.say(f"{end_points()[name].label} of {experimental} against {comparator}")
    sheet.say(f" in {population} {at}{f', {assessor} review' if assessor else ''}: {measure} ")
    value = sheet.number(look.figures.value)
    interval = _interval(sheet, look.figures)
    p = _p_value(sheet, look.figures, look.hypothesis)
    events = _counted(sheet, " events ", look.events)
    planned = _counted(sheet, " of planned ", look.planned)
    stop = _boundary(sheet, look)
    word = _word(sheet, look.word)
    analysed = _analysed(sheet, look, (experimental, comparator))
    margin = _margin(sheet, look.margin)
    whole = sheet.end()
    return Estimate(
        end_point=name,
        measure=measure,  # type: ignore[arg-type]
        value=value,
        interval=interval,
        p=p,
        experimental=experimental,
        comparator=comparator,
        population=population,
        assessor=_assessor(assessor),
        adjustment=None if look.is_detail else adjustment or None,  # type: ignore[arg-type]
        at=at,
        stage=look.stage,
        role=look.role,
        hypothesis=look.hypothesis,
        margin=margin,
        n_analysed=analysed,
        total_events=events,
        planned_events=planned,
        boundary=None if stop is None else _placed(stop, whole),
        authors_say=word,
        span=value.span,
        passages=(whole,),
        rule="planted",
    )


def share(sheet: Sheet, planted: Percent) -> ArmValue:
    """Write how many patients of an arm had an event, and the percentage."""
    sheet.say(f"{end_points()[planted.end_point].label} in {planted.arm}: ")
    n = sheet.number(str(planted.n))
    sheet.say(" of ")
    total = sheet.number(str(planted.total))
    sheet.say(" patients, ")
    value = sheet.number(planted.printed)
    sheet.say(" %")
    return ArmValue(
        end_point=planted.end_point,
        arm=planted.arm,
        kind="proportion",
        value=value,
        unit="%",
        n=n,
        total=total,
        span=value.span,
        passages=(sheet.end(),),
        rule="planted",
    )


def _interval(sheet: Sheet, figure: Figures) -> Interval | None:
    """Write an interval; a one-sided one has one limit and says so."""
    if not figure.level:
        return None
    sheet.say(" (")
    says = sheet.put(_SIDES[1]) if figure.sides == 1 else None
    sheet.say(" ")
    level = sheet.number(figure.level)
    sheet.say(" % interval ")
    lower = _limit(sheet, figure.lower)
    sheet.say(" to ")
    upper = _limit(sheet, figure.upper)
    sheet.say(")")
    return Interval(
        level=level, sides=Sides(figure.sides, "printed", says), lower=lower, upper=upper
    )


def _limit(sheet: Sheet, printed: str) -> Number | Absence:
    """Write a limit, if there is one."""
    if printed:
        return sheet.number(printed)
    sheet.say("no limit")
    return Absence.NOT_REPORTED


def _p_value(sheet: Sheet, figure: Figures, tests: str) -> PValue | None:
    """Write a p with its side."""
    if not figure.p or figure.p_sides is None:
        return None
    sheet.say(", ")
    span = sheet.put(_SIDES[figure.p_sides])
    sheet.say(f" p {figure.comparator} ")
    return PValue(
        comparator=figure.comparator,
        number=sheet.number(figure.p),
        sides=Sides(figure.p_sides, "printed", span),
        tests=tests,
    )


def _counted(sheet: Sheet, words: str, count: int | None) -> Number | None:
    """Write a count after its words."""
    if count is None:
        return None
    sheet.say(words)
    return sheet.number(str(count))


def _boundary(sheet: Sheet, look: Look) -> Boundary | None:
    """Write a boundary; its place is filled in when the sentence has ended."""
    stop = look.stop
    if stop is None:
        return None
    sheet.say(f"; the {stop.kind} boundary was p ")
    p = sheet.number(stop.p) if stop.p else None
    sheet.say(" or value ")
    value = sheet.number(stop.value) if stop.value else None
    if stop.crossed is not None:
        sheet.say(", and it was crossed" if stop.crossed else ", and it was not crossed")
    return Boundary(p=p, value=value, kind=stop.kind, crossed=stop.crossed, span=Span(0, 0))


def _placed(boundary: Boundary, whole: Span) -> Boundary:
    """Return a boundary with the sentence that prints it."""
    return Boundary(
        p=boundary.p,
        value=boundary.value,
        kind=boundary.kind,
        crossed=boundary.crossed,
        span=whole,
    )


def _word(sheet: Sheet, word: str) -> Stated | None:
    """Write what the authors call the result."""
    if not word:
        return None
    sheet.say(", which is ")
    return sheet.stated(word.replace("_", " "), word)


def _analysed(sheet: Sheet, look: Look, arms: tuple[str, str]) -> tuple[ArmCount, ...]:
    """Write how many patients of each arm were analysed."""
    if look.analysed is None:
        return ()
    half = look.analysed // 2
    found = []
    for name, count in zip(arms, (half, look.analysed - half), strict=True):
        sheet.say(f", analysed in {name}: ")
        found.append(ArmCount(arm=name, n=sheet.number(str(count))))
    return tuple(found)


def _margin(sheet: Sheet, printed: str) -> Number | None:
    """Write a margin."""
    if not printed:
        return None
    sheet.say(", against a margin of ")
    return sheet.number(printed)


def _assessor(words: str | None) -> Assessor | None:
    """Return the assessor that words name."""
    if words == "investigator":
        return "investigator"
    return "independent" if words == "independent" else None
