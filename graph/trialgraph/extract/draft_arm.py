"""An arm while it is put together from the places that describe it."""

from collections.abc import Collection
from dataclasses import dataclass, field

from trialgraph.extract.arm_phrase import ArmPhrase
from trialgraph.extract.regimen import Component, blanked
from trialgraph.extract.view import ReadingView
from trialgraph.model.trial import ArmRole


@dataclass(slots=True)
class DraftArm:
    """An arm while it is put together.

    Attributes:
        phrase: where it is described.
        names: other words for it, with their first place in the view.
        sizes: where numbers of patients assigned to it stand.
        factor: from 0; arms of a factorial trial are compared within their factor.
    """

    phrase: ArmPhrase
    components: tuple[Component, ...]
    label: str = ""
    role: ArmRole = "unclear"
    names: dict[str, tuple[int, int]] = field(default_factory=dict)
    sizes: list[tuple[int, int]] = field(default_factory=list)
    factor: int = 0

    @property
    def keys(self) -> frozenset[str]:
        """Return what it gives, placebo set aside."""
        return frozenset(each.key for each in self.components if not each.is_absence)


def telling(draft: DraftArm, drafts: list[DraftArm]) -> set[str]:
    """Return the components that not all arms have."""
    shared = set.intersection(*({each.key for each in other.components} for other in drafts))
    return {each.key for each in draft.components} - shared


def is_short_for(keys: Collection[str], draft: DraftArm, drafts: list[DraftArm]) -> bool:
    """Tell whether a name gives all that makes an arm differ and some of what the arms share."""
    own = telling(draft, drafts)
    return bool(own) and own <= set(keys) <= {each.key for each in draft.components}


def words_of(view: ReadingView, draft: DraftArm) -> str:
    """Return the describing words without what stands in parentheses."""
    described = blanked(view.text[draft.phrase.start : draft.phrase.end])
    return " ".join(described.split()).replace(" ,", ",")
