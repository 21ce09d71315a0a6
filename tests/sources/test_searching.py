"""A search gives all it finds, page by page, and says how many that are."""

from dataclasses import replace

import pytest
from tests.sources.conftest import Open, Time
from tests.sources.fetching import NCT, codes, content
from tests.sources.speaking import World, busy, json_bytes, sent, stuck, study

from trialgraph.errors import BadParameter
from trialgraph.sources.library import Fetched, Library
from trialgraph.sources.searches import Search

CTGOV = Search("ctgov", "zelvotinib AND made-up")
PUBMED = Search("pubmed", "zelvotinib[tiab]")
HOUR = 3600


def found(library: Library, search: Search) -> list[Fetched]:
    return list(library.search(search))


def test_studies_come_page_by_page_as_they_were_sent(
    library: Open, world: World, told: list[str]
) -> None:
    world.page_size = 2
    with library() as sources:
        studies = found(sources, CTGOV)
    assert [one.source for one in studies] == list(world.studies)
    assert [one.content for one in studies] == [json_bytes(one) for one in world.studies.values()]
    assert [one.parameters.get("pageToken") for one in world.asked] == [None, "p2", "p4"]
    assert world.asked[0].parameters["query.term"] == CTGOV.words
    assert told == ["ctgov: 5 found for 'zelvotinib AND made-up', all are fetched"]


def test_a_study_that_a_search_found_is_held_by_itself(library: Open, world: World) -> None:
    with library() as sources:
        found(sources, CTGOV)
        assert content(sources, NCT) == json_bytes(study(NCT))
    assert len(world.asked) == 1


def test_records_come_in_batches(library: Open, world: World, told: list[str]) -> None:
    with library() as sources:
        records = found(sources, PUBMED)
    assert [one.source for one in records] == [f"PMID:{one}" for one in world.listed]
    assert codes(records) == ["", "", ""]
    assert world.paths() == ["/eutils/esearch.fcgi", "/eutils/efetch.fcgi"]
    assert told == ["pubmed: 3 found for 'zelvotinib[tiab]', all are fetched"]


@pytest.mark.parametrize("search", [CTGOV, PUBMED])
def test_a_limit_is_kept_and_told(
    library: Open, world: World, told: list[str], search: Search
) -> None:
    world.page_size = 1
    with library() as sources:
        assert len(found(sources, replace(search, limit=2))) == 2
    assert ", 2 are fetched; --limit takes more" in told[0]


def test_a_source_that_gives_out_no_more_is_told(
    library: Open, world: World, told: list[str]
) -> None:
    world.listed = ["99900001"] * 10_001
    with library() as sources:
        assert len(found(sources, replace(PUBMED, limit=20_000))) == 9_999
    assert "10,001 found" in told[0]
    assert "9,999 are fetched; narrow it by dates" in told[0]


def test_only_what_changed_since_a_day_is_asked_for(
    library: Open, world: World, told: list[str]
) -> None:
    with library() as sources:
        found(sources, replace(CTGOV, since="2026-01-31"))
        found(sources, replace(PUBMED, since="2026-01-31"))
    registry, pubmed = world.asked[0].parameters, world.asked[1].parameters
    assert registry["filter.advanced"] == "AREA[LastUpdatePostDate]RANGE[2026-01-31,MAX]"
    assert (pubmed["datetype"], pubmed["mindate"]) == ("mdat", "2026/01/31")
    assert pubmed["maxdate"] > "2026"
    assert "changed since 2026-01-31" in told[0]


@pytest.mark.parametrize("search", [CTGOV, PUBMED])
def test_the_last_finished_run_is_continued(
    library: Open, world: World, time: Time, told: list[str], search: Search
) -> None:
    with library() as sources:
        found(sources, search)
    time.pass_(72 * HOUR)
    with library() as sources:
        found(sources, replace(search, since="last"))
    assert "changed since 2026-02-28" in told[1]
    with library() as sources:
        found(sources, replace(search, since="last"))
    assert "changed since 2026-03-03" in told[2]
    assert len(world.paths()) > 2


def test_a_run_that_failed_or_was_cut_is_not_continued(library: Open, world: World) -> None:
    world.faults["/eutils/efetch"] = [sent(400, b"")]
    with library() as sources:
        assert set(codes(found(sources, PUBMED))) == {"bad-reply"}
        found(sources, replace(CTGOV, limit=1))
        for search in (PUBMED, CTGOV):
            with pytest.raises(BadParameter, match="no finished run"):
                sources.search(replace(search, since="last"))


@pytest.mark.parametrize(
    "search",
    [
        replace(CTGOV, words=" "),
        replace(CTGOV, words="x" * 5_000),
        replace(CTGOV, since="tomorrow"),
        replace(CTGOV, since="2026-02-30"),
    ],
)
def test_a_search_that_cannot_be_asked_is_refused_before_anything(
    library: Open, world: World, search: Search
) -> None:
    with library() as sources, pytest.raises(BadParameter):
        sources.search(search)
    assert world.asked == []


def test_a_finished_search_is_asked_anew(library: Open, world: World) -> None:
    with library() as sources:
        found(sources, CTGOV)
        world.studies["NCT09990006"] = study("NCT09990006")
        assert len(found(sources, CTGOV)) == 6


def test_a_search_that_was_broken_off_goes_on_where_it_stopped(library: Open, world: World) -> None:
    world.page_size = 2
    with library() as sources:
        records = sources.search(CTGOV)
        for _ in range(3):
            next(records)
        records.close()  # type: ignore[attr-defined] # as a kill would
    with library() as sources:
        assert len(found(sources, CTGOV)) == 5
    assert [one.parameters.get("pageToken") for one in world.asked] == [None, "p2", "p4"]


@pytest.mark.parametrize(("search", "path"), [(CTGOV, "/ctgov"), (PUBMED, "/eutils/esearch")])
@pytest.mark.parametrize("fault", [busy(status=500), sent(404, b""), sent(400, b"bad words")])
def test_a_search_that_fails_is_one_line(
    library: Open, world: World, search: Search, path: str, fault: object
) -> None:
    world.faults[path] = [fault]  # type: ignore[list-item] # a fault of the table above
    with library(attempts=1) as sources:
        (one,) = found(sources, search)
    assert one.source == f"{search.source} search {search.words!r}"
    assert codes([one]) != [""]


def test_a_page_that_fails_ends_the_search_with_what_came_before(
    library: Open, world: World
) -> None:
    world.page_size = 2
    world.faults["/ctgov"] = [None, stuck]
    with library(attempts=1, reply_seconds=0.05) as sources:
        records = found(sources, CTGOV)
    assert codes(records) == ["", "", "source-unavailable"]


@pytest.mark.parametrize(
    "reply",
    [
        {"esearchresult": {"ERROR": "Empty term"}},
        {"esearchresult": {"count": "1"}},
        {"esearchresult": {"count": "many", "idlist": []}},
        {"header": {}},
        [],
    ],
)
def test_a_search_of_pubmed_that_has_no_list_is_told(
    library: Open, world: World, reply: object
) -> None:
    world.faults["/eutils/esearch"] = [sent(200, json_bytes(reply), "application/json")]
    with library() as sources:
        assert codes(found(sources, PUBMED)) == ["bad-reply"]


def test_words_that_the_source_does_not_know_are_told(
    library: Open, world: World, told: list[str]
) -> None:
    result = {
        "count": "0",
        "idlist": [],
        "errorlist": {"phrasesnotfound": ["zelvotinub"], "fieldsnotfound": "none"},
        "warninglist": {"quotedphrasesnotfound": ['"made up"'], "outputmessages": ["x"]},
    }
    body = json_bytes({"esearchresult": result})
    world.faults["/eutils/esearch"] = [sent(200, body, "application/json")]
    with library() as sources:
        assert found(sources, PUBMED) == []
    assert told[1] == ("pubmed: not found and left out of the search: 'zelvotinub', '\"made up\"'")


@pytest.mark.parametrize("reply", [{"totalCount": 1}, {"studies": {}}, []])
def test_a_page_without_studies_is_told(library: Open, world: World, reply: object) -> None:
    world.faults["/ctgov"] = [sent(200, json_bytes(reply), "application/json")]
    with library() as sources:
        assert codes(found(sources, CTGOV)) == ["bad-reply"]


def test_nothing_found_is_no_failure(library: Open, world: World, told: list[str]) -> None:
    world.studies.clear()
    world.listed.clear()
    with library() as sources:
        assert found(sources, CTGOV) == found(sources, PUBMED) == []
    assert [line.split(" for ")[0] for line in told] == ["ctgov: 0 found", "pubmed: 0 found"]
