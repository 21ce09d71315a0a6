"""Other trials that a registry page names: in its background references, and by their results."""

from collections.abc import Iterator

from trialgraph.extract.acronym import ACRONYM, is_name
from trialgraph.model import lazy
from trialgraph.model.document import Document
from trialgraph.model.reading import Citation
from trialgraph.model.text import Span, Stated
from trialgraph.model.trial import Trial
from trialgraph.terms.index import TermIndex

_NAME = rf"(?P<name>{ACRONYM}|[A-Z]{{4,}})"
_STUDY = r"(?:[Ss]tudy|[Tt]rial)"
_CITED = lazy.regex(rf"\b{_NAME} {_STUDY}\b")
_TOLD = lazy.regex(rf"\b(?:results?|findings|evidence|data) (?:of|from|in) the {_NAME} {_STUDY}\b")
_COOPERATIVE = lazy.regex(r"(?:OG|CG|SG|RG|BG|TG|CTC|ABP|ALGB)\Z")
"""How names of research groups end, which stand before ``Study Group`` too."""


def registry_mentions(
    document: Document, citations: tuple[Citation, ...], terms: TermIndex
) -> tuple[Trial, ...]:
    """Return each trial once that the page names beside its own.

    References of the registered trial's own reports name the trial itself: only
    background references count, and no name that an own report or the title has.
    """
    own = [document.words(each.span) for each in citations if each.type in {"derived", "result"}]
    own += [document.words(each.span) for each in document.sections if each.kind == "title"]
    found: dict[str, Trial] = {}
    for name, span in sorted(_named(document, citations), key=lambda each: each[1]):
        if is_name(name, terms) and not any(name in words for words in own):
            acronym = Stated(name, name, span)
            found.setdefault(name, Trial(role="mentions", acronym=acronym, span=span))
    return tuple(found.values())


def _named(document: Document, citations: tuple[Citation, ...]) -> Iterator[tuple[str, Span]]:
    background = [each.span for each in citations if each.type == "background"]
    told = [each.span for each in document.sections if each.kind == "record"]
    for pattern, places in ((_CITED, background), (_TOLD, told)):
        for place in places:
            for match in pattern.finditer(document.text, place.start, place.end):
                if not _COOPERATIVE.search(match["name"]):
                    yield match["name"], Span(*match.span("name"))
