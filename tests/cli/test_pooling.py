"""Pooling on the command line: answers, refusals, and a plot in a file."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import parse

import pytest
from tests.cli.conftest import Ended

Run = Callable[..., Ended]
OS = ("pool", "drug=pertuzumab", "endpoint=OS")


def test_the_answer_for_a_person_says_what_became_of_the_pool(run: Run) -> None:
    ended = run(*OS)
    assert (ended.status, ended.err) == (0, "")
    assert "OS, HR: not pooled" in ended.out.splitlines()
    assert "Refused (interim_included): an interim analysis is among them: BETA" in ended.out
    words = " ".join(ended.out.split())
    assert "pass each over by name: allow=interim_included,unknown_key_part" in words
    assert "“Adding pertuzumab gave a hazard ratio of 0.73”" in ended.out
    assert max(map(len, ended.out.splitlines())) <= 100


def test_it_asks_the_named_question(run: Run) -> None:
    pooled = json.loads(run(*OS, "--json").out)
    assert pooled == json.loads(run("ask", "pooled-effect", *OS[1:], "--json").out)
    assert pooled["question"] == "pooled-effect"
    assert [plot["title"] for plot in pooled["forest"]] == ["OS, HR: current analyses"]


def test_csv_and_a_table_have_the_kind_of_each_row(run: Run) -> None:
    lines = run(*OS, "--csv").out.splitlines()
    assert lines[0].startswith("kind,pool,model,method,")
    assert lines[1].startswith('refusal,"OS, HR",')
    assert "interim_included" in run(*OS, "--table").out


def test_overrides_are_joined_to_those_among_the_parameters(run: Run) -> None:
    ended = run(*OS, "allow=unknown_key_part", "--allow", "interim_included", "--json")
    answer = json.loads(ended.out)
    assert answer["parameters"]["allow"] == "unknown_key_part,interim_included"
    kinds = {row["kind"] for row in answer["rows"]}
    assert {"synthesis", "pooled"} <= kinds


def test_an_override_that_there_is_not_is_wrong_use(run: Run) -> None:
    ended = run(*OS, "--allow", "lines")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.rstrip().endswith("[unknown-override]")


def test_the_plot_is_written_to_a_file(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "forest.svg"
    ended = run(*OS, "--svg", str(target))
    assert ended.status == 0
    assert ended.err == f"forest plot written to {target}\n"
    svg = parse(target).getroot()  # noqa: S314 - our own drawing
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"


def test_a_plot_that_cannot_be_written_is_a_failure(run: Run, tmp_path: Path) -> None:
    ended = run(*OS, "--svg", str(tmp_path / "none" / "forest.svg"))
    assert (ended.status, ended.out) == (1, "")
    assert "[unreadable-path]" in ended.err


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("drug=pertuzumab", "endpoint=pCR"), "found no estimate of that"),
        (("drug=pertuzumab", "endpoint=OS", "as_of=1990-01-01"), "without --svg the answer says"),
    ],
)
def test_nothing_to_pool_is_not_found(
    run: Run, tmp_path: Path, given: tuple[str, str], says: str
) -> None:
    ended = run("pool", *given, "--svg", str(tmp_path / "forest.svg"))
    assert (ended.status, ended.out) == (4, "")
    assert says in ended.err
    assert "[nothing-to-pool]" in ended.err
    assert not (tmp_path / "forest.svg").exists()
