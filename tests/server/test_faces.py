"""The page and the JSON face answer named questions; a new version is seen at once."""

import dataclasses
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from httpx import Client
from starlette.types import ASGIApp
from tests.small_store import build

from trialgraph.catalogue.answer import Answer, AnswerRow, Passage, Searched
from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.choices import Choices
from trialgraph.catalogue.quoted import QuotedDocument
from trialgraph.errors import EvidenceError, QueryStopped, StoreMissing
from trialgraph.server import create_app, problems, serve
from trialgraph.server.markup import tag
from trialgraph.server.page import front_page, question_page
from trialgraph.server.published import Published
from trialgraph.store import create_or_open

Live = Callable[[ASGIApp], AbstractContextManager[str]]
Value = str | int | float | bool | list[str | int | float | bool | None] | None

QUESTION = "/api/v1/questions/os-benefit-from-adding"
CARD = find_card("os-benefit-from-adding")
PASSAGE = Passage("sha-1", 12, 40, "The hazard ratio was 0.73 <b> (P = 0.02).")


def row(**cells: Value) -> AnswerRow:
    """Return a row with these cells; the other columns have no value."""
    of_list = {column.name for column in CARD.columns if column.is_list}
    empty: dict[str, Value] = {
        column.name: [] if column.name in of_list else None for column in CARD.columns
    }
    return AnswerRow({**empty, **cells}, (PASSAGE,))


def answered(*rows: AnswerRow) -> Answer:
    """Return an answer to the first question."""
    where = Searched(documents=5, trials=3, data_version="12", as_of="2026-11-20")
    return Answer(CARD.name, CARD.question, {"drug": "x"}, CARD.columns, rows, where)


RESULT = row(
    kind="answer",
    label="A & B",
    endpoint="OS",
    stage="final",
    population="all",
    date="2025-01-24",
    measure="HR",
    value=0.73,
    value_printed="0.73",
    level=95,
    upper=0.97,
    sides=1,
    p=0.02,
    strength="nominal",
    reason="not_in_alpha_plan",
    reservations=["lenient_level"],
)


def test_the_page_asks_without_a_manual(client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "<h1>trialgraph</h1>" in page.text
    assert "Held: 1 document, 0 trials" in page.text
    assert 'href="/?question=os-benefit-from-adding"' in page.text
    assert "SPARQL service at <code>/sparql</code>" in page.text
    assert "<form" in client.get("/", params={"question": "effects"}).text
    assert "Not medical advice" in page.text
    assert "<script" not in page.text


def test_the_page_may_load_nothing_from_elsewhere(client: Client) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert client.get("/style.css").headers["content-type"].startswith("text/css")


def test_an_answer_says_where_was_searched_even_when_it_is_empty(client: Client) -> None:
    page = client.get("/", params={"drug": "pertuzumab", "asked": "yes"})
    assert page.status_code == 200
    assert "In the documents held: 1 document," in page.text
    assert 'value="pertuzumab"' in page.text


def test_a_name_nobody_knows_is_told_on_the_page_and_escaped(client: Client) -> None:
    page = client.get("/", params={"drug": "<script>"})
    assert page.status_code == 404
    assert 'role="alert"' in page.text
    assert "<script" not in page.text


def test_every_question_has_a_page(client: Client) -> None:
    for question in client.get("/api/v1/questions").json()["questions"]:
        page = client.get("/", params={"question": question["name"]})
        assert page.status_code == 200
        assert page.text.count("<label for=") == len(question["parameters"])


def test_a_question_that_does_not_exist_is_a_problem(client: Client) -> None:
    answer = client.get("/api/v1/questions/nonsense")
    assert answer.status_code == 404
    assert answer.json()["code"] == "unknown-question"


@pytest.mark.parametrize(
    ("query", "status"), [("question=nonsense", 404), ("drug=pertuzumab&drug=neratinib", 400)]
)
def test_what_is_no_question_is_told_on_the_first_page(
    client: Client, query: str, status: int
) -> None:
    page = client.get(f"/?{query}")
    assert page.status_code == status
    assert page.text.count('role="alert"') == 1
    assert "All questions" in page.text


def test_the_json_face_has_the_body_of_the_contract(client: Client) -> None:
    answer = client.get(QUESTION, params={"drug": "pertuzumab"})
    assert answer.status_code == 200
    assert answer.json()["parameters"] == {"drug": "pertuzumab"}
    assert answer.json()["searched"]["documents"] == 1
    assert answer.headers["etag"] == '"1"'


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("", 400, "bad-parameter"),
        ("drug=pertuzumab&drug=other", 400, "bad-parameter"),
        ("dose=1", 400, "bad-parameter"),
        ("drug=nonsense", 404, "unknown-name"),
    ],
)
def test_words_that_do_not_fit_are_a_problem(
    client: Client, query: str, status: int, code: str
) -> None:
    answer = client.get(f"{QUESTION}?{query}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_page_that_does_not_exist_is_a_problem(client: Client) -> None:
    answer = client.get("/nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_health_tells_the_version(client: Client) -> None:
    answer = client.get("/healthz").json()
    assert answer == {"status": "ok", "data_version": "1", "documents": 1}


def test_a_new_version_is_read_by_the_next_request(tmp_path: Path, live: Live) -> None:
    with create_or_open(tmp_path / "store") as writer, live(create_app(writer.path)) as at:
        assert httpx.get(f"{at}/healthz").status_code == 503
        for version in ("1", "2"):
            (writer.path / "UNPUBLISHED").touch()
            writer.publish()
            assert httpx.get(f"{at}/healthz").json()["data_version"] == version
            assert httpx.get(f"{at}/healthz").json()["data_version"] == version


def test_a_version_stays_open_while_a_request_reads_it(tmp_path: Path) -> None:
    with create_or_open(tmp_path / "store") as writer:
        writer.publish()
        published = Published(writer.path)
        with published.reading() as old:
            (writer.path / "UNPUBLISHED").touch()
            writer.publish()
            with published.reading() as new:
                assert (old.version, new.version) == (1, 2)
            assert old.select("SELECT * { ?s ?p ?o }") == []
        published.close()
        published.close()


def test_a_result_is_shown_with_its_figures_reason_and_sentence() -> None:
    page = question_page(CARD, {"drug": "x"}, answered(RESULT))
    assert "A &amp; B, OS, final analysis, 2025-01-24" in page
    assert "HR 0.73, one-sided 95 % upper limit 0.97, p = 0.02" in page
    assert "gives this test a share of its significance level" in page
    assert "was 0.73 &lt;b&gt;" in page
    assert "sha-1, characters 12-40" in page
    assert "Data version 12 of 2026-11-20" in page


def test_a_quotation_leads_to_the_publication() -> None:
    known = QuotedDocument("sha-1", title="T", journal="J", doi="10.1/x", pmid="7")
    page = question_page(
        CARD, {}, dataclasses.replace(answered(RESULT), documents={"sha-1": known})
    )
    assert "“T”, J, doi:10.1/x (sha-1), characters 12-40" in page
    assert 'href="https://doi.org/10.1/x"' in page
    assert "<h3>Documents quoted or named</h3>" in page


def test_names_that_are_held_are_one_click_away_and_suggested() -> None:
    held = Choices(5, 3, {"drug": ("pertuzumab",), "trial": ("A & B",)})
    page = front_page(held)
    assert "Held: 5 documents, 3 trials reported or registered." in page
    assert 'href="/?question=os-benefit-from-adding&amp;drug=pertuzumab"' in page
    assert 'href="/?question=results-over-time&amp;trial=A+%26+B"' in page
    form = question_page(CARD, {}, None, held)
    assert '<label for="drug">' in form
    assert '<datalist id="held-drug"><option value="pertuzumab">' in form


def test_an_empty_tier_says_so() -> None:
    page = question_page(CARD, {}, answered())
    assert "<h3>Confirmed</h3><p>None in the documents held.</p>" in page


def test_a_list_of_estimates_says_each_in_sentences() -> None:
    card = find_card("effects")
    found = dataclasses.replace(answered(RESULT), question="effects", columns=card.columns)
    ungraded = dataclasses.replace(
        found, columns=tuple(c for c in card.columns if c.name not in {"outcome", "reservations"})
    )
    assert "HR 0.73, one-sided" in question_page(card, {}, ungraded)


def test_a_pool_is_shown_with_what_refuses_it_or_its_models(tmp_path: Path, live: Live) -> None:
    given = {"question": "pooled-effect", "drug": "pertuzumab", "endpoint": "OS", "asked": "yes"}
    overridden = given | {"allow": "interim_included,unknown_key_part"}
    with live(create_app(build(tmp_path / "store"))) as address:
        refused, pooled = (httpx.get(address, params=one).text for one in (given, overridden))
    assert "<h3>OS, HR: not pooled</h3>" in refused
    assert "Refused (interim_included): an interim analysis is among them: BETA" in refused
    assert "<h3>OS, HR: synthesis of 2 estimates</h3>" in pooled
    assert "<h4>Common effect, normal interval: HR 0." in pooled


def test_a_pool_as_json_has_its_plot_and_a_wrong_override_is_a_problem(
    tmp_path: Path, live: Live
) -> None:
    question = "/api/v1/questions/pooled-effect?drug=pertuzumab&endpoint=OS"
    with live(create_app(build(tmp_path / "store"))) as address:
        answer = httpx.get(f"{address}{question}").json()
        wrong = httpx.get(f"{address}{question}&allow=everything")
    (plot,) = answer["forest"]
    assert {row["label"] for row in plot["rows"]} == {"ALPHA", "BETA"}
    assert (wrong.status_code, wrong.json()["code"]) == (400, "unknown-override")


def test_a_question_without_grades_shows_its_columns_or_says_none() -> None:
    card = find_card("registration-ids")
    where = Searched(documents=0, trials=0, data_version="1", as_of="2026-11-20")
    columns = card.columns[:2]
    none = Answer(card.name, card.question, {}, columns, (), where, notes=("a note",))
    assert "None in the documents held." in question_page(card, {}, none)
    cells = {column.name: "answer" if column.name == "kind" else "N1" for column in columns}
    some = dataclasses.replace(none, rows=(AnswerRow(cells, ()),))
    assert "<dd>N1</dd>" in question_page(card, {}, some)


def test_markup_is_escaped_once() -> None:
    assert tag("p", tag("b", "<"), "&", class_='"x"') == (
        '<p class="&quot;x&quot;"><b>&lt;</b>&amp;</p>'
    )


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (QueryStopped("", "time"), 504),
        (QueryStopped("", "memory"), 503),
        (StoreMissing(), 503),
        (EvidenceError(), 500),
    ],
)
def test_each_error_has_its_status(error: EvidenceError, status: int) -> None:
    assert problems.status_of(error) == status


def test_a_bug_is_a_problem_that_tells_nothing_of_the_inside(live: Live) -> None:
    app = FastAPI()
    problems.install(app)

    @app.get("/bug")
    def bug() -> None:
        raise ZeroDivisionError("secret")

    @app.get("/invalid")
    def invalid() -> None:
        raise RequestValidationError([{"msg": "not a number"}])

    with live(app) as at:
        told = httpx.get(f"{at}/bug")
        assert told.status_code == 500
        assert told.json()["code"] == "internal-error"
        assert "secret" not in told.text
        assert httpx.get(f"{at}/invalid").json()["code"] == "bad-parameter"


def test_a_missing_store_and_a_taken_port_are_told(store: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        serve(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        serve(store, port=taken.getsockname()[1])


def test_serve_listens_until_stopped(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[tuple[str, int]] = []

    def run(_: object, sockets: list[socket.socket]) -> None:
        served.extend(one.getsockname()[:2] for one in sockets)

    monkeypatch.setattr(uvicorn.Server, "run", run)
    serve(store, port=0)
    assert served[0][0] == "127.0.0.1"
