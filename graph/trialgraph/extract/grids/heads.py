"""Where a table's heads are, and which columns belong to which arm."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trialgraph.extract.grids.grid import Column, ColumnKind, number_in
from trialgraph.extract.grids.raw import Placed
from trialgraph.extract.grids.values import is_value
from trialgraph.extract.grids.wording import (
    bare_grade,
    grade_in,
    is_graded,
    is_size,
    plain,
    statistic_in,
)
from trialgraph.extract.mentions.arms import find_arms
from trialgraph.extract.traced import Traced
from trialgraph.model.text import Number
from trialgraph.model.trial import Arm

_SIZE = re.compile(r"\b[Nn]\s?=\s?(?P<n>\d[\d,]{0,7})(?![.\d])")
_P = re.compile(r"(?i)^\W{0,3}(?:\w+[- ]){0,2}p(?:[- ]?values?)?(?=\W|$)|\bp[- ]?values?\b")
_EFFECT = re.compile(
    r"(?i)\b(?:hazard|odds|risk|rate|incidence rate) ratio|\brelative risk"
    r"|\b[as]?[HO]R\b(?! \(?n\b)|\bRR\b"
    r"|\bdifference\b|\bratio\b|β|\bbeta\b|\bcoefficient"
)
_INTERVAL = re.compile(r"(?i)\b\d\d\s?%\s?(?:exact )?(?:C\.?I\.?\b|confidence)|^C\.?I\.?$")
_TOTAL = re.compile(
    r"(?i)^(?:(?:all|total|overall|entire|whole|both|combined|pooled)\b"
    r"(?: (?:patients|subjects|participants|cohort|population|groups?|arms?|study|sample"
    r"|randomi[sz]ed|treated))*)$"
)
_WORDED = re.compile(r"[^\W_]")
_GENERIC = re.compile(
    r"(?i)^(?:(?:all|any|overall|total|no|number|patients?|events?|mean|median|value|treatment"
    r"|study|groups?|arms?"
    r"|range|sd|se|severity|toxicity|n|and|of|in|by|the|adverse|to)\b\W{0,3}){0,8}$"
)
_SHORT_HEAD = re.compile(r"(?i)\s?(?:group|arm)?\s?\(?\b[Nn]\s?=.*$|\s(?:group|arm)$")
_LONGEST_NOTE = 80
_FEWEST, _MOST_STUBS = 2, 5


@dataclass(frozen=True, slots=True)
class Head:
    """The rows of heads above some rows of values.

    Attributes:
        stubs: how many columns at the left hold labels.
        corner: words above the labels.
        sizes: patients by column, of a row ``n | 109 | 103``.
    """

    stubs: int
    corner: str
    columns: tuple[Column, ...]


Rows = list[list[Placed]]


def is_head_row(row: Sequence[Placed], *, first: bool) -> bool:
    """Tell whether a row names columns and holds no values."""
    worded = [cell for cell in row if cell.text]
    beside = [cell for cell in worded if cell.column > 0]
    if not beside:
        return first and bool(worded) and all(cell.is_head for cell in worded)
    if all(cell.is_head for cell in worded) and not any(_is_bare_value(cell) for cell in beside):
        return True
    named = [cell for cell in beside if _is_head_word(cell.text)]
    if first:
        return len(named) == len(beside) or not any(_is_bare_value(cell) for cell in beside)
    several = len(beside) >= _FEWEST and any(_SIZE.search(cell.text) for cell in beside)
    stub = any(cell.column == 0 for cell in worded)
    graded = len(beside) >= _FEWEST and all(grade_in(cell.text) for cell in beside)
    return len(named) == len(beside) and (several or graded or not stub)


def _is_bare_value(cell: Placed) -> bool:
    """Tell whether a head cell is a number that is neither a size nor a grade."""
    named = _is_head_word(cell.text) or (cell.is_head and bare_grade(cell.text, graded=True))
    return is_value(cell.text) and not named


def _is_head_word(text: str) -> bool:
    return bool(
        _SIZE.search(text)
        or _P.search(text)
        or _INTERVAL.search(text)
        or _EFFECT.search(text)
        or (not is_value(text) and (grade_in(text) or statistic_in(text)))
        or re.fullmatch(r"(?i)\(?(?:no\.?|n|%|number|n \(%\))\)?", text)
    )


def sizes_row(row: Sequence[Placed]) -> dict[int, Number]:
    """Return the sizes of columns that a row of nothing else prints (``n | 109 | 103``)."""
    label = " ".join(
        cell.text for cell in row if cell.column == 0 or not cell.text[:1].isdigit()
    ).strip()
    if not is_size(label):
        return {}
    beside = [cell for cell in row if cell.text[:1].isdigit()]
    if not all(re.fullmatch(r"\d[\d,]{0,7}", cell.text) for cell in beside):
        return {}
    return {cell.column: number_in(cell.words, 0, len(cell.text)) for cell in beside}


def names_arms(row: Sequence[Placed], arms: tuple[Arm, ...]) -> bool:
    """Tell whether the heads of a row name an arm."""
    return any(labels_in(cell.text, arms) for cell in row if cell.column > 0)


def aligned(rows: Rows, body: Rows) -> Rows:
    """Return heads that stand one column too far to the right over their rows, moved back."""
    width = max((cell.column + cell.columns for row in body for cell in row), default=0)
    worded = [cell for row in rows for cell in row if cell.text]
    if not worded or max(cell.column + cell.columns for cell in worded) != width + 1:
        return rows
    if min(cell.column for cell in worded) < _FEWEST:
        return rows
    return [[replace(cell, column=cell.column - 1) for cell in row if cell.column] for row in rows]


def spread(rows: Rows, arms: tuple[Arm, ...]) -> Rows:
    """Return heads, each arm's as wide as the heads below it repeat.

    Where tabs alone make the columns, an arm's head stands over its first column
    or over nothing of its own: ``Any | Severe | Any | Severe`` under two arms.
    """
    if not rows:
        return rows
    named = [[c for c in row if c.column > 0 and labels_in(c.text, arms)] for row in rows]
    above = next((cells for cells in named if len(cells) >= _FEWEST), [])
    below = [cell.text for cell in rows[-1] if cell.column > 0 and cell.text]
    width = len(below) // max(1, len(above))
    repeats = above and below == below[:width] * len(above) and width >= _FEWEST
    if not repeats or any(cell.columns > 1 for cell in above):
        return rows
    wide = [
        replace(cell, column=1 + number * width, columns=width) for number, cell in enumerate(above)
    ]
    stubs = [cell for row in rows[:-1] for cell in row if cell.column == 0]
    return [[*stubs, *wide], rows[-1]]


def head_of(
    rows: Rows, body: Rows, sizes: dict[int, Number], arms: tuple[Arm, ...], notes: str
) -> Head:
    """Return the head that rows of heads make, with every column bound as far as it is sure."""
    width = max((cell.column + cell.columns for row in [*rows, *body] for cell in row), default=1)
    stacks = [_stack(rows, column) for column in range(width)]
    shared = _shared(stacks)
    columns = [_column(number, stack, arms, notes) for number, stack in enumerate(stacks)]
    columns = [
        replace(column, n=column.n or _size_at(sizes, column.number, stacks)) for column in columns
    ]
    columns = _by_size(_by_elimination(columns, arms), arms)
    stubs = _stubs(columns, body)
    columns = [_grouped(column, stacks[column.number], shared, arms) for column in columns]
    columns = _settled(columns, stacks, arms)
    corner = " ".join(cell.text for stack in stacks[:stubs] for cell in stack)
    return Head(stubs, corner, tuple(columns[stubs:]))


def _stubs(columns: list[Column], body: Rows) -> int:
    """Return how many columns at the left hold labels: the first, and others without values."""
    for column in columns[1:_MOST_STUBS]:
        cells = [c.text for row in body for c in row if c.column == column.number and c.text]
        valued = sum(map(is_value, cells))
        if column.kind != "other" or column.n or valued * _FEWEST > len(cells):
            return column.number
    return 1


def _settled(
    columns: list[Column], stacks: list[list[Placed]], arms: tuple[Arm, ...]
) -> list[Column]:
    """Return columns; two heads that name one arm are told apart by size, or not bound."""
    names: dict[tuple[str, str], set[int]] = {}
    for column in columns:
        if column.kind == "arm":
            found = names.setdefault((column.arm, column.group), set())
            found.add(_namer(stacks[column.number], arms))
    return [
        _told_apart(column, columns, len(names[column.arm, column.group]), arms)
        if column.kind == "arm" and len(names[column.arm, column.group]) > 1
        else column
        for column in columns
    ]


def _told_apart(column: Column, columns: list[Column], heads: int, arms: tuple[Arm, ...]) -> Column:
    """Return a column bound to the arm of its size, where each of the heads has another one."""
    label = _of_size(column.n, arms)
    fits = {_of_size(one.n, arms) for one in columns if one.arm == column.arm}
    if label and len(fits - {""}) == heads:
        return replace(column, arm=label)
    return replace(column, kind="other", arm="")


def _namer(stack: list[Placed], arms: tuple[Arm, ...]) -> int:
    """Return which head names the arm of a column, by where it stands."""
    named = [cell.column + 1_000 * cell.row for cell in stack if labels_in(cell.text, arms)]
    return named[-1] if named else -1


def _of_size(n: Number | None, arms: tuple[Arm, ...]) -> str:
    """Return the only arm of a size."""
    fits = [arm.label for arm in arms if n and arm.n and arm.n.value == n.value]
    return fits[0] if len(fits) == 1 else ""


def _stack(rows: Rows, column: int) -> list[Placed]:
    """Return the heads above a column, top to bottom."""
    return [
        cell
        for row in rows
        for cell in row
        if cell.text and cell.column <= column < cell.column + cell.columns
    ]


def _shared(stacks: list[list[Placed]]) -> set[int]:
    """Return the heads (by identity) that stand above all columns of values."""
    beside = [{id(cell) for cell in stack} for stack in stacks[1:] if stack]
    return set.intersection(*beside) if len(beside) > 1 else set()


def _size_at(sizes: dict[int, Number], column: int, stacks: list[list[Placed]]) -> Number | None:
    """Return the size in a column, or in the first column of the arm's head above it."""
    if column in sizes:
        return sizes[column]
    for cell in stacks[column]:
        if cell.columns > 1 and cell.column in sizes:
            return sizes[cell.column]
    return None


def _column(number: int, stack: list[Placed], arms: tuple[Arm, ...], notes: str) -> Column:
    words = " ".join(cell.text for cell in stack)
    head = tuple(cell.words for cell in stack)
    n = next((size for size in map(_size, reversed(head)) if size), None)
    kind, arm = _kind(stack, words, arms, notes)
    return Column(number, kind, arm, head, n, words=words)


def _size(head: Traced) -> Number | None:
    match = _SIZE.search(head.text)
    return number_in(head, *match.span("n")) if match else None


def _kind(
    stack: list[Placed], words: str, arms: tuple[Arm, ...], notes: str
) -> tuple[ColumnKind, str]:
    if _P.search(words):
        return "p", ""
    last = stack[-1].text if stack else ""
    if _INTERVAL.search(last) and not _EFFECT.search(last) and not labels_in(words, arms):
        return "interval", ""
    for cell in reversed(stack):
        label = arm_in(cell.text, arms, notes)
        if label and not (_EFFECT.search(cell.text) and len(labels_in(cell.text, arms)) > 1):
            return "arm", label
    if any(_EFFECT.search(cell.text) for cell in stack):
        return "effect", ""
    bare = [
        re.sub(rf"\(?{_SIZE.pattern}\)?|[,(]?\s?(?:n|No\.?)?\s?\(?%\)?", "", cell.text)
        for cell in stack
    ]
    if any(_TOTAL.match(" ".join(one.split())) for one in bare) and not is_graded(words):
        return "total", ""
    return "other", ""


def labels_in(words: str, arms: tuple[Arm, ...]) -> set[str]:
    """Return the arms that a head names; it begins with a capital where names may not."""
    small = words[:1].lower() + words[1:]
    return {mention.value for text in (words, small) for mention in find_arms(text, arms)}


def arm_in(words: str, arms: tuple[Arm, ...], notes: str) -> str:
    """Return the one arm that a head names, by itself or by what the notes say it is short for."""
    found = labels_in(words, arms)
    if not found:
        short = _SHORT_HEAD.sub("", words).strip()
        if re.fullmatch(r"[A-Za-z][\w+/-]{0,9}", short):
            match = re.search(
                rf"(?<![\w-]){re.escape(short)}\s?[:,=]\s?([^;.]{{3,{_LONGEST_NOTE}}})", notes
            )
            found = labels_in(match[1], arms) if match else set()
    return found.pop() if len(found) == 1 else ""


def _by_size(columns: list[Column], arms: tuple[Arm, ...]) -> list[Column]:
    """Return columns, a nameless one bound to the only arm of its size."""
    bound = {column.arm for column in columns}
    free = [arm for arm in arms if arm.label not in bound and arm.n]
    sizes = [arm.n.value for arm in arms if arm.n]
    fitting = {arm.n.value: arm.label for arm in free if arm.n and sizes.count(arm.n.value) == 1}
    return [
        replace(column, kind="arm", arm=fitting[column.n.value])
        if column.kind == "other" and column.n and column.n.value in fitting
        else column
        for column in columns
    ]


def _by_elimination(columns: list[Column], arms: tuple[Arm, ...]) -> list[Column]:
    """Return columns, the last nameless group bound to the last arm without a column."""
    bound = {column.arm for column in columns if column.arm}
    left = [arm.label for arm in arms if arm.label not in bound]
    others = [column for column in columns if column.kind == "other" and column.n]
    heads = {str(column.n.span) for column in others if column.n}
    if not bound or len(left) != 1 or len(heads) != 1:
        return columns
    return [replace(c, kind="arm", arm=left[0]) if c in others else c for c in columns]


def _grouped(
    column: Column, stack: list[Placed], shared: set[int], arms: tuple[Arm, ...]
) -> Column:
    """Return a column with the words that narrow its arm down, where they have a size."""
    own = [cell for cell in stack if id(cell) not in shared]
    if not any(labels_in(cell.text, arms) for cell in stack):
        own = own[1:]  # the first head is the arm's, known by its size
    for cell in own:
        if column.kind != "arm" or labels_in(cell.text, arms):
            continue
        words = plain(cell.text)
        if (
            not _WORDED.search(words)
            or _GENERIC.match(words)
            or grade_in(words)
            or bare_grade(words, graded=True)
        ):
            continue
        return replace(column, group=words)
    return column
