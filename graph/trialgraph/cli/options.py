"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

StorePath = Annotated[
    Path,
    typer.Option("--store", envvar="TRIALGRAPH_STORE", help="Directory of the store."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")]
Files = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input.")
]

DEFAULT_STORE = Path("trialgraph-store")
