"""What checks found, as lines for a person or for a program."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from trialgraph.cli.talk import say, say_json, tell

VIOLATION = "Violation"


@dataclass(frozen=True, slots=True)
class Line:
    """One finding.

    Attributes:
        about: path or identifier of what was checked.
        severity: Violation, Warning or Info.
        shape: rule that found it.
        focus: node it is about.
        message: what is wrong and what to do.
    """

    about: str
    severity: str
    shape: str
    focus: str
    message: str


def print_findings(lines: Iterable[Line], *, as_json: bool, about: str = "") -> bool:
    """Print findings on stdout and their number on stderr; tell whether one is a violation."""
    found = list(lines)
    for line in found:
        if as_json:
            say_json(asdict(line))
        else:
            say(f"{line.severity}  {line.about}  {line.shape}  {line.focus}  {line.message}\n")
    violations = sum(line.severity == VIOLATION for line in found)
    subject = f"{about}: " if about else ""
    tell(f"{subject}{violations} violations, {len(found) - violations} other findings")
    return violations > 0
