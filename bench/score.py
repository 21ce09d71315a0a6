"""How well facts are read out of texts, against what people read in the same texts.

Run it as ``TRIALGRAPH_REFERENCE=folder python bench/score.py``: it reads the reference's
documents with ``trialgraph extract``, has the reference's own scorers judge what was printed,
and shows each figure beside the one of ``bench/score.json``. A figure that fell makes the
command fail. ``--write`` keeps the figures of this run, ``--against FILE`` compares with
another file, ``--report FOLDER`` keeps what was printed and all errors in full.
"""

import argparse
import gzip
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
OWN_FACTS = Path(__file__).with_name("facts")
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
    at = Measuring(reference, folder)
    return {
        "seeds": at.seeds(),
        "abstracts": at.abstracts(),
        "abstracts, mended on": at.more_abstracts("mended-on"),
        "abstracts, held back": at.more_abstracts("held-back"),
        "papers": at.papers(),
        "marked spans (recall only)": at.marked_spans(),
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


@dataclass(frozen=True)
class Measuring:
    """Reads the documents of a reference and has its scorers judge what was printed.

    Attributes:
        reference: folder of documents, facts and scorers.
        folder: where texts, what was printed, and all errors are kept.
    """

    reference: Path
    folder: Path

    def seeds(self) -> dict[str, Figure]:
        """Return the share of facts found in five documents, by kind."""
        seeds = self.reference / "seeds"
        printed = self._extract("seeds", sorted(seeds.iterdir()))
        said = self._judge("score_seeds.py", self.reference / "gold", printed, "--texts", seeds)
        figures = {
            kind.replace("_", " "): Figure(found["share"], found["found"], found["total"])
            for kind, found in said["by_kind"].items()
        }
        passed, silent, failed = (said["traps"][key] for key in ("pass", "silent", "fail"))
        held, traps = passed + silent, passed + silent + failed
        return figures | {"traps not fallen into": Figure(held / traps, held, traps)} | _spans(said)

    def abstracts(self) -> dict[str, Figure]:
        """Return the figures on the reference's abstracts with facts."""
        of = self.reference / "abstracts"
        return self._judged_abstracts("abstracts", of / "dev.gold.jsonl", of / "dev.jsonl")

    def more_abstracts(self, name: str) -> dict[str, Figure]:
        """Return the figures on abstracts whose facts this project wrote down."""
        facts = OWN_FACTS / f"{name}.jsonl"
        wanted = {json.loads(line)["doi"] for line in facts.read_text("utf-8").splitlines()}
        packed = self.reference / "data" / "abstracts" / "oncology.jsonl.gz"
        lines = gzip.decompress(packed.read_bytes()).decode().splitlines()
        chosen = self.folder / f"{name}.source.jsonl"
        chosen.write_text("\n".join(line for line in lines if json.loads(line)["doi"] in wanted))
        return self._judged_abstracts(name, facts, chosen)

    def papers(self) -> dict[str, Figure]:
        """Return the figures on full papers."""
        papers = self.reference / "papers"
        printed = self._extract("papers", sorted(papers.glob("*.nxml")))
        return dict(_figures(self._judge("score_papers.py", papers / "gold", printed)))

    def marked_spans(self) -> dict[str, Figure]:
        """Return the share of marked numbers that were found, by kind."""
        texts = self.folder / "marked"
        files = unpacked(self.reference / "data" / "pico-breast" / "brat.zip", texts)
        printed = self._extract("marked", files)
        records = [json.loads(line) for line in printed.read_text("utf-8").splitlines()]
        counts = found_by_kind(texts, records)
        return {
            kind: Figure(found / total, found, total) for kind, (found, total) in counts.items()
        }

    def _judged_abstracts(self, name: str, gold: Path, source: Path) -> dict[str, Figure]:
        texts = self.folder / name
        _run(self.reference / "eval" / "write_texts.py", source, texts)
        printed = self._extract(name, sorted(texts.glob("*.txt")))
        said = self._judge("score_abstracts.py", gold, printed, "--docs", source)
        return dict(_figures(said)) | _spans(said)

    def _extract(self, name: str, files: list[Path]) -> Path:
        """Return the file that holds what the product prints of some documents."""
        target = self.folder / f"{name}.jsonl"
        with target.open("wb") as printed:
            command: list[str | Path] = [sys.executable, "-m", "trialgraph", "extract", *files]
            subprocess.run(command, stdout=printed, check=True)
        return target

    def _judge(
        self, scorer: str, gold: Path, printed: Path, *options: str | Path
    ) -> dict[str, Any]:
        """Return the figures of a scorer; all it said stands beside what was printed."""
        said = _run(self.reference / "eval" / scorer, gold, printed, *options, *ALL_ERRORS)
        printed.with_suffix(".errors.txt").write_text(said, "utf-8")
        figures: dict[str, Any] = json.loads(said.splitlines()[-1])
        return figures


def _spans(said: dict[str, Any]) -> dict[str, Figure]:
    """Return the share of printed facts whose span holds the value."""
    spans = said["spans"]["all"]
    return {"spans": Figure(spans["right"] / spans["items"], spans["right"], spans["items"])}


def _figures(said: dict[str, Any]) -> Iterator[tuple[str, Figure]]:
    """Yield the figures of a scorer that counts items of both sides, and fields of trials."""
    for name, found in said.items():
        if isinstance(found, dict) and found.get("f1") is not None:
            counts = (found["matched"], found["gold"], found["output"])
            yield f"{name.replace('_', ' ')} F1", Figure(found["f1"], *counts)
    for name, found in said["fields"].items():
        if found["accuracy"] is not None:
            yield name.replace("_", " "), Figure(found["accuracy"], found["right"], found["gold"])


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
