"""Age, sex and performance status of the patients, where the words are easily misread."""

from collections.abc import Callable

import pytest

from trialgraph.extract.population import population
from trialgraph.extract.view import ReadingView
from trialgraph.terms.index import TermIndex

View = Callable[[str], ReadingView]
TITLE = "Sorafenib in cancer.\n\nMETHODS: "


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("Eligible patients were aged 18 years or older.", 18),
        ("Those aged 50 years or older were eligible for a boost.", None),
        ("Women were eligible after the menopause (aged 55 years or older).", None),
        ("Patients aged 50 years or under were included in a second study.", None),
        ("Women aged 45-70 years took part.", 45),
        ("Children aged between 6 and 16 years were enrolled.", 6),
        ("Eligible patients were at least 20 years old.", 20),
        ("1. Age ≥21 years", 21),
        ("Adults, aged 18 years or older and under 75 years, were included.", 18),
        ("Harm to the heart was rare at an attained age of 80 years in women.", None),
        ("Patients aged 60 years were as many as those of 70.", None),
        ("The drug was given for at least 12 years in all patients.", None),
        ("The trial was stopped at the age of 30 years or more of its machine.", None),
    ],
)
def test_the_least_age_is_that_of_all_patients(
    words: str, years: int | None, viewed: View, terms: TermIndex
) -> None:
    said = population(viewed(TITLE + words), terms).age_min
    assert (said.value if said else None) == years


@pytest.mark.parametrize(
    ("words", "grades"),
    [
        ("Their ECOG performance status was 0 or 1.", (0, 1)),
        ("Patients had an ECOG performance status ≤2.", (0, 1, 2)),
        ("Patients had an ECOG performance status of 1 or less.", (0, 1)),
        ("Patients had an ECOG performance status of at most 2.", (0, 1, 2)),
        ("All adults had ECOG performance status 0 to 2.", (0, 1, 2)),
        ("Adults had an ECOG performance status of less than 2.", (0, 1)),
        ("Adults had an ECOG performance status <3.", (0, 1, 2)),
        ("Adults had an ECOG performance status of no more than 1.", (0, 1)),
        ("Adults had an ECOG performance status ≥2.", ()),
        ("Adults had an ECOG PS of 1.", (1,)),
        ("Randomisation was stratified by ECOG performance status (0 or 1).", ()),
        ("We grouped adults by ECOG performance status 0 vs 1.", ()),
        ("We excluded adults with an ECOG performance status of 3.", ()),
    ],
)
def test_a_bound_of_the_performance_status_allows_all_below(
    words: str, grades: tuple[int, ...], viewed: View, terms: TermIndex
) -> None:
    assert population(viewed(TITLE + words), terms).ecog == grades


@pytest.mark.parametrize(
    "words",
    [
        "Men and women aged 40 to 80 years were eligible.",
        "Eligible women with a risk and men with a risk were enrolled.",
        "Male and female patients aged 18 years or older; women with no pregnancy.",
    ],
)
def test_men_and_women_are_not_of_one_sex(words: str, viewed: View, terms: TermIndex) -> None:
    assert population(viewed(TITLE + words), terms).sex is None


@pytest.mark.parametrize(
    ("words", "sex"),
    [
        ("Eligible women were aged 18 years or older.", "female"),
        ("We enrolled 200 men who had been treated before.", "male"),
        ("Female patients were randomly assigned to sorafenib or no treatment.", "female"),
        ("Women of childbearing potential were included if they used contraception.", None),
        ("Among premenopausal women, 20 were randomised late.", None),
        ("We thanked the women.", None),
    ],
)
def test_who_was_taken_says_which_sex_the_patients_had(
    words: str, sex: str | None, viewed: View, terms: TermIndex
) -> None:
    said = population(viewed(TITLE + words), terms).sex
    assert (said.value if said else None) == sex


@pytest.mark.parametrize(
    ("title", "sex"),
    [
        ("Sorafenib in women with cancer.", "female"),
        ("Walking for men treated for cancer: a trial.", "male"),
        ("Walking in men and women with cancer.", None),
    ],
)
def test_a_title_says_which_sex_the_patients_had(
    title: str, sex: str | None, viewed: View, terms: TermIndex
) -> None:
    said = population(viewed(f"{title}\n\nMETHODS: Patients walked."), terms).sex
    assert (said.value if said else None) == sex


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("Sorafenib in HER2-positive cancer.\n\nMETHODS: Patients came.", ["HER2 positive"]),
        (
            "Sorafenib for KRAS- or BRAF-mutated cancer.\n\nMETHODS: Patients came.",
            ["KRAS mutated", "BRAF mutated"],
        ),
        (
            f"{TITLE}We enrolled women with oestrogen receptor-positive cancer.",
            ["estrogen receptor positive"],
        ),
        (f"{TITLE}We enrolled women with HER2-positive or HER2-negative cancer.", []),
        (f"{TITLE}Patients came. RESULTS: ER-negative women had 20% more harm.", []),
        (f"{TITLE}Patients were randomised. In the ER-positive subgroup all enrolled slept.", []),
    ],
)
def test_markers_are_those_of_all_who_were_taken(
    text: str, markers: list[str], viewed: View, terms: TermIndex
) -> None:
    found = population(viewed(text), terms).biomarkers
    assert [f"{each.marker} {each.status}" for each in found] == markers
