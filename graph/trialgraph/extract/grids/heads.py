"""Where a table's heads are, and which columns belong to which arm."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from trialgraph.extract.grids.grid import Column, ColumnKind, number_in
from trialgraph.extract.grids.head_names import arm_in, labels_in, noted_meaning
from trialgraph.extract.grids.raw import Placed
from trialgraph.extract.grids.values import is_value
from trialgraph.extract.grids.wording import (
    bare_grade,
    grade_in,
    is_graded,
    is_size,
    plain,
    statistic_in,
    without_grade,
)
from trialgraph.extract.traced import Traced
from trialgraph.model import lazy
from trialgraph.model.text import Number
from trialgraph.model.trial import Arm

_SIZE = lazy.regex(r"\b[Nn]\s?=\s?(?P<n>\d[\d,]{0,7})(?![.\d])")
_BARE_SIZE = lazy.regex(r"[A-Za-z][^()]{2,60}\((?P<n>\d[\d,]{1,7})\)$")
_P = lazy.regex(r"(?i)^\W{0,3}(?:\w+[- ]){0,2}p(?:[- ]?values?)?(?=\W|$)|\bp[- ]?values?\b")
_ONLY_P = lazy.regex(r"(?i)p(?:[- ]?values?)?\W?[a-z*]?$")
_EFFECT = lazy.regex(
    r"(?i:\b(?:hazard|odds|risk|rate|incidence rate) ratio|\brelative risk|\bdifference\b"
    r"|\bratio\b|β|\bbeta\b|\bcoefficient)"
    r"|\b[as]?[HO]R\b(?! \(?[Nn]\b)|\bRR\b"  # in capitals: "Grade 3 or 4" is no ratio
)
_INTERVAL = lazy.regex(r"(?i)\b\d\d\s?%\s?(?:exact )?(?:C\.?I\.?\b|confidence)|^C\.?I\.?$")
_TOTAL = lazy.regex(
    r"(?i)^(?:(?:all|total|overall|entire|whole|both|combined|pooled)\b"
    r"(?: (?:patients|subjects|participants|cohort|population|groups?|arms?|study|sample"
    r"|randomi[sz]ed|treated))*)$"
)
_WORDED = lazy.regex(r"[^\W_]")
_GENERIC = lazy.regex(
    r"(?i)^(?:(?:all|any|overall|total|no|number|patients?|events?|mean|median|value|treatment"
    r"|study|groups?|arms?"
    r"|range|sd|se|severity|toxicit(?:y|ies)|grades?|grading|nci|ctc|ctcae|who|version|v?\d(?:\.\d)?"
    r"|worst|maximum|highest|percent(?:age)?|n|and|or|of|in|by|the|adverse|to|per)\b\W{0,3}){0,8}$"
)
_GROUP = lazy.regex(r"(?i)\w[- ](?:arm|group)\b")
_ROLE_HEAD = lazy.regex(
    r"(?i)(?:the )?(?:intervention|experimental|active|(?P<control>controls?|comparison"
    r"|usual care))(?:[- ](?:group|arm|treatment))?\s?,?(?:\(?n\s?=.*)?$"
)
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
    if first and _is_of_grades(worded):
        return True
    if first:
        return len(named) == len(beside) or not any(_is_bare_value(cell) for cell in beside)
    several = len(beside) >= _FEWEST and any(_SIZE.search(cell.text) for cell in beside)
    stub = any(cell.column == 0 for cell in worded)
    graded = len(beside) >= _FEWEST and all(grade_in(cell.text) for cell in beside)
    return len(named) == len(beside) and (several or graded or not stub)


def _is_of_grades(worded: Sequence[Placed]) -> bool:
    """Tell whether a row names grades and nothing else: ``Any grade | 3 | 4 | 5``."""
    beside = [cell.text for cell in worded if cell.column > 0]
    spelt = [text for text in beside if grade_in(text)]
    bare = [text for text in beside if bare_grade(text, graded=True)]
    return bool(spelt and bare) and len(spelt) + len(bare) == len(beside)


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
    columns = _by_size(_by_elimination(_by_role(columns, arms), arms, notes), arms)
    columns = _of_the_only(columns, arms)
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
    names: dict[tuple[str, str, str], set[int]] = {}
    for column in columns:
        if column.kind == "arm":
            found = names.setdefault(_place(column), set())
            found.add(_namer(stacks[column.number], arms))
    return [
        _told_apart(column, columns, len(names[_place(column)]), arms)
        if column.kind == "arm" and len(names[_place(column)]) > 1
        else column
        for column in columns
    ]


def _place(column: Column) -> tuple[str, str, str]:
    """Return what only one head may name: an arm, or a part of it, under one grade."""
    grades = [head.text for head in column.head if grade_in(head.text)]
    return column.arm, column.group, " ".join(grades)


def _told_apart(column: Column, columns: list[Column], heads: int, arms: tuple[Arm, ...]) -> Column:
    """Return a column bound to the arm of its size, where each of the heads has another one."""
    label = _of_size(column.n, arms)
    fits = {_of_size(one.n, arms) for one in columns if one.arm == column.arm}
    if label and len(fits - {""}) == heads:
        return replace(column, arm=label)
    return replace(column, kind="other", arm="")


def _namer(stack: list[Placed], arms: tuple[Arm, ...]) -> int:
    """Return which head names the arm of a column, by where it stands.

    One that names no arm in words stands for it by its size or by a note: the head with
    the size, as each arm has its own.
    """
    named = [cell for cell in stack if labels_in(cell.text, arms)]
    named = named or [cell for cell in stack if _SIZE.search(cell.text)]
    return named[-1].column + 1_000 * named[-1].row if named else -1


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
    if kind == "arm":
        n = n or next((size for size in map(_bare_size, reversed(head)) if size), None)
    return Column(number, kind, arm, head, n, words=words)


def _size(head: Traced) -> Number | None:
    match = _SIZE.search(head.text)
    return number_in(head, *match.span("n")) if match else None


def _bare_size(head: Traced) -> Number | None:
    """Return the size of ``Placebo (412)``."""
    match = _BARE_SIZE.match(head.text)
    return number_in(head, *match.span("n")) if match else None


def _kind(
    stack: list[Placed], words: str, arms: tuple[Arm, ...], notes: str
) -> tuple[ColumnKind, str]:
    last = stack[-1].text if stack else ""
    if _P.search(words) or _ONLY_P.match(last):
        return "p", ""
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


def compares(words: str) -> bool:
    """Tell whether a head stands over what compares arms: p values, ratios, their intervals."""
    return bool(_P.search(words) or _EFFECT.search(words) or _INTERVAL.match(words))


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


def _by_role(columns: list[Column], arms: tuple[Arm, ...]) -> list[Column]:
    """Return columns, those headed ``Intervention`` and ``Control`` bound to the arms of a pair."""
    labels = {arm.role: arm.label for arm in arms}
    named = {one.number: role for one in columns if one.kind == "other" and (role := _role(one))}
    is_pair = len(arms) == len(labels) == _FEWEST
    if not is_pair or not set(labels) >= _ROLES or set(named.values()) != _ROLES:
        return columns
    if any(column.arm for column in columns):
        return columns
    return [
        replace(one, kind="arm", arm=labels[named[one.number]]) if one.number in named else one
        for one in columns
    ]


_ROLES = frozenset({"experimental", "control"})


def _role(column: Column) -> Literal["experimental", "control", ""]:
    """Return the role that the heads of a column name."""
    for head in column.head:
        if match := _ROLE_HEAD.match(head.text):
            return "control" if match["control"] else "experimental"
    return ""


def _by_elimination(columns: list[Column], arms: tuple[Arm, ...], notes: str) -> list[Column]:
    """Return columns, the last nameless group bound to the last arm without a column."""
    bound = {column.arm for column in columns if column.arm}
    left = [arm for arm in arms if arm.label not in bound]
    others = [one for one in columns[1:] if one.kind == "other" and _is_of_group(one)]
    heads = {one.n.span if one.n else one.head[0].span(0, 1) for one in others}
    if not bound or len(left) != 1 or len(heads) != 1:
        return columns
    if any(_is_another(head.text, left[0], notes) for c in others for head in c.head):
        return columns
    return [replace(c, kind="arm", arm=left[0].label) if c in others else c for c in columns]


def _is_of_group(column: Column) -> bool:
    """Tell whether a column is that of a group: its head has a size, or says so."""
    return column.n is not None or any(_GROUP.search(head.text) for head in column.head)


def _of_the_only(columns: list[Column], arms: tuple[Arm, ...]) -> list[Column]:
    """Return columns, all bound to the arm of a trial that has one and whose heads name none."""
    beside = [column for column in columns[1:] if column.words]
    if len(arms) != 1 or not beside or not all(map(_is_nameless, beside)):
        return columns
    return [replace(c, kind="arm", arm=arms[0].label) if c in beside else c for c in columns]


def _is_nameless(column: Column) -> bool:
    """Tell whether the heads of a column say what its numbers are, and not whose."""
    words = without_grade(re.sub(rf"\(?{_SIZE.pattern}\)?|[()\[\]%]", "", column.words))
    return column.kind in {"other", "total"} and _GENERIC.match(words.strip()) is not None


def _is_another(head: str, arm: Arm, notes: str) -> bool:
    """Tell whether the notes explain a head by words that an arm has none of."""
    meant = noted_meaning(head, notes)
    names = " ".join((arm.label, *arm.aliases, *(part.name for part in arm.interventions)))
    own = set(re.findall(r"[a-z]{4,}", names.lower()))
    return bool(meant) and own.isdisjoint(re.findall(r"[a-z]{4,}", meant.lower()))


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
