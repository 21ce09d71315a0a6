"""Documents as they came, by hash, and those set aside."""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from trialgraph.errors import DocumentNotStored
from trialgraph.names.shown import in_unicode
from trialgraph.store.folder import Folder, write_whole
from trialgraph.store.ledger import KeptFiles, Ledger
from trialgraph.store.on_disk import bring_to_disk

_LOOKED_AT = 1 << 20
_NO_MORE = rb"(?![0-9a-z]|[-/._][0-9a-z])"  # a longer number is another one
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def keep(folder: Folder, ledger: Ledger, identifier: str, files: tuple[bytes, bytes]) -> None:
    """Keep the bytes and the canonical text of a document."""
    content, text = (_store(folder, piece) for piece in files)
    sweep(folder, ledger, note(ledger, identifier, KeptFiles(content, text)))


def note(ledger: Ledger, identifier: str, files: KeptFiles) -> list[KeptFiles]:
    """Write down as what a document is kept whose files are there already.

    Returns:
        what it was kept as before, to be swept when the ledger is on disk.
    """
    before = ledger.kept(identifier)
    ledger.keep(identifier, files)
    return [] if before is None or before == files else [before]


def put(folder: Folder, content: bytes, text: str) -> KeptFiles:
    """Put the bytes and the text of a document there, and nothing in the ledger.

    They are on disk after ``settle``, for which whoever notes them waits.
    """
    names = []
    for piece in (content, text.encode()):
        name = sha256(piece).hexdigest()
        file = file_of(folder, name)
        if not _is_whole(file, piece):
            beside = file.with_name(f"{name}.{os.getpid()}")
            try:
                beside.write_bytes(piece)
            except FileNotFoundError:
                file.parent.mkdir(parents=True, exist_ok=True)
                beside.write_bytes(piece)
            beside.replace(file)
        names.append(name)
    return KeptFiles(*names)


def settle(folder: Folder, files: Iterable[KeptFiles]) -> None:
    """Bring to disk what ``put`` put there, before the ledger tells of it.

    Raises:
        OSError: the disk has a fault; where files are brought to it one by one, also one is gone.
    """
    names = {name for one in files for name in (one.content, one.text)}
    bring_to_disk(folder.documents, (file_of(folder, name) for name in names))


def content_of(folder: Folder, ledger: Ledger, identifier: str) -> bytes:
    """Return the bytes of a document as they came.

    Raises:
        DocumentNotStored: it is not kept here.
    """
    return _read(folder, identifier, _known(ledger, identifier).content)


def text_of(folder: Folder, ledger: Ledger, identifier: str) -> str:
    """Return the canonical text of a document, for which its spans hold.

    Raises:
        DocumentNotStored: it is not kept here.
    """
    return _read(folder, identifier, _known(ledger, identifier).text).decode()


def forget(folder: Folder, ledger: Ledger, identifier: str) -> None:
    """Take a document out; one that was not kept is no error."""
    files = ledger.kept(identifier)
    if files is not None:
        ledger.drop_kept(identifier)
        sweep(folder, ledger, [files])


def sweep(folder: Folder, ledger: Ledger, replaced: Iterable[KeptFiles]) -> None:
    """Remove files that no document is kept under any more, as the ledger on disk says."""
    for files in replaced:
        for name in (files.content, files.text):
            if not ledger.is_shared(name):
                file_of(folder, name).unlink(missing_ok=True)


def set_aside(folder: Folder, identifier: str, content: bytes, report: str) -> Path:
    """Put a document into quarantine with the report that says why; return its folder."""
    place = _quarantine(folder, identifier)
    place.mkdir(parents=True, exist_ok=True)
    write_whole(place / "content", content)
    write_whole(place / "report.txt", report.encode())
    return place


def content_set_aside(folder: Folder, identifier: str) -> bytes | None:
    """Return the bytes of a document in quarantine, ``None`` when it is not there."""
    if not _IDENTIFIER.fullmatch(identifier):
        return None
    file = _quarantine(folder, identifier) / "content"
    return file.read_bytes() if file.exists() else None


def naming(folder: Folder, identifiers: Iterable[str], words: str) -> Iterator[str]:
    """Yield the identifiers of documents in quarantine whose bytes have a number in them.

    Only plain text is looked at, a megabyte of each; capitals do not count.
    """
    sought = in_unicode(words.lower()).encode()
    wanted = re.compile(rb"(?<![0-9a-z])" + re.escape(sought) + _NO_MORE)
    for identifier in identifiers:
        try:
            with (_quarantine(folder, identifier) / "content").open("rb") as content:
                is_named = wanted.search(content.read(_LOOKED_AT).lower())
        except FileNotFoundError:  # released meanwhile
            continue
        if is_named:
            yield identifier


def release(folder: Folder, identifier: str) -> None:
    """Take a document out of quarantine; one that is not there is no error."""
    shutil.rmtree(_quarantine(folder, identifier), ignore_errors=True)


def file_of(folder: Folder, name: str) -> Path:
    """Return where a hash is kept; two levels, as folders of a million files are slow."""
    return folder.documents / name[:2] / name


def kept_files(folder: Folder) -> Iterator[Path]:
    """Yield all files that are kept by hash, left-overs of a killed process among them."""
    for shelf in sorted(folder.documents.iterdir()):
        yield from sorted(shelf.iterdir())


def _store(folder: Folder, piece: bytes) -> str:
    """Write a piece under its hash, unless it is there in its length."""
    name = sha256(piece).hexdigest()
    file = file_of(folder, name)
    if not _is_whole(file, piece):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, piece)
    return name


def _is_whole(file: Path, piece: bytes) -> bool:
    """Tell whether a file is there in its length: a power cut may leave its name and no bytes."""
    try:
        return file.stat().st_size == len(piece)
    except FileNotFoundError:
        return False


def _read(folder: Folder, identifier: str, name: str) -> bytes:
    """Return what is kept under a hash.

    Raises:
        DocumentNotStored: its file is gone.
    """
    try:
        return file_of(folder, name).read_bytes()
    except OSError as error:
        raise DocumentNotStored(
            f"the kept file of document {identifier!r} cannot be read: {error.strerror}; "
            "remove the document and ingest it again",
        ) from error


def _known(ledger: Ledger, identifier: str) -> KeptFiles:
    """Return the hashes of a document that must be kept."""
    files = ledger.kept(identifier)
    if files is None:
        raise DocumentNotStored(
            f"no document {identifier!r} is kept in this store; `trialgraph documents` lists all",
        )
    return files


def _quarantine(folder: Folder, identifier: str) -> Path:
    """Return the place of a document in quarantine."""
    if not _IDENTIFIER.fullmatch(identifier):
        raise ValueError(f"an identifier of letters, digits, dots, hyphens is wanted: {identifier}")
    return folder.quarantine / identifier
