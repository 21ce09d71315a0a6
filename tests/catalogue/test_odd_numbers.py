"""What is odd in a number is told: not reached, several, turned round, zeros at its end."""

from collections.abc import Iterator

import pytest
from tests.odd_numbers_store import RESULTS, build, result

from trialgraph.catalogue.answer import AnswerRow
from trialgraph.catalogue.ask import ask
from trialgraph.catalogue.cells import said_table
from trialgraph.catalogue.effect_forest import EffectGroup, effect_forest
from trialgraph.catalogue.effects import effect_rows, effects_query
from trialgraph.catalogue.figures import figures
from trialgraph.store import Reader, open_reader
from trialgraph.terms.index import TermIndex

QUESTIONS = ["effects", "every-hazard-ratio", "os-benefit-from-adding"]
STATES = {
    "turned": ("not_reached", "printed"),
    "several": ("several", "printed"),
    "units": ("printed", "printed"),
    "bare": ("not_reported", "not_reported"),
    "open": ("not_estimable", "not_reached"),
}
SAID = {
    "turned": "medians not reached v 37.6 months",
    "several": "medians several printed v 7.5 months",
    "units": "medians 8 v 30",
    "open": "medians not estimable v not reached",
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Return the store of odd numbers, published."""
    with open_reader(build(tmp_path_factory.mktemp("odd") / "store")) as opened:
        yield opened


def found(odd: Reader, terms: TermIndex, question: str) -> dict[str, AnswerRow]:
    """Return the answer's rows by the last part of their IRIs."""
    given = {"drug": "pertuzumab"}
    return {
        one.text("iri").rpartition("/")[2]: one for one in ask(odd, question, given, terms).rows
    }


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_median_that_is_not_shown_says_why(odd: Reader, terms: TermIndex, question: str) -> None:
    rows = found(odd, terms, question)
    for key, states in STATES.items():
        told = rows[key].text
        arms = ("experimental", "comparator")
        assert tuple(told(f"median_{arm}_state") for arm in arms) == states, key
        assert [bool(told(f"median_{arm}")) for arm in arms] == [s == "printed" for s in states]
    assert {key: rows[key].text("median_unit") for key in RESULTS} == {
        "turned": "months",
        "several": "months",
        "units": "",
        "bare": "",
        "open": "",
    }


def test_medians_are_said_with_what_became_of_each(odd: Reader, terms: TermIndex) -> None:
    rows = found(odd, terms, "effects")
    for key, said in SAID.items():
        assert figures(rows[key]).endswith(f", {said}")
    assert "medians" not in figures(rows["bare"])


@pytest.mark.parametrize("question", QUESTIONS)
def test_zeros_at_the_end_of_a_number_are_said(
    odd: Reader, terms: TermIndex, question: str
) -> None:
    said = figures(found(odd, terms, question)["bare"])
    assert said == "HR 1.60, 95 % interval 1.20 to 2.00, p = 0.050"


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("effects", {}),
        ("every-hazard-ratio", {}),
        ("os-benefit-from-adding", {"drug": "pertuzumab"}),
        ("known-on-date", {"trial": "DELTA", "date": "2024-01-01"}),
    ],
)
def test_an_estimate_that_is_printed_the_other_way_round_says_so(
    odd: Reader, terms: TermIndex, question: str, given: dict[str, str]
) -> None:
    answer = ask(odd, question, given, terms)
    told = [figures(row) for row in answer.rows if row.cells["is_reversed"]]
    assert [one.partition(",")[0] for one in told] == ["HR 1.60 (comparator over experimental)"]
    heads, lines = said_table(answer)
    assert [line[heads.index("is reversed")] for line in lines].count("yes") == 1


def test_look_ups_find_what_the_question_finds_of_odd_numbers(
    odd: Reader, terms: TermIndex
) -> None:
    rows = effect_rows(odd, [result(key) for key in RESULTS])
    asked = found(odd, terms, "effects")
    for row in rows:
        told = asked[row.text("iri").rpartition("/")[2]]
        assert {name: row.cells[name] for name in told.cells} == told.cells


def test_the_query_behind_a_page_tells_what_is_reversed(odd: Reader, terms: TermIndex) -> None:
    told = odd.select(effects_query(odd, terms, {}))
    assert [str(row["result"]) for row in told if "isReversed" in row] == [result("turned")]
    assert len(told) == len(RESULTS)


def test_a_plot_turns_what_is_printed_the_other_way_round(odd: Reader) -> None:
    rows = effect_rows(odd, [result("turned"), result("bare")])
    plot = effect_forest(EffectGroup("OS", "HR", rows))
    assert plot is not None
    turned, printed = plot.rows
    assert (turned.value, turned.low, turned.high) == pytest.approx((0.625, 0.5, 1 / 1.2))
    assert turned.figures == "0.625 (0.5 to 0.833), turned"
    assert printed.figures == "1.60 (1.20 to 2.00)"
    assert plot.description.endswith("drawn the other way round.")
