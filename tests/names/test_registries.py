"""Registration numbers: whose they are, when two are one, where they stand in a text."""

import re
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialgraph.names.registries import (
    canonical,
    curie,
    external,
    is_registration,
    key,
    printed_numbers,
    rank,
    registry_of,
    same_registration,
)
from trialgraph.names.registry_table import REGISTRIES, Registry

# What stands behind each prefix, as Bioregistry 0.15.6 has it.
BIOREGISTRY = {
    "clinicaltrials": r"NCT\d{8}",
    "isrctn": r"ISRCTN\d+",
    "euclinicaltrials": r".*",
    "ctis": r"\d{4}-\d+-\d+-\d+",
    "jrct": r"jRCT\w?\d+",
    "uminctr": r"UMIN\d+|C\d+",
    "chictr": r"ChiCTR(-[A-Z]+-)?\d+",
    "ctri": r"CTRI/\d{4}/\d{2,3}/\d+",
    "anzctr": r"ACTRN\d+",
    "drks": r"DRKS\d+",
    "omon": r"\d{5}",
    "irct": r"IRCT\d+N\d+",
    "kcris": r"KCT\d+",
    "tctr": r"TCTR\d+",
    "pactr": r"PACTR\d+",
    "rpcec": r"RPCEC\d+",
    "rebec": r"RBR-\w+",
    "slctr": r"SLCTR/\d{4}/\d+",
    "repec": r"\d+-\d+(-[A-Z])?",
    "lbctr": r"LBCTR\d+",
    "itmctr": r"ITMCTR\d+",
    "snctp": r"SNCTP\d+",
}
UNVERSIONED = "2022-500000-00"  # the EU's number without the pair that counts submissions

EVERY = pytest.mark.parametrize("one", REGISTRIES, ids=lambda one: one.example)


@EVERY
def test_an_example_is_its_registrys_number(one: Registry) -> None:
    assert registry_of(one.example) == one.prefix
    assert canonical(one.example) == one.example
    assert is_registration(one.example)
    assert one.name


@EVERY
def test_an_address_is_made_of_a_prefix_that_others_use(one: Registry) -> None:
    address = external(one.example)
    if one.prefix not in BIOREGISTRY:
        assert address is None
    elif one.example != UNVERSIONED:
        prefix, _, local = (address or "").rpartition("/")[2].partition(":")
        assert prefix == one.prefix
        assert re.fullmatch(BIOREGISTRY[prefix], unquote(local))


@EVERY
@given(spaces=st.sampled_from(["", " ", "\t"]), is_small=st.booleans())
def test_capitals_spaces_and_percent_signs_do_not_make_another_number(
    one: Registry, spaces: str, *, is_small: bool
) -> None:
    typed = spaces + (one.example.lower() if is_small else one.example) + spaces
    assert same_registration(typed, one.example)
    assert same_registration(quote(typed, safe=""), one.example)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("NCT 09990001", "NCT09990001"),
        ("NCT: 09990001", "NCT09990001"),
        ("ISRCTN, number 99990001", "ISRCTN99990001"),
        ("EudraCT: 2012-001234-56", "2012-001234-56"),
        ("EUCTR2012-001234-56-GB", "2012-001234-56"),
        ("2012-001234-56/DE", "2012-001234-56"),
        ("EU CT 2022-500000-00-00", "2022-500000-00-00"),
        ("JRCT 1099990001", "jRCT1099990001"),
        ("UMIN-CTR: 000099999", "UMIN000099999"),
        ("ChiCTR TRC 99000001", "ChiCTR-TRC-99000001"),
        ("chictr-2099000001", "ChiCTR2099000001"),
        ("CTRI-2015-05-999001", "CTRI/2015/05/999001"),
        ("ANZCTR: ACTRN12699000001000p", "ACTRN12699000001000"),
        ("ANZCTR12699000001000", "ACTRN12699000001000"),
        ("Japic CTI-999001", "JapicCTI-999001"),
        ("NL-OMON 99999", "NL-OMON99999"),
        ("rbr-99XYZT", "RBR-99xyzt"),
        ("UTN: U1111-9999-0001", "U1111-9999-0001"),
    ],
)
def test_what_people_type_becomes_the_number_as_its_owner_writes_it(
    typed: str, number: str
) -> None:
    assert canonical(typed) == number


def test_submissions_of_one_trial_are_one_registration() -> None:
    assert same_registration("2022-500000-00-00", "2022-500000-00-01")
    assert same_registration("2022-500000-00-00", UNVERSIONED)
    assert not same_registration("2022-500000-00-00", "2022-500001-00-00")


@pytest.mark.parametrize(
    "words", ["", "NCT123", "GRP-M05", "12345678", "2012-13", "PER 5", "N" * 90]
)
def test_what_is_no_registration_has_no_registry(words: str) -> None:
    assert registry_of(words) == ""
    assert not is_registration(words)
    assert curie(words) == words
    assert external(words) is None
    assert canonical(f" {words} ") == words


def test_a_registry_outside_the_table_is_known_by_its_pattern() -> None:
    assert is_registration("XYCTR-2099-00017")
    assert registry_of("XYCTR-2099-00017") == ""
    assert key("XYCTR-2099-00017") == "xyctr-2099-00017"


def test_numbers_name_a_trial_in_a_fixed_order() -> None:
    given = ["GRP-1", "UMIN000099999", "2012-001234-56", "NCT09990001"]
    assert sorted(given, key=rank) == given[::-1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(NCT09990001; UMIN 000099999)", ["NCT09990001", "UMIN000099999"]),
        ("UMIN Clinical Trials Registry; C000099999", ["C000099999"]),
        ("the UMIN registry (number C000099999)", ["C000099999"]),
        ("the catalogue number C000099999", []),
        ("EudraCT No. 2012-001234-56 was given", ["2012-001234-56"]),
        ("between 2012-001234-56 and others", []),
        ("the trial 2022-500000-00-00", ["2022-500000-00-00"]),
        ("the trial 2022-500000-00", []),
        ("in the Netherlands Trial Register (NL9999)", ["NL9999"]),
        ("the mouse NL9999", []),
        ("the Peruvian registry, PER-999-09", ["PER-999-09"]),
        ("10 mg PER 999-09", []),
        ("registered as XYCTR-2099-00017.", ["XYCTR-2099-00017"]),
        ("registered as LBCTR2099010001.", ["LBCTR2099010001"]),
        ("clinicaltrials.gov/ct2/show/NCT09990001_1", ["NCT09990001"]),
        ("XNCT09990001 and NCT099900011", []),
    ],
)
def test_numbers_are_found_in_a_text(text: str, found: list[str]) -> None:
    printed = list(printed_numbers(text))
    assert [one.number for one in printed] == found
    assert all(canonical(text[one.start : one.end]) == one.number for one in printed)
    assert all(one.prefix == registry_of(one.number) for one in printed)
