"""Planting one analysis: figures that show its effect, and its place in plan and series."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from tests.corpus.figures import Effect, Level, Shown, Sides, figures
from tests.corpus.plan import Draft, Look, State, Stop, is_ratio, smaller_is_better
from tests.corpus.truth import SeriesKey

from trialgraph.model.result import Stage
from trialgraph.model.trial import EndPointRole

CONVENTION = Level("0.05", 2)
_PERCENT = 0.4
_SPREAD = 14.0  # standard deviation of a score


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is planted.

    Attributes:
        level: that decides; ``None`` where none is printed and none may be assumed.
        figured: at which the effect is shown, where ``level`` is not it.
        prints: p, interval or both.
        is_turned: the control arm is the numerator.
        events: over both arms; drawn when not given.
    """

    effect: Effect
    state: State
    level: Level | None = CONVENTION
    figured: Level | None = None
    assumed: bool = False
    papers: tuple[str, ...] = ("paper",)
    stage: Stage | None = None
    role: EndPointRole | None = None
    events: int | None = None
    planned: int | None = None
    stop: Stop | None = None
    word: str = ""
    prints: Literal["p", "interval", "both"] = "both"
    decides: bool = True
    is_turned: bool = False


def plant(draft: Draft, key: SeriesKey, wanted: Wanted) -> Look:
    """Add one analysis to the trial and return it."""
    patients = draft.compared(key[2])
    events = wanted.events or _drawn(draft, patients)
    level = wanted.figured or wanted.level or CONVENTION
    smaller = smaller_is_better(key[0], key[1])
    shown = Shown(
        measure=key[1],
        smaller_is_better=bool(smaller) != wanted.is_turned,
        level=level,
        error=error_of(key[1], events, patients),
        interval=None if wanted.prints == "p" else interval_at(level),
        p_sides=0 if wanted.prints == "interval" else level.sides,
    )
    look = Look(
        series=key,
        papers=wanted.papers,
        effect=wanted.effect,
        figures=figures(draft.rng, wanted.effect, shown),
        state=wanted.state,
        level=wanted.level,
        level_is_assumed=wanted.assumed,
        stage=wanted.stage,
        role=wanted.role,
        events=events if counts_events(key) else None,
        planned=wanted.planned,
        stop=wanted.stop,
        word=wanted.word,
        decides=wanted.decides,
        is_turned=wanted.is_turned,
    )
    if smaller is None:
        look.strength, look.reason, look.direction = (
            "undetermined",
            "polarity_unknown",
            "unresolved",
        )
    draft.looks.append(look)
    return look


def counts_events(key: SeriesKey) -> bool:
    """Tell whether an estimate rests on a printed number of events."""
    return key[1] == "HR"


def drawn_events(draft: Draft) -> int:
    """Return how many events both arms of a trial have, fewer than patients."""
    return _drawn(draft, draft.randomised)


def _drawn(draft: Draft, patients: int) -> int:
    return max(60, int(patients * draft.rng.uniform(0.4, 0.75)))


def error_of(measure: str, events: int, patients: int) -> float:
    """Return the standard error of an estimate from events or patients."""
    if measure in {"HR", "IRR"}:
        return 2 / math.sqrt(events)
    if measure == "MD":
        return 2 * _SPREAD / math.sqrt(patients)
    error = math.sqrt(4 * _PERCENT * (1 - _PERCENT) / patients)
    if measure == "RD":
        return 100 * error
    if measure == "OR":
        return error / (_PERCENT * (1 - _PERCENT))
    if is_ratio(measure):
        return error / _PERCENT
    raise ValueError(f"no standard error of {measure!r} is known here")


def interval_at(level: Level) -> tuple[str, Sides]:
    """Return the interval that goes with a level: a one-sided 5 % test prints a one-sided 95 %."""
    if level.sides == 1 and level.one_sided >= 0.05:
        return f"{100 * (1 - level.one_sided):g}", 1
    return "95", 2


def pick(rng: Random, effects: Sequence[tuple[Effect, int]]) -> Effect:
    """Return one of several effects by weight."""
    (found,) = rng.choices([one for one, _ in effects], [weight for _, weight in effects])
    return found
