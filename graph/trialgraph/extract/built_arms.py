"""Arms as the model keeps them, made from drafts and sizes."""

from trialgraph.extract.analysed import analysed_sizes
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
    analysed = analysed_sizes(view, drafts)
    return tuple(
        Arm(
            label=draft.label,
            aliases=_aliases(draft, drafts),
            role=draft.role,
            n=sizes.get(draft.label),
            n_by_population=analysed.get(draft.label, ()),
            interventions=tuple(_intervention(view, each) for each in draft.components),
            span=view.span(draft.phrase.start, draft.phrase.end),
            passages=around(view, _places(view, draft, sizes.get(draft.label))),
            rule=draft.phrase.rule,
        )
        for draft in drafts
    )


def _places(view: ReadingView, draft: DraftArm, size: Number | None) -> tuple[tuple[int, int], ...]:
    """Return the places whose sentences describe the arm and print its size."""
    described = (draft.phrase.start, draft.phrase.end)
    if size is None:
        return (described,)
    at = view.offset(size.span.start)
    return (described, (at, at + 1))


def _aliases(draft: DraftArm, drafts: list[DraftArm]) -> tuple[str, ...]:
    """Return the other names; the regimen itself is one where it belongs to one arm only."""
    names = dict.fromkeys(draft.names)
    alone = not any(other is not draft and other.keys == draft.keys for other in drafts)
    if alone and draft.components and not any(each.choice for each in draft.components):
        names.setdefault(" plus ".join(each.name for each in draft.components))
        names.setdefault(" plus ".join(each.printed or each.name for each in draft.components))
    return tuple(name for name in names if name != draft.label)


def _intervention(view: ReadingView, component: Component) -> Intervention:
    return Intervention(
        name=component.name,
        concept=component.concept,
        role=component.role,
        choice_group=1 if component.choice else None,
        printed="" if _is_abbreviation(component) else component.printed,
        span=view.span(component.start, component.end),
    )


def _is_abbreviation(component: Component) -> bool:
    """Tell whether the text's word is an abbreviation of what the tables call by its name."""
    printed = component.printed
    short = len(printed) <= _LONGEST_ABBREVIATION and printed.isupper()
    known = component.concept is not None and component.role == "drug"
    return known and short and printed.isalpha()


_LONGEST_ABBREVIATION = 4
