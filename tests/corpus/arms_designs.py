"""Trials of more than two arms: each pair needs its own level, else nothing is planned for it."""

from tests.corpus.areas import Area
from tests.corpus.designs import ANY, main_paper
from tests.corpus.figures import Level
from tests.corpus.looks import CONVENTION, Wanted, pick, plant
from tests.corpus.plan import Declared, Draft


def several_pairs(draft: Draft, area: Area) -> None:
    """Every comparison tested, with no level printed for any of them."""
    draft.scenario.append("several comparisons")
    whole = draft.rng.random() < 0.5
    draft.levels = [(CONVENTION, ())] if whole else []
    end_point, measure = draft.rng.choice(area.primary)
    draft.end_points.append(Declared(notation=end_point, role="primary"))
    main_paper(draft)
    for place in range(len(draft.comparisons)):
        plant(
            draft,
            draft.key(end_point, measure, comparison=place),
            Wanted(
                effect=pick(draft.rng, ANY),
                state="outside",
                level=CONVENTION,
                assumed=not whole,
                stage="primary",
                role="primary",
            ),
        )


def pairs_with_levels(draft: Draft, area: Area) -> None:
    """Every comparison tested at its own share of alpha."""
    draft.scenario.append("levels of comparisons")
    end_point, measure = draft.rng.choice(area.primary)
    draft.end_points.append(Declared(notation=end_point, role="primary"))
    main_paper(draft)
    share = Level("0.025" if len(draft.comparisons) > 1 else "0.05", 2)
    for place, comparison in enumerate(draft.comparisons):
        draft.levels.append((share, (comparison.experimental,)))
        plant(
            draft,
            draft.key(end_point, measure, comparison=place),
            Wanted(
                effect=pick(draft.rng, ANY),
                state="level",
                level=share,
                stage="primary",
                role="primary",
            ),
        )


SEVERAL_ARMS = (several_pairs, pairs_with_levels)
