"""Records fetched from made-up sources: their contents, failures and codes."""

from collections.abc import Sequence

from trialgraph.errors import SourceError
from trialgraph.sources.identifiers import identifier
from trialgraph.sources.library import Fetched, Library

NCT, PMID, PMCID, DOI = "NCT09990001", "99900001", "PMC9990001", "10.9999/zelvo.1"


def fetched(library: Library, *words: str) -> list[Fetched]:
    return list(library.fetch([identifier(one) for one in words]))


def content(library: Library, words: str) -> bytes:
    (one,) = fetched(library, words)
    assert isinstance(one.content, bytes), one.content
    return one.content


def failure(library: Library, words: str) -> SourceError:
    (one,) = fetched(library, words)
    assert isinstance(one.content, SourceError)
    return one.content


def codes(found: Sequence[Fetched]) -> list[str]:
    return [one.content.code if isinstance(one.content, SourceError) else "" for one in found]
