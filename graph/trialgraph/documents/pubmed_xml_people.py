"""The people of one article of PubMed's XML: authors, and investigators who are none."""

from lxml import etree

from trialgraph.documents.inline import inline_words
from trialgraph.documents.publication_text import Values

_NAMES = {
    "family": "LastName",
    "given": "ForeName",
    "initials": "Initials",
    "suffix": "Suffix",
    "collective": "CollectiveName",
}
_GIVEN_ONCE = ("FirstName", "MiddleName")  # of records before 2008


def people(citation: etree._Element, article: etree._Element) -> Values:
    """Return authors, and apart from them the members of the groups among the authors."""
    listed = [*article.iterfind("AuthorList")]
    authors = [one for one in listed if one.get("Type", "authors") == "authors"]
    return {
        "authors": _listed(authors, "Author"),
        "editors": _listed([one for one in listed if one.get("Type") == "editors"], "Author"),
        "investigators": _listed([*citation.iterfind("InvestigatorList")], "Investigator"),
    }


def _listed(lists: list[etree._Element], name: str) -> list[Values]:
    """Return the people of some lists; an entry that NLM marks as wrong is left out."""
    return [
        _person(one)
        for each in lists
        for one in each.iterfind(name)
        if one.get("ValidYN", "Y") == "Y"
    ]


def _person(person: etree._Element) -> Values:
    names = {field: inline_words(person.find(name)) for field, name in _NAMES.items()}
    if not names["given"]:
        once = (inline_words(person.find(name)) for name in _GIVEN_ONCE)
        names["given"] = " ".join(filter(None, once))
    return {
        **names,
        "orcid": next(
            (
                inline_words(one)
                for one in person.iterfind("Identifier")
                if one.get("Source", "").upper() == "ORCID"
            ),
            "",
        ),
        "affiliations": [
            words
            for path in ("AffiliationInfo/Affiliation", "Affiliation")
            for one in person.iterfind(path)
            if (words := inline_words(one))
        ],
    }
