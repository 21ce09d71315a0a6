"""The commands under one name, and how they end."""

import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec

import typer

from trialgraph.cli import (
    asking,
    bulk,
    fetching,
    holding,
    keeping,
    linking,
    operating,
    pooling,
    reading,
    reviewing,
    showing,
    spreading,
    terms,
)
from trialgraph.cli.talk import status, tell_error
from trialgraph.errors import EvidenceError

P = ParamSpec("P")


def told(command: Callable[P, None]) -> Callable[P, None]:
    """Return the command with deliberate errors made one line on stderr and an exit status."""

    @wraps(command)
    def run(*args: P.args, **options: P.kwargs) -> None:
        try:
            command(*args, **options)
        except EvidenceError as error:
            tell_error(error)
            raise typer.Exit(status(error)) from error

    return run


app = typer.Typer(
    name="trialgraph",
    help="A graph of clinical-trial evidence in which every number keeps its source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (
    reading.extract,
    reading.validate,
    holding.ingest,
    holding.reread,
    holding.remove,
    holding.documents,
    linking.link,
    reviewing.review,
    fetching.sources,
    terms.terms,
    asking.ask,
    asking.effects,
    pooling.pool,
    asking.query,
    keeping.check,
    keeping.export,
    keeping.load,
    keeping.stats,
    operating.backup,
    operating.restore,
    operating.compact,
    operating.index,
    operating.doctor,
    showing.serve,
    showing.mcp,
    showing.token,
    showing.demo,
    showing.version,
):
    app.command()(told(command))

of_registries = typer.Typer(
    name="bulk",
    help="Bring whole registries in, with several processes.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
of_registries.command()(told(bulk.load))
of_registries.command()(told(spreading.spark))
of_registries.command()(told(spreading.virtuoso))
app.add_typer(of_registries)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; a closed pipe ends it quietly."""
    try:
        app(args=arguments, prog_name="trialgraph")
        sys.stdout.flush()
    except BrokenPipeError:
        _close_quietly()
        return 0
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0


def _close_quietly() -> None:
    # The interpreter flushes stdout once more when it ends; into nothing, not into an error.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
