"""The page of one trial: arms side by side, results over time, documents, what does not fit."""

import pytest
from httpx import Client
from tests.server.web.looking import looked_at

from trialgraph.catalogue.answer import AnswerRow
from trialgraph.catalogue.trial_search import find_trial
from trialgraph.errors import UnknownName
from trialgraph.names import Iri
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.server.web import trial as trials
from trialgraph.server.web.compared_arms import compared_of
from trialgraph.server.web.trial import page_of_trial
from trialgraph.store import Reader

TRIAL = Iri("https://w3id.org/trialgraph/id/trial/NCT02514681")
TERMS = load_terms()


@pytest.mark.parametrize(
    "words", ["PRECIOUS", "NCT02514681", "nct 02514681", "UMIN000018202", "jRCTs041180153", TRIAL]
)
def test_any_form_of_an_identifier_names_the_trial(example_reader: Reader, words: str) -> None:
    assert find_trial(example_reader, TERMS, words) == TRIAL


def test_other_names_lead_to_the_one_address(site: Client) -> None:
    for words in ("PRECIOUS", "UMIN000018202", "%4eCT02514681"):
        answer = site.get(f"/trials/{words}")
        assert (answer.status_code, answer.headers["location"]) == (303, "/trials/NCT02514681")
    assert site.get("/trials/NCT99999999").status_code == 404


def test_a_number_with_more_behind_it_is_no_address(site: Client) -> None:
    answer = site.get("/trials/NCT02514681/effect")
    assert answer.status_code == 404
    assert "effect" in answer.text


def test_a_trial_that_is_not_held_is_told(example_reader: Reader) -> None:
    with pytest.raises(UnknownName, match="/trials lists them"):
        page_of_trial(example_reader, TERMS, Iri(f"{TRIAL}9"))


def test_the_head_has_registrations_with_their_registries(example_reader: Reader) -> None:
    head = page_of_trial(example_reader, TERMS, TRIAL).head
    assert head.label == "PRECIOUS"
    assert dict(head.registrations)["NCT02514681"] == "https://clinicaltrials.gov/study/NCT02514681"
    assert all(address for _, address in head.registrations)
    assert dict(head.facts)["Results in the registry"] == "not posted"
    assert "/conditions/HER2-positive-breast-cancer" in dict(head.conditions).values()
    assert any("acronym precious" in one for one in head.joined_by)


def test_arms_stand_side_by_side_with_the_difference_first(example_reader: Reader) -> None:
    (compared,) = page_of_trial(example_reader, TERMS, TRIAL).compared
    assert compared.arms == ("PTC", "TC")
    found = [(one.drug.name, one.is_given, one.mark) for one in compared.components]
    assert found == [
        ("pertuzumab", (True, False), "added"),
        ("trastuzumab", (True, True), "shared"),
    ]
    assert compared.choices[0] == compared.choices[1] != ""


def test_a_placebo_is_no_difference() -> None:
    arms = [
        AnswerRow({"iri": "a", "label": "A", "gets": ["pertuzumab"], "gets_one_of": []}, ()),
        AnswerRow({"iri": "b", "label": "B", "gets": ["placebo"], "gets_one_of": []}, ()),
    ]
    told = AnswerRow(
        {
            "iri": "c",
            "label": "A v B",
            "experimental": "a",
            "comparator": "b",
            "removes": ["placebo"],
        },
        (),
    )
    (compared,) = compared_of([told], arms, TERMS)
    assert [(one.drug.name, one.mark, one.differs) for one in compared.components] == [
        ("pertuzumab", "added", True),
        ("placebo", "nothing: counts as absence", False),
    ]


def test_what_a_comparison_does_not_tell_the_arms_do() -> None:
    arms = [
        AnswerRow({"iri": "a", "label": "A", "gets": ["x", "y"], "gets_one_of": []}, ()),
        AnswerRow({"iri": "b", "label": "B", "gets": ["x", "z"], "gets_one_of": []}, ()),
    ]
    told = AnswerRow(
        {"iri": "c", "label": "A v B", "experimental": "a", "comparator": "b", "adds": []}, ()
    )
    (compared,) = compared_of([told], arms, TERMS)
    assert [(one.drug.name, one.mark) for one in compared.components] == [
        ("y", "added"),
        ("z", "removed"),
        ("x", "shared"),
    ]
    (unread,) = compared_of([AnswerRow({"iri": "c", "label": "?"}, ())], [], TERMS)
    assert unread.arms == ("not read", "not read")


def test_results_stand_by_end_point_and_superseded_ones_apart(example_reader: Reader) -> None:
    found = {one.name: one for one in page_of_trial(example_reader, TERMS, TRIAL).end_points}
    assert [one.value for one in found["OS"].current] == ["0.73"]
    assert [one.value for one in found["OS"].earlier] == ["0.71"]
    assert found["ORR"].current == ()
    assert found["ORR"].declared == ("secondary, values by arm were read, and no comparison",)


def test_the_formal_verdict_stands_beside_the_estimate_that_came_later(
    example_reader: Reader,
) -> None:
    found = {one.name: one for one in page_of_trial(example_reader, TERMS, TRIAL).end_points}
    (decided,) = found["PFS"].decided
    assert (decided.formal.value, decided.formal.verdict) == (
        "0.76",
        "confirmed, with reservations",
    )
    assert decided.formal.reason == "the trial's own test was met at its level"
    assert "fewer than 90 % of the planned events or patients" in decided.formal.weakened_by
    assert [one.value for one in decided.current] == ["0.81"]
    assert decided.sustained == "not sustained by the current estimate"
    assert "0.76" not in {one.value for one in (*found["PFS"].current, *found["PFS"].earlier)}
    assert found["DoR"].decided == ()


def test_primary_end_points_come_first(example_reader: Reader) -> None:
    found = [one.name for one in page_of_trial(example_reader, TERMS, TRIAL).end_points]
    assert found[0] == "PFS"
    assert found.index("DoR") < found.index("OS")


def test_tables_say_why(site: Client) -> None:
    page = looked_at(site.get("/trials/NCT02514681").text)
    cells = page.xpath("//td[@class='reason']")
    assert cells
    assert all(one.xpath("string(small)") for one in cells)
    listed = looked_at(site.get("/effects?trial=PRECIOUS&endpoint=OS").text)
    assert listed.xpath("//td[contains(@class, 'reason')]/small/text()")


def test_more_results_than_a_page_holds_are_told(
    example_reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "MOST_RESULTS", 2)
    shown = page_of_trial(example_reader, TERMS, TRIAL)
    assert shown.is_cut
    assert sum(len((*one.decided, *one.current, *one.earlier)) for one in shown.end_points) == 2
    assert shown.all_results == "/effects?trial=NCT02514681"


def test_a_current_estimate_that_the_page_does_not_hold_is_elsewhere(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    for most in range(1, 30):  # at some place the cut falls between the two
        monkeypatch.setattr(trials, "MOST_RESULTS", most)
        page = looked_at(site.get("/trials/NCT02514681").text)
        told += page.xpath("//article/p[starts-with(., 'It is not on this page')]/a/@href")
        assert "was not found" not in page.xpath("string(//main)")
    assert set(told) == {"/effects?trial=NCT02514681"}


def test_what_was_not_compared_is_not_said_to_agree(example_reader: Reader, site: Client) -> None:
    said = {
        one: page_of_trial(example_reader, TERMS, find_trial(example_reader, TERMS, one))
        for one in ("PRECIOUS", "CLEOPATRA")
    }
    assert said["PRECIOUS"].not_compared == ""
    assert said["CLEOPATRA"].not_compared == "Not compared: no registry record is held."
    assert said["CLEOPATRA"].registry == ()
    page = looked_at(site.get("/trials/NCT00567190").text)
    (told,) = page.xpath("//section[@aria-labelledby='registry']/p/text()")
    assert told == said["CLEOPATRA"].not_compared


@pytest.mark.parametrize(
    ("held", "missing"),
    [
        (("registers", "reports"), ""),
        (("reports", "mentions"), "no registry record"),
        (("registers",), "no paper that reports it"),
        (("mentions",), "no registry record and no paper that reports it"),
    ],
)
def test_what_is_missing_for_a_comparison_is_named(held: tuple[str, ...], missing: str) -> None:
    rows = [AnswerRow({"relation": [one]}, ()) for one in held]
    wanted = f"Not compared: {missing} is held." if missing else ""
    assert trials.not_compared(rows) == wanted


def test_documents_claims_gaps_and_findings_stand_on_the_page(site: Client) -> None:
    page = looked_at(site.get("/trials/NCT02514681").text)
    said = page.xpath("string(//main)")
    assert {"registers", "reports"} <= set(page.xpath("//ul/li/span[@class='flag']/text()"))
    assert page.xpath("//a[starts-with(@href, '/documents/sha-061718f7111f1619')]")
    assert "trialgraph link --split" in said
    assert page.xpath("//tr[@class='differs']/th/a/text()") == ["pertuzumab"]
    assert page.xpath("//details//a[contains(@href, '/result/OS/HR/unstratified/primary/0-71')]")
    other = looked_at(site.get("/trials/NCT00567190").text).xpath("string(//main)")
    assert "Cited, and not held" in other
    assert "Judged: " in other
