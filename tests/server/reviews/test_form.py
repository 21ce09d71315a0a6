"""Reviews by the form of a page: what it asks, where it leads, and how it is refused."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.server.conftest import Live
from tests.server.reviews.asked import DOCUMENT, FORM, QUOTE, REVIEWS, WHY, corrected, fact, shown
from tests.server.web.looking import looked_at
from tests.serving import TOKEN

from trialgraph import names
from trialgraph.server import Settings, create_app
from trialgraph.server.addresses import review_page
from trialgraph.store import create_or_open

PAGE = {"accept": "text/html,*/*;q=0.8", "authorization": ""}


@pytest.fixture
def person(client: httpx.Client) -> Iterator[httpx.Client]:
    """Return a client that asks as a browser does, without a header of the token."""
    with httpx.Client(base_url=client.base_url, headers=PAGE, timeout=60) as one:
        yield one


def effect_page(client: httpx.Client) -> str:
    """Return the page of the one estimate."""
    (row,) = client.get("/api/v1/effects").json()["rows"]
    return str(row["iri"]).replace(names.ID, "/effects/")


def form_of(page: str) -> dict[str, str]:
    """Return the fields of the first form of reviews on a page, as a browser would send them."""
    (form, *_) = looked_at(page).xpath("//form[@class='review']")
    assert (form.get("method"), form.get("action")) == ("post", REVIEWS)
    assert form.xpath(".//input[@name='token']/@type") == ["password"]
    assert form.xpath(".//input[@name='token']/@autocomplete") == ["off"]
    # A browser leaves out the line break that a text field begins with; the parser does not.
    return {name: (words or "").removeprefix("\n") for name, words in form.form_values()}


def wrong_in(answer: httpx.Response) -> dict[str, str]:
    """Return what a refused form says next to each of its fields."""
    assert TOKEN not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    page = looked_at(answer.text)
    (form,) = page.xpath("//form[@class='review']")
    assert form.xpath(".//input[@name='token']/@value") == []
    summary = page.xpath("//*[@role='alert']//a/@href")
    assert {one.removeprefix("#") for one in summary} <= set(page.xpath("//@id"))
    told = form.xpath(".//*[@class='wrong']")
    return {one.get("id").removesuffix("-wrong").rpartition("-")[2]: one.text for one in told}


def test_an_estimates_page_has_the_form_and_then_the_review(person: httpx.Client) -> None:
    place = effect_page(person)
    page = person.get(place).text
    assert "Nobody reviewed it." in page
    form = form_of(page)
    assert (form["fact"], form["back"]) == (fact(person), f"{place}#reviews")
    assert form["quote"]
    sent = person.post(REVIEWS, data={**form, **WHY, "verb": "confirm", "token": TOKEN})
    assert (sent.status_code, sent.headers["location"]) == (303, f"{place}#reviews")
    assert "set-cookie" not in sent.headers
    said = looked_at(person.get(sent.headers["location"]).text).xpath("//ol[@class='reviews']/li")
    (words,) = (" ".join(one.text_content().split()) for one in said)
    assert words.startswith(f"confirmed confirm by {WHY['by']}, 20")
    assert words.endswith(WHY["reason"])


def test_after_a_rejection_its_trial_is_shown_with_what_it_leaves_out(
    person: httpx.Client,
) -> None:
    place = effect_page(person)
    form = form_of(person.get(place).text) | {**WHY, "verb": "reject", "token": TOKEN}
    sent = person.post(REVIEWS, data=form)
    assert sent.status_code == 303
    assert sent.headers["location"].startswith("/trials/")
    assert person.get(place).status_code == 404
    trial = looked_at(person.get(sent.headers["location"], follow_redirects=True).text)
    (link,) = trial.xpath("//section[@aria-labelledby='reviews']//p/a/@href")
    assert link == review_page(form["fact"])
    alone = form_of(person.get(link).text)
    again = person.post(REVIEWS, data={**alone, **WHY, "verb": "confirm", "token": TOKEN})
    assert again.headers["location"] == link
    assert person.get(place).status_code == 200


def test_a_fact_of_a_document_leads_to_its_review(person: httpx.Client) -> None:
    links = looked_at(person.get(f"/documents/{DOCUMENT}").text).xpath(
        "//ol[@class='read']//a[text()='review']/@href"
    )
    assert review_page(fact(person)) in links
    for link in links:
        answer = person.get(link)
        assert answer.status_code == 200
        assert form_of(answer.text)["fact"]
    assert person.get("/review?fact=pubmed-1/estimate/1-2").status_code == 404
    assert person.get("/review").status_code == 404


def typed(client: httpx.Client, store: Path) -> dict[str, str]:
    """Return a correction as it is typed."""
    own = {name: str(value) for name, value in corrected(store).items()}
    return {"verb": "correct", "fact": fact(client), "back": "/", "token": TOKEN, **WHY, **own}


@pytest.mark.parametrize(
    ("changed", "status", "wrong"),
    [
        ({"token": "another-token-of-some-length"}, 401, {"token": "another token"}),
        ({"token": ""}, 401, {"token": "found no token"}),
        ({"start": "0", "end": str(len(QUOTE))}, 422, {"start": "they stand at"}),
        ({"start": "-1", "end": "x"}, 400, {"start": "'-1'", "end": "'x'"}),
        ({"start": "9", "end": "4"}, 400, {"end": "more than 9"}),
        (
            {"reason": "a" * 100_000, "by": "b" * 300, "value": "1" * 501, "quote": "q" * 2_001},
            400,
            {
                "reason": "found 100000 characters, wanted 2000",
                "by": "wanted 200",
                "value": "wanted 500",
                "quote": "wanted 2000",
            },
        ),
        ({"quote": "no such words"}, 422, {"start": "wanted the quoted words"}),
        ({"value": "0.99"}, 422, {"value": "do not print"}),
        ({"field": "size"}, 422, {"field": "no field"}),
        (
            {"field": "", "value": "", "quote": ""},
            400,
            {"field": "which value", "value": "the right one", "quote": "that say so"},
        ),
        ({"reason": " ", "by": ""}, 400, {"reason": "why", "by": "name"}),
        ({"verb": "praise"}, 400, {"verb": "confirm, correct or reject"}),
    ],
)
def test_a_refused_form_keeps_what_was_typed_and_says_what_is_wrong(
    person: httpx.Client, store: Path, changed: dict[str, str], status: int, wrong: dict[str, str]
) -> None:
    sent = typed(person, store) | changed
    answer = person.post(REVIEWS, data=sent)
    assert answer.status_code == status, answer.text
    told = wrong_in(answer)
    assert told.keys() == wrong.keys()
    assert all(words in told[name] for name, words in wrong.items())
    kept = form_of(answer.text)
    names_kept = kept.keys() - {"token", "verb", "field"}
    assert {name: kept[name] for name in names_kept} == {name: sent[name] for name in names_kept}
    assert [row.get("state") for row in shown(person)] == [None]


@pytest.mark.parametrize(
    ("body", "status"), [(b"reason=" + b"a" * 1_000_001, 413), (b"reason=%ff&&", 400)]
)
def test_a_form_that_cannot_be_read_is_told_on_a_page(
    person: httpx.Client, body: bytes, status: int
) -> None:
    answer = person.post(REVIEWS, content=body, headers=FORM)
    assert answer.status_code == status
    assert looked_at(answer.text).xpath("//*[@role='alert']")
    told = person.post(REVIEWS, content=body, headers={**FORM, "accept": "application/json"})
    assert told.headers["content-type"] == "application/problem+json"


def test_the_same_review_twice_is_told_at_the_form(person: httpx.Client, store: Path) -> None:
    sent = typed(person, store)
    assert person.post(REVIEWS, data=sent).status_code == 303
    again = person.post(REVIEWS, data=sent)
    assert again.status_code == 409
    assert "the same review" in wrong_in(again)["verb"]


def test_a_fact_that_nobody_says_is_told_on_a_page(person: httpx.Client, store: Path) -> None:
    sent = typed(person, store)
    hostile = person.post(REVIEWS, data=sent | {"fact": "<script>", "token": ""})
    assert hostile.status_code == 401
    assert looked_at(hostile.text).xpath("//script") == []
    answer = person.post(REVIEWS, data=sent | {"fact": "pubmed-1/estimate/1-2"})
    assert answer.status_code == 404
    assert "found no fact" in looked_at(answer.text).xpath("string(//*[@role='alert'])")


def test_a_store_that_another_writes_to_is_told_and_the_form_kept(
    person: httpx.Client, store: Path
) -> None:
    with create_or_open(store):
        answer = person.post(REVIEWS, data=typed(person, store))
    assert answer.status_code == 503
    assert wrong_in(answer) == {}
    assert "is writing to the store" in looked_at(answer.text).xpath("string(//*[@role='alert'])")
    assert form_of(answer.text)["reason"] == WHY["reason"]


def test_without_a_write_token_a_sentence_says_how_reviewing_is_turned_on(
    store: Path, live: Live
) -> None:
    with (
        live(create_app(Settings(store, workers=1))) as at,
        httpx.Client(base_url=at, headers=PAGE, timeout=60) as one,
    ):
        pages = [one.get(effect_page(one)).text, one.get(review_page(fact(one))).text]
        refused = one.post(REVIEWS, data={**WHY, "verb": "confirm", "fact": "x", "token": TOKEN})
    for page in pages:
        assert looked_at(page).xpath("//form[@class='review']") == []
        assert "--write-token" in page
    assert refused.status_code == 403
    assert looked_at(refused.text).xpath("//*[@role='alert']")
