"""What checks found, as lines for a person or for a program."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trialgraph.cli.talk import say_json, say_line, tell
from trialgraph.names import ID, Iri

if TYPE_CHECKING:
    from trialgraph.check.report import ShapeFinding
    from trialgraph.model.document import Document
    from trialgraph.store import Reader

VIOLATION = "Violation"


@dataclass(frozen=True, slots=True)
class Line:
    """One finding.

    Attributes:
        about: path or identifier of what was checked.
        severity: Violation, Warning or Info.
        shape: rule that found it.
        focus: node it is about.
        message: what is wrong and what to do.
    """

    about: str
    severity: str
    shape: str
    focus: str
    message: str


RDF_ENDINGS = (".ttl", ".nt", ".nq", ".trig", ".jsonld", ".rdf", ".owl")
_XML_HEAD = 20_000


def is_rdf(path: str) -> bool:
    """Tell by its ending whether a file is RDF; anything else is a document.

    Registries and libraries give XML, too: there the root element decides.
    """
    return path.lower().endswith(RDF_ENDINGS) or (
        path.lower().endswith(".xml") and _has_rdf_root(Path(path))
    )


def _has_rdf_root(path: Path) -> bool:
    from trialgraph.documents.xml import root_name

    if not path.is_file():
        return False
    with path.open("rb") as file:
        return root_name(file.read(_XML_HEAD)) == "RDF"


def _lines(about: str, found: "Iterable[ShapeFinding]") -> Iterator[Line]:
    return (Line(about, f.severity, f.shape, f.focus, f.message) for f in found)


def rdf_findings(paths: Sequence[str]) -> Iterator[Line]:
    """Yield what the shapes find in RDF files, each taken by itself."""
    from trialgraph.check.shapes import check_files

    for path in paths:
        yield from _lines(path, check_files([Path(path)]).findings)


def document_findings(path: str, document: "Document") -> Iterator[Line]:
    """Yield what is wrong or odd in what a document says."""
    from trialgraph.ingest.looking_over import looked_over
    from trialgraph.rdf.vocabulary import load_terms

    return _lines(path, looked_over(document, load_terms()))


def shape_findings(reader: "Reader") -> Iterator[Line]:
    """Yield what the shapes find in every graph of a store but that of the shipped terms."""
    from trialgraph.check.shapes import check_derived, check_document, check_open
    from trialgraph.rdf.skos import SHIPPED
    from trialgraph.store.managed import is_managed

    for graph in reader.graphs():
        if graph == SHIPPED:
            continue  # the same in every store, and no shape is about concepts
        if not is_managed(graph):
            found = check_open(reader.open_graph(graph))
        elif graph.startswith(f"{ID}document/"):
            found = check_document(reader.graph(graph))
        else:
            found = check_derived(reader.graph(graph))
        yield from _lines(graph.removeprefix(ID), found.findings)
    yield from _lines("the default graph", check_open(reader.open_graph(Iri(""))).findings)


def quote_findings(reader: "Reader") -> Iterator[Line]:
    """Yield every quotation of a store that does not stand at its offsets, and their number."""
    from trialgraph.check.quotes import quotes, wrong_quotes

    looked = 0
    for graph in reader.graphs():
        if not graph.startswith(f"{ID}document/"):
            continue
        found = quotes(reader.graph(graph))
        looked += len(found)
        texts = {one: reader.kept_text(one) for one in {quote.document for quote in found}}
        for wrong in wrong_quotes(found, texts):
            message = f"{wrong.reason}: found {wrong.found!r}, wanted {wrong.quote.printed!r}"
            yield Line(wrong.quote.document, VIOLATION, "quote", wrong.quote.node, message)
    tell(f"{looked} quotes looked up")


def print_findings(lines: Iterable[Line], *, as_json: bool) -> bool:
    """Print findings on stdout and their number on stderr; tell whether one is a violation."""
    found = list(lines)
    for line in found:
        if as_json:
            say_json(asdict(line))
        else:
            say_line(f"{line.severity}  {line.about}  {line.shape}  {line.focus}  {line.message}")
    violations = sum(line.severity == VIOLATION for line in found)
    tell(f"{violations} violations, {len(found) - violations} other findings")
    return violations > 0
