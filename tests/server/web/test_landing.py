"""What people and programs ask for out of habit is there."""

import httpx
import pytest


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/"])
def test_the_api_says_where_its_resources_are(site: httpx.Client, path: str) -> None:
    told = site.get(path).json()
    assert "/api/v1/effects" in told["resources"]
    assert site.get(told["openapi"]).status_code == 200


def test_robots_and_the_icon_are_there(site: httpx.Client) -> None:
    robots = site.get("/robots.txt")
    assert robots.headers["content-type"].startswith("text/plain")
    assert "Disallow: /admin/" in robots.text
    assert site.get("/favicon.ico").headers["content-type"] == "image/svg+xml"


def test_a_document_is_found_under_its_number(site: httpx.Client) -> None:
    every = site.get("/api/v1/documents?limit=500").json()["rows"]
    (record,) = (row["id"] for row in every if row["id"] == "ctgov-NCT02514681")
    for number in ("NCT02514681", "nct02514681"):
        page = site.get(f"/documents/{number}")
        assert (page.status_code, page.headers.get("location")) == (303, f"/documents/{record}")
        told = site.get(f"/api/v1/documents/{number}/facts.csv?limit=1")
        wanted = f"/api/v1/documents/{record}/facts.csv?limit=1"
        assert (told.status_code, told.headers["location"]) == (308, wanted)
    assert site.get("/api/v1/documents/10.1000%2Fnot.held").status_code == 404


def test_an_estimate_is_found_by_its_whole_iri(site: httpx.Client) -> None:
    iri = site.get("/api/v1/effects?limit=1").json()["rows"][0]["iri"]
    assert site.get(f"/api/v1/effects/{iri}").json()["rows"][0]["iri"] == iri


def test_a_page_of_another_origin_may_ask_what_the_address_takes(site: httpx.Client) -> None:
    head = {"origin": "https://a.example", "access-control-request-method": "GET"}
    allowed = {
        "/api/v1/effects": "GET, HEAD",
        "/sparql": "GET, HEAD, POST",
        "/api/v1/validate": "GET, HEAD, POST",
    }
    for path, methods in allowed.items():
        told = site.options(path, headers=head).headers
        assert told["access-control-allow-methods"] == methods, path
    answer = site.get("/api/v1/effects.csv?limit=1", headers={"origin": "https://a.example"})
    assert "Link" in answer.headers["access-control-expose-headers"]


@pytest.mark.parametrize("path", ["/api/v1/questions", "/api/v1/vocabulary", "/api/v1/version"])
def test_what_takes_no_parameter_refuses_one(site: httpx.Client, path: str) -> None:
    assert site.get(path).status_code == 200
    refused = site.get(f"{path}?zzz=1")
    assert (refused.status_code, refused.json()["code"]) == (400, "bad-parameter")
