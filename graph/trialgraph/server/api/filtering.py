"""Filters of the catalogue as parameters of the API."""

from collections.abc import Mapping

from trialgraph.catalogue.filters import Filter
from trialgraph.catalogue.schemes import longest
from trialgraph.server.api.contract import Parameter

_NAMED = {"drug": "; any name, brand, code or class of drugs"}


def as_parameters(
    filters: Mapping[str, Filter], examples: Mapping[str, str]
) -> tuple[Parameter, ...]:
    """Return filters as parameters; several words of one are alternatives, but days are not.

    Args:
        filters: by name.
        examples: filter to words that the example documents know; of a choice its first is one.
    """
    return tuple(_parameter(one, examples.get(name, "")) for name, one in filters.items())


def _parameter(one: Filter, example: str) -> Parameter:
    own = one.parameter
    choices = [*own.choices]
    is_repeatable = own.type != "date"
    several = "; given more than once, any of them" if is_repeatable else ""
    return Parameter(
        own.name,
        f"{own.meaning}{_NAMED.get(own.type, '')}{several}",
        example or next(iter(choices), ""),
        {"type": "string", "enum": choices}
        if choices
        else {"type": "string", "maxLength": longest(own.type)},
        is_repeatable=is_repeatable,
    )
