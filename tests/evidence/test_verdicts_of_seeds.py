"""The verdicts of the seed estimates: cases S01 to S17 of the specification."""

from dataclasses import dataclass, field

import pytest
from tests.evidence.hand_made import readings

from trialgraph.evidence.derived import DerivedTrial
from trialgraph.evidence.judging import Judged

CLEOPATRA, PRECIOUS, PATINA = "CLEOPATRA", "PRECIOUS", "PATINA"


@dataclass(frozen=True)
class Case:
    """A printed estimate and what it supports; ``at`` is the start of the result's key."""

    trial: str
    at: str
    printed: str
    strength: str
    direction: str = "experimental"
    reason: str = ""
    rule: str = ""
    basis: str = "verified"
    reservations: set[str] = field(default_factory=set)


CASES = {
    "S01": Case(CLEOPATRA, "PFS/HR/independent", "0.62", "confirmed", reason="level_met"),
    "S02": Case(CLEOPATRA, "PFS/HR/investigator", "0.65", "nominal", reason="not_in_alpha_plan"),
    "S03": Case(
        CLEOPATRA, "OS", "0.64", "not_significant", reason="boundary_not_crossed", rule="V11"
    ),
    "S04": Case(CLEOPATRA, "ORR", "10.8", "nominal", reason="hierarchy_blocked"),
    "S05": Case(
        CLEOPATRA,
        "PFS/HR/independent/subgroup-prior",
        "0.62",
        "not_significant",
        reason="subgroup",
        reservations={"subgroup"},
    ),
    "S08": Case(
        PRECIOUS,
        "PFS/HR/investigator/stratified",
        "0.76",
        "confirmed",
        rule="V9",
        reservations={
            "lenient_level",
            "information_shortfall",
            "fails_conventional_level",
            "itt_incomplete",
            "open_label_investigator",
            "assessor_discordant",
            "not_sustained",
        },
    ),
    "S09": Case(
        PRECIOUS,
        "PFS/HR/investigator/subgroup-T-DM1",
        "0.80",
        "not_significant",
        reservations={"open_label_investigator"},
    ),
    "S10": Case(
        PRECIOUS,
        "OS/HR/unstratified",
        "0.71",
        "not_significant",
        reservations={"crossover", "itt_incomplete"},
    ),
    "S11": Case(
        PRECIOUS,
        "TTD",
        "1.28",
        "not_significant",
        direction="comparator",
        reservations={"itt_incomplete"},
    ),
    "S12": Case(
        PRECIOUS,
        "OS/HR/final",
        "0.73",
        "nominal",
        reason="not_in_alpha_plan",
        rule="V15",
        reservations={
            "lenient_level",
            "fails_conventional_level",
            "crossover",
            "erratum_unresolved",
            "matched_on_unknown",
        },
    ),
    "S13": Case(
        PRECIOUS,
        "PFS/HR/investigator/updated",
        "0.81",
        "not_significant",
        reason="updated_after_decision",
        reservations={
            "assessor_discordant",
            "erratum_unresolved",
            "matched_on_unknown",
            "open_label_investigator",
        },
    ),
    "S14": Case(
        PRECIOUS,
        "PFS/HR/independent",
        "1.03",
        "not_significant",
        direction="comparator",
        reservations={"assessor_discordant", "erratum_unresolved"},
    ),
    "S15": Case(
        PATINA,
        "PFS",
        "0.75",
        "confirmed",
        basis="asserted",
        reservations={"asserted", "level_assumed", "open_label_investigator"},
    ),
    "S17 stratified": Case(
        PRECIOUS,
        "DoR/HR/responders/stratified",
        "0.656",
        "descriptive",
        reservations={"method_dependent"},
    ),
    "S17 unstratified": Case(
        PRECIOUS,
        "DoR/HR/responders/unstratified",
        "0.490",
        "descriptive",
        reservations={"method_dependent"},
    ),
}


def result(derived: dict[str, DerivedTrial], trial: str, at: str, printed: str) -> Judged:
    """Return the one result whose key begins and whose value is printed so."""
    ending = printed.replace(".", "-")
    (found,) = (
        one
        for one in derived[trial].results
        if "/".join(one.key).startswith(at)
        and one.key[-1] == ending
        and ("subgroup" in at) == any("subgroup" in word for word in one.key)
    )
    return found


@pytest.mark.parametrize("name", CASES)
def test_an_estimate_supports_what_the_specification_says(
    name: str, derived: dict[str, DerivedTrial]
) -> None:
    case = CASES[name]
    verdict = result(derived, case.trial, case.at, case.printed).verdict
    assert (verdict.strength, verdict.direction) == (case.strength, case.direction)
    assert verdict.basis == case.basis
    assert case.reason in {"", verdict.reason}
    assert case.rule in {"", verdict.rule}
    assert set(verdict.reservations) == case.reservations


def test_a_missed_interim_stays_open_and_the_authors_agree(
    derived: dict[str, DerivedTrial],
) -> None:
    interim = result(derived, CLEOPATRA, "OS", "0.64")
    assert interim.verdict.is_open
    assert interim.verdict.agrees is True
    assert interim.is_current


def test_a_level_is_inherited_from_another_document_of_the_trial(
    derived: dict[str, DerivedTrial],
) -> None:
    final = result(derived, PRECIOUS, "OS/HR/final", "0.73").verdict
    assert final.level is not None
    assert (final.level.origin, final.level.sides) == ("inherited", 1)
    assert final.level.document == readings()["S1"].identifier
    assert final.level.passage is not None


def test_quality_of_life_is_held_against_its_own_level(derived: dict[str, DerivedTrial]) -> None:
    level = result(derived, PRECIOUS, "TTD", "1.28").verdict.level
    assert level is not None
    assert level.sides == 2


def test_an_update_supersedes_the_estimate_but_not_the_formal_verdict(
    derived: dict[str, DerivedTrial],
) -> None:
    first = result(derived, PRECIOUS, "PFS/HR/investigator/stratified", "0.76")
    update = result(derived, PRECIOUS, "PFS/HR/investigator/updated", "0.81")
    assert (first.is_decisive, first.is_current) == (True, False)
    assert (update.is_decisive, update.is_current) == (False, True)
    assert [one.key for one in first.superseded_by] == [update.key]
    series = next(one for one in derived[PRECIOUS].series if update in one.members)
    assert series.sustained == "not_sustained"
    assert series.matched_on_unknown


def test_the_primary_survival_estimate_is_superseded_by_the_final_one(
    derived: dict[str, DerivedTrial],
) -> None:
    first = result(derived, PRECIOUS, "OS/HR/unstratified", "0.71")
    assert [one.key[-1] for one in first.superseded_by] == ["0-73"]


def test_numbers_quoted_of_another_trial_are_no_results(derived: dict[str, DerivedTrial]) -> None:
    assert derived["SOPHIA"].results == ()
    assert not any(
        one.analysis.estimate.second_hand for trial in derived.values() for one in trial.results
    )


def test_design_figures_and_boundaries_are_no_results(derived: dict[str, DerivedTrial]) -> None:
    values = {one.key[-1] for trial in derived.values() for one in trial.results}
    assert not values & {"0-739", "0-603"}
