"""Europe PMC: open full texts by PMCID, and which records a DOI stands for."""

from dataclasses import dataclass

from trialgraph.errors import BadReply, NotAtSource
from trialgraph.sources.asking import Source
from trialgraph.sources.identifiers import is_number
from trialgraph.sources.replies import JSON, XML, json_of, root_name
from trialgraph.sources.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Publication:
    """The numbers of a publication; empty where it has none.

    Attributes:
        open_pmcid: number of its full text, when that may be read.
    """

    pmid: str
    open_pmcid: str


class EuropePmc:
    """Europe PMC."""

    def __init__(self, source: Source, shelf: Shelf) -> None:
        self._source = source
        self._shelf = shelf

    def full_text(self, pmcid: str) -> bytes:
        """Return an open full text as JATS, as it came.

        Raises:
            NotAtSource: there is none.
        """
        address = self._source.address(f"{pmcid}/fullTextXML")
        kept = self._shelf.ask(self._source, address, XML)
        if kept is None:
            raise NotAtSource(
                f"{self._source.name} has no open full text {pmcid}; "
                "check the number, or give the PMID for the record with the abstract"
            )
        if root_name(kept.body) != "article":
            raise BadReply(
                f"the reply of {self._source.name} for {pmcid} is no article; ask again later"
            )
        return kept.body

    def publication(self, doi: str) -> Publication:
        """Return the publication with a DOI.

        Raises:
            NotAtSource: there is none, or more than one.
        """
        address = self._source.address(
            "search", query=f'DOI:"{doi}"', resultType="lite", format="json", pageSize="25"
        )
        found = {
            _publication(hit) for hit in self._hits(address) if hit.get("doi", "").lower() == doi
        }
        # One publication may be listed once by its PMID and once by its PMCID.
        texts = {one.open_pmcid for one in found if one.pmid}
        known = {one for one in found if one.pmid or one.open_pmcid not in {"", *texts}}
        if len(known) == 1:
            return known.pop()
        if known:
            numbers = ", ".join(sorted(one.pmid or one.open_pmcid for one in known))
            raise NotAtSource(
                f"{self._source.name} has {len(known)} records for the DOI {doi} ({numbers}), "
                "wanted one; give the number of the one you mean"
            )
        what = "only records without PMID and open full text" if found else "no record"
        raise NotAtSource(
            f"{self._source.name} has {what} for the DOI {doi}; check it, or give a file"
        )

    def _hits(self, address: str) -> list[dict[str, str]]:
        """Return what a search finds; that it found nothing a while ago is asked again."""
        held = self._shelf.held(address)
        hits = _hits(json_of(held.body)) if held else []
        if hits:
            return hits
        kept = self._shelf.ask(self._source, address, JSON, floor=self._shelf.stamp())
        return _hits(json_of(kept.body)) if kept else []


def _hits(reply: object) -> list[dict[str, str]]:
    """Return the records that a search found, their words only.

    Raises:
        BadReply: it is no answer to a search.
    """
    results = reply.get("resultList") if isinstance(reply, dict) else None
    hits = results.get("result") if isinstance(results, dict) else None
    if not isinstance(hits, list):
        raise BadReply("found JSON without a list of results; ask again later")
    return [
        {key: value for key, value in hit.items() if isinstance(value, str)}
        for hit in hits
        if isinstance(hit, dict)
    ]


def _publication(hit: dict[str, str]) -> Publication:
    """Return the numbers in one record of a search."""
    pmid, pmcid = hit.get("pmid", ""), hit.get("pmcid", "")
    is_open = hit.get("isOpenAccess") == "Y" and is_number("pmcid", pmcid)
    return Publication(pmid if is_number("pmid", pmid) else "", pmcid if is_open else "")
