"""What a JATS article says of itself as a publication: the fields of form ``publication``."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from trialgraph.documents.jats_inline import HREF, words_of
from trialgraph.documents.publication_text import Values
from trialgraph.model import lazy
from trialgraph.names.identifiers import doi, pmcid, pmid

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_PMC_DIGITS = lazy.regex(r"\d{1,9}")
_KINDS = {
    "corrected-article": "ErratumFor",
    "correction-forward": "ErratumIn",
    "correction": "ErratumIn",
    "addended-article": "ErratumFor",
    "addendum": "ErratumIn",
    "retracted-article": "RetractionOf",
    "partial-retraction": "PartialRetractionOf",
    "retraction-forward": "RetractionIn",
    "retraction": "RetractionIn",
    "object-of-concern": "ExpressionOfConcernFor",
    "concern-forward": "ExpressionOfConcernIn",
    "expression-of-concern": "ExpressionOfConcernIn",
    "commentary-article": "CommentOn",
    "commentary": "CommentIn",
    "letter": "CommentIn",
    "updated-article": "UpdateOf",
    "update": "UpdateIn",
    "republished-article": "RepublishedFrom",
    "republication": "RepublishedIn",
    "preprint": "UpdateOf",
}
"""MEDLINE's words for what JATS calls ``related-article-type``; others keep JATS's."""

_TYPES = frozenset(("heading", "article-type", "article-types", "type", "", "category"))
_SHORT_WORDS = frozenset(("abbreviations", "abbr", "abbreviation"))
_CREATIVE = lazy.regex(r"https?://creativecommons\.org/[^\s\"'<>)\]]+")


def identifiers(meta: Element) -> Values:
    """Return PMID, PMC number and DOI, those that the article has."""
    found: Values = {}
    for element in meta.iterchildren("article-id"):
        kind, words = element.get("pub-id-type", ""), words_of(element)
        number = _identifier(kind, words)
        if number:
            found.setdefault(*number)
    return found


def _identifier(kind: str, words: str) -> tuple[str, str] | None:
    match kind:
        case "pmid":
            return ("pmid", pmid(words)) if pmid(words) else None
        case "pmc" | "pmcid":
            number = pmcid(f"PMC{words}" if _PMC_DIGITS.fullmatch(words) else words)
            return ("pmcid", number) if number else None
        case "doi":
            return ("doi", doi(words) or words)
        case _:
            return None


def journal(front: Element) -> Values:
    """Return the journal's names and numbers, and where in it the article stands."""
    meta = front.find("journal-meta")
    place = article_meta(front)
    names = [] if meta is None else [words_of(each) for each in meta.iter("journal-title")]
    brief = _by_type(meta, "journal-id", "journal-id-type", ("iso-abbrev", "nlm-ta"))
    numbers = [] if meta is None else [words_of(each) for each in meta.iter("issn", "issn-l")]
    return {
        "journal": (names or [brief])[0],
        "journal_abbreviation": brief,
        "issn": _once(numbers),
        "volume": words_at(place, "volume"),
        "issue": words_at(place, "issue"),
        "pages": pages(place),
    }


def article_meta(front: Element) -> Element:
    """Return the article's own metadata; a stub has them without the element around."""
    found = front.find("article-meta")
    return front if found is None else found


def _by_type(meta: Element | None, name: str, attribute: str, types: tuple[str, ...]) -> str:
    """Return the words of the first child of one of some types, in the order of the types."""
    children = [] if meta is None else list(meta.iterchildren(name))
    found = (each for kind in types for each in children if each.get(attribute) == kind)
    return next((words_of(each) for each in found), "")


def pages(element: Element) -> str:
    """Return pages as printed from first to last, else the number of an electronic article."""
    first, last = words_at(element, "fpage"), words_at(element, "lpage")
    if printed := words_at(element, "page-range"):
        return printed
    if first and last and last != first:
        return f"{first}-{last}"
    return first or words_at(element, "elocation-id")


def words_at(element: Element, path: str) -> str:
    """Return the words at a path, empty where nothing stands there."""
    found = element.find(path)
    return "" if found is None else words_of(found)


def _once(words: list[str]) -> list[object]:
    return list(dict.fromkeys(filter(None, words)))


def kinds(article: Element, meta: Element) -> list[object]:
    """Return the article type and the headings under which the journal prints it."""
    found = [article.get("article-type", "")]
    for group in meta.iterfind("article-categories/subj-group"):
        if group.get("subj-group-type", "") in _TYPES:
            found += [words_of(each) for each in group.iter("subject")]
    return _once(found)


def keywords(meta: Element) -> list[object]:
    """Return the keywords, each on its own; abbreviations are none."""
    found: list[str] = []
    for group in meta.iterchildren("kwd-group"):
        if group.get("kwd-group-type", "").lower() not in _SHORT_WORDS:
            found += [words_of(each) for each in group.iter("kwd")]
            found += [_compound(each) for each in group.iter("compound-kwd")]
    return _once(found)


def _compound(element: Element) -> str:
    return " ".join(filter(None, map(words_of, element.iterchildren("compound-kwd-part"))))


def rights(meta: Element) -> Values:
    """Return copyright and licence; of a Creative Commons licence its address."""
    permissions = meta.find("permissions")
    if permissions is None:
        return {"copyright": words_at(meta, "copyright-statement")}
    year, holder = (
        words_at(permissions, "copyright-year"),
        words_at(permissions, "copyright-holder"),
    )
    stated = words_at(permissions, "copyright-statement")
    own = " ".join(filter(None, (year, holder)))
    return {"copyright": stated or own, "licence": _licence(permissions)}


def _licence(permissions: Element) -> str:
    """Return a licence's address where it has one, else its words."""
    licences = list(permissions.iter("license"))
    references = [words_of(each) for each in permissions.iter("license_ref")]
    for licence in licences:
        links = [each.get(HREF, "") for each in (licence, *licence.iter("ext-link", "uri"))]
        texts = [*references, *links, "".join(licence.itertext())]
        if found := next((match[0] for text in texts if (match := _CREATIVE.search(text))), ""):
            return found.rstrip(".,;")
    worded = [words_of(licence) for licence in licences]
    return next(filter(None, (*references, *worded)), "")


def grants(article: Element, meta: Element) -> list[object]:
    """Return each grant with its number and who gave it."""
    found: list[object] = []
    for award in meta.iter("award-group"):
        found += _awards(award)
    old = {"agency": words_at(meta, "contract-sponsor"), "number": words_at(meta, "contract-num")}
    found += [old] if any(old.values()) else []
    if not found:
        found += [
            {"agency": words_of(each)}
            for each in article.iter("funding-source")
            if next(each.iterancestors("award-group", "ref"), None) is None
        ]
    return _unlike(found)


def _awards(award: Element) -> Iterator[Values]:
    sources = [words_of(each) for each in award.iter("funding-source")]
    numbers = [words_of(each) for each in award.iter("award-id")]
    country = next((each.get("country", "") for each in award.iter("funding-source")), "")
    for agency in sources or [""]:
        for number in numbers or [""]:
            yield {"number": number, "agency": agency, "country": country}


def _unlike(rows: list[object]) -> list[object]:
    """Return rows without repetitions."""
    return [row for at, row in enumerate(rows) if row not in rows[:at]]


def corrections(meta: Element) -> list[object]:
    """Return the notices that link this article with another: errata, retractions, comments."""
    found: list[object] = []
    for element in meta.iter("related-article", "related-object"):
        kind = element.get("related-article-type", "")
        if kind:
            found.append({"kind": _KINDS.get(kind, kind), **_other(element)})
    return found


def _other(element: Element) -> Values:
    """Return what a link to another article says of it."""
    found: Values = {"source": words_of(element)}
    numbers = [(element.get("ext-link-type", ""), element.get(HREF, ""))]
    numbers += [(each.get("pub-id-type", ""), words_of(each)) for each in element.iter("pub-id")]
    for kind, words in numbers:
        if kind in ("pubmed", "pmid") and pmid(words):
            found["pmid"] = pmid(words)
        elif kind == "doi" or doi(words):
            found["doi"] = doi(words)
    found["note"] = " ".join(
        f"{name} {element.get(name)}" for name in ("vol", "issue", "page") if element.get(name)
    )
    return found
