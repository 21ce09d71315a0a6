"""The members of zip and tar archives, each with its bytes or the reason why it is refused."""

import stat
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Self, cast

from trialgraph.documents.windows import MOST
from trialgraph.errors import ArchiveRefused, DocumentError
from trialgraph.ingest.streams import BROKEN, Readable, check_growth

MAX_MEMBERS = 1_000_000
"""Members of one archive; all of a registry has some 600,000."""

_OFFICE = ("[Content_Types].xml", "mimetype")
_LONGEST_HEADER = 1_000_000
_HEADERS = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)
_IS_ENCRYPTED = 0x1
_ZIP_ERRORS = (zipfile.BadZipFile, NotImplementedError, RuntimeError, *BROKEN)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an archive; folders and hidden files are none.

    Attributes:
        name: as the archive has it.
        content: its bytes as a stream, which holds until the next member is asked for.
    """

    name: str
    content: Readable | DocumentError


class CheckedStream:
    """A member's stream whose faults are told in our words.

    Attributes:
        is_broken: such a fault was told.
    """

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.is_broken = False

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, none at the end.

        Raises:
            ArchiveRefused: the member is damaged or cut off.
        """
        try:
            return self._stream.read(size)
        except (tarfile.TarError, *_ZIP_ERRORS) as error:
            self.is_broken = True
            raise ArchiveRefused(
                f"a member with an error found ({error}), wanted a whole one; "
                "fetch or pack the archive again"
            ) from error


def zip_members(archive: zipfile.ZipFile) -> Iterator[Member]:
    """Return the members of a zip archive.

    Raises:
        ArchiveRefused: the whole archive is over the limits, or no archive of files.
    """
    entries = archive.infolist()
    _check_number(len(entries))
    _check_sizes(archive, entries)
    first = {entry.filename for entry in entries[:1]}
    if first & set(_OFFICE):
        raise ArchiveRefused(
            "an office document or e-book found, wanted an archive of records or papers; "
            "save it as text or as a PDF and give that"
        )
    return _zip_members(archive, entries)


def _zip_members(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[Member]:
    for entry in entries:
        if entry.is_dir() or is_hidden(entry.filename):
            continue
        refusal = refused_name(entry.filename) or _refused_entry(entry)
        if refusal:
            yield Member(entry.filename, _refused(entry.filename, refusal))
            continue
        try:
            with archive.open(entry) as stream:
                yield Member(entry.filename, CheckedStream(_all_checked(stream, entry)))
        except _ZIP_ERRORS as error:
            yield Member(entry.filename, _refused(entry.filename, f"cannot be read ({error})"))


def _all_checked(stream: IO[bytes], entry: zipfile.ZipInfo) -> Readable:
    """Return a member's stream; a small one is read and checked before any of it is given."""
    if entry.file_size > MOST:
        return stream
    return _Later(stream)


class _Later:
    """A stream that reads all of another one when it is first asked."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._held: bytes | None = None

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, none at the end."""
        held = self._stream.read() if self._held is None else self._held
        size = len(held) if size < 0 else size
        self._held = held[size:]
        return held[:size]


def _check_sizes(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive that would unpack to far more than it holds.

    Raises:
        ArchiveRefused: it would; members that share bytes are one way to do it.
    """
    for entry in entries:
        check_growth(entry.file_size, entry.compress_size, "a zip archive")
    packed = sum(entry.compress_size for entry in entries)
    held = _length(archive)
    check_growth(sum(entry.file_size for entry in entries), held, "a zip archive")
    if packed > held:
        raise ArchiveRefused(
            "a zip archive whose members share their bytes found, as attacks have them; "
            "unpack it yourself if you trust it, and give the files"
        )


def _length(archive: zipfile.ZipFile) -> int:
    stream = cast("IO[bytes]", archive.fp)
    return stream.seek(0, 2)


def _refused_entry(entry: zipfile.ZipInfo) -> str:
    """Return why a member of a zip archive is refused by its kind, empty where it is not."""
    if entry.flag_bits & _IS_ENCRYPTED:
        return "is locked with a password"
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return "is no file but a link or a device" if kind not in (0, stat.S_IFREG) else ""


def tar_members(stream: Readable) -> Iterator[Member]:
    """Yield the members of a tar archive, read once from its beginning to its end.

    Raises:
        ArchiveRefused: it is damaged, cut off or over the limits.
    """
    number = 0
    try:
        with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|", tarinfo=_Entry) as archive:
            for entry in archive:
                number += 1
                _check_number(number)
                # It would remember each of a million.
                archive.members.clear()  # type: ignore[attr-defined] # the stubs lack it
                if entry.isdir() or is_hidden(entry.name):
                    continue
                refusal = refused_name(entry.name) or _refused_kind(entry)
                if refusal:
                    yield Member(entry.name, _refused(entry.name, refusal))
                else:
                    content = CheckedStream(cast("IO[bytes]", archive.extractfile(entry)))
                    yield Member(entry.name, content)
                    if content.is_broken:
                        return  # nothing can be found after it
    except tarfile.TarError as error:
        raise ArchiveRefused(
            f"a tar archive with an error found after {number:,} members ({error}), wanted a "
            "whole one; fetch it or pack it again"
        ) from error


class _Entry(tarfile.TarInfo):
    """A member's head; one that announces a long name of megabytes is refused unread."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Return the head that these 512 bytes are.

        Raises:
            ArchiveRefused: it announces more words about a member than any has, or there are no
                bytes: the archive is cut off, for one that is whole ends in empty blocks.
        """
        if not buf:
            raise ArchiveRefused(
                "a tar archive found that does not end, as one that is cut off between two "
                "members, wanted a whole one; fetch it or pack it again"
            )
        found = super().frombuf(buf, encoding, errors)
        if found.type in _HEADERS and found.size > _LONGEST_HEADER:
            raise ArchiveRefused(
                f"a tar archive with {found.size:,} bytes about one member found, wanted at most "
                f"{_LONGEST_HEADER:,}; pack it again"
            )
        return found


def _refused_kind(entry: tarfile.TarInfo) -> str:
    if entry.issparse():
        return "is a file with holes"
    return "" if entry.isreg() else "is no file but a link or a device"


def refused_name(name: str) -> str:
    """Return why a member's name is refused, empty where it stays inside the archive."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or name[1:2] == ":":
        return "has a name that begins at the root"
    if ".." in path.parts:
        return "has a name that leaves the archive"
    return ""


def is_hidden(name: str) -> bool:
    """Tell whether a member is hidden, as files of folders are that begin with a dot."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part.startswith(".") and part.strip(".") for part in parts) or "__MACOSX" in parts


def _refused(name: str, why: str) -> ArchiveRefused:
    return ArchiveRefused(
        f"found the member {name!r}, which {why}; wanted files that can be read as they lie; "
        "unpack that one yourself if you trust it"
    )


def _check_number(count: int) -> None:
    if count > MAX_MEMBERS:
        raise ArchiveRefused(
            f"over {MAX_MEMBERS:,} members found, wanted no more; split the archive into several"
        )
