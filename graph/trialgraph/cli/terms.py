"""Vocabularies that a user downloads: load them into a store, list what is loaded."""

import gzip
from dataclasses import asdict
from pathlib import Path
from typing import IO, Annotated, cast

import typer

from trialgraph.cli.options import DEFAULT_STORE, AsJson, StorePath
from trialgraph.cli.talk import say, say_json
from trialgraph.errors import BadParameter, UnreadablePath

_GZIP = b"\x1f\x8b"


def terms(
    action: Annotated[str, typer.Argument(metavar="load|list")],
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH]...")] = None,
    *,
    store: StorePath = DEFAULT_STORE,
    as_json: AsJson = False,
) -> None:
    """Load downloaded vocabularies into the store, or list those loaded."""
    from trialgraph.store.vocabularies import held_vocabularies

    if action not in ("load", "list") or (action == "load") != bool(paths):
        raise BadParameter(f"found 'terms {action}', wanted 'terms load PATH...' or 'terms list'")
    for path in paths or ():
        _load(path, store)
    for held in held_vocabularies(store):
        if as_json:
            say_json(asdict(held))
        else:
            say(f"{held.name} {held.version or 'of unstated version'}: {held.entries} entries\n")


def _load(path: Path, store: Path) -> None:
    from trialgraph.rdf.skos import skos_lines
    from trialgraph.rdf.vocabulary import load_terms
    from trialgraph.store.vocabularies import keep
    from trialgraph.terms.joining import joined
    from trialgraph.terms.loading import load

    found = load(lambda: _opened(path))
    keep(store, found, skos_lines(found, joined(load_terms(), found.concepts())))


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
