"""The NCI Thesaurus: its flat file, and its OWL by code or by name."""

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from trialgraph.terms.entries import Entry, Opened, Vocabulary, vocabulary
from trialgraph.terms.xml_stream import elements

_DRUGS = frozenset(
    (
        "Pharmacologic Substance",
        "Clinical Drug",
        "Antibiotic",
        "Immunologic Factor",
        "Hormone",
        "Vitamin",
    )
)
_CONDITIONS = frozenset(
    (
        "Disease or Syndrome",
        "Neoplastic Process",
        "Mental or Behavioral Dysfunction",
        "Congenital Abnormality",
        "Anatomical Abnormality",
        "Pathologic Function",
        "Injury or Poisoning",
    )
)
_GONE = frozenset(("Retired_Concept", "Obsolete_Concept"))
_CODE, _NAME, _PARENTS, _SYNONYMS, _STATUS, _TYPES = 0, 1, 2, 3, 6, 7
_FEWEST_FIELDS = 5
_RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_NAMES = {
    "code": ("NHC0", "code"),
    "label": ("P108", "Preferred_Name"),
    "synonym": ("P90", "FULL_SYN"),
    "type": ("P106", "Semantic_Type"),
    "status": ("P310", "Concept_Status"),
}


def recognises_flat(head: bytes) -> bool:
    """Tell whether bytes begin as the flat file does: a code, tabs."""
    fields = head.split(b"\n", 1)[0].split(b"\t")
    return len(fields) >= _FEWEST_FIELDS and fields[0][:1] == b"C" and fields[0][1:].isdigit()


def recognises_owl(head: bytes) -> bool:
    """Tell whether bytes begin as the OWL does."""
    return b"Thesaurus.owl" in head and b"rdf:RDF" in head


def load_flat(opened: Opened) -> Vocabulary:
    """Return the drugs and conditions of the flat file, which states no version."""
    return vocabulary("ncit", "", _rows(opened))


def load_owl(opened: Opened) -> Vocabulary:
    """Return the drugs and conditions of the OWL.

    Raises:
        UnreadableVocabulary: the XML is broken.
    """
    versions: list[str] = []
    entries = list(_classes(opened, versions))
    return vocabulary("ncit", versions[0] if versions else "", entries)


def _scheme(types: set[str]) -> str:
    """Return the scheme of the semantic types."""
    if types & _CONDITIONS:
        return "condition"
    return "drug" if types & _DRUGS else ""


def _rows(opened: Opened) -> Iterator[Entry]:
    with opened() as lines:
        for line in lines:
            fields = line.decode("utf-8", "replace").rstrip("\r\n").split("\t")
            if len(fields) <= _TYPES or _GONE & set(fields[_STATUS].split("|")):
                continue
            scheme = _scheme(set(fields[_TYPES].split("|")))
            if scheme:
                names = [name for name in fields[_SYNONYMS].split("|") if name]
                label = names[0] if names else fields[_NAME].replace("_", " ")
                broader = tuple(code for code in fields[_PARENTS].split("|") if code)
                yield Entry(scheme, fields[_CODE], label, tuple(names[1:]), broader)


def _classes(opened: Opened, versions: list[str]) -> Iterator[Entry]:
    for element in elements(opened, "Class", "Ontology"):
        if etree.QName(element).localname == "Ontology":
            versions += [words for words in _values(element, ("versionInfo",)) if words]
            continue
        scheme = _scheme(set(_values(element, _NAMES["type"])))
        codes = _values(element, _NAMES["code"]) or [_end(element.get(_ABOUT, ""))]
        if not scheme or _GONE & set(_values(element, _NAMES["status"])):
            continue
        labels = [*_values(element, _NAMES["label"]), *_values(element, ("label",))]
        names = (*labels[1:], *_values(element, _NAMES["synonym"]))
        broader = (_end(one.get(_RESOURCE, "")) for one in element.iterchildren("{*}subClassOf"))
        yield Entry(
            scheme, codes[0], labels[0] if labels else "", names, tuple(filter(None, broader))
        )


def _values(element: Element, names: tuple[str, ...]) -> list[str]:
    """Return the texts of the children of some local names."""
    found = element.iterchildren(*(f"{{*}}{name}" for name in names))
    return [words for child in found if (words := "".join(child.itertext()).strip())]


def _end(iri: str) -> str:
    """Return what an IRI ends in."""
    return iri.rpartition("#")[2]
