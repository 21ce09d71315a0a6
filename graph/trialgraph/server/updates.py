"""SPARQL 1.1 Update over HTTP (SPARQL 1.1 Protocol, section 2.2), for who has the token."""

from hashlib import sha256
from http import HTTPStatus

from starlette.types import Receive, Scope, Send

from trialgraph.errors import TokenWanted, TooManyGuesses, WritesOff
from trialgraph.server.protocol import Asked, graphs_in
from trialgraph.server.requests import client_of, header, told_of
from trialgraph.server.tokens import Gate
from trialgraph.server.writes import Writes, Written
from trialgraph.store.updates import Using

_OCTETS_A_CHARACTER = 12  # the request of a text is let in by its characters, see protocol


class UpdateService:
    """Answers requests for updates.

    Attributes:
        is_open: whether there is a token that lets anyone in.
    """

    def __init__(self, writes: Writes, gate: Gate) -> None:
        self.is_open = gate.wanted is not None
        self._length = writes.limits.octets // _OCTETS_A_CHARACTER
        self._writes = writes
        self._gate = gate

    def length_for(self, scope: Scope) -> int:
        """Return the characters that an update of this client may have, 0 for a stranger.

        The body comes before anyone knows whether it holds a query or an update: of a
        stranger's no more is read than a query may have.
        """
        authorization = header(scope, b"authorization")
        if not authorization:
            return 0
        try:
            self._gate.pass_through(authorization, client_of(scope))
        except (TokenWanted, TooManyGuesses, WritesOff):
            return 0
        return self._length

    def let_in(self, scope: Scope) -> None:
        """Let who has the token pass.

        Raises:
            WritesOff: nobody has one.
            TokenWanted: this client has not.
            TooManyGuesses: it tried others.
        """
        told_of(scope)["kind"] = "UPDATE"
        self._gate.pass_through(header(scope, b"authorization"), client_of(scope))

    async def __call__(self, scope: Scope, _: Receive, send: Send, asked: Asked) -> None:
        """Run an update and answer once it can be read."""
        text = asked.update or ""
        told = told_of(scope)
        told["query_hash"] = sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
        self.let_in(scope)
        using = Using(
            graphs_in(asked.fields, "using-graph-uri"),
            graphs_in(asked.fields, "using-named-graph-uri"),
        )
        written = await self._writes.update(text, using)
        told |= {"version": written.version, "outcome": "ok"}
        await send_done(send, HTTPStatus.NO_CONTENT, written)


async def send_done(send: Send, status: HTTPStatus, written: Written, location: str = "") -> None:
    """Tell that a change was made, and in which version of the data it is seen."""
    headers = [(b"data-version", str(written.version).encode())]
    if location:
        headers.append((b"location", location.encode()))
    if status != HTTPStatus.NO_CONTENT:  # RFC 9110, section 8.6: with 204 there is no length
        headers.append((b"content-length", b"0"))
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
