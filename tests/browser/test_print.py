"""A page on paper: its numbers, its sentences and what was asked, with nothing cut or folded."""

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Open
from tests.browser.forms import bare

EFFECT = "/effects/trial/NCT02514681/result/OS/HR/final/0-73"
_FOLDED = "details:not(.filters, :has(> form.review)) :is(p, cite, th, td:not(.folds))"
_CUT = """() => Array.from(document.querySelectorAll("main *:not(svg *)"))
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0
    && getComputedStyle(one).overflowX !== "visible" && !one.closest(".hidden, .cm-editor"))
  .map((one) => one.outerHTML.slice(0, 200))"""
_PAPER = 718  # pixels between the margins of a sheet of A4


@pytest.fixture
def printed(tmp_path: Path) -> Callable[[Page], str]:
    """Return what prints a page and reads what stands on the sheets."""

    def words(page: Page) -> str:
        page.pdf(path=tmp_path / "page.pdf", format="A4")
        with pypdfium2.PdfDocument(tmp_path / "page.pdf") as sheets:
            texts = [sheet.get_textpage().get_text_range() for sheet in sheets]
        return "\n".join(texts)

    return words


@pytest.mark.parametrize(
    "path",
    [
        "/effects?adds=pertuzumab&endpoint=PFS",
        EFFECT,
        "/trials/NCT02514681",
        "/compare?drug=pertuzumab&endpoint=PFS",
        "/questions/os-benefit-from-adding?drug=pertuzumab",
        "/schema",
        "/documents",
    ],
)
def test_nothing_is_cut_or_folded_away(
    open_page: Open, printed: Callable[[Page], str], path: str
) -> None:
    page = open_page(path, width=_PAPER)
    page.emulate_media(media="print")
    folded = page.locator(_FOLDED).all_text_contents()
    assert page.evaluate(_CUT) == []
    paper = bare(printed(page))
    assert [one for one in folded if bare(one) not in paper] == []
    cells = page.locator("tbody th, tbody td:not(.folds)").all_inner_texts()
    assert [one for one in cells if not all(bare(line) in paper for line in one.splitlines())] == []
    assert "Notmedicaladvice" in paper


def test_numbers_stand_with_their_sentences_and_what_was_asked(
    open_page: Open, printed: Callable[[Page], str]
) -> None:
    paper = bare(printed(open_page("/compare?drug=pertuzumab&endpoint=PFS&between=PM")))
    assert all(one in paper for one in ("drugneededpertuzumab", "endpointneededPFS", "betweenPM"))
    assert "assessorindependent" not in paper
    page = open_page("/effects?adds=pertuzumab&endpoint=OS")
    paper = printed(page)
    assert "adds: pertuzumab" in paper
    assert "Filters" not in paper
    quotes = page.locator("blockquote p").all_text_contents()
    assert quotes
    assert [one for one in quotes if bare(one) not in bare(paper)] == []
    assert bare(page.locator("a.permalink").get_attribute("href") or "-") in bare(paper)


def test_a_thing_on_paper_has_its_identifier_and_links_their_numbers(
    open_page: Open, printed: Callable[[Page], str]
) -> None:
    page = open_page(EFFECT)
    paper = bare(printed(page))
    assert bare(f"About https://w3id.org/trialgraph/id/{EFFECT.removeprefix('/effects/')}") in paper
    links = page.locator("main a[href^='http']")
    found = links.evaluate_all("all => all.map((one) => [one.textContent, one.href])")
    assert found
    for words, address in found:
        number = re.sub(r"^(doi:|PubMed |PMC |trial )", "", words)
        assert bare(number) in bare(address) or bare(address) in paper, (words, address)


def test_the_first_page_prints_its_questions_and_no_controls(
    open_page: Open, printed: Callable[[Page], str]
) -> None:
    paper = printed(open_page("/", is_dark=True))
    assert "come to together for" in paper
    assert "Show" not in paper
    assert "Find" not in paper
    assert "Skip to content" not in paper


def test_a_query_is_printed_with_its_answer(
    open_page: Open, printed: Callable[[Page], str]
) -> None:
    paper = printed(open_page("/sparql?query=SELECT%20%3Fn%20%7B%20BIND(6%2A7%20AS%20%3Fn)%20%7D"))
    assert "BIND(6*7 AS ?n)" in paper
    assert "42" in paper
    assert "Ctrl-Enter" not in paper
    assert "Download" not in paper
