"""Commands that keep a store well: backup, restore, compact, index, doctor."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trialgraph.cli.options import DEFAULT_STORE, AsJson, StorePath, on_this_machine
from trialgraph.cli.talk import FAILURE, OK, say_json, say_line, tell

if TYPE_CHECKING:
    from trialgraph.store.address import Place
    from trialgraph.store.doctor import Line

QUOTED_DOCUMENTS = 20


def backup(
    place: Annotated[
        Path,
        typer.Argument(metavar="PLACE", help="A new directory, or a new .tar, .tar.gz, .tgz."),
    ],
    *,
    store: StorePath = DEFAULT_STORE,
    as_json: AsJson = False,
) -> None:
    """Copy the whole store to a new place, also while it is served or written to."""
    from trialgraph.store.backups import backup as back_up

    made = back_up(on_this_machine(store), place)
    if as_json:
        say_json(asdict(made))
    else:
        say_line(f"version {made.version}, {made.files} files, {made.octets} bytes: {made.place}")
    _tell_unfinished(made.unfinished)


def restore(
    backup: Annotated[Path, typer.Argument(metavar="BACKUP", help="What `backup` made.")],
    *,
    store: Annotated[
        Path, typer.Option("--store", help="New directory; never over a store.")
    ] = DEFAULT_STORE,
    as_json: AsJson = False,
) -> None:
    """Make a new store of a backup, after every file was compared with its hash."""
    from trialgraph.store.restoring import restore as make_of

    made = make_of(backup, store)
    if as_json:
        say_json(asdict(made))
    else:
        held = made.statistics
        say_line(
            f"version {made.version}, {held.documents} documents, {held.quads} statements, "
            f"as they were on {made.made_at}: {made.store}"
        )
    _tell_unfinished(made.unfinished)


def compact(*, store: StorePath = DEFAULT_STORE, as_json: AsJson = False) -> None:
    """Order the store's files anew and remove what is left over; it can be served meanwhile."""
    from trialgraph.store.compacting import compact as order_anew

    done = order_anew(on_this_machine(store))
    if as_json:
        say_json(asdict(done))
    else:
        for name, value in asdict(done).items():
            say_line(f"{name.replace('_', ' ')}: {value}")
    if done.held_snapshots:
        tell(
            f"{done.held_octets} bytes are held by older snapshots that are still being read: "
            f"{done.held_snapshots}; run this again when they are read no more (a service turns "
            "to the new one with its next query)"
        )


def index(*, store: StorePath = DEFAULT_STORE, as_json: AsJson = False) -> None:
    """Make ready what is looked up: the index of names, and of a large store first rows."""
    from trialgraph.catalogue.prepared import prepare
    from trialgraph.store.places import refuse_missing

    refuse_missing(store)
    version = prepare(store)
    if as_json:
        say_json({"version": version})
    elif version is None:
        tell("trialgraph: another process is making the index")
    else:
        say_line(f"the names of version {version} are found by their index")


def doctor(
    *,
    store: StorePath = DEFAULT_STORE,
    quotes: Annotated[
        int, typer.Option("--quotes", min=0, help="Documents whose quotes are looked up.")
    ] = QUOTED_DOCUMENTS,
    as_json: AsJson = False,
) -> None:
    """Look whether everything is well with a store, and say what to do where it is not."""
    from trialgraph.store.places import refuse_missing

    refuse_missing(store)
    are_well = True
    for line in _looked_at(store, quotes):
        are_well = are_well and line.is_well
        if as_json:
            say_json(asdict(line))
        else:
            remedy = f"; {line.remedy}" if line.remedy else ""
            state = "ok" if line.is_well else "problem"
            say_line(f"{state}  {line.looked_at}: {line.found}{remedy}")
    raise typer.Exit(OK if are_well else FAILURE)


def _looked_at(store: "Place", documents: int) -> "Iterator[Line]":
    """Yield what the store's doctor finds, then what is above the store's room."""
    from trialgraph.store.address import Address
    from trialgraph.store.doctor import Line, examine
    from trialgraph.store.places import server_capabilities

    if isinstance(store, Address):
        for what, told in server_capabilities(store).items():
            yield Line(what, is_well=True, found=told)
        return
    found = {line.looked_at: line for line in examine(store)}
    yield from found.values()
    if found.get("snapshot") and found["snapshot"].is_well:
        yield _quotes(store, documents)
    yield Line("versions", is_well=True, found=", ".join(_versions()))


def _quotes(store: Path, documents: int) -> "Line":
    """Look up the quotes of some documents, the same ones every time."""
    from trialgraph.check.quotes import quotes, wrong_quotes
    from trialgraph.errors import StoreError
    from trialgraph.names import ID
    from trialgraph.store import open_reader
    from trialgraph.store.doctor import Line

    looked, wrong = 0, 0
    try:
        with open_reader(store) as reader:
            graphs = (one for one in reader.graphs() if one.startswith(f"{ID}document/"))
            for graph in islice(graphs, documents):
                found = quotes(reader.graph(graph))
                texts = {one: reader.kept_text(one) for one in {q.document for q in found}}
                looked += len(found)
                wrong += len(list(wrong_quotes(found, texts)))
    except StoreError as error:
        return Line("quotes", is_well=False, found=str(error), remedy="restore a backup")
    remedy = "'trialgraph check --quotes' lists them; reread those documents" if wrong else ""
    return Line("quotes", not wrong, f"{wrong} of {looked} are not at their place", remedy)


def _versions() -> Iterator[str]:
    """Yield the versions that a report of a fault should name."""
    from importlib.metadata import version
    from platform import python_version

    yield f"Python {python_version()}"
    for name in ("trialgraph", "pyoxigraph", "rdflib", "pyshacl", "uvicorn"):
        yield f"{name} {version(name)}"


def _tell_unfinished(count: int) -> None:
    """Tell that an ingest was under way."""
    if count:
        tell(
            f"changes that were under way when the backup was made: {count}; the next "
            "'trialgraph ingest' into the restored store finishes them"
        )
