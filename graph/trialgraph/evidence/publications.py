"""Which documents and references are the same publication, and since when it could be read.

A registration number is a key of trials, never of publications: two papers of
one trial carry the same number. Publications meet by DOI, PMID or PMCID, or by
journal, volume, page and year together, or by title, year and first author.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from trialgraph import names
from trialgraph.evidence.imprints import Imprint, Match, cited_imprint, match, own_imprint
from trialgraph.evidence.links import Link, Place, gathered, link
from trialgraph.evidence.notices import Notice, State, notices, own_states
from trialgraph.evidence.parts import Parts
from trialgraph.model.reading import Citation, TrialDocument
from trialgraph.model.text import PartialDate
from trialgraph.names import Iri
from trialgraph.rdf.places import fact
from trialgraph.verdict.dates import last_day


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation in a document."""

    document: str
    citation: Citation

    @property
    def node(self) -> Iri:
        """Return the reported citation's IRI."""
        return fact(self.document, "citation", self.citation.span)

    @property
    def imprint(self) -> Imprint:
        """Return where the cited publication stands."""
        return cited_imprint(self.citation)


@dataclass(frozen=True, slots=True)
class Publication:
    """A held document as a publication, with the references that other documents make to it.

    Attributes:
        documents: all that hold the publication, this one among them.
        links: why references and other documents are the same publication.
        evidence: the same in words, one sentence each.
        available: since when it could be read, as precise as printed in any document.
        states: what notices make of it, such as ``retracted``.
        notices: documents that say so of it.
    """

    document: str
    doi: str
    pmid: str
    references: tuple[Reference, ...]
    evidence: tuple[str, ...]
    available: PartialDate | None
    pmcid: str = ""
    documents: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    states: frozenset[State] = frozenset()
    notices: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return what names the publication: PMID, else DOI, PMCID, else its first document."""
        if self.pmid:
            return f"pubmed-{self.pmid}"
        if self.doi:
            return f"doi-{names.slug(self.doi.casefold())}"
        return f"pmc-{self.pmcid}" if self.pmcid else min(self.documents, default=self.document)


@dataclass(slots=True)
class _Known:
    """What is known of one document as a publication: its imprints, and where they stand."""

    reading: TrialDocument
    imprints: list[Imprint]
    matched: dict[Reference, Match]

    @property
    def place(self) -> Place:
        """Return the document itself as what shows a link."""
        identifier = self.reading.identifier
        return Place(identifier, names.document(identifier))


def publications(readings: Iterable[TrialDocument]) -> dict[str, Publication]:
    """Return the publication that each document is, by document; records of registries are none."""
    held = sorted(readings, key=lambda reading: reading.identifier)
    references = _References(
        Reference(one.identifier, cited) for one in held for cited in one.citations
    )
    known = [_known(one, references) for one in held if not one.kind.startswith("ctgov")]
    told = _Told(held)
    groups, links = _same(known)
    by_document: defaultdict[str, list[Link]] = defaultdict(list)
    for one in links:
        by_document[one.documents[0]].append(one)
    found: dict[str, Publication] = {}
    for group in groups:
        own = [why for one in group for why in by_document[one.reading.identifier]]
        whole = _publication(group, own, told)
        for document in whole.documents:
            found[document] = replace(whole, document=document)
    return dict(sorted(found.items()))


class _References:
    """The references of all documents, found by what only those of one publication share.

    Without it each document would be compared with each reference of all the others.
    """

    def __init__(self, references: Iterable[Reference]) -> None:
        self._sharing: defaultdict[tuple[str, str], list[Reference]] = defaultdict(list)
        for reference in references:
            for key in reference.imprint.keys:
                self._sharing[key].append(reference)

    def like(self, known: Iterable[Imprint]) -> list[Reference]:
        """Return the references that may be of the publication that has these imprints."""
        keys = dict.fromkeys(key for one in known for key in one.keys)
        found = (reference for key in keys for reference in self._sharing.get(key, ()))
        return sorted(dict.fromkeys(found), key=lambda reference: reference.node)


def _known(reading: TrialDocument, references: _References) -> _Known:
    """Return one document's imprints; a matched reference may give ids that match further."""
    known = _Known(reading, [own_imprint(reading)], {})
    count = 0
    while count < len(known.imprints):
        count = len(known.imprints)
        for reference in references.like(known.imprints):
            why = _matched(known.imprints, reference.imprint)
            if why and reference not in known.matched and reference.document != reading.identifier:
                known.matched[reference] = why
                known.imprints.append(reference.imprint)
    return known


def _matched(known: Iterable[Imprint], *others: Imprint) -> Match | None:
    """Return what shows that an imprint is one of the known ones."""
    return next((why for one in known for other in others if (why := match(one, other))), None)


def _same(known: Sequence[_Known]) -> tuple[list[list[_Known]], list[Link]]:
    """Return the documents by publication, and why those of one publication are the same."""
    sharing: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(known):
        for key in dict.fromkeys(key for imprint in one.imprints for key in imprint.keys):
            sharing[key].append(number)
    pairs = {pair for members in sharing.values() for pair in combinations(members, 2)}
    parts = Parts(len(known))
    links = []
    for left, right in sorted(pairs):
        why = _matched(known[left].imprints, *known[right].imprints)
        if why is not None:
            parts.join([left, right])
            places = [known[each].place for each in (left, right)]
            links.append(link(why.rule, why.shared, places))
    return [[known[each] for each in part] for part in parts.all()], links


def _publication(group: Sequence[_Known], links: Iterable[Link], told: "_Told") -> Publication:
    """Return what the documents of one publication say of it together."""
    imprints = [imprint for one in group for imprint in one.imprints]
    documents = tuple(one.reading.identifier for one in group)
    matched = {reference: (one, why) for one in group for reference, why in one.matched.items()}
    same = sorted(matched, key=lambda reference: reference.node)
    own = gathered(links)
    found = Publication(
        document=documents[0],
        doi=next((one.doi for one in imprints if one.doi), ""),
        pmid=next((one.pmid for one in imprints if one.pmid), ""),
        pmcid=next((one.pmcid for one in imprints if one.pmcid), ""),
        references=tuple(same),
        evidence=_evidence(own, same, matched),
        available=_available([one.reading for one in group], same),
        documents=documents,
        links=gathered([*own, *(_to_reference(*matched[one], one) for one in same)]),
    )
    return _with_notices(found, group, told)


def _evidence(
    own: Iterable[Link],
    same: Iterable[Reference],
    matched: Mapping[Reference, tuple[_Known, Match]],
) -> tuple[str, ...]:
    """Return why documents and references are one publication, one sentence each."""
    cited = (f"{matched[one][1].sentence}, reference in {one.document}" for one in same)
    return tuple(sorted([*cited, *(f"same {one.sentence}" for one in own)]))


def _to_reference(one: _Known, why: Match, reference: Reference) -> Link:
    """Return why a reference is of the publication that a document holds."""
    return link(why.rule, why.shared, [one.place, Place(reference.document, reference.node)])


class _Told:
    """What held documents say of other publications, by the numbers that they give them."""

    def __init__(self, readings: Iterable[TrialDocument]) -> None:
        self._said: defaultdict[tuple[str, str], list[Notice]] = defaultdict(list)
        for reading in readings:
            for notice in notices(reading.identifier, reading.bibliography.corrections):
                self._said["pmid", notice.correction.pmid].append(notice)
                self._said["doi", notice.correction.doi.casefold()].append(notice)

    def of(self, publication: Publication) -> list[Notice]:
        """Return the notices on a publication, by document."""
        keys = (("pmid", publication.pmid), ("doi", publication.doi.casefold()))
        found = [notice for key in keys if key[1] for notice in self._said.get(key, ())]
        return sorted(found, key=lambda notice: notice.document)


def _with_notices(found: Publication, group: Sequence[_Known], told: "_Told") -> Publication:
    """Return a publication with what its own documents and notices on it say."""
    on_it = told.of(found)
    states = [own_states(one.reading.bibliography) for one in group]
    said = frozenset(notice.state for notice in on_it).union(*states)
    by = tuple(dict.fromkeys(notice.document for notice in on_it))
    return replace(found, states=said, notices=by)


def _available(readings: Iterable[TrialDocument], same: Iterable[Reference]) -> PartialDate | None:
    """Return the date by which it could surely be read, the more precise of equals.

    A date that only another document prints counts as well.
    """
    dates = [
        date for one in readings for date in (one.bibliography.online, one.bibliography.issued)
    ]
    for reference in same:
        dates += [reference.citation.online, reference.citation.issued]
    printed = [one for one in dates if one is not None]
    return min(printed, key=lambda one: (last_day(one), -len(one.iso)), default=None)
