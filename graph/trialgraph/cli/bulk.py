"""Commands for whole registries: bulk load."""

import json
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trialgraph.cli.files import refuse_empty, refuse_unwritable, unwritable
from trialgraph.cli.options import DEFAULT_STORE, AsJson, StorePath, on_this_machine
from trialgraph.cli.talk import say_json, say_line, status_of, tell
from trialgraph.errors import BadParameter, UnreadablePath

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from trialgraph.bulk.report import Progress, Report
    from trialgraph.ingest.lines import IngestLine

_EVERY_SECONDS = 5.0
_DAY = 10


def load(  # noqa: PLR0913 - one option a question that a person may have
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders, archives.")
    ],
    *,
    jobs: Annotated[
        int, typer.Option("--jobs", min=0, help="Processes that read; 0: one a processor.")
    ] = 0,
    since: Annotated[
        str, typer.Option("--since", help="Leave records that are held and older than this day.")
    ] = "",
    remove_missing: Annotated[
        bool, typer.Option("--remove-missing", help="Take out what is held and did not come.")
    ] = False,
    remove_at_most: Annotated[
        float, typer.Option("--remove-at-most", min=0, max=1, help="Share that may be taken out.")
    ] = 0.1,
    report: Annotated[
        Path | None, typer.Option("--report", help="File for what was done, JSON.")
    ] = None,
    store: StorePath = DEFAULT_STORE,
    as_json: AsJson = False,
) -> None:
    """Bring a whole registry into the store, with several processes; killed, it goes on."""
    from trialgraph.bulk.processors import processors
    from trialgraph.bulk.report import Report
    from trialgraph.bulk.run import Options, bulk_load

    for path in paths:
        refuse_empty(path)
    place = on_this_machine(store)
    options = Options(jobs or processors(), _day(since), remove_missing, remove_at_most)
    if report is not None:
        refuse_unwritable(report)
    done = Report(lambda _: None)
    with _telling(done, report, as_json=as_json), _watching(as_json=as_json) as done.watch:
        bulk_load(map(Path, paths), place, options, report=done)
    raise typer.Exit(status_of(done.outcomes))


@contextmanager
def _telling(done: "Report", file: Path | None, *, as_json: bool) -> "Iterator[None]":
    """Tell in the end what was done, also before an error; a summary of what is published.

    Raises:
        UnreadablePath: the report cannot be written after all.
    """
    try:
        yield
    except KeyboardInterrupt:
        tell("trialgraph: stopped; what was loaded is kept: the same command goes on where it was")
        raise
    finally:
        for line in done.refused:
            tell(f"trialgraph: {line.source}: {line.outcome}: {line.message} [{line.code}]")
        if done.remarked:
            tell(_remarks(done.remarked, file))
        if done.version:
            _say(done, as_json=as_json)
        # A second error would hide the first.
        failed = _written(done, file) if file is not None and done.stages else None
    if failed is not None:
        raise failed


def _remarks(lines: "Sequence[IngestLine]", file: Path | None) -> str:
    """Return how many documents there is something to say of, and of the first what."""
    first, where = lines[0], file or "--report FILE"
    return (
        f"trialgraph: {len(lines):,} with a remark, such as {first.source}: {first.message}; "
        f"all of them: {where}"
    )


def _written(done: "Report", file: Path) -> UnreadablePath | None:
    """Write what was done to a file; return why it cannot be written, if so."""
    try:
        file.write_text(json.dumps(done.to_json(), indent=1, ensure_ascii=False) + "\n", "utf-8")
    except OSError as error:
        return unwritable(file, error)
    return None


def _day(words: str) -> str:
    """Return a day as it is compared.

    Raises:
        BadParameter: it is none.
    """
    from datetime import date

    try:
        return date.fromisoformat(words).isoformat() if words else ""
    except ValueError as error:
        raise BadParameter(f"found --since {words!r}, wanted a day such as 2026-01-31") from error


def _say(done: "Report", *, as_json: bool) -> None:
    """Print what was done."""
    if as_json:
        say_json(done.to_json())
        return
    for outcome, count in sorted(done.outcomes.items()):
        say_line(f"{outcome}: {count:,}")
    for name, stage in done.stages.items():
        rate = f", {stage.things / stage.seconds:,.1f} a second" if stage.things else ""
        say_line(
            f"{name}: {stage.things:,} in {stage.seconds:,.1f} s{rate}, {stage.cpu:,.1f} s CPU"
        )


@contextmanager
def _watching(*, as_json: bool) -> "Iterator[Callable[[Progress], None]]":
    """Give what is told of progress: a bar for a person, lines on stderr for a program."""
    if as_json:
        yield _lines()
    elif sys.stderr.isatty():
        with _bar() as watch:
            yield watch
    else:
        yield lambda _: None


def _lines() -> "Callable[[Progress], None]":
    """Return what writes a line of JSON now and then."""
    last = 0.0

    def watch(progress: "Progress") -> None:
        nonlocal last
        if time.monotonic() - last >= _EVERY_SECONDS:
            last = time.monotonic()
            sys.stderr.write(json.dumps(progress.to_json()) + "\n")

    return watch


@contextmanager
def _bar() -> "Iterator[Callable[[Progress], None]]":
    """Give what draws a bar a stage, with its rate and the time that is left."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, TaskID, TextColumn
    from rich.progress import Progress as Bars

    columns = (
        *Bars.get_default_columns(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as drawn:
        shown: dict[tuple[str, bool], TaskID] = {}

        def watch(one: "Progress") -> None:
            bar, counted = (one.stage, one.total is not None), (one.stage, True)
            if bar != counted and counted in shown:
                # There is more than was counted, and a bar that has a total cannot lose it.
                drawn.remove_task(shown.pop(counted))
            if bar not in shown:
                shown[bar] = drawn.add_task(one.stage, total=one.total, rate="")
            drawn.update(shown[bar], completed=one.done, rate=f"{one.rate:,.1f}/s")

        yield watch
