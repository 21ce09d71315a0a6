"""A browser that may ask one server and nobody else, over the bundled documents."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Route,
    expect,
    sync_playwright,
)
from tests.serving import served

from trialgraph.catalogue.describing import describe
from trialgraph.store import Reader

Open = Callable[..., Page]
"""Opens an address of the server; ``width`` in pixels, ``is_dark``, ``has_scripts``."""

_HERE = Path(__file__).parent
_AXE = _HERE / "axe.min.js"
_PATIENCE = 60_000  # milliseconds before a test that waits for the page gives up
_RULES = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  const places = (one) => one.nodes.map((node) => node.html).join(" | ");
  return found.violations.map((one) => `${one.id}: ${one.help}: ${places(one)}`);
}"""


def chromium() -> str:
    """Return the browser of the system; skip where it has none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    reason = "Chromium is not installed (Debian: chromium)"
    if os.environ.get("TRIALGRAPH_REQUIRE_SYSTEM_PARTS"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a browser without a window.

    Its driver keeps an event loop in this thread, in which nobody else can run one: it ends
    with the tests of a file.
    """
    command = chromium()
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        # In a container the browser's own sandbox cannot be made; it sees our pages alone.
        options = ["--no-sandbox", "--disable-dev-shm-usage"]
        opened = playwright.chromium.launch(executable_path=command, args=options)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def site(example_reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a server over the bundled documents, of a store of its own."""
    store = tmp_path_factory.mktemp("browser") / "store"
    shutil.copytree(example_reader.path, store)
    describe(store)  # else the server does so beside the first tests
    with served(store) as server:
        yield server.address


@pytest.fixture
def outside() -> list[str]:
    """Return the addresses elsewhere that pages asked for; each was refused."""
    return []


@pytest.fixture
def open_page(browser: Browser, site: str, outside: list[str]) -> Iterator[Open]:
    """Return what opens pages; afterwards nothing may have gone wrong, nor anywhere else."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(
        path: str = "/", *, width: int = 1280, is_dark: bool = False, has_scripts: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if is_dark else "light",
            java_script_enabled=has_scripts,
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(_PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if _is_refusal(said) else None)
        page.route("**/*", _only(site, outside))
        page.goto(path)
        return page

    yield opened
    for one in contexts:
        one.close()
    assert wrong == []
    assert outside == []


@pytest.fixture(scope="session")
def violations() -> Callable[[Page], list[str]]:
    """Return what finds the rules of accessibility (WCAG, by axe-core) that a page breaks."""
    rules = _AXE.read_text(encoding="utf-8")

    def found(page: Page) -> list[str]:
        page.evaluate(rules)
        broken: list[str] = page.evaluate(_RULES)
        return broken

    return found


def _only(site: str, outside: list[str]) -> Callable[[Route], None]:
    """Return what lets requests through to one server."""
    host = urlsplit(site).netloc

    def decide(route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.netloc == host or address.scheme in {"data", "blob"}:
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    return decide


def _is_refusal(said: ConsoleMessage) -> bool:
    """Tell whether the browser says that the page's policy forbids something of the page.

    Typing over marked words, the browser itself styles what it puts there; that is forbidden
    too, has no place in any file, and the editor draws the words anew.
    """
    is_typing = "Applying inline style" in said.text and not said.location["lineNumber"]
    return "Content Security Policy" in said.text and not is_typing
