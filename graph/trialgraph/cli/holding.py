"""Commands that change what a store holds, and list it: ingest, reread, remove, documents."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from trialgraph.cli.files import STANDARD_INPUT, refuse_empty
from trialgraph.cli.options import DEFAULT_STORE, AsJson, StorePath
from trialgraph.cli.talk import (
    FAILURE,
    NOT_FOUND,
    OK,
    SET_ASIDE,
    SOURCE,
    say_json,
    say_line,
    tell,
    watched,
)
from trialgraph.errors import BadParameter, DocumentNotStored

if TYPE_CHECKING:
    from trialgraph.ingest.run import IngestLine
    from trialgraph.store import DocumentEntry
    from trialgraph.store.address import Place

Identifiers = Annotated[
    list[str], typer.Argument(metavar="DOCUMENT...", help="Identifiers, as `documents` lists them.")
]

DEFAULT_LIMIT = 1_000

_STATUS = {
    "unreadable": FAILURE,
    "set aside": SET_ASIDE,
    "not stored": NOT_FOUND,
    "not fetched": SOURCE,
}
_ORDER = (SOURCE, FAILURE, NOT_FOUND, SET_ASIDE)


def report(lines: "Iterable[IngestLine]", count: int | None, *, as_json: bool) -> int:
    """Print one line a document, and return the exit status of the whole.

    What was stored is an answer and goes to stdout; what was not goes to stderr.
    """
    found: set[int] = set()
    for line in watched(lines, count, lambda one: one.source):
        status = _STATUS.get(line.outcome, OK)
        found.add(status)
        if as_json:
            say_json(asdict(line))
        elif status == OK:
            why = f": {line.message}" if line.message else ""
            say_line(f"{line.outcome}  {line.identifier}  {line.source}{why}")
        if status != OK:
            tell(f"trialgraph: {line.source}: {line.outcome}: {line.message} [{line.code}]")
    return next((status for status in _ORDER if status in found), OK)


def ingest(  # noqa: PLR0913 - one option a question that a person may have
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH|IDENTIFIER", help="Files, folders, NCT numbers, PMIDs, PMCIDs, DOIs."
        ),
    ] = None,
    *,
    ctgov: Annotated[
        str, typer.Option("--ctgov", help="Search ClinicalTrials.gov, in its own words.")
    ] = "",
    pubmed: Annotated[str, typer.Option("--pubmed", help="Search PubMed, in its own words.")] = "",
    since: Annotated[
        str, typer.Option("--since", help="Of a search, only what changed: a date, or last.")
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="Records of a search at most.")] = (
        DEFAULT_LIMIT
    ),
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Ask the sources again for what is kept of them.")
    ] = False,
    store: StorePath = DEFAULT_STORE,
    as_json: AsJson = False,
) -> None:
    """Bring documents into the store; one that fails never stops the others."""
    from trialgraph.cli.fetching import Wanted, arriving, searches
    from trialgraph.ingest.run import ingest_arrivals

    given = words or []
    if STANDARD_INPUT in given:
        raise BadParameter("found -, wanted files: a document in a store needs a source; save it")
    for word in given:
        refuse_empty(word)
    found = searches({"ctgov": ctgov, "pubmed": pubmed}, since, limit)
    if not given and not found:
        raise BadParameter("found nothing to bring in, wanted paths, identifiers or a search")
    with arriving(Wanted(given, found, refresh), store) as arrivals:
        raise typer.Exit(report(ingest_arrivals(arrivals, store), None, as_json=as_json))


def reread(
    identifiers: Annotated[
        list[str] | None, typer.Argument(metavar="[DOCUMENT]...", help="Without any: all.")
    ] = None,
    *,
    store: StorePath = DEFAULT_STORE,
    as_json: AsJson = False,
) -> None:
    """Read kept documents again, after an upgrade of the reader or the terms."""
    from trialgraph.ingest.run import reread as read_again

    wanted = identifiers or [entry.identifier for entry in _entries(store)]
    raise typer.Exit(report(read_again(store, wanted), len(wanted), as_json=as_json))


def remove(
    identifiers: Identifiers,
    *,
    store: StorePath = DEFAULT_STORE,
    as_json: AsJson = False,
) -> None:
    """Take documents out of the store, with all that followed from them."""
    from trialgraph.ingest.run import remove as take_out

    _check_stored(store, identifiers)
    lines = take_out(store, identifiers)
    raise typer.Exit(report(lines, len(identifiers), as_json=as_json))


def documents(*, store: StorePath = DEFAULT_STORE, as_json: AsJson = False) -> None:
    """List all documents with their state: is mine in, and if not, why?"""
    entries = _entries(store)
    if as_json:
        say_json({"documents": [asdict(entry) for entry in entries]})
        return
    for entry in entries:
        why = f": {entry.message}" if entry.message else ""
        say_line(f"{entry.state}  {entry.identifier}  {entry.kind}  {entry.source}{why}")
    tell(f"{len(entries)} document{'' if len(entries) == 1 else 's'}")


def _entries(store: "Place") -> "list[DocumentEntry]":
    from trialgraph.store import open_reader

    with open_reader(store) as reader:
        return reader.entries()


def _check_stored(store: "Place", identifiers: Iterable[str]) -> None:
    from trialgraph.store import open_reader

    with open_reader(store) as reader:
        for identifier in identifiers:
            if reader.entry(identifier) is None:
                raise DocumentNotStored(
                    f"found no document {identifier!r}, wanted one of the "
                    f"{reader.entries_count()} in the store; 'trialgraph documents' lists them"
                )
