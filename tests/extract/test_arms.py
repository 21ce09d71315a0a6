"""Arms: described where patients are assigned, named and counted in the results."""

import pytest
from tests.extract.made_up_arms import View, arms_of

from trialgraph.extract.arms import draft_arms
from trialgraph.extract.comparisons import comparisons
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document, Section
from trialgraph.model.text import Span
from trialgraph.model.trial import Arm
from trialgraph.terms.index import TermIndex

TITLE = "A trial of treatment in advanced cancer.\n\n"


def told(arm: Arm) -> tuple[str, str, list[str]]:
    return arm.label, arm.role, [each.name for each in arm.interventions]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "METHODS: Patients were randomly assigned to receive placebo plus "
                "docetaxel (control "
                "group) or olaparib plus docetaxel (olaparib group)."
            ),
            [
                ("control group", "control", ["placebo", "docetaxel"]),
                ("olaparib group", "experimental", ["olaparib", "docetaxel"]),
            ],
        ),
        (
            (
                "METHODS: Women were randomised (1:1) to: (i) pertuzumab, trastuzumab, and "
                "docetaxel "
                "(PTD), or (ii) trastuzumab and docetaxel (TD). RESULTS: Survival was 9 "
                "months with "
                "PTD and 7 months with TD."
            ),
            [
                ("PTD", "experimental", ["pertuzumab", "trastuzumab", "docetaxel"]),
                ("TD", "control", ["trastuzumab", "docetaxel"]),
            ],
        ),
        (
            (
                "METHODS: Women were assigned (ratio, 1:1) to receive endocrine therapy with or "
                "without palbociclib. RESULTS: Survival was longer in the palbociclib group."
            ),
            [
                ("palbociclib group", "experimental", ["palbociclib", "endocrine therapy"]),
                ("endocrine therapy", "control", ["endocrine therapy"]),
            ],
        ),
        (
            (
                "METHODS: Adults were randomly assigned to olaparib, 300 mg daily, plus docetaxel "
                "(combination group), placebo plus docetaxel (docetaxel-alone group), or "
                "olaparib alone (monotherapy group)."
            ),
            [
                ("combination group", "experimental", ["olaparib", "docetaxel"]),
                ("docetaxel-alone group", "control", ["placebo", "docetaxel"]),
                ("monotherapy group", "experimental", ["olaparib"]),
            ],
        ),
        (
            (
                "METHODS: We randomly assigned 90 patients to receive ofatumumab or undergo "
                "observation."
            ),
            [
                ("ofatumumab", "experimental", ["ofatumumab"]),
                ("observation", "control", []),
            ],
        ),
        (
            (
                "METHODS: Patients were randomly assigned to receive IP (irinotecan 60 mg/m2 and "
                "cisplatin) or EP (etoposide 100 mg/m2 and cisplatin). RESULTS: IP was no better "
                "than EP."
            ),
            [
                ("IP", "experimental", ["irinotecan", "cisplatin"]),
                ("EP", "control", ["etoposide", "cisplatin"]),
            ],
        ),
    ],
)
def test_the_sentence_that_assigns_patients_gives_the_arms(
    words: str, wanted: list[tuple[str, str, list[str]]], viewed: View, terms: TermIndex
) -> None:
    assert [told(arm) for arm in arms_of(viewed(TITLE + words), terms)] == wanted


@pytest.mark.parametrize(
    ("words", "sizes"),
    [
        (
            (
                "METHODS: Patients were randomised to sorafenib or placebo. RESULTS: 120 patients "
                "were assigned to receive sorafenib and 118 to receive placebo."
            ),
            [120, 118],
        ),
        ("METHODS: Patients were randomised to sorafenib (n = 61) or placebo (n=60).", [61, 60]),
        (
            (
                "METHODS: Patients were randomised to sorafenib or placebo. RESULTS: Diarrhoea was "
                "seen in 8 patients assigned to sorafenib."
            ),
            [None, None],
        ),
        (
            (
                "METHODS: Patients were randomised to sorafenib or placebo. RESULTS: In total 80 "
                "patients were enrolled (40 in each group)."
            ),
            [40, 40],
        ),
    ],
)
def test_sizes_are_those_at_randomisation(
    words: str, sizes: list[int | None], viewed: View, terms: TermIndex
) -> None:
    arms = arms_of(viewed(TITLE + words), terms)
    assert [int(arm.n.value) if arm.n else None for arm in arms] == sizes


def test_no_two_arms_share_a_place(viewed: View, terms: TermIndex) -> None:
    words = "METHODS: Patients were randomised to sorafenib (n = 61) or placebo (n=60)."
    view = viewed(TITLE + words)
    arms = arms_of(view, terms)
    assert len({arm.span for arm in arms}) == len(arms) == 2
    assert [view.document.words(arm.span)[:9] for arm in arms] == ["sorafenib", "placebo ("]


def test_crossed_assignments_are_left_alone(viewed: View, terms: TermIndex) -> None:
    words = "METHODS: In a 2x2 factorial design patients were randomised to sorafenib or placebo."
    assert draft_arms(viewed(TITLE + words), terms) == []


@pytest.mark.parametrize(
    ("words", "added", "removed"),
    [
        ("sorafenib plus docetaxel or placebo plus docetaxel", ("sorafenib",), ()),
        ("atezolizumab plus bevacizumab or placebo", ("atezolizumab", "bevacizumab"), ()),
        ("osimertinib (new group) or gefitinib (control group)", ("osimertinib",), ("gefitinib",)),
        (
            (
                "trastuzumab plus physician's choice of chemotherapy or physician's choice of "
                "chemotherapy alone"
            ),
            ("trastuzumab",),
            (),
        ),
    ],
)
def test_what_is_added_is_the_difference_of_the_regimens(
    words: str, added: tuple[str, ...], removed: tuple[str, ...], viewed: View, terms: TermIndex
) -> None:
    view = viewed(f"{TITLE}METHODS: Patients were randomly assigned to receive {words}.")
    (comparison,) = comparisons(draft_arms(view, terms))
    assert (comparison.added, comparison.removed) == (added, removed)


def test_a_choice_is_spelt_out_where_the_text_lists_it(viewed: View, terms: TermIndex) -> None:
    view = viewed(
        f"{TITLE}METHODS: Patients were randomly assigned to trastuzumab plus physician's choice "
        "chemotherapy (TC) or physician's choice chemotherapy (CT). Options for the physician's "
        "choice consisted of eribulin, vinorelbine, or capecitabine."
    )
    arms = arms_of(view, terms)
    chosen = [each.name for each in arms[0].interventions if each.choice_group == 1]
    assert chosen == ["eribulin", "vinorelbine", "capecitabine"]
    assert comparisons(draft_arms(view, terms))[0].added == ("trastuzumab",)


def test_a_title_gives_the_arms_where_no_sentence_assigns_them(
    viewed: View, terms: TermIndex
) -> None:
    view = viewed(
        "Docetaxel with or without bevacizumab in gastric cancer.\n\nRESULTS: Survival was longer "
        "with bevacizumab."
    )
    assert [told(arm)[1:] for arm in arms_of(view, terms)] == [
        ("experimental", ["bevacizumab", "docetaxel"]),
        ("control", ["docetaxel"]),
    ]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "Patients were randomly assigned to receive docetaxel plus either olaparib or placebo.",
            [["olaparib", "docetaxel"], ["placebo", "docetaxel"]],
        ),
        (
            "Patients were randomised to receive olaparib or placebo added to docetaxel.",
            [["olaparib", "docetaxel"], ["placebo", "docetaxel"]],
        ),
        (
            (
                "Patients were randomised to receive 30 mg (n = 7) or 90 mg (n = 8) of "
                "olaparib or to "
                "receive placebo (n = 9)."
            ),
            [["olaparib"], ["olaparib"], ["placebo"]],
        ),
        (
            "Patients were randomised to radiotherapy with docetaxel or with cisplatin.",
            [["radiotherapy", "docetaxel"], ["cisplatin", "radiotherapy", "docetaxel"]],
        ),
        (
            (
                "Patients were randomly assigned to receive olaparib or placebo; all the "
                "patients also "
                "received docetaxel. All patients received docetaxel and cisplatin."
            ),
            [["olaparib", "docetaxel", "cisplatin"], ["placebo", "docetaxel", "cisplatin"]],
        ),
        (
            (
                "Patients were randomly assigned to chemotherapy (gemcitabine and oxaliplatin) or "
                "chemotherapy plus erlotinib."
            ),
            [["gemcitabine", "oxaliplatin"], ["gemcitabine", "oxaliplatin", "erlotinib"]],
        ),
        (
            (
                "Patients were randomly assigned to tremelimumab plus durvalumab plus "
                "chemotherapy; "
                "durvalumab plus chemotherapy; or chemotherapy alone."
            ),
            [
                ["tremelimumab", "durvalumab", "chemotherapy"],
                ["durvalumab", "chemotherapy"],
                ["chemotherapy"],
            ],
        ),
        (
            "Patients were assigned to olaparib and could switch to docetaxel or cisplatin later.",
            [],
        ),
        ("Patients in the group switched to docetaxel or cisplatin were assigned a number.", []),
    ],
)
def test_what_is_said_once_holds_for_every_arm(
    words: str, wanted: list[list[str]], viewed: View, terms: TermIndex
) -> None:
    drafts = draft_arms(viewed(f"{TITLE}METHODS: {words}"), terms)
    assert [[each.name for each in draft.components] for draft in drafts] == wanted


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            (
                "Drug trial.\n\nMETHODS: Patients were randomised to lapatinib, trastuzumab, or "
                "lapatinib plus trastuzumab. RESULTS: Response was higher with the "
                "combination than "
                "with trastuzumab."
            ),
            ["experimental", "control", "experimental"],
        ),
        (
            (
                "Survival with atezolizumab in cancer.\n\nMETHODS: Patients were randomised to "
                "atezolizumab or docetaxel."
            ),
            ["experimental", "control"],
        ),
        (
            (
                "A comparison in cancer.\n\nMETHODS: Patients were randomised to cisplatin or "
                "docetaxel."
            ),
            ["unclear", "unclear"],
        ),
        (
            (
                "Drug trial.\n\nMETHODS: Patients were randomised to trastuzumab deruxtecan or "
                "physician's choice of chemotherapy."
            ),
            ["experimental", "control"],
        ),
        (
            (
                "Pembrolizumab plus docetaxel versus pembrolizumab alone.\n\nMETHODS: "
                "Forty patients "
                "were randomised to the control arm (n = 21) or the experimental arm (n = 19)."
            ),
            ["experimental", "control"],
        ),
    ],
)
def test_the_control_is_told_by_words_parts_or_comparison(
    text: str, roles: list[str], viewed: View, terms: TermIndex
) -> None:
    assert [arm.role for arm in arms_of(viewed(text), terms)] == roles


def test_roles_carry_their_sizes_to_the_arms(viewed: View, terms: TermIndex) -> None:
    view = viewed(
        "Pembrolizumab plus docetaxel versus pembrolizumab alone.\n\nMETHODS: Patients were "
        "randomised to the control arm (n = 21) or the experimental arm (n = 19)."
    )
    arms = arms_of(view, terms)
    assert {arm.role: int(arm.n.value) for arm in arms if arm.n} == {
        "experimental": 19,
        "control": 21,
    }


def test_a_backbone_is_taken_from_the_title(viewed: View, terms: TermIndex) -> None:
    view = viewed(
        "Sunitinib plus prednisone versus prednisone alone in cancer.\n\nMETHODS: Men were "
        "randomly assigned to receive sunitinib or placebo."
    )
    (comparison,) = comparisons(draft_arms(view, terms))
    assert comparison.added == ("sunitinib",)
    assert [[each.name for each in draft.components] for draft in draft_arms(view, terms)] == [
        ["sunitinib", "prednisone"],
        ["placebo", "prednisone"],
    ]


def test_one_class_goes_by_one_name(viewed: View, terms: TermIndex) -> None:
    view = viewed(
        f"{TITLE}METHODS: Patients were randomly assigned to durvalumab plus platinum-based "
        "chemotherapy or chemotherapy alone."
    )
    assert comparisons(draft_arms(view, terms))[0].added == ("durvalumab",)


def test_group_names_are_given_by_part_and_by_role(viewed: View, terms: TermIndex) -> None:
    view = viewed(
        f"{TITLE}METHODS: Patients were randomly assigned to receive atezolizumab plus bevacizumab "
        "or sorafenib. RESULTS: Survival was longer in the combination group than in the "
        "comparator group. CONCLUSIONS: Sorafenib was worse: compared with sorafenib, survival "
        "was longer."
    )
    assert [arm.label for arm in arms_of(view, terms)] == ["combination group", "comparator group"]


def test_an_abbreviation_of_an_end_point_names_no_arm(viewed: View, terms: TermIndex) -> None:
    view = viewed(
        f"{TITLE}METHODS: Patients were randomly assigned to sorafenib or docetaxel (OS). RESULTS: "
        "Response to sorafenib (ORR) was better in the BRAVURA trial of docetaxel (BRAVURA trial)."
    )
    labels = [draft.label for draft in draft_arms(view, terms)]
    assert labels == ["sorafenib", "docetaxel"]


def test_the_passages_of_an_arm_print_its_size(viewed: View, terms: TermIndex) -> None:
    view = viewed(
        f"{TITLE}METHODS: Patients were randomised to sorafenib or placebo. RESULTS: 120 patients "
        "were assigned to receive sorafenib and 118 to receive placebo."
    )
    for arm in arms_of(view, terms):
        assert arm.n is not None
        assert any(passage.holds(arm.n.span) for passage in arm.passages)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("The FAS population (sorafenib arm, $n = 104$; placebo, n=106) was alike.", ["FAS"] * 2),
        ("Per-protocol sets (none) and per-protocol set (placebo, n = 9; sorafenib, n = 8).",
         ["per protocol"] * 2),
        ("The FAS population (sorafenib arm, n = 104) was alike.", []),
        ("The FAS population (patients, n = 104; placebo, n = 106) was alike.", []),
        ("The centrally reviewed population (sorafenib, n = 104; placebo, n = 106).", []),
    ],
)  # fmt: skip
def test_brackets_in_the_text_give_the_sizes_of_sets(
    terms: TermIndex, words: str, wanted: list[str]
) -> None:
    whole = "Patients were randomly assigned to sorafenib (n = 110) or placebo (n = 109). " + words
    section = Section("methods", "", Span(0, len(whole)))
    view = ReadingView(Document("sha-0", "text", "0" * 64, "test 1", whole, (section,)))
    assert [
        each.population for arm in arms_of(view, terms) for each in arm.n_by_population
    ] == wanted


def test_heads_of_tables_give_the_sizes_analysed(terms: TermIndex) -> None:
    words = (
        "Patients were randomly assigned to sorafenib (n = 110) or placebo (n = 109). Analyses "
        "were by intention-to-treat.\n"
    )
    tables = (
        (
            "Table 1 Baseline characteristics\nCharacteristic\tSorafenib (N = "
            "108)\tPlacebo (N = 109)\n"
        ),
        "Table 2 Adverse events\nEvent\tSorafenib (N = 105)\tPlacebo (N = 108)\n",
        "Table 3 Response (measurable)\nSort\tSomething (N = 90)\tPlacebo (N = 92)\n",
        "Table 4 Exposure\nDrug\tSorafenib (N = 1)\tPlacebo (N = 2)\n",
    )
    text, sections = words, [Section("methods", "", Span(0, len(words)))]
    for table in tables:
        sections.append(Section("table", "", Span(len(text), len(text) + len(table))))
        text += table
    view = ReadingView(Document("sha-0", "text", "0" * 64, "test 1", text, tuple(sections)))
    sizes = [
        {each.population: int(each.n.value) for each in arm.n_by_population}
        for arm in arms_of(view, terms)
    ]
    assert sizes == [
        {"ITT as analysed": 108, "safety": 105},
        {"ITT as analysed": 109, "safety": 108},
    ]
