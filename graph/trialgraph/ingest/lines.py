"""What became of one document, in one line."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal[
    "stored", "unchanged", "set aside", "unreadable", "not fetched", "removed", "not stored"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestLine:
    """What became of one document.

    Attributes:
        source: path as given, with ``!member`` of an archive and ``#3`` for the third
            record of a list; the identifier where no file is concerned.
        identifier: of the document, empty when it could not be read.
        problems: how many things were left out or are odd.
        message: what was found and why it stopped there; of a document that is held, what
            a person may not expect of it, such as no trial; empty when all went well.
        code: of the error, see ``trialgraph.errors``; empty when there was none.
    """

    source: str
    identifier: str = ""
    outcome: Outcome
    problems: int = 0
    message: str = ""
    code: str = ""
