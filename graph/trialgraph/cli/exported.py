"""Everything a store holds, in a format of someone's choice."""

from pathlib import Path
from typing import TYPE_CHECKING

from trialgraph.errors import BadParameter

if TYPE_CHECKING:
    from collections.abc import Callable


def exported(store: Path, form: str) -> bytes:
    """Return all quads; N-Quads are sorted, so that the same facts are the same bytes.

    Raises:
        BadParameter: no such format.
    """
    from trialgraph.store import open_reader

    makers: dict[str, Callable[[bytes], bytes]] = {"nquads": bytes}
    if form not in makers:
        raise BadParameter(f"found the format {form!r}, wanted one of {', '.join(makers)}")
    with open_reader(store) as reader:
        return makers[form](reader.dump())
