"""How Sphinx builds the manual: ``make docs``.

The Markdown is written for a forge, where links between files must work as they stand.
Therefore the root of the sources is that of the repository, and what no forge needs,
the table of contents, is added while a page is read.
"""

from pathlib import Path

from sphinx.application import Sphinx

project = "trialgraph"
author = "The trialgraph authors"
root_doc = "docs/README"
extensions = ["myst_parser"]
include_patterns = [
    "docs/*.md",
    "docs/**/*.md",
    "README.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "bench/README.md",
    "ontology/README.md",
    "queries/README.md",
    "shapes/README.md",
]
myst_heading_anchors = 4
# Pygments knows no property paths nor prefixed names in some places; SPARQL engines do.
suppress_warnings = ["misc.highlighting_failure"]
html_theme = "alabaster"
html_theme_options = {"description": "Every number keeps its source.", "page_width": "70rem"}
html_title = "trialgraph"
html_copy_source = False
html_show_sphinx = False

_DOCS = Path(__file__).parent
_CHAPTERS = {
    "How-to": "how-to",
    "Reference": "reference",
    "Decisions": "decisions",
}
_BESIDE = ["README", "SECURITY", "CHANGELOG", "ontology/README", "shapes/README", "queries/README"]
_BESIDE += ["bench/README"]


def _tree(caption: str, pages: list[str]) -> str:
    lines = "\n".join(f"/{page}" for page in pages)
    return f"\n```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{lines}\n```\n"


def add_contents(_app: Sphinx, page: str, source: list[str]) -> None:
    """Add the table of contents to the first page: every file of the manual has its place."""
    if page != root_doc:
        return
    trees = _tree("First", ["docs/tutorial", "docs/why"])
    for caption, folder in _CHAPTERS.items():
        found = sorted(file.stem for file in (_DOCS / folder).glob("*.md"))
        trees += _tree(caption, [f"docs/{folder}/{name}" for name in found])
    source[0] += trees + _tree("Beside", _BESIDE)


def add_entrance(app: Sphinx, error: Exception | None) -> None:
    """Lead from the folder of the built pages to the first one."""
    if error is None and app.builder.format == "html":
        leads = (
            f'<meta http-equiv="refresh" content="0; url={app.builder.get_target_uri(root_doc)}">'
        )
        page = f'<!doctype html><html lang="en"><title>trialgraph</title>{leads}</html>'
        (Path(app.outdir) / "index.html").write_text(page, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Connect what this file does to the build."""
    app.connect("source-read", add_contents)
    app.connect("build-finished", add_entrance)
