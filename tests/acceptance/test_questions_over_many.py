"""The questions over many trials, asked of the seeds: what the five documents can answer."""

import pytest
from tests.acceptance.conftest import Ask

Cell = object
NOT_SUSTAINED = ("PRECIOUS", "PFS", "investigator", 0.76, 0.967, 0.81, 1.02)
ANSWERS: list[tuple[str, dict[str, str], tuple[str, ...], set[tuple[Cell, ...]]]] = [
    (
        "trials-in-condition",
        {"condition": "breast cancer"},
        ("label", "trial_phase", "trial_line", "status", "endpoint", "value", "strength"),
        {
            ("CLEOPATRA", "3", "first-line", None, "PFS", 0.62, "confirmed"),
            ("PATINA", "3", "maintenance", None, "PFS", 0.75, "confirmed"),
            ("PRECIOUS", "3", "third- or fourth-line", "completed", "PFS", 0.76, "confirmed"),
        },
    ),
    (
        "trials-in-condition",
        {"condition": "breast cancer", "sponsor": "roche", "year": "2008", "line": "first"},
        ("label", "lead_sponsor", "started"),
        {("CLEOPATRA", "F. Hoffmann-La Roche/Genentech", "2008-02-01")},
    ),
    (
        "trials-in-condition",
        {"condition": "breast cancer", "phase": "2"},
        ("label",),
        set(),
    ),
    (
        "confirmed-benefits",
        {"drug": "anti-HER2 therapy", "endpoint": "PFS", "condition": "breast cancer"},
        ("label", "value", "kind"),
        {("CLEOPATRA", 0.62, "answer"), ("PRECIOUS", 0.76, "near miss")},
    ),
    ("confirmed-benefits", {"drug": "pertuzumab", "endpoint": "OS"}, ("label",), set()),
    ("completed-without-results", {}, ("label",), set()),
    ("missed-yet-claimed", {}, ("label",), set()),
    ("noninferiority-verdicts", {}, ("label",), set()),
    ("stopped-early", {}, ("label",), set()),
    (
        "subgroup-results",
        {"drug": "pertuzumab"},
        ("label", "value", "strength", "authors_conclusion", "whole_value", "whole_strength"),
        {
            ("CLEOPATRA", 0.62, "not_significant", "silent", 0.62, "confirmed"),
            ("CLEOPATRA", 0.6, "nominal", "silent", 0.62, "confirmed"),
            ("PRECIOUS", 0.8, "not_significant", "trend", 0.76, "confirmed"),
        },
    ),
    (
        "not-sustained",
        {"drug": "pertuzumab"},
        ("label", "endpoint", "assessor", "first_value", "first_upper", "latest_value",
         "latest_upper"),
        {NOT_SUSTAINED},
    ),
    ("not-sustained", {"drug": "palbociclib"}, ("label",), set()),
    (
        "end-points-by-year",
        {"condition": "breast cancer", "endpoint": "OS"},
        ("started_in", "endpoint", "role", "trials"),
        {(2008, "OS", "secondary", 1), (2015, "OS", "secondary", 1)},
    ),
    ("head-to-head", {"drug": "T-DM1", "versus": "trastuzumab"}, ("label",), set()),
    (
        "evidence-per-drug",
        {"drug": "pertuzumab", "condition": "breast cancer"},
        ("endpoint", "direction", "strength", "results", "plain_benefits", "in_trials"),
        {
            ("ORR", "comparator", "not_significant", 1, 0, 1),
            ("ORR", "experimental", "nominal", 1, 0, 1),
            ("OS", "experimental", "nominal", 1, 0, 1),
            ("OS", "experimental", "not_significant", 1, 0, 1),
            ("PFS", "comparator", "not_significant", 1, 0, 1),
            ("PFS", "experimental", "confirmed", 2, 1, 2),
            ("PFS", "experimental", "nominal", 1, 0, 1),
            ("PFS", "experimental", "not_significant", 1, 0, 1),
            ("TTD", "comparator", "not_significant", 1, 0, 1),
        },
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "given", "columns", "wanted"), ANSWERS, ids=[f"{a[0]} {a[1]}" for a in ANSWERS]
)
def test_the_seeds_answer_it(
    ask: Ask,
    name: str,
    given: dict[str, str],
    columns: tuple[str, ...],
    wanted: set[tuple[Cell, ...]],
) -> None:
    rows = ask(name, **given)
    assert {tuple(row[column] for column in columns) for row in rows} == wanted
    assert len(rows) == len(wanted)


@pytest.mark.parametrize(
    "name",
    [
        "confirmed-benefits drug=pertuzumab endpoint=PFS",
        "not-sustained",
        "subgroup-results drug=pertuzumab",
        "trials-in-condition condition=cancer",
    ],
)
def test_each_row_quotes_the_figure_it_shows(ask: Ask, name: str) -> None:
    question, *pairs = name.split()
    rows = ask(question, **dict(pair.split("=") for pair in pairs))
    assert rows
    for row in rows:
        shown = row.get("value", row.get("latest_value"))
        assert any(str(shown) in place["exact"] for place in row["passages"])
