"""What a page states of itself as a publication: ``citation_...``, as scholarly sites print it."""

import re
from collections.abc import Iterator, Mapping

from lxml.etree import _Element as Element

from trialgraph.model import lazy

_PREFIX = "citation_"
_SCALARS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "journal": ("journal_title",),
    "journal_abbreviation": ("journal_abbrev",),
    "volume": ("volume",),
    "issue": ("issue",),
    "doi": ("doi",),
    "pmid": ("pmid",),
    "pmcid": ("pmcid",),
}
_LISTS: Mapping[str, str] = {"issn": "issn", "languages": "language"}
_DATES: Mapping[str, tuple[str, ...]] = {
    "issued": ("publication_date", "cover_date", "date", "year"),
    "online": ("online_date",),
}
_YEAR_FIRST = lazy.regex(
    r"(?P<year>(?:19|20)\d\d)(?:[/ -](?P<month>\d{1,2}|[A-Z][a-z]+)\.?)?(?:[/ -](?P<day>\d{1,2}))?"
)
_YEAR = lazy.regex(r"\b(?:19|20)\d\d\b")
_INITIALS = lazy.regex(r"[A-Z](?:[ .-]{0,2}[A-Z]){0,3}\.?")
_DOI = lazy.regex(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_ORCID = lazy.regex(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_IDENTIFYING = frozenset(("doi", "pmid", "pmcid"))
_REFERENCED: Mapping[str, str] = {
    "title": "title",
    "journal_title": "journal",
    "volume": "volume",
    "doi": "doi",
    "pmid": "pmid",
    "publication_date": "year",
    "year": "year",
}


def publication_values(root: Element) -> dict[str, object]:
    """Return the fields of the publication; none where the page names no title or number."""
    stated = list(_stated(root))
    named: dict[str, list[str]] = {}
    for name, words in stated:
        named.setdefault(name, []).append(words)
    values: dict[str, object] = {
        field: words
        for field, names in _SCALARS.items()
        if (words := next((named[name][0] for name in names if name in named), ""))
    }
    if "title" not in values and not _IDENTIFYING & values.keys():
        return {}
    values |= {field: named[name] for field, name in _LISTS.items() if name in named}
    values |= {"doi": _DOI.sub("", str(values["doi"]))} if "doi" in values else {}
    parts = {
        "pages": _pages(named),
        **{field: _date(named, names) for field, names in _DATES.items()},
        "keywords": [part for words in named.get("keywords", []) for part in _split(words)],
        "authors": list(_authors(stated)),
        "references": [*filter(None, map(_reference, named.get("reference", [])))],
    }
    return values | {field: value for field, value in parts.items() if value}


def _stated(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the statements of the page in their order, without the prefix of their names."""
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().casefold()
        words = " ".join((meta.get("content") or "").split())
        if name.startswith(_PREFIX) and words:
            yield name.removeprefix(_PREFIX), words


def _split(words: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;,]", words) if part.strip()]


def _pages(named: Mapping[str, list[str]]) -> str:
    first, last = named.get("firstpage", [""])[0], named.get("lastpage", [""])[0]
    return f"{first}-{last}" if first and last and first != last else first


def _date(named: Mapping[str, list[str]], names: tuple[str, ...]) -> dict[str, str]:
    """Return a date; of one that does not begin with the year only the year is sure."""
    words = next((named[name][0] for name in names if name in named), "")
    if match := _YEAR_FIRST.fullmatch(words):
        return {"text": words} | {part: found for part, found in match.groupdict().items() if found}
    year = _YEAR.search(words)
    return {"text": words, "year": year[0]} if year else {}


def _authors(stated: list[tuple[str, str]]) -> Iterator[dict[str, object]]:
    """Yield the authors; what follows a name is of that person."""
    person: dict[str, object] = {}
    affiliations: list[str] = []
    for name, words in stated:
        if name in ("author", "authors"):
            affiliations = []
            if person:
                yield person
            people = [one for one in words.split(";") if one.strip()]
            yield from map(_person, people[:-1])
            person = _person(people[-1]) if people else {}
        elif person and name == "author_institution":
            affiliations.append(words)
            person["affiliations"] = affiliations
        elif person and name == "author_orcid" and (match := _ORCID.search(words)):
            person["orcid"] = match[0]
    if person:
        yield person


def _person(words: str) -> dict[str, object]:
    """Return a person of a name: family first with a comma, initials last, or in full.

    >>> _person("Leaf, Ada"), _person("Leaf A")
    ({'family': 'Leaf', 'given': 'Ada'}, {'family': 'Leaf', 'initials': 'A'})
    """
    name = words.strip()
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and family and given:
        return {"family": family, "given": given}
    head, _, last = name.rpartition(" ")
    if head and _INITIALS.fullmatch(last):
        return {"family": head, "initials": last}
    parts = name.split()
    at = next((n for n, part in enumerate(parts) if n and part.islower()), len(parts) - 1)
    if at < 1:
        return {"collective": name}
    return {"family": " ".join(parts[at:]), "given": " ".join(parts[:at])}


def _reference(words: str) -> dict[str, object]:
    """Return a reference: ``citation_title=...;citation_author=...``, or words alone."""
    found: dict[str, object] = {}
    for part in words.split(";"):
        name, _, value = part.strip().partition("=")
        key = name.strip().casefold().removeprefix(_PREFIX)
        value = value.strip()
        if key in _REFERENCED and value and _REFERENCED[key] not in found:
            found[_REFERENCED[key]] = value
        elif key == "author" and value and "first_author" not in found:
            found["first_author"] = value
    return found or {"text": words}
