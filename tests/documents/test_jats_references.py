"""Each reference stands in the list as printed, its parts at their places."""

import pytest
from tests.documents.jats_made_up import article, shown

NAMES = (
    "<person-group person-group-type='author'>"
    "<name><surname>Dorn</surname><given-names>Ada B.</given-names></name>"
    "<name><surname>Roe</surname><given-names>CD</given-names></name><etal/></person-group>"
)
PLACE = (
    "<source>J Tea</source><year>2012</year><month>1</month><volume>366</volume>"
    "<supplement>S1</supplement><issue>2</issue><fpage>109</fpage><lpage>119</lpage>"
)
IDS = (
    "<pub-id pub-id-type='doi'>10.1234/tea.7</pub-id><pub-id pub-id-type='pmid'>123456</pub-id>"
    "<pub-id pub-id-type='pmc'>765432</pub-id><pub-id pub-id-type='other'>x7</pub-id>"
)


def references(*refs: str, body: str = "") -> tuple[list[str], list[dict[str, object]]]:
    """Return the lines of the list and the fields of each entry, the printed words left out."""
    rest = f"<back><ref-list><title>References</title>{''.join(refs)}</ref-list></back>"
    document = article(rest=rest, body=body)
    assert document.record is not None
    (section,) = [each for each in document.sections if each.kind == "references"]
    lines = document.words(section.span).split("\n\n")[1:-1]
    found: list[dict[str, object]] = []
    for block in document.record.root.blocks("references"):
        leaves = {name: block.words(name) for name in block.members}
        for name, words in leaves.items():
            leaf = block.leaf(name)
            assert leaf is not None
            assert document.words(leaf.span) == words
        assert document.words(block.span).endswith(leaves.pop("text"))
        found.append(dict(leaves))
    return lines, found


def test_parts_without_punctuation_are_put_in_order() -> None:
    citation = (
        f"<element-citation publication-type='journal'>{NAMES}"
        f"<article-title>Tea at night</article-title>{PLACE}{IDS}"
        "<comment>in Ceylon</comment></element-citation>"
    )
    lines, found = references(f"<ref id='r1'><label>1.</label>{citation}</ref>")
    assert lines == [
        (
            "1. Dorn AB, Roe CD, et al. Tea at night. J Tea. 2012 1;366 S1(2):109-119. "
            "doi: 10.1234/tea.7. PMID: 123456. PMCID: PMC765432. x7. in Ceylon."
        )
    ]
    assert found == [
        {
            "number": "1",
            "first_author": "Dorn AB",
            "title": "Tea at night",
            "journal": "J Tea",
            "year": "2012",
            "volume": "366",
            "pages": "109-119",
            "doi": "10.1234/tea.7",
            "pmid": "123456",
            "pmcid": "PMC765432",
        }
    ]


def test_printed_punctuation_stays() -> None:
    citation = (
        "<mixed-citation><name><surname>Dorn</surname>, <given-names>A.</given-names></name> "
        "and <collab>Tea Group</collab>. <article-title>Tea?</article-title>\n"
        "<source>J Tea</source> <year>2012</year>; <volume>3</volume>: <fpage>7</fpage>&#8211;"
        "<lpage>9</lpage>, pmid:<pub-id pub-id-type='pmid'>123456</pub-id></mixed-citation>"
    )
    lines, found = references(f"<ref><label>[4]</label>{citation}</ref>")
    assert lines == ["4. Dorn A and Tea Group. Tea? J Tea 2012; 3: 7–9, pmid:123456"]
    assert found[0]["first_author"] == "Dorn A"
    assert (found[0]["number"], found[0]["pages"]) == ("4", "7–9")


@pytest.mark.parametrize(
    ("citation", "fields"),
    [
        pytest.param("<mixed-citation>Dorn A. Tea.</mixed-citation>", {}, id="words without parts"),
        pytest.param("<element-citation/>", {}, id="nothing"),
        pytest.param(
            "<nlm-citation citation-type='book'><source>Leaves</source><year>1999</year>"
            "</nlm-citation>",
            {"journal": "Leaves", "year": "1999"},
            id="source",
        ),
        pytest.param(
            "<element-citation publication-type='book'><source>Leaves</source>"
            "<publisher-name>Cup</publisher-name><publisher-loc>Town</publisher-loc>"
            "</element-citation>",
            {"title": "Leaves"},
            id="book",
        ),
        pytest.param(
            "<element-citation publication-type='book'><chapter-title>Cups</chapter-title>"
            "<source>Leaves</source></element-citation>",
            {"title": "Cups", "journal": "Leaves"},
            id="chapter",
        ),
        pytest.param(
            "<element-citation><person-group person-group-type='editor'><name><surname>Roe"
            "</surname></name></person-group><source>Leaves</source></element-citation>",
            {"journal": "Leaves"},
            id="editors are no authors",
        ),
        pytest.param(
            "<mixed-citation><person-group>Dorn, <name><surname>Dorn</surname></name>"
            "</person-group>"
            " <date><year>2001</year></date>. <fpage>7</fpage>, <lpage>9</lpage></mixed-citation>",
            {"first_author": "Dorn", "year": "2001", "pages": "7"},
            id="printed groups",
        ),
        pytest.param(
            "<element-citation><date><year>2001</year></date><page-range>7-9</page-range>"
            "</element-citation>",
            {"year": "2001", "pages": "7-9"},
            id="date and range",
        ),
        pytest.param(
            "<mixed-citation><source>S</source> <comment>doi: <ext-link>10.1234/tea.7</ext-link>."
            "</comment> <uri xlink:href='https://tea.example'/></mixed-citation>",
            {"journal": "S", "doi": "10.1234/tea.7"},
            id="DOI in a comment",
        ),
        pytest.param(
            "<mixed-citation><source>S</source> <pub-id pub-id-type='pmid'>none</pub-id>"
            "<!-- odd --></mixed-citation>",
            {"journal": "S"},
            id="identifier that is none",
        ),
        pytest.param(
            "<mixed-citation><pub-id pub-id-type='pmcid'>PMC765432</pub-id> x</mixed-citation>",
            {"pmcid": "PMC765432"},
            id="identifier first",
        ),
        pytest.param(
            "<mixed-citation><fpage>7</fpage><lpage>9</lpage> of <lpage>20</lpage>"
            "</mixed-citation>",
            {"pages": "7-9"},
            id="pages without a dash",
        ),
        pytest.param(
            "<mixed-citation><name><surname>Dorn</surname><given-names>Jean-Luc</given-names>"
            "<suffix>Jr</suffix></name>.</mixed-citation>",
            {"first_author": "Dorn JL Jr"},
            id="initials",
        ),
        pytest.param(
            "<citation-alternatives><mixed-citation>S</mixed-citation><element-citation>"
            "<source>S</source><year>2001</year></element-citation><p/></citation-alternatives>",
            {"journal": "S", "year": "2001"},
            id="the form with more parts",
        ),
        pytest.param("<note><p>Tea is hot.</p></note>", {}, id="note"),
    ],
)
def test_parts_of_a_reference(citation: str, fields: dict[str, object]) -> None:
    _, (found,) = references(f"<ref>{citation}</ref>")
    assert found == {"number": "1", **fields}


def test_several_works_under_one_number() -> None:
    works = "<mixed-citation>One.</mixed-citation><mixed-citation>Two.</mixed-citation>"
    lines, found = references(f"<ref><label>2</label>{works}</ref>")
    assert lines == ["2. One.", "2. Two."]
    assert [each["number"] for each in found] == ["2", "2"]


def test_a_label_that_is_no_number_is_kept() -> None:
    lines, (found,) = references(
        "<ref><label>Do01</label><mixed-citation>One.</mixed-citation></ref>"
    )
    assert lines == ["1. Do01 One."]
    assert found == {"number": "1", "label": "Do01"}


def test_without_labels_the_number_is_the_one_that_the_text_prints() -> None:
    body = "<p>Tea<xref ref-type='bibr' rid='r7'>7</xref>.</p>"
    entry = "<ref id='r7'><mixed-citation>One.</mixed-citation></ref>"
    _, (found,) = references(entry, body=body)
    assert found["number"] == "7"


def test_lists_inside_a_list_are_read_once() -> None:
    inner = "<ref-list><ref><mixed-citation>One.</mixed-citation></ref></ref-list>"
    document = article(rest=f"<back><ref-list>{inner}</ref-list></back>")
    assert document.record is not None
    assert len(document.record.root.blocks("references")) == 1
    assert shown(document.record.root.blocks("references")[0].members["text"]) == "One."
    assert "\nReferences\n\n1. One.\n" in document.text
