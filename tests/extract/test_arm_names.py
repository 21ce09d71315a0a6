"""Names of arms: abbreviations, letters, groups, and words that are no names of arms."""

from pathlib import Path

import pytest
from tests.extract.made_up_arms import View, arms_of, regimens

from trialgraph.documents.reader import read_document
from trialgraph.extract.view import ReadingView
from trialgraph.terms.index import TermIndex

TITLE = "A trial of treatment in advanced cancer.\n\n"
PAPER = Path(__file__).parents[2] / "examples/documents/precious-primary-analysis.paper.md"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "BACKGROUND: Pegylated liposomal doxorubicin (PLD) is in use. METHODS: Women were "
                "randomly assigned to olaparib plus PLD or to PLD alone."
            ),
            [["olaparib", "liposomal doxorubicin"], ["liposomal doxorubicin"]],
        ),
        (
            (
                "METHODS: In this placebo (PBO)-controlled trial patients "
                "were randomly assigned to "
                "mFOLFOX6 plus olaparib or mFOLFOX6 plus PBO."
            ),
            [
                ["leucovorin", "fluorouracil", "oxaliplatin", "olaparib"],
                ["leucovorin", "fluorouracil", "oxaliplatin", "placebo"],
            ],
        ),
        (
            (
                "BACKGROUND: Folinic acid and fluorouracil (FF) are old "
                "drugs. METHODS: Patients were "
                "randomly assigned to FF or oxaliplatin plus FF."
            ),
            [["leucovorin", "fluorouracil"], ["oxaliplatin", "leucovorin", "fluorouracil"]],
        ),
        (
            (
                "BACKGROUND: Folinic acid and fluorouracil (FF) are old "
                "drugs. METHODS: Patients were "
                "randomly assigned to fluorouracil or olaparib plus FF plus fluorouracil."
            ),
            [["fluorouracil"], ["olaparib", "leucovorin", "fluorouracil"]],
        ),
        (
            (
                "BACKGROUND: Quick zebras and xylophones (QZX) were used. METHODS: Patients were "
                "randomly assigned to docetaxel plus QZX or docetaxel."
            ),
            [["docetaxel", "QZX"], ["docetaxel"]],
        ),
    ],
)
def test_an_abbreviation_in_a_regimen_is_what_the_text_defines_it_as(
    viewed: View, terms: TermIndex, words: str, wanted: list[list[str]]
) -> None:
    assert regimens(arms_of(viewed(TITLE + words), terms)) == wanted


def test_letters_joined_by_hyphens_name_the_arm_whose_drugs_have_them(
    viewed: View, terms: TermIndex
) -> None:
    view = viewed(
        f"{TITLE}METHODS: Women were randomly assigned to epirubicin plus cyclophosphamide plus "
        "docetaxel (T) or to paclitaxel. RESULTS: Survival was 9 months with EC-T, and X-Y was "
        "not given."
    )
    first, second = arms_of(view, terms)
    assert first.label == "EC-T"
    assert "X-Y" not in {second.label, *second.aliases}


def test_groups_with_their_regimens_in_parentheses_are_arms(viewed: View, terms: TermIndex) -> None:
    view = viewed(
        f"{TITLE}RESULTS: The AB group (olaparib plus docetaxel; n = 12) and the B group "
        "(docetaxel; n = 13) were alike, and so was the Q arm (unheard stuff)."
    )
    arms = arms_of(view, terms)
    assert [(arm.label, arm.n and int(arm.n.value)) for arm in arms] == [("AB", 12), ("B", 13)]
    assert regimens(arms) == [["olaparib", "docetaxel"], ["docetaxel"]]


def test_one_group_with_a_regimen_is_no_comparison(viewed: View, terms: TermIndex) -> None:
    view = viewed(f"{TITLE}RESULTS: The AB group (olaparib plus docetaxel) did well.")
    assert arms_of(view, terms) == ()


@pytest.mark.parametrize(
    "aside",
    [
        "Drugs such as olaparib were in the XYZ-3 (ABC) trial.",
        "Response to olaparib among patients with hybridization in situ (FISH) was rare.",
        "The rate with olaparib (95% confidence interval [CI], 1 to 2) was low.",
        "Olaparib (PFS) is measured.",
        "Olaparib (ABC trial) is known, and olaparib (ABC) trial results are.",
        "The mystery group did well.",
    ],
)
def test_words_that_are_no_arm_become_no_name(viewed: View, terms: TermIndex, aside: str) -> None:
    view = viewed(
        f"{TITLE}METHODS: Patients were randomly assigned to olaparib or placebo. RESULTS: {aside}"
    )
    first, second = arms_of(view, terms)
    assert (first.label, second.label) == ("olaparib", "placebo")
    assert not {"ABC", "FISH", "CI", "PFS", "mystery group"} & {*first.aliases, *second.aliases}


def test_an_abbreviated_arm_is_spelt_out_with_its_choice(viewed: View, terms: TermIndex) -> None:
    view = viewed(
        f"{TITLE}BACKGROUND: We studied olaparib plus chemotherapy (OC). We also studied olaparib "
        "plus chemotherapy of physician's choice (OC). Nobody had studied chemotherapy of "
        "physician's choice (CH). METHODS: Patients were randomly assigned to OC or CH."
    )
    first, second = arms_of(view, terms)
    assert (first.label, second.label) == ("OC", "CH")
    assert [each.choice_group for each in first.interventions] == [None, 1]


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        (
            (
                "METHODS: In this noninferiority trial patients were randomly assigned to olaparib "
                "plus docetaxel or docetaxel. RESULTS: It was longer with "
                "olaparib plus docetaxel v "
                "docetaxel."
            ),
            ["control", "experimental"],
        ),
        (
            "METHODS: Patients were randomly assigned to olaparib or radiotherapy alone.",
            ["experimental", "control"],
        ),
        (
            "METHODS: Patients were randomly assigned to olaparib, docetaxel, or paclitaxel.",
            ["unclear", "unclear", "unclear"],
        ),
    ],
)
def test_an_arm_is_the_control_only_where_the_document_shows_it(
    viewed: View, terms: TermIndex, words: str, roles: list[str]
) -> None:
    assert [arm.role for arm in arms_of(viewed(TITLE + words), terms)] == roles


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "METHODS: Patients were randomly assigned to olaparib with or without docetaxel "
                "combined with radiotherapy."
            ),
            [["docetaxel", "olaparib", "radiotherapy"], ["olaparib", "radiotherapy"]],
        ),
        (
            (
                "METHODS: Patients were randomly assigned to olaparib versus docetaxel with or "
                "without radiotherapy."
            ),
            [],
        ),
        ("METHODS: Patients (randomly assigned) came to olaparib or to docetaxel.", []),
        (
            "METHODS: Patients were randomly assigned to 12 and either olaparib or placebo.",
            [],
        ),
        (
            (
                "METHODS: Patients were randomly assigned to olaparib, "
                "docetaxel, and paclitaxel, or "
                "to docetaxel and paclitaxel."
            ),
            [["olaparib", "docetaxel", "paclitaxel"], ["docetaxel", "paclitaxel"]],
        ),
    ],
)
def test_a_list_of_arms_is_cut_where_the_arms_part(
    viewed: View, terms: TermIndex, words: str, wanted: list[list[str]]
) -> None:
    assert regimens(arms_of(viewed(TITLE + words), terms)) == wanted


def test_what_all_patients_received_is_part_of_every_arm(viewed: View, terms: TermIndex) -> None:
    view = viewed(
        f"{TITLE}METHODS: Patients were randomly assigned to olaparib or placebo. All patients "
        "received docetaxel. All patients received good coffee. RESULTS: Both groups received "
        "paclitaxel.\n\nDISCUSSION\n\nIn earlier trials all patients received cisplatin."
    )
    assert regimens(arms_of(view, terms))[1][:2] == ["placebo", "docetaxel"]


def test_arms_of_one_regimen_go_by_what_they_are_given_with(viewed: View, terms: TermIndex) -> None:
    view = viewed(
        f"{TITLE}METHODS: Patients were randomly assigned to radiotherapy with weekly cisplatin "
        "or radiotherapy with 3-weekly cisplatin."
    )
    assert [arm.label for arm in arms_of(view, terms)] == ["weekly cisplatin", "3-weekly cisplatin"]


@pytest.mark.parametrize(
    "heads", ["PTC (N = 108)\tPTC (N = 109)", "PTC (N = 108)\tTC (N = 109)\tAll (N = 217)"]
)
def test_columns_that_are_not_one_for_each_arm_give_no_sizes(terms: TermIndex, heads: str) -> None:
    text = PAPER.read_text().replace("PTC (N = 108)\tTC (N = 109)", heads)
    arms = arms_of(ReadingView(read_document(text.encode())), terms)
    names = [{each.population for each in arm.n_by_population} for arm in arms]
    assert names == [{"measurable disease"}, {"measurable disease"}]
