"""Made-up JATS articles for the tests of their reader."""

from trialgraph.documents.reader import read_document
from trialgraph.model.document import Document
from trialgraph.model.record import Block, Leaf

LINKS = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML"'
TITLE = "<title-group><article-title>Tea in tired readers</article-title></title-group>"


def jats(
    *, meta: str = TITLE, journal: str = "", body: str = "", rest: str = "", kind: str = ""
) -> bytes:
    """Return the bytes of an article with some metadata, a body, and what follows it."""
    front = (
        f"<front><journal-meta>{journal}</journal-meta><article-meta>{meta}</article-meta></front>"
    )
    return (
        f'<article {LINKS} article-type="{kind or "research-article"}">{front}'
        f"<body>{body}</body>{rest}</article>"
    ).encode()


def article(
    *, meta: str = TITLE, journal: str = "", body: str = "", rest: str = "", kind: str = ""
) -> Document:
    """Return such an article as it is read."""
    return read_document(jats(meta=meta, journal=journal, body=body, rest=rest, kind=kind))


def fields(*meta: str, journal: str = "", rest: str = "", body: str = "") -> Block:
    """Return the fields of an article with some metadata."""
    found = article(meta="".join(meta), journal=journal, rest=rest, body=body).record
    assert found is not None
    assert found.form == "publication"
    return found.root


def shown(node: object) -> object:
    """Return a part of a record as plain values."""
    if isinstance(node, Leaf):
        return node.words
    if isinstance(node, Block):
        return {name: shown(inside) for name, inside in node.members.items()}
    return [shown(inside) for inside in node] if isinstance(node, tuple) else node


def prose(*paragraphs: str) -> str:
    """Return the text of a body of paragraphs, as it stands between title and record."""
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return between(article(meta="", body=f"<sec><title>Results</title>{body}</sec>"))


def between(document: Document) -> str:
    """Return the text under the heading "Results", without what follows."""
    text = document.text.partition("Results\n\n")[2]
    return text.partition("Publication record")[0].rstrip("\n")


def parts(document: Document) -> list[tuple[str, str]]:
    """Return kind and heading of the sections, those of the record left out."""
    return [(each.kind, each.heading) for each in document.sections if each.kind != "record"]
