"""An article is written in the order in which it is read, each part of its own kind."""

import pytest
from tests.documents.jats_made_up import TITLE, article, between, jats, parts, prose

from trialgraph.documents.jats_kinds import typed_kind
from trialgraph.documents.reader import read_document
from trialgraph.model.document import Document


def sec(title: str, *inside: str, kind: str = "") -> str:
    typed = f' sec-type="{kind}"' if kind else ""
    return f"<sec{typed}><title>{title}</title>{''.join(inside)}</sec>"


def body_parts(*sections: str, kind: str = "") -> list[tuple[str, str]]:
    """Return kind and heading of the parts of a body, those before it left out."""
    return parts(article(meta="", body="".join(sections), kind=kind))


def covered(document: Document) -> str:
    return "".join(document.words(each.span) for each in document.sections)


def test_sections_cover_the_text_in_the_order_of_reading() -> None:
    document = article(
        meta=TITLE + "<abstract><p>Short.</p></abstract>",
        body=sec("Introduction", "<p>Why tea.</p>") + sec("Methods", "<p>How.</p>"),
        rest="<back><ack><title>Thanks</title><p>To all.</p></ack></back>",
    )
    assert parts(document) == [
        ("title", ""),
        ("abstract", "Abstract"),
        ("introduction", "Introduction"),
        ("methods", "Methods"),
        ("back", "Thanks"),
    ]
    assert covered(document) == document.text
    assert "Introduction\n\nWhy tea.\n\nMethods\n\nHow.\n\n" in document.text


@pytest.mark.parametrize(
    ("title", "kind", "told"),
    [
        ("Patients and Methods", "", "methods"),
        ("2. Results", "", "results"),
        ("Whatever", "materials|methods", "methods"),
        ("Whatever", "intro", "introduction"),
        ("Methods/Design", "", "methods"),
        ("Findings", "", "results"),
        ("Funding", "", "funding"),
        ("Supplementary material", "", "back"),
        ("Pre-publication history", "", "back"),
        ("Study population", "", "methods"),
        ("Something else", "", "introduction"),
    ],
)
def test_kinds_of_the_first_level(title: str, kind: str, told: str) -> None:
    assert body_parts(sec(title, "<p>Tea.</p>", kind=kind))[-1][0] == told


def test_a_part_that_nothing_names_goes_on_with_the_last() -> None:
    found = body_parts(
        sec("Results", "<p>a</p>"),
        sec("Patients", "<p>b</p>"),
        sec("Funding", "<p>c</p>"),
        sec("Sleep", "<p>d</p>"),
    )
    assert [kind for kind, _ in found[-4:]] == ["results", "results", "funding", "results"]


def test_parts_inside_a_part_that_nothing_names_say_what_they_are() -> None:
    study = sec("Study 1", "<p>a</p>", sec("Methods", "<p>b</p>"), sec("Results", "<p>c</p>"))
    untitled = f"<sec><p>d</p>{sec('Discussion', '<p>e</p>')}</sec>"
    assert body_parts(study, untitled) == [
        ("introduction", "Study 1"),
        ("methods", "Methods"),
        ("results", "Results"),
        ("discussion", "Discussion"),
    ]


def test_parts_of_a_known_part_keep_its_kind() -> None:
    inner = sec("Results of the run-in", "<p>b</p>")
    assert body_parts(sec("Methods", "<p>a</p>", inner))[-1] == ("methods", "Results of the run-in")


@pytest.mark.parametrize(
    ("outer", "inner", "kinds"),
    [
        ("Discussion", "Conclusions", ["discussion", "conclusion", "discussion"]),
        ("Results", "Discussion", ["results", "discussion", "results"]),
        ("Discussion", "Limitations", ["discussion", "discussion"]),
    ],
)
def test_a_conclusion_inside_a_discussion_is_one(outer: str, inner: str, kinds: list[str]) -> None:
    found = body_parts(sec(outer, "<p>a</p>", sec(inner, "<p>b</p>"), "<p>c</p>"))
    assert [kind for kind, _ in found][-len(kinds) :] == kinds


@pytest.mark.parametrize(
    ("kind", "told"), [("research-article", "abstract"), ("editorial", "discussion")]
)
def test_a_body_without_headings(kind: str, told: str) -> None:
    assert body_parts("<p>All about tea.</p>", kind=kind)[-1] == (told, "")


def test_untitled_sections_need_no_heading() -> None:
    assert body_parts("<sec><p>Tea.</p></sec>")[-1] == ("abstract", "")


def test_a_title_of_blanks_is_none() -> None:
    assert body_parts(sec("\u2004", "<p>Tea.</p>"))[-1][1] == ""


def test_numbers_of_headings_stand_in_the_text_alone() -> None:
    document = article(meta="", body="<sec><label>2</label><title>Methods</title><p>a</p></sec>")
    assert document.text.startswith("2 Methods\n\na\n")
    assert parts(document)[-1] == ("methods", "Methods")


def test_types_of_sections() -> None:
    assert [typed_kind(words) for words in ("results|discussion", "odd", "", "coi-statement")] == [
        "results",
        None,
        None,
        "back",
    ]


ABSTRACT = (
    "<abstract><title>Summary</title>{}</abstract>"
    '<abstract abstract-type="teaser"><p>Tea!</p></abstract>'
    "<trans-abstract><p>Tee.</p></trans-abstract>"
)


def test_labels_of_an_abstract_stand_before_their_words() -> None:
    labelled = "".join(
        [
            sec("Background:", "<p>Why.</p>", "<p>Because.</p>"),
            sec("Methods and results", sec("Methods", "<p>How.</p>"), sec("Results", "<p>So.</p>")),
            sec("Something", "<p>Else.</p>"),
            "<sec><p>Bare.</p></sec>",
            sec("Conclusion", "<list><list-item><p>Good.</p></list-item></list>"),
            sec("Electronic supplementary material", "<p>There.</p>"),
        ]
    )
    document = article(meta=ABSTRACT.format(labelled))
    text = document.text.partition("Summary\n\n")[2].partition("Teaser")[0]
    assert text.split("\n\n")[:-1] == [
        "Background: Why.",
        "Because.",
        "Methods and results:",
        "Methods: How.",
        "Results: So.",
        "Something: Else.",
        "Bare.",
        "• Good.",
        "Electronic supplementary material: There.",
    ]
    assert parts(document) == [
        ("abstract", "Summary"),
        ("introduction", "Background"),
        ("results", "Methods and results"),
        ("methods", "Methods"),
        ("results", "Results"),
        ("abstract", "Something"),
        ("conclusion", "Conclusion"),
        ("back", "Electronic supplementary material"),
        ("furniture", "Teaser"),
        ("furniture", "Abstract"),
    ]


@pytest.mark.parametrize(
    ("kind", "told"), [("summary", ("abstract", "Summary")), ("toc", ("furniture", "In brief"))]
)
def test_the_only_abstract_is_read_when_it_is_whole(kind: str, told: tuple[str, str]) -> None:
    meta = f'<abstract abstract-type="{kind}"><sec><title>Aim</title><p>Tea.</p></sec></abstract>'
    assert told in parts(article(meta=meta))


@pytest.mark.parametrize(
    ("blocks", "lines"),
    [
        pytest.param(
            "<p>These: <list list-type='bullet'><list-item><p>one</p><p>more</p></list-item>"
            "<list-item><label>(b)</label><p>two</p></list-item></list> and so on.</p>",
            ["These:", "• one", "more", "(b) two", "and so on."],
            id="list in a paragraph",
        ),
        pytest.param(
            "<list list-type='order'><list-item><p>one</p></list-item><list-item><p>two</p>"
            "<list><list-item><p>inner</p></list-item></list></list-item></list>",
            ["1. one", "2. two", "• inner"],
            id="numbered list",
        ),
        pytest.param(
            "<def-list><title>Words</title><def-item><term>CI</term><def><p>interval</p></def>"
            "</def-item><def-item><term>T</term></def-item></def-list>",
            ["Words", "CI: interval\nT"],
            id="definitions",
        ),
        pytest.param(
            "<disp-quote><p>Tea.</p><attrib>Dorn</attrib></disp-quote>",
            ["Tea.", "Dorn"],
            id="quotation",
        ),
        pytest.param(
            "<verse-group><verse-line>Tea,</verse-line><verse-line>tea.</verse-line></verse-group>",
            ["Tea,", "tea."],
            id="verse",
        ),
        pytest.param("<preformat>x = 1\n  y = 2</preformat>", ["x = 1\ny = 2"], id="code"),
        pytest.param(
            "<statement><label>Rule 1</label><title>Tea</title><p>Hot.</p></statement>",
            ["Rule 1. Tea", "Hot."],
            id="statement",
        ),
        pytest.param(
            "<boxed-text><caption><title>Box</title></caption><sec><title>In short</title>"
            "<p>Tea.</p></sec></boxed-text>",
            ["Box", "In short", "Tea."],
            id="box",
        ),
        pytest.param(
            "<p>Tea.<fn><label>1</label><p>Green.</p><p>Or not.</p><list><list-item><p>x</p>"
            "</list-item></list></fn></p><p>More.</p>",
            ["Tea.", "1 Green.", "Or not.", "• x", "More."],
            id="note",
        ),
        pytest.param(
            "<p>Tea.<fn><p>Green.</p></fn></p>", ["Tea.", "Green."], id="note without mark"
        ),
        pytest.param(
            "<disp-formula><label>(1)</label>x = 2</disp-formula>", ["(1)x = 2"], id="formula"
        ),
        pytest.param(
            "<!-- nothing --><unheard-of>Tea.</unheard-of>", ["Tea."], id="unknown element"
        ),
        pytest.param(
            "<p><fig><label>Fig. 1</label><caption><title>Cups</title><p>Full ones.</p>"
            "</caption><graphic/><attrib>Dorn</attrib></fig>Tea.</p>",
            ["Tea.", "Fig. 1. Cups. Full ones.", "Dorn"],
            id="figure follows its paragraph",
        ),
        pytest.param("<fig><graphic/></fig><p>Tea.</p>", ["Tea."], id="picture without words"),
        pytest.param(
            "<fig-group><fig><label>A</label><caption><p>One.</p></caption></fig></fig-group>",
            ["A. One."],
            id="group of figures",
        ),
        pytest.param(
            "<supplementary-material xlink:href='s1.pdf'><label>File 1</label><caption>"
            "<p>Data.</p></caption><media xlink:href='s1.pdf'><caption><p>More data</p>"
            "</caption></media><p>Open.</p></supplementary-material>",
            ["File 1. Data. Open. More data. s1.pdf"],
            id="supplement",
        ),
        pytest.param("<media/>", [""], id="nothing"),
    ],
)
def test_blocks_are_lines(blocks: str, lines: list[str]) -> None:
    document = article(meta="", body=sec("Results", blocks))
    assert (
        between(document).split("\n\n") == lines
        or between(document).split() == " ".join(lines).split()
    )


def test_captions_stand_apart_and_the_prose_goes_on() -> None:
    figure = "<fig><label>Fig. 1</label><caption><p>Cups.</p></caption></fig>"
    found = body_parts(sec("Results", "<p>a</p>", figure, "<p>b</p>"))
    assert found[-3:] == [("results", "Results"), ("caption", "Fig. 1. Cups."), ("results", "")]


def test_spaces_that_do_not_break_stay() -> None:
    assert prose("5\u00a0mg\u2009daily") == "5\u00a0mg\u2009daily"


BACK = """
<back><!-- x --><ack><p>Thanks.</p></ack>
<sec sec-type="funding"><title>Money</title><p>Tea Fund.</p></sec>
<fn-group><fn fn-type="conflict"><p>None.</p></fn></fn-group>
<notes><title>Sources of support</title><p>Cup Fund.</p></notes>
<app-group><app><title>Appendix 1</title><p>More tea.</p></app></app-group>
<sec><title>Declarations</title><sec><title>Funding</title><p>Leaf Fund.</p></sec></sec>
<glossary><title>Abbreviations</title><def-list><def-item><term>T</term><def><p>tea</p></def></def-item></def-list></glossary>
</back>
<floats-group><fig><label>Fig. 9</label></fig></floats-group>
"""


def test_the_back_matter() -> None:
    meta = (
        TITLE + "<author-notes><corresp>Write to Dorn.</corresp><fn><p>Both alike.</p></fn>"
        "</author-notes>"
        "<funding-group><funding-statement>By the Tea Fund.</funding-statement></funding-group>"
    )
    document = article(meta=meta, body="<p>Tea.</p>", rest=BACK)
    found = parts(document)
    assert [each for each in found if each[0] == "funding"] == [
        ("funding", "Funding"),
        ("funding", "Money"),
        ("funding", "Sources of support"),
        ("funding", "Funding"),
    ]
    assert ("back", "Appendix 1") in found
    assert ("caption", "Fig. 9") in found
    order = [
        "Fig. 9",
        "Write to Dorn.",
        "Both alike.",
        "By the Tea Fund.",
        "Thanks.",
        "\nTea Fund.",
        "None.",
        "T: tea",
    ]
    places = [document.text.index(words) for words in order]
    assert places == sorted(places)


def test_notes_of_the_front_stand_behind() -> None:
    content = jats(body="<p>Tea.</p>").replace(
        b"</front>", b"<notes><p>A note.</p></notes></front>"
    )
    assert "A note." in read_document(content).text


def test_replies_and_translations_are_shown_and_not_read() -> None:
    rest = (
        "<sub-article><front-stub><title-group><article-title>Tee</article-title></title-group>"
        "<abstract><p>Kurz.</p></abstract></front-stub><body><p>Lang.</p></body></sub-article>"
        "<response><body><p>Well.</p></body></response>"
    )
    document = article(body="<p>Tea.</p>", rest=rest)
    assert parts(document)[-2:] == [("furniture", "Tee"), ("furniture", "Further part")]
    assert "Kurz.\n\nLang.\n" in document.text


def test_a_stub_without_body_is_read_as_far_as_it_goes() -> None:
    content = f"<article dtd-version='1.3'><front-stub>{TITLE}</front-stub></article>"
    assert read_document(content.encode()).text == "Tea in tired readers\n\n"
