"""Work is done in its order, by one process or several; one that ends is told of."""

import gc
import os
from collections.abc import Iterator
from itertools import count

import pytest

from trialgraph.bulk.pool import pool
from trialgraph.errors import WorkerLost

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


@pytest.mark.parametrize("jobs", [1, 2])
def test_cycles_are_looked_for_less_often_while_there_is_work(jobs: int) -> None:
    usual = gc.get_threshold()
    with pool(jobs, prepare, 3) as workers:
        (at_work,) = workers.each(threshold, [0])
    assert at_work > usual[0]
    assert gc.get_threshold() == usual
