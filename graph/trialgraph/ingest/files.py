"""Which files a batch of paths means, and their bytes."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from trialgraph.documents.reader import MAX_BYTES
from trialgraph.errors import DocumentTooLarge, UnreadablePath


def documents_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files of a batch: a directory means the files below it, hidden ones left out."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                file
                for file in path.rglob("*")
                if file.is_file()
                and not any(part.startswith(".") for part in file.relative_to(path).parts)
            )
        else:
            yield path


def content_of(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        UnreadablePath: it is missing, or may not be read.
        DocumentTooLarge: it is over the limit; nothing of it was read.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentTooLarge(
                f"found {size:,} bytes, wanted at most {MAX_BYTES:,}; split the file"
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadablePath(
            f"cannot open {path}: {error.strerror}; check the path and who may read it"
        ) from error
