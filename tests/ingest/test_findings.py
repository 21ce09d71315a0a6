"""What is odd in a document is stored, and a finding beside it says so."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.evidence.page import Page

from trialgraph import names
from trialgraph.check.finding_graphs import finding_graph, finding_quads
from trialgraph.check.shapes import check_document
from trialgraph.ingest.reading import checked
from trialgraph.ingest.run import ingest
from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument
from trialgraph.model.result import ArmValue
from trialgraph.model.text import Number
from trialgraph.model.trial import Trial
from trialgraph.rdf.quads import parse
from trialgraph.rdf.term import plain
from trialgraph.store import open_reader

SHAPE = "PercentIsShareOfPatients"


def response(percent: str, n: str, total: str) -> tuple[TrialDocument, Document]:
    """Return a document of one arm with one rate of response."""
    page = Page()
    page.say(f"A phase 3 trial of arm A: response in {n} of {total} patients ({percent} %).")
    arm = page.arm("arm A", "experimental", ())
    value = ArmValue(
        end_point="ORR",
        arm="arm A",
        kind="proportion",
        value=Number(Decimal(percent), percent, page.find(percent)),
        unit="%",
        n=page.number(n),
        total=page.number(total),
        span=page.find(percent),
        passages=(page.sentence,),
    )
    document = page.document("text")
    reading = TrialDocument(
        identifier=document.identifier,
        kind=document.kind,
        sha256=document.sha256,
        reader=document.reader,
        text_sha256=document.sha256,
        trials=(Trial(role="reports", arms=(arm,), span=page.find("trial")),),
        arm_values=(value,),
    )
    return reading, document


@pytest.mark.parametrize(
    ("percent", "n", "total", "odd"),
    [
        ("19.5", "17", "90", True),
        ("20.7", "18", "92", True),
        ("19.5", "17", "87", False),
        ("20.7", "18", "87", False),
        ("19", "17", "90", False),
        ("20", "17", "90", True),
    ],
)
def test_a_percentage_that_is_not_its_share_is_stored_with_a_warning(
    percent: str, n: str, total: str, *, odd: bool
) -> None:
    reading, document = response(percent, n, total)
    found = checked(document, reading)
    assert found.reading == reading
    assert [(one.shape, one.severity) for one in found.warnings] == (
        [(SHAPE, "Warning")] if odd else []
    )


def test_a_finding_says_its_rule_its_severity_and_its_fact() -> None:
    reading, document = response("19.5", "17", "90")
    found = checked(document, reading)
    graph = finding_graph(document.identifier)
    said = {
        predicate.removeprefix(names.ONTOLOGY): plain(obj)
        for _, predicate, obj, _ in parse(finding_quads(graph, found.warnings, document.identifier))
    }
    assert (said["code"], said["severity"]) == (SHAPE, "warning")
    assert said["message"].endswith("17 of 90 is not 19.5 % (nearest N: 87).")
    assert said["aboutDocument"] == names.document(document.identifier)
    value = reading.arm_values[0].span
    assert f"/arm-value/{value}" in said["focus"]


def test_what_is_odd_is_no_violation() -> None:
    reading, document = response("19.5", "17", "90")
    assert check_document(checked(document, reading).graph).conforms


def test_the_response_rates_of_a_paper_that_do_not_recompute_are_findings(
    seeds: dict[str, Path], tmp_path: Path
) -> None:
    assert [line.outcome for line in ingest([seeds["S1"]], tmp_path / "store")] == ["stored"]
    with open_reader(tmp_path / "store") as reader:
        found = reader.select(f"""PREFIX : <{names.ONTOLOGY}>
            SELECT DISTINCT ?printed ?severity {{
              ?f a :Finding ; :code "{SHAPE}" ; :severity ?severity ;
                :focus/:statedValuePrinted ?printed }} ORDER BY ?printed""")
    assert {(plain(row["printed"]), plain(row["severity"])) for row in found} >= {
        ("19.5", "warning"),
        ("20.7", "warning"),
    }
