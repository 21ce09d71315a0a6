"""A copied PubMed page: the web page with its chrome, or PubMed's own text format."""

import re

from trialgraph.documents.headings import labelled
from trialgraph.documents.lines import Line, Mark
from trialgraph.model import lazy
from trialgraph.model.document import SectionKind

_CITATION = lazy.regex(
    r"(?:[A-Z][^.;:]*)?\. ?(?:19|20)\d\d(?: [A-Z][a-z]+(?:-[A-Z][a-z]+)?(?: \d+(?:-\d+)?)?)? ?"
    r"(?:;.*:.*|:\S+)"
)
TEXT_CITATION = lazy.regex(r"\d+\. [A-Z][^;]*?\. (?:19|20)\d\d\b")

_BLOCKS: dict[str, SectionKind] = {
    "pubmed disclaimer": "furniture",
    "conflict of interest statement": "back",
    "figures": "caption",
    "references": "references",
    "publication types": "furniture",
    "mesh terms": "furniture",
    "substances": "furniture",
    "associated data": "furniture",
    "related information": "furniture",
    "grants and funding": "funding",
    "grant support": "funding",
    "linkout - more resources": "furniture",
    "similar articles": "furniture",
    "cited by": "furniture",
    "comment in": "back",
    "supplementary info": "furniture",
}
_TRAILER = lazy.regex(
    r"DOI: |PMID: |PMCID: |Copyright|©|Conflict of interest statement|\[Indexed for"
    r"|Comment in|Erratum|Trial registration"
)
_CHROME = frozenset(
    (
        "Skip to main page content",
        "PubMed Disclaimer",
        "Access keys NCBI Homepage MyNCBI Homepage Main Content Main Navigation",
    )
)
_IDENTIFIERS = lazy.regex(r"(?:doi|pmid|pmcid|epub|online ahead of print)\b", re.IGNORECASE)
_HEAD_LINES = 60
_NOTE = lazy.regex(
    r"Author information|Collaborators|Comment |Erratum |Republished |Summary for |Update |"
    r"Retract|Original report|Corrected |\(\d+\)|Expression of|\[Article in"
)


def web_marks(text: str, lines: tuple[Line, ...]) -> list[Mark]:
    """Return where the parts of a copied PubMed web page begin."""
    found, body = _head(lines)
    abstract: int | None = None
    for line, following in zip(body, (*body[1:], None), strict=False):
        words = line.words.lower()
        if words == "abstract" and abstract is None and not _is_block(following):
            abstract = line.start
            found.append(Mark(line.start, "abstract", line.words))
        elif words in _BLOCKS:
            found.append(Mark(line.start, _BLOCKS[words], line.words))
    if abstract is not None:
        found += _labels(text, abstract, found)
    return found


def _head(lines: tuple[Line, ...]) -> tuple[list[Mark], tuple[Line, ...]]:
    """Return the marks down to the line below the title, and the lines from there on."""
    top = next((n for n, line in enumerate(lines) if _is_citation(line)), None)
    if top is None:
        return [Mark(0, "furniture")], lines
    found = [Mark(0, "furniture"), Mark(lines[top].start, "front")]
    title = _title_line(lines, top)
    if title is None:
        return found, ()
    found.append(Mark(lines[title].start, "title"))
    found += [Mark(line.start, "front") for line in lines[title + 1 : title + 2]]
    return found, lines[title + 1 :]


def _is_block(line: Line | None) -> bool:
    """Tell a list of the page's parts, as its navigation shows, from the parts themselves."""
    return line is not None and line.words.lower() in _BLOCKS


def has_abstract(marks: list[Mark]) -> bool:
    """Tell whether a page shows an abstract."""
    return any(mark.kind == "abstract" for mark in marks)


def _is_citation(line: Line) -> bool:
    return bool(_CITATION.fullmatch(line.words))


def is_web_page(lines: tuple[Line, ...]) -> bool:
    """Tell whether lines are a copied web page: its chrome, or a citation over an abstract."""
    words = {line.words for line in lines}
    if words & _CHROME:
        return True
    return bool(words & {"Abstract", "Affiliations"}) and any(
        line.words.startswith(".") and _is_citation(line) for line in lines[:_HEAD_LINES]
    )


def _title_line(lines: tuple[Line, ...], top: int) -> int | None:
    """Return the number of the title: the first paragraph after the citation and its DOI."""
    for number in range(top + 1, len(lines)):
        words = lines[number].words
        if not _IDENTIFIERS.match(words):
            return number
    return None


def _labels(text: str, abstract: int, marks: list[Mark]) -> list[Mark]:
    end = min((mark.start for mark in marks if mark.start > abstract), default=len(text))
    return labelled(text, abstract + len("abstract"), end)


def text_marks(text: str, lines: tuple[Line, ...]) -> list[Mark]:
    """Return where the parts of PubMed's text format begin.

    Paragraphs: citation, title, authors, notes, abstract, identifiers. A title
    of the original language stands in the first paragraphs too.
    """
    paragraphs = [line for line in lines if line.after_blank]
    found = [Mark(0, "front")]
    if len(paragraphs) > 1:
        found.append(Mark(paragraphs[1].start, "title"))
    found += [Mark(line.start, "front") for line in paragraphs[2:3]]
    rest = paragraphs[4:] if _is_note(paragraphs[min(2, len(paragraphs) - 1)]) else paragraphs[3:]
    abstract = next((line for line in rest if not _is_note(line)), None)
    if abstract is None or _TRAILER.match(abstract.words):
        return found + _trailer(rest)
    later = [line for line in rest if line.start > abstract.start]
    tail = _trailer(later)
    end = tail[0].start if tail else len(text)
    found.append(Mark(abstract.start, "abstract"))
    return found + labelled(text, abstract.start, end) + tail


def _is_note(line: Line) -> bool:
    return bool(_NOTE.match(line.words))


def _trailer(paragraphs: list[Line]) -> list[Mark]:
    return [Mark(line.start, "back") for line in paragraphs if _TRAILER.match(line.words)][:1]
