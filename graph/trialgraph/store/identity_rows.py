"""Rows of the index of what is compared of documents."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImprintRow:
    """Where something stands in print.

    Attributes:
        words: what it says; equal words are the same row.
        digest: a hash of the words, 64 bits.
        keys: hashes of what two imprints of one publication share.
        title: hashes of the words of its title.
    """

    words: bytes
    digest: int
    keys: tuple[int, ...]
    title: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of a document that is compared.

    Attributes:
        kind: paper, cited, notice or mention.
        place: counts parts of one kind in the document.
        bundle: parts of a document with one number above 0 go together.
        keys: hashes of the names that it shares with others, registrations first.
        words: what else it says.
        numbers: how many of the keys are of registrations.
        is_firm: its other names hold it together with none that is firm, too.
    """

    kind: str
    place: int
    bundle: int
    keys: tuple[int, ...]
    words: bytes
    imprint: ImprintRow | None
    numbers: int = 0
    is_firm: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document as it is kept; ``imprint`` is the number of its imprint."""

    number: int
    document: str
    kind: str
    place: int
    bundle: int
    imprint: int | None
    keys: tuple[int, ...]
    numbers: int
    is_firm: bool
    words: bytes
