"""Reviews: what people said of single facts, who, when and why."""

from collections.abc import Iterable
from datetime import datetime

from trialgraph import names
from trialgraph.catalogue.answer import AnswerRow, Passage
from trialgraph.catalogue.card import Column
from trialgraph.catalogue.schemes import LONGEST, LONGEST_IRI
from trialgraph.catalogue.spelt import near
from trialgraph.errors import BadParameter, DocumentNotStored, UnknownFact
from trialgraph.evidence.listed_reviews import STATES, ShownReview, listed_reviews
from trialgraph.evidence.reviewed import stated_of
from trialgraph.evidence.reviews import KINDS, named_fact
from trialgraph.names import Iri
from trialgraph.rdf.term import iri_text, is_iri
from trialgraph.server.api.contract import Asked, Found, Parameter, Resource, RowKind
from trialgraph.server.api.lists import in_pages
from trialgraph.server.api.meaning import Meaning
from trialgraph.server.bounded import BoundedReader
from trialgraph.terms.index import TermIndex

REVIEW = RowKind(
    "Review",
    (
        Column("decision", "text", "names it among decisions"),
        Column("iri", "iri", "names it in the graph"),
        Column("verb", "text", f"what the reviewer did: {', '.join(KINDS.values())}"),
        Column("state", "text", f"what it comes to today: {', '.join(STATES)}"),
        Column("why_outdated", "text", "why it is no longer applied, and what to do"),
        Column("fact", "iri", "what was reviewed: a fact of a document, or a part of one"),
        Column("owner", "iri", "the fact that it is a part of, or the fact itself"),
        Column("document", "id", "the document that says it"),
        Column("corrected", "texts", "of a correction, the fields that are corrected"),
        Column("values", "texts", "the right value of each of these fields"),
        Column("reason", "text", "why"),
        Column("by", "text", "who, as they gave it"),
        Column("at", "text", "when: UTC, ISO 8601"),
        Column("supersedes", "texts", "reviews of the same fact that counted before it"),
    ),
    means={
        key: Meaning(names.term(has))
        for key, has in (
            ("fact", "reviews"),
            ("document", "reviewedDocument"),
            ("reason", "decisionReason"),
            ("by", "decidedBy"),
            ("at", "decidedAt"),
        )
    },
)
"""The passages of a row are the words that its corrected values rest on, in their order."""

_FACT = "sha-061718f7111f1619/estimate/1025-1029"
_COMPARED = 2_000  # identifiers, to find the nearest
_IRI = {"type": "string", "minLength": 1, "maxLength": LONGEST_IRI}
_WORDS = {"type": "string", "minLength": 1, "maxLength": LONGEST}
_PARAMETERS = (
    Parameter("fact", "only of this fact, by its IRI or the end of it", _FACT, _IRI),
    Parameter("document", "only of facts of this document", "sha-061718f7111f1619", _WORDS),
    Parameter(
        "verb",
        "only those that do this; given more than once, any of them",
        "correct",
        {"type": "string", "enum": [*KINDS.values()]},
        is_repeatable=True,
    ),
    Parameter(
        "state",
        "only those that come to this today",
        "confirmed",
        {"type": "string", "enum": [*STATES]},
    ),
    Parameter("by", "only of this reviewer, as they gave their name", "A. Reviewer", _WORDS),
    Parameter(
        "since",
        "only those made on this day or later",
        "2026-01-31",
        {"type": "string", "format": "date"},
    ),
    Parameter(
        "all",
        "true: those that were undone or superseded, too",
        "true",
        {"type": "string", "enum": ["true", "false"]},
    ),
)


def _list(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
    del terms
    fact, since = _fact(asked, reader), _day(asked.one("since"))
    verbs, by = set(_of(asked, "verb", KINDS.values())), asked.one("by")
    every = "true" in _of(asked, "all", ("true", "false"))
    page = asked.page(reader)
    found = listed_reviews(
        reader,
        document=_document(asked, reader),
        fact=fact,
        state=asked.one("state"),
        every=every,
    )
    wanted = (
        one
        for one in found
        if (not verbs or one.verb in verbs) and by in {"", one.by} and since <= one.at
    )
    return in_pages([_row(one) for one in wanted], page, reader.version)


def _fact(asked: Asked, reader: BoundedReader) -> str:
    """Return the fact that is asked for; empty where none is.

    Raises:
        UnknownFact: no document that is held says it, and nobody reviewed it.
    """
    if not (words := asked.one("fact")):
        return ""
    fact = named_fact(words)
    if not is_iri(fact) or not (
        stated_of(reader, fact).statements or _any_of(reader, "reviews", fact)
    ):
        raise UnknownFact(
            f"found no fact {words[:LONGEST]!r}, wanted one that was read from a document, such as "
            f"{_FACT}; /api/v1/documents/DOCUMENT/facts lists those of a document"
        )
    return fact


def _any_of(reader: BoundedReader, has: str, what: Iri) -> bool:
    """Tell whether somebody reviewed a fact, or a document, that is perhaps no longer held."""
    query = f"SELECT ?it {{ ?it <{names.term(has)}> {iri_text(what)} }} LIMIT 1"
    return bool(reader.select(query))


def _document(asked: Asked, reader: BoundedReader) -> str:
    """Return the identifier of the document that is asked for; empty where none is.

    Raises:
        DocumentNotStored: it never came in.
    """
    given = asked.one("document").removeprefix(names.document(""))
    is_known = not given or reader.entry(given) is not None
    if not is_known and not _any_of(reader, "reviewedDocument", names.document(given)):
        known = [one.identifier for one in reader.entries_after("", _COMPARED)]
        raise DocumentNotStored(
            f"found {given!r}, wanted the identifier of a document that came in; "
            f"{near(given, known)}; /api/v1/documents?q=... finds it by any number or title"
        )
    return given


def _of(asked: Asked, name: str, choices: Iterable[str]) -> tuple[str, ...]:
    """Return the words given for a parameter that takes no others.

    Raises:
        BadParameter: it does not take them.
    """
    known, given = tuple(choices), asked.given.get(name, ())
    for one in given:
        if one not in known:
            raise BadParameter(f"found {name}={one[:40]!r}, wanted one of {', '.join(known)}")
    return given


def _day(words: str) -> str:
    """Return a day as it was given; empty where none is.

    Raises:
        BadParameter: there is no such day.
    """
    if not words:
        return ""
    try:
        return datetime.strptime(words, "%Y-%m-%d").date().isoformat()  # noqa: DTZ007 - of a day
    except ValueError as error:
        raise BadParameter(
            f"found since={words[:40]!r}, wanted a day such as 2026-01-31"
        ) from error


def _row(one: ShownReview) -> AnswerRow:
    return AnswerRow(
        {
            "decision": one.decision,
            "iri": names.decision(one.decision),
            "verb": one.verb,
            "state": one.state,
            "why_outdated": one.why or None,
            "fact": one.fact,
            "owner": one.owner,
            "document": one.document,
            "corrected": [each.field for each in one.corrections],
            "values": [each.value for each in one.corrections],
            "reason": one.reason,
            "by": one.by,
            "at": one.at,
            "supersedes": list(one.supersedes),
        },
        tuple(Passage(one.document, each.start, each.end, each.quote) for each in one.corrections),
    )


RESOURCES = (
    Resource(
        "/reviews",
        "listReviews",
        "What people said of single facts: the reviews that count, the newest first.",
        REVIEW,
        _list,
        _PARAMETERS,
    ),
)
