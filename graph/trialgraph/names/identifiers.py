"""Identifiers of publications and people: accepted forms, the form kept, others' addresses."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote

from trialgraph.names import Iri
from trialgraph.names.registries import canonical, external, key, registry
from trialgraph.names.registry_table import REGISTRIES

Kind = Literal["trial", "pmid", "pmcid", "doi", "orcid"]

_SCHEME = r"(?:https?://)?(?:www\.)?"
_PMID = re.compile(
    rf"(?:PMID|pubmed|{_SCHEME}pubmed\.ncbi\.nlm\.nih\.gov/|{_SCHEME}ncbi\.nlm\.nih\.gov/pubmed/"
    rf"|{_SCHEME}identifiers\.org/pubmed[:/]|{_SCHEME}europepmc\.org/(?:article|abstract)/MED/)?"
    r"[\s:]*0*([1-9]\d{0,8})/?(?:[?#].*)?",
    re.IGNORECASE,
)
_PMCID = re.compile(
    rf"(?:PMCID|pmc|{_SCHEME}(?:pmc\.)?ncbi\.nlm\.nih\.gov/(?:pmc/)?articles/"
    rf"|{_SCHEME}identifiers\.org/pmc[:/]|{_SCHEME}europepmc\.org/(?:article/PMC|articles)/)?"
    r"[\s:]*(PMC\d{1,9})(?:\.\d+)?/?(?:[?#].*)?",
    re.IGNORECASE,
)
_DOI = re.compile(
    rf"(?:doi\s*[:=]?\s*|{_SCHEME}(?:dx\.)?doi\.org/|{_SCHEME}identifiers\.org/doi[:/])*"
    r"(10\.\d{4,9}(?:\.\d+)*/\S+)",
    re.IGNORECASE,
)
_ORCID = re.compile(
    rf"(?:orcid[\s:]*|{_SCHEME}orcid\.org/)?(\d{{4}})-?(\d{{4}})-?(\d{{4}})-?(\d{{3}}[\dX])/?",
    re.IGNORECASE,
)
_TRIAL_ADDRESS = re.compile(
    rf"{_SCHEME}(?:classic\.|beta\.)?clinicaltrials\.gov/"
    r"(?:ct2/)?(?:show/|study/)(?:record/|results/)?(NCT\d{8})/?(?:[?#/].*)?"
    rf"|{_SCHEME}\S*[/=](jRCT\w+|ACTRN\d{{14}}p?|ChiCTR[\w-]+|RBR-\w+|ISRCTN\d{{8}}|DRKS\d{{8}})/?",
    re.IGNORECASE,
)
_CURIE = re.compile(
    rf"(?:{_SCHEME}(?:identifiers\.org|bioregistry\.io)/)?(?P<prefix>[a-z]+)[:/](?P<local>.+)",
    re.IGNORECASE,
)
_ADDRESSES: dict[Kind, str] = {
    "pmid": "https://identifiers.org/pubmed:",
    "pmcid": "https://identifiers.org/pmc:",
    "orcid": "https://orcid.org/",
}
_DOI_MARKS = "/:;()._-"  # stand unescaped in addresses of doi.org
_LONGEST = 300
"""No identifier is longer, with the address it stands in."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier that somebody typed, in the form that is kept."""

    kind: Kind
    value: str


def pmid(words: str) -> str:
    """Return the digits of a PubMed number, empty where the words are none.

    >>> pmid("https://pubmed.ncbi.nlm.nih.gov/39854662/")
    '39854662'
    """
    return _group(_PMID, words)


def pmcid(words: str) -> str:
    """Return a PubMed Central number as ``PMC`` and digits, empty where the words are none."""
    return _group(_PMCID, words).upper()


def doi(words: str) -> str:
    """Return a DOI without prefix and without the marks of a sentence, its capitals kept.

    >>> doi("doi:10.1200/JCO-24-01673.")
    '10.1200/JCO-24-01673'
    """
    found = _group(_DOI, unquote(words) if "%" in words else words)
    found = found.rstrip(".,;\"'>]}")
    while found.endswith(")") and found.count(")") > found.count("("):
        found = found[:-1].rstrip(".,;")
    return found


def orcid(words: str) -> str:
    """Return an ORCID as four groups, empty where the words are none or its check digit is wrong.

    >>> orcid("https://orcid.org/0000-0002-1825-0097")
    '0000-0002-1825-0097'
    """
    match = _matched(_ORCID, words)
    if match is None:
        return ""
    groups = [group.upper() for group in match.groups()]
    return "-".join(groups) if _has_check_digit("".join(groups)) else ""


def _has_check_digit(digits: str) -> bool:
    """Tell whether the last of 16 characters checks the others (ISO 7064 MOD 11-2)."""
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return digits[-1] == "0123456789X"[(12 - total % 11) % 11]


def trial(words: str) -> str:
    """Return a trial's number as its registry writes it, empty where the words are none.

    Addresses of registries and CURIEs count as well as numbers.
    """
    given = words.strip()[: _LONGEST + 1]
    matched = _matched(_TRIAL_ADDRESS, given)
    inner = next((group for group in matched.groups() if group), "") if matched else ""
    tried = (given, inner, _of_curie(given))
    return next((canonical(one) for one in tried if registry(one)), "")


def _of_curie(given: str) -> str:
    """Return the number that a CURIE stands for, empty where it is none of a registry's."""
    matched = _matched(_CURIE, given)
    if matched is None:
        return ""
    local = unquote(matched["local"])
    # Some registries' numbers begin with letters that their CURIEs leave out.
    rows = [one for one in REGISTRIES if one.prefix == matched["prefix"].lower()]
    whole = [one.form.format(local) for one in rows if one.local != ".*"]
    return next((one for one in (local, *whole) if registry(one) in rows), "")


def recognised(words: str) -> Identifier | None:
    """Return what somebody typed as an identifier, ``None`` where it is none that is known.

    Digits alone are a PubMed number.
    """
    found = (Identifier(kind, read(words)) for kind, read in _WAYS)
    return next((one for one in found if one.value), None)


def looks_like_orcid(words: str) -> bool:
    """Tell whether words have the form of an ORCID, be its check digit right or wrong."""
    return _matched(_ORCID, words) is not None


_WAYS: tuple[tuple[Kind, Callable[[str], str]], ...] = (
    ("trial", trial),
    ("doi", doi),
    ("pmcid", pmcid),
    ("orcid", orcid),
    ("pmid", pmid),
)


def identifier_key(one: Identifier) -> str:
    """Return a key that all spellings of an identifier share, with its kind in front.

    >>> identifier_key(Identifier("doi", "10.1200/JCO-24-01673"))
    'doi:10.1200/jco-24-01673'
    """
    return f"{one.kind}:{key(one.value) if one.kind == 'trial' else one.value.lower()}"


def address(one: Identifier) -> Iri | None:
    """Return the address by which others name what is identified."""
    if one.kind == "trial":
        return external(one.value)
    if one.kind == "doi":
        return Iri(f"https://doi.org/{quote(one.value, safe=_DOI_MARKS)}")
    return Iri(_ADDRESSES[one.kind] + one.value)


def _matched(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    """Return the match of words as a whole, spaces around them left out."""
    given = words.strip()
    return pattern.fullmatch(given) if len(given) <= _LONGEST else None


def _group(pattern: re.Pattern[str], words: str) -> str:
    """Return the first group of a match of the whole words, empty without one."""
    match = _matched(pattern, words)
    return match[1] if match else ""
