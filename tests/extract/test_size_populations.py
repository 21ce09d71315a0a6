"""Sizes of arms that count those treated, or one part of a trial, are told apart."""

from decimal import Decimal

import pytest
from tests.extract.made_up_documents import written

from trialgraph.extract.size_populations import with_size_populations
from trialgraph.extract.view import ReadingView
from trialgraph.model.text import Number, Span
from trialgraph.model.trial import Arm


@pytest.mark.parametrize(
    ("words", "population"),
    [
        ("Of 187 treated patients, 125 got tea.", "treated"),
        ("In all, 125 were treated with tea.", "treated"),
        ("Tea was drunk in at least one dose by 125.", "treated"),
        ("125 patients were randomly assigned to tea and were treated.", None),
        ("125 patients received tea.", None),
        ("In part 1, 125 patients were randomised to tea.", "part of the trial"),
        ("FINDINGS: Of the first 250 patients, 125 were assigned to tea.", "part of the trial"),
    ],
)
def test_a_sentence_says_whom_a_size_counts(words: str, population: str | None) -> None:
    view = ReadingView(written(("results", f"Tea was warm. {words}")))
    at = view.document.text.index("125")
    size = Number(Decimal(125), "125", Span(at, at + 3))
    arms = with_size_populations(view, (Arm(label="tea", n=size, span=Span(0, 1)),))
    found = [each.population for each in arms[0].n_by_population]
    assert found == ([population] if population else [])


def test_a_size_that_no_sentence_holds_counts_the_randomised() -> None:
    view = ReadingView(written(("results", "Tea was warm.")))
    size = Number(Decimal(125), "125", Span(500, 503))
    arms = (Arm(label="tea", n=size, span=Span(0, 1)), Arm(label="cocoa", span=Span(0, 1)))
    assert with_size_populations(view, arms) == arms
    assert with_size_populations(view, arms[1:]) == arms[1:]
