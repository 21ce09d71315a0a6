"""Arms of a made-up trial, and the values that are read of them out of sentences."""

from tests.extract.made_up_estimates import NoTerms

from trialgraph.extract.arm_values import read_arm_values
from trialgraph.extract.estimates import read_estimates
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document, Section, SectionKind
from trialgraph.model.result import ArmValue
from trialgraph.model.text import Absence, Number, Span, Stated
from trialgraph.model.trial import Arm, ArmRole, EndPoint, Intervention, Trial


def arm(label: str, role: ArmRole, at: int, *drugs: str) -> Arm:
    return Arm(
        label=label,
        role=role,
        interventions=tuple(Intervention(name=d, concept=None, span=Span(0, 0)) for d in drugs),
        span=Span(at, at + 1),
    )


TWO = (
    arm("N", "experimental", 0, "novumab", "paclitaxel"),
    arm("P", "control", 1, "placebo", "paclitaxel"),
)


THREE = (arm("A", "experimental", 0), arm("A + B", "experimental", 1), arm("C", "control", 2))


def values(
    *parts: tuple[SectionKind, str],
    arms: tuple[Arm, ...] = TWO,
    end_points: tuple[EndPoint, ...] = (),
) -> tuple[ArmValue, ...]:
    text, sections = "", []
    for kind, words in parts:
        sections.append(Section(kind, "", Span(len(text), len(text) + len(words) + 1)))
        text += words + "\n"
    view = ReadingView(Document("sha-0", "text", "0" * 64, "test 1", text, tuple(sections)))
    trial = Trial(
        role="reports",
        acronym=Stated("NOVA", "NOVA", Span(0, 0)),
        arms=arms,
        end_points=end_points,
        span=Span(0, 0),
    )
    estimates, _ = read_estimates(view, trial, NoTerms())
    found = read_arm_values(view, trial, NoTerms(), estimates)
    for value in found:
        assert isinstance(value.value, Absence) or value.value.printed in text
    return found


def figure(number: Number | Absence | None) -> str:
    return str(number.value) if isinstance(number, Number) else str(number or "")


def short(found: tuple[ArmValue, ...]) -> list[str]:
    return [f"{one.end_point} {one.kind} {one.arm} {figure(one.value)}" for one in found]


def timed(found: tuple[ArmValue, ...]) -> list[str]:
    return [f"{one.end_point} {one.arm} {figure(one.value)} {one.at}".strip() for one in found]
