"""Counts of deaths, events and responses in the arms, and the shares printed beside them."""

import pytest
from tests.extract.made_up_values import figure, short, values

from trialgraph.model.result import ArmValue
from trialgraph.model.text import Span
from trialgraph.model.trial import EndPoint


def counted(found: tuple[ArmValue, ...]) -> list[str]:
    return [
        f"{one.end_point} {one.arm} {figure(one.value)} ({figure(one.n)}/{figure(one.total)})"
        for one in found
    ]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            (
                "Relapse was seen in 36 of 612 P recipients (5.9%) and in 21 of 634 N "
                "recipients (3.3%)."
            ),
            ["relapse P 5.9 (36/612)", "relapse N 3.3 (21/634)"],
        ),
        (
            (
                "A complete response occurred in 12 patients treated with N (24 percent) and 5 "
                "patients treated with P (10 percent)."
            ),
            ["CR N 24 (12/)", "CR P 10 (5/)"],
        ),
        (
            "The ORR was 8.2% [n = 8] with N v 13.6% (n=15) with P.",
            ["ORR N 8.2 (8/)", "ORR P 13.6 (15/)"],
        ),
        (
            (
                "More patients in the N group (n = 53, 82%) than in the P group (n = 42, 74%) had "
                "a complete response."
            ),
            ["CR N 82 (53/)", "CR P 74 (42/)"],
        ),
        (
            "The ORR was 40 percent (12 of 30) with N and 20 percent (6/30) with P.",
            ["ORR N 40 (12/30)", "ORR P 20 (6/30)"],
        ),
    ],
)
def test_a_share_and_its_patients_stand_in_any_order(words: str, read: list[str]) -> None:
    assert counted(values(("results", words))) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "There were fewer deaths with N than with P (59 and 86, respectively).",
            ["OS count N 59", "OS count P 86"],
        ),
        (
            "A total of 79 deaths were observed in the N arm and 77 deaths in the P arm.",
            ["OS count N 79", "OS count P 77"],
        ),
        (
            "Thirty-four patients allocated to N and 31 to P died.",
            ["OS count N 34", "OS count P 31"],
        ),
        (
            "By then, 89% of N patients had died, compared with 60% of P patients.",
            ["OS proportion N 89", "OS proportion P 60"],
        ),
        (
            (
                "We saw 352 DFS events among 2463 women receiving N and 418 events among 2459 "
                "women receiving P."
            ),
            ["DFS count N 352", "DFS count P 418"],
        ),
        (
            (
                "In all, 46 of 96 patients in the N group and 58 of 102 in the P group had an "
                "event; the event-free survival at 3 years was 50% versus 38%."
            ),
            [
                "EFS count N 46",
                "EFS count P 58",
                "EFS rate_at_time N 50",
                "EFS rate_at_time P 38",
            ],
        ),
        ("With N and P, 31 versus 46 PFS events were seen.", ["PFS count N 31", "PFS count P 46"]),
        ("Events were seen with N and P in equal number; 12 in the N group had an event.", []),
        ("PFS events were many; 40% with N and 30% with P were at home.", []),
        ("Two deaths in the N group and five in the P group were due to sepsis.", []),
        ("There was one death in the N group.", []),
        ("No deaths were seen; 12 (20%) with N and 14 (30%) with P were at home.", []),
        ("88 (43%) of 207 patients with N relapsed or died v 111 (54%) of 206 with P.", []),
    ],
)
def test_deaths_and_events_are_counted_under_their_end_point(words: str, read: list[str]) -> None:
    assert short(values(("results", words))) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            (
                "At 24 months, 51% of the patients in the N group and 35% of those in the P group "
                "were alive without progression."
            ),
            ["PFS rate_at_time N 51", "PFS rate_at_time P 35"],
        ),
        (
            "At 1 year, 82% and 70% of patients in the N and P groups were progression-free.",
            ["PFS rate_at_time N 82", "PFS rate_at_time P 70"],
        ),
        (
            "At 6 years, 44% in the N group and 32% in the P group were alive.",
            ["OS rate_at_time N 44", "OS rate_at_time P 32"],
        ),
        (
            "At 2 years, 90% were relapse-free with N versus 80% with P.",
            ["RFS rate_at_time N 90", "RFS rate_at_time P 80"],
        ),
    ],
)
def test_patients_alive_or_free_of_an_event_are_a_survival_rate(
    words: str, read: list[str]
) -> None:
    assert short(values(("results", words))) == read


def test_what_occurred_in_a_number_of_patients_is_counted() -> None:
    cancer = EndPoint(
        name="invasive cancer", name_printed="invasive cancer", role="primary", span=Span(0, 0)
    )
    words = "Invasive cancer occurred in 386 participants in the N group and in 419 in the P group."
    assert short(values(("results", words), end_points=(cancer,))) == [
        "invasive cancer count N 386",
        "invasive cancer count P 419",
    ]
