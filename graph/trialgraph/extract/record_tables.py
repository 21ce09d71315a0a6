"""Groups, denominators and cells of a record's result tables, each exactly as the record has it."""

from collections.abc import Iterator

from trialgraph.extract.record_values import Figures, place, same
from trialgraph.model.record import Block, Leaf
from trialgraph.model.registry import Denominator, Measurement, ResultGroup
from trialgraph.model.text import Absence, Number, Span


def groups(table: Block, arms: dict[str, str]) -> tuple[ResultGroup, ...]:
    """Return the columns of a table; one whose title is an arm's alone is that arm's."""
    return tuple(
        ResultGroup(
            identifier=each.words("id"),
            title=each.words("title"),
            description=each.words("description"),
            arm=arms.get(same(each.words("title"))),
            span=place(each, "title", "id"),
        )
        for each in table.blocks("groups")
    )


def denominators(table: Block, figures: Figures) -> tuple[Denominator, ...]:
    """Return how many each group has, over all and in each class."""
    found = list(_denominators(table, "", figures))
    for each in table.blocks("classes"):
        found += _denominators(each, each.words("title"), figures)
    return tuple(found)


def _denominators(owner: Block, class_title: str, figures: Figures) -> Iterator[Denominator]:
    for each in owner.blocks("denoms"):
        units = each.words("units")
        for count in each.blocks("counts"):
            leaf = count.leaf("value")
            n = figures.value(leaf)
            yield Denominator(
                group=count.words("groupId"),
                units=units,
                class_title=class_title,
                n=Absence.NOT_REPORTED if n is None else n,
                printed=leaf.words if leaf else "",
                span=n.span if isinstance(n, Number) else _cell(leaf, count),
            )


def measurements(table: Block, figures: Figures) -> tuple[Measurement, ...]:
    """Return the cells of a table, class by class and category by category."""
    found: list[Measurement] = []
    for row in table.blocks("classes"):
        class_title = row.words("title")
        for category in row.blocks("categories"):
            title = category.words("title")
            cells = category.blocks("measurements")
            found += [_measurement(each, class_title, title, figures) for each in cells]
    return tuple(found)


def _measurement(cell: Block, class_title: str, category: str, figures: Figures) -> Measurement:
    members = cell.members
    leaf = cell.leaf("value")
    comment = cell.words("comment") if "comment" in members else ""
    value = figures.value(leaf, comment)
    return Measurement(
        group=cell.words("groupId"),
        class_title=class_title,
        category=category,
        value=Absence.NOT_REPORTED if value is None else value,
        printed=leaf.words if leaf else "",
        spread=figures.limit(cell.leaf("spread"), comment) if "spread" in members else None,
        lower=figures.limit(cell.leaf("lowerLimit"), comment) if "lowerLimit" in members else None,
        upper=figures.limit(cell.leaf("upperLimit"), comment) if "upperLimit" in members else None,
        comment=comment,
        span=value.span if isinstance(value, Number) else _cell(leaf, cell),
    )


def _cell(leaf: Leaf | None, block: Block) -> Span:
    return leaf.span if leaf else place(block, "groupId")
