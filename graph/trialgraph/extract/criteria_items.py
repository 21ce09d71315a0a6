"""The single criteria of a sentence that lists several."""

import re
from collections.abc import Iterator

from trialgraph.extract.regimen import blanked
from trialgraph.model import lazy

_LIST = lazy.regex(
    r"\bcriteria(?: (?:for|of|in) [^.;,:]{3,60}?)?"
    r" (?:were|are|was|is|included?|comprised?|consist(?:ed|s)? of)\b"
    r"|\bcriteria:|\bthe following(?: \w+){0,2} criteria\b[^,;]{0,30}:"
    r"|\beligib(?:le|ility)\b[^.;,]{0,80}?(?:,? (?:if|when|provided(?: that)?)\b|\brequired\b)"
    r"|^(?:eligible|enrolled) \w+ (?:were|had|must have|must be|included|needed)\b"
    r"|\b(?:were|are|is|was) (?:also )?required to (?:have|be)\b"
    r"|\b(?:had|have|needed|need) to (?:have|be)\b|\bmust (?:have|be)\b"
    r"|\b(?:excluded|ineligible)(?: from (?:the |this )?(?:study|trial|participation))?"
    r" (?:if|when)\b",
    re.IGNORECASE,
)
_OPENING = lazy.regex(
    r"(?:\s|:|as follows|the following|(?:they|he|she|patients|participants|women|men)\b"
    r"(?=\s(?:had|have|were|are|met)\b)|(?:had|have|were|are|met|if|when)\b(?! not|n't)"
    r"|all of|any of|been\b)*",
    re.IGNORECASE,
)
_COLON = lazy.regex(
    r"(?:following|criteria|defined as|as follows|included|include|were|conditions)"
    r"[^.;,:]{0,60}:\s",
    re.IGNORECASE,
)
_NUMBER = lazy.regex(r"(?<!\w)\(?(?P<mark>\d{1,2}|[a-j]|[ivx]{1,4})\)\s?(?=\S)")
_SEMICOLON = lazy.regex(r"\s*;\s+(?:and/or\s+|and\s+|or\s+)?")
_COMMA = lazy.regex(r"\s*,\s+(?:and/or\s+|and\s+|or\s+)?")
_GOES_ON = lazy.regex(
    r"(?:which|who|whom|that|whose|as|includ\w+|such|defined|with|without|according|assessed|"
    r"determined|where|unless|except\w*|but|if|based|within|regardless|for|measured|confirmed|"
    r"provided|in|on|at|by|of|from|to|although|respectively|i\.e|e\.g|when|after|before|then|"
    r"despite|other than|using|either|excluding|considered|however|not includ\w+|"
    r"irrespective|during|since|unsuitable|in situ|version)\b",
    re.IGNORECASE,
)
_SUBJECT = lazy.regex(
    r"(?:(?:In brief|Briefly|In short|However|All|Only|Eligible),? )*(?!(?:Patients|Participants|"
    r"Subjects|Women|Men)\b \w{0,4}$)(?P<who>\w.{16,}?)(?:,? (?:were|are|was)\b.*| )$"
)
_LEFT_OPEN = lazy.regex(r"\b(?:the|an?|in|either|both|of|or|for) [\w-]+$")
_FILL = "·"
_FEWEST_WORDS = 2
_FEWEST_ITEMS = 3
_MARKS = ("1", "a", "i")

Range = tuple[int, int]


def criterion_ranges(words: str) -> Iterator[Range]:
    """Yield the ranges of the single criteria of a sentence, the whole where it lists none.

    Numbers divide before semicolons, semicolons before commas: only the strongest
    mark of a sentence is its list's.
    """
    marked = _marked(words)
    if marked:
        yield from _trimmed(words, marked)
        return
    masked = blanked(words, _FILL)
    head = _LIST.search(masked)
    if head is None:
        yield 0, len(words)
        return
    items = _divided(masked, _opened(masked, head.end()))
    described = _described(masked, head)
    if described and len(items) == 1:
        yield 0, len(words)
        return
    yield from _trimmed(words, [*([described] if described else []), *items])


def _marked(words: str) -> list[Range]:
    """Return the items that are numbered or lettered from the first on, in order."""
    marks = list(_NUMBER.finditer(words))
    first = next((n for n, mark in enumerate(marks) if mark["mark"] in _MARKS), len(marks))
    kept = [marks[first]] if first < len(marks) else []
    for mark in marks[first + 1 :]:
        if _follows(kept[-1]["mark"], mark["mark"]):
            kept.append(mark)
    if len(kept) < _FEWEST_WORDS:
        return []
    ends = [mark.start() for mark in kept[1:]] + [len(words)]
    return [(mark.end(), end) for mark, end in zip(kept, ends, strict=True)]


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def _follows(before: str, mark: str) -> bool:
    """Tell whether one mark of a list is the next after another: 2 after 1, b after a."""
    if before.isdigit():
        return mark.isdigit() and int(mark) == int(before) + 1
    if before in _ROMAN and mark in _ROMAN:
        return _ROMAN.index(mark) == _ROMAN.index(before) + 1
    return len(mark) == 1 and mark.isalpha() and ord(mark) == ord(before) + 1


def _opened(masked: str, start: int) -> int:
    """Return where the first item of a list begins: after its colon or its opening words."""
    colon = _COLON.search(masked, max(0, start - 60))
    if colon and colon.end() > start and not _SEMICOLON.search(masked, start, colon.start()):
        return colon.end()
    opening = _OPENING.match(masked, start)
    return opening.end() if opening else start


def _described(masked: str, head: re.Match[str]) -> Range | None:
    """Return the patients of whom a list says more, where the sentence describes them."""
    said = _SUBJECT.match(masked[: head.start()])
    is_list = re.match(r"(?i)criteria|eligible \w+ (?:were|had|must|incl|need)", head[0])
    return None if said is None or is_list else said.span("who")


def _divided(masked: str, start: int) -> list[Range]:
    """Return the items of a list that semicolons, else commas, divide."""
    cuts = list(_SEMICOLON.finditer(masked, start))
    if cuts:
        return _between(cuts, start, len(masked))
    cuts = [cut for cut in _COMMA.finditer(masked, start) if not _GOES_ON.match(masked, cut.end())]
    items = _joined(masked, _between(cuts, start, len(masked)))
    return (
        items if len(items) >= _FEWEST_ITEMS or _is_pair(masked, items) else [(start, items[-1][1])]
    )


def _is_pair(masked: str, items: list[Range]) -> bool:
    """Tell whether two items are joined by a word, as in ``A, and B``."""
    return (
        len(items) > 1
        and re.search(r",\s+(?:and|or)\s", masked[items[0][1] : items[1][0] + 1]) is not None
    )


def _between(cuts: list[re.Match[str]], start: int, end: int) -> list[Range]:
    starts = [start, *(cut.end() for cut in cuts)]
    return list(zip(starts, [*(cut.start() for cut in cuts), end], strict=True))


def _joined(masked: str, items: list[Range]) -> list[Range]:
    """Return the items, a single word with those it shares a noun with.

    ``Liver, lung, or brain lesions`` and ``in the first, second, or third line`` are one.
    """
    joined: list[Range] = []
    is_open = False
    for start, end in items:
        words = masked[start:end].split()
        is_single = len(words) < _FEWEST_WORDS
        if joined and (is_open or (is_single and _LEFT_OPEN.search(masked[slice(*joined[-1])]))):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        is_open = is_single
    return joined


def _trimmed(words: str, items: list[Range]) -> Iterator[Range]:
    for start, end in items:
        kept = re.sub(r"[\s.;,:]+(?:and|or|and/or)?[\s.;,:]*$", "", words[start:end])
        lead = len(kept) - len(kept.lstrip())
        if kept.strip():
            yield start + lead, start + len(kept)
