"""How a text is laid out: a page, a paper or an abstract, and where its sections begin."""

from trialgraph.documents import abstract, flattened, paper, pubmed, registry
from trialgraph.documents.lines import Line, Mark
from trialgraph.model import lazy
from trialgraph.model.document import DocumentKind
from trialgraph.model.text import Problem, Span

MAX_CHARACTERS = 5_000_000
"""Of text: a paper has 100,000; reading takes some ten seconds a million."""

NCT_LINE = lazy.regex(r"NCT ID: ?(NCT\d{8})")

_TOP_LINES = 8
_REGISTRY_END = {"Eligibility Criteria", "Sponsors"}
_MOST_LINES = 200_000  # no paper is so long; its parts are not looked for
_PAPER_LENGTH = 8_000
_PAPER_HEADING = lazy.regex(r"(?:#{1,3} +|\d+(?:\.\d+)* +\| +)[A-Z]|\*\*[A-Z][^*]{2,60}\*\*:?$")
_FEWEST_PAPER_HEADINGS = 3
_PROSE = frozenset(("abstract", "introduction", "methods", "results", "discussion", "conclusion"))
_SENTENCE_END = lazy.regex(r"(?:[.!?…。*]|\d{6})[)\]”’\"*]*\Z")  # or a registration number
_BELOW_ABSTRACT = frozenset(("back", "caption", "references"))
_OPEN_END = lazy.regex(r"[^\W\d_]\Z|[,;:(–-]\Z")
_LINK_END = lazy.regex(r"(?:PubMed|PMC|DOI|Clinical|available)\Z")


def laid_out(text: str, lines: tuple[Line, ...]) -> tuple[DocumentKind, list[Mark]]:
    """Return the kind of document and where its sections begin, told by content alone."""
    if _is_registry_page(lines):
        return "ctgov-page", registry.marks(lines)
    if pubmed.is_web_page(lines):
        return "pubmed-page", pubmed.web_marks(text, lines)
    if pubmed.TEXT_CITATION.match(lines[0].words):
        return "pubmed-page", pubmed.text_marks(text, lines)
    return "text", text_marks(text, lines)


def text_marks(text: str, lines: tuple[Line, ...]) -> list[Mark]:
    """Return where the sections of a paper or an abstract begin."""
    if len(lines) > _MOST_LINES:
        return abstract.marks(text, lines)
    if flattened.is_flattened(text, lines):
        return flattened.marks(lines)
    headings = sum(bool(_PAPER_HEADING.match(line.words)) for line in lines)
    if len(text) >= _PAPER_LENGTH or headings >= _FEWEST_PAPER_HEADINGS or paper.has_table(lines):
        return paper.marks(text, lines)
    return abstract.marks(text, lines)


def _is_registry_page(lines: tuple[Line, ...]) -> bool:
    """Tell a registry page: its own number near the top, and headings of the registry."""
    headings = {line.words for line in lines} & set(registry.HEADINGS)
    numbered = any(NCT_LINE.match(line.words) for line in lines[:_TOP_LINES])
    return numbered and bool(headings)


def missing_end(text: str, kind: DocumentKind, marks: list[Mark]) -> tuple[Problem, ...]:
    """Return the problem of a page that stops before what its layout always shows."""
    if kind == "pubmed-page" and not pubmed.has_abstract(marks):
        wanted = "an abstract"
    elif kind == "ctgov-page" and _REGISTRY_END - {mark.heading for mark in marks}:
        wanted = "its eligibility criteria and sponsors"
    else:
        return _cut_sentence(text, kind, marks)
    return (Problem("truncated-page", f"the page ends before {wanted}; copy the whole page"),)


def _cut_sentence(text: str, kind: DocumentKind, marks: list[Mark]) -> tuple[Problem, ...]:
    """Return the problem of a text whose last words are a sentence without an end."""
    last = max(marks, key=lambda mark: mark.start)
    words = text.rstrip()
    is_open = (last.kind in _PROSE and not _SENTENCE_END.search(words)) or (
        kind == "pubmed-page" and last.kind in _BELOW_ABSTRACT and _is_open(words, last)
    )
    if not is_open:
        return ()
    message = "the text ends inside a sentence, as if cut off; copy the whole of it"
    return (Problem("truncated-page", message, Span(last.start, len(words))),)


def _is_open(words: str, last: Mark) -> bool:
    """Tell whether the part below an abstract breaks off; a list of links or a number is whole."""
    said = words[last.start :].removeprefix(last.heading).strip()
    return bool(_OPEN_END.search(said)) and not _LINK_END.search(said)
