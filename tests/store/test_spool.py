"""What waits for a slow reader comes out as it went in, and takes no more room than there is."""

import asyncio
import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialgraph.store.spool import Room, Spool


def _files() -> set[str]:
    """Return the files without a name that this process holds open."""
    found = set()
    for one in Path("/proc/self/fd").iterdir():
        try:
            target = str(one.readlink())
        except FileNotFoundError:
            continue  # the listing itself
        if "(deleted)" in target:
            found.add(f"{one.name} {target}")
    return found


@given(st.lists(st.one_of(st.none(), st.binary(min_size=1, max_size=200_000)), max_size=12))
def test_pieces_come_out_whole_and_in_order(moves: list[bytes | None]) -> None:
    async def moved() -> tuple[bytes, int]:
        room = Room(10_000_000)
        out = b""
        with Spool(room, held=50_000) as spool:
            for move in moves:
                if move is not None:
                    await spool.put(move)
                elif len(out) < sum(len(one) for one in moves[: moves.index(move)] if one):
                    out += await spool.take()
            spool.end()
            while piece := await spool.take():
                out += piece
        return out, room.octets

    out, left = asyncio.run(moved())
    assert out == b"".join(one for one in moves if one)
    assert left == 10_000_000


def test_what_is_beyond_memory_is_on_disk_and_gone_afterwards() -> None:
    async def kept() -> tuple[int, int, set[str]]:
        room = Room(1_000_000)
        before = _files()
        with Spool(room, held=1_000) as spool:
            await spool.put(b"a" * 1_000)
            await spool.put(b"b" * 600_000)
            return 1_000_000 - room.octets, len(_files() - before), before

    used, files, before = asyncio.run(kept())
    assert (used, files) == (600_000, 1)
    assert _files() == before


def test_without_room_on_disk_the_writer_waits_for_the_reader() -> None:
    async def waited() -> bool:
        with Spool(Room(0), held=1_000) as spool:
            await spool.put(b"a" * 1_000)
            putting = asyncio.create_task(spool.put(b"b"))
            await asyncio.sleep(0)
            is_waiting = not putting.done()
            assert await spool.take() == b"a" * 1_000
            await putting
            assert await spool.take() == b"b"
            return is_waiting

    assert asyncio.run(waited())


def test_a_piece_larger_than_memory_goes_through_all_the_same() -> None:
    async def through() -> bytes:
        with Spool(Room(0), held=10) as spool:
            await spool.put(b"a" * 1_000)
            return await spool.take()

    assert len(asyncio.run(through())) == 1_000


def test_an_error_comes_behind_what_was_made_before_it() -> None:
    async def ended() -> None:
        with Spool(Room()) as spool:
            await spool.put(b"a")
            spool.end(ZeroDivisionError())
            assert await spool.take() == b"a"
            with pytest.raises(ZeroDivisionError):
                await spool.take()

    asyncio.run(ended())


def test_a_full_disk_is_told_to_the_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "no space left")

    async def put() -> None:
        with Spool(Room(), held=1) as spool:
            await spool.put(b"a")
            with pytest.raises(OSError, match="no space"):
                await spool.put(b"b")

    monkeypatch.setattr(os, "pwrite", full)
    asyncio.run(put())
