"""Estimates side by side: no measure beside another, no invented limit, nothing pooled."""

import pytest

from trialgraph.catalogue.answer import AnswerRow
from trialgraph.catalogue.effect_forest import EffectGroup, effect_forest, effect_groups

Value = str | float | None


def estimate(**cells: Value) -> AnswerRow:
    """Return an estimate with these cells."""
    usual: dict[str, Value] = {"label": "T", "endpoint": "OS", "measure": "HR", "value": 0.8}
    return AnswerRow({**usual, **cells}, ())


def group(*rows: AnswerRow, measure: str = "HR") -> EffectGroup:
    """Return these rows as a group."""
    return EffectGroup("OS", measure, rows)


def test_measures_and_end_points_never_share_an_axis() -> None:
    rows = [
        estimate(),
        estimate(measure="OR"),
        estimate(endpoint="PFS"),
        estimate(value=0.9),
    ]
    found = effect_groups(rows)
    assert [one.title for one in found] == ["OS, HR", "OS, OR", "PFS, HR"]
    assert [len(one.rows) for one in found] == [2, 1, 1]


@pytest.mark.parametrize(
    ("cells", "ends", "figures"),
    [
        ({"lower": 0.6, "upper": 0.9}, (0.6, 0.9), "0.8 (0.6 to 0.9)"),
        ({"upper": 0.9, "value_printed": "0.80"}, (None, 0.9), "0.80 (upper limit 0.9)"),
        ({"lower": 0.6}, (0.6, None), "0.8 (lower limit 0.6)"),
        ({}, (None, None), "0.8 (no interval)"),
    ],
)
def test_no_limit_is_invented(
    cells: dict[str, Value], ends: tuple[float | None, float | None], figures: str
) -> None:
    plot = effect_forest(group(estimate(**cells)))
    assert plot is not None
    (row,) = plot.rows
    assert ((row.low, row.high), row.figures, row.weight) == (ends, figures, None)
    assert plot.description == f"1. T {figures}. Nothing is pooled here."


def test_ratios_are_drawn_on_a_logarithmic_axis_and_differences_are_not() -> None:
    ratio, difference = (
        effect_forest(group(estimate(measure=one), measure=one)) for one in ("HR", "MD")
    )
    assert ratio is not None
    assert difference is not None
    assert (ratio.scale, ratio.null) == ("log", 1.0)
    assert (difference.scale, difference.null) == ("linear", 0.0)


def test_what_has_no_place_on_an_axis_is_left_to_the_table() -> None:
    assert effect_forest(group(estimate(value=None))) is None
    assert effect_forest(group(estimate(value=0.0))) is None
    assert effect_forest(group(estimate(measure="VE"), measure="VE")) is None
    plot = effect_forest(group(estimate(value=None), estimate(value=0.7)))
    assert plot is not None
    assert [row.label for row in plot.rows] == ["2. T"]


def test_a_side_is_named_where_all_estimates_agree_on_it() -> None:
    left = estimate(value=0.8, direction="experimental")
    also = estimate(value=1.2, direction="comparator")
    against = estimate(value=0.7, direction="comparator")
    agreed, unclear, unknown = (
        effect_forest(group(*rows)) for rows in ((left, also), (left, against), (estimate(),))
    )
    assert agreed is not None
    assert agreed.favours == ("favours experimental", "favours comparator")
    assert unclear is not None
    assert unclear.favours == ("", "")
    assert unknown is not None
    assert unknown.favours == ("", "")


def test_a_label_keeps_what_tells_rows_apart() -> None:
    cells = {"stage": "interim", "assessor": "independent", "population": "subgroup: men over 65"}
    plot = effect_forest(group(estimate(**cells)))
    assert plot is not None
    assert plot.rows[0].label == "1. T, interim, independent, subgroup: men over 65"
