"""The trial of a registry page that was copied as text."""

import re
from decimal import Decimal

from trialgraph.extract.printed_dates import printed_date
from trialgraph.extract.registry_arms import comparisons, read_arms
from trialgraph.extract.registry_eligibility import read_criteria, read_population
from trialgraph.extract.registry_end_points import read_end_points
from trialgraph.extract.registry_lines import Entry, Page
from trialgraph.model import lazy
from trialgraph.model.document import Document
from trialgraph.model.text import Number, PartialDate, Span, Stated
from trialgraph.model.trial import Arm, Sponsor, Trial, TrialDates
from trialgraph.names.registries import canonical, is_registration
from trialgraph.terms.index import TermIndex

_BASIC = "Basic Information"
_DESIGN = "Study Design"
_NCT = lazy.regex(r"NCT ID:\s*(?P<number>NCT\d{8})")
_SOURCE = lazy.regex(r"Identifier Source:\s*(?P<source>\S+)")
_SPONSOR_ROLE = lazy.regex(r"Sponsor Role:?\s+(?P<role>lead|collaborator)", re.IGNORECASE)
_PHASE = lazy.regex(r"(?:EARLY_)?PHASE\s?_?(?P<number>[1-4])")
_COUNT = lazy.regex(r"\d[\d,]*")
_ALLOCATIONS = {"RANDOMIZED": "randomised", "NON_RANDOMIZED": "non-randomised"}
_MASKINGS = {
    "NONE": "open-label",
    "SINGLE": "single-blind",
    "DOUBLE": "double-blind",
    "TRIPLE": "triple-blind",
    "QUADRUPLE": "quadruple-blind",
}


def read_registry_trial(document: Document, terms: TermIndex) -> Trial:
    """Return the trial that a registry page registers.

    ``enrolment`` is the registry's own count: it is never the number randomised.
    Doses, outcomes and an acronym are left out where the page has no such field.
    """
    page = Page(document)
    arms = read_arms(page, terms)
    criteria = read_criteria(page)
    return Trial(
        role="registers",
        title=_title(document),
        registrations=_registrations(page),
        organisation_ids=_organisation_ids(page),
        phase=_phase(page.field(_BASIC, "Clinical Phase", "Study Phase", "Phase")),
        allocation=_standard(page.field(_DESIGN, "Allocation Method", "Allocation"), _ALLOCATIONS),
        masking=_standard(page.field(_DESIGN, "Blinding Strategy", "Masking"), _MASKINGS),
        placebo_controlled=_placebo(arms, document),
        status=_whole(page.field(_BASIC, "Recruitment Status", "Overall Status")),
        results_posted=_results(page),
        enrolment=_count(page.field(_BASIC, "Total Enrollment", "Enrollment")),
        countries=_countries(page),
        dates=_dates(page),
        sponsors=_sponsors(page),
        population=read_population(page, terms, criteria),
        eligibility=criteria,
        arms=arms,
        comparisons=comparisons(arms),
        end_points=read_end_points(page, terms),
        span=_first_span(document, page),
    )


def _title(document: Document) -> Stated | None:
    section = next((one for one in document.sections if one.kind == "title"), None)
    if section is None:
        return None
    printed = document.words(section.span)
    words = printed.strip()
    start = section.span.start + printed.index(words)
    return Stated(" ".join(words.split()), words, Span(start, start + len(words)))


def _first_span(document: Document, page: Page) -> Span:
    title = _title(document)
    return title.span if title else page.block("")[0].span


def _registrations(page: Page) -> tuple[Stated, ...]:
    """Return the page's own number and the other registries' numbers among its identifiers."""
    found: dict[str, Stated] = {}
    for entry in page.block(""):
        if match := _NCT.search(entry.words):
            number = _part(entry, match.start("number"), match.end("number"))
            found[number.value] = number
    for entry in page.block("Other Identifiers"):
        if is_registration(entry.words):
            found.setdefault(canonical(entry.words), entry.stated(canonical(entry.words)))
    return tuple(found.values())


def _part(entry: Entry, start: int, end: int) -> Stated:
    words = entry.words[start:end]
    return Stated(words, words, Span(entry.span.start + start, entry.span.start + end))


def _organisation_ids(page: Page) -> tuple[Stated, ...]:
    """Return the numbers that a sponsor gave: those whose source says so."""
    found: list[Stated] = []
    first: Entry | None = None
    for entry in page.block("Other Identifiers"):
        source = _SOURCE.match(entry.words)
        if source and first and not is_registration(first.words):
            found.append(first.stated())
        if source:
            first = None
        elif first is None:
            first = entry
    return tuple(found)


def _phase(entry: Entry | None) -> Stated | None:
    numbers = [match["number"] for match in _PHASE.finditer(entry.words)] if entry else []
    return entry.stated("/".join(numbers)) if entry and numbers else None


def _standard(entry: Entry | None, values: dict[str, str]) -> Stated | None:
    """Return a coded field by the value that stands for its code; unknown codes are left out."""
    code = entry.words.split("(")[0].strip().upper().replace(" ", "_") if entry else ""
    return entry.stated(values[code]) if entry and code in values else None


def _whole(entry: Entry | None) -> Stated | None:
    return entry.stated() if entry else None


def _placebo(arms: tuple[Arm, ...], document: Document) -> Stated | None:
    for arm in arms:
        for component in arm.interventions:
            if component.role == "placebo":
                return Stated("true", document.words(component.span), component.span)
    return None


def _results(page: Page) -> Stated | None:
    """Return whether the registry shows results; none there does not mean none published."""
    block = page.block("Study Results")
    if not block:
        return None
    pending = block[0].words.lower().startswith(("results pending", "no results", "not posted"))
    return block[0].stated("not posted" if pending else "posted")


def _count(entry: Entry | None) -> Number | None:
    match = _COUNT.match(entry.words) if entry else None
    if entry is None or match is None:
        return None
    span = Span(entry.span.start, entry.span.start + match.end())
    return Number(Decimal(match[0].replace(",", "")), match[0], span)


def _countries(page: Page) -> tuple[Stated, ...]:
    """Return the countries; where they stand in one line the sites' addresses part them."""
    named = {entry.words.rsplit(",", 1)[-1].strip() for entry in page.block("Locations")}
    found: list[Stated] = []
    for entry in page.block("Countries"):
        known = sorted((name for name in named if name in entry.words), key=entry.words.index)
        if entry.words in named or not _makes_up(known, entry.words):
            found.append(entry.stated())
        else:
            starts = [entry.words.index(name) for name in known]
            found += [
                _part(entry, start, start + len(name))
                for start, name in zip(starts, known, strict=True)
            ]
    return tuple(found)


def _makes_up(names: list[str], line: str) -> bool:
    """Tell whether names, one after another, are the whole of a line."""
    return "".join(names).replace(" ", "") == line.replace(" ", "")


def _dates(page: Page) -> TrialDates:
    return TrialDates(
        start=_date(page, page.field(_BASIC, "Study Start Date", "Start Date")),
        completion=_date(page, page.field(_BASIC, "Study Completion Date", "Completion Date")),
    )


def _date(page: Page, entry: Entry | None) -> PartialDate | None:
    if entry is None:
        return None
    return printed_date(page.document.text, entry.span.start, entry.span.end)


def _sponsors(page: Page) -> tuple[Sponsor, ...]:
    """Return the sponsors: a name, its class, then its role."""
    found: list[Sponsor] = []
    waiting: list[Entry] = []
    for entry in page.block("Sponsors"):
        role = _SPONSOR_ROLE.fullmatch(entry.words)
        if role is None:
            waiting.append(entry)
        elif waiting:
            found.append(_sponsor(waiting, lead=role["role"].lower() == "lead"))
            waiting = []
    return tuple(found)


def _sponsor(entries: list[Entry], *, lead: bool) -> Sponsor:
    name, *others = entries
    kind = next((entry.words for entry in others if re.fullmatch(r"[A-Z_]+", entry.words)), "")
    return Sponsor(
        name=name.words,
        role="lead" if lead else "collaborator",
        sponsor_class=kind,
        span=name.span,
    )
