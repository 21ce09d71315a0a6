"""A document that somebody sends is looked over within limits, and stored nowhere."""

import asyncio

import httpx
import pytest
from tests.acceptance.running import examples

from trialgraph.errors import QueryStopped, TooBusy
from trialgraph.ingest.validating import reply
from trialgraph.server.api.validating import OCTETS, Validating
from trialgraph.store import Reader
from trialgraph.store.write_limits import WriteLimits

DOCUMENT = {"Content-Type": "application/octet-stream"}


def test_a_document_is_looked_over_and_not_stored(api: httpx.Client) -> None:
    before = api.get("/documents").json()
    content = b"A made-up abstract. The hazard ratio was 0.50 (95% CI, 0.60 to 0.90)."
    answer = api.post("/validate", content=content, headers=DOCUMENT)
    assert answer.status_code == 200, answer.text
    assert answer.json()["conforms"] is True
    assert answer.json()["identifier"].startswith("sha-")
    assert api.get("/documents").json() == before


def test_an_estimate_outside_its_interval_is_a_warning_told_at_the_head(
    api: httpx.Client,
) -> None:
    (text,) = (one.read_text("utf-8") for one in examples() if "final-survival" in one.name)
    printed = "0.73 [one-sided 95% CI upper limit, 0.97]"
    wrong = text.replace(printed, "0.73 [95% CI, 0.80 to 0.97]")
    plain, odd = (
        api.post("/validate", content=one.encode(), headers=DOCUMENT).json()
        for one in (text, wrong)
    )
    assert (plain["warnings"], plain["summary"]) == (0, "nothing was found")
    assert (odd["violations"], odd["warnings"]) == (0, 1)
    assert odd["summary"] == "look at 1 warning (estimate-outside-interval)"
    assert [one["severity"] for one in odd["rows"]] == ["Warning"]


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 400, "bad-request"),
        (b"\x00\x01", 422, "not-text"),
        (b"%PDF-1.4 nothing", 422, "unreadable-record"),
        (b"x" * (OCTETS + 1), 413, "request-too-large"),
    ],
)
def test_what_is_no_document_is_a_problem(
    api: httpx.Client, content: bytes, status: int, code: str
) -> None:
    answer = api.post("/validate", content=content, headers=DOCUMENT)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_the_examples_conform(example_reader: Reader) -> None:
    for file in examples():
        told = reply(example_reader.path, "name", file.read_bytes())
        assert told["status"] == "read", told
        assert isinstance(told["findings"], list)
        assert all(one["severity"] != "Violation" for one in told["findings"])


def test_nothing_is_kept_of_who_waited(example_reader: Reader) -> None:
    async def many() -> None:
        validating = Validating(example_reader.path, WriteLimits())
        waiting = validating._waiting  # noqa: SLF001 - nobody else sees it
        for number in range(5):
            async with validating.place(f"client {number}"):
                assert list(waiting) == [f"client {number}"]
        assert not waiting

    asyncio.run(many())


def test_reading_ends_in_time_and_nobody_waits_for_ever(example_reader: Reader) -> None:
    async def twice() -> None:
        limits = WriteLimits(reading_seconds=1.0)
        validating = Validating(example_reader.path, limits)
        async with validating.place("a"), validating.place("a"):
            with pytest.raises(TooBusy):
                async with validating.place("a"):
                    raise AssertionError
        with pytest.raises(QueryStopped, match="over 1 seconds"):
            await validating.looked_over("long", b"The hazard ratio was 0.5. " * 150_000)

    asyncio.run(twice())
