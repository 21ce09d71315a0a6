"""Commands that show the product: serve, demo, version."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from trialgraph.cli.options import DEFAULT_STORE, AsJson, StorePath
from trialgraph.cli.talk import FAILURE, SOURCE, say, say_json, tell, tell_error
from trialgraph.errors import BadParameter, StoreNotFresh
from trialgraph.store.address import Address, place_of

DEMO_QUESTION = "os-benefit-from-adding"
DEMO_DRUG = "pertuzumab"


def serve(
    *,
    store: StorePath = DEFAULT_STORE,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=0, max=65_535)] = 8080,
    as_json: AsJson = False,
) -> None:
    """Answer SPARQL and questions over HTTP, read-only, until stopped."""
    from trialgraph.server import serve as answer_requests
    from trialgraph.store import open_reader

    open_reader(store).close()  # a missing store is told before the server starts
    address = f"http://{host}:{port}/"
    if as_json:
        say_json({"store": str(store), "address": address})
    tell(f"serving {store} at {address} (SPARQL: {address}sparql); stop with Ctrl-C")
    try:
        answer_requests(store, host=host, port=port)
    except OSError as error:
        tell(
            f"trialgraph: found {error.strerror or 'an error'} at {host}:{port}, wanted a free "
            "port; choose another with --port [address-in-use]"
        )
        raise typer.Exit(SOURCE) from error


def demo(
    *,
    given: Annotated[
        str | None, typer.Option("--store", help="Fresh directory; without it, a temporary one.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring the bundled example documents into a fresh store and ask the first question."""
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
        say(f"trialgraph {number}\n")
