"""A person reviews a fact in the browser, and sees at once what follows from it."""

import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Open
from tests.serving import TOKEN, served

from trialgraph.catalogue.describing import describe
from trialgraph.store import Reader

EFFECT = "/effects/trial/NCT02514681/result/OS/HR/final/0-73"
_PATIENCE = 180_000  # milliseconds that a review may take on a machine that is busy
LIMIT = "one-sided 95% CI upper limit, 1.02"


@pytest.fixture(scope="module")
def site(example_reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a server over a store that these tests change."""
    store = tmp_path_factory.mktemp("reviewing") / "store"
    shutil.copytree(example_reader.path, store)
    describe(store)
    with served(store) as server:
        yield server.address


def review(page: Page, choice: str, reason: str, token: str = TOKEN) -> None:
    """Fill in and send the form that is open."""
    page.get_by_role("radio", name=re.compile(f"^{choice}")).check()
    page.get_by_label("Reason").fill(reason)
    page.get_by_label("Reviewer").fill("A. Reviewer")
    page.get_by_label("Token").fill(token)
    send(page)


def send(page: Page) -> None:
    """Send the form that is open, and wait for the page that answers."""
    page.get_by_role("button", name="Send review").click(timeout=_PATIENCE)


def opened(page: Page) -> Page:
    """Return a page of an estimate whose form is open."""
    page.locator("details", has=page.locator("form.review")).locator("summary").first.click()
    return page


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_confirmed_estimate_says_so_on_its_page(
    open_page: Open, violations: Callable[[Page], list[str]], *, has_scripts: bool
) -> None:
    page = opened(open_page(EFFECT, width=390, has_scripts=has_scripts))
    if has_scripts:
        assert violations(page) == []
    review(page, "Confirm", f"Read with scripts: {has_scripts}.", "another-token-of-some-length")
    expect(page.get_by_role("alert")).to_contain_text("another token")
    expect(page.get_by_label("Token")).to_have_value("")
    expect(page.get_by_label("Reason")).to_have_value(f"Read with scripts: {has_scripts}.")
    if has_scripts:
        assert violations(page) == []
    page.get_by_label("Reviewer").fill(f"Reviewer {has_scripts}")
    page.get_by_label("Token").fill(TOKEN)
    send(page)
    expect(page).to_have_url(re.compile(f"{EFFECT}#reviews$"))
    newest = page.locator(".reviews li").first
    expect(newest).to_contain_text(f"confirm by Reviewer {has_scripts}")
    expect(newest).to_contain_text(f"Read with scripts: {has_scripts}.")
    expect(page.locator(".flag", has_text="review: confirmed")).to_be_visible()


def test_a_corrected_limit_changes_the_verdict_and_a_rejection_takes_it_away(
    open_page: Open, site: str
) -> None:
    page = opened(open_page(EFFECT))
    expect(page.locator("main > div .verdict")).to_have_text("nominal")
    expect(page.get_by_label("Right value")).to_be_hidden()
    page.get_by_role("radio", name=re.compile("^Correct")).check()
    page.get_by_label("Wrong value").select_option("interval.upper")
    page.get_by_label("Right value").fill("1.02")
    page.get_by_label("Words of the document").fill(LIMIT)
    page.get_by_label("First character").fill("0")
    page.get_by_label("Character after").fill(str(len(LIMIT)))
    review(page, "Correct", "The line below was read.")
    told = page.locator(".wrong")
    expect(told).to_contain_text("they stand at")
    found = re.search(r"they stand at (\d+)-(\d+)", told.inner_text())
    assert found
    page.get_by_label("First character").fill(found[1])
    page.get_by_label("Character after").fill(found[2])
    page.get_by_label("Token").fill(TOKEN)
    send(page)
    expect(page.locator("main > div .verdict")).to_have_text("not significant")
    expect(page.locator(".reviews li").first).to_contain_text("interval.upper is 1.02")
    review(opened(page), "Reject", "Of another trial.")
    expect(page).to_have_url(re.compile("/trials/NCT02514681#reviews$"))
    expect(page.locator(".reviews li").first).to_contain_text("Of another trial.")
    page.goto(f"{site}/effects?trial=NCT02514681&endpoint=OS&stage=final")
    assert page.locator(f"a[href='{EFFECT}']").count() == 0
