"""Whose the registration numbers in a publication's fields are.

MEDLINE lists the numbers of all trials that an article reports on. A single one is
the reported trial's where the prose names none; several are only mentioned, since
their trials cannot be told apart.
"""

import re
from dataclasses import replace

from trialgraph.model import lazy
from trialgraph.model.document import Document
from trialgraph.model.reading import Bibliography, TrialDocument
from trialgraph.model.text import Problem, Stated
from trialgraph.model.trial import Trial
from trialgraph.names.registries import key

_ABOUT_MANY = frozenset(
    ("Review", "Meta-Analysis", "Systematic Review", "Guideline", "Practice Guideline")
)
_OF_A_TRIAL = lazy.regex(
    r"(?:Randomized Controlled|(?:Controlled |Pragmatic |Adaptive )?Clinical|Equivalence) Trial"
    r"(?:, Phase [IV]+| Protocol)?"
)
_NO_TRIAL = "no-trial"
_SEVERAL_TRIALS = lazy.regex(
    r"\b(?:two|three|four|both|[2-9]) (?:[\w-]+ ){0,4}?(?:trials|studies)\b", re.IGNORECASE
)
_EARLIER = lazy.regex(r"\b(?:previous|earlier|prior|other|published)\b", re.IGNORECASE)
_SAID_IN = frozenset(("title", "abstract", "methods", "results"))


def with_listed_numbers(reading: TrialDocument, document: Document) -> TrialDocument:
    """Return the reading with the trials whose numbers its record lists."""
    said = reading.bibliography
    known = {key(each.value) for trial in reading.trials for each in trial.registrations}
    listed = tuple(each for each in said.registrations if key(each.value) not in known)
    if not listed:
        return reading
    if _is_own(said, document, printed=bool(known)):
        return _with_own(reading, listed[0])
    mentioned = (Trial(role="mentions", registrations=(each,), span=each.span) for each in listed)
    problems = () if known else _several(listed)
    return replace(
        reading,
        trials=(*reading.trials, *mentioned),
        problems=(*reading.problems, *problems),
    )


def _is_own(said: Bibliography, document: Document, *, printed: bool) -> bool:
    """Tell whether the record's number is the reported trial's: the only one, of one trial."""
    about_many = any(each.value in _ABOUT_MANY for each in said.publication_types)
    alone = len(said.registrations) == 1 and not printed
    return alone and not about_many and not _reports_several(document)


def _reports_several(document: Document) -> bool:
    """Tell whether the text says that it reports more than one trial."""
    for section in document.sections:
        if section.kind in _SAID_IN:
            for match in _SEVERAL_TRIALS.finditer(
                document.text, section.span.start, section.span.end
            ):
                if not _EARLIER.search(match[0]):
                    return True
    return False


def _with_own(reading: TrialDocument, number: Stated) -> TrialDocument:
    """Return the reading with a number of the reported trial.

    Where the prose shows no trial, the kind of publication may: a trial whose report
    has no abstract is then known by its number alone; without that it is mentioned.
    """
    if reading.trials and reading.trials[0].role == "reports":
        own, *others = reading.trials
        own = replace(own, registrations=(number,))
        return replace(reading, trials=(own, *others))
    types = reading.bibliography.publication_types
    if not any(_OF_A_TRIAL.fullmatch(each.value) for each in types):
        mentioned = Trial(role="mentions", registrations=(number,), span=number.span)
        return replace(reading, trials=(*reading.trials, mentioned))
    reported = Trial(role="reports", registrations=(number,), span=number.span)
    return replace(
        reading,
        trials=(reported, *reading.trials),
        problems=tuple(each for each in reading.problems if each.code != _NO_TRIAL),
    )


def _several(listed: tuple[Stated, ...]) -> tuple[Problem, ...]:
    """Return the problem of several listed numbers of which the prose names none."""
    if len(listed) < len(("one", "other")):
        return ()
    named = ", ".join(each.value for each in listed)
    message = (
        f"found {named} in the record's list and no number in the text, wanted one of the "
        "trial's own; they are kept as mentioned"
    )
    return (Problem("several-registrations", message, listed[0].span),)
