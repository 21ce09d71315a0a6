"""Vocabularies that a user downloads, and the names that they lack for what a store holds."""

import gzip
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, cast

import typer

from trialgraph.cli.options import DEFAULT_STORE, AsJson, StorePath
from trialgraph.cli.talk import say_exactly, say_json, say_line, tell
from trialgraph.errors import BadParameter, UnreadablePath

if TYPE_CHECKING:
    from trialgraph.store.address import Place
    from trialgraph.terms.suggestions import Suggestion

_GZIP = b"\x1f\x8b"


def terms(  # noqa: PLR0913 - a limit and a form of the list
    action: Annotated[str, typer.Argument(metavar="load|list")],
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH]...")] = None,
    *,
    suggested: Annotated[
        bool, typer.Option("--suggested", help="List names that held records give and none knows.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Suggestions at most.")
    ] = None,
    store: StorePath = DEFAULT_STORE,
    as_json: AsJson = False,
) -> None:
    """Load downloaded vocabularies into the store, list those loaded, or suggest names."""
    if action not in ("load", "list") or (action == "load") != bool(paths):
        raise BadParameter(f"found 'terms {action}', wanted 'terms load PATH...' or 'terms list'")
    if (suggested and action != "list") or (limit and not suggested):
        raise BadParameter(
            "found --suggested or --limit by itself, wanted 'terms list --suggested [--limit N]'"
        )
    if suggested:
        _list_suggested(store, limit, as_json=as_json)
        return
    for path in paths or ():
        _load(path, store)
    _list_loaded(store, as_json=as_json)


def _list_loaded(store: "Place", *, as_json: bool) -> None:
    from trialgraph.store.address import folder_of
    from trialgraph.store.vocabularies import held_vocabularies

    for held in held_vocabularies(folder_of(store)):
        if as_json:
            say_json(asdict(held))
        else:
            say_line(f"{held.name} {held.version or 'of unstated version'}: {held.entries} entries")


def _list_suggested(store: "Place", limit: int | None, *, as_json: bool) -> None:
    """Print the suggestions as JSON, one object each, or as TSV with the names of the columns."""
    from trialgraph.catalogue.suggested import suggested_terms
    from trialgraph.store import open_reader
    from trialgraph.store.known_terms import known_terms

    with open_reader(store) as reader:
        found = suggested_terms(reader, known_terms(store))
    records = [_record(one) for one in found[:limit]]
    if records and not as_json:
        say_exactly("\t".join(records[0]) + "\n")
    for record in records:
        if as_json:
            say_json(record)
        else:
            say_exactly("\t".join(map(_cell, record.values())) + "\n")
    tell(f"{len(records)} of {len(found)} suggestion{'' if len(found) == 1 else 's'}")


def _record(one: "Suggestion") -> dict[str, object]:
    """Return the columns of a suggestion: how many documents say it first."""
    return {"count": len(one.documents), **asdict(one)}


def _cell(value: object) -> str:
    """Return a value in one line without tabs; several are parted by semicolons."""
    words = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return " ".join(words.split())


def _load(path: Path, store: "Place") -> None:
    from trialgraph.rdf.skos import skos_lines
    from trialgraph.rdf.vocabulary import load_terms
    from trialgraph.store.address import folder_of
    from trialgraph.store.vocabularies import keep
    from trialgraph.terms.joining import joined
    from trialgraph.terms.loading import load

    found = load(lambda: _opened(path))
    keep(folder_of(store), found, skos_lines(found, joined(load_terms(), found.concepts())))


def _opened(path: Path) -> IO[bytes]:
    """Return the bytes of a file, unpacked where it is gzipped.

    Raises:
        UnreadablePath: it cannot be opened.
    """
    try:
        with path.open("rb") as content:
            is_packed = content.read(2) == _GZIP
        return cast("IO[bytes]", gzip.open(path)) if is_packed else path.open("rb")
    except OSError as error:
        raise UnreadablePath(f"{path} cannot be read: {error.strerror}; check the path") from error
