"""The reviews of a store: what each said, whether it counts, and what it comes to today."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from trialgraph import names
from trialgraph.errors import BadParameter
from trialgraph.evidence.reviewed import OUTDATED, standings
from trialgraph.evidence.reviews import Review, Reviews, document_of
from trialgraph.names import Iri
from trialgraph.store import Reader

STATES = ("confirmed", "corrected", "rejected", "outdated", "superseded", "undone")
"""What a review may come to; the last two are listed only where all are asked for."""


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """One corrected value with the words that it rests on; start and end are their place."""

    field: str
    value: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ShownReview:
    """One review.

    Attributes:
        decision: its identifier.
        verb: confirm, correct or reject.
        state: one of ``STATES``.
        why: it is outdated, and what to do; empty otherwise.
        fact: IRI of what was reviewed.
        owner: the fact itself, or the one that it is a part of.
        at: UTC.
        supersedes: identifiers of the reviews that counted before.
    """

    decision: str
    verb: str
    state: str
    why: str
    fact: str
    owner: str
    document: str
    corrections: tuple[ShownCorrection, ...]
    reason: str
    by: str
    at: str
    supersedes: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """Return the review as its JSON object."""
        return asdict(self)


def listed_reviews(
    reader: Reader, *, document: str = "", fact: str = "", state: str = "", every: bool = False
) -> list[ShownReview]:
    """Return the reviews that count, the newest first.

    Args:
        reader: a published version of a store.
        document: only of its facts, by identifier.
        fact: only of this one, by IRI.
        state: only those that come to this.
        every: also those that were undone or superseded.

    Raises:
        BadParameter: there is no such state.
    """
    if state and state not in STATES:
        raise BadParameter(f"found state {state!r}, wanted one of {', '.join(STATES)}")
    wanted = _documents(document, fact)
    found = [
        one
        for one in _reviews(reader, wanted)
        if (every or one.state not in STATES[-2:] or one.state == state)
        and fact in {"", one.fact, one.owner}
        and state in {"", one.state}
    ]
    return sorted(found, key=lambda one: (one.at, one.decision), reverse=True)


def _documents(document: str, fact: str) -> list[str] | None:
    """Return the documents whose reviews are asked for; ``None`` for all of them."""
    of_fact = document_of(Iri(fact)) if fact else ""
    return [one] if (one := document or of_fact) else None


def _reviews(reader: Reader, documents: list[str] | None) -> Iterator[ShownReview]:
    """Yield all reviews of some documents, or of all."""
    standing = {one.review.decision: one for one in standings(reader, documents)}
    reviews = Reviews(reader, documents)
    for decision, review in reviews.all.items():
        if decision in standing:
            one = standing[decision]
            yield _shown(review, one.state, one.why, one.owner)
        else:
            state = "undone" if reviews.is_undone(decision) else "superseded"
            yield _shown(review, state, "", review.fact)


def _shown(review: Review, state: str, why: str, owner: str) -> ShownReview:
    """Return a review as it is shown."""
    corrections = (
        ShownCorrection(one.field, one.value, one.quote, one.place.start, one.place.end)
        for one in review.corrections
    )
    return ShownReview(
        decision=_identifier(review.decision),
        verb=review.verb,
        state=state,
        why=why if state == OUTDATED else "",
        fact=review.fact,
        owner=owner,
        document=review.document,
        corrections=tuple(corrections),
        reason=review.reason,
        by=review.by,
        at=review.at,
        supersedes=tuple(sorted(map(_identifier, review.supersedes))),
    )


def _identifier(decision: str) -> str:
    """Return a decision's identifier."""
    return decision.removeprefix(names.decision(""))
