"""Arms side by side: what each gets, and what differs between two that are compared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.readable import concept_name
from trialgraph.catalogue.sentences import NO_DOCUMENTS, Documents
from trialgraph.server.addresses import anchor_of, page_of
from trialgraph.server.web.estimates import Quoted, quoted_of

if TYPE_CHECKING:
    from trialgraph.catalogue.answer import AnswerRow
    from trialgraph.terms.index import TermIndex

_MARKS = {
    "adds": "added",
    "adds_jointly": "added, with others",
    "gives_instead": "instead",
    "removes": "removed",
    "shares": "shared",
}
_NO_DIFFERENCE = "shared"
_ABSENCE = "nothing: counts as absence"  # a placebo, a sham


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug by its name, and the page about it."""

    name: str
    page: str


@dataclass(frozen=True, slots=True)
class Arm:
    """An arm of a trial.

    Attributes:
        id: of the arm on the page.
        label: its shortest name.
        other_names: of it.
        role: experimental, control, ...
        randomised: participants, in digits; empty where that was not read.
        gets: each of these drugs.
        gets_one_of: one of these drugs for each participant.
        sentences: that say so.
    """

    id: str
    label: str
    other_names: tuple[str, ...]
    role: str
    randomised: str
    gets: tuple[Drug, ...]
    gets_one_of: tuple[Drug, ...]
    sentences: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Component:
    """A drug of a comparison.

    Attributes:
        drug: that an arm gets.
        is_given: in the experimental arm, and in the comparator arm.
        mark: added, removed, instead or shared, as the comparison was told, or as the arms are;
            or that it counts as absence.
    """

    drug: Drug
    is_given: tuple[bool, bool]
    mark: str

    @property
    def differs(self) -> bool:
        """Tell whether the arms differ in it."""
        return self.mark not in {_NO_DIFFERENCE, _ABSENCE}


@dataclass(frozen=True, slots=True)
class Compared:
    """Two arms that a trial compares.

    Attributes:
        id: of the comparison on the page.
        label: the two arms.
        arms: experimental and comparator.
        components: what either gets, what differs first.
        choices: for each arm, the drugs of which a participant gets one.
        note: what differs besides drugs, and how the difference was told.
    """

    id: str
    label: str
    arms: tuple[str, str]
    components: tuple[Component, ...]
    choices: tuple[str, str]
    note: str


def arms_of(
    rows: "Iterable[AnswerRow]", terms: "TermIndex", documents: Documents = NO_DOCUMENTS
) -> tuple[Arm, ...]:
    """Return the arms of the panel ``arms``."""
    return tuple(
        Arm(
            id=anchor_of(row.text("iri")),
            label=row.text("label"),
            other_names=tuple(row.words("other_names")),
            role=", ".join(row.words("role")),
            randomised=row.text("randomised"),
            gets=_drugs(row.words("gets"), terms),
            gets_one_of=_drugs(row.words("gets_one_of"), terms),
            sentences=quoted_of(row, documents),
        )
        for row in rows
    )


def compared_of(
    rows: "Iterable[AnswerRow]", arms: "Iterable[AnswerRow]", terms: "TermIndex"
) -> tuple[Compared, ...]:
    """Return the comparisons of the panel ``comparisons``, with the rows of the panel ``arms``."""
    by_iri = {one.text("iri"): one for one in arms}
    return tuple(_compared(row, by_iri, terms) for row in rows)


def _compared(row: "AnswerRow", arms: "Mapping[str, AnswerRow]", terms: "TermIndex") -> Compared:
    sides = [arms.get(row.text(side)) for side in ("experimental", "comparator")]
    gets, choices = (
        [set(one.words(name)) if one else set() for one in sides]
        for name in ("gets", "gets_one_of")
    )
    found = sorted(_components(row, gets, terms), key=lambda one: (not one.differs, one.drug.name))
    labels = [one.text("label") if one else "not read" for one in sides]
    chosen = [", ".join(sorted(one)) for one in choices]
    return Compared(
        id=anchor_of(row.text("iri")),
        label=row.text("label"),
        arms=(labels[0], labels[1]),
        components=tuple(found),
        choices=(chosen[0], chosen[1]),
        note=_note(row),
    )


def _components(row: "AnswerRow", gets: list[set[str]], terms: "TermIndex") -> Iterator[Component]:
    told = {drug: mark for name, mark in _MARKS.items() for drug in row.words(name)}
    for name in {*gets[0], *gets[1], *told}:
        is_given = (name in gets[0], name in gets[1])
        mark = _ABSENCE if _is_absence(name, terms) else told.get(name) or _mark(is_given)
        yield Component(_drug(name, terms), is_given, mark)


def _is_absence(notation: str, terms: "TermIndex") -> bool:
    """Tell whether what an arm gets stands for nothing, as a placebo does."""
    known = terms.get("drug", notation)
    return known is not None and known.attributes.get("absence") == "true"


def _mark(is_given: tuple[bool, bool]) -> str:
    """Return what the arms say where the comparison does not."""
    marks = {(True, False): "added", (False, True): "removed"}
    return marks.get(is_given, _NO_DIFFERENCE)


def _note(row: "AnswerRow") -> str:
    kinds = ", ".join(one.replace("_", " ") for one in row.words("difference"))
    varies = ", ".join(row.words("varies_in"))
    parts = (
        f"Kind of difference: {kinds}" if kinds else "",
        f"varies in {varies}" if varies else "",
        f"told by {', '.join(row.words('rule'))}" if row.words("rule") else "",
    )
    said = "; ".join(one for one in parts if one)
    return f"{said}." if said else ""


def _drugs(found: Iterable[str], terms: "TermIndex") -> tuple[Drug, ...]:
    return tuple(_drug(one, terms) for one in found)


def _drug(notation: str, terms: "TermIndex") -> Drug:
    return Drug(
        concept_name(terms, "drug", notation), page_of(names.concept("drug", notation)) or ""
    )
