"""The references that a publication's record lists in fields."""

from trialgraph.extract.reference_text import Reference, read_reference
from trialgraph.model import lazy
from trialgraph.model.reading import Citation
from trialgraph.model.record import Block
from trialgraph.names import identifiers

_NUMBER = lazy.regex(r"\W*(?P<number>\d{1,4})\W*")
_YEAR = lazy.regex(r"(?:19|20)\d\d")


def read_references(root: Block) -> tuple[Citation, ...]:
    """Return the references in their order; what a field states is taken from there.

    ``number`` is the printed one; a list without numbers has none.
    """
    return tuple(_citation(each) for each in root.blocks("references"))


def _citation(reference: Block) -> Citation:
    printed = reference.words("text")
    read = read_reference(printed) if printed else Reference()
    return Citation(
        number=_number(reference),
        first_author=reference.words("first_author") or next(iter(read.authors), ""),
        title=reference.words("title").rstrip(" .") or read.title,
        journal=reference.words("journal") or read.journal,
        year=_year(reference.words("year")) or read.year,
        volume=reference.words("volume") or read.volume,
        pages=reference.words("pages") or read.pages,
        doi=identifiers.doi(reference.words("doi")) or read.doi,
        pmid=identifiers.pmid(reference.words("pmid")) or read.pmid,
        pmcid=identifiers.pmcid(reference.words("pmcid")) or read.pmcid,
        span=reference.span,
    )


def _number(reference: Block) -> int | None:
    for name in ("number", "label"):
        if match := _NUMBER.fullmatch(reference.words(name)):
            return int(match["number"])
    return None


def _year(words: str) -> int | None:
    match = _YEAR.search(words)
    return int(match[0]) if match else None
