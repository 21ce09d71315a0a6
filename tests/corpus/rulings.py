"""What each planted analysis comes to, by the decision tables of the manual.

The tables of ``docs/reference/verdicts.md`` are written down here once more, as pairs of what
the plan says and what the figures show; nothing is computed from print.
"""

from tests.corpus.figures import includes_null_conventionally, one_sided_p
from tests.corpus.plan import Draft, Look

_SHOWN = frozenset({"confirmed", "nominal"})
_DIRECTIONS = {
    "benefit": "experimental",
    "slight": "experimental",
    "none": "neither",
    "slight harm": "comparator",
    "harm": "comparator",
}
_REASONS_OUTSIDE = {
    "blocked": "hierarchy_blocked",
    "outside": "not_in_alpha_plan",
    "updated": "updated_after_decision",
    "subgroup": "subgroup",
}
# V9 and V12, by what decides: (reason where met, reason where missed).
_FORMAL = {
    "level": ("level_met", "level_not_met"),
    "first step": ("level_met", "level_not_met"),
    "step": ("step_met", "level_not_met"),
    "boundary": ("boundary_crossed", "level_not_met"),
}
# V10, V13, V14: the authors' word decides where no level or boundary is printed.
_BY_WORD = {
    "significant": ("confirmed", "asserted_by_authors", "asserted"),
    "not_significant": ("not_significant", "asserted_by_authors", "asserted"),
    "": ("undetermined", "level_or_boundary_not_printed", "verified"),
}
_LENIENT = 0.025


def rule(draft: Draft, look: Look) -> None:
    """Fill in the verdict of a planted analysis and what weakens it."""
    look.direction = look.direction or _DIRECTIONS[look.effect]
    if not look.strength:
        look.strength, look.reason, look.basis = _verdict(look)
    look.reservations |= _reservations(draft, look)


def is_shown(look: Look) -> bool:
    """Tell whether the figures exclude the null at the level that counts, on either side."""
    return look.effect in {"benefit", "harm"}


def _verdict(look: Look) -> tuple[str, str, str]:
    """Return strength, reason and basis."""
    if look.state == "responders":
        return "descriptive", "not_randomised_comparison", "verified"
    if look.state == "co-primary":
        return "nominal", "co_primary_failed", "verified"
    if look.state in {"unprinted boundary", "unprinted level"}:
        return _BY_WORD[look.word]
    if look.state in _REASONS_OUTSIDE:
        strength = "nominal" if is_shown(look) else "not_significant"
        return strength, _REASONS_OUTSIDE[look.state], "verified"
    if look.state == "boundary" and look.stop is not None and look.stop.kind != "efficacy":
        return _other_boundary(look)
    return _formal(look)


def _formal(look: Look) -> tuple[str, str, str]:
    """Return what the formal test gives: a one-sided one cannot confirm harm (V12a)."""
    met, missed = _FORMAL[look.state]
    one_sided = look.level is not None and look.level.sides == 1
    if look.effect == "harm" and one_sided:
        # An interval without a lower limit excludes nothing on the side of harm.
        if look.figures.sides == 1:
            return "not_significant", missed, "verified"
        return "nominal", "unfavourable_not_formally_tested", "verified"
    if is_shown(look):
        return "confirmed", met, "verified"
    # V11 names every missed look by its boundary, whatever form the boundary has.
    return (
        "not_significant",
        "boundary_not_crossed" if look.stage == "interim" else missed,
        "verified",
    )


def _other_boundary(look: Look) -> tuple[str, str, str]:
    """Return what a crossed boundary of futility or harm gives (V7)."""
    stop = look.stop
    if stop is None or stop.kind == "futility":
        return "not_significant", "futility", "verified" if stop and stop.value else "asserted"
    strength = "confirmed" if stop.p else "nominal"
    return strength, "harm_boundary", "verified" if stop.value else "asserted"


def _reservations(draft: Draft, look: Look) -> set[str]:
    """Return what weakens the verdict, as far as one analysis alone shows it."""
    shown = look.strength in _SHOWN and look.hypothesis == "superiority"
    lenient = look.level is not None and look.level.one_sided > _LENIENT
    has_level = look.strength not in {"descriptive", "excluded"}
    end_point, _, _, assessor, population, *_ = look.series
    held = {
        "lenient_level": look.strength in _SHOWN and lenient,
        "fails_conventional_level": shown
        and _has_test(look)
        and includes_null_conventionally(look.figures),
        "level_assumed": look.level_is_assumed and has_level,
        "asserted": look.basis == "asserted",
        "open_label_investigator": draft.masking == "open-label" and assessor == "investigator",
        "subgroup": look.state == "subgroup",
        "crossover": draft.crossover and end_point == "OS",
        "information_shortfall": _falls_short(look),
        "itt_incomplete": population == "all"
        and look.analysed is not None
        and look.analysed < draft.compared(look.series[2]),
    }
    return {name for name, holds in held.items() if holds}


def _has_test(look: Look) -> bool:
    """Tell whether an interval is printed from which a conventional one follows."""
    return bool(look.figures.level)


def _falls_short(look: Look) -> bool:
    """Tell whether an analysis that is no interim has fewer than 90 % of its planned events."""
    if look.stage == "interim" or look.events is None or look.planned is None:
        return False
    return look.events < 0.9 * look.planned


def blocking(look: Look) -> tuple[str, ...]:
    """Return the reservations that forbid the plain word; a lenient level only above 0.025."""
    always = {"information_shortfall", "erratum_unresolved", "retracted"}
    held = look.reservations & always
    if "lenient_level" in look.reservations and one_sided_p(look.figures) > _LENIENT:
        held = held | {"lenient_level"}
    return tuple(sorted(held))
