"""What a server's own bulk loader brought in is published, and is the same export."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.store.remote.servers import Served, oxigraph

from trialgraph.cli import main

EXAMPLES = Path(__file__).parents[3] / "examples" / "documents"


@pytest.fixture
def exported(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Path:
    """Return the export of a directory with the examples, which stands beside it."""
    assert main(["ingest", str(EXAMPLES), "--store", str(tmp_path / "here")]) == 0
    capfdbinary.readouterr()
    assert main(["export", "--store", str(tmp_path / "here")]) == 0
    file = tmp_path / "all.nq"
    file.write_bytes(capfdbinary.readouterr().out)
    return file


def published(served: Served, file: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Publish what a server has loaded, and compare it with what was given to it."""
    store = ["--store", str(served.address)]
    assert main(["load", "--kept", str(file.with_name("here")), *store]) == 0
    capfdbinary.readouterr()
    assert main(["export", *store]) == 0
    assert capfdbinary.readouterr().out == file.read_bytes()
    assert main(["check", "--quotes", *store]) == 0


def test_what_oxigraph_loaded_is_published(
    exported: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    command = str(Path(sys.executable).with_name("oxigraph"))
    folder = tmp_path / "server-data"
    arguments = ["load", "--location", str(folder), "--file", str(exported)]
    subprocess.run([command, *arguments], check=True, capture_output=True)
    with oxigraph(folder) as served:
        served.set_in(monkeypatch, tmp_path / "state")
        published(served, exported, capfdbinary)


@pytest.mark.parametrize("served", ["virtuoso"], indirect=True)
def test_what_virtuoso_loaded_is_published(
    exported: Path, served: Served, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    shutil.copy(exported, served.folder)
    command = shutil.which("isql-vt")
    assert command, "Debian's Virtuoso has isql-vt beside it"
    loading = "ld_dir('.', '*.nq', 'http://none'); rdf_loader_run(); checkpoint;"
    arguments = [f"127.0.0.1:{served.sql}", served.user, served.user, f"exec={loading}"]
    subprocess.run([command, *arguments], check=True, capture_output=True)
    published(served, exported, capfdbinary)
