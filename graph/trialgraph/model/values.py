"""How the model declares its values: frozen by the type checker, made as fast as plain ones.

A study holds five hundred values. What Python itself freezes sets each field through a
function of its own, which takes three times as long as setting it; mypy refuses to set a
field of a value all the same, wherever this package does it.
"""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool, **options: bool) -> Callable[[type], type]:
        """Return a class decorator: equal fields make equal values with one hash."""
        return dataclasses.dataclass(unsafe_hash=frozen, **options)
