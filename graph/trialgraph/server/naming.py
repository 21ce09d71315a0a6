"""Has what is made ready for each version made, in a process of its own: names, first rows.

Until it is there, that of the version before answers; a version that is followed by another
one soon is passed over.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from trialgraph.catalogue.prepared import is_prepared
from trialgraph.errors import StoreError
from trialgraph.store import Place, current_version

_LOOK_SECONDS = 1.0
_LOOK_ELSEWHERE_SECONDS = 60.0  # at a store on another server
_SHARE = 3  # times as long as making took, nothing is made: a quarter of one processor


@asynccontextmanager
async def naming(place: Place) -> AsyncIterator[None]:
    """Have indexes made while this is entered."""
    watching = asyncio.get_running_loop().create_task(_watch(place))
    try:
        yield
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


async def _watch(place: Place) -> None:
    """Have indexes made, one after the other."""
    loop = asyncio.get_running_loop()
    usual = _LOOK_SECONDS if isinstance(place, Path) else _LOOK_ELSEWHERE_SECONDS
    seen = 0
    while True:
        pause = usual
        version = await run_in_threadpool(_newest, place)
        if version > seen:
            begin = loop.time()
            if not await run_in_threadpool(is_prepared, place):
                await _made(place)
            seen = version
            pause = max(pause, _SHARE * (loop.time() - begin))
        await asyncio.sleep(pause)


def _newest(place: Place) -> int:
    """Return the newest version, 0 while the store does not tell."""
    try:
        return current_version(place)
    except StoreError:  # requests are told; here it is tried again
        return 0


async def _made(place: Place) -> None:
    """Run the process that makes the newest index; it is killed when this is cancelled."""
    nothing = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "trialgraph.catalogue.prepared", str(place)),
        stdin=nothing,
        stdout=nothing,
        stderr=nothing,
    )
    try:
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
