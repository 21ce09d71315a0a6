"""What stands beside the planned analyses: subgroups, other methods, repeats, notices, reviews."""

from collections.abc import Callable
from dataclasses import replace

from tests.corpus.claims import claimed
from tests.corpus.designs import MET, MISSED, is_met, later_events, update_paper
from tests.corpus.figures import Effect, Level
from tests.corpus.looks import CONVENTION, Wanted, pick, plant
from tests.corpus.plan import Declared, Draft, Look, Paper

_EITHER: tuple[tuple[Effect, int], ...] = (*MET, *MISSED)
_PARTS = ("women", "patients aged 65 or more", "stage III", "prior surgery")


def stated_level(draft: Draft, end_point: str, role: str) -> tuple[Level, bool]:
    """Return the level stated for a kind of end point, and whether convention stands in."""
    for wanted in (end_point, role):
        for level, applies in draft.levels:
            if wanted in applies:
                return level, False
    for level, applies in draft.levels:
        if not applies:
            return level, False
    return CONVENTION, True


def primary(draft: Draft) -> Look | None:
    """Return the first planted analysis of a primary end point by its ratio of hazards."""
    return next((one for one in draft.looks if _is_plain_hazard(one)), None)


def _is_plain_hazard(look: Look) -> bool:
    """Tell whether an analysis is a superiority test of a hazard ratio among all."""
    is_plain = look.series[1] == "HR" and look.role == "primary" and look.stage == "primary"
    return is_plain and look.hypothesis == "superiority" and look.series[5] == ""


def subgroup(draft: Draft) -> None:
    """One or two subgroups without alpha of their own."""
    first = primary(draft)
    if first is None:
        return
    draft.scenario.append("subgroups")
    level, assumed = stated_level(draft, first.series[0], "")
    for part in draft.rng.sample(_PARTS, draft.rng.choice((1, 2))):
        key = (*first.series[:4], f"subgroup: {part}", "", "")
        plant(
            draft,
            key,
            Wanted(
                effect=pick(draft.rng, _EITHER),
                state="subgroup",
                level=level,
                assumed=assumed,
                papers=first.papers,
                stage="primary",
                events=max(60, int((first.events or 200) * 0.45)),
            ),
        )


def responders(draft: Draft) -> None:
    """Duration of response: those who responded were not randomised."""
    draft.scenario.append("responders")
    draft.end_points.append(Declared(notation="DoR", role="secondary"))
    look = plant(
        draft,
        draft.key("DoR", "HR", population="responders"),
        Wanted(
            effect=pick(draft.rng, _EITHER),
            state="responders",
            papers=draft.looks[0].papers,
            stage="primary",
            role="secondary",
            level=CONVENTION,
        ),
    )
    look.level = None


def mean_time(draft: Draft) -> None:
    """The restricted mean beside the hazard ratio: another measure, another series."""
    first = primary(draft)
    if first is None:
        return
    draft.scenario.append("restricted mean")
    level, assumed = stated_level(draft, first.series[0], "primary")
    key = (first.series[0], "RMST_ratio", *first.series[2:6], "36 months")
    plant(
        draft,
        key,
        Wanted(
            effect=pick(draft.rng, _EITHER),
            state="outside",
            level=level,
            assumed=assumed,
            papers=first.papers,
            stage="primary",
            role="secondary",
        ),
    )


def told_before(draft: Draft) -> None:
    """A congress told the same analysis first: one result, two documents."""
    paper = next((one for one in draft.papers if one.key == "paper"), None)
    first = primary(draft)
    if paper is None or first is None or first.papers != ("paper",):
        return
    draft.scenario.append("told twice")
    early = Paper(
        key="abstract",
        kind="interim",
        year=paper.year - 1,
        cutoff=paper.cutoff,
        follow_up=paper.follow_up,
        has_number=True,
    )
    draft.papers.insert(draft.papers.index(paper), early)
    first.papers = ("abstract", "paper")
    # The abstract prints no plan: its result is judged by what a later document prints.
    if first.level is not None and not first.level_is_assumed:
        first.reservations.add("level_from_later_document")


def turned(draft: Draft) -> None:
    """The control arm stands first in one printed ratio."""
    options = [one for one in draft.looks if one.state == "outside" and one.series[1] == "HR"]
    if not options:
        return
    draft.scenario.append("turned")
    look = draft.rng.choice(options)
    draft.looks.remove(look)
    wanted = Wanted(
        effect=look.effect,
        state=look.state,
        level=look.level,
        assumed=look.level_is_assumed,
        papers=look.papers,
        stage=look.stage,
        role=look.role,
        decides=look.decides,
        is_turned=True,
    )
    plant(draft, look.series, wanted)


def erratum(draft: Draft) -> None:
    """The paper says that it was corrected, and nobody holds the correction."""
    draft.scenario.append("erratum")
    draft.papers[-1].erratum = True
    for look in draft.looks:
        if look.papers == (draft.papers[-1].key,):
            look.reservations.add("erratum_unresolved")


def retraction(draft: Draft) -> None:
    """The only paper was retracted, by its own word or by a notice.

    Until the day of a notice what was found stands.
    """
    papers = [one for one in draft.papers if one.kind != "record"]
    if len(papers) != 1 or papers[0].erratum:
        return
    draft.scenario.append("retraction")
    if draft.rng.random() < 0.5:
        papers[0].retracted = True
    else:
        notice = Paper(key="notice", kind="notice", year=papers[0].year + 3)
        draft.papers.append(notice)
        draft.originals = [replace(look, decides=False) for look in draft.looks]
    for look in draft.looks:
        look.strength, look.reason = "excluded", "retracted"
        look.reservations = {"retracted"}


def review(draft: Draft) -> None:
    """A review repeats a number second hand and says more than its source, or less."""
    first = primary(draft)
    if first is None or "paper" not in first.papers or "retraction" in draft.scenario:
        return
    draft.scenario.append("review")
    draft.papers.append(Paper(key="review", kind="review", year=draft.papers[-1].year + 1))
    claimed(draft, first.series[0])
    source = next(one for one in draft.looks if "paper" in one.papers)
    if draft.rng.random() < 0.3 and source.series[0] == first.series[0]:
        draft.scenario.append("restated otherwise")
        draft.restates = f"{float(source.figures.value) + 0.04:.2f}"
        draft.find("value_conflict", "review", "paper")


def last_report(draft: Draft) -> None:
    """One more look at a series that is long decided."""
    first = primary(draft)
    if first is None or first.state != "level" or first.papers[-1] != "paper":
        return
    if any(one.state == "updated" for one in draft.looks):
        return
    draft.scenario.append("two updates")
    level, assumed = stated_level(draft, first.series[0], "primary")
    for _ in range(2):
        paper = update_paper(draft)
        plant(
            draft,
            first.series,
            Wanted(
                effect=pick(draft.rng, _EITHER),
                state="updated",
                level=level,
                assumed=assumed,
                papers=(paper.key,),
                stage="updated",
                role="primary",
                decides=False,
                events=later_events(draft, first),
            ),
        )
    if is_met(first):
        held = draft.looks[-1].effect == first.effect
        first.sustained = "sustained" if held else "not_sustained"
        first.reservations |= set() if held else {"not_sustained"}


Extra = Callable[[Draft], None]
BEFORE_NOTICES: tuple[tuple[Extra, float], ...] = (
    (last_report, 0.15),
    (subgroup, 0.25),
    (responders, 0.1),
    (mean_time, 0.12),
    (turned, 0.1),
    (told_before, 0.2),
)
NOTICES: tuple[tuple[Extra, float], ...] = ((erratum, 0.05), (retraction, 0.05), (review, 0.2))
