"""What a piece of a regimen is called: names outside the tables, and known ones in full."""

import re

from trialgraph.model import lazy
from trialgraph.terms.index import Concept

_NAME = lazy.regex(r"[A-Za-z0-9][\w'.α-ω ()-]{1,60}")
_NOT_NAME = lazy.regex(
    r"\b(?:patients?|participants?|women|men|were|was|who|which|that|is|are|study|trial|"
    r"random\w*|ratio|"
    r"received|had|has|have|than|from|this|their|if|when|after|not|disease|progression|"
    r"response|survival|"
    r"hospitals?|adults?|years?|aged|included|analysis|analyses|death|relapse|cycles?|"
    r"populations?|compared|"
    r"(?:in|off|at|on|be|as|it)(?!-)|previously|untreated|advanced|metastatic|cancers?|tumou?rs?|"
    r"receptor|mutation\w*|additional|experimental|control|subsequent|combination|months?|"
    r"sites?|versus|vs|investigate|to|infusion|injection|multinational|multicent(?:er|re)|"
    r"open-label)\b|-(?:containing|based)$|^(?:three|four|five|six|eight|nine|ten|twelve)$|"
    r"^[\w-]{2,40}(?:(?<!trex)ed|ing|ive|ous|ly|ional)$",
    re.IGNORECASE,
)
_ACTIVITY = lazy.regex(
    r"(?:[a-z]+-|tele)?(?:monitoring|testing|training|counsell?ing|coaching|screening|walking|stretching"
    r"|swimming|dancing|singing|taping|cooling|warming|fasting|stenting|banding|bandaging)",
    re.IGNORECASE,
)
"""Words in -ing that are a treatment by themselves."""
MOST_WORDS = 4
"""Of a name: more words describe something."""


def is_name(words: str) -> bool:
    """Tell whether words outside the tables can name what an arm is given."""
    if _ACTIVITY.fullmatch(words):
        return True
    is_word = re.search(r"[A-Za-z]{3}|[A-Z]{2}|^[A-Z]-?\d{2,4}$", words) and words not in {
        "twice",
        "once",
    }
    told = is_word and _NAME.fullmatch(words) and not _NOT_NAME.search(words)
    return bool(told) and len(words.split()) <= MOST_WORDS


_HEADING = lazy.regex(r"therapy|^(?:[\w-]+ )?(?:treatment|regimen)$|\b[A-Z]?C?HT\b")
_OWN_THERAPY = lazy.regex(
    r"cogniti|behaviou?r|psycho|mindful|physi|occupational|exercise|manual|music|oxygen|light|laser"
    r"|speech|art therapy|cell|gene\b",
    re.IGNORECASE,
)
"""Kinds of therapy that are treatments by themselves, whatever is given with them."""


def is_heading(name: str) -> bool:
    """Tell whether a name may only head the drugs that stand behind it: ``hormonal therapy``."""
    return _HEADING.search(name) is not None and not _OWN_THERAPY.search(name)


_SHAM = lazy.regex(
    r"sham(?=\W|$)(?P<what>(?:[ -](?!daily|on|for|at|given|every|in|over|once|twice|before|after)"
    r"[\w-]+){0,3})",
    re.IGNORECASE,
)


def dummy_of(name: str) -> str:
    """Return what a placebo or a sham is called: ``sham acupuncture``; else nothing."""
    if re.match(r"placebos?(?: |$)", name, re.IGNORECASE):
        return "placebo"
    sham = _SHAM.match(name)
    return (sham[0].lower() if sham["what"] else "sham procedure") if sham else ""


_JOINED = lazy.regex(
    r"(?:(?:high|low)-dose )?(?P<drug>[\w-]{4,30}?)(?:-based)?[ -]"
    r"(?P<rest>(?:radio-?chemo|chemo-?radio)therapy|chemo-?(?:ir)?radiation)"
    r"|chemo-?(?P<kind>endocrine|immuno)[ -]?therapy",
    re.IGNORECASE,
)
_KINDS = {"endocrine": "endocrine therapy", "immuno": "immunotherapy"}


def joined_in(name: str) -> tuple[str, ...]:
    """Return the names that one joins: ``chemoendocrine therapy``; none where it joins none."""
    match = _JOINED.fullmatch(name)
    if match is None:
        return ()
    if match["kind"]:
        return "chemotherapy", _KINDS[match["kind"].lower()]
    return match["drug"], match["rest"].replace("-", "")


def with_of(cleaned: str, name: str, at: int) -> str:
    """Return an unknown name in one line, with the ``of`` that stood between its words."""
    whole = " ".join(cleaned[at : at + len(name)].split())
    left = set(whole.split()) - set(name.split())
    short = len(whole.split()) <= MOST_WORDS
    return whole if left <= {"of", "the"} and short else " ".join(name.split())


_CARE = lazy.regex(r"(?: (?:therapy|treatment|training|programme?|intervention))?")


def in_full(name: str, inner: tuple[int, int], concept: Concept) -> str:
    """Return the words for a known component: an operation's or exercise's with its adjectives."""
    short = name[inner[0] : inner[1]]
    is_noun = _CARE.fullmatch(name, inner[1]) is not None
    is_told = concept.attributes.get("kind") in {"procedure", "radiation"} and is_noun
    words = " ".join(name.split())
    if not is_told or _NOT_NAME.search(words) or not _NAME.fullmatch(words):
        return short
    return short if _VERBAL.match(words) or len(words.split()) > MOST_WORDS else name


_VERBAL = lazy.regex(r"[a-z]+ing ")
