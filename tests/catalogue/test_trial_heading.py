"""A trial is told by its name and its number, once."""

import pytest

from trialgraph.catalogue.trial_heading import heading_of, with_number


@pytest.mark.parametrize(
    ("label", "trial", "heading"),
    [
        ("PRECIOUS", "NCT02514681", "PRECIOUS"),
        ("", "NCT02514681", "NCT02514681"),
        ("START", "START", "START"),
        ("sha-12ab", "sha-12ab", "Trial without a registration number (document sha-12ab)"),
    ],
)
def test_a_trial_is_headed_by_a_name(label: str, trial: str, heading: str) -> None:
    assert heading_of(label, trial) == heading


@pytest.mark.parametrize(
    ("label", "trial", "told"),
    [
        ("PRECIOUS", "NCT02514681", "PRECIOUS (NCT02514681)"),
        ("NCT02514681", "NCT02514681", "NCT02514681"),
        ("PRECIOUS", "", "PRECIOUS"),
        ("sha-12ab", "sha-12ab", "Trial without a registration number (document sha-12ab)"),
    ],
)
def test_a_number_stands_beside_a_name_once(label: str, trial: str, told: str) -> None:
    assert with_number(label, trial) == told
