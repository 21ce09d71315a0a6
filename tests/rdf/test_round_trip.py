"""A reading written as quads reads back equal: no figure, order or absence is lost."""

import dataclasses
import typing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rdf.any_reading import TEXT, parts, reading, written

from trialgraph.assets import room
from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.model.document import Document
from trialgraph.model.reading import Claim, TrialDocument
from trialgraph.model.result import ArmCount, ArmValue, Estimate, Interval, PValue
from trialgraph.model.text import Absence, Number, PartialDate, Problem, Span, Stated
from trialgraph.model.trial import Arm, Comparison, EndPoint, Sides, Trial
from trialgraph.names import concept, document, expand, fact, term
from trialgraph.rdf.plan import plans
from trialgraph.rdf.quads import parse
from trialgraph.rdf.read import trial_document
from trialgraph.rdf.term import decimal, integer, text
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads


def test_no_two_fields_of_a_class_share_a_property() -> None:
    for model in (TrialDocument, Trial, Estimate, ArmValue, Claim, EndPoint):
        assert len(every_property(model)) == len(set(every_property(model)))


BESIDE = {
    "number": ("", "Printed", "Place", "Decimals", "Absence"),
    "stated": ("", "Printed", "Place"),
    "date": ("", "Printed", "Place", "Precision"),
    "sides": ("", "Origin", "Place"),
    "place": ("Place",),
    "arm": ("", "Label"),
}


def every_property(model: type) -> list[str]:
    """Return the properties that stand on a node of a class."""
    found: list[str] = []
    for plan in plans(model):
        if plan.shape == "flat":
            found += every_property(plan.part)
        else:
            found += [plan.local + suffix for suffix in BESIDE.get(plan.shape, ("",))]
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
@pytest.mark.parametrize(
    "field",
    [
        field.name
        for field in dataclasses.fields(TrialDocument)
        if field.default != dataclasses.MISSING
    ],
)
def test_any_reading_reads_back_equal(field: str, data: st.DataObject) -> None:
    hint = typing.get_type_hints(TrialDocument)[field]
    whole = reading(**{field: data.draw(parts(hint))})
    quads = written(whole)
    assert trial_document(quads) == whole
    assert quads.splitlines() == sorted(set(quads.splitlines()))


def number(printed: str, place: int = 44) -> Number:
    """Return a printed number of the sample text."""
    return Number(Decimal(printed), printed, Span(place, place + len(printed)))


SENTENCE = Span(0, 60)
ARM = Arm(label="A", span=Span(3, 6), n=number("496", 3), passages=(SENTENCE,))
OTHER = Arm(label="B", span=Span(7, 15), passages=(SENTENCE,))
ESTIMATE = Estimate(
    end_point="OS",
    measure="HR",
    value=number("0.60"),
    interval=Interval(level=number("97.5"), sides=Sides(1), upper=number("0.97")),
    p=PValue(comparator="=", number=number("0.02", 54)),
    experimental="A",
    comparator="C",
    n_analysed=(ArmCount(arm="A", n=number("496", 3)),),
    span=Span(44, 48),
    passages=(SENTENCE,),
    rule="value after words",
)
WHOLE = reading(
    trials=(
        Trial(
            role="reports",
            registrations=(Stated("NCT1", "NCT1", Span(60, 64)),),
            arms=(OTHER, ARM),
            comparisons=(Comparison(experimental="A", comparator="B"),),
            span=Span(0, 2),
        ),
    ),
    estimates=(ESTIMATE,),
    problems=(Problem("truncated", "the text stops in a word"),),
)
ESTIMATE_NODE = fact("sha-1", "estimate", (44, 48))


def held(of: TrialDocument = WHOLE) -> set[tuple[str, str, object]]:
    """Return the statements about a reading without their graph."""
    return {(subject, predicate, obj) for subject, predicate, obj, _ in parse(written(of))}


def test_an_estimate_is_named_by_its_place_and_keeps_what_is_printed() -> None:
    assert (ESTIMATE_NODE, expand("rdf:type"), term("ReportedEstimate")) in held()
    assert (ESTIMATE_NODE, term("statedValue"), decimal(Decimal("0.6"))) in held()
    assert (ESTIMATE_NODE, term("statedValuePrinted"), text("0.60")) in held()
    assert (ESTIMATE_NODE, term("statedValueDecimals"), integer(2)) in held()
    assert (ESTIMATE_NODE, term("place"), text("44-48")) in held()
    assert (ESTIMATE_NODE, term("foundBy"), text("value after words")) in held()
    assert (ESTIMATE_NODE, term("inDocument"), document("sha-1")) in held()


def test_a_reported_fact_names_the_concept_that_the_tables_hold() -> None:
    assert (ESTIMATE_NODE, term("names"), concept("end-point", "OS")) in held()


def test_an_estimate_links_to_its_arms_and_keeps_the_label_of_one_unknown() -> None:
    assert (ESTIMATE_NODE, term("statedExperimental"), fact("sha-1", "arm", (3, 6))) in held()
    assert (ESTIMATE_NODE, term("statedComparatorLabel"), text("C")) in held()


def quoted_for(of: TrialDocument, kind: str) -> set[str]:
    """Return the passages of the facts of a kind, as they end their names."""
    return {
        str(obj).rpartition("/")[2]
        for subject, predicate, obj in held(of)
        if f"/{kind}/" in subject and predicate == term("passage")
    }


@pytest.mark.parametrize(
    ("passages", "others", "quoted"),
    [
        ((Span(0, 2), Span(2, 60)), (), {"2-60"}),
        ((Span(40, 60),), (Span(0, 30), Span(2, 20), Span(40, 60)), {"2-20"}),
        ((Span(40, 60), Span(30, 40)), (Span(8, 30),), {"40-60", "30-40"}),
    ],
    ids=["its own", "another fact's", "none that holds it"],
)
def test_a_count_rests_on_a_passage_that_says_it(
    passages: tuple[Span, ...], others: tuple[Span, ...], quoted: set[str]
) -> None:
    estimate = dataclasses.replace(ESTIMATE, passages=passages)
    arm = dataclasses.replace(ARM, passages=others)
    (trial,) = WHOLE.trials
    trial = dataclasses.replace(trial, arms=(dataclasses.replace(OTHER, passages=()), arm))
    whole = reading(trials=(trial,), estimates=(estimate,))
    assert quoted_for(whole, "arm-count") == quoted


def test_an_interval_and_a_p_value_rest_on_the_sentence_of_their_estimate() -> None:
    passage = fact("sha-1", "passage", (0, 60))
    assert (fact("sha-1", "interval", (44, 48)), term("passage"), passage) in held()
    assert (fact("sha-1", "p-value", (54, 58)), term("passage"), passage) in held()


def test_a_passage_holds_the_very_characters_of_its_place() -> None:
    passage = fact("sha-1", "passage", (0, 60))
    assert (passage, term("exact"), text(TEXT[:60])) in held()
    assert (passage, term("start"), integer(0)) in held()


def test_a_missing_limit_says_why_it_is_missing() -> None:
    lower = (fact("sha-1", "interval", (44, 48)), term("statedLowerAbsence"), text("not-reported"))
    assert lower in held()


def test_a_comparison_stands_where_its_arms_stand() -> None:
    node = fact("sha-1", "comparison", (3, 6), (7, 15))
    assert (node, expand("rdf:type"), term("ReportedComparison")) in held()


def test_the_value_of_an_arm_is_named_by_its_place_and_the_arm() -> None:
    value = ArmValue(
        end_point="OS", arm="A", kind="median", value=Absence.NOT_REACHED, span=Span(44, 48)
    )
    node = fact("sha-1", "arm-value", (44, 48), (3, 6))
    of = dataclasses.replace(WHOLE, arm_values=(value,))
    assert (node, term("statedValueAbsence"), text("not-reached")) in held(of)


def test_two_facts_at_one_place_keep_their_own_nodes() -> None:
    twins = (ESTIMATE, dataclasses.replace(ESTIMATE, end_point="PFS"))
    of = dataclasses.replace(WHOLE, estimates=twins)
    assert trial_document(written(of)).estimates == twins


def test_the_graph_speaks_of_no_node_of_another_document() -> None:
    own = document("sha-1")
    assert all(subject.startswith(own) for subject, _, _ in held())


def test_the_same_reading_is_the_same_bytes() -> None:
    assert written(WHOLE) == written(dataclasses.replace(WHOLE))


def test_a_date_is_compared_by_its_first_possible_day() -> None:
    issued = PartialDate(date(2025, 1, 1), "month", "January 2025", SENTENCE)
    of = dataclasses.replace(
        WHOLE, bibliography=dataclasses.replace(WHOLE.bibliography, issued=issued)
    )
    assert trial_document(written(of)).bibliography.issued == issued


def test_the_tables_that_ship_are_used_when_none_are_given() -> None:
    paper = Document("sha-1", "text", "0" * 64, "reader 1", TEXT)
    assert document_quads(WHOLE, paper) == written(WHOLE)


@pytest.mark.parametrize("quads", [b"", b"<http://a> <http://b> <http://c> <http://g> .\n"])
def test_quads_of_no_document_are_refused(quads: bytes) -> None:
    with pytest.raises(ValueError, match="graph of one document"):
        trial_document(quads)


@pytest.mark.parametrize("lost", ["statedEndPoint>", "statedValueDecimals>", "statedValuePrinted>"])
def test_a_reading_with_a_statement_missing_is_refused_by_name(lost: str) -> None:
    lines = written(WHOLE).decode().splitlines(keepends=True)
    rest = "".join(line for line in lines if lost not in line)
    with pytest.raises(ValueError, match=lost.removesuffix(">")):
        trial_document(rest.encode())


def test_the_seeds_read_back_equal(seeds: dict[str, Path]) -> None:
    terms = load_terms()
    for name, file in seeds.items():
        paper = read_document(file.read_bytes())
        whole = read_trial_document(paper, terms)
        assert trial_document(document_quads(whole, paper, terms)) == whole, name


def test_the_example_documents_read_back_equal() -> None:
    terms = load_terms()
    for file in room("examples").iterdir():
        paper = read_document(file.read_bytes())
        whole = read_trial_document(paper, terms)
        assert trial_document(document_quads(whole, paper, terms)) == whole, file.name
