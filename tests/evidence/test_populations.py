"""Which names of patients mean all randomised, or nearly all."""

import pytest

from trialgraph.evidence.populations import (
    ALL,
    is_whole,
    population_key,
    population_name,
    same_population,
)


@pytest.mark.parametrize(
    ("name", "is_all", "whole"),
    [
        ("all", True, True),
        ("ITT", True, True),
        ("Intention-to-treat population", True, True),
        ("intent-to-treat (ITT) analysis set", True, True),
        ("all randomised patients", True, True),
        ("modified ITT", False, True),
        ("full analysis set", False, True),
        ("per-protocol", False, False),
        ("all treated women", False, True),
        ("ITT patients with anemia", False, False),
        ("subgroup: women", False, False),
    ],
)
def test_all_randomised_are_told_by_one_function(name: str, *, is_all: bool, whole: bool) -> None:
    assert (population_name(name) == ALL) is is_all
    assert is_whole(name) is whole


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            "subgroup: patients treated with tea as the last drink",
            "subgroup: patients whose last drink was tea",
            True,
        ),
        ("subgroup: patients who are women", "subgroup: women", True),
        ("subgroup: patients whose last drink was tea", "subgroup: patients with tea", False),
        ("subgroup: patients whose last drink was tea", "patients whose last drink was tea", False),
    ],
)
def test_a_subgroup_is_one_under_two_names_of_the_same_telling_words(
    one: str, other: str, *, same: bool
) -> None:
    assert same_population(one, other) is same
    assert (population_key(one) == population_key(other)) is same
