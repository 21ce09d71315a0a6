"""A passage with the characters that stand around it, as anyone may see them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trialgraph.catalogue.licences import around, stands
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
        is_replaced: whether the document is being replaced, and its text is another by now.
    """

    quoted: Quoted
    before: str
    exact: str
    after: str
    is_replaced: bool = False


def in_context(
    reader: "Reader", passages: "Iterable[Passage]", documents: "Documents"
) -> tuple[InContext, ...]:
    """Return passages where they stand; alone where the text is kept elsewhere, or replaced."""
    texts: dict[str, str | None] = {}
    found = []
    for one in passages:
        if one.document not in texts:
            texts[one.document] = text_of(reader, one.document)
        text = texts[one.document]
        is_replaced = text is not None and not stands(text, one)
        is_alone = text is None or is_replaced
        before, after = ("", "") if is_alone else around(text or "", one.start, one.end)
        found.append(InContext(quoted(one, documents), before, one.exact, after, is_replaced))
    return tuple(found)


def text_of(reader: "Reader", document: str) -> str | None:
    """Return the text of a document; ``None`` where it is kept on another machine."""
    try:
        return reader.kept_text(document)
    except DocumentNotStored:
        return None
