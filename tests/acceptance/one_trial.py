"""Documents of one invented trial, in every form in which it could arrive."""

import json
from pathlib import Path
from typing import Any

NUMBER, EUDRACT, PMID, DOI = "NCT09990001", "2019-001234-56", "99000001", "10.9999/tea.2022.1"
TITLE = "Camellinib for chronic dry cough in adults"
ABSTRACT = {
    "BACKGROUND": "Chronic dry cough shortens lives.",
    "METHODS": (
        "In this double-blind, randomised, phase 3 trial (TEAPOT), 402 adults were randomly "
        "assigned to receive camellinib (n = 201) or placebo (n = 201). Overall "
        "survival was the primary end point."
    ),
    "RESULTS": (
        "Median overall survival was 24.1 months with camellinib and 18.2 months with placebo "
        "(hazard ratio, 0.71; 95% CI, 0.57 to 0.88; P = 0.002)."
    ),
    "CONCLUSIONS": "Camellinib significantly prolonged overall survival.",
}
_NOTICE = {
    "RetractionIn": "J Tea Res. 2023 Feb;13(2):200",
    "ErratumIn": "J Tea Res. 2022 May;12(5):300",
}


def record(number: str = NUMBER, **changed: Any) -> bytes:  # noqa: ANN401 - parts of the source's own tree
    """Return the registry's record; ``changed`` replaces modules of its protocol section."""
    groups = ("Camellinib", "Placebo")
    modules: dict[str, Any] = {
        "identificationModule": {
            "nctId": number,
            "orgStudyIdInfo": {"id": "TEA-2019-01"},
            "secondaryIdInfos": [{"id": EUDRACT, "type": "EUDRACT_NUMBER"}],
            "briefTitle": "Camellinib in Dry Cough",
            "acronym": "TEAPOT",
        },
        "statusModule": {
            "overallStatus": "COMPLETED",
            "startDateStruct": {"date": "2019-02-01"},
            "resultsFirstPostDateStruct": {"date": "2022-03-04", "type": "ACTUAL"},
        },
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Leaf Institute", "class": "OTHER"}},
        "conditionsModule": {"conditions": ["Chronic Cough"]},
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE3"],
            "designInfo": {"allocation": "RANDOMIZED", "maskingInfo": {"masking": "DOUBLE"}},
            "enrollmentInfo": {"count": 402, "type": "ACTUAL"},
        },
        "armsInterventionsModule": {
            "armGroups": [
                {"label": label, "type": kind, "interventionNames": [f"Drug: {label}"]}
                for label, kind in zip(groups, ("EXPERIMENTAL", "PLACEBO_COMPARATOR"), strict=True)
            ],
            "interventions": [
                {"type": "DRUG", "name": label, "armGroupLabels": [label]} for label in groups
            ],
        },
        "outcomesModule": {
            "primaryOutcomes": [{"measure": "Overall Survival", "timeFrame": "3 years"}]
        },
        "referencesModule": {"references": [{"pmid": PMID, "type": "RESULT", "citation": "Brew."}]},
    }
    protocol = {name: part for name, part in (modules | changed).items() if part is not None}
    return json.dumps({"protocolSection": protocol, "resultsSection": results()}).encode()


def results(value: str = "0.71", **tables: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """Return the posted results: one outcome with its analysis."""
    analysis = {
        "groupIds": ["OG000", "OG001"],
        "nonInferiorityType": "SUPERIORITY",
        "pValue": "0.002",
        "statisticalMethod": "Log Rank",
        "paramType": "Hazard Ratio (HR)",
        "paramValue": value,
        "ciPctValue": "95",
        "ciNumSides": "TWO_SIDED",
        "ciLowerLimit": "0.57",
        "ciUpperLimit": "0.88",
    }
    outcome = {
        "type": "PRIMARY",
        "title": "Overall Survival",
        "populationDescription": "Intention-to-treat population",
        "reportingStatus": "POSTED",
        "paramType": "MEDIAN",
        "unitOfMeasure": "months",
        "groups": [{"id": "OG000", "title": "Camellinib"}, {"id": "OG001", "title": "Placebo"}],
        "analyses": [analysis],
    }
    return {"outcomeMeasuresModule": {"outcomeMeasures": [outcome]}} | tables


def with_results(content: bytes, posted: dict[str, Any] | None) -> bytes:
    """Return a record with other results, or with none."""
    study = json.loads(content)
    study.pop("resultsSection")
    return json.dumps(study | ({"resultsSection": posted} if posted else {})).encode()


def pubmed_xml(notice: str = "", number: str = "") -> bytes:
    """Return the paper as PubMed's XML; a notice stands among its links to other articles."""
    abstract = "".join(
        f'<AbstractText Label="{label}">{words}</AbstractText>' for label, words in ABSTRACT.items()
    )
    bank = (
        "<DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumber"
        f"List><AccessionNumber>{number}</AccessionNumber></AccessionNumberList></DataBank>"
        "</DataBankList>"
    )
    link = (
        f'<CommentsCorrectionsList><CommentsCorrections RefType="{notice}"><RefSource>'
        f'{_NOTICE.get(notice, "")}</RefSource><PMID Version="1">99000009</PMID>'
        "</CommentsCorrections></CommentsCorrectionsList>"
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<PubmedArticleSet><PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">
<PMID Version="1">{PMID}</PMID>
<Article PubModel="Print"><Journal><JournalIssue CitedMedium="Print"><Volume>12</Volume>
<Issue>3</Issue><PubDate><Year>2022</Year><Month>Jan</Month></PubDate></JournalIssue>
<Title>Journal of tea research</Title><ISOAbbreviation>J Tea Res</ISOAbbreviation></Journal>
<ArticleTitle>{TITLE}.</ArticleTitle><Pagination><MedlinePgn>101-110</MedlinePgn></Pagination>
<ELocationID EIdType="doi" ValidYN="Y">{DOI.upper()}</ELocationID>
<Abstract>{abstract}</Abstract>
<AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>Brew</LastName>
<ForeName>Anna</ForeName><Initials>A</Initials></Author></AuthorList>
<Language>eng</Language>{bank if number else ""}<PublicationTypeList>
<PublicationType UI="D016428">Journal Article</PublicationType></PublicationTypeList></Article>
{link if notice else ""}
</MedlineCitation></PubmedArticle></PubmedArticleSet>
""".encode()


def medline() -> bytes:
    """Return the paper as MEDLINE's tagged lines."""
    abstract = "\n      ".join(f"{label}: {words}" for label, words in ABSTRACT.items())
    return f"""PMID- {PMID}
OWN - NLM
STAT- MEDLINE
VI  - 12
IP  - 3
DP  - 2022 Jan
TI  - {TITLE}.
PG  - 101-110
LID - {DOI} [doi]
AB  - {abstract}
FAU - Brew, Anna
AU  - Brew A
LA  - eng
PT  - Journal Article
TA  - J Tea Res
JT  - Journal of tea research
""".encode()


def copied_page() -> bytes:
    """Return the paper as a page copied from PubMed."""
    abstract = "\n\n".join(f"{label}: {words}" for label, words in ABSTRACT.items())
    return f"""J Tea Res. 2022 Jan;12(3):101-110. doi: {DOI}.

{TITLE}

Anna Brew(1).

Author information:
(1)Leaf Institute, Infusion City.

{abstract}

DOI: {DOI}
PMID: {PMID} [Indexed for MEDLINE]
""".encode()


def jats() -> bytes:
    """Return the paper in full; it prints the number of another registry than the record's."""
    abstract = "".join(
        f"<sec><title>{label.title()}</title><p>{words}</p></sec>"
        for label, words in ABSTRACT.items()
    )
    return f"""<?xml version="1.0"?>
<article article-type="research-article"><front><journal-meta><journal-title-group>
<journal-title>Journal of Tea Research</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="pmc">9900001</article-id>
<article-id pub-id-type="doi">{DOI}</article-id>
<title-group><article-title>{TITLE}</article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Brew</surname>
<given-names>Anna</given-names></name></contrib></contrib-group>
<pub-date pub-type="ppub"><month>1</month><year>2022</year></pub-date>
<volume>12</volume><issue>3</issue><fpage>101</fpage><lpage>110</lpage>
<abstract>{abstract}</abstract></article-meta></front>
<body><sec><title>Methods</title><p>This trial is registered (EudraCT number {EUDRACT}). The
significance level was 0.05 (two-sided).</p></sec></body></article>
""".encode()


FORMS = {
    "record.json": record,
    "pubmed.xml": pubmed_xml,
    "page.txt": copied_page,
    "paper.xml": jats,
}


def written(folder: Path, **contents: bytes) -> list[Path]:
    """Write documents below a folder, named by their keywords, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in contents.items():
        path = folder / name
        path.write_bytes(content)
        paths.append(path)
    return paths
