"""Going through the words of a query one by one, and stopping where none of them can follow."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import NoReturn

from trialgraph.store.keywords import OF_THE_ENGINE
from trialgraph.store.slips import slip
from trialgraph.store.tokens import Token

_DEEPEST = 120  # brackets; queries nested deeper are refused before
_SHOWN = 40  # characters


class Unsure(Exception):
    """What follows is beyond SPARQL 1.1; the engine may know it, so nothing is said of it."""


@dataclass
class Stopped(Exception):
    """No query goes on with this word.

    Attributes:
        token: that no query has here; an empty one is the end.
        wanted: what could stand there.
        told: the whole sentence, where found and wanted alone would not tell.
    """

    token: Token
    wanted: str
    hint: str
    suggestions: tuple[str, ...] = ()
    told: str = ""

    @property
    def message(self) -> str:
        """Return what was found and what was wanted."""
        if self.told:
            return self.told
        found = repr(self.token.text[:_SHOWN]) if self.token.text else "the end of the query"
        return f"found {found}, wanted {self.wanted}"


class Walk:
    """A place in a query, which goes on word by word."""

    def __init__(self, seen: Sequence[Token], length: int) -> None:
        self._seen = seen
        self._end = Token("other", "", length)
        self._at = 0
        self._depth = 0

    def ahead(self, steps: int = 0) -> Token:
        """Return the word that comes next, or some steps off; an empty one beyond the ends."""
        at = self._at + steps
        return self._seen[at] if 0 <= at < len(self._seen) else self._end

    @property
    def text(self) -> str:
        """Return what comes next; words in capitals."""
        token = self.ahead()
        return token.text.upper() if token.kind == "word" else token.text

    @property
    def kind(self) -> str:
        """Return the kind of what comes next, empty at the end."""
        token = self.ahead()
        return token.kind if token.text else ""

    def take(self) -> Token:
        """Return what comes next, and go on."""
        token = self.ahead()
        self._at += 1
        return token

    def skip(self, *texts: str) -> bool:
        """Go on if one of these words or marks comes next; tell whether it did."""
        if self.kind not in {"", "string"} and self.text in texts:
            self._at += 1
            return True
        return False

    def is_joined(self, *texts: str) -> bool:
        """Tell whether these come next with nothing between them."""
        found = [self.ahead(step) for step in range(len(texts))]
        return all(one.text == text for one, text in zip(found, texts, strict=True)) and all(
            one.start + len(one.text) == after.start for one, after in pairwise(found)
        )

    def want(self, text: str, hint: str, wanted: str = "") -> None:
        """Go on over a word or mark that must come next."""
        if not self.skip(text):
            self.stop(wanted or repr(text), hint)

    def want_variable(self, hint: str) -> None:
        """Go on over a variable that must come next."""
        if not self.skip_variable():
            token = self.ahead()
            is_bare = token.kind == "word"
            meant = f"write ?{token.text}, with a question mark" if is_bare else hint
            raise Stopped(token, "a variable", meant, (f"?{token.text}",) if is_bare else ())

    def skip_variable(self) -> bool:
        """Go on if a variable comes next; tell whether it did."""
        is_variable = bool(self.kind) and self.ahead().is_variable
        self._at += is_variable
        return is_variable

    def stop(
        self, wanted: str, hint: str, token: Token | None = None, *, is_term: bool = False
    ) -> NoReturn:
        """Say that no query goes on here, or with a word before.

        Args:
            wanted: what could stand there.
            hint: what to do, unless the word itself tells.
            token: the word, if it is not the next one.
            is_term: whether a variable, a name or a value could stand there.

        Raises:
            Stopped: always, but for words that the engine knows beyond the standard.
            Unsure: for those.
        """
        found = token or self.ahead()
        if found.kind == "word" and found.text.upper() in OF_THE_ENGINE:
            raise Unsure
        at = next((n for n in (0, 1) if self.ahead(n) is found), 0)
        meant = slip(self.ahead(at - 1), found, self.ahead(at + 1), wanted=wanted, is_term=is_term)
        if meant is None:
            raise Stopped(found, wanted, hint)
        raise Stopped(found, wanted, meant.hint, meant.suggestions)

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Go into a bracket."""
        if self._depth >= _DEEPEST:
            raise Unsure
        self._depth += 1
        yield
        self._depth -= 1
