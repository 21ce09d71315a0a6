"""Text whose source marks up heights and tables is read by those marks alone."""

import pytest
from tests.documents.jats_made_up import article

from trialgraph.extract.claims import cited_numbers
from trialgraph.extract.view import ReadingView

BIBR = '<xref ref-type="bibr" rid="r">{}</xref>'


def view(paragraph: str, around: str = "") -> ReadingView:
    body = f"<sec><title>Discussion</title><p>{paragraph}</p>{around}</sec>"
    return ReadingView(article(meta="", body=body))


@pytest.mark.parametrize(
    ("marked_up", "read"),
    [
        (f"After 9 months{BIBR.format(4)} of tea.", "After 9 months of tea."),
        ("HR<sup>+</sup> and HER2<sup>&#8722;</sup> disease", "HR+ and HER2- disease"),
        ("Ca<sup>2+</sup> at 10<sup>9</sup>/L", "Ca²⁺ at 10⁹/L"),
        ("BRAF<sup>V600E</sup> tea", "BRAFV600E tea"),
        ("H<sub>2</sub>O and HbA<sub>1c</sub>", "H2O and HbA1c"),
        ("with <sup>177</sup>Lu tea and <sup>99m</sup>Tc", "with 177Lu tea and 99mTc"),
        ("a cup of 12 cm<sup>2</sup> now", "a cup of 12 cm² now"),
        ("the drug tea1 and version2 here", "the drug tea1 and version2 here"),
    ],
)
def test_heights_are_read(marked_up: str, read: str) -> None:
    assert read in view(marked_up).text


def test_the_numbers_of_references_are_kept_beside_the_text() -> None:
    one = view(f"Tea helped for 9 months{BIBR.format(4)} or more [{BIBR.format(7)}].")
    assert [mark.numbers for mark in one.marks] == [(4,)]
    assert set(cited_numbers(one, 0, len(one.text))) == {4, 7}


@pytest.mark.parametrize("power", ["10<sup>9</sup>/L", "mg/m<sup>2</sup>", "12 cm<sup>2</sup>"])
def test_powers_are_no_references(power: str) -> None:
    one = view(f"Tea helped at {power} in all.")
    assert cited_numbers(one, 0, len(one.text)) == ()


HEAD = """
<thead><tr><th rowspan="2">Sign</th><th colspan="2">Tea</th><th>Water</th></tr>
<tr><th>n = 9</th><th/><th>n = 8</th></tr></thead>
<tbody><tr><td>Sleep<xref ref-type="table-fn" rid="n1">a</xref></td><td>4 (44)</td><td/>
<td>2 (25)</td></tr></tbody>
"""


def table(rows: str) -> ReadingView:
    wrap = f"<table-wrap><label>Table 1</label><caption><p>Sleep</p></caption><table>{rows}</table>"
    return view("Tea.", f"{wrap}</table-wrap>")


def test_each_column_has_its_whole_head_on_one_line() -> None:
    one = table(HEAD)
    (found,) = one.tables
    assert found.text.splitlines()[:3] == [
        "Table 1. Sleep",
        "Sign\tTea n = 9\tTea\tWater n = 8",
        "Sleep\t4 (44)\t\t2 (25)",
    ]
    assert found.table is one.document.tables[0]


def test_places_in_a_joined_head_are_those_of_the_cells() -> None:
    one = table(HEAD)
    (found,) = one.tables
    for words in ("Sign", "n = 9", "Water", "n = 8", "4 (44)"):
        at = found.text.index(words)
        assert one.document.words(found.span(at, at + len(words))) == words
    across = found.text.index("n = 9"), found.text.index("Water") + len("Water")
    assert one.document.words(found.span(*across)) == "Tea\t\tWater\n\tn = 9"


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("<tr><th>a</th><th>b</th></tr><tr><th>c</th><td>d</td></tr>", ["a\tb", "c\td"]),
        ("<tr><td>a</td></tr><tr><td>b</td></tr>", ["a", "b"]),
        ("<tr/><tr/><tr><td>a</td></tr><tr><th>b</th></tr>", ["", "", "a", "b"]),
        ("<thead><tr><th/><th>a</th></tr><tr><th/><th>b</th></tr></thead>", ["\ta b"]),
        ("<thead><tr><th>a</th><th/></tr><tr><th>b</th><th/></tr></thead>", ["a b\t"]),
    ],
)
def test_heads_of_one_row_and_tables_of_heads(rows: str, lines: list[str]) -> None:
    (found,) = table(rows).tables
    assert found.text.splitlines()[1:][: len(lines)] == lines


def test_a_caption_is_no_table() -> None:
    figure = "<fig><label>Fig. 1</label><caption><p>Cups</p></caption></fig>"
    (found,) = view("Tea.", figure).tables
    assert (found.table, found.text.strip()) == (None, "Fig. 1. Cups")
