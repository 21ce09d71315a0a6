"""Words beside the names of a regimen: doses and schedules, and what only fills."""

import re

from trialgraph.model import lazy

_TIMES = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
DOSES = [
    lazy.regex(pattern, re.IGNORECASE)
    for pattern in (
        r",? with patients\b.*",
        r"\bby mouth\b",
        r"\b\d[\d.]*\s?%|\b(?:at |of |to )?\d[\d.]* ?°C|\bfor \d+ mo\b",
        r"\b(?:in the|(?:each|every)(?: day in the)?) (?:morning|evening|afternoon|night)s?\b",
        r"\bat (?:bedtime|night|noon)\b",
        r"\b(?:\d+|three|four) times(?:[ -](?:daily|weekly)| ?(?:a|per|/) ?(?:day|week))\b",
        (
            r"\b(?:titrated )?up to (?:an? )?(?:(?:maxim\w+|total|daily|tolerated|target) )*"
            r"(?:doses?\b(?: of)?|\d[\d.,]*(?! ?(?:cycles|courses|doses|weeks|months|years))"
            r"(?: ?(?:mg|g|µg|mcg|IU|U|units?)\b)?)(?:(?: ?/ ?| a | per )(?:day|d|kg)\b)?"
        ),
        r"\bcontinuing for\b[^,;+]*",
        rf"\b(?:an? )?(?:{_TIMES} |a )?(?:separate|single|consecutive) (?:[\w-]+ )?doses? of\b",
        r"\b\d+ (?:days|weeks|months|hours) apart\b",
        (
            r"\b(?:an? )?(?:(?:single|continuous|daily|weekly|bolus|epidural|intra\w+|sub\w+) )+"
            r"(?:injections?|infusions?) of\b(?: either\b)?"
        ),
        (
            r"\b(?:for |up to )?\d+ ?(?:hours?|h|minutes?|min) (?:after|before|"
            r"following|prior to) [\w -]{3,40}?(?=,|;|$|\bplus\b|\band\b|\bor\b)"
        ),
        (
            r"\b(?:with |and )?(?:support|help|advice|instructions?|permission) to (?:taper|stop|"
            r"discontinue|reduce|withdraw|quit)\b[^,;+]*"
        ),
        r"\bfor an? (?:period|duration|total) of\b[^,;+]*",
        r"\b(?:continuous (?:intra)?venous infusion|CVI|CIV|IV|i\.v\.|PO|p\.o\.|s\.c\.)(?![\w-])",
        (
            r"\b(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
            r"(?:(?: to| through|,| and|,? or) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?){0,6}"
        ),
        r"\b\d+ (?:hours|days|minutes) (?:per|a|each) (?:day|week)\b",
        (
            r"\b(?:until|as (?:a )?(?:first|second|third|adjuvant|neoadjuvant|maintenance)|"
            r"in (?:patients|women|men|adults)|among|before each|within \d|given|administered|"
            r"stratified|according to|for the (?:treatment|first))\b.*"
        ),
        (
            r",?\s*\b(?:at|in) (?:an? |the )?(?:\w+ )?doses? (?:of|"
            r"equivalent)\b[^,;+]*?(?=,|;|$|\bplus\b|\band\b|\bor\b)"
        ),
        (
            r"\b[\w/-]+(?: [A-Z])? (?:inhibitor|agonist|antagonist|analog(?:ue)?|antibody)s?"
            r"(?=,? (?!therap|treatment)[a-z])"
        ),
        r"(?<=\w )(?<!or )without\b[^,;+]{1,80}?(?=,|;|$|\bplus\b|\band\b|\bor\b)",
        r"\bas an? (?:[\w-]+ ){0,3}(?:administration|injection|infusion)s?\b",
        r"\b(?:q ?\d+ ?[wdh]|[btq]\.?i\.?d|q\.?[wd])\b\.?",
        r"\b(?:area under [^,;]*|AUC ?\d[\d.]*)",
        r"(?<!-)\bcontaining\b[^,;+]*?(?=,|;|$|\bplus\b|\band\b|\bor\b)",
        (
            r"\d[\d., ]*(?:\s*(?:-|to)\s*\d+)?\s*-?(?:mg|g|µg|mcg|IU|Gy|mL|ml|units?)\b"
            r"(?:\s*(?:/|per)\s*(?:m\(?2\)?|m²|kg|kilogram|square (?:meter|metre)|day|d\b|"
            r"\d+ (?:minutes|min)|minutes?|hours?\b|hr?\b|min\b)"
            r"(?: of body[ -](?:surface(?:[ -]area)?|weight))?)*"
        ),
        (
            r"\bper (?:day|week|kilogram(?: of body weight)?|square (?:meter|"
            r"metre)(?: of body-surface area)?)\b"
        ),
        r"\b(?:for|in|at|on|from|to) weeks? \d+(?:\s*(?:-|to|through|and)\s*(?:week )?\d+)?",
        (
            r"\b(?:on )?days? \d+(?:\s*(?:,|-|to|and|through|, and)\s*\d+)*(?: of (?:each|"
            r"every|an?) (?:\d+-(?:day|week) )?cycles?)?"
        ),
        r"\bof an? \d+-(?:day|week) cycles?",
        rf"\b(?:once |twice )?every (?:other |{_TIMES} )?(?:hour|day|week|month|cycle)s?\b",
        r"\b(?:once|twice|(?:two|three) times)[- ](?:daily|weekly|a (?:day|week))\b",
        (
            rf"\b(?:for |at )?(?:up to |at least |a maximum of )?(?:{_TIMES}(?:-| to | or )(?=\d))?"
            rf"{_TIMES}(?:[- ](?:{_TIMES}-)?"
            r"(?:day|week|month))?"
            rf"(?: {_TIMES}-(?:day|week))? (?:cycles?|courses?|doses?|weeks?|months?|years?|"
            r"days?)\b(?: off?\b)?"
        ),
    )
]
"""Doses, schedules, durations and the clauses after them."""
FILLER = [
    lazy.regex(pattern, re.IGNORECASE)
    for pattern in (
        (
            r"\b(?:continu(?:e|ing|ation)|intravenous(?:ly)?|oral(?:ly)?|subcutaneous(?:ly)?|intramuscular(?:ly)?|"
            r"by mouth|daily|monthly|bedtime|double-blind(?:ed)?(?: treatment)?|open-label|"
            r"addition of|use of|add(?:ing)?|rectally|vaginally|tablets?|capsules?|"
            r"full course(?: of)?|"
            r"weekly|\d-weekly|biweekly|continuous(?:ly)?|concurrent(?:ly)?|sequential|upfront|"
            r"immediate|titrated|matched|"
            r"either|receive[sd]?|undergo|treatment with|therapy with|first-line|"
            r"second-line|saline|"
            r"(?<!-)supplemented|ambulant|"
            r"single-agent|standard(?:ized|ised)?(?! (?:of )?care\b)|monotherapy|alone|only|"
            r"retreatment|"
            r"regimens?|groups?|"
            r"arms?|maintenance|matching|(?:total|single) doses?|modern|classic|dose-dense|"
            r"dose-escalated|followed|"
            r"their|planned|ongoing|scheduled|"
            r"the|an?|to|of|both|two|other|same|also|one|each)\b(?!-)"
        ),
    )
]
"""Ways of giving and kinds of words that name nothing."""
