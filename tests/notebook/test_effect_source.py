"""The typed estimate has the columns of the catalogue, and its search the filters."""

import dataclasses
import typing
from pathlib import Path

from trialgraph.catalogue.effect_filters import FILTERS
from trialgraph.catalogue.effects import columns
from trialgraph.notebook import effect
from trialgraph.notebook.effect_source import main


def test_the_module_is_as_it_is_written(tmp_path: Path) -> None:
    main(tmp_path)
    made = (tmp_path / "effect.py").read_text(encoding="utf-8")
    assert made == Path(effect.__file__).read_text(encoding="utf-8"), "run make effect-row"


def test_the_fields_are_the_columns_and_the_passages() -> None:
    fields = [field.name for field in dataclasses.fields(effect.Effect)]
    assert fields == [*(column.name for column in columns()), "passages"]


def test_the_filters_are_those_of_the_catalogue() -> None:
    assert list(typing.get_type_hints(effect.EffectFilters)) == list(FILTERS)
