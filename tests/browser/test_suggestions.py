"""Names are suggested while somebody types; the keyboard is enough, and so is no script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Open

OPENED = "[role=listbox]:not([hidden])"


@pytest.mark.parametrize("is_dark", [False, True])
def test_a_name_is_begun_and_taken_by_keyboard(
    open_page: Open, violations: Callable[[Page], list[str]], *, is_dark: bool
) -> None:
    page = open_page("/", width=390, is_dark=is_dark)
    box = page.get_by_role("combobox", name="Trial, drug, condition")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("pertuz")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("pertuzumab")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")
    assert violations(page) == []
    box.press("Enter")
    expect(box).to_have_value("pertuzumab")
    expect(page.locator(OPENED)).to_have_count(0)
    box.press("Enter")
    expect(page).to_have_url(re.compile("/interventions/pertuzumab"))


def test_escape_closes_the_list_and_keeps_what_was_typed(open_page: Open) -> None:
    page = open_page("/effects")
    box = page.get_by_role("combobox", name="adds")
    box.press_sequentially("pertuz")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    expect(page.locator(OPENED)).to_have_count(0)
    expect(box).to_have_value("pertuz")


def test_a_name_is_taken_by_mouse(open_page: Open) -> None:
    page = open_page("/effects")
    box = page.get_by_role("combobox", name="end point")
    box.press_sequentially("overall")
    page.get_by_role("option", name="overall survival").first.click()
    expect(box).to_have_value(re.compile("overall survival", re.IGNORECASE))
    expect(box).to_be_focused()


def test_of_what_is_typed_in_a_row_only_the_last_is_shown(open_page: Open) -> None:
    page = open_page("/")
    held: list[str] = []
    # The first answer is kept back for good: it is given up, and the second shown.
    page.route("**/suggest?q=pe&**", lambda one: held.append(one.request.url))
    box = page.locator("#q")
    with page.expect_request("**/suggest?q=pe&**") as asked:
        box.press_sequentially("pe")
    with page.expect_event("requestfailed", lambda one: one == asked.value):
        box.press_sequentially("rtuz")
    expect(page.get_by_role("option").first).to_contain_text("pertuzumab")
    assert len(held) == 1


def test_without_script_the_fields_keep_their_own_lists(open_page: Open) -> None:
    page = open_page("/", has_scripts=False)
    expect(page.locator("[role=combobox]")).to_have_count(0)
    assert page.locator("#adds-1").get_attribute("list") == "held-drug"
    page.locator("#q").fill("pertuzumab")
    page.get_by_role("button", name="Find").click()
    expect(page).to_have_url(re.compile("/interventions/pertuzumab"))
