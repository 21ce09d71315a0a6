"""What a page offers as a file: clicked, read back, and held against what the page shows."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import rdflib
from playwright.sync_api import Page
from tests.browser.conftest import Open
from tests.browser.forms import follow

from trialgraph import names
from trialgraph.server.addresses import page_of

RESULT = "trial/NCT02514681/result/OS/HR/final/0-73"
Rows = list[dict[str, Any]]


def downloaded(page: Page, words: str) -> Path:
    """Return the file that a link at the foot of a page leads to."""
    with page.expect_download() as begun:
        page.locator(".same").get_by_role("link", name=words, exact=True).click()
    address = urlsplit(begun.value.url)
    assert begun.value.suggested_filename.endswith(address.path.rpartition(".")[2])
    return begun.value.path()


def table(file: Path) -> Rows:
    """Return the rows of a table."""
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def lines(file: Path) -> Rows:
    """Return the rows of a file with one on each line."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def graph_of(page: Page, words: str) -> rdflib.Graph:
    """Return the graph that a link leads to; the browser shows Turtle as text."""
    page.get_by_role("link", name=words, exact=True).click()
    page.wait_for_url("**/*.ttl*")
    return rdflib.Graph().parse(data=page.locator("body").inner_text(), format="turtle")


def things(graph: rdflib.Graph, kind: str) -> set[str]:
    """Return the things of a class."""
    return {str(one) for one in graph.subjects(rdflib.RDF.type, rdflib.URIRef(names.term(kind)))}


def numbers(page: Page) -> dict[str, str]:
    """Return the estimates that a page of effects shows, by the page of each."""
    found: list[list[str]] = page.locator("table tbody td:nth-child(2) a").evaluate_all(
        "all => all.map((one) => [one.getAttribute('href'), one.textContent])"
    )
    return dict(found)


@pytest.mark.parametrize(("words", "read"), [("as CSV", table), ("as NDJSON", lines)])
def test_the_estimates_of_a_page_are_a_file(
    open_page: Open, words: str, read: Callable[[Path], Rows]
) -> None:
    page = open_page("/effects?adds=pertuzumab&endpoint=PFS")
    shown = numbers(page)
    rows = read(downloaded(page, words))
    found = {str(page_of(one["iri"])): f"{one['measure']} {one['value_printed']}" for one in rows}
    assert found == shown
    assert len(shown) > 1
    assert {str(one["endpoint"]) for one in rows} == {"PFS"}


def test_the_estimates_of_a_page_are_a_graph(open_page: Open) -> None:
    page = open_page("/effects?adds=pertuzumab&endpoint=PFS")
    shown = numbers(page)
    graph = graph_of(page, "as Turtle")
    assert {str(page_of(one)) for one in things(graph, "Result")} == set(shown)
    printed = {str(one) for one in graph.objects(None, rdflib.URIRef(names.term("valuePrinted")))}
    assert printed == {words.partition(" ")[2] for words in shown.values()}


def test_the_trials_of_a_page_are_a_file_and_a_graph(open_page: Open) -> None:
    page = open_page("/trials?intervention=pertuzumab")
    links = page.locator("table tbody th a")
    shown = dict(zip(links.all_inner_texts(), _addresses(page, "table tbody th a"), strict=True))
    rows = table(downloaded(page, "as CSV"))
    assert {one["label"]: str(page_of(one["iri"])) for one in rows} == shown
    assert len(shown) > 1
    found = things(graph_of(page, "as Turtle"), "Trial")
    assert {str(page_of(one)) for one in found} == set(shown.values())


@pytest.mark.parametrize(
    ("path", "name", "kind"),
    [
        ("/trials/NCT02514681", "trial/NCT02514681", "Trial"),
        (f"/effects/{RESULT}", RESULT, "Result"),
        ("/documents/ctgov-NCT02514681", "document/ctgov-NCT02514681", "Document"),
    ],
)
def test_what_is_said_of_a_thing_is_a_graph(
    open_page: Open, path: str, name: str, kind: str
) -> None:
    page = open_page(path)
    assert f"{names.ID}{name}" in things(graph_of(page, "as Turtle"), kind)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/effects?adds=pertuzumab", "table tbody tr"),
        ("/trials", "table tbody tr"),
        ("/documents", "table tbody tr"),
        ("/findings", "main section li"),
        ("/questions/os-benefit-from-adding?drug=pertuzumab", "main article"),
    ],
)
def test_the_same_as_json_has_as_many_rows(open_page: Open, path: str, shown: str) -> None:
    page = open_page(path)
    count = page.locator(shown).count()
    follow(page.locator(".same").get_by_role("link", name="as JSON", exact=True))
    told = json.loads(page.locator("body").inner_text())
    assert len(told["rows"]) == count > 0


def test_a_page_opens_in_sparql_with_the_same_estimates(open_page: Open) -> None:
    page = open_page("/effects?adds=pertuzumab&endpoint=PFS")
    shown = numbers(page)
    follow(page.locator(".same").get_by_role("link", name="open in SPARQL"))
    links = _addresses(page, "#answer table tbody a")
    found = {str(page_of(f"{names.ROOT}{one[1:]}")) for one in links if "/result/" in one}
    assert found == set(shown)


@pytest.mark.parametrize("path", ["/ontology", "/shapes"])
@pytest.mark.parametrize(("words", "form"), [("RDF/XML", "xml"), ("N-Triples", "nt")])
def test_the_ontology_and_the_shapes_are_files(
    open_page: Open, path: str, words: str, form: str
) -> None:
    page = open_page(path)
    with page.expect_download() as begun:
        page.get_by_role("link", name=words, exact=True).click()
    graph = rdflib.Graph().parse(begun.value.path(), format=form)
    assert len(graph) == len(graph_of(page, "Turtle"))
    kinds = {"/ontology": rdflib.OWL.Class, "/shapes": rdflib.SH.NodeShape}
    assert len(set(graph.subjects(rdflib.RDF.type, kinds[path]))) > 10


def _addresses(page: Page, chosen: str) -> list[str]:
    links: list[str] = page.locator(chosen).evaluate_all(
        "all => all.map((one) => one.getAttribute('href'))"
    )
    return links
