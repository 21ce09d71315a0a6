"""Replies are kept: used while fresh, confirmed when old, found again after a kill."""

import sqlite3
from pathlib import Path

import pytest
from tests.sources.conftest import Open, Time
from tests.sources.fetching import DOI, NCT, PMCID, PMID, codes, content, failure, fetched
from tests.sources.speaking import World, json_bytes, sent, study

from trialgraph.errors import SourceUnavailable
from trialgraph.sources.cache import Cache

HOUR = 3600


def journal(folder: Path, columns: str = "*") -> list[tuple[object, ...]]:
    """Return the lines of the journal."""
    file = sqlite3.connect(folder / "replies" / "journal.sqlite")
    try:
        return file.execute(f"SELECT {columns} FROM reply ORDER BY number").fetchall()  # noqa: S608
    finally:
        file.close()


def test_a_fresh_reply_is_not_fetched_again(library: Open, world: World, time: Time) -> None:
    world.hits[DOI] = [{"doi": DOI, "pmid": PMID}]
    words = (NCT, PMID, PMCID, DOI)
    with library() as sources:
        first = fetched(sources, *words)
    count = len(world.asked)
    time.pass_(23 * HOUR)
    with library() as sources:
        assert fetched(sources, *words) == first
    assert len(world.asked) == count


def test_an_old_reply_is_fetched_again(library: Open, world: World, time: Time) -> None:
    with library() as sources:
        content(sources, NCT)
    time.pass_(25 * HOUR)
    world.studies[NCT] = study(NCT, "Renamed")
    with library() as sources:
        assert content(sources, NCT) == json_bytes(study(NCT, "Renamed"))


def test_a_reply_that_has_not_changed_is_confirmed_not_sent(
    library: Open, world: World, time: Time, tmp_path: Path
) -> None:
    world.etags = True
    with library() as sources:
        first = content(sources, NCT)
    time.pass_(25 * HOUR)
    with library() as sources:
        assert content(sources, NCT) == first
    time.pass_(23 * HOUR)
    with library() as sources:
        assert content(sources, NCT) == first
    assert [one.headers.get("if-none-match") for one in world.asked] == [None, f'"{len(first)}"']
    statuses = journal(tmp_path, "status, sha256")
    assert [status for status, _ in statuses] == [200, 304]
    assert len({digest for _, digest in statuses}) == 1


DAY = "Sat, 28 Feb 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "sent_back"),
    [
        ({"Last_Modified": DAY}, {"if-modified-since": DAY}),
        ({"Last_Modified": DAY, "ETag": '"1"'}, {"if-none-match": '"1"'}),
        ({"ETag": '"é"'}, {}),
    ],
)
def test_what_a_source_gives_to_ask_by_is_sent_back(
    library: Open, world: World, time: Time, headers: dict[str, str], sent_back: dict[str, str]
) -> None:
    world.faults["/ctgov"] = [sent(200, json_bytes(study(NCT)), "application/json", **headers)]
    with library() as sources:
        content(sources, NCT)
    time.pass_(25 * HOUR)
    with library() as sources:
        content(sources, NCT)
    asked = world.asked[1].headers
    assert {name: asked[name] for name in asked if name.startswith("if-")} == sent_back


def test_refresh_asks_again_but_only_once(library: Open, world: World) -> None:
    with library() as sources:
        fetched(sources, NCT, PMID)
    with library(refresh=True) as sources:
        fetched(sources, NCT, PMID, NCT, PMID)
    assert len(world.asked) == 4


def test_a_record_of_a_batch_is_held_by_itself(library: Open, world: World) -> None:
    with library() as sources:
        fetched(sources, PMID, "99900002")
        alone = fetched(sources, "99900002")
        both = fetched(sources, "99900002", "99900003")
    assert alone[0] == both[0]
    assert [one.parameters["id"] for one in world.asked] == [f"{PMID},99900002", "99900003"]


def test_the_journal_says_what_was_asked_and_when(library: Open, tmp_path: Path) -> None:
    with library(ncbi_api_key="s3cret", contact="curator@example.org") as sources:
        content(sources, PMID)
        failure(sources, "NCT09999999")
    (found, missing) = journal(tmp_path, "address, status, sha256, fetched_at")
    assert str(found[0]).endswith("/efetch.fcgi?db=pubmed&id=99900001&retmode=xml")
    assert (found[1], str(found[3])[:20]) == (200, "2026-03-01T12:00:00.")
    assert missing[1:3] == (404, "")
    assert (tmp_path / "replies" / "replies" / str(found[2])[:2] / str(found[2])).is_file()
    everything = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert b"s3cret" not in everything


@pytest.mark.parametrize("harm", ["gone", "damaged"])
def test_a_body_that_is_gone_or_damaged_is_fetched_again(
    library: Open, world: World, tmp_path: Path, harm: str
) -> None:
    with library() as sources:
        first = content(sources, NCT)
    (body,) = [file for file in tmp_path.rglob("*") if file.is_file() and len(file.name) == 64]
    if harm == "gone":
        body.unlink()
    else:
        body.write_bytes(first.swapcase())
    with library() as sources:
        assert content(sources, NCT) == first
    with library() as sources:
        assert content(sources, NCT) == first
    assert len(world.asked) == 2


def test_a_folder_that_cannot_be_used_is_told(library: Open, tmp_path: Path) -> None:
    (tmp_path / "replies").write_text("in the way")
    with pytest.raises(SourceUnavailable, match="cannot be used"), library():
        pass


def test_a_journal_that_is_none_is_told(library: Open, tmp_path: Path) -> None:
    (tmp_path / "replies").mkdir()
    (tmp_path / "replies" / "journal.sqlite").write_bytes(b"in the way" * 1000)
    with pytest.raises(SourceUnavailable, match="cannot be used"), library():
        pass


def test_a_reply_that_cannot_be_kept_fails_by_itself(library: Open, tmp_path: Path) -> None:
    with library() as sources:
        (tmp_path / "replies" / "replies").write_text("in the way")
        found = fetched(sources, NCT, PMCID)
    assert codes(found) == ["source-unavailable"] * 2
    assert "cannot be kept" in str(found[0].content)


def test_a_write_that_is_broken_off_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Path) -> Path:
        raise KeyboardInterrupt

    cache = Cache.open(tmp_path)
    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(KeyboardInterrupt):
        cache.keep(b"a reply")
    cache.close()
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == ["journal.sqlite"]


def test_what_is_kept_of_each_source_is_counted(library: Open, tmp_path: Path) -> None:
    with library() as sources:
        fetched(sources, NCT, PMID, "99900002")
        found = {one.name: one.holdings for one in sources.standings()}
    assert {name: one.replies for name, one in found.items()} == {
        "ClinicalTrials.gov": 1,
        "PubMed": 1,
        "Europe PMC": 0,
    }
    assert found["PubMed"].newest.startswith("2026-03-01T12:00:00")
    assert found["Europe PMC"].newest == ""
    assert tmp_path.is_dir()
