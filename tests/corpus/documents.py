"""Writes the documents of a planted trial: its registry record, its papers, what others say."""

from dataclasses import replace
from typing import TypedDict, Unpack

from tests.corpus import written
from tests.corpus.plan import Draft, Paper, PlantedClaim
from tests.corpus.sheet import READER, Sheet

from trialgraph.model.document import Document, DocumentKind
from trialgraph.model.reading import (
    Author,
    Bibliography,
    Citation,
    Claim,
    Correction,
    TrialDocument,
)
from trialgraph.model.result import Estimate
from trialgraph.model.trial import Design, Population, Sponsor, Trial, TrialDates

_JOURNALS = ("Annals of Invented Trials", "Made-up Medicine", "Journal of Planted Evidence")
Made = tuple[TrialDocument, Document]


def write(draft: Draft) -> list[Made]:
    """Return all documents of a trial in the order of time."""
    return [_document(draft, paper) for paper in draft.papers]


def _document(draft: Draft, paper: Paper) -> Made:
    """Write one document."""
    sheet = Sheet()
    writes = {"record": _write_record, "review": _write_review, "notice": _write_notice}
    reading = writes.get(paper.kind, _write_paper)(sheet, draft, paper)
    is_record = paper.kind == "record"
    pmid = pmid_of(draft, paper)
    paper.identifier = f"ctgov-{draft.registration}" if is_record else f"pubmed-{pmid}"
    kind: DocumentKind = "ctgov-json" if is_record else "pubmed-xml"
    page = sheet.document(paper.identifier, kind)
    whole = replace(
        reading,
        identifier=page.identifier,
        kind=kind,
        sha256=page.sha256,
        text_sha256=page.sha256,
    )
    return whole, page


def _reading(**parts: Unpack["_Parts"]) -> TrialDocument:
    """Return what a document says, before it is known what it is called."""
    return TrialDocument(
        identifier="", kind="pubmed-xml", sha256="", text_sha256="", reader=READER, **parts
    )


class _Parts(TypedDict, total=False):
    """Parts of what a document says."""

    bibliography: Bibliography
    trials: tuple[Trial, ...]
    estimates: tuple[Estimate, ...]
    citations: tuple[Citation, ...]
    claims: tuple[Claim, ...]


def _write_record(sheet: Sheet, draft: Draft, paper: Paper) -> TrialDocument:
    """Write a registry's record."""
    return _reading(trials=(_record(sheet, draft, paper),))


def _write_paper(sheet: Sheet, draft: Draft, paper: Paper) -> TrialDocument:
    """Write a paper with its results."""
    bibliography = _imprint(sheet, draft, paper)
    trial = _trial(sheet, draft, paper)
    printed = [look for look in draft.looks if paper.key in look.papers]
    estimates = tuple(written.estimate(sheet, look) for look in printed)
    return _reading(bibliography=bibliography, trials=(trial,), estimates=estimates)


def _write_review(sheet: Sheet, draft: Draft, paper: Paper) -> TrialDocument:
    """Write a review: a claim, a number second hand, and the reference that both rest on."""
    bibliography = _imprint(sheet, draft, paper)
    sheet.say("In ")
    named = sheet.stated(draft.acronym)
    sheet.end()
    claims = tuple(_claim(sheet, draft, one) for one in draft.claims)
    source = next(one for one in draft.looks if "paper" in one.papers)
    repeated = replace(
        written.estimate(sheet, source),
        second_hand=True,
        trial=draft.acronym,
        experimental=None,
        comparator=None,
    )
    pmid = pmid_of(draft, draft.paper("paper"))
    span = sheet.put(f"1. {draft.acronym.title()} A. {draft.acronym}: the paper. PMID {pmid}")
    sheet.end()
    title = f"{draft.acronym}: the paper"
    cited = Citation(number=1, title=title, pmid=pmid, span=span)
    mentioned = Trial(role="mentions", acronym=named, span=named.span)
    return _reading(
        bibliography=bibliography,
        trials=(mentioned,),
        estimates=(repeated,),
        citations=(cited,),
        claims=claims,
    )


def _claim(sheet: Sheet, draft: Draft, planted: PlantedClaim) -> Claim:
    """Write what a review says of the trial."""
    words = f"{draft.acronym}: {planted.strength} {planted.direction} in {planted.end_point}"
    sheet.say(words)
    return Claim(
        kind="cited-result",
        about=draft.acronym,
        cites=(1,),
        end_points=(planted.end_point,),
        direction=planted.direction,
        strength=planted.strength,
        text=words,
        span=sheet.end(),
    )


def _write_notice(sheet: Sheet, draft: Draft, paper: Paper) -> TrialDocument:
    """Write the notice that retracts the paper."""
    bibliography = _imprint(sheet, draft, paper)
    retracted = next(one for one in draft.papers if one.kind not in {"record", "notice"})
    pmid = pmid_of(draft, retracted)
    span = sheet.put(f"Retraction of PMID {pmid}")
    sheet.end()
    notice = Correction(kind="RetractionOf", pmid=pmid, span=span)
    return _reading(bibliography=replace(bibliography, corrections=(notice,)))


def pmid_of(draft: Draft, paper: Paper) -> str:
    """Return a number for a paper that no other paper has."""
    place = draft.papers.index(paper)
    return str(60000000 + draft.number * 10 + place)


def _imprint(sheet: Sheet, draft: Draft, paper: Paper) -> Bibliography:
    """Write where a paper stands in print."""
    title = sheet.stated(f"{draft.acronym}: {paper.key} of a randomised trial")
    sheet.end()
    sheet.say("By ")
    name = f"{draft.acronym.title()} A"
    author = Author(name=name, span=sheet.put(name))
    sheet.say(", in ")
    journal = sheet.stated(_JOURNALS[draft.number % len(_JOURNALS)])
    sheet.say(" ")
    issued = sheet.day(str(paper.year))
    sheet.say("; ")
    volume = sheet.stated(str(draft.number % 90 + 1))
    sheet.say(": ")
    first = draft.number * 20 + draft.papers.index(paper)
    pages = sheet.stated(f"{first}-{first + 9}")
    sheet.say(", PMID ")
    pmid = sheet.stated(pmid_of(draft, paper))
    sheet.end()
    erratum = sheet.stated("Erratum in a later issue") if paper.erratum else None
    retracted = sheet.stated("RETRACTED") if paper.retracted else None
    sheet.end()
    return Bibliography(
        title=title,
        authors=(author,),
        journal=journal,
        issued=issued,
        volume=volume,
        pages=pages,
        pmid=pmid,
        erratum=erratum,
        retracted=retracted,
    )


def _trial(sheet: Sheet, draft: Draft, paper: Paper) -> Trial:
    """Write what a paper says of its trial."""
    frame = _frame(sheet, draft, has_number=paper.has_number)
    crossover = None
    if draft.crossover:
        crossover = sheet.stated("Patients could cross over")
        sheet.end()
    sheet.say("There were ")
    size = sheet.number(str(draft.randomised))
    sheet.say(" patients, followed for ")
    follow_up = sheet.number(paper.follow_up) if paper.follow_up else None
    sheet.say(" months, up to ")
    cutoff = sheet.day(paper.cutoff) if paper.cutoff else None
    sheet.end()
    declared = draft.end_points if paper.states_plan else []
    return replace(
        frame,
        n_randomised=size,
        crossover=crossover,
        follow_up_months=follow_up,
        dates=TrialDates(data_cutoff=cutoff),
        arms=tuple(written.arm(sheet, draft, one) for one in draft.arms),
        comparisons=written.comparisons(draft),
        design=written.design(sheet, draft) if paper.states_plan else Design(),
        end_points=tuple(written.end_point(sheet, one) for one in declared),
    )


def _frame(sheet: Sheet, draft: Draft, *, has_number: bool) -> Trial:
    """Write who the trial is and whom it treats."""
    acronym = sheet.stated(draft.acronym)
    sheet.say(" ")
    registrations = (sheet.stated(draft.registration),) if has_number else ()
    sheet.say(" is a ")
    allocation = sheet.stated("randomised")
    sheet.say(", ")
    masking = sheet.stated(draft.masking)
    sheet.say(" phase ")
    phase = sheet.stated(draft.phase)
    sheet.say(" trial as ")
    line = sheet.stated(draft.line)
    sheet.say(" treatment of ")
    condition = sheet.stated(draft.condition[1])
    sheet.say(" by ")
    sponsor = Sponsor(name=draft.sponsor, role="lead", span=sheet.put(draft.sponsor))
    sheet.end()
    return Trial(
        role="reports",
        acronym=acronym,
        registrations=registrations,
        allocation=allocation,
        masking=masking,
        phase=phase,
        sponsors=(sponsor,),
        conditions=(condition,),
        population=Population(condition=condition, line=line),
        span=acronym.span,
    )


def _record(sheet: Sheet, draft: Draft, paper: Paper) -> Trial:
    """Write a registry's record, which posts no results."""
    registration = sheet.stated(draft.registration)
    sheet.say(" ")
    acronym = sheet.stated(draft.acronym)
    sheet.say(": ")
    kind = sheet.stated("interventional")
    sheet.say(", phase ")
    phase = sheet.stated(draft.phase)
    sheet.say(", ")
    condition = sheet.stated(draft.condition[1])
    sheet.say(", ")
    sponsor = Sponsor(name=draft.sponsor, role="lead", span=sheet.put(draft.sponsor))
    sheet.say(", enrolled ")
    enrolment = sheet.number(str(draft.randomised))
    sheet.say(", first posted ")
    posted = sheet.day(f"{paper.year}-02-01")
    sheet.end()
    return Trial(
        role="registers",
        study_type=kind,
        acronym=acronym,
        registrations=(registration,),
        phase=phase,
        enrolment=enrolment,
        conditions=(condition,),
        sponsors=(sponsor,),
        dates=TrialDates(first_posted=posted),
        arms=tuple(written.arm(sheet, draft, one, sized=False) for one in draft.arms),
        end_points=tuple(
            written.end_point(sheet, one) for one in draft.end_points if one.population == "all"
        ),
        span=registration.span,
    )
