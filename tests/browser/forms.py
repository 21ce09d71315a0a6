"""Forms of the pages: which there are, how they are filled in, and what should come back."""

import re
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urldefrag, urlencode, urlsplit

import httpx
from lxml import html
from playwright.sync_api import Locator, Page

Test = TypeVar("Test")

DRUG, CONDITION, TRIAL = "Perjeta", "HER2-positive breast cancer", "PRECIOUS"
OF_TYPE = {
    "drug": DRUG,
    "end-point": "progression-free survival",
    "condition": CONDITION,
    "trial": "NCT02514681",
    "date": "2026-01-31",
    "number": "0.5",
    "integer": "2022",
    "document": "ctgov-NCT02514681",
}
"""Words that a field of each type takes."""
WORDS = {
    "code": "results_not_posted",
    "severity": "information",
    "phase": "3",
    "line": "third- or fourth-line",
    "sponsor": "Japan Breast Cancer Research Group",
    "assessor": "investigator",
    "measure": "HR",
    "analysis": "current",
    "between": "PM",
    "allow": "unknown_setting",
    "result": "trial/NCT02514681/result/OS/HR/final/0-73",
    "versus": "trastuzumab",
    "population": "all",
    "stage": "primary",
    "verdict": "nominal",
    "direction": "experimental",
    "review": "not_reviewed",
    "as_of": "2012-01-31",
    "updated_since": "2020-01-31",
    "q": "pertuzumab",
    "status": "completed",
    "has_results": "yes",
    "registered_only": "no",
    "removes": DRUG,
    "adds": DRUG,
    "intervention": DRUG,
    "comparator": "trastuzumab",
}
"""Words of parameters that their type does not tell."""
REVIEW = (
    *("fact", "back", "verb", "reason", "by", "token"),
    *("field", "value", "quote", "start", "end"),
)


_OF_A_ROOM = 4  # pages that are looked at; those of one room have the same forms
_NO_PAGES = ("/api/", "/data/", "/static/", "/id/", "/openapi")


@dataclass(frozen=True, slots=True)
class Form:
    """One form.

    Attributes:
        page: path of the page that it stands on.
        action: path that it is sent to.
        names: of its fields, the hidden ones too.
    """

    page: str
    action: str
    names: frozenset[str]


FILLED: set[Form] = set()
"""Forms that some test fills in and sends."""


def fills(page: str, action: str, *names: str) -> Callable[[Test], Test]:
    """Mark a test as the one that fills in and sends a form."""
    FILLED.add(Form(page, action, frozenset(names)))
    return lambda test: test


def forms_of(site: str) -> set[Form]:
    """Return the forms of all pages, found by links and by sending each as it is."""
    found: set[Form] = set()
    waiting, seen, visits = deque(["/"]), {"/"}, Counter[str]()
    with httpx.Client(
        base_url=site, headers={"accept": "text/html"}, follow_redirects=True, timeout=60
    ) as client:
        while waiting:
            answer = client.get(waiting.popleft())
            if not answer.headers["content-type"].startswith("text/html"):
                continue
            page = html.document_fromstring(answer.text)
            forms = page.forms
            found |= {_form(answer.url.path, one) for one in forms}
            sent = [f"{one.action}?{urlencode(one.form_values())}" for one in forms]
            for link in (*page.xpath("//a/@href|//form/@action"), *sent):
                there = urldefrag(link).url
                if not there.startswith("/") or there.startswith(_NO_PAGES) or there in seen:
                    continue
                room = _room(there)
                visits[room] += 1
                if visits[room] <= _OF_A_ROOM:
                    seen.add(there)
                    waiting.append(there)
    return found


def _room(link: str) -> str:
    """Return what pages are alike; every question has a form of its own."""
    path = urlsplit(link).path
    first = path.split("/")[1]
    return path if first == "questions" else f"{first} {path.count('/') > 1}"


def _form(path: str, form: html.FormElement) -> Form:
    room = path if path.startswith("/questions") else f"/{path.split('/')[1]}"
    names = form.xpath(".//input/@name|.//select/@name|.//textarea/@name")
    return Form(room, form.get("action"), frozenset(names))


def form_at(page: Page, action: str) -> Locator:
    """Return the first form of a page that is sent to some path."""
    return page.locator(f"form[action='{action}']").first


def fill(form: Locator, given: Mapping[str, str]) -> None:
    """Type into the last empty field of each name, or choose; send the form; wait for its page."""
    for name, words in given.items():
        field = form.locator(f"[name='{name}']:not([type='hidden'])").last
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(words)
        else:
            field.fill(words)
            field.blur()  # names that are offered lie over what is below
    follow(form.get_by_role("button"))


def follow(link: Locator) -> None:
    """Click on what leads to another page; wait for it: a click returns before it has come."""
    with link.page.expect_navigation():
        link.click()


def rows_of(site: str, path: str, given: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return what the API answers to the same."""
    answer = httpx.get(f"{site}/api/v1{path}", params=dict(given), timeout=60)
    answer.raise_for_status()
    rows: list[dict[str, Any]] = answer.json()["rows"]
    return rows


def bare(words: str) -> str:
    """Return the letters and digits of words; a page joins what a line broke in two."""
    return re.sub(r"[\W_]", "", words)


def words_for(name: str, kind: str) -> str:
    """Return words that fit a field."""
    return WORDS[name] if name in WORDS else OF_TYPE[kind]
