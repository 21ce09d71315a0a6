"""Commands that show the product: serve, the hash of its token, demo, version."""

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from trialgraph.cli.options import DEFAULT_STORE, AsJson, StorePath, on_this_machine
from trialgraph.cli.talk import FAILURE, say_json, say_line, tell, tell_error
from trialgraph.errors import BadParameter, StoreNotFresh

if TYPE_CHECKING:
    from trialgraph.store.address import Place

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(help="Port to listen on.", min=0, max=65_535)]
Workers = Annotated[int, typer.Option(help="Processes that answer queries.", min=1, max=256)]
WriteToken = Annotated[
    str,
    typer.Option(
        "--write-token",
        envvar="TRIALGRAPH_WRITE_TOKEN",
        help="Allows changes: a token, or its hash as 'trialgraph token' prints it.",
    ),
]
Default = Annotated[
    Literal["union", "plain"],
    typer.Option(
        "--default-graph",
        help="What queries without FROM ask: all graphs, or the nameless one.",
    ),
]
GivenLimits = Annotated[
    list[str] | None,
    typer.Option(
        "--limit", metavar="NAME=NUMBER", help="What a query or a change may take, as seconds=30."
    ),
]
LogFile = Annotated[
    str, typer.Option("--access-log", help="A line a request: a file, - for standard error.")
]
Metrics = Annotated[
    Literal["off", "loopback", "all"],
    typer.Option("--metrics", help="Who may see /metrics: off, loopback, all."),
]
Backups = Annotated[
    Path | None,
    typer.Option("--backups", help="Where who has the token may have backups made."),
]

DEMO_QUESTION = "os-benefit-from-adding"
DEMO_DRUG = "pertuzumab"


def serve(  # noqa: PLR0913 - one option a setting
    *,
    store: StorePath = DEFAULT_STORE,
    host: Host = "127.0.0.1",
    port: Port = 8080,
    workers: Workers = 2,
    write_token: WriteToken = "",
    default_graph: Default = "union",
    limit: GivenLimits = None,
    access_log: LogFile = "",
    metrics: Metrics = "off",
    backups: Backups = None,
    as_json: AsJson = False,
) -> None:
    """Answer SPARQL and questions over HTTP until stopped; changes only with a token."""
    from trialgraph.cli.limiting import limits_of
    from trialgraph.server import Settings, TokenHash
    from trialgraph.server import serve as answer_requests

    token = TokenHash.read(write_token) if write_token else None
    limits, write_limits = limits_of(limit or [])
    settings = Settings(
        store,
        host,
        port,
        workers=workers,
        limits=limits,
        write_limits=write_limits,
        token=token,
        default_graph=default_graph,
        access_log=access_log,
        metrics=metrics,
        backups=backups,
    )
    _open(store, is_writable=token is not None)
    answer_requests(settings, lambda address: _say_ready(store, address, as_json=as_json))


def _say_ready(store: "Place", address: str, *, as_json: bool) -> None:
    """Say where a store is served, once it is."""
    if as_json:
        say_json({"store": str(store), "address": address})
        sys.stdout.flush()
    tell(f"serving {store} at {address} (SPARQL: {address}sparql); stop with Ctrl-C")


def _open(store: "Place", *, is_writable: bool) -> None:
    """Look whether a store can be read before the server starts; make one to write to.

    Raises:
        StoreMissing: there is none, or nothing is published.
        BadParameter: changes are wanted of a store on another server.
    """
    from trialgraph.store import create_or_open, open_reader

    if is_writable and not (on_this_machine(store) / "CURRENT").exists():
        with create_or_open(store) as writer:
            writer.publish()
    open_reader(store).close()


def token(*, as_json: AsJson = False) -> None:
    """Print the hash of a write token that is read from standard input, for --write-token."""
    from trialgraph.server import TokenHash

    written = str(TokenHash.of(sys.stdin.readline().strip()))
    if as_json:
        say_json({"hash": written})
    else:
        say_line(written)


def mcp(*, store: StorePath = DEFAULT_STORE, as_json: AsJson = False) -> None:
    """Answer an agent over standard input and output (Model Context Protocol)."""
    from trialgraph.agents import described, serve

    if as_json:
        say_json({"tools": described(store)})
    else:
        serve(store)


def demo(
    *,
    given: Annotated[
        str | None, typer.Option("--store", help="Fresh directory; without it, a temporary one.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring the bundled example documents into a fresh store and ask the first question."""
    from trialgraph.store.address import Address, place_of

    if isinstance(place_of(str(given or "")), Address):
        raise BadParameter("found a URL, wanted a fresh directory: a demonstration needs no server")
    store = Path(given) if given else None
    if store is not None:
        raise typer.Exit(_demo(store, as_json=as_json, is_kept=True))
    with tempfile.TemporaryDirectory(prefix="trialgraph-demo-") as folder:
        raise typer.Exit(_demo(Path(folder) / "store", as_json=as_json, is_kept=False))


def _demo(store: Path, *, as_json: bool, is_kept: bool) -> int:
    from importlib.resources import as_file

    from trialgraph.assets import room
    from trialgraph.cli.asking import answered, print_answer
    from trialgraph.ingest.run import ingest

    if store.exists() and any(store.iterdir()):
        found = f"found files in {store}, wanted a fresh directory; choose another"
        tell_error(StoreNotFresh(found))
        return FAILURE
    with as_file(room("examples")) as folder:
        files = sorted(file for file in folder.iterdir() if not file.name.startswith("."))
        for line in ingest(files, store):
            tell(f"{line.outcome}: {line.source} {line.message}")
    answer = answered(store, DEMO_QUESTION, {"drug": DEMO_DRUG})
    print_answer(answer, form="json" if as_json else "")
    if is_kept:
        tell(f"asked again by: trialgraph ask {DEMO_QUESTION} drug={DEMO_DRUG} --store {store}")
    return 0


def version(*, as_json: AsJson = False) -> None:
    """Print the version."""
    from importlib.metadata import version as installed

    number = installed("trialgraph")
    if as_json:
        say_json({"trialgraph": number})
    else:
        say_line(f"trialgraph {number}")
