"""What the tests of one trial make of each other: families, gates, co-primaries, populations."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from trialgraph.evidence.analyses import Analysis, may_agree
from trialgraph.evidence.inputs import TrialSetting
from trialgraph.evidence.plans import TrialPlan
from trialgraph.evidence.populations import ALL, is_per_protocol, population_key
from trialgraph.verdict.codes import Formal, Gate, Hypothesis, Plan, Strength
from trialgraph.verdict.hierarchy import gate_after, gate_of_step
from trialgraph.verdict.level_test import own_p, p_range
from trialgraph.verdict.multiplicity import hochberg, holm
from trialgraph.verdict.non_inferior import also_superior, with_other_population
from trialgraph.verdict.record import AdjustedP, AnalysisInput, Verdict
from trialgraph.verdict.rules import grade

Keyed = Mapping[str, Analysis]
Inputs = Mapping[str, AnalysisInput]
Verdicts = Mapping[str, Verdict]

_MISSED = frozenset({Strength.NOT_SIGNIFICANT, Strength.NOT_SHOWN})
_ADJUST = {"holm": holm, "hochberg": hochberg}


def with_families(setting: TrialSetting, keyed: Keyed, inputs: Inputs) -> dict[str, AnalysisInput]:
    """Return the inputs with the p-values of a family adjusted, where all of them are printed.

    Without all of them the level of none is known.
    """
    families: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name, one in keyed.items():
        if setting.plan.is_in_family(one):
            families[one.mention.document, one.estimate.stage or ""].append(name)
    found = dict(inputs)
    for members in families.values():
        found |= _adjusted(setting.plan, {name: inputs[name] for name in members})
    return found


def _adjusted(plan: TrialPlan, members: Inputs) -> dict[str, AnalysisInput]:
    """Return the members of one family with their adjusted p."""
    printed = [own_p(one) for one in members.values()]
    values = [p for p in printed if p is not None]
    sides = {p.sides.count if p.sides else 2 for p in values}
    if len(values) < len(plan.steps) or len(values) != len(printed) or len(sides) > 1:
        return {name: replace(one, level=None) for name, one in members.items()}
    lows, highs = zip(*(p_range(p) for p in values), strict=True)
    adjust = _ADJUST[plan.family]
    ranges = zip(adjust(lows), adjust(highs), strict=True)
    return {
        name: replace(one, adjusted_p=AdjustedP(low, high, next(iter(sides))))
        for (name, one), (low, high) in zip(members.items(), ranges, strict=True)
    }


def with_gates(setting: TrialSetting, keyed: Keyed, inputs: Inputs) -> dict[str, AnalysisInput]:
    """Return the inputs with the gates of a testing hierarchy set, in the order of its steps.

    A step missed at an interim is "not yet": once a later look is met, the steps behind it
    are open, whenever their own analysis was.
    """
    done: defaultdict[tuple[str, int], defaultdict[tuple[str, str], list[Formal]]]
    done = defaultdict(lambda: defaultdict(list))
    found = dict(inputs)
    for name in sorted(inputs, key=lambda name: (inputs[name].step or 0, name)):
        step, one = inputs[name].step, keyed[name]
        if step is None:
            continue
        pair = one.comparison.label if one.comparison else ""
        gates = {_gate(setting.plan, order, done[pair, order]) for order in range(1, step)}
        found[name] = _gated(inputs[name], gates)
        claim = (one.end_point, population_key(one.population))
        done[pair, step][claim].append(grade(found[name]).formal)
    return found


def _gate(plan: TrialPlan, order: int, formals: Mapping[tuple[str, str], list[Formal]]) -> Gate:
    """Return the gate that a step is to those behind it."""
    wanted = sum(one.order == order for one in plan.steps)
    ways = [gate_after(one) for one in formals.values()]
    return gate_of_step(ways, wanted, by_any=plan.opens_by_any(order))


def _gated(given: AnalysisInput, gates: set[Gate]) -> AnalysisInput:
    """Return an input behind the gates of all earlier steps."""
    if Gate.BLOCKED in gates:
        return replace(given, gate=Gate.BLOCKED)
    if Gate.NONE in gates:
        return replace(given, plan=Plan.UNKNOWN)
    return replace(given, gate=Gate.OPEN)


def with_primaries(setting: TrialSetting, keyed: Keyed, inputs: Inputs) -> dict[str, AnalysisInput]:
    """Return the inputs with what the trial's primary end points came to.

    Where all co-primaries are required, one that is missed leaves no claim to the others
    (intersection-union test, ICH E9 2.2.5).
    """
    verdicts = {name: grade(one) for name, one in inputs.items() if _is_primary(one)}
    planned = {name: one for name, one in verdicts.items() if not inputs[name].is_interim}
    # What lies wholly on the side of harm, or beyond a margin, is nominal and missed as well.
    lost = {
        name
        for name, one in planned.items()
        if one.strength in _MISSED or one.formal is Formal.NOT_MET
    }
    won = any(one.formal is Formal.MET for one in planned.values())
    needs_all = setting.plan.requires_all_primaries
    is_missed = bool(lost) and (needs_all or not won)
    found = dict(inputs)
    for name, one in inputs.items():
        if name not in verdicts and is_missed:
            found[name] = replace(one, primary_missed=True)
        partners = {other for other in lost if _is_partner(keyed[other], keyed[name])}
        if name in verdicts and needs_all and partners:
            found[name] = replace(one, co_primary_missed=True)
    return found


def _is_primary(one: AnalysisInput) -> bool:
    return one.role == "primary" and one.plan is Plan.IN_PLAN


def _is_partner(one: Analysis, other: Analysis) -> bool:
    """Tell whether two analyses of the same arms are of two primary end points."""
    claims = [(each.end_point, population_key(each.population)) for each in (one, other)]
    return one.comparison == other.comparison and claims[0] != claims[1]


def with_populations(setting: TrialSetting, keyed: Keyed, verdicts: Verdicts) -> dict[str, Verdict]:
    """Return the verdicts on non-inferiority, each after that in the other population (N8)."""
    found = dict(verdicts)
    for name, verdict in verdicts.items():
        one = keyed[name]
        if verdict.hypothesis is not Hypothesis.NONINFERIORITY or not _is_itt_or_per_protocol(one):
            continue
        others = [other for other in sorted(keyed) if _is_other_population(one, keyed[other])]
        own = [other for other in others if keyed[other].mention == one.mention] or others
        found[name] = with_other_population(
            verdict,
            verdicts[own[0]] if own else None,
            requires_both=setting.plan.requires_both_populations(one),
        )
    return found


def _is_itt_or_per_protocol(one: Analysis) -> bool:
    """Tell whether an analysis is of one of the two populations of ICH E9 5.2."""
    return one.population == ALL or is_per_protocol(one.population)


def _is_other_population(one: Analysis, other: Analysis) -> bool:
    """Tell whether of two like analyses one is of all randomised, the other by protocol."""
    left, right = one.estimate, other.estimate
    return (
        (one.comparison, one.end_point) == (other.comparison, other.end_point)
        and (left.measure, left.hypothesis) == (right.measure, right.hypothesis)
        and may_agree(left.assessor, right.assessor)
        and may_agree(left.at, right.at)
        and _is_itt_or_per_protocol(other)
        and is_per_protocol(one.population) != is_per_protocol(other.population)
    )


def second_claims(
    setting: TrialSetting, keyed: Keyed, inputs: Inputs, verdicts: Verdicts
) -> dict[str, Verdict]:
    """Return the verdicts on superiority that non-inferiority shown allows (N9), by result."""
    claims = {
        name: also_superior(
            inputs[name],
            verdict,
            is_planned=setting.plan.tests_again(keyed[name]),
            is_all_randomised=keyed[name].population == ALL,
        )
        for name, verdict in verdicts.items()
    }
    return {name: one for name, one in claims.items() if one is not None}
