"""Writes how full the real records of the reference are, for the generator to draw from.

Run it as ``TRIALGRAPH_REFERENCE=folder python bench/measure_registry.py``; it writes
``bench/generated/measured.json``. Only figures and the registry's own codes are kept.
"""

import gzip
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from generated.chance import TABLE
from generated.measuring import measured, measured_besides


def real_records() -> Iterator[dict[str, Any]]:
    """Yield the records of the reference, API v2."""
    folder = Path(os.environ["TRIALGRAPH_REFERENCE"]) / "data" / "registry-json"
    for file in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(file) as lines:
            yield from map(orjson.loads, lines)


def table(records: list[dict[str, Any]]) -> dict[str, dict[str, dict[str, object]]]:
    """Return what is to be drawn, of studies with results and of those without."""
    groups = {
        name: [record for record in records if record["hasResults"] is has_results]
        for name, has_results in (("without results", False), ("with results", True))
    }
    return {name: measured(each) | measured_besides(each) for name, each in groups.items()}


def main() -> None:
    """Write one field a line, so that a change shows."""
    parts = []
    for name, found in table(list(real_records())).items():
        lines = ",\n".join(f'"{path}": {orjson.dumps(one).decode()}' for path, one in found.items())
        parts.append(f'"{name}": {{\n{lines}\n}}')
    TABLE.write_text("{\n" + ",\n".join(parts) + "\n}\n")
    print(f"{TABLE.name}: {TABLE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
