"""What every reading of results needs at hand: the view, the trial, and all mentions in it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from trialgraph.extract.mentions.arms import find_arms
from trialgraph.extract.mentions.end_points import find_end_points
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model.document import SectionKind
from trialgraph.model.trial import Arm, Trial

RESTATING: frozenset[SectionKind] = frozenset({"introduction", "discussion", "conclusion"})
NOT_RESULTS: frozenset[SectionKind] = frozenset({"title", "front", "methods", "funding", "record"})


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """A document's prose with all mentions of arms and end points, in order.

    Equal only to itself, so that answers about it can be kept.

    Attributes:
        view: the reading view.
        trial: the trial that the document reports.
        end_points: mentions; values are standard names.
        arms: mentions; values are labels.
    """

    view: ReadingView
    trial: Trial
    end_points: tuple[Mention, ...]
    arms: tuple[Mention, ...]

    def end_points_in(self, start: int, end: int) -> Sequence[Mention]:
        """Return mentions of end points that begin in a range."""
        return _within(self.end_points, start, end)

    def arms_in(self, start: int, end: int) -> Sequence[Mention]:
        """Return mentions of arms that begin in a range."""
        return _within(self.arms, start, end)

    def words(self, start: int, end: int) -> str:
        """Return a range of the view's text."""
        return self.view.text[start:end]

    def before(self, sentence: Sentence, back: int = 1) -> Sentence | None:
        """Return an earlier sentence of the same section."""
        number = sentence.number - back
        if number < 0 or self.view.sentences[number].section != sentence.section:
            return None
        return self.view.sentences[number]

    @property
    def control(self) -> Arm | None:
        """Return the control arm when there is exactly one."""
        controls = [arm for arm in self.trial.arms if arm.role == "control"]
        return controls[0] if len(controls) == 1 else None

    @property
    def experimental(self) -> Arm | None:
        """Return the experimental arm when there is exactly one."""
        found = [arm for arm in self.trial.arms if arm.role == "experimental"]
        return found[0] if len(found) == 1 else None


@lru_cache(maxsize=2)
def setting_of(view: ReadingView, trial: Trial) -> Setting:
    """Return the setting of one trial in one document; every reading of it asks for the same."""
    return Setting(
        view,
        trial,
        tuple(find_end_points(view.text, trial.end_points)),
        tuple(find_arms(view.text, trial.arms)),
    )


def _within(mentions: tuple[Mention, ...], start: int, end: int) -> Sequence[Mention]:
    first = bisect_left(mentions, start, key=lambda mention: mention.start)
    last = bisect_left(mentions, end, key=lambda mention: mention.start)
    return mentions[first:last]
