"""What an article says of itself becomes the fields of a publication's record."""

import pytest
from tests.documents.jats_made_up import article, fields, shown

ORCID = "0000-0002-1825-0097"


def field(name: str, *meta: str, journal: str = "", rest: str = "", body: str = "") -> object:
    return shown(fields(*meta, journal=journal, rest=rest, body=body).members.get(name))


@pytest.mark.parametrize(
    ("kind", "printed", "name", "number"),
    [
        ("pmid", "123456", "pmid", "123456"),
        ("pmc", "765432", "pmcid", "PMC765432"),
        ("pmcid", "PMC765432", "pmcid", "PMC765432"),
        ("doi", "10.1234/tea.7", "doi", "10.1234/tea.7"),
        ("publisher-id", "tea-7", "pmid", None),
        ("pmid", "none", "pmid", None),
        ("pmc", "none", "pmcid", None),
    ],
)
def test_identifiers(kind: str, printed: str, name: str, number: str | None) -> None:
    assert field(name, f'<article-id pub-id-type="{kind}">{printed}</article-id>') == number


@pytest.mark.parametrize(
    ("titles", "title"),
    [
        ("<article-title>Tea<xref ref-type='fn'>*</xref></article-title>", "Tea"),
        ("<article-title>Tea<fn><p>Note</p></fn> now</article-title>", "Tea now"),
        (
            "<article-title>Tea</article-title><subtitle>a trial</subtitle><subtitle/>",
            "Tea: a trial",
        ),
        ("<article-title>Tea?</article-title><subtitle>A trial</subtitle>", "Tea? A trial"),
        ("<article-title>H<sub>2</sub>O</article-title>", "H₂O"),
        (
            "<article-title>Tea<xref ref-type='bibr' rid='r1'><sup>1</sup></xref></article-title>",
            "Tea^{1}",
        ),
    ],
)
def test_the_title(titles: str, title: str) -> None:
    document = article(meta=f"<title-group>{titles}</title-group>")
    assert document.record is not None
    assert document.record.root.words("title") == title
    assert document.text.startswith(title + "\n")


def test_the_title_of_a_translation_stands_below() -> None:
    meta = (
        "<title-group><article-title>Tee</article-title><trans-title-group>"
        "<trans-title>Tea</trans-title></trans-title-group></title-group>"
    )
    assert article(meta=meta).text.startswith("Tee\n\nTea\n")


JOURNAL = """
<journal-id journal-id-type="nlm-ta">J Tea</journal-id>
<journal-id journal-id-type="publisher-id">jt</journal-id>
<journal-title-group><journal-title>Journal of Tea</journal-title></journal-title-group>
<issn pub-type="ppub">1234-5679</issn><issn pub-type="epub">1234-5679</issn>
"""
PLACE = "<volume>7</volume><issue>2</issue><fpage>11</fpage><lpage>19</lpage>"


def test_journal_and_source_line() -> None:
    print_date = "<pub-date pub-type='ppub'><month>3</month><year>2021</year></pub-date>"
    document = article(meta=print_date + PLACE, journal=JOURNAL)
    assert "Journal of Tea. 2021 Mar;7(2):11-19." in document.text
    found = fields(print_date, PLACE, journal=JOURNAL)
    assert shown(found.members["issn"]) == ["1234-5679"]
    assert found.words("journal_abbreviation") == "J Tea"


@pytest.mark.parametrize(
    ("place", "pages"),
    [
        ("<fpage>11</fpage>", "11"),
        ("<fpage>11</fpage><lpage>11</lpage>", "11"),
        ("<fpage>11</fpage><lpage>12</lpage><page-range>11-12, 15</page-range>", "11-12, 15"),
        ("<elocation-id>e7</elocation-id>", "e7"),
    ],
)
def test_pages(place: str, pages: str) -> None:
    assert field("pages", place) == pages


def test_a_journal_known_by_its_abbreviation_alone() -> None:
    journal = "<journal-id journal-id-type='iso-abbrev'>J. Tea</journal-id>"
    assert field("journal", journal=journal) == "J. Tea"
    assert (
        "J. Tea. 7:11." in article(meta="<volume>7</volume><fpage>11</fpage>", journal=journal).text
    )


def day(attributes: str, parts: str = "<day>4</day><month>3</month><year>2021</year>") -> str:
    return f"<pub-date {attributes}>{parts}</pub-date>"


YEAR = "<year>2021</year>"
WHOLE = {"year": "2021", "month": "3", "day": "4", "text": "2021 Mar 4"}


@pytest.mark.parametrize(
    ("dates", "issued", "online"),
    [
        pytest.param(day("pub-type='ppub'"), WHOLE, None, id="print"),
        pytest.param(day("pub-type='epub'"), WHOLE, WHOLE, id="online alone is both"),
        pytest.param(
            day("pub-type='epub'") + day("pub-type='ppub'", "<year>2022</year>"),
            {"year": "2022", "text": "2022"},
            WHOLE,
            id="print later than online",
        ),
        pytest.param(
            day("pub-type='epub'") + day("pub-type='collection'", YEAR),
            WHOLE,
            WHOLE,
            id="collection of the same year",
        ),
        pytest.param(
            day("pub-type='epub'") + day("pub-type='collection'", "<year>2022</year>"),
            {"year": "2022", "text": "2022"},
            WHOLE,
            id="collection of the next year",
        ),
        pytest.param(
            day("pub-type='epub'")
            + day("pub-type='ppub'", YEAR)
            + "<elocation-id>7</elocation-id>",
            WHOLE,
            WHOLE,
            id="print that is none",
        ),
        pytest.param(
            day("date-type='collection'", "<month>5</month>" + YEAR),
            {"year": "2021", "month": "5", "text": "2021 May"},
            None,
            id="collection with a month",
        ),
        pytest.param(
            day("date-type='pub' publication-format='print'"), WHOLE, None, id="1.2 print"
        ),
        pytest.param(
            day("date-type='pub' publication-format='electronic'"), WHOLE, WHOLE, id="1.2 online"
        ),
        pytest.param(day("date-type='pub'"), WHOLE, WHOLE, id="1.2 without format"),
        pytest.param(day("pub-type='pmc-release'"), None, None, id="bookkeeping"),
        pytest.param(day("date-type='preprint'"), None, None, id="preprint"),
        pytest.param(
            day("pub-type='ppub'", "<season>Spring</season><year>2021</year>"),
            {"year": "2021", "month": "Spring", "text": "2021 Spring"},
            None,
            id="season",
        ),
        pytest.param(
            day("pub-type='ppub'", "<season>12-18 March</season><year>2021</year>"),
            {"year": "2021", "month": "12-18 March", "text": "2021 March 12-18"},
            None,
            id="week",
        ),
        pytest.param(
            day("pub-type='ppub' iso-8601-date='2021-03'", ""),
            {"year": "2021", "month": "03", "text": "2021 Mar"},
            None,
            id="ISO alone",
        ),
        pytest.param(day("pub-type='ppub'", ""), None, None, id="nothing"),
        pytest.param(
            day("pub-type='ppub'") + day("pub-type='ppub'", YEAR), WHOLE, None, id="twice"
        ),
    ],
)
def test_dates(dates: str, issued: object, online: object) -> None:
    assert (field("issued", dates), field("online", dates)) == (issued, online)


def test_the_steps_to_publication() -> None:
    meta = """
    <pub-history><event event-type="pmc-release"><date><year>2021</year></date></event>
    <event event-type="odd"/></pub-history>
    <history><date date-type="received"><year>2020</year><month>1</month></date></history>
    """
    assert field("history", meta) == [
        {"step": "received", "year": "2020", "month": "1"},
        {"step": "pmc-release", "year": "2021"},
    ]


def person(inside: str, kind: str = "author") -> str:
    return f"<contrib contrib-type='{kind}'>{inside}</contrib>"


DORN = "<name><surname>Dorn</surname><given-names>Ada</given-names><suffix>Jr</suffix></name>"


@pytest.mark.parametrize(
    ("contributor", "author"),
    [
        (person(DORN), {"family": "Dorn", "given": "Ada", "suffix": "Jr"}),
        (person("<name><given-names>Ada</given-names></name>"), {"family": "Ada"}),
        (person("<string-name>Ada of Tea</string-name>"), {"collective": "Ada of Tea"}),
        (person("<name/>"), None),
        (
            person(
                "<name-alternatives><name><surname>Li</surname></name>"
                "<name><surname>李</surname></name></name-alternatives>"
            ),
            {"family": "Li"},
        ),
        (
            person(
                "<collab>Tea Group<!-- of 7 --> of <institution>Leaf Town</institution>"
                f"<contrib-group>{person(DORN)}</contrib-group></collab>"
            ),
            {"collective": "Tea Group of Leaf Town"},
        ),
        (
            person("<collab-alternatives><collab>Tea Group</collab></collab-alternatives>"),
            {"collective": "Tea Group"},
        ),
        (person("<collab/>"), None),
        (person("<anonymous/>"), {"collective": "Anonymous"}),
        (person("<email>a@b.example</email>"), None),
        (person(DORN, "editor"), None),
        (
            person(
                f"<contrib-id contrib-id-type='orcid'>https://orcid.org/{ORCID}</contrib-id>{DORN}"
            ),
            {"family": "Dorn", "given": "Ada", "suffix": "Jr", "orcid": ORCID},
        ),
        (
            person(f"<uri content-type='orcid' xlink:href='https://orcid.org/{ORCID}'/>{DORN}"),
            {"family": "Dorn", "given": "Ada", "suffix": "Jr", "orcid": ORCID},
        ),
        (
            person(f"<contrib-id contrib-id-type='orcid'>0000-0002-1825-0098</contrib-id>{DORN}"),
            {"family": "Dorn", "given": "Ada", "suffix": "Jr"},
        ),
        (
            person(f"<contrib-id contrib-id-type='scopus'>{ORCID}</contrib-id>{DORN}"),
            {"family": "Dorn", "given": "Ada", "suffix": "Jr"},
        ),
    ],
)
def test_authors(contributor: str, author: object) -> None:
    found = field("authors", f"<contrib-group>{contributor}</contrib-group>")
    assert found == ([author] if author else None)


def test_the_byline_names_the_authors_in_order() -> None:
    roe = person("<name><surname>Roe</surname></name>")
    root = fields(f"<contrib-group>{person(DORN)}{roe}{person('<name/>')}</contrib-group>")
    assert shown(root.members["bylines"]) == ["Ada Dorn Jr", "Roe"]


AFFS = """
<aff id="a1"><label>1</label>Leaf Institute,<addr-line>Leaf Town</addr-line></aff>
<aff id="a2"><institution>Cup House</institution><country>Ceylon</country></aff>
<aff id="a3"/>
"""
TO = '<xref ref-type="aff" rid="{}"/>'


@pytest.mark.parametrize(
    ("contributors", "places"),
    [
        (
            person(DORN + TO.format("a1 a2")) + AFFS,
            ["Leaf Institute, Leaf Town", "Cup House, Ceylon"],
        ),
        (person(DORN + TO.format("a3 other")) + AFFS, None),
        (person(DORN + "<aff>Tin Hall <!-- x --></aff>"), ["Tin Hall"]),
        (person(DORN) + "<aff><sup>1</sup>Tin Hall</aff>", ["Tin Hall"]),
    ],
)
def test_affiliations(contributors: str, places: object) -> None:
    found = fields(f"<contrib-group>{contributors}</contrib-group>").blocks("authors")[0]
    assert shown(found.members.get("affiliations")) == places


def test_the_only_place_of_all_is_everybodys() -> None:
    found = fields(f"<contrib-group>{person(DORN)}</contrib-group><aff id='x'>Tin Hall</aff>")
    assert shown(found.blocks("authors")[0].members["affiliations"]) == ["Tin Hall"]


def test_members_and_editors_are_no_authors() -> None:
    group = f"<contrib-group content-type='collaborators'>{person(DORN)}</contrib-group>"
    assert field("authors", group) is None


CC = "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("permissions", "copyright_", "licence"),
    [
        (
            (
                "<copyright-statement>© 2021 Dorn</copyright-statement>"
                f"<license xlink:href='{CC}'><license-p>Open.</license-p></license>"
            ),
            "© 2021 Dorn",
            CC,
        ),
        (
            (
                "<copyright-year>2021</copyright-year><copyright-holder>Dorn</copyright-holder>"
                "<license><ali:license_ref xmlns:ali='http://www.niso.org/schemas/ali/1.0/'>"
                f"{CC}</ali:license_ref></license>"
            ),
            "2021 Dorn",
            CC,
        ),
        (
            (
                "<license><license-p>Under "
                f"<ext-link xlink:href='{CC}'>CC BY</ext-link>.</license-p></license>"
            ),
            None,
            CC,
        ),
        (f"<license><p>Read {CC}. All else is free.</p></license>", None, CC),
        (
            "<license><license-p>For tea drinkers only.</license-p></license>",
            None,
            "For tea drinkers only.",
        ),
        (
            "<license_ref>https://tea.example/licence</license_ref><license/>",
            None,
            "https://tea.example/licence",
        ),
        ("", None, None),
    ],
)
def test_rights(permissions: str, copyright_: object, licence: object) -> None:
    meta = f"<permissions>{permissions}</permissions>"
    assert (field("copyright", meta), field("licence", meta)) == (copyright_, licence)


def test_rights_of_older_files() -> None:
    assert field("copyright", "<copyright-statement>© Dorn</copyright-statement>") == "© Dorn"


@pytest.mark.parametrize(
    ("meta", "body", "grants"),
    [
        (
            (
                "<funding-group><award-group><funding-source country='CE'>Tea Fund</funding-source>"
                "<award-id>T1</award-id><award-id>T2</award-id></award-group></funding-group>"
            ),
            "",
            [
                {"number": "T1", "agency": "Tea Fund", "country": "CE"},
                {"number": "T2", "agency": "Tea Fund", "country": "CE"},
            ],
        ),
        (
            (
                "<funding-group><award-group><award-id>T1</award-id></award-group>"
                "<award-group><award-id>T1</award-id></award-group></funding-group>"
            ),
            "",
            [{"number": "T1"}],
        ),
        (
            "<contract-num>T1</contract-num><contract-sponsor>Tea Fund</contract-sponsor>",
            "",
            [{"agency": "Tea Fund", "number": "T1"}],
        ),
        ("", "<p>By <funding-source>Tea Fund</funding-source>.</p>", [{"agency": "Tea Fund"}]),
        ("", "", None),
    ],
)
def test_grants(meta: str, body: str, grants: object) -> None:
    assert field("grants", meta, body=body) == grants


def test_what_it_is_and_what_it_is_about() -> None:
    meta = """
    <article-categories>
    <subj-group subj-group-type="heading"><subject>Trial</subject></subj-group>
    <subj-group subj-group-type="Discipline"><subject>Tea science</subject></subj-group>
    </article-categories>
    <kwd-group><kwd>tea</kwd><kwd>sleep</kwd><kwd>tea</kwd>
    <compound-kwd><compound-kwd-part>T1</compound-kwd-part><compound-kwd-part>leaf</compound-kwd-part></compound-kwd>
    </kwd-group><kwd-group kwd-group-type="abbreviations"><kwd>T, tea</kwd></kwd-group>
    """
    assert field("publication_types", meta) == ["research-article", "Trial"]
    assert field("keywords", meta) == ["tea", "sleep", "T1 leaf"]
    assert "Keywords\n\ntea, sleep, T1 leaf\n" in article(meta=meta).text


def test_the_language() -> None:
    content = article(rest="").text
    assert "languages" not in content


@pytest.mark.parametrize(
    ("notice", "correction"),
    [
        (
            (
                "<related-article related-article-type='corrected-article' ext-link-type='pubmed' "
                "xlink:href='123456' vol='7' page='11'/>"
            ),
            {"kind": "ErratumFor", "pmid": "123456", "note": "vol 7 page 11"},
        ),
        (
            (
                "<related-article related-article-type='retraction-forward' ext-link-type='doi' "
                "xlink:href='10.1234/tea.8'>See there</related-article>"
            ),
            {"kind": "RetractionIn", "source": "See there", "doi": "10.1234/tea.8"},
        ),
        (
            (
                "<related-article related-article-type='companion'>"
                "<pub-id pub-id-type='pmid'>123456</pub-id></related-article>"
            ),
            {"kind": "companion", "source": "123456", "pmid": "123456"},
        ),
        ("<related-article ext-link-type='doi' xlink:href='10.1234/tea.8'/>", None),
    ],
)
def test_notices(notice: str, correction: object) -> None:
    assert field("corrections", notice) == ([correction] if correction else None)


REGISTRATION = {"registry": "clinicaltrials", "number": "NCT09990001"}


@pytest.mark.parametrize(
    ("meta", "body"),
    [
        ("", "<p><ext-link ext-link-type='clintrialgov' xlink:href='x'>NCT09990001</ext-link></p>"),
        ("", "<p><ext-link ext-link-type='pmc:clinical-trial'>NCT09990001</ext-link></p>"),
        (
            "",
            (
                "<p>"
                "<ext-link ext-link-type='ClinicalTrials.gov' "
                "xlink:href='https://clinicaltrials.gov/study/NCT09990001'>here</ext-link></p>"
            ),
        ),
        ("<related-object document-type='clinical-trial' document-id='NCT09990001'/>", ""),
        (
            (
                "<custom-meta-group><custom-meta><meta-name>Trial registration number</meta-name>"
                "<meta-value>NCT09990001</meta-value></custom-meta></custom-meta-group>"
            ),
            "",
        ),
    ],
)
def test_registration_numbers_that_are_marked_up(meta: str, body: str) -> None:
    (found,) = fields(meta, body=body).blocks("registrations")
    assert found.words("number") == "NCT09990001"
    assert found.words("registry")


@pytest.mark.parametrize(
    ("meta", "rest"),
    [
        (
            (
                "<custom-meta-group><custom-meta><meta-name>note</meta-name>"
                "<meta-value>NCT09990001</meta-value></custom-meta></custom-meta-group>"
            ),
            "",
        ),
        (
            "",
            (
                "<back><ref-list><ref><note><p>"
                "<ext-link ext-link-type='clintrialgov'>NCT09990001</ext-link></p></note></ref>"
                "</ref-list></back>"
            ),
        ),
        ("<related-object document-type='clinical-trial'>a trial</related-object>", ""),
    ],
)
def test_other_numbers_are_not_taken(meta: str, rest: str) -> None:
    assert field("registrations", meta, rest=rest) is None
