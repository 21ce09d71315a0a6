"""Which made-up documents are of one trial or one publication: from bytes to links."""

import pytest
from tests.acceptance.linking_documents import (
    TRIAL,
    article_id,
    groups,
    joined,
    named,
    paper,
    pubmed,
    read,
    record,
    refers,
    section,
)

OWN, OTHER, THIRD = "NCT09990001", "NCT09990002", "NCT09990003"
REGISTERED = f"{TRIAL} This trial was registered with ClinicalTrials.gov, number {{}}."
FIRST = pubmed("99000001", "Docetaxel in thirst: first results", REGISTERED.format(OWN))


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Discussion", f"The SIROCCO trial (ClinicalTrials.gov number, {OTHER}) was negative."),
        ("Introduction", f"In the SIROCCO trial ({OTHER}), docetaxel failed [4]."),
        (
            "Methods",
            f"Data of the SIROCCO trial (ClinicalTrials.gov number, {OTHER}) suggest relapse [4].",
        ),
    ],
)
@pytest.mark.parametrize("abstract", [REGISTERED.format(OWN), TRIAL])
def test_a_trial_that_a_paper_only_mentions_is_not_its_own(
    heading: str, words: str, abstract: str
) -> None:
    found = joined(
        paper("Docetaxel in thirst", section(heading, words), abstract=abstract),
        record(OTHER, "SIROCCO"),
    )
    assert groups(found) == []
    assert [one.trial.role for one in named(found, OTHER).mentions] == ["registers", "mentions"]


@pytest.mark.parametrize(
    "second",
    [
        pubmed("99000002", "Docetaxel in thirst: final results", REGISTERED.format(OWN)),
        pubmed("99000002", "Docetaxel in thirst: final results", TRIAL, listed=(OWN,)),
        paper(
            "Docetaxel in thirst: final results",
            "",
            back=f"<sec><title>Trial registration</title><p>ClinicalTrials.gov {OWN}</p></sec>",
        ),
        pubmed("99000002", "Final", REGISTERED.format("NCT 0999 0001")),
        pubmed("99000002", "Final", REGISTERED.format("nct-09990001")),
    ],
    ids=["abstract", "data banks", "back matter", "spaces", "small letters"],
)
def test_two_papers_of_one_trial_meet_by_its_number(second: bytes) -> None:
    found = joined(FIRST, second)
    assert groups(found) == [{"pubmed-99000001", read(second).identifier}]
    (why,) = [one for one in named(found, OWN).links if one.rule == "registration"]
    assert (why.shared, len(why.documents)) == (OWN.casefold(), 2)


def test_an_acronym_joins_nothing_where_numbers_differ() -> None:
    one, other = (
        pubmed(pmid, "Docetaxel in thirst (BRAVURA): a trial", REGISTERED.format(number))
        for pmid, number in (("99000001", OWN), ("99000002", OTHER))
    )
    found = joined(one, other, record(OWN, "BRAVURA"), record(OTHER, "BRAVURA"))
    assert groups(found) == [
        {"ctgov-" + OWN, "pubmed-99000001"},
        {"ctgov-" + OTHER, "pubmed-99000002"},
    ]


@pytest.mark.parametrize(
    ("printed", "secondary"),
    [
        ("ISRCTN 99990001", "ISRCTN99990001"),
        ("isrctn.com, ISRCTN99990001", "ISRCTN99990001"),
        ("EudraCT number 2012-001234-56", "2012-001234-56"),
        ("EUCTR2012-001234-56-DE", "2012-001234-56"),
        ("EU CT number 2022-500000-00-01", "2022-500000-00-00"),
    ],
)
def test_a_records_number_in_another_registry_joins_the_paper_that_prints_it(
    printed: str, secondary: str
) -> None:
    text = pubmed("99000001", "Docetaxel in thirst", f"{TRIAL} Registered as {printed}.")
    found = joined(text, record(OWN, secondary=((secondary, "REGISTRY"),)))
    assert groups(found) == [{"ctgov-" + OWN, "pubmed-99000001"}]


@pytest.mark.parametrize("kind", ["REGISTRY", "OTHER"])
def test_an_extension_that_names_its_parent_stays_a_study_of_its_own(kind: str) -> None:
    found = joined(record(OWN, secondary=((OTHER, kind),)), record(OTHER), FIRST)
    assert groups(found) == [{"ctgov-" + OWN, "pubmed-99000001"}]


RECORDS = tuple(record(one, name) for one, name in ((OWN, "CAD-1"), (OTHER, "CAD-2"), (THIRD, "")))


@pytest.mark.parametrize(
    ("title", "abstract", "listed"),
    [
        (
            "Docetaxel in thirst: a pooled analysis of three trials",
            f"{TRIAL} Registered with ClinicalTrials.gov, {OWN}, {OTHER} and {THIRD}.",
            (),
        ),
        ("Docetaxel in thirst: CAD-1 and CAD-2", TRIAL, (OWN, OTHER, THIRD)),
        (
            "Docetaxel in thirst: results of the CAD-1 trial and its successors",
            f"{TRIAL} ClinicalTrials.gov numbers, {OWN}, {OTHER} and {THIRD}.",
            (),
        ),
        ("Pooled analysis of docetaxel in thirst", REGISTERED.format(OWN), ()),
        ("Docetaxel in thirst: two randomised phase 3 trials", REGISTERED.format(OWN), ()),
        ("Docetaxel in thirst (CAD-1): an individual patient data meta-analysis", TRIAL, ()),
    ],
)
@pytest.mark.parametrize("held", [0, 1, 3])
def test_a_report_of_several_trials_is_of_none_of_them(
    title: str, abstract: str, listed: tuple[str, ...], held: int
) -> None:
    found = joined(pubmed("99000009", title, abstract, listed=listed), *RECORDS[:held])
    assert groups(found) == []
    numbered = [one for one in found.trials if one.name in {OWN, OTHER, THIRD}]
    assert len(numbered) >= held
    assert all(one.own[0].document == f"ctgov-{one.name}" for one in numbered[:held])


def test_a_record_that_refers_to_a_pooled_analysis_does_not_own_it() -> None:
    pooled = pubmed("99000009", "Pooled analysis of docetaxel in thirst", TRIAL)
    alone = pubmed("99000008", "Docetaxel in thirst", TRIAL)
    refer = [
        record(number, referencesModule=refers(pmid))
        for number, pmid in ((OWN, "99000009"), (OTHER, "99000008"))
    ]
    found = joined(pooled, alone, *refer)
    assert groups(found) == [{"ctgov-" + OTHER, "pubmed-99000008"}]
    assert [one.rule for one in named(found, OTHER).links] == ["reference of the record to"]


@pytest.mark.parametrize(
    ("ids", "rule", "shared"),
    [
        (article_id("pmid", "99000001"), "PMID", "99000001"),
        (article_id("doi", "10.9999/TEA.1"), "DOI", "10.9999/tea.1"),
        (article_id("pmc", "PMC9900001"), "PMCID", "PMC9900001"),
    ],
)
def test_a_paper_meets_its_citation_by_an_identifier(ids: str, rule: str, shared: str) -> None:
    others = (
        "<PubmedData><ArticleIdList><ArticleId IdType='pubmed'>99000001</ArticleId>"
        "<ArticleId IdType='doi'>10.9999/tea.1</ArticleId>"
        "<ArticleId IdType='pmc'>PMC9900001</ArticleId></ArticleIdList></PubmedData>"
    )
    cited = pubmed("99000001", "Tea", TRIAL).replace(
        b"</MedlineCitation>", b"</MedlineCitation>" + others.encode()
    )
    printed = paper("Tea", "", ids=ids)
    found = joined(cited, printed)
    held = found.publications[read(printed).identifier]
    assert [(one.rule, one.shared) for one in held.links] == [(rule, shared)]
    assert set(held.documents) == {"pubmed-99000001", read(printed).identifier}


def test_a_retraction_and_an_erratum_are_publications_of_their_own() -> None:
    def notice(pmid: str, kind: str) -> bytes:
        told = (
            f"<CommentsCorrectionsList><CommentsCorrections RefType='{kind}'><RefSource>J Tea"
            "</RefSource><PMID>99000001</PMID></CommentsCorrections></CommentsCorrectionsList>"
        )
        return pubmed(pmid, "Docetaxel in thirst: first results", "Words.", more=told)

    found = joined(FIRST, notice("99000003", "RetractionOf"), notice("99000004", "ErratumFor"))
    held = found.publications["pubmed-99000001"]
    assert held.states == {"retracted", "erratum"}
    assert held.notices == ("pubmed-99000003", "pubmed-99000004")
    assert held.documents == ("pubmed-99000001",)
    assert found.publications["pubmed-99000003"].states == {"retraction notice"}
    assert [one.name for one in found.trials] == [OWN]
