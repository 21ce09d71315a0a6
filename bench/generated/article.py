"""A publication as PubMed's XML has it (pubmed_250101.dtd)."""

from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from generated.abstract import Abstract, abstract
from generated.chance import Chance
from generated.prose import body, person
from generated.reports import NOTICES, Report

HEAD = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" \
"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">
<PubmedArticleSet>
"""
FOOT = b"</PubmedArticleSet>\n"

_JOURNALS = (
    ("Invented Journal of Trials", "Invented J Trials"),
    ("Made-up Medicine", "Made-up Med"),
    ("The Fictional Lancer", "Fict Lancer"),
    ("Annals of Invented Oncology", "Ann Invent Oncol"),
    ("Imaginary Archives of Care", "Imag Arch Care"),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NOTICES = {"erratum": ("ErratumIn", "ErratumFor"), "retraction": ("RetractionIn", "RetractionOf")}


def article(report: Report) -> bytes:
    """Return a publication as one line of XML, without the end of the line."""
    return "".join(_parts(report, abstract(report))).encode()


def _parts(report: Report, written: Abstract) -> Iterator[str]:
    chance = Chance(f"{report.plan.seed}/{report.pmid}/article", {})
    journal, short = chance.pick(_JOURNALS)
    day = date.fromordinal(report.day)
    month = _MONTHS[day.month - 1]
    issue = f"<Volume>{day.year - 1970}</Volume><Issue>{day.month}</Issue>"
    issued = f"<PubDate><Year>{day.year}</Year><Month>{month}</Month></PubDate>"
    yield '<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">'
    yield f'<PMID Version="1">{report.pmid}</PMID>'
    yield f"<DateRevised>{_day(day)}</DateRevised>"
    yield '<Article PubModel="Print-Electronic"><Journal><ISSN IssnType="Print">9999-9999</ISSN>'
    yield f'<JournalIssue CitedMedium="Print">{issue}{issued}</JournalIssue>'
    yield f"<Title>{journal}</Title><ISOAbbreviation>{short}</ISOAbbreviation></Journal>"
    yield f"<ArticleTitle>{escape(written.title)}</ArticleTitle>"
    start = chance.between(1, 900)
    yield f"<Pagination><MedlinePgn>{start}-{start + 9}</MedlinePgn></Pagination>"
    yield f'<ELocationID EIdType="doi" ValidYN="Y">{report.doi}</ELocationID>'
    yield from _abstract(written)
    yield _authors(chance)
    yield "<Language>eng</Language>"
    yield from _banks(report, written)
    yield from _types(report)
    yield f'<ArticleDate DateType="Electronic">{_day(day)}</ArticleDate></Article>'
    yield f"<MedlineJournalInfo><MedlineTA>{short}</MedlineTA></MedlineJournalInfo>"
    yield from _corrections(report, short)
    yield from _headings(report)
    yield "</MedlineCitation>"
    yield from _numbers(report, day)
    yield "</PubmedArticle>"


def _day(day: date) -> str:
    return f"<Year>{day.year}</Year><Month>{day.month:02}</Month><Day>{day.day:02}</Day>"


def _abstract(written: Abstract) -> Iterator[str]:
    if written.sections:
        yield "<Abstract>"
        for one in written.sections:
            label = f" Label={quoteattr(one.heading)}" if one.heading else ""
            category = f' NlmCategory="{one.category}"' if one.category else ""
            yield f"<AbstractText{label}{category}>{escape(one.words)}</AbstractText>"
        yield "</Abstract>"


def _authors(chance: Chance) -> str:
    found = []
    for _ in range(chance.between(3, 12)):
        first, last = person(chance).split(" ", 1)
        found.append(
            f'<Author ValidYN="Y"><LastName>{last}</LastName><ForeName>{first}</ForeName>'
            f"<Initials>{first[0]}</Initials><AffiliationInfo><Affiliation>{body(chance)}."
            "</Affiliation></AffiliationInfo></Author>"
        )
    return f'<AuthorList CompleteYN="Y">{"".join(found)}</AuthorList>'


def _banks(report: Report, written: Abstract) -> Iterator[str]:
    if report.is_linked and (not written.number_in_text or report.pmid % 3):
        yield (
            '<DataBankList CompleteYN="Y"><DataBank><DataBankName>ClinicalTrials.gov'
            f"</DataBankName><AccessionNumberList><AccessionNumber>{report.plan.nct}"
            "</AccessionNumber></AccessionNumberList></DataBank></DataBankList>"
        )


def _types(report: Report) -> Iterator[str]:
    kinds = {
        "report": ["Journal Article", "Randomized Controlled Trial"],
        "erratum": ["Published Erratum"],
        "retraction": ["Retraction of Publication"],
    }[report.kind]
    if report.notice == "retraction":
        kinds.append("Retracted Publication")
    types = "".join(f'<PublicationType UI="D016428">{one}</PublicationType>' for one in kinds)
    yield f"<PublicationTypeList>{types}</PublicationTypeList>"


def _corrections(report: Report, journal: str) -> Iterator[str]:
    if report.notice:
        kind, pmid = _NOTICES[report.notice][0], report.pmid + NOTICES
    elif report.about:
        kind, pmid = _NOTICES[report.kind][1], report.about
    else:
        return
    yield (
        f'<CommentsCorrectionsList><CommentsCorrections RefType="{kind}"><RefSource>{journal}.'
        f'</RefSource><PMID Version="1">{pmid}</PMID></CommentsCorrections>'
        "</CommentsCorrectionsList>"
    )


def _headings(report: Report) -> Iterator[str]:
    if report.kind == "report":
        names = "".join(
            f'<MeshHeading><DescriptorName UI="D999{place:06}" MajorTopicYN="N">{escape(one)}'
            "</DescriptorName></MeshHeading>"
            for place, one in enumerate(("Humans", *report.plan.conditions[:3]))
        )
        yield f"<MeshHeadingList>{names}</MeshHeadingList>"


def _numbers(report: Report, day: date) -> Iterator[str]:
    yield "<PubmedData><History>"
    yield f'<PubMedPubDate PubStatus="pubmed">{_day(day)}</PubMedPubDate></History>'
    yield "<PublicationStatus>ppublish</PublicationStatus><ArticleIdList>"
    yield f'<ArticleId IdType="pubmed">{report.pmid}</ArticleId>'
    yield f'<ArticleId IdType="doi">{report.doi}</ArticleId></ArticleIdList></PubmedData>'
