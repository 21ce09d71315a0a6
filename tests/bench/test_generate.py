"""Invented records: the same each time, read as they are meant, accepted by the shapes."""

import gzip
import re
from datetime import date
from pathlib import Path
from typing import Any

import generate
import orjson
import pytest
from generated.article import article
from generated.chance import TABLE
from generated.changes import change
from generated.effects import Effect, effect
from generated.facts import report_facts, study_facts
from generated.plan import plan
from generated.record import record, values
from generated.reports import Report, reports
from generated.words import HOUSES

from trialgraph import extract
from trialgraph.check.shapes import check_document
from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.model.reading import TrialDocument
from trialgraph.model.result import Estimate
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads

STUDIES = 24
WITH_RESULTS = 0.4


def read(content: bytes) -> TrialDocument:
    """Return what the product reads in a document; the shapes must find nothing in it."""
    document = read_document(content)
    reading = read_trial_document(document, load_terms())
    report = check_document(document_quads(reading, document, load_terms()))
    assert not report.findings, report.findings
    return reading


def printed(number: object) -> str | None:
    """Return a number as printed, nothing for a reason why there is none."""
    found = getattr(number, "printed", None)
    return found if isinstance(found, str) else None


def p_of(estimate: Estimate) -> str | None:
    """Return a p-value with its sign."""
    p = estimate.p
    return p.comparator.removeprefix("=") + p.number.printed if p else None


def figures(one: Estimate) -> dict[str, Any]:
    """Return an estimate in the words of the facts."""
    interval = one.interval
    return {
        "end_point": one.end_point_printed,
        "measure": one.measure,
        "value": printed(one.value),
        "level": printed(interval.level) if interval else None,
        "lower": printed(interval.lower) if interval else None,
        "upper": printed(interval.upper) if interval else None,
        "p": p_of(one),
        "experimental": one.experimental,
        "comparator": one.comparator,
    }


def read_facts(reading: TrialDocument) -> dict[str, Any]:
    """Return what was read of a registered study in the words of the facts."""
    (trial,) = reading.trials
    return {
        "registrations": [one.value for one in trial.registrations],
        "acronym": trial.acronym.value if trial.acronym else "",
        "status": trial.status.value if trial.status else None,
        "conditions": [one.value for one in trial.conditions],
        "has_results": reading.results is not None,
        "arms": [
            (arm.label, arm.registered_type, {one.printed for one in arm.interventions})
            for arm in trial.arms
        ],
        "end_points": [one.name_printed for one in trial.end_points],
        "estimates": list(map(figures, reading.estimates)),
    }


def told_facts(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of a study as ``read_facts`` does."""
    keys = ("registrations", "acronym", "status", "conditions", "has_results")
    estimates = facts["estimates"]
    return {
        **{key: facts[key] for key in keys},
        "arms": [(arm["label"], arm["kind"], set(arm["given"])) for arm in facts["arms"]],
        "end_points": [one["title"] for one in facts["end_points"]],
        "estimates": [
            {key: value for key, value in one.items() if key not in {"events", "n"}}
            for one in estimates
        ],
    }


def written(folder: Path, *options: str) -> bytes:
    """Return what the command writes."""
    out = folder / "made"
    generate.main([*options, "--out", str(out)])
    return out.read_bytes()


@pytest.mark.parametrize("kind", list(generate.KINDS))
def test_the_same_seed_writes_the_same_bytes(tmp_path: Path, kind: str) -> None:
    options = ("--kind", kind, "--number", "12")
    first = written(tmp_path, *options)
    assert first == written(tmp_path, *options)
    assert first != written(tmp_path, *options, "--seed", "2")


def test_parts_that_were_made_side_by_side_are_the_whole(tmp_path: Path) -> None:
    whole = written(tmp_path, "--number", "20")
    parts = [written(tmp_path, "--first", first, "--number", "10") for first in ("0", "10")]
    assert b"".join(parts) == whole


def test_a_compressed_file_holds_the_same_lines(tmp_path: Path) -> None:
    out = tmp_path / "made.jsonl.gz"
    generate.main(["--number", "5", "--out", str(out)])
    assert gzip.decompress(out.read_bytes()) == written(tmp_path, "--number", "5")


def test_a_file_each_is_named_by_its_number(tmp_path: Path) -> None:
    generate.main(["--kind", "pubmed", "--number", "3", "--each", "--out", str(tmp_path)])
    found = {path.stem: read_document(path.read_bytes()) for path in tmp_path.glob("*.xml")}
    assert found
    assert {f"pubmed-{name}" for name in found} == {one.identifier for one in found.values()}


@pytest.mark.parametrize(
    ("options", "reason"),
    [(["--each"], "wanted the folder"), (["--first", "9000000"], "numbers have eight digits")],
)
def test_what_cannot_be_made_is_refused(
    options: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        generate.main(options)
    assert reason in capsys.readouterr().err


@pytest.mark.unmeasured
def test_every_fact_of_a_registered_study_is_read() -> None:
    count = 0
    for number in range(STUDIES):
        one = plan(7, number, WITH_RESULTS)
        facts = study_facts(one)
        assert read_facts(read(record(one))) == told_facts(facts), one.nct
        count += len(facts["estimates"])
    assert count > STUDIES / 2


def leaves(value: object) -> set[str]:
    """Return the names of all fields."""
    match value:
        case dict():
            return set(value).union(*map(leaves, value.values()))
        case list():
            return set().union(*map(leaves, value))
        case _:
            return set()


MEASURES = {"csHR", "sHR"}
"""They look like names of fields, and are none."""
_FIELD = re.compile(r'"([a-z]+(?:[A-Z][a-z]*)+)"')


def test_every_field_that_is_read_of_a_record_is_written() -> None:
    folder = Path(extract.__file__).parent
    read_here = {
        name for path in folder.glob("record_*.py") for name in _FIELD.findall(path.read_text())
    }
    made = set().union(*(leaves(values(plan(7, number, 0.5))) for number in range(600)))
    assert len(read_here) > 50
    assert sorted(read_here - made - MEASURES) == []


def test_what_is_made_says_that_it_is_invented() -> None:
    for number in range(20):
        protocol = values(plan(7, number))["protocolSection"]
        assert protocol["identificationModule"]["nctId"].startswith("NCT9")
        sponsor = protocol["sponsorCollaboratorsModule"]["leadSponsor"]["name"]
        assert sponsor.startswith("Invented ")
        places = protocol["contactsLocationsModule"].get("locations", ())
        assert all(
            one["facility"].startswith(tuple(f"Invented {house} " for house in HOUSES))
            for one in places
        )


def test_the_measured_table_keeps_figures_and_codes_only() -> None:
    for fields in orjson.loads(TABLE.read_bytes()).values():
        for field in fields.values():
            assert set(field) <= {"share", "sizes", "codes"}
            assert all(isinstance(size, int) for size in field.get("sizes", ()))
            assert all(len(code) < 50 for code in field.get("codes", ()))


def made_reports(studies: int) -> list[Report]:
    """Return publications of some studies."""
    return [one for number in range(studies) for one in reports(plan(7, number))]


def is_told(fact: dict[str, Any], found: list[Estimate]) -> bool:
    """Tell whether one of the estimates has value, interval and p-value of a fact."""
    keys = ("value", "lower", "upper", "p")
    return any(all(figures(one)[key] == fact[key] for key in keys) for one in found)


@pytest.mark.unmeasured
def test_nearly_every_result_that_an_abstract_prints_is_read() -> None:
    facts, hits, named = 0, 0, 0
    for report in made_reports(50):
        reading = read(b"<PubmedArticleSet>" + article(report) + b"</PubmedArticleSet>")
        told = report_facts(report)
        numbers = {one.value for one in reading.bibliography.registrations}
        numbers |= {
            one.value
            for trial in reading.trials
            if trial.role == "reports"
            for one in trial.registrations
        }
        assert numbers == ({told["study"]} if told["study"] else set())
        found = [is_told(fact, list(reading.estimates)) for fact in told.get("estimates", ())]
        facts += len(found)
        hits += sum(found)
        named += bool(reading.trials)
    assert facts > 80
    assert hits >= 0.95 * facts
    assert named >= 40


def test_a_notice_and_its_report_name_each_other() -> None:
    found = made_reports(400)
    by_pmid = {one.pmid: one for one in found}
    notices = [one for one in found if one.kind != "report"]
    assert {one.kind for one in notices} == {"erratum", "retraction"}
    for notice in notices:
        about = by_pmid[notice.about]
        corrections = [read(_set(one)).bibliography.corrections for one in (about, notice)]
        assert [one.pmid for (one,) in corrections] == [str(notice.pmid), str(about.pmid)]


def _set(report: Report) -> bytes:
    return b"<PubmedArticleSet>" + article(report) + b"</PubmedArticleSet>"


def test_a_later_report_of_a_trial_has_more_events() -> None:
    later = [one for one in made_reports(200) if one.order and one.is_linked and one.effects]
    assert later
    for report in later:
        for one in report.effects:
            first = effect(report.plan, one.outcome)
            if one.measure == "HR":
                assert events_of(first) <= events_of(one) <= one.experimental.n + one.comparator.n
            assert first.measure == one.measure


def events_of(one: Effect) -> int:
    """Return the events of both arms."""
    return one.experimental.events + one.comparator.events


CHANGED = 0.5


def test_a_changed_study_has_a_later_date_and_keeps_its_plan() -> None:
    kinds = set()
    for number in range(400):
        before = plan(7, number)
        found = change(before, CHANGED)
        if found is None:
            continue
        kinds.add(found.kind)
        if found.after is None:
            continue
        old, new = (values(one)["protocolSection"] for one in (before, found.after))
        assert before.dates.updated < found.after.dates.updated
        assert old["statusModule"] != new["statusModule"]
        kept = ("armsInterventionsModule", "outcomesModule", "eligibilityModule")
        assert all(old.get(name) == new.get(name) for name in kept)
        assert (found.kind == "results") == (found.after.has_results > before.has_results)
    assert kinds == {"update", "status", "results", "withdrawn", "gone"}


def test_later_versions_are_written_alone_and_what_is_gone_is_told(tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    lines = written(
        tmp_path, "--number", "300", "--events", "0.4", "--facts", str(facts)
    ).splitlines()
    told = list(map(orjson.loads, facts.read_bytes().splitlines()))
    assert 0 < len(lines) < 300
    kept = [one for one in told if one["change"] != "gone"]
    assert len(lines) == len(kept) < len(told)
    numbers = [
        orjson.loads(line)["protocolSection"]["identificationModule"]["nctId"] for line in lines
    ]
    assert numbers == [one["study"] for one in kept]


def test_dates_of_a_study_stand_in_their_order() -> None:
    for number in range(200):
        at = plan(7, number).dates
        assert at.start <= at.primary <= at.end
        assert at.posted <= at.updated <= date(2026, 3, 1).toordinal()
        assert not at.results or at.end < at.results


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--number", "-3"], "--number -3 found, wanted 0 to"),
        (["--results", "5"], "--results 5.0 found, wanted 0 to 1"),
        (["--events", "-1"], "--events -1.0 found, wanted 0 to 1"),
        (["--unregistered", "-1"], "--unregistered -1.0 found, wanted 0 to"),
        (["--first", "-5"], "--first -5 found, wanted 0 or more"),
        (["--first", "999999999"], "wanted fewer"),
        (["--each"], "--each without --out found"),
    ],
)
def test_options_that_cannot_be_met_are_refused(
    options: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        generate.read_options(options)
    assert told in capsys.readouterr().err
