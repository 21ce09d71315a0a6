"""What other trials found, as a paper tells it with numbers, or with authors and years."""

import pytest

from trialgraph.extract.author_year import author_year_numbers
from trialgraph.extract.claims import cited_numbers, claims
from trialgraph.extract.conclusion import conclusion
from trialgraph.extract.mentioned import other_trials
from trialgraph.extract.statements import direction, strength
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document, Section, SectionKind
from trialgraph.model.reading import Citation, Claim
from trialgraph.model.text import Span
from trialgraph.terms.index import TermIndex

PLACE = Span(0, 1)
LIST = (
    Citation(number=4, first_author="Doe J", year=2001, span=PLACE),
    Citation(number=5, first_author="Roe, A", year=2003, span=PLACE),
    Citation(number=6, first_author="Poe B", year=2003, span=PLACE),
    Citation(number=7, first_author="Poe C", year=2003, span=PLACE),
    Citation(first_author="Low K", year=2004, span=PLACE),
)


def paper(*parts: tuple[SectionKind, str]) -> ReadingView:
    """Return the view of a document made from (kind, words) parts."""
    text, found = "", []
    for kind, words in parts:
        found.append(Section(kind, "", Span(len(text), len(text) + len(words) + 1)))
        text += words + "\n"
    return ReadingView(Document("sha-0", "text", "0" * 64, "test 1", text, tuple(found)))


def cited(words: str, terms: TermIndex) -> list[Claim]:
    view = paper(("discussion", words))
    found = claims(view, other_trials(view, None, terms), terms, LIST)
    return [each for each in found if each.kind == "cited-result"]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Tea was better (Doe et al, 2001).", (4,)),
        ("Doe and Moe (2001) and Roe (2003) found that tea was better.", (4, 5)),
        ("It was warm (Poe et al., 2003; Doe et al., 2001).", (4,)),
        ("It was cold (Low et al, 2004; Doe et al, 1999).", ()),
    ],
)
def test_authors_and_years_name_references(words: str, numbers: tuple[int, ...]) -> None:
    assert author_year_numbers(words, LIST) == numbers


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Tea was better [3, 5-7].", (3, 5, 6, 7)),
        ("Tea was better [3]-[5].", (3, 4, 5)),
        ("as the recent trial (24) suggested", (24,)),
        ("in the studies (2,4-5) of tea", (2, 4, 5)),
        ("in 24 patients (24)", ()),
        ("as in [1-900]", tuple(range(1, 42))),
    ],
)
def test_cited_numbers_stand_in_brackets(words: str, numbers: tuple[int, ...]) -> None:
    view = paper(("discussion", words))
    assert cited_numbers(view, 0, len(view.text)) == numbers


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("A randomized trial of tea showed longer survival [4].", "benefit"),
        ("No trial could confirm a longer survival with tea [4].", "no benefit"),
        ("As suggested by an earlier RCT [4], tea might deteriorate the kitchen status.", "harm"),
        ("Encouraging activity was observed in a phase II study of tea [4].", "benefit"),
        ("Tea prolonged overall survival over placebo [4].", "benefit"),
        ("Overall survival was longer with combination therapy (Doe et al, 2001).", "benefit"),
        ("In a previous study of tea, 12% of the cups broke [4].", "unclear"),
    ],
)
def test_a_cited_result_of_a_trial_is_a_claim(words: str, said: str, terms: TermIndex) -> None:
    (claim,) = cited(words, terms)
    assert (claim.cites, claim.direction) == ((4,), said)


@pytest.mark.parametrize(
    "words",
    [
        "In this study tea improved overall survival [4].",
        "We found that overall survival was longer with tea therapy [4].",
        "Tea reduced the growth of cell lines in several studies [4].",
        "A retrospective study showed longer survival with tea [4].",
        "Thirst is associated with reduced survival [4].",
        "A trial of tea will show whether survival is longer [4].",
        "Tea was given in a study [4].",
        "Tea is warm [4].",
    ],
)
def test_own_results_biology_and_plans_are_no_claims(words: str, terms: TermIndex) -> None:
    assert cited(words, terms) == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (
            "Positive results of the Tea Or Water (SIROCCO-2) trial led to its approval [4].",
            "SIROCCO-2",
        ),
        ("Milk was not promising in the new SIROCCO trial.", "SIROCCO"),
        ("The large randomised MISTRAL study showed longer survival.", "MISTRAL"),
    ],
)
def test_a_named_trial_is_what_a_claim_is_about(words: str, name: str, terms: TermIndex) -> None:
    (claim,) = cited(words, terms)
    assert claim.about == name


@pytest.mark.parametrize(
    "words",
    [
        "The fast cooling period (FCP) trial showed longer survival. A fast cooling period (FCP).",
        "In the Kitchen trial survival was longer; the kitchen was warm.",
        "The Leeds Trial Unit showed longer survival.",
    ],
)
def test_common_words_and_their_abbreviations_name_no_trial(words: str, terms: TermIndex) -> None:
    assert [each.about for each in cited(words, terms) if each.about] == []


@pytest.mark.parametrize(
    ("words", "said", "strongly"),
    [
        ("Noninferiority of tea was not demonstrated.", "no benefit", None),
        ("The trial failed to show noninferiority.", "no benefit", None),
        ("Age did not modify the benefit of tea.", "unclear", None),
        ("There was a lack of benefit with tea.", "no benefit", "no difference"),
        ("Tea gave a non-significant trend to longer survival.", "benefit", "trend"),
        ("Tea cannot be recommended.", "no benefit", "no difference"),
        ("Tea worsened survival.", "harm", None),
        ("Follow-up was longer-term.", "unclear", None),
    ],
)
def test_denials_are_heard_wherever_they_stand(words: str, said: str, strongly: str | None) -> None:
    assert (direction(words), strength(words)) == (said, strongly)


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("Based on these results, tea should not be used for thirst.", "no benefit"),
        ("Tea is a new standard treatment option for thirst.", "benefit"),
        ("Tea should be considered the preferred drink.", "benefit"),
        ("Water remains the standard of care for thirst.", "no benefit"),
        ("Tea and water had similar efficacy in thirst.", "no benefit"),
        ("Outcomes with tea and with water were similar.", "no benefit"),
        ("Patients with high thirst had reduced survival.", None),
        ("Noninferiority of tea could not be established.", "no benefit"),
        ("Tea was not inferior to water for thirst.", "noninferior"),
        ("This was a large trial of a reminder aimed at improving thirst.", None),
        (
            (
                "Tea improved survival in the subgroup of thirsty women. These results "
                "should be taken "
                "with caution."
            ),
            "mixed",
        ),
        ("Tea improved overall survival. These results should be taken with caution.", "benefit"),
        ("Tea led to shorter overall survival than water.", "harm"),
        ("Tea improved thirst but not survival at all.", "mixed"),
        ("Tea was active in thirst. The contribution of milk is unknown.", "unclear"),
    ],
)
def test_conclusions_in_other_wordings(words: str, verdict: str | None) -> None:
    assert conclusion(paper(("abstract", "Tea was given."), ("conclusion", words))) == verdict


def test_equal_results_are_noninferior_where_that_was_the_question() -> None:
    parts: tuple[tuple[SectionKind, str], ...] = (
        ("methods", "The noninferiority margin was 1.2."),
        ("conclusion", "Tea and water had comparable efficacy in thirst."),
    )
    assert conclusion(paper(*parts)) == "noninferior"


@pytest.mark.parametrize(
    "words",
    [
        "Few rigorous trials have evaluated the benefit of tea over placebo [4].",
        "No randomised trial of tea that improved survival has been published [4].",
        "Little research was conducted on the efficacy of tea in trials [4].",
        "Cups show increased expression of a lid and better colour (Doe et al, 2001).",
        "The thirst often improves on the third day (Doe et al, 2001).",
    ],
)
def test_what_nobody_studied_or_no_trial_found_is_no_result(words: str, terms: TermIndex) -> None:
    assert cited(words, terms) == []


def kinds(terms: TermIndex, *parts: tuple[SectionKind, str]) -> list[str]:
    return [each.kind for each in claims(paper(*parts), [], terms, LIST)]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("The small number of cups was the main limitation of this study.", "limitation"),
        ("These findings have several limitations to be weighed.", "limitation"),
        ("Despite these limitations, tea prolonged survival in the end.", "conclusion"),
        ("Tea prolonged survival, a finding that warrants further investigation.", "conclusion"),
        ("Tea was safe and effective, and larger trials are needed.", "conclusion"),
    ],
)
def test_a_conclusion_may_tell_of_limitations(words: str, kind: str, terms: TermIndex) -> None:
    assert kinds(terms, ("conclusion", words)) == [kind]


@pytest.mark.parametrize(
    "words",
    [
        "The objective of treatment should be to improve overall survival.",
        "This trial is designed to show whether tea improves overall survival.",
        "The study will help to prolong overall survival.",
    ],
)
def test_advice_and_plans_are_no_first_result(words: str, terms: TermIndex) -> None:
    assert kinds(terms, ("discussion", words)) == []


def test_a_discussion_may_be_called_conclusions(terms: TermIndex) -> None:
    talk = " ".join(f"Cup number {n} was filled with tea." for n in range(15))
    others = "A randomized trial of tea showed longer survival [4]."
    end = "In summary, tea prolonged survival in adults. It was safe as well."
    found = claims(paper(("conclusion", f"{talk} {others} {end}")), [], terms, LIST)
    assert [each.kind for each in found] == ["cited-result", "conclusion", "conclusion"]
    short = claims(paper(("conclusion", f"Tea is good for all. {end}")), [], terms, LIST)
    assert [each.kind for each in short] == ["conclusion"] * 3
    endless = paper(("methods", "We gave tea."), ("conclusion", f"{talk} {others}"))
    assert kinds_of(endless, terms) == ["cited-result"]


def kinds_of(view: ReadingView, terms: TermIndex) -> list[str]:
    return [each.kind for each in claims(view, [], terms, LIST)]


@pytest.mark.parametrize(
    "words",
    [
        "A low tannin level was associated with longer survival in that trial.",
        "The trial found that thirst at baseline was predictive of efficacy.",
        "Tannin is a promising biomarker of benefit from tea.",
        "Patients with higher tannin values had better survival.",
        "Serum tannin was lower in patients with thirst.",
        "The predictive value of tannin for a benefit of tea is high.",
    ],
)
def test_what_a_marker_foretells_is_no_result_of_a_treatment(words: str) -> None:
    assert (direction(words), strength(words)) == ("unclear", None)


@pytest.mark.parametrize(
    "words",
    [
        "No conclusion can be drawn on the efficacy of tea.",
        "The benefits of tea have been controversial.",
        "A trial of tea that improves sleep would be of great interest.",
        "These improved results should be interpreted with caution.",
        "Tea did not produce adverse effects in those with better sleep.",
        "They had no control group, limiting conclusions on the benefit of tea.",
    ],
)
def test_a_doubt_or_a_wish_is_no_result(words: str) -> None:
    assert (direction(words), strength(words)) == ("unclear", None)


@pytest.mark.parametrize(
    "words",
    [
        "No significant efficacy of tea was seen.",
        "There is little justification for tea.",
        "Neither tea nor cocoa helped.",
        "In this trial neither drink demonstrated an effect.",
        "Tea showed no prolongation of sleep.",
    ],
)
def test_denied_words_of_benefit_deny(words: str) -> None:
    assert (direction(words), strength(words)) == ("no benefit", "no difference")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Tea increased mortality.", ("harm", None)),
        ("Tea led to significantly worse survival.", ("harm", "significant")),
        ("An increase in mortality was seen with tea.", ("unclear", None)),
        ("An increase in survival was seen with tea.", ("benefit", "improved")),
        ("Tea promoted tumour growth.", ("unclear", None)),
        ("Tea enhanced recovery.", ("benefit", "improved")),
        ("Fewer deaths than expected occurred.", ("unclear", None)),
        (
            "In patients with a high tannin level treatment was associated with better survival.",
            ("benefit", "improved"),
        ),
    ],
)
def test_words_are_weighed_with_what_they_are_said_of(
    words: str, told: tuple[str, str | None]
) -> None:
    assert (direction(words), strength(words)) == told


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("A trial showed that a low tannin level was associated with survival [4].", 1),
        ("A low tannin level is correlated with longer life [4].", 0),
        ("Doe et al showed that tea reduces binding to genes [4].", 0),
        ("Data on tea are limited and trials with a benefit are few [4].", 0),
        ("The CUP trial is designed to evaluate the benefit of tea [4].", 0),
    ],
)
def test_only_what_a_trial_found_is_a_cited_result(words: str, kept: int, terms: TermIndex) -> None:
    assert len(cited(words, terms)) == kept


def test_an_end_point_that_is_conceded_is_not_what_was_found(terms: TermIndex) -> None:
    words = "A trial showed longer overall survival even when the response rate was alike [4]."
    assert [each.end_points for each in cited(words, terms)] == [("OS",)]


@pytest.mark.parametrize("words", ["Tea was better [3-5-7].", "In a trial (1-2-3) tea won."])
def test_what_is_no_list_of_numbers_cites_nothing(words: str) -> None:
    view = paper(("discussion", words))
    assert cited_numbers(view, 0, len(view.text)) == ()


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("The benefits and limitations of tea were weighed.", []),
        ("Tea was good despite the limitation of few cups.", []),
        ("Our study has limitations.", ["limitation"]),
    ],
)
def test_a_limitation_is_one_of_the_study(words: str, kinds: list[str], terms: TermIndex) -> None:
    found = claims(paper(("discussion", words)), [], terms)
    assert [each.kind for each in found] == kinds


@pytest.mark.parametrize(
    "words",
    [
        "Tea has previously been shown to improve sleep.",
        "A control arm was included since water may help.",
        "Further trials would be able to show a benefit of tea.",
    ],
)
def test_background_and_outlook_are_no_conclusions(words: str, terms: TermIndex) -> None:
    assert claims(paper(("conclusion", words)), [], terms) == ()
