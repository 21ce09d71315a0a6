"""Records come by their identifiers, as the sources sent them, in the order they were asked."""

import json

import pytest
from tests.sources.conftest import Open, Time
from tests.sources.fetching import DOI, NCT, PMCID, PMID, codes, content, failure, fetched
from tests.sources.speaking import Fault, World, article, busy, json_bytes, paper, sent, study

from trialgraph.errors import BadReply, NotAtSource, SourceUnavailable


def test_a_study_comes_as_it_was_sent(library: Open) -> None:
    with library() as sources:
        assert content(sources, NCT) == json_bytes(study(NCT))


def test_a_full_text_comes_as_it_was_sent(library: Open) -> None:
    with library() as sources:
        assert content(sources, PMCID) == paper(PMCID).encode()


def test_a_record_of_pubmed_is_a_set_of_one_in_whatever_batch_it_came(library: Open) -> None:
    with library() as sources:
        alone = content(sources, PMID)
    with library(fresh_hours=0) as sources:
        batch = fetched(sources, "99900002", PMID)
    assert batch[1].content == alone
    assert alone.count(article(PMID).encode()) == 1
    assert alone.count(b"<PubmedArticle>") == 1


def test_pubmed_is_asked_in_batches_whatever_stands_between(library: Open, world: World) -> None:
    with library() as sources:
        found = fetched(sources, PMID, NCT, "99900002", PMCID, "99900003")
    assert [one.source for one in found] == [
        "PMID:99900001",
        NCT,
        "PMID:99900002",
        PMCID,
        "PMID:99900003",
    ]
    assert codes(found) == [""] * 5
    assert len(world.paths("efetch")) == 1


def test_a_batch_has_at_most_two_hundred(library: Open, world: World) -> None:
    numbers = [str(99800000 + count) for count in range(201)]
    world.articles = {one: article(one) for one in numbers}
    with library() as sources:
        assert codes(fetched(sources, *numbers)) == [""] * 201
    assert [len(one.parameters["id"].split(",")) for one in world.asked] == [200, 1]


def many(world: World, count: int) -> list[str]:
    """Return the numbers of so many made-up studies."""
    numbers = [f"NCT0998{digits:04}" for digits in range(count)]
    world.studies = {one: study(one) for one in numbers}
    return numbers


def test_many_studies_come_in_pages(library: Open, world: World) -> None:
    numbers = many(world, 120)
    with library() as sources:
        found = fetched(sources, *numbers)
        assert found == fetched(sources, *numbers)
    assert [one.content for one in found] == [json_bytes(study(one)) for one in numbers]
    assert [len(one.parameters["filter.ids"].split(",")) for one in world.asked] == [100, 20]


def test_a_study_that_is_in_no_page_is_asked_for_by_itself(library: Open, world: World) -> None:
    numbers = many(world, 11)
    del world.studies[numbers[3]]
    with library() as sources:
        found = fetched(sources, *numbers)
    assert codes(found) == [""] * 3 + ["not-at-source"] + [""] * 7
    assert world.paths() == ["/ctgov/studies", f"/ctgov/studies/{numbers[3]}"]


@pytest.mark.parametrize("fault", [sent(404, b""), sent(400, b"no such filter"), busy(status=500)])
def test_studies_come_one_by_one_where_a_page_fails(
    library: Open, world: World, fault: Fault
) -> None:
    numbers = many(world, 11)
    world.faults["/ctgov/studies"] = [fault]
    with library(attempts=1) as sources:
        assert codes(fetched(sources, *numbers)) == [""] * 11
    assert len(world.asked) == 12


def test_an_identifier_given_twice_is_asked_once(library: Open, world: World) -> None:
    with library() as sources:
        found = fetched(sources, NCT, NCT, PMID, PMID)
    assert codes(found) == [""] * 4
    assert len(world.asked) == 2


@pytest.mark.parametrize("words", ["NCT09999999", "99999999", "PMC9999999", "10.9999/none"])
def test_what_a_source_does_not_have_is_told_and_the_rest_goes_on(
    library: Open, words: str
) -> None:
    with library() as sources:
        found = fetched(sources, NCT, PMID, words, "99900002", PMCID)
    assert codes(found) == ["", "", "not-at-source", "", ""]
    assert words.removeprefix("PMID:") in str(found[2].content)


def test_that_there_was_no_record_is_not_believed_for_long(
    library: Open, world: World, time: Time
) -> None:
    with library() as sources:
        assert isinstance(failure(sources, "99900009"), NotAtSource)
        assert isinstance(failure(sources, "NCT09990009"), NotAtSource)
        assert isinstance(failure(sources, DOI), NotAtSource)
    time.pass_(1)
    world.articles["99900009"] = article("99900009")
    world.studies["NCT09990009"] = study("NCT09990009")
    world.hits[DOI] = [{"doi": DOI, "pmid": PMID}]
    with library() as sources:
        assert codes(fetched(sources, "99900009", "NCT09990009", DOI)) == ["", "", ""]


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (b"<eFetchResult><ERROR>ID list is empty! Possibly no correct IDs.</ERROR></eFetchResult>",
         "not-at-source"),
        (b"<eFetchResult><ERROR>Search Backend failed</ERROR></eFetchResult>", "bad-reply"),
        (b"<eFetchResult></eFetchResult>", "bad-reply"),
        (b"<PubmedArticleSet/>", "not-at-source"),
        (b"<PubmedArticleSet><PubmedArticle></PubmedArticle><PubmedArticle ></PubmedArticleSet>",
         "not-at-source"),
    ],
)  # fmt: skip
def test_pubmed_says_with_status_200_that_there_is_nothing(
    library: Open, world: World, reply: bytes, code: str
) -> None:
    world.faults["/eutils/efetch"] = [sent(200, reply, "text/xml")]
    with library() as sources:
        assert failure(sources, PMID).code == code


def test_a_missing_address_of_pubmed_is_told(library: Open, world: World) -> None:
    world.faults["/eutils/efetch"] = [sent(404, b"")]
    with library() as sources:
        assert isinstance(failure(sources, PMID), NotAtSource)


@pytest.mark.parametrize(
    ("hits", "wanted"),
    [
        ([{"pmid": PMID, "pmcid": PMCID, "isOpenAccess": "Y"}], b"<article>"),
        ([{"pmid": PMID, "pmcid": PMCID, "isOpenAccess": "N"}], b"<PubmedArticleSet>"),
        ([{"pmid": PMID}], b"<PubmedArticleSet>"),
        ([{"pmid": PMID}, {"pmid": PMID}], b"<PubmedArticleSet>"),
        ([{"pmid": PMID, "pmcid": "PMC9990009", "isOpenAccess": "Y"}], b"<PubmedArticleSet>"),
        ([{"pmid": PMID}, {"id": "PPR1", "source": "PPR"}], b"<PubmedArticleSet>"),
        ([{"pmcid": PMCID, "isOpenAccess": "Y"}], b"<article>"),
        (
            [
                {"pmid": PMID, "pmcid": PMCID, "isOpenAccess": "Y"},
                {"pmcid": PMCID, "isOpenAccess": "Y"},
            ],
            b"<article>",
        ),
    ],
)
def test_a_doi_is_its_open_full_text_else_its_record(
    library: Open, world: World, hits: list[dict[str, str]], wanted: bytes
) -> None:
    world.hits[DOI] = [{"doi": DOI.upper(), **hit} for hit in hits]
    with library() as sources:
        assert wanted in content(sources, f"https://doi.org/{DOI}")


@pytest.mark.parametrize(
    ("hits", "words"),
    [
        ([{"doi": DOI, "pmid": "1"}, {"doi": DOI, "pmid": "2"}], "2 records for the DOI"),
        ([{"doi": DOI, "source": "PPR"}], "without PMID and open full text"),
        ([{"doi": "10.9999/another", "pmid": "1"}], "no record"),
        ([{"doi": DOI, "pmcid": "PMC9990009", "isOpenAccess": "Y"}], "no open full text"),
        ([{"doi": DOI, "pmcid": "PMC1/../x", "isOpenAccess": "Y"}], "without PMID"),
        ([{"doi": DOI, "pmid": "99900009"}], "PubMed has no record 99900009"),
        ([], "no record"),
    ],
)
def test_a_doi_of_several_records_or_none_is_told(
    library: Open, world: World, hits: list[dict[str, str]], words: str
) -> None:
    world.hits[DOI] = hits
    with library() as sources:
        error = failure(sources, DOI)
    assert isinstance(error, NotAtSource)
    assert words in str(error)


@pytest.mark.parametrize(
    ("path", "words", "body"),
    [
        ("/ctgov", NCT, b'{"protocolSection": {}}'),
        ("/ctgov", NCT, b"[]"),
        ("/epmc", PMCID, b"<book></book>"),
        ("/epmc/search", DOI, b'{"version": "6"}'),
        ("/epmc/search", DOI, b'{"resultList": {"result": {}}}'),
    ],
)
def test_a_whole_reply_that_is_no_record_is_told(
    library: Open, world: World, path: str, words: str, body: bytes
) -> None:
    media = "text/xml" if body.startswith(b"<") else "application/json"
    world.faults[path] = [sent(200, body, media)]
    with library() as sources:
        assert isinstance(failure(sources, words), BadReply)


def test_a_source_that_has_no_search_for_dois_is_told(library: Open, world: World) -> None:
    world.faults["/epmc/search"] = [sent(404, b"")]
    with library() as sources:
        assert isinstance(failure(sources, DOI), NotAtSource)


def test_a_batch_that_fails_fails_for_each_of_its_records(library: Open, world: World) -> None:
    world.faults["/eutils"] = [sent(500, b"")] * 3
    with library(attempts=3) as sources:
        found = fetched(sources, PMID, NCT, "99900002")
    assert codes(found) == ["source-unavailable", "", "source-unavailable"]
    assert isinstance(found[0].content, SourceUnavailable)


def test_who_asks_is_said(library: Open, world: World) -> None:
    with library(contact="curator@example.org", ncbi_api_key="s3cret") as sources:
        fetched(sources, NCT, PMID)
    study_asked, record_asked = world.asked
    agent = study_asked.headers["user-agent"]
    assert agent.startswith("trialgraph/")
    assert agent.endswith("(mailto:curator@example.org)")
    assert record_asked.parameters["tool"] == "trialgraph"
    assert record_asked.parameters["email"] == "curator@example.org"
    assert record_asked.parameters["api_key"] == "s3cret"
    assert json.loads(json.dumps(study_asked.parameters)) == {}


def test_another_study_than_was_asked_for_is_refused(library: Open, world: World) -> None:
    world.studies[NCT] = study("NCT09990009")
    with library() as sources:
        assert isinstance(failure(sources, NCT), BadReply)


def test_a_study_comes_by_a_number_that_it_had_before(library: Open, world: World) -> None:
    world.studies[NCT] = merged = study("NCT09990009", before=NCT)
    with library() as sources:
        assert content(sources, NCT) == json_bytes(merged)
