"""Numbers that count patients, whatever word stands before them, and those that do not."""

import pytest
from tests.extract.made_up_values import TWO, arm, figure, short, values

FOUR = (*TWO, arm("group A", "unclear", 2), arm("group B", "unclear", 3))


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "Sustained relief was achieved by 69% of patients on N and 36% of patients on P.",
            ["sustained relief N 69", "sustained relief P 36"],
        ),
        (
            "Sustained relief was reported for 69% of patients on N and by 36% on P.",
            ["sustained relief N 69", "sustained relief P 36"],
        ),
        # By how much something changed is no share of patients.
        ("Relapses were reduced by 69% with N and by 36% with P.", []),
        ("Relapses were rarer, lower by 69% with N and by 36% with P.", []),
        # Nobody is said to have done anything.
        ("The risk stood by 69% with N and by 36% with P.", []),
        # A threshold is none, either; nor is a range.
        (
            "Relief of 50% or more was rare with N (20% v 10%).",
            ["relief of 50% or more N 20", "relief of 50% or more P 10"],
        ),
        ("Relief was noted in 4% - 6% of patients with N and 10% - 12% with P.", []),
        # The number of a week is no value.
        (
            "At week 12, 40.2% of patients given N had full relief, compared with 9.8% given P.",
            ["full relief N 40.2", "full relief P 9.8"],
        ),
    ],
)
def test_shares_of_those_who_did_something_are_values(words: str, read: list[str]) -> None:
    found = values(("results", words))
    assert [f"{one.end_point} {one.arm} {figure(one.value)}" for one in found] == read


def test_the_sizes_of_arms_beside_their_values_are_no_counts() -> None:
    words = (
        "Median OS was 10.5 months (IQR 5-21) for 628 patients allocated N and 9.1 months (4-18)"
        " for 625 patients who received P."
    )
    assert short(values(("results", words))) == ["OS median N 10.5", "OS median P 9.1"]


def test_a_count_that_another_is_compared_with_is_one() -> None:
    words = "There were 341 DFS events with N compared with 410 with P."
    assert short(values(("results", words))) == ["DFS count N 341", "DFS count P 410"]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            (
                "The ORR was better with N (49 of 107 patients; 45.8% [95% CI, 36 to 56]) than with"
                " P (31 of 107; 29.0% [21 to 39])."
            ),
            ["ORR proportion N 45.8", "ORR proportion P 29.0"],
        ),
        (
            "The ORR was 3% (eight of 251 patients) for N and 5% (12 of 250 patients) for P.",
            ["ORR proportion N 3", "ORR proportion P 5"],
        ),
        (
            "Median OS was 12.3 (95% CI, 10.1-14.0) and 10.3 (95% CI, 8.8-12.1) months in N and P.",
            ["OS median N 12.3", "OS median P 10.3"],
        ),
        (
            "Fewer patients on N than on P required surgery (14 v 29).",
            ["surgery count N 14", "surgery count P 29"],
        ),
        (
            "Screening was completed by 36.9% of people given N and 14.8% of people given P.",
            ["screening proportion N 36.9", "screening proportion P 14.8"],
        ),
    ],
)
def test_forms_of_values_that_journals_print(words: str, read: list[str]) -> None:
    assert short(values(("results", words))) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("The median PFS was 4.7 and 3.3 months in groups A and B.", ["A 4.7", "B 3.3"]),
        # A letter that no arm has names others.
        ("The median PFS was 4.7 and 3.3 months in groups A and D.", []),
    ],
)
def test_arms_of_a_list_of_letters_are_known(words: str, read: list[str]) -> None:
    found = values(("results", words), arms=FOUR)
    assert [f"{one.arm.removeprefix('group ')} {figure(one.value)}" for one in found] == read


def test_an_arm_under_one_heading_is_the_subject_of_its_sentence() -> None:
    words = (
        "RESULTS: In the N arm, the ORR was 36%, the median PFS was 7.1 months, and OS was long."
    )
    assert short(values(("results", words))) == ["ORR proportion N 36", "PFS median N 7.1"]
