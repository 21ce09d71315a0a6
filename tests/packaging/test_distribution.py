"""What is installed is what stands in the checkout, under licences that allow it."""

import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import EntryPoint, PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_ROOMS = {
    "graph/trialgraph": "trialgraph",
    "ontology": "trialgraph/_assets/ontology",
    "shapes": "trialgraph/_assets/shapes",
    "queries": "trialgraph/_assets/queries",
    "examples/documents": "trialgraph/_assets/examples",
}
# Permissive licences, and W3C's for its own vocabulary code; nothing that binds what uses it.
_ALLOWED = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|W3C|Unlicense|Zlib|MPL|Mozilla)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel built from a copy of the tracked rooms, without isolation or network."""
    folder = tmp_path_factory.mktemp("build")
    source = folder / "source"
    ignored = shutil.ignore_patterns(
        ".git", ".venv", ".*_cache", "__pycache__", "*-store", "node_modules"
    )
    shutil.copytree(ROOT, source, ignore=ignored)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*command, str(source)], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_the_wheel_holds_the_files_of_the_checkout(wheel: Path) -> None:
    editor = ROOT / "graph" / "trialgraph" / "server" / "web" / "editor"  # only what it makes
    expected = {
        f"{target}/{file.relative_to(ROOT / room).as_posix()}": _digest(file.read_bytes())
        for room, target in _ROOMS.items()
        for file in (ROOT / room).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and editor not in file.parents
    }
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
        carried = {name: _digest(archive.read(name)) for name in names}
    assert carried == expected


@pytest.mark.parametrize("entry", distribution("trialgraph").entry_points, ids=lambda e: e.name)
def test_entry_point_loads(entry: EntryPoint) -> None:
    assert callable(entry.load())


def _runtime_set() -> list[str]:
    locked = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    lines = re.findall(r"^([A-Za-z0-9_.-]+)==\S+(?: ; (.*?))?(?: \\)?$", locked, re.MULTILINE)
    build_only = {"hatchling", "editables", "pathspec", "pluggy", "trove-classifiers"}
    return [name for name, _ in lines if name not in build_only]


def _licence(package: str) -> str | None:
    """Return what a package says of its licence; ``None`` where it is not installed here."""
    try:
        about = distribution(package).metadata
    except PackageNotFoundError:
        return None
    classifiers = [c for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
    fields = [about[name] for name in ("License-Expression", "License") if name in about]
    return " | ".join([*classifiers, *(field[:200] for field in fields)])


def test_the_runtime_set_is_known() -> None:
    assert {"pyoxigraph", "rdflib", "pyshacl", "fastapi", "typer"} <= set(_runtime_set())


@pytest.mark.parametrize("package", _runtime_set())
def test_a_runtime_package_has_an_allowed_licence(package: str) -> None:
    licence = _licence(package)
    if licence is None:
        pytest.skip(f"{package} is not needed on this platform and Python")
    assert _ALLOWED.search(licence), f"{package} says {licence!r}"


def test_the_hashed_requirements_fit_the_declared_ones() -> None:
    locked = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    names = re.findall(r'^    "([A-Za-z]+)>=', declared, re.MULTILINE)
    missing = [n for n in names if not re.search(rf"^{n}==", locked, re.MULTILINE | re.IGNORECASE)]
    assert names
    assert missing == []
    assert len(re.findall(r"--hash=sha256:", locked)) > len(re.findall(r"==", locked))
