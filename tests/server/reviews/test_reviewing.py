"""Reviews over HTTP: who may, by JSON or by a form, and what is refused."""

import threading
from pathlib import Path

import httpx
import pytest
from tests.server.reviews.asked import FORM, QUOTE, REVIEWS, WHY, corrected, fact, shown
from tests.server.writing import code
from tests.serving import TOKEN

from trialgraph import names
from trialgraph.server.review_request import MOST_OCTETS, local_page


def test_a_fact_is_confirmed_and_listed(client: httpx.Client) -> None:
    named = fact(client)
    made = client.post(REVIEWS, json={"verb": "confirm", "fact": named, **WHY})
    assert made.status_code == 201, made.text
    assert made.headers["location"] == made.json()["iri"]
    assert [row["state"] for row in shown(client)] == [f"{names.ONTOLOGY}ReviewConfirmed"]
    (one,) = client.get("/api/v1/reviews", params={"fact": named}).json()["rows"]
    assert (one["decision"], one["state"]) == (made.json()["decision"], "confirmed")
    assert client.get("/api/v1/reviews", params={"state": "rejected"}).json()["rows"] == []
    assert code(client.get("/api/v1/reviews", params={"state": "good"})) == (400, "bad-parameter")


def test_a_fact_is_corrected_by_the_words_of_its_document(
    client: httpx.Client, store: Path
) -> None:
    asked = {"verb": "correct", "fact": fact(client), "corrections": [corrected(store)], **WHY}
    made = client.post(REVIEWS, json=asked)
    assert made.status_code == 201, made.text
    assert [row["upper"] for row in shown(client)] == ["0.71"]
    assert made.json()["corrections"] == [corrected(store)]


def test_a_form_sends_the_token_in_its_body_and_is_led_back(
    client: httpx.Client, store: Path
) -> None:
    form = {"verb": "correct", "fact": fact(client), "back": "/effects/x", "token": TOKEN, **WHY}
    form |= {name: str(value) for name, value in corrected(store).items()}
    sent = client.post(REVIEWS, data=form, headers={"authorization": ""})
    assert (sent.status_code, sent.headers.get("location")) == (303, "/effects/x"), sent.text
    assert [row["upper"] for row in shown(client)] == ["0.71"]


@pytest.mark.parametrize(
    ("back", "page"),
    [
        ("/effects/a?b=c#d", "/effects/a?b=c#d"),
        ("//example.org", "/"),
        ("/\\example.org", "/"),
        ("https://example.org", "/"),
        ("/a\r\nSet-Cookie: x", "/"),
        ("", "/"),
    ],
)
def test_nobody_is_led_elsewhere(back: str, page: str) -> None:
    assert local_page(back) == page


@pytest.mark.parametrize("token", ["", "another-token-of-some-length"])
def test_without_the_token_nothing_is_reviewed(client: httpx.Client, token: str) -> None:
    asked = {"verb": "reject", "fact": fact(client), **WHY}
    header = {"authorization": f"Bearer {token}" if token else ""}
    assert code(client.post(REVIEWS, json=asked, headers=header)) == (401, "token-wanted")
    assert code(client.post(REVIEWS, data={**asked, "token": token})) == (401, "token-wanted")
    assert len(shown(client)) == 1


def test_what_cannot_be_reviewed_is_told(client: httpx.Client, store: Path) -> None:
    right = {"verb": "correct", "fact": fact(client), "corrections": [corrected(store)], **WHY}
    moved = {**corrected(store), "start": 0, "end": len(QUOTE)}
    refused = {
        "unknown-fact": (404, {**right, "fact": "pubmed-1/estimate/1-2"}),
        "decision-unfounded": (400, {**right, "reason": " "}),
        "correction-refused": (422, {**right, "corrections": [moved]}),
        "unknown-decision": (404, {**right, "verb": "undo", "fact": "none"}),
    }
    for wanted, (status, asked) in refused.items():
        answer = client.post(REVIEWS, json=asked)
        assert code(answer) == (status, wanted)
    client.post(REVIEWS, json=right)
    again = client.post(REVIEWS, json=right)
    assert code(again) == (409, "decision-idle")


JSON = {"content-type": "application/json"}
_START = b'{"verb": "correct", "fact": "", "reason": "", "by": "", "corrections": '


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"[" * 50_000,
        b'{"verb": "confirm"}',
        b'{"verb": "praise", "fact": "", "reason": "", "by": ""}',
        _START + b"{}}",
        _START + b"[1]}",
        _START + b'[{"start": -1, "end": 2}]}',
        _START + b'[{"start": 1, "end": 2}]}',
    ],
)
def test_a_body_that_asks_for_no_review_is_refused(client: httpx.Client, body: bytes) -> None:
    answer = client.post(REVIEWS, content=body, headers={"content-type": "application/json"})
    assert code(answer) == (400, "bad-request")


@pytest.mark.parametrize(
    "body", [b"", b"\xff", b"verb=correct&start=x&end=2", b"a=1&" * 200 + b"b=1"]
)
def test_a_form_that_asks_for_no_review_is_refused(client: httpx.Client, body: bytes) -> None:
    answer = client.post(REVIEWS, content=body, headers=FORM)
    assert code(answer) == (400, "bad-request")


def test_other_and_longer_bodies_are_refused(client: httpx.Client) -> None:
    other = client.post(REVIEWS, content=b"x", headers={"content-type": "text/plain"})
    assert other.status_code == 415
    long = client.post(REVIEWS, content=b"a" * (MOST_OCTETS + 1), headers=JSON)
    assert code(long) == (413, "request-too-large")


def test_reviews_at_once_come_one_after_the_other(client: httpx.Client) -> None:
    """All are taken in: they wait for each other and for the one writer."""
    named = fact(client)
    answers: list[int] = []

    def act(by: str) -> None:
        asked = {"verb": "confirm", "fact": named, "reason": "Looked.", "by": by}
        answers.append(client.post(REVIEWS, json=asked).status_code)

    threads = [threading.Thread(target=act, args=[f"Reviewer {number}"]) for number in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert answers == [201, 201, 201]
    asked = {"fact": named, "all": "true"}
    listed = client.get("/api/v1/reviews", params=asked).json()["rows"]
    mine = [one["state"] for one in listed if one["by"].startswith("Reviewer")]
    assert sorted(mine) == ["confirmed", "superseded", "superseded"]
