"""The statistical plan: levels with sides, power, targets, multiplicity, order of tests."""

from decimal import Decimal

import pytest

from trialgraph.extract.design import read_design
from trialgraph.extract.mentions.context import assessor_in
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document, Section, SectionKind
from trialgraph.model.text import Span
from trialgraph.model.trial import Design


class NoTerms:
    """Term tables that hold nothing: the grammar alone must do."""

    def find(self, scheme: str, words: str) -> None:
        """Return nothing, whatever the words."""
        del scheme, words


def design(words: str, kind: SectionKind = "methods") -> Design:
    sections = (Section(kind, "", Span(0, len(words))),)
    view = ReadingView(Document("sha-0", "text", "0" * 64, "test 1", words, sections))
    return read_design(view, NoTerms(), ())


@pytest.mark.parametrize(
    ("words", "levels"),
    [
        (
            (
                "The significance level was 0.025 (one-sided) for all primary and secondary end "
                "points and 0.1 (two-sided) for the QoL analysis, without correction."
            ),
            [("0.025", 1, ("primary", "secondary")), ("0.1", 2, ("QoL",))],
        ),
        ("We used a two-sided significance level of 5%.", [("0.05", 2, ())]),
        ("It was tested with a two-sided α of .05.", [("0.05", 2, ())]),
        ("It was tested at a one-sided 2.5% level of significance.", [("0.025", 1, ())]),
        (
            "The lower limit was given (one-sided significance level set at 0.02).",
            [("0.02", 1, ())],
        ),
        (
            (
                "The type I error rate was 0.2 (1-sided). Again the type I error "
                "rate was 0.2 (1-sided)."
            ),
            [("0.2", 1, ())],
        ),
        ("An alpha of 5% (two-sided) for overall survival was set.", [("0.05", 2, ("OS",))]),
        ("It was significant (two-sided P = 0.02).", []),
        ("There were 12 women.", []),
    ],
)
def test_levels_are_read_with_sides_and_scope(
    words: str, levels: list[tuple[str, int, tuple[str, ...]]]
) -> None:
    read = [(str(one.alpha.value), one.sides.count, one.applies_to) for one in design(words).levels]
    assert read == levels


@pytest.mark.parametrize(
    ("words", "power", "target", "events"),
    [
        (
            "With 214 DFS events there was a 92.5% power to detect a target HR of 0.641 for DFS.",
            "0.925",
            "0.641",
            "214",
        ),
        (
            (
                "After 290 events the trial had a power of 85% to show a 40% improvement "
                "(hazard ratio, 0.71)."
            ),
            *("0.85", "0.71", "290"),
        ),
        ("A power of 90% needed 200 deaths.", "0.9", None, "200"),
        ("A power of 0.9 was planned.", "0.9", None, None),
        ("It had power (80%) enough.", "0.8", None, None),
        ("It had much power.", None, None, None),
    ],
)
def test_power_target_and_events_are_no_results(
    words: str, power: str | None, target: str | None, events: str | None
) -> None:
    read = design(words)
    wanted = [Decimal(one) if one else None for one in (power, target, events)]
    assert [
        one.value if one else None for one in (read.power, read.target_hr, read.planned_events)
    ] == wanted


def test_power_is_not_read_from_results() -> None:
    assert design("It had 80% power to detect an HR of 0.7.", "results").power is None


@pytest.mark.parametrize(
    ("words", "multiplicity"),
    [
        ("There were no adjustments made for multiplicity.", "explicitly none"),
        ("A fixed-sequence procedure was used.", "controlled"),
        ("We looked at everything.", "none stated"),
    ],
)
def test_multiplicity_is_what_the_text_says(words: str, multiplicity: str) -> None:
    read = design(words)
    assert read.multiplicity == multiplicity
    assert (read.multiplicity_span is None) is (multiplicity == "none stated")


def test_secondary_tests_may_be_exploratory_by_plan() -> None:
    words = "In the secondary set, any hypothesis test was exploratory, so more was done."
    read = design(words).exploratory_secondary
    assert read is not None
    assert (read.value, read.printed) == ("exploratory", "any hypothesis test was exploratory")
    assert words[read.span.start : read.span.end] == read.printed
    assert design(words, "discussion").exploratory_secondary is None
    assert design("Some secondary aims were exploratory.").exploratory_secondary is None


def test_the_order_of_tests_is_read_with_assessors() -> None:
    read = design(
        "A fixed-sequence hierarchy was set: independently assessed "
        "progression-free survival was tested first, "
        "followed by overall survival and then by the objective response rate."
    )
    assert [(step.order, step.end_point, step.assessor) for step in read.testing] == [
        (1, "PFS", "independent"),
        (2, "OS", None),
        (3, "ORR", None),
    ]
    assert design("A fixed-sequence hierarchy was set.").testing == ()
    assert design("A fixed-sequence hierarchy was set and OS was tested.").testing == ()


def test_a_family_of_adjusted_p_values_is_one_step() -> None:
    read = design("The Hochberg procedure was applied to overall survival and response rate (ORR).")
    assert [(step.order, step.end_point, step.procedure) for step in read.testing] == [
        (1, "OS", "Hochberg"),
        (1, "ORR", "Hochberg"),
    ]
    assert design("The Holm method was applied to overall survival.").testing == ()


@pytest.mark.parametrize(
    ("words", "primaries"),
    [
        ("Of the co-primary end points, PFS and OS, both had to be significant.", "all"),
        ("Both coprimary end points were required to be met.", "all"),
        ("The co-primary end points were PFS and OS.", None),
        ("Both arms were followed.", None),
    ],
)
def test_co_primary_end_points_may_all_be_required(words: str, primaries: str | None) -> None:
    assert design(words).primaries == primaries


def test_two_sorts_of_assessors_are_none() -> None:
    assert assessor_in("assessed by the investigator and by independent review") is None
    assert assessor_in("investigator-assessed") == "investigator"
