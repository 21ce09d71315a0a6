"""What `ingest` is given besides files: identifiers and searches; and the list of sources."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Union

from trialgraph.cli.options import DEFAULT_STORE, AsJson, StorePath
from trialgraph.cli.talk import say_json, say_line, tell
from trialgraph.errors import BadParameter, UnknownIdentifier

if TYPE_CHECKING:
    from trialgraph.ingest.arriving import Arrival
    from trialgraph.sources.identifiers import Identifier
    from trialgraph.sources.library import Fetched, Library
    from trialgraph.sources.searches import Search, SourceName
    from trialgraph.sources.settings import SourceSettings
    from trialgraph.store.address import Place

Named = Union[Path, "Identifier", UnknownIdentifier]
"""What one argument is: a file or folder, an identifier, or neither."""

_CACHE_NAME = "-replies"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be brought in.

    Attributes:
        words: paths and identifiers as given.
        refresh: ask the sources again for what is kept of them.
    """

    words: Sequence[str] = ()
    searches: Sequence["Search"] = ()
    refresh: bool = False


def searches(words: "Mapping[SourceName, str]", since: str, limit: int) -> "list[Search]":
    """Return the searches that are wanted: those with words.

    Raises:
        BadParameter: a date without a search.
    """
    from trialgraph.sources.searches import Search

    found = [Search(source, query, since, limit) for source, query in words.items() if query]
    if since and not found:
        raise BadParameter(
            f"found --since {since} without a search, wanted --ctgov or --pubmed with it"
        )
    return found


@contextmanager
def arriving(wanted: Wanted, store: "Place") -> "Iterator[Iterator[Arrival]]":
    """Open what is wanted: bytes in the order of the words, then those of the searches.

    They are fetched and read one by one, as they are consumed.

    Raises:
        BadParameter: a setting or a search does not fit.
        SourceUnavailable: replies cannot be kept.
    """
    named = [_named(words) for words in wanted.words]
    is_asked = bool(wanted.searches) or any(_is_identifier(one) for one in named)
    with _library(store, refresh=wanted.refresh) if is_asked else nullcontext() as library:
        found = [library.search(search) for search in wanted.searches] if library else []
        yield _arrivals(list(zip(wanted.words, named, strict=True)), library, found)


def sources(*, store: StorePath = DEFAULT_STORE, as_json: AsJson = False) -> None:
    """List the sources that are asked by id: addresses, and what is kept of their replies."""
    from trialgraph.sources.library import open_library

    settings = _settings()
    folder = _folder(store, settings)
    # Looking makes no folder.
    with (
        tempfile.TemporaryDirectory() as empty,
        open_library(settings, folder if folder.exists() else Path(empty)) as library,
    ):
        standings = library.standings()
    if as_json:
        say_json({"replies": str(folder), "sources": [asdict(one) for one in standings]})
        return
    for one in standings:
        kept = one.holdings
        newest = f", the newest of {kept.newest[:19]}Z" if kept.newest else ""
        say_line(f"{one.name}  {one.address}  {kept.replies} kept, {kept.megabytes} MB{newest}")
    tell(f"replies are kept in {folder}")


def _named(words: str) -> Named:
    """Return what an argument is: a file that exists comes first."""
    from trialgraph.sources.identifiers import identifier

    path = Path(words)
    if _is_there(path):
        return path
    try:
        return identifier(words)
    except UnknownIdentifier as error:
        # A path that is missing is told as such.
        is_path = "://" not in words and ("/" in words or path.suffix)
        return path if is_path else error


def _is_there(path: Path) -> bool:
    """Tell whether a path can be looked at, or is in the way of looking."""
    try:
        return path.exists() or path.is_symlink()
    except (OSError, ValueError):
        return False


def _is_identifier(one: Named) -> bool:
    """Tell whether an argument is fetched from a source."""
    from trialgraph.sources.identifiers import Identifier

    return isinstance(one, Identifier)


def _arrivals(
    named: "list[tuple[str, Named]]",
    library: "Library | None",
    searches: "list[Iterator[Fetched]]",
) -> "Iterator[Arrival]":
    """Yield the bytes of each argument in their order, then those that searches find."""
    from trialgraph.ingest.arriving import Arrival, arrivals
    from trialgraph.sources.identifiers import Identifier

    wanted = [one for _, one in named if isinstance(one, Identifier)]
    fetched = library.fetch(wanted) if library else iter(())
    for words, one in named:
        if isinstance(one, Path):
            yield from arrivals([one])
        elif isinstance(one, Identifier):
            yield _arrival(next(fetched))
        else:
            yield Arrival(words, one)
    for found in searches:
        yield from map(_arrival, found)


def _arrival(fetched: "Fetched") -> "Arrival":
    """Return what a source gave as what arrives."""
    from trialgraph.ingest.arriving import Arrival

    return Arrival(fetched.source, fetched.content)


def _settings() -> "SourceSettings":
    from trialgraph.sources.settings import source_settings

    return source_settings()


def _folder(store: "Place", settings: "SourceSettings") -> Path:
    """Return where replies are kept: beside the store, if no other place is set."""
    from trialgraph.store.address import beside

    return settings.cache or beside(store, _CACHE_NAME)


def _library(store: "Place", *, refresh: bool) -> "AbstractContextManager[Library]":
    """Return the sources, to be opened."""
    from trialgraph.sources.library import open_library

    settings = _settings()
    return open_library(settings, _folder(store, settings), refresh=refresh, tell=tell)
