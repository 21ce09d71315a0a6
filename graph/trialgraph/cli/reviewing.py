"""The command by which a person confirms, corrects or rejects what was read from a document."""

from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from trialgraph.cli.linking import motive
from trialgraph.cli.options import DEFAULT_STORE, AsJson, StorePath
from trialgraph.cli.talk import say, say_json
from trialgraph.errors import BadParameter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trialgraph.curate.decision import Decision, Motive
    from trialgraph.evidence.listed_reviews import ShownReview
    from trialgraph.evidence.reviews import Correction
    from trialgraph.store.address import Place


class Action(StrEnum):
    """What the command does."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    REJECT = "reject"
    LIST = "list"
    UNDO = "undo"


def review(  # noqa: PLR0913 - one option a question that a person may have
    action: Annotated[Action, typer.Argument(metavar="confirm|correct|reject|list|undo")],
    what: Annotated[
        str, typer.Argument(metavar="[FACT|REVIEW]", help="IRI of a fact; of undo, of a review.")
    ] = "",
    *,
    prop: Annotated[
        list[str] | None, typer.Option("--property", help="What is wrong: value, interval.upper.")
    ] = None,
    value: Annotated[
        list[str] | None, typer.Option("--value", help="What is right; one for each property.")
    ] = None,
    quote: Annotated[
        list[str] | None, typer.Option("--quote", help="The words of the document that say so.")
    ] = None,
    at: Annotated[
        list[str] | None,
        typer.Option("--at", metavar="START-END", help="Where they stand in its text."),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why; no review without it.")] = "",
    by: Annotated[
        str,
        typer.Option(
            "--by", envvar="TRIALGRAPH_BY", help="Who reviews: a name or an ORCID. Else the login."
        ),
    ] = "",
    document: Annotated[str, typer.Option("--document", help="List only its facts.")] = "",
    state: Annotated[str, typer.Option("--state", help="List only what came to this.")] = "",
    every: Annotated[bool, typer.Option("--all", help="List also what no longer counts.")] = False,
    store: StorePath = DEFAULT_STORE,
    as_json: AsJson = False,
) -> None:
    """Confirm, correct or reject a fact that was read; list reviews, undo one."""
    given = (prop or [], value or [], quote or [], at or [])
    _refuse_misplaced(action, what, corrects=any(given), lists=bool(document or state or every))
    if action is Action.LIST:
        _list(store, (what, document, state), every=every, as_json=as_json)
        return
    decided = _decided(store, action, what, (_corrections(*given), motive(store, reason, by)))
    _say_review(decided, as_json=as_json)


def _refuse_misplaced(action: Action, what: str, *, corrects: bool, lists: bool) -> None:
    """Refuse options of another action, and an action without its fact.

    Raises:
        BadParameter: it is so.
    """
    if not what and action is not Action.LIST:
        raise BadParameter(f"found no fact or review to {action}, wanted its IRI")
    if corrects and action is not Action.CORRECT:
        raise BadParameter(f"found --property, --value, --quote or --at with {action}; use correct")
    if lists and action is not Action.LIST:
        raise BadParameter(f"found --document, --state or --all with {action}; use list")


def _corrections(
    props: "Sequence[str]", values: "Sequence[str]", quotes: "Sequence[str]", at: "Sequence[str]"
) -> "list[Correction]":
    """Return the corrections that the options say, the first of each together, and so on.

    Raises:
        BadParameter: one is given more often than another, or a place is none.
    """
    from trialgraph.evidence.reviews import Correction
    from trialgraph.model.text import Span

    counts = {len(props), len(values), len(quotes), len(at)}
    if len(counts) != 1:
        raise BadParameter(
            f"found {len(props)} --property, {len(values)} --value, {len(quotes)} --quote and "
            f"{len(at)} --at, wanted as many of each"
        )
    try:
        places = [Span.parse(one) for one in at]
    except ValueError as error:
        raise BadParameter(
            f"found --at {', '.join(at)}, wanted first character and character after the last, "
            "such as 1042-1046"
        ) from error
    return [Correction(*one) for one in zip(props, values, quotes, places, strict=True)]


def _decided(
    store: "Place", action: Action, what: str, said: "tuple[list[Correction], Motive]"
) -> "Decision":
    """Take the review that is asked for, and return it."""
    from trialgraph.curate import review as reviews

    corrections, why = said
    match action:
        case Action.CONFIRM:
            return reviews.confirm(store, what, why)
        case Action.CORRECT:
            return reviews.correct(store, what, corrections, why)
        case Action.REJECT:
            return reviews.reject(store, what, why)
        case _:
            return reviews.undo(store, what, why)


def _say_review(made: "Decision", *, as_json: bool) -> None:
    """Print a review that was taken."""
    if as_json:
        say_json(made.to_json())
        return
    say(f"{made.kind}  {made.identifier}  by {made.motive.by}: {made.motive.reason}\n")


def _list(store: "Place", given: tuple[str, str, str], *, every: bool, as_json: bool) -> None:
    """Print the reviews that a store holds."""
    from trialgraph.evidence.listed_reviews import listed_reviews
    from trialgraph.evidence.reviews import named_fact
    from trialgraph.store import open_reader

    what, document, state = given
    fact = named_fact(what) if what else ""
    with open_reader(store) as reader:
        found = listed_reviews(reader, document=document, fact=fact, state=state, every=every)
    if as_json:
        say_json({"reviews": [asdict(one) for one in found]})
    else:
        say("".join(f"{line}\n" for one in found for line in _lines(one)))


def _lines(one: "ShownReview") -> "Iterator[str]":
    """Yield a review for a person."""
    from trialgraph.cli.answer import wrap

    yield wrap(f"{one.decision}  {one.state}  {one.fact}", 0, 2)
    yield wrap(f"by {one.by}, {one.at}: {one.reason}", 2, 2)
    for each in one.corrections:
        yield wrap(f"{each.field} is {each.value}: “{' '.join(each.quote.split())}”", 2, 2)
        yield wrap(f"{one.document}, characters {each.start}-{each.end}", 4, 2)
    if one.why:
        yield f"  {one.why}"
