"""A page of a list, a whole list, and the cursors between."""

import pytest

from trialgraph.catalogue.paging import WHOLE, Page, cursor_to, list_of
from trialgraph.errors import BadParameter, TooManyRows

OS = list_of("/effects", {"endpoint": ("OS",)})


def test_a_cursor_leads_on_in_its_own_list_alone() -> None:
    cursor = Page(2, of_list=OS).part(["a", "b", "c"], 1, str).next_cursor
    assert Page.of(1, 2, cursor, OS).after == "b"
    for other in ("", list_of("/trials", {"endpoint": ("OS",)}), list_of("/effects", {})):
        with pytest.raises(BadParameter, match="another list"):
            Page.of(1, 2, cursor, other)


def test_the_order_of_filters_makes_no_other_list() -> None:
    given = {"adds": ("a", "b"), "phase": ("3",), "line": ()}
    assert list_of("/effects", given) == list_of("/effects", {"phase": ("3",), "adds": ("b", "a")})
    assert list_of("/effects", given) != list_of("/effects", {"adds": ("a",), "phase": ("3",)})


def test_a_key_cannot_be_put_into_a_cursor() -> None:
    cursor = cursor_to(1, "https://example.org/zzzz", "forged")
    with pytest.raises(BadParameter, match="begin again"):
        Page.of(1, 2, cursor, OS)


def test_the_last_page_has_no_cursor() -> None:
    assert Page(2).part(["a", "b"], 1, str).next_cursor == ""


def test_a_whole_list_is_whole_or_refused() -> None:
    rows = [str(number) for number in range(WHOLE)]
    assert list(Page.whole().part(rows, 1, str).rows) == rows
    with pytest.raises(TooManyRows, match="more than 10000 rows"):
        Page.whole().part([*rows, "one more"], 1, str)
