"""What a person types becomes a term, or one clear line; never a piece of the query."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from tests.small_store import FIRST

from trialgraph.catalogue.answer import Answer
from trialgraph.catalogue.ask import query_text
from trialgraph.catalogue.bind import bind
from trialgraph.catalogue.card import Parameter, read_card
from trialgraph.catalogue.names_kept import make_names
from trialgraph.catalogue.resolve import resolve
from trialgraph.catalogue.spelt import near
from trialgraph.errors import BadParameter, EvidenceError, UnknownName, UnknownQuestion
from trialgraph.names import ID, document
from trialgraph.rdf.term import Term, decimal, integer, text
from trialgraph.store import Reader, create_or_open, open_reader
from trialgraph.terms.index import TermIndex

Asked = Callable[..., Answer]
OS = "os-benefit-from-adding"


@pytest.mark.parametrize(
    "name", ["pertuzumab", "Pertuzumab", "PERTUZUMAB", "Perjeta", "drug:pertuzumab", " perjeta "]
)
def test_a_drug_is_known_by_all_its_names(asked: Asked, name: str) -> None:
    assert len(asked(OS, drug=name).rows) == 5


def test_an_end_point_is_known_by_its_short_and_long_name(asked: Asked) -> None:
    short = asked("effects", endpoint="OS").rows
    assert short == asked("effects", endpoint="overall survival").rows
    assert len(short) == 3


@pytest.mark.parametrize(
    "name",
    [
        "ALPHA",
        "alpha",
        "NCT00000001",
        "nct00000001",
        "https://clinicaltrials.gov/study/NCT00000001",
        "https://w3id.org/trialgraph/id/trial/NCT00000001",
        "trial:NCT00000001",
    ],
)
def test_a_trial_is_known_by_acronym_number_and_address(asked: Asked, name: str) -> None:
    assert {row.cells["label"] for row in asked("effects", trial=name).rows} == {"ALPHA"}


def test_an_unknown_drug_is_answered_with_the_nearest(asked: Asked) -> None:
    with pytest.raises(UnknownName, match=r"nearest: .*pertuzumab"):
        asked(OS, drug="pertuzumabb")


def test_an_unknown_trial_is_answered_with_the_nearest(asked: Asked) -> None:
    with pytest.raises(UnknownName, match="nearest: ALPHA"):
        asked("effects", trial="ALPHAA")


NUMBERS = [
    ("NCT00000010", "nearest: .*NCT00000001"),
    ("NCT99887766", "no number that is held is like it"),
    ("NCT00000007", "nearest: .*NCT00000001"),
    ("2012-001909-24", "no number that is held is like it"),
]


@pytest.mark.parametrize(("number", "told"), NUMBERS)
def test_an_unknown_number_is_answered_with_numbers_alone(
    asked: Asked, number: str, told: str
) -> None:
    with pytest.raises(UnknownName, match=told) as error:
        asked("effects", trial=number)
    assert "ALPHA" not in str(error.value)


@pytest.fixture(scope="module")
def indexed(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Return the small store with its index of names."""
    store = tmp_path_factory.mktemp("indexed") / "store"
    shutil.copytree(reader.path, store)
    make_names(store)
    with open_reader(store) as opened:
        yield opened


@pytest.mark.parametrize(
    ("words", "told"), [*NUMBERS, ("ALPHAA", "nearest: ALPHA"), ("qqqqq", "known: ALPHA, ")]
)
def test_the_index_of_names_tells_the_same(
    indexed: Reader, terms: TermIndex, words: str, told: str
) -> None:
    parameter = Parameter("trial", "trial", is_optional=False, meaning="")
    with pytest.raises(UnknownName, match=told):
        resolve(indexed, terms, parameter, words)
    assert len(resolve(indexed, terms, parameter, "aL pHa")) == 1


def test_examples_begin_with_what_reads_as_a_name() -> None:
    assert near("quite other", ["08-524", "00142758", "beta", "ALPHA"]).startswith(
        "known: ALPHA, beta, 00142758"
    )


def test_a_name_like_no_other_is_answered_with_examples(asked: Asked) -> None:
    with pytest.raises(UnknownName, match=r"known: .*, \.\.\."):
        asked(OS, drug="0")


def test_a_missing_parameter_is_named(asked: Asked) -> None:
    with pytest.raises(BadParameter, match="add drug=VALUE"):
        asked(OS)


def test_a_parameter_that_the_question_lacks_is_named(asked: Asked) -> None:
    with pytest.raises(BadParameter, match=r"'dose'.*drug=\.\.\."):
        asked(OS, drug="pertuzumab", dose="420")


def test_a_mistyped_parameter_is_answered_with_the_nearest(asked: Asked) -> None:
    with pytest.raises(BadParameter, match="nearest: drug"):
        asked(OS, drg="pertuzumab")


def test_a_question_without_parameters_takes_none(asked: Asked) -> None:
    with pytest.raises(BadParameter, match="takes: none"):
        asked("errata", trial="ALPHA")


@pytest.mark.parametrize("day", ["soon", "2023", "2023-13-01"])
def test_a_day_is_a_day(asked: Asked, day: str) -> None:
    with pytest.raises(BadParameter, match="such as 2023-01-01"):
        asked("known-on-date", trial="ALPHA", date=day)


def test_an_unknown_question_is_answered_with_the_nearest(asked: Asked) -> None:
    with pytest.raises(UnknownQuestion, match=r"nearest: .*os-benefit-from-adding"):
        asked("os-benefit")


@pytest.mark.parametrize("name", ["../pages/x", "", "OS", "a/b", "os-benefit-from-adding.rq"])
def test_a_question_is_no_path(asked: Asked, name: str) -> None:
    with pytest.raises(UnknownQuestion):
        asked(name)


HOSTILE = [
    '"} DROP ALL #',
    "drug:pertuzumab } UNION { ?s ?p ?o",
    "https://w3id.org/trialgraph/id/drug/x> } { ?s ?p ?o } #",
    "\\u007D SERVICE <http://example.org/> { }",
    "pertuzumab\n} ?s ?p ?o {",
    "'; --",
    "\x00",
    "x" * 100_000,
    "",
    "   ",
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize(("name", "key"), [(OS, "drug"), ("effects", "trial")])
def test_a_hostile_value_is_refused_and_never_part_of_a_query(
    asked: Asked, name: str, key: str, words: str
) -> None:
    with pytest.raises(EvidenceError) as caught:
        asked(name, **{key: words})
    assert isinstance(caught.value, UnknownName | BadParameter)
    assert len(str(caught.value)) < 1_000


def test_an_optional_parameter_that_is_not_given_is_undefined(
    reader: Reader, terms: TermIndex
) -> None:
    assert "VALUES ?trial { UNDEF }" in query_text(reader, "effects", {}, terms)
    bound = query_text(reader, "effects", {"trial": "BETA"}, terms)
    assert "VALUES ?trial { <https://w3id.org/trialgraph/id/trial/NCT00000002> }" in bound


@pytest.mark.parametrize(
    ("kind", "words", "term"),
    [
        ("number", "5.0", decimal(Decimal(5))),
        ("integer", "12", integer(12)),
        ("text", 'any "words"', text('any "words"')),
        ("document", FIRST, document(FIRST)),
        ("document", f"document:{FIRST}", document(FIRST)),
    ],
)
def test_other_words_become_the_term_of_their_type(
    reader: Reader, terms: TermIndex, kind: str, words: str, term: Term
) -> None:
    assert resolve(
        reader, terms, Parameter("x", kind, is_optional=False, meaning="something"), words
    ) == (term,)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("number", "five"), ("integer", "1.5"), ("number", "1e999999999"), ("number", "nan")],
)
def test_a_number_is_a_number(reader: Reader, terms: TermIndex, kind: str, words: str) -> None:
    with pytest.raises(BadParameter, match="wanted a number"):
        resolve(reader, terms, Parameter("points", kind, is_optional=False, meaning=""), words)


def test_the_iri_of_a_result_may_be_long(reader: Reader, terms: TermIndex) -> None:
    parameter = Parameter("result", "result", is_optional=False, meaning="")
    one = f"{ID}trial/NCT1/result/{'of-many-words-' * 60}"
    assert resolve(reader, terms, parameter, one) == (one,)
    with pytest.raises(BadParameter, match="wanted 1 to 2000"):
        resolve(reader, terms, parameter, one * 3)
    with pytest.raises(BadParameter, match="wanted 1 to 200 "):
        resolve(reader, terms, replace(parameter, type="drug"), "x" * 201)


def test_a_document_that_is_not_held_is_not_known(reader: Reader, terms: TermIndex) -> None:
    with pytest.raises(UnknownName, match="the list of documents has them all"):
        resolve(
            reader, terms, Parameter("x", "document", is_optional=False, meaning=""), "sha-none"
        )


def test_a_trial_is_found_whatever_its_capitals(asked: Asked) -> None:
    assert len(asked("effects", trial="aLpHa").rows) == 2


def test_a_store_without_trials_says_so(terms: TermIndex, tmp_path: Path) -> None:
    with create_or_open(tmp_path / "empty") as writer:
        writer.publish()
    with (
        open_reader(tmp_path / "empty") as reader,
        pytest.raises(UnknownName, match="none is held"),
    ):
        resolve(reader, terms, Parameter("trial", "trial", is_optional=False, meaning=""), "ALPHA")


def test_a_word_outside_those_that_a_parameter_takes_is_no_empty_answer(asked: Asked) -> None:
    with pytest.raises(BadParameter, match="wanted one of information, warning, violation"):
        asked("findings", severity="bad")
    assert asked("findings", severity="warning").question == "findings"


def test_an_end_point_has_its_article(asked: Asked) -> None:
    with pytest.raises(UnknownName, match="name of an end point in the tables"):
        asked("effects", endpoint="zzzz")


def test_a_pattern_is_asked_where_its_parameter_is_given() -> None:
    head = "# question: Who?\n# parameter drug: drug, optional; added\n"
    card = read_card(
        "x", head + "SELECT * {\n  VALUES ?drug { UNDEF }\n  # given drug: ?c :adds ?drug .\n}"
    )
    given = bind(card, {"drug": [document("a")]})
    assert "\n  ?c :adds ?drug ." in given
    assert "# given drug: ?c :adds" in bind(card, {})
