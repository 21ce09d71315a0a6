"""Takes a decision in, or leaves the store as it was.

Order of a change: intent to the ledger, graph of the decision, derived graphs, intent
cleared, snapshot published. One that was killed is finished at the next opening.
"""

from collections.abc import Callable
from dataclasses import replace

from trialgraph import names
from trialgraph.check.finding_graphs import derived_findings
from trialgraph.curate.decision import Act, Decision, Motive
from trialgraph.curate.judging import Standing
from trialgraph.errors import DecisionUnfounded, StoreUnfinished
from trialgraph.evidence.decisions import LONGEST_NAME, LONGEST_REASON
from trialgraph.evidence.derive import derive
from trialgraph.evidence.reviews import reviewed_documents
from trialgraph.names.identifiers import looks_like_orcid, orcid
from trialgraph.names.shown import in_one_line
from trialgraph.store import Place, Writer, create_or_open, open_reader
from trialgraph.store.known_terms import known_terms
from trialgraph.store.ledger import Intent
from trialgraph.terms.index import TermIndex


def join(store: Place, trials: tuple[str, str], motive: Motive) -> Decision:
    """Decide that two trials are one; each is given as name, number, acronym or IRI.

    Raises:
        DecisionError: see its kinds; the store is as it was.
    """
    return _decide(store, motive, lambda standing: standing.join(*trials))


def split(store: Place, apart: str, trial: str, motive: Motive) -> Decision:
    """Decide that a document does not speak of a trial, or that a number is not its own.

    Raises:
        DocumentNotStored: it is neither a document held nor a registration number.
        DecisionError: see its kinds; the store is as it was.
    """
    return _decide(store, motive, lambda standing: standing.split(apart, trial))


def undo(store: Place, decision: str, motive: Motive) -> Decision:
    """Decide that a decision no longer holds; it is given as identifier or IRI.

    Raises:
        DecisionError: see its kinds; the store is as it was.
    """
    return _decide(store, motive, lambda standing: standing.undo(decision))


def _decide(store: Place, motive: Motive, made: Callable[[Standing], Act]) -> Decision:
    """Take a decision about trials."""
    return take(store, motive, lambda writer: made(Standing(writer)))


def take(store: Place, motive: Motive, made: Callable[[Writer], Act]) -> Decision:
    """Check a decision against what is held, keep it, derive what follows, publish.

    Raises:
        DecisionUnfounded: it has no reason or is nobody's, or says too much.
        StoreMissing: there is no store.
        StoreUnfinished: an ingest was stopped.
    """
    founded = _founded(motive)
    open_reader(store).close()  # a store that is not there is not made for a decision
    with create_or_open(store) as writer:
        terms = known_terms(store)
        _finish(writer, terms)
        decision = Decision(made(writer), founded)
        writer.ledger.begin(Intent(decision.identifier, "decide"))
        writer.replace_graphs({decision.graph: decision.bytes()})
        _finish(writer, terms)
    return decision


def _founded(motive: Motive) -> Motive:
    """Return a motive with its words trimmed.

    Raises:
        DecisionUnfounded: there is no reason or nobody to ask, or either is too long.
    """
    reason, by = " ".join(motive.reason.split()), " ".join(motive.by.split())
    for what, words, most in (("reason", reason, LONGEST_REASON), ("name", by, LONGEST_NAME)):
        if len(words) > most:
            raise DecisionUnfounded(
                f"found a {what} of {len(words)} characters, wanted {most} at most; shorten it"
            )
    if not reason:
        raise DecisionUnfounded("found no reason, wanted why you decide so; give one")
    if not by:
        raise DecisionUnfounded("found nobody who decides, wanted a name or an ORCID; give one")
    _refuse_unshowable(reason=reason, name=by)
    if looks_like_orcid(by) and not orcid(by):
        raise DecisionUnfounded(
            f"found {by!r}, an ORCID with a wrong check digit, wanted one that is somebody's; "
            "look it up, or give a name"
        )
    return replace(motive, reason=reason, by=by)


def _refuse_unshowable(**said: str) -> None:
    """Make sure that lists, tables and terminals can show what somebody says.

    Raises:
        DecisionUnfounded: there are characters that move a terminal, or turn the words around.
    """
    for what, words in said.items():
        shown = in_one_line(words)
        if shown != words:
            raise DecisionUnfounded(
                f"found control characters or marks of direction in the {what} {shown[:200]!r}, "
                "wanted words that a list can show; leave them out"
            )


def _finish(writer: Writer, terms: TermIndex) -> None:
    """Derive what follows from decisions that were begun, publish, clear their intents.

    Raises:
        StoreUnfinished: a document was begun, which only an ingest can finish.
    """
    begun = writer.ledger.unfinished()
    if waiting := [one.identifier for one in begun if one.action != "decide"]:
        raise StoreUnfinished(
            f"found {len(waiting)} documents that an ingest began and did not finish, such as "
            f"{waiting[0]}; run 'trialgraph ingest' once more on the same documents"
        )
    if begun:
        about = reviewed_documents(writer, (names.decision(one.identifier) for one in begun))
        derive(writer, terms, about, derived_findings)
    writer.publish()
    for one in begun:
        writer.ledger.clear(one.identifier)
