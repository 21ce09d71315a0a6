"""Which adverse event, of which grade, each count of a sentence counts.

A list puts the name right before the bracket ("were nausea (12 [9%] v 4 [3%])"); a clause
puts it before the verb ("nausea occurred in 12 patients") or after the patients ("12
patients had nausea"). Counts that follow with nothing but arms between them go on with it.
"""

import re
from dataclasses import replace

from trialgraph.extract.adverse_event_grades import grade_after, grade_of
from trialgraph.extract.adverse_event_links import goes_on, without_names
from trialgraph.extract.adverse_event_lists import (
    each_list,
    of_one_head,
    shared_list,
    with_single_grades,
)
from trialgraph.extract.adverse_event_phrases import called_name, experienced_name, listed_name
from trialgraph.extract.adverse_event_sentence import CountedHarm, HarmSentence, harm_sentence
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.adverse_events import EventTerms, Harm
from trialgraph.extract.mentions.patient_counts import EACH_OF_ARMS, PatientCount
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_OPEN = lazy.regex(r"[(\[](?:(?:in|reported in|occurring in)\s)?$")
_DELIMITER = lazy.regex(
    r"[,;:()\[\]]|\b(?:were|was|are|is|being|included?|including|had|have|has|with|than|of|in|by|for"
    r"|especially|namely|mainly|predominantly|such as|except|reported|observed|yielded|featured"
    r"|caused|showed|experienced|developed|more|less|fewer|higher|lower|whereas|but|both|a|an|the"
    r"|to|from|on|as|that|which|increased rates|particularly|notably)\b"
)
_JOINER = lazy.regex(r"^(?:and|or|also|followed by|as well as)\s", re.IGNORECASE)
_LISTED = lazy.regex(
    r"(?i)\b(?:(?:adverse|toxic) (?:drug )?(?:events?|effects?|reactions?)|toxicit(?:y|ies)"
    r"|side[- ]effects?|abnormalit(?:y|ies)|complications?|[a-z]{0,2}AEs?)\b"
)
_WORDS_OF_A_NAME = lazy.regex(r"[A-Za-zγ][\w'’/+γ-]*(?: [\w'’/+γ-]+){0,6}")
_OPENS_LIST = lazy.regex(r"(?:\b(?:were|was|included?|including|and)|[,:;])\s+$")
_ASSOCIATED = lazy.regex(r"(?i)\b(?:associated|accompanied|complicated)\s(?:with|by)\s$")
_BEGINS_ITEM = lazy.regex(
    r"(?i)(?:[,;:)\]\x00]|\b(?:were|was|are|is|includ\w+|especially|namely|mainly|predominantly"
    r"|such as|except|reported|observed|notably|particularly|more|less|higher|lower))"
    r"\s?(?:(?:and|or|also|as well as|of|an?|increased|followed by)\s)*$"
)
_NO_NAME = lazy.regex(
    r"(?i)\b(?:patients?|participants|group|arm|hazard|ratio|range|median|mean|p|vs?|versus|all"
    r"|years?|months?|weeks?|respectively|arms|groups|each|n|ci|difference|rates?|dose|doses"
    r"|low|high|similar|rare|comparable|common|uncommon|infrequent|balanced|equal|manageable|seen"
    r"|others?|survival|response|responses|progression|recurrence|relapse|remission|death|deaths|control)\b"
)
_HAVING = lazy.regex(
    r"(?i)\b(?:had|have|experienc\w+|develop\w*|report\w*|suffered|sustained|with)"
    r"(?:\s(?!no\b|but\b|not\b)[\w-]+){0,3}\s{1,40}$"
)
_MOST_COMMON = lazy.regex(r"(?i)\b(?:most|more) (?:common|frequent|prevalent|often)|\bmainly\b")
_AND_MORE = lazy.regex(r",? (?:and|or) (?:[\w-]+ ){1,4}(?:was|were|occurred|developed)\b|, [\w-]+")
_DIED = lazy.regex(r"(?i)\bdied (?:of|from|because of|due to|as a result of)\s[^.;()\d]{0,40}$")
_COPULA_BEFORE = lazy.regex(r"(?i)\b(?:was|were|included|including)\s(?:[\w-]+\s){0,2}$")
_VERB = lazy.regex(r"\b(?:was|were|is|are|had|has|did|occurred|developed|differed|led)\b|[)\]%]")
_CLAUSE = lazy.regex(r"; |, (?:and|but|whereas|while|with|although)\s")
_OTHER_CLAUSE = lazy.regex(r"[;,] (?:whereas|while|but)\s")
_REASON = lazy.regex(
    r"(?i)\b(?:discontinu|withdr|stopp|interrupt|reduc|delay)[^.;]{0,60}"
    r"\b(?:because of|due to|owing to|for|as a result of)\s[^.;,]{0,20}$|\bregarding\s$"
)
_EACH = lazy.regex(
    r"[)\]]?\s?(?:patients?\s|cases?\s)?(?:for |in )?each\b(?! (?:treatment |study )?(?:arm|group))"
    r"(?! (?:from|in|on|with|for|receiving|given)\b)"
)
_FOR_EACH_ARM = lazy.regex(EACH_OF_ARMS)
_WHICH = lazy.regex(r",? which (?:was|were|occurred|developed)\b[^,;()]{0,30}")
_IN_BOTH = lazy.regex(
    r"\s(?:in|for|with|on) (?:both|each|all|the (?:two|three)) (?:treatment |study )?"
    r"(?:arms?|groups?|regimens?) $"
)
_ELSE = lazy.regex(r", which|\binclud\w+\s")
_ASIDE_CLAUSE = lazy.regex(r", which [^,;]{1,90},(?= (?:was|were|occurred|developed)\b)")
_LED_TO = lazy.regex(r"(?i)\b(?:led|leading|resulted|resulting|required|requiring|caused)\b")
_STOPPING = lazy.regex(
    r"(?i)\bdiscontinu\w+|\breasons? for\b|\boff[- ](?:protocol|study|treatment)|\bwithdraw\w+"
    r"|\bdose (?:\w+ or )?(?:reduc|modif|interrupt|delay)"
)


def counted_harms(setting: Setting, sentence: Sentence, terms: EventTerms) -> list[CountedHarm]:
    """Return the counts of a sentence whose adverse event is known, in order."""
    read = harm_sentence(setting, sentence, terms)
    found: list[CountedHarm] = []
    last: CountedHarm | None = None
    number = 0
    while number < len(read.counts):
        first = max(number, last.run + 1 if last else 0)
        shared = each_list(read, number, first) or _shared(read, number)
        here = _counted(read, number, last)
        found += shared or ([here] if here else [])
        last = shared[-1] if shared else here
        number += len({one.count for one in shared}) or 1
    return with_single_grades(read, found)


def _shared(read: HarmSentence, number: int) -> list[CountedHarm]:
    """Return the counts from one on when the names before them share them out."""
    begin = read.counts[number - 1].end if number else read.start
    count = read.counts[number]
    named = _of_clause(read, begin, count)
    harms = of_one_head(read, named)
    if len(harms) < _SEVERAL or (harms is named and any(harm.general for harm in harms)):
        return []
    return shared_list(read, harms, number, grade_of(read, count, harms[0], listed=False))


def _counted(read: HarmSentence, number: int, last: CountedHarm | None) -> CountedHarm | None:
    """Return what a count counts, ``last`` being the answer for the count before."""
    count = read.counts[number]
    if _EACH.match(read.words, count.end - read.start):
        return None
    begin = read.counts[number - 1].end if number else read.start
    if last and last.count is read.counts[number - 1] and last.harm.is_death:
        begin = max(begin, min(last.harm.end, count.start))
    run = last.run + 1 if last else number
    named = _named(read, begin, number)
    if named and not (_is_closed(read, named[0], count) and _object(read, number)):
        return _found(read, count, named[0], run, listed=named[1])
    if number and last and last.count is read.counts[number - 1] and goes_on(read, begin, count):
        between = [one for one in read.grades if begin <= one.start < count.start]
        grade = between[-1].value if between else last.grade
        apart = any(
            _FOR_EACH_ARM.match(read.words, one.end - read.start) for one in (last.count, count)
        )
        own = grade_after(read, count) or grade
        return replace(last, count=count, grade=own, run=last.run + apart)
    later = (listed_name(read, begin, count) if last else None) or _object(read, number)
    return _found(read, count, later, run, listed=False) if later else None


def _is_closed(read: HarmSentence, harm: Harm, count: PatientCount) -> bool:
    """Tell whether a name stands in another clause: "X was rare, whereas 11% had Y"."""
    between = read.setting.words(harm.end, count.start)
    return harm.end <= count.start and _OTHER_CLAUSE.search(between) is not None


def _named(read: HarmSentence, begin: int, number: int) -> tuple[Harm, bool] | None:
    """Return the event that stands next to a count, and whether as one of a list."""
    count = read.counts[number]
    if named := _right_after(read, count):
        return named, False
    if item := _item(read, begin, count):
        return (called_name(read, item) if item.general else None) or item, True
    if bare := _bare_item(read, begin, count):
        return bare, True
    if said := _said(read, number):
        return said, True
    subject = _subject(read, begin, count)
    if subject is None:
        return None
    listed = _after_copula(read, subject) or _is_after_colon(read, subject, count)
    return subject, listed and not subject.general


def _bare_item(read: HarmSentence, begin: int, count: PatientCount) -> Harm | None:
    """Return the kind right before a share in a list: "toxicities were nausea 40% v 22%"."""
    last = [one for one in read.harms if begin <= one.start and one.end + 1 == count.start]
    if not last or last[-1].general or count.percent is None:
        return None
    before = read.words[: last[-1].start - read.start].replace("\x00", " ")
    return last[-1] if _LISTED.search(before) and _OPENS_LIST.search(before) else None


def _said(read: HarmSentence, number: int) -> Harm | None:
    """Return the event of one of several counts that are each followed by what patients had."""
    here = experienced_name(read, read.counts[number], _next(read, number))
    near = [at for at in (number - 1, number + 1) if 0 <= at < len(read.counts)]
    others = [experienced_name(read, read.counts[at], _next(read, at)) for at in near]
    return here if here and not here.general and any(others) else None


def _next(read: HarmSentence, number: int) -> int:
    """Return where the count after one begins, or the end of the sentence."""
    return read.counts[number + 1].start if number + 1 < len(read.counts) else read.end


def _found(
    read: HarmSentence, count: PatientCount, harm: Harm, run: int, *, listed: bool
) -> CountedHarm | None:
    grade = grade_of(read, count, harm, listed=listed)
    before = read.words[: max(0, harm.start - read.start)]
    serious = re.search(r"(?i)\bserious\b|\bSAEs?\b", harm.term) is not None
    if listed and _STOPPING.search(before) and not _STOPPING.search(harm.term):
        return None  # the list says why treatment stopped, not who had the event
    if listed and not harm.general:
        serious = serious or _is_of_serious(before)
    return CountedHarm(count, harm, grade, serious, run, listed, min(harm.start, count.start))


def _is_of_serious(before: str) -> bool:
    """Tell whether the events that a list is made of, named last before it, are serious."""
    named = list(_LISTED.finditer(before))
    return (
        bool(named)
        and re.search(r"(?i)\bserious\s\S{0,30}\s?$|\bS$", before[: named[-1].start()]) is not None
    )


def _right_after(read: HarmSentence, count: PatientCount) -> Harm | None:
    """Return the event of "two treatment-related deaths"."""
    later = [harm for harm in read.harms if harm.start >= count.end]
    if not later:
        return None
    between = read.setting.words(count.end, later[0].start)
    return later[0] if later[0].is_death and not between.strip() else None


def _item(read: HarmSentence, begin: int, count: PatientCount) -> Harm | None:
    """Return the name right before the bracket that holds a count."""
    words = read.words[begin - read.start : count.start - read.start]
    opening = _OPEN.search(words) or re.search(r"[(\[][^()\[\]]{0,60}$", words)
    if opening is None:
        return None
    both = _IN_BOTH.search(words, max(0, opening.start() - _ARTICLE * _GRADE_AWAY), opening.start())
    closed = both.start() if both else opening.start()
    stop = begin + closed
    cut = _item_begins(read, begin, words[:closed].rstrip(), stop)
    printed = read.words[cut - read.start : stop - read.start]
    name = _JOINER.sub("", re.sub(r"\x00+(?: of\b)?", "", printed).strip())
    first = cut + max(0, printed.find(name)) if name else begin
    known = [
        one
        for one in read.harms
        if begin <= one.start and one.end <= stop and not read.setting.words(one.end, stop).strip()
    ]
    if _ASSOCIATED.search(read.words[: first - read.start]):
        return None
    if not _is_item(read, name, (first, stop), begin) and not known:
        return None
    if known and not re.search(r"\b(?:or|and)\b|/", name):
        return known[0]
    own = [one for one in read.grades if max(begin, cut - _GRADE_AWAY) <= one.start < stop]
    listed = known[0] if known else None
    grade = own[-1].value if own else listed.grade if listed else None
    return Harm(term=name, start=first, end=stop, grade=grade, is_known=listed is not None)


def _item_begins(read: HarmSentence, begin: int, before: str, stop: int) -> int:
    """Return where the name before a bracket begins: after the last word or arm that ends one."""
    cut = begin
    for match in _DELIMITER.finditer(before):
        cut = begin + match.end()
    for arm in read.setting.arms_in(begin, stop):
        joined = read.setting.words(arm.end, arm.end + 1) == "-"
        cut = max(cut, arm.end) if arm.end < stop - 1 and not joined else cut
    return cut


def _is_item(read: HarmSentence, name: str, place: tuple[int, int], begin: int) -> bool:
    """Tell whether words before a bracket can name an adverse event."""
    setting = read.setting
    if not _WORDS_OF_A_NAME.fullmatch(name) or _NO_NAME.search(name):
        return False
    if any(one.end > place[0] for one in setting.arms_in(max(begin, place[0] - 60), place[1])):
        return False
    if list(setting.end_points_in(max(begin, place[0] - 40), place[1])):
        return False
    before = read.words[: place[0] - read.start]
    if not _BEGINS_ITEM.search(before):
        return False
    graded = any(read.start <= one.start < place[0] for one in read.grades)
    return graded or _LISTED.search(before) is not None


def _of_clause(read: HarmSentence, begin: int, count: PatientCount) -> list[Harm]:
    """Return the adverse events that the clause before a count names."""
    harms = [
        one
        for one in read.harms
        if begin <= one.start and one.end <= count.start and not _is_aside(read, one, count)
    ]
    words = read.words[begin - read.start : count.start - read.start]
    cut = begin
    for match in _CLAUSE.finditer(words):
        if match[0] == ", and " and not _VERB.search(words[cut - begin : match.start()]):
            continue  # the last of a list
        if any(one.start >= begin + match.end() for one in harms):
            cut = begin + match.end()
    return [one for one in harms if one.start >= cut]


def _is_aside(read: HarmSentence, harm: Harm, count: PatientCount) -> bool:
    """Tell whether a name stands in a bracket that is closed before a count."""
    between = read.setting.words(harm.end, count.start).rstrip(" ([")
    return between.count(")") + between.count("]") > between.count("(") + between.count("[")


def _subject(read: HarmSentence, begin: int, count: PatientCount) -> Harm | None:
    """Return the adverse event that the words before a count speak of."""
    here = _of_clause(read, begin, count)
    if not here or list(read.setting.end_points_in(here[0].end, count.start)):
        return None
    before = read.words[: here[0].start - read.start]
    if _ASSOCIATED.search(read.words[: here[-1].start - read.start]) or (
        not here[0].general and _REASON.search(before)
    ):
        return None  # a reason for stopping treatment, or what goes with something else
    first, last = here[0], here[-1]
    if _WHICH.fullmatch(read.setting.words(last.end, count.start)):
        return last
    if _MOST_COMMON.search(before) and (first.general or last is not first):
        return _most_common(read, first, last)
    if first.general and last is not first:
        return _kind_behind(read, here, count) or _first_of(read, here, count)
    return _first_of(read, here, count)


def _most_common(read: HarmSentence, first: Harm, last: Harm) -> Harm | None:
    """Return the kind of event that was the most common one of all."""
    if last is first:
        # What is called so stands before; what follows names the kind, in words not known.
        return called_name(read, first)
    return last if _after_copula(read, last) else None


def _kind_behind(read: HarmSentence, here: list[Harm], count: PatientCount) -> Harm | None:
    """Return the kind behind the colon of "Toxicity: nausea occurred in", if there is one."""
    if read.setting.words(here[0].end, count.start).startswith(":"):
        return here[1]
    last = here[-1]
    return last if not last.general and _is_after_colon(read, last, count) else None


def _first_of(read: HarmSentence, here: list[Harm], count: PatientCount) -> Harm | None:
    """Return the first event of a clause, unless the words behind it speak of another."""
    first = here[0]
    between = read.setting.words(first.end, count.start)
    if first.general and _ELSE.search(_ASIDE_CLAUSE.sub("", between)):
        return None
    if _LED_TO.search(between) and not _STOPPING.search(first.term):
        return None
    return None if _is_listing(read, here, count) else first


def _is_after_colon(read: HarmSentence, harm: Harm, count: PatientCount) -> bool:
    """Tell whether a name stands in a list behind a colon: "...: nausea, 9% v 4%; rash, ..."."""
    return (
        ": " in read.words[: harm.start - read.start]
        and read.setting.words(harm.end, count.start) == ", "
    )


def _after_copula(read: HarmSentence, harm: Harm) -> bool:
    """Tell whether a name says which event was the most common: "the ... event was nausea"."""
    before = read.setting.words(read.start, harm.start)
    return bool(_COPULA_BEFORE.search(before) and _MOST_COMMON.search(before))


def _is_listing(read: HarmSentence, harms: list[Harm], count: PatientCount) -> bool:
    """Tell whether several kinds of event share what follows ("A and B were 4% and 6%")."""
    kinds = [one for one in harms if not one.general]
    after = read.setting.words(harms[0].end, count.start)
    if kinds and kinds[0] is harms[0] and _AND_MORE.match(after):
        return True
    return (
        len(kinds) > 1
        and kinds[0] is harms[0]
        and " and " in read.setting.words(kinds[0].end, count.start)
    )


def _object(read: HarmSentence, number: int) -> Harm | None:
    """Return the adverse event that patients counted before it are said to have had."""
    count = read.counts[number]
    if not read.harms or read.harms[-1].start < count.end:
        return None
    at = number
    last = min(len(read.counts) - 1, number + _MOST_SHARING)
    while at < last and goes_on(read, read.counts[at].end, read.counts[at + 1]):
        at += 1
    stop = _next(read, at)
    for begin in dict.fromkeys((read.counts[at].end, count.end)):
        later = [one for one in read.harms if begin <= one.start < stop]
        if not later:
            continue
        between = without_names(read, begin, later[0].start)
        stopped = re.match(r"(?i)discontinu|withdr", later[0].term)
        clean = not re.search(r"[;:]", between) and len(between) < _FARTHEST
        if clean and _DIED.search(between):
            return replace(later[0], is_death=True)
        died = read.setting.words(later[0].start, later[0].start + _ARTICLE).lower() == "died"
        if clean and (_HAVING.search(between) or stopped or died):
            return later[0]
    return None


_FARTHEST, _ARTICLE, _SEVERAL, _GRADE_AWAY = 160, 4, 2, 12
_MOST_SHARING = 12  # counts before the one event that they are all of
