"""What one arm has that another lacks: the difference of their regimens."""

from collections.abc import Iterable

from trialgraph.extract.draft_arm import DraftArm
from trialgraph.model.trial import Comparison


def comparisons(drafts: Iterable[DraftArm]) -> tuple[Comparison, ...]:
    """Return each experimental arm against each control arm, with what is added and removed.

    Arms of unknown regimens have no difference; arms of two factors are no comparison.
    Placebo counts as nothing given; the members of a choice are compared as one.
    """
    arms = list(drafts)
    return tuple(
        Comparison(
            experimental=one.label,
            comparator=other.label,
            added=_difference(one, other),
            removed=_difference(other, one),
        )
        for other in arms
        if other.role == "control"
        for one in arms
        if one.role == "experimental" and one.factor == other.factor
        if _is_told(one) and _is_told(other)
    )


def _is_told(draft: DraftArm) -> bool:
    """Tell whether the text says what an arm gets, if only observation."""
    return bool(draft.components or draft.role == "control" or draft.phrase.absent)


def _difference(one: DraftArm, other: DraftArm) -> tuple[str, ...]:
    theirs = {each.key for each in other.components}
    mine = [each for each in one.components if not each.is_absence and each.key not in theirs]
    return tuple(each.name for each in mine)
