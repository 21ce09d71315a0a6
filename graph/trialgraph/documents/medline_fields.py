"""The fields of a MEDLINE record, under the names of form ``publication``.

Tags as in NLM's "MEDLINE/PubMed Data Element (Field) Descriptions".
"""

from collections.abc import Callable, Iterable

from trialgraph.documents.data_banks import data_banks
from trialgraph.documents.medline_people import people
from trialgraph.documents.publication_text import Values
from trialgraph.model import lazy

Field = tuple[str, str]
"""A tag and its words, continuation lines joined."""

_SCALARS = {
    "title": ("TI", "BTI"),
    "original_title": ("TT",),
    "book": ("BTI", "CTI"),
    "publisher": ("PB",),
    "journal": ("JT",),
    "journal_abbreviation": ("TA",),
    "volume": ("VI",),
    "issue": ("IP",),
    "pages": ("PG",),
    "pmid": ("PMID",),
    "pmcid": ("PMC",),
    "copyright": ("CI",),
    "conflict_of_interest": ("COIS",),
    "status": ("STAT",),
}
_LISTS = {
    "languages": "LA",
    "publication_types": "PT",
    "gene_symbols": "GS",
    "notes": "GN",
    "isbn": "ISBN",
}
_CORRECTIONS = {
    "CIN": "CommentIn",
    "CON": "CommentOn",
    "CRF": "CorrectedandRepublishedFrom",
    "CRI": "CorrectedandRepublishedIn",
    "DDIN": "AssociatedDataset",
    "DRIN": "AssociatedPublication",
    "ECF": "ExpressionOfConcernFor",
    "ECI": "ExpressionOfConcernIn",
    "EFR": "ErratumFor",
    "EIN": "ErratumIn",
    "ORI": "OriginalReportIn",
    "PRIN": "PartialRetractionIn",
    "PROF": "PartialRetractionOf",
    "RIN": "RetractionIn",
    "ROF": "RetractionOf",
    "RPF": "RepublishedFrom",
    "RPI": "RepublishedIn",
    "RRF": "RetractedandRepublishedFrom",
    "RRI": "RetractedandRepublishedIn",
    "SPIN": "SummaryForPatientsIn",
    "UIN": "UpdateIn",
    "UOF": "UpdateOf",
}
_DAYS = {
    "DA": "record created",
    "DCOM": "record completed",
    "LR": "record revised",
    "EDAT": "pubmed",
    "MHDA": "medline",
    "CRDT": "entrez",
}
_PARTS = ("year", "month", "day")
_DAY = lazy.regex(r"(\d{4})/?(\d\d)(?:/?(\d\d))?\b")
_STEP = lazy.regex(r"(?P<date>.*\S)\s*\[(?P<step>[^\]]+)\]")
_KIND = lazy.regex(r"(?P<number>.*\S)\s*\[(?P<kind>[a-z]+)\]")
_PMID = lazy.regex(r"\s*\bPMID: ?(?P<pmid>\d{1,9})\b")
_SUBSTANCE = lazy.regex(r"(?P<number>\S.*?)\s*\((?P<label>.*)\)")
_ACRONYM = lazy.regex(r"[A-Z][A-Za-z_]{0,5}")
_GRANT_PARTS = 3


def words_of(fields: Iterable[Field], tag: str) -> list[str]:
    """Return what stands under a tag, in order; lines without words are left out."""
    return [words for name, words in fields if name == tag and words]


def record_values(fields: list[Field]) -> Values:
    """Return the fields of a record; those it lacks are empty."""
    return {
        **{name: _first(fields, tags) for name, tags in _SCALARS.items()},
        "issn": [words.split(" ")[0] for words in words_of(fields, "IS")],
        "doi": _located(fields, "doi"),
        "pii": _located(fields, "pii"),
        "issued": {"text": _first(fields, ("DP",))},
        "online": _day(_first(fields, ("DEP",))),
        "history": _history(fields),
        **{name: list(dict.fromkeys(words_of(fields, tag))) for name, tag in _LISTS.items()},
        "keywords": [words.lstrip("*") for words in words_of(fields, "OT")],
        **people(fields),
        **data_banks(_banked(words) for words in words_of(fields, "SI")),
        "grants": _each(fields, "GR", _grant),
        "headings": _each(fields, "MH", _heading),
        "supplementary_headings": _each(fields, "NM", lambda words: {"label": words}),
        "substances": _each(fields, "RN", _substance),
        "corrections": [
            _correction(_CORRECTIONS[tag], words) for tag, words in fields if tag in _CORRECTIONS
        ],
    }


def _first(fields: list[Field], tags: tuple[str, ...]) -> str:
    return next((words for tag in tags for words in words_of(fields, tag)), "")


def _each(fields: list[Field], tag: str, values: Callable[[str], Values]) -> list[Values]:
    return [values(words) for words in words_of(fields, tag)]


def _located(fields: list[Field], kind: str) -> str:
    """Return an identifier that its kind follows in brackets, as in ``10.1000/1 [doi]``."""
    for tag in ("LID", "AID"):
        for words in words_of(fields, tag):
            match = _KIND.fullmatch(words)
            if match and match["kind"] == kind:
                return match["number"]
    return ""


def _day(words: str) -> Values:
    """Return a day that is printed as digits or with strokes, or a month without its day."""
    match = _DAY.match(words)
    if match is None:
        return {"text": words}
    printed = [(name, part) for name, part in zip(_PARTS, match.groups(), strict=True) if part]
    return {"text": "-".join(part for _, part in printed), **dict(printed)}


def _history(fields: list[Field]) -> list[Values]:
    """Return the steps of the history; a day that the list repeats is shown once."""
    steps = [match for words in words_of(fields, "PHST") if (match := _STEP.fullmatch(words))]
    found: list[Values] = [{"step": one["step"], **_day(one["date"])} for one in steps]
    listed = {one["step"] for one in steps}
    for tag, step in _DAYS.items():
        if step not in listed:
            found += [{"step": step, **_day(words)} for words in words_of(fields, tag)]
    return found


def _banked(words: str) -> tuple[str, str]:
    bank, _, number = words.partition("/")
    return bank, number


def _grant(words: str) -> Values:
    """Return number, acronym, agency and country of a grant; numbers hold strokes themselves."""
    parts = [part.strip() for part in words.split("/")]
    if len(parts) < _GRANT_PARTS:
        has_number = any(map(str.isdigit, parts[0]))
        names = ("number", "agency") if has_number else ("agency", "country")
        return dict(zip(names, parts, strict=False))
    *number, agency, country = parts
    acronym = number.pop() if len(number) > 1 and _ACRONYM.fullmatch(number[-1]) else ""
    return {
        "number": "/".join(number),
        "acronym": acronym,
        "agency": agency,
        "country": country,
    }


def _heading(words: str) -> Values:
    label, *qualifiers = words.split("/")
    return {
        "label": label.lstrip("*"),
        "major": "*" in words,
        "qualifiers": [one.lstrip("*") for one in qualifiers],
    }


def _substance(words: str) -> Values:
    match = _SUBSTANCE.fullmatch(words)
    if match is None:
        return {"label": words}
    return {"label": match["label"], "registry_number": match["number"]}


def _correction(kind: str, words: str) -> Values:
    """Return a notice; what follows the other's PubMed number is a note on it."""
    match = _PMID.search(words)
    if match is None:
        return {"kind": kind, "source": words}
    return {
        "kind": kind,
        "source": words[: match.start()],
        "pmid": match["pmid"],
        "note": words[match.end() :].strip(" ."),
    }
