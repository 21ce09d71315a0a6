"""When two printings of a name are the same name: case, hyphens, plurals, British spelling.

A name is a chain of words. Words are compared folded (``Tumours`` is ``tumor``), but
abbreviations keep their capitals: ``OS`` is no bone, ``pCR`` no polymerase chain reaction.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’](?=[^\W\d_])[^\W_]+)*")
_JOINS = re.compile(r"[\s\-\u00ad\u2010-\u2015\u2212]+")
_PLURALS = (
    (re.compile(r"(?<=[a-z]{2})ies$"), "y"),
    (re.compile(r"(?<=[a-z])(s|sh|ch|x|z)es$"), r"\1"),
    (re.compile(r"(?<=[a-z]{2}[a-rt-z])(?<![uis])s$"), ""),
)
_SHORT = 6


class Word(NamedTuple):
    """One word of a text.

    Attributes:
        join: what ties it to the word before: empty for the first word, one space for
            white space and hyphens of any kind, else the printed signs, such as ``/``.
        printed: the word as it stands.
        start: offset of its first character.
        end: offset after its last.
    """

    join: str
    printed: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return the words of a text in order, with their places."""
    found: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        join = _joined(text[last : match.start()]) if found else ""
        last = match.end()
        found.append(Word(join, match.group(), match.start(), last))
    return found


def _joined(between: str) -> str:
    """Return what ties two words: white space and hyphens are one and the same."""
    if between in {" ", "-"}:
        return " "
    return _JOINS.sub("", between) or " "


@lru_cache(maxsize=8_192)
def folded(word: str) -> str:
    """Return the form under which a word is compared.

    >>> folded("Tumours"), folded("Neutropaenia"), folded("therapies")
    ('tumor', 'neutropenia', 'therapy')
    """
    plain = word.casefold().replace("’", "'")
    plain = plain.replace("ae", "e").replace("oe", "e").replace("tumour", "tumor")
    for ending, singular in _PLURALS:
        shorter = ending.sub(singular, plain)
        if shorter != plain:
            return shorter
    return plain


@lru_cache(maxsize=8_192)
def is_abbreviation(word: str) -> bool:
    """Tell whether capitals carry the meaning of a word: ``OS``, ``pCR``, ``HER2``, ``T``."""
    capitals = sum(letter.isupper() for letter in word)
    small = sum(letter.islower() for letter in word)
    return len(word) <= _SHORT and capitals > 0 and (small == 0 or capitals > 1)


def singular_abbreviation(word: str) -> str:
    """Return an abbreviation without the s of its plural: ``AE`` for ``AEs``."""
    shorter = word.removesuffix("s")
    return shorter if len(shorter) > 1 and not shorter[-1].islower() else word


@lru_cache(maxsize=4096)
def same_name(text: str) -> str:
    """Return a key that two printings of one name share, whatever their capitals and hyphens."""
    return " ".join([folded(singular_abbreviation(word)) for word in _WORD.findall(text)])
