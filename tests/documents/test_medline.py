"""One article of MEDLINE's text format: every tag to the field that other formats give it."""

import pytest

from trialgraph.documents import medline
from trialgraph.documents.reader import read_document
from trialgraph.errors import SeveralRecords, UnreadableRecord
from trialgraph.model.document import Document
from trialgraph.model.record import Block

RECORD = """
PMID- 99000001
OWN - NLM
STAT- MEDLINE
DCOM- 20310502
LR  - soon
IS  - 9999-0001 (Electronic)
VI  - 12
IP  - 3
DP  - 2031 Mar 4
TI  - Teafolin for thirst: a randomised
      trial.
PG  - 101-9
LID - S9 [pii]
LID - 10.9999/jit.1 [doi]
AB  - BACKGROUND: Is tea wet? METHODS: We poured. RESULTS: The hazard ratio was 0.5.
      CONCLUSIONS: Yes.
OAB - Publisher: Abstract available.
CI  - Copyright 2031 The Teapot.
FAU - Dorn, Ada B Jr
AU  - Dorn AB Jr
AUID- ORCID: 0000-0002-1825-0097
AUID- ISNI: 7
AD  - Teahouse,
      Nowhere.
AD  - Old house.
AD  -
FAU - Plato
AU  - Plato
CN  - TEAPOT Group
FED - Pot, Tea
ED  - Pot T
LA  - eng
SI  - ClinicalTrials.gov/NCT09990001
SI  - GENBANK/AB999999
GR  - MR/T1/2/TEA_/Tea Board/Nowhere
GR  - T9/Tea Board/Nowhere
GR  - K08/Tea Board
GR  - Tea Board/Nowhere
PT  - Journal Article
PT  - Randomized Controlled Trial
PT  - Journal Article
TT  - Teafolin gegen Durst.
DEP - 20310201
TA  - J Invent Trials
JT  - Journal of invented trials
NM  - Thirst, rare
RN  - EC 3.4 (Teafolin (hot))
RN  - Tea
CIN - J Invent. 2031;1:2. PMID: 99000002. Nice.
ROF - J Invent. 2030;1:1
MH  - Humans
MH  - Thirst/*drug therapy/etiology
OT  - *tea
FIR - Cup, China
IR  - Cup C
IRAD- A shelf.
PMC - PMC9990001
EDAT- 2031/02/02 06:00
CRDT- 2031/02/01 06:00
PHST- 2030/01/09 00:00 [received]
PHST- 2031/02/03 06:00 [pubmed]
PHST- nothing
AID - 10.9999/other [doi]
SO  - J Invent Trials. 2031 Mar 4;12(3):101-9.
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(RECORD.encode())


def _root(document: Document) -> Block:
    assert document.record is not None
    return document.record.root


def test_the_document_is_named_by_its_pubmed_number(document: Document) -> None:
    assert (document.identifier, document.kind) == ("pubmed-99000001", "medline")


def test_the_text_begins_as_a_copied_page_reads(document: Document) -> None:
    assert document.text.startswith(
        "Teafolin for thirst: a randomised trial.\n\nAda B Dorn Jr, Plato, TEAPOT Group.\n\n"
        "J Invent Trials. 2031 Mar 4;12(3):101-9.\n\nBACKGROUND: Is tea wet? METHODS: We poured."
    )


def test_labels_in_capitals_open_sections(document: Document) -> None:
    assert [one.kind for one in document.sections] == [
        "title",
        "front",
        "introduction",
        "methods",
        "results",
        "conclusion",
        "furniture",
        "record",
    ]


_FIELDS = {
    ("pmcid",): "PMC9990001",
    ("doi",): "10.9999/jit.1",
    ("pii",): "S9",
    ("original_title",): "Teafolin gegen Durst.",
    ("issued", "text"): "2031 Mar 4",
    ("online", "text"): "2031-02-01",
    ("journal_abbreviation",): "J Invent Trials",
}


@pytest.mark.parametrize(("path", "words"), _FIELDS.items(), ids=str)
def test_a_tag_is_a_field(document: Document, path: tuple[str, ...], words: str) -> None:
    leaf = _root(document).leaf(*path)
    assert leaf is not None
    assert leaf.words == document.words(leaf.span) == words


_GROUPS = {
    "authors": [
        {"family": "Dorn", "given": "Ada B", "initials": "AB", "suffix": "Jr"},
        {"family": "Plato", "given": ""},
        {"collective": "TEAPOT Group"},
    ],
    "editors": [{"family": "Pot", "given": "Tea", "initials": "T"}],
    "investigators": [{"family": "Cup", "given": "China"}],
    "registrations": [{"registry": "ClinicalTrials.gov", "number": "NCT09990001"}],
    "data_banks": [{"bank": "GENBANK", "number": "AB999999"}],
    "grants": [
        {"number": "MR/T1/2", "acronym": "TEA_", "agency": "Tea Board", "country": "Nowhere"},
        {"number": "T9", "agency": "Tea Board", "country": "Nowhere"},
        {"number": "K08", "agency": "Tea Board", "country": ""},
        {"number": "", "agency": "Tea Board", "country": "Nowhere"},
    ],
    "headings": [{"label": "Humans", "major": ""}, {"label": "Thirst", "major": "true"}],
    "supplementary_headings": [{"label": "Thirst, rare"}],
    "substances": [
        {"label": "Teafolin (hot)", "registry_number": "EC 3.4"},
        {"label": "Tea", "registry_number": ""},
    ],
    "corrections": [
        {"kind": "CommentIn", "source": "J Invent. 2031;1:2.", "pmid": "99000002", "note": "Nice"},
        {"kind": "RetractionOf", "source": "J Invent. 2030;1:1", "pmid": ""},
    ],
    "history": [
        {"step": "received", "text": "2030-01-09"},
        {"step": "pubmed", "text": "2031-02-03"},
        {"step": "record completed", "text": "2031-05-02"},
        {"step": "record revised", "text": "soon"},
        {"step": "entrez", "text": "2031-02-01"},
    ],
}


@pytest.mark.parametrize(("name", "wanted"), _GROUPS.items(), ids=str)
def test_tags_that_repeat_are_groups_of_fields(
    document: Document, name: str, wanted: list[dict[str, str]]
) -> None:
    found = _root(document).blocks(name)
    assert len(found) == len(wanted)
    assert [
        {field: each.words(field) for field in fields}
        for each, fields in zip(found, wanted, strict=True)
    ] == wanted


def test_people_keep_identifier_and_affiliations(document: Document) -> None:
    first = _root(document).blocks("authors")[0]
    assert first.words("orcid") == "0000-0002-1825-0097"
    assert [leaf.words for leaf in first.leaves("affiliations")] == [
        "Teahouse, Nowhere.",
        "Old house.",
    ]


_LISTS = {
    "publication_types": ["Journal Article", "Randomized Controlled Trial"],
    "keywords": ["tea"],
    "issn": ["9999-0001"],
}


@pytest.mark.parametrize(("name", "words"), _LISTS.items(), ids=str)
def test_a_list_is_free_of_marks_and_doubles(
    document: Document, name: str, words: list[str]
) -> None:
    assert [leaf.words for leaf in _root(document).leaves(name)] == words


def test_short_names_alone_are_people_too() -> None:
    found = read_document(
        b"PMID- 99000005\nTI  - Tea.\nAU  - Dorn AB\nAU  - Plato\nAU  - Roe R 3rd\n"
    )
    assert [leaf.words for leaf in _root(found).leaves("bylines")] == [
        "AB Dorn",
        "Plato",
        "R Roe 3rd",
    ]


def test_a_record_of_pmc_alone_is_named_by_its_number_there() -> None:
    found = read_document(b"PMC - PMC9990002\nTI  - Tea.\nAB  -\n")
    assert (found.identifier, found.text[:4]) == ("pmc-PMC9990002", "Tea.")


def test_a_record_whose_number_is_in_a_later_line_has_a_name_of_its_own() -> None:
    found = read_document(b"PMID- 9 \nTI  - Tea.\nJT  - Tea\nLID - 10.9999/x\n")
    assert found.identifier == "pubmed-9"


def test_a_file_in_another_encoding_is_read_and_says_so() -> None:
    found = read_document("PMID- 99000006\nTI  - Th\xe9 vert.\nSO  - Tea.\n".encode("windows-1252"))
    assert found.text.startswith("Thé vert.")
    assert [one.code for one in found.problems] == ["encoding"]


def test_control_characters_are_shown_as_unreadable() -> None:
    assert read_document(b"PMID- 99000007\nTI  - Tea\x01.\n").text.startswith("Tea\ufffd.")


def test_lines_before_the_first_tag_are_passed_over() -> None:
    assert medline.read(b"saved from PubMed\nPMID- 99000008\nTI  - Tea.\n").text[:4] == "Tea."


def test_a_record_without_a_number_is_named_by_its_bytes() -> None:
    assert medline.read(b"TI  - Tea.\n").identifier.startswith("sha-")


_REFUSED = {
    b"PMID- 99000001\nTI  - Tea.\n\nPMID- 99000002\nTI  - Cup.\n": SeveralRecords,
    b"PMID- 99000001\nOWN - NLM\n": UnreadableRecord,
    b"no tag at all": UnreadableRecord,
}


@pytest.mark.parametrize(("content", "error"), _REFUSED.items(), ids=str)
def test_what_is_not_one_whole_record_is_refused(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        medline.read(content)


_NOT_MEDLINE = (b"TY  - JOUR\nAU  - Dorn, A\n", b"A paper about PMID- 1", b"", b"<a/>")


@pytest.mark.parametrize("content", _NOT_MEDLINE, ids=str)
def test_other_tagged_lines_are_not_medlines(content: bytes) -> None:
    assert not medline.recognises(content)


def test_a_month_without_its_day_is_a_month() -> None:
    root = _root(read_document(RECORD.replace("DEP - 20310201", "DEP - 203102").encode()))
    assert [root.words("online", name) for name in ("text", "month", "day")] == [
        "2031-02",
        "02",
        "",
    ]


CUTS = {"in its abstract": "We poured", "before its correction": "CIN -", "at its end": "SO  -"}


@pytest.mark.parametrize("where", CUTS)
def test_a_record_that_is_cut_off_is_noted(where: str) -> None:
    whole = read_document(RECORD.encode())
    cut = read_document(RECORD[: RECORD.index(CUTS[where])].encode())
    assert "truncated-page" not in [problem.code for problem in whole.problems]
    assert [problem.code for problem in cut.problems] == ["truncated-page"]
    assert "ends before its source (SO)" in cut.problems[0].message
    assert cut.identifier == whole.identifier
