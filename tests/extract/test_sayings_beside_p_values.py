"""What the authors say is kept with a comparison by p alone, and read in more wordings."""

import pytest
from tests.extract.made_up_estimates import one, read

PAPER = ("discussion", "We found much.")
RATIO = "The hazard ratio for OS was 0.80 (95% CI, 0.48 to 1.35)."
NOT, YES = "not_significant", "significant"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("OS between the two groups was not statistically significant (P = 0.66).", [NOT]),
        ("OS was longer between the groups but did not achieve significance (P=0.3).", [NOT]),
        ("OS was significantly greater with novumab than with placebo (P = 0.01).", [YES]),
        ("OS between the groups did not reach statistical significance (P=0.34).", [NOT]),
        ("OS between the groups differed (P = 0.3), a difference that was not significant.", [NOT]),
        ("OS between the two groups gave P=0.7.", [None]),
        (
            "No significant difference in OS or PFS between groups (P=0.9 for OS, P=0.5 for PFS).",
            [NOT, NOT],
        ),
        ("OS differed significantly between the groups (P=0.02), PFS gave P=0.7.", [YES, None]),
        ("PFS differed significantly between the two groups, OS was similar, P=0.09.", [None]),
        ("PFS differed significantly between the two groups and OS hardly (P=0.5).", [None]),
        ("Unlike PFS, which did not differ, OS differed between the groups (P=0.01).", [None]),
        ("PFS did not differ and OS differed between the two groups (P<0.01).", [None]),
    ],
)
def test_a_comparison_by_p_alone_keeps_what_its_clause_says(
    words: str, said: list[str | None]
) -> None:
    estimates, _ = read(("results", words), PAPER)  # type: ignore[arg-type]
    found = [each.authors_say.value if each.authors_say else None for each in estimates]
    assert found == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("The hazard ratio for OS was not significant (0.80; 95% CI, 0.48 to 1.35).", NOT),
        (
            f"{RATIO} The HR did not meet the preset criterion of efficacy.",
            NOT,
        ),
        (
            f"{RATIO} The hazard ratio did not cross the boundary for futility.",
            None,
        ),
        (
            f"{RATIO} It failed to reach the limit of futility.",
            None,
        ),
    ],
)
def test_a_ratio_keeps_what_is_said_within_it_or_right_after(words: str, said: str | None) -> None:
    found = one(words).authors_say
    assert (found.value if found else None) == said
