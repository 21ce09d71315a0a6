"""What a trial is called, above what is told of it."""

import re

from trialgraph.names.registries import is_registration

_BY_DOCUMENT = re.compile(r"[a-z]+-")


def heading_of(label: str, trial: str) -> str:
    """Return what a trial is called; one that only its document names has no name of its own.

    >>> heading_of("sha-9400e973a0cfbaaa", "sha-9400e973a0cfbaaa")
    'Trial without a registration number (document sha-9400e973a0cfbaaa)'
    """
    if is_registration(trial) or label not in {"", trial} or not _BY_DOCUMENT.match(trial):
        return label or trial
    return f"Trial without a registration number (document {trial})"


def with_number(label: str, trial: str) -> str:
    """Return the heading of a trial with its registration number, once.

    >>> with_number("PATINA", "NCT02947685"), with_number("NCT02947685", "NCT02947685")
    ('PATINA (NCT02947685)', 'NCT02947685')
    """
    heading = heading_of(label, trial)
    return heading if trial in heading else f"{heading} ({trial})"
