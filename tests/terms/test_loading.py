"""A downloaded vocabulary is told by its content and read into entries."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import IO

import pytest

from trialgraph.errors import UnreadableVocabulary
from trialgraph.terms import mondo
from trialgraph.terms.entries import Entry
from trialgraph.terms.index import Concept, TermIndex
from trialgraph.terms.joining import joined
from trialgraph.terms.loading import load

LONG = "x" * 81


def opened(content: bytes | str) -> Callable[[], IO[bytes]]:
    whole = content if isinstance(content, bytes) else content.encode()
    return lambda: io.BytesIO(whole)


def atom(code: str, source: str, kind: str, name: str, hidden: str = "N") -> str:
    fields = [code, "ENG", *[""] * 9, source, kind, "", name, "", hidden, ""]
    return "|".join(fields) + "|\n"


RXNORM = (
    atom("1", "RXNORM", "IN", "teanib")
    + atom("1", "OTHER", "SY", "Tea-101")
    + atom("1", "OTHER", "SY", "old name", "O")
    + atom("2", "RXNORM", "SCD", "teanib 5 MG Oral Tablet")
    + "broken|line\n"
)
MESH = """<?xml version="1.0"?><DescriptorRecordSet LanguageCode="eng">
<DescriptorRecord DescriptorClass="1"><DescriptorUI>D1</DescriptorUI>
<DescriptorName><String>Thirst Diseases</String></DescriptorName>
<TreeNumberList><TreeNumber>C90.1</TreeNumber></TreeNumberList></DescriptorRecord>
<DescriptorRecord><DescriptorUI>D2</DescriptorUI><DescriptorName><String>Great Thirst</String>
</DescriptorName><TreeNumberList><TreeNumber>C90.1.2</TreeNumber></TreeNumberList><ConceptList>
<Concept PreferredConceptYN="Y"><TermList><Term><String>Great Thirst</String></Term>
<Term IsPermutedTermYN="Y"><String>Thirst, Great</String></Term><Term><String>Polydipsia</String>
</Term></TermList></Concept><Concept PreferredConceptYN="N"><TermList><Term><String>Dry Mouth
</String></Term></TermList></Concept></ConceptList></DescriptorRecord>
<DescriptorRecord><DescriptorUI>D3</DescriptorUI><DescriptorName><String>Cups</String>
</DescriptorName><TreeNumberList><TreeNumber>E01</TreeNumber></TreeNumberList></DescriptorRecord>
</DescriptorRecordSet>"""
SUPPLEMENT = """<SupplementalRecordSet><SupplementalRecord SCRClass="1">
<SupplementalRecordUI>C7</SupplementalRecordUI><SupplementalRecordName><String>teanib</String>
</SupplementalRecordName></SupplementalRecord></SupplementalRecordSet>"""
M = "http://id.nlm.nih.gov/mesh/"
TRIPLES = "\n".join(
    [
        f'<{M}D2> <http://www.w3.org/2000/01/rdf-schema#label> "Great \\u0054hirst"@en .',
        f"<{M}D2> <{M}vocab#treeNumber> <{M}C90.1.2> .",
        f"<{M}D2> <{M}vocab#broaderDescriptor> <{M}D1> .",
        f"<{M}D2> <{M}vocab#preferredConcept> <{M}M2> .",
        f"<{M}D1> <{M}vocab#treeNumber> <{M}C90.1> .",
        f'<{M}D1> <http://www.w3.org/2000/01/rdf-schema#label> "Thirst \\"Diseases\\""@en .',
        f"<{M}M2> <{M}vocab#preferredTerm> <{M}T2> .",
        f"<{M}M9> <{M}vocab#term> <{M}T9> .",
        f'<{M}T2> <{M}vocab#prefLabel> "Polydipsia"@en .',
        f'<{M}T2> <{M}vocab#prefLabel> "Durst"@de .',
        f'<{M}T9> <{M}vocab#prefLabel> "other"@en .',
        f"<{M}C7> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{M}vocab#SCR_Chemical> .",
        f"<{M}C8> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{M}vocab#Other> .",
        f'<{M}C7> <http://www.w3.org/2000/01/rdf-schema#label> "teanib"@en .',
        f'<{M}M2> <http://www.w3.org/2000/01/rdf-schema#label> "Polydipsia"@en .',
        "no triple",
    ]
)
FLAT = (
    "C1\t<x#C1>\t\tTea Agent|teas\tdef\t\t\tPharmacologic Substance\n"
    "C2\tGreat_Tea\tC1\t\tdef\t\t\tPharmacologic Substance\n"
    "C3\tCup\t\tCup\tdef\t\t\tManufactured Object\n"
    "C4\tOld\t\tOld Tea\tdef\t\tRetired_Concept\tPharmacologic Substance\n"
    "C5\tshort\n"
    "C6\tThirst\t\tThirst Disease\tdef\t\t\tDisease or Syndrome\n"
)
OWL = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:owl="http://www.w3.org/2002/07/owl#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
 xmlns="http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#">
<owl:Ontology rdf:about="http://x/Thesaurus.owl"><owl:versionInfo>30.01a</owl:versionInfo>
</owl:Ontology><owl:Class rdf:about="http://x/Thesaurus.owl#C2"><rdfs:subClassOf
 rdf:resource="http://x/Thesaurus.owl#C1"/><rdfs:subClassOf><owl:Class/></rdfs:subClassOf>
<NHC0>C2</NHC0><P106>Pharmacologic Substance</P106><P108>Great Tea</P108><P90>GT-1</P90>
</owl:Class><owl:Class rdf:about="http://x/Thesaurus.owl#C3"><P106>Disease or Syndrome</P106>
</owl:Class><owl:Class rdf:about="http://x/Thesaurus.owl#C4"><P106>Cup</P106></owl:Class>
<owl:Class rdf:about="http://x/Thesaurus.owl#C5"><P106>Hormone</P106><P310>Retired_Concept</P310>
</owl:Class></rdf:RDF>"""
OBO = """format-version: 1.2
data-version: http://purl.obolibrary.org/obo/mondo/releases/2030-01-01/mondo.owl

[Term]
id: MONDO:0000001
name: thirst
synonym: "great \\"thirst\\"" EXACT [a:b]
synonym: "dry" RELATED []
is_a: MONDO:0000002 ! disease
is_a: HP:0000001 ! other

[Term]
id: MONDO:0000003
name: old
is_obsolete: true

[Term]
id: HP:0000001

[Typedef]
id: part_of
"""
GRAPH = """{"graphs": [{"meta": {"version": "http://x/mondo/releases/2030-01-01/mondo.json"},
"nodes": [{"id": "http://x/obo/MONDO_0000001", "lbl": "thirst", "meta": {"synonyms":
[{"pred": "hasExactSynonym", "val": "great thirst"}, {"pred": "hasRelatedSynonym", "val": "dry"}]}},
{"id": "http://x/obo/MONDO_0000003", "lbl": "old", "meta": {"deprecated": true}},
{"id": "http://x/obo/HP_1", "lbl": 3}], "edges": [{"sub": "http://x/obo/MONDO_0000001",
"pred": "is_a", "obj": "http://x/obo/MONDO_0000002"}, {"pred": "part_of"}]}]}"""
DRUGBANK = (
    "DrugBank ID,Accession Numbers,Common name,CAS,UNII,Synonyms,Standard InChI Key\n"
    "DB1,,teanib,,,Tea-101 | Teanibum,\nDB2,,,,,,\n"
)
CHEMBL = '"ChEMBL ID";"Name";"Synonyms";"Type"\n"CHEMBL1";"TEANIB";"Tea-101|TEA";"Small"\n'


@pytest.mark.parametrize(
    ("content", "name", "version", "entries"),
    [
        (RXNORM, "rxnorm", "", [Entry("drug", "1", "teanib", ("Tea-101",))]),
        (
            MESH,
            "mesh",
            "",
            [
                Entry("condition", "D1", "Thirst Diseases"),
                Entry("condition", "D2", "Great Thirst", ("Polydipsia",), ("D1",)),
            ],
        ),
        (SUPPLEMENT, "mesh", "", [Entry("drug", "C7", "teanib")]),
        (
            TRIPLES,
            "mesh",
            "",
            [
                Entry("drug", "C7", "teanib"),
                Entry("condition", "D2", "Great Thirst", ("Polydipsia",), ("D1",)),
                Entry("condition", "D1", 'Thirst "Diseases"'),
            ],
        ),
        (
            FLAT,
            "ncit",
            "",
            [
                Entry("drug", "C1", "Tea Agent", ("teas",)),
                Entry("drug", "C2", "Great Tea", (), ("C1",)),
                Entry("condition", "C6", "Thirst Disease"),
            ],
        ),
        (OWL, "ncit", "30.01a", [Entry("drug", "C2", "Great Tea", ("GT-1",), ("C1",))]),
        (
            OBO,
            "mondo",
            "2030-01-01",
            [Entry("condition", "0000001", "thirst", ('great "thirst"',), ("0000002",))],
        ),
        (
            GRAPH,
            "mondo",
            "2030-01-01",
            [Entry("condition", "0000001", "thirst", ("great thirst",), ("0000002",))],
        ),
        (DRUGBANK, "drugbank", "", [Entry("drug", "DB1", "teanib", ("Tea-101", "Teanibum"))]),
        (CHEMBL, "chembl", "", [Entry("drug", "CHEMBL1", "TEANIB", ("Tea-101", "TEA"))]),
    ],
)
def test_each_format_gives_its_entries(
    content: str, name: str, version: str, entries: list[Entry]
) -> None:
    found = load(opened(content))
    assert (found.name, found.version) == (name, version)
    assert sorted(found.entries, key=lambda e: e.code) == sorted(entries, key=lambda e: e.code)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("just words", "no known layout"),
        ("", "no known layout"),
        ("<DescriptorRecordSet><DescriptorRecord>", "error found"),
        ("<DescriptorRecordSet></DescriptorRecordSet>", "without drugs or conditions"),
        ('{"graphs": []}', "no OBO graph"),
        ('{"graphs": [', "no OBO graph"),
        ('{"graphs": [{"nodes": 1, "meta": 2}]}', "without drugs or conditions"),
    ],
)
def test_what_is_no_vocabulary_says_why(content: str, words: str) -> None:
    with pytest.raises(UnreadableVocabulary, match=words):
        load(opened(content))


def test_json_that_cannot_be_held_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mondo, "_MOST_BYTES", 10)
    with pytest.raises(UnreadableVocabulary, match="OBO file"):
        load(opened(GRAPH))


def test_only_names_that_can_stand_in_a_text_are_kept() -> None:
    row = f"DB1,,{LONG},,,T|12345|great  tea,\nDB2,,ab,,,,\n"
    found = load(opened(DRUGBANK.splitlines(keepends=True)[0] + row))
    assert found.entries == (Entry("drug", "DB1", "great tea"),)


def test_a_drug_that_others_fall_in_is_a_class() -> None:
    concepts = {one.notation: one for one in load(opened(FLAT)).concepts()}
    assert concepts["ncit-C1"].attributes == {"kind": "class"}
    assert concepts["ncit-C2"].attributes == {"kind": "drug"}
    assert concepts["ncit-C2"].broader == ("ncit-C1",)
    assert concepts["ncit-C6"].attributes == {}


def drug(notation: str, label: str, *synonyms: str) -> Concept:
    return Concept("drug", notation, label, synonyms)


def test_a_shipped_name_keeps_its_meaning_and_takes_in_the_code() -> None:
    found = joined(
        [drug("teanib", "teanib", "TEA")],
        [drug("a-1", "Teanib", "Tea-101"), drug("a-2", "cuplizumab", "TEA")],
        [drug("b-1", "Cuplizumab", "CUP-7"), drug("b-2", "teanib")],
    )
    index = found.index()
    shipped = index.find("drug", "Tea-101")
    assert shipped is not None
    assert shipped.notation == "teanib"
    assert shipped.attributes["matches"] == "a-1 b-2"
    assert index.find("drug", "TEA") == shipped
    cup = index.find("drug", "CUP-7")
    assert cup is not None
    assert cup.notation == "a-2"
    assert found.matches["drug", "b-1"].notation == "a-2"


def test_what_falls_in_a_concept_that_is_known_falls_in_the_known_one() -> None:
    narrow = replace(drug("a-2", "cuplizumab"), broader=("a-1", "a-9"))
    found = joined([drug("mab", "antibody")], [drug("a-1", "Antibody"), narrow])
    assert found.concepts["drug", "a-2"].broader == ("mab", "a-9")
    assert found.index().is_a("drug", "a-2", "mab")


def test_the_classes_of_a_concept_are_all_that_are_wider_even_in_a_circle() -> None:
    low = replace(drug("a-1", "low"), broader=("a-2",))
    high = replace(drug("a-2", "high"), broader=("a-3", "a-1"))
    index = TermIndex([low, high])
    assert index.classes("drug", "a-1") == ("a-2", "a-3")
    assert index.classes("drug", "a-9") == ()


def test_a_name_of_several_concepts_finds_none() -> None:
    index = joined([], [drug("a-1", "teanib", "cha"), drug("a-2", "matinib", "Cha")]).index()
    assert index.find("drug", "cha") is None
    assert index.mentions("some cha and teanib")[0].concept.notation == "a-1"
    assert index.find("drug", "a-2") is not None
    twins = joined([], [drug("a-1", "teanib"), drug("a-2", "Teanib")]).index()
    assert twins.find("drug", "teanib") is None
