"""Writes the documents of a planted trial: its registry record, its papers, what others say."""

from tests.corpus import written
from tests.corpus.plan import Draft, Paper
from tests.corpus.sheet import READER, Sheet

from trialgraph.model.document import Document, DocumentKind
from trialgraph.model.reading import Author, Bibliography, TrialDocument
from trialgraph.model.text import Stated
from trialgraph.model.trial import Design, Population, Sponsor, Trial, TrialDates

_JOURNALS = ("Annals of Invented Trials", "Made-up Medicine", "Journal of Planted Evidence")
Made = tuple[TrialDocument, Document]


def write(draft: Draft) -> list[Made]:
    """Return all documents of a trial in the order of time."""
    return [_document(draft, paper, place) for place, paper in enumerate(draft.papers)]


def _document(draft: Draft, paper: Paper, place: int) -> Made:
    """Write one document."""
    sheet = Sheet()
    is_record = paper.kind == "record"
    bibliography = Bibliography() if is_record else _imprint(sheet, draft, paper, place)
    trial = _record(sheet, draft, paper) if is_record else _trial(sheet, draft, paper)
    estimates = tuple(
        written.estimate(sheet, look) for look in draft.looks if paper.key in look.papers
    )
    pmid = _pmid(draft, place)
    identifier = f"ctgov-{draft.registration}" if is_record else f"pubmed-{pmid}"
    kind: DocumentKind = "ctgov-json" if is_record else "pubmed-xml"
    page = sheet.document(identifier, kind)
    paper.identifier = identifier
    reading = TrialDocument(
        identifier=identifier,
        kind=kind,
        sha256=page.sha256,
        reader=READER,
        text_sha256=page.sha256,
        bibliography=bibliography,
        trials=(trial,),
        estimates=estimates,
        conclusion="unclear",
    )
    return reading, page


def _pmid(draft: Draft, place: int) -> str:
    """Return a number for a paper that no other paper has."""
    return str(60000000 + draft.number * 10 + place)


def _imprint(sheet: Sheet, draft: Draft, paper: Paper, place: int) -> Bibliography:
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
    first = draft.number * 20 + place
    pages = sheet.stated(f"{first}-{first + 9}")
    sheet.say(", PMID ")
    pmid = sheet.stated(_pmid(draft, place))
    sheet.end()
    return Bibliography(
        title=title,
        authors=(author,),
        journal=journal,
        issued=issued,
        volume=volume,
        pages=pages,
        pmid=pmid,
    )


def _trial(sheet: Sheet, draft: Draft, paper: Paper) -> Trial:
    """Write what a paper says of its trial."""
    acronym = sheet.stated(draft.acronym)
    registrations: tuple[Stated, ...] = ()
    if paper.has_number:
        sheet.say(" (")
        registrations = (sheet.stated(draft.registration),)
        sheet.say(")")
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
    size = None
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
    return Trial(
        role="reports",
        acronym=acronym,
        registrations=registrations,
        allocation=allocation,
        masking=masking,
        phase=phase,
        n_randomised=size,
        crossover=crossover,
        sponsors=(sponsor,),
        conditions=(condition,),
        population=Population(condition=condition, line=line),
        follow_up_months=follow_up,
        dates=TrialDates(data_cutoff=cutoff),
        arms=tuple(written.arm(sheet, draft, one) for one in draft.arms),
        comparisons=written.comparisons(draft),
        design=written.design(sheet, draft) if paper.states_plan else Design(),
        end_points=tuple(written.end_point(sheet, one) for one in draft.end_points)
        if paper.states_plan
        else (),
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
