"""Comparisons that a paper prints with a p value and nothing else."""

import pytest
from tests.extract.made_up_estimates import (
    THREE_ARMS,
    read,
    trial,
)
from tests.extract.made_up_values import figure

PAPER = ("discussion", "We found much.")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "In patients with one lesion, OS was longer with novumab than placebo (P = 0.02), "
                "despite similar OS in patients with two lesions (P = 0.6)."
            ),
            [
                ("OS", "0.02", "subgroup: patients with one lesion"),
                ("OS", "0.6", "subgroup: patients with two lesions"),
            ],
        ),
        ("No difference in OS was seen between the two groups (P=0.66).", [("OS", "0.66", "all")]),
        (
            "OS (all deaths; PFS apart) did not differ between groups (P=0.7).",
            [("OS", "0.7", "all")],
        ),
        ("OS was longer with novumab than with placebo (P for interaction = 0.02).", []),
        ("OS was shorter in men (P = 0.02).", []),
        ("Grade 3 events and OS differed between the groups (P=0.02).", []),
        ("Nausea differed between the two groups (P=0.02).", []),
    ],
)
def test_a_paper_may_print_a_comparison_with_a_p_value_alone(
    words: str, wanted: list[tuple[str, str, str]]
) -> None:
    estimates, _ = read(("results", words), PAPER)  # type: ignore[arg-type]
    found = [
        (each.end_point, figure(each.p.number if each.p else None), each.population)
        for each in estimates
    ]
    assert found == wanted
    assert all(each.rule == "sentence-p" and each.experimental for each in estimates)
    assert read(("results", words))[0] == ()


def test_a_p_value_printed_again_with_its_estimate_is_one_fact() -> None:
    estimates, _ = read(
        ("results", "OS did not differ between the groups (P=0.66)."),
        ("results", "The hazard ratio for OS was 0.97 (95% CI, 0.8 to 1.2; P=0.66)."),
        PAPER,  # type: ignore[arg-type]
    )
    assert [each.measure for each in estimates] == ["HR"]


def test_groups_that_are_no_arms_are_not_compared_by_p() -> None:
    words = "OS did not differ between the groups (P=0.66)."
    estimates, _ = read(("results", words), PAPER, of=trial(THREE_ARMS))  # type: ignore[arg-type]
    assert estimates == ()
