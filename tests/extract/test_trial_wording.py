"""Wordings that say, or do not say, something of a trial: criteria, sponsors, phases."""

from collections.abc import Callable

import pytest
from tests.extract.made_up_documents import methods, written

from trialgraph.extract import trial_facts as facts
from trialgraph.extract.arms import draft_arms
from trialgraph.extract.choices import options
from trialgraph.extract.circumstances import crossover, sponsors, stratification
from trialgraph.extract.claims import claims, named_end_points
from trialgraph.extract.conclusion import conclusion
from trialgraph.extract.dates import trial_dates
from trialgraph.extract.eligibility import criteria
from trialgraph.extract.end_points import end_points
from trialgraph.extract.planned import n_planned
from trialgraph.extract.population import population
from trialgraph.extract.randomised import n_randomised
from trialgraph.extract.regimen import components
from trialgraph.extract.trial import reported_trial
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import SectionKind
from trialgraph.model.text import Span, Stated
from trialgraph.terms.index import TermIndex

View = Callable[[str], ReadingView]
TITLE = "Drug A in cancer.\n\n"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "Inclusion criteria were measurable disease, age of 20 years or more, and no "
                "previous taxane."
            ),
            [
                ("inclusion", "measurable disease"),
                ("inclusion", "age of 20 years or more"),
                ("inclusion", "no previous taxane"),
            ],
        ),
        (
            "Patients were excluded for pregnancy.",
            [("exclusion", "Patients were excluded for pregnancy.")],
        ),
        ("Exclusion criteria are listed in the appendix.", []),
        ("Exclusion criteria were age, an allergy.", [("exclusion", "age, an allergy")]),
    ],
)
def test_criteria_are_the_items_of_a_list_or_the_sentence(
    words: str, wanted: list[tuple[str, str]]
) -> None:
    assert [(each.type, each.text) for each in criteria(methods(words))] == wanted


def test_the_sponsor_comes_before_the_funders_and_once() -> None:
    view = methods("The trial was sponsored by Acme Institute. It was designed by us.")
    funders = (Stated("Acme Institute", "", Span(0, 1)), Stated("A fund", "", Span(1, 2)))
    found = [(each.name, each.role) for each in sponsors(view, funders)]
    assert found == [("Acme Institute", "lead"), ("A fund", "funder")]
    named = sponsors(methods("The sponsor (Acme Institute) paid."), ())
    assert [each.name for each in named] == ["Acme Institute"]


def test_crossover_may_be_forbidden() -> None:
    said = crossover(methods("Crossover was not permitted."))
    assert said is not None
    assert said.value == "not allowed"


def test_an_empty_place_in_a_list_is_no_stratification_factor() -> None:
    found = stratification(methods("Randomisation was stratified by , age and sex."))
    assert [each.value for each in found] == ["age", "sex"]


def test_a_window_of_something_else_is_no_enrolment() -> None:
    words = "From January 2010 to March 2011 papers were read. " + "The rest is long. " * 15
    dates = trial_dates(
        methods(words + "Between May 2012 and June 2013 patients were enrolled at ten sites.")
    )
    assert dates.enrolment_start is not None
    assert dates.enrolment_start.iso == "2012-05"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("The physician's choice was one of docetaxel. Then the investigator's choice came.", []),
        (
            "The physician's choice was one of chemotherapy, docetaxel, or paclitaxel.",
            ["docetaxel", "paclitaxel"],
        ),
    ],
)
def test_a_choice_is_made_from_two_drugs_or_more(
    terms: TermIndex, words: str, wanted: list[str]
) -> None:
    assert [each.name for each in options(methods(words), terms)] == wanted


def test_two_end_points_may_share_their_last_word(terms: TermIndex) -> None:
    assert set(named_end_points("progression-free and overall survival", terms)) == {"OS", "PFS"}


def test_a_conclusion_that_speaks_of_no_effect_says_nothing(terms: TermIndex) -> None:
    view = ReadingView(written(("conclusion", "The tablets of the trial are round and white.")))
    assert conclusion(view) is None
    assert claims(view, [], terms)[0].direction == "unclear"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "The primary end point was the composite of stroke, relapse, and death.",
            ["composite of stroke, relapse, and death"],
        ),
        (
            (
                "The primary end point was overall survival. The primary end point was overall "
                "survival in all patients."
            ),
            ["OS"],
        ),
        ("Overall survival was a secondary end point.", ["OS"]),
        (
            (
                "Overall survival was the primary end point, and the secondary end point was "
                "response rate."
            ),
            ["ORR"],
        ),
    ],
)
def test_end_points_are_declared_once(terms: TermIndex, words: str, wanted: list[str]) -> None:
    assert [each.name for each in end_points(methods(words), terms)] == wanted


def test_an_abstract_that_declares_none_reports_standard_end_points(terms: TermIndex) -> None:
    words = "Death and nausea were rare. Overall survival was long. Quality of life was high."
    found = end_points(ReadingView(written(("abstract", words))), terms)
    assert [(each.name, each.event_direction, each.role) for each in found] == [
        ("OS", "bad", None),
        ("QoL", None, None),
    ]


def test_earlier_treatment_is_no_line_of_this_one(terms: TermIndex) -> None:
    who = population(
        methods(
            "Patients had previously received taxanes as first-line treatment. Drug A was given "
            "as second-line treatment. Eligible adults had ECOG performance status 0 to 2."
        ),
        terms,
    )
    assert who.line is not None
    assert who.line.value == "second-line"
    assert who.ecog == (0, 1, 2)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("docetaxel and others (olaparib or paclitaxel)", ["docetaxel", "others"]),
        ("surgery with olaparib", ["surgery", "olaparib"]),
        ("chemotherapy with olaparib and docetaxel", ["olaparib", "docetaxel"]),
        ("no treatment plus olaparib", ["olaparib"]),
        ("HER2 plus olaparib", ["olaparib"]),
        ("active surveillance plus olaparib", ["olaparib"]),
        ("docetaxel-resistant drug", ["docetaxel-resistant drug"]),
        ("paclitaxel radiation", ["paclitaxel radiation"]),
        (
            "docetaxel (olaparib and paclitaxel) plus chemotherapy",
            ["docetaxel", "chemotherapy"],
        ),
    ],
)
def test_a_regimen_names_what_is_given(terms: TermIndex, words: str, wanted: list[str]) -> None:
    assert [each.name for each in components(words, 0, len(words), terms)] == wanted


def test_a_phase_of_earlier_trials_is_not_this_trials() -> None:
    view = ReadingView(
        written(
            ("introduction", "Results of a phase 2 trial were good. We did this phase 3 trial."),
        )
    )
    found = facts.phase(view)
    assert found is not None
    assert found.value == "3"


def test_no_placebo_arm_means_no_placebo() -> None:
    said = facts.placebo_controlled(methods("There was no placebo arm."))
    assert said is not None
    assert said.value == "false"


def test_the_number_enrolled_is_the_one_that_the_arms_make_up() -> None:
    view = methods("In all, 50 patients were enrolled. We enrolled 40 patients at two sites.")
    found = n_randomised(view, [15, 25])
    assert found is not None
    assert int(found.value) == 40
    assert n_randomised(view, [1, 2]) is None


def test_the_planned_number_is_no_number_of_patients() -> None:
    found = n_planned(methods("It was planned to enroll approximately 370 patients."))
    assert found is not None
    assert int(found.value) == 370


@pytest.mark.parametrize("aim", ["cisplatin versus carboplatin", "olaparib versus docetaxel"])
def test_a_title_that_compares_other_arms_adds_nothing(
    viewed: View, terms: TermIndex, aim: str
) -> None:
    view = viewed(
        f"A trial of {aim} in cancer.\n\nMETHODS: Patients were randomly assigned to olaparib, "
        "olaparib plus radiotherapy, or docetaxel plus radiotherapy. RESULTS: Of them, 20 were "
        "randomly assigned to the control arm and 21 to the experimental arm."
    )
    drafts = draft_arms(view, terms)
    assert [sorted(draft.keys) for draft in drafts] == [
        ["olaparib"],
        ["olaparib", "radiotherapy"],
        ["docetaxel", "radiotherapy"],
    ]


def test_a_route_said_of_all_drugs_is_that_of_each(terms: TermIndex) -> None:
    view = methods(
        "Patients were randomly assigned to olaparib or placebo. All drugs were given "
        "intravenously."
    )
    arms = reported_trial(view, (), (), terms).arms
    assert [each.route for arm in arms for each in arm.interventions] == ["intravenous", ""]


def test_arms_far_from_the_words_of_assignment_are_not_its_arms(terms: TermIndex) -> None:
    view = methods(f"Patients were randomly assigned{' and seen' * 80} to olaparib or placebo.")
    assert draft_arms(view, terms) == []


def test_a_title_that_compares_other_drugs_adds_nothing_to_the_arms(
    viewed: View, terms: TermIndex
) -> None:
    view = viewed(
        "Cisplatin versus carboplatin in cancer.\n\nMETHODS: Patients were randomly assigned to "
        "olaparib or placebo. RESULTS: They were randomly assigned to the experimental arm or the "
        "control arm."
    )
    assert [sorted(draft.keys) for draft in draft_arms(view, terms)] == [["olaparib"], []]


@pytest.mark.parametrize(
    ("words", "factors"),
    [
        (
            "Patients were stratified by age and by centre with a 1:1 allocation and randomised.",
            ["age", "centre"],
        ),
        (
            "Randomisation was stratified by sex and the stage, and they were assigned in May.",
            ["sex", "the stage"],
        ),
        ("They were randomly assigned, stratified by cup size to receive tea.", ["cup size"]),
        ("They were randomised, stratified by age, centres were in Spain.", ["age"]),
    ],
)
def test_factors_end_where_the_assignment_is_told(words: str, factors: list[str]) -> None:
    assert [each.value for each in stratification(methods(words))] == factors


@pytest.mark.parametrize(
    ("kind", "words", "phase"),
    [
        ("methods", "Blood was taken at the end of phase 1 by a nurse.", None),
        ("methods", "In phase 2, tea was stopped.", None),
        ("methods", "In the phase 2 part of the trial tea was stopped.", "2"),
        ("introduction", "A phase 3 trial compared tea with water.", "3"),
        ("introduction", "A phase 3 trial compared tea with water [4].", None),
    ],
)
def test_a_phase_of_treatment_is_no_phase_of_a_trial(
    kind: SectionKind, words: str, phase: str | None
) -> None:
    found = facts.phase(ReadingView(written((kind, words))))
    assert (found and found.value) == phase


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Tea was warm.[7] Water was cold.", 2),
        ("Tea was warm. [1-4] Water was cold.", 2),
        ("Tea was warm.[7]-[10] Water was cold. [3]", 2),
        ("Tea was warm as in ref. [7] and others.", 1),
    ],
)
def test_a_citation_after_the_full_stop_belongs_to_its_sentence(words: str, count: int) -> None:
    view = methods(words)
    assert len(view.sentences) == count
    assert not any(view.words(each).startswith("[") for each in view.sentences)
