"""Malformed facts go, with what hangs on them; the rest of the document stays."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.evidence.hand_made import made

from trialgraph import names
from trialgraph.check.finding_graphs import finding_graph, finding_quads
from trialgraph.check.report import ShapeFinding
from trialgraph.check.shapes import check_document
from trialgraph.errors import SetAside
from trialgraph.ingest import reading as room
from trialgraph.ingest.leaving_out import without
from trialgraph.ingest.places import Place, place_of
from trialgraph.ingest.reading import checked
from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument
from trialgraph.model.result import Interval
from trialgraph.model.text import Number, Span, Stated
from trialgraph.model.trial import Sides
from trialgraph.names import Iri
from trialgraph.rdf.quads import parse
from trialgraph.rdf.write import document_quads


@pytest.fixture
def abstract() -> tuple[TrialDocument, Document]:
    return made()["S4"]


def blamed(document: str, kind: str, *spans: Span) -> ShapeFinding:
    focus = names.fact(document, kind, *((span.start, span.end) for span in spans))
    return ShapeFinding("BadFact", "Violation", "fact", focus, "It is malformed.")


def test_a_fact_is_known_by_its_kind_and_place() -> None:
    node = names.fact("d", "arm-value", (3, 5), (7, 9))
    assert place_of(node, "d") == Place("arm-value", Span(3, 5))
    assert place_of(node, "other") is None
    assert place_of(names.document("d"), "d") is None


@pytest.mark.parametrize("kind", ["estimate", "interval", "p-value", "boundary"])
def test_an_estimate_goes_with_any_malformed_part(
    kind: str, abstract: tuple[TrialDocument, Document]
) -> None:
    said, _ = abstract
    (estimate,) = said.estimates
    left = without(said, [blamed(said.identifier, kind, estimate.span)])
    assert left.estimates == ()
    assert left.arm_values == said.arm_values
    (problem,) = left.problems
    assert (problem.code, problem.span) == ("left-out", estimate.span)
    assert problem.message == "BadFact: It is malformed."


def test_an_arm_takes_its_results_along(abstract: tuple[TrialDocument, Document]) -> None:
    said, _ = abstract
    arm = said.trials[0].arms[0]
    left = without(said, [blamed(said.identifier, "arm", arm.span)])
    assert [one.label for one in left.trials[0].arms] == ["standard"]
    assert (left.estimates, left.trials[0].comparisons) == ((), ())
    assert [one.arm for one in left.arm_values] == ["standard"]


def test_an_intervention_goes_alone(abstract: tuple[TrialDocument, Document]) -> None:
    said, _ = abstract
    arm = said.trials[0].arms[0]
    drug = arm.interventions[0]
    left = without(said, [blamed(said.identifier, "intervention", drug.span, arm.span)])
    assert left.trials[0].arms[0].interventions == arm.interventions[1:]
    assert left.estimates == said.estimates


def test_without_its_trial_nothing_is_a_result(abstract: tuple[TrialDocument, Document]) -> None:
    said, _ = abstract
    left = without(said, [blamed(said.identifier, "trial", said.trials[0].span)])
    assert (left.trials, left.estimates, left.arm_values) == ((), (), ())


def test_a_one_sided_interval_with_two_limits_is_left_out_before_storing(
    abstract: tuple[TrialDocument, Document],
) -> None:
    said, document = abstract
    (estimate,) = said.estimates
    assert estimate.interval is not None
    wrong = replace(estimate.interval, sides=Sides(1))
    found = checked(document, replace(said, estimates=(replace(estimate, interval=wrong),)))
    assert found.reading.estimates == ()
    assert [problem.code for problem in found.reading.problems] == ["left-out"]


def test_an_estimate_outside_its_interval_never_comes_in(
    abstract: tuple[TrialDocument, Document],
) -> None:
    said, document = abstract
    (estimate,) = said.estimates
    assert isinstance(estimate.value, Number)
    high = Number(Decimal("1.75"), "0.75", estimate.value.span)
    found = checked(document, replace(said, estimates=(replace(estimate, value=high),)))
    assert found.reading.estimates == () or found.warnings


def test_what_is_malformed_whatever_is_left_out_sets_the_document_aside(
    abstract: tuple[TrialDocument, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    said, document = abstract
    report = check_document(b"")
    assert report.frame_violations
    monkeypatch.setattr(room, "check_quoting", lambda _graph, _texts: (report, ()))
    with pytest.raises(SetAside, match="NoDocument"):
        checked(document, said)
    nothing = Iri(f"{names.document(said.identifier)}/unheard-of/1-2")
    stubborn = ShapeFinding("Stubborn", "Violation", "fact", nothing, "It stays.")
    still = type(report)((stubborn,))
    monkeypatch.setattr(room, "check_quoting", lambda _graph, _texts: (still, ()))
    with pytest.raises(SetAside, match="Stubborn: It stays"):
        checked(document, said)


def test_findings_are_named_by_shape_and_focus() -> None:
    graph = finding_graph("d 1")
    focus = names.fact("d 1", "arm", (1, 2))
    odd = ShapeFinding("OddSum", "Warning", "note", focus, "It does not add up.")
    quads = parse(finding_quads(graph, [odd], "d 1"))
    assert {subject for subject, *_ in quads} == {
        Iri(f"{graph}/finding/OddSum/document-d-201-arm-1-2")
    }
    assert len(quads) == 6
    assert finding_quads(graph, []) == b""


def test_an_interval_of_an_arm_value_takes_the_value_along(
    abstract: tuple[TrialDocument, Document],
) -> None:
    said, _ = abstract
    first = said.arm_values[0]
    ranged = replace(first, interval=Interval(level=None, sides=Sides(2)))
    changed = replace(said, arm_values=(ranged, *said.arm_values[1:]))
    left = without(changed, [blamed(said.identifier, "interval", first.span, Span(0, 1))])
    assert left.arm_values == said.arm_values[1:]


def test_a_value_that_its_place_does_not_say_is_left_out(
    abstract: tuple[TrialDocument, Document],
) -> None:
    said, document = abstract
    (estimate,) = said.estimates
    assert isinstance(estimate.value, Number)
    moved = Number(estimate.value.value, estimate.value.printed, said.arm_values[0].span)
    found = checked(document, replace(said, estimates=(replace(estimate, value=moved),)))
    assert found.reading.estimates == ()
    assert found.reading.problems[0].message.startswith("QuoteAtItsPlace: ")


def test_words_about_the_document_that_stand_elsewhere_are_a_finding(
    abstract: tuple[TrialDocument, Document],
) -> None:
    said, document = abstract
    title = Stated("A title", "A title", Span(0, 7))
    named = replace(said, bibliography=replace(said.bibliography, title=title))
    found = checked(document, named)
    assert found.reading == named
    assert "QuoteAtItsPlace" in {one.shape for one in found.warnings}


def test_a_passage_of_another_text_sets_the_document_aside(
    abstract: tuple[TrialDocument, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    said, document = abstract
    other = replace(document, text=document.text.replace("PFS", "XXX"))
    monkeypatch.setattr(room, "document_quads", lambda read, _own: document_quads(read, other))
    with pytest.raises(SetAside, match="QuoteAtItsPlace"):
        checked(document, said)
