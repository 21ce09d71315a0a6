"""What stands above the line, below it, or links elsewhere keeps its meaning in plain text."""

import pytest
from tests.documents.jats_made_up import article, between, prose

BIBR = '<xref ref-type="bibr" rid="r1">{}</xref>'


def cited(number: str) -> str:
    return BIBR.format(number)


ONE, TWO, FOUR = cited("1"), cited("2"), cited("4")


@pytest.mark.parametrize(
    ("marked_up", "plain"),
    [
        pytest.param(f"after 9 months{FOUR} of tea", "after 9 months^{4} of tea", id="bare"),
        pytest.param(f"months<sup>{FOUR}</sup> of", "months^{4} of", id="raised"),
        pytest.param(f"tea.<sup>{ONE},{FOUR}</sup> It", "tea.^{1,4} It", id="raised list"),
        pytest.param(f"tea<sup>{ONE}&#8211;{FOUR}</sup>", "tea^{1–4}", id="raised range"),
        pytest.param(
            f"tea.{cited('<sup>1</sup>')}<sup>,</sup>{cited('<sup>4</sup>')} It",
            "tea.^{1,4} It",
            id="raised inside links",
        ),
        pytest.param(
            f"tea.{cited('<sup>1</sup>')}<sup>-</sup>{cited('<sup>4</sup>')}",
            "tea.^{1–4}",
            id="raised range inside links",
        ),
        pytest.param(f"tea.{ONE}{TWO} It", "tea.^{1,2} It", id="side by side"),
        pytest.param(f"tea {cited('3 4')}", "tea [3,4]", id="two in one link"),
        pytest.param(f"tea [{ONE}, {TWO}].", "tea [1, 2].", id="own brackets"),
        pytest.param(f"tea [{ONE}{TWO}; {FOUR}].", "tea [1,2, 4].", id="gaps in brackets"),
        pytest.param(f"tea [see {FOUR}].", "tea [see 4].", id="words in brackets"),
        pytest.param(f"tea ({ONE}&#8211;{FOUR}).", "tea [1–4].", id="parentheses"),
        pytest.param(f"tea ({ONE}; see {FOUR}).", "tea ([1]; see [4]).", id="parenthesis goes on"),
        pytest.param(f"see refs {ONE} and {FOUR} on", "see refs [1] and [4] on", id="in words"),
        pytest.param(f"{ONE} showed", "[1] showed", id="first words"),
        pytest.param(f"tea {cited('[4]')} was", "tea [4] was", id="brackets inside the link"),
        pytest.param(f"tea<sup>[{FOUR}]</sup>", "tea[4]", id="raised brackets"),
        pytest.param(f"tea<sup>refs {FOUR}</sup>", "tearefs [4]", id="raised words"),
        pytest.param(f"tea ({cited('Doe, 2001')})", "tea (Doe, 2001)", id="author and year"),
        pytest.param(f"Doe ({cited('2001')})", "Doe (2001)", id="year"),
        pytest.param(f"tea{cited('3a')}", "tea^{3}", id="part of a reference"),
        pytest.param(f"tea{cited('')} was", "tea was", id="link without words"),
    ],
)
def test_references_never_stick_to_numbers(marked_up: str, plain: str) -> None:
    assert prose(marked_up) == plain


@pytest.mark.parametrize(
    ("marked_up", "plain"),
    [
        ("10<sup>9</sup>/L", "10⁹/L"),
        ("10<sup>&#8722;3</sup>", "10⁻³"),
        ("Ca<sup>2+</sup>", "Ca²⁺"),
        ("HR<sup>+</sup>", "HR⁺"),
        ("<sup>99m</sup>Tc", "⁹⁹ᵐTc"),
        ("the 5<sup>th</sup> cup", "the 5th cup"),
        ("dose<sup>a,b</sup>", "doseᵃ,ᵇ"),
        ("dose<sup>*</sup>", "dose*"),
        ("BRAF<sup>V600E</sup>", "BRAF^{V600E}"),
        ("H<sub>2</sub>O", "H₂O"),
        ("HbA<sub>1c</sub>", "HbA1c"),
        ('Age<xref ref-type="table-fn" rid="n1">a</xref>', "Ageᵃ"),
        ('see note <xref ref-type="fn" rid="n1">1</xref>', "see note 1"),
        ('Age<xref ref-type="fn" rid="n1"><sup>b</sup></xref>', "Ageᵇ"),
        ('<xref ref-type="fig" rid="f1">Fig. 1</xref>', "Fig. 1"),
        ("one<break/>two<hr/>three", "one two three"),
        ("a\n   b\u00a0c\u2009d", "a b\u00a0c\u2009d"),
        ('<ext-link xlink:href="https://tea.example"/>', "https://tea.example"),
        ('<ext-link xlink:href="https://tea.example">site</ext-link>', "site"),
        ("<uri>https://tea.example</uri>", "https://tea.example"),
        ("<email>dorn@tea.example</email>", "dorn@tea.example"),
        ("tea<index-term>beverage</index-term> leaves", "tea leaves"),
        ("by <name><surname>Dorn</surname><given-names>A</given-names></name>", "by Dorn A"),
        ("<bold>very</bold> <italic>hot <sup>2</sup></italic>", "very hot ²"),
        ("<!-- no --><?pi no?>tea", "tea"),
        ("one<!-- no --> cup", "one cup"),
        ("tea\ufdd0", "tea\ufffd"),
        ("odd\x85\x9f", "odd\x85\ufffd"),
    ],
)
def test_words_of_a_line(marked_up: str, plain: str) -> None:
    assert prose(marked_up) == plain


MATH = "<mml:math><mml:mfrac><mml:mi>a</mml:mi><mml:mi>b</mml:mi></mml:mfrac></mml:math>"
TEX = r"<tex-math>\documentclass{minimal}\begin{document}$$x \ge 2$$\end{document}</tex-math>"


@pytest.mark.parametrize(
    ("marked_up", "plain"),
    [
        (f"so<inline-formula>{MATH}</inline-formula>.", "soa/b."),
        (f"so<disp-formula>{MATH}</disp-formula>holds", "so a/b holds"),
        (f"so <inline-formula>{TEX}</inline-formula>", r"so x \ge 2"),
        ("so <inline-formula><tex-math>$y$</tex-math></inline-formula>", "so y"),
        ("so <inline-formula>x = 2</inline-formula>", "so x = 2"),
        (
            f"so <inline-formula><alternatives>{TEX}{MATH}</alternatives></inline-formula>",
            "so a/b",
        ),
        (f"so <alternatives><inline-graphic/>{TEX}{MATH}</alternatives>", r"so x \ge 2"),
        ("so <alternatives><inline-graphic/></alternatives>.", "so ."),
    ],
)
def test_formulas_are_plain_words(marked_up: str, plain: str) -> None:
    assert prose(marked_up) == plain


def test_the_reading_view_takes_the_reference_out_and_keeps_its_number() -> None:
    document = article(
        meta="", body=f"<sec><title>Results</title><p>After 9 months{FOUR} of tea.</p></sec>"
    )
    assert between(document) == "After 9 months^{4} of tea."
