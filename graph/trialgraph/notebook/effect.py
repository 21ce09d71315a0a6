"""One effect estimate with all its columns, and what estimates are searched by.

Written by ``trialgraph.notebook.effect_source``; nobody edits it by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from trialgraph.catalogue.answer import Passage
from trialgraph.notebook.values import IRI

Words = str | Sequence[str]
"""A name or a word; several are alternatives."""


class EffectFilters(TypedDict, total=False):
    """What ``Store.effects`` takes; each left out stands for all."""

    trial: Words
    """Acronym, registration number or IRI."""
    adds: Words
    """The one drug that the experimental arm gets more, or a class of drugs."""
    removes: Words
    """A drug that the experimental arm does not get and the comparator arm does."""
    intervention: Words
    """A drug that the experimental arm gets."""
    comparator: Words
    """A drug that the comparator arm gets."""
    endpoint: Words
    """Short or long name."""
    population: Words
    """All = all randomised patients, the words of a part of them, or subgroup = every subgroup."""
    condition: Words
    """A disease that the trial treats, or a class of diseases."""
    phase: Words
    """1, 1/2, 2, 2/3, 3 or 4."""
    line: Words
    """Line of treatment, such as first-line or adjuvant."""
    assessor: Words
    """Independent or investigator."""
    stage: Words
    """Which analysis of the trial: interim, final, updated, primary."""
    verdict: Words
    """Its strength: confirmed, nominal, not_significant, undetermined, descriptive,
    not_estimable, not_shown, excluded.
    """
    direction: Words
    """The arm that the estimate favours: experimental, comparator, neither, unresolved."""
    review: Words
    """What people said of it; of rejected only a part, the rest stands on other facts:
    not_reviewed, confirmed, corrected, rejected, outdated.
    """
    as_of: Words
    """Only what the public could read for sure on this day."""
    updated_since: Words
    """Only what rests on a document that was read in or changed on or after this day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One estimate, ``None`` where a column has no value."""

    kind: str | None
    """Answer, superseded or second hand."""
    trial: str | None
    """Names the trial: its first registration number, or else its acronym or its document."""
    label: str | None
    """Acronym, or what else names the trial."""
    endpoint: str | None
    """Standard short name of the end point."""
    stage: str | None
    """Interim, final, updated or primary."""
    population: str | None
    """All = all randomised patients."""
    assessor: str | None
    """Independent or investigator, where it matters."""
    adjustment: str | None
    """Stratified, unstratified or adjusted, where printed."""
    at: str | None
    """Time point of a rate or a difference, where printed."""
    measure: str | None
    """HR, OR, RR, RD, difference, ...."""
    value: Decimal | None
    """The estimate, experimental over comparator unless is_reversed."""
    value_printed: str | None
    """The estimate as printed."""
    is_reversed: bool | None
    """True where the estimate and its limits have the comparator in the numerator."""
    level: Decimal | None
    """Of the interval, in percent."""
    lower: Decimal | None
    """Lower limit, null when the interval is one-sided or not printed."""
    upper: Decimal | None
    """Upper limit, null when the interval is one-sided or not printed."""
    lower_decimals: int | None
    """Of the lower limit as printed."""
    upper_decimals: int | None
    """Of the upper limit as printed."""
    sides: int | None
    """Of the interval, 1 or 2."""
    p_comparator: str | None
    """= or < or > before the p-value."""
    p: Decimal | None
    """P-value as printed."""
    p_decimals: int | None
    """Of the p-value as printed."""
    p_sides: int | None
    """Of the test, 1 or 2."""
    p_tests: str | None
    """Hypothesis that the p is printed for, such as superiority."""
    direction: str | None
    """Arm that the estimate favours: experimental, comparator, neither, unresolved."""
    strength: str | None
    """Confirmed, nominal, not_significant, not_shown (margin not excluded), undetermined,
    descriptive, not_estimable, excluded (retracted).
    """
    basis: str | None
    """Verified (numbers compared) or asserted (the authors' word)."""
    reservations: tuple[str, ...]
    """What forbids or weakens the plain word."""
    blocking: tuple[str, ...]
    """Those of them that forbid the plain word "confirmed"."""
    rule: str | None
    """Row of the decision table that decided."""
    reason: str | None
    """Why this strength."""
    authors_conclusion: str | None
    """What the authors say of this number."""
    date: str | None
    """When the public could first read it, as precise as printed."""
    experimental: str | None
    """Arm with the treatment under study, in the numerator unless is_reversed."""
    comparator: str | None
    """Arm that it is compared with."""
    is_current: bool | None
    """The latest estimate of its series."""
    is_decisive: bool | None
    """The analysis that the formal verdict belongs to."""
    is_open: bool | None
    """The trial goes on to a later planned analysis."""
    sustained: str | None
    """Whether later estimates sustain the decisive verdict."""
    follow_up_months: Decimal | None
    """Median follow-up at this analysis."""
    total_events: int | None
    """Events in both arms at this analysis."""
    planned_events: int | None
    """Events planned for the final analysis."""
    information_fraction: Decimal | None
    """Share of the planned information, 0 to 1."""
    boundary_value: Decimal | None
    """The estimate at or below which the boundary is crossed."""
    boundary_p: Decimal | None
    """The p-value at or below which the boundary is crossed."""
    boundary_name: str | None
    """Such as O'Brien-Fleming."""
    boundary_crossed: bool | None
    """Whether the boundary was crossed."""
    alpha: Decimal | None
    """Level of the test that decided, one- or two-sided as alpha_sides says."""
    alpha_sides: int | None
    """Of that level."""
    level_origin: str | None
    """Printed, inherited (from elsewhere in the trial's documents) or assumed."""
    level_document: str | None
    """Where the level is printed."""
    level_start: int | None
    """First character of the sentence that prints it."""
    level_end: int | None
    """After its last character."""
    level_sentence: str | None
    """The sentence that prints the level."""
    conventional_lower: Decimal | None
    """Derived two-sided 95 % limit."""
    conventional_upper: Decimal | None
    """Derived two-sided 95 % limit."""
    median_experimental: Decimal | None
    """Median in the experimental arm."""
    median_comparator: Decimal | None
    """Median in the comparator arm."""
    median_experimental_state: str | None
    """Printed, not_reached, not_estimable, several (different values, so none is shown) or
    not_reported.
    """
    median_comparator_state: str | None
    """Printed, not_reached, not_estimable, several (different values, so none is shown) or
    not_reported.
    """
    median_unit: str | None
    """Of the medians; null where the arms have different ones."""
    hypothesis: str | None
    """That the verdict is about: superiority, noninferiority, equivalence."""
    margins: tuple[str, ...]
    """Margin of the test as printed, where there is one."""
    iri: IRI
    """The result, claim or gap in the graph."""
    further_strength: str | None
    """Verdict on superiority, where a margin that is excluded allows that second claim:
    confirmed or nominal.
    """
    further_reservations: tuple[str, ...]
    """What weakens that second claim."""
    adds: tuple[str, ...]
    """The one drug that the experimental arm gets more."""
    adds_jointly: tuple[str, ...]
    """Drugs that it gets more, together."""
    removes: tuple[str, ...]
    """Drugs that it gets less."""
    gives_instead: tuple[str, ...]
    """Drugs that it gets instead."""
    shares: tuple[str, ...]
    """Drugs that both arms get."""
    conditions: tuple[str, ...]
    """Diseases that the trial treats."""
    phase: tuple[str, ...]
    """Phase of the trial."""
    line: tuple[str, ...]
    """Line of treatment."""
    documents: tuple[str, ...]
    """Documents that print the estimate."""
    review: str | None
    """What they come to today: confirmed, corrected, rejected (a part of it) or outdated (the
    document changed, or is read otherwise, since).
    """
    reviewed_by: str | None
    """Who, as they gave it."""
    reviewed_at: str | None
    """When."""
    review_reason: str | None
    """Why."""
    passages: tuple[Passage, ...]
    """The sentences that say it."""
