"""What a graph of a document or of a trial is told about itself."""

from pathlib import Path

import pytest

from trialgraph import names
from trialgraph.check.report import ShapeFinding, ShapeReport
from trialgraph.check.shapes import check_derived, check_document, check_files
from trialgraph.errors import NotText, UnreadablePath
from trialgraph.names import Iri, term
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.term import Literal as OurLiteral
from trialgraph.rdf.term import Term, integer, text

IDENTIFIER = "sha-0123456789abcdef"
DOCUMENT = names.document(IDENTIFIER)
TYPE = names.expand("rdf:type")


def number(digits: str) -> OurLiteral:
    return OurLiteral(digits, names.expand("xsd:decimal"))


def add(graph: GraphText, node: Iri, **said: Term) -> None:
    for local, obj in said.items():
        graph.add(node, TYPE if local == "a" else term(local), obj)


def document_graph() -> GraphText:
    """Return a sound graph: a document, a passage, and an estimate with its interval."""
    graph = GraphText(DOCUMENT)
    add(
        graph,
        DOCUMENT,
        a=term("Document"),
        statedIdentifier=text(IDENTIFIER),
        statedKind=text("text"),
        statedSha256=text("ab" * 32),
        statedTextSha256=text("cd" * 32),
        statedReader=text("documents 1"),
    )
    graph.add(DOCUMENT, names.expand("prov:wasDerivedFrom"), Iri("urn:sha256:" + "ab" * 32))
    passage = names.fact(IDENTIFIER, "passage", (0, 30))
    add(graph, passage, a=term("Passage"), inDocument=DOCUMENT, start=integer(0), end=integer(30))
    add(graph, passage, exact=text("hazard ratio 0.75 (0.60, 0.95)"))
    estimate = names.fact(IDENTIFIER, "estimate", (13, 17))
    add(graph, estimate, a=term("ReportedEstimate"), inDocument=DOCUMENT, passage=passage)
    add(graph, estimate, place=text("13-17"), statedMeasure=text("HR"), statedEndPoint=text("OS"))
    add(graph, estimate, statedValue=number("0.75"), statedValuePrinted=text("0.75"))
    interval = names.fact(IDENTIFIER, "interval", (13, 17))
    add(graph, estimate, statedInterval=interval)
    add(graph, interval, a=term("ReportedInterval"), inDocument=DOCUMENT, passage=passage)
    add(graph, interval, statedSides=integer(2), statedUpper=number("0.95"))
    return graph


def test_a_sound_document_gives_no_finding() -> None:
    graph = document_graph()
    add(graph, names.fact(IDENTIFIER, "interval", (13, 17)), statedLower=number("0.6"))
    report = check_document(graph.bytes())
    assert report == ShapeReport()
    assert report.conforms


def test_a_one_sided_interval_with_two_limits_is_a_violation_on_that_fact() -> None:
    graph = document_graph()
    interval = names.fact(IDENTIFIER, "interval", (13, 17))
    add(graph, interval, statedLower=number("0.6"), statedSides=integer(1))
    (finding,) = check_document(graph.bytes()).violations_on_facts
    assert (finding.shape, finding.focus) == ("OneSidedIntervalHasOneLimit", interval)
    assert "exactly one limit" in finding.message


def test_an_estimate_outside_its_interval_is_a_warning_that_blames_the_estimate() -> None:
    graph = document_graph()
    add(graph, names.fact(IDENTIFIER, "interval", (13, 17)), statedLower=number("0.8"))
    report = check_document(graph.bytes())
    assert report.conforms
    (finding,) = report.warnings
    assert finding.shape == "EstimateInsideItsInterval"
    assert finding.focus == names.fact(IDENTIFIER, "estimate", (13, 17))


def test_a_wrong_value_is_shown_as_its_characters() -> None:
    graph = document_graph()
    add(graph, names.fact(IDENTIFIER, "interval", (13, 17)), statedLower=number("0.6"))
    p = names.fact(IDENTIFIER, "p-value", (20, 24))
    add(graph, p, a=term("ReportedPValue"), inDocument=DOCUMENT, statedPComparator=text("="))
    add(graph, p, statedNumber=number("5"))
    (finding,) = check_document(graph.bytes()).findings
    assert (finding.shape, finding.value) == ("PValueAtMostOne", "5")


def test_a_graph_without_its_document_breaks_the_frame() -> None:
    graph = GraphText(DOCUMENT)
    add(graph, names.fact(IDENTIFIER, "problem", (1, 2)), a=term("ReportedProblem"))
    shapes = {finding.shape for finding in check_document(graph.bytes()).frame_violations}
    assert "NoDocument" in shapes


def test_an_empty_graph_describes_no_document() -> None:
    (finding,) = check_document(b"").frame_violations
    assert finding.shape == "NoDocument"


def test_a_document_speaks_in_one_graph() -> None:
    other = GraphText(names.document("sha-fedcba9876543210"))
    add(other, DOCUMENT, statedTitle=text("elsewhere"))
    graph = document_graph()
    add(graph, names.fact(IDENTIFIER, "interval", (13, 17)), statedLower=number("0.6"))
    (finding,) = check_document(graph.bytes() + other.bytes()).frame_violations
    assert finding.shape == "OneGraph"


def test_a_node_of_another_document_breaks_the_frame() -> None:
    graph = document_graph()
    add(graph, names.fact(IDENTIFIER, "interval", (13, 17)), statedLower=number("0.6"))
    stranger = names.fact("sha-fedcba9876543210", "thing", (1, 2))
    add(graph, stranger, a=term("Anything"))
    (finding,) = check_document(graph.bytes()).frame_violations
    assert (finding.shape, finding.focus) == ("ForeignNode", stranger)


def test_a_boundary_that_was_not_crossed_confirms_nothing() -> None:
    graph = GraphText(names.trial_graph("NCT00000000"))
    result = names.part(names.trial("NCT00000000"), "result", "OS")
    add(graph, result, a=term("Result"), strength=term("Confirmed"))
    add(graph, result, boundaryCrossed=OurLiteral("false", names.expand("xsd:boolean")))
    shapes = {finding.shape for finding in check_derived(graph.bytes()).violations}
    assert "ConfirmedMeansBoundaryCrossed" in shapes


def test_what_no_shape_looks_at_gives_no_finding() -> None:
    graph = GraphText(names.trial_graph("NCT00000000"))
    add(graph, names.trial("NCT00000000"), title=text("Ein Versuch", "de"))
    assert check_derived(graph.bytes()) == ShapeReport()


def test_findings_are_sorted_into_what_follows_from_them() -> None:
    fact = ShapeFinding("A", "Violation", "fact", Iri("urn:a"), "a")
    frame = ShapeFinding("B", "Violation", "frame", Iri("urn:b"), "b")
    note = ShapeFinding("C", "Warning", "note", Iri("urn:c"), "c")
    report = ShapeReport((fact, frame, note))
    assert report.violations_on_facts == (fact,)
    assert report.frame_violations == (frame,)
    assert report.warnings == (note,)
    assert not report.conforms


TRIAL = "<urn:t> a <https://w3id.org/trialgraph/ontology#Trial> "
NO_LABEL = "StudyHasLabel"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ttl", TRIAL + "."),
        ("a.trig", "<urn:g> { " + TRIAL + "}"),
        ("a.nt", TRIAL.replace(" a ", " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ") + "."),
        ("a", TRIAL + "."),
        ("a.jsonld", '{"@id": "urn:t", "@type": "https://w3id.org/trialgraph/ontology#Trial"}'),
    ],
)
def test_files_of_the_usual_formats_are_checked(name: str, content: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    assert NO_LABEL in {finding.shape for finding in check_files([file]).findings}


def test_files_are_checked_together(tmp_path: Path) -> None:
    first, second = tmp_path / "1.ttl", tmp_path / "2.ttl"
    first.write_text(TRIAL + ".", encoding="utf-8")
    second.write_text(
        '<urn:t> <http://www.w3.org/2000/01/rdf-schema#label> "A" .', encoding="utf-8"
    )
    assert NO_LABEL not in {finding.shape for finding in check_files([first, second]).findings}


@pytest.mark.parametrize("name", ["a.ttl", "a.nt", "a.nq", "a.trig", "a.rdf", "a.json"])
def test_what_is_no_rdf_is_refused_by_name(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(b"<a> <b\xff")
    with pytest.raises(NotText, match=f"{name}: not "):
        check_files([file])


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePath, match="give the path of an RDF file"):
        check_files([tmp_path / "none.ttl"])


def test_a_futility_boundary_that_was_not_crossed_forbids_nothing() -> None:
    graph = GraphText(names.trial_graph("NCT00000000"))
    result = names.part(names.trial("NCT00000000"), "result", "OS")
    add(graph, result, a=term("Result"), strength=term("Confirmed"), boundaryKind=text("futility"))
    add(graph, result, boundaryCrossed=OurLiteral("false", names.expand("xsd:boolean")))
    shapes = {finding.shape for finding in check_derived(graph.bytes()).violations}
    assert "ConfirmedMeansBoundaryCrossed" not in shapes


@pytest.mark.parametrize(
    ("kind", "odd"), [("proportion", {"PercentIsShareOfPatients"}), ("rate_at_time", set())]
)
def test_a_percentage_is_n_of_n_unless_it_estimates_survival(kind: str, odd: set[str]) -> None:
    graph = document_graph()
    add(graph, names.fact(IDENTIFIER, "interval", (13, 17)), statedLower=number("0.6"))
    value = names.fact(IDENTIFIER, "arm-value", (13, 17))
    passage = names.fact(IDENTIFIER, "passage", (0, 30))
    add(graph, value, a=term("ReportedArmValue"), inDocument=DOCUMENT, passage=passage)
    add(graph, value, statedArmLabel=text("A"), statedEndPoint=text("ORR"), statedKind=text(kind))
    add(graph, value, statedUnit=text("%"), statedValue=number("19.5"), statedN=number("17"))
    add(graph, value, statedValueDecimals=integer(1), statedTotal=number("90"))
    shapes = {finding.shape for finding in check_document(graph.bytes()).warnings}
    assert shapes == odd
