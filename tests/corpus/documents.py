"""Writes the documents of a planted trial: its registry record, its papers, what others say."""

from dataclasses import replace
from typing import TypedDict, Unpack

from tests.corpus import written
from tests.corpus.plan import Draft, Paper, PlantedClaim
from tests.corpus.sheet import READER, Sheet
from tests.corpus.truth import ArmTruth

from trialgraph.model.document import Document, DocumentKind
from trialgraph.model.reading import (
    Author,
    Bibliography,
    Citation,
    Claim,
    Correction,
    TrialDocument,
)
from trialgraph.model.result import ArmValue, Estimate
from trialgraph.model.text import Span
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
    arm_values: tuple[ArmValue, ...]
    citations: tuple[Citation, ...]
    claims: tuple[Claim, ...]


def _write_record(sheet: Sheet, draft: Draft, paper: Paper) -> TrialDocument:
    """Write a registry's record with its references."""
    trial = _record(sheet, draft, paper)
    citations = []
    for key in draft.record.lists:
        pmid = pmid_of(draft, draft.paper(key))
        span = sheet.put(f"PMID {pmid}")
        citations.append(Citation(pmid=pmid, type="result", span=span))
        sheet.end()
    return _reading(trials=(trial,), citations=tuple(citations))


def _write_paper(sheet: Sheet, draft: Draft, paper: Paper) -> TrialDocument:
    """Write a paper with its results."""
    bibliography = _imprint(sheet, draft, paper)
    trial = _trial(sheet, draft, paper)
    printed = [look for look in draft.looks if paper.key in look.papers]
    estimates = tuple(written.estimate(sheet, look) for look in printed)
    shares = [one for one in draft.percents if one.paper == paper.key]
    values = tuple(written.share(sheet, one) for one in shares)
    return _reading(
        bibliography=bibliography, trials=(trial,), estimates=estimates, arm_values=values
    )


def _write_review(sheet: Sheet, draft: Draft, paper: Paper) -> TrialDocument:
    """Write a review: a claim, a number second hand, and the reference that both rest on."""
    bibliography = _imprint(sheet, draft, paper)
    sheet.say("In ")
    named = sheet.stated(draft.acronym)
    sheet.end()
    first, *others = draft.claims
    sheet.say(_words(draft, first))
    repeated = _restated(sheet, draft)
    claims = (
        _claim(draft, first, repeated.passages[0]),
        *(_sentence(sheet, draft, one) for one in others),
    )
    pmid = pmid_of(draft, draft.paper("paper"))
    span = sheet.put(f"1. {draft.acronym.title()} A. {draft.acronym}: the paper. PMID {pmid}")
    sheet.end()
    title = f"{draft.acronym}: the paper"
    cited = Citation(number=1, title=title, pmid=pmid, span=span)
    span = sheet.put(f"2. {draft.acronym.title()} A. {draft.acronym}: a later report")
    sheet.end()
    unheld = Citation(number=2, title=f"{draft.acronym}: a later report", pmid="1", span=span)
    mentioned = Trial(role="mentions", acronym=named, span=named.span)
    return _reading(
        bibliography=bibliography,
        trials=(mentioned,),
        estimates=(repeated,),
        citations=(cited, unheld),
        claims=claims,
    )


def _restated(sheet: Sheet, draft: Draft) -> Estimate:
    """Write a number of the paper second hand, in the sentence that cites it."""
    source = next(one for one in draft.looks if "paper" in one.papers)
    told = source
    if draft.restates:
        told = replace(source, figures=replace(source.figures, value=draft.restates))
    return replace(
        written.estimate(sheet, told),
        second_hand=True,
        trial=draft.acronym,
        experimental=None,
        comparator=None,
    )


def _words(draft: Draft, planted: PlantedClaim) -> str:
    """Return a claim in words."""
    said = planted.words or f"{planted.strength} {planted.direction}"
    return f"{draft.acronym}: {said} in {planted.end_point} "


def _sentence(sheet: Sheet, draft: Draft, planted: PlantedClaim) -> Claim:
    """Write a claim in a sentence of its own."""
    sheet.say(_words(draft, planted))
    return _claim(draft, planted, sheet.end())


def _claim(draft: Draft, planted: PlantedClaim, span: Span) -> Claim:
    """Return what a review says of the trial."""
    cites = {"paper": (1,), "elsewhere": (2,)}.get(planted.cites, ())
    return Claim(
        kind="cited-result",
        about=draft.acronym,
        cites=cites,
        end_points=(planted.end_point,),
        direction=planted.direction,
        strength=planted.strength,
        text=_words(draft, planted),
        span=span,
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
        arms=tuple(written.arm(sheet, draft, one) for one in _arms(draft, paper)),
        comparisons=written.comparisons(draft),
        design=written.design(sheet, draft) if paper.states_plan else Design(),
        end_points=tuple(written.end_point(sheet, one) for one in declared),
    )


def _arms(draft: Draft, paper: Paper) -> list[ArmTruth]:
    """Return the arms as a paper counts them."""
    first, *others = draft.arms
    return [replace(first, randomised=first.randomised + paper.miscounts), *others]


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
    said = draft.record
    enrolment = sheet.number(str(draft.randomised + said.enrolled_more))
    planned = sheet.stated("ANTICIPATED") if said.is_planned else None
    sheet.say(", first posted ")
    posted = sheet.day(f"{paper.year}-02-01")
    sheet.say(", last updated ")
    updated = sheet.day(said.version) if said.version else None
    sheet.say(", results ")
    results = sheet.stated("not posted") if said.says_no_results else None
    sheet.say(", status ")
    status = sheet.stated(said.status) if said.status else None
    sheet.end()
    return Trial(
        role="registers",
        study_type=kind,
        acronym=acronym,
        registrations=(registration,),
        phase=phase,
        enrolment=enrolment,
        enrolment_type=planned,
        status=status,
        results_posted=results,
        conditions=(condition,),
        sponsors=(sponsor,),
        dates=TrialDates(first_posted=posted, last_update=updated),
        arms=tuple(written.arm(sheet, draft, one, sized=False) for one in draft.arms),
        end_points=tuple(written.end_point(sheet, one) for one in said.end_points),
        span=registration.span,
    )
