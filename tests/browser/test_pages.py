"""Every page, as somebody reads it: on a phone and at a desk, by mouse and by keyboard alone."""

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Open
from tests.browser.forms import follow

EFFECT = "/effects/trial/NCT02514681/result/OS/HR/final/0-73"
REVIEW = "/review?fact=sha-061718f7111f1619/estimate/1025-1029"
PAGES = (
    "/",
    "/?q=pertuzumab",
    "/effects?adds=pertuzumab",
    "/trials",
    "/trials/NCT02514681",
    EFFECT,
    "/documents",
    REVIEW,
    "/documents/ctgov-NCT02514681",
    "/interventions",
    "/interventions/pertuzumab",
    "/conditions",
    "/endpoints",
    "/endpoints/OS",
    "/questions",
    "/questions/os-benefit-from-adding?drug=pertuzumab",
    "/questions/added-toxicity?drug=pertuzumab&points=5",
    "/compare?drug=pertuzumab&endpoint=PFS",
    "/findings",
    "/schema",
    "/ontology",
    "/shapes",
    "/about",
)
WRONG = (
    ("/trials/NCT00000001", 404),
    ("/documents/none", 404),
    ("/questions/none", 404),
    ("/nowhere", 404),
    ("/id/trial/NCT00000001", 404),
    ("/ontology/9.9.9", 404),
    ("/effects?nonsense=1", 400),
    ("/effects?as_of=tomorrow", 400),
    ("/trials?phase=3&dose=1", 400),
    ("/compare?drug=pertuzumab&drug=trastuzumab", 400),
    ("/documents?state=lost", 400),
)
"""Addresses whose answer tells of an error, with its status."""
EVERY = pytest.mark.parametrize("path", PAGES)
_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_SCHEMES: tuple[Literal["dark", "light"], ...] = ("dark", "light")
_STEPS = 200  # of the Tab key, at most


@EVERY
@pytest.mark.parametrize("is_dark", [False, True])
def test_a_page_bars_nobody_and_needs_no_wide_window(
    open_page: Open, violations: Callable[[Page], list[str]], path: str, *, is_dark: bool
) -> None:
    page = open_page(path, width=390, is_dark=is_dark)
    assert not page.evaluate(_WIDER)
    assert violations(page) == []


@pytest.mark.parametrize(("path", "status"), WRONG)
def test_an_error_is_a_page_for_everybody_that_leads_on(
    open_page: Open, violations: Callable[[Page], list[str]], path: str, status: int
) -> None:
    page = open_page("/about", width=390)
    for scheme in _SCHEMES:
        page.emulate_media(color_scheme=scheme)
        answer = page.goto(path)
        assert answer
        assert answer.status == status
        assert not page.evaluate(_WIDER)
        assert violations(page) == []
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("footer")).to_contain_text("Not medical advice")
    follow(page.locator("main a[href^='/'], header a").first)
    assert page.locator("h1").is_visible()


def test_from_a_question_to_the_sentence_in_three_clicks(open_page: Open) -> None:
    page = open_page("/")
    page.get_by_role("button", name="Show").first.click()
    expect(page).to_have_url(re.compile("/effects"))
    page.get_by_role("link", name=re.compile(r"^HR \d")).first.click()
    expect(page).to_have_url(re.compile("/effects/"))
    marked = page.locator("mark").first
    expect(marked).to_be_visible()
    assert re.search(r"\d", marked.inner_text())


def test_from_the_first_page_to_a_sentence_by_keyboard_alone(open_page: Open) -> None:
    page = open_page("/")
    _step_to(page, "Show")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/effects"))
    _step_to(page, "HR ")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/effects/"))
    expect(page.locator("mark").first).to_be_visible()


def _step_to(page: Page, words: str) -> None:
    """Press Tab until something that begins with some words has the focus."""
    for _ in range(_STEPS):
        page.keyboard.press("Tab")
        text: str = page.evaluate("document.activeElement.innerText || ''")
        if text.strip().startswith(words):
            return
    pytest.fail(f"the keyboard does not reach {words!r}")


def test_a_mark_of_a_document_leads_to_its_fact_and_back(open_page: Open) -> None:
    page = open_page("/documents/ctgov-NCT02514681")
    mark = page.locator("mark a, a mark").first
    mark.click()
    expect(page).to_have_url(re.compile("#"))
    there = page.url
    page.go_back()
    assert page.url != there
