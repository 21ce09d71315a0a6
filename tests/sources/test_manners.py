"""A source that misbehaves is asked again, with pauses, and never for ever."""

import logging
from collections.abc import Callable, Iterator

import httpx
import pytest
from tests.sources.conftest import Open, Time
from tests.sources.fetching import NCT, PMCID, PMID, codes, content, failure, fetched
from tests.sources.speaking import World, busy, cut_off, json_bytes, sent, stuck, study

from trialgraph.errors import BadReply, SourceUnavailable
from trialgraph.sources.asking import Asker, Bounds, Question, Source, open_client
from trialgraph.sources.pace import Clock, Pace
from trialgraph.sources.replies import JSON

STUDY = "/ctgov/studies"


@pytest.mark.parametrize(
    "fault",
    [
        busy(),
        busy(status=500),
        busy(status=503),
        busy("0"),
        busy("nonsense"),
        cut_off(),
        sent(200, b"<html>down for repair</html>"),
        sent(200, b'{"protocolSection": {', "application/json"),
    ],
)
def test_what_may_pass_is_tried_again(
    library: Open, world: World, fault: Callable[..., None]
) -> None:
    world.faults[STUDY] = [fault, fault]
    with library() as sources:
        assert content(sources, NCT) == json_bytes(study(NCT))
    assert len(world.asked) == 3


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        (busy(), SourceUnavailable, "ClinicalTrials.gov answers 429"),
        (busy(status=502), SourceUnavailable, "answers 502"),
        (cut_off(), BadReply, "cut off"),
        (sent(200, b"<html></html>"), BadReply, "found text/html, wanted application/json"),
        (sent(200, b'{"a', "application/json"), BadReply, "does not parse"),
        (sent(200, b"[" * 100_000, "application/json"), BadReply, "does not parse"),
        (sent(200, b"{}", ""), BadReply, "found no type"),
    ],
)
def test_what_does_not_pass_is_told(
    library: Open, world: World, fault: Callable[..., None], error: type[Exception], words: str
) -> None:
    world.faults[STUDY] = [fault] * 3
    with library(attempts=3) as sources:
        found = failure(sources, NCT)
        assert codes(fetched(sources, PMID, PMCID)) == ["", ""]
    assert isinstance(found, error)
    assert words in str(found)
    assert len(world.paths("/ctgov")) == 3


def test_xml_without_its_end_is_told(library: Open, world: World) -> None:
    world.faults["/epmc"] = [sent(200, b"<article><body>", "application/xml")]
    with library(attempts=1) as sources:
        assert "without its end" in str(failure(sources, PMCID))


@pytest.mark.parametrize(
    ("words", "waited"),
    [("30", 30), ("Sun, 01 Mar 2026 12:00:45 GMT", 45), ("Sun, 01 Mar 2026 11:00:00 GMT", 0)],
)
def test_a_pause_that_a_source_asks_for_is_kept(
    library: Open, world: World, time: Time, words: str, waited: int
) -> None:
    world.faults[STUDY] = [busy(words)]
    with library() as sources:
        content(sources, NCT)
    assert sum(time.waited) == pytest.approx(waited, abs=0.01)


def test_a_pause_is_told(library: Open, world: World, told: list[str]) -> None:
    world.faults[STUDY] = [busy("30")]
    with library() as sources:
        content(sources, NCT)
    assert told == [
        "ClinicalTrials.gov asks to wait 30 seconds",
        "ClinicalTrials.gov gave no whole answer (attempt 1 of 5); asking again",
    ]


def test_one_line_a_source_says_that_it_is_asked_again(
    library: Open, world: World, told: list[str]
) -> None:
    world.faults["/ctgov"] = [busy(status=502)] * 6
    world.faults["/epmc"] = [busy(status=502)] * 3
    with library(attempts=3) as sources:
        found = fetched(sources, NCT, "NCT09990002", PMCID)
    assert codes(found) == ["source-unavailable"] * 3
    assert told == [
        "ClinicalTrials.gov gave no whole answer (attempt 1 of 3); asking again",
        "Europe PMC gave no whole answer (attempt 1 of 3); asking again",
    ]


def test_a_pause_that_is_too_long_is_not_waited_for(
    library: Open, world: World, time: Time
) -> None:
    world.faults[STUDY] = [busy("86400")]
    with library() as sources:
        found = failure(sources, NCT)
    assert "asks to wait 86,400 seconds, at most 120 are waited" in str(found)
    assert (len(world.asked), time.waited) == (1, [])


def test_a_source_that_keeps_failing_is_left_alone(library: Open, world: World) -> None:
    numbers = [f"NCT0999000{digit}" for digit in range(1, 6)]
    world.faults[STUDY] = [busy(status=500)] * 6
    with library(attempts=2) as sources:
        found = fetched(sources, *numbers, PMID)
    assert codes(found) == ["source-unavailable"] * 5 + [""]
    assert "failed 3 times in a row" in str(found[4].content)
    assert len(world.paths("/ctgov")) == 6


def test_a_source_that_recovers_is_asked_on(library: Open, world: World) -> None:
    numbers = [f"NCT0999000{digit}" for digit in range(1, 6)]
    bad = busy(status=500)
    world.faults[STUDY] = [bad, bad, None, bad, bad]
    with library(attempts=1) as sources:
        assert [bool(code) for code in codes(fetched(sources, *numbers))] == [
            True,
            True,
            False,
            True,
            True,
        ]


def test_a_source_that_wants_a_long_pause_is_left_alone(library: Open, world: World) -> None:
    world.faults[STUDY] = [busy("86400")]
    with library() as sources:
        found = fetched(sources, NCT, "NCT09990002", PMID)
    assert codes(found) == ["source-unavailable", "source-unavailable", ""]
    assert len(world.paths("/ctgov")) == 1


def test_a_source_that_says_nothing_is_not_waited_for(library: Open, world: World) -> None:
    world.faults[STUDY] = [stuck, stuck]
    with library(attempts=2, reply_seconds=0.05) as sources:
        found = failure(sources, NCT)
    assert isinstance(found, SourceUnavailable)
    assert "does not answer in time" in str(found)


def test_a_source_that_is_not_there_is_told(library: Open) -> None:
    with library(attempts=2, ctgov_url="http://127.0.0.1:9") as sources:
        found = failure(sources, NCT)
    assert isinstance(found, SourceUnavailable)
    assert "cannot be reached (ConnectError)" in str(found)


def test_a_reply_without_end_is_not_read_to_it(library: Open) -> None:
    with library(reply_megabytes=0.0001) as sources:
        found = failure(sources, NCT)
    assert isinstance(found, SourceUnavailable)
    assert "more than 100 bytes" in str(found)


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (
            400,
            b'{"error":"API key\n invalid","api-key":"s3cret"}',
            '"API key invalid","api-key":"..."',
        ),
        (400, b"", "400: no reason given"),
        (403, b"blocked", "refuses us (403: blocked)"),
    ],
)
def test_a_refusal_is_told_with_the_source_s_words_and_not_repeated(
    library: Open, world: World, status: int, body: bytes, words: str
) -> None:
    world.faults["/eutils"] = [sent(status, body)]
    with library(ncbi_api_key="s3cret") as sources:
        found = failure(sources, PMID)
    assert isinstance(found, SourceUnavailable if status == 403 else BadReply)
    assert words in str(found)
    assert len(world.asked) == 1


def test_a_redirect_within_the_source_is_followed(library: Open, world: World) -> None:
    merged = study("NCT09990002", before=NCT)
    world.studies["NCT09990002"] = merged
    world.faults[STUDY] = [sent(301, b"", Location="NCT09990002")]
    with library() as sources:
        assert content(sources, NCT) == json_bytes(merged)


@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.example/x",
        "http://localhost:1/studies",
        "file:///etc/passwd",
        "//127.0.0.1:2/",
    ],
)
def test_a_redirect_to_elsewhere_is_not_followed(library: Open, world: World, target: str) -> None:
    world.faults[STUDY] = [sent(302, b"", Location=target)]
    with library() as sources:
        found = failure(sources, NCT)
    assert "which is not followed" in str(found)
    assert len(world.asked) == 1


@pytest.mark.parametrize(
    ("target", "words"), [("http://[", "to no address"), ("NCT\x01", "broken or cut off")]
)
def test_a_redirect_to_what_is_no_address_is_told(
    library: Open, world: World, target: str, words: str
) -> None:
    world.faults[STUDY] = [sent(302, b"", Location=target)]
    with library(attempts=1) as sources:
        assert words in str(failure(sources, NCT))


def test_redirects_in_a_circle_end(library: Open, world: World) -> None:
    world.faults[STUDY] = [sent(302, b"", Location=NCT)] * 9
    with library() as sources:
        assert "redirects without end" in str(failure(sources, NCT))
    assert len(world.asked) == 4


def test_not_modified_without_anything_kept_is_told(library: Open, world: World) -> None:
    world.faults[STUDY] = [sent(304, b"")]
    with library() as sources:
        assert "never fetched" in str(failure(sources, NCT))


def test_a_reply_that_drips_is_given_up_in_time(time: Time) -> None:
    def drops() -> Iterator[bytes]:
        while True:
            time.pass_(1)
            yield b" "

    def answer(request: httpx.Request) -> httpx.Response:
        del request
        return httpx.Response(200, headers={"content-type": "application/json"}, content=drops())

    bounds = Bounds(
        attempts=1,
        retry_seconds=0,
        longest_wait_seconds=0,
        reply_seconds=5,
        total_seconds=60,
        reply_megabytes=1,
    )
    source = Source("A Source", "https://source.example", Pace(1, 1, time.clock()))
    with open_client("test", 5, httpx.MockTransport(answer)) as client:
        asker = Asker(client, bounds, time.clock(), lambda _: None)
        with pytest.raises(SourceUnavailable, match="does not answer in time"):
            asker.ask(Question(source, source.address("x"), JSON))


def test_the_key_is_not_logged(library: Open, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with library(ncbi_api_key="s3cret") as sources:
        content(sources, PMID)
    assert "efetch.fcgi" in caplog.text
    assert "s3cret" not in caplog.text


def test_no_more_is_asked_in_a_stretch_of_time_than_allowed(time: Time) -> None:
    pace = Pace(3, 1, time.clock())
    begun = time.seconds()
    moments = []
    for _ in range(7):
        pace.wait()
        moments.append(time.seconds() - begun)
    assert moments == [0, 0, 0, 1, 1, 1, 2]


def test_a_pace_that_is_held_waits(time: Time) -> None:
    pace = Pace(3, 1, time.clock())
    pace.hold(10)
    pace.hold(5)
    pace.wait()
    assert time.waited == [10]


def test_pubmed_is_asked_three_times_a_second_and_ten_with_a_key(
    library: Open, world: World, time: Time
) -> None:
    numbers = [str(99800000 + count) for count in range(4)]
    for key, waits in (("", 1), ("k", 0)):
        time.waited.clear()
        with library(ncbi_api_key=key, refresh=True) as sources:
            for one in numbers:
                fetched(sources, one)
        assert len(time.waited) == waits
    assert len(world.asked) == 8


def test_the_clock_is_the_real_one_unless_another_is_given() -> None:
    clock = Clock()
    first = clock.now()
    clock.sleep(0)
    assert clock.now() >= first
