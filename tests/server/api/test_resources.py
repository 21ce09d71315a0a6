"""Every address of the API answers as it says, in every form."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest
from tests.serving import TOKEN

from trialgraph.server.api.asking import ENDINGS, MEDIA
from trialgraph.server.api.contract import Form, Resource
from trialgraph.server.api.routes import RESOURCES

OS_OF_PRECIOUS = "trial/NCT02514681/result/OS/HR/final/0-73"
SILENT = {"listReviews"}  # nobody reviewed the examples: tests/server/reviews/test_listed.py
FORMS = [(one, form) for one in RESOURCES for form in one.forms]


def path_of(one: Resource, ending: str = "") -> str:
    """Return the address of a resource with its examples in the path."""
    path = one.path.replace(":path", "")
    for each in one.parameters:
        if each.place == "path":
            path = path.replace(f"{{{each.name}}}", quote(each.example))
    return path + ending


def needed(one: Resource) -> dict[str, str]:
    """Return the parameters that a resource cannot do without."""
    return {each.name: each.example for each in one.parameters if each.is_required}


def rows_over_pages(api: httpx.Client, path: str, limit: int) -> Iterator[dict[str, Any]]:
    """Yield the rows of all pages, as their links lead on."""
    url = f"{path}?limit={limit}"
    while url:
        answer = api.get(url)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        assert len(body["rows"]) <= limit
        yield from body["rows"]
        link = answer.links.get("next", {}).get("url", "")
        assert bool(link) == body["truncated"] == (body["next_cursor"] is not None)
        url = link.removeprefix("/api/v1")


@pytest.mark.parametrize("one", RESOURCES, ids=lambda one: one.operation)
def test_rows_have_the_fields_that_are_documented(api: httpx.Client, one: Resource) -> None:
    answer = api.get(path_of(one), params=needed(one))
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert bool(body["rows"]) != (one.operation in SILENT)
    assert all(tuple(row) == one.row.fields for row in body["rows"])
    for name, kind in one.parts.items():
        assert all(tuple(row) == kind.fields for row in body[name])
    assert body["searched"]["documents"] == 5
    assert body["searched"]["data_version"] == answer.headers["data-version"]


@pytest.mark.parametrize(("one", "form"), FORMS, ids=lambda one: getattr(one, "operation", one))
def test_every_form_is_had_by_accept_and_by_its_ending(
    api: httpx.Client, one: Resource, form: Form
) -> None:
    accepted = api.get(path_of(one), params=needed(one), headers={"Accept": MEDIA[form]})
    assert accepted.status_code == 200, accepted.text
    assert accepted.headers["content-type"] == MEDIA[form]
    assert accepted.headers["vary"].startswith("Accept")
    if form in ENDINGS:
        ended = api.get(path_of(one, ENDINGS[form]), params=needed(one))
        assert ended.headers["content-type"] == MEDIA[form]
        if form != "turtle":  # whose order the engine decides
            assert ended.content == accepted.content


@pytest.mark.parametrize("one", RESOURCES, ids=lambda one: one.operation)
def test_who_has_an_answer_is_not_sent_it_again(api: httpx.Client, one: Resource) -> None:
    first = api.get(path_of(one), params=needed(one))
    again = api.get(
        path_of(one), params=needed(one), headers={"If-None-Match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    other = api.get(
        path_of(one, ".csv"), params=needed(one), headers={"If-None-Match": first.headers["etag"]}
    )
    assert other.status_code == 200


@pytest.mark.parametrize(
    "path", [path_of(one) for one in RESOURCES if one.is_paged and not one.parts]
)
def test_pages_together_are_the_whole(api: httpx.Client, path: str) -> None:
    whole = api.get(path, params={"limit": 500}).json()
    assert not whole["truncated"]
    assert list(rows_over_pages(api, path, 2)) == whole["rows"]


def test_a_table_is_read_back(api: httpx.Client) -> None:
    rows = api.get("/effects").json()["rows"]
    table = list(csv.DictReader(io.StringIO(api.get("/effects.csv").text, newline="")))
    assert [one["iri"] for one in table] == [row["iri"] for row in rows]
    for one, row in zip(table, rows, strict=True):
        assert one["value"] == (row["value_decimal"] or "")
        assert one["passage_exact"] == row["passages"][0]["exact"]
        assert one["reservations"] == "; ".join(row["reservations"])


def test_pandas_reads_the_table(api: httpx.Client) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = pandas.read_csv(io.BytesIO(api.get("/effects.csv").content))
    rows = api.get("/effects").json()["rows"]
    assert list(frame["iri"]) == [row["iri"] for row in rows]
    assert frame["value"].dtype == "float64"


def test_a_row_a_line(api: httpx.Client) -> None:
    lines = api.get("/effects.ndjson", params={"adds": "pertuzumab"}).text.splitlines()
    assert [json.loads(line) for line in lines] == api.get(
        "/effects", params={"adds": "pertuzumab"}
    ).json()["rows"]


def test_turtle_holds_what_the_rows_are_about(api: httpx.Client) -> None:
    turtle = api.get(f"/effects/{OS_OF_PRECIOUS}.ttl").content
    subjects = {str(one.subject.value) for one in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}
    facts = {one["iri"] for one in api.get(f"/effects/{OS_OF_PRECIOUS}").json()["sources"]}
    assert facts
    assert subjects == {f"https://w3id.org/trialgraph/id/{OS_OF_PRECIOUS}"} | facts


def test_drugs_are_asked_for_by_any_name_and_filters_hold_together(api: httpx.Client) -> None:
    by_name, by_brand = (
        [row["iri"] for row in api.get("/effects", params={"adds": name}).json()["rows"]]
        for name in ("pertuzumab", "Perjeta")
    )
    assert by_name == by_brand
    given = {"adds": "Perjeta", "endpoint": "OS", "stage": "final", "verdict": "nominal"}
    (row,) = api.get("/effects", params=given).json()["rows"]
    assert (row["label"], row["value"], row["value_printed"]) == ("PRECIOUS", 0.73, "0.73")
    assert row["lower"] is None
    several = api.get("/effects?verdict=nominal&verdict=not_significant").json()["rows"]
    assert {row["strength"] for row in several} == {"nominal", "not_significant"}


def test_only_wanted_fields_come(api: httpx.Client) -> None:
    body = api.get("/effects?fields=iri,value&fields=label&limit=1").json()
    assert list(body["rows"][0]) == ["label", "value", "iri"]
    wrong = api.get("/effects", params={"fields": "valu"})
    assert (wrong.status_code, wrong.json()["code"]) == (400, "bad-parameter")
    assert wrong.json()["detail"].endswith("nearest: value")


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/effects?add=x", 400, "nearest: adds"),
        ("/effects?adds=nonsense", 404, "nonsense"),
        ("/effects?as_of=soon", 400, "a day"),
        ("/effects?verdict=proven", 400, "confirmed"),
        ("/effects?limit=0", 400, "500"),
        ("/effects?limit=x", 400, "whole number"),
        ("/effects?limit=-1", 400, "0 or more"),
        ("/questions/no-such", 404, "the list of questions"),
        ("/trials/NCT99999999", 404, "no number that is held is like it"),
        ("/effects?limit=1&limit=2", 400, "once"),
        ("/effects?cursor=x", 400, "cursor"),
        ("/effects/trial/none/result/x", 404, "wanted the IRI"),
        ("/effects/nonsense", 404, "wanted the IRI"),
        ("/trials/nonsense", 404, "known:"),
        ("/trials/NCT02514681/effect", 404, "nearest: effects"),
        ("/trials/NCT02514681/foo", 404, "wanted one of effects, arms"),
        ("/trials/NCT02514681/effects.json", 404, "nearest: effects"),
        ("/trials/NCT02514681.json", 404, "wanted one of csv, ndjson, ttl"),
        ("/trials/NCT02514681.jsonld", 404, "as JSON"),
        ("/trials?has_results=maybe", 400, "yes, no"),
        ("/interventions/nonsense", 404, "nonsense"),
        ("/documents/none", 404, "documents?q="),
        ("/documents/none/text", 404, "documents?q="),
        ("/documents?state=lost", 400, "set aside"),
        ("/resolve", 400, "add q="),
        ("/resolve?q=x&type=planet", 400, "trial"),
        ("/pool?drug=pertuzumab", 400, "endpoint"),
        ("/pool?drug=pertuzumab&endpoint=OS&allow=everything", 400, "everything"),
        ("/effects?population=martians", 404, "one that a document held prints"),
        ("/findings?code=role_change", 404, "nearest: role_changed"),
        ("/questions/findings?code=foo", 404, "the code of a finding"),
        ("/reviews?fact=zzz", 404, "documents/DOCUMENT/facts"),
        ("/reviews?document=ctgov-NCT02514680", 404, "nearest: ctgov-NCT02514681"),
        ("/nothing", 404, "Nothing"),
    ],
)
def test_what_does_not_fit_is_a_problem(
    api: httpx.Client, path: str, status: int, told: str
) -> None:
    answer = api.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert told in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/effects?trial=PRECIOUS&as_of={}", "2023-01-01"),
        ("/pool?drug=pertuzumab&endpoint=OS&as_of={}", "2023-01-01"),
        ("/questions/pooled-effect?drug=pertuzumab&endpoint=OS&as_of={}", "2023-01-01"),
    ],
)
def test_spaces_around_words_are_no_part_of_them(api: httpx.Client, path: str, day: str) -> None:
    bare, spaced = (api.get(path.format(one)) for one in (day, f"%20{day}+"))
    assert (bare.status_code, spaced.status_code) == (200, 200)
    assert spaced.json() == bare.json()


def test_questions_name_the_service_as_it_is_asked(api: httpx.Client) -> None:
    for host, base in (("a.example", "http://a.example"), ('a"b', "http://localhost")):
        answer = api.get("/questions.ttl", headers={"host": "x", "x-forwarded-host": host})
        assert answer.status_code == 200
        assert f"<{base}/sparql>" in answer.text


@pytest.mark.parametrize(
    "hostile",
    ["%00", "%2e%2e%2f%2e%2e", "%22%3E%3Cscript%3E", "}%20UNION%20{", "%ff%fe", "x" * 3000, "%0a"],
)
@pytest.mark.parametrize(
    "room", ["effects", "trials", "interventions", "conditions", "endpoints", "documents"]
)
def test_hostile_names_are_refused(api: httpx.Client, room: str, hostile: str) -> None:
    for part in ("", "/text", "/passages", ".ttl"):
        answer = api.get(f"/{room}/{hostile}{part}")
        assert answer.status_code in {400, 404}, answer.text
        assert answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/trials/precious", "/trials/NCT02514681"),
        ("/trials/UMIN000018202", "/trials/NCT02514681"),
        ("/trials/precious.csv", "/trials/NCT02514681.csv"),
        ("/trials/UMIN000018202/arms.ttl?limit=3", "/trials/NCT02514681/arms.ttl?limit=3"),
        (
            "/trials/https%3A%2F%2Fw3id.org%2Ftrialgraph%2Fid%2Ftrial%2FNCT02514681/history",
            "/trials/NCT02514681/history",
        ),
        ("/interventions/Herceptin", "/interventions/trastuzumab"),
        ("/endpoints/overall%20survival.csv", "/endpoints/OS.csv"),
    ],
)
def test_another_name_leads_to_the_first(api: httpx.Client, path: str, location: str) -> None:
    answer = api.get(path)
    assert (answer.status_code, answer.headers["location"]) == (308, f"/api/v1{location}")
    assert api.get(location).status_code == 200


def test_a_day_is_given_once_and_the_description_says_so(api: httpx.Client) -> None:
    described = httpx.get(str(api.base_url).removesuffix("/api/v1/") + "/openapi.json").json()
    for operation in ("/api/v1/effects", "/api/v1/trials"):
        told = described["paths"][operation]["get"]["parameters"]
        for one in told:
            example = one.get("example", "")
            words = example[0] if isinstance(example, list) else example
            query = [(one["name"], words)] * 2
            status = api.get(operation.removeprefix("/api/v1"), params=query).status_code
            is_list = one["schema"]["type"] == "array"
            assert (status == 200) == is_list, (operation, one["name"])


def test_a_sentence_stands_in_its_context(api: httpx.Client) -> None:
    (one, *_) = api.get(f"/effects/{OS_OF_PRECIOUS}/passages").json()["rows"]
    text = api.get(f"/documents/{one['document']}/text", headers=authorised()).json()["rows"][0]
    whole = text["text"]
    assert text["is_whole"]
    assert whole[one["start"] : one["end"]] == one["exact"]
    assert whole[: one["start"]].endswith(one["before"])
    assert len(one["before"]) == min(200, one["start"])
    assert whole[one["end"] :].startswith(one["after"])


def test_a_text_that_is_not_open_is_shown_around_its_facts(api: httpx.Client) -> None:
    rows = api.get("/documents").json()["rows"]
    closed = [row["id"] for row in rows if row["kind"] != "ctgov-page"]
    for identifier in closed:
        whole = api.get(f"/documents/{identifier}/text", headers=authorised()).json()["rows"]
        parts = list(rows_over_pages(api, f"/documents/{identifier}/text", 50))
        assert whole[0]["is_whole"]
        assert not any(part["is_whole"] for part in parts)
        assert all(whole[0]["text"][part["start"] : part["end"]] == part["text"] for part in parts)
    record = next(row["id"] for row in rows if row["kind"] == "ctgov-page")
    assert api.get(f"/documents/{record}/text").json()["rows"][0]["is_whole"]


def test_a_wrong_token_is_refused(api: httpx.Client) -> None:
    answer = api.get("/version", headers={"Authorization": "Bearer another-token-0123456789"})
    assert answer.status_code == 401


@pytest.mark.usefixtures("replaced")
def test_words_of_another_text_stand_around_no_passage(api: httpx.Client) -> None:
    path = f"/effects/{OS_OF_PRECIOUS}/passages"
    answer = api.get(path, params={"fields": "document,exact,before,after"})
    (one, *_) = answer.json()["rows"]
    assert one["exact"]
    assert (one["before"], one["after"]) == (None, None)
    for headers in ({}, authorised()):
        text = api.get(f"/documents/{one['document']}/text", headers=headers)
        assert (text.status_code, text.json()["code"]) == (503, "document-replaced")


def authorised() -> dict[str, str]:
    """Return the header with the token of the service."""
    return {"Authorization": f"Bearer {TOKEN}"}


def test_no_folder_of_the_machine_is_told(api: httpx.Client) -> None:
    sources = [row["source"] for row in api.get("/documents").json()["rows"]]
    assert sources
    assert not any("/" in one for one in sources)


def test_names_are_resolved_and_suggested(api: httpx.Client) -> None:
    (first, *_) = api.get("/resolve", params={"q": "Herceptin"}).json()["rows"]
    assert (first["label"], first["is_exact"]) == ("trastuzumab", True)
    rows = api.get("/suggest", params={"q": "pertu", "type": "drug"}).json()["rows"]
    assert rows[0]["label"] == "pertuzumab"
    near = api.get("/resolve", params={"q": "pertuzumap"}).json()
    assert "pertuzumab" in near["nearest"]


def test_a_pool_as_a_table_has_effects_errors_and_reasons(api: httpx.Client) -> None:
    given = {"drug": "pertuzumab", "endpoint": "OS", "allow": "interim_included"}
    answer = api.get("/pool.csv", params=given)
    lines = {
        one["iri"].removeprefix("https://w3id.org/trialgraph/id/"): one
        for one in csv.DictReader(io.StringIO(answer.text, newline=""))
    }
    one = lines[OS_OF_PRECIOUS]
    assert (one["scale"], one["effect"]) == ("log", "-0.314711")
    assert float(one["standard_error"]) == pytest.approx(0.1728, abs=1e-4)
    assert one["standard_error_from"] == "upper limit"
    assert one["sides"] == "1"
    assert {one["reason"] for one in lines.values() if one["part"] == "excluded"} == {"not_current"}
    assert all(one["document"] and one["exact"] for one in lines.values())


def test_questions_have_their_query_and_their_tables(api: httpx.Client) -> None:
    name, given = "os-benefit-from-adding", {"drug": "Perjeta"}
    bare, bound = (api.get(f"/questions/{name}.rq", params=one).text for one in ({}, given))
    assert "SELECT DISTINCT" in bare
    assert "VALUES ?drug { <https://w3id.org/trialgraph/id/drug/pertuzumab> }" in bound
    rows = api.get(f"/questions/{name}", params=given).json()["rows"]
    lines = api.get(f"/questions/{name}.ndjson", params=given).text.splitlines()
    assert [json.loads(line) for line in lines] == rows
    table = api.get(f"/questions/{name}.csv", params=given)
    assert len(list(csv.DictReader(io.StringIO(table.text, newline="")))) == len(rows)
    assert api.get("/questions/none.rq").status_code == 404


def test_a_question_gives_the_rows_and_the_fields_that_are_wanted(api: httpx.Client) -> None:
    path, drug = "/questions/os-benefit-from-adding", {"drug": "Perjeta"}
    whole = api.get(path, params=drug).json()
    assert "truncated" not in whole
    few = api.get(path, params={**drug, "fields": "p_tests, label", "limit": "1"}).json()
    first = whole["rows"][0]
    assert few["rows"] == [{"label": first["label"], "p_tests": first["p_tests"]}]
    assert (few["columns"], few["truncated"]) == (["label", "p_tests"], True)
    assert api.get(path, params={**drug, "limit": "500"}).json()["truncated"] is False
    table = api.get(f"{path}.csv", params={**drug, "fields": "label", "limit": "2"}).text
    assert table.splitlines()[0] == "label"
    assert len(table.splitlines()) == 3
    (line,) = api.get(
        f"{path}.ndjson", params={**drug, "fields": "passages", "limit": "1"}
    ).text.splitlines()
    assert json.loads(line) == {"passages": first["passages"]}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("fields=labe", "nearest: label"),
        ("fields=", "leave it out"),
        ("limit=0", "1 to 10000"),
        ("limit=many", "whole number"),
    ],
)
def test_a_part_of_a_question_that_there_is_not_is_told(
    api: httpx.Client, asked: str, told: str
) -> None:
    answer = api.get(f"/questions/every-hazard-ratio?{asked}")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-parameter")
    assert told in answer.json()["detail"]
    assert api.get(f"/questions/every-hazard-ratio.rq?{asked}").status_code == 400


@pytest.mark.parametrize("name", ["os-benefit-from-adding", "every-hazard-ratio", "effects"])
def test_a_p_value_says_what_it_tests(api: httpx.Client, name: str) -> None:
    given = {"drug": "pertuzumab"} if name.startswith("os") else {}
    rows = api.get(f"/questions/{name}", params=given).json()["rows"]
    assert "superiority" in {row["p_tests"] for row in rows}
    assert all(row["p_tests"] is None for row in rows if row["p"] is None)
