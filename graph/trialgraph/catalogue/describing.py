"""Describes the newest version of a store, in a process of its own.

It is started as ``python -m trialgraph.catalogue.describing STORE`` by a server, some
time after a version was published: counting takes longer than taking a document in.
"""

import os
import sys
from pathlib import Path

from trialgraph.catalogue.described import counted, general
from trialgraph.store.described_forms import as_ntriples
from trialgraph.store.reader import open_reader

_GIVES_WAY = 10  # to queries, where there are too few processors for both


def main(arguments: list[str]) -> None:
    """Keep the description of the newest version beside it."""
    os.nice(_GIVES_WAY)
    describe(Path(arguments[0]))


def describe(store: Path) -> int:
    """Describe the newest version of a store and return its number.

    Raises:
        StoreMissing: nothing is published.
        StoreFormat: it is damaged, or of another version.
        OSError: the store may not be written to.
    """
    with open_reader(store) as reader:
        numbers = counted(reader.profile(), reader.version, reader.published_at)
        reader.keep_description(as_ntriples(general()) + as_ntriples(numbers))
        return reader.version


if __name__ == "__main__":
    main(sys.argv[1:])
