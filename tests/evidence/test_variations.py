"""In what two arms of the same treatments differ: dose, times, duration, way, order."""

import pytest
from tests.evidence.made_arms import held_against

VARIED = {
    "dose": ("aspirin @ 100 mg", "aspirin @ 325 mg", {("dose", "aspirin")}),
    "dose with its decimals": ("aspirin @ 2.5 mg", "aspirin @ 25 mg", {("dose", "aspirin")}),
    "the same dose": ("aspirin @ 1,250 mg", "aspirin @ 1250 mg", set()),
    "schedule": (
        "paclitaxel @ 80 mg, weekly",
        "paclitaxel @ 80 mg, every 3 weeks",
        {("schedule", "paclitaxel")},
    ),
    "duration": ("aspirin for 6 months", "aspirin for 12 months", {("duration", "aspirin")}),
    "a dose of the backbone": (
        "carboplatin + docetaxel @ 75 mg",
        "docetaxel @ 100 mg",
        {("dose", "docetaxel")},
    ),
    "several tablets": (
        "Mesalazine - 1000 mg",
        "Mesalazine - 2x 500 mg",
        {("dose", "name:mesalazine")},
    ),
    "a dose that one arm prints": ("aspirin @ 100 mg", "aspirin", set()),
}


@pytest.mark.parametrize(("left", "right", "varied"), VARIED.values(), ids=VARIED.keys())
def test_in_what_the_same_treatment_varies(
    left: str, right: str, varied: set[tuple[str, str]]
) -> None:
    assert held_against(left, right).varied == varied


NAMED = {
    "doses": ("Rivaroxaban 10 mg", "Rivaroxaban 20 mg", "rivaroxaban", {"dose"}),
    "words for doses": ("High dose", "Low dose", "vitamin D", {"dose"}),
    "grays": ("74 Gy", "60 Gy", "radiotherapy", {"dose"}),
    "schedules": ("Weekly paclitaxel", "Every 3 weeks", "paclitaxel", {"schedule"}),
    "durations": ("6 months", "12 months", "trastuzumab", {"duration"}),
    "timing": ("Immediate start", "Deferred start", "aspirin", {"order"}),
    "nothing": ("Group 1", "Group 2", "aspirin", set()),
}


@pytest.mark.parametrize(("one", "other", "regimen", "ways"), NAMED.values(), ids=NAMED.keys())
def test_names_of_arms_tell_in_what_they_vary(
    one: str, other: str, regimen: str, ways: set[str]
) -> None:
    found = held_against(regimen, regimen, one, other)
    assert {way for way, _ in found.varied} == ways
    assert found.only_added is None


def test_the_same_treatments_in_another_order_are_a_sequence() -> None:
    found = held_against(
        "sunitinib + everolimus",
        "sunitinib + everolimus",
        "everolimus then sunitinib",
        "sunitinib then everolimus",
    )
    assert (found.kind, found.only_added) == ("sequence_change", None)


def test_concurrent_against_sequential_is_a_sequence() -> None:
    regimen = "cisplatin + radiotherapy"
    assert held_against(regimen, regimen, "Concurrent", "Sequential").kind == "sequence_change"


def test_the_same_order_in_both_names_is_none() -> None:
    regimen = "doxorubicin + paclitaxel"
    one, other = "doxorubicin then paclitaxel", "doxorubicin then paclitaxel again"
    assert held_against(regimen, regimen, one, other).kind == "no_difference"
