"""What people said of one fact, and the form by which the next one says it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.answer import Passage
from trialgraph.catalogue.quoted import quoted_documents
from trialgraph.catalogue.sentences import cited
from trialgraph.errors import UnknownFact
from trialgraph.evidence.correcting import Said, correctable, models
from trialgraph.evidence.listed_reviews import ShownReview, listed_reviews
from trialgraph.evidence.reviewed import stated_of
from trialgraph.evidence.reviews import document_of
from trialgraph.names import Iri
from trialgraph.rdf.term import is_iri, plain
from trialgraph.server.addresses import anchor_of, page_of, passage_page, review_page
from trialgraph.server.web.contexts import InContext, in_context
from trialgraph.server.web.input_words import cut

if TYPE_CHECKING:
    from trialgraph.catalogue.sentences import Documents
    from trialgraph.store import Reader

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOTHING: Mapping[str, str] = {}
_TONES = {"rejected": "bad", "corrected": "warn", "outdated": "warn"}
_NAMED = ("statedValuePrinted", "statedLabel", "statedName")
_PASSAGE, _EXACT = names.term("passage"), names.term("exact")


@dataclass(frozen=True, slots=True)
class Corrected:
    """One value that a review corrected, the words that say so, and where they stand."""

    field: str
    value: str
    quote: str
    page: str


@dataclass(frozen=True, slots=True)
class Past:
    """A review that was made.

    Attributes:
        state: what it comes to today.
        tone: class of its looks.
        verb: what the reviewer did.
        by: who.
        at: when: UTC, ISO 8601.
        reason: why.
        why_outdated: why it is no longer applied; empty where it is.
        corrected: values, where it corrects some.
    """

    state: str
    tone: str
    verb: str
    by: str
    at: str
    reason: str
    why_outdated: str
    corrected: tuple[Corrected, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a review.

    Attributes:
        id: begins the ids of its fields.
        fact: IRI.
        back: the page of this service to show next.
        fields: that can be corrected; empty where nothing is known of the fact.
        typed: field to what was typed, or to what is likely.
        wrong: field to what is wrong with it.
    """

    id: str
    fact: str
    back: str
    fields: tuple[str, ...]
    typed: Mapping[str, str]
    wrong: Mapping[str, str]

    def value(self, name: str) -> str:
        """Return what stands in a field."""
        return self.typed.get(name, "")

    def why(self, name: str) -> str:
        """Return what is wrong with a field; empty where nothing is."""
        return self.wrong.get(name, "")


@dataclass(frozen=True, slots=True)
class Reviewable:
    """A fact as a reviewer sees it.

    Attributes:
        words: what it is.
        page: the fact, among those of its document.
        review: the page on which it alone is reviewed.
        document: as one would cite it.
        contexts: the sentences it was read from, where they stand; none where its page has them.
        past: every review of it, the newest first.
        form: for the next one.
    """

    words: str
    page: str
    review: str
    document: str
    contexts: tuple[InContext, ...]
    past: tuple[Past, ...]
    form: Form


def reviewable(
    reader: "Reader",
    fact: Iri,
    back: str = "",
    typed: Mapping[str, str] = _NOTHING,
    documents: "Documents | None" = None,
) -> Reviewable:
    """Return a fact as a reviewer sees it.

    Args:
        reader: a published version of a store.
        fact: its IRI.
        back: the page to show after a review; empty for the one on which it alone is reviewed.
        typed: what stood in the form when it was sent.
        documents: that the page knows; it shows the sentences itself, and they are left out.

    Raises:
        UnknownFact: no document that is held says it.
    """
    said = _said_of(reader, fact)
    document, passages = document_of(fact), _passages(said, fact)
    known = quoted_documents(reader, [document]) if documents is None else documents
    form = Form(
        id=anchor_of(fact),
        fact=fact,
        back=back or review_page(fact),
        fields=tuple(correctable(said, fact)),
        typed=typed or _likely(passages),
        wrong=_NOTHING,
    )
    return Reviewable(
        words=_words(said, fact),
        page=page_of(fact) or "",
        review=review_page(fact),
        document=cited(document, known),
        contexts=in_context(reader, passages, known) if documents is None else (),
        past=past_of(reader, fact),
        form=form,
    )


def _said_of(reader: "Reader", fact: Iri) -> Said:
    """Return what the document of a fact says of it.

    Raises:
        UnknownFact: no document that is held says it.
    """
    said = stated_of(reader, fact) if is_iri(fact) else Said([])
    if not any(one in models() for one in said.types(fact)):
        raise UnknownFact(
            f"found no fact {fact[:200]!r} that was read from a document; the page of a document "
            "lists its facts"
        )
    return said


def refused(one: Reviewable, wrong: Mapping[str, str]) -> Reviewable:
    """Return a fact with what is wrong in its form."""
    return replace(one, form=replace(one.form, wrong=wrong))


def past_of(reader: "Reader", fact: Iri) -> tuple[Past, ...]:
    """Return the reviews of a fact and of its parts, the newest first."""
    return tuple(map(_past, listed_reviews(reader, fact=fact, every=True)))


def _past(one: ShownReview) -> Past:
    return Past(
        state=one.state,
        tone=_TONES.get(one.state, ""),
        verb=one.verb,
        by=one.by,
        at=one.at,
        reason=one.reason,
        why_outdated=one.why,
        corrected=tuple(
            Corrected(c.field, c.value, c.quote, passage_page(one.document, c.start, c.end))
            for c in one.corrections
        ),
    )


def _words(said: Said, fact: Iri) -> str:
    """Return what a fact is: its kind with its number or name."""
    (kind, *_) = (one for one in said.types(fact) if one in models())
    words = _HUMP.sub(" ", kind.removeprefix("Reported")).lower()
    named = (said.one(fact, names.term(one)) for one in _NAMED)
    return cut(f"{words} {next(filter(None, named), '')}".strip())


def _passages(said: Said, fact: Iri) -> list[Passage]:
    """Return the passages that a fact was read from, by their place."""
    found = [_passage(said, Iri(plain(one)), fact) for one in said.all(fact, _PASSAGE)]
    return sorted(found, key=lambda one: (one.start, one.end))


def _passage(said: Said, node: Iri, fact: Iri) -> Passage:
    start, end = (int(said.one(node, names.term(one))) for one in ("start", "end"))
    return Passage(document_of(fact), start, end, said.one(node, _EXACT))


def _likely(passages: list[Passage]) -> Mapping[str, str]:
    """Return what a correction most likely quotes: the sentence that was misread."""
    return dict(_place(passages[0])) if passages else _NOTHING


def _place(one: Passage) -> Iterator[tuple[str, str]]:
    yield "quote", one.exact
    yield "start", str(one.start)
    yield "end", str(one.end)
