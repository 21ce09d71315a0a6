"""The statistical analyses of an outcome, field by field."""

from trialgraph.extract.record_values import Figures, number, place, truth
from trialgraph.model.record import Block
from trialgraph.model.registry import Analysis


def analyses(measure: Block, figures: Figures) -> tuple[Analysis, ...]:
    """Return the analyses of an outcome in the record's order."""
    return tuple(_analysis(each, figures) for each in measure.blocks("analyses"))


def _analysis(one: Block, figures: Figures) -> Analysis:
    words = one.words
    level = one.leaf("ciPctValue")
    estimate_comment = words("estimateComment")
    return Analysis(
        groups=tuple(leaf.words for leaf in one.leaves("groupIds")),
        group_description=words("groupDescription"),
        parameter=words("paramType"),
        value=figures.value(one.leaf("paramValue"), estimate_comment),
        value_printed=words("paramValue"),
        estimate_comment=estimate_comment,
        dispersion=words("dispersionType"),
        dispersion_value=figures.value(one.leaf("dispersionValue")),
        interval_level=number(level) if level else None,
        interval_sides=words("ciNumSides"),
        lower=figures.limit(one.leaf("ciLowerLimit"), words("ciLowerLimitComment")),
        lower_comment=words("ciLowerLimitComment"),
        upper=figures.limit(one.leaf("ciUpperLimit"), words("ciUpperLimitComment")),
        upper_comment=words("ciUpperLimitComment"),
        p_printed=words("pValue"),
        p_comment=words("pValueComment"),
        method=words("statisticalMethod"),
        method_comment=words("statisticalComment"),
        tested_non_inferiority=truth(one.leaf("testedNonInferiority")),
        non_inferiority_type=words("nonInferiorityType"),
        non_inferiority_comment=words("nonInferiorityComment"),
        other_description=words("otherAnalysisDescription"),
        span=place(one, "paramValue", "pValue"),
    )
