"""The manual is built without a warning, and its pages ask nobody for anything."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

ROOT = Path(__file__).parents[2]
LOADED = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built pages."""
    missing = [name for name in ("sphinx", "myst_parser") if find_spec(name) is None]
    if missing:
        pytest.skip(f"{', '.join(missing)} not installed: the manual cannot be built")
    folder = tmp_path_factory.mktemp("manual")
    options = ["-q", "-W", "--keep-going", "-c", "docs", "-b", "html", "-d", f"{folder}/trees"]
    command = [sys.executable, "-m", "sphinx", *options, ".", f"{folder}/pages"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    return folder / "pages"


class _Page(HTMLParser):
    """Addresses that a page loads or leads to, and the ids in it."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.add(given["id"])
        if LOADED.get(tag) in given:
            self.loaded.append(given[LOADED[tag]])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])


def is_outside(address: str) -> bool:
    """Tell whether an address leaves the built pages."""
    return re.match(r"[a-z]+:|//", address) is not None


def test_no_page_asks_another_server_for_anything(built: Path) -> None:
    pages = {file: _Page(file) for file in built.rglob("*.html")}
    assert len(pages) > 30
    assert {one for page in pages.values() for one in page.loaded if is_outside(one)} == set()
    styles = "".join(file.read_text(encoding="utf-8") for file in built.rglob("*.css"))
    assert re.findall(r"@import|url\(['\"]?(?:https?:)?//", styles) == []


def test_every_link_inside_leads_to_its_place(built: Path) -> None:
    pages = {file.resolve(): _Page(file) for file in built.rglob("*.html")}
    broken = []
    for file, page in pages.items():
        for link in page.links:
            address, place = urldefrag(link)
            target = (file.parent / unquote(address)).resolve() if address else file
            is_there = is_outside(link) or target.exists()
            has_place = not place or target not in pages or unquote(place) in pages[target].ids
            if not (is_there and has_place):
                broken.append(f"{file.name}: {link}")
    assert broken == []


def test_every_page_of_the_manual_is_built_and_listed(built: Path) -> None:
    wanted = {file.relative_to(ROOT).with_suffix("") for file in (ROOT / "docs").rglob("*.md")}
    first = _Page(built / "docs" / "README.html")
    listed = {
        (built / "docs" / urldefrag(link)[0]).resolve().relative_to(built.resolve()).with_suffix("")
        for link in first.links
        if not is_outside(link) and urldefrag(link)[0].endswith(".html")
    }
    assert wanted - listed == {Path("docs/README")}
