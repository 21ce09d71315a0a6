"""Which of two groups of an analysis is the numerator, or the one that the other is taken from."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from trialgraph.extract.record_values import same
from trialgraph.model import lazy
from trialgraph.model.registry import Analysis, OutcomeMeasure, ResultGroup
from trialgraph.model.result import Measure
from trialgraph.model.text import Number
from trialgraph.model.trial import ArmRole
from trialgraph.model.values import dataclass

_AGAINST = lazy.regex(
    r"\b(?P<listed>versus|vs\.?|v\.|compared (?:to|with)|against)(?=\s)"
    r"|\b(?:minus|relative to|over|divided by)(?=\s)|(?<=\s)[-/](?=\s)"
)
_REFERENCE = lazy.regex(
    r"\b(?:reference|comparator|denominator)(?: (?:group|arm|category|treatment|level))?"
    r"(?: (?:is|was|being|=)|:)?\s(?:the )?\x00(?P<mark>[01])\x00"
)
_BEFORE = lazy.regex(r"\x00([01])\x00[\s\"')]*(?:group|arm|treatment)?\s*$")
_AFTER = lazy.regex(r"\s*[\"'(]*(?:the )?\x00([01])\x00")
_NO_TREATMENT = frozenset({"PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION"})
_DIFFERENCES: frozenset[Measure] = frozenset({"MD", "RD", "difference"})
_PAIR = 2
_LONGEST = 2000
_ALIKE = Decimal("0.25")
_RULE = "registered analysis"


class Direction(NamedTuple):
    """Arms of an estimate; both ``None`` where the record leaves open which is which."""

    experimental: str | None = None
    comparator: str | None = None
    rule: str = _RULE


class ArmTypes(NamedTuple):
    """What is known of the arms of a study, by label.

    Attributes:
        doubtful: pairs of arms whose values run against their types in one analysis; there
            the types tell nothing about the others.
    """

    roles: dict[str, ArmRole]
    types: dict[str, str]
    doubtful: frozenset[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Compared:
    """An analysis that compares two groups.

    Attributes:
        row: title of the row of the outcome's table that it is of, ``None`` where unknown.
    """

    pair: tuple[ResultGroup, ResultGroup]
    outcome: OutcomeMeasure
    analysis: Analysis
    measure: Measure
    row: str | None


def direction(compared: Compared, types: ArmTypes) -> Direction:
    """Return which arm is held against which.

    What the record says of the analysis counts first, then the groups' own values, where
    one less the other is the printed difference to its last digit, then the types of the
    arms. What the next of these denies stays open.
    """
    one, other = (group.arm for group in compared.pair)
    if one is None or other is None or one == other:
        return Direction()
    said, is_sure = _said(compared)
    typed = _by_type(one, other, types)
    shown = _by_values(compared, exactly=True)
    for first, way in ((said, "as said"), (shown, "by values"), (typed, "by arm types")):
        if first is not None:
            rivals = {typed, shown} if way == "as said" and not is_sure else {shown}
            if rivals - {first, None} or _by_values(compared, exactly=False) not in {first, None}:
                break
            return Direction(
                *((one, other) if first == 0 else (other, one)), f"{_RULE}, direction {way}"
            )
    return Direction()


def _said(compared: Compared) -> tuple[int | None, bool]:
    """Return which group words put first, 0 or 1, and whether they say that it is so.

    "A vs B" in the description of the groups may merely list them.
    """
    analysis = compared.analysis
    sure = (analysis.estimate_comment, analysis.parameter)
    for words in (*sure, analysis.group_description, analysis.method_comment):
        first, is_explicit = _first_in(words, compared.pair)
        if first is not None:
            return first, is_explicit or words in sure
    return None, False


def _first_in(words: str, pair: tuple[ResultGroup, ResultGroup]) -> tuple[int | None, bool]:
    text = _marked(words, pair)
    if "\x00" not in text:
        return None, False
    reference = _REFERENCE.search(text)
    if reference:
        return 1 - int(reference["mark"]), True
    found: dict[int, bool] = {}
    for match in _AGAINST.finditer(text):
        before = _BEFORE.search(text[: match.start()])
        after = _AFTER.match(text[match.end() :])
        if before and after and before[1] != after[1]:
            first = int(before[1])
            found[first] = found.get(first, False) or match["listed"] is None
    return next(iter(found.items())) if len(found) == 1 else (None, False)


def _marked(words: str, pair: tuple[ResultGroup, ResultGroup]) -> str:
    """Return words with each title of a group put as a mark, the longer title first."""
    text = same(words[:_LONGEST]).replace("\x00", " ")
    titles = [(same(group.title), number) for number, group in enumerate(pair)]
    for title, number in sorted(titles, key=lambda one: -len(one[0])):
        text = re.sub(rf"(?<!\w){re.escape(title)}(?!\w)", f"\x00{number}\x00", text)
    return text


def doubtful_pairs(analyses: Iterable[Compared], types: ArmTypes) -> frozenset[frozenset[str]]:
    """Return the pairs of arms of which an analysis holds the control against the tested one."""
    found: set[frozenset[str]] = set()
    for compared in analyses:
        one, other = (group.arm for group in compared.pair)
        if one and other and one != other:
            shown, typed = _by_values(compared, exactly=True), _by_type(one, other, types)
            if shown is not None and typed is not None and shown != typed:
                found.add(frozenset((one, other)))
    return frozenset(found)


def _by_type(one: str, other: str, types: ArmTypes) -> int | None:
    """Return which arm is tested where the other is a control, by what they are registered as."""
    if frozenset((one, other)) in types.doubtful:
        return None
    ranks = [_rank(label, types) for label in (one, other)]
    if ranks[0] == ranks[1] or min(ranks) > 0:
        return None
    return 0 if ranks[0] > ranks[1] else 1


def _rank(label: str, types: ArmTypes) -> int:
    """Return 0 for a control, 1 for what is given beside controls of no treatment, 2 if tested."""
    if types.roles.get(label) == "control" or types.types.get(label) in _NO_TREATMENT:
        return 0
    return 2 if types.roles.get(label) == "experimental" else 1


def _by_values(compared: Compared, *, exactly: bool) -> int | None:
    """Return the group whose value less the other's is the printed difference.

    Args:
        compared: the analysis.
        exactly: to the last printed digit; else the sign must tell, and the size nearly.
    """
    value = compared.analysis.value
    values = _values(compared)
    if (
        compared.measure not in _DIFFERENCES
        or not isinstance(value, Number)
        or len(values) != _PAIR
    ):
        return None
    difference = values[0].value - values[1].value
    if not difference or not value.value:
        return None
    rounding = sum(Decimal(1).scaleb(-each.decimals) for each in (*values, value)) / 2
    allowed = rounding if exactly else max(rounding, abs(value.value) * _ALIKE)
    ways = [abs(each - value.value) <= allowed for each in (difference, -difference)]
    if ways[0] == ways[1]:
        return None
    return 0 if ways[0] else 1


def _values(compared: Compared) -> list[Number]:
    """Return the values of the two groups in the one row that the analysis is of."""
    rows = {(each.class_title, each.category) for each in compared.outcome.measurements}
    if len(rows) > 1 and compared.row is not None:
        rows = {row for row in rows if row[0] == compared.row}
    if len(rows) != 1:
        return []
    (row,) = rows
    found = {
        each.group: each.value
        for each in compared.outcome.measurements
        if (each.class_title, each.category) == row and isinstance(each.value, Number)
    }
    values = [found.get(group.identifier) for group in compared.pair]
    return [value for value in values if value is not None]
