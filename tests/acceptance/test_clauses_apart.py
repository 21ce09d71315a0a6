"""A sentence that goes on with another matter: its later values are not of the first."""

from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.rdf.vocabulary import load_terms

TEXT = (
    "We randomly assigned 200 patients to novumab or placebo. At 12 months, 42% of the patients "
    "receiving novumab and 29% of those receiving placebo were alive; rash occurred in 17% of the "
    "novumab group and 13% of the placebo group."
)


def test_values_behind_a_subject_of_their_own_go_on_with_it_in_both_arms() -> None:
    reading = read_trial_document(read_document(TEXT.encode()), load_terms())
    alive = [(TEXT[one.span.start : one.span.end], one.arm) for one in reading.arm_values]
    rash = [(str(one.percent and one.percent.printed), one.arm) for one in reading.adverse_events]
    assert alive == [("42", "novumab group"), ("29", "placebo group")]
    assert rash == [("17", "novumab group"), ("13", "placebo group")]
    assert {one.term for one in reading.adverse_events} == {"rash"}
