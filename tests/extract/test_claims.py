"""Claims: what the authors conclude, what they cite of others, what limits their trial."""

from collections.abc import Callable

import pytest

from trialgraph.extract.claims import claims
from trialgraph.extract.conclusion import conclusion
from trialgraph.extract.mentioned import mentioned_trials, other_trials
from trialgraph.extract.registration import registrations
from trialgraph.extract.statements import direction, strength
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document, Section, SectionKind
from trialgraph.model.text import Span
from trialgraph.terms.index import TermIndex

View = Callable[[str], ReadingView]


def sections(*parts: tuple[SectionKind, str]) -> ReadingView:
    """Return the view of a document made from (kind, words) parts."""
    text, found = "", []
    for kind, words in parts:
        found.append(Section(kind, "", Span(len(text), len(text) + len(words) + 1)))
        text += words + "\n"
    return ReadingView(Document("sha-0", "text", "0" * 64, "test 1", text, tuple(found)))


@pytest.mark.parametrize(
    ("words", "said", "strongly"),
    [
        ("Drug A significantly improved overall survival.", "benefit", "significant"),
        ("Survival was longer with drug A.", "benefit", "improved"),
        ("Drug A did not improve survival.", "no benefit", "no difference"),
        ("There was no significant difference in survival.", "no benefit", "no difference"),
        ("Drug A failed to show that it was superior.", "no benefit", "no difference"),
        ("Weekly dosing was noninferior.", "unclear", "noninferior"),
        ("There was a trend toward longer survival.", "benefit", "trend"),
        ("Survival was prolonged, with no increase in toxic effects.", "benefit", "improved"),
        ("Drug A led to shorter overall survival.", "harm", None),
        ("Patients were young.", "unclear", None),
    ],
)
def test_words_say_direction_and_strength(words: str, said: str, strongly: str | None) -> None:
    assert (direction(words), strength(words)) == (said, strongly)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Drug A significantly prolonged survival.", "benefit"),
        ("Although response was higher, drug A did not improve survival.", "no benefit"),
        ("Weekly dosing is noninferior to dosing every three weeks.", "noninferior"),
        ("Weekly dosing was not shown to be noninferior.", "no benefit"),
        ("No benefit was found. Oral dosing was noninferior.", "mixed"),
        ("The drug is effective at 900 mg, but not at 300 mg.", "mixed"),
        ("Mortality increased: an increased risk of death was seen.", "harm"),
        ("Further studies are warranted.", None),
    ],
)
def test_the_conclusion_adds_up_what_its_sentences_say(
    words: str, wanted: str | None, viewed: View
) -> None:
    view = viewed(f"A randomised trial.\n\nRESULTS: Some were.\nCONCLUSIONS: {words}")
    assert conclusion(view) == wanted


def test_an_expectation_is_no_conclusion(terms: TermIndex) -> None:
    view = sections(
        ("discussion", "In conclusion, the drug is expected to be more effective in others.")
    )
    assert claims(view, [], terms) == ()


def test_a_cited_result_knows_its_trial_and_references(terms: TermIndex) -> None:
    view = sections(
        ("introduction", "In the BRAVURA trial, adding drug A significantly improved PFS [7,9-10].")
    )
    others = other_trials(view, None, terms)
    (claim,) = claims(view, others, terms)
    assert (claim.kind, claim.about, claim.cites) == ("cited-result", "BRAVURA", (7, 9, 10))
    assert (claim.end_points, claim.direction, claim.strength) == (
        ("PFS",),
        "benefit",
        "significant",
    )
    assert view.document.words(claim.span) == claim.text


def test_a_sentence_on_two_trials_makes_a_claim_for_each(terms: TermIndex) -> None:
    view = sections(
        (
            "discussion",
            (
                "The BRAVURA trial, which showed longer survival, and the CADENZA trial, "
                "which showed "
                "a better response, support this."
            ),
        )
    )
    found = claims(view, other_trials(view, None, terms), terms)
    assert [claim.about for claim in found] == ["BRAVURA", "CADENZA"]
    assert len({claim.span for claim in found}) == 2


def test_limitations_go_on_until_the_authors_turn(terms: TermIndex) -> None:
    view = sections(
        (
            "discussion",
            (
                "The main limitation is the open design. Furthermore, the groups were "
                "small. However, "
                "the findings hold."
            ),
        )
    )
    found = claims(view, [], terms)
    assert [claim.kind for claim in found] == ["limitation", "limitation"]


def test_a_first_result_of_the_discussion_is_a_conclusion(terms: TermIndex) -> None:
    view = sections(("discussion", "Drug A significantly prolonged overall survival here."))
    assert [claim.kind for claim in claims(view, [], terms)] == ["conclusion"]


def test_another_trials_number_makes_a_mention() -> None:
    view = sections(
        ("abstract", "This study is registered with ClinicalTrials.gov, NCT01234567."),
        ("discussion", "A trial in earlier disease has begun ([CADENZA], NCT07654321)."),
    )
    numbers = registrations(view)
    assert [each.is_own for each in numbers] == [True, False]
    (trial,) = mentioned_trials(view, [], numbers, None)
    assert trial.acronym is not None
    assert (trial.role, trial.acronym.value) == ("mentions", "CADENZA")
    assert [each.value for each in trial.registrations] == ["NCT07654321"]
