"""Quads on disk: one change per document, published snapshots, queries within limits.

SPARQL text and N-Quads bytes go in; rows of our own terms come out. No object of
the engine crosses this room's border.
"""

from trialgraph.store.engine import Row
from trialgraph.store.ledger import DocumentEntry, Intent, Ledger
from trialgraph.store.profile import ClassProfile, Profile, Use
from trialgraph.store.reader import Reader, open_reader
from trialgraph.store.snapshots import Statistics, current_version, newest_description
from trialgraph.store.writer import Writer, create_or_open

__all__ = [
    "ClassProfile",
    "DocumentEntry",
    "Intent",
    "Ledger",
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
]
