"""A worker and its owner notice at once when the other is gone."""

import os

import pytest

from trialgraph.store.frames import PipeClosed, TimeIsUp, receive, send


def test_a_frame_arrives_as_it_was_sent() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb", 0) as near, os.fdopen(writing, "wb") as far:
        send(far, {"status": "answered"}, b"\x00 bytes")
        assert receive(near, 1) == ({"status": "answered"}, b"\x00 bytes")


def test_a_side_that_is_gone_is_noticed() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb", 0) as near:
        os.close(writing)
        with pytest.raises(PipeClosed):
            receive(near)
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb", 0) as far, pytest.raises(PipeClosed):
        send(far, {})


def test_a_side_that_is_silent_is_waited_for_only_so_long() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb", 0) as near, os.fdopen(writing, "wb"), pytest.raises(TimeIsUp):
        receive(near, 0.01)
