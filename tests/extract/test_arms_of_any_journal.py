"""Arms as journals of many fields print them: eye drops, schedules, strategies, no treatment."""

import pytest
from tests.extract.made_up_arms import TITLE, View, arms_of, regimens, sizes

from trialgraph.extract.end_points import end_points
from trialgraph.terms.index import TermIndex


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "Patients were randomised to receive either latanol 0.005% once daily in the "
                "evening or unoprost 0.15% twice daily."
            ),
            [["latanol"], ["unoprost"]],
        ),
        (
            ("Patients were randomised to 0.5% latanol or 2.5% unoprost."),
            [["latanol"], ["unoprost"]],
        ),
        (
            (
                "Patients were randomised to velotan tablets (up to a maximum dose of 60 mg) or "
                "bedtime placebo, both titrated by the nurse."
            ),
            [["velotan"], ["placebo"]],
        ),
        (
            (
                "Patients were randomised to either placebo or velotan 100 mg 3 times/day to be "
                "added to their metformin."
            ),
            [["placebo"], ["velotan", "metformin"]],
        ),
        (
            (
                "Patients were randomised to receive velotan or placebo added to metformin with or "
                "without aspirin."
            ),
            [["velotan", "metformin"], ["placebo", "metformin"]],
        ),
        (
            "Patients were randomised to insulin glargine or NPH insulin.",
            [["insulin glargine"], ["NPH insulin"]],
        ),
        (
            "Adults underwent randomisation (271 to early feeding and 269 to on-demand feeding).",
            [["early feeding"], ["on-demand feeding"]],
        ),
        (
            "Patients were divided randomly to receive folinol or placebo.",
            [["folinol"], ["placebo"]],
        ),
        (
            (
                "Adults were randomly divided into two groups: group T (n = 60) received velotan "
                "and group P (n = 60) received docetaxel."
            ),
            [["velotan"], ["docetaxel"]],
        ),
        (
            "Women were randomised to robotic surgery training or open surgery.",
            [["surgery"], ["surgery"]],
        ),
    ],
)
def test_arms_are_read_without_their_ways_of_giving(
    viewed: View, terms: TermIndex, words: str, wanted: list[list[str]]
) -> None:
    assert regimens(arms_of(viewed(TITLE + words), terms)) == wanted


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        (
            "Women were randomised to modified radical mastectomy or radiotherapy.",
            ["modified radical mastectomy", "radiotherapy"],
        ),
        (
            "Women were randomised to mastectomy units or docetaxel.",
            ["mastectomy", "docetaxel"],
        ),
        (
            "Women were randomised to comparing whole-breast irradiation or docetaxel.",
            ["whole-breast irradiation", "docetaxel"],
        ),
    ],
)
def test_an_operation_keeps_its_adjectives(
    viewed: View, terms: TermIndex, words: str, printed: list[str]
) -> None:
    arms = arms_of(viewed(TITLE + words), terms)
    assert [arm.interventions[0].printed for arm in arms] == printed


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "Women were randomised to induction of labour at 39 weeks or to expectant management.",
            [["induction of labour"], ["expectant management"]],
        ),
        (
            (
                "Men were randomised to nasogastric feeding on demand or to velotan for up to "
                "five treatment cycles."
            ),
            [["nasogastric feeding on demand"], ["velotan"]],
        ),
        (
            (
                "Men were randomised to nasogastric feeding on demand or to feeding on call "
                "for a long time."
            ),
            [["nasogastric feeding on demand"], ["feeding on call"]],
        ),
        ("Men were randomised to feeding on demand or as before.", []),
        ("Men were randomised to feeding on demand, by night, or to feeding on call.", []),
        ("Men were randomised to walks on land or to be in the study.", []),
    ],
)
def test_the_words_of_two_arms_may_be_all_that_is_known(
    viewed: View, terms: TermIndex, words: str, wanted: list[list[str]]
) -> None:
    assert regimens(arms_of(viewed(TITLE + words), terms)) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "Women were randomised to radiotherapy (n = 41) or not (n = 42) after surgery.",
            [("radiotherapy", "experimental", 41), ("no radiotherapy", "control", 42)],
        ),
        (
            "Women were randomised to use the talking board or not.",
            [
                ("talking board", "experimental", None),
                ("no talking board", "control", None),
            ],
        ),
        ("Women were randomised to be in the study or not.", []),
    ],
)
def test_an_arm_may_be_the_other_one_or_not(
    viewed: View, terms: TermIndex, words: str, wanted: list[tuple[str, str, int | None]]
) -> None:
    arms = arms_of(viewed(TITLE + words), terms)
    found = [(arm.label, arm.role) for arm in arms]
    assert list(zip(*zip(*found, strict=True), sizes(arms), strict=True) if found else []) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "We compared velotan (VEL, n = 60) with individual visits (n = 58).",
            [["velotan"], ["individual visits"]],
        ),
        (
            "Patients were analysed after treatment with velotan (n = 35) or placebo (n = 35).",
            [["velotan"], ["placebo"]],
        ),
        (
            "Of 168 patients, 85 received velotan and 83 received placebo.",
            [["velotan"], ["placebo"]],
        ),
        (
            (
                "In all, 289 adults came: 94 received velotan 35 mg, 97 received 70 mg, and 98 "
                "received placebo."
            ),
            [["velotan"], ["velotan"], ["placebo"]],
        ),
        ("Of 169 patients, 85 received velotan and 83 received placebo.", []),
        ("Of 168 patients, 85 received velotan and 83 received placebo (P = 0.1).", []),
        ("We compared velotan (n = 90) with water (n = 3).", []),
        ("Those with antigen (n = 35) were vaccinated, whereas others (n = 35) were not.", []),
        ("Velotan worked in men (n = 35); the sun shone on women (n = 35).", []),
        ("Velotan (n = 35)(n = 36) worked.", []),
    ],
)
def test_numbers_behind_arms_tell_them_where_nothing_else_does(
    viewed: View, terms: TermIndex, words: str, wanted: list[list[str]]
) -> None:
    text = f"A randomised trial.\n\nMETHODS: {words}"
    assert regimens(arms_of(viewed(text), terms)) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "Adults were divided randomly into three groups: velotan varnish (40 subjects), "
                "fluorol varnish (41 subjects), and leaflets alone (39 subjects)."
            ),
            [40, 41, 39],
        ),
        (
            (
                "Women were randomised to one of three arms: leaflets (n=688), Time 1 control "
                "(n=157), or 3-month control (n=159)."
            ),
            [688, 157, 159],
        ),
        (
            (
                "Adults were randomised to 20 mg (n = 61) or 60 mg (n = 64) of velotan or to "
                "receive placebo (n = 74)."
            ),
            [61, 64, 74],
        ),
        (
            (
                "Adults were randomised (1:1) to docetaxel (n = 9) daily or erlotinib or olaparib "
                "(n = 8)."
            ),
            [9, 8],
        ),
    ],
)
def test_sizes_part_a_list_of_arms(
    viewed: View, terms: TermIndex, words: str, wanted: list[int]
) -> None:
    assert sizes(arms_of(viewed(TITLE + words), terms)) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "intensive glucose control or conventional glucose control",
            ["experimental", "control"],
        ),
        (
            "physiotherapy (n = 95), sham ultrasound (n = 47), or no treatment (n = 48)",
            ["experimental", "control", "control"],
        ),
        (
            "placebo (n = 47), docetaxel plus placebo (n = 48), or no treatment (n = 49)",
            ["control", "experimental", "control"],
        ),
    ],
)
def test_several_arms_may_be_controls(
    viewed: View, terms: TermIndex, words: str, wanted: list[str]
) -> None:
    arms = arms_of(viewed(f"{TITLE}Adults were randomised to {words}."), terms)
    assert [arm.role for arm in arms] == wanted


def test_what_all_have_in_the_title_does_not_hide_the_placebo(
    viewed: View, terms: TermIndex
) -> None:
    text = (
        "Docetaxel with or without aspirin in thirst.\n\nMETHODS: Patients on docetaxel were "
        "randomised to aspirin (n = 22) or placebo (n = 21)."
    )
    arms = arms_of(viewed(text), terms)
    assert regimens(arms) == [["aspirin", "docetaxel"], ["placebo", "docetaxel"]]
    assert sizes(arms) == [22, 21]


def test_a_time_of_day_is_no_name_of_an_arm(viewed: View, terms: TermIndex) -> None:
    words = "Patients were randomised to latanol once daily (AM) or unoprost once daily (PM)."
    assert [arm.label for arm in arms_of(viewed(TITLE + words), terms)] == [
        "latanol once daily",
        "unoprost once daily",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Bleeding at 30 days, the primary outcome, was rarer with docetaxel.",
        "The primary outcome, bleeding at 30 days, occurred less often with docetaxel.",
    ],
)
def test_an_end_point_stands_beside_its_role(viewed: View, terms: TermIndex, words: str) -> None:
    found = end_points(viewed(f"A randomised trial.\n\nRESULTS: {words}"), terms)
    assert [(one.role, one.name.lower().split()[0]) for one in found] == [("primary", "bleeding")]
