"""Plans with several claims: shares of alpha, sequences, end points that are all required."""

from tests.corpus.areas import Area
from tests.corpus.designs import (
    ANY,
    MET,
    MISSED,
    declare_primary,
    is_met,
    main_paper,
)
from tests.corpus.figures import Level
from tests.corpus.looks import Wanted, pick, plant
from tests.corpus.plan import Declared, Draft, State

from trialgraph.model.result import Measure


def split_alpha(draft: Draft, area: Area) -> None:
    """Two primary end points, each with its own share of alpha."""
    draft.scenario.append("split alpha")
    shares = draft.rng.choice((("0.01", "0.04"), ("0.02", "0.03"), ("0.025", "0.025")))
    main_paper(draft)
    for alpha, (end_point, measure) in zip(shares, _two(draft, area), strict=True):
        level = Level(alpha, 2)
        draft.levels.append((level, (end_point,)))
        draft.end_points.append(Declared(notation=end_point, role="primary"))
        plant(
            draft,
            draft.key(end_point, measure),
            Wanted(
                effect=pick(draft.rng, ANY),
                state="level",
                level=level,
                stage="primary",
                role="primary",
            ),
        )


def split_unprinted(draft: Draft, area: Area) -> None:
    """Two primary end points whose shares of alpha nobody prints."""
    draft.scenario.append("split not printed")
    main_paper(draft)
    draft.levels = [(Level("0.05", 2), ())] if draft.rng.random() < 0.5 else []
    for end_point, measure in _two(draft, area):
        draft.end_points.append(Declared(notation=end_point, role="primary"))
        word = draft.rng.choice(("significant", "not_significant", ""))
        effects = {"significant": MET, "not_significant": MISSED, "": ANY}[word]
        plant(
            draft,
            draft.key(end_point, measure),
            Wanted(
                effect=pick(draft.rng, effects),
                state="unprinted level",
                level=None,
                stage="primary",
                role="primary",
                word=word,
            ),
        )


def _two(draft: Draft, area: Area) -> list[tuple[str, Measure]]:
    """Return two different end points of an area."""
    options = dict.fromkeys([*area.primary, *area.secondary])
    by_name = {one[0]: one for one in options}
    return draft.rng.sample(list(by_name.values()), 2)


def fixed_sequence(draft: Draft, area: Area) -> None:
    """Three end points in a fixed order; the first miss blocks what comes after."""
    draft.scenario.append("fixed sequence")
    draft.multiplicity = "controlled"
    level = draft.rng.choice((Level("0.05", 2), Level("0.025", 1)))
    draft.levels = [(level, ())]
    main_paper(draft)
    end_point, measure, assessor = declare_primary(draft, area)
    others = [one for one in _distinct(area.secondary) if one[0] != end_point]
    chosen = [(end_point, measure, assessor)]
    chosen += [(*one, None) for one in draft.rng.sample(others, 2)]
    effects = MET if draft.rng.random() < 0.75 else ANY
    is_open = True
    for place, (name, kind, judge) in enumerate(chosen):
        draft.steps.append((name, judge, "all"))
        if place:
            draft.end_points.append(Declared(notation=name, role="secondary"))
        effect = pick(draft.rng, effects if place == 0 else ANY)
        state: State = ("step" if place else "first step") if is_open else "blocked"
        if level.sides == 1 and state == "blocked" and effect == "harm":
            effect = "slight harm"
        look = plant(
            draft,
            draft.key(name, kind, assessor=judge),
            Wanted(
                effect=effect,
                state=state,
                level=level,
                stage="primary",
                role="secondary" if place else "primary",
            ),
        )
        is_open = is_open and is_met(look)


def _distinct(options: tuple[tuple[str, Measure], ...]) -> list[tuple[str, Measure]]:
    """Return end points each with one measure."""
    return list({one[0]: one for one in options}.values())


def co_primaries(draft: Draft, area: Area) -> None:
    """Two primary end points, both required, each at the whole level; one miss leaves no claim."""
    draft.scenario.append("co-primaries")
    level = Level("0.05", 2)
    draft.levels = [(level, ())]
    draft.needs_all = True
    main_paper(draft)
    looks = []
    for end_point, measure in _two(draft, area):
        draft.end_points.append(Declared(notation=end_point, role="primary"))
        looks.append(
            plant(
                draft,
                draft.key(end_point, measure),
                Wanted(
                    effect=pick(draft.rng, (*MET, *MET, *MISSED)),
                    state="level",
                    level=level,
                    stage="primary",
                    role="primary",
                ),
            )
        )
    if not all(is_met(one) for one in looks):
        for one in looks:
            one.state = "co-primary" if is_met(one) else "level"


SEVERAL = (co_primaries, split_alpha, split_unprinted, fixed_sequence)
