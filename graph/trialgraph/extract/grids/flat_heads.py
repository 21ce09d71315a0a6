"""The heads of a table that lost its rules, spread over lines or all in one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise, takewhile

from trialgraph.extract.grids.flat_lines import SIZE, FlatLine, trimmed
from trialgraph.extract.grids.head_names import labels_in
from trialgraph.extract.mentions.arms import find_arms
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.traced import Traced, joined
from trialgraph.model import lazy
from trialgraph.model.trial import Arm

_CORNER = lazy.regex(
    r"(?i)(?:(?:baseline|patients?|demographics?|clinical|adverse|disease|treatment[- ]emergent"
    r"|most common|best|overall|tumou?r|and|preferred|type of|of) ){0,4}"
    r"(?:characteristics?|variables?|parameters?|events?|outcomes?|responses?|terms?|factors?"
    r"|toxicit(?:y|ies)|end[- ]?points?|AEs?|TEAEs?|categor(?:y|ies)|demographics?|measures?"
    r"|system organ class|subgroups?|features?|items?|findings?|results?)"
    r"(?:,? (?:n|no\.?) ?\(%\))?(?=\s|$|[,:])[,:]?"
)
_P = lazy.regex(r"(?<!\w)[Pp][- ]?(?i:values?)?(?: (?:of|for|between) [\w -]{1,40}$)?(?=$|\s|\()")
_RATIO = (
    r"(?<!\w)(?i:(?:(?:un)?(?:adjusted|stratified) )?(?:(?:hazard|odds|risk|rate) ratio"
    r"|relative risk|(?-i:[HOR]R)|(?:absolute |risk |mean )?difference)"
    r"(?: ?\(\d\d ?% ?(?:CI|confidence interval)\)|, ?\d\d ?% ?CI)?)(?=$|\s)"
)
_INTERVAL = r"(?i:\(?\d\d ?% ?(?:CI|confidence interval)\)?)(?=$|\s)"
_EXTRA = lazy.regex(f"{_RATIO}|{_INTERVAL}|{_P.pattern}")
_FIGURES = (
    r"(?i:\(?(?:number|no\.?|n|percent(?:age)?|%)(?: of patients)?"
    r"\s?(?:\((?:%|percent(?:age)?|per cent)\)|,\s?%)?\)?"
    r"|(?:mean|median)(?:\s?[±(]\s?(?:S\.?[DE]\.?|range)\)?)?|SD)(?=\s|$)"
)
_GRADES = (
    r"(?i:(?:all|any)(?:[- ]?grades?)?|total|overall"
    r"|(?:[≥>]\s?)?(?:grades?|G)\s?(?:[≥>]\s?=?\s?)?(?:[1-5]|I{1,3}|IV|V)"
    r"(?:(?:\s?[-/]\s?|\s(?:or|and|to)\s)(?:[1-5]|I{1,3}|IV|V)| or (?:higher|above|worse|more)|\+)?"
    r"|[≥>]\s?[1-5]|[1-5]\s?[-/]\s?[1-5])(?=\s|$)"
)
_PART = lazy.regex(f"(?P<extra>{_EXTRA.pattern})|(?P<figures>{_FIGURES})|(?P<grades>{_GRADES})")
_WHOLE = lazy.regex(r"(?i)(?:total|overall|all(?: (?:patients|subjects|participants))?)(?=\s|$)")
_MOST_WORDS = 40
_LONGEST_NAME = 100
_MOST_COLUMNS = 12


@dataclass(slots=True)
class FlatHead:
    """The heads above some rows.

    Attributes:
        corner: words above the labels.
        groups: one for each arm, left to right.
        grades: heads below them, the same for each arm, or none.
        figures: heads of counts, shares and the like below those, or none.
        extras: columns at the right that belong to no arm (a ratio, its interval, p).
        shared: words that stand above all columns.
        rest: lines after the heads that are labels already.
    """

    corner: Traced
    groups: list[Traced]
    grades: list[Traced] = field(default_factory=list)
    figures: list[Traced] = field(default_factory=list)
    extras: list[Traced] = field(default_factory=list)
    shared: list[Traced] = field(default_factory=list)
    rest: list[FlatLine] = field(default_factory=list)

    @property
    def levels(self) -> list[list[Traced]]:
        """Return the heads above the columns of the arms, top to bottom."""
        return [level for level in (self.groups, self.grades, self.figures) if level]

    @property
    def arms_width(self) -> int:
        """Return how many columns belong to arms."""
        return len(self.levels[-1])

    @property
    def width(self) -> int:
        """Return how many columns of values there are."""
        return self.arms_width + len(self.extras)

    @property
    def tests(self) -> int:
        """Return how many of the last columns hold nothing but p values."""
        return len(list(takewhile(lambda one: _P.match(one.text), reversed(self.extras))))

    @property
    def is_even(self) -> bool:
        """Tell whether each arm has as many columns as the others."""
        sizes = [len(level) for level in self.levels]
        return all(wide % narrow == 0 for narrow, wide in pairwise(sizes))


def may_be_head(line: FlatLine) -> bool:
    """Tell whether a line that seems to end in figures names columns (``Grade 3-4``)."""
    left = SIZE.sub(" ", line.text)
    return not left.strip() or _pieces(left) is not None


def head_of(lines: Sequence[FlatLine], arms: tuple[Arm, ...]) -> FlatHead | None:
    """Return the heads that some lines print, nothing where the columns are not sure."""
    words, ends = _as_one(lines)
    corner = _CORNER.match(words.text)
    begin = corner.end() if corner else 0
    found = _by_sizes(words, begin, arms) or _by_names(words, begin, arms)
    if found is None or any(map(_is_doubtful, found[0])):
        return None
    groups, end, extras = found
    head = FlatHead(trimmed(words, 0, begin), groups, extras=extras)
    is_sure = _tail(head, lines, words, ends, end)
    if len(head.figures) == 1:
        head.shared, head.figures = [*head.shared, *head.figures], []
    if len(head.grades) == 1:  # not a grade of each arm, but all of them together
        head.extras, head.grades = [*head.grades, *head.extras], []
    return head if is_sure and head.is_even else None


def _is_doubtful(group: Traced) -> bool:
    """Tell whether a head may be that of two columns: all patients, or a test, and an arm."""
    whole = _WHOLE.match(group.text)
    named = re.sub(r"\(?%\)?", "", SIZE.sub("", group.text[whole.end() :])) if whole else ""
    return any(map(str.isalpha, named)) or _EXTRA.search(group.text) is not None


def _as_one(lines: Sequence[FlatLine]) -> tuple[Traced, list[int]]:
    """Return lines as one, and where each of them ends."""
    pieces: list[Traced] = []
    ends: list[int] = []
    at = 0
    for line in lines:
        gap = Traced(" ", [line.words.last], [line.words.last])
        pieces += [line.words, gap]
        ends.append(at + len(line.text))
        at += len(line.text) + 1
    return joined(pieces), ends


Groups = tuple[list[Traced], int, list[Traced]]
Part = tuple[str, int, int]


def _by_sizes(words: Traced, begin: int, arms: tuple[Arm, ...]) -> Groups | None:
    """Return the heads of the arms where each prints its size."""
    sizes = list(SIZE.finditer(words.text))
    if not 1 < len(sizes) <= _MOST_COLUMNS:
        return None
    starts = [begin, *(size.end() for size in sizes[:-1])]
    pairs = list(zip(starts, sizes, strict=True))
    if all(any(map(str.isalpha, words.text[at : size.start()])) for at, size in pairs):
        return [trimmed(words, at, size.end()) for at, size in pairs], sizes[-1].end(), []
    return _over_sizes(words, begin, sizes, arms)


def _over_sizes(
    words: Traced, begin: int, sizes: list[re.Match[str]], arms: tuple[Arm, ...]
) -> Groups | None:
    """Return the heads of arms whose names stand in a line above their sizes."""
    first, last = sizes[0], sizes[-1]
    between = SIZE.sub("", words.text[first.start() : last.end()])
    stop, extras = _before_extras(words, begin, first.start())
    names = _names(words.text[begin:stop], arms)
    if between.strip() or len(names) != len(sizes):
        return None
    ends = [*(begin + name for name in names[1:]), stop]
    groups = [
        joined([words.cut(begin + name, end), words.cut(*size.span())])
        for name, end, size in zip(names, ends, sizes, strict=True)
    ]
    return groups, last.end(), extras


def _before_extras(words: Traced, begin: int, end: int) -> tuple[int, list[Traced]]:
    """Return where heads of no arm (a ratio, p) begin at the end of a range, and those heads."""
    for match in islice(_EXTRA.finditer(words.text, begin, end), _MOST_COLUMNS):
        parts = _pieces(words.text[match.start() : end])
        if parts and all(kind == "extra" for kind, _, _ in parts):
            first = match.start()
            return first, [words.cut(first + a, first + b) for _, a, b in parts]
    return end, []


def _names(text: str, arms: tuple[Arm, ...]) -> list[int]:
    """Return where the names of different arms begin."""
    found = _mentions(text, arms)
    return [one.start for one in found] if len({one.value for one in found}) == len(found) else []


def _mentions(text: str, arms: tuple[Arm, ...]) -> list[Mention]:
    """Return where heads name arms; each begins with a capital where names may not."""
    found: list[Mention] = []
    for word in islice(re.finditer(r"(?<!\S)\S", text), _MOST_WORDS):
        at = word.start()
        name = text[at : at + _LONGEST_NAME]
        small = name[0].lower() + name[1:]
        first = [one for form in (name, small) for one in find_arms(form, arms) if not one.start]
        if first and (not found or at >= found[-1].end):
            longest = max(first, key=lambda one: one.end)
            found.append(Mention(longest.value, at, at + longest.end))
    return found


def _by_names(words: Traced, begin: int, arms: tuple[Arm, ...]) -> Groups | None:
    """Return the heads of the arms by their names alone, where each stands there once."""
    found = _mentions(words.text[begin:], arms)
    labels = {one.value for one in found}
    if len(labels) <= 1 or not len(labels) == len(found) == len(arms):
        return None
    first = begin + found[0].start
    starts = [begin + one.start for one in found]
    end = starts[-1] + found[-1].end - found[-1].start
    before = trimmed(words, begin, first).text
    if before and not _WHOLE.fullmatch(before):
        return None
    starts = [begin, *starts] if before else starts
    stops = [*starts[1:], end]
    return [trimmed(words, *place) for place in zip(starts, stops, strict=True)], end, []


def _tail(
    head: FlatHead, lines: Sequence[FlatLine], words: Traced, ends: list[int], end: int
) -> bool:
    """Add what follows the heads of the arms, up to the first line that is a label.

    Returns ``False`` where the last head goes on with words that nobody knows.
    """
    for number, stop in enumerate(ends):
        start = max(end, stop - len(lines[number].text))
        if start < stop and not _taken(head, trimmed(words, start, stop)):
            head.rest = list(lines[number:])
            return start > end
    return True


def _taken(head: FlatHead, piece: Traced) -> bool:
    """Tell whether words belong to the heads, and put them there."""
    again = piece.text.split()
    part = len(again) // len(head.groups)
    parts = _pieces(piece.text)
    if parts is None and again == again[:part] * len(head.groups):
        head.shared.append(piece.cut(0, len(" ".join(again[:part]))))
        return True
    if parts is None and not head.corner.text:
        head.corner, parts = _cornered(piece)
    for kind, start, end in parts or ():
        {"extra": head.extras, "figures": head.figures, "grades": head.grades}[kind].append(
            piece.cut(start, end)
        )
    return parts is not None


def _cornered(piece: Traced) -> tuple[Traced, list[Part] | None]:
    """Return the words above the labels and the heads beside them: ``Toxicity Any Severe``."""
    for match in islice(re.finditer(r"(?<=\s)\S", piece.text), _MOST_WORDS):
        parts = _pieces(piece.text[match.start() :])
        if parts and len(parts) > 1:
            moved = [(kind, match.start() + a, match.start() + b) for kind, a, b in parts]
            return trimmed(piece, 0, match.start()), moved
    return piece.cut(0, 0), None


def _pieces(text: str) -> list[Part] | None:
    """Return the heads that make up a text with nothing but blanks between them."""
    found: list[Part] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        match = _PART.match(text, at)
        if match is None:
            return None
        found.append((match.lastgroup or "", *match.span()))
        at = match.end()
    return found


def names_columns(line: FlatLine, arms: tuple[Arm, ...]) -> bool:
    """Tell whether a line among the rows is one of new heads: an arm with its size."""
    if not SIZE.search(line.text):
        return False
    left = SIZE.sub(" ", line.text).strip()
    return not left or bool(labels_in(left, arms)) or _CORNER.match(left) is not None


def opens_heads(line: FlatLine) -> bool:
    """Tell whether a line says nothing but what the labels below are."""
    return _CORNER.fullmatch(line.text) is not None


def graded(line: FlatLine, head: FlatHead) -> FlatHead | None:
    """Return the heads with new ones below the arms, where a line among the rows prints them."""
    if "rade" not in line.text:
        return None
    corner, parts = line.words.cut(0, 0), _pieces(line.text)
    if parts is None:
        corner, parts = _cornered(line.words)
    grades = [line.words.cut(a, b) for kind, a, b in parts or () if kind == "grades"]
    if len(grades) <= 1 or len(grades) != len(parts or ()) or len(grades) % len(head.groups):
        return None
    return FlatHead(corner, head.groups, grades)
