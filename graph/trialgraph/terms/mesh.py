"""MeSH as the library publishes it: XML of descriptors or supplementary records."""

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from trialgraph.terms.entries import Entry, Opened, Vocabulary, vocabulary
from trialgraph.terms.xml_stream import elements

_RECORDS = {"DescriptorRecord": "Descriptor", "SupplementalRecord": "SupplementalRecord"}
_CHEMICAL, _DISEASE = "1", "3"


def recognises(head: bytes) -> bool:
    """Tell whether bytes begin as a set of records does."""
    return b"<DescriptorRecordSet" in head or b"<SupplementalRecordSet" in head


def load(opened: Opened) -> Vocabulary:
    """Return the drugs and conditions of a set of records.

    Raises:
        UnreadableVocabulary: the XML is broken.
    """
    found = list(_records(opened))
    codes = {tree: entry.code for entry, trees in found for tree in trees}
    return vocabulary("mesh", "", (_with_broader(entry, trees, codes) for entry, trees in found))


def scheme_of(trees: list[str]) -> str:
    """Return the scheme of a heading by its places in the tree: diseases or chemicals.

    >>> scheme_of(["C04.588.180"]), scheme_of(["D12.776", "C10"]), scheme_of(["E02.319"])
    ('condition', 'condition', '')
    """
    if any(tree.startswith(("C", "F03")) for tree in trees):
        return "condition"
    return "drug" if any(tree.startswith("D") for tree in trees) else ""


def broader_codes(trees: list[str], codes: dict[str, str]) -> tuple[str, ...]:
    """Return the codes one step up the tree."""
    above = (codes.get(tree.rpartition(".")[0], "") for tree in trees)
    return tuple(dict.fromkeys(code for code in above if code))


def _with_broader(entry: Entry, trees: list[str], codes: dict[str, str]) -> Entry:
    broader = broader_codes(trees, codes)
    return Entry(entry.scheme, entry.code, entry.label, entry.synonyms, broader)


def _records(opened: Opened) -> Iterator[tuple[Entry, list[str]]]:
    """Yield the entries with their places in the tree."""
    for record in elements(opened, *_RECORDS):
        name = _RECORDS[str(etree.QName(record).localname)]
        trees = [tree.text or "" for tree in record.iterfind("TreeNumberList/TreeNumber")]
        scheme = scheme_of(trees) or _supplementary(record)
        code = record.findtext(f"{name}UI", "")
        if scheme and code:
            label = record.findtext(f"{name}Name/String", "").strip()
            yield Entry(scheme, code, label, tuple(_names(record))), trees


def _supplementary(record: Element) -> str:
    """Return the scheme of a supplementary record by its class."""
    return {_CHEMICAL: "drug", _DISEASE: "condition"}.get(record.get("SCRClass", ""), "")


def _names(record: Element) -> Iterator[str]:
    """Yield the terms of the preferred concept; other concepts are narrower or related."""
    for concept in record.iterfind("ConceptList/Concept"):
        if concept.get("PreferredConceptYN") == "Y":
            for term in concept.iterfind("TermList/Term"):
                if term.get("IsPermutedTermYN") != "Y":
                    yield term.findtext("String", "").strip()
