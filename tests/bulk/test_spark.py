"""A Spark job makes what one machine makes, however the work is divided, or nothing."""

import contextlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import generate
import pytest
from tests.acceptance.running import examples

from trialgraph import names
from trialgraph.bulk import spark
from trialgraph.bulk.spark_folder import address_of
from trialgraph.check.finding_graphs import finding_graph
from trialgraph.cli import main
from trialgraph.errors import BadParameter, ExtraMissing, JobStopped, UnreadablePath
from trialgraph.ingest.run import ingest
from trialgraph.store import open_reader

TWO_WORKERS = ("--master", "local[2]")
PATIENCE_SECONDS = 240.0


@dataclass(frozen=True)
class OneMachine:
    """What an ingest on one machine makes of the corpus.

    Attributes:
        lines: of its report, as JSON gives them.
        quads: sorted, of the documents and their findings.
    """

    lines: list[dict[str, object]]
    quads: list[bytes]


@pytest.fixture(scope="module", autouse=True)
def _quick_java() -> Iterator[None]:
    """Want Spark and Java; have Java begin fast, since each job here is short."""
    missing = [
        *(["pyspark (the extra spark)"] if importlib.util.find_spec("pyspark") is None else []),
        *(["java"] if shutil.which("java") is None else []),
    ]
    if missing:
        reason = f"not installed: {', '.join(missing)}"
        if os.environ.get("TRIALGRAPH_REQUIRE_SYSTEM_PARTS"):
            pytest.fail(reason)
        pytest.skip(reason)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        yield


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of studies in lines, files and archives, some twice, some broken."""
    folder = tmp_path_factory.mktemp("in put")
    lines = folder / "registry.jsonl"
    generate.main(["--number", "30", "--out", str(lines)])
    with lines.open("ab") as more:
        more.write(b"\n  \r\n17\n" + lines.read_bytes().splitlines()[3] + b"\r\n{broken\n")
    generate.main(["--number", "3", "--first", "90", "--out", str(folder / "three.jsonl.gz")])
    generate.main(["--number", "1", "--first", "95", "--out", str(folder / "one.NDJSON")])
    generate.main(["--number", "40", "--events", "0.2", "--each", "--out", str(folder / "z [1]")])
    generate.main(["--number", "8", "--kind", "pubmed", "--out", str(folder / "b#c%20.xml")])
    with zipfile.ZipFile(folder / "old.zip", "w") as archive:
        for number, (name, line) in enumerate(
            generate.registry(generate.read_options([]), 70).lines
        ):
            archive.writestr(f"{number}/{name}", line)
        archive.writestr("../leaves.json", "{}")
        archive.writestr("picture.bin", b"\x00\x01")
    (folder / "blank.jsonl").write_bytes(b"\n \n")
    for file in examples():
        shutil.copy(file, folder)
    return folder


@pytest.fixture(scope="module")
def one_machine(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> OneMachine:
    store = tmp_path_factory.mktemp("here") / "store"
    lines = list(ingest([corpus], store))
    with open_reader(store) as reader:
        held = [entry.identifier for entry in reader.entries() if entry.state == "stored"]
        graphs = [name for one in held for name in (names.document(one), finding_graph(one))]
        quads = sorted(line for name in graphs for line in _lines(reader.graph(name)))
    return OneMachine([json.loads(json.dumps(_fields(line))) for line in lines], quads)


def _fields(line: object) -> dict[str, object]:
    return {name: getattr(line, name) for name in ("source", "identifier", "outcome", "code")}


def _lines(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


def quads_in(output: Path) -> list[bytes]:
    """Return the sorted lines of all parts of the statements."""
    return sorted(line for one in output.glob("quads/*.nq") for line in _lines(one.read_bytes()))


def report_in(output: Path) -> bytes:
    """Return the parts of the report one after the other."""
    return b"".join(one.read_bytes() for one in sorted(output.glob("report/*.jsonl")))


def command(corpus: Path, output: Path, *options: str) -> list[str]:
    return ["bulk", "spark", "--input", str(corpus), "--output", str(output), *options]


@pytest.fixture(scope="module")
def killed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output of a job that was killed while it wrote."""
    output = tmp_path_factory.mktemp("out") / "put"
    words = [sys.executable, "-m", "trialgraph", *command(corpus, output, *TWO_WORKERS)]
    job = subprocess.Popen(words, start_new_session=True, stderr=subprocess.DEVNULL)
    end = time.monotonic() + PATIENCE_SECONDS
    while not (output / "_unfinished").exists() and job.poll() is None and time.monotonic() < end:
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(job.pid, signal.SIGKILL)
    assert job.wait() == -signal.SIGKILL
    return output


@pytest.fixture(scope="module")
def done(killed: Path, corpus: Path) -> Path:
    """Return the output of a job with two workers, in the place of one that was killed."""
    assert main(command(corpus, killed, "--partitions", "3", "--json", *TWO_WORKERS)) == 1
    return killed


def test_a_job_that_was_killed_leaves_nothing_that_looks_complete(killed: Path) -> None:
    assert {one.name for one in killed.iterdir()} == {"_unfinished"}
    assert not list(killed.rglob("*.nq"))


def test_two_workers_make_what_one_machine_makes(done: Path, one_machine: OneMachine) -> None:
    assert quads_in(done) == one_machine.quads
    lines = [json.loads(line) for line in report_in(done).splitlines()]
    assert [{name: line[name] for name in one_machine.lines[0]} for line in lines] == (
        one_machine.lines
    )
    ends = {str(line["outcome"]) for line in lines}
    assert ends == {"stored", "unchanged", "unreadable"}
    assert any("a later one is held" in str(line["message"]) for line in lines)
    assert (done / "_SUCCESS").exists()
    assert not (done / "_unfinished").exists()


def test_the_division_changes_nothing_but_the_parts(
    done: Path, corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = (quads_in(done), report_in(done), len(list(done.glob("quads/*.nq"))))
    capfd.readouterr()
    assert main(command(corpus, done, "--partitions", "5", "--master", "local[1]", "--json")) == 1
    told = json.loads(capfd.readouterr().out)
    assert (quads_in(done), report_in(done)) == before[:2]
    assert 1 < before[2] <= 3
    assert 1 < len(list(done.glob("quads/*.nq"))) <= 5
    assert told["quads"] == len(before[0])
    assert sum(told["outcomes"].values()) == before[1].count(b"\n")


def test_a_machine_with_another_version_stops_the_job(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark, "versions", lambda: "of another year")
    with pytest.raises(JobStopped, match="wanted of another year"):
        spark.run(str(corpus), str(tmp_path / "out"), tmp_path, master="local[1]")
    assert not (tmp_path / "out" / "_SUCCESS").exists()
    assert not (tmp_path / "out" / "quads").exists()


def test_what_cannot_be_done_is_refused_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "strange").mkdir()
    (tmp_path / "strange" / "letter.txt").write_text("dear", encoding="utf-8")
    monkeypatch.setattr(spark, "MOST_WHOLE", 3)
    _refused(folder, tmp_path / "out", tmp_path, UnreadablePath, "found no file below")
    (folder / "a.txt").write_text("long", encoding="utf-8")
    _refused(folder, tmp_path / "strange", tmp_path, BadParameter, "letter.txt")
    _refused(folder, tmp_path / "out", tmp_path, BadParameter, "found 4 bytes")
    _refused(folder, folder / "out", tmp_path, BadParameter, "below the input")
    _refused(tmp_path / "no", tmp_path / "out", tmp_path, UnreadablePath, "nothing is there")


def _refused(source: Path, output: Path, store: Path, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        spark.run(str(source), str(output), store, master="local[1]")


def test_without_spark_or_java_it_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(ExtraMissing, match="found no Java"), spark.session():
        pass
    monkeypatch.setitem(sys.modules, "pyspark", None)
    assert main(command(tmp_path, tmp_path.parent / "out")) == 1
    assert "pip install 'trialgraph[spark]'" in capfd.readouterr().err


def test_an_address_is_left_as_it_is() -> None:
    assert address_of("s3a://bucket/in/") == "s3a://bucket/in"
    assert address_of("/a b") == "file:///a b"
