"""What counts as an event: the class of a definition, from what is printed of it."""

from dataclasses import replace

import pytest

from trialgraph.evidence.definitions import event_definition
from trialgraph.evidence.derived import DerivedTrial
from trialgraph.evidence.end_points import Declared, MergedEndPoint
from trialgraph.model.text import Span
from trialgraph.model.trial import Assessor, EndPoint

PLAIN = EndPoint(name="PFS", name_printed="PFS", span=Span(0, 3))


def defined(derived: DerivedTrial, assessor: Assessor | None, **said: str) -> MergedEndPoint:
    """Return an end point of a trial that says these words of its definition."""
    declared = Declared(derived.identity.mentions[0], replace(PLAIN, **said))  # type: ignore[arg-type]
    return MergedEndPoint("PFS", assessor, "all", "primary", "result_reported", (declared,))


@pytest.fixture
def trial(derived: dict[str, DerivedTrial]) -> DerivedTrial:
    return next(
        one
        for one in derived.values()
        if any(result.analysis.end_point == "PFS" for result in one.results)
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ""),
        ({"criteria": "RECIST 1.1"}, "RECIST 1.1"),
        (
            {"criteria": "RECIST 1.1 + clinical progression"},
            "RECIST 1.1; clinical progression counts",
        ),
        (
            {"definition": "time to clinical disease progression or death"},
            "clinical progression counts",
        ),
        ({"definition": "death from any cause within 18 weeks"}, "deaths within 18 weeks"),
        ({"definition": "death before progression; within 18 weeks"}, ""),
        ({"time_origin": "randomisation"}, "from randomisation"),
        (
            {"criteria": "RECIST 1.0", "time_origin": "registration"},
            "RECIST 1.0; from registration",
        ),
    ],
)
def test_a_definition_has_a_class_from_what_is_printed(
    trial: DerivedTrial, said: dict[str, str], expected: str
) -> None:
    (analysis, *_) = (one.analysis for one in trial.results if one.analysis.end_point == "PFS")
    assert event_definition(analysis, [defined(trial, None, **said)]) == expected


def test_the_definition_of_the_assessor_comes_first_and_another_stands_in(
    trial: DerivedTrial,
) -> None:
    (analysis, *_) = (
        one.analysis
        for one in trial.results
        if one.analysis.end_point == "PFS" and one.analysis.estimate.assessor
    )
    own = analysis.estimate.assessor
    other: Assessor = "investigator" if own == "independent" else "independent"
    stands_in = defined(trial, other, criteria="RECIST 1.0")
    assert event_definition(analysis, [stands_in]) == "RECIST 1.0"
    both = [stands_in, defined(trial, own, criteria="RECIST 1.1")]
    assert event_definition(analysis, both) == "RECIST 1.1"
    elsewhere = replace(stands_in, notation="OS")
    assert event_definition(analysis, [elsewhere]) == ""


def test_documents_that_disagree_are_both_told(trial: DerivedTrial) -> None:
    (analysis, *_) = (one.analysis for one in trial.results if one.analysis.end_point == "PFS")
    both = [defined(trial, None, criteria=words) for words in ("RECIST 1.1", "RECIST 1.0")]
    assert event_definition(analysis, both) == "RECIST 1.0 or RECIST 1.1"
