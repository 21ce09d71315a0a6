"""Finds the ontology, shapes, queries and examples, installed or in a checkout."""

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from trialgraph.errors import AssetMissing

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Room = Literal["ontology", "shapes", "queries", "examples"]

_CHECKOUT = Path(__file__).parents[2]
_IN_CHECKOUT = {"examples": "examples/documents"}


def room(name: Room) -> "Traversable":
    """Return the folder of one data room.

    A wheel carries the rooms in ``trialgraph/_assets``. An editable install has
    no such folder: there the rooms are folders of the checkout, so an edited
    file is seen at once.

    Raises:
        AssetMissing: the room is in neither place; the installation is broken.
    """
    installed = files("trialgraph") / "_assets" / name
    if installed.is_dir():
        return installed
    if (_CHECKOUT / "pyproject.toml").is_file():
        return _CHECKOUT / _IN_CHECKOUT.get(name, name)
    raise AssetMissing(f"the {name} room is not installed; reinstall trialgraph")
