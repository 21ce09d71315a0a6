"""The sources as a server on this machine, and a library that asks them without waiting."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.sources.speaking import World, article, paper, speaking, study

from trialgraph.sources.library import Library, Outside, open_library
from trialgraph.sources.pace import Clock
from trialgraph.sources.settings import SourceSettings, source_settings

Open = Callable[..., AbstractContextManager[Library]]


@dataclass
class Time:
    """A time that passes only when somebody waits."""

    at: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)
    waited: list[float] = field(default_factory=list)

    def pass_(self, seconds: float) -> None:
        """Let time pass."""
        self.at += timedelta(seconds=seconds)

    def sleep(self, seconds: float) -> None:
        """Wait, which takes no time."""
        self.waited.append(round(seconds, 3))
        self.pass_(seconds)

    def clock(self) -> Clock:
        """Return the clock that shows it."""
        return Clock(now=self.seconds, utc=self.utc, sleep=self.sleep)

    def utc(self) -> datetime:
        """Return the time; looking at it takes a microsecond."""
        self.at += timedelta(microseconds=1)
        return self.at

    def seconds(self) -> float:
        """Return the time as a number that grows."""
        return self.at.timestamp()


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Know nothing of the person's own settings, and ask this machine without a proxy."""
    for name in SourceSettings.model_fields:
        monkeypatch.delenv(f"TRIALGRAPH_{name.upper()}", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def world() -> Iterator[World]:
    """Return a server with a few made-up records."""
    numbers = [f"NCT0999000{digit}" for digit in range(1, 6)]
    held = World(
        studies={nct: study(nct) for nct in numbers},
        articles={pmid: article(pmid) for pmid in ("99900001", "99900002", "99900003")},
        papers={pmcid: paper(pmcid) for pmcid in ("PMC9990001", "PMC9990002")},
        listed=["99900001", "99900002", "99900003"],
    )
    with speaking(held):
        yield held


@pytest.fixture
def time() -> Time:
    """Return a time that passes only when somebody waits."""
    return Time()


@pytest.fixture
def told() -> list[str]:
    """Return what a person was told."""
    return []


@pytest.fixture
def library(world: World, tmp_path: Path, time: Time, told: list[str]) -> Open:
    """Return a way to open the sources; settings by name."""

    def put(*, refresh: bool = False, **settings: object) -> AbstractContextManager[Library]:
        return open_library(
            source_settings(**{**world.urls(), "retry_seconds": 0, **settings}),
            tmp_path / "replies",
            refresh=refresh,
            tell=told.append,
            outside=Outside(clock=time.clock()),
        )

    return put
