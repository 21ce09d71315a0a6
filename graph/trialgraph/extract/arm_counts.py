"""Sizes of arms that no sentence on assignment prints, told by a sum.

A number beside an arm may count its patients or their events. It is the arm's
size where the numbers of all arms make up a total that the text prints.
"""

import re
from collections.abc import Iterator
from itertools import islice, product

from trialgraph.extract.literal import MASK
from trialgraph.extract.quoted import COUNT, COUNT_WORDS, NO_NAME, count_at, whole_number
from trialgraph.extract.sentences import LONGEST_READ
from trialgraph.extract.trial_facts import PEOPLE, prose
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.text import Number

Names = tuple[str, ...]
"""For each arm the pattern of its names, in the order of the arms."""

_GIVEN = (
    r"(?:received|receiving|given|treated with|took|taking|assigned to(?: receive| undergo)?|"
    r"allocated to(?: receive| undergo)?|to receive|to undergo|randomi[sz]ed to|to|in|on|"
    r"underwent)"
)
_LEAD = (
    rf"(?:(?:{PEOPLE}|of whom|of them) )?(?:\([^()]{{1,40}}\) )?(?:who )?(?:were |was |had been )?"
    rf"(?:randomly )?(?:{_GIVEN} )?(?:the |either )?"
)
_NUMBER = rf"{NO_NAME}(?<![\d.,/:<>=≤≥±-])(?<![<>=≤≥] )(?P<n>{COUNT}|\b(?i:{COUNT_WORDS}))"
_AFTER = r"(?![\w-])(?! (?:plus|and [a-z]+ \(n|\+|with)\b)"
_BESIDE = lazy.regex(rf"{_NUMBER}(?: \(\d[\d.]* ?%\))? {_LEAD}{MASK}+{_AFTER}")
_BEHIND = lazy.regex(
    rf"{MASK}+(?:[ -](?:group|arm))?(?:[,:] ?| ?[(=] ?| )(?:[nN] ?= ?)?(?P<n>{COUNT})"
    r"(?= (?:patients|cases|participants|women|men|subjects)\b|[;,)]|$| and\b)"
)
_TREATED = lazy.regex(
    r"\bsafety\b|\bat least one\b|\btreated (?:patients|population)|\bas[- ]treated|"
    r"\bper[- ]protocol|\bstarted\b|"
    r"\bevaluable|\bassessable|\bmodified intention|\bmITT\b|\bmeasurable|\bdiscontinu|\bcomplet|"
    r"\badverse|\bdied\b|\bdeaths?\b|\bevents?\b|\bresponse|\bwithdrew|"
    r"\bhad\b(?! been (?:enrol|random|assign|alloc))|\boccurr|\bdevelop|"
    r"\bexperienc|\breport|\bobserv|\bachiev|\brelaps|\bprogress",
    re.IGNORECASE,
)
_SHARED = lazy.regex(
    r"\brandom|\bassign|\ballocat|\benrol|\beligible|\breceived\b|\binclud|\brecruit"
)
_ELIGIBLE = lazy.regex(r"\bwere eligible\b|\beligible \(|\bintention-to-treat\b")
_LIST = lazy.regex(
    rf"(?<![\d.,/:<>=≤≥])(?:{COUNT})(?:, (?:{COUNT}))*,? and (?:{COUNT})(?! ?%|[\d.]*%|[.:]\d)"
)
NO_PEOPLE = lazy.regex(
    rf"(?i)\b(?:{COUNT}|{COUNT_WORDS}) (?:[\w-]+ ){{0,2}}?(?:clinicians|physicians|doctors|"
    r"practitioners|GPs|nurses|practices|clinics|hospitals|cent(?:er|re)s|sites|wards|units|"
    r"clusters|villages|communities|schools|classes|households|pharmacies|parishes|churches|"
    r"eyes|teeth|lesions|limbs|knees)\b[^.;]{0,40}?\b(?:randomi[sz]ed|randomly|allocated|"
    r"assigned)\b"
)
"""What is assigned are clusters, or parts of patients: their numbers are not those of patients."""
_FEWEST = 0.08  # of all: a smaller share is a count of events
_MOST_TRIED = 8
_MOST_COMBINED = 4096
_ALMOST_ALL = 0.9


def summed_sizes(view: ReadingView, names: Names, total: Number | None) -> tuple[Number, ...]:
    """Return the size of each arm, in their order, where a printed total proves them."""
    for start, end in prose(view, ("abstract", "results", "methods")):
        found = _told_together(view, (start, end), names, total)
        if found:
            return found
    return _proved(view, names, int(total.value)) if total is not None else ()


def _told_together(
    view: ReadingView, place: tuple[int, int], names: Names, total: Number | None
) -> tuple[Number, ...]:
    """Return the sizes that one sentence on the patients prints for all arms."""
    words = view.text[slice(*place)]
    if len(words) > LONGEST_READ or any(each.search(words) for each in (_TREATED, NO_PEOPLE)):
        return ()
    if not _SHARED.search(words):
        return ()
    found = _in_order(words, names) or _each_beside(words, names)
    behind = () if found else _each_beside(words, names, _BEHIND)
    sizes = tuple(count_at(view, place[0] + a, place[0] + b) for a, b in found or behind)
    if not sizes or not _is_share(sizes):
        return ()
    whole = sum(int(each.value) for each in sizes)
    if total is None:
        return sizes if found or whole in _counts(words) else ()
    return sizes if _is_whole(words, whole, int(total.value)) else ()


def treated_sizes(view: ReadingView, names: Names, total: Number | None) -> tuple[Number, ...]:
    """Return how many of each arm a sentence says were treated, where they are nearly all.

    For a text that tells no other number: ``of 90 treated, 61 received A and 29 B``.
    """
    for start, end in prose(view, ("abstract", "results")):
        words = view.text[start:end]
        if len(words) <= LONGEST_READ and _GOT.search(words):
            found = _in_order(words, names) or _each_beside(words, names)
            sizes = tuple(count_at(view, start + first, start + last) for first, last in found)
            if sizes and _is_share(sizes) and _is_nearly_all(words, sizes, total):
                return sizes
    return ()


_GOT = lazy.regex(r"\b(?:received|treated|dosed|underwent|started|began)\b", re.IGNORECASE)


def _is_nearly_all(words: str, sizes: tuple[Number, ...], total: Number | None) -> bool:
    whole = sum(int(each.value) for each in sizes)
    if total is None:
        return whole in _counts(words)
    return _ALMOST_ALL * int(total.value) <= whole <= int(total.value)


def _is_share(sizes: tuple[Number, ...]) -> bool:
    least, most = min(each.value for each in sizes), max(each.value for each in sizes)
    return least >= _FEWEST_IN_ARM and most <= _LARGEST_RATIO * least


_FEWEST_IN_ARM = 5
_LARGEST_RATIO = 4


def _counts(words: str) -> set[int]:
    return {whole_number(match[0]) for match in re.finditer(rf"(?<![\d.,])(?:{COUNT})", words)}


def _in_order(words: str, names: Names) -> list[tuple[int, int]]:
    """Return where ``120 and 118 patients in the A and B arms, respectively`` prints the sizes."""
    said = words.find("respectively")
    for match in _LIST.finditer(words, 0, max(0, said)):
        numbers = [each.span() for each in re.finditer(COUNT, match[0])]
        if len(numbers) != len(names) or re.search(r"[.;]\s", words[match.end() : said]):
            continue
        firsts = [_first(words, match.end(), said, each) for each in names]
        if min(firsts) < 0:  # "... to A or B; 84 and 86, respectively"
            firsts = [_first(words, 0, match.start(), each) for each in names]
        if all(each >= 0 for each in firsts) and len(set(firsts)) == len(firsts):
            order = sorted(range(len(names)), key=lambda at: firsts[at])
            places = dict(zip(order, numbers, strict=True))
            return [
                (match.start() + places[at][0], match.start() + places[at][1])
                for at in range(len(names))
            ]
    return []


def _first(words: str, start: int, end: int, name: str) -> int:
    """Return where an arm is named first, -1 where it is not."""
    found = re.compile(rf"(?<![\w+/-]){name}{_AFTER}", re.IGNORECASE).search(words, start, end)
    return found.start() if found else -1


def _each_beside(
    words: str, names: Names, pattern: re.Pattern[str] = _BESIDE
) -> list[tuple[int, int]]:
    """Return where each arm's only number stands, when each has one of its own."""
    found = [list(_beside(words, each, pattern)) for each in names]
    if any(len({words[slice(*place)] for place in places}) != 1 for places in found):
        return []
    firsts = [places[0] for places in found]
    return firsts if len(set(firsts)) == len(firsts) else []


def _beside(words: str, name: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where a number stands before the name of an arm, or behind it."""
    masked = re.sub(rf"(?i:{name}){_AFTER}", lambda found: MASK * len(found[0]), words)
    if masked != words:
        for match in pattern.finditer(masked):
            yield match.span("n")


def _proved(view: ReadingView, names: Names, total: int) -> tuple[Number, ...]:
    """Return the one combination of numbers beside the arms that adds up to a total."""
    places = [list(islice(_anywhere(view, each, total), _MOST_TRIED)) for each in names]
    values = [{int(each.value): each for each in reversed(found)} for found in places]
    if not all(values):
        return ()
    combined = islice(product(*values), _MOST_COMBINED)
    fit = [each for each in combined if sum(each) == total]
    if len(fit) != 1:
        return ()
    return tuple(found[value] for found, value in zip(values, fit[0], strict=True))


def _anywhere(view: ReadingView, name: str, total: int) -> Iterator[Number]:
    seen: set[str] = set()
    for start, end in prose(view, ("abstract", "results", "methods")):
        words = view.text[start:end]
        for first, last in (*_beside(words, name, _BESIDE), *_beside(words, name, _BEHIND)):
            number = count_at(view, start + first, start + last)
            if _FEWEST * total <= number.value < total and number.printed not in seen:
                seen.add(number.printed)
                yield number


_EACH = lazy.regex(
    rf"(?<![\d.,/:])(?P<n>{COUNT})(?: {PEOPLE})?(?: (?:to|in|per|for|on))? "
    r"(?:each|per|every)(?: of (?:the )?(?:two|three|four))?(?: (?:treatment|study|trial))?"
    r" (?:groups?|arms?|regimens?)\b|\((?P<a>\d{2,6}):(?P<b>\d{2,6})\)"
)


_PLANNED = lazy.regex(
    r"\brequire[sd]?\b|\bplanned\b|\bpower\b|\bsample size\b|\bwould\b|\bneeded\b",
    re.IGNORECASE,
)


def equal_sizes(view: ReadingView, arms: int, total: Number | None) -> tuple[Number, ...]:
    """Return the size of each arm where ``304 in each group`` or ``(304:304)`` prints one for all.

    Without a number for all patients only a sentence on their assignment tells.
    """
    for start, end in prose(view, ("abstract", "methods", "results")):
        words = view.text[start:end]
        for match in () if _PLANNED.search(words) else _EACH.finditer(words):
            group = "n" if match["n"] else "a"
            number = count_at(view, start + match.start(group), start + match.end(group))
            if match["a"] and (match["a"] != match["b"] or arms != _PAIR or total is None):
                continue
            whole = arms * int(number.value)
            aside = words[: match.start()].endswith("(") and words.startswith(")", match.end())
            assigned = total is None and (aside or _SHARED.search(words))
            if assigned or (total is not None and _is_whole(words, whole, int(total.value))):
                return (number,) * arms
    return ()


def _is_whole(words: str, whole: int, total: int) -> bool:
    """Tell whether arms make up all patients, or all that a sentence says were eligible."""
    almost = _ALMOST_ALL * total <= whole < total
    told = almost and _ELIGIBLE.search(words) and whole in _counts(words)
    return whole == total or bool(told)


_PAIR = 2
