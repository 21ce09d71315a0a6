"""The reviews as the API lists them: filtered, in pages and in every form."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from rdflib import URIRef
from tests.curate.reviewing import facts
from tests.server.conftest import Live
from tests.server.linked.test_context import body_of, read, turtle
from tests.server.reviews.asked import DOCUMENT, QUOTE, WHY, corrected, store_in
from tests.server.writing import code

from trialgraph import names
from trialgraph.curate import review
from trialgraph.curate.decision import Motive
from trialgraph.evidence.reviews import Correction
from trialgraph.model.text import Span
from trialgraph.server import Settings, create_app
from trialgraph.server.api.reviews import REVIEW

LISTED = "/api/v1/reviews"


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return a store, and a fact of it that one person confirmed and another corrected."""
    place = store_in(tmp_path_factory.mktemp("listed"))
    (named,) = facts(place, "ReportedEstimate")
    said = corrected(place)
    span = Span(int(str(said["start"])), int(str(said["end"])))
    at = datetime(2026, 1, 2, tzinfo=UTC)
    review.confirm(place, named, Motive("Looked.", "B. Reviewer", at))
    correction = Correction(str(said["field"]), str(said["value"]), str(said["quote"]), span)
    review.correct(place, named, [correction], Motive(WHY["reason"], WHY["by"], at))
    return place, named


@pytest.fixture(scope="module")
def client(reviewed: tuple[Path, str], live: Live) -> Iterator[httpx.Client]:
    """Return a client of a server over that store."""
    settings = Settings(reviewed[0], workers=1)
    with live(create_app(settings)) as at, httpx.Client(base_url=at, timeout=60) as one:
        yield one


def listed(client: httpx.Client, **asked: str) -> list[dict[str, Any]]:
    """Return the rows that fit some filters."""
    answer = client.get(LISTED, params=asked)
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()["rows"]
    return rows


def test_a_correction_is_a_row_with_the_words_it_rests_on(
    client: httpx.Client, reviewed: tuple[Path, str]
) -> None:
    store, named = reviewed
    (row,) = listed(client)
    assert tuple(row) == REVIEW.fields
    assert (row["verb"], row["state"], row["fact"]) == ("correct", "corrected", named)
    assert (row["corrected"], row["values"]) == (["upper"], ["0.71"])
    place = corrected(store)
    (passage,) = row["passages"]
    assert passage == {
        "document": DOCUMENT,
        "start": place["start"],
        "end": place["end"],
        "exact": QUOTE,
    }
    body = client.get(LISTED).json()
    assert (body["truncated"], body["searched"]["documents"]) == (False, 1)
    assert DOCUMENT in body["documents"]


@pytest.mark.parametrize(
    ("asked", "verbs"),
    [
        ({}, ["correct"]),
        ({"all": "true"}, ["correct", "confirm"]),
        ({"all": "true", "verb": "confirm"}, ["confirm"]),
        ({"verb": "reject"}, []),
        ({"document": DOCUMENT}, ["correct"]),
        ({"by": "A. Reviewer"}, ["correct"]),
        ({"by": "B. Reviewer"}, []),
        ({"all": "true", "by": "B. Reviewer"}, ["confirm"]),
        ({"since": "2026-01-02"}, ["correct"]),
        ({"since": "2026-01-03"}, []),
        ({"state": "superseded"}, ["confirm"]),
    ],
)
def test_reviews_are_found_by_what_is_known_of_them(
    client: httpx.Client, asked: dict[str, str], verbs: list[str]
) -> None:
    assert [row["verb"] for row in listed(client, **asked)] == verbs


def test_a_fact_is_named_by_its_iri_or_its_end(
    client: httpx.Client, reviewed: tuple[Path, str]
) -> None:
    (row,) = listed(client, fact=reviewed[1])
    end = reviewed[1].removeprefix(names.document(""))
    assert listed(client, fact=end) == [row]
    wrong = client.get(LISTED, params={"fact": f"{end}9"})
    assert (wrong.status_code, wrong.json()["code"]) == (404, "unknown-fact")


def test_pages_and_forms_say_the_same(client: httpx.Client) -> None:
    whole = listed(client, all="true")
    first = client.get(LISTED, params={"all": "true", "limit": 1})
    assert first.json()["rows"] == whole[:1]
    second = client.get(first.links["next"]["url"])
    assert second.json()["rows"] == whole[1:2]
    (row,) = whole = listed(client)
    (line,) = csv.DictReader(io.StringIO(client.get(f"{LISTED}.csv").text, newline=""))
    assert (line["decision"], line["passage_exact"]) == (row["decision"], QUOTE)
    assert [json.loads(one) for one in client.get(f"{LISTED}.ndjson").text.splitlines()] == whole
    said = ox.parse(client.get(f"{LISTED}.ttl").content, format=ox.RdfFormat.TURTLE)
    assert {str(one.subject.value) for one in said} == {row["iri"]}
    (few,) = listed(client, fields="by,verb")
    assert few == {"verb": "correct", "by": WHY["by"]}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_as_linked_data_a_review_says_what_its_turtle_says(
    client: httpx.Client, reviewed: tuple[Path, str]
) -> None:
    body = body_of(client, LISTED)
    told = read(body)
    wanted = ("reviews", "reviewedDocument", "decisionReason", "decidedBy", "decidedAt")
    assert {str(one) for one in told.predicates()} == {names.term(one) for one in wanted}
    assert {str(one) for one in told.objects(None, URIRef(names.term("reviews")))} == {reviewed[1]}
    assert set(told) - turtle(client, LISTED) == set()


@pytest.mark.parametrize(
    "asked",
    [
        {"verb": "praise"},
        {"state": "good"},
        {"since": "yesterday"},
        {"since": "2026-02-30"},
        {"all": "maybe"},
        {"fields": "price"},
        {"dose": "1"},
    ],
)
def test_what_no_review_has_is_refused(client: httpx.Client, asked: dict[str, str]) -> None:
    assert code(client.get(LISTED, params=asked)) == (400, "bad-parameter")


def test_estimates_are_found_by_what_reviewers_said(client: httpx.Client) -> None:
    (row,) = client.get("/api/v1/effects", params={"review": "corrected"}).json()["rows"]
    assert (row["review"], row["reviewed_by"], row["review_reason"]) == (
        "corrected",
        WHY["by"],
        WHY["reason"],
    )
    assert client.get("/api/v1/effects", params={"review": "not_reviewed"}).json()["rows"] == []
