"""Each arm once, and what one arm gets that the other does not."""

from dataclasses import replace
from decimal import Decimal

import pytest

from trialgraph.evidence.arms import merged_arms
from trialgraph.evidence.comparisons import MergedComparison, drugs, merged_comparisons
from trialgraph.evidence.derived import DerivedTrial
from trialgraph.evidence.joining import identify
from trialgraph.model.reading import TrialDocument
from trialgraph.model.text import Number, Span, Stated
from trialgraph.model.trial import Arm, ArmRole, Comparison, Intervention, Trial
from trialgraph.terms.index import TermIndex


def arm(label: str, role: ArmRole = "unclear", *given: str, choice: tuple[str, ...] = ()) -> Arm:
    fixed = tuple(component(name) for name in given)
    chosen = tuple(replace(component(name), choice_group=1) for name in choice)
    return Arm(label=label, role=role, interventions=fixed + chosen, span=Span(0, 1))


def component(name: str) -> Intervention:
    concept = None if name.isupper() else name
    return Intervention(name=name, concept=concept, span=Span(0, 1))


def trial(*arms: Arm, comparisons: tuple[Comparison, ...] = ()) -> Trial:
    return Trial(
        role="reports",
        registrations=(Stated("NCT00000001", "", Span(0, 1)),),
        arms=arms,
        comparisons=comparisons,
        span=Span(0, 1),
    )


def document(identifier: str, described: Trial) -> TrialDocument:
    return TrialDocument(
        identifier=identifier,
        kind="text",
        sha256="",
        reader="",
        text_sha256="",
        trials=(described,),
    )


def compared(terms: TermIndex, *described: Trial) -> tuple[MergedComparison, ...]:
    (identity,) = identify(document(f"d{n}", one) for n, one in enumerate(described))
    return merged_comparisons(identity, merged_arms(identity, terms), terms)


def labels(terms: TermIndex, *described: Trial) -> list[str]:
    (identity,) = identify(document(f"d{n}", one) for n, one in enumerate(described))
    return [one.label for one in merged_arms(identity, terms)]


def test_three_reported_trials_have_six_arms(derived: dict[str, DerivedTrial]) -> None:
    assert sum(len(one.arms) for one in derived.values()) == 6


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("PRECIOUS", {"PTC": 110, "TC": 109}),
        ("CLEOPATRA", {"pertuzumab": 402, "control": 406}),
        ("PATINA", {"palbociclib": 261, "standard": 257}),
    ],
)
def test_every_arm_keeps_how_many_were_randomised(
    name: str, expected: dict[str, int], derived: dict[str, DerivedTrial]
) -> None:
    found = {one.label: one.randomised for one in derived[name].arms}
    assert {label: number and int(number.value) for label, number in found.items()} == expected


def test_an_arm_keeps_the_names_that_other_documents_give_it(
    derived: dict[str, DerivedTrial],
) -> None:
    ptc = derived["PRECIOUS"].arms[0]
    assert len(ptc.members) == 3
    assert ptc.synonyms == ("Trastuzumab + pertuzumab + chemo",)


@pytest.mark.parametrize(
    ("name", "added"), [("PRECIOUS", "pertuzumab"), ("CLEOPATRA", "pertuzumab")]
)
def test_one_drug_is_added_to_the_same_backbone(
    name: str, added: str, derived: dict[str, DerivedTrial]
) -> None:
    (found,) = derived[name].comparisons
    assert found.only_added == added
    assert found.difference.removed == frozenset()


def test_placebo_counts_as_absence(derived: dict[str, DerivedTrial]) -> None:
    (found,) = derived["CLEOPATRA"].comparisons
    assert "placebo" not in found.difference.shared | found.difference.removed


def test_a_choice_in_both_arms_cancels(terms: TermIndex) -> None:
    options = ("docetaxel", "paclitaxel")
    (found,) = compared(
        terms,
        trial(
            arm("A", "experimental", "pertuzumab", choice=options),
            arm("B", "control", choice=options[::-1]),
        ),
    )
    assert found.only_added == "pertuzumab"
    assert drugs(found.difference.shared) == ()


def test_two_drugs_added_together_answer_for_neither(terms: TermIndex) -> None:
    (found,) = compared(
        terms,
        trial(
            arm("A", "experimental", "pertuzumab", "trastuzumab", "docetaxel"),
            arm("B", "control", "docetaxel"),
        ),
    )
    assert found.only_added is None
    assert found.difference.added == {"pertuzumab", "trastuzumab"}


def test_a_drug_in_place_of_another_is_not_added(terms: TermIndex) -> None:
    (found,) = compared(
        terms,
        trial(
            arm("A", "experimental", "lapatinib", "docetaxel"),
            arm("B", "control", "trastuzumab", "docetaxel"),
        ),
    )
    assert found.only_added is None
    assert found.difference.removed == {"trastuzumab"}


def test_a_name_outside_the_tables_counts_but_is_no_drug(terms: TermIndex) -> None:
    (found,) = compared(
        terms, trial(arm("A", "experimental", "XYZ", "docetaxel"), arm("B", "control", "docetaxel"))
    )
    assert found.difference.added == {"name:xyz"}
    assert (found.only_added, drugs(found.difference.added)) == (None, ())


def test_a_stated_difference_serves_where_regimens_are_not_described(terms: TermIndex) -> None:
    stated = Comparison(experimental="A", comparator="B", added=("Perjeta",))
    (found,) = compared(
        terms, trial(arm("A", "experimental"), arm("B", "control"), comparisons=(stated,))
    )
    assert (found.only_added, found.difference.rule) == ("pertuzumab", "difference as stated")


def test_regimens_that_nobody_describes_have_no_difference(terms: TermIndex) -> None:
    (found,) = compared(terms, trial(arm("A", "experimental"), arm("B", "control")))
    assert found.difference.rule == "regimens not described"


def test_a_comparison_printed_the_other_way_round_is_the_same_one(terms: TermIndex) -> None:
    turned = Comparison(experimental="B", comparator="A")
    (found,) = compared(
        terms, trial(arm("A", "experimental"), arm("B", "control"), comparisons=(turned,))
    )
    assert found.label == "A v B"


def test_arms_meet_by_regimen_where_names_differ(terms: TermIndex) -> None:
    assert labels(
        terms,
        trial(arm("new", "unclear", "pertuzumab"), arm("old", "unclear", "docetaxel")),
        trial(arm("X", "unclear", "docetaxel"), arm("Y", "unclear", "pertuzumab")),
    ) == ["X", "Y"]


def test_arms_meet_by_role_where_one_document_says_no_more(terms: TermIndex) -> None:
    assert labels(
        terms,
        trial(arm("new", "experimental"), arm("old", "control")),
        trial(arm("X", "experimental", "pertuzumab"), arm("Y", "control", "docetaxel")),
    ) == ["X", "Y"]


def test_arms_of_other_roles_never_meet(terms: TermIndex) -> None:
    assert labels(terms, trial(arm("A", "experimental")), trial(arm("A", "control"))) == [
        "A",
        "A control",
    ]


def test_arms_with_the_names_of_each_others_rivals_never_meet_by_role(terms: TermIndex) -> None:
    one = trial(arm("old drug", "experimental"), arm("both drugs", "control"))
    other = trial(arm("old-drug", "control"), arm("the two together", "experimental"))
    assert labels(terms, one, other) == [
        "both drugs",
        "old drug",
        "old-drug control",
        "the two together",
    ]


def test_arms_of_one_document_never_meet(terms: TermIndex) -> None:
    assert labels(terms, trial(arm("A 5 mg"), arm("A 10 mg"))) == ["A 10 mg", "A 5 mg"]


def test_a_size_is_what_most_documents_print(terms: TermIndex) -> None:
    def sized(count: str) -> Trial:
        return trial(replace(arm("A"), n=Number(Decimal(count), count, Span(0, 1))))

    (identity,) = identify(document(f"d{n}", sized(size)) for n, size in enumerate(("5", "7", "7")))
    (merged,) = merged_arms(identity, terms)
    assert merged.randomised is not None
    assert merged.randomised.value == 7


def test_an_arm_that_nobody_sized_has_no_size(terms: TermIndex) -> None:
    (identity,) = identify([document("d", trial(arm("A group")))])
    (merged,) = merged_arms(identity, terms)
    assert (merged.label, merged.randomised, merged.role) == ("A", None, "unclear")


def sized(label: str, role: ArmRole, n: str, at: int, *sentences: Span) -> Arm:
    number = Number(Decimal(n), n, Span(at, at + len(n)))
    return Arm(label=label, role=role, n=number, span=Span(0, 1), passages=sentences)


def test_the_number_randomised_keeps_the_sentences_that_print_it(terms: TermIndex) -> None:
    describing, printing = Span(0, 40), Span(50, 90)
    first = trial(sized("A", "experimental", "110", 60, describing, printing))
    second = trial(sized("A", "experimental", "110", 10, describing))
    other = trial(sized("A", "experimental", "108", 60, printing))
    readings = [document(f"d{n}", one) for n, one in enumerate((first, second, other))]
    (identity,) = identify(readings)
    (merged,) = merged_arms(identity, terms)
    assert merged.randomised_passages == (("d0", printing), ("d1", describing))


def test_a_record_is_quoted_for_the_number_randomised_only_without_a_report(
    terms: TermIndex,
) -> None:
    sentence = Span(0, 40)
    report = trial(sized("A", "experimental", "110", 10, sentence))
    record = replace(report, role="registers")
    (identity,) = identify([document("paper", report), document("record", record)])
    (merged,) = merged_arms(identity, terms)
    assert merged.randomised_passages == (("paper", sentence),)
    (alone,) = identify([document("record", record)])
    (merged,) = merged_arms(alone, terms)
    assert merged.randomised_passages == (("record", sentence),)


def test_an_arm_without_a_number_quotes_no_sentence_for_it(terms: TermIndex) -> None:
    (identity,) = identify([document("d", trial(arm("A", "experimental")))])
    (merged,) = merged_arms(identity, terms)
    assert merged.randomised_passages == ()
