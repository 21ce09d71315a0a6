"""The kinds of concepts that the tables name, and how long a name may be."""

SCHEMES = {
    "drug": "drug",
    "end-point": "end point",
    "condition": "condition",
    "biomarker": "biomarker",
    "event": "adverse event",
}
"""Scheme to what a person calls it."""
LONGEST = 200
"""No name in any table is longer; longer input is refused before it is searched for."""
LONGEST_IRI = 2_000
"""Of the IRI of a result, which holds the words of its end point and its arms, or of a fact."""


def longest(kind: str) -> int:
    """Return how many characters the words for a parameter of a kind may have."""
    return LONGEST_IRI if kind == "result" else LONGEST
