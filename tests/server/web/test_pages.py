"""Each page is there, whole, small, from here alone, and what is typed stays words."""

from urllib.parse import quote

import pytest
from httpx import Client
from tests.server.web.looking import looked_at

from trialgraph.catalogue.card import names
from trialgraph.catalogue.effect_filters import FILTERS

MOST = 200_000  # octets of a page
POOLED = "/compare?drug=pertuzumab&endpoint=PFS"
PAGES = [
    "/",
    "/?q=nothing-of-the-kind",
    "/effects",
    "/effects?adds=pertuzumab&adds=trastuzumab&endpoint=OS",
    "/effects?adds=pertuzumab&phase=4",
    "/effects?adds=nonsense",
    "/effects?dose=1",
    "/effects?limit=x",
    "/questions",
    "/questions/os-benefit-from-adding?drug=pertuzumab",
    "/questions/pooled-effect?drug=pertuzumab&endpoint=PFS",
    "/questions/effects?asked=yes",
    "/questions/nonsense",
    "/compare",
    POOLED,
    f"{POOLED}&allow=lines_differ,definitions_differ,unknown_key_part",
    f"{POOLED}&allow=same_trial_twice",
    "/compare?drug=a&drug=b",
    "/trials",
    "/trials/NCT02514681",
    "/trials/NCT00567190",
    "/trials?phase=4",
    "/documents",
    "/documents?q=nothing-of-the-kind",
    "/documents/sha-18ed832dca911a39",
    "/documents/nothing",
    "/interventions",
    "/interventions/pertuzumab",
    "/conditions",
    "/endpoints/OS",
    "/findings",
    "/findings?severity=warning",
    "/about",
    "/effects/trial/NCT02514681/result/OS/HR/final/0-73",
    "/review?fact=ctgov-NCT02514681/arm/0",
    "/review",
    "/nowhere",
]
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "\u202ecod.live\u2066",
    "javascript:alert(1)",
    "</title></textarea></svg>",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_from_here_alone(site: Client, path: str) -> None:
    answer = site.get(path)
    assert answer.headers["content-type"].startswith("text/html"), answer.text
    assert answer.status_code < 500
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert len(answer.content) < MOST
    page = looked_at(answer.text)
    assert "Not medical advice" in page.xpath("string(//footer)")
    assert "version 1" in page.xpath("string(//footer)")


@pytest.mark.parametrize("name", names())
def test_every_question_has_a_page_with_a_field_for_each_parameter(site: Client, name: str) -> None:
    answer = site.get(f"/questions/{name}")
    assert answer.status_code == 200
    page = looked_at(answer.text)
    told = site.get("/api/v1/questions").json()["questions"]
    (own,) = (one for one in told if one["name"] == name)
    assert {one["name"] for one in own["parameters"]} <= set(page.xpath("//form//@name"))


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize(
    "path",
    [
        "/?q={}",
        "/?{}=1",
        "/effects?adds={}",
        "/effects?population={}",
        "/effects?{}=1",
        "/effects?cursor={}",
        "/questions/{}",
        "/questions/effects?trial={}",
        "/questions/effects?{}=1",
        "/compare?drug={}&endpoint=OS",
        "/compare?drug=pertuzumab&endpoint=OS&allow={}",
        "/trials?q={}",
        "/trials?{}=1",
        "/trials/{}",
        "/effects/{}",
        "/documents?q={}",
        "/documents?state={}",
        "/documents/{}",
        "/documents/ctgov-NCT02514681?at={}",
        "/documents/ctgov-NCT02514681?part={}",
        "/interventions?cursor={}",
        "/interventions/{}",
        "/review?fact={}",
        "/review?fact=ctgov-NCT02514681/arm/0&back={}",
        "/findings?code={}",
        "/findings?trial={}",
        "/{}",
    ],
)
def test_what_is_typed_stays_words(site: Client, path: str, words: str) -> None:
    answer = site.get(path.format(quote(words, safe="")))
    assert answer.status_code < 500
    page = looked_at(answer.text)
    assert page.xpath("//script[not(starts-with(@src, '/static/'))]|//img") == []
    assert "49" not in page.xpath("string(//title)")
    assert not any(one.startswith("javascript") for one in page.xpath("//@href"))


def test_an_error_has_its_status_on_a_page(site: Client) -> None:
    statuses = {
        "/effects?adds=nonsense": 404,
        "/effects?dose=1": 400,
        "/effects?limit=0": 400,
        "/questions/nonsense": 404,
        "/questions/effects?dose=1": 400,
        "/?q=nothing-of-the-kind": 404,
        f"/?q={'x' * 300}": 400,
        "/?q=a&q=b": 400,
        f"{POOLED}&allow=everything": 400,
    }
    for path, status in statuses.items():
        answer = site.get(path)
        assert answer.status_code == status, path
        assert looked_at(answer.text).xpath("//*[@role='alert']"), path


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("NCT02514681", "/trials/NCT02514681"),
        ("precious", "/trials/NCT02514681"),
        ("Perjeta", "/interventions/pertuzumab"),
        ("overall survival", "/endpoints/OS"),
        ("PRECIOUS trial", "/trials/NCT02514681"),
        ("Perjeta.", "/interventions/pertuzumab"),
        ("pertuzumab OS", "/effects?intervention=pertuzumab&endpoint=OS"),
        ("overall survival Perjeta", "/effects?intervention=Perjeta&endpoint=overall+survival"),
    ],
)
def test_exactly_one_thing_leads_to_its_page(site: Client, typed: str, page: str) -> None:
    answer = site.get("/", params={"q": typed})
    assert (answer.status_code, answer.headers["location"]) == (303, page)


def test_what_is_not_found_tells_the_nearest_and_how_to_bring_a_document_in(site: Client) -> None:
    page = looked_at(site.get("/", params={"q": "pertuzumb"}).text)
    assert "pertuzumab" in page.xpath("//p[starts-with(., 'Nearest')]/a/text()")
    assert "trialgraph ingest" in page.xpath("string(//main)")


def test_the_six_sentences_lead_to_answers_without_script(site: Client) -> None:
    forms = looked_at(site.get("/").text).xpath("//form[@class='sentence']")
    assert len(forms) == 6
    for form in forms:
        given = {one.get("name"): one.get("value") for one in form.iter("input")}
        assert all(given.values()), given
        answer = site.get(form.get("action"), params=given)
        assert answer.status_code == 200
        looked_at(answer.text)


def test_addresses_of_before_lead_on(site: Client) -> None:
    answer = site.get("/?question=effects&drug=pertuzumab&asked=yes")
    assert answer.status_code == 301
    assert answer.headers["location"] == "/questions/effects?drug=pertuzumab"


def test_filters_are_chips_that_can_be_removed(site: Client) -> None:
    page = looked_at(site.get("/effects?adds=pertuzumab&adds=trastuzumab&endpoint=OS").text)
    chips = page.xpath("//li[@class='chip']")
    assert [one.text_content().split(" ×")[0] for one in chips] == [
        "adds: pertuzumab",
        "adds: trastuzumab",
        "end point: OS",
    ]
    assert chips[0].find("a").get("href") == "/effects?adds=trastuzumab&endpoint=OS"
    assert set(FILTERS) <= set(page.xpath("//form//@name"))


def test_an_estimate_stands_with_its_plot_verdict_authors_flags_and_sentence(site: Client) -> None:
    page = looked_at(site.get("/effects?adds=pertuzumab&endpoint=OS").text)
    for drawn in ("broad", "narrow"):
        plots = page.xpath(f"//div[@class='{drawn}']/*[local-name()='svg']")
        assert len(plots) == len(page.xpath("//table"))
    row = page.xpath("//tr[th/a[@href='/trials/NCT02514681']]")[0]
    assert row.xpath("string(.//*[contains(@class, 'verdict')])")
    assert row.xpath(".//a[starts-with(@href, '/effects/trial/NCT02514681/result/OS/')]")
    assert row.xpath(".//blockquote//a[contains(@href, '?at=')]")
    flags = row.xpath(".//*[contains(@class, 'flag ')]/text()")
    assert {"one-sided", "not reviewed"} <= set(flags)


def test_an_empty_answer_says_which_filter_leaves_nothing(site: Client) -> None:
    page = looked_at(site.get("/effects?adds=pertuzumab&phase=4").text)
    said = page.xpath("string(//main)")
    assert "No estimate fits." in said
    assert "What was searched: " in said
    assert page.xpath("//ul[@class='chips'][not(@aria-label)]//a/@href") == [
        "/effects?adds=pertuzumab"
    ]


def test_pages_of_a_list_follow_each_other(site: Client) -> None:
    seen: list[str] = []
    path = "/effects?limit=10"
    while path:
        page = looked_at(site.get(path).text)
        seen += page.xpath("//td/a[starts-with(@href, '/effects/')]/@href")
        path = "".join(page.xpath("//a[@rel='next']/@href"))
    assert len(set(seen)) == len(seen) > 10


def test_a_part_says_of_how_many_and_its_table_has_them_all(site: Client) -> None:
    page = looked_at(site.get("/effects?limit=5").text)
    every = len(site.get("/api/v1/effects?limit=500").json()["rows"])
    assert f"5 of {every} estimates are on this page" in page.xpath("string(//main)")
    (table,) = page.xpath("//p[@class='same']/a[.='as CSV']/@href")
    assert len(site.get(table).text.splitlines()) > every
    assert site.get(table).headers["link"].count("next") == 0
    some = looked_at(site.get("/effects?adds=pertuzumab&limit=1").text)
    fit = len(site.get("/api/v1/effects?adds=pertuzumab").json()["rows"])
    assert f"1 of {fit} estimates are on this page" in some.xpath("string(//main)")


def test_empty_fields_leave_the_address(site: Client) -> None:
    assert site.get("/effects?adds=pertuzumab&phase=").headers["location"] == (
        "/effects?adds=pertuzumab"
    )
    assert site.get("/compare?drug=pertuzumab&endpoint=&measure=").headers["location"] == (
        "/compare?drug=pertuzumab"
    )
    assert site.get("/questions/effects?trial=&drug=pertuzumab").headers["location"] == (
        "/questions/effects?drug=pertuzumab"
    )


def test_a_refused_pool_tells_why_and_leads_on(site: Client) -> None:
    page = looked_at(site.get(POOLED).text)
    (first, *_) = page.xpath("//a[.='Pass over this reason']/@href")
    again = looked_at(site.get(first).text)
    assert again.xpath("//ul[@aria-label='Refusals passed over']/li")
    assert again.xpath("//table[contains(caption, 'Left out')]//td")


def test_a_page_leads_to_the_same_for_programs(site: Client) -> None:
    page = looked_at(site.get("/questions/effects?drug=pertuzumab").text)
    links = {one.text: one.get("href") for one in page.xpath("//p[@class='same']/a")}
    assert site.get(links["as JSON"]).json()["question"] == "effects"
    assert site.get(links["open in SPARQL"], headers={"accept": "text/csv"}).status_code == 200
    effects = looked_at(site.get("/effects?adds=pertuzumab").text)
    links = {one.text: one.get("href") for one in effects.xpath("//p[@class='same']/a")}
    rows = site.get(links["open in SPARQL"], headers={"accept": "text/csv"}).text.splitlines()
    shown = effects.xpath("//td/a[starts-with(@href, '/effects/')]")
    assert len(rows) - 1 == len(shown)
