"""`ingest` takes identifiers and searches beside files, as a person gives them."""

import json
import signal
from pathlib import Path

import pytest
from tests.acceptance.running import Ended, example, run, start
from tests.sources.fetching import DOI, NCT, PMCID, PMID
from tests.sources.speaking import PATIENCE_SECONDS, World, article, stuck

PATIENCE = 120


@pytest.fixture
def store(tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where a store may be made; the sources are those of the test."""
    for name, value in world.environment().items():
        monkeypatch.setenv(name, value)
    return tmp_path / "store"


def ended(*arguments: str | Path) -> Ended:
    """Run a command in a process of its own."""
    process = start(*arguments)
    out, err = process.communicate(timeout=PATIENCE)
    return Ended(process.returncode, out, err)


def outcomes(ended: Ended) -> dict[str, str]:
    """Return what became of each source."""
    lines = [json.loads(line) for line in ended.out.splitlines()]
    return {line["source"]: line["identifier"] or line["code"] for line in lines}


def test_every_kind_of_argument_comes_in(world: World, store: Path) -> None:
    world.hits[DOI] = [{"doi": DOI, "pmcid": "PMC9990002", "isOpenAccess": "Y"}]
    world.page_size = 3
    search = ("--ctgov", "zelvotinib AND made-up", "--limit", "10")
    words = (NCT, f"PMID:{PMID}", example("patina"), PMCID, f"https://doi.org/{DOI}")
    found = ended("ingest", *words, *search, "--store", store, "--json")
    assert found.status == 0, found.err
    assert found.err == "ctgov: 5 found for 'zelvotinib AND made-up', all are fetched\n"
    by_source = outcomes(found)
    page = by_source.pop(str(example("patina")))
    assert page
    assert by_source == {
        **{nct: f"ctgov-{nct}" for nct in world.studies},
        f"PMID:{PMID}": f"pubmed-{PMID}",
        PMCID: f"pmc-{PMCID}",
        f"doi:{DOI}": "pmc-PMC9990002",
    }
    assert [json.loads(line)["outcome"] for line in found.out.splitlines()].count("unchanged") == 1
    assert len(world.paths("/ctgov/studies/")) == 1
    assert len(world.paths()) == 6 + 1


def test_one_that_fails_is_one_line_and_the_rest_goes_on(world: World, store: Path) -> None:
    words = (NCT, "NCT09999999", "zelvotinib", PMID, "99999999", "ISRCTN99999999", PMCID)
    found = run("ingest", *words, store=store)
    assert found.status == 5
    assert len(found.out.splitlines()) == 3
    assert [line.rpartition(" ")[2] for line in found.err.splitlines()] == [
        "[not-at-source]",
        "[unknown-identifier]",
        "[not-at-source]",
        "[unknown-identifier]",
    ]
    assert found.err.startswith("trialgraph: NCT09999999: not fetched: ")
    assert len(world.paths()) == 4


def test_the_same_again_changes_and_fetches_nothing(world: World, store: Path) -> None:
    run("ingest", NCT, PMID, PMCID, store=store)
    before, count = run("export", store=store).out, len(world.asked)
    again = run("ingest", NCT, PMID, PMCID, store=store)
    assert [line.split()[0] for line in again.out.splitlines()] == ["unchanged"] * 3
    assert (run("export", store=store).out, len(world.asked)) == (before, count)


def test_refresh_fetches_again(world: World, store: Path) -> None:
    run("ingest", NCT, store=store)
    assert run("ingest", NCT, "--refresh", store=store).out.startswith("unchanged")
    assert len(world.asked) == 2


def test_a_killed_ingest_goes_on_where_it_stopped(world: World, store: Path) -> None:
    numbers = list(world.studies)
    world.faults["/ctgov"] = [None, None, stuck]
    process = start("ingest", *numbers, "--store", store)
    try:
        assert world.arrived.wait(PATIENCE_SECONDS)
        process.send_signal(signal.SIGKILL)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    world.release.set()
    found = ended("ingest", *numbers, "--store", store, "--json")
    assert found.status == 0, found.err
    assert outcomes(found) == {nct: f"ctgov-{nct}" for nct in numbers}
    asked = [path.rpartition("/")[2] for path in world.paths()]
    assert asked == [*numbers[:3], *numbers[2:]]


def test_a_file_comes_before_an_identifier_of_the_same_name(
    world: World, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(PMID).write_text(example("patina").read_text(encoding="utf-8"), encoding="utf-8")
    assert run("ingest", PMID, store=store).status == 0
    assert world.asked == []
    assert not store.with_name("store-replies").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("folder/NCT09990001.json", "unreadable-path"),
        ("missing.json", "unreadable-path"),
        ("x" * 5_000, "unknown-identifier"),
        ("nul\0", "unknown-identifier"),
        ("https://elsewhere.example/NCT09990001.json", "unknown-identifier"),
    ],
)
def test_what_is_neither_is_told(store: Path, words: str, code: str) -> None:
    found = run("ingest", words, store=store)
    assert found.status in {1, 5}
    assert found.err.count("\n") == 1
    assert found.err.endswith(f"[{code}]\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "nothing to bring in"),
        ((NCT, "--since", "2026-01-01"), "without a search"),
        (("--ctgov", "x", "--since", "soon"), "wanted a date"),
        (("--pubmed", "x", "--since", "last"), "no finished run"),
    ],
)
def test_wrong_use_is_told_before_anything_is_fetched(
    world: World, store: Path, arguments: tuple[str, ...], words: str
) -> None:
    found = run("ingest", *arguments, store=store)
    assert found.status == 2
    assert words in found.err
    assert world.asked == []
    assert not store.exists()


def test_a_setting_that_does_not_fit_is_told(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIALGRAPH_CTGOV_URL", "http://elsewhere.example")
    found = run("ingest", NCT, store=store)
    assert found.status == 2
    assert "TRIALGRAPH_CTGOV_URL" in found.err


def test_a_folder_of_replies_that_cannot_be_used_is_told(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("TRIALGRAPH_CACHE", str(tmp_path / "file"))
    found = run("ingest", NCT, store=store)
    assert (found.status, found.err.count("\n")) == (5, 1)
    assert not store.exists()


def test_a_search_of_pubmed_comes_in_and_is_continued(world: World, store: Path) -> None:
    assert run("ingest", "--pubmed", "zelvotinib", store=store).status == 0
    world.articles["99900004"] = article("99900004")
    world.listed = ["99900004"]
    found = run("ingest", "--pubmed", "zelvotinib", "--since", "last", store=store)
    assert found.out.startswith("stored  pubmed-99900004  PMID:99900004: found no words of a trial")
    assert found.out.count("\n") == 1
    assert "1 found changed since " in found.err


def test_looking_at_the_sources_makes_nothing(world: World, store: Path) -> None:
    found = run("sources", store=store)
    assert found.out.count("  0 kept, 0.0 MB\n") == 3
    assert world.asked == []
    assert list(store.parent.iterdir()) == []


def test_sources_are_listed_with_what_is_kept(world: World, store: Path) -> None:
    run("ingest", NCT, store=store)
    found = run("sources", store=store)
    assert found.status == 0
    assert f"ClinicalTrials.gov  {world.base}/ctgov  1 kept" in found.out
    assert str(store.with_name("store-replies")) in found.err
    listed = json.loads(run("sources", "--json", store=store).out)
    assert [one["holdings"]["replies"] for one in listed["sources"]] == [1, 0, 0]
