"""What of a document's text may be shown, and whether it is the text that its facts are from."""

import re
from collections.abc import Iterable
from unicodedata import normalize

from trialgraph.catalogue.answer import Passage
from trialgraph.catalogue.quoted import REGISTRY_KINDS

CONTEXT_CHARACTERS = 200
"""So much around a passage is shown of any document."""

# Open as the Open Definition 2.1 has it; those with NC or ND are not.
_OPEN = re.compile(
    r"(?:CC0|CC[ -]BY(?:[ -]SA)?|public domain)(?:[ -]\d(?:\.\d)?)?(?:\s*\([^)]*\))?", re.IGNORECASE
)

_NO_LETTERS = re.compile(r"[\W_]+")


def is_open(kind: str, licences: Iterable[str]) -> bool:
    """Tell whether a document may be passed on by anyone.

    Args:
        kind: layout it was read as; records of ClinicalTrials.gov are made to be passed on.
        licences: that it prints, such as ``CC BY 4.0``.
    """
    return kind in REGISTRY_KINDS or any(_OPEN.fullmatch(one.strip()) for one in licences)


def stands(text: str, one: Passage) -> bool:
    """Tell whether a passage stands in a text where it is said to; blanks and signs do not count.

    It does not while its document is replaced: the new text is kept before the version that says
    what was read from it is published.
    """
    found = text[one.start : one.end]
    return found == one.exact or _letters(found) == _letters(one.exact)


def _letters(words: str) -> str:
    return _NO_LETTERS.sub("", normalize("NFKC", words))


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the characters before and after a passage of a text; see ``stands``."""
    return text[max(0, start - CONTEXT_CHARACTERS) : start], text[end : end + CONTEXT_CHARACTERS]
