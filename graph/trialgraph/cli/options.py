"""Options that several commands share."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trialgraph.errors import BadParameter

if TYPE_CHECKING:
    from trialgraph.store.address import Place


def _place(words: str) -> "Place":
    """Return the place that is named; what is wrong with it is told as wrong use."""
    from trialgraph.store.address import place_of

    try:
        return place_of(words)
    except BadParameter as error:
        raise typer.BadParameter(str(error)) from error


def on_this_machine(place: "Place") -> Path:
    """Return the directory of a store.

    Raises:
        BadParameter: another server keeps it.
    """
    from trialgraph.store.address import Address

    if isinstance(place, Address):
        raise BadParameter(
            f"found a store on another server ({place}), wanted a directory; "
            "use what that server has for it"
        )
    return place


_STORE = typer.Option(
    "--store",
    envvar="TRIALGRAPH_STORE",
    metavar="DIRECTORY|URL",
    parser=_place,
    help="Directory of the store, or the query URL of a server that keeps it.",
)
if TYPE_CHECKING:
    StorePath = Annotated["Place", _STORE]
else:
    # typer takes no union for the type of an option, though its parser decides alone.
    StorePath = Annotated[object, _STORE]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")]
Files = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input.")
]

DEFAULT_STORE = Path("trialgraph-store")
