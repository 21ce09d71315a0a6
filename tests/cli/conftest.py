"""A small store and a way to run commands in this process."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.small_store import build
from typer.testing import CliRunner

from trialgraph.cli import app

Run = Callable[..., "Ended"]


class Ended:
    """How a command ended: its exit status and what it wrote."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small store; no command may change it."""
    return build(tmp_path_factory.mktemp("cli") / "store")


@pytest.fixture
def run(store: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ended]:
    """Return a way to run a command on the small store."""
    monkeypatch.setenv("TRIALGRAPH_STORE", str(store))

    def put(*arguments: str, stdin: str | bytes | None = None) -> Ended:
        result = CliRunner().invoke(app, arguments, input=stdin, catch_exceptions=False)
        return Ended(result.exit_code, result.stdout, result.stderr)

    return put
