"""What is made ready for each version of a store: names, then first rows of long answers.

A server has both made by a process of its own: ``python -m trialgraph.catalogue.prepared
STORE``. That one has each answer found by another, which can be stopped: ``... STORE VERSION
QUESTION``.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from trialgraph.catalogue import beginnings
from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.names_kept import SMALL, is_named, make_names
from trialgraph.errors import StoreError
from trialgraph.store import open_reader
from trialgraph.store.address import place_of
from trialgraph.store.first_answers import keep_answers
from trialgraph.store.folder import Folder
from trialgraph.store.known_terms import known_terms
from trialgraph.store.snapshots import first_answers_file

if TYPE_CHECKING:
    from trialgraph.store import Place

_GIVES_WAY = 10
_LONGEST = 120.0  # seconds that one answer may take


def is_prepared(place: "Place") -> bool:
    """Tell whether all is ready for the newest version of a store, or there is nothing to do."""
    if not is_named(place):
        return False
    try:
        with open_reader(place) as reader:
            is_large = reader.statistics().quads > SMALL
            return not is_large or first_answers_file(Folder(reader.path), reader.version).exists()
    except StoreError:
        return True


def prepare(place: "Place") -> int | None:
    """Make all that is not ready for the newest version of a store, and return that version.

    An answer that takes too long is left to who asks for it.

    Returns:
        ``None`` where another process is at it.

    Raises:
        StoreMissing: nothing is published.
        OSError: the store may not be written to.
    """
    made = make_names(place)
    if made is None or is_prepared(place):
        return made
    with open_reader(place) as reader:
        file = first_answers_file(Folder(reader.path), reader.version)
        terms = known_terms(place)
        stamps = {
            one.name: beginnings.stamp(reader, one, terms) for one in beginnings.about_everything()
        }
        keep_answers(file, _found(place, reader.version, stamps))
    return made


def _found(
    place: "Place", version: int, stamps: dict[str, str]
) -> Iterator[tuple[str, str, bytes]]:
    """Yield the beginnings of answers with their stamps."""
    for name, stamp in stamps.items():
        content = _found_apart(place, version, name)
        if content:
            yield name, stamp, content


def _found_apart(place: "Place", version: int, name: str) -> bytes:
    """Return the beginning of an answer, found by a process of its own; empty without one."""
    words = (sys.executable, "-P", "-m", "trialgraph.catalogue.prepared")
    # Nothing is ever written into it: it ends with this process, and the other one with it.
    lives, ours = os.pipe()
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            [*words, str(place), str(version), name],
            stdin=lives,
            capture_output=True,
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return b""
    finally:
        os.close(lives)
        os.close(ours)
    # Whatever it failed of, who asks the question is told.
    return done.stdout if done.returncode == 0 else b""


def one_answer(place: "Place", version: int, name: str) -> bytes:
    """Return the beginning of an answer from a version; empty where there is another by now."""
    with open_reader(place) as reader:
        if reader.version != version:
            return b""
        return beginnings.beginning(reader, find_card(name), known_terms(place)).to_bytes()


def _end_with_who_asked() -> None:
    """End this process, in the midst of a query if need be, when who started it is no more."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


def main(arguments: list[str]) -> None:
    """Make what is not ready, giving way to queries; or find one answer for who does."""
    place, *wanted = arguments
    if wanted:
        version, name = wanted
        threading.Thread(target=_end_with_who_asked, daemon=True).start()
        sys.stdout.buffer.write(one_answer(place_of(place), int(version), name))
        return
    os.nice(_GIVES_WAY)
    prepare(place_of(place))


if __name__ == "__main__":
    main(sys.argv[1:])
