"""The token that allows changes: kept as a salted hash, compared in constant time."""

import hashlib
import hmac
import os
import re
import threading
import time
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections import deque
from dataclasses import dataclass, field, replace
from typing import Self

from trialgraph.errors import BadParameter, TokenWanted, TooManyGuesses, WritesOff

# RFC 7914, section 2, with 8 MB: 20 ms a guess, and a token of 16 characters cannot be guessed.
_COST, _BLOCK, _LANES = 2**13, 8, 1
_SALT_OCTETS = 16
_SHORTEST = 16
_WRITTEN = re.compile(r"scrypt\$([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+)")
_GUESSES = 10
_GUESS_SECONDS = 60.0
_KEPT = 200  # guesses of all clients; where each costs its hash they take 4 seconds a minute


@dataclass(frozen=True, slots=True)
class TokenHash:
    """What is kept of a token."""

    salt: bytes
    digest: bytes
    _quick: bytes = field(default=b"", repr=False, compare=False)  # of a token given as it is

    @classmethod
    def of(cls, token: str) -> Self:
        """Return the hash of a token, with a new salt.

        Raises:
            BadParameter: it is too short, or cannot stand in a header.
        """
        if len(token) < _SHORTEST or not re.fullmatch(r"[\x21-\x7e]+", token):
            raise BadParameter(
                f"found a write token of {len(token)} characters, wanted {_SHORTEST} or more, "
                "ASCII without blanks; `openssl rand -hex 32` makes a good one"
            )
        salt = os.urandom(_SALT_OCTETS)
        return cls(salt, _digest(token, salt), _quick_digest(token, salt))

    @classmethod
    def read(cls, given: str) -> Self:
        """Return the hash of a token, or the hash itself when that is given.

        Raises:
            BadParameter: it is too short for a token, or no hash as ``str`` writes it.
        """
        if not given.startswith("scrypt$"):
            return cls.of(given)
        match = _WRITTEN.fullmatch(given)
        if match is None:
            raise _broken_hash()
        try:
            return cls(*(b64decode(part, validate=True) for part in match.groups()))
        except NotBase64 as error:
            raise _broken_hash() from error

    def __str__(self) -> str:
        return f"scrypt${b64encode(self.salt).decode()}${b64encode(self.digest).decode()}"

    def fits(self, token: str) -> bool:
        """Tell whether this is the token, in a time that tells nothing of it."""
        if self._quick:
            return hmac.compare_digest(_quick_digest(token, self.salt), self._quick)
        return hmac.compare_digest(_digest(token, self.salt), self.digest)

    def knowing(self, token: str) -> Self:
        """Return this hash, of a token that fits it, so that others are told from it at once."""
        return replace(self, _quick=_quick_digest(token, self.salt))

    @property
    def is_quick(self) -> bool:
        """Tell whether a token is compared at once; else it costs as much as a guess should."""
        return self._quick != b""


def _broken_hash() -> BadParameter:
    return BadParameter(
        "found a hash of a write token that is cut off or changed, wanted "
        "scrypt$SALT$DIGEST; make it with trialgraph token"
    )


def _digest(token: str, salt: bytes) -> bytes:
    return hashlib.scrypt(token.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES)


def _quick_digest(token: str, key: bytes) -> bytes:
    """Return what is kept in memory only; on disk it would be too easy to guess from."""
    return hmac.digest(key, token.encode(), "sha256")


def _other_token() -> TokenWanted:
    return TokenWanted("found another token than the service's; check it and send it again")


@dataclass(frozen=True, slots=True)
class _Guess:
    """A wrong token; sent again it is no other guess."""

    when: float
    client: str
    digest: bytes


@dataclass(slots=True)
class Gate:
    """Lets requests through that carry the token; wrong ones are counted.

    Guesses of a stranger keep nobody else out: the right token costs its hash once, if
    it was given as a hash, and passes from then on whatever others send. Until then
    guesses are counted for each client, and for all as they cost time. Routes that run in threads
    share it with those of the event loop.
    """

    wanted: TokenHash | None
    _guesses: deque["_Guess"] = field(default_factory=deque)
    _key: bytes = field(default_factory=lambda: os.urandom(32))
    _alone: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def is_trusted(self, authorization: str, client: str = "") -> bool:
        """Tell whether the token came with a request that needs none.

        Other schemes of the header are a proxy's business, and so is a token where this service
        has none.

        Args:
            authorization: the header, empty when there is none.
            client: who sends it.

        Raises:
            TokenWanted: another token did.
            TooManyGuesses: too many wrong ones did lately.
        """
        if self.wanted is None or not authorization.lower().startswith("bearer "):
            return False
        self.pass_through(authorization, client)
        return True

    def pass_through(self, authorization: str, client: str = "") -> None:
        """Let a request through.

        Args:
            authorization: the header, empty when there is none.
            client: who sends it.

        Raises:
            WritesOff: the service was started without a token.
            TokenWanted: the header has none, or another.
            TooManyGuesses: there were too many wrong ones; wait.
        """
        if self.wanted is None:
            raise WritesOff(
                "this service takes no changes; it takes them when it is started with "
                "--write-token or TRIALGRAPH_WRITE_TOKEN"
            )
        scheme, _, token = authorization.partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer" or not token:
            raise TokenWanted(
                "found no token, wanted the header Authorization: Bearer TOKEN; "
                "ask whoever runs this service for it"
            )
        guess = _quick_digest(token, self._key)
        with self._alone:
            self._forget_old_guesses()
            if any(one.digest == guess for one in self._guesses):
                raise _other_token()
            if not self.wanted.is_quick:
                self._refuse_guesses(client)
        if self.wanted.fits(token):
            self.wanted = self.wanted if self.wanted.is_quick else self.wanted.knowing(token)
            return
        with self._alone:  # not while it is hashed: others would wait for that
            self._refuse_guesses(client)
            self._guesses.append(_Guess(time.monotonic(), client, guess))
        raise _other_token()

    def _forget_old_guesses(self) -> None:
        recent = time.monotonic() - _GUESS_SECONDS
        while self._guesses and self._guesses[0].when < recent:
            self._guesses.popleft()

    def _refuse_guesses(self, client: str) -> None:
        """Refuse to look at a token when many were wrong lately."""
        own = sum(one.client == client for one in self._guesses)
        if own >= _GUESSES or len(self._guesses) >= _KEPT:
            raise TooManyGuesses(
                f"found {own} wrong tokens of this client and {len(self._guesses)} of all within "
                f"{_GUESS_SECONDS:g} seconds, wanted the right one; wait a minute"
            )
