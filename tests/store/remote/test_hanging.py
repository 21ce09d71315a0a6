"""A store's server that does not answer: requests end in time, and nothing else waits for them."""

import signal
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

import httpx
import pytest
from tests.server.conftest import listening
from tests.server.test_waiting import until
from tests.serving import free_ports, running
from tests.store.conftest import GRAPH, numbered

from trialgraph.errors import QueryStopped, StoreUnreachable
from trialgraph.server import Settings, create_app
from trialgraph.server.bounded import BoundedReader
from trialgraph.store import Address, create_or_open, open_reader
from trialgraph.store.allowance import allowing, is_over, seconds_given, seconds_left
from trialgraph.store.limits import Form, Limits
from trialgraph.store.remote.copying import Copy

SECONDS = 1.0
LONGER = 2.0  # so that a machine that is busy can answer meanwhile
AT_ONCE = 12  # more than are answered at the same time
HTML = {"accept": "text/html"}
LINE = "<a:s> <a:p> <a:o> <a:g> .\n"


@dataclass(frozen=True, slots=True)
class Stopping:
    """A server whose process can be stopped for a while."""

    address: Address
    process: Popen[bytes]

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Have it take connections and answer nothing."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stopping]:
    """Run the Rust server over a store of three numbers."""
    for name in ("USER", "PASSWORD", "SECONDS"):
        monkeypatch.delenv(f"TRIALGRAPH_STORE_{name}", raising=False)
    monkeypatch.setenv("TRIALGRAPH_STATE", str(tmp_path / "state"))
    (port,) = free_ports(1)
    place = ["--location", str(tmp_path / "quads"), "--bind", f"127.0.0.1:{port}"]
    command = [str(Path(sys.executable).with_name("oxigraph")), "serve", *place]
    url = f"http://127.0.0.1:{port}/query"
    with running(command, f"{url}?query=ASK%20%7B%7D") as process:
        with create_or_open(Address(url)) as writer:
            writer.replace_graphs({GRAPH: numbered(3)})
            writer.publish()
        yield Stopping(Address(url), process)


def unasked(query: str, form: Form, seconds: float) -> tuple[int, bytes]:
    """Stand for the workers, which are not asked."""
    raise AssertionError(query, form, seconds)


def test_the_service_lives_while_a_servers_silence_ends_requests_in_time(server: Stopping) -> None:
    settings = Settings(server.address, limits=Limits(seconds=LONGER))
    with (
        listening(create_app(settings)) as at,
        httpx.Client(base_url=at, timeout=60) as client,
        ThreadPoolExecutor(AT_ONCE) as threads,
    ):
        assert client.get("/readyz").status_code == 200
        with server.silent():
            begin = time.monotonic()
            paths = ["/api/v1/questions/registration-ids?trial=x", "/api/v1/trials?limit=7"]
            slow = [threads.submit(client.get, paths[n % 2]) for n in range(AT_ONCE)]
            page = threads.submit(client.get, "/trials?phase=3", headers=HTML)
            for _ in range(20):
                assert client.get("/healthz", timeout=LONGER).status_code == 200
            assert {one.result().status_code for one in slow} <= {503, 504}
            assert page.result().status_code in {503, 504}
            assert page.result().headers["content-type"].startswith("text/html")
            assert client.get("/readyz").status_code in {503, 504}
            assert time.monotonic() - begin < 30 * LONGER
        until(lambda: client.get("/api/v1/trials").status_code == 200)


def test_what_a_request_asks_has_the_time_of_the_request_together(server: Stopping) -> None:
    with open_reader(server.address) as reader, server.silent():
        bounded = BoundedReader(reader, unasked, Limits(seconds=SECONDS))
        begin = time.monotonic()
        for _ in range(3):
            with pytest.raises(QueryStopped, match="took over 1 seconds; narrow it") as stopped:
                bounded.select("SELECT ?n { ?s :start ?n }")
            assert stopped.value.limit == "time"
        assert time.monotonic() - begin < 10 * SECONDS


@pytest.mark.parametrize(
    ("limits", "limit"), [(Limits(rows=2), "rows"), (Limits(octets=1000), "octets")]
)
def test_an_answer_from_elsewhere_is_no_larger_than_one_from_here(
    server: Stopping, limits: Limits, limit: str
) -> None:
    values = " ".join(f'"{n:040}"' for n in range(99))
    with open_reader(server.address) as reader:
        bounded = BoundedReader(reader, unasked, limits)
        assert len(bounded.select("SELECT ?n { VALUES ?n { 1 2 } }")) == 2
        with pytest.raises(QueryStopped) as stopped:
            bounded.select(f"SELECT ?n {{ VALUES ?n {{ {values} }} }}")
    assert stopped.value.limit == limit


def test_a_copy_is_made_once_for_all_who_wait() -> None:
    begun, more = threading.Semaphore(0), threading.Event()

    def lines() -> Iterator[str]:
        begun.release()
        more.wait(30)
        yield LINE

    copy = Copy(lines)
    with ThreadPoolExecutor(3) as threads:
        waiting = [threads.submit(copy.quads) for _ in range(3)]
        assert begun.acquire(timeout=30)
        with allowing(0.01), pytest.raises(QueryStopped, match="still being copied"):
            copy.quads()
        more.set()
        (quads,) = {id(one.result()) for one in waiting}
    assert id(copy.quads()) == quads
    assert not begun.acquire(blocking=False)
    copy.forget()
    assert len(copy.quads()) == 1
    assert begun.acquire(blocking=False)


@pytest.mark.parametrize("failure", [StoreUnreachable("gone"), OSError("no room")])
def test_a_copy_that_failed_is_begun_again(failure: Exception) -> None:
    failures = [failure]

    def lines() -> Iterator[str]:
        if failures:
            raise failures.pop()
        yield LINE

    copy = Copy(lines)
    with pytest.raises(type(failure)):
        copy.quads()
    assert len(copy.quads()) == 1


def test_a_copy_that_is_forgotten_comes_no_further() -> None:
    begun, more = threading.Event(), threading.Event()

    def lines() -> Iterator[str]:
        begun.set()
        more.wait(30)
        yield LINE

    copy = Copy(lines)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(copy.quads)
        assert begun.wait(30)
        copy.forget()
        more.set()
        with pytest.raises(QueryStopped, match="not wanted any more"):
            waiting.result()


def test_no_inner_allowance_is_longer_than_the_outer_one() -> None:
    assert seconds_left(7) == seconds_given(7) == 7
    with allowing(0.0), allowing(60):
        assert is_over()
        assert seconds_given(7) == 0
        with pytest.raises(TimeoutError):
            seconds_left(7)
    assert not is_over()
