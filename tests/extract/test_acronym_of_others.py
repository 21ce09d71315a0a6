"""Names of trials that stand in a document and are another trial's."""

from collections.abc import Callable

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.abbreviations import is_common_abbreviation
from trialgraph.extract.acronym import acronym, is_name
from trialgraph.extract.mentioned import other_trials
from trialgraph.extract.read import read_trial_document
from trialgraph.extract.view import ReadingView
from trialgraph.terms.index import TermIndex

View = Callable[[str], ReadingView]
OWN = "We now report results of the BRAVURA trial."


def paper(**sections: str) -> ReadingView:
    """Return the view of a paper with these sections, its abstract without any name."""
    body = "".join(
        f"<sec><title>{name.capitalize()}</title><p>{words}</p></sec>"
        for name, words in sections.items()
    )
    return ReadingView(
        read_document(
            "<article><front><journal-meta/><article-meta><title-group><article-title>Docetaxel in "
            "thirst</article-title></title-group><abstract><p>Docetaxel was given.</p></abstract>"
            f"</article-meta></front><body>{body}</body></article>".encode()
        )
    )


def named(view: ReadingView, terms: TermIndex) -> str | None:
    found = acronym(view, terms)
    return found.value if found else None


@pytest.mark.parametrize(
    "words",
    [
        "The phase III Tea in Thirst (SIROCCO) trial led to approval of docetaxel [14, 15].",
        "The phase III SIROCCO trial was positive [4].",
        "In the SIROCCO trial (Leaf et al.), docetaxel failed.",
        "The SIROCCO study (Leaf, 2031) was stopped.",
        "Data from the SIROCCO trial showed that docetaxel is effective.",
        "The SIROCCO trial led to the approval of docetaxel.",
        "Firstly, the so-called SIROCCO trial tested docetaxel.",
        "Results of the SIROCCO trial are expected.",
        "An early bird diet (EBD) study was conducted.",
        "The Sirocco study team was blinded.",
        "A trial (NCT09990001) is under way.",
        "The SWOG trial of docetaxel was large.",
    ],
)
def test_an_introduction_that_tells_of_another_trial_gives_no_name(
    words: str, terms: TermIndex
) -> None:
    assert named(paper(introduction=words), terms) is None
    assert named(paper(introduction=f"{words} {OWN}"), terms) == "BRAVURA"


@pytest.mark.parametrize(
    "words",
    [
        OWN,
        "The BRAVURA trial was begun to test docetaxel.",
        "Here we present quality of life in the Brave Venture (BRAVURA) trial.",
    ],
)
def test_an_introduction_that_speaks_of_its_own_trial_names_it(
    words: str, terms: TermIndex
) -> None:
    others = "The SIROCCO trial showed that docetaxel works [4]."
    assert named(paper(introduction=f"{others} {words}"), terms) == "BRAVURA"


def test_a_name_that_was_cited_is_another_trials_in_the_methods_too(terms: TermIndex) -> None:
    cited = "The SIROCCO trial was negative [4]."
    doses = "Doses were those chosen for the SIROCCO trial."
    assert named(paper(introduction=cited, methods=doses), terms) is None
    assert named(paper(introduction="Words.", methods=doses), terms) == "SIROCCO"
    assert named(paper(introduction=cited, methods=OWN.replace("BRAVURA", "SIROCCO")), terms)


def test_methods_may_cite_the_trials_own_design(terms: TermIndex) -> None:
    told = "The design of the BRAVURA trial has been described previously [3]."
    assert named(paper(methods=told), terms) == "BRAVURA"
    assert named(paper(introduction=told), terms) is None


@pytest.mark.parametrize(
    "words",
    [
        "Safety was like that in the placebo-controlled SIROCCO study.",
        "Pain was rarer than in the SIROCCO study.",
        "Pain was as frequent as observed in the open-label SIROCCO study.",
        "We saw less pain as compared to the standard arm of the SIROCCO study.",
    ],
)
def test_a_trial_that_results_are_likened_to_is_another(
    words: str, viewed: View, terms: TermIndex
) -> None:
    assert named(viewed(f"Docetaxel in thirst.\n\n{words}"), terms) is None


def test_a_groups_trial_has_the_name_beside_the_groups(viewed: View, terms: TermIndex) -> None:
    text = "Docetaxel in thirst (GERCOR BRAVURA; OPTI3): a randomised trial.\n\nWords."
    assert named(viewed(text), terms) == "BRAVURA"


@pytest.mark.parametrize(
    "name", ["SWOG", "NCT09990001", "ISRCTN99990001", "EGFR", "GWAS", "AB", "12345"]
)
def test_groups_numbers_and_markers_are_no_names(name: str, terms: TermIndex) -> None:
    assert not is_name(name, terms)


@pytest.mark.parametrize("words", ["Medical", "Reporting", "Canada"])
def test_a_word_with_a_capital_before_trial_is_not_its_name(
    words: str, viewed: View, terms: TermIndex
) -> None:
    view = viewed(f"Docetaxel in thirst.\n\nResults of the {words} Trial were negative.")
    assert other_trials(view, None, terms) == []
    named_so = viewed("Docetaxel in thirst.\n\nResults of the Sirocco Trial were negative.")
    assert [each.name for each in other_trials(named_so, None, terms)] == ["SIROCCO"]


def titled(title: str, body: str = "") -> ReadingView:
    """Return the view of a paper with a title and words in its methods."""
    return ReadingView(
        read_document(
            "<article><front><journal-meta/><article-meta><title-group><article-title>"
            f"{title}</article-title></title-group><abstract><p>Docetaxel was given.</p></abstract>"
            f"</article-meta></front><body><sec><title>Methods</title><p>{body}</p></sec></body>"
            "</article>".encode()
        )
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Docetaxel in thirst: BRAVURA (XY12345)", "BRAVURA"),
        ("BRAVURA: docetaxel in a randomised trial of thirst", "BRAVURA"),
        ("Docetaxel or water in thirst (BRAVURA-2; NCT09990001): first results", "BRAVURA-2"),
        ("AIO QX-0199: a phase II study of docetaxel", "AIO QX-0199"),
        ("BRAVURA: the taste of water", None),
        ("Docetaxel in thirst (SABCS)", None),
    ],
)
def test_a_title_names_the_trial(title: str, name: str | None, terms: TermIndex) -> None:
    assert named(titled(title), terms) == name


@pytest.mark.parametrize(
    "words",
    [
        "An expert tasting programme (ETP) was begun. The ETP study described here was small.",
        "Both trials, the BRAVURA trial and this trial, were short.",
        "In contrast to the BRAVURA trial, this trial was large.",
    ],
)
def test_a_programme_or_the_other_of_two_trials_gives_no_name(words: str, terms: TermIndex) -> None:
    assert named(titled("Docetaxel in thirst", words), terms) is None


def test_a_trial_that_is_going_on_elsewhere_gives_no_name(terms: TermIndex) -> None:
    words = "A phase II study (BRAVURA) is exploring docetaxel in thirst."
    assert named(paper(introduction=words), terms) is None


@pytest.mark.parametrize(
    ("words", "is_common"),
    [
        ("An expert tasting panel (ETP) met.", True),
        ("Many frequently asked questions (FAQs) came.", True),
        ("The Early Tasting Project (ETP) began.", False),
        ("The early tasting project trial (ETPT) began.", False),
        ("ETP was a panel.", False),
    ],
)
def test_small_words_make_a_common_abbreviation(words: str, *, is_common: bool) -> None:
    name = next(each for each in ("FAQs", "ETPT", "ETP") if each in words)
    assert is_common_abbreviation(words, name) is is_common


@pytest.mark.parametrize("verb", ["evaluated", "randomised patients to", "is a trial of"])
def test_the_background_of_an_abstract_may_name_its_own_trial(verb: str, terms: TermIndex) -> None:
    words = f"BACKGROUND: BRAVURA-2 (NCT09990001) {verb} docetaxel. RESULTS: Thirst was milder."
    reading = read_trial_document(read_document(f"Docetaxel\n\n{words}".encode()), terms)
    own = reading.trials[0]
    assert own.role == "reports"
    assert own.acronym is not None
    assert own.acronym.value == "BRAVURA-2"
    assert [each.value for each in own.registrations] == ["NCT09990001"]
