"""Of one document, what the shapes find and what its reader could not read for sure."""

from trialgraph.documents.reader import read_document
from trialgraph.ingest.looking_over import looked_over
from trialgraph.rdf.vocabulary import load_terms


def found(words: str) -> list[tuple[str, str, str]]:
    document = read_document(words.encode())
    return [(one.shape, one.severity, one.value) for one in looked_over(document, load_terms())]


def test_an_estimate_outside_its_interval_is_a_warning_with_its_words() -> None:
    words = (
        "In this randomised phase 3 trial, 400 patients were assigned to druga or placebo. "
        "Overall survival: hazard ratio 0.70 (95% CI 0.80 to 0.90; P=0.01)."
    )
    assert ("estimate-outside-interval", "Warning", "0.70") in found(words)


def test_a_text_without_a_trial_says_so() -> None:
    assert found("A letter about the weather.\n") == [("no-trial", "Warning", "")]
