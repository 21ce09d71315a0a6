"""The manual's page on the ontology is made from it, and leaves no term out."""

from pathlib import Path

from trialgraph.check.manual import PAGE, main, ontology_page
from trialgraph.rdf.ontology_terms import OntologyTerm, ontology_terms

FOLDER = Path(__file__).parents[2] / "docs" / "reference"


def test_the_page_is_as_it_is_made(tmp_path: Path) -> None:
    main([str(tmp_path)])
    made = (tmp_path / PAGE).read_text(encoding="utf-8")
    assert made == ontology_page()
    assert (FOLDER / PAGE).read_text(encoding="utf-8") == made, "run make reference"


def test_no_term_is_left_out() -> None:
    page = ontology_page()
    written = {"class": "\n### {}\n", "individual": "\n* `:{}`: "}
    missing = [
        one.name
        for one in ontology_terms()
        if written.get(one.kind, "\n| `:{}` |").format(one.name) not in page
    ]
    assert missing == []


def test_every_class_and_property_says_what_it_means() -> None:
    unsaid = [
        one.name for one in ontology_terms() if one.kind != "individual" and not one.definition
    ]
    assert unsaid == []


def test_the_members_of_a_union_are_each_a_domain() -> None:
    terms = {one.name: one for one in ontology_terms()}
    assert terms["randomised"].domain == ("Arm", "Trial")
    assert terms["value"].range == ("xsd:decimal",)
    assert isinstance(terms["Result"], OntologyTerm)
    assert "Strength" in terms["Nominal"].of
