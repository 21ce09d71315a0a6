"""Every form of every page: filled in, sent, and answered with what the API answers."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Open
from tests.browser.forms import (
    CONDITION,
    DRUG,
    FILLED,
    REVIEW,
    TRIAL,
    bare,
    fill,
    fills,
    follow,
    form_at,
    forms_of,
    rows_of,
    words_for,
)

from trialgraph.catalogue import effect_filters, trial_search
from trialgraph.catalogue.card import cards, find_card
from trialgraph.server.addresses import page_of
from trialgraph.server.web.front import Example, sentences


def test_every_form_of_every_page_is_filled_in_by_a_test(site: str) -> None:
    found = forms_of(site)
    elsewhere = {one for one in found if one.page == "/sparql" or one.action == "/admin/reviews"}
    assert {(one.page, one.names) for one in elsewhere} == {
        ("/sparql", frozenset({"query"})),  # test_editor.py sends it
        *((page, frozenset(REVIEW)) for page in ("/effects", "/review")),  # test_reviewing.py
    }
    assert found - elsewhere == FILLED


def hrefs(page: Page, chosen: str) -> list[str]:
    """Return where links of the page lead."""
    links: list[str] = page.locator(f"main {chosen}").evaluate_all(
        "all => all.map((one) => one.getAttribute('href'))"
    )
    return links


def chips(page: Page) -> list[str]:
    """Return the filters that the page says are set."""
    shown = page.get_by_label("Filters that are set").locator(".chip").all_inner_texts()
    return [one.removesuffix("×").strip() for one in shown]


def shows_estimates(page: Page, site: str, given: Mapping[str, str]) -> int:
    """Check that the table has the estimates of the API with figures; return how many."""
    rows = rows_of(site, "/effects", given)
    expect(page.locator("h1")).to_have_text("Effect estimates")
    shown = page.locator("table tbody tr")
    found = {one["iri"]: f"{one['measure']} {one['value_printed']}" for one in rows}
    links = page.locator("table tbody td:nth-child(2) a")
    assert sorted(links.all_inner_texts()) == sorted(found.values())
    assert sorted(hrefs(page, "table tbody td:nth-child(2) a")) == sorted(
        str(page_of(one)) for one in found
    )
    assert shown.count() == len(rows)
    return len(rows)


def shows_answer(page: Page, site: str, name: str, given: Mapping[str, str]) -> int:
    """Check that the page of a question has each row of the API with its sentences."""
    rows = rows_of(site, f"/questions/{name}", given)
    expect(page.locator("h1")).to_have_text(find_card(name).question)
    assert page.get_by_role("alert").count() == 0
    # A row is an article, or a line of a table where it is mostly figures.
    shown = page.locator("main article").or_(page.locator("main table tbody tr"))
    assert shown.count() == len(rows)
    page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true })")
    said = bare(page.locator("main").inner_text())
    quotes = {bare(one["exact"]) for row in rows for one in row["passages"]}
    assert {one for one in quotes if one not in said} == set()
    return len(rows)


# The first page


@fills("/", "/", "q")
@pytest.mark.parametrize(
    ("words", "leads_to", "heading"),
    [
        ("Perjeta", "/interventions/pertuzumab", "pertuzumab"),
        ("nct02514681", "/trials/NCT02514681", TRIAL),
        ("CLEOPATRA", "/trials/NCT00567190", "CLEOPATRA"),
        ("PMID 39854662", "/documents/sha-061718f7111f1619", "Final Survival Results"),
        ("10.1111/cas.15474", "/documents/sha-18ed832dca911a39", "Giving pertuzumab"),
        ("progression-free survival", "/endpoints/PFS", "progression-free survival"),
    ],
)
def test_the_box_leads_from_any_name_to_the_one_thing(
    open_page: Open, words: str, leads_to: str, heading: str
) -> None:
    page = open_page("/")
    fill(form_at(page, "/"), {"q": words})
    expect(page).to_have_url(re.compile(f"{re.escape(leads_to)}$"))
    expect(page.locator("h1")).to_contain_text(heading)


def test_the_box_lists_what_several_share_and_what_is_spelt_alike(open_page: Open) -> None:
    page = open_page("/")
    fill(form_at(page, "/"), {"q": "breast"})
    expect(page.locator("#found")).to_have_text("Names with the words breast")
    found = page.get_by_role("region", name="Names with the words breast").get_by_role("listitem")
    assert found.count() > 1
    assert all("breast" in one.lower() for one in found.all_inner_texts())
    fill(form_at(page, "/"), {"q": "pertuzumabb"})
    expect(page.get_by_role("alert")).to_contain_text("called pertuzumabb")
    assert form_at(page, "/").locator("input").input_value() == "pertuzumabb"
    follow(page.get_by_role("link", name="pertuzumab", exact=True))
    expect(page.locator("h1")).to_have_text("pertuzumab")


def test_the_box_is_not_sent_empty(open_page: Open) -> None:
    page = open_page("/")
    form_at(page, "/").get_by_role("button").click()
    assert page.evaluate("document.querySelector('#q').validity.valueMissing")
    assert urlsplit(page.url).query == ""


SENTENCES = (
    {"adds": DRUG, "endpoint": "overall survival", "condition": CONDITION},
    {"drug": DRUG, "endpoint": "overall survival"},
    {"endpoint": "PFS", "drug": DRUG},
    {"trial": "CLEOPATRA"},
    {"trial": "NCT02514681"},
    {"trial": "CLEOPATRA"},
)
for one in sentences(Example()):
    fills("/", one.action, *(blank.name for blank in one.parts if not isinstance(blank, str)))


@pytest.mark.parametrize("number", range(1, 7))
def test_a_sentence_asks_what_its_blanks_say(open_page: Open, site: str, number: int) -> None:
    page = open_page("/")
    given = SENTENCES[number - 1]
    form = page.locator("form.sentence").nth(number - 1)
    fill(form, given)
    address = urlsplit(page.url)
    assert {name: words for name, (words,) in parse_qs(address.query).items()} == given
    if address.path == "/effects":
        assert shows_estimates(page, site, given) > 1
    elif address.path == "/compare":
        shows_pools(page, site, given)
    else:
        assert shows_answer(page, site, address.path.rpartition("/")[2], given) > 0


# Estimates

FILTERS = tuple(effect_filters.FILTERS)


@fills("/effects", "/effects", *FILTERS)
@pytest.mark.parametrize("name", FILTERS)
def test_each_filter_of_estimates_leaves_those_that_fit(
    open_page: Open, site: str, name: str
) -> None:
    page = open_page("/effects")
    given = {name: words_for(name, effect_filters.FILTERS[name].parameter.type)}
    fill(form_at(page, "/effects"), given)
    assert dict(parse_qsl(urlsplit(page.url).query)) == given
    assert [one.partition(": ")[2] for one in chips(page)] == [given[name]]
    if not rows_of(site, "/effects", given):
        expect(page.locator("main")).to_contain_text("No estimate fits.")
    else:
        shows_estimates(page, site, given)


def test_filters_become_chips_that_are_removed_and_a_permalink(open_page: Open, site: str) -> None:
    page = open_page("/effects")
    given = {"adds": DRUG, "endpoint": "OS"}
    fill(form_at(page, "/effects"), given)
    both = shows_estimates(page, site, given)
    page.get_by_text("Filters", exact=True).click()
    fill(form_at(page, "/effects"), {"endpoint": "PFS"})  # an alternative, in a field of its own
    assert chips(page) == [f"adds: {DRUG}", "end point: OS", "end point: PFS"]
    either = page.locator("table tbody tr").count()
    assert either > both
    link = hrefs(page, "a.permalink")[0]
    again = open_page(link)
    assert again.locator("main").inner_text() == page.locator("main").inner_text()
    follow(page.get_by_role("link", name="Remove end point: PFS"))
    assert chips(page) == [f"adds: {DRUG}", "end point: OS"]
    assert shows_estimates(page, site, given) == both
    follow(page.get_by_role("link", name="remove all"))
    assert shows_estimates(page, site, {}) >= either


def test_filters_that_leave_nothing_tell_which_of_them_does(open_page: Open) -> None:
    page = open_page("/effects")
    fill(form_at(page, "/effects"), {"adds": DRUG, "assessor": "investigator", "endpoint": "OS"})
    expect(page.locator("main")).to_contain_text("No estimate fits.")
    follow(page.get_by_role("link", name="Remove assessor: investigator").last)
    assert page.locator("table tbody tr").count() > 0


@pytest.mark.parametrize(
    ("path", "name", "words", "told"),
    [
        ("/effects", "adds", "zzzz", "wanted the name of a drug"),
        ("/effects", "as_of", "tomorrow", "found 'tomorrow'"),
        ("/trials", "condition", "zzzz", "wanted the name of a condition"),
        ("/findings", "trial", "NCT00000001", "found 'NCT00000001'"),
        ("/compare", "drug", "zzzz", "wanted the name of a drug"),
        ("/questions/os-benefit-from-adding", "drug", "zzzz", "wanted the name of a drug"),
    ],
)
def test_what_does_not_fit_is_told_and_stays_in_its_field(
    open_page: Open, path: str, name: str, words: str, told: str
) -> None:
    page = open_page(path)
    more = {"endpoint": "OS"} if path == "/compare" else {}
    fill(form_at(page, path), {name: words, **more})
    expect(page.get_by_role("alert")).to_contain_text(told)
    field = form_at(page, path).locator(f"[name='{name}']").first
    assert field.is_visible()
    assert field.input_value() == words


# Trials, documents, findings

TRIAL_FILTERS = tuple(trial_search.FILTERS)


@fills("/trials", "/trials", *TRIAL_FILTERS)
@pytest.mark.parametrize("name", TRIAL_FILTERS)
def test_each_filter_of_trials_leaves_those_that_fit(open_page: Open, site: str, name: str) -> None:
    page = open_page("/trials")
    given = {name: words_for(name, trial_search.FILTERS[name].parameter.type)}
    fill(form_at(page, "/trials"), given)
    expected = [str(page_of(row["iri"])) for row in rows_of(site, "/trials", given)]
    assert hrefs(page, "table tbody th a") == expected
    assert expected or page.get_by_text("No trial fits.").is_visible()
    assert form_at(page, "/trials").locator(f"[name='{name}']").input_value() == given[name]


@fills("/documents", "/documents", "q", "state")
@pytest.mark.parametrize(
    "given",
    [
        {"q": "10.1111/cas.15474"},
        {"q": "NCT02514681", "state": "stored"},
        {"q": "Retreatment"},
        {"state": "stored"},
        {"state": "set aside"},
        {"q": "no such paper"},
    ],
)
def test_documents_are_found_by_words_and_state(
    open_page: Open, site: str, given: dict[str, str]
) -> None:
    page = open_page("/documents")
    fill(form_at(page, "/documents"), given)
    expected = [row["id"] for row in rows_of(site, "/documents", given)]
    assert page.locator("table tbody th small").all_inner_texts() == expected
    assert expected or page.get_by_text("None was found.").is_visible()
    for name, words in given.items():
        assert form_at(page, "/documents").locator(f"[name='{name}']").input_value() == words


@fills("/findings", "/findings", "trial", "code", "severity")
@pytest.mark.parametrize(
    "given", [{}, {"trial": TRIAL}, {"severity": "warning"}, {"trial": TRIAL, "code": "a code"}]
)
def test_findings_are_those_that_fit(open_page: Open, site: str, given: dict[str, str]) -> None:
    page = open_page("/findings")
    choices = (
        form_at(page, "/findings")
        .locator("[name='code'] option")
        .evaluate_all("all => all.map((one) => one.value)")
    )
    every = rows_of(site, "/findings", {})
    held = {row["code"] for row in every}
    assert held <= set(choices)
    asked = given | ({"code": min(held)} if "code" in given else {})
    fill(form_at(page, "/findings"), asked)
    rows = rows_of(site, "/findings", asked)
    expect(page.locator("main")).to_contain_text(f"{len(rows)} found")
    items = page.locator("main section li").all_inner_texts()
    assert len(items) == len(rows)
    shown = bare(" ".join(items))
    assert {row["message"] for row in rows if bare(row["message"]) not in shown} == set()


# Pools

POOLED = find_card("pooled-effect")


def shows_pools(page: Page, site: str, given: Mapping[str, str]) -> None:
    """Check that the page has the estimates of the API, pooled, refused and left out."""
    rows = rows_of(site, f"/questions/{POOLED.name}", given)
    inside = {"pooled", "refused", "single", "excluded"}
    expected = sorted(str(page_of(row["iri"])) for row in rows if row["kind"] in inside)
    assert sorted(hrefs(page, "table tbody th a")) == expected
    assert expected
    figures = page.locator("main").inner_text()
    printed = [str(row["value_printed"]) for row in rows if row["kind"] in inside]
    assert [one for one in printed if one not in figures] == []


@fills("/compare", "/compare", *(one.name for one in POOLED.parameters if one.name != "allow"))
@pytest.mark.parametrize(
    "more",
    [
        *({}, {"assessor": "investigator"}, {"measure": "HR"}, {"analysis": "decisive"}),
        *({"as_of": "2012-01-31"}, {"between": "PM"}),
    ],
    ids=lambda more: " ".join(more) or "drug",
)
def test_estimates_are_pooled_or_it_is_said_why_not(
    open_page: Open, site: str, more: dict[str, str]
) -> None:
    page = open_page("/compare")
    given = {"drug": DRUG, "endpoint": "PFS", **more}
    fill(form_at(page, "/compare"), given)
    assert dict(parse_qsl(urlsplit(page.url).query)) == given
    shows_pools(page, site, given)


@fills("/compare", "/compare", *(one.name for one in POOLED.parameters))
def test_a_reason_that_is_passed_over_stays_so_until_it_is_taken_back(open_page: Open) -> None:
    page = open_page(f"/compare?drug={DRUG}&endpoint=PFS&assessor=independent")
    expect(page.locator("h2").first).to_contain_text("not pooled")
    follow(page.get_by_role("link", name="Pass over this reason").first)
    expect(page.get_by_label("Refusals passed over").locator(".chip")).to_have_count(1)
    expect(page.get_by_role("heading", name="Models")).to_be_visible()
    fill(form_at(page, "/compare"), {"between": "DL"})
    assert parse_qs(urlsplit(page.url).query)["between"] == ["DL"]
    expect(page.get_by_role("heading", name="Models")).to_be_visible()
    follow(page.get_by_role("link", name=re.compile("^Remove passed over")))
    expect(page.locator("h2").first).to_contain_text("not pooled")


# Questions

for card in cards():
    here = f"/questions/{card.name}"
    fills(here, here, "asked", *(one.name for one in card.parameters))


@pytest.mark.parametrize("name", [card.name for card in cards()])
def test_a_question_is_answered_with_every_row_and_sentence(
    open_page: Open, site: str, name: str
) -> None:
    here = f"/questions/{name}"
    page = open_page(here)
    needed = [one for one in find_card(name).parameters if not one.is_optional]
    fill(form_at(page, here), {one.name: words_for(one.name, one.type) for one in needed})
    assert urlsplit(page.url).path == here
    shows_answer(page, site, name, {one.name: words_for(one.name, one.type) for one in needed})


MAY_STAY_EMPTY = {
    one.name if one.choices else one.type: (card.name, one)
    for card in cards()
    for one in card.parameters
    if one.is_optional
}
"""A question with a field of each kind that need not be filled in."""


@pytest.mark.parametrize("kind", sorted(MAY_STAY_EMPTY))
def test_each_kind_of_field_that_may_stay_empty_is_filled_in(
    open_page: Open, site: str, kind: str
) -> None:
    name, parameter = MAY_STAY_EMPTY[kind]
    here = f"/questions/{name}"
    page = open_page(here)
    asked = [one for one in find_card(name).parameters if not one.is_optional or one == parameter]
    given = {one.name: words_for(one.name, one.type) for one in asked}
    fill(form_at(page, here), given)
    assert given.items() <= dict(parse_qsl(urlsplit(page.url).query)).items()
    shows_answer(page, site, name, given)
