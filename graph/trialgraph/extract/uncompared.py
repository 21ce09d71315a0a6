"""Conclusions that hold no treatment against another: on a marker, or of arms side by side."""

import re

from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.reading import Conclusion

MARKER = lazy.regex(
    r"^patients with (?:a )?(?:high|elevated|low|increased|raised|decreased|mutated|mutant|"
    r"positive)\b|^(?:an? |the )?(?:high(?:er)?|elevated|low(?:er)?|increased|decreased|baseline|"
    r"pre-?treatment)\b[^.;,]{0,60} (?:levels?|expression|index|ratio|scores?|status|diversity|"
    r"amplification|counts?|intakes?|mutations?)\b[^.;,]{0,60} "
    r"(?:predict\w*|associated|prognostic|correlat\w+)\b",
    re.IGNORECASE,
)
COMPARES = lazy.regex(r"\b(?:than|versus|vs|compared|superior|over|alone|placebo)\b", re.IGNORECASE)
_NO_COMPARISON = lazy.regex(
    r"\bnon-?comparative,? (?:[\w-]+,? ){0,4}(?:trial|study|design)\b|\bno (?:formal |statistical |"
    r"direct ){1,3}comparisons?\b[^.;]{0,40}\b(?:between|of) (?:the )?(?:\w+ )?(?:arms|groups)\b",
    re.IGNORECASE,
)
"""The trial's plan does not compare its arms: that one does well is no word on the other."""
_HOPED = lazy.regex(r"\b(?:may|might|could) (?:also )?(?:be|have|offer|provide)\b")


def is_of_no_comparison(
    view: ReadingView, words: list[str], said: list[tuple[Conclusion, str]]
) -> bool:
    """Tell whether nothing compares the arms: neither the plan nor what it came to.

    A conclusion on a marker may end on a hope for a treatment.
    """
    if not said or any(verdict != "benefit" for verdict, _ in said):
        return False
    if MARKER.match(words[0]):
        return all(_HOPED.search(each) for _, each in said)
    is_silent = not any(COMPARES.search(each) for _, each in said)
    return is_silent and _NO_COMPARISON.search(view.text) is not None
