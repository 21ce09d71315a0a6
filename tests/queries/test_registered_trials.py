"""What registry records alone answer: trials without results, stopped ones, harms in tables."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from trialgraph.catalogue.answer import Answer
from trialgraph.catalogue.ask import ask
from trialgraph.ingest.run import ingest
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store import open_reader

Values = dict[str, Any]
AskRegistry = Callable[..., Answer]

GROUPS = [("Pertuzumab plus docetaxel", 100), ("Docetaxel", 200)]
EVENTS = {"Diarrhea": (30, 20), "Rash": (10, 20), "Nausea": (15, 20), "Made-up pain": (9, 8)}
SERIOUS = {"Sepsis": (6, 2)}


def record(number: int, status: str, completed: str, condition: str, **more: Values) -> Values:
    """Return a study of two arms that began in 2015."""
    arms = [
        {"label": GROUPS[0][0], "type": "EXPERIMENTAL",
         "interventionNames": ["Drug: Pertuzumab", "Drug: Docetaxel"]},
        {"label": GROUPS[1][0], "type": "ACTIVE_COMPARATOR",
         "interventionNames": ["Drug: Docetaxel"]},
    ]  # fmt: skip
    protocol = {
        "identificationModule": {"nctId": f"NCT0777000{number}", "briefTitle": "A made-up trial"},
        "statusModule": {
            "overallStatus": status,
            "startDateStruct": {"date": "2015-03"},
            "primaryCompletionDateStruct": {"date": completed},
            **({"whyStopped": "Slow accrual"} if status == "TERMINATED" else {}),
        },
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Harbour", "class": "INDUSTRY"}},
        "conditionsModule": {"conditions": [condition]},
        "designModule": {"studyType": "INTERVENTIONAL", "phases": ["PHASE3"],
                         "designInfo": {"allocation": "RANDOMIZED"}},
        "armsInterventionsModule": {
            "armGroups": arms,
            "interventions": [
                {"type": "DRUG", "name": name, "armGroupLabels": [
                    arm["label"] for arm in arms if f"Drug: {name}" in arm["interventionNames"]]}
                for name in ("Pertuzumab", "Docetaxel")
            ],
        },
        "outcomesModule": {"primaryOutcomes": [
            {"measure": "Overall survival", "timeFrame": "5 years"}]},
    }  # fmt: skip
    return {"protocolSection": protocol, "hasResults": bool(more), **more}


def harms() -> Values:
    """Return the results of a study: its tables of adverse events."""

    def rows(events: dict[str, tuple[int, int]]) -> list[Values]:
        return [
            {
                "term": term,
                "organSystem": "Any",
                "stats": [
                    {"groupId": f"EG00{place}", "numAffected": count, "numAtRisk": GROUPS[place][1]}
                    for place, count in enumerate(counts)
                ],
            }
            for term, counts in events.items()
        ]

    groups = [
        {"id": f"EG00{place}", "title": title, "seriousNumAtRisk": size, "otherNumAtRisk": size}
        for place, (title, size) in enumerate(GROUPS)
    ]
    tables = {"frequencyThreshold": "5", "eventGroups": groups}
    return {
        "adverseEventsModule": tables
        | {"seriousEvents": rows(SERIOUS), "otherEvents": rows(EVENTS)}
    }


@pytest.fixture(scope="module")
def ask_registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskRegistry]:
    folder = tmp_path_factory.mktemp("records")
    records = [
        record(1, "COMPLETED", "2018-06-30", "HER2-positive Breast Cancer"),
        record(2, "COMPLETED", "2021-01-15", "Asthma"),
        record(3, "TERMINATED", "2017-01-15", "Asthma"),
        record(4, "RECRUITING", "2030-01-15", "Asthma"),
        record(5, "COMPLETED", "2018-01-15", "Asthma", resultsSection=harms()),
    ]
    files = [folder / f"{place}.json" for place in range(len(records))]
    for file, one in zip(files, records, strict=True):
        file.write_text(json.dumps(one), encoding="utf-8")
    assert {line.outcome for line in ingest(files, folder / "store")} == {"stored"}
    with open_reader(folder / "store") as opened:
        yield lambda name, **given: ask(opened, name, given, load_terms())


def trials(answer: Answer) -> list[str]:
    return [row.text("trial")[-1] for row in answer.rows]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, ["1", "2"]),
        ({"condition": "breast cancer"}, ["1"]),
        ({"before": "2020-01-01"}, ["1"]),
        ({"condition": "asthma", "before": "2020-01-01"}, []),
    ],
)
def test_completed_trials_without_results(
    ask_registry: AskRegistry, given: dict[str, str], wanted: list[str]
) -> None:
    answer = ask_registry("completed-without-results", **given)
    assert trials(answer) == wanted
    assert all(row.passages for row in answer.rows)


def test_a_stopped_trial_and_why(ask_registry: AskRegistry) -> None:
    (row,) = ask_registry("stopped-early").rows
    found = [row.cells[name] for name in ("trial", "how", "status", "why", "trial_phase")]
    assert found == ["NCT07770003", "registry", "terminated", "Slow accrual", "3"]
    assert trials(ask_registry("stopped-early", condition="breast cancer")) == []


def test_end_points_by_the_year_of_the_start(ask_registry: AskRegistry) -> None:
    (row,) = ask_registry("end-points-by-year", condition="asthma").rows
    found = [row.cells[name] for name in ("started_in", "endpoint", "role", "trials")]
    assert len(row.words("declared_by")) == row.cells["trials"]
    assert row.passages
    assert found == [2015, "OS", "primary", 4]


def test_trials_of_a_sponsor_that_began_in_a_year(ask_registry: AskRegistry) -> None:
    given = {"condition": "asthma", "sponsor": "harbour"}
    assert trials(ask_registry("trials-in-condition", year="2015", **given)) == ["2", "3", "4", "5"]
    assert trials(ask_registry("trials-in-condition", year="2016", **given)) == []


def test_harms_in_the_tables_of_a_registry(ask_registry: AskRegistry) -> None:
    rows = ask_registry("added-toxicity", drug="pertuzumab", points="5").rows
    columns = ("term", "event", "serious", "points_more", "experimental_patients", "listed_from")
    assert {tuple(row.cells[name] for name in columns) for row in rows} == {
        ("Diarrhea", "diarrhea", False, 20, 30, "5"),
        ("Nausea", "nausea", False, 5, 15, "5"),
        ("Made-up pain", None, False, 5, 9, "5"),
        ("Sepsis", "sepsis", True, 5, 6, None),
    }
