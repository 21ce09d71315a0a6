"""The registries of trials: how their numbers look and how their owners write them.

Prefixes, and the addresses made from them, are those of Bioregistry where it
has the registry; one that it lacks has a prefix of ours and no address.
"""

import re
from dataclasses import dataclass

_BIOREGISTRY = "https://bioregistry.io/"
_IDENTIFIERS = "https://identifiers.org/"
_GAP = r"[\s:#,.-]{0,3}(?:(?:number|no|id)[\s:#.]{1,2})?"  # stands between letters and digits
_EIGHT = r"(\d{4})\s?(\d{4})"  # digits that some print in two halves
_EU = r"(?:(?:EudraCT|EUCTR|EU[ -]?CTR?|CTIS)[\s:#,.-]{0,3})?"
_EU_CUE = (
    r"(?:EudraCT|EUCTR|EU[ -]?CTR?|CTIS|European (?:Union )?Clinical Trials?|EU Clinical Trials?"
    r"|Clinical Trials Information System)\b[^;]{0,40}$"
)
_DUTCH_CUE = r"(?:Netherlands|Nederlands|Dutch)\b[^;]{0,20}Regist[^;]{0,30}$"
_PERU_CUE = r"(?:Peru\w*|REPEC)\b[^;]{0,60}$"


@dataclass(frozen=True, slots=True)
class Registry:
    """A registry and how its numbers look.

    Attributes:
        prefix: of the CURIE, as Bioregistry has it where it has the registry.
        name: in words.
        number: pattern of a whole number as people write it; its groups make the number.
        form: the number as its owner writes it, from those groups.
        example: a number, as its owner writes it.
        resolver: address that takes ``prefix:number``; empty where others have none.
        local: which part of the number stands after the prefix.
        cue: what must come before the number in a running text, where its digits
            alone may be something else.
        has_small_letters: its owner writes the letters inside the number small.
    """

    prefix: str
    name: str
    number: re.Pattern[str]
    form: str
    example: str
    resolver: str = _BIOREGISTRY
    local: str = ".*"
    cue: str = ""
    has_small_letters: bool = False

    def written(self, match: re.Match[str]) -> str:
        """Return a number that was matched, as the registry's owner writes it."""
        groups = match.groups()
        lower = self.has_small_letters
        return self.form.format(*(one.lower() if lower else one.upper() for one in groups))


def _pattern(number: str) -> re.Pattern[str]:
    """Return a pattern of whole numbers, read without regard to capitals."""
    return re.compile(number, re.IGNORECASE)


REGISTRIES = (
    Registry(
        "clinicaltrials",
        "ClinicalTrials.gov",
        _pattern(rf"NCT{_GAP}{_EIGHT}"),
        "NCT{}{}",
        "NCT09990001",
        resolver=_IDENTIFIERS,
    ),
    Registry(
        "isrctn",
        "ISRCTN",
        _pattern(rf"ISRCTN{_GAP}{_EIGHT}"),
        "ISRCTN{}{}",
        "ISRCTN99990001",
    ),
    Registry(
        "euclinicaltrials",
        "EU Clinical Trials Register (EudraCT)",
        _pattern(rf"{_EU}(20[0-2]\d-[0-4]\d{{5}}-\d\d)(?:[-/][A-Z]{{2,3}}(?![A-Z]))?"),
        "{}",
        "2012-001234-56",
        cue=_EU_CUE,
    ),
    Registry(
        "ctis",
        "EU Clinical Trials Information System",
        _pattern(rf"{_EU}(20[2-9]\d-5\d{{5}}-\d\d-\d\d)"),
        "{}",
        "2022-500000-00-00",
    ),
    Registry(
        "ctis",
        "EU Clinical Trials Information System",
        _pattern(rf"{_EU}(20[2-9]\d-5\d{{5}}-\d\d)"),
        "{}",
        "2022-500000-00",
        cue=_EU_CUE,
    ),
    Registry(
        "jrct",
        "Japan Registry of Clinical Trials",
        _pattern(rf"jRCT{_GAP}([a-z]?\d{{9,10}})"),
        "jRCT{}",
        "jRCTs099990001",
        has_small_letters=True,
    ),
    Registry(
        "uminctr",
        "UMIN Clinical Trials Registry",
        _pattern(rf"UMIN[ -]?(?:CTR)?{_GAP}(\d{{9}})"),
        "UMIN{}",
        "UMIN000099999",
    ),
    Registry(
        "uminctr",
        "UMIN Clinical Trials Registry",
        _pattern(r"(C\d{9})"),
        "{}",
        "C000099999",
        cue=r"\bUMIN\b[^.]{0,60}C?$",
    ),
    Registry(
        "chictr",
        "Chinese Clinical Trial Registry",
        _pattern(rf"ChiCTR{_GAP}([A-Z]{{2,5}})[ -]?(\d{{8,10}})"),
        "ChiCTR-{}-{}",
        "ChiCTR-TRC-99000001",
    ),
    Registry(
        "chictr",
        "Chinese Clinical Trial Registry",
        _pattern(rf"ChiCTR{_GAP}(\d{{8,10}})"),
        "ChiCTR{}",
        "ChiCTR2099000001",
    ),
    Registry(
        "ctri",
        "Clinical Trials Registry India",
        _pattern(r"CTRI[/-](\d{4})[/-](\d{2,3})[/-](\d{6})"),
        "CTRI/{}/{}/{}",
        "CTRI/2015/05/999001",
    ),
    Registry(
        "anzctr",
        "Australian New Zealand Clinical Trials Registry",
        _pattern(rf"(?:(?:ANZCTR{_GAP})?ACTRN|ANZCTR){_GAP}(\d{{14}})p?"),
        "ACTRN{}",
        "ACTRN12699000001000",
    ),
    Registry(
        "drks",
        "German Clinical Trials Register",
        _pattern(rf"DRKS{_GAP}(\d{{8}})"),
        "DRKS{}",
        "DRKS00099999",
    ),
    Registry(
        "japiccti",
        "JAPIC Clinical Trials Information",
        _pattern(rf"Japic[ -]?CTI{_GAP}(\d{{6}})"),
        "JapicCTI-{}",
        "JapicCTI-999001",
        resolver="",
    ),
    Registry(
        "jmacct",
        "Japan Medical Association Center for Clinical Trials",
        _pattern(rf"JMA{_GAP}(IIA\d{{5}})"),
        "JMA-{}",
        "JMA-IIA00999",
        resolver="",
    ),
    Registry(
        "ntr",
        "Netherlands Trial Register, until 2018",
        _pattern(rf"NTR{_GAP}(\d{{2,5}})"),
        "NTR{}",
        "NTR9999",
        resolver="",
    ),
    Registry(
        "ntr",
        "Netherlands Trial Register, from 2018",
        _pattern(rf"NL{_GAP}(\d{{1,5}})"),
        "NL{}",
        "NL9999",
        resolver="",
        cue=_DUTCH_CUE,
    ),
    Registry(
        "omon",
        "Overview of Medical Research in the Netherlands",
        _pattern(rf"NL-?OMON{_GAP}(\d{{4,6}})"),
        "NL-OMON{}",
        "NL-OMON99999",
        local=r"\d+",
    ),
    Registry(
        "irct",
        "Iranian Registry of Clinical Trials",
        _pattern(rf"IRCT{_GAP}(\d{{8,15}}N\d{{1,3}})"),
        "IRCT{}",
        "IRCT20990101099999N1",
    ),
    Registry(
        "kcris",
        "Clinical Research Information Service, Korea",
        _pattern(rf"KCT{_GAP}(\d{{7}})"),
        "KCT{}",
        "KCT0009999",
    ),
    Registry(
        "tctr",
        "Thai Clinical Trials Registry",
        _pattern(rf"TCTR{_GAP}(\d{{11}})"),
        "TCTR{}",
        "TCTR20990101001",
    ),
    Registry(
        "pactr",
        "Pan African Clinical Trials Registry",
        _pattern(rf"PACTR{_GAP}(\d{{12,18}})"),
        "PACTR{}",
        "PACTR209901999999999",
    ),
    Registry(
        "rpcec",
        "Cuban Public Registry of Clinical Trials",
        _pattern(rf"RPCEC{_GAP}(\d{{8}})"),
        "RPCEC{}",
        "RPCEC00099999",
    ),
    Registry(
        "rebec",
        "Brazilian Registry of Clinical Trials",
        _pattern(r"RBR-(?=\w*\d)([0-9a-z]{6,8})"),
        "RBR-{}",
        "RBR-99xyzt",
        has_small_letters=True,
    ),
    Registry(
        "slctr",
        "Sri Lanka Clinical Trials Registry",
        _pattern(r"SLCTR[/-](\d{4})[/-](\d{3})"),
        "SLCTR/{}/{}",
        "SLCTR/2099/001",
    ),
    Registry(
        "repec",
        "Peruvian Clinical Trials Registry",
        _pattern(r"PER[ -]?(\d{3}-\d\d)"),
        "PER-{}",
        "PER-999-09",
        local=r"\d.*",
        cue=_PERU_CUE,
    ),
    Registry(
        "lbctr",
        "Lebanon Clinical Trials Registry",
        _pattern(rf"LBCTR{_GAP}(\d{{10}})"),
        "LBCTR{}",
        "LBCTR2099010001",
    ),
    Registry(
        "hkuctr",
        "Hong Kong University Clinical Trials Registry",
        _pattern(rf"HKUCTR{_GAP}(\d{{1,5}})"),
        "HKUCTR-{}",
        "HKUCTR-9999",
        resolver="",
    ),
    Registry(
        "itmctr",
        "International Traditional Medicine Clinical Trial Registry",
        _pattern(rf"ITMCTR{_GAP}(\d{{10}})"),
        "ITMCTR{}",
        "ITMCTR2099000001",
    ),
    Registry(
        "snctp",
        "Swiss National Clinical Trials Portal",
        _pattern(rf"SNCTP{_GAP}(\d{{9}})"),
        "SNCTP{}",
        "SNCTP000099999",
    ),
    Registry(
        "phrr",
        "Philippine Health Research Registry",
        _pattern(rf"PHRR{_GAP}(\d{{6}}-\d{{6}})"),
        "PHRR{}",
        "PHRR990101-099999",
        resolver="",
    ),
    Registry(
        "utn",
        "WHO Universal Trial Number",
        _pattern(r"(?:UTN\W{0,3})?(U1111-\d{4}-\d{4})"),
        "{}",
        "U1111-9999-0001",
        resolver="",
    ),
)
"""First come the registries that most often hold a trial's first registration."""
