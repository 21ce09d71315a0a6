"""A publication's record as bibliography: each fact from its field, with its place."""

import pytest

from trialgraph.documents.lines import sections
from trialgraph.documents.publication_text import Paragraph, Values, publication
from trialgraph.extract.publication_fields import with_bibliography
from trialgraph.extract.read import read_trial_document
from trialgraph.model.document import Document
from trialgraph.model.reading import Bibliography, TrialDocument
from trialgraph.model.text import Stated
from trialgraph.terms.index import TermIndex

_TRIAL = Paragraph("Patients were randomly assigned to teafolin or placebo.", "METHODS")


def document(values: Values, *abstract: Paragraph) -> Document:
    """Return a record of a publication with some fields."""
    written = publication(values, abstract)
    return Document(
        identifier="pubmed-99000001",
        kind="pubmed-xml",
        sha256="0" * 64,
        reader="test",
        text=written.text,
        sections=sections(written.marks, len(written.text)),
        record=written.record,
    )


def read(values: Values, *abstract: Paragraph) -> Bibliography:
    """Return the bibliography of such a record."""
    return _reading(document(values, *abstract)).bibliography


def _reading(found: Document) -> TrialDocument:
    blank = TrialDocument(
        identifier=found.identifier,
        kind=found.kind,
        sha256=found.sha256,
        reader="",
        text_sha256="",
    )
    return with_bibliography(blank, found)


def value(stated: Stated | None) -> str:
    """Return a standard value, empty where nothing is stated."""
    return stated.value if stated else ""


_TITLES = {
    "Teafolin for thirst.": "Teafolin for thirst",
    "[Teafolin for thirst].": "Teafolin for thirst",
    "RETRACTED: Teafolin for thirst.": "Teafolin for thirst",
}


@pytest.mark.parametrize(("printed", "title"), _TITLES.items(), ids=str)
def test_a_title_is_free_of_pubmeds_marks(printed: str, title: str) -> None:
    found = read({"title": printed})
    assert (value(found.title), found.title and found.title.printed) == (title, printed)


def test_each_field_is_stated_where_it_stands() -> None:
    values: Values = {
        "journal": "Journal of invented trials",
        "volume": "12",
        "issue": "3",
        "pages": "101-9",
        "doi": "https://doi.org/10.9999/jit.1",
        "pmid": "99000001",
        "pmcid": "PMC9990001",
        "licence": "CC BY 4.0",
        "publication_types": ["Journal Article"],
        "languages": ["eng"],
        "keywords": ["tea"],
    }
    made = document(values)
    found = _reading(made).bibliography
    stated = [
        found.journal,
        found.volume,
        found.issue,
        found.pages,
        found.doi,
        found.pmid,
        found.pmcid,
        found.licence,
        *found.publication_types,
        *found.languages,
        *found.keywords,
    ]
    assert all(one and made.words(one.span) == one.printed for one in stated)
    assert (value(found.doi), value(found.licence)) == ("10.9999/jit.1", "CC BY 4.0")
    assert found.doi is not None
    assert found.doi.span.pointer == "/doi"


def test_the_abbreviation_names_the_journal_where_nothing_else_does() -> None:
    assert value(read({"journal_abbreviation": "J Tea"}).journal) == "J Tea"


def test_a_field_that_holds_no_identifier_gives_none() -> None:
    assert read({"doi": "not yet"}).doi is None


def test_a_doi_in_the_abstract_is_another_publications() -> None:
    found = read({"title": "Erratum"}, Paragraph("This corrects the article doi: 10.9999/jit.1."))
    assert found.doi is None


_LICENCES = {
    "licence": "CC BY-NC 4.0",
    "copyright": "Copyright Teapot. Creative Commons Attribution-NonCommercial 4.0.",
}


@pytest.mark.parametrize(("name", "words"), _LICENCES.items(), ids=str)
def test_a_licence_is_read_from_its_field_or_from_the_copyright(name: str, words: str) -> None:
    assert value(read({name: words}).licence) == "CC BY-NC 4.0"


def test_a_field_may_hold_the_licences_address() -> None:
    address = "http://creativecommons.org/licenses/by/4.0/"
    assert value(read({"licence": address}).licence) == "CC BY 4.0"


def test_a_copyright_without_a_licence_is_none() -> None:
    assert read({"copyright": "Copyright Teapot."}).licence is None


_DATES: dict[str, tuple[Values, str]] = {
    "as printed": ({"text": "2031 Mar 4", "year": "2031"}, "2031-03-04"),
    "two months": ({"text": "2031 Jan-Feb"}, "2031-01"),
    "two months over a year's end": ({"text": "2031 Dec-2032 Jan"}, "2031-12"),
    "many months": ({"text": "2031 Jan-Dec"}, "2031"),
    "a season": ({"text": "2031 Winter"}, "2031"),
    "parts in digits": ({"year": "2031", "month": "3", "day": "4"}, "2031-03-04"),
    "parts without a day": ({"year": "2031", "month": "3"}, "2031-03"),
    "parts in words": ({"year": "2031", "month": "Mar", "day": "4"}, "2031-03-04"),
    "a year": ({"year": "2031"}, "2031"),
    "no month": ({"year": "2031", "day": "4"}, "2031"),
    "no date": ({"text": "soon"}, ""),
}


@pytest.mark.parametrize(("parts", "iso"), _DATES.values(), ids=_DATES)
def test_a_date_is_no_more_precise_than_its_field(parts: Values, iso: str) -> None:
    made = document({"issued": parts})
    issued = _reading(made).bibliography.issued
    assert (issued.iso if issued else "") == iso
    assert issued is None or made.words(issued.span).strip() == issued.printed


def test_the_history_keeps_the_steps_that_have_a_day() -> None:
    steps = [{"step": "received", "text": "2030-01-09"}, {"step": "accepted"}, {"text": "2031"}]
    history = read({"history": steps}).history
    assert [(each.step, each.day.iso) for each in history] == [("received", "2030-01-09")]


def test_authors_keep_valid_orcids_and_the_others_are_problems() -> None:
    people = [
        {"family": "Dorn", "given": "Ada", "orcid": "0000-0002-1825-0097", "affiliations": ["A"]},
        {"family": "Roe", "initials": "R", "orcid": "0000-0002-1825-0098"},
        {"collective": "TEAPOT Group"},
        {"affiliations": ["nobody"]},
    ]
    made = document({"authors": people})
    reading = _reading(made)
    authors = reading.bibliography.authors
    assert [author.name for author in authors] == ["Ada Dorn", "R Roe", "TEAPOT Group"]
    assert [author.orcid for author in authors] == ["0000-0002-1825-0097", "", ""]
    assert [made.words(author.span) for author in authors] == [one.name for one in authors]
    assert authors[0].affiliations == ("A",)
    (problem,) = reading.problems
    assert (problem.code, problem.span and made.words(problem.span)) == (
        "orcid-checksum",
        "0000-0002-1825-0098",
    )


def test_authors_beyond_the_byline_are_named_from_their_fields() -> None:
    people: list[Values] = [{"family": f"N{number}"} for number in range(200)]
    people += [{"family": "Dorn", "given": "Ada"}, {"collective": "TEAPOT Group"}]
    authors = read({"authors": people}).authors
    assert [author.name for author in authors[-2:]] == ["Ada Dorn", "TEAPOT Group"]


def test_registration_numbers_are_written_as_their_registries_do() -> None:
    listed = [
        {"registry": "ClinicalTrials.gov", "number": "nct 09990001"},
        {"registry": "ClinicalTrials.gov", "number": "NCT09990001"},
        {"registry": "UMIN CTR", "number": "000099999"},
        {"registry": "Tea register", "number": "T-7"},
        {"registry": "PACTR"},
    ]
    numbers = read({"registrations": listed}).registrations
    assert [value(each) for each in numbers] == ["NCT09990001", "UMIN000099999", "T-7"]


def test_grants_and_headings_are_rows_of_their_fields() -> None:
    found = read(
        {
            "grants": [{"number": "T1", "agency": "Tea Board", "country": "Nowhere"}],
            "headings": [{"code": "D1", "label": "Thirst", "major": True, "qualifiers": ["diet"]}],
            "substances": [{"code": "D9", "label": "Teafolin"}],
        }
    )
    assert [(one.number, one.agency, one.country) for one in found.grants] == [
        ("T1", "Tea Board", "Nowhere")
    ]
    assert [(one.code, one.role, one.major, one.qualifiers) for one in found.headings] == [
        ("D1", "topic", True, ("diet",)),
        ("D9", "substance", False, ()),
    ]


def test_a_notice_keeps_the_numbers_of_the_other_publication() -> None:
    notices = [
        {"kind": "CommentIn", "source": "Tea. 2031;1:2. doi: 10.9999/tea.2.", "pmid": "99000002"},
        {"kind": "UpdateOf", "source": "Cup. 2030;1:1", "doi": "10.9999/cup", "note": "Old."},
    ]
    found = read({"corrections": notices})
    assert [(one.kind, one.pmid, one.doi, one.note) for one in found.corrections] == [
        ("CommentIn", "99000002", "10.9999/tea.2", ""),
        ("UpdateOf", "", "10.9999/cup", "Old."),
    ]
    assert (found.erratum, found.retracted) == (None, None)


_NOTICES: dict[str, tuple[Values, str, str]] = {
    "an erratum": ({"corrections": [{"kind": "ErratumIn", "source": "Tea. 2031;1:2"}]}, "Tea", ""),
    "a retracted part": (
        {"corrections": [{"kind": "PartialRetractionIn", "source": "Tea. 2031;1:2"}]},
        "Tea",
        "",
    ),
    "a retraction": ({"corrections": [{"kind": "RetractionIn"}]}, "", "RetractionIn"),
    "a type": ({"publication_types": ["Retracted Publication"]}, "", "Retracted"),
    "a notice of another's": ({"corrections": [{"kind": "RetractionOf"}]}, "", ""),
    "a title": ({"title": "RETRACTED: Tea."}, "", "RETRACTED"),
}


@pytest.mark.parametrize(("values", "erratum", "retracted"), _NOTICES.values(), ids=_NOTICES)
def test_errata_and_retractions_are_told_by_notice_type_or_title(
    values: Values, erratum: str, retracted: str
) -> None:
    found = read(values)
    assert value(found.erratum).startswith(erratum)
    assert bool(found.erratum) == bool(erratum)
    assert value(found.retracted).startswith(retracted)
    assert bool(found.retracted) == bool(retracted)


def test_references_are_read_from_fields_and_their_gaps_from_print() -> None:
    listed = [
        {"text": "Roe R. Cups of tea. Tea. 2001;1:1-2.", "pmid": "99000004", "label": "[7]"},
        {"title": "Pots.", "first_author": "Doe J", "year": "c2002", "doi": "10.9999/pot"},
    ]
    made = document({"references": listed})
    first, second = _reading(made).citations
    assert (first.number, first.first_author, first.year, first.pmid) == (
        7,
        "Roe R",
        2001,
        "99000004",
    )
    assert (second.number, second.title, second.year, second.doi) == (
        None,
        "Pots",
        2002,
        "10.9999/pot",
    )
    assert made.words(first.span).startswith("  text: Roe R.")


def _numbers(*numbers: str) -> list[Values]:
    return [{"registry": "ClinicalTrials.gov", "number": number} for number in numbers]


_RCT: Values = {"publication_types": ["Randomized Controlled Trial"]}
_REVIEW: Values = {"publication_types": ["Review"]}
_ONE, _TWO = _numbers("NCT09990001"), _numbers("NCT09990001", "NCT09990002")
_SAID = Paragraph("ClinicalTrials.gov number, NCT09990001.", "RESULTS")
_OTHER = Paragraph("Trial registration: ClinicalTrials.gov NCT09990009.", "RESULTS")
_PAIR = Paragraph("In two randomised trials, patients had tea or placebo.", "METHODS")
_BEFORE = Paragraph("After two previous trials, patients had tea.", "METHODS")

# Fields, abstract, trials as (role, numbers), and the codes of problems.
_WHOSE: dict[str, tuple[Values, tuple[Paragraph, ...], list[tuple[str, list[str]]], set[str]]] = {
    "a number alone is the trial's": (
        {"registrations": _ONE},
        (_TRIAL, _BEFORE),
        [("reports", ["NCT09990001"])],
        set(),
    ),
    "a number that the text says too is one number": (
        {"registrations": _ONE},
        (_TRIAL, _SAID),
        [("reports", ["NCT09990001"])],
        set(),
    ),
    "beside another in the text it is mentioned": (
        {"registrations": _ONE},
        (_TRIAL, _OTHER),
        [("reports", ["NCT09990009"]), ("mentions", ["NCT09990001"])],
        set(),
    ),
    "of several none is the trial's": (
        {"registrations": _TWO},
        (_TRIAL,),
        [("reports", []), ("mentions", ["NCT09990001"]), ("mentions", ["NCT09990002"])],
        {"several-registrations"},
    ),
    "of several trials none has the number": (
        {"registrations": _ONE},
        (_TRIAL, _PAIR),
        [("reports", []), ("mentions", ["NCT09990001"])],
        set(),
    ),
    "a review reports no trial of its own": (
        {"registrations": _ONE, **_REVIEW},
        (_TRIAL,),
        [("mentions", ["NCT09990001"])],
        {"no-trial"},
    ),
    "a trial that is called a review as well": (
        {"registrations": _ONE, "publication_types": ["Randomized Controlled Trial", "Review"]},
        (_TRIAL,),
        [("reports", []), ("mentions", ["NCT09990001"])],
        set(),
    ),
    "a trial by its type alone": (
        {"registrations": _ONE, **_RCT},
        (),
        [("reports", ["NCT09990001"])],
        set(),
    ),
    "no trial by type or text": (
        {"registrations": _ONE},
        (),
        [("mentions", ["NCT09990001"])],
        {"no-trial"},
    ),
    "no number": ({**_RCT}, (_TRIAL,), [("reports", [])], set()),
}


@pytest.mark.parametrize(("values", "abstract", "trials", "codes"), _WHOSE.values(), ids=_WHOSE)
def test_whose_a_listed_number_is(
    terms: TermIndex,
    values: Values,
    abstract: tuple[Paragraph, ...],
    trials: list[tuple[str, list[str]]],
    codes: set[str],
) -> None:
    reading = read_trial_document(document({"title": "Teafolin.", **values}, *abstract), terms)
    found = [(one.role, [each.value for each in one.registrations]) for one in reading.trials]
    assert found == trials
    assert {problem.code for problem in reading.problems} == codes


def test_fields_are_never_read_as_prose(terms: TermIndex) -> None:
    values: Values = {
        "title": "Of cups.",
        "keywords": ["randomised trial of teafolin versus placebo; hazard ratio 0.5"],
        "publication_types": ["Journal Article"],
    }
    reading = read_trial_document(document(values, Paragraph("Cups are round.")), terms)
    assert (reading.trials, reading.estimates) == ((), ())
