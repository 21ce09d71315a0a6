"""A page that grows sentence by sentence, so that hand-made facts have true places."""

from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Literal, TypedDict, Unpack

from trialgraph.model.document import Document, DocumentKind, Section
from trialgraph.model.reading import Author, Citation
from trialgraph.model.result import Interval, PValue
from trialgraph.model.text import Absence, Number, PartialDate, Span, Stated
from trialgraph.model.trial import Arm, ArmRole, Intervention, PopulationSize, Sides

Count = Literal[1, 2]
ENDS: tuple[Literal["lower"], Literal["upper"]] = ("lower", "upper")


class Limits(TypedDict, total=False):
    """An interval's printed ends; one of them missing makes it one-sided."""

    lower: str
    upper: str
    level: str


class Page:
    """A text under construction; every ``find`` looks in the last sentence said."""

    def __init__(self) -> None:
        self.text = ""
        self.sentence = Span(0, 0)

    def say(self, sentence: str) -> Span:
        """Add a sentence and return its place."""
        start = len(self.text)
        self.text += sentence + "\n"
        self.sentence = Span(start, start + len(sentence))
        return self.sentence

    def find(self, words: str, nth: int = 0) -> Span:
        """Return the place of words in the last sentence; ``nth`` counts repeats from 0."""
        at = self.sentence.start - 1
        for _ in range(nth + 1):
            at = self.text.index(words, at + 1)
        return Span(at, at + len(words))

    def number(self, printed: str, nth: int = 0) -> Number:
        """Return a number printed in the last sentence."""
        return Number(Decimal(printed), printed, self.find(printed, nth))

    def stated(self, printed: str, value: str | None = None, nth: int = 0) -> Stated:
        """Return words of the last sentence with the value read from them."""
        return Stated(printed if value is None else value, printed, self.find(printed, nth))

    def day(self, printed: str, iso: str) -> PartialDate:
        """Return a date printed in the last sentence, as precise as ``iso``."""
        precision: Literal["year", "month", "day"] = "day"
        if len(iso) < len("2022-01-01"):
            precision = "year" if len(iso) == len("2022") else "month"
        first = date.fromisoformat(iso + "2022-01-01"[len(iso) :])
        return PartialDate(first, precision, printed, self.find(printed))

    def interval(self, sides: Count, printed_sides: str = "", **limits: Unpack[Limits]) -> Interval:
        """Return an interval; without ``printed_sides`` its two limits say that it has two."""
        says = self.find(printed_sides) if printed_sides else None
        lower, upper = (
            self.number(limits[end]) if end in limits else Absence.NOT_REPORTED for end in ENDS
        )
        level = self.number(limits["level"]) if "level" in limits else None
        return Interval(level=level, sides=Sides(sides, "printed", says), lower=lower, upper=upper)

    def p(
        self, printed: str, sides: Sides | None, comparator: Literal["=", "<"] = "=", nth: int = 0
    ) -> PValue:
        """Return a p value printed in the last sentence."""
        return PValue(comparator=comparator, number=self.number(printed, nth), sides=sides)

    def drug(self, name: str, concept: str = "", *, group: int | None = None) -> Intervention:
        """Return one component named in the last sentence."""
        role = "placebo" if concept == "placebo" else "drug"
        return Intervention(
            name=name,
            concept=concept or name,
            role=role,
            choice_group=group,
            span=self.find(name),
        )

    def arm(
        self,
        label: str,
        role: ArmRole,
        drugs: tuple[Intervention, ...],
        n: str = "",
        sizes: tuple[tuple[str, str], ...] = (),
    ) -> Arm:
        """Return an arm named in the last sentence."""
        return Arm(
            label=label,
            role=role,
            n=self.number(n) if n else None,
            n_by_population=tuple(
                PopulationSize(population=name, n=self.number(count)) for name, count in sizes
            ),
            interventions=drugs,
            span=self.find(label),
            passages=(self.sentence,),
            rule="hand",
        )

    def reference(self, sentence: str, **fields: Unpack["Reference"]) -> Citation:
        """Say a reference and return it."""
        return Citation(span=self.say(sentence), **fields)

    def author(self, name: str) -> Author:
        """Return an author named in the last sentence."""
        return Author(name=name, span=self.find(name))

    def document(self, kind: DocumentKind, identifier: str = "") -> Document:
        """Return the finished page as a document of one section."""
        digest = sha256(self.text.encode()).hexdigest()
        whole = Section("record", "", Span(0, len(self.text)))
        named = identifier or f"sha-{digest[:16]}"
        return Document(named, kind, digest, "hand 1", self.text, (whole,))


class Reference(TypedDict, total=False):
    """What a reference prints."""

    number: int
    first_author: str
    title: str
    journal: str
    year: int
    volume: str
    pages: str
    doi: str
    pmid: str
    type: Literal["background", "result", "derived", "reference"]
    issued: PartialDate
    online: PartialDate
