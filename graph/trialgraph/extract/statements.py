"""What a sentence says of a result: its direction and how strongly.

The words decide, never the numbers beside them.
"""

import re
from typing import Literal

from trialgraph.model import lazy

Direction = Literal["benefit", "no benefit", "harm", "unclear"]
Strength = Literal["significant", "improved", "trend", "no difference", "noninferior"]

_WHO = r"(?:patients|participants|women|men|people|children|adults|infants)"
_GAINED = r"(?:remissions?|responses?|cures?|recovery|control|clearance|survival|success)"
_GOOD = (
    r"(?:improv\w+|prolong\w*|extend\w*|benefit(?:s|ed)?|superior(?:ity)?|longer(?!-term)|better|"
    r"greater(?! than expected)|lower(?: risk)?|reduc(?:ed?|es|ing|tion)|"
    r"increase in (?!(?:[\w/-]+ ){0,5}?(?:mortality|incidences?|deaths?|toxic\w*|adverse|risks?|"
    r"costs?|levels?|events?|infections?|relapses?|recurrences?|pain|weight|grade|side)\b)|"
    r"favou?r(?:ed|s|ing)?|"
    r"delay(?:ed|s)?|lower(?:ed|s)|efficac(?:y|ious)|effective|active|promising|additional effect|"
    r"preferable|protect(?:s|ed|ive)?|prevent(?:ed|s|ing)|attenuated|"
    r"preserv(?:ed|es|ation)|beneficial|(?:enhanc|promot|accelerat)(?:ed|es) (?:[\w-]+ ){0,3}?"
    r"(?:recovery|healing|responses?|survival|efficacy|effects?|activity|remission|control|"
    r"rates?|quality|function\w*)|"
    r"decreas(?:ed|es|ing) (?:the )?(?:[\w-]+ ){0,2}?(?:incidences?|rates?|severity|frequency|"
    r"risk|occurrence|mortality|pain|symptoms?|relapses?|recurrences?|anxiety|depression|fatigue|"
    r"need|number|infections?|complications?)|"
    r"(?:significant|greater|larger|marked|substantial) decreases? in (?!(?:[\w-]+ ){0,2}?"
    r"(?:quality|survival|function|complian|adherence))|"
    r"(?:relie|alle|amelio|hal|slo)(?:ved?|ves|viat(?:ed|es)|rat(?:ed|es)|wed|ws)|"
    r"shorten(?:ed|s) (?:the )?(?:[\w-]+ ){0,3}?(?:stay|time|duration|recovery|length)|"
    r"(?:significant|greater|more|clinically relevant) weight loss|"
    r"increas(?:ed|es|ing) (?:the )?(?:[\w-]+ ){0,3}?(?:physical activity|adherence|uptake|"
    r"attendance|"
    r"participation|knowledge|fitness|strength|abstinence|cessation|screening|vaccination|"
    r"bone (?:mineral )?density)|"
    r"(?:more|fewer|less) (?:[\w/-]+ ){1,5}?than(?! (?:was |were )?expected)|"
    r"(?:tumou?r|complete|partial|objective) responses? in|"
    r"(?:resulted|results) in (?:an? )?(?:[\w-]+ ){0,3}?(?:corrections?|remissions?|resolution|"
    r"recovery|regression|normali[sz]ation|restoration|eradication)|"
    r"increased? (?:the )?(?:[\w-]+ ){0,2}?(?:responses?|survival|RR|ORR|PFS|OS|DFS|pCR)\b|"
    r"durable responses?|high (?:[\w-]+ )?(?:ORR|response rate)|"
    r"advantage|meaningful|contribut\w+|confer\w*|(?<!or )higher(?! (?:costs?|toxicit|grade|"
    r"incidence of|risk of|rates? of (?:toxic|adverse)))|encouraging|"
    r"positive (?:results?|findings?|data|effects?)|led to (?:the |its )?(?:[\w-]+ )?approval|"
    r"(?:clinical|anti-?tumou?r) activity|"
    r"(?:resulted in|led to|associated with) (?:[a-z]+ly )?fewer (?!(?:[\w/-]+ ){0,3}?(?:adverse|"
    r"toxic\w*|side|grade|reactions?|complications|responses|remissions|cures)\b)\w+|"
    r"(?:provid|offer|afford|show)(?:s|ed|es) (?:[\w-]+ ){0,2}?protection|"
    rf"increas(?:ed|es) the proportion of {_WHO} (?:with|in|who (?:had|achieved|reached)|"
    rf"achieving) (?:an? )?(?:[\w-]+ ){{0,2}}?{_GAINED}|"
    rf"(?:doubled|tripled) the (?:rate|odds|chance|proportion) of (?:[\w-]+ ){{0,2}}?{_GAINED}|"
    r"(?:receiving|received|given|assigned|treated|randomi[sz]ed|group|arm)\b[^.;,]{0,60}? "
    r"(?:less likely to (?!(?:[\w-]+ ){0,3}?(?:respond|recover|survive|complete|adverse|toxic\w*|"
    rf"side|stop|discontinue|withdraw|{_GAINED})\b)\w+|more likely to (?:survive|respond|recover|"
    r"be (?:alive|cured|free|in remission)|(?:have|achieve|reach) (?:an? )?(?:[\w-]+ ){0,2}?"
    rf"{_GAINED})))"
)
NONINFERIOR = lazy.regex(
    r"\bnon-?inferior(?:ity)?\b|\b(?:was|were|is|are|seems?|be considered|be regarded as|"
    r"appears?(?: to be)?) not (?:to be )?inferior\b|"
    r"\b(?:cannot|can not|could not) be (?:considered|regarded as|called|deemed) inferior\b|"
    r"\bequally (?:excellent|"
    r"effective|good)\b|"
    r"\bwithout (?:significant )?loss of efficacy\b",
    re.IGNORECASE,
)
NOT_NONINFERIOR = lazy.regex(
    r"\b(?:not|failed|neither|no)\b[^.;]{0,40}non-?inferior|"
    r"\bnon-?inferiority\b[^.;]{0,60}?\b(?:(?:was|were|is|could|can|has)(?: not|not)|failed)\b",
    re.IGNORECASE,
)
NO_BENEFIT = lazy.regex(
    r"\b(?:did|does|do|was|were|is|has|have|could|can)(?: not|n't)\b(?:(?! only|"
    r" adversely)[^.;,]){0,60}?\b(?:improv\w*|differ\w*|prolong\w*|superior\w*|benefit\w*|"
    r"increas\w*|result(?:ed)? in|reduc\w*|extend\w*|"
    r"met|meet|longer|better|associated with|support(?:ed)?|effective|replace|"
    r"less (?:frequent|likely|common|severe)|"
    r"more effective|lower|slow\w*|prevent\w*|decreas\w*|shorten\w*|reliev\w*|alleviat\w*|"
    r"accelerat\w*|confer\w*|lead to|led to|confirm\w*|demonstrat\w*|promising|recommend\w*|"
    r"warrant\w*|"
    r"justif\w*|(?:significant\w*|show\w*|provide|yield|find)(?! (?:[\w-]+ ){0,4}?"
    r"(?:new|unexpected|safety|toxic|adverse|signals?)))\b"
    r"|\b(?:did|does|do) not (?:\w+ )?affect (?!(?:the )?(?:quality|safety|toler|health-related))"
    r"|\blimited effects? (?:on|in) (?!(?:\w+ )?(?:quality|safety))"
    r"|\bcannot be (?:recommended|supported)\b|\b(?:should|must) not be (?:\w+ )?(?:used|"
    r"recommended|offered|given|considered)\b"
    r"|\bno (?:stud(?:y|ies)|trials?|data)\b[^.;,]{0,30}\b(?:show\w*|confirm\w*|demonstrat\w*|"
    r"prove\w*|support\w*)\b"
    r"|\bno (?!(?:side|adverse|toxic|safety|unexpected)\b)(?:[\w-]+ )?(?:significant |"
    r"statistically significant |clinically \w+ |"
    r"meaningful |overall |survival |clear |additional |between-group |further |relevant "
    r")*(?:difference|improvement|benefit|gain|prolongation|superiority|efficacy|activity|"
    r"advantage|effect|evidence|impact)\w*\b"
    r"|\blittle (?:or no )?(?:[\w-]+ )?(?:evidence|benefit|effect|efficacy|support|justification|"
    r"improvement|activity)\b"
    r"|\bneither (?:[\w-]+ ){1,4}(?:demonstrat|show|improv|prolong|produc|differ|was superior)"
    r"|\bfail(?:ed|s|ure)? to (?!meet the (?:criteria|requirement))|"
    r"\bneither\b.{3,120}\bnor\b|\bnot (?:statistically |significantly )?(?:significant|"
    r"different|superior|better)\b|\bno better\b"
    r"|\bwithout (?:reducing|improving|prolonging|preventing|decreasing|benefit)\b"
    r"|\bnon-?significant(?:ly)?\b(?! trend)|\black of (?:[\w-]+ )?(?:benefit|efficacy|effect|"
    r"improvement)"
    r"|\bno (?:less|more) (?:likely|frequent|common) (?:to|than|in|with)\b"
    r"|\b(?:was|were|is|are|proved) ineffective\b|\b(?:has|have|had) no (?:role|place) in\b"
    r"|\bcannot replace\b|\b(?:stopped|terminated|closed) (?:early |prematurely )?(?:for|because "
    r"of|owing to|due to) futility\b"
    r"|\bproved negative\b|\bwas (?:a )?negative\b|\bwas not met\b|\bcomparable efficacy\b|"
    r"\bsimilar (?:efficacy|"
    r"survival|outcomes)\b",
    re.IGNORECASE,
)
_NOTHING_SAID = lazy.regex(
    r"\bno (?:\w+ )?conclusions? (?:can|could|may) be\b|\blimiting (?:the )?conclusions\b"
    r"|\b(?:controversial|debated|conflicting|inconsistent|contradictory|inconclusive)\b"
    r"|\b(?:in|of|by) assuming\b"
    r"|\bwould (?:also |therefore |clearly )?be (?:of )?(?:(?:great|particular|very) )?"
    r"(?:important|useful|interesting|interest|worthwhile|desirable|necessary|valuable|needed|"
    r"required)\b|\binterpreted with caution\b|\bcannot exclude\b"
    r"|\b(?:does|did|do|has|have)(?: not|n't) (?:appear to )?(?:produced?|caused?|increased?|"
    r"led to|lead to|resulted in|result in) (?:any )?(?:[\w-]+ ){0,2}?"
    r"(?:adverse|toxic|harm|side)\w*",
    re.IGNORECASE,
)
_OF_A_MARKER = lazy.regex(
    r"\b(?:as an?|promising|potential|useful|predictive|prognostic) (?:[\w-]+ ){0,2}?"
    r"(?:bio)?markers?\b|\b(?:predictive|prognostic) value (?:of|for)\b"
    r"|\b(?:is|are|was|were|be) (?:[\w-]+ )?(?:predictive|prognostic)\b"
    r"|\b(?:status|levels?|values?|expression|amplification|mutations?|scores?|concentrations?|"
    r"factors|responses?)\b[^.;,]{0,80}\b(?:associated|correlated?|correlates|predict(?:s|ed|ive)|"
    r"prognostic)\b|\b(?:patients|those) with (?:an? )?(?:high(?:er)?|low(?:er)?|elevated|"
    r"increased|decreased|raised|favou?rable|unfavou?rable) [^.;,]{2,60}? "
    r"(?:had|showed|experienced)\b"
    r"|\b(?:is|was|are|were) (?:lower|higher) in patients with\b",
    re.IGNORECASE,
)
_TREATED = lazy.regex(
    r"\b(?:arms?|placebo|randomi[sz]ed|versus|vs|compared with|addition of|chemotherapy|therapy|"
    r"treatment) (?:[\w-]+ ){0,3}?(?:improved|prolonged|was superior|reduced|increased|extended|"
    r"associated with (?:an? )?(?:better|longer|improved|superior|reduced))\b",
    re.IGNORECASE,
)
HARM = lazy.regex(
    r"(?<!\bno )(?<!\bnot )(?<!\bany )\b(?:shorter|shortened|worse|inferior|detriment\w*|decreased|"
    r"reduced) (?:\w+[- ]){0,3}?(?:survival|outcomes?|efficacy|OS|PFS|DFS|EFS)\b|"
    r"(?<!\bno )(?<!\bnot )\bincreased (?:\w+ ){0,2}(?:mortality|risk of (?:death|"
    r"progression|recurrence|relapse))\b"
    r"|\b(?:survival|outcomes?) (?:was|were) (?:[\w-]+ly )?(?:worse|shorter|poorer|inferior)\b"
    r"(?! (?:with|in|for|after|among) (?:[\w-]+ ){0,4}?(?:placebo|control|standard|alone))"
    # Of what the new treatment is held against it is no harm of the new one.
    r"|(?<!placebo was )(?<!control was )(?<!observation was )(?<!alone was )(?<!care was )"
    r"(?<!controls were )(?<!placebo being )(?<!standard treatment was )(?<!standard therapy was )"
    r"\bassociated with (?:an? )?(?:[a-z]+ly )?(?:higher|greater) risk of (?:death|dying)\b"
    r"|\b(?:mortality|(?:rates?|risk) of death) (?:was|were) (?:[\w-]+ly )?(?:higher|greater|"
    r"increased)\b"
    r"(?! (?:with|in|for|after|among) (?:[\w-]+ ){0,4}?(?:placebo|control|standard|alone))"
    r"|\bharmful\b|\bworsen(?:ed|s) (?:[\w-]+ ){0,3}?(?:survival|outcomes?)\b|\bdeteriorat\w+ "
    r"(?:[\w-]+ ){0,3}?(?:status|survival|outcomes?)\b"
    r"|(?<!\bno )(?<!\bnot )\b(?:higher|excess|more|greater|increased) "
    r"(?:(?!and\b|or\b|but\b|lower|less|fewer|surviv|in\b|than\b)[\w-]+ ){0,2}?"
    r"(?:mortality|deaths)\b"
    r"(?! (?:with|in|for|after|among) (?:[\w-]+ ){0,4}?(?:placebo|control|standard|alone))"
    r"|(?<!limited )(?<!no )\bnegative (?:[\w-]+ )?(?:consequences|impacts?|effects?)\b",
    re.IGNORECASE,
)
BENEFIT = lazy.regex(rf"\b{_GOOD}\b", re.IGNORECASE)
TREND = lazy.regex(r"\btrends?\b|\btend(?:ed|s)? to\b", re.IGNORECASE)
_SIGNIFICANT = lazy.regex(
    r"(?<!non-)\b(?:statistically )?significant(?:ly)?\b|\bsuperior\b", re.IGNORECASE
)
EXPECTED = lazy.regex(
    r"\bexpected to\b|\b(?:(?:are|is) (?:still )?(?:warranted|awaited|needed|required)|"
    r"awaits?|merits?)\b|\bfurther (?:research|studies|study|investigation|work|evaluation|"
    r"efforts?)\b|\bmay be (?:considered|investigated)\b"
    r"|\bwill (?:be|help|aid|provide|allow|determine|show|clarify|support|test|assess)\b|"
    r"\b(?:further|future|larger|additional) (?:[\w-]+ ){0,3}?(?:studies|trials|investigations) "
    r"(?:would|should|could|might|may)\b|"
    r"\bneed (?:for|to)\b|\bmay be needed\b|\bremains? (?:investigational|to be|unclear|unknown)\b|"
    r"\b(?:is|are) unknown\b",
    re.IGNORECASE,
)


_SAFETY = lazy.regex(
    r"(?:,|\band\b|\bbut\b)?\s*\b(?:with(?:out)?|despite|although|while|"
    r"whereas)\b(?:(?! (?:significantly )?(?:improv|prolong|extend|with\b))[^,;.])*?\b(?:toxic\w*|"
    r"adverse|safety|tolerab\w*|"
    r"side[- ]effects?|deteriorat\w*|burden)\b[^,;.]*",
    re.IGNORECASE,
)


# Whether a benefit depends on something is no word on whether there is one.
_MODIFIED = lazy.regex(
    r"\b(?:did|does|do) not (?:\w+ )?(?:modify|alter|affect|influence|predict)\b[^.;]*",
    re.IGNORECASE,
)


_OUTLOOK = lazy.regex(
    r"(?<=.)(?:,|;| and| but|\bthat|\bwhich)(?: [^,;.]{0,80})? "
    r"(?:warrants?|merits?|deserves?|awaits?|(?:is|are|being) (?:now )?"
    r"(?:warranted|needed|awaited|required))\b[^;]{0,200}$"
)


def said_words(words: str) -> str:
    """Return the words without a last clause on what should follow: ``, which warrants more``."""
    return _OUTLOOK.sub("", words)


def efficacy_words(words: str) -> str:
    """Return the words without asides on safety, such as ``with no increase in toxic effects``."""
    return _SAFETY.sub("", words)


def direction(words: str) -> Direction:
    """Return what the words say; ``unclear`` where they say nothing of a result."""
    if says_nothing(words):
        return "unclear"
    words = _MODIFIED.sub("", efficacy_words(words))
    if NO_BENEFIT.search(words) or NOT_NONINFERIOR.search(words):
        return "no benefit"
    if HARM.search(words):
        return "harm"
    return "benefit" if BENEFIT.search(words) else "unclear"


def says_nothing(words: str) -> bool:
    """Tell whether words hold no result of a treatment: a wish, a doubt, a marker's worth."""
    return _NOTHING_SAID.search(words) is not None or is_of_a_marker(words)


def is_of_a_marker(words: str) -> bool:
    """Tell whether words say what a marker or trait of the patients foretells."""
    return _OF_A_MARKER.search(words) is not None and _TREATED.search(words) is None


def strength(words: str) -> Strength | None:
    """Return how strongly the words say it; ``None`` where they say nothing of a result."""
    if says_nothing(words):
        return None
    words = _MODIFIED.sub("", efficacy_words(words))
    if NOT_NONINFERIOR.search(words):
        return None
    told: tuple[tuple[Strength, re.Pattern[str]], ...] = (
        ("noninferior", NONINFERIOR),
        ("no difference", NO_BENEFIT),
        ("trend", TREND),
    )
    for value, pattern in told:
        if pattern.search(words):
            return value
    return _plain_strength(words)


def _plain_strength(words: str) -> Strength | None:
    """Return how strongly words say a result that they neither deny nor weaken."""
    is_significant = _SIGNIFICANT.search(words) is not None
    if HARM.search(words):
        return "significant" if is_significant else None
    if BENEFIT.search(words):
        return "significant" if is_significant else "improved"
    return None
