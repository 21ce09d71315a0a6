"""The token: what is kept of it, and who is let through."""

import pytest

from trialgraph.errors import BadParameter, TokenWanted, TooManyGuesses, WritesOff
from trialgraph.server.tokens import Gate, TokenHash

TOKEN = "0123456789abcdef"  # noqa: S105 - of no service


def test_the_hash_fits_its_token_and_no_other() -> None:
    kept = TokenHash.of(TOKEN)
    assert kept.fits(TOKEN)
    assert not kept.fits(TOKEN + "0")
    assert TOKEN not in str(kept)


def test_a_token_is_salted() -> None:
    assert str(TokenHash.of(TOKEN)) != str(TokenHash.of(TOKEN))


def test_the_hash_may_be_given_instead_of_the_token() -> None:
    kept = TokenHash.of(TOKEN)
    assert TokenHash.read(str(kept)) == kept
    assert TokenHash.read(TOKEN).fits(TOKEN)


@pytest.mark.parametrize(
    "given",
    [
        "short",
        "fifteen letters",
        "blanks in a token",
        "scrypt$x",
        "scrypt$YQ==$Y",
        "ütoken0123456789",
    ],
)
def test_what_is_no_token(given: str) -> None:
    with pytest.raises(BadParameter):
        TokenHash.read(given)


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer ", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}0"]
)
def test_who_has_no_token_is_asked_for_it(authorization: str) -> None:
    with pytest.raises(TokenWanted):
        Gate(TokenHash.of(TOKEN)).pass_through(authorization)


def test_without_a_token_nobody_passes() -> None:
    with pytest.raises(WritesOff):
        Gate(None).pass_through(f"Bearer {TOKEN}")


def test_guesses_are_limited_and_who_passed_before_still_passes() -> None:
    gate = Gate(TokenHash.of(TOKEN))
    gate.pass_through(f"bearer {TOKEN}")
    for number in range(10):
        with pytest.raises(TokenWanted):
            gate.pass_through(f"Bearer guess-{number}")
    with pytest.raises(TooManyGuesses):
        gate.pass_through("Bearer guess-10")
    gate.pass_through(f"Bearer {TOKEN}")


def test_guesses_are_limited_before_anyone_passed() -> None:
    gate = Gate(TokenHash.of(TOKEN))
    for number in range(10):
        with pytest.raises(TokenWanted):
            gate.pass_through(f"Bearer guess-{number}")
    with pytest.raises(TooManyGuesses):
        gate.pass_through(f"Bearer {TOKEN}")
