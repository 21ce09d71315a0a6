"""Other trials that a text names beside its own: their numbers, claims and results."""

import pytest
from tests.extract.made_up_documents import methods, written

from trialgraph.extract.claims import claims
from trialgraph.extract.mentioned import mentioned_trials, other_trials
from trialgraph.extract.read import read_trial_document
from trialgraph.extract.registration import registrations
from trialgraph.extract.registry_mentions import registry_mentions
from trialgraph.extract.trial import reported_trial
from trialgraph.extract.view import ReadingView
from trialgraph.model.reading import Citation
from trialgraph.model.text import Span, Stated
from trialgraph.terms.index import TermIndex


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
