"""Whether the whole text of a document may be shown to everyone."""

import re
from collections.abc import Iterable

from trialgraph.catalogue.quoted import REGISTRY_KINDS

CONTEXT_CHARACTERS = 200
"""So much around a passage is shown of any document."""

# Open as the Open Definition 2.1 has it; those with NC or ND are not.
_OPEN = re.compile(
    r"(?:CC0|CC[ -]BY(?:[ -]SA)?|public domain)(?:[ -]\d(?:\.\d)?)?(?:\s*\([^)]*\))?", re.IGNORECASE
)


def is_open(kind: str, licences: Iterable[str]) -> bool:
    """Tell whether a document may be passed on by anyone.

    Args:
        kind: layout it was read as; records of ClinicalTrials.gov are made to be passed on.
        licences: that it prints, such as ``CC BY 4.0``.
    """
    return kind in REGISTRY_KINDS or any(_OPEN.fullmatch(one.strip()) for one in licences)


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the characters before and after a passage of a text."""
    return text[max(0, start - CONTEXT_CHARACTERS) : start], text[end : end + CONTEXT_CHARACTERS]
