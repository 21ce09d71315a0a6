"""Conclusions as journals of many fields word them."""

import pytest
from tests.extract.made_up_arms import View

from trialgraph.extract.conclusion import conclusion

ABSTRACT = (
    "A randomised trial of velotan.\n\nIMPORTANCE: Thirst is common.\n\nDESIGN, SETTING, AND "
    "PARTICIPANTS: A trial in 9 towns.\n\nMETHODS: Patients were randomised to velotan or water."
    "\n\nRESULTS: All were seen.\n\nCONCLUSIONS: {}"
)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Velotan did not slow the decline in kidney function.", "no benefit"),
        ("The use of velotan did not shorten the time to recovery.", "no benefit"),
        ("The rate of infection was similar in the two groups.", "no benefit"),
        ("Velotan and water provided equivalent pain relief.", "no benefit"),
        ("Velotan increased bleeding without reducing strokes.", "no benefit"),
        ("Velotan slowed the decline in kidney function.", "benefit"),
        ("Velotan relieves the symptoms of thirst.", "benefit"),
        ("A programme for nurses shortened the hospital stay.", "benefit"),
        ("Telephone calls increased physical activity.", "benefit"),
        ("Velotan decreased mortality by a quarter.", "benefit"),
        ("Velotan is useful after surgery.", "benefit"),
        ("Velotan was safer than water.", "benefit"),
        ("Velotan should be considered for patients with thirst.", "benefit"),
        ("Survival was worse with velotan.", "harm"),
        ("Velotan reduced thirst but did not improve mood.", "mixed"),
        ("Although velotan reduced thirst, it did not reduce hunger.", "mixed"),
        ("Velotan relieved pain; however, it had no effect on function.", "mixed"),
        ("Velotan may have reduced thirst but did not improve mood.", "no benefit"),
        ("Velotan is cheap but did not improve mood.", "no benefit"),
        ("The trial was too small to show which is better.", "unclear"),
        ("Velotan resulted in fewer falls.", "benefit"),
        ("Velotan resulted in fewer severe reactions.", None),
        ("A single dose of velotan provided protection against falls.", "benefit"),
        ("Velotan increased the proportion of women with remission.", "benefit"),
        ("Velotan doubled the rate of remission.", "benefit"),
        ("Patients assigned to velotan were more likely to be alive.", "benefit"),
        ("Children given velotan were less likely to fall.", "benefit"),
        ("Children given velotan were less likely to respond.", None),
        ("Boys were less likely to fall.", None),
        ("Children given velotan were no less likely to fall than others.", "no benefit"),
        ("Falls were not less frequent with velotan.", "no benefit"),
        ("Routine velotan is not supported by these results.", "no benefit"),
        ("Velotan was ineffective in thirst.", "no benefit"),
        ("Velotan has no role in thirst.", "no benefit"),
        ("Velotan cannot replace water.", "no benefit"),
        ("The trial of velotan was stopped early for futility.", "no benefit"),
        ("Velotan was associated with a higher risk of death.", "harm"),
        ("Placebo was associated with a higher risk of death.", None),
        ("Usual care was associated with a greater risk of dying.", "benefit"),
        ("Mortality was higher with velotan than with water.", "harm"),
        ("Mortality was higher with placebo than with velotan.", "benefit"),
        ("No firm conclusions can be drawn.", "unclear"),
        ("Velotan confirms that the thirst receptor is an active drug target.", None),
        (
            (
                "Patients with high thirst markers had poor outcomes. Blocking thirst may be "
                "beneficial in some."
            ),
            "unclear",
        ),
        (
            ("Patients with high thirst markers had poor outcomes. Velotan was superior to water."),
            "benefit",
        ),
        ("A larger trial is needed to determine whether velotan is effective.", None),
        ("Both treatments reduced thirst.", None),
        ("Velotan improved early survival but not late survival.", "mixed"),
        ("Water remains the standard.", "no benefit"),
        ("Velotan did not improve survival. It was non-inferior to water in function.", "mixed"),
        ("Both treatments reduced thirst more than placebo did.", "benefit"),
    ],
)
def test_a_conclusion_is_read_in_many_words(viewed: View, words: str, wanted: str | None) -> None:
    assert conclusion(viewed(ABSTRACT.format(words))) == wanted


def test_the_first_part_of_an_abstract_in_parts_concludes_nothing(viewed: View) -> None:
    text = (
        "Velotan is superior to water. We tested it in a trial.\n\nMETHODS: Patients were "
        "randomised.\n\nCONCLUSION: Velotan did not improve survival."
    )
    assert conclusion(viewed(text)) == "no benefit"


@pytest.mark.parametrize(
    ("plan", "words", "wanted"),
    [
        (
            "This was a noncomparative, randomised study.",
            "Velotan had durable responses.",
            "unclear",
        ),
        (
            "There were no formal statistical comparisons between the treatment arms.",
            "Velotan showed a high response rate.",
            "unclear",
        ),
        ("This was a noncomparative study.", "Velotan reduced thirst more than water.", "benefit"),
        ("This was a noncomparative study.", "Velotan did not reduce thirst.", "no benefit"),
        (
            "There were no formal comparisons of subgroups.",
            "Velotan had durable responses.",
            "benefit",
        ),
        (
            "We asked whether velotan given at home is equivalent to velotan in hospital.",
            "Velotan at home had similar effects on survival.",
            "noninferior",
        ),
        (
            "We asked whether velotan given at home is better than in hospital.",
            "Velotan at home provided similar relief.",
            "no benefit",
        ),
    ],
)
def test_what_was_planned_decides_what_words_add_up_to(
    viewed: View, plan: str, words: str, wanted: str
) -> None:
    text = ABSTRACT.format(words).replace("Patients were", f"{plan} Patients were")
    assert conclusion(viewed(text)) == wanted
