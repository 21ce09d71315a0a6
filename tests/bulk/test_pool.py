"""Work is done in its order, by one process or several; one that ends is told of."""

import gc
import os
import signal
from collections.abc import Iterator
from itertools import count

import pytest

from trialgraph.bulk import pool as room
from trialgraph.bulk.pool import pool
from trialgraph.errors import StoreFormat, WorkerLost

_PREPARED: list[int] = []


def prepare(by: int) -> None:
    _PREPARED[:] = [by]


def times(number: int) -> int:
    return number * _PREPARED[0]


def end(number: int) -> int:
    os._exit(number)


def threshold(generation: int) -> int:
    return gc.get_threshold()[generation]


def drawn(asked: list[int]) -> Iterator[int]:
    for number in count():
        asked.append(number)
        yield number


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    with pool(jobs, prepare, 3) as workers:
        assert list(workers.each(times, range(50))) == [3 * one for one in range(50)]
        assert workers.is_apart == (jobs > 1)


def test_no_more_is_begun_than_can_be_taken() -> None:
    asked: list[int] = []
    with pool(2, prepare, 3) as workers:
        results = workers.each(times, drawn(asked))
        assert next(results) == 0
        assert len(asked) <= 192


def test_a_process_that_ends_is_told_of() -> None:
    with pool(2, prepare, 3) as workers, pytest.raises(WorkerLost, match="fewer --jobs"):
        list(workers.each(end, range(2)))


def test_large_tasks_wait_in_smaller_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_OCTETS_UNDER_WAY", 100)
    asked: list[int] = []
    with pool(2, prepare, 3) as workers:
        results = workers.each(times, drawn(asked), lambda _: 40)
        assert [next(results) for _ in range(20)] == [3 * one for one in range(20)]
        assert len(asked) <= 25
        # One that is larger than all that may wait is done all the same.
        assert list(workers.each(times, [1, 2, 3], lambda _: 1_000)) == [3, 6, 9]


def refuse(words: str) -> None:
    raise StoreFormat(words)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_keeps_a_process_from_being_prepared_is_told(jobs: int) -> None:
    with pytest.raises(StoreFormat, match="no store"), pool(jobs, refuse, "no store") as workers:
        list(workers.each(times, range(3)))


def disposition(_: int) -> bool:
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_who_presses_ctrl_c_stops_one_process_which_ends_the_others() -> None:
    with pool(2, prepare, 3) as workers:
        assert list(workers.each(disposition, range(4))) == [True] * 4
    assert not disposition(0)


@pytest.mark.parametrize("jobs", [1, 2])
def test_cycles_are_looked_for_less_often_while_there_is_work(jobs: int) -> None:
    usual = gc.get_threshold()
    with pool(jobs, prepare, 3) as workers:
        (at_work,) = workers.each(threshold, [0])
    assert at_work > usual[0]
    assert gc.get_threshold() == usual
