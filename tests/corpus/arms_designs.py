"""Trials of more than two arms: each pair needs its own level, else nothing is planned for it."""

from tests.corpus.areas import Area
from tests.corpus.designs import ANY, main_paper
from tests.corpus.looks import CONVENTION, Wanted, pick, plant
from tests.corpus.plan import Declared, Draft


def several_pairs(draft: Draft, area: Area) -> None:
    """Every comparison tested, with no level printed for any."""
    draft.scenario.append("several comparisons")
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
                assumed=True,
                stage="primary",
                role="primary",
            ),
        )
