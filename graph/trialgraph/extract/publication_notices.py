"""Notices that link a publication to others: errata, retractions, comments, updates."""

from trialgraph.extract.reference_text import DOI, trimmed_doi
from trialgraph.model import lazy
from trialgraph.model.reading import Correction
from trialgraph.model.record import Block
from trialgraph.model.text import Stated
from trialgraph.names import identifiers

_DOI = lazy.regex(DOI)
_ERRATA = frozenset(("ErratumIn", "CorrectedandRepublishedIn", "PartialRetractionIn"))
_RETRACTIONS = frozenset(("RetractionIn", "RetractedandRepublishedIn"))
_RETRACTED = "Retracted Publication"


def read_corrections(root: Block) -> tuple[Correction, ...]:
    """Return the notices of a record in its order."""
    return tuple(_correction(each) for each in root.blocks("corrections"))


def _correction(notice: Block) -> Correction:
    leaf = notice.leaf("source")
    source = leaf.words if leaf else ""
    match = _DOI.search(source)
    return Correction(
        kind=notice.words("kind"),
        printed=source,
        pmid=identifiers.pmid(notice.words("pmid")),
        doi=identifiers.doi(notice.words("doi")) or (trimmed_doi(match[0]) if match else ""),
        note=notice.words("note"),
        # What is printed stands at the place of the fact, as in every other fact.
        span=leaf.span if leaf else notice.span,
    )


def erratum(root: Block) -> Stated | None:
    """Return the words that say that an erratum exists, such as where it stands.

    A retraction of a part is an erratum of the whole.
    """
    return _first_of(root, _ERRATA)


def retracted(root: Block) -> Stated | None:
    """Return the words that say that the publication is retracted: a notice, else its type."""
    notice = _first_of(root, _RETRACTIONS)
    if notice is not None:
        return notice
    types = root.leaves("publication_types")
    return next((leaf.stated() for leaf in types if leaf.words == _RETRACTED), None)


def _first_of(root: Block, kinds: frozenset[str]) -> Stated | None:
    for each in root.blocks("corrections"):
        if each.words("kind") in kinds:
            leaf = each.leaf("source") or each.leaf("kind")
            return leaf.stated() if leaf else None
    return None
