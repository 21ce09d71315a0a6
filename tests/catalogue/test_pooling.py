"""Pools of hand-made rows: what is grouped, refused, left out, and what it comes to."""

from dataclasses import dataclass
from math import exp, isfinite, log
from pathlib import Path

import pytest
from tests.catalogue.made_rows import CARD, row

from trialgraph.catalogue.answer import AnswerRow, Cell
from trialgraph.catalogue.forest import Forest, forest_svg
from trialgraph.catalogue.pool_analyses import NotAsked
from trialgraph.catalogue.pool_sentences import pool_foot, pool_heading, pool_headline, pool_notes
from trialgraph.catalogue.pooling import PooledRows, completed
from trialgraph.catalogue.words import POOLING
from trialgraph.errors import BadParameter, UnknownOverride
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.pools import Ineligible, Refusal, Remark


@dataclass(frozen=True)
class Made:
    """The rows that a question is completed to, and a way to look at them."""

    rows: tuple[AnswerRow, ...]
    forests: tuple[Forest, ...]

    def of_kind(self, kind: str) -> list[AnswerRow]:
        """Return the rows of one kind."""
        return [row for row in self.rows if row.kind == kind]

    def codes(self, kind: str = "refusal") -> list[str]:
        """Return the codes of the rows of one kind."""
        return [row.text("code") for row in self.of_kind(kind)]


@pytest.fixture
def make(terms: TermIndex) -> "Make":
    return Make(terms)


@dataclass(frozen=True)
class Make:
    """Completes rows."""

    terms: TermIndex

    def __call__(self, *rows: AnswerRow, **given: str) -> Made:
        """Return what the rows are completed to."""
        found: PooledRows = completed(CARD, rows, given, self.terms)
        return Made(found.rows, found.forests)


THREE = [row("a"), row("b", value=0.8, upper=1.2), row("c", value=0.6, lower=0.4, upper=0.9)]


def test_three_trials_have_a_headline_by_student_and_a_prediction(make: Make) -> None:
    made = make(*THREE)
    methods = [(one.text("model"), one.text("method")) for one in made.of_kind("synthesis")]
    assert methods == [
        ("common effect", "normal"),
        ("random effects", "modified Hartung-Knapp"),
        ("random effects", "Hartung-Knapp"),
        ("random effects", "normal"),
    ]
    first, second, *_ = made.of_kind("synthesis")
    assert first.cells["prediction_lower"] is None
    low, lower, upper, high = (
        float(second.text(name))
        for name in ("prediction_lower", "lower", "upper", "prediction_upper")
    )
    assert low < lower < float(second.text("value")) < upper < high
    assert (first.cells["is_headline"], second.cells["is_headline"]) == (True, True)
    assert (second.cells["i2_note"], second.cells["k"]) == (None, 3)


def test_measures_and_assessors_are_pools_of_their_own(make: Make) -> None:
    cause, subdistribution = row("a", measure="csHR"), row("b", measure="sHR")
    other = row("c", assessor="investigator")
    made = make(row("d"), cause, subdistribution, other)
    assert [one.kind for one in made.rows] == ["single"] * 4
    assert len({one.text("pool") for one in made.rows}) == 4


def test_an_overridden_assessor_makes_one_pool(make: Make) -> None:
    rows = (row("a"), row("b", value=0.8, assessor="investigator"))
    assert len(make(*rows).of_kind("single")) == 2
    made = make(*rows, allow="assessors_differ")
    assert {one.text("pool") for one in made.rows} == {"PFS, HR, independent and investigator"}
    assert made.of_kind("synthesis")[0].words("allowed") == ["assessors_differ"]
    assert made.of_kind("synthesis")[0].cells["assessor"] is None


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"line": "second-line"}, Refusal.LINES_DIFFER),
        ({"definition": "RECIST 1.0"}, Refusal.DEFINITIONS_DIFFER),
        ({"condition": "another cancer"}, Refusal.POPULATION_DIFFER),
        ({"added": "b-drug"}, Refusal.COMPARISONS_DIFFER),
        ({"stage": "interim"}, Refusal.INTERIM_INCLUDED),
        ({"reservations": ["early_stop_benefit"]}, Refusal.STOPPED_EARLY_INCLUDED),
        ({"line": None}, Refusal.UNKNOWN_KEY_PART),
        ({"definition": None}, Refusal.UNKNOWN_KEY_PART),
        ({"condition": None}, Refusal.UNKNOWN_KEY_PART),
    ],
)
def test_what_differs_refuses_and_is_passed_over_by_name_only(
    make: Make, cells: dict[str, Cell], code: Refusal
) -> None:
    rows = (row("a"), row("b", **{"value": 0.8, **cells}))
    made = make(*rows)
    assert made.codes() == [code]
    assert [one.kind for one in made.rows] == ["refusal", "refused", "refused"]
    assert len(make(*rows, allow=code).of_kind("pooled")) == 2


def test_odds_ratios_adjusted_and_not_are_refused(make: Make) -> None:
    odds = [
        row(name, measure="OR", adjustment=how) for name, how in (("a", "adjusted"), ("b", None))
    ]
    assert make(*odds).codes() == [Refusal.ADJUSTMENT_DIFFER]
    hazards = [row("a", adjustment="stratified"), row("b", adjustment="adjusted")]
    assert make(*hazards).codes() == []


@pytest.mark.parametrize(
    ("formals", "adjustments", "kept"),
    [
        (("none", "met"), ("stratified", "unstratified"), ["0.8"]),
        (("none", "none"), ("stratified", "unstratified"), ["0.7"]),
        (("met", "met"), ("unstratified", "stratified"), ["0.8"]),
        (("none", "none"), ("adjusted", "unstratified"), ["0.7", "0.8"]),
        (("met", "none"), ("stratified", "stratified"), ["0.7", "0.8"]),
    ],
)
def test_of_several_methods_a_trial_counts_with_its_own_choice(
    make: Make, formals: tuple[str, str], adjustments: tuple[str, str], kept: list[str]
) -> None:
    first, second = (
        row("a", value=value, upper=1.2, formal=formal, adjustment=adjustment)
        for value, formal, adjustment in zip((0.7, 0.8), formals, adjustments, strict=True)
    )
    made = make(first, second, row("b", value=0.9, upper=1.2))
    counted = [one.text("value") for one in made.rows if one.kind in {"pooled", "refused"}]
    assert counted == [*kept, "0.9"]
    assert (Refusal.SAME_TRIAL_TWICE in made.codes()) is (len(kept) == 2)
    assert made.codes("excluded") == [NotAsked.OTHER_METHOD] * (2 - len(kept))


def test_arms_that_share_a_control_are_refused(make: Make) -> None:
    one = row("a", experimental="urn:a:low", comparator="urn:a:old", iri="urn:low")
    other = row("a", experimental="urn:a:high", comparator="urn:a:old", iri="urn:high")
    made = make(one, other)
    assert made.codes() == [Refusal.SHARED_CONTROL, Refusal.SAME_TRIAL_TWICE]
    ((remedy,), second) = (pool_notes(refused) for refused in made.of_kind("refusal"))
    assert "combine" in remedy
    assert "split" in remedy
    assert "23.3" in remedy
    assert second == []


def test_a_treated_arm_against_two_controls_counts_patients_twice(make: Make) -> None:
    one = row("a", comparator="urn:a:old", iri="urn:first")
    other = row("a", comparator="urn:a:older", iri="urn:second")
    assert make(one, other).codes() == [Refusal.OVERLAPPING_PATIENTS, Refusal.SAME_TRIAL_TWICE]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"lower": None, "upper": None, "sides": None}, Ineligible.NO_STANDARD_ERROR),
        ({"level": None}, Ineligible.NO_STANDARD_ERROR),
        ({"interval_kind": "credible"}, Ineligible.NO_STANDARD_ERROR),
        ({"lower": None, "sides": 1, "upper": 0.7}, Ineligible.NO_STANDARD_ERROR),
        (
            {"value": 0.95, "lower": None, "sides": 1, "upper": 0.99},
            Ineligible.IMPRECISE_LIMIT,
        ),
        ({"population": "subgroup: men"}, Ineligible.NOT_ALL_RANDOMISED),
        ({"reason": "not_randomised_comparison"}, Ineligible.NOT_RANDOMISED_COMPARISON),
        ({"statistical_model": "RPSFT model"}, Ineligible.OTHER_ESTIMAND),
        ({"second_hand": True}, Ineligible.SECOND_HAND),
        ({"severities": ["violation"]}, Ineligible.QUARANTINED),
        ({"reason": "retracted"}, Ineligible.RETRACTED),
        ({"is_current": False}, NotAsked.NOT_CURRENT),
    ],
)
def test_what_is_never_pooled_is_left_out_with_its_code(
    make: Make, cells: dict[str, Cell], code: str
) -> None:
    made = make(row("a"), row("b", **cells))
    assert made.codes("excluded") == [code]
    assert [one.text("label") for one in made.of_kind("single")] == ["A"]


def test_the_first_reason_is_told(make: Make) -> None:
    restated = row("a", second_hand=True, lower=None, upper=None, sides=None)
    assert make(restated).codes("excluded") == [Ineligible.SECOND_HAND]


def test_a_pool_of_nothing_that_counts_has_no_plot(make: Make) -> None:
    made = make(row("a", second_hand=True))
    assert (len(made.rows), made.forests) == (1, ())
    assert pool_heading("x", made.rows) == "x: no estimate that may be pooled"
    assert pool_foot(made.rows) == ""


def test_a_limit_too_close_to_the_value_gives_no_derived_interval(make: Make) -> None:
    (one,) = make(row("a", value=0.95, lower=None, sides=1, upper=0.99)).rows
    assert one.cells["derived_lower"] is None
    assert float(one.text("limit_error")) == pytest.approx(0.25, abs=0.01)


def test_a_limit_that_is_the_value_gives_no_error_of_the_limit(make: Make) -> None:
    (one,) = make(row("a", lower=None, sides=1, upper=0.7)).rows
    assert (one.text("code"), one.cells["limit_error"]) == ("no_standard_error", None)


def test_trials_that_contradict_each_other_wholly_still_give_numbers(make: Make) -> None:
    low = row("a", value=0.01, value_decimals=4, lower=0.0099, lower_decimals=4, upper=0.0101)
    high = row("b", value=99.0, lower=98.9, upper=99.1)
    made = make(AnswerRow({**low.cells, "upper_decimals": 4}, ()), high)
    widest = made.of_kind("synthesis")[-1]
    assert (widest.cells["lower"], widest.cells["is_heterogeneous"]) == (0.0, True)
    assert isfinite(float(widest.text("upper")))
    assert forest_svg(made.forests[0]).startswith("<svg")


def test_one_word_chooses_the_analysis_of_the_whole_pool(make: Make) -> None:
    first = row("a", is_current=False, is_decisive=True)
    later = row("a", value=0.8, is_decisive=False, iri="urn:later", date="2022-01-01")
    current, decisive = make(first, later), make(first, later, analysis="decisive")
    assert [one.cells["value"] for one in current.of_kind("single")] == [0.8]
    assert current.codes("excluded") == [NotAsked.NOT_CURRENT]
    assert [one.cells["value"] for one in decisive.of_kind("single")] == [0.7]
    assert decisive.codes("excluded") == [NotAsked.NOT_DECISIVE]


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        ("2020-04-30", ["not_public", "not_public", "date_not_printed"]),
        ("2020-05-01", ["", "not_public", "date_not_printed"]),
        ("2022-06-30", ["", "possibly_public", "date_not_printed"]),
        ("2022-12-31", ["not_current", "", "date_not_printed"]),
    ],
)
def test_on_a_day_an_estimate_is_current_until_the_next_is_public(
    make: Make, day: str, kinds: list[str]
) -> None:
    first = row("a", is_current=False, series="urn:s")
    later = row("a", value=0.8, iri="urn:later", series="urn:s", date="2022")
    undated = row("b", value=0.9, upper=1.2, date=None)
    told = {
        one.cells["value"]: one.text("code") for one in make(first, later, undated, as_of=day).rows
    }
    assert [told[value] for value in (0.7, 0.8, 0.9)] == kinds


LOOKS: dict[str, dict[str, Cell]] = {
    "interim": {"value": 0.7, "formal": "not_met", "stage": "interim", "date": "2020-05-01"},
    "second": {"value": 0.72, "formal": "not_met", "stage": "interim", "date": "2021-05-01"},
    "final": {"value": 0.75, "formal": "met", "stage": "final", "date": "2022-05-01"},
    "update": {"value": 0.8, "formal": "none", "stage": "updated", "date": "2024-05-01"},
}


@pytest.mark.parametrize(
    ("day", "decisive", "current"),
    [
        ("2020-06-01", 0.7, 0.7),
        ("2021-06-01", 0.72, 0.72),
        ("2022-06-01", 0.75, 0.75),
        ("2024-06-01", 0.75, 0.8),
    ],
)
def test_on_a_day_a_series_is_decided_by_what_was_public(
    make: Make, day: str, decisive: float, current: float
) -> None:
    looks = [
        row("a", **cells, iri=f"urn:{name}", series="urn:s", is_decisive=name == "final")
        for name, cells in LOOKS.items()
    ]
    made = {asked: make(*looks, as_of=day, analysis=asked) for asked in ("decisive", "current")}
    found = {
        asked: [one.cells["value"] for one in on_day.of_kind("single")]
        for asked, on_day in made.items()
    }
    assert found == {"decisive": [decisive], "current": [current]}


def test_on_a_day_cut_off_events_and_follow_up_order_a_series(make: Make) -> None:
    def look(name: str, value: float, **cells: Cell) -> AnswerRow:
        return row("a", iri=f"urn:{name}", series="urn:s", value=value, **cells)

    for early, late in (
        ({"data_cutoff": "2019-01"}, {"data_cutoff": "2019-09-30"}),
        ({"events": 100}, {"events": 160}),
        ({"follow_up_months": 12.5}, {"follow_up_months": 30.0}),
    ):
        made = make(look("late", 0.8, **late), look("early", 0.7, **early), as_of="2020-05-01")
        assert [one.cells["value"] for one in made.of_kind("single")] == [0.8]


def test_a_month_is_sure_when_it_has_passed(make: Make) -> None:
    dated = row("a", date="2021-02")
    assert make(dated, as_of="2021-02-27").codes("excluded") == [NotAsked.POSSIBLY_PUBLIC]
    assert make(dated, as_of="2021-02-28").of_kind("single")


def test_an_estimate_with_the_comparator_above_is_turned(make: Make) -> None:
    turned = row(
        "b", value=1.25, lower=0.8, upper=None, sides=1, is_reversed=True, direction="experimental"
    )
    made = make(row("a"), turned)
    (plot,) = made.forests
    assert plot.rows[1].value == pytest.approx(0.8)
    assert plot.rows[1].low is None
    assert plot.rows[1].high == pytest.approx(1.25)
    assert plot.rows[1].figures.startswith("0.8 (upper limit 1.25")
    said = pool_notes(made.of_kind("pooled")[1])
    assert "Printed with the comparator in the numerator; turned for the pool." in said
    expected = (log(0.7), log(0.8))
    assert expected[0] < log(float(made.of_kind("synthesis")[0].text("value"))) < expected[1]


def test_differences_are_pooled_as_they_are(make: Make) -> None:
    more: dict[str, Cell] = {"measure": "RD", "endpoint": "ORR", "value_decimals": 1}
    made = make(
        row("a", **more, value=10.8, lower=4.2, upper=17.5, value_printed="10.8"),
        row("b", **more, value=-5.2, lower=-12.0, upper=None, sides=1, is_reversed=True),
    )
    (plot,) = made.forests
    assert (plot.scale, plot.null) == ("linear", 0.0)
    assert [(one.low, one.high) for one in plot.rows[:2]] == [(4.2, 17.5), (None, 12.0)]
    assert 5.2 < float(made.of_kind("synthesis")[0].text("value")) < 10.8
    assert plot.favours == ("favours control", "favours adding a-drug")


def test_a_lower_limit_alone_is_drawn_open_above(make: Make) -> None:
    (plot,) = make(row("a", upper=None, sides=1)).forests
    assert (plot.rows[0].low, plot.rows[0].high) == (0.5, None)
    assert plot.rows[0].figures == "0.70 (lower limit 0.50)"


def test_sides_of_the_plot_are_named_only_where_all_agree(make: Make) -> None:
    (agreed,) = make(row("a"), row("b", value=0.8)).forests
    (torn,) = make(row("a"), row("b", value=0.8, direction="comparator")).forests
    assert (agreed.favours[0], torn.favours) == ("favours adding a-drug", ("", ""))
    assert "A synthesis has no verdict" in agreed.description


def test_a_refused_pool_is_drawn_without_a_diamond(make: Make) -> None:
    (plot,) = make(row("a"), row("b", value=0.8, line="second-line")).forests
    assert [one.is_pooled for one in plot.rows] == [False, False]
    assert plot.description.endswith("Not pooled: lines_differ.")


def test_a_reader_is_told_what_refuses_nothing(make: Make) -> None:
    made = make(row("a", formal="none"), row("b", value=0.8, sides_origin="inherited"))
    first = made.of_kind("synthesis")[0]
    assert first.words("remarks") == [Remark.EXPLORATORY_INCLUDED, Remark.SIDE_DERIVED]
    assert any("outside its trial's alpha plan" in note for note in pool_notes(first))


def test_death_needs_no_assessor_and_no_criteria(make: Make) -> None:
    deaths: dict[str, Cell] = {"endpoint": "OS", "assessor": "", "definition": None}
    made = make(row("a", **deaths), row("b", **{**deaths, "value": 0.8, "definition": "x"}))
    assert len(made.of_kind("pooled")) == 2
    assert make(row("a", assessor=""), row("b", assessor="", value=0.8)).codes() == [
        Refusal.UNKNOWN_KEY_PART
    ]


def test_times_are_pools_of_their_own(make: Make) -> None:
    made = make(row("a", at="1 year"), row("b", at="2 years"))
    assert [one.text("pool") for one in made.rows] == [
        "PFS, HR, independent, at 1 year",
        "PFS, HR, independent, at 2 years",
    ]


def test_the_variance_between_trials_is_estimated_as_asked(make: Make) -> None:
    found = {
        between: make(*THREE, between=between).of_kind("synthesis")[0].text("tau2_method")
        for between in ("REML", "PM", "DL")
    }
    assert found == {
        "REML": "restricted maximum likelihood",
        "PM": "Paule-Mandel",
        "DL": "DerSimonian-Laird",
    }


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"analysis": "latest"}, "current, decisive"),
        ({"assessor": "blinded"}, "independent, investigator"),
        ({"measure": "hr"}, "HR, csHR"),
        ({"between": "EB"}, "REML, PM, DL"),
    ],
)
def test_words_outside_the_few_are_refused(make: Make, given: dict[str, str], says: str) -> None:
    with pytest.raises(BadParameter, match=says):
        make(row("a"), **given)


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("line_differ", "nearest: lines_differ"),
        ("everything", "wanted the name of a refusal"),
        ("same_trial_twice", "never passed over"),
    ],
)
def test_an_override_must_be_a_refusal_that_may_be_passed_over(
    make: Make, word: str, says: str
) -> None:
    with pytest.raises(UnknownOverride, match=says):
        make(row("a"), allow=f"lines_differ, {word}")


def test_empty_words_between_commas_override_nothing(make: Make) -> None:
    assert make(row("a"), row("b", value=0.8, line="x"), allow=" ,").codes() == ["lines_differ"]


def test_a_synthesis_is_said_with_its_model_and_without_a_verdict(make: Make) -> None:
    made = make(*THREE)
    first, second, third, _ = made.of_kind("synthesis")
    assert pool_heading("x", made.rows) == "x: synthesis of 3 estimates"
    assert pool_headline(first).startswith("Common effect, normal interval: HR 0.6")
    assert pool_headline(second).startswith("Random effects, modified Hartung-Knapp interval: HR")
    assert any(note.startswith("The effect of another such trial") for note in pool_notes(second))
    assert pool_notes(third) == []
    assert pool_foot(made.rows).startswith("A synthesis has no verdict")


def test_a_refusal_is_said_with_what_to_do(make: Make) -> None:
    made = make(row("a"), row("b", value=0.8, line="second-line"))
    assert pool_headline(made.rows[0]) == (
        "Refused (lines_differ): the lines of treatment differ: A, B"
    )
    assert pool_notes(made.rows[0]) == []
    assert pool_foot(made.rows).endswith("allow=lines_differ")
    twice = make(row("a"), row("a", value=0.8, stage="interim"))
    assert pool_foot(twice.rows).startswith("Not pooled by any override")


def test_an_estimate_is_said_with_its_part(make: Make) -> None:
    one_sided = row("b", value=0.8, lower=None, sides=1, upper=1.2, line=None)
    made = make(row("a"), one_sided, allow="unknown_key_part")
    closed, open_ = (pool_notes(one) for one in made.of_kind("pooled"))
    assert closed[0] == "HR 0.70, 95 % interval 0.50 to 0.98"
    assert closed[1].startswith("Weight: ")
    assert any(note.startswith("From one limit: two-sided 95 %") for note in open_)
    assert "Line: not printed; condition: a cancer; event: RECIST 1.1." in open_
    (left,) = make(row("a", second_hand=True)).rows
    assert pool_headline(left).endswith("[left out: read in another trial's publication]")
    assert pool_notes(left) == ["HR 0.70, 95 % interval 0.50 to 0.98"]


def test_every_code_is_said_in_words_and_every_refusal_stands_in_the_manual() -> None:
    codes = {*Refusal, *Remark, *Ineligible, *NotAsked}
    assert {str(one) for one in codes} == set(POOLING)
    page = Path(__file__).parents[2] / "docs" / "how-to" / "pooling.md"
    text = page.read_text(encoding="utf-8")
    assert [one for one in Refusal if f"`{one}`" not in text] == []


def test_the_ends_of_a_derived_interval_are_on_the_printed_scale(make: Make) -> None:
    (one,) = make(row("a")).rows
    error = (log(0.98) - log(0.5)) / (2 * 1.959963984540054)
    assert float(one.text("standard_error")) == pytest.approx(error, abs=1e-6)
    upper = exp(log(0.7) + 1.959963984540054 * error)
    assert float(one.text("derived_upper")) == pytest.approx(upper, abs=1e-6)


def test_a_pooled_estimate_keeps_its_reservations(make: Make) -> None:
    made = make(row("a", reservations=["crossover"]), row("b"))
    said = pool_notes(made.of_kind("pooled")[0])
    assert "Reservations: patients could cross over to the drug." in said
