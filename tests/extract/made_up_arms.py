"""The arms that are read of a made-up abstract: their regimens and sizes."""

from collections.abc import Callable

from trialgraph.extract.arm_sizes import arm_sizes
from trialgraph.extract.arms import draft_arms
from trialgraph.extract.built_arms import built_arms
from trialgraph.extract.view import ReadingView
from trialgraph.model.trial import Arm
from trialgraph.terms.index import TermIndex

View = Callable[[str], ReadingView]


TITLE = "A randomised trial of treatment in advanced disease.\n\nMETHODS: "


def arms_of(view: ReadingView, terms: TermIndex) -> tuple[Arm, ...]:
    drafts = draft_arms(view, terms)
    return built_arms(view, drafts, arm_sizes(view, drafts))


def regimens(arms: tuple[Arm, ...]) -> list[list[str]]:
    return [[each.name for each in arm.interventions] for arm in arms]


def sizes(arms: tuple[Arm, ...]) -> list[int | None]:
    return [int(arm.n.value) if arm.n else None for arm in arms]
