"""The token that allows changes: kept as a salted hash, compared in constant time."""

import hashlib
import hmac
import os
import re
import time
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass, field
from typing import Self

from trialgraph.errors import BadParameter, TokenWanted, TooManyGuesses, WritesOff

# RFC 7914, section 2, with 8 MB: 20 ms a guess, and a token of 16 characters cannot be guessed.
_COST, _BLOCK, _LANES = 2**13, 8, 1
_SALT_OCTETS = 16
_SHORTEST = 16
_WRITTEN = re.compile(r"scrypt\$([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+)")
_GUESSES = 10
_GUESS_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class TokenHash:
    """What is kept of a token."""

    salt: bytes
    digest: bytes

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
        return cls(salt, _digest(token, salt))

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
        return hmac.compare_digest(_digest(token, self.salt), self.digest)


def _broken_hash() -> BadParameter:
    return BadParameter(
        "found a hash of a write token that is cut off or changed, wanted "
        "scrypt$SALT$DIGEST; make it with trialgraph token"
    )


def _digest(token: str, salt: bytes) -> bytes:
    return hashlib.scrypt(token.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES)


@dataclass(slots=True)
class Gate:
    """Lets requests through that carry the token; wrong ones are counted.

    The right token costs its hash once; then a fast keyed digest of it is compared.
    Guesses are counted over all clients, as addresses behind a proxy tell nothing.
    The right token passes while guesses are refused, if it passed before.
    """

    wanted: TokenHash | None
    _passed: bytes = b""
    _key: bytes = field(default_factory=lambda: os.urandom(32))
    _guesses: list[float] = field(default_factory=list)

    def pass_through(self, authorization: str) -> None:
        """Let a request through.

        Args:
            authorization: the header, empty when there is none.

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
        quick = hmac.digest(self._key, token.encode(), "sha256")
        if self._passed and hmac.compare_digest(quick, self._passed):
            return
        self._refuse_guesses()
        if not self.wanted.fits(token):
            self._guesses.append(time.monotonic())
            raise TokenWanted("found another token than the service's; check it and send it again")
        self._passed = quick

    def _refuse_guesses(self) -> None:
        """Refuse to look at a token when many were wrong lately."""
        now = time.monotonic()
        self._guesses = [then for then in self._guesses if now - then < _GUESS_SECONDS]
        if len(self._guesses) >= _GUESSES:
            raise TooManyGuesses(
                f"found {_GUESSES} wrong tokens within {_GUESS_SECONDS:g} seconds, wanted the "
                "right one; wait a minute"
            )
