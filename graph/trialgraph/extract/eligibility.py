"""Who could take part, where a paper says it in running text or in lists under a heading."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from trialgraph.extract.criteria_cues import Kind, kind_said, tells_what_was_done
from trialgraph.extract.criteria_items import criterion_ranges
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.model.trial import Criterion

_GOING_ON = lazy.regex(
    r"^(?P<what>[A-Z][a-z-]{4,})(?: [a-z]+)? (?:(?:was|were|is) defined (?:as|by)|could have|"
    r"(?:must|had to) (?:have )?)"
)
_HEADING = lazy.regex(
    r"^(?:\d[\d.]*\s*)?(?:(?:main|major|key|patient|subject|study|participant) )*"
    r"(?P<kind>inclusion|(?:non-?inclusion|exclusion)|eligibility|selection|entry)(?P<both> and "
    r"exclusion)?"
    r"(?: criteria)?[.:]?$",
    re.IGNORECASE,
)
_OTHER_HEADING = lazy.regex(
    r"^(?:\d[\d.]*\s*)?(?:[\w-]+ ){0,4}(?:design|treatments?|procedures?|statistics|statistical|"
    r"randomi[sz]ation|assessments?|outcomes?|end ?points?|interventions?|study|methods|ethics|"
    r"sample size|recruitment|measures?|objectives?|schedule)(?: [\w-]+){0,3}$",
    re.IGNORECASE,
)
_STATISTICS = lazy.regex(
    r"\bstatistic|\banalys[ei]s\b|\bend ?points?\b|\boutcomes?\b|\bsample size\b", re.IGNORECASE
)
_TOLD = lazy.regex(
    r"\b(?:was|were|is|are|will be) (?:approved|obtained|conducted|performed|recruited|enrolled|"
    r"assigned|randomi[sz]ed|carried|followed|registered|excluded|included|listed|shown|"
    r"screened|asked|invited|"
    r"summari[sz]ed|eligible)\b|\bfollowing\b[^.;]{0,60}:?$|^[Ww]e\b",
)
_NUMBERED = lazy.regex(r"^[(\[]?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)\]]\s|^[•·*–-]\s*")
_LONGEST_ITEM = 600
_FEWEST_LETTERS = 4


def criteria(view: ReadingView) -> tuple[Criterion, ...]:
    """Return the criteria in order: the items of a list apart, other sentences whole."""
    both_headed = _both_headed(view)
    return tuple(
        criterion
        for heading, sentences in _sections(view)
        for criterion in _of_section(view, heading, sentences, both_headed=both_headed)
    )


def _sections(view: ReadingView) -> Iterator[tuple[str, list[Sentence]]]:
    """Yield the headings of the methods with their sentences, those of statistics left out."""
    starts = [section.span.start for section in view.document.sections]
    by_start: dict[int, list[Sentence]] = {}
    for sentence in view.sentences:
        if sentence.section == "methods":
            at = bisect_right(starts, view.span(sentence.start, sentence.end).start) - 1
            by_start.setdefault(at, []).append(sentence)
    for at, sentences in by_start.items():
        heading = view.document.sections[at].heading
        if not _STATISTICS.search(heading):
            yield heading, sentences


def _both_headed(view: ReadingView) -> bool:
    """Tell whether exclusion criteria have a heading, so that other criteria are of inclusion."""
    return any(
        (heading := _HEADING.match(view.words(sentence))) is not None
        and heading["kind"].lower().startswith(("excl", "non"))
        for sentence in view.sentences
        if sentence.section == "methods"
    )


def _of_section(
    view: ReadingView, section_heading: str, sentences: list[Sentence], *, both_headed: bool
) -> Iterator[Criterion]:
    """Yield the criteria of one section; a list goes on until something else is told."""
    headed: Kind | None = None
    last: Criterion | None = None
    is_section = _HEADING.match(section_heading) is not None
    for sentence in sentences:
        words = view.words(sentence)
        heading = _HEADING.match(words)
        if heading is not None:
            headed, last = _headed(heading, both_headed=both_headed), None
            continue
        kind, ranges = _read(words, headed, last)
        if kind and ranges and all(_is_number(words[slice(*each)]) for each in ranges):
            headed, last = kind, None  # ``The criteria are: (i).``: the items are sentences
            continue
        if kind is None and not (is_section or _is_number(words)):
            headed = None
        found = [_criterion(view, sentence, kind, each) for each in ranges] if kind else []
        yield from found
        last = found[-1] if found else None


def _is_number(words: str) -> bool:
    """Tell whether a sentence is no more than the number of an item."""
    return sum(map(str.isalpha, words)) < _FEWEST_LETTERS


def _headed(heading: re.Match[str], *, both_headed: bool) -> Kind | None:
    """Return what the items under a heading are; one for both kinds says nothing of either."""
    kind = heading["kind"].lower()
    if kind.startswith(("excl", "non")):
        return "exclusion"
    return "inclusion" if (kind == "inclusion" and not heading["both"]) or both_headed else None


def _read(
    words: str, headed: Kind | None, last: Criterion | None
) -> tuple[Kind | None, list[tuple[int, int]]]:
    """Return what a sentence says of who could take part, and the ranges of its criteria."""
    if tells_what_was_done(words) or _is_number(words):
        return None, []
    if (kind := kind_said(words)) is not None:
        return kind, list(criterion_ranges(words))
    if headed and _is_item(words):
        number = _NUMBERED.match(words)
        return headed, [(number.end() if number else 0, len(words.rstrip(" .;,")))]
    if last is not None and _goes_on(words, last):
        return last.type, [(0, len(words))]
    return None, []


def _is_item(words: str) -> bool:
    """Tell whether a line under a heading can be an item of its list."""
    return not (len(words) > _LONGEST_ITEM or _TOLD.search(words) or _OTHER_HEADING.match(words))


def _goes_on(words: str, last: Criterion) -> bool:
    """Tell whether a sentence explains a word of the criterion before it."""
    going_on = _GOING_ON.match(words)
    return going_on is not None and going_on["what"].casefold() in last.text.casefold()


def _criterion(
    view: ReadingView, sentence: Sentence, kind: Kind, place: tuple[int, int]
) -> Criterion:
    start, end = sentence.start + place[0], sentence.start + place[1]
    return Criterion(type=kind, text=view.text[start:end], span=view.span(start, end))
