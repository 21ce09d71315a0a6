"""Plans of trials: how alpha is spent, and what each analysis then comes to."""

from collections.abc import Callable

from tests.corpus.areas import Area
from tests.corpus.figures import Effect, Level
from tests.corpus.looks import CONVENTION, Wanted, drawn_events, pick, plant
from tests.corpus.plan import Declared, Draft, Look, Paper, State, Stop

from trialgraph.model.result import Measure
from trialgraph.model.trial import Assessor, EndPointRole

ANY: tuple[tuple[Effect, int], ...] = (
    ("benefit", 6),
    ("slight", 4),
    ("none", 1),
    ("slight harm", 2),
    ("harm", 1),
)
MET: tuple[tuple[Effect, int], ...] = (("benefit", 1),)
MISSED: tuple[tuple[Effect, int], ...] = (("slight", 4), ("none", 1), ("slight harm", 2))
LATER: tuple[tuple[Effect, int], ...] = (("benefit", 3), ("slight", 2), ("slight harm", 1))
_LEVELS = (
    Level("0.05", 2),
    Level("0.05", 2),
    Level("0.05", 2),
    Level("0.025", 1),
    Level("0.05", 1),
    Level("0.10", 1),
    Level("0.01", 2),
)


def is_shown(look: Look) -> bool:
    """Tell whether the figures exclude the null on either side."""
    return look.effect in {"benefit", "harm"}


def is_met(look: Look) -> bool:
    """Tell whether a formal test was met."""
    return look.effect == "benefit" or (
        look.effect == "harm" and look.level is not None and look.level.sides == 2
    )


def assessor_of(draft: Draft, area: Area, end_point: str) -> Assessor | None:
    """Return who judges an end point, if anybody."""
    if end_point not in area.assessed:
        return None
    return draft.rng.choice(("investigator", "independent"))


def declare_primary(draft: Draft, area: Area) -> tuple[str, Measure, Assessor | None]:
    """Declare one primary end point and return it."""
    end_point, measure = draft.rng.choice(area.primary)
    assessor = assessor_of(draft, area, end_point)
    draft.end_points.append(Declared(notation=end_point, role="primary", assessor=assessor))
    return end_point, measure, assessor


def main_paper(draft: Draft) -> Paper:
    """Give the trial its first paper, with its plan."""
    paper = Paper(
        key="paper",
        kind="paper",
        year=draft.year,
        cutoff=f"{draft.year - 1}-{draft.rng.randrange(1, 10):02d}-15",
        follow_up=f"{draft.rng.uniform(9, 20):.1f}",
        states_plan=True,
    )
    draft.papers.append(paper)
    return paper


def update_paper(draft: Draft, years: int = 2) -> Paper:
    """Give the trial a later paper."""
    last = draft.papers[-1]
    paper = Paper(
        key=f"update {len(draft.papers)}",
        kind="update",
        year=last.year + years,
        cutoff=f"{last.year + years - 1}-06-30",
        follow_up=f"{float(last.follow_up or 10) + 13:.1f}",
    )
    draft.papers.append(paper)
    return paper


def single_primary(draft: Draft, area: Area) -> None:
    """One primary end point tested once at a printed level; secondaries without control."""
    draft.scenario.append("single primary")
    level = draft.rng.choice(_LEVELS)
    applies = draft.rng.choice(((), ("primary",), ("primary", "secondary")))
    draft.levels = [(level, applies)]
    end_point, measure, assessor = declare_primary(draft, area)
    main_paper(draft)
    events = drawn_events(draft)
    short = draft.rng.random() < 0.15
    draft.planned_events = int(events / (0.7 if short else 0.98)) if measure == "HR" else None
    key = draft.key(end_point, measure, assessor=assessor)
    first = plant(
        draft,
        key,
        Wanted(
            effect=pick(draft.rng, ANY),
            state="level",
            level=level,
            stage="primary",
            role="primary",
            events=events,
            planned=draft.planned_events,
        ),
    )
    stated = level if applies != ("primary",) else None
    secondaries(draft, area, stated)
    if draft.rng.random() < 0.5:
        updated(draft, first, level)


def often_reported(draft: Draft, area: Area, papers: int) -> None:
    """One primary end point tested once, with two secondaries, and reported again and again."""
    draft.scenario.append("often reported")
    level = Level("0.05", 2)
    draft.levels = [(level, ())]
    main_paper(draft)
    assessor = assessor_of(draft, area, "PFS")
    draft.end_points.append(Declared(notation="PFS", role="primary", assessor=assessor))
    first = plant(
        draft,
        draft.key("PFS", "HR", assessor=assessor),
        Wanted(
            effect=pick(draft.rng, ANY),
            state="level",
            level=level,
            stage="primary",
            role="primary",
            events=drawn_events(draft),
        ),
    )
    secondaries(draft, area, level)
    for _ in range(papers - 1):
        updated(draft, first, level)


def secondaries(draft: Draft, area: Area, level: Level | None, count: int = 2) -> None:
    """Declare secondary end points outside the plan; some have no result in any paper."""
    taken = {one.notation for one in draft.end_points}
    options = [one for one in area.secondary if one[0] not in taken]
    chosen = {one[0]: one for one in draft.rng.sample(options, min(count + 1, len(options)))}
    for end_point, measure in chosen.values():
        draft.end_points.append(Declared(notation=end_point, role="secondary"))
        if draft.rng.random() < 0.3:
            continue
        two_sided = level is None or level.sides == 2
        plant(
            draft,
            draft.key(end_point, measure),
            Wanted(
                effect=pick(draft.rng, ANY if two_sided else (*MET, *MISSED)),
                state="outside",
                level=level or CONVENTION,
                assumed=level is None,
                stage="primary",
                role="secondary",
            ),
        )


def updated(draft: Draft, first: Look, level: Level | None) -> Look:
    """Plant a later analysis of an end point whose test is over."""
    paper = update_paper(draft)
    effect = pick(draft.rng, LATER)
    later = plant(
        draft,
        first.series,
        Wanted(
            effect=effect,
            state="updated",
            level=level or CONVENTION,
            assumed=level is None,
            papers=(paper.key,),
            stage=draft.rng.choice(("updated", "final")),
            role=first.role,
            events=later_events(draft, first),
            planned=None,
            decides=False,
        ),
    )
    sustain(first, later)
    return later


def later_events(draft: Draft, first: Look) -> int:
    """Return the events of a later look: more than at the first, never more than patients."""
    before = first.events or 200
    share = 1 - 0.85 ** len(draft.papers)
    return before + max(1, int(share * (draft.randomised - before)))


def sustain(first: Look, later: Look) -> None:
    """Say what a later analysis makes of one whose test was met."""
    if not is_met(first):
        return
    held = later.effect == first.effect
    first.sustained = "sustained" if held else "not_sustained"
    first.reservations.discard("not_sustained")
    if not held:
        first.reservations.add("not_sustained")


def by_authors_word(draft: Draft, area: Area) -> None:
    """No level is printed: the authors' word decides, or nothing does."""
    draft.scenario.append("no level printed")
    end_point, measure, assessor = declare_primary(draft, area)
    main_paper(draft)
    word = draft.rng.choice(("significant", "not_significant", ""))
    effects = {"significant": MET, "not_significant": MISSED, "": ANY}[word]
    look = plant(
        draft,
        draft.key(end_point, measure, assessor=assessor),
        Wanted(
            effect=pick(draft.rng, effects),
            state="unprinted level",
            level=CONVENTION if word else None,
            assumed=bool(word),
            stage="primary",
            role="primary",
            word=word,
        ),
    )
    look.level_is_assumed = bool(word)
    secondaries(draft, area, None, count=1)


def group_sequential(draft: Draft, area: Area) -> None:
    """An interim look with a printed boundary, then the final analysis with what is left."""
    draft.scenario.append("group sequential")
    draft.levels = [(Level("0.05", 2), ())]
    end_point, measure, assessor = declare_primary(draft, area)
    planned = drawn_events(draft)
    main_paper(draft)
    key = draft.key(end_point, measure, assessor=assessor)
    crossed = draft.rng.random() < 0.4
    boundary = draft.rng.choice(("0.0012", "0.005", "0.0138"))
    look = plant(
        draft,
        key,
        Wanted(
            effect=pick(draft.rng, MET if crossed else MISSED),
            state="boundary",
            level=Level(boundary, 2),
            stage="interim",
            role="primary",
            events=int(planned * draft.rng.uniform(0.45, 0.7)),
            planned=planned,
            stop=Stop(p=boundary, crossed=draft.rng.choice((None, crossed))),
            decides=crossed,
        ),
    )
    secondaries(draft, area, Level("0.05", 2), count=1)
    if draft.rng.random() < 0.3:
        look.decides = True
        return
    if crossed:
        updated(draft, look, Level("0.05", 2))
        return
    final_look(draft, look, planned)


def final_look(draft: Draft, first: Look, planned: int) -> None:
    """Plant the final analysis after a missed look: its level is printed, or nothing decides."""
    paper = update_paper(draft)
    printed = draft.rng.random() < 0.6
    level = Level("0.045", 2) if printed else None
    word = "" if printed else draft.rng.choice(("significant", "not_significant", ""))
    # An efficacy boundary is nothing that harm could cross.
    either = (*MET, *MISSED) if printed else ANY
    effects = {"significant": MET, "not_significant": MISSED, "": either}[word]
    plant(
        draft,
        first.series,
        Wanted(
            effect=pick(draft.rng, effects),
            state="boundary" if printed else "unprinted level",
            level=level,
            papers=(paper.key,),
            stage="final",
            role="primary",
            events=planned,
            planned=planned,
            stop=Stop(p="0.045") if printed else None,
            word=word,
        ),
    )


def look_without_boundary(draft: Draft, area: Area) -> None:
    """A planned interim look whose boundary is not printed: 0.05 never stands in for it."""
    draft.scenario.append("look without boundary")
    draft.levels = [(Level("0.05", 2), ())] if draft.rng.random() < 0.5 else []
    end_point, measure, assessor = declare_primary(draft, area)
    main_paper(draft)
    word = draft.rng.choice(("significant", "", ""))
    plant(
        draft,
        draft.key(end_point, measure, assessor=assessor),
        Wanted(
            effect=pick(draft.rng, MET if word else ANY),
            state="unprinted boundary",
            level=None,
            stage="interim",
            role="primary",
            word=word,
            planned=None,
        ),
    )


_JUDGES: tuple[tuple[Assessor, Assessor], ...] = (
    ("independent", "investigator"),
    ("investigator", "independent"),
)


def two_assessors(draft: Draft, area: Area) -> None:
    """The plan names one assessor; what the other sees is outside it."""
    if "PFS" not in area.assessed:
        single_primary(draft, area)
        return
    draft.scenario.append("two assessors")
    level = draft.rng.choice((Level("0.05", 2), Level("0.025", 1)))
    draft.levels = [(level, ())]
    main_paper(draft)
    planned, other = draft.rng.choice(_JUDGES)
    draft.end_points += [
        Declared(notation="PFS", role="primary", assessor=planned),
        Declared(notation="PFS", role="secondary", assessor=other),
    ]
    seen: tuple[tuple[Assessor, State, EndPointRole], ...] = (
        (planned, "level", "primary"),
        (other, "outside", "secondary"),
    )
    for judge, state, role in seen:
        plant(
            draft,
            draft.key("PFS", "HR", assessor=judge),
            Wanted(
                effect=pick(draft.rng, (*MET, *MISSED)),
                state=state,
                level=level,
                stage="primary",
                role=role,
            ),
        )


def are_discordant(one: Look, other: Look) -> bool:
    """Tell whether two analyses lie on opposite sides of significance or of the null."""
    sides = {1 if look.figures.z > 0 else -1 for look in (one, other) if look.figures.z}
    return len({is_shown(one), is_shown(other)}) > 1 or len(sides) > 1


def stopped_for_futility(draft: Draft, area: Area) -> None:
    """An interim look at which a futility boundary was crossed: nothing is shown."""
    draft.scenario.append("futility")
    draft.levels = [(Level("0.05", 2), ())]
    end_point, measure, assessor = declare_primary(draft, area)
    main_paper(draft)
    plant(
        draft,
        draft.key(end_point, measure, assessor=assessor),
        Wanted(
            effect=pick(draft.rng, (("slight harm", 2), ("none", 1), ("slight", 1))),
            state="boundary",
            level=CONVENTION,
            stage="interim",
            role="primary",
            stop=Stop(kind="futility", crossed=True),
        ),
    )


Design = Callable[[Draft, Area], None]
DESIGNS: tuple[Design, ...] = (
    stopped_for_futility,
    single_primary,
    single_primary,
    single_primary,
    by_authors_word,
    group_sequential,
    look_without_boundary,
    two_assessors,
)
