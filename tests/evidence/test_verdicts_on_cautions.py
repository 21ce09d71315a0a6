"""What the authors' own doubts make of a verdict, and a margin that came late or from nowhere."""

from dataclasses import replace
from typing import Any

import pytest
from tests.evidence.built import (
    PLAIN,
    Case,
    alone,
    as_found,
    as_wanted,
    declared,
    derived,
    effect,
    judged,
    paper,
    within,
)
from tests.verdict.figures import NOWHERE

from trialgraph.model.text import Stated
from trialgraph.model.trial import Design
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.codes import Hypothesis

BARE = Design(levels=PLAIN.levels)
NEAR = ("OS", "0.97", "0.85 to 1.10")


def doubts(*kinds: str) -> dict[str, Any]:
    """Return the field of an estimate whose authors doubt it in these ways."""
    return {"cautions": tuple(Stated(kind, kind, NOWHERE) for kind in kinds)}


CASES = [
    Case(
        "the authors say that hazards were not proportional",
        alone("PFS", "0.60", "0.45 to 0.80", "0.001", **doubts("non_proportional")),
        {"0.60": "confirmed level_met experimental | non_proportional"},
    ),
    Case(
        "the authors cannot exclude informative censoring",
        alone("PFS", "0.60", "0.45 to 0.80", "0.001", **doubts("informative_censoring")),
        {"0.60": "confirmed level_met experimental | informative_censoring"},
    ),
    Case(
        "the authors say that missing data may matter",
        alone("PFS", "0.90", "0.70 to 1.16", "0.41", **doubts("missing_data")),
        {"0.90": "not_significant level_not_met experimental | missing_data"},
    ),
    Case(
        "words beside the ratio call the other arm the better one",
        alone("PFS", "0.60", "0.45 to 0.80", "0.001", **doubts("disputed_direction")),
        {"0.60": "undetermined conflicting_inputs unresolved | disputed_direction"},
    ),
    Case(
        "a margin is held against no ratio whose direction is disputed",
        alone(*NEAR, **within("1.15"), **doubts("disputed_direction")),
        {"0.97": "undetermined conflicting_inputs unresolved | disputed_direction"},
    ),
    Case(
        "an interval of an odd level shows the share of alpha that is missed",
        alone("OS", "0.78", "0.59 to 1.03", "0.0469", level="97.51", design=BARE),
        {"0.78": "not_significant level_not_met experimental"},
    ),
    Case(
        "N3 the margin was set after the results",
        alone(*NEAR, **within("1.15"), **doubts("margin_late")),
        {"0.97": "nominal margin_not_prespecified experimental"},
    ),
    Case(
        "N4 a late margin that is not excluded shows nothing either",
        alone("OS", "1.05", "0.90 to 1.22", **within("1.15"), **doubts("margin_late")),
        {"1.05": "not_shown margin_not_excluded comparator"},
    ),
    Case(
        "no document says where the margin comes from",
        alone(*NEAR, **within("1.15"), design=BARE),
        {"0.97": "confirmed margin_excluded experimental | margin_unjustified one_population_only"},
    ),
    Case(
        "no document says where the margins of equivalence come from",
        alone(
            "ORR",
            "1.2",
            "-3.1 to 5.5",
            measure="RD",
            level="90",
            design=BARE,
            **within("-8", "8", "equivalence"),
        ),
        {"1.2": "confirmed margin_excluded experimental | margin_unjustified"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_documents_support_what_the_rules_say(case: Case, terms: TermIndex) -> None:
    assert as_found(terms, case) == as_wanted(case)


def test_n10_a_claim_after_a_missed_superiority_needs_a_margin_set_before(
    terms: TermIndex,
) -> None:
    both = paper(
        effect("OS", "0.97", "0.85 to 1.10", "0.62"),
        effect("OS", "0.97", "0.85 to 1.10", "1s 0.004", **within("1.15"), **doubts("margin_late")),
        end_points=(declared("OS"),),
    )
    found = {one.verdict.hypothesis: one.verdict for one in derived(terms, both).results}
    assert found[Hypothesis.SUPERIORITY].strength == "not_significant"
    late = found[Hypothesis.NONINFERIORITY]
    assert (late.strength, late.reason) == ("nominal", "margin_not_prespecified")


def test_another_document_of_the_trial_may_give_the_source(terms: TermIndex) -> None:
    own = replace(PLAIN, levels=())
    result = paper(
        effect("OS", "0.97", "0.85 to 1.10", **within("1.15")),
        end_points=(declared("OS"),),
        design=BARE,
        name="sha-a",
    )
    protocol = paper(end_points=(declared("OS"),), design=own, name="sha-b")
    (alone_held,) = judged(terms, result).values()
    (both_held,) = judged(terms, result, protocol).values()
    assert "margin_unjustified" in alone_held.verdict.reservations
    assert "margin_unjustified" not in both_held.verdict.reservations


def test_superiority_after_a_margin_does_not_rest_on_its_source(terms: TermIndex) -> None:
    held = alone("OS", "0.80", "0.70 to 0.92", design=BARE, **within("1.15"))
    (one,) = judged(terms, *held).values()
    assert "margin_unjustified" in one.verdict.reservations
    assert one.further is not None
    assert "margin_unjustified" not in one.further.reservations


def test_what_another_trial_doubts_is_not_this_ones(terms: TermIndex) -> None:
    held = alone("PFS", "0.60", "0.45 to 0.80", second_hand=True, **doubts("missing_data"))
    assert all(
        "missing_data" not in one.verdict.reservations for one in judged(terms, *held).values()
    )
