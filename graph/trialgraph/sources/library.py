"""All sources behind one door: records by their identifiers, and by searching."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

import httpx

from trialgraph.errors import NotAtSource, SourceError
from trialgraph.sources.asking import Asker, Bounds, Source, open_client
from trialgraph.sources.cache import Cache, FinishedSearch, Holdings
from trialgraph.sources.ctgov import Registry
from trialgraph.sources.europepmc import EuropePmc
from trialgraph.sources.identifiers import Identifier
from trialgraph.sources.pace import Clock, Pace
from trialgraph.sources.pubmed import PubMed
from trialgraph.sources.searches import Listing, Search, since_day
from trialgraph.sources.settings import SourceSettings
from trialgraph.sources.shelf import Shelf

Tell = Callable[[str], None]

_PRODUCT = "trialgraph"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one identifier, or of one record that a search found.

    Attributes:
        source: the identifier as it can be typed.
        content: the bytes of the record, or why there are none.
    """

    source: str
    content: bytes | SourceError


@dataclass(frozen=True, slots=True)
class Standing:
    """A source as it is set, and what is kept of it."""

    name: str
    address: str
    holdings: Holdings


class Library:
    """The sources."""

    def __init__(self, sources: "Sources", cache: Cache, shelf: Shelf, tell: Tell) -> None:
        self._sources = sources
        self._cache = cache
        self._shelf = shelf
        self._tell = tell
        self._registry = Registry(sources.ctgov, shelf)
        self._pubmed = PubMed(sources.eutils, shelf)
        self._papers = EuropePmc(sources.europepmc, shelf)

    def fetch(self, identifiers: Sequence[Identifier]) -> Iterator[Fetched]:
        """Yield the record of each identifier, in their order; one that fails stops none."""
        ahead = {
            "nct": self._registry.studies([one.number for one in identifiers if one.kind == "nct"]),
            "pmid": self._pubmed.records([one.number for one in identifiers if one.kind == "pmid"]),
        }
        for one in identifiers:
            content = next(ahead[one.kind])[1] if one.kind in ahead else self._content(one)
            yield Fetched(str(one), content)

    def search(self, search: Search) -> Iterator[Fetched]:
        """Return the records that a search finds, fetched as they are consumed.

        A run that was consumed to its end without a failure is written down, so that
        ``since="last"`` can continue from it.

        Raises:
            BadParameter: the search cannot be asked.
        """
        last = self._cache.last_search(search.source, search.words, only_whole=True)
        return self._found(search, since_day(search, last))

    def standings(self) -> list[Standing]:
        """Return each source, and what is kept of it."""
        sources = (self._sources.ctgov, self._sources.eutils, self._sources.europepmc)
        return [Standing(one.name, one.base, self._cache.holdings(one.base)) for one in sources]

    def _found(self, search: Search, since: str) -> Iterator[Fetched]:
        """Yield what a search finds; write down that it is finished."""
        begun_at = self._shelf.stamp()
        before = self._cache.last_search(search.source, search.words)
        # What a run left behind that was killed is used; what a finished one saw is old.
        floor = before.finished_at if before else ""
        desk = self._registry if search.source == "ctgov" else self._pubmed
        try:
            listing = desk.listed(search, since, floor)
        except SourceError as error:
            yield Fetched(f"{search.source} search {search.words!r}", error)
            return
        self._tell(_counted(search, since, listing))
        if listing.unknown:
            words = ", ".join(map(repr, listing.unknown))
            self._tell(f"{search.source}: not found and left out of the search: {words}")
        fetched, failed = 0, 0
        for source, content in listing.records:
            fetched += 1
            failed += isinstance(content, SourceError)
            yield Fetched(source, content)
        if not failed:
            self._cache.finish(
                FinishedSearch(
                    source=search.source,
                    words=search.words,
                    since=since,
                    found=listing.found,
                    fetched=fetched,
                    begun_at=begun_at,
                    finished_at=self._shelf.stamp(),
                )
            )

    def _content(self, one: Identifier) -> bytes | SourceError:
        """Return the record of an identifier, or why there is none."""
        try:
            if one.kind == "pmcid":
                return self._papers.full_text(one.number)
            return self._publication(one.number)
        except SourceError as error:
            return error

    def _publication(self, doi: str) -> bytes:
        """Return the open full text with a DOI; without one, its record."""
        found = self._papers.publication(doi)
        if found.open_pmcid:
            try:
                return self._papers.full_text(found.open_pmcid)
            except NotAtSource:
                if not found.pmid:
                    raise
        return self._pubmed.record(found.pmid)


@dataclass(frozen=True, slots=True)
class Sources:
    """The services that are asked."""

    ctgov: Source
    eutils: Source
    europepmc: Source


@dataclass(frozen=True, slots=True)
class Outside:
    """The network and the time that the sources are asked with."""

    transport: httpx.BaseTransport | None = None
    clock: Clock = field(default_factory=Clock)


@contextmanager
def open_library(
    settings: SourceSettings,
    folder: Path,
    *,
    refresh: bool = False,
    tell: Tell = lambda _: None,
    outside: Outside | None = None,
) -> Iterator[Library]:
    """Open the sources.

    Args:
        settings: where they are and how they are asked.
        folder: of the replies.
        refresh: ask again for what is kept, however fresh.
        tell: hears what a person may want to know while it takes time.
        outside: the network and the time; tests hand in others.

    Raises:
        SourceUnavailable: the folder cannot be used.
    """
    world = outside or Outside()
    cache = Cache.open(folder)
    try:
        with open_client(_user_agent(settings), settings.reply_seconds, world.transport) as client:
            asker = Asker(client, _bounds(settings), world.clock, tell)
            fresh_for = timedelta(hours=0 if refresh else settings.fresh_hours)
            shelf = Shelf(asker, cache, fresh_for, world.clock)
            yield Library(_sources(settings, world.clock), cache, shelf, tell)
    finally:
        cache.close()


def _sources(settings: SourceSettings, clock: Clock) -> Sources:
    """Return the services with the limits that they publish."""
    key = settings.ncbi_api_key.get_secret_value()
    manners = {"tool": _PRODUCT, "email": settings.contact, "api_key": key}
    return Sources(
        ctgov=Source(
            "ClinicalTrials.gov", settings.ctgov_url, Pace(settings.ctgov_per_minute, 60, clock)
        ),
        eutils=Source(
            "PubMed",
            settings.eutils_url,
            Pace(10 if key else 3, 1.1, clock),
            {name: value for name, value in manners.items() if value},
        ),
        europepmc=Source("Europe PMC", settings.europepmc_url, Pace(5, 1, clock)),
    )


def _bounds(settings: SourceSettings) -> Bounds:
    """Return how long and how often one question is asked."""
    return Bounds(
        attempts=settings.attempts,
        retry_seconds=settings.retry_seconds,
        longest_wait_seconds=settings.longest_wait_seconds,
        reply_seconds=settings.reply_seconds,
        total_seconds=settings.total_seconds,
        reply_megabytes=settings.reply_megabytes,
    )


def _user_agent(settings: SourceSettings) -> str:
    """Return who asks: product, version, and how to reach the person."""
    contact = f" (mailto:{settings.contact})" if settings.contact else ""
    return f"{_PRODUCT}/{version(_PRODUCT)}{contact}"


def _counted(search: Search, since: str, listing: Listing) -> str:
    """Return how many a search found, and how many of them are fetched."""
    wanted = min(listing.found, listing.offered, search.limit)
    changed = f" changed since {since}" if since else ""
    words = f"{search.source}: {listing.found:,} found{changed} for {search.words!r}"
    if wanted == listing.found:
        return f"{words}, all are fetched"
    more = (
        "narrow it by dates: the source gives out no more"
        if listing.offered <= search.limit
        else "--limit takes more"
    )
    return f"{words}, {wanted:,} are fetched; {more}"
