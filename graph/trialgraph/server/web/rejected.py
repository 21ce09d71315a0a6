"""What reviewers rejected, on the pages where it is missing."""

from dataclasses import dataclass

from trialgraph.catalogue.answer import AnswerRow
from trialgraph.catalogue.left_out import sentence
from trialgraph.server.addresses import review_page


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A fact that a reviewer rejected.

    Attributes:
        words: what it is, who rejected it, and why.
        review: the page on which it is reviewed.
    """

    words: str
    review: str


def left_out_of(row: AnswerRow) -> LeftOut:
    """Return a rejected fact as pages tell it."""
    return LeftOut(sentence(row), review_page(row.text("fact")))
