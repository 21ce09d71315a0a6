"""What is printed like an estimate and was not read is told, with its place and the reason."""

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.estimates import read_estimates
from trialgraph.extract.trial import reported_trial
from trialgraph.extract.view import ReadingView
from trialgraph.model.text import Problem
from trialgraph.terms.index import TermIndex

_RANDOMISED = (
    "METHODS: We randomly assigned 200 patients to receive letrozole (n=100) or placebo (n=100). "
)


def told(text: str, terms: TermIndex) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the values told as unread with the reason, and the values that were read."""
    document = read_document(text.encode())
    view = ReadingView(document)
    estimates, problems = read_estimates(view, reported_trial(view, (), (), terms), terms)

    def value(problem: Problem) -> str:
        assert problem.span is not None
        return document.words(problem.span)

    unread = [
        (value(one), one.message.rsplit(": ", 1)[1])
        for one in problems
        if one.code == "unread-estimate"
    ]
    return unread, [document.words(one.span) for one in estimates]


_FACTOR = "its sentence speaks of a factor of the patients, not of the arms"
_FORM = "its words have no form that is read for sure"


@pytest.mark.parametrize(
    ("words", "value", "reason"),
    [
        (
            "In multivariable analysis, older age shortened survival (HR 1.40, 95% CI 1.10-1.80).",
            "1.40",
            _FACTOR,
        ),
        (
            "Low albumin was an independent risk factor for death (HR, 2.10; 95% CI, 1.50-2.90).",
            "2.10",
            _FACTOR,
        ),
        (
            "A high score was prognostic of relapse (OR 3·20 [95% CI 1·40–7·30]).",
            "3·20",
            _FACTOR,
        ),
        (
            "For overall survival the hazard ratio of letrozole; 0.71, 95% CI; 0.52-0.97 held.",
            "0.71",
            _FORM,
        ),
    ],
)
def test_a_ratio_that_is_not_read_is_told_with_its_reason(
    words: str, value: str, reason: str, terms: TermIndex
) -> None:
    unread, read = told(f"{_RANDOMISED}RESULTS: {words}", terms)
    assert (unread, read) == ([(value, reason)], [])


def test_what_is_read_is_not_told(terms: TermIndex) -> None:
    text = "RESULTS: Overall survival was longer with letrozole (HR 0.70; 95% CI 0.50 to 0.98)."
    assert told(_RANDOMISED + text, terms) == ([], ["0.70"])


def test_a_ratio_of_the_methods_is_told(terms: TermIndex) -> None:
    text = "A pilot had found a hazard ratio of 0.60 (95% CI 0.40 to 0.90) for survival. "
    unread, read = told(f"{_RANDOMISED}{text}RESULTS: Nobody was lost.", terms)
    reason = "it stands in the section 'methods', where no result is looked for"
    assert (unread, read) == ([("0.60", reason)], [])


def test_without_arms_a_ratio_is_told(terms: TermIndex) -> None:
    text = (
        "Two clinics\n\nRESULTS: Survival was longer in the new clinic (OR 1.30, 95% CI 1.10-1.60)."
    )
    assert told(text, terms) == ([("1.30", "no arms were found that it could compare")], [])


def test_a_ratio_of_an_endless_sentence_is_told(terms: TermIndex) -> None:
    filler = "and so on, " * 235
    text = f"RESULTS: Overall survival {filler}(HR 0.80; 95% CI 0.60 to 1.07)."
    assert told(_RANDOMISED + text, terms) == (
        [("0.80", "its sentence is too long to be read")],
        [],
    )


def test_every_ratio_of_a_list_is_told(terms: TermIndex) -> None:
    text = (
        "RESULTS: In univariate analysis, hazard ratios of age and stage were 1.30 (95% CI"
        " 1.10-1.50; p=.002) and 1.80 (95% CI 1.20-2.70)."
    )
    unread, read = told(_RANDOMISED + text, terms)
    assert ([value for value, _ in unread], read) == (["1.30", "1.80"], [])


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("RESULTS: Age was prognostic of overall survival (HR 1.40).", ["unread-estimate 1.40"]),
        (
            "RESULTS: Survival was longer with letrozole than placebo (P=0.03).",
            ["p-value-alone 0.03"],
        ),
        ("RESULTS: Survival was longer with letrozole than placebo (HR 0.7, P=0.03).", []),
        ("RESULTS: Survival correlated with age in both groups (P=0.03).", []),
        ("We assumed a hazard ratio of 0.70 with 80% power for survival.", []),
        (
            (
                "RESULTS: Survival differed, with a difference between letrozole (6.6 months"
                " [95% CI 4.1-9.0]) and placebo (5 months [95% CI 4.2-6.0])."
            ),
            [],
        ),
    ],
)
def test_a_bare_ratio_and_a_p_alone_are_told_where_nothing_was_read(
    terms: TermIndex, words: str, wanted: list[str]
) -> None:
    document = read_document(f"A trial of letrozole\n\n{_RANDOMISED}{words}".encode())
    view = ReadingView(document)
    _, problems = read_estimates(view, reported_trial(view, (), (), terms), terms)
    assert [f"{one.code} {document.words(one.span)}" for one in problems if one.span] == wanted


def test_a_p_of_an_estimate_that_a_list_leaves_unnamed_is_not_alone(terms: TermIndex) -> None:
    words = (
        "RESULTS: Overall survival was longer with letrozole (hazard ratio 0.66, 95% CI 0.48-0.91;"
        " P=0.012). Progression-free survival did not differ between letrozole and placebo (4.9"
        " months vs 4.2 months; 0.99, 0.77-1.28; P=0.94)."
    )
    document = read_document(f"A trial of letrozole\n\n{_RANDOMISED}{words}".encode())
    view = ReadingView(document)
    estimates, problems = read_estimates(view, reported_trial(view, (), (), terms), terms)
    assert len(estimates) == 2
    assert problems == ()
