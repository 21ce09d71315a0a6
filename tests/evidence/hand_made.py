"""Five hand-made documents: figures of real trials in our own words, before any reader exists.

Everything above the readers is tested on these values first; the readers must then
give the same for the real documents.
"""

from functools import cache

from tests.evidence.hand_first import first_paper
from tests.evidence.hand_others import interim_report, short_abstract
from tests.evidence.hand_precious import late_abstract, registry_record

from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument


@cache
def made() -> dict[str, tuple[TrialDocument, Document]]:
    """Return readings and documents by short name, S0 to S4."""
    return {
        "S0": late_abstract(),
        "S1": first_paper(),
        "S2": registry_record(),
        "S3": interim_report(),
        "S4": short_abstract(),
    }


def readings() -> dict[str, TrialDocument]:
    """Return what the five documents say, by short name."""
    return {name: reading for name, (reading, _) in made().items()}
