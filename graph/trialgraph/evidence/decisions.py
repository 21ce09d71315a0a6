"""What people decided about trials, as derivation reads it from the graphs of decisions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Protocol
from urllib.parse import unquote

from trialgraph import names
from trialgraph.model.values import dataclass
from trialgraph.names import Iri
from trialgraph.rdf.term import Literal, plain

_QUERY = f"""PREFIX : <{names.ONTOLOGY}> SELECT ?decision ?property ?value {{
  VALUES ?kind {{ :JoinDecision :SplitDecision :UndoDecision }} ?decision a ?kind .
  VALUES ?property {{ :trialName :keepsApart :keepsNumberApart :undoes }} ?decision ?property ?value
}}"""


@dataclass(frozen=True, slots=True)
class Join:
    """That two trials are one, whatever their numbers say; each by its name, in order."""

    trials: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Split:
    """That a document does not speak of a trial, or that a number is not that trial's.

    Attributes:
        trial: its name.
        document: identifier; empty where a number is split off.
        registration: as its registry writes it; empty where a document is split off.
    """

    trial: str
    document: str = ""
    registration: str = ""

    @property
    def apart(self) -> str:
        """Return what is kept apart from the trial."""
        return self.document or self.registration


Act = Join | Split
Decided = Mapping[Iri, Act]
"""The joins and splits in force, by decision."""

NOTHING_DECIDED: Decided = MappingProxyType({})


def names_in(acts: Iterable[Act]) -> frozenset[str]:
    """Return all names of trials, numbers and documents that joins and splits speak of."""
    said: set[str] = set()
    for one in acts:
        said |= set(one.trials) if isinstance(one, Join) else {one.trial, one.apart}
    return frozenset(said)


class Selects(Protocol):
    """What answers our queries: the writer of a store, or a reader."""

    def select(self, sparql: str) -> Iterable[Mapping[str, Iri | Literal]]:
        """Return the solutions of a SELECT query over all graphs."""
        ...


class Holds(Selects, Protocol):
    """What also gives whole graphs."""

    def graph(self, graph: Iri) -> bytes:
        """Return one graph as sorted N-Quads, empty when there is none."""
        ...


class Decisions:
    """All decisions about trials that a store holds, those that were undone included."""

    def __init__(self, store: Selects) -> None:
        self._said: defaultdict[Iri, defaultdict[str, set[str]]] = defaultdict(
            lambda: defaultdict(set)
        )
        self._undone_by: defaultdict[Iri, set[Iri]] = defaultdict(set)
        for row in store.select(_QUERY):
            decision, value = Iri(plain(row["decision"])), plain(row["value"])
            said = plain(row["property"]).removeprefix(names.ONTOLOGY)
            self._said[decision][said].add(value)
            if said == "undoes":
                self._undone_by[Iri(value)].add(decision)

    def is_held(self, decision: Iri) -> bool:
        """Tell whether there is such a decision."""
        return decision in self._said

    def is_in_force(self, decision: Iri, but: Iri | None = None) -> bool:
        """Tell whether no decision in force undoes it, if ``but`` is taken to be undone."""
        if decision == but:
            return False
        return not any(self.is_in_force(one, but) for one in self._undone_by[decision])

    @property
    def in_force(self) -> Decided:
        """Return the joins and splits that nobody undid."""
        return self.in_force_without(None)

    def in_force_without(self, undone: Iri | None) -> Decided:
        """Return the joins and splits in force when one more decision is undone."""
        return {
            one: _act(said)
            for one, said in sorted(self._said.items())
            if "undoes" not in said and self.is_in_force(one, undone)
        }


def _act(said: Mapping[str, set[str]]) -> Act:
    """Return a decision from what its graph says."""
    trials = sorted(said["trialName"])
    if len(trials) > 1:
        return Join((trials[0], trials[1]))
    documents = (unquote(one.removeprefix(names.document(""))) for one in said["keepsApart"])
    return Split(trials[0], next(documents, ""), next(iter(said["keepsNumberApart"]), ""))
