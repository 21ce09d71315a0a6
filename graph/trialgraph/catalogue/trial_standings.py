"""What stands behind a trial's concepts: in which roles, with how many estimates by verdict."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.codes import code
from trialgraph.catalogue.name_rows import Asked, Values
from trialgraph.names import Iri
from trialgraph.rdf.term import term_text, text
from trialgraph.store.name_tables import Standing
from trialgraph.verdict.codes import SHOWN

if TYPE_CHECKING:
    from trialgraph.terms.index import TermIndex

ROLES = ("all", "adds", "removes", "compared")
"""Every role; the one drug more, a drug less, a drug of either arm."""

RESERVED = "confirmed_with_reservations"
"""Stands for a confirmed verdict with a reservation that forbids the plain word."""
SUPERSEDED = "superseded"
"""Stands for what a later estimate took the place of, but for the result of the formal test."""
WITHIN = {"noninferiority": "noninferior_", "equivalence": "equivalent_"}
"""What stands before a verdict that a margin is excluded, by the hypothesis."""
FOR_COMPARATOR = "_for_comparator"
"""What stands behind a verdict that is in favour of the comparator arm."""

Widened = Callable[[str], tuple[str, ...]]
"""Gives a concept with its classes."""

_DOCUMENT = f"{names.ID}document/"
_BY_ROLE = {
    "adds": ["?of :adds ?o"],
    "removes": ["?of :removes ?o"],
    "compared": ["?of :experimentalArm/:includes ?o", "?of :comparatorArm/:includes ?o"],
}
_OCCURS = (":hasArm/:includes", ":hasArm/:choiceOf", ":treats", ":hasEndPoint/:measures")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the store says, by the node that it is said of."""

    results: Values
    strengths: Values
    blocking: Values
    further: Values
    margins: Mapping[str, AbstractSet[str]]
    beyond: AbstractSet[str]
    against: AbstractSet[str]
    replaced: AbstractSet[str]
    end_points: Values
    comparisons: Values
    estimates: Values
    drugs: Mapping[str, tuple[Values, ...]]
    conditions: Values
    occurring: tuple[Values, ...]
    documents: tuple[Values, ...]
    named: Values


def standings(asked: Asked, terms: "TermIndex") -> dict[str, list[Standing]]:
    """Return what each trial says of concepts, of documents and of itself."""
    facts = _facts(asked)
    trials = asked.values("?s a :Trial BIND(?s AS ?o)")
    widened = lru_cache(maxsize=65_536)(lambda iri: _widened(terms, iri))
    found = {}
    for trial in trials:
        own = [one for by in facts.documents for one in by.get(trial, ())]
        said = [*_occurring(facts, trial, own, widened), *_counted(facts, trial, widened)]
        found[trial] = [*said, *(Standing(one) for one in dict.fromkeys(own))]
        if own:
            found[trial].append(Standing(trial))
    return found


def _facts(asked: Asked) -> _Facts:
    def of_results(said: str) -> Values:
        return asked.of_parts(f"?s :hasResult ?of . ?of {said} ?o")

    def those(pattern: str) -> AbstractSet[str]:
        """Return the results of which something is so; where few are, they are found first."""
        return asked.of_parts(f"?s :hasResult ?of . {pattern} BIND(true AS ?o)").keys()

    of_trials = [asked.values(f"?s {one} ?o") for one in (":reportedBy", ":registeredBy")]
    own = {Iri(one) for found in of_trials for documents in found.values() for one in documents}
    documents = Asked(asked.reader, None if asked.only is None else own)
    return _Facts(
        results=asked.values("?s :hasResult ?o"),
        strengths=of_results(":strength"),
        blocking=of_results(":blockingReservation"),
        further=of_results(":furtherVerdict/:strength"),
        margins={
            one: those(f"?of :verdict ?verdict . ?verdict :hypothesis {term_text(text(one))}")
            for one in WITHIN
        },
        beyond=those("?of :reason :BeyondMargin"),
        against=those("?of :direction :FavoursComparator"),
        replaced=those("?of :isCurrent false . ?of :isDecisive false"),
        end_points=of_results(":endPoint"),
        comparisons=of_results(":comparison"),
        estimates=of_results(":reportedAs"),
        drugs={
            role: tuple(asked.of_parts(f"?s :hasComparison ?of . {one}") for one in patterns)
            for role, patterns in _BY_ROLE.items()
        },
        conditions=asked.values("?s :treats ?o"),
        occurring=tuple(asked.values(f"?s {one} ?o") for one in _OCCURS),
        documents=tuple(of_trials),
        named=documents.values("GRAPH ?s { ?fact :names ?o }"),
    )


def _widened(terms: "TermIndex", iri: str) -> tuple[str, ...]:
    """Return a concept with all classes that it falls in."""
    scheme, _, notation = iri.removeprefix(names.ID).partition("/")
    wider = terms.classes(scheme, notation)
    return (iri, *(names.concept(scheme, one) for one in wider))


def _occurring(
    facts: _Facts, trial: str, own: Iterable[str], widened: Widened
) -> Iterator[Standing]:
    """Yield the concepts that occur in a trial, or in the documents that are about it."""
    of_trial = (one for by in facts.occurring for one in by.get(trial, ()))
    of_results = (
        one for result in facts.results.get(trial, ()) for one in facts.end_points.get(result, ())
    )
    of_documents = (one for document in own for one in facts.named.get(document, ()))
    found = dict.fromkeys((*of_trial, *of_results, *of_documents))
    for one in dict.fromkeys(wider for concept in found for wider in widened(concept)):
        yield Standing(one)


def _counted(facts: _Facts, trial: str, widened: Widened) -> Iterator[Standing]:
    """Yield how many estimates a trial has on each concept, by role and verdict."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for result in facts.results.get(trial, ()):
        verdict = _verdict(facts, result)
        about = {*facts.end_points.get(result, ()), *facts.conditions.get(trial, ())}
        for role, drugs in _drugs(facts, result).items():
            about |= drugs
            counts.update((one, role, verdict) for one in _all(drugs, widened))
        counts.update((one, "all", verdict) for one in _all(about, widened))
        counts.update((one, "all", verdict) for one in {trial, *_quoted(facts, result)})
    for (iri, role, verdict), number in counts.items():
        yield Standing(iri, role, verdict, number)


def _verdict(facts: _Facts, result: str) -> str:
    """Return what a result comes to: its strength, for which arm, or within which margin."""
    if result in facts.replaced:
        return SUPERSEDED
    further = _strength(facts.further, result)
    strength = further or _strength(facts.strengths, result)
    is_reserved = strength == "confirmed" and facts.blocking.get(result)
    told = RESERVED if is_reserved else strength
    if strength not in SHOWN or further:
        return told
    margin = next((one for one, those in facts.margins.items() if result in those), None)
    if margin and result not in facts.beyond:
        return f"{WITHIN[margin]}{told}"
    return f"{told}{FOR_COMPARATOR}" if result in facts.against else told


def _strength(strengths: Values, result: str) -> str:
    return next((code(Iri(one)) for one in strengths.get(result, ())), "")


def _drugs(facts: _Facts, result: str) -> dict[str, set[str]]:
    """Return the drugs of a result's comparison by their roles in it."""
    compared = facts.comparisons.get(result, ())
    return {
        role: {one for by in found for comparison in compared for one in by.get(comparison, ())}
        for role, found in facts.drugs.items()
    }


def _quoted(facts: _Facts, result: str) -> set[str]:
    """Return the documents whose estimates a result rests on: their IRIs begin its IRIs."""
    estimates = (one.removeprefix(_DOCUMENT) for one in facts.estimates.get(result, ()))
    return {f"{_DOCUMENT}{one.partition('/')[0]}" for one in estimates}


def _all(concepts: Iterable[str], widened: Widened) -> set[str]:
    return {wider for one in concepts for wider in widened(one)}
