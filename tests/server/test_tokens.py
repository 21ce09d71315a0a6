"""The token: what is kept of it, and who is let through."""

import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

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


@pytest.mark.parametrize("authorization", ["", f"Basic {TOKEN}", TOKEN])
def test_who_needs_no_token_is_not_asked_for_it(authorization: str) -> None:
    gate = Gate(TokenHash.of(TOKEN))
    assert not gate.is_trusted(authorization)
    assert gate.is_trusted(f"Bearer {TOKEN}")
    assert not Gate(None).is_trusted(f"Bearer {TOKEN}")
    with pytest.raises(TokenWanted):
        gate.is_trusted(f"Bearer {TOKEN}0")


@pytest.fixture
def impatient() -> Iterator[None]:
    """Have threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("impatient")
def test_guesses_of_many_threads_are_counted() -> None:
    gates = [Gate(TokenHash.of(TOKEN)) for _ in range(10)]

    def guess(number: int) -> type[Exception]:
        with pytest.raises((TokenWanted, TooManyGuesses)) as raised:
            gates[number // 300].pass_through(f"Bearer guess-{number}", f"stranger {number}")
        return raised.type

    with ThreadPoolExecutor(8) as threads:
        found = Counter(threads.map(guess, range(3000)))
    assert found == {TokenWanted: 2000, TooManyGuesses: 1000}


def test_without_a_token_nobody_passes() -> None:
    with pytest.raises(WritesOff):
        Gate(None).pass_through(f"Bearer {TOKEN}")


@pytest.mark.parametrize("wanted", [TokenHash.of(TOKEN), TokenHash.read(str(TokenHash.of(TOKEN)))])
def test_guesses_are_limited_and_the_right_token_passes_all_the_same(wanted: TokenHash) -> None:
    gate = Gate(wanted)
    for number in range(10):
        with pytest.raises(TokenWanted):
            gate.pass_through(f"Bearer guess-{number}", "a stranger")
    with pytest.raises(TooManyGuesses):
        gate.pass_through("Bearer guess-10", "a stranger")
    gate.pass_through(f"bearer {TOKEN}", "the owner")
    gate.pass_through(f"Bearer {TOKEN}", "a stranger")


def test_a_token_given_as_a_hash_is_guessed_at_by_many_only_so_often() -> None:
    gate = Gate(TokenHash.read(str(TokenHash.of(TOKEN))))
    found = []
    for number in range(201):
        with pytest.raises((TokenWanted, TooManyGuesses)) as raised:
            gate.pass_through(f"Bearer guess-{number}", f"stranger {number}")
        found.append(raised.type)
    assert found == [TokenWanted] * 200 + [TooManyGuesses]


def test_once_it_passed_no_crowd_of_strangers_keeps_it_out() -> None:
    gate = Gate(TokenHash.read(str(TokenHash.of(TOKEN))))
    gate.pass_through(f"Bearer {TOKEN}")
    for number in range(300):
        with pytest.raises((TokenWanted, TooManyGuesses)):
            gate.pass_through(f"Bearer guess-{number}", f"stranger {number}")
    gate.pass_through(f"Bearer {TOKEN}")


def test_what_is_kept_in_memory_is_not_written_down() -> None:
    kept = TokenHash.of(TOKEN)
    assert kept.is_quick
    assert not TokenHash.read(str(kept)).is_quick
    assert "_quick" not in repr(kept)


def test_the_same_wrong_token_is_one_guess() -> None:
    gate = Gate(TokenHash.of(TOKEN))
    for _ in range(20):
        with pytest.raises(TokenWanted):
            gate.pass_through("Bearer wrong")
