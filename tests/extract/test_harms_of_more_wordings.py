"""Harms in lists without brackets, of one subject, of other clauses, in more words for stopping."""

import pytest
from tests.extract.made_up_harms import THREE, Row, events, rows

from trialgraph.terms.index import TermIndex


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "Grade 3-4 toxicities (novumab v placebo) were anemia 9% v 7%, and diarrhea 8% v 3%.",
            [
                ("anemia", "3-4", "novumab", None, "9"),
                ("anemia", "3-4", "placebo", None, "7"),
                ("diarrhea", "3-4", "novumab", None, "8"),
                ("diarrhea", "3-4", "placebo", None, "3"),
            ],
        ),
        (
            "Toxicities were mild: nausea 20% v 18%.",
            [("nausea", "any", "novumab", None, "20"), ("nausea", "any", "placebo", None, "18")],
        ),
        # Both grades of the only arm of a list.
        (
            (
                "The most common adverse event in the novumab group was anemia (any grade, 71%;"
                " grade 3 or 4, 53%)."
            ),
            [("anemia", "any", "novumab", None, "71"), ("anemia", "3-4", "novumab", None, "53")],
        ),
        # The subject of a sentence has all that follows.
        (
            "Novumab resulted in infusion-related reactions in 26.4% of patients and edema in 12%.",
            [
                ("infusion-related reactions", "any", "novumab", None, "26.4"),
                ("edema", "any", "novumab", None, "12"),
            ],
        ),
        # It has a count beside that of another group.
        (
            "Novumab led to nausea in 26% of patients and edema in 12%, more than elsewhere.",
            [("nausea", "any", "novumab", None, "26")],
        ),
        # An event of another clause is not what the patients had.
        (
            (
                "Toxic effects of novumab were rare, whereas 11% of patients given placebo had"
                " severe leukopenia."
            ),
            [("severe leukopenia", "any", "placebo", None, "11")],
        ),
        (
            "Toxic effects of novumab were rare, whereas they came to 11% of those on placebo.",
            [("Toxic effects", "any", "placebo", None, "11")],
        ),
        (
            (
                "Severe (grade 3-5) adverse events were reported by 45% of patients receiving"
                " novumab and 30% of patients receiving placebo."
            ),
            [
                ("adverse events", ">=3", "novumab", None, "45"),
                ("adverse events", ">=3", "placebo", None, "30"),
            ],
        ),
        (
            (
                "Leukopenia occurred in 16 (19%) patients given novumab versus none given placebo,"
                " and fatigue in six (6%) versus two (2%)."
            ),
            [
                ("Leukopenia", "any", "novumab", "16", "19"),
                ("Leukopenia", "any", "placebo", "0", None),
                ("fatigue", "any", "novumab", "6", "6"),
                ("fatigue", "any", "placebo", "2", "2"),
            ],
        ),
        # Events beside the patients who had them; a bound is no count.
        (
            (
                "Adverse events did not differ between the novumab group (1210 events, 84%) and the"
                " placebo group (1150 events, 81%)."
            ),
            [
                ("Adverse events", "any", "novumab", None, "84"),
                ("Adverse events", "any", "placebo", None, "81"),
            ],
        ),
        (
            (
                "Serious adverse events in more than one patient of the novumab group were"
                " pulmonary embolism (three [4%] patients) and back pain (two [2%])."
            ),
            [
                ("pulmonary embolism", "any", "novumab", "3", "4"),
                ("back pain", "any", "novumab", "2", "2"),
            ],
        ),
        # More words for stopping, and for what led to death.
        (
            (
                "11 (13%) patients in the novumab group and two (2%) in the placebo group"
                " discontinued the trial because of adverse events."
            ),
            [
                (
                    "discontinued the trial because of adverse events",
                    "any",
                    arm,
                    count,
                    share,
                )
                for arm, count, share in (("novumab", "11", "13"), ("placebo", "2", "2"))
            ],
        ),
        (
            (
                "Deaths related to the trial regimen occurred in 3 patients (1.5%) in the novumab"
                " group and 4 patients (2%) in the placebo group."
            ),
            [
                ("Deaths related to the trial regimen", "5", "novumab", "3", "1.5"),
                ("Deaths related to the trial regimen", "5", "placebo", "4", "2"),
            ],
        ),
    ],
)
def test_harms_are_read_with_their_arms(words: str, read: list[Row], terms: TermIndex) -> None:
    assert rows(events(terms, "Safety was assessed.", words)) == read


def test_patients_of_three_arms_are_shared_out_in_order(terms: TermIndex) -> None:
    words = (
        "Adverse events led to discontinuation in 5, 11, and 3 patients with A + B, A alone, and"
        " supportive care, respectively."
    )
    found = events(terms, words, arms=THREE)
    assert [(one.arm, str(one.n.value)) for one in found if one.n] == [
        ("A + B", "5"),
        ("A alone", "11"),
        ("supportive care", "3"),
    ]
