"""Fields of forms: what each takes, what is typed in it, and the names it suggests."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trialgraph.catalogue import choices as held
from trialgraph.server.web.frame import Remembered

if TYPE_CHECKING:
    from trialgraph.catalogue.card import Parameter

held_choices: Remembered[held.Choices] = Remembered(held.choices)
"""Return what the fields of a version's forms suggest."""

_SUGGESTED = frozenset({"drug", "trial", "end-point", "condition"})


@dataclass(frozen=True, slots=True)
class Input:
    """One field.

    Attributes:
        name: of the parameter.
        id: of the field; a parameter may have several.
        label: what it is, in words.
        meaning: what it takes; empty where the field before says it.
        value: what is given.
        suggests: kind of the names that are suggested; empty where none are.
        chosen: the only values that it takes, each with its words.
        is_required: whether the form is sent without it.
    """

    name: str
    id: str
    label: str
    meaning: str = ""
    value: str = ""
    suggests: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    is_required: bool = False


def label_of(name: str) -> str:
    """Return the name of a parameter in words."""
    return "end point" if name == "endpoint" else name.replace("_", " ")


def field_of(
    parameter: "Parameter", value: str = "", place: int = 0, choices: tuple[str, ...] = ()
) -> Input:
    """Return the field of a parameter.

    Args:
        parameter: that is asked for.
        value: what is given.
        place: 0 for its first field; those for alternatives come after it.
        choices: the only words that it takes, where the parameter itself names none.
    """
    name = label_of(parameter.name)
    return Input(
        name=parameter.name,
        id=f"{parameter.name}-{place}",
        label=f"or {name}" if place else name,
        meaning="" if place else parameter.meaning,
        value=value,
        suggests=parameter.type if parameter.type in _SUGGESTED else "",
        chosen=tuple((one, one.replace("_", " ")) for one in parameter.choices or choices),
        is_required=not parameter.is_optional,
    )
