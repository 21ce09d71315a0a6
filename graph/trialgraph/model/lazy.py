"""Regular expressions that are compiled when they are first used.

The rooms that read texts have two thousand; a document needs some hundreds of them, and
compiling all took a second of each process that reads.
"""

import re
from typing import AnyStr, Final, cast

_GIVEN: Final = (
    *("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn"),
    *("pattern", "flags", "groups", "groupindex"),
)


class _Ready:
    """One that was compiled: it has all that a pattern has, as its own."""

    __slots__ = ("_flags", "_source", *_GIVEN)

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source: str | bytes = source
        self._flags = flags

    def __repr__(self) -> str:
        return f"regex({self._source!r}, {self._flags})"


class _Waiting(_Ready):
    """One that nobody has asked for anything yet."""

    __slots__ = ()

    def __getattr__(self, name: str) -> object:
        if name not in _GIVEN:
            raise AttributeError(name)
        compiled = re.compile(cast("str", self._source), self._flags)
        for each in _GIVEN:
            setattr(self, each, getattr(compiled, each))
        # Without this method, what is asked for is found as fast as that of any pattern.
        self.__class__ = _Ready  # type: ignore[assignment]
        return getattr(compiled, name)


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what can be asked as ``re.compile(pattern, flags)`` can.

    A mistake in it is told when it is first used. The functions of ``re`` do not take it.

    Args:
        pattern: as of ``re``.
        flags: as of ``re``.
    """
    return cast("re.Pattern[AnyStr]", _Waiting(pattern, flags))
