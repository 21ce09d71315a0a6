"""The page for queries, as somebody uses it: by mouse, by keyboard alone, and without scripts."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Open

from trialgraph.catalogue.card import cards

ONTOLOGY = "PREFIX : <https://w3id.org/trialgraph/ontology#>"
TRIALS = f"""{ONTOLOGY}
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?trial ?label {{ ?trial a :Trial ; rdfs:label ?label }} ORDER BY ?label"""
CLASSES = "SELECT ?class (COUNT(*) AS ?count) { ?s a ?class } GROUP BY ?class ORDER BY ?class"
ENDLESS = "SELECT (COUNT(*) AS ?n) {" + "".join(f" ?s{i} ?p{i} ?o{i} ." for i in range(12)) + " }"
TEXT = "document.querySelector('#query').value"


def asked(query: str) -> str:
    """Return the address of the page with a query."""
    return f"/sparql?query={quote(query)}"


def written(page: Page) -> str:
    """Return the text in the editor."""
    text: str = page.evaluate(TEXT)
    return text


def write(page: Page, text: str) -> None:
    """Put a text in the place of the whole, as a paste does."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def run(page: Page, query: str) -> None:
    """Run a query and wait until the service has answered."""
    write(page, query)
    with page.expect_response("**/sparql"):
        page.keyboard.press("Control+Enter")
    expect(page.locator("#answer")).to_have_attribute("aria-busy", "false")


def learnt(page: Page) -> None:
    """Wait until the editor knows what the store holds."""
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("is_dark", [False, True])
def test_everybody_can_use_the_page(
    open_page: Open, violations: Callable[[Page], list[str]], width: int, *, is_dark: bool
) -> None:
    page = open_page(asked(CLASSES), width=width, is_dark=is_dark)
    page.get_by_role("button", name="Chart").click()
    page.get_by_text("Examples").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    run(page, "SELECT * {")
    assert violations(page) == []


def test_a_class_is_completed_and_its_prefix_declared(open_page: Open) -> None:
    page = open_page("/sparql")
    learnt(page)
    write(page, "SELECT * { ?v a }")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("Verdic")
    option = page.get_by_role("option", name=":Verdict verdict")
    expect(option).to_contain_text("held")
    option.click()
    assert written(page).split("\n") == [ONTOLOGY, "SELECT * { ?v a :Verdict}"]


def test_the_properties_of_the_class_come_first(open_page: Open) -> None:
    page = open_page("/sparql")
    learnt(page)
    write(page, f"{ONTOLOGY}\nSELECT * {{ ?v a :Verdict ; }}")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+Space")
    options = page.locator(".cm-tooltip-autocomplete li")
    expect(options.first).to_be_visible()
    first = options.all_inner_texts()[1:6]
    assert all("of verdict" in one for one in first)


def test_a_known_prefix_is_declared_when_its_colon_is_typed(open_page: Open) -> None:
    page = open_page("/sparql")
    learnt(page)
    write(page, "SELECT * { ?v }")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("skos:")
    expect(page.locator(".cm-line").first).to_have_text(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"
    )
    assert written(page).endswith("SELECT * { ?v skos:}")


def test_an_error_is_shown_at_its_place_and_the_focus_stays(open_page: Open) -> None:
    page = open_page("/sparql")
    run(page, "SELECT *\n{ ?s <urn:\U0001f600> 1 ; nonsense:name ?o }")
    expect(page.locator(".cm-lintRange-error")).to_have_text("nonsense:name")
    expect(page.get_by_role("alert")).to_contain_text("line 2")
    expect(page.locator(".cm-content")).to_be_focused()
    page.get_by_role("button", name="Go to line 2").click()
    page.keyboard.type("x")
    assert "; xnonsense:name" in written(page)
    run(page, "ASK {}")
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)


def test_answers_are_tables_with_names_links_and_an_order(open_page: Open) -> None:
    page = open_page("/sparql")
    run(page, TRIALS)
    link = page.get_by_role("link", name="PRECIOUS", exact=True)
    expect(link).to_have_attribute("href", "/id/trial/NCT02514681")
    expect(page.get_by_role("row", name="PRECIOUS trial:NCT02514681")).to_be_visible()
    labels = page.locator("tbody td:nth-child(2)")
    first = labels.all_inner_texts()
    page.get_by_role("button", name="label").click()
    page.get_by_role("button", name="label").click()
    assert labels.all_inner_texts() == sorted(first, reverse=True)
    heading = page.get_by_role("columnheader", name="label")
    expect(heading).to_have_attribute("aria-sort", "descending")
    expect(page.get_by_role("status")).to_contain_text("data version 1")


def test_numbers_are_numbers_and_a_chart(open_page: Open) -> None:
    page = open_page("/sparql")
    run(page, CLASSES)
    page.get_by_role("button", name="count").click()
    counts = [int(one) for one in page.locator("td.number").all_inner_texts()]
    assert counts == sorted(counts)
    assert len(counts) > 10
    page.get_by_role("button", name="Chart").click()
    assert page.locator("figure.chart rect.series-0").count() > 10
    page.get_by_role("button", name="Chart").click()
    expect(page.locator("figure.chart")).to_have_count(0)


def test_words_and_graphs_are_shown_as_what_they_are(open_page: Open) -> None:
    page = open_page("/sparql")
    run(page, "ASK { ?s ?p ?o }")
    expect(page.locator("#answer .word")).to_have_text("Yes")
    run(page, f"{ONTOLOGY}\nCONSTRUCT {{ ?t a :Trial }} {{ ?t a :Trial }}")
    graph = page.get_by_role("region", name="Answer, Turtle")
    expect(graph).to_contain_text("@prefix trial: <https://w3id.org/trialgraph/id/trial/> .")
    expect(graph).to_contain_text("trial:NCT02514681 a :Trial")
    assert page.locator("#answer .tok-namespace").count() > 1


def test_more_rows_than_are_shown_are_counted(open_page: Open) -> None:
    page = open_page("/sparql")
    run(page, "SELECT * { ?s ?p ?o } LIMIT 1500")
    expect(page.get_by_role("status")).to_contain_text("The first 1,000 of 1,500 rows")
    assert page.locator("tbody tr").count() == 1000


def test_what_is_odd_in_a_query_is_said_beside_its_answer(open_page: Open) -> None:
    page = open_page("/sparql")
    run(page, f"{ONTOLOGY}\nSELECT ?v {{ ?v a :Verdicts }}")
    expect(page.locator(".remark")).to_contain_text("did you mean :Verdict")


def test_a_query_that_is_aborted_is_stopped(open_page: Open) -> None:
    page = open_page("/sparql")
    write(page, ENDLESS)
    abort = page.get_by_role("button", name="Abort")
    expect(abort).to_be_disabled()
    for _ in range(4):  # as many as one client may ask at a time: each has to be stopped
        page.locator(".cm-content").focus()
        with page.expect_request("**/sparql"):
            page.keyboard.press("Control+Enter")
        abort.click()
        expect(abort).to_be_focused()
        expect(page.get_by_role("status")).to_contain_text("Aborted")
    run(page, "ASK {}")
    expect(page.locator("#answer .word")).to_have_text("Yes")


@pytest.mark.parametrize(
    ("query", "form", "name", "begins"),
    [
        (TRIALS, "CSV", "answer.csv", "trial,label"),
        (TRIALS, "JSON", "answer.srj", '{"head"'),
        ("CONSTRUCT WHERE { ?s a ?o }", "N-Triples", "answer.nt", "<"),
    ],
)
def test_an_answer_is_kept_as_a_file(
    open_page: Open, query: str, form: str, name: str, begins: str
) -> None:
    page = open_page(asked(query))
    with page.expect_download() as begun:
        page.get_by_role("button", name=f"Download as {form}").click()
    assert begun.value.suggested_filename == name
    assert begun.value.path().read_text(encoding="utf-8").startswith(begins)


def test_a_link_leads_others_to_the_query_and_its_answer(open_page: Open) -> None:
    page = open_page("/sparql")
    write(page, TRIALS)
    page.get_by_role("button", name="Share").click()
    link = page.get_by_role("textbox", name="Link to this query").input_value()
    assert parse_qs(urlsplit(link).query) == {"query": [TRIALS]}
    other = open_page(link)
    assert written(other) == TRIALS
    expect(other.get_by_role("link", name="PRECIOUS", exact=True)).to_be_visible()


def test_the_browser_remembers_what_was_run_until_it_is_told_to_forget(open_page: Open) -> None:
    page = open_page("/sparql")
    for number in range(52):
        run(page, f"ASK {{ FILTER({number} < 60) }}")
    expect(page.locator("#history summary")).to_have_text("History (50)")
    page.locator("#history summary").click()
    page.locator("#history .past").nth(1).click()
    assert written(page) == "ASK { FILTER(50 < 60) }"
    page.get_by_role("button", name="Clear the history").click()
    expect(page.locator("#history summary")).to_have_text("History (0)")
    assert json.loads(page.evaluate("localStorage.getItem('trialgraph.sparql.history')")) == []


def test_every_example_is_formatted_without_a_change_of_a_word(open_page: Open) -> None:
    page = open_page("/sparql")
    for card in cards():
        page.goto(f"/sparql?example={card.name}")
        before = written(page)
        page.get_by_role("button", name="Format").click()
        once = written(page)
        page.get_by_role("button", name="Format").click()
        assert "".join(once.split()) == "".join(before.split())
        assert written(page) == once
        assert f"# {card.question}" in once


def test_a_query_on_one_line_is_set_out(open_page: Open) -> None:
    page = open_page("/sparql")
    head = "PREFIX a: <urn:a> SELECT * WHERE { ?s a:b ?o . "
    write(page, head + "VALUES ?o { 1 2 } OPTIONAL { ?s ?p 'a . b' } }")
    page.keyboard.press("Shift+Alt+f")
    assert written(page) == (
        "PREFIX a: <urn:a>\n\nSELECT * WHERE {\n  ?s a:b ?o .\n  VALUES ?o { 1 2 }\n"
        "  OPTIONAL {\n    ?s ?p 'a . b'\n  }\n}\n"
    )


def test_the_keyboard_alone_runs_a_query_and_leaves_the_editor(open_page: Open) -> None:
    page = open_page("/sparql")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('cm-content')"):
            break
    editor = page.locator(".cm-content")
    expect(editor).to_be_focused()
    described = editor.get_attribute("aria-describedby") or ""
    expect(page.locator(f"#{described}")).to_contain_text("Escape and then Tab leaves")
    before = written(page)
    page.keyboard.press("Tab")
    expect(editor).to_be_focused()
    assert written(page) != before
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Run")).to_be_focused()
    with page.expect_response("**/sparql"):
        page.keyboard.press("Enter")
    expect(page.locator("#answer table")).to_be_visible()


def test_without_scripts_the_form_answers_with_a_table(open_page: Open) -> None:
    page = open_page("/sparql", has_scripts=False)
    page.locator("#query").fill(TRIALS)
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("cell", name="PRECIOUS")).to_be_visible()
    page.locator("#query").fill("SELECT * {")
    page.get_by_role("button", name="Run a long query").click()
    expect(page.get_by_role("alert")).to_contain_text("does not parse")
    assert page.locator("#query").input_value() == "SELECT * {"
