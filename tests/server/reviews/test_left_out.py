"""A rejected fact is told wherever what followed from it would stand."""

import httpx
import pytest
from tests.server.reviews.asked import DOCUMENT, REVIEWS, WHY, fact

HTML = {"accept": "text/html"}
WORDS = "rejected by A. Reviewer on "


@pytest.fixture
def rejected(client: httpx.Client) -> str:
    """Return the one estimate, which was rejected."""
    named = fact(client)
    assert client.post(REVIEWS, json={"verb": "reject", "fact": named, **WHY}).status_code == 201
    return named


def test_the_api_tells_it_beside_its_rows(client: httpx.Client, rejected: str) -> None:
    trial = client.get("/api/v1/trials").json()["rows"][0]["trial"]
    for path in ("/effects", f"/trials/{trial}/effects", f"/documents/{DOCUMENT}"):
        body = client.get(f"/api/v1{path}").json()
        (one,) = body["left_out"]
        assert (one["fact"], one["in_document"]) == (rejected, DOCUMENT)
        assert (one["reviewed_by"], one["review_reason"]) == ("A. Reviewer", WHY["reason"])
    assert client.get("/api/v1/effects").json()["rows"] == []


def test_only_where_it_might_have_stood(client: httpx.Client, rejected: str) -> None:
    (one,) = client.get("/api/v1/effects").json()["left_out"]
    own = {"endpoint": one["endpoint"], "trial": one["trial"]}
    assert len(client.get("/api/v1/effects", params=own).json()["left_out"]) == 1
    other = "OS" if one["endpoint"] != "OS" else "PFS"
    assert client.get("/api/v1/effects", params={"endpoint": other}).json()["left_out"] == []
    assert rejected


FITTING = {
    "adds": ("", "pertuzumab"),
    "intervention": ("", "pertuzumab"),
    "phase": ("3", "2"),
    "population": ("all", ""),
    "stage": ("final", ""),
    "review": ("rejected", "confirmed"),
    "updated_since": ("2020-01-01", "2999-01-01"),
}


@pytest.mark.parametrize(("name", "words"), FITTING.items(), ids=FITTING)
def test_other_filters_hold_of_it_too(
    client: httpx.Client, rejected: str, name: str, words: tuple[str, str]
) -> None:
    assert rejected
    for word, count in zip(words, (1, 0), strict=True):
        if word:
            body = client.get("/api/v1/effects", params={name: word}).json()
            assert len(body["left_out"]) == count, (word, body)


def test_trials_and_pools_tell_it(client: httpx.Client, rejected: str) -> None:
    trial = client.get("/api/v1/trials").json()["rows"][0]["trial"]
    (one,) = client.get(f"/api/v1/trials/{trial}").json()["left_out"]
    assert one["fact"] == rejected
    pool = client.get("/api/v1/pool", params={"drug": "pertuzumab", "endpoint": "OS"})
    assert pool.json()["left_out"] == []


def test_forms_without_a_place_for_it_count_it_in_a_header(
    client: httpx.Client, rejected: str
) -> None:
    assert rejected
    for path in ("/effects", "/effects.csv", "/effects.ndjson", "/effects.ttl"):
        answer = client.get(f"/api/v1{path}", headers={"origin": "https://example.org"})
        assert answer.headers["trialgraph-left-out"] == "1"
        assert "Trialgraph-Left-Out" in answer.headers["access-control-expose-headers"]
    assert "trialgraph-left-out" not in client.get("/api/v1/trials.csv").headers


def test_a_rejected_interval_is_told_with_its_end_point(client: httpx.Client) -> None:
    part = fact(client).replace("/estimate/", "/interval/")
    sent = client.post(REVIEWS, json={"verb": "reject", "fact": part, **WHY})
    assert sent.status_code == 201, sent.text
    body = client.get("/api/v1/effects").json()
    (one,), (row,) = body["left_out"], body["rows"]
    assert (one["fact"], one["endpoint"], one["measure"]) == (part, row["endpoint"], "HR")
    assert one["value_printed"] == "0.57 to 0.88"


def test_pages_and_questions_tell_it(client: httpx.Client, rejected: str) -> None:
    (one,) = client.get("/api/v1/effects").json()["left_out"]
    for path in (
        "/effects",
        f"/documents/{DOCUMENT}",
        f"/trials/{one['trial']}",
        f"/questions/results-over-time?trial={one['trial']}&asked=yes",
    ):
        page = client.get(path, headers=HTML).text
        assert all(WHY[one] in page for one in ("by", "reason")), path
    told = client.get(f"/api/v1/questions/results-over-time?trial={one['trial']}").json()
    assert [each["fact"] for each in told["left_out"]] == [rejected]


def test_nothing_is_told_where_nothing_was_rejected(client: httpx.Client) -> None:
    assert client.get("/api/v1/effects").json()["left_out"] == []
    assert WORDS not in client.get("/effects", headers=HTML).text
