"""Errors of questions and queries, and of the names in them."""

from trialgraph.errors.base import EvidenceError


class QueryError(EvidenceError):
    """A question cannot be asked, or its answer cannot be given."""

    code = "query-error"


class UnknownQuestion(QueryError):
    """No question of that name in the catalogue."""

    code = "unknown-question"


class BadParameter(QueryError):
    """A value does not fit the parameter it was given for."""

    code = "bad-parameter"


class CursorExpired(BadParameter):
    """A cursor leads on in data that have changed since it was given."""

    code = "cursor-expired"


class TooManyRows(BadParameter):
    """A table that would be a part only, where a whole one is wanted."""

    code = "too-many-rows"


class UnknownOverride(BadParameter):
    """A refusal to pool that there is not, or that is never passed over."""

    code = "unknown-override"


class NothingToPool(QueryError):
    """No estimate of that drug and end point is held, or none that can be drawn."""

    code = "nothing-to-pool"


class BadQuery(QueryError):
    """The SPARQL text does not parse."""

    code = "bad-query"


class QueryRefused(QueryError):
    """The query asks for something that is never allowed."""

    code = "query-refused"


class QueryStopped(QueryError):
    """A limit on time, rows or size was reached; no part of an answer is given as the whole.

    Attributes:
        limit: time, rows, octets, memory, queue or worker (a process did not start, or ended
            for reasons that are not known); empty when not told.
    """

    code = "query-stopped"

    def __init__(self, message: str = "", limit: str = "") -> None:
        super().__init__(message)
        self.limit = limit


class TooBusy(QueryError):
    """One client waits with as many queries as it may, or too many clients wait."""

    code = "too-busy"


class UnknownName(EvidenceError):
    """A name that the term tables do not hold."""

    code = "unknown-name"


class UnknownThing(EvidenceError):
    """An IRI of a thing, or of a version, of which nothing is held."""

    code = "unknown-thing"
