"""A bulk load makes the store that an ingest makes, whatever happens on the way."""

import json
import pickle
from collections.abc import Mapping
from pathlib import Path

import pytest
import rich.progress
from generated.article import FOOT, HEAD, article
from generated.changes import change
from generated.plan import plan
from generated.record import record
from generated.reports import reports
from tests.acceptance.running import examples, run

from trialgraph.bulk.deriver import Found, View, find_due
from trialgraph.bulk.loading import Loader
from trialgraph.bulk.report import Progress, Report
from trialgraph.bulk.run import Options, bulk_load
from trialgraph.bulk.task import Read
from trialgraph.cli.bulk import _bar
from trialgraph.errors import DiskFailed, TooManyRemoved
from trialgraph.ingest import reading
from trialgraph.ingest.lines import IngestLine
from trialgraph.ingest.run import ingest, remove
from trialgraph.store import Mark, create_or_open, open_reader
from trialgraph.store.apart import put_apart
from trialgraph.store.ledger import KeptFiles
from trialgraph.store.writer import Writer

_STUDIES = 60
_TWO = Options(jobs=2)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of studies, with the reports of some, in files and in lists."""
    folder = tmp_path_factory.mktemp("corpus")
    plans = [plan(1, number, 0.05) for number in range(_STUDIES)]
    for one in plans[:40]:
        (folder / f"{one.nct}.json").write_bytes(record(one))
    rest = b"\n".join(record(one) for one in plans[40:])
    (folder / "rest.jsonl").write_bytes(rest)
    papers = [article(paper) for one in plans[:15] for paper in reports(one, 0.1)]
    (folder / "papers.xml").write_bytes(HEAD + b"".join(papers) + FOOT)
    for file in examples():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "broken.json").write_bytes(b"\x00\x01")
    return folder


@pytest.fixture(scope="module")
def wanted(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the digest of the store that an ingest makes."""
    store = tmp_path_factory.mktemp("wanted") / "store"
    list(ingest([corpus], store))
    return digest(store)


def digest(store: Path) -> str:
    with open_reader(store) as reader:
        return reader.digest()


def test_a_load_makes_what_an_ingest_makes(corpus: Path, wanted: str, tmp_path: Path) -> None:
    store = tmp_path / "store"
    told: list[str] = []
    done = bulk_load([corpus], store, _TWO, lambda one: told.append(one.stage))
    assert digest(store) == wanted
    assert set(done.outcomes) == {"stored", "unreadable"}
    assert [one.source for one in done.refused] == [str(corpus / "broken.json")]
    assert set(told) == {"read", "identify", "derive"}
    assert done.stages["load"].things == done.outcomes["stored"]
    with open_reader(store) as reader:
        assert reader.unfinished() == 0
        assert reader.statistics().documents == done.outcomes["stored"]
    assert not (store / "bulk").exists()
    again = bulk_load([corpus], store, _TWO)
    assert again.outcomes == {"unchanged": done.outcomes["stored"], "unreadable": 1}
    assert again.version == done.version
    assert digest(store) == wanted


def test_what_changed_is_replaced_and_what_is_new_is_added(tmp_path: Path) -> None:
    """The second load comes into a store that an ingest made, and changes parts of it."""
    plans = [plan(1, number, 0.05) for number in range(15)]
    happened = [found for one in plans if (found := change(one, 0.5)) is not None]
    changed = [found.after for found in happened if found.after is not None]
    before, after = tmp_path / "before", tmp_path / "after"
    for folder, some in ((before, plans[:10]), (after, [*plans, *changed])):
        folder.mkdir()
        for one in some:
            (folder / f"{one.nct}.json").write_bytes(record(one))
        papers = [article(paper) for one in plans[:6] for paper in reports(one, 0.1)]
        (folder / "papers.xml").write_bytes(HEAD + b"".join(papers) + FOOT)
    fast, slow = tmp_path / "fast", tmp_path / "slow"
    list(ingest([before], fast))
    done = bulk_load([after], fast, _TWO)
    list(ingest([after], slow))
    assert digest(fast) == digest(slow)
    assert done.outcomes["unchanged"] > 0
    assert done.outcomes["stored"] > 5
    for store in (fast, slow):
        list(remove(store, [f"ctgov-{plans[0].nct}"]))
    assert digest(fast) == digest(slow)


def test_the_quads_are_put_apart_only_where_something_of_them_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart: list[Path] = []

    def noted(writer: Writer, place: Path) -> None:
        apart.append(place)
        put_apart(writer, place)

    monkeypatch.setattr("trialgraph.bulk.deriving.put_apart", noted)
    folder, store = tmp_path / "records", tmp_path / "store"
    folder.mkdir()
    for number in range(4):
        one = plan(1, number, 0.05)
        (folder / f"{one.nct}.json").write_bytes(record(one))
        bulk_load([folder], store, Options(jobs=1))
        assert len(apart) == number
    in_one_go = tmp_path / "in-one-go"
    bulk_load([folder], in_one_go, Options(jobs=1))
    assert len(apart) == 3
    assert digest(in_one_go) == digest(store)


def test_forms_of_one_record_are_held_as_an_ingest_holds_them(tmp_path: Path) -> None:
    """Of a page and a record of one study the record stays, in whatever order they come."""
    page = next(file for file in examples() if "registry-page" in file.name)
    other = tmp_path / "other.txt"
    other.write_bytes(page.read_bytes() + b"\n")
    for number, order in enumerate(([page, other], [other, page, other])):
        fast, slow = tmp_path / f"fast{number}", tmp_path / f"slow{number}"
        done = bulk_load(order, fast, Options(jobs=1))
        lines = [one.outcome for one in ingest(order, slow)]
        assert digest(fast) == digest(slow)
        assert done.outcomes == {one: lines.count(one) for one in set(lines)}


def test_bytes_wait_on_disk_until_they_are_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a process hands back is small; what is held of a document may change meanwhile."""
    page = next(file for file in examples() if "registry-page" in file.name)
    other, store, slow = tmp_path / "other.txt", tmp_path / "store", tmp_path / "slow"
    other.write_bytes(page.read_bytes() + b"\n")
    for place in (store, slow):
        list(ingest([page], place))
    handed = list[int]()
    take = Loader.take

    def taken(loader: Loader, read: Read) -> list[IngestLine]:
        handed.append(len(pickle.dumps(read)))
        return take(loader, read)

    monkeypatch.setattr(Loader, "take", taken)
    assert bulk_load([other, page], store, Options(jobs=1)).outcomes == {"stored": 2}
    assert [one.outcome for one in ingest([other, page], slow)] == ["stored", "stored"]
    assert digest(store) == digest(slow)
    assert bulk_load([page], store, Options(jobs=1)).outcomes == {"unchanged": 1}
    assert handed[-1] < len(page.read_bytes())
    monkeypatch.setattr(reading, "read_trial_document", None)
    done = bulk_load([other], store, Options(jobs=1))
    assert done.outcomes == {"set aside": 1}
    with create_or_open(store) as writer:
        (held,) = writer.ledger.entries()
        assert writer.set_aside(held.identifier) == other.read_bytes()


def test_no_more_is_done_than_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file counts as one document, and may hold several."""
    told = list[Progress]()
    report = Report(told.append)
    for done in (1, 2, 3):
        report.stage("read").things = done
        report.tell("read", 2, 0.0)
    assert [(one.done, one.total) for one in told] == [(1, 2), (2, 2), (3, None)]
    assert [told[1].left, told[2].left, told[2].to_json()["left"]] == [0, None, None]
    drawn = list[rich.progress.Progress]()

    class Bars(rich.progress.Progress):
        def start(self) -> None:
            drawn.append(self)

    monkeypatch.setattr(rich.progress, "Progress", Bars)
    with _bar() as watch:
        for one in told:
            watch(one)
        assert [(bar.completed, bar.total) for bar in drawn[0].tasks] == [(3, None)]


def test_records_that_were_not_updated_are_not_read_again(tmp_path: Path) -> None:
    plans = [plan(1, number) for number in range(3)]
    folder, store = tmp_path / "records", tmp_path / "store"
    folder.mkdir()
    for one in plans[:2]:
        (folder / f"{one.nct}.json").write_bytes(record(one))
    bulk_load([folder], store, Options(jobs=1))
    before = digest(store)
    for one in plans:
        (folder / f"{one.nct}.json").write_bytes(record(one) + b"\n")
    done = bulk_load([folder], store, Options(jobs=1, since="2999-01-01"))
    assert done.outcomes == {"unchanged": 2, "stored": 1}
    assert digest(store) != before
    assert bulk_load([folder], store, Options(jobs=1)).outcomes["stored"] == 2


def test_what_is_gone_is_taken_out_unless_it_is_too_much(tmp_path: Path) -> None:
    plans = [plan(1, number) for number in range(5)]
    folder, store, wanted = tmp_path / "records", tmp_path / "store", tmp_path / "wanted"
    folder.mkdir()
    for one in plans:
        (folder / f"{one.nct}.json").write_bytes(record(one))
    list(ingest([folder, *examples()], store))
    (folder / f"{plans[0].nct}.json").unlink()
    before = digest(store)
    with pytest.raises(TooManyRemoved, match=r"found 1 of 5 documents held.*wanted at most 10%"):
        bulk_load([folder], store, Options(jobs=1, removes=True))
    assert digest(store) == before
    done = bulk_load([folder], store, Options(jobs=1, removes=True, removed_at_most=0.2))
    assert done.outcomes == {"unchanged": 4, "removed": 1}
    list(ingest([folder, *examples()], wanted))
    assert digest(store) == digest(wanted)
    (folder / f"{plans[1].nct}.json").write_bytes(b"\x00\x01")
    spoiled = bulk_load([folder], store, Options(jobs=1, removes=True, removed_at_most=0))
    assert spoiled.outcomes == {"unchanged": 3, "unreadable": 1}
    assert digest(store) == digest(wanted)


def test_a_command_says_what_was_done(tmp_path: Path) -> None:
    store, written = tmp_path / "store", tmp_path / "report.json"
    ended = run(
        "bulk", "load", *examples(), "--jobs", "1", "--report", written, "--json", store=store
    )
    assert ended.status == 0
    stages = [json.loads(line)["stage"] for line in ended.err.splitlines()]
    assert stages[0] == "read"
    assert json.loads(ended.out) == json.loads(written.read_text("utf-8"))
    said = json.loads(ended.out)
    assert said["outcomes"] == {"stored": len(examples())}
    assert said["stages"]["load"]["quads"] > 1000
    again = run("bulk", "load", *examples(), tmp_path / "none.json", "--jobs", "1", store=store)
    assert again.status == 1
    assert again.out.startswith(f"unchanged: {len(examples())}\nunreadable: 1\n")
    assert "none.json: unreadable:" in again.err
    wrong = run("bulk", "load", *examples(), "--since", "yesterday", store=store)
    assert wrong.status == 2
    assert "wanted a day" in wrong.err


def test_a_form_that_says_less_waits_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is gathered to be loaded together is not loaded for it."""
    folder, store, at_once = tmp_path / "records", tmp_path / "store", list[int]()
    folder.mkdir()
    for number in range(3):
        one = plan(1, number)
        for name in (f"{one.nct}.json", f"{one.nct}.json.again"):
            (folder / name).write_bytes(record(one))
    loads = Loader.flush

    def counted(loader: Loader) -> None:
        at_once.append(len(loader._waiting))  # noqa: SLF001 -- nothing else tells
        loads(loader)

    monkeypatch.setattr(Loader, "flush", counted)
    done = bulk_load([folder], store, Options(jobs=1))
    assert done.outcomes == {"stored": 3, "unchanged": 3}
    assert [one for one in at_once if one] == [3]


def test_a_load_that_ends_before_the_ledger_is_written_loses_no_kept_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, store = tmp_path / "records", tmp_path / "store"
    folder.mkdir()
    plans = [plan(1, number) for number in range(2)]
    for one in plans:
        (folder / f"{one.nct}.json").write_bytes(record(one))
    bulk_load([folder], store, Options(jobs=1))
    before = digest(store)
    for one in plans:
        (folder / f"{one.nct}.json").write_bytes(record(one) + b"\n")
    notes = Writer.note_kept

    def ends(writer: Writer, identifier: str, files: KeptFiles) -> list[KeptFiles]:
        if identifier == f"ctgov-{plans[1].nct}":
            raise OSError
        return notes(writer, identifier, files)

    with monkeypatch.context() as ending:
        ending.setattr(Writer, "note_kept", ends)
        with pytest.raises(DiskFailed, match="found OSError"):  # a disk may give no words
            bulk_load([folder], store, Options(jobs=1))
    with open_reader(store) as reader:
        assert reader.digest() == before
        assert all(reader.kept_text(f"ctgov-{one.nct}") for one in plans)


_REVIEW = b"""PMID- 90000001
TI  - What is known of invented drugs.
AB  - We tell what is known of invented drugs.
PT  - Review
SO  - J Inv. 2020;1:1-2. doi: 10.9999/inv.1.

"""


def test_a_publication_alone_is_something_that_was_derived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a graph that is no more would stay: nothing would be looked for in the store."""
    review, study, store = tmp_path / "review.txt", tmp_path / "study.json", tmp_path / "store"
    review.write_bytes(_REVIEW)
    study.write_bytes(record(plan(1, 1)))
    seen: list[bool] = []

    def noted(view: View, marked: Mapping[str, Mark]) -> Found:
        seen.append(view.is_fresh)
        return find_due(view, marked)

    monkeypatch.setattr("trialgraph.bulk.deriver.find_due", noted)
    for file in (review, study):
        bulk_load([file], store, Options(jobs=1))
    assert seen == [True, False]
