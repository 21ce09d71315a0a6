"""Names that registry records bring along, for a person to accept into the term tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from trialgraph.model.reading import TrialDocument
from trialgraph.model.text import Span
from trialgraph.model.trial import Heading, RegisteredIntervention, Trial
from trialgraph.terms.index import TermIndex

_OWN = frozenset(("reports", "registers"))
_SCHEMES = {"condition": "condition", "intervention": "drug", "substance": "drug"}
_DRUGS = frozenset(("DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT", "GENETIC", "DIETARY_SUPPLEMENT"))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that a record gives to something.

    Attributes:
        scheme: ``drug`` or ``condition``.
        name: as the record has it.
        code: in MeSH, empty for a name of the record's own.
        same_as: the name under which the record lists the same thing, empty for a heading.
        concept: notation of what the tables know under ``same_as`` or ``name``, else empty.
        document: identifier of the document.
        span: where it stands there; knows its pointer.
    """

    scheme: str
    name: str
    code: str
    same_as: str
    concept: str
    document: str
    span: Span


def suggestions(reading: TrialDocument, known: TermIndex) -> tuple[Suggestion, ...]:
    """Return the names that a record gives and the tables lack, in its order, each once.

    A heading that the tables know by name is suggested too where it brings a code, so
    that the concept can be matched; ancestors of headings are left out.
    """
    found: dict[tuple[str, str], Suggestion] = {}
    for trial in reading.trials:
        if trial.role in _OWN:
            for one in _of_trial(reading.identifier, trial, known):
                found.setdefault((one.scheme, one.name.casefold()), one)
    return tuple(found.values())


def _of_trial(document: str, trial: Trial, known: TermIndex) -> Iterator[Suggestion]:
    for heading in trial.headings:
        if heading.role in _SCHEMES:
            yield _heading(document, heading, known)
    for given in trial.interventions:
        if given.kind in _DRUGS:
            yield from _names(document, given, known)


def _heading(document: str, heading: Heading, known: TermIndex) -> Suggestion:
    scheme = _SCHEMES[heading.role]
    concept = known.find(scheme, heading.label)
    return Suggestion(
        scheme=scheme,
        name=heading.label,
        code=heading.code,
        same_as="",
        concept=concept.notation if concept else "",
        document=document,
        span=heading.span,
    )


def _names(document: str, given: RegisteredIntervention, known: TermIndex) -> Iterator[Suggestion]:
    """Yield the other names of an intervention that the tables lack."""
    concept = known.find("drug", given.name)
    for name in given.other_names:
        if known.find("drug", name) is None and name.casefold() != given.name.casefold():
            yield Suggestion(
                scheme="drug",
                name=name,
                code="",
                same_as=given.name,
                concept=concept.notation if concept else "",
                document=document,
                span=given.span,
            )
