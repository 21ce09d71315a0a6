"""A query from outside, looked over, and how it is handed to the process that answers it."""

import re
from dataclasses import dataclass, field
from typing import cast

from trialgraph.errors import Advice, BadQuery, QueryRefused, QueryStopped
from trialgraph.store.endings import ended_early
from trialgraph.store.failures import advice_of
from trialgraph.store.frames import Head
from trialgraph.store.lexer import Outline, outline
from trialgraph.store.limits import Dataset, Form, Limits, forms_of
from trialgraph.store.remarks import Remark
from trialgraph.store.slowness import slow_parts

_SURROGATE = re.compile("[\ud800-\udfff]")  # no engine takes them: they are no text


@dataclass(frozen=True, slots=True)
class Question:
    """A query that may be asked.

    Attributes:
        form: how its answer is serialised.
        dataset: the graphs that it is asked of.
        seen: what it looks like.
        is_ours: whether it is one of the program's own: it is asked of the union of all graphs
            whatever others are asked of, and nobody reads remarks on it.
    """

    text: str
    form: Form
    seen: Outline
    dataset: Dataset = field(default_factory=Dataset)
    is_ours: bool = False

    def head(self, *, is_union: bool = True, only_begin: bool = False) -> Head:
        """Return the frame that asks it.

        Args:
            is_union: whether the default graph is the union of all where none is named.
            only_begin: whether the first frame of the answer is all that is wanted.
        """
        default, named = self.dataset.default, self.dataset.named
        # FROM and the protocol's graphs replace the union, which the engine would keep.
        is_named = bool(self.seen.names_graphs or default or named)
        return {
            "query": self.text,
            "form": self.form,
            "union": (is_union or self.is_ours) and not is_named,
            "default": default,
            "named": named,
            "only_begin": only_begin,
            "is_ours": self.is_ours,
        }


def looked_over(query: str, limits: Limits) -> Outline:
    """Return the outline of a query that may be asked.

    Raises:
        BadQuery: it is no query, or no text.
        QueryRefused: it would reach out, change something, or is too deep or long.
    """
    if len(query) > limits.length:
        raise QueryRefused(
            f"the query has {len(query)} characters; at most {limits.length} are taken",
        )
    if not query.isascii() and _SURROGATE.search(query):
        raise BadQuery("the query holds half a character (a surrogate); send it in UTF-8")
    seen = outline(query)
    if seen.depth > limits.depth or seen.tokens > limits.tokens:
        raise QueryRefused(
            f"the query has {seen.tokens} tokens, nested {seen.depth} deep; at most "
            f"{limits.tokens} and {limits.depth} are taken",
        )
    return seen


def form_of(seen: Outline, form: Form | None) -> Form:
    """Return the form of the answer to a query: the one wanted, or the usual one.

    Raises:
        BadQuery: it cannot have that form.
    """
    forms = forms_of(seen.kind)
    if form is not None and form not in forms:
        raise BadQuery(f"the answer to {seen.kind} can be {', '.join(forms)}, not {form}")
    return form or forms[0]


def is_more(head: Head) -> bool:
    """Tell whether other frames of the answer follow this one."""
    return head.get("is_whole") is False


def is_last(head: Head) -> bool:
    """Tell whether the answer is whole with this frame; one that is no more is an error."""
    return head.get("is_whole") is True


def remarks_of(head: Head) -> tuple[Remark, ...]:
    """Return what the last frame of an answer remarks on."""
    said = cast("list[dict[str, object]]", head.get("remarks", ()))
    return tuple(
        Remark(str(one["code"]), str(one["message"]), advice_of(one["advice"])) for one in said
    )


def advise(error: BaseException, query: str) -> None:
    """Add to a query's being stopped what in it looks slow; leave other errors as they are."""
    if isinstance(error, QueryStopped) and error.limit in {"time", "memory"}:
        error.advised(Advice(hint="; ".join(slow_parts(query))))


def time_is_up(limits: Limits) -> QueryStopped:
    """Return the error for a query that takes too long."""
    return QueryStopped(
        f"the query took over {limits.seconds:g} seconds; narrow it, or ask for less",
        "time",
    )


def too_many_rows(most: int) -> QueryStopped:
    """Return the error for an answer with too many rows."""
    return QueryStopped(
        f"the answer has over {most} rows; add conditions or a LIMIT",
        "rows",
    )


def process_is_gone(exit_code: int | None) -> QueryStopped:
    """Return the error for a query that its process did not survive, told by how that ended."""
    return ended_early("that answered the query", exit_code, "ask for less")


def queue_is_long() -> QueryStopped:
    """Return the error for a query that waited too long for its turn."""
    return QueryStopped("other queries took all the time there was; ask again", "queue")
