"""Documents brought in and taken out over HTTP, and backups: by whom, and what is refused."""

import asyncio
import io
import os
import signal
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from starlette.types import Message
from tests.acceptance.running import example, run
from tests.server.conftest import Live
from tests.server.writing import BOMB, code, holds, update
from tests.serving import TOKEN

from trialgraph import names
from trialgraph.check.shapes import check_document
from trialgraph.server import Settings, TokenHash, create_app
from trialgraph.store import create_or_open, open_reader
from trialgraph.store.doctor import examine
from trialgraph.store.restoring import restore
from trialgraph.store.write_limits import WriteLimits

LIMITS = WriteLimits(octets=1_000_000, memory=1024**3)
HEAD = {"authorization": f"Bearer {TOKEN}"}
PATIENCE = 60
DOCUMENTS = "/admin/documents"


def fresh(place: Path) -> Path:
    """Return a store without documents."""
    with create_or_open(place / "store") as writer:
        writer.publish()
    return place / "store"


@contextmanager
def keeping(
    store: Path, live: Live, limits: WriteLimits = LIMITS, backups: Path | None = None
) -> Iterator[httpx.Client]:
    """Give a client with the token of a server."""
    settings = Settings(
        store, workers=1, token=TokenHash.of(TOKEN), write_limits=limits, backups=backups
    )
    with (
        live(create_app(settings)) as address,
        httpx.Client(base_url=address, headers=HEAD, timeout=PATIENCE) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store of most tests here."""
    return fresh(tmp_path_factory.mktemp("admin"))


@pytest.fixture(scope="module")
def backups(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where backups go."""
    return tmp_path_factory.mktemp("kept") / "backups"


@pytest.fixture(scope="module")
def keeper(store: Path, live: Live, backups: Path) -> Iterator[httpx.Client]:
    """Return a client with the token of a server over that store."""
    with keeping(store, live, backups=backups) as client:
        yield client


def text(words: str = "") -> bytes:
    """Return an abstract of its own."""
    return example("patina").read_bytes() + words.encode()


def packed(*members: bytes) -> bytes:
    """Return a zip archive."""
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, content in enumerate(members):
                archive.writestr(f"{number}.txt", content)
        return file.getvalue()


def test_an_upload_is_stored_and_the_same_bytes_change_nothing(
    keeper: httpx.Client, store: Path
) -> None:
    first = keeper.post(DOCUMENTS, content=text(), params={"name": "patina.txt"})
    line = first.json()
    assert (first.status_code, line["outcome"], line["source"]) == (201, "stored", "patina.txt")
    place = first.headers["location"]
    assert place == names.document(line["identifier"])
    assert holds(keeper, f"GRAPH <{place}> {{ ?estimate a :ReportedEstimate }}")
    again = keeper.post(DOCUMENTS, content=text(), headers={"content-type": "text/plain"})
    assert (again.status_code, again.json()["outcome"]) == (200, "unchanged")
    assert again.headers["location"] == place
    with open_reader(store) as reader:
        assert reader.version == int(first.headers["data-version"])
        (entry,) = [e for e in reader.entries() if e.identifier == line["identifier"]]
        assert (entry.state, entry.source) == ("stored", "patina.txt")


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [
        ('attachment; filename="a b.txt"', "a b.txt"),
        ("attachment; filename*=UTF-8''%C3%A4.txt", "ä.txt"),
        ("attachment; filename*=UTF-8''%0A%1B.txt", "upload"),
        ('attachment; filename="../../etc/x"', "../../etc/x"),  # shown, never a path
        ("", "upload"),
    ],
)
def test_a_document_is_told_by_the_name_of_its_file(
    keeper: httpx.Client, sent: str, wanted: str
) -> None:
    answer = keeper.post(DOCUMENTS, content=b"", headers={"content-disposition": sent})
    assert code(answer) == (400, "bad-request")
    answer = keeper.post(DOCUMENTS, content=b"\0", headers={"content-disposition": sent})
    assert answer.json()["report"]["source"] == wanted


@pytest.mark.parametrize("name", ["\x1b[2J", "a\r\nb", "\u202etxt.exe", "\x9b", "\u2066", "\u200f"])
def test_a_name_that_would_move_a_terminal_is_refused(keeper: httpx.Client, name: str) -> None:
    answer = keeper.post(DOCUMENTS, content=text("\nNever stored.\n"), params={"name": name})
    assert code(answer) == (400, "bad-request")
    assert name not in answer.json()["detail"]
    assert "leave them out" in answer.json()["detail"]


def test_a_document_is_taken_out_with_all_that_followed(keeper: httpx.Client) -> None:
    stored = keeper.post(DOCUMENTS, content=text("\nOne more.\n"))
    identifier, graph = stored.json()["identifier"], stored.headers["location"]
    assert holds(keeper, f"GRAPH <{graph}> {{ ?s ?p ?o }}")
    answer = keeper.delete(f"{DOCUMENTS}/{identifier}")
    assert (answer.status_code, answer.json()["outcome"]) == (200, "removed")
    assert not holds(keeper, f"GRAPH <{graph}> {{ ?s ?p ?o }}")
    assert code(keeper.delete(f"{DOCUMENTS}/{identifier}")) == (404, "document-not-stored")


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", DOCUMENTS), ("DELETE", f"{DOCUMENTS}/sha-1"), ("POST", "/admin/backup")],
)
def test_without_the_token_nothing_is_done(
    keeper: httpx.Client, store: Path, live: Live, method: str, path: str
) -> None:
    with httpx.Client(base_url=keeper.base_url, timeout=PATIENCE) as nobody:
        without = nobody.request(method, path, content=b"x" * 2_000_000)
        wrong = nobody.request(method, path, headers={"authorization": "Bearer wrong"})
    assert code(without) == code(wrong) == (401, "token-wanted")
    with (
        live(create_app(Settings(store, workers=1))) as address,
        httpx.Client(base_url=address, headers=HEAD) as client,
    ):
        assert code(client.request(method, path)) == (403, "writes-off")


XML = f"<?xml version='1.0'?><article>{'<p>' * 50_000}{'</p>' * 50_000}</article>"
REFUSED: dict[str, tuple[bytes, dict[str, str], int, str]] = {
    "zeros in a zip": (packed(b"\0" * 100_000_000), {}, 422, "archive-refused"),
    "a zip in a zip in a zip": (packed(packed(packed(text()))), {}, 422, "archive-refused"),
    "a broken zip": (packed(text())[:-30], {}, 422, "archive-refused"),
    "nested XML": (XML.encode(), {}, 422, ""),
    "entities of entities": (BOMB.encode(), {}, 422, ""),
    "no text": (b"\0\1\2", {}, 422, "not-text"),
    "blanks": (b"  \n", {}, 422, "empty-document"),
    "several documents": (packed(text(), text("2")), {}, 415, "unsupported-media-type"),
    "an empty archive": (packed(), {}, 415, "unsupported-media-type"),
    "a form": (b"--x--", {"content-type": "multipart/form-data"}, 415, "unsupported-media-type"),
    "packed for the way": (b"x", {"content-encoding": "gzip"}, 415, "unsupported-media-type"),
    "nothing": (b"", {}, 400, "bad-request"),
    "too much": (b"x" * 1_000_001, {}, 413, "request-too-large"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_uploads_are_refused(keeper: httpx.Client, store: Path, case: str) -> None:
    content, head, status, wanted = REFUSED[case]
    with open_reader(store) as reader:
        before = reader.version, reader.entries()
    answer = keeper.post(DOCUMENTS, content=content, headers=head)
    found = code(answer)
    assert found == (status, wanted or found[1])
    if status == 422:
        assert answer.json()["report"]["outcome"] == "unreadable"
    with open_reader(store) as reader:
        assert (reader.version, reader.entries()) == before


def test_one_that_takes_too_long_to_read_is_stopped_before_the_store_is_touched(
    live: Live, tmp_path: Path
) -> None:
    store = fresh(tmp_path)
    slow = WriteLimits(reading_seconds=0.001)
    with keeping(store, live, slow) as client:
        assert code(client.post(DOCUMENTS, content=text())) == (504, "query-stopped")
        assert update(client, "INSERT DATA { <a:s> <a:p> 1 }").status_code == 204
    with open_reader(store) as reader:
        assert reader.entries() == []


def test_no_more_documents_wait_than_may(live: Live, tmp_path: Path) -> None:
    with keeping(fresh(tmp_path), live, WriteLimits(uploads=0)) as client:
        assert code(client.post(DOCUMENTS, content=text())) == (503, "query-stopped")


def test_an_upload_goes_beside_updates_and_queries(keeper: httpx.Client) -> None:
    is_done = threading.Event()
    found: dict[str, set[int]] = {"updates": set(), "queries": set()}

    def changes() -> None:
        with httpx.Client(base_url=keeper.base_url, headers=HEAD, timeout=PATIENCE) as client:
            while not is_done.is_set():
                words = "INSERT DATA { GRAPH <a:beside> { [] <a:p> 1 } }"
                found["updates"].add(update(client, words).status_code)
                answer = client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"})
                found["queries"].add(answer.status_code)

    others = threading.Thread(target=changes)
    others.start()
    try:
        uploads = [keeper.post(DOCUMENTS, content=text(f"\nNo {n}.\n")) for n in range(3)]
    finally:
        is_done.set()
        others.join()
    assert [one.status_code for one in uploads] == [201, 201, 201]
    assert found == {"updates": {204}, "queries": {200}}
    for one in uploads:
        assert holds(keeper, f"GRAPH <{one.headers['location']}> {{ ?s ?p ?o }}")


async def left_in_the_middle(store: Path) -> Message:
    """Return how an upload is answered whose client went away."""
    sent: list[Message] = []
    arriving: list[Message] = [
        {"type": "http.request", "body": b"half", "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> Message:
        return arriving.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": DOCUMENTS,
        "query_string": b"",
        "headers": [(b"authorization", HEAD["authorization"].encode())],
    }
    await create_app(Settings(store, token=TokenHash.of(TOKEN)))(scope, receive, send)
    return sent[0]


def test_half_a_document_is_not_read(store: Path) -> None:
    assert asyncio.run(left_in_the_middle(store))["status"] == 400


def test_another_program_that_writes_is_told(live: Live, tmp_path: Path) -> None:
    store = fresh(tmp_path)
    with keeping(store, live) as client, create_or_open(store):
        assert code(client.post(DOCUMENTS, content=text())) == (503, "store-held")


def holder_of(store: Path, name: str) -> int:
    """Return the number of a process of that name that holds a store, 0 if none does now."""
    number = (store / "HOLDER").read_text(encoding="ascii").strip() or "0"
    command = Path(f"/proc/{number}/cmdline")
    try:
        return int(number) if name.encode() in command.read_bytes() else 0
    except (FileNotFoundError, ProcessLookupError):
        return 0


def test_an_upload_that_is_killed_while_it_stores_leaves_the_store_whole(
    live: Live, tmp_path: Path
) -> None:
    store = fresh(tmp_path)
    answers: list[httpx.Response] = []
    with keeping(store, live) as client:
        thread = threading.Thread(
            target=lambda: answers.append(client.post(DOCUMENTS, content=text()))
        )
        thread.start()
        deadline = time.monotonic() + PATIENCE
        while not (pid := holder_of(store, "trialgraph.ingest.uploading")):
            assert time.monotonic() < deadline
            time.sleep(0)
        os.kill(pid, signal.SIGKILL)
        thread.join()
        assert code(answers[0]) == (500, "commit-lost")
        assert update(client, "INSERT DATA { <a:s> <a:p> 1 }").status_code == 204
        again = client.post(DOCUMENTS, content=text())
        assert again.status_code in {200, 201}
        assert holds(client, "?estimate a :ReportedEstimate . ?s <a:p> 1")
    assert [line for line in examine(store) if not line.is_well] == []
    with open_reader(store) as reader:
        graph = reader.graph(names.document(again.json()["identifier"]))
        assert check_document(graph).conforms


def test_a_backup_is_made_that_can_be_restored(
    keeper: httpx.Client, store: Path, backups: Path, tmp_path: Path
) -> None:
    made = keeper.post("/admin/backup")
    about = made.json()
    assert made.status_code == 201
    assert set(about) == {"name", "version", "octets", "unfinished"}
    assert [file.name for file in backups.iterdir()] == [about["name"]]
    restored = restore(backups / about["name"], tmp_path / "restored")
    with open_reader(store) as reader:
        assert (about["version"], restored.version) == (reader.version, reader.version)
    there = run("documents", store=tmp_path / "restored")
    assert there.out == run("documents", store=store).out


def test_no_backup_is_made_where_no_place_was_named(live: Live, tmp_path: Path) -> None:
    with keeping(fresh(tmp_path), live) as client:
        assert code(client.post("/admin/backup")) == (403, "backups-off")
