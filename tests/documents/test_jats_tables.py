"""Tables keep their cells: where they stand, what they cover, which are heads."""

import pytest
from tests.documents.jats_made_up import article, parts

from trialgraph.model.document import Cell, Document, Table

ROWS = """
<thead><tr><th rowspan="2">Sign</th><th colspan="2">Group</th></tr>
<tr><td>Tea<xref ref-type="table-fn" rid="n1">a</xref></td><td>Water</td></tr></thead>
<tbody><tr><th>Sleep</th><td>4 (8)</td><td/></tr></tbody>
"""


def document(inside: str, around: str = "") -> Document:
    wrap = f"<table-wrap>{inside}</table-wrap>"
    return article(
        meta="", body=f"<sec><title>Results</title><p>Before.{wrap}</p>{around}<p>After.</p></sec>"
    )


def table(inside: str) -> tuple[Document, Table]:
    found = document(inside)
    (only,) = found.tables
    return found, only


def grid(found: Document, cells: tuple[Cell, ...]) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.rows, c.columns, found.words(c.span)) for c in cells]


def test_a_table_is_a_line_a_row_and_knows_its_cells() -> None:
    found, one = table(
        f"<label>Table 1</label><caption><title>Sleep</title><p>All readers.</p></caption>"
        f"<table>{ROWS}</table><table-wrap-foot><fn id='n1'><label>a</label><p>Green.</p></fn>"
        "</table-wrap-foot>"
    )
    assert found.words(one.span).splitlines() == [
        "Table 1. Sleep. All readers.",
        "Sign\tGroup",
        "\tTeaᵃ\tWater",
        "Sleep\t4 (8)\t",
        "a Green.",
    ]
    assert grid(found, one.cells) == [
        (0, 0, 2, 1, "Sign"),
        (0, 1, 1, 2, "Group"),
        (1, 1, 1, 1, "Teaᵃ"),
        (1, 2, 1, 1, "Water"),
        (2, 0, 1, 1, "Sleep"),
        (2, 1, 1, 1, "4 (8)"),
        (2, 2, 1, 1, ""),
    ]
    assert [cell.is_header for cell in one.cells] == [True] * 5 + [False] * 2
    assert one.label == "Table 1"
    assert one.caption is not None
    assert found.words(one.caption) == "Table 1. Sleep. All readers."
    assert [found.words(span) for span in one.footnotes] == ["a Green."]
    assert parts(found)[-2:] == [("table", "Table 1. Sleep. All readers."), ("results", "")]


def test_a_table_without_words_around_it() -> None:
    _, one = table("<table><tr><td>x</td></tr></table>")
    assert (one.label, one.caption, one.footnotes) == ("", None, ())


def test_the_foot_of_a_table_is_last_and_rows_may_stand_bare() -> None:
    found, one = table(
        "<table><!-- x --><tfoot><tr><td>f</td></tr></tfoot><tr><td>a</td></tr>"
        "<tbody><tr/><tr><td>b</td></tr></tbody></table>"
    )
    assert grid(found, one.cells) == [(0, 0, 1, 1, "a"), (2, 0, 1, 1, "b"), (3, 0, 1, 1, "f")]


def test_parts_of_one_table_follow_each_other() -> None:
    found, one = table(
        "<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table><array><tbody>"
        "<tr><td>c</td></tr></tbody></array>"
    )
    assert [(cell.row, found.words(cell.span)) for cell in one.cells] == [
        (0, "a"),
        (1, "b"),
        (2, "c"),
    ]


def test_of_several_forms_the_one_with_rows_is_read() -> None:
    found, one = table(
        "<alternatives><graphic/><table><tr><td>a</td></tr></table>"
        "<table><tr><td>b</td></tr></table></alternatives>"
    )
    assert [found.words(cell.span) for cell in one.cells] == ["a"]


def test_spans_of_the_older_table_model() -> None:
    found, one = table(
        "<table><tgroup><colspec colname='c1'/><colspec colname='c2'/><colspec colname='c3'/>"
        "<thead><row><entry morerows='1'>x</entry><entry namest='c2' nameend='c3'>y</entry></row>"
        "<row><entry namest='c3' nameend='c2'>z</entry></row></thead></tgroup></table>"
    )
    assert grid(found, one.cells) == [
        (0, 0, 2, 1, "x"),
        (0, 1, 1, 2, "y"),
        (1, 1, 1, 1, "z"),
    ]


@pytest.mark.parametrize("printed", ["0", "x", "-1", "9" * 5000, "²"])
def test_spans_that_are_none_count_one(printed: str) -> None:
    _, one = table(f"<table><tr><td colspan='{printed}' rowspan='{printed}'>x</td></tr></table>")
    assert (one.cells[0].rows, one.cells[0].columns) == (1, 1)


def test_very_wide_tables_are_cut() -> None:
    row = "<td colspan='999'>x</td><td colspan='9'>y</td><td>z</td>"
    found, one = table(f"<table><tr>{row}</tr></table>")
    assert grid(found, one.cells) == [(0, 0, 1, 999, "x"), (0, 999, 1, 1, "y")]


def test_cells_of_several_lines_are_one() -> None:
    found, one = table(
        "<table><tr><td><p>a</p><p>b<break/>c</p><list><list-item><p>d</p></list-item></list></td>"
        "<td>\u2003e</td></tr></table>"
    )
    assert [found.words(cell.span) for cell in one.cells] == ["a b c d", "\u2003e"]


def test_notes_of_every_layout() -> None:
    found, one = table(
        "<table><tr><td>a</td></tr></table><table-wrap-foot><!-- x --><p>One.</p><fn-group>"
        "<fn><p>Two.</p></fn><!-- y --><fn/></fn-group></table-wrap-foot><attrib>Three.</attrib>"
    )
    assert [found.words(span) for span in one.footnotes] == ["One.", "Two.", "Three."]


def test_a_picture_of_a_table_is_a_problem_with_its_place() -> None:
    found = document("<label>Table 2</label><caption><p>Cups</p></caption><graphic/>")
    (problem,) = found.problems
    assert problem.code == "table-is-a-picture"
    assert problem.span is not None
    assert found.words(problem.span) == "Table 2. Cups"
    assert found.tables == ()


def test_a_table_of_nothing_is_none() -> None:
    found = document("<label>Table 2</label>")
    assert (found.tables, found.problems) == ((), ())


def test_a_table_that_stands_bare_in_the_text() -> None:
    found = article(meta="", body="<p>a</p><table><tr><td>x</td></tr></table><p>b</p>")
    assert len(found.tables) == 1
    assert found.text.index("x") < found.text.index("\nb\n")
