"""The order of a list is kept a version: its pages hold every key once, in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialgraph.catalogue import kept_order
from trialgraph.catalogue.kept_order import KeptOrders, Order
from trialgraph.names import term
from trialgraph.rdf.term import plain
from trialgraph.store import Reader

KEYS = st.sets(st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1))


@given(KEYS, st.integers(1, 5))
def test_pages_hold_every_key_once_in_order(keys: set[str], limit: int) -> None:
    order, found, after = Order(keys), [], ""
    while page := order.after(after, limit):
        assert len(page) <= limit
        found += page
        after = page[-1]
    assert found == sorted(keys)


@given(KEYS, st.text(min_size=1))
def test_nothing_is_told_to_come_after_what_is_no_key(keys: set[str], other: str) -> None:
    assert (Order(keys).after(other, 1) is None) == (other not in keys)


TRIALS = f"SELECT DISTINCT ?trial {{ ?trial a <{term('Trial')}> }}"


def test_an_order_is_asked_for_once_a_version(
    example_reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders = KeptOrders(lambda row: plain(row["trial"]))
    made = orders.order(example_reader, TRIALS)
    assert made is not None
    assert made.count == len(example_reader.select(TRIALS)) > 1
    monkeypatch.setattr(type(example_reader), "select", None)
    assert orders.order(example_reader, TRIALS) is made


def test_a_list_that_is_too_long_is_not_kept(
    example_reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_order, "MOST", 1)
    assert KeptOrders(lambda row: plain(row["trial"])).order(example_reader, TRIALS) is None
