"""HTML that is escaped unless it was made here."""

from html import escape

VOID = {"input", "link", "meta"}


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: str) -> Markup:
    """Return an element; children that are not ``Markup`` are escaped, as attributes are.

    Args:
        name: of the element.
        children: in order.
        attributes: underscores stand for hyphens, and one at the end is dropped
            (``class_``); an empty value is written as such.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    inner = "".join(child if isinstance(child, Markup) else escape(child) for child in children)
    return Markup(f"<{name}{written}>" if name in VOID else f"<{name}{written}>{inner}</{name}>")
