"""The components of a regimen phrase, such as the words that describe an arm.

The grammar comes first, so that a drug outside the term tables is still read:
connectors cut the phrase, doses and schedules are set aside, what remains of a
piece is a name. The term table then gives known names their standard label.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from trialgraph.extract.literal import small_letters
from trialgraph.extract.regimen_names import (
    MOST_WORDS,
    dummy_of,
    in_full,
    is_heading,
    is_name,
    joined_in,
    with_of,
)
from trialgraph.extract.regimen_words import DOSES, FILLER
from trialgraph.model import lazy
from trialgraph.terms.index import Concept, TermIndex

_CHOICE = lazy.regex(
    r"(?:of |of the )?(?:treating )?(?:physician|investigator|clinician|"
    r"doctor)s?'?s?'? choice(?: of)?"
    r"|(?:chosen|selected) by the (?:treating |local )?(?:physician|investigator|clinician|"
    r"doctor)s?",
    re.IGNORECASE,
)
_OPENING = lazy.regex(r"[(\[]")
_BRACKET = lazy.regex(r"[()\[\]]")
# Each choice begins with a letter or mark of its own, small ones only: so the pattern is
# tried where one of them stands, not at every character.
_CONNECTOR = lazy.regex(
    r"(?:,(?:\s*(?:and|plus)\b)?|\+(?!(?<=\d\+)\d)|/|;|a(?<!\wa)(?:nd|dded to|fter|longside)\b"
    r"|b(?<!\wb)(?:efore|y)\b|c(?<!\wc)ombined with\b|d(?<!\wd)uring\b|f(?<!\wf)ollowed by\b"
    r"|i(?<!\wi)n (?:combination with|addition to)\b"
    r"|o(?<!\wo)r\b|p(?<!\wp)(?:lus|rior to)\b|t(?<!\wt)(?:hen|o be added to)\b|w(?<!\ww)ith\b)\s*"
)
_ABSENT = lazy.regex(
    r"^(?:no\b.*|observation|control|surveillance|(?:watch(?:ful)? )?wait(?:ing)?(?:[- ]list)?|"
    r"sham\b.*|nothing|none)$",
    re.IGNORECASE,
)
_LOOSE_END = lazy.regex(r"\s+(?:at|of|to|for|in|on|over|per)$")
"""Before a dose or a time that was set aside."""
_EMPTY = lazy.regex(
    r"^(?:best|normal|therap(?:y|ies)|treatments?|drugs?|cycles?|day|week|(?:[\w-]+ )?rest|"
    r"followed|days|"
    r"placebos?)?$",
    re.IGNORECASE,
)
_RADIATION = lazy.regex(r"radiat|radioth|brachyth|\bSBRT\b|\bIMRT\b|irradiat", re.IGNORECASE)
_PROCEDURE = lazy.regex(
    r"surg|ectomy|transplant|resection|\bRP\b|stem[- ]cell|cell support|dissection|"
    r"ablation|embolization|counsell?ing|exercis|training|program|intervention|education|coaching|"
    r"yoga|psychotherapy|hypnotherapy|acupuncture|acupressure|massage|mindfulness|screening|"
    r"follow-?up|strateg|monitoring|surveillance|messag|telephone|\bdiets?\b|cytology|mapping|"
    r"\bpractice\b|decision (?:aid|board)|biops|catheter|suture|\bnerve block|plane block",
    re.IGNORECASE,
)
_LONGEST = 1000  # no regimen takes more characters to describe
_WHEN = lazy.regex(r"\b(maintenance|induction|consolidation|(?:neo)?adjuvant)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Component:
    """One component of a regimen, at a range of the text it was read from.

    Attributes:
        choice: one of several of which a patient gets one.
        printed: the text's own words for it.
    """

    name: str
    concept: str | None
    role: str
    choice: bool
    start: int
    end: int
    printed: str = ""

    @property
    def is_absence(self) -> bool:
        """Tell whether the component stands for nothing given."""
        return self.role in {"placebo", "sham"}

    @property
    def key(self) -> str:
        """Return what makes two components the same in a difference of arms."""
        return self.concept or self.name.casefold()


def parenthesised(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges inside the outermost parentheses of a text."""
    depth, begun = 0, 0
    for at, char in enumerate(text):
        if char in "([":
            begun = at + 1 if depth == 0 else begun
            depth += 1
        elif char in ")]" and depth:
            depth -= 1
            if depth == 0:
                yield begun, at


def blanked(text: str, fill: str = " ") -> str:
    """Return the text with what stands in parentheses replaced by a character, length kept."""
    if not _OPENING.search(text):
        return text
    depth, done, out = 0, 0, []
    for mark in _BRACKET.finditer(text):
        if mark[0] in "([":
            depth += 1
            out.append("" if depth > 1 else text[done : mark.start()])
            done = done if depth > 1 else mark.start()
        elif depth:
            depth -= 1
            out.append("" if depth else fill * (mark.end() - done))
            done = done if depth else mark.end()
    out.append(fill * (len(text) - done) if depth else text[done:])
    return "".join(out)


def components(text: str, start: int, end: int, terms: TermIndex) -> tuple[Component, ...]:
    """Return the components that a range of a text names, in order, each once."""
    end = min(end, start + _LONGEST)
    phrase = blanked(text[start:end])
    found = _pieces(phrase, start, terms)
    listed = _listed(text, (start, end), terms, {each.key for each in found})
    if listed and all(_is_class(component, terms) for component in found):
        return _once(listed)
    if listed and any(_is_class(component, terms) for component in found):
        found = _spelt_out(found, listed, terms)
    if not found or any(each.choice for each in found):
        return _once(found)
    return _once((*found, *_after_a_dose(text, (start, end), terms)))


def _after_a_dose(text: str, place: tuple[int, int], terms: TermIndex) -> Iterator[Component]:
    """Yield the drugs that parentheses add to a dose: ``A (25 mg daily, plus 5 mg B)``."""
    for first, last in parenthesised(text[slice(*place)]):
        inner = (place[0] + first, place[0] + last)
        words = blanked(text[slice(*inner)])
        if _WITH_DOSE.match(words):
            for each in _pieces(words, inner[0], terms):
                if each.concept and each.role == "drug" and not each.choice:
                    yield each


_WITH_DOSE = lazy.regex(r"\s*\d[^;]{0,80}(?:,|\bplus\b|\bwith\b|\band\b)")


def is_absence_phrase(text: str) -> bool:
    """Tell whether a phrase means that nothing is added, such as ``observation``."""
    text = re.sub(r"^\d[\d,]* (?:\w+ )*?to (?:undergo |receive )?", "", text)
    return bool(_ABSENT.match(_cleaned(blanked(text), [*DOSES, *FILLER]).strip(" ,;.")))


def _is_class(component: Component, terms: TermIndex) -> bool:
    """Tell whether a component names a kind of treatment that a list may spell out."""
    concept = terms.get("drug", component.concept) if component.concept else None
    return component.choice or (concept is not None and concept.attributes.get("kind") == "class")


def _spelt_out(
    found: tuple[Component, ...], listed: tuple[Component, ...], terms: TermIndex
) -> tuple[Component, ...]:
    """Put the listed drugs in the place of the class that stands before their list."""
    before = [each for each in found if each.end <= listed[0].start]
    if not before or not _is_class(before[-1], terms):
        return found
    at = found.index(before[-1])
    return (*found[:at], *listed, *found[at + 1 :])


@lru_cache(maxsize=1024)  # several readers ask for the same phrase of a document
def _pieces(phrase: str, start: int, terms: TermIndex) -> tuple[Component, ...]:
    chosen = [match.span() for match in _CHOICE.finditer(phrase)]
    for first, last in chosen:
        phrase = phrase[:first] + " " * (last - first) + phrase[last:]
    either = [match.end() for match in re.finditer(r"\beither\b", phrase, re.IGNORECASE)]
    phrase = _parted(phrase, terms)
    phrase = _cleaned(phrase, DOSES)
    found: list[tuple[Component, str]] = []
    connectors = _CONNECTOR.finditer(small_letters(phrase))
    cuts = [(0, 0, ""), *((m.start(), m.end(), m[0]) for m in connectors)]
    for (_, first, before), (last, _, word) in pairwise([*cuts, (len(phrase), 0, "")]):
        component = _component(phrase, first, first + len(phrase[first:last].rstrip()), terms)
        if component is not None and (component.concept or before.strip() != "during"):
            near = any(first - 3 <= at <= last + 3 for pair in chosen for at in pair)
            choice = near or any(at <= component.start for at in either)
            parts = _apart(_moved(component, start, choice=choice), terms)
            found.extend((part, word.strip() if part is parts[-1] else "") for part in parts)
    kept = _without_headings(_with_alternatives(found), terms)
    if chosen and not any(each.choice for each in kept):
        kept = (*kept, _free_choice(start + chosen[0][0], start + chosen[0][1]))
    return _only_real_choices(kept, has_or=" or " in phrase, chosen=bool(chosen))


def _apart(component: Component, terms: TermIndex) -> tuple[Component, ...]:
    """Return the treatments that one word joins, where the tables know each; else the word's."""
    concepts = [terms.find("drug", each) for each in joined_in(component.name)]
    known = [concept for concept in concepts if concept is not None]
    if component.concept or not known or len(known) < len(concepts):
        return (component,)
    return tuple(
        replace(
            component,
            name=each.label,
            concept=each.notation,
            role=_role(each.label, each),
            printed=each.label,
        )
        for each in known
    )


def _with_alternatives(found: list[tuple[Component, str]]) -> list[tuple[Component, str]]:
    """Mark what stands on both sides of ``or`` as a choice, unless both are one drug."""
    either = [
        at
        for at, ((one, word), (other, _)) in enumerate(pairwise(found))
        if word.lower() == "or" and one.key != other.key and one.concept and other.concept
    ]
    chosen = {*either, *(at + 1 for at in either)}
    return [
        (replace(each, choice=True) if at in chosen else each, word)
        for at, (each, word) in enumerate(found)
    ]


def _free_choice(start: int, end: int) -> Component:
    """Return the component of a choice that names no kind of treatment."""
    words = "physician's choice"
    return Component(words, None, "drug", choice=True, start=start, end=end, printed=words)


_HYPHEN = lazy.regex(r"(?<=[A-Za-z]{4})-(?=[A-Za-z]{4})")


def _parted(phrase: str, terms: TermIndex) -> str:
    """Return the phrase with ``A-B`` cut where both are drugs of their own."""
    hyphens = [match.start() for match in _HYPHEN.finditer(phrase)]
    if not hyphens:
        return phrase
    whole = [(each.start, each.end) for each in terms.mentions(phrase, "drug")]
    apart = terms.mentions(_HYPHEN.sub("+", phrase), "drug")
    begun, ended = ({getattr(each, end) for each in apart} for end in ("start", "end"))
    chars = list(phrase)
    for at in hyphens:
        if at in ended and at + 1 in begun and not any(a < at < b for a, b in whole):
            chars[at] = "+"
    return "".join(chars)


def _moved(component: Component, start: int, *, choice: bool) -> Component:
    return replace(
        component, choice=choice, start=component.start + start, end=component.end + start
    )


def _without_headings(
    found: list[tuple[Component, str]], terms: TermIndex
) -> tuple[Component, ...]:
    """Drop a kind of treatment that its drugs follow: ``chemotherapy with A and B``."""
    out = []
    for at, (component, word) in enumerate(found):
        is_kind = component.concept is None or _is_class(component, terms)
        heads = (
            word.lower() == "with" and at + 1 < len(found) and found[at + 1][0].concept is not None
        )
        if not (heads and is_kind and is_heading(component.name)):
            out.append(component)
    return tuple(out)


def _only_real_choices(
    found: tuple[Component, ...], *, has_or: bool, chosen: bool
) -> tuple[Component, ...]:
    if has_or or chosen:
        return found
    return tuple(replace(component, choice=False) for component in found)


def _listed(
    text: str, place: tuple[int, int], terms: TermIndex, known: set[str]
) -> tuple[Component, ...]:
    """Return the drugs of a list in parentheses: all of them, or a choice where it says or."""
    for first, last in parenthesised(text[place[0] : place[1]]):
        words = text[place[0] + first : place[0] + last]
        found = _pieces(blanked(words), place[0] + first, terms)
        found = tuple(each for each in found if each.key not in known)
        if len(found) > 1 and all(each.concept for each in found):
            either = re.search(r"\bor\b", words) is not None
            return tuple(replace(each, choice=either) for each in found)
    return ()


def _cleaned(phrase: str, rules: list[re.Pattern[str]]) -> str:
    for noise in rules:
        phrase = noise.sub(lambda match: " " * len(match[0]), phrase)
    return phrase


def _component(cleaned: str, first: int, last: int, terms: TermIndex) -> Component | None:
    """Return the component that a piece between two connectors names."""
    piece = _cleaned(cleaned[first:last], FILLER)
    name = piece.strip(" ,;.:'\"-≤≥<>")
    name = _LOOSE_END.sub("", name)
    at = first + (piece.find(name) if name else 0)
    if dummy := dummy_of(name):
        notation = _notation(terms.find("drug", re.split(r"[ -]", dummy)[0]))
        return _made(dummy, notation, "placebo", at, at + len(name))
    if _EMPTY.match(name) or _ABSENT.match(name):
        return None
    if re.search(r"-(?:targeted|directed)$", name) and "therap" in cleaned[last:]:
        name += " therapy"  # of "HER2-targeted and endocrine therapies"
    concept, inner = _known(name, terms)
    if concept is None and terms.find("biomarker", name):
        return None
    if concept is None:
        return _named(with_of(cleaned, name, at), at, at + len(name))
    given = re.search(r"placebo|sham", name, re.IGNORECASE) is not None
    if concept.attributes.get("absence") == "true" and not given:
        return None
    place = (at + inner[0], at + inner[1])
    made = _made(concept.label, concept.notation, _role(concept.label, concept), *place)
    is_kind = concept.attributes.get("kind") == "class" and len(name.split()) <= MOST_WORDS
    words = _qualified(cleaned[first:at], name) if is_kind else in_full(name, inner, concept)
    return replace(made, printed=" ".join(words.split()))


def _qualified(before: str, name: str) -> str:
    """Return the name of a kind of treatment with the word that says when it is given."""
    when = _WHEN.search(before)
    name = re.sub(r"\btherapies$", "therapy", name)
    return f"{when[1]} {name}" if when else name


def _named(words: str, start: int, end: int) -> Component | None:
    """Return the component of a name outside the tables, if the words can be a name."""
    return _made(words, None, _role(words, None), start, end) if is_name(words) else None


def _made(name: str, concept: str | None, role: str, start: int, end: int) -> Component:
    return Component(name, concept, role, choice=False, start=start, end=end, printed=name)


def _notation(concept: Concept | None) -> str | None:
    return concept.notation if concept else None


def _known(name: str, terms: TermIndex) -> tuple[Concept | None, tuple[int, int]]:
    """Return the concept that a name means, and where in the name it stands."""
    whole = terms.find("drug", " ".join(name.split()))
    if whole is not None:
        return whole, (0, len(name))
    mentions = terms.mentions(name, "drug")
    if len(mentions) != 1:
        return None, (0, 0)
    rest = (name[: mentions[0].start] + name[mentions[0].end :]).strip(" -")
    if re.search(
        r"based|containing|coated|eluting|releasing|deruxtecan|emtansine|vedotin|govitecan|resistan",
        rest,
        re.IGNORECASE,
    ):
        return None, (0, 0)
    return mentions[0].concept, (mentions[0].start, mentions[0].end)


def role_of(words: str) -> str:
    """Return the role of a treatment that is no drug by its words: radiation or a procedure."""
    return "radiation" if _RADIATION.search(words) else "procedure"


def _role(name: str, concept: Concept | None) -> str:
    kind = concept.attributes.get("kind", "drug") if concept else "drug"
    if kind not in {"drug", "class"}:
        return kind
    if _RADIATION.search(name):
        return "radiation"
    return "procedure" if _PROCEDURE.search(name) else "drug"


def _once(found: tuple[Component, ...]) -> tuple[Component, ...]:
    seen: dict[str, Component] = {}
    for component in found:
        seen.setdefault(component.key, component)
    return tuple(seen.values())
