"""States of end points, claims against their sources, and known gaps."""

from dataclasses import replace

import pytest
from tests.evidence.hand_made import readings

from trialgraph.evidence.derived import DerivedTrial, derive_trial, held
from trialgraph.evidence.populations import same_population
from trialgraph.model.reading import Claim, TrialDocument
from trialgraph.model.text import Span
from trialgraph.model.trial import EndPoint
from trialgraph.terms.index import TermIndex


def states(derived: DerivedTrial) -> dict[str, str]:
    return {one.label: one.state for one in derived.end_points}


def of(label: str, documents: list[TrialDocument], terms: TermIndex) -> DerivedTrial:
    evidence = held(documents)
    return next(derive_trial(t, evidence, terms) for t in evidence.trials if t.label == label)


def test_a_declared_end_point_without_a_result_is_not_reported(
    derived: dict[str, DerivedTrial],
) -> None:
    found = states(derived["PATINA"])
    assert found["OS"] == "not_reported"
    assert found["ORR"] == "not_reported"
    assert found["PFS by investigator"] == "result_reported"


def test_the_primary_end_point_names_its_assessor(derived: dict[str, DerivedTrial]) -> None:
    primary = {
        name: [one.label for one in trial.end_points if one.role == "primary"]
        for name, trial in derived.items()
        if trial.identity.own
    }
    assert primary == {
        "PRECIOUS": ["PFS by investigator"],
        "CLEOPATRA": ["PFS by independent"],
        "PATINA": ["PFS by investigator"],
    }


def test_before_any_report_an_end_point_is_only_planned(terms: TermIndex) -> None:
    record = readings()["S2"]
    survival = EndPoint(name="OS", name_printed="OS", role="primary", span=Span(0, 2))
    planned = replace(record.trials[0], end_points=(survival,))
    found = of("NCT02514681", [replace(record, trials=(planned,))], terms)
    assert states(found) == {"OS": "planned_only"}


def test_values_by_arm_without_a_comparison_are_not_tested(terms: TermIndex) -> None:
    abstract = replace(readings()["S4"], estimates=())
    found = states(of("PATINA", [abstract], terms))
    assert found["PFS by investigator"] == "not_tested"
    assert found["OS"] == "not_reported"


def test_a_report_whose_figures_were_not_read_is_still_a_report(terms: TermIndex) -> None:
    abstract = replace(readings()["S4"], estimates=(), arm_values=(), conclusion="benefit")
    assert states(of("PATINA", [abstract], terms))["OS"] == "not_reported"


def outcomes(derived: DerivedTrial) -> dict[str, tuple[str, bool]]:
    return {one.part.end_point: (one.outcome, one.possibly_elsewhere) for one in derived.claims}


def test_a_claim_is_judged_against_the_source_it_cites(derived: dict[str, DerivedTrial]) -> None:
    assert outcomes(derived["CLEOPATRA"]) == {
        "PFS": ("supported", False),
        "OS": ("contradicted", True),
    }
    assert {one.source for one in derived["CLEOPATRA"].claims} == {readings()["S3"].identifier}


def test_the_later_survival_report_is_a_known_gap(derived: dict[str, DerivedTrial]) -> None:
    (gap,) = derived["CLEOPATRA"].gaps
    assert (gap.end_point, gap.reference.citation.number) == ("OS", 5)
    assert derived["PRECIOUS"].gaps == ()


def claiming(**changes: object) -> list[TrialDocument]:
    paper = readings()["S1"]
    (claim,) = paper.claims
    changed: Claim = replace(claim, **changes)  # type: ignore[arg-type] # fields by name
    return [replace(paper, claims=(changed,)), readings()["S3"]]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"cites": ()}, {"PFS": "no_citation", "OS": "no_citation"}),
        ({"end_points": ("QoL",)}, {"QoL": "silent"}),
        ({"strength": "trend"}, {"PFS": "supported", "OS": "supported"}),
        ({"strength": "improved"}, {"PFS": "supported", "OS": "overstated"}),
        ({"strength": "noninferior"}, {"PFS": "not_verifiable", "OS": "not_verifiable"}),
        (
            {"strength": "no difference", "direction": "no benefit"},
            {"PFS": "contradicted", "OS": "supported"},
        ),
        ({"strength": None, "direction": "harm"}, {"PFS": "contradicted", "OS": "contradicted"}),
        (
            {"strength": None, "direction": "unclear"},
            {"PFS": "not_verifiable", "OS": "not_verifiable"},
        ),
        ({"end_points": ("ORR",)}, {"ORR": "overstated"}),
    ],
)
def test_what_a_source_makes_of_a_claim_depends_on_how_strong_it_is(
    changes: dict[str, object], expected: dict[str, str], terms: TermIndex
) -> None:
    found = of("CLEOPATRA", claiming(**changes), terms)
    assert {name: outcome for name, (outcome, _) in outcomes(found).items()} == expected


def test_a_cited_source_that_is_not_held_decides_nothing(terms: TermIndex) -> None:
    paper = readings()["S1"]
    found = of("CLEOPATRA", [paper, readings()["S2"]], terms)
    assert {outcome for outcome, _ in outcomes(found).values()} == {"not_held"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("all", "ITT", True),
        ("all", "subgroup: HER2 low", False),
        (
            "subgroup: patients with X as the latest regimen",
            "subgroup: treated with X as latest regimen",
            True,
        ),
        ("subgroup: prior X", "subgroup: no prior X", False),
        ("per-protocol", "subgroup: per-protocol", False),
    ],
)
def test_populations_are_the_same_by_their_telling_words(
    one: str, other: str, *, expected: bool
) -> None:
    assert same_population(one, other) is expected


def test_two_documents_that_cite_one_missing_report_make_one_gap(terms: TermIndex) -> None:
    abstract, report = readings()["S0"], readings()["S3"]
    survival = abstract.citations[1]
    again = replace(readings()["S4"], citations=(replace(survival, number=1),))
    found = of("CLEOPATRA", [abstract, report, again], terms)
    (gap,) = found.gaps
    assert len(gap.references) == 2
    other = replace(survival, volume="21", pages="519-530", year=2020)
    apart = replace(again, citations=(other,))
    assert len(of("CLEOPATRA", [abstract, report, apart], terms).gaps) == 2
