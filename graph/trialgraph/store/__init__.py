"""Quads on disk: one change per document, published snapshots, queries within limits.

SPARQL text and N-Quads bytes go in; rows of our own terms come out. No object of
the engine crosses this room's border.
"""

from trialgraph.store.address import Address, Place, place_of
from trialgraph.store.engine import Row
from trialgraph.store.identities import (
    Due,
    Identities,
    Mark,
)
from trialgraph.store.identity_rows import ImprintRow, Part, PartRow
from trialgraph.store.ledger import DocumentEntry, Intent, Ledger
from trialgraph.store.places import create_or_open, current_version, open_reader
from trialgraph.store.profile import ClassProfile, Profile, Use
from trialgraph.store.snapshots import Statistics, newest_description
from trialgraph.store.surface import Reader, Writer

__all__ = [
    "Address",
    "ClassProfile",
    "DocumentEntry",
    "Due",
    "Identities",
    "ImprintRow",
    "Intent",
    "Ledger",
    "Mark",
    "Part",
    "PartRow",
    "Place",
    "Profile",
    "Reader",
    "Row",
    "Statistics",
    "Use",
    "Writer",
    "create_or_open",
    "current_version",
    "newest_description",
    "open_reader",
    "place_of",
]
