"""How many patients were randomised, as journals of many fields print it."""

import pytest
from tests.extract.made_up_arms import TITLE, View, arms_of, sizes

from trialgraph.extract.arm_sizes import arm_sizes
from trialgraph.extract.arms import draft_arms
from trialgraph.extract.randomised import n_randomised
from trialgraph.terms.index import TermIndex

TRIAL = "A randomised trial of docetaxel in thirst.\n\n"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("METHODS: Eighty-six survivors of thirst were randomized to docetaxel or water.", 86),
        ("METHODS: A total of 84 RTX were randomised to docetaxel or erlotinib.", 84),
        (
            (
                "METHODS: 84 newly diagnosed, drug-naive type 2 diabetes patients were randomised "
                "to docetaxel or erlotinib."
            ),
            84,
        ),
        (
            "METHODS: Type 2 diabetes patients were randomised to docetaxel or erlotinib.",
            None,
        ),
        (
            (
                "METHODS: Women aged 50 to 74 years with a score of 7.5 (n = 320) were evenly "
                "randomised to docetaxel or erlotinib."
            ),
            320,
        ),
        (
            (
                "METHODS: Adults (n = 455) with a score of 7.5 to 11.2 were stratified by sex and "
                "randomly assigned to docetaxel or erlotinib."
            ),
            455,
        ),
        (
            (
                "METHODS: Patients of the docetaxel group (n = 40) were seen before they were "
                "randomised."
            ),
            None,
        ),
        (
            (
                "RESULTS: Forty-one patients were randomised to receive docetaxel, and 43 were "
                "randomised to receive placebo."
            ),
            None,
        ),
        ("RESULTS: We randomly assigned 139 patients each to docetaxel and placebo.", None),
        ("METHODS: In 2004 patients were randomised to docetaxel or placebo.", None),
        (
            (
                "METHODS: From March 2010 through May 2012, 107 women were randomised to docetaxel "
                "or placebo."
            ),
            107,
        ),
        ("RESULTS: The 65 randomised subjects (31 docetaxel, 34 placebo) were old.", 65),
        ("PATIENTS: 116 adults with thirst.\n\nMETHODS: They got docetaxel or placebo.", 116),
        ("METHODS: In a randomised trial, 570 patients received docetaxel or placebo.", 570),
        (
            (
                "METHODS: This randomised study was performed in 52 patients with thirst, who got "
                "docetaxel or placebo."
            ),
            52,
        ),
        (
            (
                "METHODS: In this randomised trial docetaxel was compared with erlotinib in 255 "
                "patients with thirst."
            ),
            255,
        ),
        (
            (
                "METHODS: This randomised trial assessed whether docetaxel could prevent thirst in "
                "210 patients who got docetaxel or placebo."
            ),
            210,
        ),
        (
            (
                "METHODS: Randomised to docetaxel or placebo, in a 1:1 ratio, adults who had "
                "thirst were enrolled in May."
            ),
            None,
        ),
        (
            (
                "METHODS: This randomised, double-blind, phase 3 tea trial held at "
                "the Lake Clinic assessed whether docetaxel prevents thirst in 210 patients."
            ),
            210,
        ),
        (
            (
                "RESULTS: In May, we recruited 209 patients. 88 patients were enrolled at small "
                "centres that had docetaxel alone."
            ),
            209,
        ),
        ("RESULTS: Among 199 patients (120 men), the median age was 67 years.", 199),
        ("RESULTS: In this cohort of 199 patients, mean age was 67 years.", 199),
        ("RESULTS: The intention-to-treat population included 319 patients.", 319),
        (
            "METHODS: Sixty-one patients were allocated to docetaxel and 68 to erlotinib.",
            None,
        ),
    ],
)
def test_patients_are_counted_in_many_words(viewed: View, words: str, wanted: int | None) -> None:
    found = n_randomised(viewed(TRIAL + words), [])
    assert (int(found.value) if found else None) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "Patients were randomised to cognitive therapy (CBT) or usual care. RESULTS: In "
                "all, 130 adults were recruited (CBT:63, control:67)."
            ),
            [63, 67],
        ),
        (
            (
                "Patients were randomised to docetaxel or erlotinib; 154 and 149 patients, "
                "respectively, were enrolled."
            ),
            [154, 149],
        ),
        (
            (
                "Patients were randomised to 7 days or 14 days of docetaxel. RESULTS: We included "
                "604 patients: 306 in the 7-day group and 298 in the 14-day group."
            ),
            [306, 298],
        ),
        (
            "300 adults were randomised to mesh repair (150) or suture repair (150).",
            [150, 150],
        ),
        (
            (
                "Patients were randomised to docetaxel or erlotinib. RESULTS: It was stopped "
                "after 312 patients had been enrolled (158 in the docetaxel group and 154 in the "
                "erlotinib group)."
            ),
            [158, 154],
        ),
        (
            (
                "Patients were randomised to docetaxel alone or docetaxel plus erlotinib. RESULTS: "
                "106 received docetaxel alone and 108 received erlotinib plus docetaxel."
            ),
            [106, 108],
        ),
        (
            (
                "Adults got docetaxel, 20 mg/d (n = 52), or placebo (n = 50), by random assignment "
                "to docetaxel or placebo."
            ),
            [52, 50],
        ),
        (
            (
                "Patients who were stable by day 7 were randomised to docetaxel or erlotinib. "
                "RESULTS: Of 53 men randomised to docetaxel or erlotinib, 40 came."
            ),
            [None, None],
        ),
        (
            (
                "Patients were randomised to docetaxel or erlotinib. RESULTS: Patients (N = 168) "
                "got docetaxel (n = 83) or erlotinib (n = 85) until there was toxicity."
            ),
            [83, 85],
        ),
        (
            (
                "Patients were randomised to docetaxel or erlotinib. RESULTS: Patients were "
                "recruited (docetaxel: 63, erlotinib: 67)."
            ),
            [None, None],
        ),
    ],
)
def test_sizes_stand_before_or_behind_the_names_of_arms(
    viewed: View, terms: TermIndex, words: str, wanted: list[int | None]
) -> None:
    assert sizes(arms_of(viewed(TITLE + words), terms)) == wanted


def test_a_role_word_names_its_only_arm_beside_a_total(viewed: View, terms: TermIndex) -> None:
    text = (
        f"{TITLE}Patients were randomised to docetaxel or no treatment. RESULTS: In all, 335 women "
        "were recruited, 169 intervention and 166 control."
    )
    view = viewed(text)
    found = arm_sizes(view, draft_arms(view, terms))
    assert sorted(int(size.value) for size in found.values()) == [166, 169]


def test_of_several_numbers_the_sum_of_the_arms_is_the_number(viewed: View) -> None:
    words = "RESULTS: In all, 86 women were randomised, and 9 men were randomised to water."
    found = n_randomised(viewed(TRIAL + words), [40, 46])
    assert found is not None
    assert found.printed == "86"
