"""Results that a paper quotes from others, by their authors or by a numbered trial name."""

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.model.text import Number
from trialgraph.terms.index import TermIndex

_TEXT = (
    "Novel drug in lung cancer: the BRAVO-4 trial\n\nMETHODS: In all, 540 patients were randomly "
    "assigned to ramucirumab (n=270) or placebo (n=270).\nRESULTS: {results}\n"
    "DISCUSSION: {discussion}\n"
)
_OWN = "Overall survival was similar (hazard ratio, 0.97; 95% CI, 0.80 to 1.17)."
_HR = "(hazard ratio, 0.63; 95% CI, 0.52 to 0.75)"


def quoted(results: str, discussion: str, terms: TermIndex) -> list[tuple[bool, str | None]]:
    text = _TEXT.format(results=results, discussion=discussion)
    reading = read_trial_document(read_document(text.encode()), terms)
    return [
        (one.second_hand, one.trial)
        for one in reading.estimates
        if isinstance(one.value, Number) and one.value.printed == "0.63"
    ]


@pytest.mark.parametrize(
    ("words", "trial"),
    [
        (f"Olsen et al. reported that docetaxel prolonged overall survival {_HR}.", None),
        (f"Olsen and colleagues found longer overall survival with docetaxel {_HR}.", None),
        (f"In an unrelated cohort, overall survival was longer {_HR}.", None),
        (f"BRAVO-2 had shown longer overall survival {_HR}.", "BRAVO-2"),
        (f"As is known, CONTRA-12 reported longer overall survival {_HR}.", "CONTRA-12"),
        (f"Overall survival in EORTC 12345 was longer with docetaxel {_HR}.", "EORTC 12345"),
    ],
)
def test_a_discussion_quotes_others(words: str, trial: str | None, terms: TermIndex) -> None:
    assert quoted(_OWN, words, terms) == [(True, trial)]


@pytest.mark.parametrize(
    "words",
    [
        f"BRAVO-4 showed longer overall survival {_HR}.",
        f"In COVID-19, overall survival was longer with ramucirumab {_HR}.",
        f"Overall survival was longer with ramucirumab {_HR}.",
    ],
)
def test_a_discussion_tells_its_own_result(words: str, terms: TermIndex) -> None:
    assert quoted(_OWN, words, terms) == [(False, None)]


@pytest.mark.parametrize(
    ("words", "trial"),
    [
        (f"BRAVO-2 had shown longer overall survival {_HR}.", "BRAVO-2"),
        (f"By contrast, CONTRA-12 had reported longer overall survival {_HR}.", "CONTRA-12"),
        (f"Earlier study results: overall survival was longer {_HR}.", None),
        (f"Previous trial data: overall survival was longer {_HR}.", None),
    ],
)
def test_results_recall_others(words: str, trial: str | None, terms: TermIndex) -> None:
    assert quoted(f"{_OWN} {words}", "All is well.", terms) == [(True, trial)]


@pytest.mark.parametrize(
    "words",
    [
        f"BRAVO-2 showed longer overall survival {_HR}.",
        f"CONTRA-12 has previously reported longer overall survival {_HR}.",
        f"Olsen et al. reported longer overall survival {_HR}.",
    ],
)
def test_a_background_recalls_others(words: str, terms: TermIndex) -> None:
    text = _TEXT.format(results=_OWN, discussion="All is well.").replace(
        "\n\nMETHODS", f"\n\nBACKGROUND: {words}\nMETHODS"
    )
    reading = read_trial_document(read_document(text.encode()), terms)
    assert all(one.second_hand for one in reading.estimates if "0.63" in str(one.value))
