"""A structured record becomes a line a value, each of which knows its place."""

import pytest

from trialgraph.documents.record_text import MAX_DEPTH, MOST_NAMES, rendered
from trialgraph.errors import UnreadableRecord
from trialgraph.model.record import Block, Leaf, Node

VALUES: dict[str, object] = {
    "protocolSection": {
        "isOpen": True,
        "isLate": False,
        "patients": 120,
        "share": 0.5,
        "title": "A trial",
        "empty": "",
        "none": None,
        "codes": ["A1", "", 7, None],
        "arms": [{"label": "Drug"}, {"label": "Placebo"}],
        "rows": [["1", "2"], [], [True]],
        "nothing": [],
        "a/b~c": "odd",
    }
}
TEXT = """protocolSection
  isOpen: true
  isLate: false
  patients: 120
  share: 0.5
  title: A trial
  codes: A1
  codes: 7
  arms 1
    label: Drug
  arms 2
    label: Placebo
    rows 1: 1
    rows 1: 2
    rows 3: true
  a/b~c: odd
"""


def leaves(node: Node) -> list[Leaf]:
    if isinstance(node, Leaf):
        return [node]
    inner = node.members.values() if isinstance(node, Block) else node
    return [leaf for one in inner for leaf in leaves(one)]


def test_each_value_is_a_line_and_absent_ones_leave_none() -> None:
    text, record, marks = rendered(VALUES, "study")
    assert text == TEXT
    assert record.form == "study"
    assert [mark.heading for mark in marks] == ["", "protocolSection"]


def test_each_value_knows_where_it_stands() -> None:
    text, record, _ = rendered(VALUES, "study")
    found = leaves(record.root)
    assert [text[leaf.start : leaf.start + len(leaf.words)] for leaf in found] == [
        leaf.words for leaf in found
    ]
    assert {leaf.pointer for leaf in found} >= {
        "/protocolSection/isOpen",
        "/protocolSection/codes/2",
        "/protocolSection/arms/1/label",
        "/protocolSection/rows/0/1",
        "/protocolSection/a~1b~0c",
    }


def test_signs_that_no_text_may_hold_show_as_unknown() -> None:
    values: dict[str, object] = {
        "a\x00": "one\x01",
        "b": ["two\ufffe", {"c": "three\uffff"}, ["four\x7f", 5]],
        "d": "five\ttabs\nlines",
    }
    text, record, _ = rendered(values, "publication")
    assert [leaf.words for leaf in leaves(record.root)] == [
        "one\ufffd",
        "two\ufffd",
        "three\ufffd",
        "four\ufffd",
        "5",
        "five\ttabs\nlines",
    ]
    assert text.startswith("a\ufffd: one\ufffd\n")


def nested(depth: int) -> dict[str, object]:
    values: dict[str, object] = {"deep": "value"}
    for _ in range(depth):
        values = {"deep": values}
    return values


def test_values_nested_too_deep_are_refused() -> None:
    assert "value" in rendered(nested(MAX_DEPTH), "study")[0]
    with pytest.raises(UnreadableRecord, match=f"over {MAX_DEPTH} deep"):
        rendered(nested(MAX_DEPTH + 1), "study")


def test_lists_nested_too_deep_are_refused() -> None:
    values: list[object] = ["value"]
    for _ in range(MAX_DEPTH):
        values = [values]
    assert "value" in rendered({"deep": values}, "study")[0]
    with pytest.raises(UnreadableRecord, match=f"over {MAX_DEPTH} deep"):
        rendered({"deep": [values]}, "study")


def test_groups_of_the_first_two_levels_begin_sections() -> None:
    values: dict[str, object] = {"one": {"two": {"three": {"a": "b"}}, "c": "d"}, "e": "f"}
    text, _, marks = rendered(values, "study")
    assert [(mark.heading, text[: mark.start].count("\n")) for mark in marks] == [
        ("", 0),
        ("one", 1),
        ("two", 2),
    ]


def test_more_names_than_are_remembered_are_written_alike() -> None:
    values: dict[str, object] = {f"name {number}": "x" for number in range(MOST_NAMES + 2)}
    text, record, _ = rendered(values, "study")
    assert text.splitlines() == [f"name {number}: x" for number in range(MOST_NAMES + 2)]
    assert rendered(values, "study")[1] == record


def test_a_record_of_empty_values_has_no_text() -> None:
    text, record, _ = rendered({"none": None, "empty": "", "list": []}, "study")
    assert text == ""
    assert record.root == Block()
