"""What questions say of verdicts about a margin, of superiority after it, and of later results."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from tests.small_store import FIRST, TEXT, TrialGraph, document_graph, put

from trialgraph import names
from trialgraph.catalogue.answer import Answer, rows
from trialgraph.catalogue.ask import ask, resolved
from trialgraph.catalogue.bind import bind
from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.effects import find_effects
from trialgraph.catalogue.names_kept import named
from trialgraph.catalogue.sentences import notes
from trialgraph.catalogue.shown_later import solutions
from trialgraph.catalogue.tiers import tiers
from trialgraph.catalogue.trial_standings import FOR_COMPARATOR, RESERVED, SUPERSEDED
from trialgraph.names import Iri, term
from trialgraph.rdf.term import Term, boolean, day, decimal, text
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store import Reader, create_or_open, open_reader

TERMS = load_terms()
WORDS = "ALPHA reports."
Said = dict[str, Term | list[Term]]
Told = dict[str, str | bool]
Asked = Callable[..., Answer]


class Made(TrialGraph):
    """A trial that gives a drug instead of another, with results and their verdicts."""

    def __init__(self, number: int, label: str) -> None:
        super().__init__(f"NCT1000000{number}", label, "pertuzumab", FIRST)
        put(
            self.graph,
            self.comparison,
            givesInstead=names.concept("drug", "pertuzumab"),
            removes=names.concept("drug", "trastuzumab"),
        )
        put(
            self.graph,
            self.trial,
            treats=names.concept("condition", "breast-cancer"),
            hasComparison=self.comparison,
        )

    def judged(self, reported_as: Iri, strength: str, value: str, **said: str | bool) -> Iri:
        """Add a result with its verdict.

        Args:
            reported_as: where it stands.
            strength: of the verdict.
            value: the hazard ratio.
            said: of the verdict its hypothesis and formal state, of a second claim its strength
                (``further``), and what is told of the result besides.
        """
        of_verdict: Said = {
            "hypothesis": text(str(said.pop("hypothesis", "superiority"))),
            "formal": term(str(said.pop("formal", "Met"))),
        }
        further = str(said.pop("further", ""))
        told = {**usual(strength, value), **{name: a_term(name, x) for name, x in said.items()}}
        result = self.result("-".join([value, *map(str, said.values())]), reported_as, **told)
        verdict = names.part(result, "verdict")
        series = names.part(self.trial, "series", str(said.get("adjustment", "1")))
        put(self.graph, result, series=series, verdict=verdict)
        put(self.graph, verdict, **of_verdict)
        if further:
            second = names.part(result, "verdict", "superiority")
            put(self.graph, result, furtherVerdict=second)
            weakened = term("SuperiorityNotPrespecified")
            put(self.graph, second, strength=term(further), reservation=weakened)
        if said.get("isDecisive", True):
            put(self.graph, self.trial, primaryResult=result)
        return result


def usual(strength: str, value: str) -> Said:
    """Return what is told of a result where nothing else is said."""
    favoured = "FavoursExperimental" if Decimal(value) < 1 else "FavoursComparator"
    return {
        "direction": term(favoured),
        "strength": term(strength),
        "stage": term("Final"),
        "value": decimal(Decimal(value)),
        "isDecisive": boolean(truth=True),
        "boundaryP": decimal(Decimal("0.02")),
        "availableFrom": day(date(2021, 3, 1)),
        "isPlainBenefit": boolean(truth=False),
    }


def a_term(name: str, value: object) -> Term:
    """Return what is said of a result as a term."""
    if isinstance(value, bool):
        return boolean(truth=value)
    words = str(value)
    if name == "availableFrom":
        return day(date.fromisoformat(words))
    return term(words) if name in {"reason", "blockingReservation", "stage"} else text(words)


def _of_margins(at: Iri) -> list[Made]:
    """Return trials with a margin, and one that shows harm; each label says what was shown."""
    margin = {"reason": "MarginExcluded", "hypothesis": "noninferiority"}
    worse, better = Made(1, "WORSE"), Made(2, "BETTER")
    worse.judged(at, "Confirmed", "1.05", **margin)
    better.judged(at, "Confirmed", "0.95", **margin)
    alike, beyond = Made(3, "ALIKE"), Made(4, "BEYOND")
    alike.judged(at, "Confirmed", "1.02", reason="MarginExcluded", hypothesis="equivalence")
    beyond.judged(at, "Nominal", "1.62", **margin | {"reason": "BeyondMargin"}, formal="NotMet")
    superior, harmful = Made(5, "SUPERIOR"), Made(6, "HARMFUL")
    superior.judged(at, "Confirmed", "0.71", **margin, further="Confirmed", isPlainBenefit=True)
    harmful.judged(at, "Confirmed", "1.44", reason="LevelMet")
    return [worse, better, alike, beyond, superior, harmful]


def _updated(at: Iri) -> Made:
    """Return a trial whose test was met after an interim look, with a later estimate."""
    made = Made(7, "UPDATED")
    met: Told = {"reason": "LevelMet", "isPlainBenefit": True, "isCurrent": False}
    look = {"reason": "BoundaryNotCrossed", "stage": "Interim", "availableFrom": "2019-03-01"}
    look |= {"formal": "NotMet"}
    later: Told = {"reason": "UpdatedAfterDecision", "formal": "None", "isDecisive": False}
    first = made.judged(at, "NotSignificant", "0.79", **look, isCurrent=False, isDecisive=False)
    decisive = made.judged(at, "Confirmed", "0.76", **met)
    last = made.judged(at, "NotSignificant", "0.81", **later)
    put(made.graph, first, supersededBy=decisive)
    put(made.graph, decisive, supersededBy=last)
    return made


def _of_two_methods(at: Iri) -> Made:
    """Return a trial with one number by two methods, weakened by an erratum."""
    made = Made(8, "METHODS")
    weakened = {"reason": "LevelMet", "blockingReservation": "ErratumUnresolved"}
    for adjustment in ("stratified", "unstratified"):
        made.judged(at, "Confirmed", "0.66", **weakened, adjustment=adjustment)
    return made


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    path = tmp_path_factory.mktemp("margins") / "store"
    document, places = document_graph(FIRST, {"at": WORDS})
    claim = names.fact(FIRST, "claim", (0, 5))
    put(
        document,
        claim,
        rdf__type=term("ReportedClaim"),
        inDocument=names.document(FIRST),
        statedKind=text("conclusion"),
        statedDirection=text("benefit"),
    )
    changes = {names.document(FIRST): document.bytes()}
    at = places["at"]
    trials = [*_of_margins(at), _updated(at), _of_two_methods(at)]
    changes |= {Iri(one.graph.graph): one.graph.bytes() for one in trials}
    with create_or_open(path) as writer:
        writer.keep(FIRST, TEXT[FIRST].encode(), TEXT[FIRST])
        writer.replace_graphs(changes)
        writer.publish()
    with open_reader(path) as opened:
        yield opened


@pytest.fixture
def asked(reader: Reader) -> Asked:
    def put_it(name: str, **given: str) -> Answer:
        return ask(reader, name, given, TERMS)

    return put_it


ABOUT: dict[str, dict[str, str]] = {
    "effects": {},
    "every-hazard-ratio": {},
    "benefit-from-adding": {"drug": "pertuzumab", "endpoint": "OS"},
    "head-to-head": {"drug": "pertuzumab", "versus": "trastuzumab"},
    "noninferiority-verdicts": {},
    "stopping-boundary": {},
    "trials-in-condition": {"condition": "breast cancer"},
}
OF_TRIAL: dict[str, dict[str, str]] = {
    "known-on-date": {"date": "2024-01-01"},
    "results-over-time": {},
}


def said(answer: Answer, label: str) -> list[str]:
    """Return what is said of the verdicts of a trial."""
    return [
        note
        for row in answer.rows
        if row.text("label") == label
        for note in notes(row)
        if note.startswith("Verdict: ")
    ]


def every_answer(asked: Asked, label: str) -> Iterator[tuple[str, Answer]]:
    for name, given in ABOUT.items():
        yield name, asked(name, **given)
    for name, given in OF_TRIAL.items():
        yield name, asked(name, trial=label, **given)


def test_in_steps_the_answers_are_those_of_the_whole_queries(reader: Reader) -> None:
    others = {
        "confirmed-benefits": {"drug": "pertuzumab", "endpoint": "OS"},
        "evidence-per-drug": {"drug": "pertuzumab"},
        "missed-yet-claimed": {},
    }
    of_trial = {name: {**given, "trial": "SUPERIOR"} for name, given in OF_TRIAL.items()}
    for name, about in (ABOUT | of_trial | others).items():
        card = find_card(name)
        given = resolved(reader, card, about, TERMS)
        whole = rows(card, reader.select(bind(card, given)))
        assert whole, name
        assert rows(card, solutions(reader, card, given)) == whole, name


@pytest.mark.parametrize("label", ["WORSE", "BETTER"])
def test_an_excluded_margin_is_said_alike_by_every_question(asked: Asked, label: str) -> None:
    told = "Verdict: non-inferior (margin excluded), confirmed; this is no proof of superiority."
    for name, answer in every_answer(asked, label):
        assert said(answer, label) == [told], name


def test_superiority_after_it_is_said_alike_by_every_question(asked: Asked) -> None:
    told = "Verdict: non-inferior (margin excluded), confirmed; superior as well, confirmed."
    for name, answer in every_answer(asked, "SUPERIOR"):
        assert said(answer, "SUPERIOR") == [told], name
        (row,) = (row for row in answer.rows if row.text("label") == "SUPERIOR")
        assert row.words("further_reservations") == ["superiority_not_prespecified"], name


def test_harm_and_what_lies_beyond_a_margin_are_for_the_comparator(asked: Asked) -> None:
    for name, answer in every_answer(asked, "HARMFUL"):
        if name != "noninferiority-verdicts":
            (verdict,) = said(answer, "HARMFUL")
            assert verdict.endswith("in favour of the comparator arm."), name
    for name, answer in every_answer(asked, "BEYOND"):
        (verdict,) = said(answer, "BEYOND")
        assert "inferior" not in verdict, name


def test_of_the_tiers_of_a_benefit_only_superiority_is_one(asked: Asked) -> None:
    answer = asked("benefit-from-adding", drug="pertuzumab", endpoint="OS")
    found = {tier.name: [row.text("label") for row in tier.rows] for tier in tiers(answer)}
    assert found == {
        "confirmed": ["SUPERIOR", "UPDATED"],
        "reserved": ["METHODS", "METHODS"],
        "noninferior": ["BETTER", "WORSE"],
        "equivalent": ["ALIKE"],
        "not_significant": ["UPDATED"],
        "unfavourable": ["BEYOND", "HARMFUL"],
        "superseded": ["UPDATED"],
    }


def test_a_confirmed_benefit_is_one_of_superiority(asked: Asked) -> None:
    answer = asked("confirmed-benefits", drug="pertuzumab", endpoint="OS")
    assert [(row.text("label"), row.kind) for row in answer.rows] == [
        ("SUPERIOR", "answer"),
        ("UPDATED", "answer"),
        ("METHODS", "near miss"),
        ("METHODS", "near miss"),
    ]


def test_a_margin_that_is_excluded_is_no_missed_end_point(asked: Asked) -> None:
    labels = {row.text("label") for row in asked("missed-yet-claimed").rows}
    assert labels == {"BEYOND", "HARMFUL"}


def test_estimates_are_told_as_the_question_tells_them(reader: Reader, asked: Asked) -> None:
    by_question = {row.text("iri"): row for row in asked("effects").rows}
    found = find_effects(reader, TERMS, {"trial": ["SUPERIOR"]}).rows
    assert [row.text("further_strength") for row in found] == ["confirmed"]
    for row in found:
        asked_for = by_question[row.text("iri")]
        assert {name: row.cells[name] for name in asked_for.cells} == asked_for.cells


KINDS = [("0.76", "answer"), ("0.79", "superseded"), ("0.81", "answer")]


def test_what_a_later_result_took_the_place_of_is_superseded(asked: Asked) -> None:
    answer = asked("head-to-head", drug="pertuzumab", versus="trastuzumab")
    found = [row for row in answer.rows if row.text("label") == "UPDATED"]
    assert sorted((row.text("value"), row.kind) for row in found) == KINDS
    assert {(row.text("value"), row.text("stage"), row.text("date")) for row in found} == {
        ("0.76", "final", "2021-03-01"),
        ("0.79", "interim", "2019-03-01"),
        ("0.81", "final", "2021-03-01"),
    }
    assert [row.text("value") for row in found if row.cells["is_decisive"]] == ["0.76"]


def test_an_update_does_not_erase_a_verdict_from_the_counts(asked: Asked) -> None:
    columns = ("hypothesis", "direction", "strength", "results", "plain_benefits", "trials")
    found = {
        tuple(map(str, (row.cells[name] for name in columns)))
        for row in asked("evidence-per-drug", drug="pertuzumab").rows
    }
    assert found == {
        ("equivalence", "comparator", "confirmed", "1", "0", "['ALIKE']"),
        ("noninferiority", "comparator", "confirmed", "1", "0", "['WORSE']"),
        ("noninferiority", "comparator", "nominal", "1", "0", "['BEYOND']"),
        ("noninferiority", "experimental", "confirmed", "2", "1", "['BETTER', 'SUPERIOR']"),
        ("superiority", "comparator", "confirmed", "1", "0", "['HARMFUL']"),
        ("superiority", "experimental", "confirmed", "3", "1", "['METHODS', 'UPDATED']"),
        ("superiority", "experimental", "not_significant", "1", "0", "['UPDATED']"),
    }


def test_the_counts_of_a_drug_tell_margins_harm_and_superseded_results_apart(
    reader: Reader,
) -> None:
    with named(reader, TERMS) as index:
        counted = index.standings(names.concept("drug", "pertuzumab"))["adds"]
    assert counted == {
        "confirmed": 2,
        RESERVED: 2,
        f"confirmed{FOR_COMPARATOR}": 1,
        f"nominal{FOR_COMPARATOR}": 1,
        "noninferior_confirmed": 2,
        "equivalent_confirmed": 1,
        "not_significant": 1,
        SUPERSEDED: 1,
    }


def test_methods_of_one_number_are_two_rows_of_a_day(asked: Asked) -> None:
    answer = asked("known-on-date", trial="METHODS", date="2024-01-01")
    found = [(row.text("adjustment"), row.text("value")) for row in answer.rows]
    assert sorted(found) == [("stratified", "0.66"), ("unstratified", "0.66")]
    assert len({row.text("iri") for row in answer.rows}) == 2
