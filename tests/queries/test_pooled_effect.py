"""Pooled effects, asked of the graph that the five seed documents give."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trialgraph.catalogue.answer import Answer, AnswerRow
from trialgraph.catalogue.ask import ask
from trialgraph.cli import app
from trialgraph.ingest.run import ingest
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store import Reader, open_reader

Pooled = Callable[..., Answer]
BOTH = "lines_differ,definitions_differ"


@pytest.fixture(scope="module")
def store(seeds: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pools") / "store"
    assert {line.outcome for line in ingest(seeds.values(), path)} == {"stored"}
    return path


@pytest.fixture(scope="module")
def reader(store: Path) -> Iterator[Reader]:
    with open_reader(store) as opened:
        yield opened


@pytest.fixture(scope="module")
def pooled(reader: Reader) -> Pooled:
    def put(**given: str) -> Answer:
        return ask(reader, "pooled-effect", {"drug": "pertuzumab", **given}, load_terms())

    return put


def printed(row: AnswerRow) -> str:
    value, lower, upper = (float(row.text(name)) for name in ("value", "lower", "upper"))
    return f"{value:.3f} ({lower:.3f}-{upper:.3f})"


def headline(answer: Answer, model: str) -> AnswerRow:
    (row,) = (
        one
        for one in answer.of_kind("synthesis")
        if one.cells["model"] == model and one.cells["is_headline"]
    )
    return row


def refused(answer: Answer) -> dict[str, set[str]]:
    """Return the codes that refuse each pool."""
    found: dict[str, set[str]] = {}
    for row in answer.of_kind("refusal"):
        found.setdefault(row.text("pool"), set()).add(row.text("code"))
    return found


def test_every_pool_of_the_two_trials_is_refused_by_default(pooled: Pooled) -> None:
    differ = {"lines_differ", "definitions_differ"}
    answer = pooled(endpoint="PFS")
    assert refused(answer) == {"PFS, HR, independent": differ, "PFS, HR, investigator": differ}
    survival = refused(pooled(endpoint="OS"))
    assert survival == {"OS, HR": {"lines_differ", "interim_included"}}
    assert not list(answer.of_kind("synthesis"))


@dataclass(frozen=True)
class Case:
    """What is asked, and what both models give."""

    given: dict[str, str]
    common: str
    random: str
    q: str
    i2: str
    tau2: str
    is_heterogeneous: bool = False
    more: dict[str, str] = field(default_factory=dict)


INVESTIGATOR = {"endpoint": "PFS", "assessor": "investigator", "allow": BOTH}
CASES = [
    Case(
        {**INVESTIGATOR, "analysis": "decisive"},
        "0.680 (0.583-0.794)",
        "0.680 (0.583-0.794)",
        "0.81",
        "0",
        "0.000",
    ),
    Case(INVESTIGATOR, "0.696 (0.597-0.811)", "0.708 (0.574-0.874)", "1.70", "41", "0.010"),
    Case(
        {"endpoint": "PFS", "assessor": "independent", "allow": BOTH},
        "0.705 (0.597-0.833)",
        "0.784 (0.478-1.288)",
        "6.74",
        "85",
        "0.110",
        is_heterogeneous=True,
    ),
    Case(
        {"endpoint": "OS", "allow": "lines_differ,interim_included"},
        "0.680 (0.540-0.856)",
        "0.680 (0.540-0.856)",
        "0.31",
        "0",
        "0.000",
    ),
]


@pytest.mark.parametrize("between", ["REML", "PM", "DL"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.common)
def test_with_overrides_by_name_both_models_stand_beside_each_other(
    pooled: Pooled, case: Case, between: str
) -> None:
    answer = pooled(**case.given, between=between)
    common, random = (headline(answer, name) for name in ("common effect", "random effects"))
    assert (printed(common), printed(random)) == (case.common, case.random)
    q, i2, tau2 = (float(random.text(name)) for name in ("q", "i2", "tau2"))
    assert (f"{q:.2f}", f"{100 * i2:.0f}", f"{tau2:.3f}") == (case.q, case.i2, case.tau2)
    assert random.cells["is_heterogeneous"] is case.is_heterogeneous
    assert random.words("allowed") == sorted(case.given["allow"].split(","))
    assert {row.cells["k"] for row in answer.of_kind("synthesis")} == {2}


def test_independent_review_is_heterogeneous_by_q(pooled: Pooled) -> None:
    row = headline(pooled(endpoint="PFS", assessor="independent", allow=BOTH), "random effects")
    assert f"{float(row.text('q_p')):.3f}" == "0.009"
    assert row.cells["i2_note"] == "k = 2: not interpretable"


def test_two_trials_have_no_headline_by_student_and_no_prediction(pooled: Pooled) -> None:
    answer = pooled(endpoint="PFS", assessor="independent", allow=BOTH)
    assert {
        one.text("method") for one in answer.of_kind("synthesis") if one.cells["is_headline"]
    } == {"normal"}
    (other,) = (one for one in answer.of_kind("synthesis") if not one.cells["is_headline"])
    assert other.cells["method"] == "modified Hartung-Knapp"
    assert printed(other) == "0.784 (0.031-19.557)"
    assert all(one.cells["prediction_lower"] is None for one in answer.of_kind("synthesis"))


def test_each_estimate_has_its_weight_and_its_sentence(pooled: Pooled, reader: Reader) -> None:
    members = list(pooled(**INVESTIGATOR).of_kind("pooled"))
    assert [(one.cells["label"], one.cells["value"]) for one in members] == [
        ("CLEOPATRA", 0.65),
        ("PRECIOUS", 0.81),
    ]
    for name in ("weight_common", "weight_random"):
        assert sum(float(one.text(name)) for one in members) == pytest.approx(1.0, abs=1e-5)
    for one in members:
        assert one.passages
        for place in one.passages:
            assert reader.kept_text(place.document)[place.start : place.end] == place.exact


def test_an_error_from_one_limit_carries_what_rounding_may_do_to_it(pooled: Pooled) -> None:
    errors = {
        row.text("value_printed"): row.text("limit_error")
        for one in ("PFS", "OS")
        for row in pooled(endpoint=one).rows
        if row.text("limit_error") and row.text("population") == "all"
    }
    found = {value: f"{float(errors[value]):.3f}" for value in ("0.76", "0.73", "0.81")}
    assert found == {"0.76": "0.029", "0.73": "0.042", "0.81": "0.048"}


def test_what_is_left_out_says_why(pooled: Pooled) -> None:
    told = {
        (row.text("value_printed"), row.text("code"))
        for row in pooled(**INVESTIGATOR).of_kind("excluded")
    }
    assert told == {("0.76", "not_current"), ("0.80", "not_all_randomised")}


def test_one_estimate_alone_is_its_own_result(pooled: Pooled) -> None:
    answer = pooled(endpoint="ORR")
    assert [(row.kind, row.cells["measure"], row.cells["value"]) for row in answer.rows] == [
        ("single", "OR", 0.957),
        ("single", "RD", 10.8),
    ]


def test_on_a_day_only_what_was_public_counts(pooled: Pooled) -> None:
    allow = "lines_differ,interim_included"
    known = pooled(endpoint="OS", as_of="2023-01-01", allow=allow)
    assert [row.cells["value"] for row in known.of_kind("pooled")] == [0.64, 0.71]
    (later,) = known.of_kind("excluded")
    assert (later.cells["value"], later.cells["code"]) == (0.73, "not_public")
    perhaps = {
        row.text("value_printed"): row.text("code")
        for row in pooled(endpoint="OS", as_of="2022-09-01").rows
    }
    assert perhaps == {"0.64": "", "0.71": "possibly_public", "0.73": "not_public"}


def test_an_override_of_the_assessor_does_not_count_a_trial_twice(pooled: Pooled) -> None:
    answer = pooled(endpoint="PFS", allow=f"{BOTH},assessors_differ,overlapping_patients")
    found = refused(answer)["PFS, HR, independent and investigator"]
    assert found == {"same_trial_twice", "shared_control"}


def test_the_plot_shows_what_the_rows_say(pooled: Pooled) -> None:
    answer = pooled(**INVESTIGATOR)
    (plot,) = answer.forests or ()
    assert (plot.scale, plot.null) == ("log", 1.0)
    assert plot.favours == ("favours adding pertuzumab", "favours control")
    assert [(row.label, row.figures) for row in plot.rows] == [
        ("CLEOPATRA", "0.65 (0.54 to 0.78)"),
        ("PRECIOUS", "0.81 (upper limit 1.02)"),
        ("Common effect (normal)", "0.696 (0.597 to 0.811)"),
        ("Random effects (normal)", "0.708 (0.574 to 0.874)"),
    ]
    assert answer.to_json()["forest"] == [plot.to_json()]


def test_definitions_are_read_from_the_documents(pooled: Pooled) -> None:
    found = {row.text("label"): row.text("definition") for row in pooled(**INVESTIGATOR).rows}
    assert found["CLEOPATRA"] == "RECIST 1.0; deaths within 18 weeks; from randomisation"
    assert found["PRECIOUS"] == "RECIST 1.1; clinical progression counts; from registration"


def test_a_plot_draws_one_pool(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "forest.svg"
    given = ["drug=pertuzumab", "endpoint=PFS", "--svg", str(target), "--store", str(store)]
    several = CliRunner().invoke(app, ["pool", *given])
    assert several.exit_code == 2
    assert "found 2 pools (PFS, HR, independent: current analyses; PFS, HR" in several.stderr
    one = CliRunner().invoke(app, ["pool", "assessor=independent", *given])
    assert one.exit_code == 0
    assert "Not pooled: lines_differ, definitions_differ." in target.read_text(encoding="utf-8")
