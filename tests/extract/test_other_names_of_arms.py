"""Other names of an arm: short forms, groups called by a drug, dose or time, written out."""

import pytest
from tests.extract.made_up_arms import TITLE, View, arms_of, sizes

from trialgraph.extract.literal import MASK, masked
from trialgraph.extract.mentions.arms import find_arms
from trialgraph.model.text import Span
from trialgraph.model.trial import Arm, Intervention
from trialgraph.terms.index import TermIndex

START = Span(0, 0)


def given(name: str) -> Intervention:
    return Intervention(name=name, concept=None, role="drug", span=START)


def names(arm: Arm) -> set[str]:
    return {arm.label, *arm.aliases}


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "Patients were assigned to docetaxel plus gemtuzumab ozogamicin (GO) or docetaxel. "
                "RESULTS: It was 7 months in the GO arm and 9 months in the no-GO arm."
            ),
            ["GO arm", "no-GO arm"],
        ),
        (
            (
                "Olaparib (ZX2281) is a drug. Patients were assigned to olaparib 200 mg or "
                "olaparib "
                "400 mg."
            ),
            ["olaparib 200 mg", "olaparib 400 mg"],
        ),
        (
            (
                "Patients were randomised to a wearable pump treatment or usual care. RESULTS: "
                "It was "
                "7 in the wearable-pump group."
            ),
            ["wearable-pump group", "usual care"],
        ),
        (
            (
                "Patients were randomly assigned to R-CHOP every 14 days or every 21 days. "
                "RESULTS: "
                "It was 7 in the R-CHOP14 group and 9 in the R-CHOP21 group."
            ),
            ["R-CHOP14 group", "R-CHOP21 group"],
        ),
        (
            (
                "Patients were randomised to first-line therapy with letrozole or initiation of "
                "tamoxifen."
            ),
            ["letrozole", "tamoxifen"],
        ),
        (
            (
                "Patients were randomised to olaparib plus abiraterone and prednisone (AAP) or "
                "placebo plus AAP."
            ),
            ["olaparib plus abiraterone and prednisone", "placebo plus AAP"],
        ),
    ],
)
def test_a_name_goes_to_the_arm_that_it_can_mean(
    viewed: View, terms: TermIndex, words: str, wanted: list[str]
) -> None:
    arms = arms_of(viewed(TITLE + words), terms)
    assert [name in names(arm) for name, arm in zip(wanted, arms, strict=True)] == [True, True]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "Erlotinib (ERL) was tested. Patients were assigned to docetaxel with or without "
                "erlotinib. RESULTS: It was 7 months for docetaxel + ERL."
            ),
            "docetaxel + ERL",
        ),
        (
            (
                "Patients were assigned to nivolumab in combination with ipilimumab or to "
                "nivolumab. "
                "RESULTS: It was 7 with nivolumab/ipilimumab, not with nivolumab/docetaxel."
            ),
            "nivolumab/ipilimumab",
        ),
        (
            (
                "Patients were assigned to a combination of bevacizumab and FOLFIRI or to FOLFIRI. "
                "RESULTS: It was 7 months with bevacizumab plus FOLFIRI."
            ),
            "bevacizumab plus FOLFIRI",
        ),
    ],
)
def test_a_name_may_join_the_names_of_the_drugs(
    viewed: View, terms: TermIndex, words: str, wanted: str
) -> None:
    one, other = arms_of(viewed(TITLE + words), terms)
    assert wanted in names(one)
    assert wanted not in names(other)


@pytest.mark.parametrize(
    "words",
    [
        (
            "We tested estramustine (EMP). Patients were assigned to docetaxel or docetaxel plus "
            "estramustine. RESULTS: The docetaxel + EMP arm did well."
        ),
        (
            "We studied erlotinib (ERL). Patients were assigned to docetaxel or docetaxel plus "
            "erlotinib. RESULTS: ERL was stopped in five."
        ),
        (
            "We tested bevacizumab (BEV). Patients were assigned to cisplatin or cisplatin plus "
            "bevacizumab. RESULTS: The cisplatin plus BEV group did well."
        ),
    ],
)
def test_the_abbreviation_of_one_drug_names_no_arm_of_two(
    viewed: View, terms: TermIndex, words: str
) -> None:
    arms = arms_of(viewed(TITLE + words), terms)
    assert not {"EMP", "ERL", "BEV"} & (names(arms[0]) | names(arms[1]))


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        (
            (
                "RESULTS: Of the 62 adults allotted to the 25-mg QK88 group, the 58 allotted to "
                "the 75-mg group, and the 60 allotted to the placebo group, most slept well. Pain "
                "fell in the 25-mg group, in the 75-mg group and in the placebo group."
            ),
            ["25-mg", "75-mg", "placebo"],
        ),
        (
            (
                "RESULTS: It fell in 7 patients in the weekly 20-mg group, in 8 in the 40-mg "
                "group and "
                "in 9 in the placebo group. It rose in the 20-mg group, the 40-mg group and the "
                "placebo "
                "group."
            ),
            ["20-mg", "40-mg", "placebo"],
        ),
        (
            (
                "RESULTS: It rose in the diary group and in the leaflet group. It fell in the "
                "medical "
                "diary group, not in the leaflet group; the medical diary group was the larger."
            ),
            ["diary", "leaflet"],
        ),
    ],
)
def test_a_shorter_name_of_a_group_is_the_same_group(
    viewed: View, terms: TermIndex, words: str, labels: list[str]
) -> None:
    title = "A randomised trial of treatment in advanced disease.\n\n"
    found = [arm.label for arm in arms_of(viewed(title + words), terms)]
    assert [label in arm for label, arm in zip(labels, found, strict=True)] == [True] * len(labels)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("It was longer with carboplatin, and docetaxel.", ["carboplatin, and docetaxel"]),
        ("Docetaxel/carboplatin was better; İ.", ["Docetaxel/carboplatin"]),
        ("The carboplatin and others.", []),
        ("Xcarboplatin plus docetaxel.", []),
        ("Carboplatin plus docetaxels.", []),
    ],
)
def test_an_arm_is_found_by_its_words_in_any_order_of_links(text: str, places: list[str]) -> None:
    arm = Arm(
        label="carboplatin plus docetaxel",
        aliases=("docetaxel plus carboplatin", " "),
        span=Span(0, 0),
    )
    assert [text[each.start : each.end] for each in find_arms(text, (arm,))] == places


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("omega-3", ["omega-3"]),
        ("n-3", ["n-3 fatty acids"]),
        ("zeta-9", ["zeta-9"]),
    ],
)
def test_a_group_called_by_the_first_word_of_its_drug_gets_the_drug(
    viewed: View, terms: TermIndex, words: str, wanted: list[str]
) -> None:
    text = (
        f"A randomised trial of two-by-two factorial design.\n\nMETHODS: We gave {words} fatty "
        f"acids or placebo. RESULTS: It was 7 in the {words} group and 9 in the placebo group, for "
        f"the {words} group and the placebo group."
    )
    first = next(arm for arm in arms_of(viewed(text), terms) if words in arm.label)
    assert [each.printed for each in first.interventions] == wanted


@pytest.mark.parametrize(
    ("text", "words", "name", "wanted"),
    [
        ("Alpha, ALPHA", "alpha, alpha", "alpha", f"{MASK * 5}, {MASK * 5}"),
        ("anana", "anana", "ana", f"{MASK * 3}na"),
        ("beta", "beta", "alpha", "beta"),
    ],
)
def test_a_name_is_masked_at_its_own_length(text: str, words: str, name: str, wanted: str) -> None:
    assert masked(text, words, name) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Docetaxel alone was better.", ["Docetaxel alone"]),
        ("Xdocetaxel alone, docetaxel only.", ["docetaxel only"]),
        ("It was erlotinib plus docetaxel.", ["erlotinib plus docetaxel"]),
        ("It was erlotinib plus docetaxelene.", []),
    ],
)
def test_a_regimen_written_out_in_full_names_its_arm(text: str, wanted: list[str]) -> None:
    one = Arm(label="A-1", interventions=tuple(map(given, ("docetaxel", "erlotinib"))), span=START)
    other = Arm(label="A-2", interventions=(given("docetaxel"),), span=START)
    found = [text[each.start : each.end] for each in find_arms(text, (one, other))]
    assert [each for each in found if each in wanted] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It was 50% in the 12-month group at 12 months.", ["12-month group"]),
        ("After 12 months of follow-up, the 36-month arm was ahead.", []),
        (
            "Those in the 12 month arm and on 12-month therapy.",
            ["12 month arm", "12-month therapy"],
        ),
    ],
)
def test_a_time_names_an_arm_only_as_that_of_a_group(text: str, wanted: list[str]) -> None:
    arm = Arm(label="12 months", span=START)
    assert [text[each.start : each.end] for each in find_arms(text, (arm,))] == wanted


@pytest.mark.parametrize(
    "results",
    [
        "201 were randomly assigned to erlotinib plus cisplatin and 199 to placebo plus cisplatin.",
        (
            "201 patients were assigned to receive erlotinib plus cisplatin and 199 were assigned"
            " to receive placebo plus cisplatin."
        ),
        (
            "There were 201 patients in the erlotinib plus cisplatin group and 199 in the placebo"
            " plus cisplatin group at randomisation."
        ),
    ],
)
def test_a_short_form_that_leaves_out_a_shared_drug_names_the_arm(
    viewed: View, terms: TermIndex, results: str
) -> None:
    words = (
        "Patients were randomly assigned to cisplatin plus dexamethasone with either erlotinib or"
        f" placebo.\n\nRESULTS: {results}"
    )
    assert sizes(arms_of(viewed(TITLE + words), terms)) == [201, 199]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("PLD", ""), ("pegylated liposomal doxorubicin", "pegylated liposomal doxorubicin")],
)
def test_an_abbreviation_of_a_known_drug_is_printed_by_its_name(
    viewed: View, terms: TermIndex, printed: str, expected: str
) -> None:
    told = f"Patients were randomly assigned to erlotinib or {printed}."
    arm = arms_of(viewed(TITLE + told), terms)[1]
    assert (arm.interventions[0].name, arm.interventions[0].printed) == (
        "liposomal doxorubicin",
        expected,
    )


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("between the early and late surgery groups", ["early", "late surgery groups"]),
        ("early versus the late surgery", ["early", "late surgery"]),
        ("yearly and late surgery", ["late surgery"]),
        ("early, and then late surgery", ["late surgery"]),
        ("early surgery and late surgery", ["early surgery", "late surgery"]),
    ],
)
def test_two_arms_may_share_a_noun(text: str, places: list[str]) -> None:
    arms = (
        Arm(label="early surgery group", span=Span(0, 1)),
        Arm(label="late surgery", span=Span(1, 2)),
        Arm(label="X", span=Span(2, 3)),
    )
    found = find_arms(text, arms)
    assert [text[each.start : each.end].removesuffix(" group") for each in found] == [
        place.removesuffix(" groups") for place in places
    ]
