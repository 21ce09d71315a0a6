"""The page of one estimate: its number, sentence, reader's rule, judge's rule and siblings."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx import Client
from tests import odd_numbers_store
from tests.server.web.looking import looked_at

from trialgraph import names
from trialgraph.catalogue.paging import Page
from trialgraph.errors import UnknownName
from trialgraph.names import Iri
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.server.web import effect as effects
from trialgraph.server.web.effect import page_of_effect
from trialgraph.server.web.effects import page_of_effects
from trialgraph.server.web.input_words import fact_in_words, input_in_words, value_in_words
from trialgraph.server.web.verdict_rules import find_rule, rules
from trialgraph.store import Reader, open_reader

MANUAL = Path(__file__).parents[3] / "docs" / "reference" / "verdicts.md"
DOCUMENT = "sha-061718f7111f1619"
PATH = "/effects/trial/NCT02514681/result/OS/HR/final/0-73"
OS = Iri(f"https://w3id.org/trialgraph/id{PATH.removeprefix('/effects')}")


def test_the_sentence_stands_in_its_context_and_leads_to_the_document(
    example_reader: Reader,
) -> None:
    (shown,) = page_of_effect(example_reader, OS).contexts
    text = example_reader.kept_text("sha-061718f7111f1619")
    assert f"{shown.before}{shown.exact}{shown.after}" in text
    assert max(len(shown.before), len(shown.after)) <= 200
    assert shown.quoted.page == "/documents/sha-061718f7111f1619?at=932-1068#at"


@pytest.mark.usefixtures("replaced")
def test_nothing_stands_around_a_sentence_whose_document_is_being_replaced(
    example_reader: Reader, site: Client
) -> None:
    (shown,) = page_of_effect(example_reader, OS).contexts
    assert (shown.before, shown.after, shown.is_replaced) == ("", "", True)
    page = site.get(PATH).text
    assert shown.exact in page
    assert "The document is being replaced" in page
    review = site.get("/review", params={"fact": f"{names.document(DOCUMENT)}/estimate/1025-1029"})
    assert "The document is being replaced" in review.text


def test_document_derivation_and_authors_stand_apart(example_reader: Reader) -> None:
    shown = page_of_effect(example_reader, OS)
    assert shown.figures.startswith("HR 0.73, one-sided 95 % upper limit 0.97")
    assert any(one.startswith("Significance level: one-sided 0.05") for one in shown.printed)
    assert any("derived by us" in one for one in shown.derived)
    assert not any("derived by us" in one for one in shown.printed)
    assert shown.authors == ""
    assert dict(shown.reservations)["crossover"] == "patients could cross over to the drug"


def test_rules_of_reader_and_judge_are_named(example_reader: Reader) -> None:
    shown = page_of_effect(example_reader, OS)
    assert [(one.rule, one.printed) for one in shown.readings] == [("sentence-HR", "0.73")]
    assert shown.rule is not None
    assert (shown.rule.name, shown.rule.page) == ("V15", "/about#rule-superiority-V15")
    named = {one.name: one for one in shown.inputs}
    assert named["place in the plan"].value.startswith("the documents do not show")
    assert named["where the level is printed"].sentences
    assert all(one.sentences for one in shown.facts)


def test_the_same_over_time_and_the_arms_stand_beside(example_reader: Reader) -> None:
    shown = page_of_effect(example_reader, OS)
    assert [one.value for one in shown.over_time] == ["0.71"]
    assert {(one.arm, one.words) for one in shown.arms} >= {("PTC", "median 36.2 months")}
    investigator = Iri(OS.replace("OS/HR/final/0-73", "PFS/HR/investigator/updated/0-81"))
    beside = page_of_effect(example_reader, investigator).beside
    assert any("independent" in one.analysis for one in beside)


def test_an_estimate_that_is_not_held_is_told(example_reader: Reader, site: Client) -> None:
    with pytest.raises(UnknownName, match="/effects lists them"):
        page_of_effect(example_reader, Iri(f"{OS}9"))
    assert site.get(f"{PATH}9").status_code == 404
    assert site.get("/effects/nothing").status_code == 404


def test_the_page_leads_to_the_same_for_programs(site: Client) -> None:
    answer = site.get(PATH)
    assert answer.status_code == 200
    page = looked_at(answer.text)
    links = {one.text: one.get("href") for one in page.xpath("//p[@class='same']/a")}
    assert site.get(links["as JSON"]).json()["rows"][0]["value"] == 0.73
    assert site.get(links["as Turtle"]).headers["content-type"].startswith("text/turtle")
    told = site.get(links["open in SPARQL"], headers={"accept": "text/csv"}).text
    assert "0.73" in told
    assert page.xpath("//a[.='Permalink']/@href") == [PATH]
    assert len(page.xpath("//mark")) == 1


@pytest.mark.parametrize(
    ("hypothesis", "heading"),
    [
        ("superiority", "Superiority"),
        ("noninferiority", "Non-inferiority"),
        ("equivalence", "Equivalence"),
    ],
)
def test_rules_are_in_the_words_of_the_manual(hypothesis: str, heading: str) -> None:
    text = MANUAL.read_text(encoding="utf-8")
    common = text.partition("## Superiority\n")[2].partition("\n## ")[0]
    part = common + text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    told = set(re.findall(r"^\| (\w+) \| (.+?) \|", part, re.MULTILINE))
    found = rules(hypothesis)
    assert found
    assert {(one.name, words) for one in found for words in one.words} <= told
    own = set(
        re.findall(
            r"^\| ([VNE]\d+a?) \|",
            text.partition(f"## {heading}\n")[2].partition("\n## ")[0],
            re.MULTILINE,
        )
    )
    assert own <= {one.name for one in found}


def test_a_rule_that_no_table_has_is_none() -> None:
    assert find_rule("superiority", "V99") is None
    assert find_rule("", "V1") is None


def test_inputs_are_in_words() -> None:
    assert input_in_words("alpha") == "significance level of this test"
    assert input_in_words("new_input") == "new input"
    assert value_in_words("formal", "https://w3id.org/trialgraph/ontology#None") == "none printed"
    assert value_in_words("is_open_label", "true") == "yes"
    assert value_in_words("authors_say", "trend") == "a trend"
    assert fact_in_words("reported_arm_value") == "arm value"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with open_reader(odd_numbers_store.build(tmp_path_factory.mktemp("odd") / "store")) as opened:
        yield opened


def test_an_arm_whose_median_was_not_reached_stands_with_the_others(odd: Reader) -> None:
    shown = page_of_effect(odd, odd_numbers_store.result("turned"))
    told = {(one.arm, one.words) for one in shown.arms}
    assert told == {("new", "median not reached"), ("old", "median 37.6 months")}
    assert shown.figures.endswith("medians not reached v 37.6 months")


def test_an_estimate_with_the_comparator_in_the_numerator_says_so(odd: Reader) -> None:
    said = "HR 1.60 (comparator over experimental)"
    shown = page_of_effect(odd, odd_numbers_store.result("turned"))
    assert (shown.estimate.number, shown.figures.partition(",")[0]) == (said, said)
    assert page_of_effect(odd, odd_numbers_store.result("bare")).estimate.number == "HR 1.60"
    page = page_of_effects(odd, load_terms(), {}, Page(100))
    (group,) = page.groups
    assert ", turned<" in group.plot
    assert "comparator in the numerator" in group.key


def test_a_series_is_never_cut_and_a_cut_of_the_rest_is_told(
    example_reader: Reader, site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    investigator = Iri(OS.replace("OS/HR/final/0-73", "PFS/HR/investigator/updated/0-81"))
    whole = page_of_effect(example_reader, investigator)
    assert whole.over_time
    assert whole.more_beside == 0
    monkeypatch.setattr(effects, "_MOST_BESIDE", 1)
    cut = page_of_effect(example_reader, investigator)
    assert cut.over_time == whole.over_time
    assert (len(cut.beside), cut.more_beside) == (1, len(whole.beside) - 1)
    assert cut.more_beside > 0
    page = looked_at(site.get(f"/effects/{investigator.partition('/id/')[2]}").text)
    (link,) = page.xpath("//section[@aria-labelledby='beside']/p/a")
    assert "not on this page" in link.getparent().text_content()
    listed = looked_at(site.get(link.get("href")).text)
    assert len(listed.xpath("//th[@scope='row']|//td[@class='figures']/a")) > cut.more_beside
