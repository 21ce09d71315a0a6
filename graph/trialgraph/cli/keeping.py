"""Commands about a whole store: check, export, load, stats."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from trialgraph.cli.options import DEFAULT_STORE, AsJson, StorePath
from trialgraph.cli.talk import (
    OK,
    SET_ASIDE,
    say_json,
    say_line,
    say_pieces,
    tell,
    watched,
)


def check(
    *,
    store: StorePath = DEFAULT_STORE,
    quotes: Annotated[
        bool, typer.Option("--quotes", help="Look only whether every quote is at its offsets.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check the store: shapes of every graph, and every quote at its place."""
    from trialgraph.cli.findings import print_findings, quote_findings, shape_findings
    from trialgraph.store import open_reader

    with open_reader(store) as reader:
        found = [*([] if quotes else shape_findings(reader)), *quote_findings(reader)]
    has_violations = print_findings(found, as_json=as_json)
    raise typer.Exit(SET_ASIDE if has_violations else OK)


def export(
    *,
    store: StorePath = DEFAULT_STORE,
    form: Annotated[
        str, typer.Option("--format", help="nquads (canonical, sorted), trig, turtle, jsonld, ...")
    ] = "nquads",
    as_json: AsJson = False,
) -> None:
    """Print everything the store holds; the same facts give the same N-Quads, byte for byte."""
    from trialgraph.cli.exported import whole_store

    say_pieces(whole_store(store, "jsonld" if as_json else form))


def load(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE.nq]...", help="N-Quads as exported.")
    ] = None,
    *,
    kept: Annotated[
        Path | None, typer.Option("--kept", help="Store whose documents and ledger are copied.")
    ] = None,
    store: StorePath = DEFAULT_STORE,
    as_json: AsJson = False,
) -> None:
    """Bring exported N-Quads into an empty store, or publish what its server has loaded."""
    from trialgraph.errors import BadParameter, UnreadablePath
    from trialgraph.store.moving import copy_kept
    from trialgraph.store.moving import load as bring_in

    try:
        with ExitStack() as files:
            loaded = bring_in(
                store,
                chain.from_iterable(files.enter_context(p.open("rb")) for p in paths or ()),
                lambda portions, count: watched(portions, count, min),
            )
    except OSError as error:
        raise UnreadablePath(
            f"cannot open {error.filename}: {error.strerror}; check the path"
        ) from error
    except ValueError as error:
        raise BadParameter(f"found what is no export: {error}; wanted its N-Quads") from error
    record = {**asdict(loaded), "documents_kept": copy_kept(kept, store) if kept else 0}
    if as_json:
        say_json(record)
    else:
        _say_numbers(record)


def stats(*, store: StorePath = DEFAULT_STORE, as_json: AsJson = False) -> None:
    """Print how much the store holds, and of which version."""
    from trialgraph.catalogue.ask import searched
    from trialgraph.store import open_reader

    with open_reader(store) as reader:
        record = {
            **asdict(reader.statistics()),
            **searched(reader).to_json(),
            "published_at": reader.published_at,
            "store": str(reader.place),
        }
        waiting = reader.unfinished()
    if waiting:
        tell(
            f"changes not published yet: {waiting:,}; where no ingest is running, one was "
            "stopped; run 'trialgraph ingest' once more on the same documents, which goes on there"
        )
    if as_json:
        say_json(record)
        return
    _say_numbers(record)


def _say_numbers(record: Mapping[str, object]) -> None:
    """Print names and values, a line each."""
    for name, value in record.items():
        say_line(f"{name.replace('_', ' ')}: {value}")
