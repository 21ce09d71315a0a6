"""What every vocabulary is read into: entries with their names, and the vocabulary as a whole."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import IO

from trialgraph.terms.index import Concept

Opened = Callable[[], IO[bytes]]
"""Opens the bytes of a vocabulary from their beginning; some formats are gone through twice."""

_LONGEST = 80
_MOST_WORDS = 12
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept of a vocabulary.

    Attributes:
        scheme: ``drug`` or ``condition``; the vocabularies' other kinds are left out.
        code: what the vocabulary calls it, such as ``C38692``.
        label: its preferred name there.
        synonyms: its other names; broader, narrower and related ones are left out.
        broader: codes of the entries that it falls in.
    """

    scheme: str
    code: str
    label: str
    synonyms: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A vocabulary as a user downloaded it.

    Attributes:
        name: rxnorm, mesh, ncit, mondo, chembl or drugbank; begins the notations.
        version: as the file states it, empty where it does not.
    """

    name: str
    version: str
    entries: tuple[Entry, ...]

    def concepts(self) -> Iterator[Concept]:
        """Yield the entries as concepts, with notations such as ``ncit-C38692``.

        A drug that others fall in is a class.
        """
        codes = {entry.code for entry in self.entries}
        wider = {code for entry in self.entries for code in entry.broader}
        for entry in self.entries:
            kind = "class" if entry.code in wider else "drug"
            yield Concept(
                scheme=entry.scheme,
                notation=f"{self.name}-{entry.code}",
                label=entry.label,
                synonyms=entry.synonyms,
                broader=tuple(f"{self.name}-{code}" for code in entry.broader if code in codes),
                attributes=MappingProxyType({"kind": kind} if entry.scheme == "drug" else {}),
            )


ADDRESSES: Mapping[str, str] = MappingProxyType(
    {
        "rxnorm": "http://purl.bioontology.org/ontology/RXNORM/",
        "mesh": "http://id.nlm.nih.gov/mesh/",
        "ncit": "http://purl.obolibrary.org/obo/NCIT_",
        "mondo": "http://purl.obolibrary.org/obo/MONDO_",
        "chembl": "http://rdf.ebi.ac.uk/resource/chembl/molecule/",
        "drugbank": "https://go.drugbank.com/drugs/",
    }
)
"""Where each vocabulary's codes are at home, before the code."""


def vocabulary(name: str, version: str, entries: Iterable[Entry]) -> Vocabulary:
    """Return a vocabulary with the names that can stand in a text, each once an entry.

    Names of one or two letters mean too much, and systematic names of chemistry are
    never printed; an entry without a usable label is known by its first synonym.
    """
    kept: list[Entry] = []
    for entry in entries:
        names = dict.fromkeys(" ".join(name.split()) for name in (entry.label, *entry.synonyms))
        usable = [name for name in names if is_usable(name)]
        if usable and entry.code:
            kept.append(replace(entry, label=usable[0], synonyms=tuple(usable[1:])))
    return Vocabulary(name, version, tuple(kept))


def is_usable(name: str) -> bool:
    """Tell whether a name can stand in a text: neither too short to be told nor too long."""
    is_long = len(name) > _LONGEST or name.count(" ") >= _MOST_WORDS
    return len(name) >= _SHORTEST and not is_long and not name.isdigit()
