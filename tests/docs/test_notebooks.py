"""The notebooks of the manual run on the example documents and print what they show."""

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "notebooks"
NEEDED = ("jupytext", "nbclient", "ipykernel", "pandas", "polars")


def dateless(file: Path) -> object:
    """Return a notebook without the day on which the data were published."""
    words = re.sub(r"(Data version \d+ of )\d{4}-\d\d-\d\d", r"\1DAY", file.read_text("utf-8"))
    return json.loads(words)


def test_every_notebook_shows_what_its_cells_print(tmp_path: Path) -> None:
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        pytest.skip(f"{', '.join(missing)} not installed: notebooks cannot be run")
    command = [sys.executable, str(FOLDER / "make.py"), "--to", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    shown = {file.name: dateless(file) for file in FOLDER.glob("*.ipynb")}
    assert {file.name: dateless(file) for file in tmp_path.glob("*.ipynb")} == shown
    assert "first-answer.ipynb" in shown


def test_every_notebook_has_its_source() -> None:
    sources = {file.stem for file in FOLDER.glob("*.py")} - {"make"}
    assert {file.stem for file in FOLDER.glob("*.ipynb")} == sources
