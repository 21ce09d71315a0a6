"""The page for queries says to people what the service says to programs, within its limits."""

import asyncio
import re
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from httpx import Client
from tests.server.conftest import Live
from tests.serving import served

from trialgraph.catalogue.card import cards
from trialgraph.names import ID
from trialgraph.server import Settings, create_app
from trialgraph.server.web.sparql_answer import MOST_ROWS, Beginning, cell, graph_of, rows_of
from trialgraph.server.web.static import static_files
from trialgraph.store import create_or_open
from trialgraph.store.worker import Limits

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
SOURCES = Path(__file__).parents[3] / "graph" / "trialgraph" / "server" / "web" / "editor"
ALL = "SELECT ?s ?n { ?s :start ?n } ORDER BY ?n"
SCRIPT = '"<script>alert(1)</script>"'
ENDLESS = "SELECT (COUNT(*) AS ?n) {" + "".join(f" ?s{i} ?p{i} ?o{i} ." for i in range(12)) + " }"


class Cells(HTMLParser):
    """The words of the cells of a page's tables, and the query in its text field."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.query = ""
        self._within = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a cell or the text field."""
        if tag in {"td", "textarea"}:
            self._within = tag
            self.cells += [""] * (tag == "td")
        assert "style" not in dict(attrs)

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        self._within = "" if tag == self._within else self._within

    def handle_data(self, data: str) -> None:
        """Take words."""
        if self._within == "td":
            self.cells[-1] += data
        elif self._within:
            self.query += data


def page_of(client: Client, query: str) -> httpx.Response:
    """Return the page for a query."""
    return client.get("/sparql", params={"query": query}, headers=BROWSER)


def test_people_get_the_page_with_a_query_to_begin_with(client: Client) -> None:
    answer = client.get("/sparql", headers=BROWSER)
    assert answer.status_code == 200
    assert "Accept" in answer.headers["vary"]
    assert "SELECT ?trial" in Cells(answer.text).query
    assert "Nothing was asked yet" in answer.text
    assert client.head("/sparql", headers=BROWSER).content == b""
    assert len(answer.content) < 200_000


@pytest.mark.parametrize("how", ["get", "post"])
def test_the_form_is_answered_with_a_table(client: Client, how: str) -> None:
    if how == "get":
        answer = page_of(client, ALL)
    else:
        answer = client.post("/sparql", data={"query": ALL}, headers=BROWSER)
    seen = Cells(answer.text)
    assert seen.cells[1::2] == [str(number) for number in range(10)]
    assert seen.cells[0] == "document/sha-1/estimate/0"
    assert f'href="/id/{"document/sha-1/estimate/0"}"' in answer.text
    assert seen.query.strip() == ALL
    assert '<th scope="col" data-name="n" class="number">' in answer.text
    assert re.search(r"10 rows\. Answered in [0-9.]+ s, data version 1\.", answer.text)


def test_what_data_and_queries_say_stays_text(client: Client) -> None:
    answer = page_of(client, f'SELECT ("</td><b>" AS ?x) ({SCRIPT} AS ?y) {{}}')
    assert Cells(answer.text).cells == ["</td><b>", "<script>alert(1)</script>"]
    assert answer.text.count("<script") == 1
    wrong = page_of(client, f"SELECT </textarea>{SCRIPT}")
    assert wrong.status_code == 400
    assert wrong.text.count("<script") == 1
    link = page_of(client, "SELECT (IRI('javascript:alert(1)') AS ?x) {}")
    assert 'href="javascript' not in link.text


def test_words_and_graphs_are_shown(client: Client) -> None:
    assert '<p class="word">Yes</p>' in page_of(client, "ASK { ?s ?p ?o }").text
    assert '<p class="word">No</p>' in page_of(client, "ASK { ?s :none ?o }").text
    graph = page_of(client, "CONSTRUCT WHERE { ?s :start ?n }").text
    assert "<pre data-graph" in graph
    assert "estimate/9" in graph


def test_what_is_odd_is_said_beside_the_answer(client: Client) -> None:
    answer = page_of(client, "SELECT ?s { ?s a :Documents }")
    assert '<p class="remark">' in answer.text
    assert "did you mean :Document" in answer.text


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("SELECT * {\n ?s foaf:name ?o }", 400, 'data-line="2" data-column="5"'),
        ("", 400, 'role="alert"'),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403, "SERVICE"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", 403, 'role="alert"'),
        (ENDLESS, 504, "took over 2 seconds"),
        ("SELECT * { ?s ?p ?o . ?t ?q ?r }", 503, "100"),
    ],
)
def test_what_is_not_answered_is_told_in_words_and_nothing_else(
    client: Client, query: str, status: int, words: str
) -> None:
    answer = page_of(client, query)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert words in answer.text
    assert Cells(answer.text).cells == []


def test_a_request_that_is_not_the_protocol_is_told_on_the_page(client: Client) -> None:
    answer = client.get("/sparql?query=ASK{}&query=ASK{}", headers=BROWSER)
    assert answer.status_code == 400
    assert "one query or update is answered at a time" in answer.text


def test_an_update_is_not_answered_by_the_page(client: Client) -> None:
    answer = client.post("/sparql", data={"update": "CLEAR ALL"}, headers=BROWSER)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.status_code == 403


def test_the_graphs_that_are_asked_stay_in_the_form(client: Client) -> None:
    graph = "http://example.org/none"
    asked = {"query": "ASK { ?s ?p ?o }", "default-graph-uri": graph}
    answer = client.get("/sparql", params=asked, headers=BROWSER).text
    assert '<p class="word">No</p>' in answer
    assert f'<input type="hidden" name="default-graph-uri" value="{graph}">' in answer


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.name)
def test_every_named_question_is_an_example(client: Client, card: object) -> None:
    name, question = getattr(card, "name", ""), getattr(card, "question", "")
    assert f'href="/sparql?example={name}"' in client.get("/sparql", headers=BROWSER).text
    query = Cells(client.get(f"/sparql?example={name}", headers=BROWSER).text).query
    assert query.strip().startswith(f"# {question}")
    assert page_of(client, query).status_code in {200, 503}  # more rows than this server gives


def test_an_example_that_is_none_is_told(client: Client) -> None:
    answer = client.get("/sparql?example=none", headers=BROWSER)
    assert answer.status_code == 404
    assert 'role="alert"' in answer.text


def test_the_policy_lets_in_our_scripts_and_the_styles_of_this_page_alone(client: Client) -> None:
    first, second = (client.get("/sparql", headers=BROWSER) for _ in range(2))
    policies = [one.headers["content-security-policy"] for one in (first, second)]
    nonces = [re.findall(r"style-src 'self' 'nonce-([\w-]{22})'", one) for one in policies]
    assert len(nonces[0]) == len(nonces[1]) == 1
    assert nonces[0] != nonces[1]
    assert f'nonce="{nonces[0][0]}"' in first.text
    assert "script-src 'self';" in policies[0]
    assert "unsafe" not in policies[0]
    assert first.headers["cache-control"] == "no-store"
    loaded = re.findall(r'(?:src|<link[^>]* href)="([^"]*)"', first.text)
    assert len(loaded) == 5
    assert all(one.startswith("/static/") for one in loaded)


def test_a_page_has_no_more_than_its_first_rows(store: Path, live: Live) -> None:
    with live(create_app(Settings(store, limits=Limits()))) as at:
        query = {
            "query": "SELECT ?a ?b { ?x :start ?a . ?y :start ?b . ?z :start ?c . ?w :start ?d }"
        }
        answer = httpx.get(f"{at}/sparql", params=query, headers=BROWSER, timeout=60)
    assert "The first 1,000 of 10,000 rows." in answer.text
    assert answer.text.count("<tr>") == MOST_ROWS + 1


def test_an_answer_that_breaks_off_shows_what_came_and_names_the_limits(
    store: Path, live: Live
) -> None:
    with live(create_app(Settings(store, limits=Limits(rows=9000)))) as at:
        query = {
            "query": "SELECT ?x ?y ?z ?w { ?x :start ?a . ?y :start ?b . ?z :start ?c ."
            " ?w :start ?d }"
        }
        answer = httpx.get(f"{at}/sparql", params=query, headers=BROWSER, timeout=60)
    assert answer.status_code == 200
    assert "broke off" in answer.text
    assert "9,000 rows, 50 MB and 10 seconds at most" in answer.text
    assert "rows of more than" in answer.text
    assert answer.text.count("<tr>") == MOST_ROWS + 1


def test_a_server_that_answers_programs_quickly_gives_people_the_page(store: Path) -> None:
    with served(store) as server, httpx.Client(base_url=server.address, timeout=60) as asking:
        for _ in range(2):
            assert Cells(page_of(asking, ALL).text).cells[1] == "0"
            told = asking.get("/sparql", params={"query": ALL})
            assert told.headers["content-type"] == "application/sparql-results+json"
            assert told.headers["data-version"] == "1"


def test_a_store_without_data_is_told_on_the_page(tmp_path: Path, live: Live) -> None:
    with (
        create_or_open(tmp_path / "store") as writer,
        live(create_app(Settings(writer.path))) as at,
    ):
        answer = httpx.get(f"{at}/sparql?query=ASK+{{}}", headers=BROWSER)
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "1"
        assert "No data is published." in answer.text


def begun(*parts: bytes, is_over: bool = True) -> Beginning:
    """Return an answer that came in these parts."""
    answer = Beginning()
    asyncio.run(send(answer, parts, is_over=is_over))
    return answer


async def send(answer: Beginning, parts: tuple[bytes, ...], *, is_over: bool) -> None:
    """Send an answer in parts, as the service does."""
    headers = [
        (b"data-version", b"7"),
        (b"query-remark", b'unbound-variable;message="?x; \\"no\\""'),
        (b"query-remark", b'unknown-term;message=%"j%c3%a4"'),
    ]
    await answer({"type": "http.response.start", "status": 200, "headers": headers})
    for place, part in enumerate(parts, 1):
        more = place < len(parts) or not is_over
        await answer({"type": "http.response.body", "body": part, "more_body": more})


def test_an_answer_in_parts_is_read_as_one() -> None:
    answer = begun('?a\t?ä\n1\t"'.encode(), b'x\\ty"@en\n\t', b"<urn:a>\n")
    made = rows_of(answer)
    assert made.names == ("a", "ä")
    assert [[one.text for one in row] for row in made.rows] == [["1", "x\ty"], ["", "urn:a"]]
    assert (made.total, made.is_numeric, made.counted) == (2, (True, False), "2 rows.")
    assert (answer.version, answer.remarks, answer.is_whole) == ("7", ('?x; "no"', "jä"), True)


def test_an_answer_without_its_end_is_not_whole() -> None:
    assert not begun(b"?a\n1\n", is_over=False).is_whole


def test_a_long_graph_is_cut_at_a_line() -> None:
    answer = begun(b"<urn:a> <urn:b> 1 .\n" * 700, b"<urn:a> <urn:b> 2 .\n" * 700)
    made = graph_of(answer)
    assert (made.shown, made.total) == (1000, 1400)
    assert made.text.endswith("2 .")


@pytest.mark.parametrize(
    ("written", "kind", "text", "language"),
    [
        ('"a \\"b\\" \\\\ \\n \\u00e9"', "text", 'a "b" \\ \n é', ""),
        ('"ja"@de-CH', "text", "ja", "de-CH"),
        ("0.73", "number", "0.73", ""),
        ("-1e6", "number", "-1e6", ""),
        ('"5"^^<http://www.w3.org/2001/XMLSchema#integer>', "number", "5", ""),
        ('"2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date>', "text", "2020-01-01", ""),
        ("true", "text", "true", ""),
        ("_:b0", "text", "_:b0", ""),
        ("<< <urn:a> <urn:b> 1 >>", "text", "<< <urn:a> <urn:b> 1 >>", ""),
        (f"<{ID}drug/pertuzumab>", "iri", "drug:pertuzumab", ""),
        (f"<{ID}trial/N/arm/A>", "iri", "trial/N/arm/A", ""),
        ("<https://w3id.org/trialgraph/ontology#Trial>", "iri", ":Trial", ""),
        ("", "nothing", "", ""),
    ],
)
def test_a_term_is_shown_for_what_it_is(written: str, kind: str, text: str, language: str) -> None:
    shown = cell(written)
    assert (shown.kind, shown.text, shown.language) == (kind, text, language)


def test_the_editor_is_what_its_sources_make() -> None:
    """Built anew it is the same; its README says how."""
    told = re.search(r"`([0-9a-f]{64})`", (SOURCES / "README.md").read_text(encoding="utf-8"))
    assert told is not None
    assert told[1] == sha256(static_files()["editor.js"]).hexdigest()


def test_the_editor_asks_nobody_else_and_makes_no_code() -> None:
    script = static_files()["editor.js"].decode()
    assert not re.search(r"\beval\(|new Function\(|importScripts|WebSocket|sendBeacon", script)
    assert len(script) < 500_000  # a page without it is below 200 kB


def test_every_package_in_the_editor_has_its_licence_beside_it() -> None:
    licences = static_files()["editor-licences.txt"].decode()
    named = re.findall(r"^(\S+) [0-9.]+ \(MIT\)$", licences, re.MULTILINE)
    assert {"@codemirror/view", "@lezer/lr", "codemirror-lang-sparql", "crelt"} <= set(named)
    assert licences.count("Permission is hereby granted") == len(named)
