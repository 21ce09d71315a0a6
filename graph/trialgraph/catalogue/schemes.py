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
