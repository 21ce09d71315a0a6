"""Arms as a text names them again: by label, alias, role, or the drug that only they have."""

import re
from collections.abc import Iterator, Sequence

from trialgraph.extract.literal import occurrences, small_letters
from trialgraph.extract.mentions.end_points import longest
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.model import lazy
from trialgraph.model.trial import Arm

_PAIR = 2
_SHORTEST = 5
_LINKS = tuple(
    lazy.regex(link)
    for link in (
        r"\s?[+/&,-]\s?and\s",
        r"\s?[+/&,-]\s",
        r"\s?[+/&,-]",
        r"\s(?:plus|and|with|in combination with|combined with|added to)\s",
        r"\s",
    )
)
_PLUS = tuple(
    lazy.regex(link)
    for link in (r"\s?[+/]\s", r"\s?[+/]", r"\s(?:plus|in combination with|combined with)\s")
)
_LAST_WORD = lazy.regex(r"(?P<kind>[a-z][a-z-]{3,24}) (?P<noun>[a-z][a-z-]{3,30})$")
_SHARES_NOUN = lazy.regex(r" (?:and|or|versus|vs\.?|v|than) (?:the )?$")
_LONGEST_LINK = 12
_GROUP = lazy.regex(
    r"(?:[- ](?:group|arm|cohort|regimen|patients|recipients|treatment|therapy))?(?!\w)"
)
_ALONE = lazy.regex(r" (?:alone|monotherapy|only)\b")
_CONTROL = lazy.regex(
    r"\b(?:control|comparator|standard[- ](?:therapy|treatment|care|of[- ]care)"
    r"|reference)(?=[- ](?:group|arm|treatment|therapy))[- ]\w+"
)
_EXPERIMENTAL = lazy.regex(
    r"\b(?:experimental|intervention|investigational|active)(?=[- ](?:group|arm"
    r"|treatment|therapy))[- ]\w+"
)
_COMBINATION = lazy.regex(
    r"\b(?:the )?combination(?:[- ](?:group|arm|therapy|treatment|regimen))?(?! (?:of|with))"
)
_DURATION = lazy.regex(r"(\d{1,3}|[a-z]{3,6})[- ](day|week|month|year)s?")
_DURATION_GROUP = lazy.regex(
    rf"\b{_DURATION.pattern}[- ](?:group|arm|cohort|regimen|treatment|therapy)\b"
)
_BEGINS = lazy.regex(r"(?<![\w+-])")
_MARKED = lazy.regex(r"(?i:arm|group|cohort|regimen)\s(?P<mark>[A-Z\d]{1,3})")
_MARKS = lazy.regex(
    r"\b(?i:arms|groups|cohorts|regimens)\s(?P<list>[A-Z\d]{1,3}(?:,\s[A-Z\d]{1,3}){0,4},?"
    r"\s(?:and|or|versus|vs\.?|v)\s[A-Z\d]{1,3})\b"
)
_MARK = lazy.regex(r"[A-Z\d]{1,3}\b")
_WORD_BEGINS = lazy.regex(r"\b")
_COMES_BEFORE = lazy.regex(
    r"(?:(?<=with )|(?<=for )|(?<=to )|(?<=than )|(?<=between )|(?<=on )|(?<=in )"
    r"|(?<=receiving )|(?<=received )|(?<=given )|(?<=assigned )|(?<=\bv )"
    r"|(?<=vs )|(?<=vs\. )|(?<=versus )|(?<=the )|(?<=^))\b"
)
_DRUG_GROUP = lazy.regex(r"(?:-\w+)?[- ](?:group|arm|recipients)\b")
_DRUG_ALONE = lazy.regex(
    r"\b(?!-(?:naive|resistant|refractory|pretreated))(?! (?:plus|and|with)\b)"
)


def find_arms(text: str, arms: tuple[Arm, ...]) -> list[Mention]:
    """Return where a text names the arms; the longest name wins where two overlap."""
    small = small_letters(text)
    found = [
        Mention(arm.label, *place) for arm in arms for place in _places(arm, arms, text, small)
    ]
    return longest([*found, *_in_lists(arms, text)])


def _in_lists(arms: tuple[Arm, ...], text: str) -> Iterator[Mention]:
    """Yield the arms of "in arms A and B", which leave their noun to the list."""
    marks: dict[str, str] = {}
    for arm in arms:
        for name in (arm.label, *arm.aliases):
            if mark := _MARKED.fullmatch(name):
                marks[mark["mark"]] = arm.label
    for listed in _MARKS.finditer(text) if len(marks) > 1 else ():
        places = list(_MARK.finditer(text, *listed.span("list")))
        if all(place[0] in marks for place in places):
            yield from (Mention(marks[place[0]], *place.span()) for place in places)


def _places(arm: Arm, arms: tuple[Arm, ...], text: str, small: str) -> Iterator[tuple[int, int]]:
    """Yield where a text, given also in small letters, names an arm."""
    for name in dict.fromkeys((arm.label, *arm.aliases)):
        yield from _named(name, text, small)
    for other in arms:
        yield from _before_shared_noun(arm, other, small)
    for pattern in _of_role(arm, arms):
        yield from (match.span() for match in pattern.finditer(small))
    yield from _by_regimen(arm, arms, small)
    for drug in _own_drugs(arm, arms):
        for start, end in occurrences(small, drug):
            if _WORD_BEGINS.match(small, start) and (group := _DRUG_GROUP.match(small, end)):
                yield start, group.end()
            if _COMES_BEFORE.match(small, start) and _DRUG_ALONE.match(small, end):
                yield start, end


def _of_role(arm: Arm, arms: tuple[Arm, ...]) -> Iterator[re.Pattern[str]]:
    if _only(arm, arms, "control"):
        yield _CONTROL
    if _only(arm, arms, "experimental"):
        yield _EXPERIMENTAL
        if len(arms) == _PAIR and _is_combination(arm, arms):
            yield _COMBINATION


def _named(name: str, text: str, small: str) -> Iterator[tuple[int, int]]:
    core = _core(name)
    if lasting := _DURATION.fullmatch(core.lower()):
        yield from _of_duration(lasting.groups(), small)
        return
    words = [
        word for word in re.split(r"\s*[+/&,]\s*|\s+(?:plus|and|with)\s+|[\s-]+", core) if word
    ]
    # A short abbreviation is a name only as it is written.
    is_folded = len(core) >= _SHORTEST and not core.isupper()
    where = small if is_folded else text
    words = [small_letters(word) for word in words] if is_folded else words
    for start, end in _linked(where, words, _LINKS):
        group = _GROUP.match(where, end)
        if group and _BEGINS.match(where, start):
            yield start, group.end()


def _before_shared_noun(arm: Arm, other: Arm, small: str) -> Iterator[tuple[int, int]]:
    """Yield where an arm leaves its noun to the next one: "between the early and late surgery"."""
    first, second = (_LAST_WORD.match(small_letters(_core(one.label))) for one in (arm, other))
    if not first or not second or arm is other or first["noun"] != second["noun"]:
        return
    kind = first["kind"]
    for start, _ in occurrences(small, second[0]):
        begin = max(0, start - len(kind) - _LONGEST_LINK)
        before = _SHARES_NOUN.search(small, begin, start)
        at = before.start() - len(kind) if before else -1
        if at >= 0 and small.startswith(kind, at) and _BEGINS.match(small, at):
            yield at, at + len(kind)


def _core(label: str) -> str:
    """Return a label without what says that it is one."""
    return re.sub(r"[- ](?:group|arm)\b", "", label).strip()


def _of_duration(wanted: tuple[str, ...], small: str) -> Iterator[tuple[int, int]]:
    """Yield where a text names the group treated for a time: the time alone is a time point."""
    for match in _DURATION_GROUP.finditer(small):
        if match.groups() == wanted:
            yield match.span()


def _linked(
    text: str, words: Sequence[str], links: tuple[re.Pattern[str], ...]
) -> Iterator[tuple[int, int]]:
    """Yield where words stand one after the other with a link between each two."""
    for start, at in occurrences(text, words[0]) if words else ():
        end = at
        for word in words[1:]:
            after = (match.end() for link in links if (match := link.match(text, end)))
            end = next((at + len(word) for at in after if text.startswith(word, at)), -1)
            if end < 0:
                break
        if end > 0:
            yield start, end


def _by_regimen(arm: Arm, arms: tuple[Arm, ...], small: str) -> Iterator[tuple[int, int]]:
    """Yield where a regimen is written out in full, when no other arm has the same one."""
    names = [small_letters(part.name) for part in arm.interventions if part.choice_group is None]
    if not names or any(_drugs(other) == _drugs(arm) for other in arms if other is not arm):
        return
    for order, links in ((names, _LINKS), (names[::-1], _PLUS)):
        for start, end in _linked(small, order, links):
            if _WORD_BEGINS.match(small, start):
                alone = _ALONE.match(small, end)
                if alone and len(names) == 1:
                    yield start, alone.end()
                elif len(names) > 1 and _WORD_BEGINS.match(small, end):
                    yield start, end


def _only(arm: Arm, arms: tuple[Arm, ...], role: str) -> bool:
    return arm.role == role and sum(other.role == role for other in arms) == 1


def _drugs(arm: Arm) -> set[str]:
    return {part.name.lower() for part in arm.interventions}


def _own_drugs(arm: Arm, arms: tuple[Arm, ...]) -> list[str]:
    """Return drugs that no other arm has."""
    others = set().union(*(_drugs(other) for other in arms if other is not arm))
    return sorted(drug for drug in _drugs(arm) - others if len(drug) >= _SHORTEST)


def _is_combination(arm: Arm, arms: tuple[Arm, ...]) -> bool:
    return all(_drugs(other) < _drugs(arm) for other in arms if other is not arm)
