"""The input of a verdict read back from the graph that states it, and nothing else."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from tests.verdict.figures import NOWHERE

from trialgraph import names
from trialgraph.model.result import Boundary, Interval, PValue
from trialgraph.model.text import Absence, Number
from trialgraph.model.trial import Sides
from trialgraph.rdf.quads import parse
from trialgraph.verdict.codes import (
    AuthorsWord,
    Direction,
    Gate,
    Hypothesis,
    Numerator,
    Origin,
    Plan,
    Polarity,
    Reservation,
)
from trialgraph.verdict.record import AdjustedP, AnalysisInput, Level

Node = Mapping[str, list[str]]


def nodes(nquads: bytes) -> dict[str, Node]:
    """Return the values of the properties of each subject, by their local names."""
    found: dict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, obj, _ in parse(nquads):
        value = getattr(obj, "value", None) or str(obj)
        found[str(subject)][predicate.removeprefix(names.ONTOLOGY)].append(str(value))
    return found  # type: ignore[return-value]


def code(iri: str, kind: type[Any]) -> Any:  # noqa: ANN401 - a member of the enumeration asked for
    """Return the code of an individual: ``:LenientLevel`` is ``lenient_level``."""
    local = iri.removeprefix(names.ONTOLOGY).removeprefix("Favours").removeprefix("Direction")
    snake = "".join(f"_{one.lower()}" if one.isupper() else one for one in local).strip("_")
    return kind(snake)


def one(node: Node, name: str) -> str | None:
    values = node.get(name, [])
    assert len(values) <= 1, name
    return values[0] if values else None


def word(node: Node, name: str) -> str:
    """Return what must be stated."""
    (value,) = node[name]
    return value


def number(node: Node, name: str, decimals: str = "") -> Number | None:
    """Return a number with the decimals that stand beside it."""
    value = one(node, name)
    if value is None:
        return None
    places = int(one(node, decimals) or 0) if decimals else 0
    exact = Decimal(value).quantize(Decimal(1).scaleb(-places)) if decimals else Decimal(value)
    return Number(exact, str(exact), NOWHERE)


def whole(node: Node, name: str) -> Any:  # noqa: ANN401 - a count, or 1 or 2
    value = one(node, name)
    return None if value is None else int(value)


def is_so(node: Node, name: str) -> bool:
    return one(node, name) == "true"


def interval(result: Node) -> Interval | None:
    if "sides" not in result:
        return None
    return Interval(
        level=number(result, "level"),
        sides=Sides(whole(result, "sides")),
        lower=number(result, "lower", "lowerDecimals") or Absence.NOT_REPORTED,
        upper=number(result, "upper", "upperDecimals") or Absence.NOT_REPORTED,
        kind=one(result, "intervalKind"),  # type: ignore[arg-type]
    )


def p_value(result: Node) -> PValue | None:
    printed, sides = number(result, "pValue", "pDecimals"), whole(result, "pSides")
    if printed is None:
        return None
    return PValue(
        comparator=one(result, "pComparator"),  # type: ignore[arg-type]
        number=printed,
        sides=Sides(sides) if sides else None,
        tests=one(result, "pTests") or "",
    )


def boundary(result: Node) -> Boundary | None:
    kind = one(result, "boundaryKind")
    if kind is None:
        return None
    crossed = one(result, "boundaryCrossed")
    return Boundary(
        value=number(result, "boundaryValue"),
        p=number(result, "boundaryP"),
        kind=kind,  # type: ignore[arg-type]
        crossed=None if crossed is None else crossed == "true",
        span=NOWHERE,
    )


def trial_level(verdict: Node) -> Level | None:
    alpha = one(verdict, "trialAlpha")
    if alpha is None:
        return None
    return Level(
        alpha=Decimal(alpha),
        sides=whole(verdict, "trialAlphaSides"),
        origin=Origin(word(verdict, "trialLevelOrigin")),
        from_later_document=is_so(verdict, "levelFromLaterDocument"),
    )


def adjusted(verdict: Node) -> AdjustedP | None:
    low, high = one(verdict, "adjustedPLower"), one(verdict, "adjustedPUpper")
    if low is None or high is None:
        return None
    return AdjustedP(Decimal(low), Decimal(high), whole(verdict, "adjustedPSides"))


def given(result: Node, verdict: Node, noted: frozenset[Reservation]) -> AnalysisInput:
    """Return what the rules were given, as the nodes of a result and of its verdict say."""
    level, favours = trial_level(verdict), one(verdict, "valuesFavour")
    margins = number(verdict, "lowerMargin"), number(verdict, "upperMargin")
    null, stage = one(verdict, "nullValue"), one(result, "stage")
    printed = AnalysisInput(
        measure=one(result, "measure"),  # type: ignore[arg-type]
        value=number(result, "value", "valueDecimals") or Absence.NOT_REPORTED,
        interval=interval(result),
        p=p_value(result),
        polarity=Polarity(word(verdict, "polarity")),
        numerator=Numerator(word(verdict, "numerator")),
        favours=Direction(favours) if favours else None,
        hypothesis=Hypothesis(word(verdict, "hypothesis")),
        null=Decimal(null) if null else None,
        margin=number(verdict, "margin"),
        equivalence_margins=margins if None not in margins else None,  # type: ignore[arg-type]
        role=one(verdict, "testedRole"),  # type: ignore[arg-type]
        plan=Plan(word(verdict, "plan")),
        gate=Gate(one(verdict, "gate") or "none"),
        step=whole(verdict, "testStep"),
        level=level if is_so(verdict, "hasOwnLevel") else None,
        trial_level=level,
        adjusted_p=adjusted(verdict),
        stage="interim" if stage and stage.endswith("Interim") else None,
        boundary=boundary(result),
        boundary_sides=whole(verdict, "boundarySides"),
        authors=AuthorsWord(word(verdict, "authorsSay")),
        assessor=one(result, "assessor"),  # type: ignore[arg-type]
        noted=noted,
    )
    return in_its_trial(printed, verdict)


def in_its_trial(printed: AnalysisInput, verdict: Node) -> AnalysisInput:
    """Return the input with the counts and circumstances that the verdict's node states."""
    threshold = one(verdict, "harmThreshold")
    return replace(
        printed,
        is_single_final_primary=is_so(verdict, "isSingleFinalPrimary"),
        randomised_comparison=not is_so(verdict, "comparesOtherThanRandomised"),
        margin_prespecified=False if is_so(verdict, "marginAfterResults") else None,
        margin_is_sourced=not is_so(verdict, "marginWithoutSource"),
        co_primary_missed=is_so(verdict, "coPrimaryMissed"),
        total_events=whole(verdict, "countedEvents"),
        planned_events=whole(verdict, "wantedEvents"),
        n_analysed=whole(verdict, "analysedPatients"),
        n_randomised=whole(verdict, "randomisedPatients"),
        is_open_label=is_so(verdict, "isOpenLabel"),
        is_safety_end_point=is_so(verdict, "measuresSafety"),
        harm_threshold=Decimal(threshold) if threshold else None,
        primary_missed=is_so(verdict, "primaryMissed"),
        crossover=is_so(verdict, "allowsCrossover"),
        stopped_for_benefit=is_so(verdict, "stoppedForBenefit"),
        erratum_unresolved=is_so(verdict, "erratumUnresolved"),
        retracted=is_so(verdict, "reportsRetracted"),
    )
