"""Errors of requests to the service, before any query or change is looked at."""

from trialgraph.errors.base import EvidenceError


class BadRequest(EvidenceError):
    """A request is not one that the service's protocol knows."""

    code = "bad-request"


class RequestTooLarge(BadRequest):
    """A request has more bytes than are read."""

    code = "request-too-large"


class RequestTooSlow(BadRequest):
    """A request did not come to its end in time."""

    code = "request-too-slow"


class PreconditionFailed(BadRequest):
    """A graph is not as the request says that it has to be."""

    code = "precondition-failed"


class UnsupportedMedia(BadRequest):
    """A body is of a type that the service does not take."""

    code = "unsupported-media-type"


class NotAcceptable(BadRequest):
    """None of the accepted types can be made."""

    code = "not-acceptable"


class BadGraph(BadRequest):
    """A posted graph does not parse, or is not one graph."""

    code = "bad-graph"


class TokenWanted(BadRequest):
    """A change was asked for without the token that allows it, or with another."""

    code = "token-wanted"


class TooManyGuesses(BadRequest):
    """Wrong tokens came one after the other; none is looked at for a while."""

    code = "too-many-guesses"


class WritesOff(BadRequest):
    """The service was started without a token, so it takes no change from anyone."""

    code = "writes-off"


class BackupsOff(BadRequest):
    """The service was started without a place for backups, so it makes none."""

    code = "backups-off"
