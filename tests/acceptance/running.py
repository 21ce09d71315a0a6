"""Runs the product as a person does, in this process or in one of its own."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from trialgraph.assets import room
from trialgraph.cli import main

TRIALGRAPH = [sys.executable, "-W", "error", "-m", "trialgraph"]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


def run(*arguments: str | Path, store: Path | None = None) -> Ended:
    """Run a command in this process."""
    where = [] if store is None else ["--store", str(store)]
    out, err = io.BytesIO(), io.BytesIO()
    with (
        io.TextIOWrapper(out, "utf-8", newline="") as out_text,
        io.TextIOWrapper(err, "utf-8", newline="") as err_text,
        redirect_stdout(out_text),
        redirect_stderr(err_text),
    ):
        status = main([*map(str, arguments), *where])
        out_text.flush()
        err_text.flush()
        return Ended(status, out.getvalue().decode(), err.getvalue().decode())


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """Start a command in a process of its own."""
    return subprocess.Popen(
        [*TRIALGRAPH, *map(str, arguments)],
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def examples() -> list[Path]:
    """Return the bundled documents."""
    return sorted(Path(str(file)) for file in room("examples").iterdir())


def example(words: str) -> Path:
    """Return the one bundled document with these words in its name."""
    (found,) = (file for file in examples() if words in file.name)
    return found
