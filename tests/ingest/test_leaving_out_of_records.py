"""A malformed fact of a registered study goes alone, and its problem says which field it was."""

import pytest
from tests.extract.made_up_records import TERMS, TWO_ARMS, Values, document, outcome

from trialgraph.extract.read import read_trial_document
from trialgraph.ingest.places import place_of
from trialgraph.ingest.reading import checked
from trialgraph.rdf.places import fact
from trialgraph.rdf.quads import parse
from trialgraph.rdf.term import plain
from trialgraph.rdf.write import document_quads

SOUND = {
    "paramType": "Hazard Ratio (HR)",
    "paramValue": "0.8",
    "ciPctValue": "95",
    "ciNumSides": "TWO_SIDED",
    "ciLowerLimit": "0.6",
    "ciUpperLimit": "0.95",
    "pValue": "0.03",
}
SECOND = "/resultsSection/outcomeMeasuresModule/outcomeMeasures/1/analyses/0/"


def results(**wrong: str) -> Values:
    """Return the results of two outcomes, the second with wrong values."""
    (first,) = outcome(SOUND)["outcomeMeasuresModule"]["outcomeMeasures"]
    (second,) = outcome({**SOUND, **wrong})["outcomeMeasuresModule"]["outcomeMeasures"]
    measures = [first, {**second, "title": "Quenching rate"}]
    return {"outcomeMeasuresModule": {"outcomeMeasures": measures}}


@pytest.mark.parametrize(
    ("wrong", "shape"),
    [
        ({"ciPctValue": "0.95"}, "IntervalLevelIsPercent"),
        ({"ciPctValue": "950"}, "IntervalLevelBelowHundred"),
    ],
)
def test_a_malformed_value_of_a_record_takes_its_estimate_and_nothing_else(
    wrong: dict[str, str], shape: str
) -> None:
    study = document(TWO_ARMS, results(**wrong))
    reading = read_trial_document(study, TERMS)
    first, second = reading.estimates
    found = checked(study, reading)
    assert found.reading.estimates == (first,)
    assert found.reading.trials == reading.trials
    assert found.reading.results == reading.results
    (problem,) = found.reading.problems
    assert (problem.code, problem.span) == ("left-out", second.span)
    assert problem.message.startswith(f"{shape}: ")
    said = {plain(obj) for subject, _, obj, _ in parse(found.graph) if "/problem/" in subject}
    assert any(one.startswith(SECOND) for one in said)


def test_what_a_record_states_soundly_is_left_in() -> None:
    study = document(TWO_ARMS, results())
    reading = read_trial_document(study, TERMS)
    assert checked(study, reading).reading == reading


def test_a_part_named_by_its_own_field_is_blamed_on_its_fact() -> None:
    study = document(TWO_ARMS, results())
    reading = read_trial_document(study, TERMS)
    graph = document_quads(reading, study)
    parts = {subject for subject, *_ in parse(graph) if "/p-value/" in subject}
    blamed = [place_of(part, study.identifier, graph) for part in sorted(parts)]
    assert {place.span for place in blamed if place} == {one.span for one in reading.estimates}
    assert {place.kind for place in blamed if place} == {"estimate"}
    elsewhere = fact(study.identifier, "p-value", reading.estimates[0].span)
    assert place_of(type(elsewhere)(elsewhere + "0"), "other", graph) is None
