"""The data rooms are found, and a broken installation says so."""

from pathlib import Path

import pytest

from trialgraph import assets
from trialgraph.errors import AssetMissing, EvidenceError


@pytest.mark.parametrize("name", ["ontology", "shapes", "queries", "examples"])
def test_every_room_has_files(name: assets.Room) -> None:
    assert any(assets.room(name).iterdir())


def test_an_installed_room_comes_before_the_checkout(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed = tmp_path / "_assets" / "shapes"
    installed.mkdir(parents=True)
    monkeypatch.setattr(assets, "files", lambda _: tmp_path)
    assert assets.room("shapes") == installed


def test_a_broken_installation_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assets, "files", lambda _: tmp_path)
    monkeypatch.setattr(assets, "_CHECKOUT", tmp_path)
    with pytest.raises(AssetMissing, match="reinstall"):
        assets.room("shapes")


def test_error_codes_are_distinct() -> None:
    def family(error: type[EvidenceError]) -> list[type[EvidenceError]]:
        return [error, *(c for child in error.__subclasses__() for c in family(child))]

    codes = [error.code for error in family(EvidenceError)]
    assert len(codes) == len(set(codes))
