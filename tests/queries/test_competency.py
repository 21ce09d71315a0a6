"""The competency questions, asked of the graph that the five seed documents give."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from trialgraph import names
from trialgraph.catalogue.answer import Answer, AnswerRow
from trialgraph.catalogue.ask import ask
from trialgraph.catalogue.tiers import tier_of
from trialgraph.ingest.run import ingest
from trialgraph.rdf.term import plain
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store import Reader, open_reader

Asked = Callable[..., Answer]


@pytest.fixture(scope="module")
def reader(seeds: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    path = tmp_path_factory.mktemp("seeds") / "store"
    assert {line.outcome for line in ingest(seeds.values(), path)} == {"stored"}
    with open_reader(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def asked(reader: Reader) -> Asked:
    def put(name: str, **given: str) -> Answer:
        return ask(reader, name, given, load_terms())

    return put


def picked(answer: Answer, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row.cells[column] for column in columns) for row in answer.rows]


def only(answer: Answer, **cells: object) -> AnswerRow:
    (row,) = (
        one for one in answer.rows if all(one.cells[key] == value for key, value in cells.items())
    )
    return row


def test_no_overall_survival_benefit_is_confirmed_and_each_tier_has_its_own(asked: Asked) -> None:
    answer = asked("os-benefit-from-adding", drug="pertuzumab")
    found = [(tier_of(row), row.cells["label"], row.cells["value"]) for row in answer.rows]
    assert found == [
        ("nominal", "PRECIOUS", 0.73),
        ("not_significant", "CLEOPATRA", 0.64),
        ("superseded", "PRECIOUS", 0.71),
        ("claim", "CLEOPATRA", None),
        ("known gap", "CLEOPATRA", None),
    ]
    assert (answer.searched.documents, answer.searched.trials) == (5, 3)


def test_the_nominal_result_has_one_limit_and_its_reservations(asked: Asked) -> None:
    row = only(asked("os-benefit-from-adding", drug="pertuzumab"), kind="answer")
    assert (row.cells["lower"], row.cells["upper"], row.cells["sides"]) == (None, 0.97, 1)
    assert (row.cells["median_experimental"], row.cells["median_comparator"]) == (36.2, 26.5)
    wanted = {"lenient_level", "fails_conventional_level", "erratum_unresolved"}
    assert wanted <= set(row.words("reservations"))
    assert row.cells["date"] == "2025-01-24"


def test_the_interim_missed_its_boundary_and_is_open(asked: Asked) -> None:
    row = only(asked("os-benefit-from-adding", drug="pertuzumab"), kind="near miss")
    assert row.cells["reason"] == "boundary_not_crossed"
    assert (row.cells["boundary_value"], row.cells["boundary_p"]) == (0.603, 0.0012)
    assert (row.cells["boundary_crossed"], row.cells["is_open"]) == (False, True)


def test_the_claim_is_contradicted_by_the_source_it_cites(asked: Asked) -> None:
    row = only(asked("os-benefit-from-adding", drug="pertuzumab"), kind="claim")
    assert row.cells["outcome"] == "contradicted"
    assert row.cells["possibly_elsewhere"] is True


def test_every_row_of_the_answer_has_its_sentence(asked: Asked, reader: Reader) -> None:
    for row in asked("os-benefit-from-adding", drug="pertuzumab").rows:
        assert row.passages
        for place in row.passages:
            text = reader.kept_text(place.document)
            assert text[place.start : place.end] == place.exact


def test_progression_free_survival_by_assessor_and_analysis(asked: Asked) -> None:
    answer = asked("pfs-benefit-from-adding", drug="pertuzumab")
    found = {
        (tier_of(row), row.cells["label"], row.cells["assessor"], row.cells["value"])
        for row in answer.rows
        if row.kind != "claim"
    }
    assert found == {
        ("confirmed", "CLEOPATRA", "independent", 0.62),
        ("reserved", "PRECIOUS", "investigator", 0.76),
        ("nominal", "CLEOPATRA", "investigator", 0.65),
        ("not_significant", "PRECIOUS", "investigator", 0.81),
        ("not_significant", "PRECIOUS", "independent", 1.03),
    }
    assert only(answer, value=0.76).cells["sustained"] == "not_sustained"
    assert only(answer, value=1.03).cells["direction"] == "comparator"


def test_a_confirmed_result_may_rest_on_the_authors_word(asked: Asked) -> None:
    row = only(asked("pfs-benefit-from-adding", drug="palbociclib"), kind="answer")
    found = (row.cells["value"], row.cells["strength"], row.cells["basis"])
    assert found == (0.75, "confirmed", "asserted")


def test_a_blocked_step_is_nominal(asked: Asked) -> None:
    answer = asked("response-benefit-from-adding", drug="pertuzumab")
    nominal = only(answer, kind="answer")
    assert (nominal.cells["value"], nominal.cells["reason"]) == (10.8, "hierarchy_blocked")
    assert only(answer, value=0.957).cells["direction"] == "comparator"


def test_trials_that_add_the_drug_and_no_other(asked: Asked) -> None:
    found = picked(asked("trials-adding", drug="pertuzumab"), "kind", "label")
    assert found[:2] == [("answer", "CLEOPATRA"), ("answer", "PRECIOUS")]
    assert [str(label).upper() for kind, label in found[2:] if kind == "mentioned only"] == [
        "MARIANNE"
    ]


HAZARD_RATIOS = [
    {"label": "CLEOPATRA", "endpoint": "PFS", "assessor": "independent", "value": 0.62,
     "population": "all", "level": 95, "sides": 2, "lower": 0.51, "upper": 0.75},
    {"label": "CLEOPATRA", "assessor": "investigator", "value": 0.65, "lower": 0.54, "upper": 0.78},
    {"label": "CLEOPATRA", "stage": "interim", "value": 0.64, "lower": 0.47, "upper": 0.88},
    {"label": "PRECIOUS", "endpoint": "PFS", "adjustment": "stratified", "value": 0.76, "sides": 1,
     "lower": None, "upper": 0.967},
    {"label": "PRECIOUS", "endpoint": "PFS", "value": 0.8, "sides": 1, "upper": 1.06},
    {"label": "PRECIOUS", "endpoint": "OS", "stage": "primary", "adjustment": "unstratified",
     "value": 0.71, "sides": 1, "upper": 1.03},
    {"label": "PRECIOUS", "endpoint": "DoR", "adjustment": "stratified", "value": 0.656,
     "upper": 1.369},
    {"label": "PRECIOUS", "endpoint": "DoR", "adjustment": "unstratified", "value": 0.49,
     "upper": 0.945},
    {"label": "PRECIOUS", "endpoint": "TTD", "value": 1.28, "sides": 2, "lower": 0.856,
     "upper": 1.903},
    {"label": "PRECIOUS", "endpoint": "OS", "stage": "final", "value": 0.73, "sides": 1,
     "upper": 0.97},
    {"label": "PRECIOUS", "stage": "updated", "assessor": "investigator", "value": 0.81,
     "upper": 1.02},
    {"label": "PRECIOUS", "assessor": "independent", "value": 1.03, "sides": 1, "upper": 1.36},
    {"label": "PATINA", "assessor": "investigator", "value": 0.75, "lower": 0.59, "upper": 0.96},
    {"label": "CLEOPATRA", "value": 0.62, "lower": 0.35, "upper": 1.07},
    {"label": "CLEOPATRA", "value": 0.6, "lower": 0.43, "upper": 0.83},
]  # fmt: skip


@pytest.mark.parametrize("wanted", HAZARD_RATIOS, ids=lambda one: f"{one['label']} {one['value']}")
def test_every_hazard_ratio_is_listed_once(asked: Asked, wanted: dict[str, object]) -> None:
    assert only(asked("every-hazard-ratio"), **wanted).passages


def test_designs_and_boundaries_are_no_results(asked: Asked) -> None:
    found = picked(asked("every-hazard-ratio"), "label", "value")
    assert not {("PRECIOUS", 0.739), ("CLEOPATRA", 0.75), ("CLEOPATRA", 0.603)} & set(found)
    assert not any(
        row.cells["value"] == 0.7 and row.kind == "answer" for row in asked("effects").rows
    )


def test_a_trial_is_registered_under_all_its_ids(asked: Asked) -> None:
    row = only(asked("registration-ids", trial="PRECIOUS"))
    assert row.words("registrations") == ["NCT02514681", "UMIN000018202", "jRCTs041180153"]
    assert row.words("organisation_study_ids") == ["JBCRG-M05"]


def test_patients_are_randomised_to_each_arm_once(asked: Asked) -> None:
    found = picked(asked("randomised-per-arm"), "label", "role", "randomised")
    assert sorted(found, key=str) == [
        ("CLEOPATRA", "control", 406),
        ("CLEOPATRA", "experimental", 402),
        ("PATINA", "control", 257),
        ("PATINA", "experimental", 261),
        ("PRECIOUS", "control", 109),
        ("PRECIOUS", "experimental", 110),
    ]


def test_the_sentences_print_the_number_of_patients(asked: Asked) -> None:
    for row in asked("randomised-per-arm").rows:
        assert row.passages
        assert all(row.text("randomised") in place.exact for place in row.passages)


def test_the_boundary_of_the_interim_analysis(asked: Asked) -> None:
    row = only(asked("stopping-boundary", trial="CLEOPATRA", endpoint="OS"))
    wanted = {
        "boundary_kind": "efficacy",
        "boundary_name": "O'Brien-Fleming",
        "boundary_spending": "Lan-DeMets",
        "boundary_value": 0.603,
        "boundary_p": 0.0012,
        "boundary_crossed": False,
        "total_events": 165,
        "planned_events": 385,
        "information_fraction": 0.43,
        "is_open": True,
    }
    assert {key: row.cells[key] for key in wanted} == wanted


def test_primary_end_points_and_who_assessed_them(asked: Asked) -> None:
    found = picked(asked("primary-endpoint-and-assessor"), "label", "endpoint", "assessor")
    assert found == [
        ("CLEOPATRA", "PFS", "independent"),
        ("PATINA", "PFS", "investigator"),
        ("PRECIOUS", "PFS", "investigator"),
    ]


def test_results_move_between_analyses(asked: Asked) -> None:
    answer = asked("results-over-time", trial="PRECIOUS")
    survival = [row for row in answer.rows if row.cells["endpoint"] == "OS"]
    assert [(row.cells["value"], row.cells["follow_up_months"]) for row in survival] == [
        (0.71, 14.2),
        (0.73, 25.8),
    ]
    assert {row.cells["matched_on_unknown"] for row in survival} == {True}


def test_what_was_known_on_a_day(asked: Asked) -> None:
    answer = asked("known-on-date", trial="PRECIOUS", date="2023-01-01")
    assert only(answer, endpoint="OS").cells["value"] == 0.71
    assert only(answer, endpoint="PFS", population="all").cells["strength"] == "confirmed"
    assert {row.kind for row in answer.rows} == {"answer"}


def test_what_only_a_later_result_shows_was_no_reservation_on_a_day(asked: Asked) -> None:
    early = asked("known-on-date", trial="PRECIOUS", date="2023-01-01")
    then = only(early, endpoint="PFS", population="all", assessor="investigator")
    assert set(then.words("blocking")) == {"information_shortfall"}
    assert not {"not_sustained", "assessor_discordant"} & set(then.words("reservations"))
    late = asked("known-on-date", trial="PRECIOUS", date="2026-01-01")
    now = only(late, endpoint="PFS", population="all", assessor="independent")
    assert "assessor_discordant" in now.words("reservations")


def test_a_year_is_only_possibly_before_its_end(asked: Asked) -> None:
    rows = asked("known-on-date", trial="PRECIOUS", date="2022-09-01").rows
    assert {row.kind for row in rows} == {"possibly"}


def test_a_year_is_known_for_sure_from_its_last_day(asked: Asked) -> None:
    rows = asked("known-on-date", trial="PRECIOUS", date="2022-12-31").rows
    assert {row.kind for row in rows} == {"answer"}


def test_data_through_a_day_is_another_clock_than_what_was_known(asked: Asked) -> None:
    answer = asked("known-on-date", trial="PRECIOUS", date="2026-01-01", data_through="2020-01-01")
    survival = only(answer, endpoint="OS")
    assert (survival.cells["value"], survival.cells["data_cutoff"]) == (0.71, "2019-07-31")
    early = asked("known-on-date", trial="PRECIOUS", date="2026-01-01", data_through="2019-01-01")
    assert early.rows == ()


def test_a_result_says_which_part_of_its_key_is_not_printed(asked: Asked) -> None:
    answer = asked("results-over-time", trial="PRECIOUS")
    parts = {
        row.cells["value"]: row.cells["unknown_parts"]
        for row in answer.rows
        if row.cells["endpoint"] == "OS"
    }
    assert parts == {0.71: [], 0.73: ["adjustment"]}
    assert {row.cells["order_conflict"] for row in answer.rows} == {False}


def test_an_erratum_is_named_with_its_document(asked: Asked) -> None:
    (row,) = asked("errata").rows
    assert (row.cells["notice"], row.passages[0].document) == ("erratum", row.cells["held"])


def test_documents_and_references_that_are_one_publication(asked: Asked) -> None:
    identifiers = [row.words("identifiers") for row in asked("same-publication").rows]
    assert ["doi:10.1056/NEJMoa1113216", "pubmed:22149875"] in identifiers
    assert any("pubmed:39854662" in one for one in identifiers)


def test_the_contradicted_claim_is_among_the_unsupported(asked: Asked) -> None:
    row = only(asked("unsupported-claims", trial="CLEOPATRA"), endpoint="OS")
    assert row.cells["outcome"] == "contradicted"


def test_end_points_without_a_result(asked: Asked) -> None:
    found = picked(asked("endpoint-states", trial="PATINA"), "endpoint", "state")
    assert {("OS", "not_reported"), ("ORR", "not_reported")} <= set(found)


def test_who_sponsored_and_who_funded(asked: Asked) -> None:
    found = set(picked(asked("who-paid"), "label", "role", "name"))
    assert ("PRECIOUS", "lead", "Japan Breast Cancer Research Group") in found
    assert any(who == "PATINA" and "Pfizer" in str(name) for who, _, name in found)
    assert any(who == "PRECIOUS" and "Chugai" in str(name) for who, _, name in found)


def test_numbers_that_do_not_recompute_are_found_with_their_sentence(asked: Asked) -> None:
    answer = asked("numbers-that-do-not-recompute")
    found = {(row.text("code"), row.text("printed")) for row in answer.rows}
    assert {
        ("percentage_of_other_total", "19.5"),
        ("percentage_of_other_total", "20.7"),
        ("denominator_mixed", "0.957"),
        ("mislabelled", "28.8"),
        ("as_treated_shift", "407"),
    } <= found
    assert not any(code == "PercentIsShareOfPatients" for code, _ in found)
    for row in answer.rows:
        assert row.text("message")
        assert any(row.text("printed") in place.exact for place in row.passages)


def test_findings_are_told_by_trial_by_code_and_by_severity(asked: Asked) -> None:
    everything = picked(asked("findings"), "label", "code", "severity")
    assert ("CLEOPATRA", "as_treated_shift", "information") in everything
    assert {
        who for who, _, _ in picked(asked("findings", trial="PRECIOUS"), "label", "code", "iri")
    } == {"PRECIOUS"}
    (mixed,) = asked("findings", code="denominator_mixed").rows
    assert mixed.words("printed") == ["0.957"]
    assert "17 of 90 and 18 of 92" in mixed.text("message")
    assert {row.text("severity") for row in asked("findings", severity="warning").rows} == {
        "warning"
    }


def test_what_a_trial_s_finding_tells_is_not_told_by_its_document_again(asked: Asked) -> None:
    codes = {row.text("code") for row in asked("findings", trial="PRECIOUS").rows}
    assert "percentage_of_other_total" in codes
    assert "PercentIsShareOfPatients" not in codes


def test_the_setting_is_the_printed_one(asked: Asked, reader: Reader) -> None:
    answer = asked("treatment-setting")
    lines = {row.text("label"): row.text("line") for row in answer.rows if row.cells["line"]}
    assert lines["CLEOPATRA"] == "first-line"
    assert lines["PRECIOUS"] == "third- or fourth-line"
    before = {row.text("label"): row.text("prior_therapy") for row in answer.rows}
    assert before["PATINA"] == "not-progressed"
    for row in answer.rows:
        assert len(row.passages) == bool(row.text("line") or row.text("condition")) + bool(
            row.text("prior_therapy")
        )
        for place in row.passages:
            assert reader.kept_text(place.document)[place.start : place.end] == place.exact


def test_analysis_populations_have_their_sizes(asked: Asked, reader: Reader) -> None:
    answer = asked("analysis-populations", trial="CLEOPATRA")
    found = set(picked(answer, "population", "patients"))
    assert {("measurable disease", 336), ("measurable disease", 343)} <= found
    for row in answer.rows:
        (place,) = row.passages
        assert reader.kept_text(place.document)[place.start : place.end] == row.text("patients")


def test_quoted_documents_are_told_by_their_publication(asked: Asked) -> None:
    answer = asked("os-benefit-from-adding", drug="pertuzumab")
    quoted = {place.document for row in answer.rows for place in row.passages}
    assert quoted <= set(answer.documents)
    dois = {one.doi: dict(one.by_reference) for one in answer.documents.values()}
    assert "doi" not in dois["10.1200/JCO-24-01673"]
    assert dois["10.1056/NEJMoa1113216"]["doi"]


def test_the_registry_and_the_papers_of_a_trial_disagree(asked: Asked) -> None:
    answer = asked("disagreements")
    assert {(row.cells["label"], row.cells["code"]) for row in answer.rows} == {
        ("PRECIOUS", "definition_differs"),
        ("PRECIOUS", "reference_missing"),
        ("PRECIOUS", "results_not_posted"),
    }
    enrolled = only(answer, code="definition_differs")
    assert {place.exact for place in enrolled.passages} == {"226", "219"}


def test_a_record_without_a_list_of_end_points_resolves_no_switching(asked: Asked) -> None:
    (row,) = asked("outcome-switching").rows
    assert (row.cells["label"], row.cells["code"]) == ("PRECIOUS", "not_resolvable")


def test_own_conclusions_are_held_against_their_own_numbers(asked: Asked) -> None:
    own = [row for row in asked("unsupported-claims").rows if row.cells["is_own"]]
    found = {(row.text("label"), row.text("endpoint")): row.text("outcome") for row in own}
    assert found[("PRECIOUS", "QoL")] == "overstated"
    assert set(found.values()) <= {"overstated", "not_verifiable"}


@pytest.mark.parametrize(
    ("given", "trials"),
    [
        ("pertuzumab", {"CLEOPATRA", "PRECIOUS"}),
        ("anti-HER2 antibody", {"CLEOPATRA", "PRECIOUS"}),
        ("anti-HER2 therapy", {"CLEOPATRA", "PRECIOUS"}),
        ("CDK4/6 inhibitor", {"PATINA"}),
        ("targeted therapy", {"CLEOPATRA", "PRECIOUS", "PATINA"}),
        ("taxane", set()),
        ("HER2 tyrosine kinase inhibitor", set()),
    ],
)
def test_a_class_of_drugs_stands_for_its_members(
    given: str, trials: set[str], asked: Asked, reader: Reader
) -> None:
    rows = asked("trials-adding", drug=given).rows
    assert {row.cells["label"] for row in rows if row.cells["kind"] == "answer"} == trials
    concept = load_terms().find("drug", given)
    assert concept is not None
    in_the_graph = reader.select(
        f"""PREFIX : <{names.ONTOLOGY}> PREFIX rdfs: <{names.PREFIXES["rdfs"]}>
        SELECT DISTINCT ?label {{ ?comparison :adds|:addsMemberOf
        <{names.concept("drug", concept.notation)}> ; :trial/rdfs:label ?label }}"""
    )
    assert {plain(row["label"]) for row in in_the_graph} == trials


def test_a_benefit_is_asked_for_by_the_class_of_the_drug(asked: Asked) -> None:
    of_class = asked("os-benefit-from-adding", drug="anti-HER2 antibody")
    of_drug = asked("os-benefit-from-adding", drug="pertuzumab")
    columns = ("kind", "label", "value", "strength")
    assert picked(of_class, *columns) == picked(of_drug, *columns)
