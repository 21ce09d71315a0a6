"""The verdict cases of the seeds, on the graph that their documents give.

Each case is an estimate that the graph holds once: trial, value and upper limit name it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.acceptance.conftest import Ask, Rows


@dataclass(frozen=True)
class Case:
    """What an estimate supports."""

    name: str
    trial: str
    value: float
    upper: float
    strength: str
    reason: str
    direction: str = "experimental"
    reservations: frozenset[str] = frozenset()
    cells: tuple[tuple[str, object], ...] = ()


def case(name: str, trial: str, limits: tuple[float, float], verdict: str, **rest: Any) -> Case:  # noqa: ANN401 - a row of the table
    """Return a case from its verdict, such as ``nominal: hierarchy_blocked``."""
    strength, _, reason = verdict.partition(": ")
    rest["reservations"] = frozenset(rest.get("reservations", "").split())
    return Case(name, trial, *limits, strength, reason, **rest)


FOLLOWED = "erratum_unresolved assessor_discordant matched_on_unknown open_label_investigator"

CASES = [
    case("S01", "CLEOPATRA", (0.62, 0.75), "confirmed: level_met", cells=(("basis", "verified"),)),
    case("S02", "CLEOPATRA", (0.65, 0.78), "nominal: not_in_alpha_plan"),
    case(
        "S03",
        "CLEOPATRA",
        (0.64, 0.88),
        "not_significant: boundary_not_crossed",
        cells=(("is_open", True), ("authors_conclusion", "not_significant")),
    ),
    case(
        "S04",
        "CLEOPATRA",
        (10.8, 17.5),
        "nominal: hierarchy_blocked",
        cells=(("authors_conclusion", "exploratory"),),
    ),
    case(
        "S05",
        "CLEOPATRA",
        (0.62, 1.07),
        "not_significant: subgroup",
        reservations="subgroup",
    ),
    case(
        "S08",
        "PRECIOUS",
        (0.76, 0.967),
        "confirmed: level_met",
        reservations="lenient_level information_shortfall fails_conventional_level itt_incomplete "
        "open_label_investigator not_sustained assessor_discordant",
        cells=(
            ("blocking", ["information_shortfall"]),
            ("conventional_lower", 0.57),
            ("conventional_upper", 1.013),
        ),
    ),
    case(
        "S09",
        "PRECIOUS",
        (0.8, 1.06),
        "not_significant: not_in_alpha_plan",
        reservations="open_label_investigator",
    ),
    case(
        "S10",
        "PRECIOUS",
        (0.71, 1.03),
        "not_significant: not_in_alpha_plan",
        reservations="crossover itt_incomplete",
        cells=(("is_current", False), ("kind", "superseded")),
    ),
    case(
        "S11",
        "PRECIOUS",
        (1.28, 1.903),
        "not_significant: not_in_alpha_plan",
        direction="comparator",
        reservations="itt_incomplete",
        cells=(("alpha", 0.05), ("alpha_sides", 2)),
    ),
    case(
        "S12",
        "PRECIOUS",
        (0.73, 0.97),
        "nominal: not_in_alpha_plan",
        reservations="lenient_level fails_conventional_level crossover erratum_unresolved "
        "matched_on_unknown",
        cells=(("level_origin", "inherited"), ("p", None)),
    ),
    case(
        "S13",
        "PRECIOUS",
        (0.81, 1.02),
        "not_significant: updated_after_decision",
        reservations=FOLLOWED,
        cells=(("sustained", "not_sustained"), ("is_current", True)),
    ),
    case(
        "S14",
        "PRECIOUS",
        (1.03, 1.36),
        "not_significant: not_in_alpha_plan",
        direction="comparator",
        reservations="assessor_discordant erratum_unresolved",
        cells=(("median_experimental", 4.4), ("median_comparator", 4.4)),
    ),
    case(
        "S15",
        "PATINA",
        (0.75, 0.96),
        "confirmed: asserted_by_authors",
        reservations="asserted level_assumed open_label_investigator",
        cells=(("basis", "asserted"), ("authors_conclusion", "significant")),
    ),
    case(
        "S17, unstratified",
        "PRECIOUS",
        (0.49, 0.945),
        "descriptive: not_randomised_comparison",
        reservations="method_dependent open_label_investigator",
    ),
    case(
        "S17, stratified",
        "PRECIOUS",
        (0.656, 1.369),
        "descriptive: not_randomised_comparison",
        reservations="method_dependent open_label_investigator",
    ),
]


@pytest.fixture(scope="module")
def estimates(ask: Ask) -> Rows:
    return ask("effects")


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_case_has_its_verdict_in_the_graph(one: Case, estimates: Rows) -> None:
    named = (one.trial, one.value, one.upper)
    (row,) = (row for row in estimates if (row["label"], row["value"], row["upper"]) == named)
    found = (row["strength"], row["reason"], row["direction"])
    assert found == (one.strength, one.reason, one.direction)
    assert set(row["reservations"]) == one.reservations
    assert {key: row[key] for key, _ in one.cells} == dict(one.cells)


def test_s08_keeps_its_verdict_and_is_followed_by_a_weaker_estimate(estimates: Rows) -> None:
    (decisive,) = (row for row in estimates if row["value"] == 0.76)
    assert (decisive["is_decisive"], decisive["is_current"]) == (True, False)
    assert decisive["sustained"] == "not_sustained"


def test_s16_survival_is_not_reported_though_planned(ask: Ask) -> None:
    states = {row["endpoint"]: row["state"] for row in ask("endpoint-states", trial="PATINA")}
    assert states["OS"] == "not_reported"


def test_no_estimate_of_the_seeds_is_a_malformed_one(seed_store: Path, ask: Ask) -> None:
    assert seed_store.exists()
    assert not [row for row in ask("effects") if row["sides"] == 1 and row["lower"] is not None]
