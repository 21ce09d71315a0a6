"""Wordings that say, or do not say, something of a trial: criteria, sponsors, other trials."""

from collections.abc import Callable

import pytest

from trialgraph.extract import trial_facts as facts
from trialgraph.extract.arms import draft_arms
from trialgraph.extract.choices import options
from trialgraph.extract.circumstances import crossover, sponsors, stratification
from trialgraph.extract.claims import claims, named_end_points
from trialgraph.extract.conclusion import conclusion
from trialgraph.extract.dates import trial_dates
from trialgraph.extract.eligibility import criteria
from trialgraph.extract.end_points import end_points
from trialgraph.extract.mentioned import mentioned_trials, other_trials
from trialgraph.extract.population import population
from trialgraph.extract.randomised import n_randomised
from trialgraph.extract.read import read_trial_document
from trialgraph.extract.regimen import components
from trialgraph.extract.registration import registrations
from trialgraph.extract.registry_mentions import registry_mentions
from trialgraph.extract.trial import reported_trial
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document, Section, SectionKind
from trialgraph.model.reading import Citation
from trialgraph.model.text import Span, Stated
from trialgraph.terms.index import TermIndex

View = Callable[[str], ReadingView]
TITLE = "Drug A in cancer.\n\n"


def written(*parts: tuple[SectionKind, str]) -> Document:
    """Return a document made from (kind, words) parts."""
    text, found = "", []
    for kind, words in parts:
        found.append(Section(kind, "", Span(len(text), len(text) + len(words) + 1)))
        text += words + "\n"
    return Document("sha-0", "text", "0" * 64, "test 1", text, tuple(found))


def methods(words: str) -> ReadingView:
    return ReadingView(written(("methods", words)))


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


def test_a_sentence_on_two_trials_is_shared_between_them(terms: TermIndex) -> None:
    view = ReadingView(
        written(
            (
                "discussion",
                (
                    "Survival was prolonged in the BRAVURA trial, which was large, and in the "
                    "ALTISSIMA study. Two trials improved survival [3,4]. Two "
                    "trials were done well and are in print [5]. In "
                    "the QUARTINA trial survival improved, and in the TERZINA trial of this drug."
                ),
            )
        )
    )
    found = claims(view, other_trials(view, None, terms), terms)
    assert [(each.about, each.cites) for each in found] == [
        ("BRAVURA", ()),
        ("", (3, 4)),
        ("QUARTINA", ()),
        ("TERZINA", ()),
    ]


def test_a_conclusion_that_speaks_of_no_effect_is_unclear(terms: TermIndex) -> None:
    view = ReadingView(written(("conclusion", "The tablets of the trial are round and white.")))
    assert conclusion(view) == "unclear"
    assert claims(view, [], terms)[0].direction == "unclear"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "The primary end point was a composite of death, stroke, and relapse.",
            ["composite of death, stroke, and relapse"],
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


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("The Marvellosa trial was large (NCT01234567).", ["MARVELLOSA", ""]),
        ("The other trial is [BRAVURA], NCT01234567.", ["BRAVURA"]),
        ("Other work is at NCT01234567.", [""]),
    ],
)
def test_another_trial_has_its_number_where_it_stands_beside_the_name(
    terms: TermIndex, words: str, names: list[str]
) -> None:
    view = ReadingView(written(("discussion", words)))
    found = mentioned_trials(view, other_trials(view, None, terms), registrations(view), None)
    assert [trial.acronym.value if trial.acronym else "" for trial in found] == names


def test_the_own_trial_is_not_mentioned_under_its_number(terms: TermIndex) -> None:
    view = ReadingView(written(("discussion", "The BRAVURA trial (NCT01234567) was ours.")))
    own = Stated("BRAVURA", "BRAVURA", Span(4, 11))
    assert mentioned_trials(view, other_trials(view, own, terms), registrations(view), own) == ()


def test_numbers_in_references_and_back_matter_are_told_apart() -> None:
    view = ReadingView(
        written(
            ("methods", "The trial is registered as NCT01234567. NCT01234567 is its number."),
            ("furniture", "NCT09999999"),
            ("back", "Trial registration: UMIN000012345. " + "Words. " * 40 + "See NCT07777777."),
        )
    )
    found = [(each.stated.value, each.is_own) for each in registrations(view)]
    assert found == [("NCT01234567", True), ("UMIN000012345", True)]


def test_earlier_treatment_is_no_line_of_this_one(terms: TermIndex) -> None:
    who = population(
        methods(
            "Patients had previously received taxanes as first-line treatment. Drug A was given "
            "as second-line treatment. Eligible patients had an ECOG performance status of 0 to 2."
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


def test_a_registry_page_mentions_trials_of_its_background(terms: TermIndex) -> None:
    document = written(
        ("title", "Drug A after drug B (BRAVURA)"),
        (
            "record",
            (
                "It rests on the results of the ALTISSIMA study and of the BRAVURA study, with "
                "evidence from the JBCRG trial."
            ),
        ),
        ("references", "Doe J; QUARTINA Study Group. Work. Roe K. Work of the BRAVURA trial."),
        ("references", "Doe J. Results of the TERZINA trial."),
    )
    background, derived = (each.span for each in document.sections if each.kind == "references")
    cited = (
        Citation(type="background", span=background),
        Citation(type="derived", span=derived),
    )
    found = registry_mentions(document, cited, terms)
    assert [trial.acronym and trial.acronym.value for trial in found] == ["ALTISSIMA", "QUARTINA"]


def test_a_trial_stands_at_its_number_where_it_has_no_name(terms: TermIndex) -> None:
    view = methods("Patients were randomised. The trial is registered as NCT01234567.")
    trial = reported_trial(view, registrations(view), (), terms)
    assert view.document.words(trial.span) == "NCT01234567"


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
    found = facts.n_planned(methods("It was planned to enroll approximately 370 patients."))
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


def test_a_result_of_another_trial_goes_to_the_trial_that_its_sentence_names(
    terms: TermIndex,
) -> None:
    document = written(
        ("title", "A trial of olaparib or placebo."),
        ("methods", "Patients were randomly assigned to olaparib or placebo."),
        (
            "discussion",
            (
                "Survival improved in the Marvellosa trial³ (hazard ratio for death, 0.70; 95% CI, "
                "0.56 to 0.87). Elsewhere it did not⁴ (hazard ratio for death, 0.95; "
                "95% CI, 0.66 to "
                "1.47)."
            ),
        ),
    )
    reading = read_trial_document(document, terms)
    assert [(each.second_hand, each.trial) for each in reading.estimates] == [
        (True, "MARVELLOSA"),
        (True, None),
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
