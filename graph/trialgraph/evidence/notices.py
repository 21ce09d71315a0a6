"""Errata and retractions: what the notices between publications make of them."""

from collections.abc import Iterable
from typing import Literal

from trialgraph.model.reading import Bibliography, Correction
from trialgraph.model.values import dataclass

State = Literal[
    "retracted", "erratum", "expression of concern", "retraction notice", "erratum notice"
]

# By MEDLINE's words for the links between publications, without spaces and capitals.
_OF_ITSELF: dict[str, State] = {
    "retractionin": "retracted",
    "retractedandrepublishedin": "retracted",
    "erratumin": "erratum",
    "partialretractionin": "erratum",
    "correctedandrepublishedin": "erratum",
    "expressionofconcernin": "expression of concern",
}
_OF_ANOTHER: dict[str, tuple[State, State]] = {
    # What it makes of the other publication, and what it is itself.
    "retractionof": ("retracted", "retraction notice"),
    "erratumfor": ("erratum", "erratum notice"),
    "partialretractionof": ("erratum", "retraction notice"),
    "expressionofconcernfor": ("expression of concern", "erratum notice"),
}
_TYPES: dict[str, State] = {
    "retractedpublication": "retracted",
    "retractionofpublication": "retraction notice",
    "retractionnotice": "retraction notice",
    "publishederratum": "erratum notice",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What one document says of another publication."""

    document: str
    correction: Correction
    state: State


def own_states(said: Bibliography) -> frozenset[State]:
    """Return what a document says of itself as a publication."""
    found = {_OF_ITSELF.get(_plain(one.kind)) for one in said.corrections}
    found |= {_OF_ANOTHER.get(_plain(one.kind), (None, None))[1] for one in said.corrections}
    found |= {_TYPES.get(_plain(one.value)) for one in said.publication_types}
    found |= {"retracted" if said.retracted else None, "erratum" if said.erratum else None}
    return frozenset(one for one in found if one is not None)


def notices(document: str, corrections: Iterable[Correction]) -> list[Notice]:
    """Return what a document says of other publications."""
    return [
        Notice(document, one, _OF_ANOTHER[_plain(one.kind)][0])
        for one in corrections
        if _plain(one.kind) in _OF_ANOTHER
    ]


def _plain(words: str) -> str:
    """Return words without spaces, hyphens and capitals."""
    return "".join(one for one in words.casefold() if one.isalpha())
