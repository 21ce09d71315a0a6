"""What in other documents may be of the same trial or publication as what one document says.

Identity is decided over all documents; which of them could matter is found here, so that
a document that comes or goes is not held against all the others.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from trialgraph import names
from trialgraph.evidence.imprints import Imprint, cited_imprint, match, own_imprint
from trialgraph.evidence.links import LINKING
from trialgraph.evidence.trials import Mention
from trialgraph.model.reading import TrialDocument

_PRINTED = frozenset({"paper", "cited", "notice"})
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a document that identity rests on; ``number`` counts parts of one kind."""

    kind: Literal["paper", "cited", "notice", "mention"]
    document: str
    number: int = 0


@dataclass(slots=True)
class _Part:
    """What is compared of a node, and the parts of its own document that it goes with."""

    keys: tuple[Key, ...]
    imprint: Imprint | None = None
    beside: tuple[Node, ...] = ()


class Neighbours:
    """The parts of all documents held, found by what parts of one thing have in common."""

    def __init__(self, readings: Iterable[TrialDocument] = ()) -> None:
        self._parts: dict[Node, _Part] = {}
        self._of: dict[str, list[Node]] = {}
        self._sharing: defaultdict[Key, dict[Node, None]] = defaultdict(dict)
        for reading in readings:
            self.add(reading)

    def add(self, reading: TrialDocument) -> None:
        """Take in the parts of a document."""
        parts = dict(_parts(reading))
        self._parts |= parts
        self._of[reading.identifier] = list(parts)
        for node, part in parts.items():
            for key in part.keys:
                self._sharing[key][node] = None

    def drop(self, document: str) -> None:
        """Forget the parts of a document, if it is known."""
        for node in self._of.pop(document, ()):
            for key in self._parts.pop(node).keys:
                del self._sharing[key][node]
                if not self._sharing[key]:
                    del self._sharing[key]

    def of(self, documents: Iterable[str]) -> set[Node]:
        """Return the parts of some documents."""
        return {node for document in documents for node in self._of.get(document, ())}

    def around(self, nodes: Iterable[Node]) -> set[Node]:
        """Return all that may be of one trial or publication with some parts, these included."""
        waiting = [node for node in nodes if node in self._parts]
        found = set(waiting)
        asked: set[tuple[Key, Imprint | None]] = set()
        while waiting:
            fresh = set(self._beside(waiting.pop(), asked)) - found
            found |= fresh
            waiting += fresh
        return found

    def _beside(self, node: Node, asked: set[tuple[Key, Imprint | None]]) -> Iterator[Node]:
        """Yield the parts that one part may go with, but for what its equals were asked.

        A work that thousands cite in the same words would be held against itself otherwise.
        """
        part = self._parts[node]
        yield from part.beside
        for key in part.keys:
            if (key, part.imprint) in asked:
                continue
            asked.add((key, part.imprint))
            for other in self._sharing[key]:
                theirs = self._parts[other].imprint
                if part.imprint is None or theirs is None or match(part.imprint, theirs):
                    yield other

    def named(self, word: str) -> list[Node]:
        """Return the mentions of trials that have a name, as names are compared."""
        return list(self._sharing.get(("name", word), ()))


def _parts(reading: TrialDocument) -> Iterator[tuple[Node, _Part]]:
    """Yield the parts of one document."""
    identifier = reading.identifier
    mentions = [Node("mention", identifier, one) for one in range(len(reading.trials))]
    reports = [node for node in mentions if reading.trials[node.number].role == "reports"]
    records = [node for node in mentions if reading.trials[node.number].role == "registers"]
    paper = Node("paper", identifier)
    is_paper = not reading.kind.startswith("ctgov")
    if is_paper:
        yield paper, _printed(own_imprint(reading), tuple(reports))
    linking = []
    for number, cited in enumerate(reading.citations):
        node = Node("cited", identifier, number)
        joins = cited.type in LINKING and bool(records)
        linking += [node] if joins else []
        yield node, _printed(cited_imprint(cited), tuple(records) if joins else ())
    for number, notice in enumerate(reading.bibliography.corrections):
        imprint = Imprint(doi=notice.doi, pmid=notice.pmid)
        yield Node("notice", identifier, number), _printed(imprint, ())
    for node in mentions:
        beside = (paper,) if is_paper and node in reports else ()
        more = tuple(linking) if node in records else ()
        mention = Mention(reading, reading.trials[node.number], node.number)
        yield node, _Part(tuple(_mention_keys(mention)), beside=(*beside, *more))


def _printed(imprint: Imprint, beside: tuple[Node, ...]) -> _Part:
    """Return the part that stands somewhere in print."""
    return _Part(tuple(imprint.keys), imprint, beside)


def _mention_keys(mention: Mention) -> Iterator[Key]:
    """Yield what mentions of one trial, or of two that would have one name, share."""
    stated = mention.trial.organisation_ids
    labels = {one.value for one in (mention.trial.acronym, *stated) if one is not None}
    yield from (("number", key) for key in mention.keys)
    yield from (("organisation", key) for key in mention.organisation_keys)
    yield from (("slug", names.slug(one)) for one in sorted(labels))
    if mention.acronym:
        yield ("name", mention.acronym)
