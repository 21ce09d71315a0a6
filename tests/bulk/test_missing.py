"""Documents that did not come are taken out, and only where that is sure to be meant."""

import json
from pathlib import Path

import pytest
from generated.article import FOOT, HEAD, article
from generated.plan import plan
from generated.record import record
from generated.reports import reports
from tests.acceptance.running import run

from trialgraph.bulk.run import Options, bulk_load
from trialgraph.errors import TooManyRemoved
from trialgraph.ingest import run as running
from trialgraph.ingest.run import Batch, ingest
from trialgraph.store import open_reader
from trialgraph.store.folder import Folder
from trialgraph.store.ledger import Ledger

_STUDIES = 6
_REMOVING = Options(jobs=1, removes=True, removed_at_most=0.2)


class _EndedError(Exception):
    """Ends a load at some point, as a kill does."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of studies."""
    found = tmp_path / "records"
    found.mkdir()
    for number in range(_STUDIES):
        one = plan(1, number, 0.05)
        (found / f"{one.nct}.json").write_bytes(record(one))
    return found


def digest(store: Path) -> str:
    with open_reader(store) as reader:
        return reader.digest()


def test_a_document_that_comes_again_outlives_its_removal_that_was_killed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    bulk_load([folder], store, Options(jobs=1))
    before = digest(store)
    first = min(folder.iterdir())
    content = first.read_bytes()
    first.unlink()
    with monkeypatch.context() as ending:
        ending.setattr(Batch, "finish", _ends)
        with pytest.raises(_EndedError):
            bulk_load([folder], store, _REMOVING)
    with Ledger.look(Folder(store).ledger) as ledger:
        assert [one.action for one in ledger.unfinished()] == ["remove"]
    first.write_bytes(content)
    done = bulk_load([folder], store, _REMOVING)
    assert done.outcomes == {"unchanged": _STUDIES - 1, "stored": 1}
    assert digest(store) == before
    with open_reader(store) as reader:
        assert reader.kept_text(f"ctgov-{first.stem}")


def _ends(_: Batch) -> None:
    raise _EndedError


def test_a_share_is_one_of_each_kind(folder: Path, tmp_path: Path) -> None:
    """Two papers are few among all documents, and all papers that there are."""
    store, papers = tmp_path / "store", tmp_path / "papers.xml"
    some = [article(one) for number in range(15) for one in reports(plan(1, number, 0.1), 0.1)]
    papers.write_bytes(HEAD + b"".join(some) + FOOT)
    bulk_load([folder, papers], store, Options(jobs=1))
    before = digest(store)
    papers.write_bytes(HEAD + b"".join(some[:2]) + FOOT)
    gone = len(some) - 2
    assert gone > 0
    most = gone / (_STUDIES + len(some))
    with pytest.raises(TooManyRemoved, match=f"found {gone} of {len(some)} .* kind pubmed-xml"):
        bulk_load([folder, papers], store, Options(jobs=1, removes=True, removed_at_most=most))
    assert digest(store) == before
    done = bulk_load([folder, papers], store, Options(jobs=1, removes=True, removed_at_most=1))
    assert done.outcomes == {"unchanged": _STUDIES + 2, "removed": gone}
    assert done.stages["remove"].things == gone


def test_nothing_is_taken_out_while_a_file_cannot_be_read(folder: Path, tmp_path: Path) -> None:
    """It may hold what seems to be missing: under another name, as in the next download."""
    store = tmp_path / "store"
    bulk_load([folder], store, Options(jobs=1))
    before = digest(store)
    first = min(folder.iterdir())
    moved = first.with_name("download-2.json")
    first.rename(moved)
    moved.write_bytes(b"\x00\x01")
    with pytest.raises(TooManyRemoved, match="found 1 files that could not be read and 1 doc"):
        bulk_load([folder], store, _REMOVING)
    assert digest(store) == before
    moved.unlink()
    assert bulk_load([folder], store, _REMOVING).outcomes["removed"] == 1


def test_nothing_is_taken_out_where_a_file_is_something_else(folder: Path, tmp_path: Path) -> None:
    """Such as the page of a server that had a fault, in the place of the record."""
    store = tmp_path / "store"
    bulk_load([folder], store, Options(jobs=1))
    first, second, *_ = sorted(folder.iterdir())
    for file in (first, second):
        file.write_bytes(b"<html><body><h1>Service unavailable</h1><p>Later.</p></body></html>")
    report = tmp_path / "report.json"
    options = ["--remove-missing", "--jobs", "1", "--report", str(report)]
    ended = run("bulk", "load", folder, *options, store=store)
    assert ended.status == 1
    assert "found 2 files with something else than the documents held from them" in ended.err
    assert f"trialgraph: 1 with a remark, such as {first}: found no words of a trial" in ended.err
    (told,) = json.loads(report.read_bytes())["remarked"]
    assert (told["source"], told["code"]) == (str(first), "")
    with open_reader(store) as reader:
        assert reader.entry(f"ctgov-{first.stem}")
        assert reader.entry(f"ctgov-{second.stem}")


def test_nothing_is_taken_out_by_a_list_that_breaks_off(folder: Path, tmp_path: Path) -> None:
    store, download = tmp_path / "store", tmp_path / "download.json"
    records = [file.read_bytes() for file in sorted(folder.iterdir())]
    download.write_bytes(b"[" + b",\n".join(records) + b"]")
    bulk_load([download], store, Options(jobs=1))
    before = digest(store)
    download.write_bytes(b"[" + b",\n".join(records[:-2]) + b",\n")
    with pytest.raises(TooManyRemoved, match="found 1 files that could not be read and 1 doc"):
        bulk_load([download], store, _REMOVING)
    assert digest(store) == before


def test_many_are_taken_out_some_at_a_time(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, wanted = tmp_path / "store", tmp_path / "wanted"
    bulk_load([folder], store, Options(jobs=1))
    for file in sorted(folder.iterdir())[:4]:
        file.unlink()
    monkeypatch.setattr(running, "MOST_AT_ONCE", 2)
    done = bulk_load([folder], store, Options(jobs=1, removes=True, removed_at_most=0.9))
    assert done.outcomes == {"unchanged": 2, "removed": 4}
    assert done.version == 3  # of the first load, and of two removed together twice
    list(ingest([folder], wanted))
    assert digest(store) == digest(wanted)


def test_an_empty_argument_is_no_path(tmp_path: Path) -> None:
    ended = run("bulk", "load", "", "--remove-missing", store=tmp_path / "store")
    assert ended.status == 2
    assert "found the empty argument" in ended.err
    assert not (tmp_path / "store").exists()
