"""The directory on this machine that goes with a store on another server."""

from trialgraph.errors import StoreFormat
from trialgraph.store.address import Address, folder_of
from trialgraph.store.folder import Folder, write_whole
from trialgraph.store.ledger import Ledger


def companion(address: Address) -> Folder:
    """Return the companion directory of a store, made where there is none.

    Raises:
        StoreFormat: it cannot be made, or is of another store.
    """
    folder = Folder(folder_of(address))
    folder.create()
    folder.check()
    said = folder.path / "ADDRESS"
    if not said.exists():
        if folder.ledger.exists():
            raise _other(folder, "a store of its own", address)
        write_whole(said, f"{address.url}\n".encode())
        Ledger.open(folder.ledger, lambda: None).close()
    found = said.read_text("utf-8").strip()
    if found != address.url:
        raise _other(folder, f"the companion of {found}", address)
    return folder


def _other(folder: Folder, found: str, address: Address) -> StoreFormat:
    return StoreFormat(
        f"found {found} in {folder.path}, wanted the companion of {address}; "
        "set TRIALGRAPH_STATE to another directory"
    )
