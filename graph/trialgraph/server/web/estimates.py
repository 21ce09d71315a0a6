"""An estimate as tables of pages show it: figures, verdict with its reason, flags, sentences."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from trialgraph import names
from trialgraph.catalogue.figures import interval, is_p_alone, number_of, p_value
from trialgraph.catalogue.sentences import (
    Documents,
    authors_say,
    place,
    quotation,
    remarks,
    reserved,
)
from trialgraph.catalogue.tiers import is_margin_excluded, is_reserved
from trialgraph.catalogue.words import REASONS, STAGES, WITHIN_MARGIN, in_words
from trialgraph.server.addresses import page_of, passage_page
from trialgraph.verdict.codes import SHOWN

if TYPE_CHECKING:
    from trialgraph.catalogue.answer import AnswerRow, Passage

Tone = Literal["", "warn", "bad"]

_VERDICTS = {
    "not_significant": "not significant",
    "not_estimable": "not estimable",
    "not_shown": "not shown",
}
_RESERVED: tuple[tuple[str, str, Tone], ...] = (
    ("asserted", "on the authors' word", "warn"),
    ("information_shortfall", "fewer events than planned", "warn"),
    ("level_assumed", "level assumed", "warn"),
    ("retracted", "retracted", "bad"),
    ("assessor_discordant", "assessor disagrees", "warn"),
    ("erratum_unresolved", "erratum", "warn"),
    ("disputed_direction", "direction disputed", "warn"),
)


@dataclass(frozen=True, slots=True)
class Flag:
    """What to know of an estimate at a glance.

    Attributes:
        words: one or two.
        tone: how much it weighs.
    """

    words: str
    tone: Tone = ""


_REVIEWS = {
    "confirmed": Flag("review: confirmed"),
    "corrected": Flag("review: corrected", "warn"),
    "rejected": Flag("review: partly rejected", "bad"),
    "outdated": Flag("review: outdated", "warn"),
}
"""What people said of the facts that an estimate rests on, by its code."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of a document.

    Attributes:
        words: in quotation marks, white space folded.
        place: the document as one would cite it, and the characters.
        page: where it stands in the text, highlighted.
        links: addresses where the document is found elsewhere, with their words.
    """

    words: str
    place: str
    page: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """One estimate; every field is words that can be shown, empty where nothing is known.

    Attributes:
        iri: of the result.
        page: about it.
        trial: acronym or registration number.
        trial_page: about the trial.
        endpoint: short name.
        measure: HR, OR, difference, ...
        arms: experimental and comparator.
        population: whom it is of.
        analysis: stage, assessor, adjustment and time point.
        date: when the public could first read it, as precise as printed.
        value: the estimate as printed.
        number: measure and value, or that only a p-value is printed.
        interval: with level and sides.
        p: with sides.
        verdict: a word or two.
        verdict_kind: class of its looks.
        reason: of the verdict, in a few words.
        weakened_by: what forbids or weakens the plain word, in words.
        why: sentences on the verdict and what weakens it.
        authors: what they call it.
        flags: what to know at a glance.
        sentences: that print it.
    """

    iri: str
    page: str
    trial: str
    trial_page: str
    endpoint: str
    measure: str
    arms: tuple[str, str]
    population: str
    analysis: str
    date: str
    value: str
    number: str
    interval: str
    p: str
    verdict: str
    verdict_kind: str
    reason: str
    weakened_by: tuple[str, ...]
    why: tuple[str, ...]
    authors: str
    flags: tuple[Flag, ...]
    sentences: tuple[Quoted, ...]


def estimate_of(row: "AnswerRow", documents: Documents) -> Estimate:
    """Return a row with the columns of the question ``effects`` as pages show it."""
    population = row.text("population")
    verdict, kind = verdict_of(row)
    return Estimate(
        iri=row.text("iri"),
        page=page_of(row.text("iri")) or "",
        trial=row.text("label") or row.text("trial"),
        trial_page=page_of(names.trial(row.text("trial"))) or "",
        endpoint=row.text("endpoint"),
        measure=row.text("measure"),
        arms=(row.text("experimental"), row.text("comparator")),
        population="all randomised" if population == "all" else population,
        analysis=_analysis(row),
        date=row.text("date"),
        value=row.text("value_printed") or row.text("value") or "not printed",
        number=number_of(row),
        interval="" if is_p_alone(row) else interval(row),
        p="" if is_p_alone(row) else p_value(row),
        verdict=verdict,
        verdict_kind=kind,
        reason=in_words(REASONS, row.text("reason")),
        weakened_by=tuple(words for _, words in reserved(row)),
        why=tuple(remarks(row, documents)),
        authors=authors_say(row),
        flags=flags_of(row),
        sentences=quoted_of(row, documents),
    )


def _analysis(row: "AnswerRow") -> str:
    parts = [
        in_words(STAGES, row.text("stage")),
        f"by {row.text('assessor')} assessment" if row.text("assessor") else "",
        row.text("adjustment"),
        f"at {row.text('at')}" if row.text("at") else "",
    ]
    return ", ".join(part for part in parts if part)


def verdict_of(row: "AnswerRow") -> tuple[str, str]:
    """Return the verdict in a word or two, and the class of its looks."""
    strength = row.text("strength")
    words = _VERDICTS.get(strength, strength)
    is_against = row.text("direction") == "comparator" and strength in SHOWN
    if is_against and not is_margin_excluded(row):
        return f"{words}, for the comparator", "against"
    if strength == "confirmed" and is_reserved(row):
        words = f"{words}, with reservations"
    if is_margin_excluded(row):
        further = row.text("further_strength")
        superior = f"; superior, {further}" if further else ""
        return f"{WITHIN_MARGIN[row.text('hypothesis')]}, {words}{superior}", strength
    return words, strength


def flags_of(row: "AnswerRow") -> tuple[Flag, ...]:
    """Return what to know of an estimate before its number is used."""
    known = set(row.words("reservations")) | set(row.words("blocking"))
    found = [Flag(row.kind, "warn")] if row.kind in {"superseded", "second hand"} else []
    if row.text("stage") == "interim":
        found.append(Flag("interim", "warn"))
    if row.text("sides") == "1":
        found.append(Flag("one-sided"))
    found += [Flag(words, tone) for code, words, tone in _RESERVED if code in known]
    return (*found, _REVIEWS.get(row.text("review"), Flag("not reviewed")))


def quoted_of(row: "AnswerRow", documents: Documents) -> tuple[Quoted, ...]:
    """Return the sentences of a row."""
    return tuple(quoted(passage, documents) for passage in row.passages)


def quoted(passage: "Passage", documents: Documents) -> Quoted:
    """Return a sentence with where it stands."""
    known = documents.get(passage.document)
    return Quoted(
        words=quotation(passage),
        place=place(passage, documents),
        page=passage_page(passage.document, passage.start, passage.end),
        links=known.links() if known else (),
    )
