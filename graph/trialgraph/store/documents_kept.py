"""What every store says of its documents, wherever its quads lie: they are on this machine."""

from collections.abc import Iterable
from pathlib import Path

from trialgraph.store import kept
from trialgraph.store.folder import Folder
from trialgraph.store.ledger import DocumentEntry, KeptFiles, Ledger

_LOOKED_AT = 1_000


class DocumentsRead:
    """Documents as anyone may read of them at any time."""

    _folder: Folder

    def kept_text(self, identifier: str) -> str:
        """Return the canonical text of a document.

        Raises:
            DocumentNotStored: it is not kept on this machine.
        """
        with Ledger.look(self._folder.ledger) as ledger:
            return kept.text_of(self._folder, ledger, identifier)

    def entries(self) -> list[DocumentEntry]:
        """Return all documents of the ledger, stored or set aside."""
        with Ledger.look(self._folder.ledger) as ledger:
            return ledger.entries()

    def entries_after(self, after: str, limit: int, state: str = "") -> list[DocumentEntry]:
        """Return documents of the ledger by identifier, those after a given one."""
        with Ledger.look(self._folder.ledger) as ledger:
            return ledger.part(after, limit, state)

    def entries_count(self, state: str = "") -> int:
        """Return how many documents the ledger has; of one state where given."""
        with Ledger.look(self._folder.ledger) as ledger:
            return ledger.count(state)

    def entries_since(self, day: str) -> list[str]:
        """Return the identifiers of documents stored on a day or later, ISO 8601."""
        with Ledger.look(self._folder.ledger) as ledger:
            return ledger.since(day, "stored")

    def entries_known_as(self, words: str) -> list[DocumentEntry]:
        """Return the documents of an identifier, a hash, or a file's name."""
        with Ledger.look(self._folder.ledger) as ledger:
            return ledger.known_as(words)

    def entries_naming(self, words: str) -> list[DocumentEntry]:
        """Return documents set aside, of the first 1,000, whose bytes have a number in them."""
        with Ledger.look(self._folder.ledger) as ledger:
            aside = {one.identifier: one for one in ledger.part("", _LOOKED_AT, "set aside")}
        return [aside[one] for one in kept.naming(self._folder, aside, words)]

    def entry(self, identifier: str) -> DocumentEntry | None:
        """Return what the ledger has of one document."""
        with Ledger.look(self._folder.ledger) as ledger:
            return ledger.entry(identifier)

    def unfinished(self) -> int:
        """Return how many changes were begun on this machine and are not published yet."""
        with Ledger.look(self._folder.ledger) as ledger:
            return len(ledger.unfinished())


class DocumentsWritten:
    """Documents as the one process that changes a store keeps them."""

    _folder: Folder
    ledger: Ledger

    def keep(self, identifier: str, content: bytes, text: str) -> None:
        """Keep the bytes and the canonical text of a document on this machine."""
        kept.keep(self._folder, self.ledger, identifier, (content, text.encode()))

    def note_kept(self, identifier: str, files: KeptFiles) -> list[KeptFiles]:
        """Write down as what a document is kept whose files are there already.

        Returns:
            what it was kept as before, to be swept when the ledger is on disk.
        """
        return kept.note(self.ledger, identifier, files)

    def sweep(self, replaced: Iterable[KeptFiles]) -> None:
        """Remove files that no document is kept under any more."""
        kept.sweep(self._folder, self.ledger, replaced)

    def settle_kept(self, files: Iterable[KeptFiles]) -> None:
        """Bring files to disk before documents are written down as kept by them."""
        kept.settle(self._folder, files)

    def kept(self, identifier: str) -> tuple[bytes, str]:
        """Return the bytes and the canonical text of a document.

        Raises:
            DocumentNotStored: it is not kept on this machine.
        """
        return (
            kept.content_of(self._folder, self.ledger, identifier),
            kept.text_of(self._folder, self.ledger, identifier),
        )

    def forget(self, identifier: str) -> None:
        """Remove the kept bytes and text of a document."""
        kept.forget(self._folder, self.ledger, identifier)

    def quarantine(self, identifier: str, content: bytes, report: str) -> Path:
        """Set a document aside with the report that says why; return its folder."""
        return kept.set_aside(self._folder, identifier, content, report)

    def set_aside(self, identifier: str) -> bytes | None:
        """Return the bytes of a document in quarantine, ``None`` when it is not there."""
        return kept.content_set_aside(self._folder, identifier)

    def release(self, identifier: str) -> None:
        """Take a document out of quarantine."""
        kept.release(self._folder, identifier)
