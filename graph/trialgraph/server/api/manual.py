"""The generated part of the manual: each address of the API, its parameters, its rows.

``python -m trialgraph.server.api.manual docs/reference/api.md`` writes it anew below its mark.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from trialgraph.server.addresses import API
from trialgraph.server.api.asking import ENDINGS, takes
from trialgraph.server.api.contract import Resource, RowKind
from trialgraph.server.api.routes import RESOURCES

MARK = "<!-- Below this line the page is generated: python -m trialgraph.server.api.manual -->\n"


def generated() -> str:
    """Return the generated part, Markdown."""
    kinds = {kind.name: kind for one in RESOURCES for kind in (one.row, *one.parts.values())}
    lines = ["", "## Addresses", ""]
    for one in RESOURCES:
        lines += [*_of_resource(one), ""]
    lines += ["## Rows", ""]
    for kind in kinds.values():
        lines += [*_of_kind(kind), ""]
    return "\n".join(lines).rstrip() + "\n"


def _of_resource(one: Resource) -> Iterator[str]:
    path = f"{API}{one.path.replace(':path', '')}"
    endings = ", ".join(f"`{ENDINGS[form]}`" for form in one.forms if form in ENDINGS)
    yield f"### {one.operation}"
    yield ""
    yield f"`GET {path}`; by ending {endings}"
    yield ""
    yield f"{one.summary} Rows: [{one.row.name}](#{one.row.name.lower()})."
    for name, kind in one.parts.items():
        yield f"Beside them `{name}`: [{kind.name}](#{kind.name.lower()})."
    for name, schema in one.more.items():
        yield f"Beside them `{name}`: {schema['description']}"
    yield ""
    yield "| parameter | means | such as |"
    yield "|---|---|---|"
    for each in one.parameters:
        need = ", needed" if each.is_required or each.place == "path" else ""
        yield f"| `{each.name}`{need} | {_cell(each.meaning)} | `{each.example}` |"
    common = [name for name in takes(one) if name not in {each.name for each in one.parameters}]
    yield f"| {', '.join(f'`{name}`' for name in common)} | [as everywhere](#parameters) | |"


def _of_kind(kind: RowKind) -> Iterator[str]:
    yield f"### {kind.name}"
    yield ""
    yield "| field | type | means |"
    yield "|---|---|---|"
    for column in kind.columns:
        yield f"| `{column.name}` | {column.type} | {_cell(column.meaning)} |"
    if kind.has_passages:
        yield "| `passages` | list | [the sentences](#passages) that say it |"


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def main(arguments: list[str]) -> None:
    """Write the generated part of a page anew."""
    page = Path(arguments[0])
    written = page.read_text(encoding="utf-8").partition(MARK)[0]
    page.write_text(f"{written}{MARK}{generated()}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
