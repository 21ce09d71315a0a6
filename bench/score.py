"""How well facts are read out of texts, against what people read in the same texts.

Run it as ``TRIALGRAPH_REFERENCE=folder python bench/score.py``: it reads the reference's
documents with ``trialgraph extract``, has the reference's own scorers judge what was printed,
and shows each figure beside the one of ``bench/score.json``. A figure that fell makes the
command fail. ``--write`` keeps the figures of this run, ``--against FILE`` compares with
another file, ``--report FOLDER`` keeps what was printed and all errors in full.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from marked_spans import found_by_kind, unpacked

COMMITTED = Path(__file__).with_name("score.json")
ALL_ERRORS = ["--errors", "10000"]


@dataclass(frozen=True)
class Figure:
    """One line of the scoreboard.

    Attributes:
        share: what is compared, between 0 and 1: F1, or the share of what was found.
        right: how many items were right.
        wanted: how many there are in the reference.
        printed: how many the product printed, where that is counted.
    """

    share: float
    right: int
    wanted: int
    printed: int | None = None


Board = dict[str, dict[str, Figure]]


def main() -> None:
    """Print the scoreboard; leave with 1 when a figure fell."""
    options = _options()
    if not (named := os.environ.get("TRIALGRAPH_REFERENCE")):
        sys.exit("score: TRIALGRAPH_REFERENCE is not set; let it name the folder of the reference")
    reference = Path(named).resolve()
    with tempfile.TemporaryDirectory() as folder:
        board = measured(reference, options.report or Path(folder))
    committed = _kept(options.against)
    print("\n".join(lines(board, committed)))
    if options.write:
        _keep(board, options.against)
        return
    fallen = list(falls(board, committed))
    for fall in fallen:
        print(f"fell: {fall}", file=sys.stderr)
    sys.exit(1 if fallen else 0)


def measured(reference: Path, folder: Path) -> Board:
    """Return the figures of all sets; what was printed stays in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "seeds": _seeds(reference, folder),
        "abstracts": _abstracts(reference, folder),
        "papers": _papers(reference, folder),
        "marked spans (recall only)": _marked_spans(reference, folder),
    }


def lines(board: Board, committed: Board) -> Iterator[str]:
    """Yield the scoreboard for a person to read."""
    for name, figures in board.items():
        yield f"{name:<38}{'score':>8}{'before':>9}{'right':>8}{'wanted':>8}{'printed':>9}"
        for label, figure in figures.items():
            before = committed.get(name, {}).get(label)
            shown = f"{100 * before.share:.1f}" if before else "-"
            printed = "" if figure.printed is None else figure.printed
            yield (
                f"  {label:<36}{100 * figure.share:>8.1f}{shown:>9}"
                f"{figure.right:>8}{figure.wanted:>8}{printed:>9}"
            )
        yield ""


def falls(board: Board, committed: Board) -> Iterator[str]:
    """Yield what a figure was and is, for each that fell or is gone."""
    for name, figures in committed.items():
        for label, before in figures.items():
            now = board.get(name, {}).get(label)
            share = now.share if now else 0.0
            if share < before.share:
                yield f"{name}, {label}: {100 * before.share:.2f} was, {100 * share:.2f} is"


def _seeds(reference: Path, folder: Path) -> dict[str, Figure]:
    seeds = reference / "seeds"
    printed = _extract(sorted(seeds.iterdir()), folder / "seeds.jsonl")
    scorer = reference / "eval" / "score_seeds.py"
    said = _judge(scorer, reference / "gold", printed, "--texts", seeds)
    figures = {
        kind.replace("_", " "): Figure(found["share"], found["found"], found["total"])
        for kind, found in said["by_kind"].items()
    }
    passed, silent, failed = (said["traps"][key] for key in ("pass", "silent", "fail"))
    held = passed + silent
    return figures | {"traps not fallen into": Figure(held / (held + failed), held, held + failed)}


def _abstracts(reference: Path, folder: Path) -> dict[str, Figure]:
    source = reference / "abstracts" / "dev.jsonl"
    texts = folder / "abstracts"
    _run(reference / "eval" / "write_texts.py", source, texts)
    printed = _extract(sorted(texts.glob("*.txt")), folder / "abstracts.jsonl")
    scorer = reference / "eval" / "score_abstracts.py"
    gold = reference / "abstracts" / "dev.gold.jsonl"
    return dict(_figures(_judge(scorer, gold, printed, "--docs", source)))


def _papers(reference: Path, folder: Path) -> dict[str, Figure]:
    papers = reference / "papers"
    printed = _extract(sorted(papers.glob("*.nxml")), folder / "papers.jsonl")
    return dict(_figures(_judge(reference / "eval" / "score_papers.py", papers / "gold", printed)))


def _marked_spans(reference: Path, folder: Path) -> dict[str, Figure]:
    texts = folder / "marked"
    files = unpacked(reference / "data" / "pico-breast" / "brat.zip", texts)
    printed = _extract(files, folder / "marked.jsonl")
    records = [json.loads(line) for line in printed.read_text("utf-8").splitlines()]
    counts = found_by_kind(texts, records)
    return {kind: Figure(found / total, found, total) for kind, (found, total) in counts.items()}


def _figures(said: dict[str, Any]) -> Iterator[tuple[str, Figure]]:
    """Yield the figures of a scorer that counts items of both sides, and fields of trials."""
    for name, found in said.items():
        if isinstance(found, dict) and found.get("f1") is not None:
            counts = (found["matched"], found["gold"], found["output"])
            yield f"{name.replace('_', ' ')} F1", Figure(found["f1"], *counts)
    for name, found in said["fields"].items():
        if found["accuracy"] is not None:
            yield name.replace("_", " "), Figure(found["accuracy"], found["right"], found["gold"])


def _extract(files: list[Path], target: Path) -> Path:
    """Return the file that holds what the product prints of some documents."""
    with target.open("wb") as printed:
        subprocess.run(
            [sys.executable, "-m", "trialgraph", "extract", *files], stdout=printed, check=True
        )
    return target


def _judge(scorer: Path, gold: Path, printed: Path, *options: str | Path) -> dict[str, Any]:
    """Return the figures of a scorer; all it said stands beside what was printed."""
    said = _run(scorer, gold, printed, *options, *ALL_ERRORS)
    printed.with_suffix(".errors.txt").write_text(said, "utf-8")
    figures: dict[str, Any] = json.loads(said.splitlines()[-1])
    return figures


def _run(script: Path, *options: str | Path) -> str:
    return subprocess.run(
        [sys.executable, script, *options], capture_output=True, text=True, check=True
    ).stdout


def _kept(file: Path) -> Board:
    if not file.exists():
        return {}
    kept = json.loads(file.read_text("utf-8"))
    return {
        name: {label: Figure(**figure) for label, figure in figures.items()}
        for name, figures in kept.items()
    }


def _keep(board: Board, file: Path) -> None:
    kept = {
        name: {label: asdict(figure) for label, figure in figures.items()}
        for name, figures in board.items()
    }
    file.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The scoreboard of reading.")
    parser.add_argument("--write", action="store_true", help="keep the figures of this run")
    parser.add_argument("--against", type=Path, default=COMMITTED, metavar="FILE")
    parser.add_argument("--report", type=Path, metavar="FOLDER")
    return parser.parse_args()


if __name__ == "__main__":
    main()
