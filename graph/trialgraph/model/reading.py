"""Everything that was read from one document."""

from typing import Literal

from trialgraph.model.document import DocumentKind
from trialgraph.model.registry import RegistryResults
from trialgraph.model.result import AdverseEvent, ArmValue, Estimate
from trialgraph.model.text import Number, PartialDate, Problem, Span, Stated
from trialgraph.model.trial import Heading, Trial
from trialgraph.model.values import dataclass

Conclusion = Literal["benefit", "no benefit", "noninferior", "harm", "mixed", "unclear"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """An author as printed; ``orcid`` is the 16-digit form with hyphens."""

    name: str
    orcid: str = ""
    affiliations: tuple[str, ...] = ()
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A notice that links two publications, as a bibliographic record states it.

    Attributes:
        kind: MEDLINE's word: ErratumIn, ErratumFor, RetractionIn, RetractionOf, UpdateIn,
            UpdateOf, CommentIn, CommentOn, ...
        printed: the source line of the other publication.
    """

    kind: str
    printed: str = ""
    pmid: str = ""
    doi: str = ""
    note: str = ""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Money that a bibliographic record names."""

    number: str = ""
    agency: str = ""
    country: str = ""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryDate:
    """A step of a publication's history: received, accepted, pubmed, medline, entrez, ..."""

    step: str
    day: PartialDate
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibliography:
    """The document as a publication, as far as it says so itself.

    Attributes:
        issued: date of the issue.
        online: ahead of print; the public could read it from then.
        erratum: words that say an erratum exists.
        retracted: words that say it is retracted.
        registrations: numbers that the record lists as its data banks; they may be
            another trial's.
        publication_types: as the source names them.
    """

    title: Stated | None = None
    journal: Stated | None = None
    issued: PartialDate | None = None
    online: PartialDate | None = None
    volume: Stated | None = None
    issue: Stated | None = None
    pages: Stated | None = None
    doi: Stated | None = None
    pmid: Stated | None = None
    pmcid: Stated | None = None
    licence: Stated | None = None
    authors: tuple[Author, ...] = ()
    funders: tuple[Stated, ...] = ()
    grants: tuple[Grant, ...] = ()
    registrations: tuple[Stated, ...] = ()
    publication_types: tuple[Stated, ...] = ()
    languages: tuple[Stated, ...] = ()
    keywords: tuple[Stated, ...] = ()
    headings: tuple[Heading, ...] = ()
    corrections: tuple[Correction, ...] = ()
    history: tuple[HistoryDate, ...] = ()
    erratum: Stated | None = None
    retracted: Stated | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A reference that the document lists; ``number`` as printed in its list.

    Attributes:
        issued: date of the issue, where more than the year is printed.
        online: ahead of print (Epub); the public could read the publication from then.
    """

    number: int | None = None
    first_author: str = ""
    title: str = ""
    journal: str = ""
    year: int | None = None
    volume: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    type: Literal["background", "result", "derived", "reference"] = "reference"
    issued: PartialDate | None = None
    online: PartialDate | None = None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A statement of the authors: their conclusion, a limitation, or a cited result.

    Attributes:
        about: acronym or registration of the trial it is about; empty = their own.
        cites: numbers of the references it rests on.
        end_points: standard names.
    """

    kind: Literal["conclusion", "cited-result", "limitation"]
    about: str = ""
    cites: tuple[int, ...] = ()
    end_points: tuple[str, ...] = ()
    direction: Literal["benefit", "no benefit", "harm", "unclear"] = "unclear"
    strength: Literal["significant", "improved", "trend", "no difference", "noninferior"] | None = (
        None
    )
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """One cell of a baseline table.

    Attributes:
        total: patients in the column.
        minimum: of a range; quartiles are those of an interquartile range.
    """

    characteristic: str
    category: str = ""
    arm: str
    kind: Literal["median", "mean", "range", "count"] = "count"
    n: Number | None = None
    percent: Number | None = None
    total: Number | None = None
    value: Number | None = None
    standard_deviation: Number | None = None
    minimum: Number | None = None
    maximum: Number | None = None
    lower_quartile: Number | None = None
    upper_quartile: Number | None = None
    unit: str = ""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmListing:
    """From what frequency a table lists adverse events; what is not listed reaches neither.

    Attributes:
        grade: of the rows that the words speak of: any, 3, 3-4, >=3, ...
        percent: of the patients of either arm; so frequent an event is listed.
        difference: in percentage points between the arms; so different an event is listed.
        span: the sentence of the caption or footnote.
    """

    grade: str
    percent: Number | None = None
    difference: Number | None = None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialDocument:
    """What one document says, with the place of everything; the seam of the product.

    Attributes:
        identifier: of the document, see ``Document``.
        reader: versions of the reader and of the extractor, which decide what was found.
        text_sha256: of the canonical text in UTF-8, for which the spans hold.
        trials: those reported first, then those mentioned.
        results: the result tables of a registry record.
        conclusion: the authors' own, over their whole conclusion.
        problems: what was left out, and why.
    """

    identifier: str
    kind: DocumentKind
    sha256: str
    reader: str
    text_sha256: str
    bibliography: Bibliography = Bibliography()
    trials: tuple[Trial, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    arm_values: tuple[ArmValue, ...] = ()
    adverse_events: tuple[AdverseEvent, ...] = ()
    harm_listings: tuple[HarmListing, ...] = ()
    baseline: tuple[Baseline, ...] = ()
    results: RegistryResults | None = None
    citations: tuple[Citation, ...] = ()
    claims: tuple[Claim, ...] = ()
    conclusion: Conclusion = "unclear"
    problems: tuple[Problem, ...] = ()


_STATING_TYPE = frozenset({"ctgov-json", "ctgov-xml"})
"""Kinds of registry records that have a field for the type of the study."""


def is_trial(study: Trial, kind: DocumentKind) -> bool:
    """Tell whether a study assigns its participants, as far as a document of this kind says.

    A record with a field for the study's type that leaves it empty says of no study that
    it does; a paper or a page without such a field speaks of trials.
    """
    if study.study_type is not None:
        return study.study_type.value == "interventional"
    return study.role != "registers" or kind not in _STATING_TYPE
