"""The documents that an answer quotes, by what they and the references to them say."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.codes import Json, local_name
from trialgraph.rdf.term import iri_text, plain

if TYPE_CHECKING:
    from trialgraph.store import Reader

REGISTRY_KINDS = {"ctgov-json", "ctgov-xml", "ctgov-page"}
_RECORD = "ClinicalTrials.gov record"
_DIGITS = {"year": 4, "month": 7}
_LONGEST_TITLE = 60
_INITIALS = re.compile(r"(?:\s+[A-Z](?:[A-Z.-]*))+$")
_CTGOV_STUDY = re.compile(r"NCT\d{8}")

_PREFIX = f"PREFIX : <{names.ONTOLOGY}> PREFIX rdf: <{names.PREFIXES['rdf']}>"
# Fields are filtered: a second VALUES block would be joined before the things are known, and
# take seconds.
_STATED = """SELECT ?at ?field ?value {{
  VALUES (?at ?document) {{ {documents} }}
  ?document ?field ?value
  FILTER(?field IN (:statedKind, :statedTitle, :statedJournal, :statedDoi, :statedPmid,
                    :statedIssued, :statedIssuedPrecision, :statedAuthor)
         || ?field = rdf:type && ?value = :Document) }}"""
_AUTHORS = """SELECT ?at ?name ?place {{
  VALUES (?at ?document) {{ {documents} }}
  ?document :statedAuthor ?author . ?author :statedName ?name ; :place ?place }}"""
_REFERENCES = """SELECT ?at ?by ?field ?value ?words {{
  VALUES (?at ?document) {{ {documents} }}
  ?publication :document ?document ; :sameAsReference ?reference .
  ?reference :inDocument ?by ; :passage ?passage ; ?field ?value .
  FILTER(?field IN (:statedTitle, :statedJournal, :statedDoi, :statedPmid, :statedFirstAuthor))
  ?passage :exact ?words }} ORDER BY ?at ?by ?field ?value"""
_TRIALS = """SELECT DISTINCT ?at ?registration {{
  {{ VALUES (?at ?document) {{ {documents} }}
     ?trial :registeredBy ?document ; :registration ?registration }}
  UNION
  {{ VALUES (?at ?document) {{ {documents} }}
     ?trial :reportedBy ?document ; :registration ?registration }}
  FILTER(STRENDS(STR(?trial), ?registration)) }} ORDER BY ?at ?registration"""


@dataclass(frozen=True, slots=True)
class QuotedDocument:
    """What identifies a held document for a reader; an empty field is not known.

    Attributes:
        identifier: names it in this store.
        kind: layout it was read as, such as ``pubmed-page`` or ``text``.
        title: of the paper or the record.
        journal: as printed, or its usual short name.
        date: of issue, as precise as printed.
        doi: without ``doi:``.
        pmid: PubMed's number.
        registration: of the trial that it reports or registers.
        first_author: family name, or the name as printed.
        has_more_authors: whether others are named beside.
        by_reference: field to the documents whose reference to this one says it, where it
            does not say so itself.
    """

    identifier: str
    kind: str = ""
    title: str = ""
    journal: str = ""
    date: str = ""
    doi: str = ""
    pmid: str = ""
    registration: str = ""
    first_author: str = ""
    has_more_authors: bool = False
    by_reference: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """Return the document as ``ask --json`` prints it; null where a fact is not known."""
        said: dict[str, Json] = {
            name: getattr(self, name) or None
            for name in ("title", "journal", "date", "doi", "pmid", "registration", "kind")
        }
        derived = {name: list(by) for name, by in self.by_reference.items()}
        return {**said, "citation": self.citation or None, "by_reference": derived}

    @property
    def own_title(self) -> str:
        """Return its title where it prints one itself."""
        return "" if "title" in self.by_reference else self.title

    @property
    def is_registry_record(self) -> bool:
        """Tell whether it is a registry's record of a trial."""
        return self.kind in REGISTRY_KINDS

    @property
    def citation(self) -> str:
        """Return it as a reader would cite it, such as ``Doe et al., J Test 2025, doi:10.1/x``."""
        if self.is_registry_record:
            return " ".join(filter(None, (_RECORD, self.registration)))
        where = " ".join(filter(None, (self.journal, self.date[:4])))
        if not where and not self.title:
            return ""
        return ", ".join(filter(None, (self._who(), where, self._doi())))

    def _who(self) -> str:
        if not self.first_author:
            return f"“{_shortened(self.title)}”" if self.title else ""
        return f"{self.first_author}{' et al.' if self.has_more_authors else ''}"

    def _doi(self) -> str:
        mark = ", by reference" if "doi" in self.by_reference else ""
        return f"doi:{self.doi}{mark}" if self.doi else ""

    def links(self) -> tuple[tuple[str, str], ...]:
        """Return the addresses where it is found, each with the words of the link."""
        study = self.registration if _CTGOV_STUDY.fullmatch(self.registration) else ""
        known = (
            (self.doi, f"https://doi.org/{self.doi}", f"doi:{self.doi}"),
            (self.pmid, f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/", f"PubMed {self.pmid}"),
            (study, f"https://clinicaltrials.gov/study/{study}", f"trial {study}"),
        )
        return tuple((address, words) for given, address, words in known if given)

    def derivations(self) -> str:
        """Return which facts only references to it say, and where; empty when there is none."""
        words = {"doi": "DOI", "pmid": "PubMed number", "first_author": "author"}
        said = [
            f"{words.get(name, name)} by its reference in {' and '.join(by)}"
            for name, by in self.by_reference.items()
        ]
        return "; ".join(said)


def quoted_documents(reader: "Reader", identifiers: Iterable[str]) -> dict[str, QuotedDocument]:
    """Return the held documents of these identifiers, by identifier; others are left out."""
    wanted = sorted(set(identifiers))
    if not wanted:
        return {}
    stated = _by_document(reader, _STATED, wanted)
    held = {one for one, said in stated.items() if any(each["field"] == "type" for each in said)}
    written = {
        one for one, said in stated.items() if any(each["field"] == "statedAuthor" for each in said)
    }
    authors = _by_document(reader, _AUTHORS, sorted(written))
    references = _by_document(reader, _REFERENCES, wanted)
    trials = _by_document(reader, _TRIALS, wanted)
    return {
        one: _document(one, stated[one], authors[one], references[one], trials[one])
        for one in sorted(held)
    }


_Facts = list[dict[str, str]]
_Derived = dict[str, tuple[str, tuple[str, ...]]]


def _by_document(reader: "Reader", query: str, wanted: list[str]) -> dict[str, _Facts]:
    """Return what a query says of documents, which it tells by their places."""
    found: dict[str, _Facts] = defaultdict(list)
    if not wanted:
        return found
    listed = " ".join(f"({at} {iri_text(names.document(one))})" for at, one in enumerate(wanted))
    for row in reader.select(f"{_PREFIX} {query.format(documents=listed)}"):
        found[wanted[int(plain(row["at"]))]].append(
            {
                name: local_name(term) if name in {"field", "by"} else plain(term)
                for name, term in row.items()
            }
        )
    return found


def _document(
    identifier: str, stated: _Facts, authors: _Facts, references: _Facts, trials: _Facts
) -> QuotedDocument:
    own = {_name(one["field"]): one["value"] for one in stated}
    if authors:
        first = min(authors, key=lambda one: int(one["place"].partition("-")[0]))
        own["first_author"] = _INITIALS.sub("", first["name"]).split()[-1]
    derived = _derived(own, references)
    known = {name: value for name, (value, _) in derived.items()} | own
    # A copied library page prints the first author and "et al.".
    has_more = len(authors) > 1 or (bool(authors) and own.get("kind") == "pubmed-page")
    return QuotedDocument(
        identifier,
        kind=own.get("kind", ""),
        title=known.get("title", ""),
        journal=known.get("journal", ""),
        doi=known.get("doi", ""),
        pmid=known.get("pmid", ""),
        date=own.get("issued", "")[: _DIGITS.get(own.get("issued_precision", ""), 10)],
        registration=trials[0]["registration"] if trials else "",
        first_author=_INITIALS.sub("", known.get("first_author", "")),
        has_more_authors=has_more or _names_more(references, derived),
        by_reference={name: by for name, (_, by) in derived.items()},
    )


def _names_more(references: _Facts, derived: _Derived) -> bool:
    """Tell whether a reference that gives the first author goes on to others."""
    printed, by = derived.get("first_author", ("", ()))
    lists = [one["words"] for one in references if printed and one["by"] in by]
    return any(f"{printed}," in words or f"{printed} et al" in words for words in lists)


def _name(local: str) -> str:
    """Return a property of the document as a field: ``statedIssuedPrecision`` and so on."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", local.removeprefix("stated")).lower()


def _derived(own: Mapping[str, str], references: _Facts) -> _Derived:
    """Return what only references say: field to its value and the documents that say so.

    Where references differ, the one that comes first by its document is taken.
    """
    found: _Derived = {}
    for one in references:
        name = _name(one["field"])
        value, by = found.get(name, (one["value"], ()))
        if not own.get(name) and value == one["value"] and one["by"] not in by:
            found[name] = (value, (*by, one["by"]))
    return found


def _shortened(title: str) -> str:
    """Return a title cut at a word."""
    if len(title) <= _LONGEST_TITLE:
        return title
    return title[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " ..."
