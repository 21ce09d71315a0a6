"""MeSH as N-Triples (``mesh.nt``): gone through three times, so that little is kept at once."""

import re
from collections.abc import Iterator

from trialgraph.terms.entries import Entry, Opened, Vocabulary, vocabulary
from trialgraph.terms.mesh import scheme_of

_MESH = rb"<http://id\.nlm\.nih\.gov/mesh/(?:\d{4}/)?"
_TRIPLE = re.compile(
    _MESH + rb"(?P<subject>[A-Z]\w+)> <[^>]*[#/](?P<predicate>\w+)> "
    rb"(?:" + _MESH + rb"(?P<object>[\w.#]+)>"
    rb'|"(?P<words>(?:[^"\\]|\\.)*)"(?:@(?P<language>[a-z-]+))?)\s*\.\s*'
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SCHEMES = {"vocab#SCR_Chemical": "drug", "vocab#SCR_Disease": "condition"}
_OF_RECORDS = ("label", "treeNumber", "broaderDescriptor", "preferredConcept", "type")

Triple = tuple[str, str, str]


def recognises(head: bytes) -> bool:
    """Tell whether bytes begin as triples about MeSH do."""
    return re.match(rb"\s*(?:#[^\n]*\n\s*)*" + _MESH, head) is not None


def load(opened: Opened) -> Vocabulary:
    """Return the drugs and conditions; of each the terms of its preferred concept."""
    records = _Records()
    for triple in _triples(
        opened, "label", "treeNumber", "broaderDescriptor", "preferredConcept", "type"
    ):
        records.take(triple)
    schemes = records.schemes()
    concepts = {concept: code for code, concept in records.concepts.items() if code in schemes}
    terms = {
        term: concepts[concept]
        for concept, _, term in _triples(opened, "preferredTerm", "term")
        if concept in concepts
    }
    names: dict[str, list[str]] = {}
    for term, _, words in _triples(opened, "prefLabel"):
        if term in terms:
            names.setdefault(terms[term], []).append(words)
    return vocabulary("mesh", "", records.entries(schemes, names))


class _Records:
    """What is said of descriptors and supplementary records."""

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}
        self.trees: dict[str, list[str]] = {}
        self.broader: dict[str, list[str]] = {}
        self.concepts: dict[str, str] = {}
        self.types: dict[str, str] = {}

    def take(self, triple: Triple) -> None:
        """Keep what a triple says of a record."""
        subject, predicate, value = triple
        if subject[0] not in "CD":
            return
        if predicate == "label":
            self.labels[subject] = value
        elif predicate == "treeNumber":
            self.trees.setdefault(subject, []).append(value)
        elif predicate == "broaderDescriptor":
            self.broader.setdefault(subject, []).append(value)
        elif predicate == "preferredConcept":
            self.concepts[subject] = value
        elif value in _SCHEMES:
            self.types[subject] = _SCHEMES[value]

    def schemes(self) -> dict[str, str]:
        """Return the scheme of each record that has one."""
        placed = {code: scheme_of(trees) for code, trees in self.trees.items()}
        return self.types | {code: scheme for code, scheme in placed.items() if scheme}

    def entries(self, schemes: dict[str, str], names: dict[str, list[str]]) -> Iterator[Entry]:
        """Yield the records as entries."""
        for code, scheme in schemes.items():
            found = names.get(code, [])
            label = self.labels.get(code, "")
            yield Entry(scheme, code, label, tuple(found), tuple(self.broader.get(code, ())))


def _triples(opened: Opened, *predicates: str) -> Iterator[Triple]:
    """Yield the triples of some predicates, words only in English."""
    with opened() as lines:
        for line in lines:
            match = _TRIPLE.fullmatch(line)
            if match is None or match["predicate"].decode() not in predicates:
                continue
            subject, predicate = match["subject"].decode(), match["predicate"].decode()
            if match["object"] is not None:
                yield subject, predicate, match["object"].decode()
            elif match["language"] in (None, b"en"):
                yield subject, predicate, _unescaped(match["words"].decode("utf-8", "replace"))


def _unescaped(words: str) -> str:
    return _ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else m[3], words)
