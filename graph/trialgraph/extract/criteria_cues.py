"""The words by which a sentence says who could take part in a trial, or who could not."""

import re
from typing import Literal

from trialgraph.extract.regimen import blanked
from trialgraph.model import lazy

_PEOPLE = (
    r"(?:[Pp]atients?|[Pp]articipants?|[Ss]ubjects?|[Ww]om[ae]n|[Mm][ae]n|[Aa]dults?|[Cc]hildren|"
    r"[Pp]eople|[Pp]ersons?|[Ii]ndividuals?|[Tt]hose|[Mm]ales?|[Ff]emales?|[Vv]olunteers?|"
    r"[Ss]urvivors|[Ii]nfants|[Cc]andidates|[Cc]ases)"
)
_BE = r"(?:were|was|are|is|became|will be|could be|can be)(?: also| therefore| thus| considered)*"
_SO_FAR = r"(?:[^.;]|\.(?=\d)){0,800}?"
_CUES = tuple(
    lazy.regex(pattern)
    for pattern in (
        (
            r"^(?:The |Our )?(?:[Mm]ain |[Mm]ajor |[Kk]ey |[Oo]ther |[Aa]dditional |[Ff]urther |"
            r"[Ss]pecific |[Pp]atient |[Ss]tudy |[Ii]mportant )*(?:[Ii]nclusion|[Ee]xclusion|"
            r"[Ee]ligibility|[Ee]ntry|[Ss]election|[Ee]nrol?lment)(?: and (?:exclusion|"
            r"inclusion))? "
            r"(?:criteria\b|required\b)"
        ),
        (
            r"\bcriteria for (?:study )?(?:inclusion|exclusion|eligibility|enrol?lment|entry)\b"
            r"[^.;]{0,40}\b(?:were|are|was|included?|comprised?)\b"
        ),
        (
            r"\b(?:inclusion|exclusion|eligibility|entry) criteria(?: for [^.;]{3,40})?,? "
            r"(?:were|are|was|is|included?|comprised?|consisted)\b"
        ),
        (
            rf"^(?:All )?(?:[Ee]ligible|Enrolled) {_PEOPLE} (?:had (?!a (?:median|mean))|must|"
            rf"included|"
            r"needed|(?:were|are) (?:required|those|an?\b|aged|adult|women|men|patients|post|pre|"
            r"male|female|chemo|treatment|≥|>|older|at least|between|\d))"
        ),
        (
            rf"\b{_PEOPLE}\b{_SO_FAR} {_BE} eligible\b"
            r"(?= (?:if|when|whether|provided|regardless|irrespective|for (?:the |this |our "
            r")?(?:study|trial|inclusion|enrol|"
            r"participat|entry|randomi)|to (?:participate|enter|enrol|join|be|take)|and\b|\()|"
            r"[.,;:]|$)"
        ),
        r"^(?:[Nn]on-?inclusion) criteria\b|\bwere (?:also )?(?:\w+ )?exclusion criteria\b",
        rf"^(?:Also )?[Ee]xcluded (?:from [^.;]{{3,40}}? )?(?:were|are) (?:\w+ ){{0,2}}{_PEOPLE}\b",
        (
            r"^(?:The )?(?:study|trial|target|patient) (?:population|sample|subjects)\b[^.;]{0,30}?"
            rf"(?:consist(?:ed|s) of|comprised|is composed of|included) (?:\w+ ){{0,2}}{_PEOPLE}\b"
            r"(?= (?:who|with|aged|suffering|between|≥))"
        ),
        rf"\b{_PEOPLE}\b{_SO_FAR} {_BE} (?:excluded|ineligible|not eligible|not included)\b",
        (
            rf"^(?:All |Eligible )?{_PEOPLE} [^.;]{{0,60}}?(?:must|had to|have to|needed to|"
            rf"(?:were|"
            r"was|are) (?:also )?required to) (?:also )?(?:have|be\b|show)"
        ),
        (
            r"^[^.;]{0,80}\b(?:to be eligible|for (?:inclusion|eligibility)),? [^.;]{0,40}?"
            r"(?:must|had to|have to|needed|required)"
        ),
        (
            rf"^We (?:enrolled|included|recruited|excluded) (?:\w+ )?{_PEOPLE}\b"
            r"(?= (?:who|with|aged|≥|older|from \d)\b)"
        ),
        (
            r"^(?:Prior|Previous|Concurrent|Concomitant|Earlier) (?!to )(?:[^.;]{3,120}?) "
            r"(?:was|were) "
            r"(?:not )?(?:allowed|permitted|prohibited|required)\b"
        ),
        (
            r"^(?:A |An )?(?:[^.;]{3,160}) (?:was|were) (?:also )?(?:required|mandatory)"
            r" for (?:inclusion|eligibility|enrol?lment|(?:study )?entry)\b"
        ),
        r"^(?:All )?(?:[A-Z][\w-]+ ){0,3}[Ss]tatus was (?:confirmed|determined)\b",
        rf"^{_PEOPLE} (?:may|might|could) (?:also )?have (?:received|had|undergone)\b",
        (
            rf"^(?:All )?[Ee]ligible {_PEOPLE} (?:aged|with|who)\b{_SO_FAR} were (?:enrolled|"
            rf"included|"
            r"recruited)\.?$"
        ),
        rf"^(?:An? )?{_PEOPLE} [^.;]{{0,240}} could be (?:included|enrolled)\b",
    )
)
_EXCLUSION = lazy.regex(
    r"\bexclu(?:ded|sion|ding)\b|\bineligible|\bnot (?:been )?(?:eligible|allowed|permitted|"
    r"included)|\bprohibited\b|\bnon-?inclusion\b",
    re.IGNORECASE,
)
_NO_CRITERION = lazy.regex(
    r"\b(?:depicted|detailed|listed|provided|described|shown|presented|found|given|summari[sz]ed|"
    r"published|reported) (?:in|elsewhere|previously|below|online)\b"
    r"|\b(?:excluded|not included|eligible|included) (?:from|for|in) (?:the |this |these |our |"
    r"any |"
    r"all |further |subsequent |statistical |final |primary |efficacy |safety |survival |previous |"
    r"[\w-]+ ){0,4}(?:analys[ei]s|evaluation|assessments?|calculations?|population|model|set|"
    r"dataset)\b"
    r"|\bcriteria for (?:response|progression|evaluation)\b|\bat any time\b"
    r"|\bcriteria (?:are|were) (?:based|similar|the same|identical|modified|checked|assessed|"
    r"met|changed|amended|"
    r"expanded|broadened)\b|\bcriteria (?:of|for) [^.;]{3,40} were (?:changed|amended)\b"
    r"|\bextension (?:study|phase|trial)\b|\bevaluable\b"
    r"|\b(?:met|meeting|fulfil\w*|violat\w+) (?:all |any |the |our |these |those |its )*"
    r"(?:\w+ )?(?:eligibility|inclusion|exclusion|entry)(?: and exclusion)? criteria\b"
    r"(?![^.;]{0,30}:)"
    r"|\bwere (?:then |subsequently )?(?:randomly (?:assigned|allocated)|randomi[sz]ed)\b"
    r"|\b(?:any|all|one) of the following\b[^:]*$|\bfollowing\b[^:]{0,40}\bmust be (?:met|"
    r"fulfilled)"
    r"|\bfor (?:the )?following reasons\b|\([nN] ?= ?\d|\bdropped out\b|\bwithdr[ae]w"
    r"|\b(?:discontinu|withdrawal) criteria\b",
    re.IGNORECASE,
)
_COUNTED = lazy.regex(
    rf"^(?:[^.;]{{0,60}}?\b)?(?:\d+|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|"
    rf"[Ee]ight|[Nn]ine|[Tt]en) (?:\w+ )?{_PEOPLE}\b[^.;]{{0,120}}?\b(?:excluded|ineligible|"
    r"eligible|included)\b"
)
Kind = Literal["inclusion", "exclusion"]


def kind_said(words: str) -> Kind | None:
    """Return what a sentence says of who could take part; nothing of who was left out later."""
    masked = blanked(words)
    if tells_what_was_done(words) or not any(cue.search(masked) for cue in _CUES):
        return None
    return "exclusion" if _EXCLUSION.search(masked) else "inclusion"


def tells_what_was_done(words: str) -> bool:
    """Tell whether a sentence counts patients, or says whom an analysis left out."""
    return bool(_NO_CRITERION.search(words) or _COUNTED.match(words))
