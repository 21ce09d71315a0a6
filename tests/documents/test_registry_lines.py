"""The line form of a registry page: what a line says for sure stands in the tree, at its place."""

import gzip
import json
from pathlib import Path

import pytest

from trialgraph.documents import ctgov_json, registry_lines
from trialgraph.documents.reader import read_document
from trialgraph.errors import SeveralRecords, UnknownFormat
from trialgraph.model.document import Document
from trialgraph.model.record import Block, Leaf, Node

ARMS = ["INTERVENTION 1: ", "  Green tea", "  A cup a day", "  with milk", "INTERVENTION 2: "]
OUTCOME = ["Outcome Measurement: ", "  Thirst", "  Asked by phone", "  Time frame: 2 hours"]


def page(**parts: list[str]) -> Document:
    values = {name.replace("_", " "): lines for name, lines in parts.items()}
    return read_document(json.dumps({"Clinical Trial ID": "NCT09990001"} | values).encode())


def root(**parts: list[str]) -> Block:
    record = page(**parts).record
    assert record is not None
    return record.root


def shown(node: object) -> object:
    """Return a part of a record as plain values."""
    if isinstance(node, Leaf):
        return node.words
    if isinstance(node, Block):
        return {name: shown(inside) for name, inside in node.members.items()}
    return [shown(inside) for inside in node] if isinstance(node, tuple) else node


def leaves(node: Node) -> list[Leaf]:
    if isinstance(node, Leaf):
        return [node]
    inside = node.members.values() if isinstance(node, Block) else node
    return [leaf for one in inside for leaf in leaves(one)]


def test_lines_are_the_text_below_their_headings() -> None:
    document = page(Intervention=ARMS[:2], Notes=["one"], Results=[])
    assert document.text == (
        "Clinical Trial ID: NCT09990001\n\nIntervention\nINTERVENTION 1: \n  Green tea\n"
        "\nNotes\none\n"
    )
    assert (document.identifier, document.kind) == ("ctgov-NCT09990001", "ctgov-page")
    assert [section.heading for section in document.sections] == [
        "Clinical Trial ID",
        "Intervention",
        "Notes",
    ]


def test_arms_and_eligibility_stand_at_their_places() -> None:
    document = page(Intervention=ARMS, Eligibility=["Inclusion:", "  Thirst", ""])
    assert document.record is not None
    assert shown(document.record.root) == {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT09990001"},
            "armsInterventionsModule": {
                "armGroups": [{"label": "Green tea", "description": "A cup a day\n  with milk"}]
            },
            "eligibilityModule": {"eligibilityCriteria": "Inclusion:\n  Thirst"},
        }
    }
    for leaf in leaves(document.record.root):
        assert document.words(leaf.span) == leaf.words
    assert leaves(document.record.root)[1].pointer == (
        "/protocolSection/armsInterventionsModule/armGroups/0/label"
    )


def group(number: int, *lines: str) -> list[str]:
    return [
        f"Results {number}: ",
        "  Arm/Group Title: Tea",
        "  Arm/Group Description: Green",
        "  with milk",
        "  Overall Number of Participants Analyzed: 9",
        *lines,
    ]


def outcomes(*groups: list[str]) -> list[Block]:
    lines = [*OUTCOME, *(line for one in groups for line in one)]
    return list(
        root(Results=lines).blocks("resultsSection", "outcomeMeasuresModule", "outcomeMeasures")
    )


MEASUREMENTS = [
    {"groupId": "1", "value": "4.1", "lowerLimit": "3", "upperLimit": "NA"},
    {"groupId": "2", "value": "NA", "lowerLimit": "2", "upperLimit": "NA"},
]


def test_an_outcome_with_its_groups() -> None:
    measured = ("  Median (95% Confidence Interval)", "  Unit of Measure: months  {}")
    found = outcomes(
        group(1, measured[0], measured[1].format("4.1   (3 to NA)")),
        group(2, measured[0], measured[1].format("NA  [1]  (2 to NA)")),
    )
    described = {"title": "Tea", "description": "Green\n  with milk"}
    counts = [{"groupId": "1", "value": "9"}, {"groupId": "2", "value": "9"}]
    assert [shown(one) for one in found] == [
        {
            "title": "Thirst",
            "description": "Asked by phone",
            "timeFrame": "2 hours",
            "paramType": "Median",
            "dispersionType": "95% Confidence Interval",
            "unitOfMeasure": "months",
            "groups": [{"id": "1", **described}, {"id": "2", **described}],
            "denoms": [{"units": "Participants", "counts": counts}],
            "classes": [{"categories": [{"measurements": MEASUREMENTS}]}],
        }
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["  Unit of Measure: Participants  Better: 4   44.4%", "  Worse: 1,005", "Same: ?"],
            [
                {
                    "categories": [
                        {"title": "Better", "measurements": [{"groupId": "1", "value": "4"}]},
                        {"title": "Worse", "measurements": [{"groupId": "1", "value": "1,005"}]},
                    ]
                }
            ],
        ),
        (
            [
                "  Unit of Measure: ratio  Hot: 4 participants",
                "  -.98         (0.98)",
                "  Cold: 0 participants",
                "  Warm: 7",
            ],
            [
                {
                    "title": "Hot",
                    "denoms": [
                        {"units": "participants", "counts": [{"groupId": "1", "value": "4"}]}
                    ],
                    "categories": [
                        {"measurements": [{"groupId": "1", "value": "-.98", "spread": "0.98"}]}
                    ],
                },
                {
                    "categories": [
                        {"title": "Warm", "measurements": [{"groupId": "1", "value": "7"}]}
                    ]
                },
            ],
        ),
        (
            [
                "  Overall Number of Units Analyzed",
                (
                    "  Type of Units Analyzed: Cups  Mean (96% Confidence Interval)"
                    "Unit of Measure: ml: 41.1        (33.1 to 49.6)"
                ),
            ],
            [
                {
                    "categories": [
                        {
                            "measurements": [
                                {
                                    "groupId": "1",
                                    "value": "41.1",
                                    "lowerLimit": "33.1",
                                    "upperLimit": "49.6",
                                }
                            ]
                        }
                    ]
                }
            ],
        ),
        (["  Unit of Measure: cups"], None),
        (["  Unit of Measure:"], None),
        ([], None),
    ],
)
def test_values_below_their_titles(lines: list[str], expected: object) -> None:
    found = shown(outcomes(group(1, *lines))[0])
    assert isinstance(found, dict)
    assert found.get("classes") == expected


def test_groups_in_different_units_are_tables_of_their_own() -> None:
    found = outcomes(
        group(1, "  Measure Type: Number", "  Unit of Measure: mg  1"),
        group(2, "  Measure Type: Number", "  Unit of Measure: ml  2"),
    )
    assert [one.words("unitOfMeasure") for one in found] == ["mg", "ml"]
    assert [one.words("paramType") for one in found] == ["Number", "Number"]


def test_an_outcome_without_groups_and_a_group_without_fields() -> None:
    (alone,) = outcomes()
    assert shown(alone) == {
        "title": "Thirst",
        "description": "Asked by phone",
        "timeFrame": "2 hours",
    }
    (bare,) = outcomes(["Results 1:", "  what is this"])
    assert shown(bare.blocks("groups")) == [{"id": "1"}]
    timed = root(Results=["Outcome Measurement:", "Time frame: 1 day"])
    assert shown(timed.blocks("resultsSection", "outcomeMeasuresModule", "outcomeMeasures")) == [
        {"timeFrame": "1 day"}
    ]


def events(lines: list[str], arms: list[str] = ARMS) -> object:
    parts = {"Intervention": arms, "Adverse_Events": lines}
    return shown(root(**parts).block("resultsSection", "adverseEventsModule"))


def test_events_of_two_groups_are_joined_by_their_term() -> None:
    assert events(
        [
            "above",
            "Adverse Events 1:",
            "  Total: 2/9 (22.22%)",
            "  Rash 1/9 (11.11%)",
            "  Rash  [2]0/9 (0.00%)",
            "Adverse Events 2:",
            "  Total: 0",
            "  Rash * [1]3/8 (37.50%)",
        ]
    ) == {
        "eventGroups": [{"id": "1", "numAffected": "2", "numAtRisk": "9"}, {"id": "2"}],
        "events": [
            {
                "term": "Rash",
                "stats": [
                    {"groupId": "1", "numAffected": "1", "numAtRisk": "9"},
                    {"groupId": "2", "numAffected": "3", "numAtRisk": "8"},
                ],
            },
            {"term": "Rash", "stats": [{"groupId": "1", "numAffected": "0", "numAtRisk": "9"}]},
        ],
    }


def test_a_single_group_of_a_single_arm_has_its_name() -> None:
    found = events(["Adverse Events 1:"], ARMS[:2])
    assert found == {"eventGroups": [{"id": "1", "title": "Green tea"}]}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  Sepsis 31/49 (2.04%)", ("Sepsis", "1")),
        ("  Sepsis * 30/49 (0.00%)", ("Sepsis", "0")),
        ("  Ulcer - Grade 30/3 (0.00%)", ("Ulcer - Grade 3", "0")),
        ("  Ulcer grade 3 1/48 (2.08%)", ("Ulcer grade 3", "1")),
        ("  Nausea4/9 (44.44%)", ("Nausea", "4")),
        ("  Nausea 4/9", ("Nausea", "4")),
        ("  Nausea 0/0 (0.00%)", ("Nausea", "0")),
        ("  Nausea 105/9 (55.56%)", ("Nausea", "5")),
        ("  Nausea 14/9", None),
        ("  Nausea 4/9 (80.00%)", None),
    ],
)
def test_the_percentage_tells_a_footnote_from_a_count(
    line: str, expected: tuple[str, str] | None
) -> None:
    record = root(Adverse_Events=["Adverse Events 1:", line])
    found = record.blocks("resultsSection", "adverseEventsModule", "events")
    rows = [(one.words("term"), one.blocks("stats")[0].words("numAffected")) for one in found]
    assert rows == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b'[{"Clinical Trial ID": "NCT09990001"}]', SeveralRecords, "list"),
        (
            b'{"Clinical Trial ID": "NCT09990001"}\n{"Clinical Trial ID": "NCT09990002"}',
            SeveralRecords,
            "one a line",
        ),
        (b'{"Clinical Trial ID": "12"}', UnknownFormat, "NCT number"),
        (b'{"Clinical Trial ID": "NCT09990001", "Results": [{}]}', UnknownFormat, "Results"),
    ],
)
def test_what_is_no_single_page_is_refused(content: bytes, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        read_document(content)


def test_a_study_and_a_page_are_told_apart() -> None:
    study = b'{"protocolSection": {"identificationModule": {"nctId": "NCT09990001"}}}'
    assert not registry_lines.recognises(study)
    assert not registry_lines.recognises(b'"Clinical Trial ID": ')
    assert ctgov_json.recognises(study)
    assert read_document(study).kind == "ctgov-json"


def test_every_reference_page_gives_all_its_groups_and_counts(reference: Path) -> None:
    file = reference / "data/registry-lines/breast_records.jsonl.gz"
    with gzip.open(file) as lines:
        for line in lines:
            values = json.loads(line)
            record = read_document(line).record
            assert record is not None
            measures = record.root.blocks(
                "resultsSection", "outcomeMeasuresModule", "outcomeMeasures"
            )
            printed = [row for row in values["Results"] if row.startswith("Results ")]
            assert sum(len(one.blocks("groups")) for one in measures) == len(printed)
            module = record.root.block("resultsSection", "adverseEventsModule")
            rows = [row for event in module.blocks("events") for row in event.blocks("stats")]
            counted = [row for row in values["Adverse Events"] if row.endswith("%)")]
            totals = [row for row in counted if row.strip().startswith("Total:")]
            assert len(rows) == len(counted) - len(totals)
