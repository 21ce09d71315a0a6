"""The term tables: each name leads to one concept, each concept is whole."""

import gzip
import json
import re
from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, URIRef

from trialgraph import names
from trialgraph.rdf.vocabulary import load_terms, table_files
from trialgraph.terms.index import Concept
from trialgraph.terms.words import same_name

SCHEMES = ("drug", "end-point", "condition", "biomarker", "event")
DIRECTED = ("outcome-word", "scale")
CONCEPTS = list(load_terms())


def tables() -> Graph:
    together = Graph()
    for file in table_files():
        together.parse(data=file.read_text(encoding="utf-8"), format="turtle")
    return together


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_has_concepts(scheme: str) -> None:
    assert sum(concept.scheme == scheme for concept in CONCEPTS) > 50


def test_a_concept_is_named_by_its_notation() -> None:
    graph = tables()
    for node in graph.subjects(RDF.type, SKOS.Concept):
        scheme = graph.value(graph.value(node, SKOS.inScheme), SKOS.notation)
        notation = graph.value(node, SKOS.notation)
        assert str(node) == names.concept(str(scheme), str(notation))
        assert len(list(graph.objects(node, SKOS.prefLabel))) == 1, node


@pytest.mark.parametrize("scheme", [*SCHEMES, *DIRECTED])
def test_no_two_concepts_share_a_name(scheme: str) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for concept in CONCEPTS:
        if concept.scheme == scheme:
            for name in (*concept.names, concept.notation):
                owners[same_name(name)].add(concept.notation)
    shared = {name: notations for name, notations in owners.items() if len(notations) > 1}
    assert shared == {}, "give the name to one of them: a reader cannot tell which is meant"


def test_what_is_broader_is_a_concept_and_no_circle() -> None:
    terms = load_terms()
    for concept in CONCEPTS:
        for wider in concept.broader:
            assert terms.get(concept.scheme, wider) is not None, concept.notation
            assert not terms.is_a(concept.scheme, wider, concept.notation), concept.notation


def attributes(scheme: str) -> list[Concept]:
    return [concept for concept in CONCEPTS if concept.scheme == scheme]


def test_every_end_point_has_a_kind_and_every_time_to_event_a_direction() -> None:
    for concept in attributes("end-point"):
        kind = concept.attributes["kind"]
        assert kind in {"time-to-event", "proportion", "score"}, concept.notation
        direction = concept.attributes.get("event_direction")
        assert direction in ({"bad", "good"} if kind == "time-to-event" else {None})
        assert concept.attributes.get("better") in {"higher", "lower", None}
        assert kind != "time-to-event" or "better" not in concept.attributes


def test_every_outcome_word_is_bad_or_good() -> None:
    words = {c.notation: c.attributes.get("event_direction") for c in attributes("outcome-word")}
    assert {one for one, said in words.items() if said not in {"bad", "good"}} == set()
    assert (words["death"], words["recovery"], words["improvement"]) == ("bad", "good", "good")


def test_every_scale_has_a_direction_and_a_source() -> None:
    scales = attributes("scale")
    wrong = {c.notation for c in scales if c.attributes.get("better") not in {"higher", "lower"}}
    assert wrong == set()
    graph = tables()
    for scale in scales:
        source = graph.value(URIRef(names.concept("scale", scale.notation)), DCTERMS.source)
        assert str(source).startswith("https://doi.org/10."), scale.notation


def test_no_scale_is_an_end_point_that_has_its_own_direction() -> None:
    directed = {c.notation for c in attributes("end-point") if "better" in c.attributes}
    for scale in attributes("scale"):
        known = {load_terms().find("end-point", name) for name in scale.names}
        twice = {one.notation for one in known if one is not None} & directed
        assert twice == set(), "leave its direction to the end point"


def test_every_short_name_of_the_contract_is_a_standard_end_point() -> None:
    contract = {"OS", "PFS", "DFS", "iDFS", "EFS", "RFS", "DMFS", "MFS", "TTP", "TTF", "TTD"}
    contract |= {"DoR", "ORR", "DCR", "CBR", "pCR", "CR", "QoL"}
    standard = {c.notation for c in attributes("end-point") if c.attributes.get("standard")}
    assert standard == contract


def test_every_drug_has_a_kind_and_only_nothing_given_is_absence() -> None:
    kinds = {"drug", "class", "placebo", "procedure", "radiation"}
    for concept in attributes("drug"):
        assert concept.attributes["kind"] in kinds, concept.notation
    absent = {c.notation for c in attributes("drug") if c.attributes.get("absence") == "true"}
    assert absent == {"placebo", "sham", "no-treatment", "observation"}


@pytest.mark.parametrize(
    ("scheme", "printed", "notation"),
    [
        ("drug", "Perjeta", "pertuzumab"),
        ("drug", "T-DM1", "trastuzumab-emtansine"),
        ("drug", "ado-trastuzumab emtansine", "trastuzumab-emtansine"),
        ("drug", "T-DXd", "trastuzumab-deruxtecan"),
        ("drug", "Abraxane", "nab-paclitaxel"),
        ("drug", "taxanes", "taxane"),
        ("drug", "CDK4/6 inhibitors", "CDK4-6-inhibitor"),
        ("end-point", "invasive disease free survival", "iDFS"),
        ("end-point", "overall response rate", "ORR"),
        ("end-point", "objective response", "ORR"),
        ("end-point", "Health-related quality of life", "QoL"),
        ("end-point", "pathologic complete response", "pCR"),
        ("end-point", "death from any cause", "death"),
        ("condition", "metastatic breast carcinoma", None),
        ("condition", "non-small cell lung cancer", "NSCLC"),
        ("condition", "castration-resistant prostate cancer", "CRPC"),
        ("biomarker", "HER-2", "HER2"),
        ("biomarker", "oestrogen receptor", "ER"),
        ("outcome-word", "haemorrhages", "hemorrhage"),
        ("outcome-word", "hospitalisation", "hospitalization"),
        ("outcome-word", "survival", None),
        ("scale", "HAM-D17", "HAM-D-17"),
        ("scale", "glycated haemoglobin", "HbA1c"),
        ("event", "febrile neutropaenia", "febrile-neutropenia"),
        ("event", "Diarrhoea", "diarrhea"),
        ("event", "left-ventricular systolic dysfunction", "left-ventricular-dysfunction"),
    ],
)
def test_names_in_use_are_found(scheme: str, printed: str, notation: str | None) -> None:
    concept = load_terms().find(scheme, printed)
    assert (concept.notation if concept else None) == notation


@pytest.mark.parametrize(
    ("notation", "ancestor"),
    [
        ("docetaxel", "chemotherapy"),
        ("palbociclib", "CDK4-6-inhibitor"),
        ("trastuzumab-emtansine", "anti-HER2-therapy"),
        ("letrozole", "endocrine-therapy"),
        ("pembrolizumab", "immune-checkpoint-inhibitor"),
        ("osimertinib", "tyrosine-kinase-inhibitor"),
    ],
)
def test_a_drug_falls_in_its_classes(notation: str, ancestor: str) -> None:
    assert load_terms().is_a("drug", notation, ancestor)


FAMILIES = {
    "CDK4-6-inhibitor": "palbociclib ribociclib abemaciclib",
    "anti-HER2-antibody": "trastuzumab pertuzumab margetuximab",
    "taxane": "docetaxel paclitaxel nab-paclitaxel cabazitaxel",
    "aromatase-inhibitor": "letrozole anastrozole exemestane",
    "PD-1-PD-L1-inhibitor": "nivolumab pembrolizumab atezolizumab durvalumab",
    "PARP-inhibitor": "olaparib niraparib",
    "VEGF-pathway-inhibitor": "bevacizumab ramucirumab sunitinib lenvatinib",
    "EGFR-tyrosine-kinase-inhibitor": "gefitinib osimertinib",
    "ALK-inhibitor": "alectinib lorlatinib",
    "BTK-inhibitor": "ibrutinib zanubrutinib",
    "JAK-inhibitor": "ruxolitinib tofacitinib upadacitinib",
    "statin": "atorvastatin rosuvastatin",
    "SGLT2-inhibitor": "dapagliflozin empagliflozin canagliflozin",
    "DPP-4-inhibitor": "sitagliptin linagliptin",
    "GLP-1-receptor-agonist": "liraglutide semaglutide dulaglutide",
    "glucose-lowering-drug": "metformin insulin dapagliflozin gliclazide",
    "anti-TNF-agent": "adalimumab infliximab etanercept",
    "P2Y12-inhibitor": "clopidogrel ticagrelor",
    "anticoagulant": "warfarin apixaban enoxaparin",
    "antihypertensive-drug": "ramipril valsartan metoprolol amlodipine spironolactone",
    "antidepressant": "sertraline duloxetine",
}


@pytest.mark.parametrize("of_class", FAMILIES)
def test_well_known_classes_hold_their_drugs(of_class: str) -> None:
    outside = [
        drug for drug in FAMILIES[of_class].split() if not load_terms().is_a("drug", drug, of_class)
    ]
    assert outside == []


@pytest.mark.parametrize(
    ("scheme", "narrow", "wide"),
    [
        ("condition", "HER2-positive-metastatic-breast-cancer", "breast-cancer"),
        ("condition", "nonsquamous-NSCLC", "lung-cancer"),
        ("condition", "type-2-diabetes", "diabetes"),
        ("condition", "acute-coronary-syndrome", "coronary-artery-disease"),
        ("end-point", "rPFS", "PFS"),
        ("end-point", "iDFS", "DFS"),
        ("end-point", "EQ-5D", "QoL"),
        ("end-point", "cardiovascular-death", "death"),
        ("scale", "HAM-D-17", "HAM-D"),
    ],
)
def test_a_narrow_concept_falls_in_the_wide_one(scheme: str, narrow: str, wide: str) -> None:
    assert load_terms().is_a(scheme, narrow, wide)
    assert not load_terms().is_a(scheme, wide, narrow)


def test_a_class_is_no_drug_and_holds_some() -> None:
    wider = {name for concept in attributes("drug") for name in concept.broader}
    drugs = {c.notation for c in attributes("drug") if c.attributes["kind"] == "drug"}
    assert wider & drugs == set(), "a drug that others fall in is a class"


def test_the_tables_name_no_trial() -> None:
    for concept in CONCEPTS:
        for name in concept.names:
            assert not re.search(r"NCT\d|ISRCTN|EudraCT|UMIN|jRCT|KEYNOTE|CheckMate", name), name


def external() -> dict[str, str]:
    """Return the codes of other vocabularies with the label stored beside each."""
    graph = tables()
    codes = {code for code in graph.objects(None, SKOS.exactMatch) if isinstance(code, URIRef)}
    return {str(code): str(graph.value(code, RDFS.label)) for code in codes}


def test_every_external_code_is_stored_with_its_label() -> None:
    assert external()
    assert "None" not in external().values()


def test_mesh_codes_have_the_label_that_registries_print(reference: Path) -> None:
    printed = dict[str, str]()
    with gzip.open(reference / "data" / "registry-json" / "records.jsonl.gz", "rt") as records:
        for record in map(json.loads, records):
            for module in ("conditionBrowseModule", "interventionBrowseModule"):
                browse = record.get("derivedSection", {}).get(module, {})
                for mesh in (*browse.get("meshes", ()), *browse.get("ancestors", ())):
                    printed[mesh["id"][0] + str(int(mesh["id"][1:]))] = mesh["term"]
    for code, label in external().items():
        if code.startswith("http://id.nlm.nih.gov/mesh/"):
            local = code.rsplit("/", 1)[-1]
            assert printed[local[0] + str(int(local[1:]))] == label, code


def test_a_document_of_sixty_thousand_characters_takes_no_time_to_speak_of() -> None:
    text = ("Patients with HER2-positive breast cancer received docetaxel. " * 1000)[:60_000]
    assert len(load_terms().mentions(text)) > 1000
