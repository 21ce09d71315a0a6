"""A list that is made whole is given page by page, and no forged cursor breaks it."""

import pytest

from trialgraph.catalogue.answer import AnswerRow
from trialgraph.catalogue.paging import Page
from trialgraph.errors import BadParameter
from trialgraph.server.api.lists import in_pages

ROWS = [AnswerRow({"kind": str(number)}, ()) for number in range(5)]


def test_a_place_in_a_list_leads_on() -> None:
    assert [one.kind for one in in_pages(ROWS, Page(2, "2"), 1).rows] == ["2", "3"]
    assert in_pages(ROWS, Page(2, "9"), 1).rows == []


@pytest.mark.parametrize("key", ["x", "-1", "1.5", "9" * 5_000])
def test_a_cursor_that_leads_to_no_place_is_refused(key: str) -> None:
    with pytest.raises(BadParameter, match="next_cursor"):
        in_pages(ROWS, Page(2, key), 1)
