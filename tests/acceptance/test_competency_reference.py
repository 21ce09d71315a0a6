"""The competency questions over the seeds give what the reference says, read from there."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.acceptance.conftest import Ask, Rows

from trialgraph.store import open_reader

Wanted = dict[str, Any]


@pytest.fixture(scope="module")
def wanted(reference: Path) -> dict[str, Wanted]:
    questions = yaml.safe_load((reference / "competency.yaml").read_text(encoding="utf-8"))
    return {question["id"]: question for question in questions}


def found_in(words: str, pattern: str) -> str:
    match = re.search(pattern, words)
    assert match is not None, f"the reference has no {pattern} in {words!r}"
    return match[1]


def of_kind(rows: Rows, kind: str) -> dict[str, Any]:
    (row,) = (row for row in rows if row["kind"] == kind)
    return row


@pytest.fixture(scope="module")
def survival(ask: Ask) -> Rows:
    return ask("os-benefit-from-adding", drug="pertuzumab")


@pytest.fixture(scope="module")
def expected(wanted: dict[str, Wanted]) -> Wanted:
    found: Wanted = wanted["os-benefit-from-adding"]["expect"]
    return found


def test_the_survival_answer_has_these_rows_and_no_other(survival: Rows) -> None:
    kinds = [row["kind"] for row in survival]
    assert kinds == ["answer", "near miss", "superseded", "claim", "known gap"]


def test_no_survival_benefit_is_confirmed(survival: Rows, expected: Wanted) -> None:
    assert expected["confirmed"] == "none in the documents held"
    assert not [row for row in survival if row["strength"] == "confirmed"]


def test_the_nominal_survival_result(survival: Rows, expected: Wanted) -> None:
    row = of_kind(survival, "answer")
    words = ", ".join(expected["nominal"])
    assert row["label"] in words
    assert (row["strength"], row["stage"], row["sides"], row["lower"]) == (
        "nominal",
        "final",
        1,
        None,
    )
    assert row["value"] == float(found_in(words, r"final ([\d.]+)"))
    assert row["upper"] == float(found_in(words, r"upper ([\d.]+)"))
    assert row["median_experimental"] == float(found_in(words, r"medians ([\d.]+)"))
    assert row["median_comparator"] == float(found_in(words, r" v ([\d.]+)"))


def test_the_reservations_of_the_nominal_result(survival: Rows, expected: Wanted) -> None:
    row = of_kind(survival, "answer")
    printed = found_in(", ".join(expected["nominal"]), r"reservations (.*)")
    wanted_codes = set(re.findall(r"[a-z]+(?:_[a-z]+)+", printed))
    assert wanted_codes <= set(row["reservations"])
    assert set(row["reservations"]) - wanted_codes == {"crossover", "matched_on_unknown"}
    derived = f"{row['conventional_lower']:.2f}-{row['conventional_upper']:.2f}"
    assert derived == found_in(printed, r"about ([\d.-]+)")


def test_the_interim_survival_result(
    survival: Rows, expected: Wanted, wanted: dict[str, Wanted]
) -> None:
    row = of_kind(survival, "near miss")
    words = ", ".join(expected["not_significant"])
    limits = wanted["stopping-boundary"]["expect"]
    assert (row["label"], row["stage"]) == tuple(words.split()[:2])
    assert row["value"] == float(found_in(words, r"interim ([\d.]+)"))
    assert (row["strength"], row["reason"]) == ("not_significant", found_in(words, r"\((\w+)"))
    assert (row["boundary_value"], row["boundary_p"]) == (limits["hr_limit"], limits["p_limit"])
    assert (row["boundary_crossed"], row["is_open"]) == (False, "open)" in words)


def test_the_superseded_survival_result(survival: Rows, expected: Wanted) -> None:
    row = of_kind(survival, "superseded")
    found = f"{row['label']} {row['stage']} {row['value']:.2f} {row['strength']}"
    assert [found] == expected["superseded_estimates"]
    assert row["is_current"] is False


def test_the_claim_is_apart_and_contradicted(survival: Rows, expected: Wanted) -> None:
    row = of_kind(survival, "claim")
    words = ", ".join(expected["claims"])
    assert row["label"] in words
    assert "contradicts" in words
    assert (row["outcome"], row["possibly_elsewhere"]) == ("contradicted", True)


def test_the_later_survival_report_is_known_and_not_held(survival: Rows, expected: Wanted) -> None:
    row = of_kind(survival, "known gap")
    assert row["label"] in expected["known_gap"]
    assert row["year"] in {2013, "2013"}


def test_trials_that_do_not_add_the_drug_are_absent(survival: Rows, expected: Wanted) -> None:
    assert not {row["label"] for row in survival} & set(expected["not"])


def test_each_row_has_its_sentence_at_its_place(survival: Rows, seed_store: Path) -> None:
    with open_reader(seed_store) as reader:
        for row in survival:
            assert row["passages"], row["label"]
            for place in row["passages"]:
                text = reader.kept_text(place["document"])
                assert text[place["start"] : place["end"]] == place["exact"]


def test_a_result_stands_in_the_sentence_shown(survival: Rows) -> None:
    for row in survival:
        if row["value_printed"]:
            assert any(row["value_printed"] in place["exact"] for place in row["passages"])


def test_trials_adding(ask: Ask, wanted: dict[str, Wanted]) -> None:
    question = wanted["trials-adding"]
    rows = ask("trials-adding", **question["params"])
    held = {row["label"] for row in rows if row["kind"] == "answer"}
    mentioned = {row["label"].upper() for row in rows if row["kind"] == "mentioned only"}
    assert held == set(question["expect"]["reported"])
    assert mentioned == set(question["expect"]["mentioned_only"])
    assert not {row["label"] for row in rows} & set(question["expect"]["not"])


def test_registration_ids(ask: Ask, wanted: dict[str, Wanted]) -> None:
    question = wanted["registration-ids"]
    (row,) = ask("registration-ids", **question["params"])
    assert set(row["registrations"]) == set(question["expect"]["registry"])
    assert row["organisation_study_ids"] == question["expect"]["organisation_study_id"]


def test_randomised_per_arm(ask: Ask, wanted: dict[str, Wanted]) -> None:
    found: dict[str, set[int]] = {}
    for row in ask("randomised-per-arm"):
        found.setdefault(row["label"], set()).add(row["randomised"])
    expect = wanted["randomised-per-arm"]["expect"]
    assert found == {trial: set(arms.values()) for trial, arms in expect.items()}


def test_stopping_boundary(ask: Ask, wanted: dict[str, Wanted]) -> None:
    question = wanted["stopping-boundary"]
    expect = question["expect"]
    (row,) = ask("stopping-boundary", **question["params"])
    assert (row["boundary_kind"], row["boundary_crossed"]) == (expect["kind"], expect["crossed"])
    assert f"{row['boundary_spending']} {row['boundary_name']}" == expect["spending"]
    assert (row["boundary_value"], row["boundary_p"]) == (expect["hr_limit"], expect["p_limit"])
    assert (row["total_events"], row["planned_events"]) == (
        expect["events"],
        expect["planned_events"],
    )
    assert row["information_fraction"] == expect["fraction"]
    assert row["is_open"] is bool(expect["open"])


def test_every_hazard_ratio_of_the_reference_is_there_once(
    ask: Ask, wanted: dict[str, Wanted]
) -> None:
    rows = ask("every-hazard-ratio")
    for one in wanted["every-hazard-ratio"]["expect"]:
        assert len([row for row in rows if fits(row, one)]) == 1, one
    assert len(rows) == len(wanted["every-hazard-ratio"]["expect"])


def test_what_is_no_hazard_ratio_of_the_trial_is_not_there(
    ask: Ask, wanted: dict[str, Wanted]
) -> None:
    rows = ask("every-hazard-ratio")
    for words in wanted["every-hazard-ratio"]["not"]:
        value, trial = re.match(r"([\d.]+)(?: as an? (\w+))?", words).groups()  # type: ignore[union-attr] # each begins with its number
        assert not [
            row for row in rows if row["value"] == float(value) and trial in {None, row["label"]}
        ]


def fits(row: dict[str, Any], one: Wanted) -> bool:
    """Tell whether a row is the estimate that the reference means."""
    plain = {"label": one["trial"], "endpoint": one["endpoint"].split(" (")[0]}
    plain |= {key: one[key] for key in one if key not in {"trial", "endpoint", "population"}}
    if plain.get("sides") == 1:
        plain["lower"] = None
    return fits_population(row["population"], one.get("population", "")) and all(
        row[key] == value for key, value in plain.items()
    )


def fits_population(found: str, named: str) -> bool:
    """Tell whether a population is the subgroup named; without a name, whether it is none."""
    if not named:
        return not found.startswith("subgroup")
    has_prior = {"prior trastuzumab": " with trastuzumab", "no prior trastuzumab": " without "}
    words = has_prior.get(named, named.split(maxsplit=1)[0])
    return found.startswith("subgroup") and words in found


POOLS = [
    (
        "investigator decisive",
        {"endpoint": "PFS", "assessor": "investigator", "analysis": "decisive"},
    ),
    ("investigator current", {"endpoint": "PFS", "assessor": "investigator"}),
    ("independent", {"endpoint": "PFS", "assessor": "independent"}),
    ("OS", {"endpoint": "OS"}),
]


@pytest.mark.parametrize(("name", "given"), POOLS, ids=[name for name, _ in POOLS])
def test_the_pooled_effects(
    ask: Ask, wanted: dict[str, Wanted], name: str, given: dict[str, str]
) -> None:
    expected = wanted["pooled-effect"]["expect"]
    refused = ask("pooled-effect", drug="pertuzumab", **given)
    codes = {row["code"] for row in refused if row["kind"] == "refusal"}
    assert "lines_differ" in codes
    assert all(code in str(expected) for code in codes)
    rows = ask("pooled-effect", drug="pertuzumab", allow=",".join(sorted(codes)), **given)
    models = [row for row in rows if row["kind"] == "synthesis" and row["is_headline"]]
    said = {
        row["model"]: f"{row['value']:.3f} ({row['lower']:.3f}-{row['upper']:.3f})"
        for row in models
    }
    words = expected["with_override"][name]
    assert found_in(words, r"common (?:effect )?(\S+ \(\S+\))") == said["common effect"]
    if "DL" in words:
        assert found_in(words, r"DL (\S+ \(\S+\))") == said["random effects"]
    assert models[1]["is_heterogeneous"] is ("heterogeneous" in words)
