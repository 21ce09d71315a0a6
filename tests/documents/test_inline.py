"""Raised and lowered characters stay told apart when mark-up becomes one line of words."""

import pytest
from lxml import etree

from trialgraph.documents.inline import inline_words, lowered, raised

_SAID = {
    "10<sup>9</sup>/L": "10⁹/L",
    "10<sup>-6</sup> mol": "10⁻⁶ mol",
    "s<sup>−1</sup>": "s⁻¹",
    "the 4<sup>th</sup> week": "the 4th week",
    "Drug<sup>®</sup>": "Drug®",
    "BRAF<sup>V600E</sup>": "BRAF^{V600E}",
    "already<sup>²</sup> so": "already² so",
    "nothing<sup> </sup>here": "nothing here",
    "CO<sub>2</sub>": "CO₂",
    "HbA<sub>1c</sub>": "HbA1c",
    "C<sub>max</sub>": "Cmax",
    "10<sub>e</sub>": "10_{e}",
    "H<sub>₂</sub>O": "H₂O",
    "a<sub/>b": "ab",
    "<i>Listeria</i> <b>spp.</b>": "Listeria spp.",
    "one<break/>two": "one two",
    "x<annotation>x_1</annotation>y": "xy",
    "<math><msup><mn>10</mn><mn>9</mn></msup></math>": "10⁹",
    "<math><msub><mi>x</mi><mn>1</mn></msub></math>": "x₁",
    "<math><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup></math>": "x₁²",
    "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>": "1/2",
    "<math><msup/></math>": "",
    "<math><mmultiscripts><mi>F</mi><none/><mn>2</mn><mprescripts/><none/><mn>18</mn>"
    "</mmultiscripts></math>": "¹⁸F²",
    "<math><mmultiscripts/></math>": "",
    "  many \n blanks\u00a0 here ": "many blanks here",
    "a\x7fb": "a\ufffdb",
}


@pytest.mark.parametrize(("marked", "said"), _SAID.items(), ids=lambda one: repr(one)[:40])
def test_marked_up_words_become_one_line(marked: str, said: str) -> None:
    assert inline_words(etree.fromstring(f"<t>{marked}</t>")) == said


def test_no_element_has_no_words() -> None:
    assert inline_words(None) == ""


def test_an_entity_of_the_document_type_is_its_character() -> None:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    root = etree.fromstring('<!DOCTYPE t SYSTEM "t.dtd"><t>5&nbsp;&mu;g</t>', parser)
    assert inline_words(root) == "5 μg"


def test_no_power_reads_as_a_longer_number() -> None:
    for power in ("9", "12", "-3", "a", "9,5", "x2"):
        assert f"10{power}" not in f"10{raised(power)}"


def test_signs_below_a_number_never_lengthen_it() -> None:
    for sign in ("2", "10", "e"):
        assert f"10{sign}" not in f"10{lowered(sign, '10')}"
