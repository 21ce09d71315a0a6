"""Whether the words of a document bear a corrected value out: its own words, or a known name.

A reviewer says what the document says, and adds nothing to it. A number is looked for by
``evidence.correcting`` already; here it is looked for words, and for codes that stand for
words (``interim``, ``independent``).
"""

import re

from trialgraph.evidence.correcting import Field, NotFitting, Said, choices
from trialgraph.evidence.reviews import LONGEST_VALUE, Correction
from trialgraph.rdf.term import plain
from trialgraph.terms.index import TermIndex

_SCHEMES = {
    ("Estimate", "end_point"): "end-point",
    ("ArmValue", "end_point"): "end-point",
    ("EndPoint", "name"): "end-point",
    ("TestStep", "end_point"): "end-point",
    ("AdverseEvent", "term"): "event",
    ("Intervention", "name"): "drug",
    ("Intervention", "concept"): "drug",
}
"""Fields whose values are names of the term tables, or else words of the document."""

_CUES = {
    "stage": {
        "interim": r"\binterim\b|\bfirst (?:planned |pre-?specified )?analysis\b",
        "final": r"\bfinal\b",
        "updated": r"\bupdat\w+|\bfollow-?up\b",
        "primary": r"\bprimary\b",
    },
    "assessor": {
        "independent": r"\bindependent|\bblinded\b|\bcentral\w*|\b(?:BICR|BIRC|IRC|IRF|ICR)\b",
        "investigator": r"\binvestigator|\blocal\w*|\bphysician",
    },
    "adjustment": {
        "stratified": r"\bstratif",
        "unstratified": r"\bunstratif|\bnot stratif",
        "adjusted": r"\badjust|\bcovaria|\bmulti-?varia",
    },
    "role": {
        "primary": r"\b(?:co-?)?primary\b",
        "secondary": r"\bsecondary\b",
        "exploratory": r"\bexplorat|\bpost[- ]hoc\b",
        "experimental": r"\w",
        "control": r"\w",
        "unclear": r"\w",
    },
}
"""Words, one of which the quotation of a code has to hold."""

_CODES = {
    "population": re.compile(
        r"all|per-protocol|safety|responders|non-randomised"
        r"|(?:subgroup|responders|non-randomised): (?P<words>\S.*)"
    ),
    "grade": re.compile(r"any|(?:>=)?[1-5](?:-[1-5])?"),
    "tests": re.compile(r"superiority|noninferiority|interaction|heterogeneity|trend_test"),
}
"""Values that no document prints so; what they say beside a code has to be printed."""

_SPACES = re.compile(r"[\s_‐‑‒–—−-]+")


def refuse_unsaid(field: Field, one: Correction, said: Said, text: str, terms: TermIndex) -> None:
    """Make sure that a value of words is one that the document bears out.

    Args:
        field: that is corrected.
        one: the correction; its quotation stands in the text already.
        said: what the document was read to say.
        text: its canonical text.
        terms: the tables that names are looked up in.

    Raises:
        NotFitting: the value is too long, or nothing in the document says so.
    """
    if len(one.value) > LONGEST_VALUE:
        raise NotFitting(
            f"found a value of {len(one.value)} characters, wanted {LONGEST_VALUE} at most"
        )
    if field.plan.shape != "words":
        return
    if choices(field):
        _refuse_uncued(field, one)
    elif not _is_known(field, one.value, terms) and not _is_said(field, one.value, said, text):
        wanted = "a name of the term tables or " if _scheme(field) else ""
        raise NotFitting(
            f"found {one.value!r}, wanted {wanted}words that the document prints; "
            "give them as they stand there"
        )


def _refuse_uncued(field: Field, one: Correction) -> None:
    """Refuse a code of which the quoted words say nothing."""
    cue = _CUES.get(field.plan.name, {}).get(one.value)
    if cue and not re.search(cue, one.quote, re.IGNORECASE):
        raise NotFitting(
            f"found {one.value!r}, of which the quoted words {_short(one.quote)!r} say nothing; "
            "quote the words of the document that say so"
        )


def _scheme(field: Field) -> str:
    return _SCHEMES.get((field.model.__name__, field.plan.name), "")


def _is_known(field: Field, value: str, terms: TermIndex) -> bool:
    """Tell whether the term tables have a name."""
    scheme = _scheme(field)
    if not scheme:
        return False
    return terms.get(scheme, value) is not None or terms.find(scheme, value) is not None


def _is_said(field: Field, value: str, said: Said, text: str) -> bool:
    """Tell whether the document prints words, or was read to say the same of another fact."""
    predicate = field.plan.term()
    if any(p == predicate and plain(obj) == value for _, p, obj in said.statements):
        return True
    form = _CODES.get(field.plan.name)
    code = form.fullmatch(value) if form else None
    if code is None:
        return _prints(text, value)
    words = code.groupdict().get("words")
    return words is None or _prints(text, words)


def _prints(text: str, words: str) -> bool:
    """Tell whether a text has some words, however they are spaced, hyphenated or capitalised."""
    wanted = _folded(words).strip()
    return bool(re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", _folded(text)))


def _folded(words: str) -> str:
    return _SPACES.sub(" ", words).casefold()


def _short(words: str) -> str:
    return " ".join(words[:80].split())
