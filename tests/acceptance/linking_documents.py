"""Made-up documents of several formats, read the way ``ingest`` reads them, and joined."""

import json
from functools import cache

from trialgraph.documents.reader import read_document
from trialgraph.evidence.derived import Held, held
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.extract.read import read_trial_document
from trialgraph.model.reading import TrialDocument
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.terms.index import TermIndex

LINKS = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
TRIAL = "METHODS: Adults were randomly assigned to docetaxel or placebo."
JOURNAL = "<Journal><JournalIssue><Volume>9</Volume></JournalIssue><Title>J Tea</Title></Journal>"


@cache
def terms() -> TermIndex:
    """Return the shipped term tables."""
    return load_terms()


def read(printed: bytes) -> TrialDocument:
    """Return what a document says."""
    return read_trial_document(read_document(printed), terms())


def joined(*documents: bytes) -> Held:
    """Return what follows for some documents together."""
    return held([read(one) for one in documents])


def groups(found: Held) -> list[set[str]]:
    """Return the documents of each trial that more than one reports or registers."""
    own = ({mention.document for mention in trial.own} for trial in found.trials)
    return [documents for documents in own if len(documents) > 1]


def named(found: Held, name: str) -> TrialIdentity:
    """Return the trial of this name."""
    return next(one for one in found.trials if one.name == name)


def record(
    number: str, acronym: str = "", secondary: tuple[tuple[str, str], ...] = (), **modules: object
) -> bytes:
    """Return a registry's record; secondary numbers come with their kind."""
    identification: dict[str, object] = {
        "nctId": number,
        "acronym": acronym,
        "briefTitle": f"A study of {number}",
        "secondaryIdInfos": [{"id": one, "type": kind} for one, kind in secondary],
    }
    design = {"studyType": "INTERVENTIONAL", "phases": ["PHASE3"]}
    protocol = {"identificationModule": identification, "designModule": design, **modules}
    return json.dumps({"protocolSection": protocol}).encode()


def refers(pmid: str, kind: str = "DERIVED") -> dict[str, object]:
    """Return the module of a record that refers to a publication."""
    return {"references": [{"pmid": pmid, "type": kind, "citation": "Leaf A. Tea. 2031."}]}


def pubmed(
    pmid: str, title: str, abstract: str, *, listed: tuple[str, ...] = (), more: str = ""
) -> bytes:
    """Return a MEDLINE citation; ``listed`` are the numbers of its data banks."""
    numbers = "".join(f"<AccessionNumber>{one}</AccessionNumber>" for one in listed)
    banks = (
        "<DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName>"
        f"<AccessionNumberList>{numbers}</AccessionNumberList></DataBank></DataBankList>"
    )
    return (
        f'<PubmedArticleSet><PubmedArticle><MedlineCitation Status="MEDLINE"><PMID>{pmid}</PMID>'
        f"<Article>{JOURNAL}<ArticleTitle>{title}</ArticleTitle><Abstract><AbstractText>{abstract}"
        f"</AbstractText></Abstract>{banks if listed else ''}</Article>{more}</MedlineCitation>"
        "</PubmedArticle></PubmedArticleSet>"
    ).encode()


def paper(title: str, body: str, *, ids: str = "", abstract: str = TRIAL, back: str = "") -> bytes:
    """Return a paper as JATS; ``ids`` are elements of its front, ``body`` its sections."""
    return (
        f'<article {LINKS} article-type="research-article"><front><journal-meta/><article-meta>'
        f"{ids}<title-group><article-title>{title}</article-title></title-group>"
        f"<abstract><p>{abstract}</p></abstract></article-meta></front><body>{body}</body>"
        f"<back>{back}</back></article>"
    ).encode()


def section(heading: str, words: str) -> str:
    """Return a section of a paper."""
    return f"<sec><title>{heading}</title><p>{words}</p></sec>"


def article_id(kind: str, value: str) -> str:
    """Return an identifier of a paper."""
    return f'<article-id pub-id-type="{kind}">{value}</article-id>'
