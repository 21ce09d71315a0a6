"""Arms that no drug's name shows, sequences, and what both arms are given."""

import pytest
from tests.extract.made_up_arms import TITLE, View, arms_of, regimens, sizes

from trialgraph.extract.doses import told_apart
from trialgraph.extract.randomised import n_randomised
from trialgraph.model.text import Span
from trialgraph.model.trial import Arm, Intervention
from trialgraph.terms.index import TermIndex

ABSTRACT = "A randomised trial of treatment in advanced disease.\n\nBACKGROUND: {}\n\nMETHODS: {}"


def labels(arms: tuple[Arm, ...]) -> list[str]:
    return [arm.label for arm in arms]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "Adults were randomised to the walking (n = 31) or the control group (n = 34).",
            [("walking group", 31), ("control group", 34)],
        ),
        (
            "Women were randomized into the diet (n = 51) and usual (n = 50) groups.",
            [("diet group", 51), ("usual group", 50)],
        ),
        (
            "Adults were randomly allocated to either the experimental or control group.",
            [("experimental group", None), ("control group", None)],
        ),
        (
            (
                "310 adults were randomised 152 to limb conservation without further treatment "
                "and 158 to limb conservation plus docetaxel."
            ),
            [
                ("limb conservation without further treatment", 152),
                ("limb conservation plus docetaxel", 158),
            ],
        ),
        (
            (
                "Men were randomised to a brief strategy including one visit, or a long strategy "
                "in which three visits were added."
            ),
            [("brief strategy", None), ("long strategy", None)],
        ),
        (
            (
                "Women were randomised to a reminder group that got letters or to a calling group "
                "who were called."
            ),
            [],
        ),
        ("Women were randomised to five groups: by letter, and nothing else.", []),
    ],
)
def test_an_arm_may_be_a_group_a_strategy_or_a_number_of_patients(
    viewed: View, terms: TermIndex, words: str, wanted: list[tuple[str, int | None]]
) -> None:
    arms = arms_of(viewed(TITLE + words), terms)
    assert list(zip(labels(arms), sizes(arms), strict=True)) == wanted


@pytest.mark.parametrize(
    "words",
    [
        "Patients were randomised into the patients and controls groups of a study.",
        "The trial randomised women to the A plus B and C groups.",
    ],
)
def test_what_is_denied_or_names_nobody_is_no_arm(
    viewed: View, terms: TermIndex, words: str
) -> None:
    assert arms_of(viewed(TITLE + words), terms) == ()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "Women were randomised to four arms: no home visit (control), simple message "
                "(MES), nurse support (NUR), or nurse support plus leaflets (NUR-L)."
            ),
            ["control", "MES", "NUR", "NUR-L"],
        ),
        (
            "Patients were randomised into three groups: docetaxel; paclitaxel; or erlotinib.",
            ["docetaxel", "paclitaxel", "erlotinib"],
        ),
        (
            "Patients were allocated in one of two study groups, docetaxel or erlotinib.",
            ["docetaxel", "erlotinib"],
        ),
        (
            (
                "Patients were randomly assigned to eight cycles of treatment with either "
                "docetaxel or paclitaxel."
            ),
            ["docetaxel", "paclitaxel"],
        ),
    ],
)
def test_a_number_of_groups_opens_the_list_of_arms(
    viewed: View, terms: TermIndex, words: str, wanted: list[str]
) -> None:
    assert labels(arms_of(viewed(TITLE + words), terms)) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "Patients were randomised to docetaxel as monotherapy or in combination with "
                "erlotinib."
            ),
            [["erlotinib", "docetaxel"], ["docetaxel"]],
        ),
        (
            "Patients were randomised to docetaxel alone or combined with olaparib.",
            [["olaparib", "docetaxel"], ["docetaxel"]],
        ),
        (
            "Patients were assigned to letrozole, either alone or together with erlotinib.",
            [["erlotinib", "letrozole"], ["letrozole"]],
        ),
        (
            (
                "Patients were randomised to arm A (docetaxel/zibotrexed) or arm B "
                "(erlotinib/zibotrexed)."
            ),
            [["docetaxel", "zibotrexed"], ["erlotinib", "zibotrexed"]],
        ),
    ],
)
def test_one_arm_adds_to_what_the_other_gets_alone(
    viewed: View, terms: TermIndex, words: str, wanted: list[list[str]]
) -> None:
    assert regimens(arms_of(viewed(TITLE + words), terms)) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "Men were randomly assigned to erlotinib or placebo for 4 weeks before prostatectomy.",
            [["erlotinib"], ["placebo"]],
        ),
        (
            "Women were randomised to docetaxel, erlotinib or olaparib prior to surgery.",
            [["docetaxel"], ["erlotinib"], ["olaparib"]],
        ),
        (
            "Patients were randomised to surgery alone or docetaxel before surgery.",
            [["surgery"], ["docetaxel", "surgery"]],
        ),
        (
            (
                "Women were assigned to receive erlotinib or matching placebo every 9 weeks during "
                "letrozole therapy."
            ),
            [["erlotinib", "letrozole"], ["placebo", "letrozole"]],
        ),
        (
            (
                "Patients were randomly assigned to receive erlotinib or observation (controls) in "
                "addition to their usual docetaxel."
            ),
            [["erlotinib", "docetaxel"], ["docetaxel"]],
        ),
        (
            (
                "Patients were randomly assigned to receive erlotinib or placebo during the first "
                "visit."
            ),
            [["erlotinib"], ["placebo"]],
        ),
    ],
)
def test_an_operation_dates_the_arms_and_a_background_is_of_both(
    viewed: View, terms: TermIndex, words: str, wanted: list[list[str]]
) -> None:
    assert regimens(arms_of(viewed(TITLE + words), terms)) == wanted


@pytest.mark.parametrize(
    ("aim", "wanted"),
    [
        ("To evaluate erlotinib in combination with docetaxel in adults.", ["docetaxel"]),
        ("We assessed erlotinib plus carboplatin for disease.", ["carboplatin"]),
        ("This study tested whether Erlotinib (E) added to letrozole helps.", ["letrozole"]),
        ("We evaluated erlotinib in combination with an unknown thing.", []),
        ("Others gave erlotinib plus docetaxel.", []),
        ("We evaluated erlotinib plus in some.", []),
    ],
)
def test_the_aim_tells_what_is_given_beside_a_drug_and_its_placebo(
    viewed: View, terms: TermIndex, aim: str, wanted: list[str]
) -> None:
    told = "Patients were randomly assigned to erlotinib or placebo."
    arms = arms_of(viewed(ABSTRACT.format(aim, told)), terms)
    assert regimens(arms) == [["erlotinib", *wanted], ["placebo", *wanted]]


@pytest.mark.parametrize(
    "words",
    [
        (
            "The sequences were docetaxel followed by erlotinib (arm A), and erlotinib followed by "
            "docetaxel (arm B). Patients were randomly assigned."
        ),
        (
            "The trial compared docetaxel then erlotinib (group 1) with docetaxel plus olaparib "
            "(group 2). Patients were randomly assigned."
        ),
    ],
)
def test_letters_after_regimens_name_arms(viewed: View, terms: TermIndex, words: str) -> None:
    arms = arms_of(viewed(TITLE + words), terms)
    assert [label[:3] for label in labels(arms)] in (["arm", "arm"], ["gro", "gro"])


@pytest.mark.parametrize(
    "words",
    [
        "We looked at docetaxel (arm B) and erlotinib (arm A). Patients were randomly assigned.",
        "Some got things (arm A) or stuff (arm B). Patients were randomly assigned.",
    ],
)
def test_letters_out_of_order_or_after_no_drug_name_none(
    viewed: View, terms: TermIndex, words: str
) -> None:
    assert arms_of(viewed(TITLE + words), terms) == ()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("erlotinib plus docetaxel (ERL+DOC)", [["erlotinib", "docetaxel"], ["olaparib"]]),
        ("erlotinib and docetaxel (ERL/DOC)", [["erlotinib", "docetaxel"], ["olaparib"]]),
        ("erlotinib with a thing (ERL+DOC)", [["ERL", "DOC"], ["olaparib"]]),
        ("capecitabine plus docetaxel (ERL+DOC)", [["ERL", "docetaxel"], ["olaparib"]]),
        ("paclitaxel plus docetaxel (PAC+TAX)", [["ERL", "DOC"], ["olaparib"]]),
    ],
)
def test_the_parts_of_a_joined_abbreviation_are_the_drugs_before_it(
    viewed: View, terms: TermIndex, words: str, wanted: list[list[str]]
) -> None:
    told = f"We gave {words}. Patients were randomly assigned to ERL plus DOC or to olaparib."
    assert regimens(arms_of(viewed(TITLE + told), terms)) == wanted


def test_the_sizes_of_those_treated_stand_after_with(viewed: View, terms: TermIndex) -> None:
    words = (
        "Patients (N = 140) were randomised to docetaxel or erlotinib. RESULTS: Toxicity was seen "
        "in patients treated with docetaxel (N = 69) and with erlotinib (n = 71)."
    )
    arms = arms_of(viewed(TITLE + words), terms)
    assert labels(arms) == ["docetaxel", "erlotinib"]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("This study investigated 640 women with operable disease randomly assigned to A.", 640),
        ("The trial enrolled 210 patients aged 18 or more randomised to receive A.", 210),
        ("Nausea occurred in 8 patients randomised to A.", None),
        ("We recruited 455 adults randomly allocated to A or B.", 455),
    ],
)
def test_patients_randomly_assigned_are_counted_without_an_auxiliary_verb(
    viewed: View, words: str, wanted: int | None
) -> None:
    number = n_randomised(viewed(TITLE + words), ())
    assert (int(number.value) if number else None) == wanted


def test_each_of_two_arms_of_a_drug_has_the_dose_of_its_own_name() -> None:
    drug = Intervention(name="olaparib", concept="olaparib", dose="250 mg", span=Span(0, 8))
    both = (drug, Intervention(name="placebo", concept="placebo", role="placebo", span=Span(9, 16)))

    def arm(label: str, given: tuple[Intervention, ...] = (drug,)) -> Arm:
        return Arm(label=label, interventions=given, span=Span(0, 8))

    doses = [
        [each.dose for each in one.interventions]
        for one in told_apart(
            (arm("olaparib 75 mg"), arm("olaparib 250 mg"), arm("75 mg or 250 mg"), arm("X"))
        )
    ]
    assert doses == [["75 mg"], ["250 mg"], [""], ["250 mg"]]
    mixed = told_apart((arm("olaparib 75 mg", both), arm("olaparib 250 mg", both)))
    assert mixed[0].interventions == both


@pytest.mark.parametrize(
    ("title", "assigned", "experimental"),
    [
        (
            "Cemented versus uncemented hemiarthroplasties after hip fracture",
            "cemented hemiarthroplasty or uncemented hemiarthroplasty",
            "cemented",
        ),
        (
            "Early or delayed cholecystectomy in acute gallstone disease",
            "early cholecystectomy or delayed cholecystectomy",
            "early",
        ),
        (
            "Biodegradable versus titanium plates for mandibular fracture",
            "a titanium plate or a biodegradable plate",
            "biodegradable",
        ),
        (
            "Ultrasonographic or clinical surveillance of grafts",
            "clinical surveillance or ultrasonography surveillance",
            "ultrasonography",
        ),
        ("Delayed cholecystectomy", "early cholecystectomy or delayed cholecystectomy", "delayed"),
        (
            "Early surgery or delayed robotic cholecystectomy",
            "early open cholecystectomy or delayed robotic cholecystectomy",
            "",
        ),
    ],
)
def test_a_noun_left_out_of_the_title_does_not_turn_the_roles_round(
    viewed: View, terms: TermIndex, title: str, assigned: str, experimental: str
) -> None:
    text = (
        f"{title}: a randomised trial.\n\nMETHODS: Patients were randomly assigned to {assigned}."
    )
    found = {arm.label: arm.role for arm in arms_of(viewed(text), terms)}
    assert len(found) == 2
    if not experimental:
        assert set(found.values()) == {"unclear"}
        return
    told = [label for label, role in found.items() if role == "experimental"]
    assert len(told) == 1
    assert told[0].startswith(experimental)
    assert set(found.values()) == {"experimental", "control"}
