"""What tables made of lines say of patients, harms and results, each in a short line."""

from tests.extract.made_up_tables import ARMS, figure, grids, setting

from trialgraph.extract.grids.baseline import baseline_of
from trialgraph.extract.grids.harms import adverse_events_of
from trialgraph.extract.tables import table_estimates, table_values
from trialgraph.model.reading import Baseline
from trialgraph.model.result import AdverseEvent, ArmValue, Estimate
from trialgraph.model.trial import Arm, EndPoint

HEAD = "H|Tea (n = 40)|Water (n = 41)"


def cell(one: Baseline) -> str:
    figures = {
        "n": one.n,
        "%": one.percent,
        "N": one.total,
        "v": one.value,
        "sd": one.standard_deviation,
        "min": one.minimum,
        "max": one.maximum,
        "q1": one.lower_quartile,
        "q3": one.upper_quartile,
    }
    words = " ".join(f"{name}{figure(number)}" for name, number in figures.items() if number)
    named = f"{one.characteristic}/{one.category}" if one.category else one.characteristic
    return f"{named} {one.arm.split()[0]} {one.kind} {words} {one.unit}".strip()


def baseline(rows: str, title: str = "Baseline characteristics", notes: str = "") -> list[str]:
    head = "" if rows.startswith("H") else f"{HEAD}\n"
    return [cell(one) for one in baseline_of(grids(title, head + rows, notes))]


def harm(one: AdverseEvent) -> str:
    figures = f"{figure(one.n)} ({figure(one.percent)}) of {figure(one.total)}"
    serious = " serious" if one.serious else ""
    part = "" if one.population == "safety" else f" {one.population}"
    return f"{one.term} {one.grade} {one.arm.split()[0]} {figures}{serious}{part}"


def harms(
    rows: str, title: str = "Adverse events, n (%)", arms: tuple[Arm, ...] = ARMS
) -> list[str]:
    head = "" if rows.startswith("H") else f"{HEAD}\n"
    return [harm(one) for one in adverse_events_of(grids(title, head + rows, arms=arms))]


def result(one: ArmValue) -> str:
    ends = one.interval and f" {figure(one.interval.lower)}-{figure(one.interval.upper)}"
    level = f"@{figure(one.interval.level)}" if one.interval and one.interval.level else ""
    part = "" if one.population == "all" else f" {one.population}"
    at = f" {one.at}" if one.at else ""
    n = f" {figure(one.n)}/{figure(one.total)}" if one.n else ""
    value = f"{one.arm.split()[0]} {figure(one.value)} {one.unit}"
    return f"{one.end_point} {one.kind} {value}{at}{n}{ends or ''}{level}{part}"


def results(rows: str, title: str = "Efficacy", end_points: tuple[EndPoint, ...] = ()) -> list[str]:
    head = "" if rows.startswith("H") else f"{HEAD}\n"
    return [result(one) for one in table_values(setting(title, head + rows, end_points=end_points))]


def ratio(one: Estimate) -> str:
    ends = f" {figure(one.interval.lower)}-{figure(one.interval.upper)}" if one.interval else ""
    p = f" p{one.p.comparator}{figure(one.p.number)}" if one.p else ""
    who = f"{one.experimental} v {one.comparator}".replace(" group", "")
    how = f" {one.adjustment}" if one.adjustment else ""
    return f"{one.end_point} {one.measure} {figure(one.value)}{ends}{p} {who}{how}"


def ratios(rows: str, title: str = "Efficacy", arms: tuple[Arm, ...] = ARMS) -> list[str]:
    return [ratio(one) for one in table_estimates(setting(title, rows, arms=arms))]
