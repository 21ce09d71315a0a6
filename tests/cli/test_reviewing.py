"""Facts are reviewed by command; each review has a reason and can be undone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.acceptance import one_trial
from tests.cli.conftest import Ended

from trialgraph.evidence.reviews import named_fact
from trialgraph.ingest.run import ingest
from trialgraph.store import open_reader

Run = Callable[..., Ended]
WHY = ("--reason", "Read the paper.", "--by", "A. Reviewer")
DOCUMENT = f"pubmed-{one_trial.PMID}"
QUOTE = "hazard ratio, 0.71"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a store of one made-up record."""
    store = tmp_path / "own"
    list(ingest(one_trial.written(tmp_path, **{"page.xml": one_trial.pubmed_xml()}), store))
    monkeypatch.setenv("TRIALGRAPH_STORE", str(store))
    return store


def place_of(store: Path, words: str) -> str:
    """Return where words stand in the record's text."""
    with open_reader(store) as reader:
        start = reader.kept_text(DOCUMENT).index(words)
    return f"{start}-{start + len(words)}"


@pytest.fixture
def fact(own: Path, run: Run) -> str:
    """Return the IRI of its estimate, as the panel of a result's sources names it."""
    query = "PREFIX : <https://w3id.org/trialgraph/ontology#> SELECT ?f { ?r a :Result ; "
    found = json.loads(run("query", query + ":reportedAs ?f }", "--json").out)
    (row,) = found["results"]["bindings"]
    assert own.name in str(own)
    return str(row["f"]["value"])


def upper(run: Run) -> object:
    """Return the upper limit of the one estimate."""
    (row,) = json.loads(run("ask", "effects", "--json").out)["rows"]
    return row["upper"]


def test_a_limit_is_corrected_listed_and_undone(run: Run, own: Path, fact: str) -> None:
    before, place = upper(run), place_of(own, QUOTE)
    given = ("--property", "upper", "--value", "0.71", "--quote", QUOTE, "--at", place)
    made = json.loads(run("review", "correct", fact, *given, *WHY, "--json").out)
    assert (made["kind"], made["by"]) == ("correct", "A. Reviewer")
    assert upper(run) == 0.71
    listed = run("review", "list")
    assert f"upper is 0.71: “{QUOTE}”" in listed.out
    assert f"{DOCUMENT}, characters {place}" in listed.out
    ended = run("review", "undo", made["decision"], *WHY)
    assert (ended.status, ended.out.split("  ")[0]) == (0, "undo")
    assert upper(run) == before
    assert json.loads(run("review", "list", "--json").out) == {"reviews": []}
    (one,) = json.loads(run("review", "list", "--all", "--json").out)["reviews"]
    assert one["state"] == "undone"


def test_a_rejected_estimate_is_listed_and_no_longer_asked(run: Run, fact: str) -> None:
    assert run("review", "reject", fact, *WHY).status == 0
    assert json.loads(run("ask", "effects", "--json").out)["rows"] == []
    assert f"rejected  {named_fact(fact)}" in run("review", "list", fact).out
    assert run("review", "list", "--state", "confirmed").out == ""
    assert run("review", "list", "--document", DOCUMENT).out != ""


def test_a_review_whose_document_changed_says_so(
    run: Run, fact: str, own: Path, tmp_path: Path
) -> None:
    run("review", "confirm", fact, *WHY)
    changed = one_trial.pubmed_xml().replace(b"0.57 to 0.88", b"0.57 to 0.89")
    list(ingest(one_trial.written(tmp_path, **{"page.xml": changed}), own))
    assert "the document has changed since: review again" in run("review", "list").out


_ONE_PLACE = ("--property", "a", "--value", "b", "--quote", "c", "--at", "d")


@pytest.mark.parametrize(
    ("given", "status", "says"),
    [
        (("confirm",), 2, "no fact or review to confirm"),
        (("undo", "none", *WHY), 4, "found no review 'none'"),
        (("reject", "sha-1/estimate/1-2", *WHY), 4, "found no fact"),
        (("confirm", "x", "--quote", "a"), 2, "use correct"),
        (("confirm", "x", "--all"), 2, "use list"),
        (("correct", "x", "--quote", "a"), 2, "as many of each"),
        (("correct", "x", *_ONE_PLACE), 2, "such as 1042-1046"),
        (("list", "--state", "good"), 2, "wanted one of confirmed"),
    ],
)
def test_what_cannot_be_done_is_told(
    run: Run, own: Path, given: tuple[str, ...], status: int, says: str
) -> None:
    assert own.is_dir()
    ended = run("review", *given)
    assert ended.status == status
    assert says in " ".join(ended.err.split())


def test_no_review_without_a_reason_or_without_the_words(run: Run, fact: str) -> None:
    assert run("review", "confirm", fact).status == 2
    given = ("--property", "upper", "--value", "0.99", "--quote", "0.99", "--at", "1-5")
    ended = run("review", "correct", fact, *given, *WHY)
    assert ended.status == 1
    assert "wanted the quoted words" in " ".join(ended.err.split())
