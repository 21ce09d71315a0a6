"""Archives and lists of records taken apart as a stream: nothing is unpacked to a place.

Only a zip archive that lies in another archive is written to a file without a name, since
its list of members stands at its end. Every member is read where it lies and handed on.
Its name is only ever shown, never used as a path; a name that would leave the archive is
refused all the same, since it tells that the archive was not made in good faith.
"""

import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO, cast

from trialgraph.documents.characters import in_utf8, utf8_pieces
from trialgraph.documents.parts import may_hold_several, parts_of
from trialgraph.documents.windows import MOST
from trialgraph.errors import ArchiveRefused, DocumentError, DocumentTooLarge
from trialgraph.ingest.members import Member, tar_members, zip_members
from trialgraph.ingest.streams import BROKEN, Headed, chunks, unpacked

_HEAD = 512
_TAR_AT = 257
_MOST_LAYERS = 2  # an archive in an archive; that each is packed, and its members are, is no layer
MAX_SPOOLED = 4_000_000_000
"""Bytes of a zip archive that lies in another archive, or comes through a pipe."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


@dataclass(frozen=True, slots=True)
class Found:
    """A record of a container.

    Attributes:
        name: what is added to the container's own: ``!member.json``, ``#3``, or both.
        content: its bytes, or why it is refused.
    """

    name: str
    content: bytes | DocumentError


def taken_apart(stream: IO[bytes]) -> Iterator[Found]:
    """Yield the records of a file: of a container all it holds, else the file itself.

    A packed file that can be read twice is first read to its end, so that nothing of
    one that is cut off or an attack is handed on.

    Raises:
        ArchiveRefused: the whole of it is damaged, or over the limits.
        DocumentTooLarge: it is no container, and over the limit.
    """
    headed = Headed(stream)
    head = headed.head(_HEAD)
    if stream.seekable():
        stream.seek(0)
        _surveyed(head, stream)
        stream.seek(0)
        if head.startswith(_ZIP):
            return _members(zip_members(zipfile_of(stream)), 1)
        headed = Headed(stream)
        _check_length(headed.head(_HEAD), stream)
    return _opened(headed, 0)


def taken_apart_bytes(content: bytes) -> Iterator[Found]:
    """Yield the records of bytes, see ``taken_apart``."""
    return taken_apart(BytesIO(content))


def zipfile_of(stream: IO[bytes]) -> zipfile.ZipFile:
    """Return a zip archive.

    Raises:
        ArchiveRefused: it is damaged.
    """
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, *BROKEN) as error:
        raise ArchiveRefused(
            f"a zip archive with an error found ({error}), wanted a whole one; "
            "fetch it or pack it again"
        ) from error


def _surveyed(head: bytes, stream: IO[bytes]) -> None:
    """Read a packed file to its end.

    Raises:
        ArchiveRefused: it is damaged, cut off, or an attack.
    """
    packed = unpacked(head, stream)
    if packed is not None:
        for _ in chunks(packed):
            pass


def _check_length(head: bytes, stream: IO[bytes]) -> None:
    """Refuse a document over the limit before it is read.

    Raises:
        DocumentTooLarge: it is over the limit, and neither a container nor a list.
    """
    place = stream.tell()
    length = stream.seek(0, os.SEEK_END)
    stream.seek(place)
    if length > MOST and not (_is_container(head, stream) or may_hold_several(in_utf8(head))):
        raise DocumentTooLarge(f"found {length:,} bytes, wanted at most {MOST:,}; split the file")


def _is_container(head: bytes, stream: IO[bytes]) -> bool:
    return _is_archive(head) or unpacked(head, stream) is not None


def _is_archive(head: bytes) -> bool:
    return head[_TAR_AT:].startswith(b"ustar") or head.startswith(_ZIP)


def _opened(stream: Headed, layer: int, *, is_unpacked: bool = False) -> Iterator[Found]:
    """Yield the records of a stream, whatever it is packed in.

    Args:
        stream: to be read once.
        layer: how many archives it lies in.
        is_unpacked: it comes out of a packed file; one packed twice is a layer more.

    Raises:
        ArchiveRefused: it is damaged or over the limits.
    """
    head = stream.head(_HEAD)
    packed = unpacked(head, stream)
    layer += is_unpacked if packed else _is_archive(head)
    if layer > _MOST_LAYERS:
        raise ArchiveRefused(
            f"archives packed in each other over {_MOST_LAYERS} deep found, wanted one archive "
            "of files; unpack the outer one first"
        )
    if packed is not None:
        yield from _opened(Headed(packed), layer, is_unpacked=True)
    elif head.startswith(_ZIP):
        with _spooled(stream) as spooled:
            yield from _members(zip_members(zipfile_of(spooled)), layer)
    elif _is_archive(head):
        yield from _members(tar_members(stream), layer)
    else:
        yield from _parts(stream, head)


@contextmanager
def _spooled(stream: Headed) -> Iterator[IO[bytes]]:
    """Give the bytes of a stream as a file that can be read from its end; a small one in memory.

    Raises:
        ArchiveRefused: they are over the limit.
    """
    with tempfile.SpooledTemporaryFile(MOST) as spooled:
        for chunk in chunks(stream):
            spooled.write(chunk)
            if spooled.tell() > MAX_SPOOLED:
                raise ArchiveRefused(
                    f"a zip archive of over {MAX_SPOOLED:,} bytes inside another archive or a pipe "
                    "found, wanted no more; unpack the outer one first, or give the file"
                )
        spooled.seek(0)
        yield cast("IO[bytes]", spooled)


def _members(members: Iterable[Member], layer: int) -> Iterator[Found]:
    """Yield the records of an archive's members; one that is refused stops no other."""
    for member in members:
        name = f"!{member.name}"
        if isinstance(member.content, DocumentError):
            yield Found(name, member.content)
            continue
        try:
            for one in _opened(Headed(member.content), layer):
                yield Found(name + one.name, one.content)
        except DocumentError as error:
            yield Found(name, error)


def _parts(stream: Headed, head: bytes) -> Iterator[Found]:
    """Yield the records of what is no archive; one over the limit is refused.

    Raises:
        DocumentTooLarge: one document is over the limit; no more than that was read.
    """
    pieces = utf8_pieces(chunks(stream))
    if not may_hold_several(in_utf8(head)):
        yield Found("", _bounded(b"".join(_up_to(pieces, MOST + 1))))
        return
    for part in parts_of(pieces):
        name = f"#{part.name}" if part.name else ""
        try:
            yield Found(name, _bounded(part.content))
        except DocumentTooLarge as error:
            yield Found(name, error)


def _up_to(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Yield the bytes of a stream, little more than a number of them."""
    for piece in pieces:
        yield piece
        most -= len(piece)
        if most <= 0:
            return


def _bounded(content: bytes) -> bytes:
    """Return the bytes of one document.

    Raises:
        DocumentTooLarge: they are over the limit.
    """
    if len(content) > MOST:
        raise DocumentTooLarge(
            f"a document of over {MOST:,} bytes found, wanted no more; cut it in parts"
        )
    return content
