"""Arms of a made-up trial, and what is read of effects out of sentences about them."""

from trialgraph.extract.estimates import read_estimates
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document, Section, SectionKind
from trialgraph.model.result import Estimate, Interval
from trialgraph.model.text import Absence, Number, Problem, Span, Stated
from trialgraph.model.trial import Arm, ArmRole, EndPoint, Intervention, Trial


def arm(label: str, role: ArmRole, at: int, *drugs: str) -> Arm:
    return Arm(
        label=label,
        aliases=("+",),
        role=role,
        interventions=tuple(Intervention(name=d, concept=None, span=Span(0, 0)) for d in drugs),
        span=Span(at, at + 1),
    )


TWO_ARMS = (
    arm("novumab group", "experimental", 0, "novumab", "paclitaxel"),
    arm("placebo group", "control", 1, "placebo", "paclitaxel"),
)


THREE_ARMS = (
    arm("A + B", "experimental", 0, "aldrug", "bedrug"),
    arm("A", "experimental", 1, "aldrug"),
    arm("C", "control", 2, "cedrug"),
)


PRIMARY = EndPoint(
    name="PFS", name_printed="PFS", role="primary", assessor="investigator", span=Span(0, 0)
)


def trial(arms: tuple[Arm, ...] = TWO_ARMS, *end_points: EndPoint) -> Trial:
    return Trial(
        role="reports",
        acronym=Stated("NOVA", "NOVA", Span(0, 0)),
        arms=arms,
        end_points=end_points,
        span=Span(0, 0),
    )


def view(*parts: tuple[SectionKind, str]) -> ReadingView:
    text, sections = "", []
    for kind, words in parts:
        sections.append(Section(kind, "", Span(len(text), len(text) + len(words) + 1)))
        text += words + "\n"
    return ReadingView(Document("sha-0", "text", "0" * 64, "test 1", text, tuple(sections)))


class NoTerms:
    """Term tables that hold nothing: the grammar alone must do."""

    def find(self, scheme: str, words: str) -> None:
        """Return nothing, whatever the words."""
        del scheme, words


def read(
    *parts: tuple[SectionKind, str], of: Trial | None = None
) -> tuple[tuple[Estimate, ...], tuple[Problem, ...]]:
    return read_estimates(view(*parts), of or trial(), NoTerms())


def one(words: str, of: Trial | None = None) -> Estimate:
    estimates, _ = read(("results", words), of=of)
    assert len(estimates) == 1
    return estimates[0]


def figure(number: Number | Absence) -> str:
    return str(number.value) if isinstance(number, Number) else number.value


def limits(interval: Interval | None) -> tuple[str, ...]:
    if interval is None:
        return ()
    level = str(interval.level.value) if interval.level else "?"
    return level, figure(interval.lower), figure(interval.upper), str(interval.sides.count)


NONE = "not-reported"
