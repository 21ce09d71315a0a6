"""The figures of a load are printed before anything else can fail, and nothing is left behind."""

from pathlib import Path

import pyoxigraph as ox
import pytest

import bulk


def some(studies: int = 1) -> bulk.Measured:
    return bulk.Measured(studies, 1.0, 1.0, {"stages": {}}, 10, 1_000, 1 << 20)


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each load make a store of one file."""

    def load(_: Path, studies: int, __: int, store: Path) -> bulk.Measured:
        store.mkdir()
        (store / "FORMAT").touch()
        return some(studies)

    monkeypatch.setattr(bulk, "_measured", load)


@pytest.mark.usefixtures("measured")
def test_the_store_is_kept_and_all_else_goes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, place = tmp_path / "kept", tmp_path / "place"
    place.mkdir()
    assert bulk.loaded(tmp_path, 1, 1, place, bulk.Wanted(kept)).studies == 1
    assert (kept / "FORMAT").exists()
    assert not list(place.iterdir())
    assert "1 studies" in capsys.readouterr().out


@pytest.mark.usefixtures("measured")
def test_figures_are_printed_before_the_store_is_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.move", refuse)
    with pytest.raises(OSError, match="No space"):
        bulk.loaded(tmp_path, 1, 1, tmp_path, bulk.Wanted(tmp_path / "kept"))
    assert "1 studies" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


def test_a_place_that_is_taken_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["bulk.py", "--keep", str(tmp_path)])
    with pytest.raises(SystemExit, match="wanted a new place"):
        bulk.main()
    bulk.refuse_taken(tmp_path / "new" / "store")
    assert (tmp_path / "new").is_dir()


def test_ready_quads_are_loaded_by_the_engine_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    store.mkdir()
    quads = ox.Store(str(store / "quads"))
    quads.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.NamedNode("urn:o")))
    quads.flush()
    del quads
    bulk.show_ready(some(), store)
    assert "by the engine alone" in capsys.readouterr().out
    assert [one.name for one in tmp_path.iterdir()] == ["store"]
