"""The authors of a JATS article with their ORCIDs and affiliations."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from trialgraph.documents.jats_front import words_at
from trialgraph.documents.jats_inline import HREF, words_of
from trialgraph.documents.publication_text import Values
from trialgraph.names.identifiers import orcid

_AUTHORS = frozenset(("author", "authors", "", "collab", "group", "on-behalf-of"))
_NO_AFFILIATION = frozenset(("label", "sup", "institution-id", "email"))


def authors(meta: Element) -> list[object]:
    """Return the authors in order; editors, and the members of a group, are none."""
    places = {each.get("id", ""): affiliation(each) for each in meta.iter("aff")}
    return [
        person
        for group in meta.iterchildren("contrib-group")
        if group.get("content-type", "") not in ("collaborators", "editors", "reviewers")
        for contributor in group.iterchildren("contrib")
        if contributor.get("contrib-type", "") in _AUTHORS
        if (person := _person(contributor, group, places))
    ]


def _person(contributor: Element, group: Element, places: dict[str, str]) -> Values:
    """Return a person or a group; nothing for a contributor without a name."""
    name = next(contributor.iterchildren("name", "name-alternatives", "string-name"), None)
    if name is not None and name.tag == "name-alternatives":
        name = next(name.iterchildren("name", "string-name"), None)
    found = _named(name) if name is not None else _group(contributor)
    if found:
        found["orcid"] = _orcid(contributor)
        found["affiliations"] = list(_affiliations(contributor, group, places))
    return found


def _named(name: Element) -> Values:
    family, given = words_at(name, "surname"), words_at(name, "given-names")
    if not family and not given:
        return {"collective": words_of(name)} if words_of(name) else {}
    return {
        "family": family or given,
        "given": given if family else "",
        "suffix": words_at(name, "suffix"),
    }


def _group(contributor: Element) -> Values:
    group = contributor.find("collab")
    if group is None:
        group = contributor.find("collab-alternatives/collab")
    if group is None:
        return {"collective": "Anonymous"} if contributor.find("anonymous") is not None else {}
    words = group_name(group)
    return {"collective": words} if words else {}


def group_name(group: Element) -> str:
    """Return the name of a group without its members."""
    members = ("contrib-group", "xref", "aff", "address", "fn")
    parts = [group.text or ""]
    for child in group:
        if child.tag not in members:
            parts.append(words_of(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split()).strip(" ,;")


def _orcid(contributor: Element) -> str:
    """Return the ORCID whose check digit is right, empty where there is none."""
    for element in contributor.iterchildren("contrib-id", "uri", "ext-link"):
        words = words_of(element) or element.get(HREF, "")
        kind = element.get("contrib-id-type", element.get("content-type", "orcid"))
        if kind == "orcid" and (found := orcid(words)):
            return found
    return ""


def _affiliations(contributor: Element, group: Element, places: dict[str, str]) -> Iterator[str]:
    """Yield where a person works: what is linked or stands inside, else the only place there is."""
    linked = [
        places[rid]
        for link in contributor.iterchildren("xref")
        for rid in link.get("rid", "").split()
        if places.get(rid)
    ]
    inside = [affiliation(each) for each in contributor.iterchildren("aff")]
    shared = [affiliation(each) for each in group.iterchildren("aff")]
    everyone = list(filter(None, places.values()))
    only = shared if len(shared) == 1 else everyone if len(everyone) == 1 else []
    yield from dict.fromkeys(filter(None, (linked + inside) or only))


def affiliation(element: Element) -> str:
    """Return an affiliation on one line without its mark and without numbers of registers."""
    parts: list[str] = [element.text or ""]
    for child in element:
        if child.tag not in _NO_AFFILIATION:
            parts.append(_separated(parts, words_of(child)))
        parts.append(child.tail or "")
    line = " ".join("".join(parts).split())
    return re.sub(r" ?,(?=[^\s\d])| ,", ", ", line).replace(",  ", ", ").strip(" ,;")


def _separated(before: list[str], words: str) -> str:
    """Return a part of an affiliation, after a comma where the source prints nothing between."""
    printed = "".join(before).rstrip()
    is_open = bool(printed) and printed[-1] not in ",;(:" and not before[-1].strip()
    return f", {words}" if is_open and words else words
