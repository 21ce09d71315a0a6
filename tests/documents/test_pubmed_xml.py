"""One article of PubMed's XML as a document: prose first, then every field at its place."""

import pytest

from trialgraph.documents import pubmed_xml
from trialgraph.documents.reader import read_document
from trialgraph.errors import ForbiddenXml, SeveralRecords, UnknownFormat, UnreadableRecord
from trialgraph.model.document import Document
from trialgraph.model.record import Block, Leaf, Node

ARTICLE = """<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">99000001</PMID>
<DateCompleted><Year>2031</Year><Month>05</Month><Day>02</Day></DateCompleted>
<Article><VernacularTitle/><Journal><ISSN>9999-0001</ISSN><JournalIssue><Volume>12</Volume><Issue>3</Issue>
<PubDate><Year>2031</Year><Month>Mar</Month><Day>4</Day></PubDate></JournalIssue>
<Title>Journal of invented trials</Title>
<ISOAbbreviation>J Invent Trials</ISOAbbreviation></Journal>
<ArticleTitle>[Teafolin for <i>thirst</i>: a trial].</ArticleTitle>
<Pagination><StartPage>101</StartPage><EndPage>9</EndPage><MedlinePgn>101-9</MedlinePgn></Pagination>
<ELocationID EIdType="doi" ValidYN="N">10.9999/wrong</ELocationID>
<ELocationID EIdType="doi" ValidYN="Y">10.9999/jit.1</ELocationID>
<Abstract><AbstractText Label="AIM" NlmCategory="OBJECTIVE">Is tea wet?</AbstractText>
<AbstractText Label="WHAT WE SAW"
NlmCategory="RESULTS">Platelets rose to 10<sup>9</sup>/L.</AbstractText>
<AbstractText Label="WHO KNOWS" NlmCategory="UNASSIGNED">Nobody.</AbstractText>
<AbstractText Label="UNLABELLED">Tea is wet.</AbstractText><AbstractText/>
<CopyrightInformation>Copyright 2031 The Teapot.</CopyrightInformation></Abstract>
<AuthorList><Author ValidYN="Y"><LastName>Dorn</LastName><ForeName>Ada B</ForeName>
<Initials>AB</Initials><Suffix>Jr</Suffix>
<Identifier Source="ORCID">https://orcid.org/0000-0002-1825-0097</Identifier>
<AffiliationInfo><Affiliation>Teahouse, Nowhere.</Affiliation></AffiliationInfo></Author>
<Author ValidYN="N"><LastName>Wrong</LastName></Author>
<Author><LastName>Old</LastName><FirstName>Otto</FirstName><MiddleName>P</MiddleName>
<Identifier Source="GRID">7</Identifier><Affiliation>Old house.</Affiliation></Author>
<Author/><Author><CollectiveName>TEAPOT Group</CollectiveName></Author></AuthorList>
<Language>ger</Language>
<DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList>
<AccessionNumber>NCT09990001</AccessionNumber></AccessionNumberList></DataBank>
<DataBank><DataBankName>GENBANK</DataBankName><AccessionNumberList>
<AccessionNumber>AB999999</AccessionNumber></AccessionNumberList></DataBank></DataBankList>
<GrantList><Grant><GrantID>T1</GrantID><Agency>Tea Board</Agency><Country>Nowhere</Country></Grant>
</GrantList>
<PublicationTypeList><PublicationType>Randomized Controlled Trial</PublicationType>
<PublicationType>Journal Article</PublicationType></PublicationTypeList>
<VernacularTitle>Teafolin gegen Durst.</VernacularTitle>
<ArticleDate DateType="Print"/>
<ArticleDate DateType="Electronic"><Year>2031</Year><Month>2</Month><Day>1</Day></ArticleDate>
</Article><MedlineJournalInfo><MedlineTA>J Invent</MedlineTA><ISSNLinking>9999-0002</ISSNLinking>
</MedlineJournalInfo>
<ChemicalList><Chemical><RegistryNumber>0</RegistryNumber>
<NameOfSubstance UI="D999">Teafolin</NameOfSubstance></Chemical></ChemicalList>
<SupplMeshList><SupplMeshName Type="Disease" UI="C999">Thirst, rare</SupplMeshName></SupplMeshList>
<CommentsCorrectionsList><CommentsCorrections RefType="ErratumIn">
<RefSource>J Invent. 2032;1:1</RefSource>
<PMID>99000002</PMID><Note>A cup was lost.</Note></CommentsCorrections>
<CommentsCorrections RefType="Cites"><RefSource>Tea. 2001;1:1</RefSource><PMID>99000003</PMID>
</CommentsCorrections></CommentsCorrectionsList>
<MeshHeadingList><MeshHeading><DescriptorName UI="D1" MajorTopicYN="N">Thirst</DescriptorName>
<QualifierName UI="Q1" MajorTopicYN="Y">drug therapy</QualifierName></MeshHeading><MeshHeading/>
</MeshHeadingList><OtherAbstract Type="Publisher" Language="ger">
<AbstractText>Tee ist nass.</AbstractText>
</OtherAbstract><KeywordList><Keyword>tea</Keyword><Keyword>thirst</Keyword></KeywordList>
<InvestigatorList><Investigator><LastName>Cup</LastName></Investigator></InvestigatorList>
</MedlineCitation><PubmedData><History><PubMedPubDate PubStatus="received"><Year>2030</Year>
<Month>1</Month><Day>9</Day></PubMedPubDate><PubMedPubDate PubStatus="entrez"/></History>
<ArticleIdList><ArticleId IdType="pubmed">99000001</ArticleId>
<ArticleId IdType="pmc">PMC9990001</ArticleId>
</ArticleIdList>
<ReferenceList><Reference><Citation>Roe R. Cups. Tea. 2001;1:1-2.</Citation><ArticleIdList>
<ArticleId IdType="pubmed">99000004</ArticleId><ArticleId IdType="doi">10.9999/other</ArticleId>
</ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle>"""

BOOK = """<PubmedBookArticle><BookDocument><PMID>99000009</PMID><ArticleIdList>
<ArticleId IdType="bookaccession">NBK99</ArticleId></ArticleIdList><Book><Publisher>
<PublisherName>Teapot Press</PublisherName></Publisher><BookTitle>All teas</BookTitle><PubDate>
<Year>2030</Year><Season>Spring</Season></PubDate><AuthorList Type="editors"><Author>
<LastName>Brew</LastName></Author></AuthorList></Book><ArticleTitle>Teafolin</ArticleTitle>
<Language>eng</Language><AuthorList Type="authors"><Author><LastName>Dorn</LastName>
<Initials>A</Initials></Author></AuthorList><AuthorList Type="editors"><Author>
<LastName>Pot</LastName>
</Author></AuthorList><PublicationType>Review</PublicationType>
<Abstract><AbstractText>Of all teas.</AbstractText></Abstract></BookDocument>
<PubmedBookData><History/></PubmedBookData></PubmedBookArticle>"""


def article_set(*articles: str) -> bytes:
    """Return a set of articles as PubMed sends it."""
    return (
        '<?xml version="1.0"?><!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" '
        f'"https://example.org/pubmed.dtd"><PubmedArticleSet>{"".join(articles)}</PubmedArticleSet>'
    ).encode()


def citation(article: str, rest: str = "") -> bytes:
    """Return an article with little in it."""
    return article_set(
        f"<PubmedArticle><MedlineCitation>{rest}<Article>{article}</Article></MedlineCitation>"
        "</PubmedArticle>"
    )


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(article_set(ARTICLE))


def _root(document: Document) -> Block:
    assert document.record is not None
    return document.record.root


def _leaves(node: Node) -> list[Leaf]:
    if isinstance(node, Leaf):
        return [node]
    inner = node.members.values() if isinstance(node, Block) else node
    return [leaf for each in inner for leaf in _leaves(each)]


def test_the_document_is_named_by_its_pubmed_number(document: Document) -> None:
    assert (document.identifier, document.kind) == ("pubmed-99000001", "pubmed-xml")


def test_the_text_begins_as_a_copied_page_reads(document: Document) -> None:
    assert document.text.startswith(
        "[Teafolin for thirst: a trial].\n\n"
        "Ada B Dorn Jr, Otto P Old, TEAPOT Group.\n\n"
        "J Invent Trials. 2031 Mar 4;12(3):101-9.\n\n"
        "AIM: Is tea wet?\nWHAT WE SAW: Platelets rose to 10⁹/L.\nWHO KNOWS: Nobody.\n"
        "Tea is wet.\n\nOther abstract (Publisher ger)\nTee ist nass.\n\n"
    )


def test_labels_and_nlms_categories_name_the_sections(document: Document) -> None:
    assert [(one.kind, one.heading) for one in document.sections] == [
        ("title", ""),
        ("front", ""),
        ("introduction", "AIM"),
        ("results", "WHAT WE SAW"),
        ("furniture", ""),
        ("record", ""),
        ("references", ""),
    ]


def test_sections_cover_the_text(document: Document) -> None:
    assert "".join(document.words(one.span) for one in document.sections) == document.text


def test_every_value_stands_where_its_place_says(document: Document) -> None:
    leaves = _leaves(_root(document))
    assert len(leaves) > 60
    assert [document.words(leaf.span) for leaf in leaves] == [leaf.words for leaf in leaves]


_FIELDS = {
    ("title",): "[Teafolin for thirst: a trial].",
    ("original_title",): "Teafolin gegen Durst.",
    ("journal",): "Journal of invented trials",
    ("doi",): "10.9999/jit.1",
    ("pmcid",): "PMC9990001",
    ("pages",): "101-9",
    ("copyright",): "Copyright 2031 The Teapot.",
    ("status",): "MEDLINE",
    ("issued", "text"): "2031 Mar 4",
    ("online", "text"): "2031-02-01",
    ("online", "month"): "2",
}


@pytest.mark.parametrize(("path", "words"), _FIELDS.items(), ids=str)
def test_a_field_has_the_words_of_its_element(
    document: Document, path: tuple[str, ...], words: str
) -> None:
    assert _root(document).words(*path) == words


_LISTS = {
    "issn": ["9999-0001", "9999-0002"],
    "languages": ["ger"],
    "publication_types": ["Randomized Controlled Trial", "Journal Article"],
    "keywords": ["tea", "thirst"],
    "bylines": ["Ada B Dorn Jr", "Otto P Old", "TEAPOT Group"],
}


@pytest.mark.parametrize(("name", "words"), _LISTS.items(), ids=str)
def test_a_list_keeps_its_order(document: Document, name: str, words: list[str]) -> None:
    assert [leaf.words for leaf in _root(document).leaves(name)] == words


_GROUPS = {
    "authors": ("family", ["Dorn", "Old", ""]),
    "investigators": ("family", ["Cup"]),
    "registrations": ("number", ["NCT09990001"]),
    "data_banks": ("number", ["AB999999"]),
    "grants": ("agency", ["Tea Board"]),
    "headings": ("label", ["Thirst"]),
    "supplementary_headings": ("code", ["C999"]),
    "substances": ("label", ["Teafolin"]),
    "corrections": ("kind", ["ErratumIn"]),
    "history": ("step", ["record completed", "received"]),
    "references": ("pmid", ["99000004"]),
}


@pytest.mark.parametrize(("name", "members"), _GROUPS.items(), ids=str)
def test_a_group_of_fields_is_kept_for_each(
    document: Document, name: str, members: tuple[str, list[str]]
) -> None:
    member, words = members
    assert [each.words(member) for each in _root(document).blocks(name)] == words


def test_people_keep_identifier_and_affiliation(document: Document) -> None:
    first, second, _ = _root(document).blocks("authors")
    assert first.words("orcid").endswith("0000-0002-1825-0097")
    assert [leaf.words for leaf in first.leaves("affiliations")] == ["Teahouse, Nowhere."]
    assert [leaf.words for leaf in second.leaves("affiliations")] == ["Old house."]


def test_a_qualifier_makes_a_heading_a_main_topic(document: Document) -> None:
    (heading,) = _root(document).blocks("headings")
    assert (heading.words("code"), heading.words("major")) == ("D1", "true")
    assert [leaf.words for leaf in heading.leaves("qualifiers")] == ["drug therapy"]


def test_a_book_is_read_from_its_own_places() -> None:
    book = read_document(article_set(BOOK))
    root = _root(book)
    assert book.identifier == "pubmed-99000009"
    assert [root.words(name) for name in ("title", "book", "publisher", "bookaccession")] == [
        "Teafolin",
        "All teas",
        "Teapot Press",
        "NBK99",
    ]
    assert root.words("issued", "text") == "2030 Spring"
    assert [leaf.words for leaf in root.leaves("bylines")] == ["A Dorn"]
    assert [each.words("family") for each in root.blocks("editors")] == ["Pot"]
    assert "Of all teas." in book.text


def test_a_title_that_was_not_translated_is_the_original() -> None:
    found = read_document(
        citation(
            "<ArticleTitle>[Not Available].</ArticleTitle><VernacularTitle>Tee.</VernacularTitle>"
        )
    )
    assert _root(found).words("title") == "Tee."


def test_a_record_without_anything_is_no_failure() -> None:
    found = read_document(citation(""))
    assert found.identifier.startswith("sha-")
    assert not _root(found)
    assert found.text == ""


_DATES = {
    "<MedlineDate>2031 Jan-Feb</MedlineDate>": "2031 Jan-Feb",
    "<Year>2031</Year>": "2031",
    "<Year>2031</Year><Month>7</Month>": "2031-07",
    "<Year>2031</Year><Month>Jul</Month>": "2031 Jul",
}


@pytest.mark.parametrize(("parts", "text"), _DATES.items(), ids=str)
def test_a_date_is_as_precise_as_it_is_printed(parts: str, text: str) -> None:
    found = read_document(
        citation(f"<Journal><JournalIssue><PubDate>{parts}</PubDate></JournalIssue></Journal>")
    )
    assert _root(found).words("issued", "text") == text


def test_pages_without_medlines_form_run_from_first_to_last() -> None:
    ends = "<Pagination><StartPage>5</StartPage><EndPage>9</EndPage></Pagination>"
    one = "<Pagination><StartPage>e5</StartPage></Pagination>"
    assert _root(read_document(citation(ends))).words("pages") == "5-9"
    assert _root(read_document(citation(one))).words("pages") == "e5"


def test_what_medline_cites_are_the_references_where_pubmed_lists_none() -> None:
    cited = (
        '<CommentsCorrectionsList><CommentsCorrections RefType="Cites"><RefSource>Tea. 2001;1:1'
        "</RefSource><PMID>99000003</PMID></CommentsCorrections></CommentsCorrectionsList>"
    )
    (reference,) = _root(read_document(citation("", cited))).blocks("references")
    assert (reference.words("text"), reference.words("pmid")) == ("Tea. 2001;1:1", "99000003")


def test_a_bare_article_and_a_bare_citation_are_read() -> None:
    bare = read_document(ARTICLE.encode())
    inner = ARTICLE[ARTICLE.index("<MedlineCitation") : ARTICLE.index("<PubmedData>")]
    assert bare.identifier == read_document(inner.encode()).identifier == "pubmed-99000001"


_REFUSED = {
    article_set(ARTICLE, ARTICLE): SeveralRecords,
    article_set("<DeleteCitation><PMID>1</PMID></DeleteCitation>"): UnknownFormat,
    article_set(ARTICLE)[:900]: UnreadableRecord,
    b'<!DOCTYPE PubmedArticleSet [<!ENTITY a "b">]><PubmedArticleSet/>': ForbiddenXml,
}


@pytest.mark.parametrize(("content", "error"), _REFUSED.items(), ids=lambda one: str(one)[:30])
def test_what_is_not_one_whole_article_is_refused(content: bytes, error: type[Exception]) -> None:
    assert pubmed_xml.recognises(content)
    with pytest.raises(error):
        pubmed_xml.read(content)


def test_other_xml_is_not_taken_for_pubmeds() -> None:
    assert not pubmed_xml.recognises(b"<article/>")
    assert not pubmed_xml.recognises(b"PMID- 1")


def test_a_long_byline_names_the_first_people_only() -> None:
    people = "".join(f"<Author><LastName>N{n}</LastName></Author>" for n in range(250))
    root = _root(read_document(citation(f"<AuthorList>{people}</AuthorList>")))
    assert (len(root.leaves("bylines")), len(root.blocks("authors"))) == (200, 250)
