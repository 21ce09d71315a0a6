"""Names that a registry record brings along are suggested, with where they stand."""

from trialgraph.model.reading import TrialDocument
from trialgraph.model.text import Span
from trialgraph.model.trial import Heading, RegisteredIntervention, Trial
from trialgraph.terms.index import Concept, TermIndex
from trialgraph.terms.suggestions import suggestions

KNOWN = TermIndex([Concept("drug", "teanib", "teanib", ("Tea-101",))])


def heading(label: str, role: str) -> Heading:
    return Heading(scheme="mesh", code="D1", label=label, role=role, span=Span(1, 2))


def reading(*trials: Trial) -> TrialDocument:
    return TrialDocument(
        identifier="ctgov-NCT09990001",
        kind="ctgov-json",
        sha256="",
        reader="",
        text_sha256="",
        trials=trials,
    )


def given(kind: str, name: str, *others: str) -> RegisteredIntervention:
    return RegisteredIntervention(kind=kind, name=name, other_names=others, span=Span(3, 4))


def test_headings_and_other_names_are_suggested_once() -> None:
    trial = Trial(
        role="registers",
        headings=(
            heading("Thirst", "condition"),
            heading("teanib", "intervention"),
            heading("Diseases", "condition-ancestor"),
        ),
        interventions=(
            given("DRUG", "teanib", "Tea-101", "TEANIB", "Chanib", "chanib"),
            given("DRUG", "cup", "Mug"),
            given("PROCEDURE", "pouring", "Serving"),
        ),
        span=Span(0, 1),
    )
    found = suggestions(reading(trial), KNOWN)
    assert [(one.scheme, one.name, one.code, one.same_as, one.concept) for one in found] == [
        ("condition", "Thirst", "D1", "", ""),
        ("drug", "teanib", "D1", "", "teanib"),
        ("drug", "Chanib", "", "teanib", "teanib"),
        ("drug", "Mug", "", "cup", ""),
    ]
    assert {one.document for one in found} == {"ctgov-NCT09990001"}


def test_a_trial_that_is_only_mentioned_suggests_nothing() -> None:
    trial = Trial(role="mentions", headings=(heading("Thirst", "condition"),), span=Span(0, 1))
    assert suggestions(reading(trial), KNOWN) == ()
