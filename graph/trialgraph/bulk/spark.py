"""All documents of a folder as N-Quads and a report, made by Spark on as many machines as it has.

Each record is made by the same function as on one machine. Records of one document are
settled afterwards, by where they stand in the input and not by which was read first, so the
same input gives the same statements however it was divided.
"""

import os
import re
import shutil
import sys
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from trialgraph.bulk.spark_folder import REPORT, JobFolder, address_of
from trialgraph.bulk.spark_records import (
    LINES,
    QUADS,
    Given,
    Order,
    Record,
    Row,
    Settled,
    identified,
    kept_quads,
    numbered,
    numbers_before,
    of_file,
    reported,
    rows,
    settled_items,
    shown,
    tallied,
    versions,
)
from trialgraph.errors import BadParameter, ExtraMissing, JobStopped, UnreadablePath
from trialgraph.ingest.versions import terms_version
from trialgraph.store.address import Place, folder_of
from trialgraph.store.vocabularies import vocabularies

if TYPE_CHECKING:
    from pyspark import RDD, SparkContext
    from pyspark.broadcast import Broadcast
    from pyspark.sql import DataFrame, SparkSession

MOST_WHOLE = 1_000_000_000
"""Bytes of a file that is taken apart by one process; a file of lines may be of any size."""

_PARTS_A_CORE = 4  # a core that is done early takes up another part
_BLANKS = r"' \t\r\n\ufeff'"
_GLOB = re.compile(r"([\\*?\[\]{}])")
_RAISED = re.compile(r"^(?:\w+\.)+\w+: .*|^\w+(?:Error|Exception): .*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Made:
    """What a job made.

    Attributes:
        outcomes: how many records came to each end.
    """

    outcomes: Mapping[str, int]
    quads: int


def run(input_: str, output: str, place: Place, *, partitions: int = 0, master: str = "") -> Made:
    """Write the statements of all documents below a path, and what became of each.

    Args:
        input_: a file or a folder: a path, or an address that Hadoop knows.
        output: a folder, fresh or filled by an earlier job.
        place: of the store whose loaded vocabularies documents are read with.
        partitions: into how many parts the records are divided; 0 for four a core.
        master: of Spark, as ``local[2]``; else as Spark is configured, else this machine.

    Raises:
        ExtraMissing: there is no Spark, or no Java.
        UnreadablePath: there is no such input.
        BadParameter: the output holds other files, or a file is too large for one process.
        JobStopped: a machine or a disk failed; nothing that was written looks complete.
    """
    source, target = address_of(input_), address_of(output)
    if f"{target}/".startswith(f"{source}/"):
        raise BadParameter(
            f"found the output {output} below the input {input_}, wanted it elsewhere: the next "
            "job would read it; name another"
        )
    loaded = vocabularies(folder_of(place))
    given = Given(loaded, terms_version(place), versions())
    with session(master) as spark, _stopping():
        return _made(spark, given, (source, target), partitions)


@contextmanager
def session(master: str = "") -> Iterator["SparkSession"]:
    """Give a session of Spark, ended afterwards.

    Raises:
        ExtraMissing: there is no Spark, or no Java.
    """
    with warnings.catch_warnings():
        # Spark remarks on versions of pandas, which nothing here touches.
        warnings.simplefilter("ignore", FutureWarning)
        try:
            from pyspark import SparkConf  # noqa: PLC0415 - an extra
            from pyspark.sql import SparkSession  # noqa: PLC0415
        except ImportError as error:
            raise ExtraMissing.of("spark", "trialgraph bulk spark") from error
        _want_java()
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        conf = SparkConf()
        conf.setIfMissing("spark.master", master or "local[*]")
        if master:
            conf.setMaster(master)
        for name, value in _settings(str(conf.get("spark.master"))).items():
            conf.setIfMissing(name, value)
        spark = SparkSession.builder.config(conf=conf).getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


def _settings(master: str) -> dict[str, str]:
    """Return what is set where nobody has set it."""
    always = {
        "spark.app.name": "trialgraph bulk spark",
        "spark.log.level": "ERROR",
        "spark.ui.showConsoleProgress": str(sys.stderr.isatty()).lower(),
    }
    if not master.startswith("local"):
        return always
    here = "127.0.0.1"
    return always | {
        "spark.driver.host": here,
        "spark.driver.bindAddress": here,
        "spark.ui.enabled": "false",
    }


def _want_java() -> None:
    """Refuse to begin where there is no Java.

    Raises:
        ExtraMissing: there is none.
    """
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=f"{home}/bin" if home else None):
        raise ExtraMissing(
            "found no Java, wanted version 17 or newer for Spark; install it (Debian: "
            "openjdk-17-jre-headless) or let JAVA_HOME name it"
        )


@contextmanager
def _stopping() -> Iterator[None]:
    """Tell in our words why Spark gave up.

    Raises:
        JobStopped: it did.
    """
    from py4j.protocol import Py4JJavaError  # noqa: PLC0415 - of the extra
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        yield
    except (Py4JJavaError, PySparkException) as error:
        told = _RAISED.findall(str(error))
        why = told[-1] if told else str(error).strip().partition("\n")[0]
        raise JobStopped(
            f"the job stopped ({why}), and what it wrote is not complete; mend that and give "
            "the same command again"
        ) from error


def _made(spark: "SparkSession", given: Given, between: tuple[str, str], partitions: int) -> Made:
    """Write what is made of an input to an output."""
    source, target = between
    context = spark.sparkContext
    if not JobFolder(context, source).exists():
        raise UnreadablePath(f"cannot open {shown(source)}: nothing is there; check the path")
    folder = JobFolder(context, target)
    folder.begin()
    parts = partitions or _PARTS_A_CORE * context.defaultParallelism
    made = mapped(context, records(spark, source).repartition(parts), given)
    made.persist(_on_disk())
    several = made.flatMap(identified).groupByKey().flatMap(settled_items)
    changed: Broadcast[dict[Order, Settled]] = context.broadcast(several.collectAsMap())
    made.flatMap(lambda row: kept_quads(changed.value, row)).saveAsTextFile(
        folder.unfinished(QUADS)
    )
    report = made.map(lambda row: reported(changed.value, row))
    report.sortByKey(numPartitions=parts).values().saveAsTextFile(folder.unfinished(REPORT))
    tallies = made.mapPartitions(lambda some: [tallied(changed.value, some)])
    tally = tallies.fold(Counter(), lambda one, other: one + other)
    folder.finish()
    quads = tally.pop(QUADS, 0)
    return Made(dict(sorted(tally.items())), quads)


def _on_disk() -> Any:  # noqa: ANN401 - a level of Spark's
    from pyspark import StorageLevel  # noqa: PLC0415

    return StorageLevel.DISK_ONLY


def mapped(context: "SparkContext", taken: "RDD[Record]", given: Given) -> "RDD[Row]":
    """Return what is stored of each record by itself."""
    sent: Broadcast[Given] = context.broadcast(given)
    return taken.mapPartitions(lambda some: rows(sent.value, some))


def records(spark: "SparkSession", source: str) -> "RDD[Record]":
    """Return the records of a file or folder.

    Raises:
        UnreadablePath: there is no file.
        BadParameter: one is too large.
    """
    listed = _read(spark, "binaryFile", [source]).select("_metadata.file_path", "length")
    files = [(str(path), int(length)) for path, length in listed.collect()]
    if not files:
        raise UnreadablePath(f"found no file below {shown(source)}, wanted documents; check it")
    lengths = dict(files)
    lines = [path for path in lengths if path.lower().endswith(LINES)]
    found = []
    whole = lengths.keys() - set(lines)
    if lines:
        several, numbers = _records_of_lines(spark, lines if whole else [source])
        found.append(several)
        whole |= set(lines) - {path for path, _ in numbers}
    _refuse_too_large({path: lengths[path] for path in whole})
    if whole:
        paths = [source] if len(whole) == len(files) else sorted(whole)
        found.append(_records_of_files(spark, paths))
    return spark.sparkContext.union(found)


def _refuse_too_large(lengths: Mapping[str, int]) -> None:
    """Refuse files that one process would have to hold.

    Raises:
        BadParameter: there is one.
    """
    for path, length in sorted(lengths.items()):
        if length > MOST_WHOLE:
            raise BadParameter(
                f"found {length:,} bytes in {shown(path)}, wanted at most {MOST_WHOLE:,} of a file "
                f"that is not divided by lines; give JSON Lines ({', '.join(LINES)}) or smaller "
                "files"
            )


def _read(spark: "SparkSession", form: str, paths: list[str]) -> "DataFrame":
    """Return what Spark reads from files of a form, whatever their names hold."""
    escaped = [_GLOB.sub(r"\\\1", unquote(path)) for path in paths]
    reader = spark.read.format(form).option("recursiveFileLookup", "true")
    return reader.option("lineSep", "\n").load(escaped)


def _records_of_files(spark: "SparkSession", paths: list[str]) -> "RDD[Record]":
    read = _read(spark, "binaryFile", paths).select("_metadata.file_path", "content")
    return read.rdd.flatMap(lambda row: of_file(shown(row[0]), bytes(row[1])))


def _records_of_lines(
    spark: "SparkSession", paths: list[str]
) -> "tuple[RDD[Record], dict[tuple[str, int], int]]":
    """Return the lines of files that have several, and the numbers before each block of them.

    Spark reads such a file in blocks, several at once, and knows of a line only its block.
    """
    from pyspark.sql import functions as sql  # noqa: PLC0415 - an extra

    read = (
        _read(spark, "text", paths)
        .select("_metadata.file_path", "_metadata.file_block_start", "value")
        .where(f"length(btrim(value, {_BLANKS})) > 0")
        .withColumn("mark", sql.monotonically_increasing_id())
    )
    blocks = read.groupBy("file_path", "file_block_start").agg(sql.count("*"), sql.min("mark"))
    numbers = numbers_before((row[0], row[1], row[2], row[3]) for row in blocks.collect())
    before: Broadcast[dict[tuple[str, int], int]] = spark.sparkContext.broadcast(numbers)
    content = sql.col("value").cast("binary")
    marked = read.select("file_path", "file_block_start", content, "mark")
    return marked.rdd.flatMap(lambda row: numbered(before.value, *row)), numbers
