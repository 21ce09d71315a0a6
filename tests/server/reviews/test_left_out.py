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
