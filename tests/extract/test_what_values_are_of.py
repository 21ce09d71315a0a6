"""What values are of: end points in lists and phrases, scores and measures that have means."""

import pytest
from tests.extract.made_up_values import short, values


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            (
                "At 9 years, rates of DFS (83% with N and 84% with P), freedom from distant relapse"
                " (94% and 95%) or at a regional site (92% and 91%), and overall survival "
                "(93% and 90%)"
                " were alike."
            ),
            [
                "DFS rate_at_time N 83",
                "DFS rate_at_time P 84",
                "freedom from distant relapse rate_at_time N 94",
                "freedom from distant relapse rate_at_time P 95",
                "OS rate_at_time N 93",
                "OS rate_at_time P 90",
            ],
        ),
        (
            (
                "Reasons for treatment discontinuation with N vs P were progressive disease (50% vs"
                " 70%), AEs (20% vs 3%), and choice of the patient (4% vs 6%)."
            ),
            [
                "treatment discontinuation: progressive disease proportion N 50",
                "treatment discontinuation: progressive disease proportion P 70",
                "treatment discontinuation: adverse events proportion N 20",
                "treatment discontinuation: adverse events proportion P 3",
                "treatment discontinuation: choice of the patient proportion N 4",
                "treatment discontinuation: choice of the patient proportion P 6",
            ],
        ),
        (
            "The reason for discontinuation was relapse with N (50%) and with P (70%).",
            [],
        ),
        (
            (
                "Patients in the N group had less tumour growth (4% v 16%) and fewer cancers "
                "(1% v 9%)."
            ),
            [
                "tumour growth proportion N 4",
                "tumour growth proportion P 16",
                "cancers proportion N 1",
                "cancers proportion P 9",
            ],
        ),
        (
            "N had a higher complete remission (CR) rate (54% v 31%).",
            ["CR proportion N 54", "CR proportion P 31"],
        ),
        (
            "In all, 18 patients (55%) with N having a CR and 10 (31%) with P having a CR.",
            ["CR proportion N 55", "CR proportion P 31"],
        ),
        (
            "On the N arm, the ORR was high, with 18 patients (55%) having a CR.",
            ["CR proportion N 55"],
        ),
        (
            "On the N arm, the ORR was high, with 18 patients (55%) having had ORR.",
            ["ORR proportion N 55"],
        ),
        (
            "The rate of disease control in the nodes at 3 years was 92% with N and 77% with P.",
            [
                "disease control in the nodes proportion N 92",
                "disease control in the nodes proportion P 77",
            ],
        ),
        (
            "Disease control in the N arm was 92% and in the P arm 77%.",
            ["DCR proportion N 92", "DCR proportion P 77"],
        ),
        (
            "The median time to the onset of symptoms was 2.9 weeks with N and 2.7 weeks with P.",
            ["time to onset of symptoms median N 2.9", "time to onset of symptoms median P 2.7"],
        ),
        (
            "The median duration of the hospital stay was 6.5 and 8.1 days with N and P.",
            ["duration of hospital stay median N 6.5", "duration of hospital stay median P 8.1"],
        ),
        ("The median duration of N was 6.5 days with N.", []),
        (
            (
                "In the whole group, among women with early disease, complete closure "
                "occurred in 90%"
                " of those in the N group and 22% of those in the P group."
            ),
            ["complete closure proportion N 90", "complete closure proportion P 22"],
        ),
        (
            "The rate of wound closure among patients in the N group was increased (81% v 71%).",
            ["wound closure proportion N 81", "wound closure proportion P 71"],
        ),
        (
            "The Joint Committee Against Cancer R0 excision rate was 81% with N and 66% with P.",
            ["R0 excision rate proportion N 81", "R0 excision rate proportion P 66"],
        ),
        ("The liver was the main site in both the N (40%) and P (34%) groups.", []),
        ("Tumour area increased 2.4% in the N group and 14.3% in the P group.", []),
        ("A good fit was found in 81% and 89% of simulations.", []),
        ("A total of 36% with N and 33% with P had visceral disease.", []),
        ("At last follow-up the median age was 72 years with N and 71 years with P.", []),
    ],
)
def test_a_list_or_a_phrase_names_what_its_values_are_of(words: str, read: list[str]) -> None:
    assert short(values(("results", words))) == read


def test_items_that_are_harm_or_patients_name_no_end_point() -> None:
    harm = "Progressive disease (5% v 4%), rash (9% v 2%), and 3 deaths (1% v 2%) were seen."
    assert short(values(("results", harm))) == ["PD proportion N 5", "PD proportion P 4"]
    both = (
        "OS was like in patients with A (median, 9.0 v 8.0 months with N v P) and with B (median,"
        " 7.0 v 6.5 months)."
    )
    assert [line for line in short(values(("results", both))) if "OS" not in line] == []


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "The mean anxiety score was higher with N than with P (13.7 v 11.5; P < .01).",
            ["anxiety score mean N 13.7", "anxiety score mean P 11.5"],
        ),
        (
            (
                "The mean (±SD) change from baseline in the grip index was -6.2 (SD 14.5) "
                "with N and"
                " -3.0 (SD 15.2) with P."
            ),
            ["change in grip index mean N -6.2", "change in grip index mean P -3.0"],
        ),
        (
            "Mean utility score was 0.37 in the N group and 0.31 in the P group.",
            ["utility score mean N 0.37", "utility score mean P 0.31"],
        ),
        (
            "The mean pain index was 4.1 ± 0.3 with N and 5.0 ± 0.2 with P.",
            ["pain index mean N 4.1", "pain index mean P 5.0"],
        ),
        (
            "The mean pain index was 12 in the N group and 40 in the P group.",
            ["pain index mean N 12", "pain index mean P 40"],
        ),
        ("The mean age was 54 ± 9 with N and 55 ± 8 with P.", []),
        ("The mean pain index was 4.1 ± 0.3 with N.", []),
        ("Scores differed; mean difference 4.1 ± 0.3 with N and 5.0 ± 0.2 with P.", []),
        (
            "The mean DoR was 7.1 months with N and 6.0 months with P.",
            ["DoR mean N 7.1", "DoR mean P 6.0"],
        ),
    ],
)
def test_means_are_values_of_their_kind(words: str, read: list[str]) -> None:
    assert short(values(("results", words))) == read
