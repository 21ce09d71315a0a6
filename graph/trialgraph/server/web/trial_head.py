"""What kind of study a trial is: its names and numbers, and what its registry record says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.trial_heading import heading_of
from trialgraph.names.registries import is_registration
from trialgraph.server.addresses import page_of

if TYPE_CHECKING:
    from trialgraph.catalogue.answer import AnswerRow

_LISTED = {
    "status": "Status",
    "phase": "Phase",
    "study_type": "Type",
    "allocation": "Allocation",
    "masking": "Masking",
    "line": "Line of treatment",
    "lead_sponsor": "Lead sponsor",
    "enrolment": "Enrolment",
    "randomised": "Randomised",
    "started": "Started",
    "completed": "Completed",
    "why_stopped": "Why stopped",
    "conditions_printed": "Condition, as printed",
}
_STUDY = "https://clinicaltrials.gov/study/"


@dataclass(frozen=True, slots=True)
class Head:
    """What kind of study a trial is.

    Attributes:
        label: acronym, or the registration number.
        title: as its registry record gives it.
        registrations: number, and its address in the registry, empty where none is known;
            none where no registration was read.
        facts: name and words.
        conditions: name and page.
        joined_by: why documents were taken to be about it.
    """

    label: str
    title: str
    registrations: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    conditions: tuple[tuple[str, str], ...]
    joined_by: tuple[str, ...]


def head_of(row: "AnswerRow") -> Head:
    """Return the head of a trial from its row of the panel ``trial``."""
    return Head(
        label=heading_of(row.text("label"), row.text("trial")),
        title="; ".join(row.words("title")),
        registrations=tuple((one, _address(one, row)) for one in _numbers(row)),
        facts=tuple(_facts(row)),
        conditions=tuple(
            (one.replace("-", " "), page_of(names.concept("condition", one)) or "")
            for one in row.words("conditions")
        ),
        joined_by=tuple(row.words("joined_by")),
    )


def _numbers(row: "AnswerRow") -> list[str]:
    """Return the registration numbers; an acronym or a document that names it is none."""
    every = dict.fromkeys([*row.words("registrations"), row.text("trial")])
    return [one for one in every if is_registration(one)]


def _address(number: str, row: "AnswerRow") -> str:
    if number.startswith("NCT"):
        return f"{_STUDY}{number}"
    known = (one for one in row.words("same_as") if one.endswith(f":{number}"))
    return next(known, "")


def _facts(row: "AnswerRow") -> Iterator[tuple[str, str]]:
    for column, name in _LISTED.items():
        if row.words(column):
            yield name, "; ".join(row.words(column))
    if row.words("sponsor_ids"):
        yield "Sponsor's number", ", ".join(row.words("sponsor_ids"))
    posted = row.cells.get("has_posted_results")
    if isinstance(posted, bool):
        yield "Results in the registry", "posted" if posted else "not posted"
