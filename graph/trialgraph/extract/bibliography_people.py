"""Authors with their ORCIDs, as a publication prints them."""

from collections.abc import Iterator
from itertools import pairwise

from trialgraph.model import lazy
from trialgraph.model.document import Document, Section
from trialgraph.model.reading import Author
from trialgraph.model.text import Span

_MARKS = lazy.regex(
    r"\^\{[^}]*\}|[¹²³⁰-₉*†‡§¶#]+|\((?:\d+|[a-z])\)|(?<=[^\W\d_])\d+(?:,\d+)*|\s\d+\b"
)
_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_NAME = lazy.regex(
    rf"(?:(?:{_UPPER}\.|[^\W\d_][\w’'.-]*|3rd|2nd|4th)\s+){{1,5}}"
    rf"(?:{_UPPER}{{1,4}}|{_UPPER}[\w’'.-]+)(?:\s(?:Jr|Sr|II|III|IV|2nd|3rd|4th)\.?)?"
)
_NO_NAME = lazy.regex(
    r"\b(?:Affiliations?|Authors?|Clinical|Trial|Study|Group|Abstract|Review|University|Article|"
    r"Investigators|Committee|Department)\b"
)
_DEGREES = lazy.regex(
    r"(?:M\.?D|Ph\.?D|M\.?Sc|B\.?Sc|M\.?P\.?H|F\.?R\.?C\.?P|D\.?O|Dr|MBBS|MBChB|DSc|MS)\.?(?:\W.*)?"
)
_SEPARATOR = lazy.regex(r"\s*(?:\||[,;])\s*(?:and\s+)?|\s+and\s+")
_ET_AL = lazy.regex(r"(?P<name>[^\W\d_][^\n,;]{2,60}?)\s+et al\.")
_ORCID = lazy.regex(r"https?://orcid\.org/(?P<orcid>\d{4}-\d{4}-\d{4}-\d{3}[\dX])")
_PARAGRAPH = lazy.regex(r"\S(?:[^\r\n]|\r?\n(?![ \t]*\r?\n))*")
_SHARE_OF_NAMES = 0.8
_MOST_WORDS = 4
_AUTHORS = lazy.regex(r"Authors\r?\n")
_LONGEST_NAME = 120
_GROUP = lazy.regex(r";\s*(?:\(\d+\)\s*)?(?P<name>[^\W_](?:[^;(]|\((?!\d+\)))*)")


def read_authors(document: Document) -> tuple[Author, ...]:
    """Return the authors in printed order; of "X et al." the one who is named."""
    for start, end in _author_paragraphs(document):
        names = _names(document.text, start, end)
        if names:
            groups = _groups(document.text, start, end) if document.kind == "pubmed-page" else []
            return _with_orcids(document, [*names, *groups])
    for section in _fronts(document):
        if match := _ET_AL.search(document.text, section.span.start, section.span.end):
            name = " ".join(match["name"].split())
            return (Author(name=name, span=Span(match.start("name"), match.end("name"))),)
    return ()


def _fronts(document: Document) -> list[Section]:
    """Return the front sections below the title."""
    kinds = [section.kind for section in document.sections]
    after = kinds.index("title") if "title" in kinds else len(kinds)
    return [section for section in document.sections[after:] if section.kind == "front"]


def _author_paragraphs(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs that may list the authors: under "Authors", else the first ones."""
    for section in _fronts(document)[:1]:
        found = list(_PARAGRAPH.finditer(document.text, section.span.start, section.span.end))
        for match, following in pairwise(found):
            if match[0].strip() == "Authors":
                yield following.span()
            elif headed := _AUTHORS.match(match[0]):
                yield match.start() + headed.end(), match.end()
        # "[Article in French]" stands before the authors.
        yield from (match.span() for match in found[:2] if not match[0].startswith("["))


def _names(text: str, start: int, end: int) -> list[Author]:
    """Return the names of a list; none when much of it is no name."""
    listed = text[start:end]
    group = listed.find(";")
    stop = end if group < 0 or "|" in listed else start + group
    parts = [part for part in _parts(text, start, stop) if not _DEGREES.fullmatch(part[0])]
    named = [part for part in parts if _is_name(part[0])]
    if len(named) < max(1, len(parts) * _SHARE_OF_NAMES):
        return []
    if len(named) == 1 and len(named[0][0].split()) > _MOST_WORDS:
        return []
    return [Author(name=words, span=span) for words, span in named]


def _groups(text: str, start: int, end: int) -> list[Author]:
    """Return the groups that PubMed lists after the people, each after a semicolon."""
    found: list[Author] = []
    for match in _GROUP.finditer(text, start, end):
        printed = match["name"].rstrip(" .\r\n\u00a0")
        at = match.start("name")
        found.append(Author(name=" ".join(printed.split()), span=Span(at, at + len(printed))))
    return found


def _is_name(words: str) -> bool:
    return bool(_NAME.fullmatch(words)) and not _NO_NAME.search(words)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """Yield the parts of a list between separators, without marks of affiliation."""
    masked = _MARKS.sub(lambda match: " " * len(match[0]), text[start:end])
    at = 0
    for gap in [*_SEPARATOR.finditer(masked), None]:
        words = masked[at : gap.start() if gap else len(masked)]
        clean = words.strip(" .\u00a0\r\n\t")
        if clean:
            first = start + at + words.index(clean)
            yield " ".join(clean.split()), Span(first, first + len(clean))
        at = gap.end() if gap else at


def _with_orcids(document: Document, authors: list[Author]) -> tuple[Author, ...]:
    text = document.text
    orcids = {_name_before(text, match.start()): match["orcid"] for match in _ORCID.finditer(text)}
    return tuple(
        Author(name=author.name, orcid=orcids.get(author.name, ""), span=author.span)
        for author in authors
    )


def _name_before(text: str, offset: int) -> str:
    """Return the words of the line before an offset, where the name of an ORCID stands."""
    line = text[max(0, offset - _LONGEST_NAME) : offset].rsplit("\n", 1)[-1]
    return " ".join(line.strip(" <(:\t\u00a0").split())
