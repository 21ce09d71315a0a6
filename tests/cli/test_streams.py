"""As a process: answers on stdout, talk on stderr, statuses as documented, pipes end quietly."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from trialgraph.cli import main

TRIALGRAPH = [sys.executable, "-W", "error", "-m", "trialgraph"]


def start(*arguments: str, store: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    return subprocess.run(
        [*TRIALGRAPH, *arguments],
        env=os.environ | {"TRIALGRAPH_STORE": str(store), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_an_answer_goes_to_stdout_and_nothing_to_stderr(store: Path) -> None:
    ended = start("ask", "os-benefit-from-adding", "drug=pertuzumab", "--json", store=store)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)["question"] == "os-benefit-from-adding"


def test_a_deliberate_error_is_one_line_and_no_traceback(store: Path) -> None:
    ended = start("ask", "nothing", store=store)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (4, "", 1)


@pytest.mark.parametrize("arguments", [["nothing"], ["ask", "--nothing"], ["extract"]])
def test_wrong_use_ends_with_two(store: Path, arguments: list[str]) -> None:
    ended = start(*arguments, store=store)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Traceback" not in ended.stderr


def test_a_closed_pipe_ends_quietly(store: Path) -> None:
    command = " ".join([*TRIALGRAPH, "export", "--format", "nquads", "|", "head", "-n", "1"])
    ended = subprocess.run(
        ["/bin/sh", "-c", command],
        env=os.environ | {"TRIALGRAPH_STORE": str(store)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.stdout.count("\n") == 1
    assert ended.stderr == ""


def test_a_pipe_closed_before_anything_is_read_ends_quietly(store: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with subprocess.Popen(
        [*TRIALGRAPH, "export"],
        env=os.environ | {"TRIALGRAPH_STORE": str(store)},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        os.close(writing)
        _, talk = process.communicate(timeout=60)
    assert talk == ""


def test_the_help_is_shown_without_loading_the_rooms(store: Path) -> None:
    script = (
        "import sys; from trialgraph.cli import main; status = main(['--help'])\n"
        "loaded = {'rdflib', 'pyshacl', 'fastapi', 'pyoxigraph', 'rich'} & set(sys.modules)\n"
        "sys.exit(1 if status or loaded else 0)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert "os-benefit" not in ended.stdout
    assert store.exists()


def test_a_port_that_is_taken_is_told(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = start("serve", "--port", str(port), store=store)
    assert ended.returncode == 5
    assert "choose another with --port [address-in-use]" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_missing_store_is_told_before_the_server_starts(tmp_path: Path) -> None:
    ended = start("serve", store=tmp_path / "none")
    assert (ended.returncode, ended.stderr.count("\n")) == (4, 1)


def test_talk_is_one_line_whatever_a_file_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(tmp_path / "no\x1b[2J\nsuch file")]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "\x1b" not in said
