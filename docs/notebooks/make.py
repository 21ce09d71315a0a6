"""Runs a notebook on the example documents and writes it with its outputs.

Run as ``python docs/notebooks/make.py`` (``make notebooks``) after a change of the
``.py`` beside it, which alone is edited. With ``--to FOLDER`` it is written there.
"""

import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory

import jupytext
import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent
SECONDS = 300  # for one cell; a hang ends


def executed(source: Path) -> nbformat.NotebookNode:
    """Return a notebook with the outputs of its cells, run beside a store of the examples."""
    notebook = jupytext.read(source)
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "trialgraph", "demo", "--store", f"{folder}/my-store"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
        resources = {"metadata": {"path": folder}}
        NotebookClient(
            notebook, timeout=SECONDS, record_timing=False, resources=resources
        ).execute()
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{number}"
    # The version of Python that ran it is no part of the notebook.
    notebook.metadata.pop("language_info", None)
    notebook.metadata.pop("jupytext", None)
    return notebook


def main() -> None:
    """Write every notebook of this folder."""
    parser = ArgumentParser(description="Run the notebooks and write them with their outputs.")
    parser.add_argument("--to", type=Path, default=HERE, metavar="FOLDER")
    target = parser.parse_args().to
    for source in sorted(HERE.glob("*.py")):
        if source != Path(__file__):
            nbformat.write(executed(source), target / f"{source.stem}.ipynb")


if __name__ == "__main__":
    main()
