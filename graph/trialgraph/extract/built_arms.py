"""Arms as the model keeps them, made from drafts and sizes."""

from trialgraph.extract.draft_arm import DraftArm
from trialgraph.extract.quoted import around
from trialgraph.extract.regimen import Component
from trialgraph.extract.view import ReadingView
from trialgraph.model.text import Number
from trialgraph.model.trial import Arm, Intervention


def built_arms(
    view: ReadingView, drafts: list[DraftArm], sizes: dict[str, Number]
) -> tuple[Arm, ...]:
    """Return the arms; no two share a span."""
    return tuple(
        Arm(
            label=draft.label,
            aliases=tuple(name for name in draft.names if name != draft.label),
            role=draft.role,
            n=sizes.get(draft.label),
            interventions=tuple(_intervention(view, each) for each in draft.components),
            span=view.span(draft.phrase.start, draft.phrase.end),
            passages=around(view, ((draft.phrase.start, draft.phrase.end),)),
            rule=draft.phrase.rule,
        )
        for draft in drafts
    )


def _intervention(view: ReadingView, component: Component) -> Intervention:
    return Intervention(
        name=component.name,
        concept=component.concept,
        role=component.role,
        choice_group=1 if component.choice else None,
        span=view.span(component.start, component.end),
    )
