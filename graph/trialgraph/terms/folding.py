"""Names as somebody types them, brought to the forms under which they are looked up.

Case, diacritics, hyphens and punctuation do not count, Greek letters are written out, and
``v``, ``vs.`` and ``versus`` are one word.
"""

import re
import unicodedata
from functools import lru_cache

from trialgraph.terms.words import folded

_GREEK = {
    letter: unicodedata.name(letter).rsplit(" ", 1)[-1].lower()
    for letter in "αβγδεζηθικλμνξοπρστυφχψω"
} | {"ς": "sigma", "λ": "lambda"}
_SPELT = str.maketrans(_GREEK)
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_AGAINST = {"v": "vs", "versus": "vs"}


@lru_cache(maxsize=8_192)
def plain(words: str) -> str:
    """Return the words of a name as they are searched for, with one blank between them.

    >>> plain("Interferon-α v. Naïve T-cells")
    'interferon alpha vs naive t cells'
    """
    decomposed = unicodedata.normalize("NFKD", words).casefold()
    bare = "".join(one for one in decomposed if not unicodedata.combining(one))
    tokens = _WORD.findall(_APOSTROPHE.sub("", bare.translate(_SPELT)))
    return " ".join(_AGAINST.get(one, one) for one in tokens)


@lru_cache(maxsize=8_192)
def exact_key(words: str) -> str:
    """Return a key that two spellings of one name share; plurals and blanks do not count.

    >>> exact_key("T-DM1") == exact_key("tdm1"), exact_key("Tumours") == exact_key("tumor")
    (True, True)
    """
    return "".join(folded(one) for one in plain(words).split())
