"""Opens a store wherever it is, so that no caller asks where its quads lie."""

# ruff: noqa: PLC0415 - what speaks HTTP takes longer to import than a command on a directory

from pathlib import Path

from trialgraph.store import reader, snapshots, writer
from trialgraph.store.address import Address, Place
from trialgraph.store.folder import Folder
from trialgraph.store.surface import Reader, Writer


def open_reader(place: Place) -> Reader:
    """Return the newest published version of a store, also while it is written to.

    Raises:
        StoreMissing: there is no store, or nothing is published yet.
        StoreFormat: it is another version's store.
        StoreUnreachable: its server does not answer.
        StoreUnsuitable: its server lacks something.
    """
    if isinstance(place, Path):
        return reader.open_reader(place)
    from trialgraph.store.remote.reader import open_remote_reader

    return open_remote_reader(place)


def create_or_open(place: Place) -> Writer:
    """Return the writer of a store, made when there is none.

    Raises:
        StoreHeld: another process is writing to it.
        StoreFormat: the directory holds another version's store, or something else.
        StoreUnreachable: its server does not answer.
        StoreUnsuitable: its server lacks something.
    """
    if isinstance(place, Path):
        return writer.create_or_open(place)
    from trialgraph.store.remote.writer import open_remote_writer

    return open_remote_writer(place)


def check(place: Place) -> None:
    """Make sure that there is a store that this version reads.

    Raises:
        StoreMissing: there is none.
        StoreFormat: it is another version's store.
        StoreUnreachable: its server does not answer.
    """
    if isinstance(place, Path):
        Folder(place).check()
    else:
        open_reader(place).close()


def refuse_missing(place: Place) -> None:
    """Make sure that there is a store, of whatever version and in whatever state.

    Raises:
        StoreMissing: there is none.
    """
    if isinstance(place, Path):
        Folder(place).refuse_missing()


def server_capabilities(address: Address) -> dict[str, str]:
    """Return what the server of a store can do, as a person reads it; errors as ``check``."""
    from trialgraph.store.remote.connection import connect
    from trialgraph.store.remote.reader import capabilities_of

    check(address)
    return capabilities_of(connect(address), address).table()


def current_version(place: Place) -> int:
    """Return the number of the newest published version, 0 when there is none.

    Raises:
        StoreFormat: the store does not say it.
        StoreUnreachable: its server does not answer.
    """
    if isinstance(place, Path):
        return snapshots.current_version(place)
    from trialgraph.store.remote.connection import connect
    from trialgraph.store.remote.published import read_published

    published = read_published(connect(place))
    return published.version if published else 0
