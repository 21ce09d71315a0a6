"""PubMed through the E-utilities: records in batches, and the numbers that a search finds.

Searches are read as lists of numbers and not from the server's history: numbers
can be fetched tomorrow, after a run was killed, and each only once; a history
is gone by then.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from trialgraph.errors import BadReply, NotAtSource, SourceError
from trialgraph.sources.asking import Source
from trialgraph.sources.identifiers import is_number
from trialgraph.sources.replies import JSON, XML, json_of, root_name
from trialgraph.sources.searches import Listing, Record, Search
from trialgraph.sources.shelf import Kept, Shelf

_BATCH = 200
_MOST_LISTED = 9_999  # PubMed gives no number beyond that, whatever is asked
_LAST_DAY = "3000/12/31"  # a first day needs a last one
_SET = (b'<?xml version="1.0" encoding="UTF-8"?>\n<PubmedArticleSet>\n', b"\n</PubmedArticleSet>\n")
_START = re.compile(rb"<(PubmedArticle|PubmedBookArticle)[\s>]")
_PMID = re.compile(rb"<PMID\b[^>]*>\s*(\d+)\s*</PMID>")
_ERROR = re.compile(rb"<ERROR>(.*?)</ERROR>", re.DOTALL)
_EMPTY = re.compile(r"list is empty|cannot get document summary", re.IGNORECASE)


class PubMed:
    """PubMed."""

    def __init__(self, source: Source, shelf: Shelf) -> None:
        self._source = source
        self._shelf = shelf

    def record(self, pmid: str) -> bytes:
        """Return one record.

        Raises:
            NotAtSource: there is no such record.
        """
        ((_, content),) = self.records([pmid])
        if isinstance(content, SourceError):
            raise content
        return content

    def records(self, pmids: Sequence[str]) -> Iterator[Record]:
        """Yield each record, or why it is not there; those not at hand are fetched in batches."""
        for first in range(0, len(pmids), _BATCH):
            batch = pmids[first : first + _BATCH]
            held = {pmid: self._held(pmid) for pmid in batch}
            fetched = self._fetched([pmid for pmid, content in held.items() if content is None])
            for pmid in batch:
                yield f"PMID:{pmid}", held[pmid] or fetched[pmid]

    def _held(self, pmid: str) -> bytes | None:
        """Return a record that is at hand and fresh; that there was none is no record."""
        kept = self._shelf.held(self._address(pmid))
        place = articles(kept.body).get(pmid) if kept else None
        return _set_of(kept.body[slice(*place)]) if kept and place else None

    def listed(self, search: Search, since: str, floor: str) -> Listing:
        """Return the records that a search finds."""
        asked = {
            "db": "pubmed",
            "term": search.words,
            "retmode": "json",
            "retmax": str(min(search.limit, _MOST_LISTED)),
        }
        if since:
            days = {"mindate": since.replace("-", "/"), "maxdate": _LAST_DAY}
            asked |= {"datetype": "mdat", **days}
        address = self._source.address("esearch.fcgi", **asked)
        kept = self._shelf.ask(self._source, address, JSON, floor)
        if kept is None:
            raise NotAtSource(f"{self._source.name} knows no such search; check its words")
        result = _result(json_of(kept.body))
        found = int(result["count"])
        return Listing(
            found=found,
            offered=min(found, _MOST_LISTED),
            records=self.records(_pmids(result)[: search.limit]),
            unknown=_unknown(result),
        )

    def _fetched(self, pmids: Sequence[str]) -> Mapping[str, bytes | SourceError]:
        """Return the records that the source gives, and an error for each of the others."""
        if not pmids:
            return {}
        address, now = self._address(*pmids), self._shelf.stamp()
        try:
            kept = self._shelf.ask(self._source, address, XML, floor=now)
            places = {pmid: place for pmid, place in _places(kept).items() if pmid in pmids}
        except SourceError as error:
            return dict.fromkeys(pmids, error)
        if kept is None:
            return {pmid: self._absent(pmid) for pmid in pmids}
        if len(pmids) > 1:
            self._shelf.keep_parts(
                kept, {self._address(pmid): place for pmid, place in places.items()}
            )
        return {
            pmid: _set_of(kept.body[slice(*places[pmid])]) if pmid in places else self._absent(pmid)
            for pmid in pmids
        }

    def _absent(self, pmid: str) -> NotAtSource:
        """Return the error of a number that has no record."""
        return NotAtSource(f"{self._source.name} has no record {pmid}; check the number")

    def _address(self, *pmids: str) -> str:
        """Return the address of records."""
        return self._source.address("efetch.fcgi", db="pubmed", id=",".join(pmids), retmode="xml")


def _set_of(record: bytes) -> bytes:
    """Return a record as a set of one, the same in whatever batch it came."""
    return _SET[0] + record + _SET[1]


def articles(body: bytes) -> dict[str, tuple[int, int]]:
    """Return where each record of a set stands, by its number."""
    found: dict[str, tuple[int, int]] = {}
    position = 0
    while start := _START.search(body, position):
        closing = b"</" + start[1] + b">"
        end = body.find(closing, start.end())
        if end < 0:
            break
        position = end + len(closing)
        number = _PMID.search(body, start.end(), position)
        if number:
            found.setdefault(number[1].decode().lstrip("0"), (start.start(), position))
    return found


def _places(kept: Kept | None) -> dict[str, tuple[int, int]]:
    """Return where the records of a reply stand; none for a reply that there are none.

    Raises:
        BadReply: it is no set of records.
    """
    if kept is None:
        return {}
    error = _ERROR.search(kept.body)
    if root_name(kept.body) == "PubmedArticleSet" and not error:
        return articles(kept.body)
    words = " ".join((error[1] if error else b"").decode(errors="replace").split())
    if _EMPTY.search(words):
        return {}
    raise BadReply(f"found no set of records ({words[:160] or 'another root'}); ask again later")


def _result(reply: object) -> dict[str, Any]:
    """Return what a search gives: its count is digits, its list a list.

    Raises:
        BadReply: the search failed.
    """
    result = reply.get("esearchresult") if isinstance(reply, dict) else None
    if not isinstance(result, dict):
        raise BadReply("found JSON without esearchresult; ask again later")
    error = result.get("ERROR")
    is_count = re.fullmatch(r"[0-9]{1,12}", str(result.get("count")))
    if error or not is_count or not isinstance(result.get("idlist"), list):
        raise BadReply(f"the search failed ({str(error or 'no list')[:160]}); check its words")
    return result


def _pmids(result: dict[str, Any]) -> list[str]:
    """Return the numbers that a search lists."""
    return [str(one) for one in result["idlist"] if is_number("pmid", str(one))]


def _unknown(result: dict[str, Any]) -> tuple[str, ...]:
    """Return the words of a search that were not found and left out of it."""
    groups = [result.get(name) for name in ("errorlist", "warninglist")]
    lists = [
        group.get(name)
        for group in groups
        if isinstance(group, dict)
        for name in ("phrasesnotfound", "fieldsnotfound", "quotedphrasesnotfound")
    ]
    return tuple(str(words) for some in lists if isinstance(some, list) for words in some)
