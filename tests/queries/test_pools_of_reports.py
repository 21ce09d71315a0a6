"""What becomes, in pools, of numbers that made-up reports print."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from trialgraph.catalogue.answer import Answer
from trialgraph.catalogue.ask import ask
from trialgraph.ingest.run import ingest
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store import Reader, open_reader

if TYPE_CHECKING:
    from pathlib import Path

NEW, OLD = "pertuzumab plus docetaxel", "placebo plus docetaxel"
DESIGN = """{acronym}: a phase III trial in gastric cancer

Methods
In this randomized phase III trial ({number}), 400 patients with gastric cancer who received \
first-line treatment were randomly assigned to {arms}. Overall survival was the primary end point.

Results
{results}
"""
TWO_ARMS = f"{NEW} (n = 200) or {OLD} (n = 200)"
THREE_ARMS = f"high-dose {NEW} (n = 140), low-dose {NEW} (n = 130), or docetaxel alone (n = 130)"
RATIO = "The hazard ratio for death was {}."
DOSES = (
    "For high-dose pertuzumab plus docetaxel versus docetaxel alone, the hazard ratio for death"
    " was 0.70 (95% CI, 0.54 to 0.91; P = 0.008). For low-dose pertuzumab plus docetaxel versus"
    " docetaxel alone, the hazard ratio for death was 0.80 (95% CI, 0.62 to 1.03; P = 0.08)."
)
OTHER = """Lapatinib in the second line: the OTHERTRI trial

Methods
In this randomized phase III trial (NCT09990004), patients with gastric cancer were randomly \
assigned to lapatinib plus capecitabine or capecitabine alone.

Results
The hazard ratio of progression-free survival was 0.80 (95% CI, 0.66 to 0.97; P = 0.02).

Discussion
In the GASTRONE trial, overall survival was improved (hazard ratio, 0.66; 95% CI, 0.56 to 0.78; \
P < 0.001).
"""

STOPPED = (
    "At the planned interim analysis of overall survival, the hazard ratio was 0.60"
    " (95% CI, 0.45 to 0.80; P < 0.001), which crossed the prespecified boundary for efficacy."
)
RECORD = {
    "identificationModule": {"nctId": "NCT09990005", "briefTitle": "GASTRIV"},
    "statusModule": {"overallStatus": "TERMINATED", "whyStopped": "Early evidence of efficacy"},
    "designModule": {"studyType": "INTERVENTIONAL"},
}


def report(acronym: str, number: str, results: str, arms: str = TWO_ARMS) -> str:
    return DESIGN.format(acronym=acronym, number=number, arms=arms, results=results)


REPORTS = {
    "first": report(
        "GASTRONE", "NCT09990001", RATIO.format("0.72 (95% CI, 0.58 to 0.89; P = 0.003)")
    ),
    "narrow": report(
        "GASTRTWO", "NCT09990002", RATIO.format("0.700 (95% CI, 0.680 to 0.720; P < 0.001)")
    ),
    "doses": report("GASTRIII", "NCT09990003", DOSES, THREE_ARMS),
    "other": OTHER,
    "stopped": report("GASTRIV", "NCT09990005", STOPPED),
    "record": json.dumps({"protocolSection": RECORD}),
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("reports")
    files: list[Path] = []
    for name, words in REPORTS.items():
        files.append(folder / f"{name}.{'json' if name == 'record' else 'txt'}")
        files[-1].write_text(words, encoding="utf-8")
    assert {line.outcome for line in ingest(files, folder / "store")} == {"stored"}
    with open_reader(folder / "store") as opened:
        yield opened


def pooled(reader: Reader, **given: str) -> Answer:
    asked = {"drug": "pertuzumab", "endpoint": "OS", **given}
    return ask(reader, "pooled-effect", asked, load_terms())


def test_restated_and_impossible_numbers_are_left_out_and_told(reader: Reader) -> None:
    told = {
        (row.text("label"), row.text("value_printed")): row.text("code")
        for row in pooled(reader).of_kind("excluded")
    }
    assert told == {
        ("GASTRONE", "0.66"): "second_hand",
        ("GASTRTWO", "0.700"): "quarantined",
    }


def test_a_restated_number_keeps_its_sentence(reader: Reader) -> None:
    (row,) = (one for one in pooled(reader).of_kind("excluded") if one.cells["second_hand"])
    assert (row.cells["value"], row.cells["lower"], row.cells["upper"]) == (0.66, 0.56, 0.78)
    assert any("GASTRONE trial, overall survival was improved" in p.exact for p in row.passages)


def test_doses_that_share_a_control_are_refused_by_any_override(reader: Reader) -> None:
    refused = {row.text("code"): row.words("concerns") for row in pooled(reader).of_kind("refusal")}
    assert refused["shared_control"] == refused["same_trial_twice"] == ["GASTRIII"]
    others = ",".join(refused.keys() - {"same_trial_twice"})
    allowed = pooled(reader, allow=others)
    assert [row.text("code") for row in allowed.of_kind("refusal")] == ["same_trial_twice"]


def test_a_trial_that_its_record_calls_stopped_for_benefit_refuses_the_pool(
    reader: Reader,
) -> None:
    refused = {row.text("code"): row.words("concerns") for row in pooled(reader).of_kind("refusal")}
    assert refused["stopped_early_included"] == refused["interim_included"] == ["GASTRIV"]
