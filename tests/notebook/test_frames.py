"""Columns of a data frame have the type of their values, and gaps stay gaps."""

import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from trialgraph.errors import ExtraMissing
from trialgraph.notebook import IRI, LangString, Table, Value
from trialgraph.notebook.frames import kind_of

# For each kind: values, the type of pandas, the type of polars.
COLUMNS: dict[str, tuple[list[Value], str, str]] = {
    "truth": ([True, None], "boolean", "Boolean"),
    "integer": ([1, None], "Int64", "Int64"),
    "number": ([Decimal("0.50"), None, 1], "float64", "Float64"),
    "day": ([date(2024, 1, 2), None], "datetime64[s]", "Date"),
    "instant": ([datetime(2024, 1, 2, tzinfo=UTC), None], "object", "String"),
    "words": ([IRI("urn:x"), None, LangString("y", "en")], "str", "String"),
    "list": ([("a", "b"), None], "object", "List(String)"),
    "mixed": ([1, None, "x"], "object", "String"),
}


@pytest.mark.parametrize("kind", COLUMNS)
def test_a_column_is_of_the_kind_of_its_values(kind: str) -> None:
    assert kind_of(COLUMNS[kind][0]) == kind


def test_numbers_over_64_bits_and_columns_of_nothing_have_a_kind() -> None:
    assert kind_of([2**63]) == "mixed"
    assert kind_of([-(2**63)]) == "integer"
    assert kind_of([None]) == "words"


@pytest.mark.parametrize("kind", COLUMNS)
def test_pandas_has_the_type(kind: str) -> None:
    pandas = pytest.importorskip("pandas", reason="the extra pandas is not installed")
    values, wanted, _ = COLUMNS[kind]
    series = Table(["x"], [{"x": one} for one in values]).to_pandas()["x"]
    has_words = kind == "words" and pandas.__version__ < "3"
    assert str(series.dtype) == ("object" if has_words else wanted)
    assert list(series.isna()) == [one is None for one in values]


@pytest.mark.parametrize("kind", COLUMNS)
def test_polars_has_the_type(kind: str) -> None:
    pytest.importorskip("polars", reason="the extra polars is not installed")
    values, _, wanted = COLUMNS[kind]
    series = Table(["x"], [{"x": one} for one in values]).to_polars()["x"]
    assert str(series.dtype) == wanted
    assert series.is_null().to_list() == [one is None for one in values]


def test_numbers_are_floats_in_a_frame_and_exact_in_the_rows() -> None:
    pytest.importorskip("pandas", reason="the extra pandas is not installed")
    table = Table(["x"], [{"x": Decimal("0.70")}])
    assert table.to_pandas()["x"].tolist() == [0.7]
    assert str(table.rows[0]["x"]) == "0.70"


@pytest.mark.parametrize("extra", ["pandas", "polars"])
def test_a_missing_extra_is_told_with_how_to_install_it(
    extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, extra, None)
    with pytest.raises(ExtraMissing, match=rf"pip install 'trialgraph\[{extra}\]'"):
        getattr(Table(["x"], []), f"to_{extra}")()
