"""What was acknowledged is there after any kill, and nothing is half there."""

import os
import random
from pathlib import Path

from tests.durability.killing import Soak

KILLS = 10
ROUNDS = 60
"""A guard: of so many rounds more than ten end with a kill."""


def test_a_store_outlives_kills_at_random_moments(tmp_path: Path) -> None:
    given = os.environ.get("TRIALGRAPH_SOAK_SEED", "")
    seed = int(given) if given else random.SystemRandom().randrange(1 << 32)
    print(f"TRIALGRAPH_SOAK_SEED={seed} goes through the same again")  # noqa: T201 - on failure
    soak = Soak(tmp_path, seed)
    while soak.killed < KILLS and soak.rounds < ROUNDS:
        soak.round()
    soak.check()
    assert soak.killed >= KILLS
