"""A forest plot: what stands where, and what a reader without sight is told."""

from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

import pytest

from trialgraph.catalogue.forest import Forest, ForestRow, forest_svg

PHONE = 390  # pixels
SVG = "{http://www.w3.org/2000/svg}"
CLOSED = ForestRow(
    label="First", value=0.65, low=0.54, high=0.78, figures="0.65 (0.54-0.78)", weight=0.7
)
ONE_SIDED = ForestRow(
    label="Second", value=0.76, low=None, high=0.967, figures="0.76 (<0.967)", weight=0.3
)
POOLED = ForestRow(
    label="Common effect",
    value=0.68,
    low=0.58,
    high=0.79,
    figures="0.68 (0.58-0.79)",
    is_pooled=True,
)
PLOT = Forest(
    title="Progression-free survival",
    description="Two trials, and what they pool to.",
    rows=[CLOSED, ONE_SIDED, POOLED],
    scale="log",
    null=1.0,
    favours=("favours A", "favours B"),
)


def drawn(forest: Forest) -> Element:
    return fromstring(forest_svg(forest))  # noqa: S314 - our own drawing


def texts(svg: Element) -> list[str]:
    return [found.text or "" for found in svg.iter(f"{SVG}text")]


def polygons(svg: Element, kind: str) -> list[list[float]]:
    """Return the horizontal places of the corners of arrows or diamonds."""
    return [
        [float(corner.split(",")[0]) for corner in found.attrib["points"].split()]
        for found in svg.iter(f"{SVG}polygon")
        if found.attrib["class"] == kind
    ]


def squares(svg: Element) -> list[tuple[float, float]]:
    """Return middle and width of each square."""
    return [
        (float(found.attrib["x"]) + float(found.attrib["width"]) / 2, float(found.attrib["width"]))
        for found in svg.iter(f"{SVG}rect")
    ]


def ticks(svg: Element) -> list[str]:
    return [
        found.text or ""
        for found in svg.iter(f"{SVG}text")
        if found.attrib["text-anchor"] == "middle"
    ]


def test_it_says_what_it_shows() -> None:
    svg = drawn(PLOT)
    assert svg.attrib["role"] == "img"
    named = svg.attrib["aria-labelledby"].split()
    told = {found.attrib["id"]: found.text for found in svg if "id" in found.attrib}
    assert [told[one] for one in named] == [PLOT.title, PLOT.description]


def test_every_row_carries_its_figures_as_text() -> None:
    shown = texts(drawn(PLOT))
    for row in PLOT.rows:
        assert {row.label, row.figures} <= set(shown)
    assert {"← favours A", "favours B →"} <= set(shown)


def test_a_long_label_is_cut_and_stands_whole_in_the_title_of_its_row() -> None:
    long = "An acronym, interim analysis, by the committee, in men over 65 years of age"
    svg = drawn(replace(PLOT, rows=[replace(CLOSED, label=long), ONE_SIDED]))
    assert [one.text for one in svg.iterfind(f"{SVG}g/{SVG}title")] == [long]
    (cut,) = (one for one in texts(svg) if one.endswith("…"))
    assert long.startswith(cut.removesuffix("…"))


def test_a_narrow_drawing_has_all_words_and_no_line_through_them() -> None:
    svg = fromstring(forest_svg(PLOT, is_narrow=True))  # noqa: S314 - our own drawing
    width = float(svg.attrib["viewBox"].split()[2])
    assert width <= PHONE
    assert set(texts(drawn(PLOT))) <= set(texts(svg))
    words = {float(one.attrib["y"]) for one in svg.iter(f"{SVG}text")}
    dashed = [one.attrib for one in svg.iter(f"{SVG}line") if "stroke-dasharray" in one.attrib]
    assert len(dashed) == len(PLOT.rows)
    for line in dashed:
        assert not any(float(line["y1"]) < y < float(line["y2"]) for y in words)
        assert 0 < float(line["x1"]) < width


def test_sides_without_names_are_not_written() -> None:
    assert not [text for text in texts(drawn(replace(PLOT, favours=("", "")))) if "←" in text]


def test_values_stand_in_their_order_and_squares_have_their_weight() -> None:
    (first, large), (second, small) = squares(drawn(PLOT))
    assert first < second
    assert large > small


def test_an_open_side_ends_in_an_arrow() -> None:
    svg = drawn(PLOT)
    ((tip, *_),) = polygons(svg, "open")
    assert tip < squares(svg)[1][0]


def test_a_limit_beyond_the_axis_ends_in_an_arrow() -> None:
    wide = ForestRow(label="Wide", value=0.5, low=0.001, high=900.0, figures="0.5 (0.001-900)")
    assert len(polygons(drawn(replace(PLOT, rows=[wide])), "open")) == 2


def test_what_is_pooled_is_a_diamond_from_limit_to_limit() -> None:
    svg = drawn(PLOT)
    ((low, value, high, _),) = polygons(svg, "pooled")
    assert low < value < high
    assert len(squares(svg)) == 2


def test_a_pooled_row_without_limits_is_drawn_as_an_estimate() -> None:
    svg = drawn(replace(PLOT, rows=[replace(POOLED, low=None)]))
    assert not polygons(svg, "pooled")
    assert len(squares(svg)) == 1


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([CLOSED], ["1"]),
        ([replace(CLOSED, low=0.2, high=2.0)], ["0.2", "0.5", "1", "2"]),
        ([replace(CLOSED, value=0.9, low=0.88, high=0.92)], ["1"]),
    ],
)
def test_ratios_have_round_ticks(rows: list[ForestRow], expected: list[str]) -> None:
    assert ticks(drawn(replace(PLOT, rows=rows)))[-len(expected) :] == expected


def test_differences_have_round_ticks_on_both_sides_of_nothing() -> None:
    rows = [replace(CLOSED, value=1.2, low=-3.1, high=5.5)]
    shown = ticks(drawn(replace(PLOT, rows=rows, scale="linear", null=0.0)))
    assert "0" in shown
    assert [float(one) for one in shown] == sorted(float(one) for one in shown)


def test_one_value_at_the_null_still_has_an_axis() -> None:
    rows = [replace(CLOSED, value=0.0, low=None, high=None)]
    svg = drawn(replace(PLOT, rows=rows, scale="linear", null=0.0))
    assert "0" in ticks(svg)


def test_words_are_escaped() -> None:
    svg = drawn(replace(PLOT, rows=[replace(CLOSED, label="A < B & C")]))
    assert "A < B & C" in texts(svg)


@pytest.mark.parametrize(
    "rows", [[], [replace(CLOSED, low=0.0)], [replace(CLOSED, value=-1.0, low=None)]]
)
def test_what_cannot_be_drawn_is_refused(rows: list[ForestRow]) -> None:
    with pytest.raises(ValueError, match="numbers above 0"):
        forest_svg(replace(PLOT, rows=rows))
