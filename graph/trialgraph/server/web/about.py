"""The page about the service: its data, its versions, its rules, and what it does not promise."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import Response

from trialgraph.rdf.vocabulary import ontology_turtle
from trialgraph.server.addresses import API
from trialgraph.server.web.frame import Same, frame_of
from trialgraph.server.web.render import render
from trialgraph.server.web.verdict_rules import PATH, VerdictRule, rules

if TYPE_CHECKING:
    from trialgraph.server.bounded import Readings
    from trialgraph.store import Reader

_VERSION = re.compile(r'owl:versionInfo "([^"]+)"')
_TABLES = (
    ("superiority", "Superiority"),
    ("noninferiority", "Non-inferiority"),
    ("equivalence", "Equivalence"),
)


@dataclass(frozen=True, slots=True)
class AboutPage:
    """What the page shows besides what every page does.

    Attributes:
        software: version of the program.
        ontology: version of the terms in the graph; empty where it has none.
        tables: heading and rules of each decision table.
    """

    software: str
    ontology: str
    tables: tuple[tuple[str, tuple[VerdictRule, ...]], ...]


@cache
def about() -> AboutPage:
    """Return what the page shows."""
    found = _VERSION.search(ontology_turtle())
    return AboutPage(
        software=version("trialgraph"),
        ontology=found[1] if found else "",
        tables=tuple((heading, rules(hypothesis)) for hypothesis, heading in _TABLES),
    )


def add(routes: APIRouter, pages: "Readings") -> None:
    """Add the page."""

    @routes.get(PATH)
    async def page_about(request: Request) -> Response:
        same = Same(json=f"{API}/version")

        def answer(reader: "Reader") -> Response:
            return render("about.html", frame_of(reader), same=same, page=about(), section=PATH)

        return await pages.within_limits(request, answer)
