"""Commands that read files and need no store: extract, validate."""

from typing import TYPE_CHECKING, Annotated

import typer

from trialgraph.cli.files import arriving, named
from trialgraph.cli.options import AsJson, Files
from trialgraph.cli.talk import FAILURE, OK, SET_ASIDE, say_exactly, say_json, tell_error, watched
from trialgraph.errors import EvidenceError, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trialgraph.ingest.arriving import Arrival
    from trialgraph.model.document import Document


def _read(arrival: "Arrival") -> "Document":
    """Return the document that arrived.

    Raises:
        EvidenceError: it cannot be read.
    """
    from trialgraph.documents.reader import read_document
    from trialgraph.ingest.faults import fault_set_aside

    content = arrival.content
    if isinstance(content, EvidenceError):
        raise content
    return fault_set_aside(lambda: read_document(content))


def _documents(files: list[str], failed: list[str]) -> "Iterator[tuple[str, Document]]":
    """Yield what can be read; tell of the rest, which never stops the others."""
    for path in watched(files, len(files), str):
        for arrival in arriving(path):
            try:
                yield arrival.source, _read(arrival)
            except EvidenceError as error:
                tell_error(error, arrival.source)
                failed.append(arrival.source)


def extract(
    paths: Files,
    *,
    text: Annotated[
        bool, typer.Option("--text", help="Print the canonical text that offsets count in.")
    ] = False,
    form: Annotated[str, typer.Option("--format", help="Only jsonl.")] = "jsonl",
    as_json: AsJson = False,
) -> None:
    """Read documents and print what they say, one JSON object a line."""
    del as_json  # JSON Lines is what it prints anyway
    if form != "jsonl":
        raise typer.BadParameter(f"found {form!r}, wanted jsonl", param_hint="--format")
    failed: list[str] = []
    for path, document in _documents(list(named(paths)), failed):
        if text:
            say_exactly(document.text)
            continue
        try:
            say_json(_record(path, document))
        except SetAside as error:
            tell_error(error, path)
            failed.append(path)
    raise typer.Exit(FAILURE if failed else OK)


def _record(path: str, document: "Document") -> object:
    """Return the record of a document.

    Raises:
        SetAside: a fault of ours in one document, which must not stop the others.
    """
    from trialgraph.extract.contract import contract_record
    from trialgraph.extract.read import read_trial_document
    from trialgraph.ingest.faults import fault_set_aside
    from trialgraph.rdf.vocabulary import load_terms

    terms = load_terms()
    return fault_set_aside(lambda: contract_record(read_trial_document(document, terms), path))


def validate(paths: Files, *, as_json: AsJson = False) -> None:
    """Check files without a store: documents as they would be stored, RDF files as they are."""
    from trialgraph.cli.findings import document_findings, is_rdf, print_findings, rdf_findings

    failed: list[str] = []
    files = list(named(paths))
    found = list(rdf_findings([path for path in files if is_rdf(path)]))
    for path, document in _documents([path for path in files if not is_rdf(path)], failed):
        found.extend(document_findings(path, document))
    has_violations = print_findings(found, as_json=as_json)
    if failed:
        raise typer.Exit(FAILURE)
    raise typer.Exit(SET_ASIDE if has_violations else OK)
