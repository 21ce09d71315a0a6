"""Trials: found by filters, and one with its arms, results, documents and findings."""

from trialgraph import names
from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.left_out import left_out
from trialgraph.catalogue.panels import panel, panel_card
from trialgraph.catalogue.trial_search import FILTERS, columns, find_trial, find_trials, trial_rows
from trialgraph.errors import UnknownName
from trialgraph.names import Iri
from trialgraph.names.identifiers import trial
from trialgraph.server.addresses import api_of
from trialgraph.server.api.asking import ENDINGS, ending_of, one_of
from trialgraph.server.api.contract import (
    Answers,
    Asked,
    Found,
    Moved,
    Parameter,
    Resource,
    RowKind,
)
from trialgraph.server.api.effects import EFFECT, filters, found_effects
from trialgraph.server.api.filtering import as_parameters
from trialgraph.server.api.left_out import MORE, told
from trialgraph.server.api.lists import in_pages, question_rows
from trialgraph.server.api.meaning import shown
from trialgraph.server.bounded import BoundedReader
from trialgraph.terms.index import TermIndex

_EXAMPLES = {
    "q": "CLEOPATRA",
    "condition": "breast cancer",
    "intervention": "pertuzumab",
    "endpoint": "OS",
    "phase": "3",
    "line": "first-line",
    "status": "completed",
    "updated_since": "2026-01-01",
}
TRIAL = RowKind(
    "Trial", columns(), has_passages=False, means=shown(panel_card("trial"), thing="trial")
)
_FINDINGS = find_card("findings")
# Of a finding about a document the trial is that of the document.
FINDING = RowKind("Finding", _FINDINGS.columns, means=shown(_FINDINGS, thing="iri", but=("trial",)))
_HISTORY = find_card("results-over-time")
_ID = Parameter(
    "id",
    "a registration number in any form, an acronym that one trial alone has, a sponsor's number, "
    "or the IRI; any but the first registration redirects to it",
    "NCT02514681",
    {"type": "string", "minLength": 1, "maxLength": 200},
    place="path",
)
_KINDS = {
    "arms": ("getTrialArms", "The arms of a trial, and who gets what.", "Arm"),
    "comparisons": ("getTrialComparisons", "Which arms a trial compares.", "Comparison"),
    "endpoints": ("getTrialEndpoints", "The end points that a trial declares.", "TrialEndpoint"),
    "documents": ("getTrialDocuments", "The documents that speak of a trial.", "TrialDocument"),
}
_PANELS = {"endpoints": "end-points", "documents": "trial-documents"}
_THINGS = {"documents": "held"}
"""Variable of a panel for the thing of a row, where that is not ``iri``."""
_AMBIGUOUS = {"documents": ("trial",)}
"""Columns that say another thing in each row: a trial is registered, reported or mentioned."""


def the_trial(asked: Asked, reader: BoundedReader, terms: TermIndex, part: str = "") -> Iri:
    """Return the one trial that a request is about.

    Args:
        asked: with the words in ``id``.
        reader: a published version.
        terms: tables of names.
        part: the rest of the path behind the trial, with its slash.

    Raises:
        Moved: it has another address.
        UnknownName: none is held of that name, or several are.
    """
    given = asked.one("id")
    _check_end(given)
    iri = find_trial(reader, terms, given)
    if iri != names.ID + "trial/" + _as_sent(asked.path, part):
        raise Moved(f"{api_of(iri)}{part}{ending_of(asked.path)}")
    return iri


def _check_end(given: str) -> None:
    """Refuse a number with more behind it: a part, or a form, that there is not.

    The address of a trial may hold a slash; that of a misspelled part must not be the trial's.

    Raises:
        UnknownName: naming what is known, and what of it is nearest.
    """
    parts = ("effects", *_KINDS, "findings", "history")
    for sign, known in (("/", parts), (".", tuple(one[1:] for one in ENDINGS.values()))):
        number, _, more = given.rpartition(sign)
        if trial(number) and not trial(given):
            raise UnknownName(
                f"found {more!r} behind the trial {number!r}, wanted {one_of(more, known)}; "
                "without it the address is that of the trial, as JSON"
            )


def _as_sent(path: str, part: str) -> str:
    sent = path.partition("/trials/")[2]
    return sent.removesuffix(ending_of(path)).removesuffix(part)


def _list(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
    given = {name: words for name, words in asked.given.items() if name in FILTERS}
    found = find_trials(reader, terms, given, asked.page(reader))
    return Found(found.rows, found.next_cursor, is_current=found.is_current)


def _one(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
    iri = the_trial(asked, reader, terms)
    rejected = left_out(reader, terms, {"trial": (iri,)})
    return Found(trial_rows(reader, [iri]), more=told(rejected))


def _effects(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
    iri = the_trial(asked, reader, terms, "/effects")
    return found_effects(asked, reader, terms, trial=iri)


def _panel(part: str) -> Answers:
    def answer(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
        iri = the_trial(asked, reader, terms, f"/{part}")
        found = panel(reader, _PANELS.get(part, part), trial=[iri])
        return in_pages(found, asked.page(reader), reader.version)

    return answer


def _question(name: str, part: str) -> Answers:
    def answer(asked: Asked, reader: BoundedReader, terms: TermIndex) -> Found:
        found = question_rows(reader, name, trial=[the_trial(asked, reader, terms, f"/{part}")])
        return in_pages(found, asked.page(reader), reader.version)

    return answer


def _of_trial(part: str) -> Resource:
    operation, summary, name = _KINDS[part]
    card = panel_card(_PANELS.get(part, part))
    kind = RowKind(
        name,
        card.columns,
        has_passages="?document" in card.text,
        means=shown(card, thing=_THINGS.get(part, "iri"), but=_AMBIGUOUS.get(part, ())),
    )
    return Resource(
        f"/trials/{{id:path}}/{part}",
        operation,
        summary,
        kind,
        _panel(part),
        (_ID,),
    )


RESOURCES = (
    Resource(
        "/trials",
        "listTrials",
        "Trials that a held document reports or registers and that fit all filters.",
        TRIAL,
        _list,
        as_parameters(FILTERS, _EXAMPLES),
    ),
    Resource(
        "/trials/{id:path}/effects",
        "getTrialEffects",
        "The effect estimates of a trial that fit all filters.",
        EFFECT,
        _effects,
        (_ID, *filters("trial")),
        more=MORE,
    ),
    *(_of_trial(part) for part in _KINDS),
    Resource(
        "/trials/{id:path}/findings",
        "getTrialFindings",
        "What is odd in what the documents say of a trial.",
        FINDING,
        _question("findings", "findings"),
        (_ID,),
    ),
    Resource(
        "/trials/{id:path}/history",
        "getTrialHistory",
        "How each result of a trial changed between analyses.",
        RowKind("ResultOverTime", _HISTORY.columns, means=shown(_HISTORY, thing="result")),
        _question("results-over-time", "history"),
        (_ID,),
    ),
    Resource(
        "/trials/{id:path}",
        "getTrial",
        "What kind of study a trial is.",
        TRIAL,
        _one,
        (_ID,),
        more=MORE,
        is_paged=False,
    ),
)
