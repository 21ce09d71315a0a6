"""Arms in sentences that tell them in other ways: bare lists, treatments received, groups."""

import pytest
from tests.extract.made_up_arms import TITLE, View, arms_of, regimens

from trialgraph.extract.doses import dosed
from trialgraph.extract.estimates import read_estimates
from trialgraph.extract.regimen import blanked
from trialgraph.model.text import Span
from trialgraph.model.trial import Arm, Trial
from trialgraph.terms.index import TermIndex


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "Patients were randomly assigned to olaparib, erlotinib or placebo.",
            [["olaparib"], ["erlotinib"], ["placebo"]],
        ),
        (
            "Women were randomised (1:1:1) to tamoxifen, oral letrozole therapy or anastrozole.",
            [["tamoxifen"], ["letrozole"], ["anastrozole"]],
        ),
        (
            "Patients were randomly assigned to carboplatin, gemcitabine and olaparib or placebo.",
            [["carboplatin", "gemcitabine", "olaparib"], ["placebo"]],
        ),
        (
            (
                "Patients were randomised 2:1 to olaparib or the physician's choice of docetaxel "
                "or paclitaxel."
            ),
            [["olaparib"], ["docetaxel", "paclitaxel"]],
        ),
        (
            (
                "Patients were randomised to erlotinib or investigators' choice of docetaxel or "
                "pemetrexed."
            ),
            [["erlotinib"], ["docetaxel", "pemetrexed"]],
        ),
        (
            "Patients were randomly assigned to olaparib or one of docetaxel or gemcitabine.",
            [["olaparib"], ["docetaxel", "gemcitabine"]],
        ),
        (
            "Patients were randomised to docetaxel or to erlotinib, each for six cycles.",
            [["docetaxel"], ["erlotinib"]],
        ),
        (
            (
                "Patients were randomly assigned to olaparib (300 mg) until disease progression or "
                "unacceptable toxicity or to observation."
            ),
            [["olaparib"], []],
        ),
        (
            (
                "Patients were assigned to paclitaxel (arm A) or the same regimen plus carboplatin "
                "(arm B)."
            ),
            [["paclitaxel"], ["carboplatin", "paclitaxel"]],
        ),
        (
            (
                "We randomly assigned patients without progression after 4 to 6 cycles of "
                "induction "
                "to receive erlotinib or placebo."
            ),
            [["erlotinib"], ["placebo"]],
        ),
        (
            "Patients randomly received docetaxel with (group DE) or without (group D) erlotinib.",
            [["erlotinib", "docetaxel"], ["docetaxel"]],
        ),
        (
            (
                "Patients were randomly assigned to carboplatin-gemcitabine-bevacizumab or "
                "carboplatin-pegylated liposomal doxorubicin."
            ),
            [
                ["carboplatin", "gemcitabine", "bevacizumab"],
                ["carboplatin", "liposomal doxorubicin"],
            ],
        ),
        (
            "Participants were randomly assigned to a drug pump with insulin or standard care.",
            [["drug pump", "insulin"], ["standard of care"]],
        ),
        (
            "We randomised patients to receive olaparib, an oral PARP inhibitor, or docetaxel.",
            [["olaparib"], ["docetaxel"]],
        ),
        (
            "We randomised patients to pertuzumab, a humanised antibody, or placebo.",
            [["pertuzumab"], ["placebo"]],
        ),
        (
            "Patients were randomised to erlotinib, a selective inhibitor, or to docetaxel.",
            [["erlotinib"], ["docetaxel"]],
        ),
    ],
)
def test_a_list_is_cut_where_its_arms_part(
    viewed: View, terms: TermIndex, words: str, wanted: list[list[str]]
) -> None:
    assert regimens(arms_of(viewed(TITLE + words), terms)) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "It was open.\n\nINTERVENTIONS: Olaparib, 0.5 mg daily (n = 50), or matching "
                "placebo "
                "(n = 52)."
            ),
            [["olaparib"], ["placebo"]],
        ),
        (
            "Participants received either docetaxel or erlotinib for 6 months.",
            [["docetaxel"], ["erlotinib"]],
        ),
        (
            "Participants were adults with pain who received olaparib or matched placebo.",
            [["olaparib"], ["placebo"]],
        ),
        ("Patients received one drug or another drug.", []),
    ],
)
def test_what_patients_received_are_the_arms_where_nothing_else_tells_them(
    viewed: View, terms: TermIndex, words: str, wanted: list[list[str]]
) -> None:
    assert regimens(arms_of(viewed(TITLE + words), terms)) == wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        (
            "Six versus 12 months of adjuvant trastuzumab",
            ["trastuzumab Six months", "trastuzumab 12 months"],
        ),
        (
            "Three versus six months of adjuvant capecitabine",
            ["capecitabine Three months", "six months of adjuvant capecitabine"],
        ),
        (
            "Five-year outcomes with hypofractionated versus conventional radiotherapy",
            ["hypofractionated", "conventional radiotherapy"],
        ),
    ],
)
def test_a_number_or_a_manner_shares_the_treatment_beside_it(
    viewed: View, terms: TermIndex, title: str, wanted: list[str]
) -> None:
    arms = arms_of(viewed(f"{title}: a randomised trial.\n\nMETHODS: The trial was open."), terms)
    assert [arm.label for arm in arms] == wanted
    assert regimens(arms)[0] == regimens(arms)[1] != []


@pytest.mark.parametrize(
    "title",
    [
        "Erlotinib in patients progressing on gemcitabine with or without cisplatin",
        "Olaparib after failure of docetaxel with or without carboplatin",
        "Letrozole in women previously treated with tamoxifen with or without goserelin",
    ],
)
def test_what_was_given_before_the_trial_is_no_arm(
    viewed: View, terms: TermIndex, title: str
) -> None:
    words = f"{title}: a randomised trial.\n\nMETHODS: The trial was open."
    assert arms_of(viewed(words), terms) == ()


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        (
            (
                "In this noninferiority trial patients were assigned to cisplatin plus docetaxel "
                "or "
                "docetaxel. RESULTS: It was similar with cisplatin plus docetaxel v docetaxel."
            ),
            ["control", "experimental"],
        ),
        (
            (
                "We tested whether capecitabine instead of cyclophosphamide is non-inferior. "
                "Patients "
                "were assigned to cyclophosphamide or capecitabine. RESULTS: It was similar with "
                "cyclophosphamide versus capecitabine."
            ),
            ["control", "experimental"],
        ),
        (
            (
                "Patients were allocated to the chemoradiotherapy group or the chemotherapy group. "
                "The control group received chemotherapy alone."
            ),
            ["experimental", "control"],
        ),
        (
            (
                "Patients were assigned to olaparib or erlotinib. Those in the control group were "
                "given erlotinib for a year."
            ),
            ["experimental", "control"],
        ),
        (
            "Patients were assigned to olaparib or erlotinib. The control group received care.",
            ["unclear", "unclear"],
        ),
        (
            (
                "Patients were assigned to letrozole or tamoxifen. RESULTS: Letrozole was given "
                "instead of oral tamoxifen."
            ),
            ["experimental", "control"],
        ),
    ],
)
def test_the_control_is_what_the_text_measures_the_other_against(
    viewed: View, terms: TermIndex, words: str, roles: list[str]
) -> None:
    assert [arm.role for arm in arms_of(viewed(TITLE + words), terms)] == roles


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("a) b (c [d] e) f", "a) b ********* f"), ("a (b", "a **"), ("no brackets", "no brackets")],
)
def test_what_stands_in_brackets_is_blanked(text: str, wanted: str) -> None:
    assert blanked(text, "*") == wanted


def test_two_groups_named_with_one_noun_are_no_third_group(viewed: View, terms: TermIndex) -> None:
    words = (
        "A randomised trial of treatment in advanced disease.\n\nRESULTS: It rose in the diary "
        "group and in the leaflet group. It fell in the diary and leaflet group. The diary and "
        "leaflet group was large; the diary group and the leaflet group were not."
    )
    assert [arm.label for arm in arms_of(viewed(words), terms)] == ["diary group", "leaflet group"]


def test_groups_that_no_one_sentence_names_are_no_arms(viewed: View, terms: TermIndex) -> None:
    words = (
        "A randomised trial of treatment in advanced disease.\n\nRESULTS: It rose in the diary "
        "group and in the leaflet group. It fell in the video group. The video group did not do "
        "well, the diary group did."
    )
    assert arms_of(viewed(words), terms) == ()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "The hazard ratio for overall survival was 0.36 (95% CI, 0.20 to 0.60) for alpha "
                "versus delta and 0.83 (95% CI, 0.60 to 1.20) for alpha versus gamma."
            ),
            [("alpha", "delta"), ("alpha", "gamma")],
        ),
        (
            (
                "The hazard ratio for overall survival was 0.36 (95% CI, 0.20 to 0.60) with gamma "
                "compared with delta."
            ),
            [("gamma", "delta")],
        ),
        (
            (
                "The hazard ratio for overall survival was 0.36 [95% CI, 0.20 to 0.60], in the "
                "gamma "
                "group vs the alpha group."
            ),
            [("gamma", "alpha")],
        ),
    ],
)
def test_the_arms_may_be_named_right_after_an_estimate(
    viewed: View, terms: TermIndex, words: str, wanted: list[tuple[str, str]]
) -> None:
    arms = tuple(
        Arm(label=label, role="experimental", span=Span(at, at + 1))
        for at, label in enumerate(("alpha", "gamma", "delta"))
    )
    trial = Trial(role="reports", arms=arms, span=Span(0, 0))
    found, _ = read_estimates(viewed(f"{TITLE}It was open. RESULTS: {words}"), trial, terms)
    assert [(each.experimental, each.comparator) for each in found] == wanted


def test_a_text_of_endless_groups_has_no_arms(viewed: View, terms: TermIndex) -> None:
    words = " ".join(f"It rose in the x{number} group." for number in range(300))
    title = "A randomised trial of treatment in advanced disease.\n\nRESULTS: "
    assert arms_of(viewed(title + words), terms) == ()


def test_a_dose_is_taken_from_the_clause_that_is_sure_of_it(viewed: View, terms: TermIndex) -> None:
    words = (
        "Patients were assigned to olaparib or placebo. Olaparib was reduced to 200 mg. Olaparib "
        "was given at 300 mg twice daily."
    )
    view = viewed(TITLE + words)
    first = dosed(view, arms_of(view, terms)[0].interventions, terms)[0]
    assert (first.dose, first.schedule) == ("300 mg", "twice daily")
