"""The results of the example documents: a table for each, every figure under its own heading."""

from pathlib import Path

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.model.reading import TrialDocument
from trialgraph.model.result import ArmCount, ArmValue, Estimate
from trialgraph.model.text import Absence, Number
from trialgraph.terms.index import TermIndex

EXAMPLES = Path(__file__).parents[2] / "examples" / "documents"
LATEST = "subgroup: patients whose latest regimen was T-DM1"
EFFECTS = {
    "cleopatra-interim-survival.pdf-text.txt": [
        "PFS independent HR 0.62 [0.51, 0.75] <0.001/2 pertuzumab group v control group | all",
        "PFS investigator HR 0.65 [0.54, 0.78] <0.001/2 pertuzumab group v control group | all",
        "OS - HR 0.64 [0.47, 0.88] =0.005/2 pertuzumab group v control group | all interim",
        "ORR - RD 10.8 [4.2, 17.5] =0.001/2 pertuzumab group v control group | all",
    ],
    "patina.abstract.txt": [
        (
            "PFS investigator HR 0.75 [0.59, 0.96] =0.02/2 palbociclib group "
            "v standard-therapy group | all"
        ),
    ],
    "precious-final-survival.pubmed-page.txt": [
        "OS - HR 0.73 [, 0.97]/1 - PTC v TC | all final",
        "PFS investigator HR 0.81 [, 1.02]/1 - PTC v TC | all updated",
        "PFS independent HR 1.03 [, 1.36]/1 - PTC v TC | all",
    ],
    "precious-primary-analysis.paper.md": [
        "PFS investigator HR 0.76 [, 0.967]/1 =0.022/1 PTC v TC | all stratified primary",
        (
            "PFS investigator HR 0.80 [, 1.06]/1 =0.095/1 PTC v TC"
            " | subgroup: patients whose latest regimen was T-DM1 unstratified primary"
        ),
        "OS - HR 0.71 [, 1.03]/1 =0.062/1 PTC v TC | all unstratified primary",
        "TTD - HR 1.28 [0.856, 1.903] =0.231/2 PTC v TC | all stratified primary",
        "PFS investigator HR 0.70 [0.56, 0.87] - None v None | all second-hand",
        "DoR - HR 0.656 [, 1.369]/1 - PTC v TC | responders stratified",
    ],
    "precious.registry-page.txt": [],
}
VALUES = {
    "cleopatra-interim-survival.pdf-text.txt": [
        "PFS independent pertuzumab group median 18.5 months",
        "PFS independent control group median 12.4 months",
        "follow-up - control group median 19.3 months",
        "follow-up - pertuzumab group median 19.3 months",
        "PFS investigator pertuzumab group median 18.5 months",
        "PFS investigator control group median 12.4 months",
        "OS - pertuzumab group count 69 patients",
        "OS - control group count 96 patients",
        "ORR - pertuzumab group proportion 80.2 %",
        "ORR - control group proportion 69.3 %",
    ],
    "patina.abstract.txt": [
        "PFS investigator palbociclib group median 44.3 months",
        "PFS investigator standard-therapy group median 29.1 months",
    ],
    "precious-final-survival.pubmed-page.txt": [
        "OS - PTC median 36.2 months",
        "OS - TC median 26.5 months",
        "PFS investigator PTC median 5.5 months",
        "PFS investigator TC median 4.2 months",
        "PFS independent PTC median 4.4 months",
        "PFS independent TC median 4.4 months",
    ],
    "precious-primary-analysis.paper.md": [
        "PFS investigator PTC median 5.3 months",
        "PFS investigator TC median 4.2 months",
        "PFS investigator PTC proportion 83.3 % 90",
        "PFS investigator TC proportion 86.2 % 94",
        f"PFS investigator PTC median 5.3 months of {LATEST}",
        f"PFS investigator TC median 4.2 months of {LATEST}",
        "OS - PTC proportion 32.4 % 35",
        "OS - TC proportion 45.0 % 49",
        "OS - PTC median 28.8 months",
        "OS - TC median 23.4 months",
        "TTD - PTC median 2.8 months",
        "TTD - TC median 4.3 months",
        "PR - PTC proportion 18.9 % 17/90 of measurable disease",
        "PR - TC proportion 19.6 % 18/92 of measurable disease",
        "ORR - PTC proportion 19.5 % 17/90 of measurable disease",
        "ORR - TC proportion 20.7 % 18/92 of measurable disease",
        "DoR - PTC median 8.3 months",
        "DoR - TC median 4.1 months",
    ],
    "precious.registry-page.txt": [],
}


@pytest.fixture(scope="module")
def readings(terms: TermIndex) -> dict[str, TrialDocument]:
    return {
        file.name: read_trial_document(read_document(file.read_bytes()), terms)
        for file in sorted(EXAMPLES.iterdir())
    }


def figure(number: Number | Absence | None) -> str:
    return str(number.value) if isinstance(number, Number) else ""


def row(one: Estimate) -> str:
    """Return an estimate in one line; sides are left out where they are two and usual."""
    limits = ""
    if one.interval:
        limits = f" [{figure(one.interval.lower)}, {figure(one.interval.upper)}]"
        limits += "/1" if one.interval.sides.count == 1 else ""
    sides = one.p.sides.count if one.p and one.p.sides else ""
    p = f"{one.p.comparator}{one.p.number.value}/{sides}" if one.p else "-"
    last = " ".join(
        word
        for word in (one.adjustment, one.stage, "second-hand" if one.second_hand else "")
        if word
    )
    return (
        f"{one.end_point} {one.assessor or '-'} {one.measure} {figure(one.value)}{limits} {p} "
        f"{one.experimental} v {one.comparator} | {one.population} {last}"
    ).strip()


def value_row(one: ArmValue) -> str:
    counted = "/".join(figure(number) for number in (one.n, one.total) if number)
    shared = f" {counted}" if counted and one.kind == "proportion" else ""
    whom = "" if one.population == "all" else f" of {one.population}"
    return (
        f"{one.end_point} {one.assessor or '-'} {one.arm} {one.kind} {figure(one.value)} "
        f"{one.unit}{shared}{whom}"
    )


def counts(found: tuple[ArmCount, ...]) -> dict[str, str]:
    return {one.arm: figure(one.n) for one in found}


def estimate_of(reading: TrialDocument, end_point: str, value: str) -> Estimate:
    found = [
        one
        for one in reading.estimates
        if one.end_point == end_point and figure(one.value) == value
    ]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("name", sorted(EFFECTS))
def test_every_comparison_of_an_example_is_read(
    readings: dict[str, TrialDocument], name: str
) -> None:
    assert sorted(map(row, readings[name].estimates)) == sorted(EFFECTS[name])


@pytest.mark.parametrize("name", sorted(VALUES))
def test_every_value_of_an_arm_of_an_example_is_read(
    readings: dict[str, TrialDocument], name: str
) -> None:
    assert sorted(map(value_row, readings[name].arm_values)) == sorted(VALUES[name])


def test_the_boundary_of_an_interim_analysis_may_stand_in_the_next_sentence(
    readings: dict[str, TrialDocument],
) -> None:
    reading = readings["cleopatra-interim-survival.pdf-text.txt"]
    survival = estimate_of(reading, "OS", "0.64")
    boundary = survival.boundary
    assert boundary is not None
    assert (figure(boundary.value), figure(boundary.p)) == ("0.603", "0.0012")
    assert (boundary.name, boundary.crossed) == ("O'Brien-Fleming", False)
    assert figure(survival.total_events) == "165"
    assert figure(survival.planned_events) == "385"
    assert figure(survival.information_fraction) == "0.43"
    assert counts(survival.events) == {"pertuzumab group": "69", "control group": "96"}


@pytest.mark.parametrize(
    ("name", "end_point", "value", "said"),
    [
        ("cleopatra-interim-survival.pdf-text.txt", "PFS", "0.62", "significant"),
        ("cleopatra-interim-survival.pdf-text.txt", "OS", "0.64", "not_significant"),
        ("cleopatra-interim-survival.pdf-text.txt", "ORR", "10.8", "exploratory"),
        ("patina.abstract.txt", "PFS", "0.75", "significant"),
        ("precious-primary-analysis.paper.md", "PFS", "0.76", "significant"),
        ("precious-primary-analysis.paper.md", "OS", "0.71", "trend"),
    ],
)
def test_what_the_authors_say_is_kept_with_its_words(
    readings: dict[str, TrialDocument], name: str, end_point: str, value: str, said: str
) -> None:
    saying = estimate_of(readings[name], end_point, value).authors_say
    assert saying is not None
    assert saying.value == said
    assert saying.printed


def test_patients_analysed_and_events_stand_beside_the_primary_comparison(
    readings: dict[str, TrialDocument],
) -> None:
    primary = estimate_of(readings["precious-primary-analysis.paper.md"], "PFS", "0.76")
    assert counts(primary.n_analysed) == {"PTC": "108", "TC": "109"}
    assert counts(primary.events) == {"PTC": "90", "TC": "94"}
    assert figure(primary.planned_events) == "325"
    deterioration = estimate_of(readings["precious-primary-analysis.paper.md"], "TTD", "1.28")
    assert deterioration.n_analysed == ()


def test_a_number_of_another_trial_names_that_trial(readings: dict[str, TrialDocument]) -> None:
    quoted = estimate_of(readings["precious-primary-analysis.paper.md"], "PFS", "0.70")
    assert (quoted.second_hand, quoted.trial) == (True, "SOPHIA")
