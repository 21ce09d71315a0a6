"""A testing order that is printed as a list of end points in any words."""

from collections.abc import Sequence

from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.model.trial import EndPoint, TestStep

_LIST = lazy.regex(
    r"(?i)\b(?:order|sequence|hierarchy|following|hierarchically|sequentially)"
    r"(?: of (?:testing|tests))?(?: (?:was|were|is))?(?: as follows)?\s?(?::|, (?=first\b))\s"
    r"(?P<items>[^.]{10,400})"
)
_CUT = lazy.regex(
    r"(?i)(?:\s?[,;]\s(?:and\s)?(?:then|next|finally|followed by|second|third|last(?:ly)?)\s"
    r"|\s(?:and )?(?:then|followed by)\s|\s?[,;]\s(?:and\s)?|\s?\((?:\d|[ivx]{1,3}|[a-f])\)\s)"
)
_LEAD = lazy.regex(
    r"(?i)^(?:(?:first|second|third|then|next|finally|last(?:ly)?),?(?: |$)"
    r"|\((?:\d|[ivx]{1,3}|[a-f])\) |the )+"
)
_NO_NAME = lazy.regex(
    r"(?i)\b(?:was|were|is|are|tested|if|when|only|until|each|significan\w+|alpha|level|using)\b"
)
_MOST_WORDS = 9


def steps_listed(
    view: ReadingView, sentence: Sentence, end_points: Sequence[EndPoint]
) -> tuple[TestStep, ...]:
    """Return the steps of a printed list; the primary end point opens one of secondary ones."""
    match = _LIST.search(view.text, sentence.start, sentence.end)
    if match is None:
        return ()
    places = _items(view, *match.span("items"))
    names = [view.text[start:end] for start, end in places]
    if len(names) < len(("one", "other")) or any(_is_no_name(name) for name in names):
        return ()
    primary = [one for one in end_points if one.role == "primary"]
    held = " ".join(names).casefold()
    is_opened = len(primary) == 1 and not any(
        words.casefold() in held for one in primary for words in (one.name, one.name_printed)
    )
    steps = [(primary[0].name, primary[0].span)] if is_opened else []
    steps += [(view.text[start:end], view.span(start, end)) for start, end in places]
    return tuple(
        TestStep(order=order, end_point=name, span=span)
        for order, (name, span) in enumerate(steps, 1)
    )


def _items(view: ReadingView, start: int, end: int) -> list[tuple[int, int]]:
    """Return the places of the entries of a list, without the words that number them."""
    edges, at = [], start
    for cut in _CUT.finditer(view.text, start, end):
        edges.append((at, cut.start()))
        at = cut.end()
    edges.append((at, end))
    placed = []
    for first, last in edges:
        lead = _LEAD.match(view.text[first:last])
        begin = first + (lead.end() if lead else 0)
        words = view.text[begin:last]
        if words.strip():
            placed.append((begin, begin + len(words.rstrip())))
    return placed


def _is_no_name(words: str) -> bool:
    return len(words.split()) > _MOST_WORDS or _NO_NAME.search(words) is not None
