"""A text that grows word by word, so that each value's place is known as it is written."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256

from trialgraph.model.document import Document, DocumentKind, Section
from trialgraph.model.text import Number, PartialDate, Precision, Span, Stated

READER = "corpus 1"
_PRECISIONS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}


class Sheet:
    """The text of one document; what is put returns where it stands."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._begun = 0

    @property
    def text(self) -> str:
        """Return all that was written."""
        return "".join(self._parts)

    def put(self, words: str) -> Span:
        """Add words and return their place."""
        start = self._length
        self._parts.append(words)
        self._length += len(words)
        return Span(start, self._length)

    def say(self, words: str) -> None:
        """Add words that hold no value."""
        self.put(words)

    def number(self, printed: str) -> Number:
        """Add a number as printed."""
        return Number(Decimal(printed), printed, self.put(printed))

    def stated(self, printed: str, value: str = "") -> Stated:
        """Add words with the value that they state."""
        return Stated(value or printed, printed, self.put(printed))

    def day(self, iso: str) -> PartialDate:
        """Add a date: 2022, 2022-05 or 2022-05-01."""
        first = date.fromisoformat(iso + "2022-01-01"[len(iso) :])
        return PartialDate(first, _PRECISIONS[len(iso)], iso, self.put(iso))

    def end(self) -> Span:
        """End the sentence and return its place."""
        self.put(".")
        whole = Span(self._begun, self._length)
        self.put("\n")
        self._begun = self._length
        return whole

    def document(self, identifier: str, kind: DocumentKind) -> Document:
        """Return the finished text as a document of one section."""
        text = self.text
        digest = sha256(text.encode()).hexdigest()
        whole = Section("record", "", Span(0, len(text)))
        return Document(identifier, kind, digest, READER, text, (whole,))


def listed(names: Sequence[str]) -> str:
    """Return names as a list in words."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else list(names))
