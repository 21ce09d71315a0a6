"""A paper's own conclusions and others' claims, each with every outcome that it may have."""

from dataclasses import replace

import pytest
from tests.evidence.hand_made import readings
from tests.evidence.hand_pair import NUMBER, cited, conclusion, estimate, report, span, with_trial

from trialgraph.evidence.claim_words import denies, is_about, is_hedged, praises, says_no_difference
from trialgraph.evidence.claims import ClaimJudgement
from trialgraph.evidence.derived import DerivedTrial, derive_trial, held
from trialgraph.model.reading import Claim, TrialDocument
from trialgraph.model.result import Estimate
from trialgraph.model.text import Span, Stated
from trialgraph.model.trial import Comparison, Design, Trial
from trialgraph.terms.index import TermIndex

FAILED = estimate("0.91", "0.78 1.06", p="0.30")
PART = replace(estimate("0.72", "0.55 0.94", start=330), population="subgroup: HER2-low patients")


def derive(documents: list[TrialDocument], terms: TermIndex, label: str = NUMBER) -> DerivedTrial:
    evidence = held(documents)
    return next(derive_trial(t, evidence, terms) for t in evidence.trials if t.label == label)


def paper(claim: Claim, *estimates: Estimate) -> TrialDocument:
    made = report()
    return replace(made, claims=(claim,), estimates=estimates or made.estimates)


def judged(claim: Claim, terms: TermIndex, *estimates: Estimate) -> ClaimJudgement:
    (one,) = derive([paper(claim, *estimates)], terms).claims
    return one


SIGNIFICANT = conclusion("The drug significantly prolonged PFS.", strength="significant")
IMPROVED = conclusion("PFS was better with the drug.", strength="improved", direction="benefit")


@pytest.mark.parametrize(
    ("claim", "estimates", "outcome"),
    [
        (SIGNIFICANT, (), "supported"),
        (SIGNIFICANT, (FAILED,), "contradicted"),
        (IMPROVED, (FAILED,), "overstated"),
        (replace(IMPROVED, text="PFS might be better with the drug."), (FAILED,), "supported"),
        (replace(IMPROVED, strength="trend"), (FAILED,), "supported"),
        (replace(IMPROVED, direction="harm", strength=None), (FAILED,), "contradicted"),
        (replace(IMPROVED, end_points=("QoL",)), (FAILED,), "not_verifiable"),
        (replace(IMPROVED, direction="unclear", strength=None), (FAILED,), "not_verifiable"),
        (
            conclusion("PFS did not differ.", strength="no difference", direction="no benefit"),
            (FAILED,),
            "supported",
        ),
        (
            conclusion("PFS did not differ.", strength="no difference", direction="no benefit"),
            (),
            "contradicted",
        ),
    ],
)
def test_a_papers_own_conclusion_is_held_against_its_own_numbers(
    claim: Claim, estimates: tuple[Estimate, ...], outcome: str, terms: TermIndex
) -> None:
    one = judged(claim, terms, *estimates)
    assert (one.outcome, one.source) == (outcome, "paper")


def test_as_effective_as_is_not_shown_by_a_missed_test(terms: TermIndex) -> None:
    claim = conclusion("The drug is as effective as placebo.", strength="no difference")
    trial = derive([paper(claim, FAILED)], terms)
    (one,) = trial.claims
    assert (one.outcome, one.is_absence_of_evidence) == ("overstated", True)
    (finding,) = [each for each in trial.findings if each.code == "absence_of_evidence_claim"]
    assert (finding.severity, finding.quantity) == ("information", "PFS")
    assert "0.91" in finding.message
    assert finding.places == (one.part.node,)


def test_without_deterioration_is_a_claim_of_no_difference(terms: TermIndex) -> None:
    quality = replace(estimate("1.28", "0.856 1.903", start=330, p="0.23"), end_point="TTD")
    claim = conclusion(
        "The drug significantly improved PFS without HR-QoL deterioration.",
        end_points=("PFS", "QoL"),
        strength="significant",
        direction="benefit",
    )
    found = derive([paper(claim, *report().estimates, quality)], terms).claims
    assert [(one.part.end_point, one.outcome) for one in found] == [
        ("PFS", "supported"),
        ("QoL", "overstated"),
    ]
    assert [one.is_absence_of_evidence for one in found] == [False, True]


def test_only_an_excluded_margin_shows_that_two_arms_are_alike(terms: TermIndex) -> None:
    claim = conclusion("The drug is as effective as placebo.", strength="noninferior")
    margin = replace(
        estimate("0.97", "0.85 1.10"),
        hypothesis="noninferiority",
        margin=report().trials[0].n_randomised,
    )
    assert judged(claim, terms, margin).outcome == "supported"
    harm = estimate("1.40", "1.05 1.87", p="0.022")
    assert judged(claim, terms, harm).outcome == "contradicted"
    assert judged(claim, terms).outcome == "not_verifiable"
    plain = replace(claim, text="The drug was no worse.")
    assert judged(plain, terms, FAILED).outcome == "not_verifiable"


def test_a_subgroup_of_a_failed_trial_shows_no_benefit(terms: TermIndex) -> None:
    claim = replace(IMPROVED, text="PFS was better in the subgroup of HER2-low patients.")
    one = judged(claim, terms, FAILED, PART)
    assert [each.analysis.population for each in one.against] == ["subgroup: HER2-low patients"]
    assert one.outcome == "overstated"
    trend = replace(claim, strength="trend")
    assert judged(trend, terms, FAILED, PART).outcome == "supported"


def test_a_subgroup_without_a_printed_result_is_not_verifiable(terms: TermIndex) -> None:
    claim = replace(IMPROVED, text="PFS was better in the PD-L1-negative subgroup.")
    assert judged(claim, terms, FAILED, PART).outcome == "not_verifiable"


def test_significant_without_a_printed_plan_is_not_decided(terms: TermIndex) -> None:
    secondary = replace(estimate("0.70", "0.55 0.89", start=330, p="0.004"), end_point="OS")
    claim = replace(SIGNIFICANT, end_points=("OS",))
    assert judged(claim, terms, *report().estimates, secondary).outcome == "not_verifiable"
    said = Stated("exploratory", "exploratory", Span(210, 221))
    plan = Design(levels=report().trials[0].design.levels, exploratory_secondary=said)
    planned = with_trial(paper(claim, *report().estimates, secondary), design=plan)
    (one,) = derive([planned], terms).claims
    assert one.outcome == "overstated"


def test_a_claim_may_mean_the_comparison_that_decides_nothing(terms: TermIndex) -> None:
    made = report()
    third = replace(made.trials[0].arms[0], label="other drug", span=span(120))
    three = with_trial(
        replace(made, claims=(SIGNIFICANT,)),
        arms=(*made.trials[0].arms, third),
        comparisons=(
            *made.trials[0].comparisons,
            Comparison(experimental="other drug", comparator="placebo"),
        ),
    )
    open_one = replace(estimate("0.80", "0.60 1.05", start=330), experimental="other drug")
    open_one = replace(open_one, interval=None)
    (one,) = derive([replace(three, estimates=(FAILED, open_one))], terms).claims
    assert one.outcome == "not_verifiable"
    (alone,) = derive([replace(three, estimates=(FAILED,))], terms).claims
    assert alone.outcome != "supported"


def test_an_update_that_is_called_better_is_overstated(terms: TermIndex) -> None:
    late = readings()["S0"]
    claim = replace(IMPROVED, text="Updated PFS was also better.", span=late.estimates[1].span)
    documents = [readings()["S1"], replace(late, claims=(claim,))]
    (one,) = [
        each
        for each in derive(documents, terms, "PRECIOUS").claims
        if each.part.document == late.identifier
    ]
    assert one.outcome == "overstated"


def test_what_another_document_held_shows_is_true_elsewhere(terms: TermIndex) -> None:
    first = replace(report(), claims=())
    second = replace(
        report("second"), estimates=(FAILED,), claims=(replace(SIGNIFICANT, end_points=("PFS",)),)
    )
    (one,) = derive([first, second], terms).claims
    assert one.outcome == "contradicted"
    assert [each.analysis.mention.document for each in one.elsewhere] == ["paper"]


def claiming(*cites: int) -> TrialDocument:
    """Return another trial's paper that says that this trial's drug prolonged PFS."""
    other = with_trial(report("other"), registrations=(Stated("NCT07654321", "", span(10)),))
    mentioned = Trial(
        role="mentions", registrations=(Stated(NUMBER, NUMBER, span(900)),), span=span(900)
    )
    claim = replace(SIGNIFICANT, kind="cited-result", about=NUMBER, cites=cites, span=span(910))
    return replace(
        other,
        trials=(*other.trials, mentioned),
        claims=(claim,),
        citations=(cited("paper"), replace(cited("unheld", 2), span=span(820))),
    )


@pytest.mark.parametrize(
    ("cites", "outcome", "is_elsewhere"),
    [((1,), "supported", False), ((2,), "not_held", True), ((), "no_citation", True)],
)
def test_a_claim_of_another_paper_is_held_against_what_it_cites(
    cites: tuple[int, ...], outcome: str, terms: TermIndex, *, is_elsewhere: bool
) -> None:
    (one,) = derive([report(), claiming(*cites)], terms).claims
    assert (one.outcome, bool(one.elsewhere)) == (outcome, is_elsewhere)


def test_a_report_of_several_trials_concludes_for_none(terms: TermIndex) -> None:
    pooled = paper(SIGNIFICANT)
    title = replace(pooled.bibliography.title, value="A pooled analysis of two trials")  # type: ignore[type-var]
    several = replace(pooled, bibliography=replace(pooled.bibliography, title=title))
    assert derive([several, report("alone")], terms).claims == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("X had no adverse impact on quality of life.", True),
        ("X does not impair quality of life", True),
        ("X is equivalent to Y", True),
        ("X improved PFS without cardiac deterioration", False),
        ("There was no significant difference in quality of life", False),
    ],
)
def test_words_that_say_there_is_no_difference(
    text: str, terms: TermIndex, *, expected: bool
) -> None:
    assert says_no_difference(text, "QoL", terms) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("X significantly improved PFS (HR 0.6; 95% CI 0.5-0.7) but not OS compared with Y.", True),
        ("X prolonged PFS, with no benefit in OS.", True),
        ("X prolonged PFS without improving OS.", True),
        ("X prolonged PFS without a significant gain in OS.", True),
        ("X prolonged OS but not PFS.", False),
        ("X prolonged PFS but not QoL, although OS was longer.", False),
        ("X prolonged PFS and OS.", False),
    ],
)
def test_an_end_point_that_a_claim_takes_out(
    text: str, terms: TermIndex, *, expected: bool
) -> None:
    assert denies(text, "OS", terms) is expected


def test_a_claim_claims_nothing_of_what_it_takes_out(terms: TermIndex) -> None:
    survival = replace(FAILED, end_point="OS", span=span(330))
    claim = replace(
        SIGNIFICANT,
        text="The drug significantly prolonged PFS but not OS.",
        end_points=("PFS", "OS"),
        direction="benefit",
    )
    found = derive([paper(claim, *report().estimates, survival)], terms).claims
    assert {(one.part.end_point, one.outcome) for one in found} == {
        ("PFS", "supported"),
        ("OS", "supported"),
    }
    assert {one.part.claim.direction for one in found} == {"benefit", "no benefit"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Docetaxel maintenance prolonged PFS.", True),
        ("PFS with docetaxel was significantly longer.", True),
        ("Docetaxel is superior to erlotinib.", True),
        ("Erlotinib prolonged PFS compared with docetaxel.", False),
        ("Compared with docetaxel, PFS was longer.", False),
        ("Erlotinib after docetaxel improved PFS.", False),
        ("Docetaxel was given.", False),
    ],
)
def test_the_arm_that_a_claim_praises(text: str, *, expected: bool) -> None:
    assert praises(text, "docetaxel", "erlotinib") is expected
    assert not praises(text, "placebo plus docetaxel", "drug plus docetaxel")


def test_praise_of_the_arm_compared_with_is_no_contradiction(terms: TermIndex) -> None:
    made = report()
    old, new = made.trials[0].arms[1].label, "docetaxel"
    trial = made.trials[0]
    arms = tuple(replace(one, label=new) if one.label == old else one for one in trial.arms)
    pairs = tuple(replace(one, comparator=new) for one in trial.comparisons)
    harm = replace(estimate("1.40", "1.05 1.87", p="0.022"), comparator=new)
    claim = replace(IMPROVED, text="Docetaxel prolonged PFS.")
    (one,) = derive([with_trial(paper(claim, harm), arms=arms, comparisons=pairs)], terms).claims
    assert one.outcome == "supported"
    (other,) = derive(
        [with_trial(paper(claim, *made.estimates), arms=arms, comparisons=pairs)], terms
    ).claims
    assert other.outcome != "supported"


def test_hedges_and_parts_of_patients_are_told_by_their_words() -> None:
    assert is_hedged("could improve OS")
    assert not is_hedged("improved OS")
    assert is_about("better with CPS of 20 or more", "subgroup: CPS ≥ 20")
    assert not is_about("better with CPS of 20 or more", "subgroup: CPS ≥ 1")
    assert not is_about("better in all", "all")
