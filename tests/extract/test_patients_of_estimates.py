"""Whose estimates they are: all patients, a subgroup, those after an event, or no arms at all."""

import pytest
from tests.extract.made_up_primary import only, results
from tests.extract.made_up_tables import setting

from trialgraph.extract.mentions.context import population, population_after
from trialgraph.extract.tables import table_estimates, table_values


@pytest.mark.parametrize(
    "words",
    [
        "PFS was longer in patients with high X than in those with low X (HR 0.5; P=0.01).",
        "With novumab, OS did not differ between female and male patients (HR 0.9; P=0.6).",
        "OS differed between the expression subgroups (HR 0.9; P=0.6).",
        "High ferritin was associated with shorter OS (HR 1.5; 95% CI 1.1-2.0).",
        "OS was shorter with each 5-unit increase in ferritin (HR 1.5; P=0.01).",
        "Ferritin predicted OS (HR 1.5; P=0.01).",
        "Men had shorter OS than women (HR 1.5; P=0.01).",
        "OS was longer in mutated tumours than in wild-type (HR 0.5; P=0.01).",
        "In the placebo group, BRCA mutation was associated with longer OS (HR 0.5; P=0.01).",
        "Within the novumab group, ferritin correlated with OS (HR 1.5; P=0.01).",
        "With an external control cohort, the OS HR was 0.5 (P=0.01).",
        "Against a matched comparator, the OS HR was 0.5 (P=0.01).",
        "OS HR 0.37 (95% CI 0.11-1.24) versus 0.86 (95% CI 0.52-1.42) was seen.",
    ],
)
def test_subsets_and_factors_are_no_arms(words: str) -> None:
    assert not results(words)


@pytest.mark.parametrize(
    "words",
    [
        "OS did not differ between the novumab and placebo groups (HR 0.9; P=0.6).",
        "Novumab was associated with longer OS (HR 0.5; P=0.01).",
        "Active treatment was associated with longer OS (HR 0.5; P=0.01).",
        "Receipt was associated with longer OS (HR 0.5; P=0.01) compared with placebo.",
        "OS did not differ between the high-dose and low-dose groups (HR 0.9; P=0.6).",
    ],
)
def test_arms_are_compared_in_the_same_words(words: str) -> None:
    assert only(words).end_point == "OS"


@pytest.mark.parametrize(
    ("words", "patients"),
    [
        ("In stage II-III, the HR for OS was 0.5 (", "subgroup: stage II-III"),
        ("In ER-negative pts (n = 61), the HR was 0.5 (", "subgroup: ER-negative pts"),
        ("For the GCB subtype, OS was longer (", "subgroup: GCB subtype"),
        ("OS was longer among Asian patients (", "subgroup: Asian patients"),
        ("PFS with A was longer in older women (", "subgroup: older women"),
        ("OS differed among non-Hispanic participants (", "subgroup: non-Hispanic participants"),
        ("OS was longer in assigned patients (", "all"),
        ("In total, OS was longer (", "all"),
        ("In the entire trial of stage II, OS was longer (", "all"),
        (
            "Patients with high X treated with A lived longer (",
            "subgroup: Patients with high X",
        ),
        (
            "Women with low X (of 9) had longer OS with A (",
            "subgroup: Women with low X",
        ),
        ("Low X expressers had the same OS (", "subgroup: Low X expressers"),
        (
            "OS was longer for 38 patients (19 and 19) with high X, (",
            "subgroup: patients with high X",
        ),
        ("OS was longer for 38 patients (19 and 19) who were randomised, (", "all"),
        (
            "Men in the low X expression group (n = 4) had (",
            "subgroup: Men in the low X expression group (n = 4)",
        ),
    ],
)
def test_a_few_words_narrow_the_patients_down(words: str, patients: str) -> None:
    assert population(words, len(words) - 1) == patients


@pytest.mark.parametrize(
    ("words", "patients"),
    [
        (") in X-positive pts", "subgroup: X-positive pts"),
        (") in older women", "subgroup: older women"),
        (") in men.", "subgroup: men"),
        (") in novumab patients", ""),
    ],
)
def test_patients_are_named_after_an_estimate(words: str, patients: str) -> None:
    assert population_after(words) == patients


@pytest.mark.parametrize(
    ("words", "patients"),
    [
        (
            "Excluding patients with brain metastases, the HR for OS was 0.5 (P=0.01).",
            "subgroup: excluding patients with brain metastases",
        ),
        (
            "After exclusion of 12 patients with late entry, the HR for OS was 0.5 (P=0.01).",
            "subgroup: excluding 12 patients with late entry",
        ),
        (
            "Patients with unknown grade were omitted. The HR for OS was 0.5 (P=0.01).",
            "subgroup: patients with known grade",
        ),
        (
            "Cases with missing nodal status were removed. The HR for OS was 0.5 (P=0.01).",
            "subgroup: patients with known nodal status",
        ),
    ],
)
def test_patients_left_out_make_a_subgroup(words: str, patients: str) -> None:
    assert only(words).population == patients


def test_a_ratio_of_how_long_a_response_lasted_is_of_responders() -> None:
    rows = "H|Tea|Water|HR (95% CI)\nDuration of response, median, months|9|7|0.70 (0.50–0.90)"
    (estimate,) = table_estimates(setting("Efficacy", rows))
    assert (estimate.end_point, estimate.population) == ("DoR", "responders")


def test_a_table_about_a_relapse_counts_those_who_had_one() -> None:
    rows = "H|Tea (n = 20)|Water (n = 21)|P\nSite, n (%)|||0.5\n Cup|4 (20)|2 (10)|"
    for title in (
        "Sites of first relapse",
        "Patterns of recurrence",
        "Treatment after progression",
    ):
        who = {one.population for one in table_values(setting(title, rows))}
        assert len(who) == 1
        assert who.pop().startswith("patients with ")
        (estimate,) = table_estimates(setting(title, rows))
        assert estimate.population.startswith("patients with ")
    whole = rows.replace("20)|Water", "40)|Water").replace("n = 21", "n = 41")
    assert {one.population for one in table_values(setting("Sites of relapse", whole))} == {"all"}
