"""Every panel of a page is a query that runs, binds what it is asked about and says its columns."""

import re
from pathlib import Path

import pytest
from tests.small_store import put

from trialgraph.catalogue.bind import bind
from trialgraph.catalogue.panels import panel, panel_card, panel_names
from trialgraph.names import ID, ONTOLOGY, Iri, document
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.term import plain, text
from trialgraph.store import Reader, create_or_open, open_reader

PROBE = Iri("https://example.org/probe")
EVERY = pytest.mark.parametrize("name", panel_names())
PASSAGE = {"document", "start", "end", "exact"}
ABOUT = {
    "trial": "SELECT ?it { ?it a :Trial }",
    "result": "SELECT ?it { ?it a :Result }",
    "held": "SELECT ?it { ?it a :Document }",
}


@EVERY
def test_all_its_values_blocks_are_bound(example_reader: Reader, name: str) -> None:
    (parameter,) = panel_card(name).parameters
    bound = bind(panel_card(name), {parameter.name: (PROBE,)})
    blocks = re.findall(r"VALUES\s+\?\w+\s*{([^}]*)}", bound)
    assert blocks
    assert {block.strip() for block in blocks} == {f"<{PROBE}>"}
    assert example_reader.select(bound) == []


@EVERY
def test_its_columns_are_its_variables(name: str) -> None:
    card = panel_card(name)
    selected = card.text.split("SELECT", 1)[1].split("{", 1)[0].split("WHERE")[0]
    variables = set(re.findall(r"\?(\w+)", selected)) - PASSAGE
    assert variables == {column.name for column in card.columns}
    assert all(column.meaning for column in card.columns)


# Nobody reviewed the examples, no finding is about one of their estimates, and all is read.
SILENT = {"effect-reviews", "effect-findings", "document-problems", "left-out"}


@pytest.mark.parametrize("name", sorted({*panel_names()} - SILENT))
def test_it_says_something_of_a_held_thing(example_reader: Reader, name: str) -> None:
    (parameter,) = panel_card(name).parameters
    things = [
        Iri(plain(row["it"]))
        for row in example_reader.select(f"PREFIX : <{ONTOLOGY}> {ABOUT[parameter.name]}")
    ]
    assert things
    found = panel(example_reader, name, **{parameter.name: things})
    assert found


def test_nobody_reviewed_the_examples(example_reader: Reader) -> None:
    """What the panel of reviews says where there are some: tests/curate/test_review_shown.py."""
    results = example_reader.select(f"PREFIX : <{ONTOLOGY}> {ABOUT['result']}")
    asked = [Iri(plain(row["it"])) for row in results]
    assert panel(example_reader, "effect-reviews", result=asked) == ()


def test_a_trial_is_one_row_with_its_lists(example_reader: Reader) -> None:
    (row,) = panel(example_reader, "trial", trial=[Iri(f"{ID}trial/NCT00567190")])
    assert row.cells["label"] == "CLEOPATRA"
    assert row.cells["registrations"] == ["NCT00567190"]


def test_a_document_names_the_trials_that_it_speaks_of(example_reader: Reader) -> None:
    (row,) = panel(example_reader, "document", held=[document("ctgov-NCT02514681")])
    assert row.cells["registers"] == ["NCT02514681"]


def test_a_finding_about_what_a_document_prints_is_told_of_the_result(tmp_path: Path) -> None:
    result, fact, finding = (Iri(f"{ID}{name}") for name in ("trial/a/result/b", "fact", "finding"))
    graph = GraphText(Iri(f"{ID}trial/a/derived"))
    put(graph, result, reportedAs=fact)
    said = {"code": text("odd"), "severity": text("warning"), "message": text("It is odd.")}
    put(graph, finding, focus=fact, **said)
    with create_or_open(tmp_path / "store") as writer:
        writer.replace_graphs({graph.graph: graph.bytes()})
        writer.publish()
    with open_reader(tmp_path / "store") as reader:
        (row,) = panel(reader, "effect-findings", result=[result])
    assert (row.cells["iri"], row.cells["code"]) == (finding, "odd")
