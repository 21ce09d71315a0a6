"""Publications that a held document cites, that speak of a held trial, and that are not held."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trialgraph.evidence.publications import Publication, Reference
from trialgraph.evidence.trials import TrialIdentity, plain
from trialgraph.model.reading import TrialDocument
from trialgraph.terms.index import TermIndex


@dataclass(frozen=True, slots=True)
class KnownGap:
    """A cited publication of a trial and end point that is not held."""

    reference: Reference
    end_point: str


def known_gaps(
    trial: TrialIdentity,
    readings: Iterable[TrialDocument],
    held: Mapping[str, Publication],
    terms: TermIndex,
) -> tuple[KnownGap, ...]:
    """Return the gaps of one trial: the title of a reference names it and an end point."""
    matched = {same.node for publication in held.values() for same in publication.references}
    found = {}
    for reading in readings:
        for citation in reading.citations:
            reference = Reference(reading.identifier, citation)
            if reference.node in matched or not _names(trial, citation.title):
                continue
            for mention in terms.mentions(citation.title, "end-point"):
                gap = KnownGap(reference, mention.concept.notation)
                found[(reference.node, gap.end_point)] = gap
    return tuple(found[key] for key in sorted(found))


def _names(trial: TrialIdentity, title: str) -> bool:
    """Tell whether a title holds one of the trial's acronyms as a word of its own."""
    words = {plain(word) for word in re.findall(r"[\w-]+", title)}
    return any(mention.acronym and mention.acronym in words for mention in trial.mentions)
