"""The people of a MEDLINE record: authors, editors, and investigators who are neither."""

import re
from collections.abc import Iterable

from trialgraph.documents.publication_text import Values
from trialgraph.model import lazy

_FULL = {"FAU": "authors", "FED": "editors", "FIR": "investigators"}
_SHORT = {"AU": "authors", "ED": "editors", "IR": "investigators"}
_ORCID = lazy.regex(r"ORCID:\s*(?P<orcid>\S+)", re.IGNORECASE)
_SUFFIX = lazy.regex(r"(?P<name>.*\S)\s+(?P<suffix>(?:Jr|Sr|II|III|IV|[2-9](?:nd|rd|th))\.?)")
_INITIALS = lazy.regex(r"(?P<family>.*\S)\s+(?P<initials>[^\W\d_a-zß-öø-ÿ-]{1,5})")


def people(fields: Iterable[tuple[str, str]]) -> Values:
    """Return the people in their order, each with the affiliations that follow the name."""
    found: dict[str, list[dict[str, object]]] = {
        "authors": [],
        "editors": [],
        "investigators": [],
    }
    last: dict[str, object] = {}
    before = ""
    for tag, words in fields:
        if tag in _FULL:
            last = _full(words)
            found[_FULL[tag]].append(last)
        elif tag in _SHORT and before in _FULL:
            last.update(_short(words, last))
        elif tag in _SHORT:
            last = _short(words, {})
            found[_SHORT[tag]].append(last)
        elif tag == "CN":
            last = {"collective": words}
            found["authors"].append(last)
        else:
            _add(last, tag, words)
        before = tag
    return dict(found)


def _full(words: str) -> dict[str, object]:
    """Return a name printed as ``Family, Given``."""
    family, _, given = words.partition(",")
    return {"family": family.strip(), "given": given.strip()}


def _short(words: str, known: dict[str, object]) -> dict[str, object]:
    """Return what ``Family IN Jr`` adds to a name: initials and suffix, the family if need be."""
    suffix = _SUFFIX.fullmatch(words)
    plain = suffix["name"] if suffix else words
    initials = _INITIALS.fullmatch(plain)
    found: dict[str, object] = {"initials": initials["initials"] if initials else ""}
    if suffix:
        found["suffix"] = suffix["suffix"]
        given = str(known.get("given", ""))
        found["given"] = given.removesuffix(suffix["suffix"]).rstrip(" ,")
    if not known:
        found["family"] = initials["family"] if initials else plain
    return found


def _add(person: dict[str, object], tag: str, words: str) -> None:
    """Add an affiliation or an ORCID to the person named last."""
    if tag in ("AD", "IRAD"):
        known = person.get("affiliations")
        person["affiliations"] = [*(known if isinstance(known, list) else []), words]
    elif tag == "AUID" and (match := _ORCID.match(words)):
        person["orcid"] = match["orcid"]
