"""A limit is set to a value that makes sense, or the service does not start."""

from collections.abc import Callable
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

import pytest
from tests.cli.conftest import Ended

from trialgraph.cli.limiting import OF_CHANGES, limits_of, names
from trialgraph.server import Settings
from trialgraph.store.limits import Dataset, Limits
from trialgraph.store.worker import QueryWorker
from trialgraph.store.write_limits import WriteLimits

Run = Callable[..., Ended]
MANUAL = (Path(__file__).parents[2] / "docs" / "reference" / "commands.md").read_text("utf-8")


@pytest.mark.parametrize(
    "given",
    [
        *("memory=1", "octets=10", "seconds=0", "seconds=0.0", "seconds=1e9999", "rows=1.5"),
        *("seconds=nan", "seconds=-1", "seconds=inf", "seconds=", "seconds", "depth=100000000"),
        *("rows=99999999999999999999999999", f"memory={'9' * 400}", "seconds=3601", "rows=0"),
        *("change_memory=1", "change_seconds=0", "change_uploads=0", "change_octets=" + "9" * 30),
        *("change_rows=3", "change_=3", "minutes=3", "=3", "", "seconds=1 0", "seconds=１"),
    ],
)
def test_a_limit_out_of_its_range_is_wrong_use(run: Run, given: str) -> None:
    ended = run("serve", "--limit", given)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("trialgraph: found ")
    assert "wanted " in ended.err
    assert ended.err.endswith("[bad-parameter]\n")


def test_the_range_is_told(run: Run) -> None:
    assert (
        "found seconds=0, wanted a number from 0.1 to 3600.0; "
        in run("serve", "--limit", "seconds=0").err
    )
    assert "wanted a whole number from 1 to 1000000000; " in run("serve", "--limit", "rows=2.5").err


def test_limits_of_queries_and_of_changes_are_set(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Settings] = []
    monkeypatch.setattr("trialgraph.server.serve", lambda settings, _: served.append(settings))
    given = ("seconds=2.5", "rows=7", "change_seconds=9", "change_uploads=3")
    ended = run("serve", *(word for one in given for word in ("--limit", one)))
    assert (ended.status, served) == (
        0,
        [
            Settings(
                store,
                limits=Limits(seconds=2.5, rows=7),
                write_limits=WriteLimits(seconds=9.0, uploads=3),
            )
        ],
    )


def test_every_usual_value_lies_within_its_range() -> None:
    usual = asdict(Limits()) | {
        f"{OF_CHANGES}{name}": value for name, value in asdict(WriteLimits()).items()
    }
    assert set(usual) == set(names())
    outside = [name for name, of in names().items() if not of.holds(Decimal(str(usual[name])))]
    assert outside == []


@pytest.mark.parametrize("name", list(names()))
def test_both_ends_of_a_range_can_be_set(name: str) -> None:
    for end in (names()[name].lowest, names()[name].highest):
        queries, changes = limits_of([f"{name}={end}"])
        values = asdict(changes) if name.startswith(OF_CHANGES) else asdict(queries)
        assert Decimal(str(values[name.removeprefix(OF_CHANGES)])) == end


def test_queries_are_answered_at_the_lowest_limits_of_size(store: Path) -> None:
    ranges = names()
    limits, _ = limits_of(
        [f"{name}={ranges[name].lowest}" for name in ("memory", "octets", "length", "tokens")]
    )
    with QueryWorker(store, limits) as worker:
        answer = worker.answer("ASK { ?s ?p ?o }", "json", Dataset())
    assert b"true" in answer.content


def test_the_manual_has_every_limit_with_its_range() -> None:
    section = MANUAL.split("## serve\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line[:3] == "| `"]
    written = {name.strip("`"): (Decimal(low), Decimal(high)) for name, _, low, high in rows}
    assert written == {name: (of.lowest, of.highest) for name, of in names().items()}
