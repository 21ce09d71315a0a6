"""Every shape fires on its bad example, alone, and stays silent on the good one."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import SH, Dataset, Graph, Namespace, URIRef

from trialgraph import assets
from trialgraph.check.shapes import check_files

EXAMPLES = Path(__file__).parent / "examples"
SHAPE = Namespace("https://w3id.org/trialgraph/shapes#")
FILES = sorted(f for f in Path(str(assets.room("shapes"))).glob("*.ttl") if f.stem != "prefixes")


def turtle_of(file: Path) -> Graph:
    """Return the graph of a file."""
    return Graph().parse(data=file.read_text(encoding="utf-8"), format="turtle")


def shapes_of(file: Path) -> dict[str, str]:
    """Return the shapes of a file that carry a message, with their level."""
    graph = turtle_of(file)
    return {
        str(shape).removeprefix(SHAPE): str(graph.value(shape, SHAPE.level))
        for shape in graph.subjects(SH.message)
        if isinstance(shape, URIRef)
    }


def bad_graphs() -> Iterator[tuple[str, str, str]]:
    """Yield file, shape and the Turtle of the example that breaks it."""
    for file in sorted(EXAMPLES.glob("*-bad.trig")):
        examples = Dataset()
        with warnings.catch_warnings():
            # rdflib's own Dataset.parse uses what rdflib deprecates.
            warnings.simplefilter("ignore", DeprecationWarning)
            examples.parse(data=file.read_text(encoding="utf-8"), format="trig")
        for graph in examples.graphs():
            if str(graph.identifier).startswith(SHAPE):
                shape = str(graph.identifier).removeprefix(SHAPE)
                yield file.name.removesuffix("-bad.trig"), shape, graph.serialize(format="turtle")


BAD = sorted(bad_graphs())  # a file of graphs has no order


@pytest.mark.parametrize(("file", "shape", "turtle"), BAD, ids=[shape for _, shape, _ in BAD])
def test_a_bad_example_is_caught_by_its_shape_alone(
    file: str, shape: str, turtle: str, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text(turtle, encoding="utf-8")
    findings = check_files([bad]).findings
    assert {finding.shape for finding in findings} == {shape}, f"{file}: {findings}"


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_good_example_passes_in_silence(file: Path) -> None:
    assert check_files([EXAMPLES / f"{file.stem}-good.ttl"]).findings == ()


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_shape_of_a_file_has_a_bad_example(file: Path) -> None:
    shown = {shape for stem, shape, _ in BAD if stem == file.stem}
    assert shown == set(shapes_of(file))


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_shape_has_one_of_the_three_levels(file: Path) -> None:
    assert set(shapes_of(file).values()) <= {"fact", "frame", "note"}


def test_the_table_of_the_manual_names_every_shape_with_its_severity_and_level() -> None:
    table = (Path(str(assets.room("shapes"))) / "README.md").read_text(encoding="utf-8")
    rows = set()
    for file in FILES:
        graph = turtle_of(file)
        for shape, level in shapes_of(file).items():
            severity = str(graph.value(SHAPE[shape], SH.severity)).rsplit("#", 1)[-1]
            rows.add((file.name, shape, severity, level))
    printed = {
        (cells[1].split("]")[0].strip("[ "), cells[2].strip(), cells[4].strip(), cells[5].strip())
        for line in table.splitlines()
        if line.startswith("| [")
        for cells in [line.split("|")]
    }
    assert printed == rows


def test_no_shape_asks_for_the_class_of_a_shared_node() -> None:
    for file in FILES:
        assert not list(turtle_of(file).subject_objects(SH["class"])), file.name


def test_a_warning_is_a_note_and_a_violation_is_not() -> None:
    for file in FILES:
        graph = turtle_of(file)
        for shape, level in shapes_of(file).items():
            is_warning = graph.value(SHAPE[shape], SH.severity) == SH.Warning
            assert is_warning == (level == "note"), shape
