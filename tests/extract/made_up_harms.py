"""Arms of a made-up trial, and what is read of harm out of sentences about them."""

from decimal import Decimal

from trialgraph.extract.adverse_events import read_adverse_events
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document, Section, SectionKind
from trialgraph.model.result import AdverseEvent
from trialgraph.model.text import Number, Span
from trialgraph.model.trial import Arm, ArmRole, EndPoint, Intervention, Trial
from trialgraph.terms.index import TermIndex

Row = tuple[str, str, str, str | None, str | None]


def arm(label: str, role: ArmRole, at: int, *drugs: str, n: int | None = None) -> Arm:
    """Return an arm with a label, a role, a place, its drugs and how many were in it."""
    size = Number(Decimal(n), str(n), Span(0, 0)) if n else None
    return Arm(
        label=label,
        role=role,
        n=size,
        interventions=tuple(Intervention(name=d, concept=None, span=Span(0, 0)) for d in drugs),
        span=Span(at, at + 1),
    )


TWO = (
    arm("novumab group", "experimental", 0, "novumab", n=150),
    arm("placebo group", "control", 1, "placebo", n=140),
)
THREE = (
    arm("A + B", "experimental", 0),
    arm("A alone", "experimental", 1),
    arm("supportive care", "control", 2),
)


def events(
    terms: TermIndex,
    *sentences: str,
    arms: tuple[Arm, ...] = TWO,
    section: SectionKind = "results",
    end_points: tuple[EndPoint, ...] = (),
) -> tuple[AdverseEvent, ...]:
    """Return the adverse events of a document of one section; each span holds its number."""
    text = " ".join(sentences) + "\n"
    sections = (Section(section, "", Span(0, len(text))),)
    view = ReadingView(Document("sha-0", "text", "0" * 64, "test 1", text, sections))
    trial = Trial(role="reports", arms=arms, end_points=end_points, span=Span(0, 0))
    found = read_adverse_events(view, trial, terms)
    for event in found:
        printed = text[event.span.start : event.span.end]
        assert any(one and one.printed in printed for one in (event.n, event.percent))
    return found


def rows(found: tuple[AdverseEvent, ...]) -> list[Row]:
    """Return what is printed of each: event, grade, arm, count and share."""
    return [
        (
            one.term,
            one.grade,
            one.arm.removesuffix(" group"),
            str(one.n.value) if one.n else None,
            str(one.percent.value) if one.percent else None,
        )
        for one in found
    ]
