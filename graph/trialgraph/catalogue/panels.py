"""What pages and the JSON API show of one thing: each panel is a query of its own.

A panel is written as a question is (see ``queries/README.md``), stands in
``queries/pages`` and is asked with IRIs instead of words.
"""

from functools import cache
from typing import TYPE_CHECKING

from trialgraph.assets import room
from trialgraph.catalogue.answer import AnswerRow, rows
from trialgraph.catalogue.bind import bind
from trialgraph.catalogue.card import Card, read_card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trialgraph.rdf.term import Term
    from trialgraph.store import Reader


@cache
def panel_card(name: str) -> Card:
    """Return the card of a panel."""
    file = room("queries") / "pages" / f"{name}.rq"
    return read_card(name, file.read_text(encoding="utf-8"))


@cache
def panel_names() -> tuple[str, ...]:
    """Return the names of all panels, sorted."""
    files = (room("queries") / "pages").iterdir()
    return tuple(sorted(file.name.removesuffix(".rq") for file in files))


def panel(reader: "Reader", name: str, **given: "Sequence[Term]") -> tuple[AnswerRow, ...]:
    """Return the rows of a panel, with their passages.

    Args:
        reader: a published version of a store.
        name: of the panel.
        given: parameter to the terms that are asked about; several are alternatives.
    """
    card = panel_card(name)
    return rows(card, reader.select(bind(card, given)))
