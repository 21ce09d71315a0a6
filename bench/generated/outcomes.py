"""The outcomes that a study declares: their titles, kinds and time frames."""

from dataclasses import dataclass
from typing import Literal

from generated import words as w
from generated.chance import Chance
from generated.prose import known

Role = Literal["primary", "secondary", "other"]
Kind = Literal["time-to-event", "proportion", "score", "level"]

_MODULE = "protocolSection/outcomesModule"
_LISTS: tuple[Role, ...] = ("primary", "secondary", "other")
_KINDS: tuple[Kind, ...] = ("time-to-event", "proportion", "score", "level")


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome as declared.

    Attributes:
        end_point: notation in the product's tables where the title is one of its names.
        weeks: when it is measured.
    """

    role: Role
    kind: Kind
    title: str
    end_point: str
    time_frame: str
    weeks: int


def outcomes(chance: Chance, *, has_results: bool) -> tuple[Outcome, ...]:
    """Return the outcomes in the registry's order; no two have one title."""
    found: dict[str, Outcome] = {}
    for role in _LISTS:
        many = chance.size(f"{_MODULE}/{role}Outcomes", has_tail=has_results)
        for _ in range(max(1, many) if role == "primary" else many):
            one = _outcome(chance, role)
            if one.title.casefold() not in found:
                found[one.title.casefold()] = one
    return tuple(found.values())


def _outcome(chance: Chance, role: Role) -> Outcome:
    kind = chance.pick(_KINDS)
    weeks = chance.pick((4, 6, 8, 12, 16, 24, 26, 48, 52, 104))
    end_point = ""
    if kind in {"time-to-event", "proportion"} and chance.happens(0.6):
        concept = chance.pick(known("end-point", kind))
        end_point = concept.notation
        title = _standard(chance, concept.label, end_point)
    elif kind == "proportion":
        title = f"{chance.pick(_OF)} of Participants With {chance.pick(w.HAPPENINGS)}"
    elif kind == "time-to-event":
        title = f"Time to First {chance.pick(w.SITES).capitalize()} {_event(chance)}"
    elif kind == "level":
        title = f"{chance.pick(w.LEVELS)} of {_what(chance)} on Day {chance.between(1, 90)}"
    else:
        change = "Change From Baseline in " if chance.happens(0.5) else ""
        title = f"{change}{chance.pick(w.QUALITIES)} {chance.pick(w.SCORES)} at Week {weeks}"
    return Outcome(role, kind, title, end_point, _time_frame(chance, kind, weeks), weeks)


_OF = ("Number", "Percentage", "Proportion")


def _standard(chance: Chance, label: str, notation: str) -> str:
    title = label[0].upper() + label[1:]
    is_short = notation.isupper() and len(notation) < 6
    return f"{title} ({notation})" if is_short and chance.happens(0.6) else title


def _event(chance: Chance) -> str:
    return chance.pick(w.TROUBLES).capitalize()


def _what(chance: Chance) -> str:
    return f"{chance.pick(w.SITES).capitalize()} Marker {chance.between(1, 99)}"


def _time_frame(chance: Chance, kind: Kind, weeks: int) -> str:
    if kind == "time-to-event":
        return f"Up to approximately {max(1, weeks // 4)} months"
    if kind == "level":
        return "Before the dose and up to 24 hours after it"
    at = chance.random()
    if at < 0.4:
        return f"Week {weeks}"
    if at < 0.7:
        return f"Baseline, Week {weeks}"
    return f"From the start of treatment up to {weeks} weeks"
