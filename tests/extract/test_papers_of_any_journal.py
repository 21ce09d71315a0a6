"""Whole papers: whose a number is, who is counted, what a table's heads and rows stand for."""

import pytest
from tests.extract.made_up_arms import TITLE, View, arms_of, regimens, sizes
from tests.extract.made_up_documents import methods, written
from tests.extract.made_up_facts import baseline
from tests.extract.made_up_tables import arm, figure, grids, setting

from trialgraph.extract.bibliography_funders import read_funders
from trialgraph.extract.circumstances import crossover, stratification
from trialgraph.extract.own_numbers import own_numbers
from trialgraph.extract.registration import registrations
from trialgraph.extract.tables import table_estimates
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import SectionKind
from trialgraph.model.text import Absence, Span, Stated
from trialgraph.model.trial import Arm, ArmRole, EndPoint
from trialgraph.terms.index import TermIndex

NUMBER = "NCT09990001"
NAME = Stated("CADENZA-2", "CADENZA-2", Span(0, 1))


def own(kind: SectionKind, words: str, name: Stated | None = NAME) -> list[str]:
    view = ReadingView(written(("title", "Tea."), (kind, words), ("references", "1. None.")))
    return [one.stated.value for one in own_numbers(view, registrations(view), name) if one.is_own]


@pytest.mark.parametrize(
    "words",
    [
        f"The phase III CADENZA-2 study (ClinicalTrials.gov identifier: {NUMBER}) was begun.",
        f"The phase III CADENZA-2 study (TEA-1140; ClinicalTrials.gov: {NUMBER}) tested tea.",
        f"CADENZA-2 ({NUMBER}) was designed to test tea; another was NCT09990002.",
        f"This large study ({NUMBER}) is the first of two (NCT09990002).",
        f"Tea may help. Trial registration: {NUMBER} (2010). It is one of NCT09990002.",
    ],
)
def test_a_number_behind_the_trials_own_name_is_its_own(words: str) -> None:
    assert own("introduction", words) == [NUMBER]


@pytest.mark.parametrize(
    "words",
    [
        f"CADENZA-2+ ({NUMBER}) is the extension, CADENZA-1 ({NUMBER[:-1]}2) came before.",
        f"Data are from CADENZA-2 and from ALLEGRO ({NUMBER}).",
        f"Another trial ({NUMBER}) tests milk.",
    ],
)
def test_a_number_behind_another_name_is_not_its_own(words: str) -> None:
    assert own("introduction", f"{words} See NCT09990003.") == []
    assert own("introduction", f"{words} See NCT09990003.", None) == []


def test_the_last_page_may_tell_of_the_trial() -> None:
    kind: SectionKind = "back"
    told = f"CLINICAL TRIAL INFORMATION\n\n{NUMBER} (CADENZA-2)"
    assert own("back", told) == [NUMBER]
    view = ReadingView(written(("introduction", f"See {NUMBER} and NCT09990002."), ("back", told)))
    found = own_numbers(view, registrations(view), None)
    assert [one.stated.value for one in found if one.is_own] == [NUMBER]
    listed = (kind, f"Trial registration: {NUMBER}, NCT09990002")
    view = ReadingView(written(("introduction", f"See {NUMBER} and NCT09990002."), listed))
    assert not any(one.is_own for one in own_numbers(view, registrations(view), None))
    assert own("back", f"OTHER INFORMATION\n\n{NUMBER} (CADENZA-2)") == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Crossover was permitted after progression.", "allowed"),
        ("No crossover was allowed between the arms.", "not allowed"),
        ("Crossover to tea was not allowed.", "not allowed"),
        ("Patients could cross over to tea if the aim was not met.", "allowed"),
    ],
)
def test_who_could_change_arms(words: str, value: str) -> None:
    found = crossover(methods(words))
    assert found is not None
    assert found.value == value


def test_factors_are_named_without_their_levels() -> None:
    words = (
        "Randomization was stratified by per-site load, per tea score, cup count <50 vs 50-99, "
        "and number of pots ≤3 vs >3."
    )
    named = [one.value for one in stratification(methods(words))]
    assert named == ["per-site load", "tea score", "cup count", "number of pots"]


@pytest.mark.parametrize(
    ("by", "named"),
    [
        ("NIH R35CA263816, U24CA13274, and P30CA008748", ["NIH"]),
        ("Teaworks LLC, an Infusion company", ["Teaworks LLC"]),
        ("Teaworks, Darmstadt, Germany", ["Teaworks"]),
        ("Teaworks, Germany", ["Teaworks"]),
        ("Teaworks and Potworks, Germany", ["Teaworks", "Potworks"]),
        (
            "the National Tea, Cup, and Kettle Institute and Teaworks",
            ["National Tea, Cup, and Kettle Institute", "Teaworks"],
        ),
    ],
)
def test_grants_and_towns_fund_nothing(by: str, named: list[str]) -> None:
    document = written(("funding", f"This work was supported by {by}."))
    assert [one.value for one in read_funders(document)] == named


ASSIGNED = "Patients were randomly assigned to olaparib or docetaxel. RESULTS: "


@pytest.mark.parametrize(
    "words",
    [
        "Fifteen patients discontinued olaparib (n = 13) or docetaxel (n = 12) at closure.",
        (
            "Nine randomized patients experienced serious AEs: four assigned to olaparib and five "
            "assigned to docetaxel."
        ),
        "One patient had docetaxel (n = 1), two olaparib (n = 2).",
    ],
)
def test_patients_that_something_befell_are_no_arm(
    words: str, viewed: View, terms: TermIndex
) -> None:
    assert sizes(arms_of(viewed(f"{TITLE}{ASSIGNED}{words}"), terms)) == [None, None]


def test_clusters_are_no_patients(viewed: View, terms: TermIndex) -> None:
    words = (
        "In this trial 15 clinicians were randomly assigned to prescribe olaparib (n = 8) or "
        "docetaxel (n = 7)."
    )
    assert sizes(arms_of(viewed(TITLE + words), terms)) == [None, None]


@pytest.mark.parametrize(
    "words",
    [
        "We evaluated olaparib in adults with anaemia A or B, with or without docetaxel allergy.",
        "This study assessed safety, tolerability, and dose of olaparib with or without docetaxel.",
    ],
)
def test_what_patients_have_makes_no_arms(words: str, viewed: View, terms: TermIndex) -> None:
    title = "Olaparib in anaemia: results of the study.\n\nMETHODS: "
    assert [each for each in regimens(arms_of(viewed(title + words), terms)) if len(each) > 1] == []


def test_a_trial_that_the_introduction_retells_has_no_arms_here(terms: TermIndex) -> None:
    retold = "A recent study evaluated olaparib versus docetaxel in adults [4]."
    view = ReadingView(written(("introduction", retold), ("references", "4. Tea. 2001.")))
    assert arms_of(view, terms) == ()
    ours = "In this study we evaluated olaparib versus docetaxel in adults [4]."
    view = ReadingView(written(("introduction", ours), ("references", "4. Tea. 2001.")))
    assert regimens(arms_of(view, terms)) == [["olaparib"], ["docetaxel"]]


ROLES = "H|Intervention (n = 53) Mean ± SD or n (%)|Control (n = 66) Mean ± SD or n (%)|p"


def kinds(head: str, arms: tuple[Arm, ...]) -> list[str]:
    found = grids("Table 1. Baseline characteristics", f"{head}\nMen|5 (9)|6 (9)|0.9", "", arms)
    return [column.arm or column.kind for grid in found for column in grid.columns]


def pair(one: ArmRole, other: ArmRole) -> tuple[Arm, ...]:
    return (arm("brisk walks", 9, one), arm("usual advice", 8, other, 2))


@pytest.mark.parametrize(
    ("head", "read"),
    [
        (ROLES, ["brisk walks", "usual advice", "p"]),
        ("H|Control group|Experimental arm|P", ["usual advice", "brisk walks", "p"]),
        ("H|Control|Others|P", ["other", "other", "p"]),
        ("H|Intervention|Control|Usual advice", ["other", "other", "usual advice"]),
        ("H|Intervention|Usual advice|P", ["other", "usual advice", "p"]),
    ],
)
def test_heads_may_name_the_roles_of_a_pair(head: str, read: list[str]) -> None:
    assert kinds(head, pair("experimental", "control")) == read


def test_heads_of_roles_need_one_arm_of_each() -> None:
    assert kinds(ROLES, pair("experimental", "experimental")) == ["other", "other", "p"]
    more = (*pair("experimental", "control"), arm("slow walks", 7, "experimental", 4))
    assert kinds(ROLES, more) == ["other", "other", "p"]


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ("Age — yr|51.2 ± 9.1|52.0 ± 9", "Age tea mean N40 v51.2 sd9.1 years"),
        ("Sex — no. (%)\n Men|10 (25)|9 (22)", "Sex/Men tea count n10 %25 N40"),
        ("Illness — no./total no. (%)\n Gout|10 (25)|9 (22)", "Illness/Gout tea count n10 %25 N40"),
        ("• Pressure — mm Hg|120 ± 9|121 ± 8", "Pressure tea mean N40 v120 sd9 mmHg"),
    ],
)
def test_dashes_stand_before_units_and_statistics(row: str, read: str) -> None:
    assert baseline(row)[0] == read


def test_what_has_a_spread_is_a_mean_among_counts() -> None:
    found = baseline("Age|51.2 ± 9.1|52.0 ± 9", "Baseline characteristics, n (%)")
    assert found[0] == "Age tea mean N40 v51.2 sd9.1"


DECLARED = (
    EndPoint(name="admissions", name_printed="admissions", role="secondary", span=Span(0, 0)),
)
EFFECTS = "H|Tea (n = 40)|Water (n = 41)|Difference (95% CI)|P"


def effects(*rows: str, head: str = EFFECTS) -> list[tuple[str, str, str]]:
    lines = "\n".join((head, *rows))
    found = table_estimates(setting("Table 2. Outcomes", lines, end_points=DECLARED))
    return [
        (one.end_point, one.measure, "" if isinstance(one.value, Absence) else figure(one.value))
        for one in found
    ]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("All-cause admissions at 6 months, rate (secondary outcome)", "admissions"),
        ("Chest pain admissions", "Chest pain admissions"),
        ("Patients with ≥2 admissions", "Patients with ≥2 admissions"),
        ("Admissions", "admissions"),
    ],
)
def test_a_row_narrower_than_a_declared_end_point_keeps_its_words(label: str, name: str) -> None:
    assert effects(f"{label}|4 (10)|6 (15)|-5 (-9 to -1)|0.32") == [(name, "RD", "-5")]


@pytest.mark.parametrize(
    ("cells", "measure"),
    [
        ("24.1 ± 2|23.9 ± 2", "MD"),
        ("24.1 (23.4 to 24.8)|23.9 (23.2 to 24.6)", "difference"),
        ("24.1 (9)|23.9 (8)", "RD"),
        ("24%|23%", "RD"),
        ("high|low", "RD"),
    ],
)
def test_a_difference_between_means_is_none_of_risks(cells: str, measure: str) -> None:
    read = effects(f"Admissions|{cells}|0.2 (-0.8 to 1.2)|0.6")
    assert read == [("admissions", measure, "0.2")]
