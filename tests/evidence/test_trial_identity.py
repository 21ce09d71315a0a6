"""Which documents are about one trial."""

from dataclasses import replace
from itertools import permutations
from typing import Literal

import pytest
from tests.evidence.hand_made import readings

from trialgraph.evidence.derived import Held
from trialgraph.evidence.joining import identify
from trialgraph.model.reading import TrialDocument
from trialgraph.model.text import Span, Stated
from trialgraph.model.trial import Trial
from trialgraph.names.registries import curie, external


def document(identifier: str, *trials: Trial) -> TrialDocument:
    return TrialDocument(
        identifier=identifier, kind="text", sha256="", reader="", text_sha256="", trials=trials
    )


Role = Literal["reports", "registers", "mentions"]


def trial(
    role: Role = "reports", acronym: str = "", *numbers: str, organisation: str = ""
) -> Trial:
    def stated(words: str) -> Stated:
        return Stated(words, words, Span(0, 1))

    made = Trial(role="mentions", span=Span(0, 1))
    return replace(
        made,
        role=role,
        acronym=stated(acronym) if acronym else None,
        registrations=tuple(stated(number) for number in numbers),
        organisation_ids=(stated(organisation),) if organisation else (),
    )


def test_three_documents_are_one_trial(evidence: Held) -> None:
    precious = next(one for one in evidence.trials if one.label == "PRECIOUS")
    held = readings()
    assert precious.name == "NCT02514681"
    assert precious.documents == {held[name].identifier for name in ("S0", "S1", "S2")}
    assert [m.document for m in precious.with_role("registers")] == [held["S2"].identifier]


def test_a_trial_is_registered_under_all_its_numbers(evidence: Held) -> None:
    precious = next(one for one in evidence.trials if one.label == "PRECIOUS")
    assert precious.registrations == ("NCT02514681", "jRCTs041180153", "UMIN000018202")
    assert precious.organisation_ids == ("JBCRG-M05",)


def test_a_number_given_to_another_trial_stays_that_trials(evidence: Held) -> None:
    by_label = {one.label: one for one in evidence.trials}
    assert by_label["CLEOPATRA"].registrations == ("NCT00567190",)
    assert by_label["APHINITY"].registrations == ("NCT01358877",)
    assert by_label["APHINITY"].own == ()


def test_what_joins_documents_is_kept(evidence: Held) -> None:
    cleopatra = next(one for one in evidence.trials if one.label == "CLEOPATRA")
    assert any(sentence.startswith("acronym cleopatra in ") for sentence in cleopatra.evidence)


def test_a_records_reference_is_kept_where_numbers_join_the_paper_too(evidence: Held) -> None:
    precious = next(one for one in evidence.trials if one.label == "PRECIOUS")
    held = readings()
    found = [one for one in precious.links if one.rule == "reference of the record to"]
    assert [one.shared for one in found] == ["pubmed-39854662"]
    assert set(found[0].documents) == {held["S0"].identifier, held["S2"].identifier}


def test_the_order_of_documents_does_not_matter() -> None:
    known = [identify(order) for order in permutations(list(readings().values()), 5)]
    assert all(one == known[0] for one in known)


def test_an_acronym_of_two_registered_trials_joins_neither() -> None:
    found = identify(
        [
            document("a", trial("reports", "HERO", "NCT00000001")),
            document("b", trial("reports", "HERO", "NCT00000002")),
            document("c", trial("mentions", "HERO")),
        ]
    )
    assert [one.name for one in found] == ["HERO", "NCT00000001", "NCT00000002"]


def test_an_acronym_is_one_in_any_capitals() -> None:
    found = identify(
        [
            document("a", trial("reports", "HERO", "NCT00000001")),
            document("b", trial("mentions", "Hero")),
        ]
    )
    assert [one.name for one in found] == ["NCT00000001"]


def test_a_report_of_several_numbers_joins_only_the_record_that_has_them_all() -> None:
    both = document("b", trial("reports", "", "NCT00000001", "NCT00000002"))
    owner = document("a", trial("registers", "", "NCT00000001", "NCT00000002"))
    found = identify([owner, both])
    assert [one.documents for one in found] == [{"a", "b"}]
    part = document("a", trial("registers", "", "NCT00000001"))
    found = identify([part, both])
    assert [one.name for one in found] == ["NCT00000001", "b"]
    assert [one.documents for one in found] == [{"a"}, {"b"}]


def test_two_reports_of_the_same_several_trials_are_of_one_analysis() -> None:
    numbers = ("NCT00000001", "NCT00000002")
    (found,) = identify(
        [
            document("a", trial("reports", "", *numbers)),
            document("b", trial("reports", "", *numbers)),
        ]
    )
    assert (found.name, found.is_one_study) == ("a", False)
    assert [one.shared for one in found.links] == ["nct00000001", "nct00000002"]


def test_one_number_of_the_first_registry_settles_which_trial_it_is() -> None:
    found = identify(
        [
            document("a", trial("registers", "", "NCT00000001")),
            document("b", trial("reports", "", "NCT00000001", "2012-000001-10", "2012-000002-20")),
            document("c", trial("reports", "", "2012-000002-20")),
        ]
    )
    assert [one.documents for one in found] == [{"c"}, {"a", "b"}]


def test_a_shared_number_joins_nothing_where_a_registry_before_it_says_two_trials() -> None:
    found = identify(
        [
            document("a", trial("registers", "", "NCT00000001", "2012-000001-10")),
            document("b", trial("registers", "", "NCT00000002", "2012-000001-10")),
        ]
    )
    assert [one.documents for one in found] == [{"a"}, {"b"}]


def test_a_sponsors_number_that_many_sponsors_may_give_joins_nothing() -> None:
    found = identify(
        [
            document("a", trial("registers", "", "NCT00000001", organisation="M05")),
            document("b", trial("reports", "", organisation="M05")),
        ]
    )
    assert [one.documents for one in found] == [{"b"}, {"a"}]


def test_a_sponsors_number_joins_documents() -> None:
    found = identify(
        [
            document("a", trial("registers", "", "NCT00000001", organisation="GRP-M05")),
            document("b", trial("reports", "HERO", organisation="grp m05")),
        ]
    )
    assert [one.label for one in found] == ["HERO"]


def test_a_reported_trial_without_any_name_is_named_by_its_document() -> None:
    (found,) = identify([document("sha-1", trial("reports"))])
    assert (found.name, found.label) == ("sha-1", "sha-1")


def test_a_mention_without_any_name_is_no_trial() -> None:
    assert identify([document("sha-1", trial("mentions"))]) == ()


def test_a_trial_without_registration_is_named_by_its_acronym() -> None:
    (found,) = identify([document("a", trial("reports", "HERO 2"))])
    assert (found.name, found.label) == ("HERO-2", "HERO 2")


@pytest.mark.parametrize(
    ("number", "expected", "address"),
    [
        (
            "NCT02514681",
            "clinicaltrials:NCT02514681",
            "https://identifiers.org/clinicaltrials:NCT02514681",
        ),
        (
            "CTRI/2015/05/005738",
            "ctri:CTRI/2015/05/005738",
            "https://bioregistry.io/ctri:CTRI%2F2015%2F05%2F005738",
        ),
        ("XY-1", "XY-1", None),
    ],
)
def test_a_registration_has_the_address_that_others_use(
    number: str, expected: str, address: str | None
) -> None:
    assert curie(number) == expected
    assert external(number) == address
