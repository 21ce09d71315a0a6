"""Modules of a registry's record that are no groups of fields."""

from collections.abc import Iterator

from trialgraph.model.text import Problem

_KINDS = {list: "a list", str: "words", int: "a number", float: "a number", bool: "a truth value"}


def odd_modules(values: dict[str, object]) -> Iterator[Problem]:
    """Yield a problem for each section or module that is no group of fields; none of it is read."""
    for name, section in values.items():
        if isinstance(section, dict):
            yield from _odd(section, f"/{name}/", "Module")
    yield from _odd(values, "/", "Section")


def _odd(values: dict[str, object], above: str, ending: str) -> Iterator[Problem]:
    """Yield a problem for each value under a name that ends so and is no group."""
    for name, value in values.items():
        kind = _KINDS.get(type(value))
        if kind and name.endswith(ending):
            message = f"found {kind} at {above}{name}, wanted a group of fields; it was not read"
            yield Problem("odd-module", message)
