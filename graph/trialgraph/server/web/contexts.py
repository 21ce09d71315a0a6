"""A passage with the characters that stand around it, as anyone may see them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trialgraph.catalogue.licences import around
from trialgraph.errors import DocumentNotStored
from trialgraph.server.web.estimates import Quoted, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trialgraph.catalogue.answer import Passage
    from trialgraph.catalogue.sentences import Documents
    from trialgraph.store import Reader


@dataclass(frozen=True, slots=True)
class InContext:
    """A passage where it stands.

    Attributes:
        quoted: the passage, its place and its links.
        before: so much as anyone may see; empty at the start of the document.
        exact: the passage as it stands in the document.
        after: so much as anyone may see.
    """

    quoted: Quoted
    before: str
    exact: str
    after: str


def in_context(
    reader: "Reader", passages: "Iterable[Passage]", documents: "Documents"
) -> tuple[InContext, ...]:
    """Return passages where they stand; alone where the text is kept on another machine."""
    texts: dict[str, str | None] = {}
    found = []
    for one in passages:
        if one.document not in texts:
            texts[one.document] = text_of(reader, one.document)
        text = texts[one.document]
        before, after = ("", "") if text is None else around(text, one.start, one.end)
        found.append(InContext(quoted(one, documents), before, one.exact, after))
    return tuple(found)


def text_of(reader: "Reader", document: str) -> str | None:
    """Return the text of a document; ``None`` where it is kept on another machine."""
    try:
        return reader.kept_text(document)
    except DocumentNotStored:
        return None
