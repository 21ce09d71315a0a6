"""Outlines of documents as the index of a store keeps them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from trialgraph.evidence.neighbours import CitedRest, citation, imprint_of, part_rows
from trialgraph.evidence.packed import packed, plain_unpacked, unpacked
from trialgraph.model.reading import Citation, TrialDocument
from trialgraph.store import Identities, Part, PartRow

LAYOUT = "1"
"""Raised whenever an outline, its parts or their keys are others than before."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The outline of a document as it is kept, made by whatever process."""

    identifier: str
    outline: bytes
    parts: tuple[PartRow, ...]

    def put(self, index: Identities) -> None:
        """Keep it in the place of an earlier one."""
        index.put(self.identifier, self.outline, self.parts)


def prepared(reading: TrialDocument) -> Prepared:
    """Return the outline of a document ready to be kept."""
    return Prepared(reading.identifier, outline_bytes(reading), tuple(part_rows(reading)))


def put(index: Identities, reading: TrialDocument) -> None:
    """Keep the outline of a document in the place of an earlier one."""
    prepared(reading).put(index)


def outline_bytes(reading: TrialDocument) -> bytes:
    """Return an outline but for its citations, which are parts."""
    return packed(replace(reading, citations=()))


def outlines_of(index: Identities, parts: Iterable[Part]) -> dict[str, TrialDocument]:
    """Return the outlines of documents, each with those citations that are among some parts.

    Of a document that has nothing but citations among them nothing else is read.
    """
    found: defaultdict[str, list[Part]] = defaultdict(list)
    for one in parts:
        found[one.document].append(one)
    whole = [name for name, some in found.items() if any(one.kind != "cited" for one in some)]
    outlines = {
        name: unpacked(content, TrialDocument) for name, content in index.outlines(whole).items()
    }
    cited = _citations(index, [one for some in found.values() for one in some])
    return {
        name: replace(outlines.get(name) or _nothing_but(name), citations=tuple(cited[name]))
        for name in sorted(found)
    }


def citations(index: Identities, parts: Iterable[Part]) -> tuple[Citation, ...]:
    """Return the citations among the parts of one document, in their order."""
    return tuple(one for some in _citations(index, parts).values() for one in some)


def rest_of(part: Part) -> CitedRest:
    """Return what a citation says besides its imprint."""
    return plain_unpacked(part.words, CitedRest)


def _citations(index: Identities, parts: Iterable[Part]) -> defaultdict[str, list[Citation]]:
    """Return the citations among parts, in the order of their documents."""
    cited = sorted((one for one in parts if one.kind == "cited"), key=_at)
    words = index.imprints({one.imprint for one in cited if one.imprint is not None})
    found: defaultdict[str, list[Citation]] = defaultdict(list)
    for one in cited:
        if one.imprint is not None:
            found[one.document].append(citation(imprint_of(words[one.imprint]), rest_of(one)))
    return found


def _at(part: Part) -> tuple[str, int]:
    return part.document, part.place


def _nothing_but(identifier: str) -> TrialDocument:
    """Return a document of which nothing is known but what it cites: it is no publication."""
    return TrialDocument(
        identifier=identifier, kind="ctgov-json", sha256="", reader="", text_sha256=""
    )
