"""What all errors have in common, and the ones of no room alone."""

from dataclasses import dataclass
from typing import ClassVar, Self


@dataclass(frozen=True, slots=True)
class Advice:
    """Where in a text an error stands, and what to do about it.

    Attributes:
        line: from 1; ``None`` when the error stands at no one place.
        column: from 1, in characters.
        hint: what to do.
        suggestions: what may have been meant, the likeliest first.
    """

    line: int | None = None
    column: int | None = None
    hint: str = ""
    suggestions: tuple[str, ...] = ()


NO_ADVICE = Advice()


class EvidenceError(Exception):
    """Base of all deliberate errors; catching it never hides a bug.

    Attributes:
        advice: what is known beyond the message.
    """

    code: ClassVar[str] = "evidence-error"
    advice: Advice = NO_ADVICE

    def advised(self, advice: Advice) -> Self:
        """Return this error with advice."""
        self.advice = advice
        return self


class AssetMissing(EvidenceError):
    """An ontology, shape or query file is not where it should be."""

    code = "asset-missing"


class AddressInUse(EvidenceError):
    """Somebody listens at the address that a service was to listen at."""

    code = "address-in-use"


class ExtraMissing(EvidenceError):
    """Something needs a package that is installed on demand, and it is not there."""

    code = "extra-missing"

    @classmethod
    def of(cls, extra: str, wanted_by: str) -> Self:
        """Return the error that names the extra, and how to install it."""
        return cls(
            f"found no package of the extra {extra!r}, wanted by {wanted_by}; "
            f"install it: pip install 'trialgraph[{extra}]'"
        )


class JobStopped(EvidenceError):
    """Work that was given to several machines did not come to its end."""

    code = "job-stopped"
