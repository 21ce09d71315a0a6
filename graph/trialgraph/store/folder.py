"""The directory of a store: what lies where, and its format.

``FORMAT`` names the format, the base of all IRIs and the ontology version;
``quads/`` is the writer's; ``snapshots/`` and ``CURRENT`` are all that anyone
else opens; ``rehearsal/`` is a copy for one trial of a change; ``documents/`` and
``quarantine/`` keep what came in; ``ledger.sqlite`` says what was done when, and
``identities.sqlite`` which documents go together; ``HOLDER`` and ``QUEUE`` are the locks of
who writes and of who waits to; ``bulk/`` is there while a bulk load is under way.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from trialgraph.errors import StoreFormat, StoreMissing
from trialgraph.names import ID
from trialgraph.store.holding import read_only

FORMAT_NUMBER = 1
ONTOLOGY_VERSION = "0.1.0"

_EXPECTED = {"format": FORMAT_NUMBER, "base": ID, "ontology": ONTOLOGY_VERSION}


@dataclass(frozen=True, slots=True)
class Folder:
    """The paths of a store."""

    path: Path

    @property
    def format(self) -> Path:
        """Return the file that names the format."""
        return self.path / "FORMAT"

    @property
    def quads(self) -> Path:
        """Return the writer's own quads."""
        return self.path / "quads"

    @property
    def snapshots(self) -> Path:
        """Return the folder of published snapshots."""
        return self.path / "snapshots"

    @property
    def current(self) -> Path:
        """Return the file that names the snapshot to read."""
        return self.path / "CURRENT"

    @property
    def unpublished(self) -> Path:
        """Return the file that exists while changes wait to be published, and lists them."""
        return self.path / "UNPUBLISHED"

    @property
    def counts(self) -> Path:
        """Return the file that counts the changes that wait to be published."""
        return self.path / "COUNTS"

    @property
    def documents(self) -> Path:
        """Return the folder of bytes and canonical texts by hash."""
        return self.path / "documents"

    @property
    def quarantine(self) -> Path:
        """Return the folder of documents set aside."""
        return self.path / "quarantine"

    @property
    def vocabularies(self) -> Path:
        """Return the folder of vocabularies that a user loaded; it need not be there."""
        return self.path / "vocabularies"

    @property
    def rehearsal(self) -> Path:
        """Return the copy of the quads on which a change is tried out."""
        return self.path / "rehearsal"

    @property
    def bulk(self) -> Path:
        """Return the folder of what a bulk load works with until it is published."""
        return self.path / "bulk"

    @property
    def ledger(self) -> Path:
        """Return the ledger's file."""
        return self.path / "ledger.sqlite"

    @property
    def identities(self) -> Path:
        """Return the file that says which documents go together."""
        return self.path / "identities.sqlite"

    @property
    def indexing(self) -> Path:
        """Return the file that whoever makes an index of names locks."""
        return self.path / "INDEXING"

    @property
    def holder(self) -> Path:
        """Return the file that the writer locks and writes its process number to."""
        return self.path / "HOLDER"

    def create(self) -> None:
        """Make an empty store here, or leave the store that is here as it is.

        Raises:
            StoreFormat: the directory holds something else.
        """
        if not self.format.exists():
            if self.path.exists() and (self.path.is_file() or any(self.path.iterdir())):
                raise StoreFormat(
                    f"{self.path} is not a store and not empty; name a new directory or a store",
                )
            self._make(self.path)
            write_whole(self.format, (json.dumps(_EXPECTED, indent=1) + "\n").encode())
        for folder in (self.snapshots, self.documents, self.quarantine):
            self._make(folder)

    def _make(self, folder: Path) -> None:
        """Make a directory unless it is there.

        Raises:
            StoreReadOnly: a store is there and may not be written to.
            StoreFormat: none can be made there.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            if self.format.exists():
                raise read_only(self.path, error) from error
            raise StoreFormat(
                f"no store can be made in {self.path}: {error.strerror}; "
                "name a directory that may be written to",
            ) from error

    def refuse_missing(self) -> None:
        """Make sure that there is a store here, of whatever version.

        Raises:
            StoreMissing: there is none.
            StoreFormat: this user may not read it.
        """
        try:
            is_there = self.format.is_file()
        except PermissionError as error:
            raise _unreadable(self.path, error) from error
        if not is_there:
            raise StoreMissing(f"there is no store in {self.path}; ingest a document to make one")

    def check(self) -> None:
        """Make sure that this is a store that this version reads and writes.

        Raises:
            StoreMissing: there is no store here.
            StoreFormat: it is another version's store.
        """
        self.refuse_missing()
        found = _stated_format(self.format)
        for key, wanted in _EXPECTED.items():
            if found.get(key) != wanted:
                raise StoreFormat(
                    f"the store in {self.path} has {key} {found.get(key)!r}, and this version "
                    f"works with {wanted!r}; ingest its documents into a new directory",
                )


def _unreadable(path: Path, error: OSError) -> StoreFormat:
    return StoreFormat(
        f"found {error.strerror or error} on reading the store in {path}, wanted one that this "
        "user may read; give it the right, or read as the user who owns the store"
    )


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that others see the old content or the new, never a part."""
    beside = file.with_name(f"{file.name}.new")
    with beside.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(file)


def _stated_format(file: Path) -> dict[str, object]:
    """Return what a FORMAT file says.

    Raises:
        StoreFormat: it says nothing we understand.
    """
    try:
        stated: object = json.loads(file.read_bytes())
    except OSError as error:
        raise _unreadable(file.parent, error) from error
    except ValueError as error:
        raise StoreFormat(f"{file} is not the format file of a store: {error}") from error
    if not isinstance(stated, dict):
        raise StoreFormat(f"{file} is not the format file of a store: it holds {stated!r}")
    return stated
