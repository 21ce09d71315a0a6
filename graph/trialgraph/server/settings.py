"""What ``trialgraph serve`` was told."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from trialgraph.errors import BadParameter
from trialgraph.server.tokens import TokenHash
from trialgraph.store.address import Address, Place
from trialgraph.store.limits import Limits
from trialgraph.store.write_limits import WriteLimits

DefaultGraph = Literal["union", "plain"]
Shown = Literal["off", "loopback", "all"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a service runs.

    Attributes:
        store: what it answers from.
        host: address to listen on.
        port: to listen on; 0 takes any that is free.
        workers: processes that answer queries.
        limits: what one query may take.
        write_limits: what one change may take.
        token: allows changes; without one there are none.
        default_graph: what a query without FROM asks: the union of all graphs, or the
            one graph that has no name.
        access_log: the file for a line a request, ``-`` for standard error; empty for none.
        metrics: to whom ``/metrics`` is shown; off unless somebody decides otherwise, as
            a proxy makes every request look like one of this machine.
        backups: the directory below which backups are made that are asked for over HTTP;
            without one there are none.
    """

    store: Place
    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = 2
    limits: Limits = field(default_factory=Limits)
    write_limits: WriteLimits = field(default_factory=WriteLimits)
    token: TokenHash | None = None
    default_graph: DefaultGraph = "union"
    access_log: str = ""
    metrics: Shown = "off"
    backups: Path | None = None

    @property
    def is_union(self) -> bool:
        """Tell whether a query without FROM asks the union of all graphs."""
        return self.default_graph == "union"

    def __post_init__(self) -> None:
        """Refuse what a store on another server cannot have.

        Raises:
            BadParameter: there is a token, or a place for backups.
        """
        if not isinstance(self.store, Address):
            return
        wanted = {"write token": self.token, "place for backups": self.backups}
        for what, given in wanted.items():
            if given is not None:
                raise BadParameter(
                    f"found a {what} with a store on another server ({self.store}), wanted none: "
                    "this service only reads it; change it and back it up there, or with "
                    "'trialgraph ingest'"
                )
