"""Arms that no sentence describes, from the groups that the results set beside each other."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from trialgraph.extract.arm_backbones import same_drug
from trialgraph.extract.arm_names import ArmName, arm_names, is_a_name
from trialgraph.extract.arm_phrase import ArmPhrase, arm_phrase
from trialgraph.extract.literal import occurrences
from trialgraph.extract.regimen import Component, components
from trialgraph.extract.trial_facts import prose
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.terms.index import TermIndex

_WORD = r"[A-Za-z0-9][\w+/-]*"
_BOTH = lazy.regex(
    rf"\b(?:between|in|of|for|with) the (?P<one>{_WORD}(?: {_WORD}){{0,2}}?) and (?:the )?"
    rf"(?P<other>{_WORD}(?: {_WORD}){{0,2}}?) (?:groups|arms)\b"
)
_MOST_ARMS = 6
_MOST_NAMES = 200  # each is looked for in every sentence
_FEWEST_USES = 2


def grouped_arms(view: ReadingView, terms: TermIndex) -> tuple[ArmPhrase, ...]:
    """Return the groups of the sentence that names most of them; none when unsure.

    Two groups at least are named twice, and none of those stands elsewhere.
    """
    names = _each_of_one(arm_names(view, terms))
    if len(names) > _MOST_NAMES:
        return ()
    used = {each.words for each in names if view.text.count(each.words) >= _FEWEST_USES}
    told = [
        tuple(each for each in names if _stands_in(each.words, view.text[start:end], names))
        for start, end in prose(view, ("abstract", "results", "methods"))
    ]
    best = max(told, key=len, default=())
    elsewhere = {
        name
        for name in used - {each.words for each in best}
        if not any(_is_longer(name, each.words) or _is_longer(each.words, name) for each in best)
    }
    if not 1 < len(best) <= _MOST_ARMS or len(used) < _FEWEST_USES or elsewhere:
        return ()
    phrases = [_group(view, (each.start, each.end), terms) for each in best]
    return tuple(same_drug(phrases))


def _each_of_one(names: list[ArmName]) -> list[ArmName]:
    """Leave out ``A and B group`` where the text also names the A group and the B group."""
    words = {each.words for each in names}
    parts = {
        each.words: re.match(r"(.+) (?:and|or) (.+) (group|arm)$", each.words) for each in names
    }
    return [
        each
        for each in names
        if not (both := parts[each.words])
        or not {f"{both[1]} {both[3]}", f"{both[2]} {both[3]}"} <= words
    ]


def _stands_in(words: str, sentence: str, names: Iterable[ArmName]) -> bool:
    """Tell whether a sentence holds a name by itself, not only as the end of a longer one."""
    for longer in names if words in sentence else ():
        if longer.words.endswith(f" {words}"):
            sentence = sentence.replace(longer.words, "")
    return words in sentence


def _is_longer(name: str, other: str) -> bool:
    """Tell whether a name says more words of the same group; another drug makes another group."""
    return set(other.split()) < set(name.split()) and not _JOINED.search(name)


_JOINED = lazy.regex(r"\b(?:plus|and|with|or)\b|[+/]")


def paired_groups(view: ReadingView, terms: TermIndex) -> list[tuple[ArmPhrase, ...]]:
    """Return each pair of groups that the results compare, as ``the A and B groups``."""
    found: dict[str, tuple[ArmPhrase, ...]] = {}
    for start, end in prose(view, ("abstract", "results", "methods")):
        for match in _BOTH.finditer(view.text, start, end):
            if is_a_name(match["one"]) and is_a_name(match["other"]):
                arms = tuple(_of_both(view, match, terms))
                found.setdefault(" ".join(sorted(arm.short.lower() for arm in arms)), arms)
    return list(found.values())


def _of_both(view: ReadingView, match: re.Match[str], terms: TermIndex) -> Iterator[ArmPhrase]:
    """Yield both arms; ``the early and late surgery groups`` share their noun."""
    one, other = (_group(view, match.span(name), terms) for name in ("one", "other"))
    noun = match["other"].split(" ", 1)[1:] if " " not in match["one"] else []
    if noun:
        one = replace(one, components=other.components, short=f"{match['one']} {noun[0]}")
    yield one
    yield other


def _group(view: ReadingView, place: tuple[int, int], terms: TermIndex) -> ArmPhrase:
    """Return what the name of a group says: an unknown word is a drug only where it looks so."""
    phrase = arm_phrase(view.text, place, terms, "groups")
    words = view.text[slice(*place)]
    given = tuple(each for each in phrase.components if each.concept or _DRUG.search(each.name))
    if not any(each.concept for each in given):
        given = _begun_by(view, re.sub(r"[- ](?:groups?|arms?)$", "", words), terms) or given
    return replace(phrase, components=given, short=words)


def _begun_by(view: ReadingView, words: str, terms: TermIndex) -> tuple[Component, ...]:
    """Return the drug whose name begins with the words for a group, as the text spells it out."""
    for start, end in occurrences(view.text, words):
        longer = components(view.text, start, min(end + _LONGEST_REST, len(view.text)), terms)[:1]
        if longer and longer[0].concept and longer[0].start == start < end < longer[0].end:
            return longer
    return ()


_LONGEST_REST = 24


_DRUG = lazy.regex(r"\d|[A-Z]{2}|(?:mab|nib|stat|vir|tide|cel|platin|lisib|ciclib|parib|gliptin)$")
