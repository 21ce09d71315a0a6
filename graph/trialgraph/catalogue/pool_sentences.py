"""Says the rows of a question about pooled effects; every face says them the same way."""

from itertools import groupby
from typing import TYPE_CHECKING

from trialgraph.catalogue.figures import figures
from trialgraph.catalogue.sentences import reservations, title
from trialgraph.catalogue.words import POOLING, in_words
from trialgraph.verdict.pools import NEVER_OVERRIDDEN, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trialgraph.catalogue.answer import Answer, AnswerRow

NO_VERDICT = "A synthesis has no verdict: no estimate of it is called confirmed or significant."
_REMEDIES: dict[str, str] = {
    Refusal.SHARED_CONTROL: (
        "Before pooling, combine the arms that add the drug into one, or split the control"
        " patients evenly between them (Cochrane Handbook 23.3)."
    ),
}


def pools(answer: "Answer") -> "Iterator[tuple[str, tuple[AnswerRow, ...]]]":
    """Yield the pools of an answer, each with its name and its rows."""
    for name, rows in groupby(answer.rows, key=lambda row: row.text("pool")):
        yield name, tuple(rows)


def pool_heading(name: str, rows: "tuple[AnswerRow, ...]") -> str:
    """Return what became of a pool."""
    kinds = [row.kind for row in rows]
    if "synthesis" in kinds:
        return f"{name}: synthesis of {rows[0].text('k')} estimates"
    if "refusal" in kinds:
        return f"{name}: not pooled"
    single = "one estimate, which is its own result"
    return f"{name}: {single if 'single' in kinds else 'no estimate that may be pooled'}"


def pool_foot(rows: "tuple[AnswerRow, ...]") -> str:
    """Return what to do about a refusal, or what a synthesis is not."""
    codes = [row.text("code") for row in rows if row.kind == "refusal"]
    if set(codes) & NEVER_OVERRIDDEN:
        return "Not pooled by any override: ask about one estimate a trial of one measure."
    if codes:
        return f"To pool all the same, pass each over by name: allow={','.join(codes)}"
    return NO_VERDICT if rows[0].kind == "synthesis" else ""


def pool_headline(row: "AnswerRow") -> str:
    """Return what a row is about: a model, a refusal, or an estimate and its part."""
    match row.kind:
        case "synthesis":
            return f"{row.text('model').capitalize()}, {row.text('method')} interval: {_sum(row)}"
        case "refusal":
            concerns = ", ".join(row.words("concerns"))
            return f"Refused ({row.text('code')}): {_why(row.text('code'))}: {concerns}"
        case "excluded":
            return f"{title(row)} [left out: {_why(row.text('code'))}]"
        case _:
            return title(row)


def pool_notes(row: "AnswerRow") -> list[str]:
    """Return what else a row says, a sentence each."""
    match row.kind:
        case "synthesis":
            said = _model_notes(row) if row.cells["is_headline"] else []
        case "refusal":
            said = [_REMEDIES.get(row.text("code"), "")]
        case "excluded":
            said = [figures(row)]
        case _:
            said = [figures(row), _turned(row), _weights(row), _error(row), _question(row)]
            said.append(reservations(row))
    return [one for one in said if one]


def _why(code: str) -> str:
    return in_words(POOLING, code)


def _digits(row: "AnswerRow", *names: str) -> list[str]:
    """Return computed numbers with three decimals, as the guidelines print them."""
    return [f"{float(row.text(name)):.3f}" for name in names]


def _sum(row: "AnswerRow") -> str:
    value, lower, upper = _digits(row, "value", "lower", "upper")
    return f"{row.text('measure')} {value} (95 % {lower} to {upper})"


def _model_notes(row: "AnswerRow") -> list[str]:
    """Return how far the trials differ, and what was passed over, with the second model."""
    if row.text("model") == "common effect":
        return [*_told("Passed over by name", row, "allowed"), *_told("Note", row, "remarks")]
    q, p, tau2 = _digits(row, "q", "q_p", "tau2")
    share = f"I2 {100 * float(row.text('i2')):.0f} %"
    beside = f" ({row.text('i2_note')})" if row.text("i2_note") else ""
    differ = "heterogeneous" if row.cells["is_heterogeneous"] else "not flagged as heterogeneous"
    said = [f"Q {q} (p {p}), tau2 {tau2} ({row.text('tau2_method')}), {share}{beside}: {differ}."]
    if row.text("prediction_lower"):
        low, high = _digits(row, "prediction_lower", "prediction_upper")
        said.append(f"The effect of another such trial: 95 % {low} to {high}.")
    return said


def _told(heading: str, row: "AnswerRow", column: str) -> list[str]:
    codes = [f"{code} ({_why(code)})" for code in row.words(column)]
    return [f"{heading}: {'; '.join(codes)}."] if codes else []


def _turned(row: "AnswerRow") -> str:
    is_reversed = bool(row.cells["is_reversed"])
    return "Printed with the comparator in the numerator; turned for the pool." * is_reversed


def _weights(row: "AnswerRow") -> str:
    if not row.text("weight_common"):
        return ""
    common, random = (
        f"{100 * float(row.text(name)):.0f} %" for name in ("weight_common", "weight_random")
    )
    return f"Weight: {common} of the common effect, {random} of the random effects."


def _error(row: "AnswerRow") -> str:
    if not row.text("limit_error") or not row.text("derived_lower"):
        return ""
    lower, upper = _digits(row, "derived_lower", "derived_upper")
    known = f"{100 * float(row.text('limit_error')):.1f} %"
    return (
        f"From one limit: two-sided 95 % {lower} to {upper}; "
        f"rounding moves its standard error by up to {known}."
    )


def _question(row: "AnswerRow") -> str:
    """Return what the estimate was asked about, as far as it tells trials apart."""
    parts = {
        "Line": row.text("line"),
        "condition": row.text("condition"),
        "event": row.text("definition"),
    }
    told = "; ".join(f"{name}: {words or 'not printed'}" for name, words in parts.items())
    return f"{told}."
