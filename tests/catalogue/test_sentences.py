"""Rows are said in sentences that every face shares."""

import pytest

from trialgraph.catalogue.answer import Answer, AnswerRow, Cell, Passage, Searched
from trialgraph.catalogue.figures import figures
from trialgraph.catalogue.sentences import foot, headline, lead, notes, quotation
from trialgraph.catalogue.tiers import tier_of


def row(kind: str = "answer", **cells: Cell) -> AnswerRow:
    return AnswerRow({"kind": kind, **cells}, ())


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"value": 0.73, "level": 95, "upper": 0.97, "sides": 1},
            "one-sided 95 % upper limit 0.97",
        ),
        ({"value": 6.2, "level": 95, "lower": 1.1, "sides": 1}, "one-sided 95 % lower limit 1.1"),
        ({"value": 0.64, "level": 95, "lower": 0.47, "upper": 0.88}, "95 % interval 0.47 to 0.88"),
        ({"value": 0.64}, "no interval printed"),
        ({"p": 0.001, "p_comparator": "<", "p_sides": 2}, "two-sided p < 0.001"),
        ({"p": 0.05}, "p = 0.05"),
        ({}, "no p printed"),
        ({"value": 0.5, "value_printed": "0.50"}, "HR 0.50"),
        ({}, "HR not printed"),
        ({"value": 1.5, "is_reversed": True}, "HR 1.5 (comparator over experimental)"),
        (
            {"measure": "MD", "value": 2, "is_reversed": True},
            "MD 2 (comparator minus experimental)",
        ),
        ({"measure": "VE", "value": 9, "is_reversed": True}, "VE 9 (comparator first)"),
        ({"value": 0.7, "lower": 0.5, "upper": 1, "upper_decimals": 2}, "interval 0.5 to 1.00"),
        ({"value": 0.7, "upper": 0.975, "upper_decimals": 2}, "upper limit 0.975"),
        ({"p": 0.05, "p_decimals": 3}, "p = 0.050"),
        ({"p": 0.00001}, "p = 0.00001"),
        ({"median_experimental_state": "not_reached"}, "medians not reached v not printed"),
        ({"median_comparator_state": "several"}, "medians not printed v several printed"),
        (
            {"median_experimental": 36.2, "median_unit": "months"},
            "medians 36.2 months v not printed",
        ),
    ],
)
def test_numbers_are_said_with_their_sides(cells: dict[str, Cell], said: str) -> None:
    asked: dict[str, Cell] = {"measure": "HR", "upper": None, "p": None}
    assert said in figures(row("answer", **asked | cells))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"boundary_value": 0.603, "boundary_crossed": True}, "Boundary: HR <= 0.603: crossed."),
        ({"boundary_p": 0.0012}, "Boundary: p <= 0.0012."),
        (
            {"boundary_p": 0.01, "total_events": 165, "planned_events": 385},
            "Boundary: p <= 0.01. Information: 165 of 385 events.",
        ),
        ({"alpha": 0.05, "alpha_sides": 1, "level_origin": "assumed"}, "one-sided 0.05, assumed."),
        ({"conventional_lower": 0.516, "conventional_upper": 1.023}, "about 0.52 to 1.02."),
        ({"authors_conclusion": "trend"}, "The authors call it a trend."),
        (
            {"authors_conclusion": "significant", "hypothesis": "noninferiority"},
            "The authors call it non-inferior.",
        ),
        ({"reason": "level_met"}, "Why: the trial's own test was met at its level."),
        (
            {"boundary_name": "O'Brien-Fleming", "boundary_kind": "efficacy"},
            "Boundary for efficacy: limits not printed (O'Brien-Fleming).",
        ),
        (
            {"experimental": "A", "comparator": "B", "direction": "comparator"},
            "Compared: A against B; the estimate leans to B.",
        ),
        (
            {"strength": "confirmed", "direction": "comparator"},
            "Verdict: confirmed, in favour of the comparator arm.",
        ),
        ({"strength": "nominal"}, "Verdict: nominal, which is no proof of a difference."),
        ({"reservations": ["fails_conventional_level"]}, "includes 'no effect' (1)."),
        (
            {"measure": "RD", "reservations": ["fails_conventional_level"]},
            "includes 'no effect' (0).",
        ),
        (
            {"measure": "IRR", "reservations": ["fails_conventional_level"]},
            "includes 'no effect' (1).",
        ),
        (
            {"authors_conclusion": "significant", "hypothesis": "equivalence"},
            "The authors call it equivalent.",
        ),
        (
            {"strength": "not_shown", "hypothesis": "noninferiority"},
            "Verdict: not shown to be within the margin.",
        ),
        (
            {"strength": "confirmed", "hypothesis": "noninferiority", "blocking": ["retracted"]},
            "confirmed, with reservations; this is no proof of superiority.",
        ),
        ({"matched_on_unknown": True}, "although its method is not printed."),
        ({"follow_up_months": 14.2, "data_cutoff": "2019-07-31"}, "data cut-off 2019-07-31."),
        (
            {"is_decisive": True, "strength": "confirmed", "sustained": "not_sustained"},
            "The verdict is not sustained by the current estimate.",
        ),
    ],
)
def test_remarks_say_what_lies_behind_a_verdict(cells: dict[str, Cell], said: str) -> None:
    assert any(note.endswith(said) for note in notes(row("answer", **{"measure": "HR"} | cells)))


@pytest.mark.parametrize("authors", ["", "silent", None])
def test_silent_authors_are_not_quoted(authors: str | None) -> None:
    assert not any("authors" in note for note in notes(row(authors_conclusion=authors)))


def test_a_subgroup_and_its_date_are_in_the_headline() -> None:
    said = headline(row(label="X", trial="NCT1", endpoint="PFS", population="women", date="2022"))
    assert said == "X (NCT1), PFS, women, 2022"


def test_a_claim_says_who_and_against_what() -> None:
    claim = row("claim", claimed_in="a", label="X", endpoint="OS", outcome="no_citation")
    assert headline(claim) == "a says of X, OS"
    assert notes(claim) == ["Judged: no source is cited."]


def test_a_gap_names_all_that_cite_the_publication() -> None:
    gap = row("known gap", label="X", title="T", year=2013, cited_by=["a", "b"])
    assert headline(gap) == "X: “T” (2013)"
    assert notes(gap) == ["Cited by a and by b, and not held itself."]


def test_a_gap_without_a_title_is_an_end_point() -> None:
    gap = row("known gap", label="X", endpoint="OS", reason="planned_only")
    assert headline(gap) == "X: OS"
    assert notes(gap) == ["Declared; no report of results is held."]


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        ("as com-\npared with", "“as compared with”"),
        ("monoclo-\n\nnal", "“monoclonal”"),
        ("progression-\nfree  survival", "“progression-free survival”"),
        ("open- label", "“open- label”"),
    ],
)
def test_a_quotation_is_readable_and_the_passage_stays(exact: str, shown: str) -> None:
    passage = Passage("d", 0, len(exact), exact)
    assert quotation(passage) == shown
    assert passage.exact == exact


def test_lead_and_foot_say_what_was_asked_and_where() -> None:
    answer = Answer("x", "X?", {"drug": "a"}, (), (), Searched(1, 2, "3", "2026-01-02"))
    assert lead(answer) == "X?  drug=a"
    assert foot(answer).startswith("In the documents held: 1 document, 2 trials reported")
    assert "Data version 3 of 2026-01-02." in foot(answer)


@pytest.mark.parametrize(
    ("kind", "strength", "reservations", "blocking", "tier"),
    [
        ("answer", "confirmed", [], [], "confirmed"),
        ("answer", "confirmed", ["lenient_level"], [], "confirmed"),
        ("answer", "confirmed", ["lenient_level"], ["lenient_level"], "reserved"),
        ("answer", "confirmed", ["information_shortfall"], [], "reserved"),
        ("answer", "nominal", [], [], "nominal"),
        ("near miss", "confirmed", [], [], "unfavourable"),
        ("near miss", "nominal", [], [], "unfavourable"),
        ("near miss", "not_significant", [], [], "not_significant"),
        ("near miss", "undetermined", [], [], "undetermined"),
        ("near miss", "descriptive", [], [], "descriptive"),
        ("near miss", "not_shown", [], [], "not_shown"),
        ("near miss", "not_estimable", [], [], "not_estimable"),
        ("near miss", "excluded", [], [], "excluded"),
        ("near miss", "", [], [], "undetermined"),
        ("superseded", "confirmed", [], [], "superseded"),
        ("claim", "nominal", [], [], "claim"),
    ],
)
def test_a_row_falls_into_one_tier(
    kind: str, strength: str, reservations: list[str], blocking: list[str], tier: str
) -> None:
    graded = row(kind, strength=strength, reservations=list(reservations), blocking=list(blocking))
    assert tier_of(graded) == tier


def test_a_p_printed_for_nothing_more_is_no_p_for_non_inferiority() -> None:
    bare = row("answer", hypothesis="noninferiority", p=0.26, p_tests="superiority")
    assert "p = 0.26" in figures(bare)


@pytest.mark.parametrize("direction", ["experimental", "comparator"])
@pytest.mark.parametrize("kind", ["answer", "near miss"])
@pytest.mark.parametrize(
    ("hypothesis", "tier", "shown"),
    [
        ("noninferiority", "noninferior", "non-inferior"),
        ("equivalence", "equivalent", "equivalent"),
    ],
)
def test_a_margin_that_is_excluded_is_no_benefit(
    kind: str, direction: str, hypothesis: str, tier: str, shown: str
) -> None:
    found = row(
        kind,
        hypothesis=hypothesis,
        strength="confirmed",
        direction=direction,
        margins=["1.32"],
        p=0.01,
        p_tests="noninferiority",
    )
    said = f"{shown} (margin 1.32 excluded), confirmed; this is no proof of superiority."
    assert f"Verdict: {said}" in notes(found)
    assert "p for non-inferiority = 0.01" in figures(found)
    assert tier_of(found) == tier


@pytest.mark.parametrize(
    ("further", "blocking", "tier", "said"),
    [
        ("confirmed", [], "confirmed", "confirmed; superior as well, confirmed."),
        (
            "confirmed",
            ["erratum_unresolved"],
            "reserved",
            "confirmed, with reservations; superior as well, confirmed, with reservations.",
        ),
        (
            "nominal",
            [],
            "nominal",
            "confirmed; superior as well, nominal, which is no proof of a difference.",
        ),
    ],
)
def test_superiority_after_an_excluded_margin_is_told_and_is_a_benefit(
    further: str, blocking: list[str], tier: str, said: str
) -> None:
    found = row(
        "answer",
        measure="HR",
        hypothesis="noninferiority",
        strength="confirmed",
        direction="experimental",
        reservations=["crossover"],
        blocking=list(blocking),
        further_strength=further,
        further_reservations=["crossover", "superiority_not_prespecified"],
    )
    assert f"Verdict: non-inferior (margin excluded), {said}" in notes(found)
    assert (
        "Reservations: patients could cross over to the drug; "
        "the plan does not name superiority as the next test."
    ) in notes(found)
    assert tier_of(found) == tier


def test_an_arm_beyond_the_margin_is_not_called_non_inferior() -> None:
    found = row(
        "near miss", hypothesis="noninferiority", strength="nominal", reason="beyond_margin"
    )
    assert tier_of(found) == "unfavourable"
    assert not any("non-inferior" in note for note in notes(found))


def test_a_share_of_the_level_that_was_not_read_is_not_denied() -> None:
    (said,) = (note for note in notes(row(reason="not_in_alpha_plan")) if "Why" in note)
    assert "the documents do not show that the trial's plan gives" in said


def test_a_result_that_was_joined_on_less_is_told_once() -> None:
    cells: dict[str, Cell] = {"matched_on_unknown": True, "reservations": ["matched_on_unknown"]}
    said = notes(row("answer", measure="HR", **cells))
    assert sum("although its method is not printed" in note for note in said) == 1
