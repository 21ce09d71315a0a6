"""Both arms of a phrase that names what they share once: ``A with or without B``."""

import re
from dataclasses import replace

from trialgraph.extract.arm_names import is_a_name
from trialgraph.extract.arm_phrase import ArmPhrase, arm_phrase
from trialgraph.extract.arm_words import all_worded
from trialgraph.extract.regimen import Component, components, role_of
from trialgraph.model import lazy
from trialgraph.terms.index import TermIndex

WITH_OR_WITHOUT = lazy.regex(
    r",?\s*(?:(?:\+ ?/ ?-|±)(?= ?[A-Za-z])|\b(?:with(?: \x00+)? or without\b(?: \x00+)?"
    r"|(?:plus or minus|"
    r"(?:with|preceded by|followed by|preceded|followed|combined),? or not,?"
    r"(?: (?:with|by))?|(?:either )?(?:alone|as (?:an? )?(?:monotherapy|single[- ]agent)|"
    r"monotherapy),? or (?:in combination|combined|together) with)\b))"
    r"(?: (?:the addition|a course|courses) of)?\s*",
    re.IGNORECASE,
)
EITHER = lazy.regex(
    r"(?P<base>[^;]{0,400}?\S)??\s*\b(?:plus|with|and|of|by|to) either (?P<one>[^;]{1,200}?),?\s+"
    r"or\s+(?:with\s+)?(?P<other>[^;]{1,300})$",
    re.IGNORECASE | re.DOTALL,
)
"""``Z plus either X or Y``: what stands before is of both arms."""
_VERSUS = lazy.regex(r"\b(?:versus|vs\.?|v)\s")
_ANOTHER = lazy.regex(r"\b(?:or|versus|vs\.?|v)\s", re.IGNORECASE)
_NO_BASE = lazy.regex(
    r"\b(?:treatment|therapy|cycles|courses|months|years|weeks)\s*$", re.IGNORECASE
)


_GIVEN = r"(?:with|receiving|received|treated with|given|undergoing|on)"
_ONE_AND_ONE = lazy.regex(
    rf"\s*(?:one|1)(?: group| arm)?(?: was| were)? {_GIVEN} (?P<one>[^;,]{{2,100}}?)(?:,? and|;|,) "
    rf"(?:the )?(?:one|1|other|another|second)(?: group| arm| one)?(?: was| were)? {_GIVEN} "
    r"(?P<other>[^;]{2,120}?)(?=[.;,]\s|\W*$)",
    re.IGNORECASE,
)


def _one_and_one(text: str, start: int, masked: str, terms: TermIndex) -> tuple[ArmPhrase, ...]:
    """Return the arms of ``(two groups,) one with A and one with B``."""
    match = _ONE_AND_ONE.match(masked)
    if match is None:
        return ()
    places = [(start + match.start(name), start + match.end(name)) for name in ("one", "other")]
    arms = [arm_phrase(text, place, terms, "assigned to") for place in places]
    return tuple(all_worded(text, arms, terms))


def either_arms(
    text: str, start: int, masked: str, terms: TermIndex, *, pair: bool
) -> tuple[ArmPhrase, ...]:
    """Return both arms of ``Z plus either X or Y``; none where the words may be a choice.

    Args:
        text: that holds the list.
        start: where the list begins.
        masked: the list without what stands in parentheses.
        terms: the term tables.
        pair: the sentence says that there are two arms.
    """
    match = EITHER.match(masked)
    if match is None or ", " in match["one"]:
        return ()
    told = "placebo" in match["one"].lower() or match["other"].lower().startswith("placebo")
    if _ANOTHER.search(match["other"]) or (_ANOTHER.search(match["base"] or "") and not told):
        return ()
    if not (pair or "placebo" in masked.lower() or _NO_BASE.search(match["base"] or "x")):
        return ()
    base = components(text, start, start + max(0, match.end("base")), terms)
    places = [(start + match.start(name), start + match.end(name)) for name in ("one", "other")]
    found = [components(text, *place, terms) for place in places]
    unread = not base and match["base"] and not _NO_BASE.search(match["base"])
    worded = unread and re.search("[A-Za-z]", match["base"]) and "placebo" in match["other"].lower()
    if (unread and not worded) or not all(found):
        return ()
    return tuple(
        replace(
            arm_phrase(text, place, terms, "either"),
            components=(*(replace(each, choice=False) for each in own), *_others(base, own)),
        )
        for place, own in zip(places, found, strict=True)
    )


def _others(base: tuple[Component, ...], own: tuple[Component, ...]) -> tuple[Component, ...]:
    keys = {each.key for each in own}
    return tuple(each for each in base if each.key not in keys)


_WORDS = r"[\w+/-]{1,40}(?: [\w+/-]{1,40}){0,3}?"
_BOTH_GROUPS = lazy.regex(
    rf"\s*(?:either )?(?:the |an? )?(?P<one>(?P<first>{_WORDS})(?: ?\x00+)?) (?P<join>and|or) "
    rf"(?:the |an? )?(?P<other>(?P<second>{_WORDS})(?: ?\x00+)?) (?P<kind>group|arm)(?P<many>s?)\b",
    re.IGNORECASE,
)
_SEVERAL = lazy.regex(r"\b(?:and|or|plus|versus|vs|group|arm)\b", re.IGNORECASE)


def both_groups(text: str, start: int, masked: str, terms: TermIndex) -> tuple[ArmPhrase, ...]:
    """Return the arms of ``the X and Y groups``, ``one with X and one with Y``; else none."""
    match = _BOTH_GROUPS.match(masked)
    if match is None:
        return _one_and_one(text, start, masked, terms)
    if match["join"].lower() == "and" and not match["many"]:
        return ()
    names = (match["first"], match["second"])
    if not all(is_a_name(name) and not _SEVERAL.search(name) for name in names):
        return ()
    arms = []
    for name, part in zip(names, ("one", "other"), strict=True):
        place = (start + match.start(part), start + match.end(part))
        phrase = arm_phrase(text, place, terms, "groups")
        of_all = phrase.size is not None and phrase.size[1] < phrase.start
        size = None if of_all else phrase.size
        arms.append(replace(phrase, short=phrase.short or f"{name} {match['kind']}", size=size))
    return tuple(arms)


_OF_WHAT = (
    r"dose|intensity|volume|flow|frequency|fat|carbohydrate|protein|sodium|calorie|level|term|only"
    r"|guided|based|risk|pressure|fraction|course|stage|dwell|duration|visit|touch"
)
_SORT = (
    r"(?:intensive|intensified|standard|conventional|restrictive|liberal|early|earlier|late|later"
    r"|delayed|immediate|deferred|group|individual|high|low|higher|lower|short|long|shorter|longer"
    r"|open|laparoscopic|robotic|endoscopic|invasive|noninvasive|conservative|aggressive|targeted"
    r"|routine|selective|usual|continuous|intermittent|prophylactic|therapeutic|extended|limited"
    r"|permissive|tight|strict|lenient|moderate|mild|complete|partial|upfront|sequential|concurrent"
    rf"|hypofractionated|supervised|unsupervised|[a-z]+-(?:{_OF_WHAT}))"
)
_EITHER_SORT = lazy.regex(
    rf"\s*(?:either )?(?:an? |the )?(?P<one>{_SORT})(?: ?\x00+)? (?:or|versus|vs\.?) (?:to )?"
    rf"(?:an? |the )?(?P<other>{_SORT})(?: ?\x00+)? "
    r"(?P<noun>[A-Za-z][A-Za-z-]+(?: [a-z][a-z-]+){0,3}?)"
    r"(?=\s*(?:[,;.\x00]|$)|\s(?:for|in|during|with|at|after|before|within|among|on|by|every|as|from"
    r"|until|to|of|using|over|while)\b)"
)
_NO_KIND = lazy.regex(r"\b(?:groups?|arms?|cohorts?|or|and|plus|versus|the|an?)\b")


def either_sort(
    text: str, start: int, masked: str, terms: TermIndex, rule: str
) -> tuple[ArmPhrase, ...]:
    """Return the arms of ``early or delayed X``, ``a strict or a lenient X``; else none.

    The noun behind the second of them is that of both. Only who is assigned to them makes them
    arms: a title may name them by other words than the results.
    """
    match = _EITHER_SORT.match(masked) if rule == "assigned to" else None
    if match is None or match["one"] == match["other"] or _NO_KIND.search(match["noun"]):
        return ()
    known = components(text, start + match.start("noun"), start + match.end("noun"), terms)
    found = []
    for sort in ("one", "other"):
        place = (start + match.start(sort), start + match.end(sort))
        name = f"{match[sort]} {match['noun']}"
        made = Component(name, None, role_of(name), choice=False, start=place[0], end=place[1])
        given = tuple(each for each in known if each.concept) or (made,)
        found.append(ArmPhrase(*place, given, short=name, rule="either sort", words=name))
    return tuple(found)


_IN_BRACKETS = lazy.regex(r"\(([A-Za-z][\w+/ -]{0,30})\)")
_ROLE = lazy.regex(r"^(?:group|arm) (?=\S)|(?<=\S) (?:group|arm)$")
_PAIR = 2


def _of(match: re.Match[str], start: int) -> tuple[int, int]:
    """Return where a match stands in the text that its masked list was cut from."""
    return start + match.start(), start + match.end()


def with_or_without(
    text: str, place: tuple[int, int], match: re.Match[str], terms: TermIndex
) -> tuple[ArmPhrase, ...]:
    """Return the arm with and the arm without, of ``A with or without B (combined with C)``."""
    start, end = place
    base = components(text, start, start + match.start(), terms)
    added = components(text, start + match.end(), end, terms)
    more: tuple[Component, ...] = ()
    joined = re.search(
        r"\b(?:combined with|in combination with|followed by)\b",
        text[start + match.end() : end],
        re.IGNORECASE,
    )
    if joined:
        cut = start + match.end() + joined.end()
        more = tuple(each for each in added if each.start >= cut)
        added = tuple(each for each in added if each.start < cut)
    if not base or not added or _VERSUS.search(text, start, end):
        return ()
    named = [_ROLE.sub("", name) for name in _IN_BRACKETS.findall(text[slice(*_of(match, start))])]
    shorts = named if len(named) == _PAIR else ["", ""]
    whole = ArmPhrase(
        start,
        start + match.end() + (added[-1].end - start - match.end()),
        (*added, *base, *more),
        short=shorts[0],
        rule="with or without",
    )
    return whole, ArmPhrase(
        start,
        start + match.start(),
        (*base, *more),
        short=shorts[1],
        rule="with or without",
        words=text[start : start + match.start()],
    )
