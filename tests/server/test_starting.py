"""What a service needs of its machine is had before it says that it serves, or told truly."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
import uvicorn

from trialgraph.errors import AddressInUse, BadParameter
from trialgraph.server import Settings, serve
from trialgraph.server.starting import address_of, listen, place_for_backups


def refused(store: Path, *options: str) -> tuple[int, str]:
    """Return how a service ended that did not start, and its one line."""
    command = [sys.executable, "-P", "-m", "trialgraph", "serve", "--store", str(store), *options]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1, ended.stderr
    return ended.returncode, ended.stderr


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-name.invalid", "", "::2", "a" * 80 + ".b"])
def test_an_address_that_this_machine_has_not_is_told(store: Path, host: str) -> None:
    status, said = refused(store, "--host", host, "--port", "0")
    assert (status, said[-16:]) == (2, "[bad-parameter]\n")
    assert f"found the host {host!r}" in said


def test_a_port_that_is_taken_is_told_and_nothing_is_served(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, said = refused(store, "--port", str(port))
        with pytest.raises(AddressInUse, match=f"listens at 127.0.0.1:{port} already"):
            listen("127.0.0.1", port)
    assert (status, said[-17:]) == (5, "[address-in-use]\n")


def test_a_port_that_this_user_may_not_have_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> socket.socket:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("socket.create_server", forbidden)
    with pytest.raises(BadParameter, match=r"may not listen at 127\.0\.0\.1:80 .*; choose one"):
        listen("127.0.0.1", 80)


def test_a_log_that_cannot_be_written_is_told(store: Path, tmp_path: Path) -> None:
    log = tmp_path / "none" / "log"
    status, said = refused(store, "--port", "0", "--access-log", str(log))
    assert (status, said[-16:]) == (2, "[bad-parameter]\n")
    assert f"for the access log {log}, wanted a file in a directory that is there" in said


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("file", "'File exists'"),
        ("none/kept", "'No such file or directory'"),
        ("store/kept", "inside the store"),
        ("store", "inside the store"),
    ],
)
def test_a_place_for_backups_that_is_none_is_told(tmp_path: Path, place: str, why: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadParameter, match=f"found .*{why}.*wanted .*; name another"):
        place_for_backups(tmp_path / place, tmp_path / "store")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file"]


def test_a_new_place_for_backups_is_nobody_elses(tmp_path: Path) -> None:
    assert place_for_backups(tmp_path / "kept", tmp_path / "store") == tmp_path / "kept"
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o700


def test_the_address_is_told_once_it_is_bound(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[socket.socket] = []
    told: list[str] = []

    def run(_: object, sockets: list[socket.socket]) -> None:
        served.extend(one.dup() for one in sockets)

    monkeypatch.setattr(uvicorn.Server, "run", run)
    serve(Settings(store, port=0), told.append)
    with served[0] as bound:
        assert told == [f"http://127.0.0.1:{bound.getsockname()[1]}/"]


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
def test_an_address_of_version_6_stands_in_brackets() -> None:
    with listen("::1", 0) as bound:
        assert address_of(bound) == f"http://[::1]:{bound.getsockname()[1]}/"
