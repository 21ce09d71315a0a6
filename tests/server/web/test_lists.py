"""Lists of trials, concepts and findings, the page about the service, and every link in it."""

from collections import deque
from dataclasses import replace
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from httpx import Client
from tests.server.web.looking import looked_at

from trialgraph import names
from trialgraph.catalogue.effects import find_effects
from trialgraph.catalogue.trial_search import FILTERS, find_trials
from trialgraph.errors import BadParameter
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.server.web.about import about
from trialgraph.server.web.concepts import ROOMS, page_of_concept, page_of_concepts
from trialgraph.server.web.findings import page_of_findings
from trialgraph.server.web.trials import listed_of, page_of_trials
from trialgraph.store import Reader

TERMS = load_terms()
RESULT = "trial/NCT02514681/result/OS/HR/final/0-73"


def test_trials_are_listed_by_filters(example_reader: Reader) -> None:
    every = page_of_trials(example_reader, TERMS, {})
    assert len(every.rows) == example_reader.statistics().trials
    found = page_of_trials(example_reader, TERMS, {"intervention": "Perjeta", "phase": "3"})
    assert "/trials/NCT02514681" in {one.page for one in found.rows}
    assert found.same.csv.endswith("/trials.csv?intervention=Perjeta&phase=3")
    assert {one.name for one in found.inputs} == set(FILTERS)
    with pytest.raises(BadParameter):
        page_of_trials(example_reader, TERMS, {"dose": "1"})


def test_what_does_not_fit_is_told_above_the_form(site: Client) -> None:
    for path in ("/trials?dose=1", "/findings?severity=loud", f"/effects?limit={'9' * 5_000}"):
        answer = site.get(path)
        assert answer.status_code == 400
        assert looked_at(answer.text).xpath("//*[@role='alert']")


def test_a_trial_has_a_title_and_its_number_of_estimates(example_reader: Reader) -> None:
    listed = {one.label: one for one in page_of_trials(example_reader, TERMS, {}).rows}
    assert listed["CLEOPATRA"].title or listed["PRECIOUS"].title
    for label, one in listed.items():
        found = find_effects(example_reader, TERMS, {"trial": [label]}).rows
        assert one.effects[0] == len(found)
        assert bool(one.effects[1]) == bool(found)


def test_an_unregistered_trial_is_called_by_the_title_of_its_paper(
    example_reader: Reader,
) -> None:
    (row,) = find_trials(example_reader, TERMS, {"q": ["PRECIOUS"]}).rows
    untitled = replace(row, cells={**row.cells, "title": []})
    (shown,) = listed_of(example_reader, [untitled])
    assert "pertuzumab" in shown.title.casefold()
    assert listed_of(example_reader, []) == ()


@pytest.mark.parametrize("room", ROOMS)
def test_concepts_are_listed_and_lead_to_their_pages(site: Client, room: str) -> None:
    page = looked_at(site.get(f"/{room}").text)
    links = page.xpath("//tbody/tr/th/a/@href")
    assert links
    looked_at(site.get(links[0]).text)


def test_a_concept_has_its_names_standings_and_trials(example_reader: Reader, site: Client) -> None:
    shown = page_of_concept(example_reader, TERMS, "interventions", "Perjeta")
    assert shown.thing.notation == "pertuzumab"
    assert shown.effects == "/effects?intervention=pertuzumab"
    added = shown.roles.index("added")
    assert sum(counts[added] for _, counts in shown.standings) > 0
    told = [verdict for verdict, _ in shown.standings]
    assert len(told) == len(set(told))
    assert any(verdict.endswith("that forbid the plain word") for verdict in told)
    assert "/trials/NCT02514681" in {one.page for one in shown.trials}
    listed = page_of_concepts(example_reader, TERMS, "interventions")
    assert "/interventions/pertuzumab" in {one.page for one in listed.rows}
    moved = site.get("/interventions/Perjeta")
    assert (moved.status_code, moved.headers["location"]) == (303, "/interventions/pertuzumab")
    assert site.get("/endpoints/nonsense").status_code == 404


def test_findings_stand_by_kind_with_their_meaning(example_reader: Reader) -> None:
    every = page_of_findings(example_reader, TERMS, {})
    assert every.count == every.shown > 0
    assert all(kind.words for kind in every.kinds)
    one = every.kinds[0]
    alone = page_of_findings(example_reader, TERMS, {"code": one.code})
    assert [kind.code for kind in alone.kinds] == [one.code]
    of_trial = page_of_findings(example_reader, TERMS, {"trial": "PRECIOUS"})
    assert {row.page for kind in of_trial.kinds for row in kind.found} == {"/trials/NCT02514681"}


def test_the_page_about_the_service_tells_versions_and_rules(site: Client) -> None:
    page = looked_at(site.get("/about").text)
    said = page.xpath("string(//main)")
    assert about().software in said
    assert about().ontology in said
    assert "Not medical advice" in said
    assert page.xpath("//tr[@id='rule-superiority-V9']")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/trials/NCT02514681", "trial/NCT02514681"),
        (f"/effects/{RESULT}", RESULT),
        ("/documents/ctgov-NCT02514681", "document/ctgov-NCT02514681"),
        ("/interventions/pertuzumab", "drug/pertuzumab"),
    ],
)
def test_the_page_about_a_thing_tells_programs_of_its_data(
    site: Client, path: str, name: str
) -> None:
    answer = site.get(path)
    assert f'<{names.ID}{name}>; rel="cite-as"' in answer.headers["link"]
    data = looked_at(answer.text).xpath("//link[@rel='alternate'][@type='text/turtle']/@href")
    assert data == [f"/data/{name}.ttl"]


def kind_of(link: str, found_on: str) -> str:
    """Return what a link is one of: one query, or one file of data, stands for all of a room."""
    path, query = urlsplit(link).path, urlsplit(link).query
    room = found_on.split("/")[1]
    if path.startswith("/data/"):
        return f"{path.split('/')[2]} as {path.rpartition('.')[2]} of {room}"
    return f"{path} of {room}" if query and not path.startswith("/static/") else link


def test_every_link_inside_answers_and_leads_to_a_place_there(site: Client) -> None:
    waiting, seen, broken = deque([("/", "/")]), {"/"}, []
    places: dict[str, set[str]] = {}
    asked: dict[tuple[str, str], str] = {}
    while waiting:
        path, found_on = waiting.popleft()
        answer = site.get(path, follow_redirects=True)
        if answer.status_code != 200:
            broken.append((path, answer.status_code, found_on))
            continue
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        page = looked_at(answer.text)
        assert len(answer.content) < 200_000, path
        places[path] = set(page.xpath("//@id"))
        for link in page.xpath("//a/@href|//form/@action|//link/@href|//script/@src"):
            found, place = urldefrag(urljoin(path, link))
            if not found.startswith("/"):
                continue
            asked.setdefault((found, place), path)
            if (kind := kind_of(found, path)) not in seen:
                seen.add(kind)
                waiting.append((found, path))
    assert broken == []
    assert any(one.startswith("/effects/trial/") for one in seen)
    assert any(one.startswith("/documents/") for one in seen)
    lost = {
        (*one, page)
        for one, page in asked.items()
        if one[1] and one[0] in places and one[1] not in places[one[0]]
    }
    assert lost == set()
