"""A program of a user is checked by its types: mypy, strict."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOMS = Path(__file__).parents[2] / "graph"
PROGRAM = """
from decimal import Decimal
from typing import assert_type

import trialgraph
from trialgraph.notebook import IRI, Effects, Passage, Rows, Store

with trialgraph.open("my-store") as store:
    assert_type(store, Store)
    found = store.effects(adds="pertuzumab", endpoint=["OS", "PFS"])
    assert_type(found, Effects)
    for one in found:
        assert_type(one.value, Decimal | None)
        assert_type(one.total_events, int | None)
        assert_type(one.is_decisive, bool | None)
        assert_type(one.reservations, tuple[str, ...])
        assert_type(one.iri, IRI)
        assert_type(one.passages, tuple[Passage, ...])
    assert_type(store.query("ASK {}"), Rows)
    assert_type(store.trial("X").effects, Effects)
"""
WRONG = PROGRAM.replace('adds="pertuzumab"', 'add="pertuzumab"')


@pytest.mark.parametrize(("program", "complaint"), [(PROGRAM, ""), (WRONG, '"add"')])
def test_types_hold(program: str, complaint: str, tmp_path: Path) -> None:
    if find_spec("mypy") is None:
        pytest.skip("mypy is not installed: it belongs to the group lint")
    file = tmp_path / "program.py"
    file.write_text(program, encoding="utf-8")
    options = ["--strict", "--config-file=", "--cache-dir", str(tmp_path / "cache")]
    # The libraries behind are none of the program's: only our own types are looked at.
    command = [sys.executable, "-m", "mypy", *options, "--follow-imports=silent", str(file)]
    environment = os.environ | {"MYPYPATH": str(ROOMS)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert complaint in done.stdout
    assert (done.returncode == 0) == (not complaint), done.stdout
