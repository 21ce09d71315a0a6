"""Where a Spark job writes: a folder on any file system that Hadoop knows, whole or not there.

Parts are written below ``_unfinished``, which readers of such folders pass over, and moved to
their places when all are there; ``_SUCCESS`` is made last and taken away first.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from trialgraph.bulk.spark_records import QUADS
from trialgraph.errors import BadParameter, JobStopped

if TYPE_CHECKING:
    from pyspark import SparkContext

REPORT = "report"
_ENDINGS = {QUADS: ".nq", REPORT: ".jsonl"}
_DONE = "_SUCCESS"
_UNFINISHED = "_unfinished"
_OURS = {*_ENDINGS, _DONE, _UNFINISHED}


def address_of(words: str) -> str:
    """Return where a person's words lead: an address as it is, else a file of this machine.

    >>> address_of("s3a://bucket/records/")
    's3a://bucket/records'
    """
    if "://" in words:
        return words.rstrip("/")
    return f"file://{Path(words).absolute()}"


class JobFolder:
    """A folder that one job fills."""

    def __init__(self, context: "SparkContext", address: str) -> None:
        # Spark's Python has no file system of its own; Hadoop's is reached through its machine.
        self._jvm: Any = context._jvm  # noqa: SLF001
        self._address = address
        configuration: Any = context._jsc.hadoopConfiguration()  # noqa: SLF001
        self._files: Any = self._path().getFileSystem(configuration)

    def _path(self, *names: str) -> Any:  # noqa: ANN401 - what the Java side gives
        return self._jvm.org.apache.hadoop.fs.Path("/".join((self._address, *names)))

    def exists(self) -> bool:
        """Tell whether there is such a folder or file."""
        return bool(self._files.exists(self._path()))

    def begin(self) -> None:
        """Make room for a job; what an earlier one finished stays until this one is done.

        Raises:
            BadParameter: there are other files, which a job would mix with its own.
        """
        strange = sorted(set(self._names()) - _OURS)
        if strange:
            raise BadParameter(
                f"found {strange[0]!r} in {self._address}, wanted a fresh folder or one that a "
                "job filled; name another"
            )
        self._files.delete(self._path(_UNFINISHED), True)  # noqa: FBT003 - Java has no keywords

    def unfinished(self, room: str) -> str:
        """Return where the parts of a room are written to."""
        return f"{self._address}/{_UNFINISHED}/{room}"

    def finish(self) -> None:
        """Put what was written in the place of what an earlier job wrote."""
        self._files.delete(self._path(_DONE), False)  # noqa: FBT003
        for room, ending in _ENDINGS.items():
            self._files.delete(self._path(room), True)  # noqa: FBT003
            self._files.mkdirs(self._path(room))
            for name in self._names(_UNFINISHED, room):
                if name.startswith("part-"):
                    self._move(name, room, ending)
        self._files.delete(self._path(_UNFINISHED), True)  # noqa: FBT003
        self._files.create(self._path(_DONE)).close()

    def _move(self, name: str, room: str, ending: str) -> None:
        """Put one part in its place, with the ending that loaders know it by; none is empty.

        Raises:
            JobStopped: the file system did not move it.
        """
        written = self._path(_UNFINISHED, room, name)
        if self._files.getFileStatus(written).getLen():
            place = self._path(room, name + ending)
            # Hadoop tells some failures by the answer alone.
            if not self._files.rename(written, place):
                raise JobStopped(
                    f"found that {written} cannot be moved to {place}, wanted it there; see "
                    "whether this user may write to both, then run the job again"
                )

    def _names(self, *below: str) -> list[str]:
        """Return the names in a folder; hidden ones of checksums left out."""
        if not self._files.exists(self._path(*below)):
            return []
        names = [str(one.getPath().getName()) for one in self._files.listStatus(self._path(*below))]
        return [name for name in names if not name.startswith(".")]
