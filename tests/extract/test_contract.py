"""The printed record says what was read, and nothing that was not."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from trialgraph.extract.contract import contract_record
from trialgraph.model import trial as trial_model
from trialgraph.model.reading import (
    Author,
    Baseline,
    Bibliography,
    Citation,
    Claim,
    TrialDocument,
)
from trialgraph.model.result import (
    AdverseEvent,
    ArmValue,
    Boundary,
    Estimate,
    Interval,
    Measure,
    PValue,
)
from trialgraph.model.text import Absence, Number, Problem, Span, Stated
from trialgraph.model.trial import (
    Arm,
    Biomarker,
    Comparison,
    Criterion,
    Design,
    EndPoint,
    Intervention,
    Population,
    PopulationSize,
    Sides,
    SignificanceLevel,
    Sponsor,
    Trial,
)

PLACE = Span(3, 7)


def number(printed: str) -> Number:
    return Number(Decimal(printed), printed, PLACE)


def stated(value: str) -> Stated:
    return Stated(value, value, PLACE)


def reading(**parts: object) -> TrialDocument:
    frame: dict[str, object] = {
        "identifier": "sha-0",
        "kind": "text",
        "sha256": "0" * 64,
        "reader": "test 1",
        "text_sha256": "1" * 64,
    }
    return TrialDocument(**(frame | parts))  # type: ignore[arg-type]  # keywords by name


def test_unknown_keys_are_left_out_and_empty_lists_stay() -> None:
    record = contract_record(reading(), "a.txt")
    assert record["document"] == {
        "path": "a.txt",
        "sha256": "0" * 64,
        "kind": "text",
        "authors": [],
        "funders": [],
    }
    assert record["trials"] == record["effects"] == record["claims"] == []
    assert record["conclusion"] == "unclear"


def test_numbers_are_json_numbers_with_the_printed_value() -> None:
    estimate = Estimate(
        end_point="OS",
        measure="HR",
        value=number("0.640"),
        interval=Interval(
            level=number("95"),
            sides=Sides(1),
            lower=Absence.NOT_REPORTED,
            upper=number("0.97"),
        ),
        p=PValue(comparator="<", number=number("0.001"), sides=Sides(2, "inherited", PLACE)),
        boundary=Boundary(value=number("0.603"), name="O'Brien-Fleming", crossed=False, span=PLACE),
        span=PLACE,
    )
    effect = json.loads(json.dumps(contract_record(reading(estimates=(estimate,)), "")))["effects"][
        0
    ]
    assert (effect["value"], effect["printed"], effect["ci_level"]) == (0.64, "0.640", 95)
    assert (effect["ci_sides"], effect["ci_upper"]) == (1, 0.97)
    assert "ci_lower" not in effect
    assert (effect["p_operator"], effect["p_sides"], effect["p_sides_span"]) == ("<", 2, [3, 7])
    assert effect["boundary"]["crossed"] is False
    assert effect["null_value"] == 1
    assert effect["span"] == [3, 7]


@pytest.mark.parametrize("absence", [Absence.NOT_REACHED, Absence.NOT_ESTIMABLE])
def test_a_median_without_a_number_is_said_not_left_out(absence: Absence) -> None:
    value = ArmValue(end_point="OS", arm="A", kind="median", value=absence, span=PLACE)
    record = contract_record(reading(arm_values=(value,)), "")
    (printed,) = json.loads(json.dumps(record))["arm_values"]
    assert printed["not_reached"] is True
    assert printed.get("not_estimable") is (True if absence is Absence.NOT_ESTIMABLE else None)


def test_a_replacement_adds_nothing() -> None:
    trial = Trial(
        role="registers",
        arms=(
            Arm(
                label="A",
                role="experimental",
                n=number("110"),
                interventions=(Intervention(name="drug", concept="drug", span=PLACE),),
                span=PLACE,
            ),
        ),
        comparisons=(
            Comparison(experimental="A", comparator="B", added=("drug",), removed=("other",)),
            Comparison(experimental="A", comparator="C", added=("drug",)),
        ),
        placebo_controlled=Stated("false", "no placebo", PLACE),
        sponsors=(Sponsor(name="X", role="lead", sponsor_class="INDUSTRY", span=PLACE),),
        design=Design(
            levels=(
                SignificanceLevel(
                    alpha=number("0.025"), sides=Sides(1), applies_to=("primary",), span=PLACE
                ),
            )
        ),
        span=PLACE,
    )
    record = json.loads(json.dumps(contract_record(reading(trials=(trial,)), "")))["trials"][0]
    assert record["role"] == "reports"
    assert record["placebo_controlled"] is False
    assert record["comparisons"][0] == {
        "experimental": "A",
        "comparator": "B",
        "added": [],
        "removed": [],
        "replaced": {"by": ["drug"], "what": ["other"]},
    }
    assert record["comparisons"][1]["added"] == ["drug"]
    assert (record["arms"][0]["n"], record["sponsors"][0]["class"]) == (110, "INDUSTRY")
    assert (record["design"]["alpha"], record["design"]["sides"]) == (0.025, 1)


def test_citations_events_and_claims_carry_their_place() -> None:
    record = contract_record(
        reading(
            bibliography=Bibliography(doi=stated("10.1000/x"), erratum=stated("Erratum in")),
            citations=(Citation(number=3, first_author="Doe J", year=2012, span=PLACE),),
            adverse_events=(
                AdverseEvent(term="rash", grade=">=3", arm="A", percent=number("4.5"), span=PLACE),
            ),
            claims=(Claim(kind="cited-result", about="X", cites=(3,), text="words", span=PLACE),),
        ),
        "",
    )
    told = json.loads(json.dumps(record))
    assert told["document"]["erratum"] is True
    assert told["citations"][0]["year"] == 2012
    assert told["adverse_events"][0]["percent"] == 4.5
    assert told["claims"][0]["cites"] == [3]
    assert all(told[key][0]["span"] == [3, 7] for key in ("citations", "adverse_events", "claims"))


def arm(label: str, size: Number | None) -> Arm:
    return Arm(label=label, n=size, span=PLACE)


@pytest.mark.parametrize(
    ("trial", "wanted"),
    [
        ((number("335"), number("337")), (672, True)),
        ((number("335"), None), (None, None)),
        ((number("335"),), (None, None)),
        ((number("335"), replace(number("337"), span=Span(500, 503))), (None, None)),
    ],
)
def test_a_sum_of_the_arms_says_that_it_is_one(
    trial: tuple[Number | None, ...], wanted: tuple[int | None, bool | None]
) -> None:
    arms = tuple(arm(str(at), size) for at, size in enumerate(trial))
    record = contract_record(reading(trials=(Trial(role="reports", arms=arms, span=PLACE),)), "")
    told = json.loads(json.dumps(record))["trials"][0]
    assert (told.get("n_randomised"), told.get("n_randomised_is_sum")) == wanted


def test_sizes_of_those_treated_make_no_sum() -> None:
    treated = PopulationSize(population="treated", n=number("30"))
    arms = (
        Arm(label="A", n=number("30"), n_by_population=(treated,), span=PLACE),
        arm("B", number("31")),
    )
    record = contract_record(reading(trials=(Trial(role="reports", arms=arms, span=PLACE),)), "")
    assert json.loads(json.dumps(record))["trials"][0].get("n_randomised") is None


def test_a_component_goes_by_the_name_that_the_document_prints() -> None:
    given = Intervention(name="drug", concept="drug", printed="Brandname", span=PLACE)
    spelt = Intervention(name="other", concept="other", printed="OTHER", span=PLACE)
    trial = Trial(
        role="reports",
        arms=(Arm(label="A", interventions=(given, spelt), span=PLACE),),
        comparisons=(Comparison(experimental="A", comparator="B", added=("drug", "other")),),
        span=PLACE,
    )
    told = json.loads(json.dumps(contract_record(reading(trials=(trial,)), "")))["trials"][0]
    names = [(each["name"], each["id"]) for each in told["arms"][0]["interventions"]]
    assert names == [("Brandname", "drug:drug"), ("other", "drug:other")]
    assert told["comparisons"][0]["added"] == ["Brandname", "other"]


def test_the_rest_of_a_reading_keeps_its_words_and_places() -> None:
    trial = Trial(
        role="reports",
        eligibility=(Criterion(type="inclusion", text="adults", span=PLACE),),
        end_points=(EndPoint(name="OS", name_printed="overall survival", span=PLACE),),
        design=Design(testing=(trial_model.TestStep(order=1, end_point="OS", span=PLACE),)),
        population=Population(
            prior_therapy=Stated("received", "had received tea", PLACE),
            biomarkers=(Biomarker(marker="HER2", status="positive", span=PLACE),),
        ),
        span=PLACE,
    )
    record = contract_record(
        reading(
            bibliography=Bibliography(authors=(Author(name="Doe J", span=PLACE),)),
            trials=(trial,),
            baseline=(
                Baseline(
                    characteristic="sex",
                    category="female",
                    arm="A",
                    n=number("4"),
                    kind="count",
                    span=PLACE,
                ),
            ),
            problems=(Problem("code", "message"), Problem("code", "message", PLACE)),
        ),
        "",
    )
    told = json.loads(json.dumps(record))
    assert told["document"]["authors"] == [{"name": "Doe J"}]
    assert told["trials"][0]["eligibility"][0]["text"] == "adults"
    assert told["trials"][0]["population"]["prior_therapy"] == {
        "outcome": "received",
        "text": "had received tea",
        "span": [3, 7],
    }
    assert told["trials"][0]["endpoints"][0]["name_printed"] == "overall survival"
    assert told["trials"][0]["design"]["testing"][0]["order"] == 1
    assert told["baseline"][0]["n"] == 4
    assert [each.get("span") for each in told["problems"]] == [None, [3, 7]]


@pytest.mark.parametrize(("measure", "null"), [("HR", 1), ("RD", 0), ("other", None)])
def test_the_null_value_follows_from_the_measure(measure: Measure, null: int | None) -> None:
    estimate = Estimate(end_point="OS", measure=measure, value=number("1"), span=PLACE)
    (told,) = json.loads(json.dumps(contract_record(reading(estimates=(estimate,)), "")))["effects"]
    assert told.get("null_value") == null
    assert not {"p_value", "ci_level", "boundary"} & set(told)
