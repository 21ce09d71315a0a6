"""What documents of one trial say differently of its design: both sides, and no judge between.

A disagreement is a result. Only like is held against like: an enrolment is no number
randomised, a registry's DOUBLE counts the parties that a paper's "double-blind" does not.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from trialgraph.evidence.arms import MergedArm
from trialgraph.evidence.findings import FindingCode, TrialFinding, finding
from trialgraph.evidence.trials import Mention, TrialIdentity
from trialgraph.model.text import Number, Stated
from trialgraph.model.values import dataclass
from trialgraph.names import Iri

_NEAR = Decimal("0.1")
_PLANNED = ("anticipated", "estimated")
_MASKED = frozenset({"double-blind", "triple-blind", "quadruple-blind"})
_UNSPECIFIC = frozenset({"blinded", "masked", "unclear", ""})


@dataclass(frozen=True, slots=True)
class Said:
    """What one document says of a quantity.

    Attributes:
        compared: equal where two documents agree.
        printed: the words as they stand.
        node: the fact that holds it.
    """

    document: str
    compared: str
    printed: str
    node: Iri


def design_disagreements(trial: TrialIdentity, arms: Sequence[MergedArm]) -> Iterator[TrialFinding]:
    """Yield what the trial's own documents say differently of its design and its numbers."""
    own = [mention for mention in trial.own if not mention.is_of_several]
    yield from conflict("phase", _phases(own))
    yield from conflict("masking", _maskings(own))
    yield from conflict("randomised", _counts(own))
    for arm in arms:
        yield from conflict(f"randomised to {arm.label}", _sizes(arm, own))
    yield from _enrolments(own)


def conflict(quantity: str, said: Sequence[Said]) -> Iterator[TrialFinding]:
    """Yield the one finding about a quantity, unless all that is said of it is the same."""
    if len({one.compared for one in said}) <= 1:
        return
    message = f"{quantity}: {both_sides(said)}"
    places = [one.node for one in said]
    yield finding(FindingCode.VALUE_CONFLICT, "warning", message, places, quantity)


def both_sides(said: Iterable[Said]) -> str:
    """Return each printed value with the document that prints it, in the order of documents."""
    sides = {(one.document, one.printed): None for one in said}
    return "; ".join(f"“{printed}” in {document}" for document, printed in sorted(sides))


def _phases(own: Sequence[Mention]) -> list[Said]:
    """Return the phases; 2/3 agrees with 2 and with 3, so only wholly different ones count."""
    stated = [(mention, mention.trial.phase) for mention in own]
    known = [(m, phase, set(phase.value.split("/"))) for m, phase in stated if phase]
    return [
        _said(mention, phase)
        for mention, phase, parts in known
        if any(not parts & others for _, _, others in known)
    ]


def _maskings(own: Sequence[Mention]) -> list[Said]:
    """Return the maskings; registries count masked parties where papers say double-blind."""
    found = []
    for mention in own:
        masking = mention.trial.masking
        if masking is not None and masking.value not in _UNSPECIFIC:
            level = "two parties or more" if masking.value in _MASKED else masking.value
            found.append(_said(mention, masking, level))
    return found


def _counts(own: Sequence[Mention]) -> list[Said]:
    """Return how many were randomised, from the documents that say randomised.

    A number far from another that its document's arms do not add up to may be of the
    eligible or the registered: it is left out.
    """
    printed = [(one, count) for one in own if (count := one.trial.n_randomised) is not None]
    sure = [_is_sum_of_arms(one, count) for one, count in printed]
    return [
        _number(one, count)
        for (one, count), is_sure in zip(printed, sure, strict=True)
        if is_sure or all(_is_near(count, other) for _, other in printed)
    ]


def _is_sum_of_arms(mention: Mention, count: Number) -> bool:
    """Tell whether the sizes of a document's arms add up to a number."""
    sizes = [arm.n.value for arm in mention.trial.arms if arm.n is not None]
    return bool(sizes) and sum(sizes) == count.value


def _is_near(one: Number, other: Number) -> bool:
    """Tell whether two numbers may be of one set of patients, miscounted."""
    return abs(one.value - other.value) <= _NEAR * max(one.value, other.value)


def _sizes(arm: MergedArm, own: Sequence[Mention]) -> list[Said]:
    """Return how many were randomised to an arm, by the documents that say it."""
    documents = {mention.document for mention in own}
    return [
        Said(one.mention.document, f"{one.arm.n.value:f}", one.arm.n.printed, one.node)
        for one in arm.members
        if one.arm.n is not None and one.mention.document in documents
    ]


def _enrolments(own: Sequence[Mention]) -> Iterator[TrialFinding]:
    """Yield that a record's enrolment is another quantity than the number randomised.

    A planned enrolment is no count of patients: it is held against nothing.
    """
    enrolled = [
        _number(one, count)
        for one in own
        if (count := one.trial.enrolment) is not None and not _is_planned(one)
    ]
    randomised = _counts(own)
    said = [*enrolled, *randomised]
    differs = {one.compared for one in enrolled} - {one.compared for one in randomised}
    if differs and randomised:
        message = f"enrolled v randomised, which are different quantities: {both_sides(said)}"
        places = [one.node for one in said]
        code = FindingCode.DEFINITION_DIFFERS
        yield finding(code, "information", message, places, "enrolment")


def _is_planned(mention: Mention) -> bool:
    """Tell whether an enrolment is still a plan, as far as the record says."""
    kind = mention.trial.enrolment_type
    return kind is not None and kind.value.casefold() in _PLANNED


def _said(mention: Mention, stated: Stated, compared: str = "") -> Said:
    return Said(mention.document, compared or stated.value, stated.printed, mention.node)


def _number(mention: Mention, number: Number) -> Said:
    return Said(mention.document, f"{number.value:f}", number.printed, mention.node)
