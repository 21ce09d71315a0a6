"""What is told where words name no trial, or several."""

from collections.abc import Iterable

from trialgraph.errors import UnknownTrial


def unknown_trial(words: str, found: Iterable[str]) -> UnknownTrial:
    """Return the error for words that name none, or several trials, given by their names."""
    if several := ", ".join(found):
        return UnknownTrial(f"found {words!r} as the name of {several}; give one of these")
    return UnknownTrial(
        f"found no trial {words!r}, wanted an acronym, a registration number or an IRI "
        "of one that is held"
    )
