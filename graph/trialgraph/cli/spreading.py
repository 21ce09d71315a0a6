"""Commands for what is past one machine: bulk spark, bulk virtuoso."""

from pathlib import Path
from typing import Annotated

import typer

from trialgraph.cli.options import DEFAULT_STORE, AsJson, StorePath
from trialgraph.cli.talk import say_exactly, say_json, say_line, status_of


def spark(  # noqa: PLR0913 - one option a question that a person may have
    *,
    source: Annotated[
        str, typer.Option("--input", metavar="PATH|ADDRESS", help="Documents: a file or folder.")
    ],
    output: Annotated[
        str, typer.Option("--output", metavar="PATH|ADDRESS", help="Folder for quads and report.")
    ],
    partitions: Annotated[
        int, typer.Option("--partitions", min=0, help="Parts of the work; 0: four a core.")
    ] = 0,
    master: Annotated[
        str, typer.Option("--master", help="Of Spark: local[2], yarn, ...; else as configured.")
    ] = "",
    store: StorePath = DEFAULT_STORE,
    as_json: AsJson = False,
) -> None:
    """Make N-Quads and a report of all documents on as many machines as Spark has."""
    from trialgraph.bulk.spark import run

    made = run(source, output, store, partitions=partitions, master=master)
    if as_json:
        say_json({"outcomes": dict(made.outcomes), "quads": made.quads})
    else:
        for outcome, count in made.outcomes.items():
            say_line(f"{outcome}: {count:,}")
        say_line(f"quads: {made.quads:,}")
    raise typer.Exit(status_of(made.outcomes))


def virtuoso(
    *,
    folder: Annotated[
        Path, typer.Option("--input", metavar="DIRECTORY", help="With files in .nq or .nq.gz.")
    ],
    as_seen: Annotated[
        str, typer.Option("--as-seen", help="Its path on the server, where that is another one.")
    ] = "",
    loaders: Annotated[
        int, typer.Option("--loaders", min=1, max=64, help="How many run side by side.")
    ] = 1,
    as_json: AsJson = False,
) -> None:
    """Print the shell script with which Virtuoso loads a folder of N-Quads."""
    from trialgraph.bulk.virtuoso import loading_script

    script = loading_script(folder, as_seen, loaders)
    if as_json:
        say_json({"script": script})
    else:
        say_exactly(script)
