"""A verdict is reached again from what the graph says of it, and from nothing else."""

import pytest
from tests.evidence import (
    test_verdicts_beyond_the_seeds,
    test_verdicts_of_designs,
    test_verdicts_of_methods,
    test_verdicts_on_cautions,
    test_verdicts_on_margins,
)
from tests.evidence.built import Case, derived
from tests.evidence.recomputing import code, given, nodes, one

from trialgraph.evidence.derived import DerivedTrial, trial_bytes
from trialgraph.names import expand
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.codes import Direction, Reason, Reservation, Strength
from trialgraph.verdict.rules import grade

SHOWN_BY_OTHERS = frozenset(
    {
        Reservation.MATCHED_ON_UNKNOWN,
        Reservation.NOT_SUSTAINED,
        Reservation.ASSESSOR_DISCORDANT,
        Reservation.METHOD_DEPENDENT,
        Reservation.PP_DISCORDANT,
        Reservation.ONE_POPULATION_ONLY,
    }
)
SAID_BY_AUTHORS = frozenset(
    {
        Reservation.DISPUTED_DIRECTION,
        Reservation.NON_PROPORTIONAL,
        Reservation.INFORMATIVE_CENSORING,
        Reservation.MISSING_DATA,
    }
)
OTHER_POPULATION = "N8"
CASES = [
    *test_verdicts_beyond_the_seeds.CASES,
    *test_verdicts_of_designs.CASES,
    *test_verdicts_of_methods.CASES,
    *test_verdicts_on_cautions.CASES,
    *test_verdicts_on_margins.CASES,
]


def assert_recomputed(trial: DerivedTrial, terms: TermIndex) -> int:
    """Compare each stored verdict with the one that its stored inputs give; return how many."""
    graph = nodes(trial_bytes(trial, terms))
    compared = 0
    for result in graph.values():
        verdict = graph.get(one(result, "verdict") or "")
        if verdict is None or one(result, "rule") == OTHER_POPULATION:
            continue
        held = frozenset(code(each, Reservation) for each in result.get("reservation", []))
        again = grade(given(result, verdict, held & (SHOWN_BY_OTHERS | SAID_BY_AUTHORS)))
        assert again.strength is code(result["strength"][0], Strength), result
        assert again.reason is code(result["reason"][0], Reason)
        assert again.direction is code(result["direction"][0], Direction)
        assert again.rule == one(result, "rule")
        assert frozenset(again.reservations) == held
        assert str(again.formal) == code(verdict["formal"][0], str)
        assert again.rule_version == one(verdict, "ruleVersion")
        assert verdict[expand("prov:wasGeneratedBy")][0] in graph
        compared += 1
    return compared


@pytest.mark.parametrize("label", ["CLEOPATRA", "PRECIOUS", "PATINA"])
def test_verdicts_of_the_seeds_follow_from_the_graph_alone(
    label: str, derived: dict[str, DerivedTrial], terms: TermIndex
) -> None:
    assert assert_recomputed(derived[label], terms) == len(derived[label].results) > 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_verdicts_of_designs_follow_from_the_graph_alone(case: Case, terms: TermIndex) -> None:
    trial = derived(terms, *case.documents)
    wanted = [each for each in trial.results if each.verdict.rule != OTHER_POPULATION]
    assert assert_recomputed(trial, terms) == len(wanted)
