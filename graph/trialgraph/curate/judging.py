"""Whether a decision can be taken: what it names is held, it changes something, none forbids it."""

from collections.abc import Iterable
from urllib.parse import unquote

from trialgraph import names
from trialgraph.curate.decision import Undo
from trialgraph.curate.unknown import unknown_trial
from trialgraph.errors import (
    DecisionContradicted,
    DecisionIdle,
    DocumentNotStored,
    UnknownDecision,
)
from trialgraph.evidence.deciding import Bearers
from trialgraph.evidence.decisions import Decided, Decisions, Join, Split
from trialgraph.evidence.derived import held
from trialgraph.evidence.joining import identify
from trialgraph.evidence.outlines import outlines
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.names import Iri
from trialgraph.names.registries import canonical, is_registration
from trialgraph.names.registries import key as registration_key
from trialgraph.store import Writer

Trials = tuple[TrialIdentity, ...]
_NEW = Iri("")  # of a decision that is not made yet


class Standing:
    """The trials as they stand, against which a decision is judged."""

    def __init__(self, writer: Writer) -> None:
        self._decisions = Decisions(writer)
        self._decided = self._decisions.in_force
        self._evidence = held(outlines(writer).values(), self._decided)

    def join(self, one: str, other: str) -> Join:
        """Return the decision that two trials are one."""
        first, second = self._trial(one), self._trial(other)
        if first == second:
            raise DecisionIdle(
                f"found {one!r} and {other!r} in one trial already, {first.label} ({first.name})"
            )
        names_of_both = sorted((self._lasting(first), self._lasting(second)))
        act = Join((names_of_both[0], names_of_both[1]))
        self._refuse_contradicted({**self._decided, _NEW: act})
        return act

    def split(self, apart: str, trial: str) -> Split:
        """Return the decision that a document or a number is not a trial's."""
        identity = self._trial(trial)
        document = unquote(apart.removeprefix(names.document("")))
        is_held = document in self._evidence.readings
        if not is_held and not is_registration(apart):
            raise DocumentNotStored(
                f"found no document {apart!r}, wanted one that is held or a registration number; "
                "'trialgraph documents' lists them"
            )
        name = self._lasting(identity)
        act = Split(name, document) if is_held else Split(name, registration=canonical(apart))
        self._refuse_idle(act, identity)
        self._refuse_contradicted({**self._decided, _NEW: act})
        return act

    def undo(self, decision: str) -> Undo:
        """Return the decision that another one no longer holds."""
        iri = names.decision(decision.removeprefix(names.decision("")))
        if not self._decisions.is_held(iri):
            raise UnknownDecision(
                f"found no decision {decision!r}; 'trialgraph link TRIAL' lists those in force"
            )
        if not self._decisions.is_in_force(iri):
            raise DecisionIdle(f"found the decision {decision!r} undone already")
        self._refuse_contradicted(self._decisions.in_force_without(iri))
        return Undo(iri.removeprefix(names.decision("")))

    def _trial(self, words: str) -> TrialIdentity:
        """Return the trial that words name.

        Raises:
            UnknownTrial: none does, or several do.
        """
        name = unquote(words.removeprefix(names.trial("")))
        trials = self._evidence.trials
        found = [one for one in trials if one.name == name] or [
            one for one in trials if one.called(words)
        ]
        if len(found) == 1:
            return found[0]
        raise unknown_trial(words, (one.name for one in found))

    def _lasting(self, trial: TrialIdentity) -> str:
        """Return the name of a trial; its document where another trial is called so, too."""
        meant = _Meant(self._evidence.trials)
        named = [trial.name, *(mention.document for mention in trial.mentions)]
        own = {mention.key for mention in trial.mentions}
        return next((one for one in named if meant.mentions(one) <= own), trial.name)

    def _refuse_idle(self, act: Split, trial: TrialIdentity) -> None:
        """Refuse a split that takes nothing out of a trial, or all that there is.

        Raises:
            DecisionIdle: it does.
        """
        number = registration_key(act.registration)
        if act.registration and act.registration == trial.name:
            raise DecisionIdle(
                f"found {act.registration} as the name of the trial; split the documents off "
                "that are not of it"
            )
        if act.registration and not any(number in one.keys for one in trial.mentions):
            raise DecisionIdle(f"found no number {act.registration} of {trial.name}")
        if act.document and act.document not in trial.documents:
            raise DecisionIdle(f"found no mention of {trial.name} in {act.document}")
        if act.document and {act.document} == trial.documents:
            raise DecisionIdle(f"found nothing in {trial.name} but {act.document}")

    def _refuse_contradicted(self, decided: Decided) -> None:
        """Refuse what a decision in force forbids, and what would break one.

        Raises:
            DecisionContradicted: it names the other one.
        """
        known, new = self._broken(self._decided), decided.keys() - self._decided
        broken = self._broken(decided) - known
        if not broken:
            return
        splits = {one for one, act in decided.items() if isinstance(act, Split)}
        others = sorted((broken - new) or (splits - new))
        opposed = [
            one
            for one in others
            if not self._broken({each: decided[each] for each in decided if each != one}) - known
        ]
        named = ", ".join(one.removeprefix(names.decision("")) for one in opposed or others)
        raise DecisionContradicted(
            f"found the decision {named} in force, which says the opposite; "
            "undo it first with 'trialgraph link --undo'"
        )

    def _broken(self, decided: Decided) -> frozenset[Iri]:
        """Return the joins that would not hold: a split keeps apart what they join."""
        evidence = self._evidence
        trials = identify(evidence.readings.values(), evidence.publications, decided)
        meant = _Meant(trials)
        return frozenset(
            one
            for one, act in decided.items()
            if isinstance(act, Join) and not meant.is_one_trial(act.trials)
        )


class _Meant:
    """Which mentions and trials a name means."""

    def __init__(self, trials: Trials) -> None:
        self._mentions = [mention for one in trials for mention in one.mentions]
        self._bearers = Bearers(self._mentions)
        self._trials = {mention.key: one.name for one in trials for mention in one.mentions}

    def mentions(self, name: str) -> set[tuple[str, int]]:
        """Return the mentions that are meant by a name, by their keys."""
        return {self._mentions[one].key for one in self._bearers.of(name)}

    def is_one_trial(self, some: Iterable[str]) -> bool:
        """Tell whether names mean one trial; one that is not held is no hindrance."""
        return len({self._trials[key] for name in some for key in self.mentions(name)}) <= 1
