"""Who a sentence speaks of: names in place of "the country", "it", "we", "the president"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from checker.messages.points import Brief
from checker.text import sentences

_GENERIC = (
    "country|republic|nation|state|company|firm|group|organisation|organization|ministry|"
    "government|agency|authority|trust|fund|foundation|charity|council|city|town|region|club|"
    "museum|hospital|university|college|bank|union|federation|force|service|party|commission|"
    "cooperative|institute|department|office"
)
_OFFICES = (
    "president|prime minister|vice president|vice-president|foreign minister|minister|"
    "head of state|chancellor|king|queen|mayor|governor|chief executive|director|chair|chairman|"
    "chairwoman|secretary general|secretary-general|commissioner|rector"
)
_AUX = "is|are|was|were|has|have|had|will|would|can|could|may|must|should|does|do|did|cannot"
_VERB = re.compile(
    rf"\s+(?:(?:also|already|now|still|never|always|again)\s+)?(?:{_AUX}|[a-z]{{2,}}ed|remains?|"
    r"keeps?|pays?|brings?|makes?|gives?|went|came|built|won|rose|fell|led|took|gave|made|sent|"
    r"provides?|replaces?|contains?|carries|belongs?|begins?)\b"
)
_OPEN_ENDED = re.compile(
    r"(?:^|\s)(?:the|a|an|of|to|in|on|at|by|for|our|its|their|and|or|no)$", re.I
)
_PEOPLE = re.compile(
    r"(?:everyone|everybody|nobody|no one|someone|anyone|people|each|every|no|some|most|many|all|"
    r"who|two|three|four|five|six|seven|eight|nine|ten)\b|\d",
    re.I,
)
_PRONOUN = re.compile(
    r"(?P<word>we|our|it|its|they|their|he|she|his|her|this)(?P<rest>['’](?:ve|re|s|ll|d))?\b",
    re.I,
)
_EXPLETIVE = re.compile(
    r"it(?:['’]s| is| was| will be| would be| remains| seems| appears| takes| took| has been)\s+"
    r"(?:not |also |now |therefore |very |quite |highly |almost |too )*"
    r"(?:un)?(?:likely|important|possible|impossible|clear|true|vital|essential|necessary|time|fair|"
    r"right|wrong|known|said|expected|estimated|hoped|believed|understood|hard|easy|difficult|"
    r"crucial|obvious|worth|up to|evident|a pleasure|an honour|\d|in [a-z]+ interest|only|"
    r"thanks to|because|agreed)\b",
    re.I,
)
_SHORT_FORMS = {"'ve": "have", "'re": "are", "'ll": "will"}
_SINGULAR = {"are": "is", "have": "has", "were": "was", "do": "does", "don't": "doesn't"}
# Plural verbs whose past differs, so that "we pay" can safely become "Talmere pays".
_PRESENT = re.compile(
    r"^(\s+(?:also |already |now |still |always |never |only )?)(pay|sell|belong|provide|practise|"
    r"take|keep|visit|leave|train|talk|open|believe|support|want|welcome|offer|host|make|work|know|"
    r"respect|remain|stand|need|employ|produce|build|give|help|invest|buy|bring|say)\b"
)
_PERSON = re.compile(
    rf"\b(?i:{_OFFICES})\s+((?:[A-Z][\w’'-]+)(?:\s+[A-Z][\w’'-]+){{0,3}})|"
    r"\b(?i:the |our |its )?(?:chief executive|director|president|minister|chair),?\s+"
    r"((?:Dr |Professor )?[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){1,3})"
)
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'&-]*(?:\s+(?:(?:of|for|and|the|de|&)\s+)*[A-ZÀ-Þ][\w’'&-]*)*")
_NO_NAME = frozenset(
    "the a an our we it its they their this that these those he she his her there all no every "
    "each some most many both in on at by for from to with without as if when while since after "
    "before following during over under between not never please one two three four five six "
    "seven eight nine ten half key message messages point points narrative brief briefing lines "
    "talking press office background contact january february march april may june july august "
    "september october november december monday tuesday wednesday thursday friday saturday sunday "
    "spring summer autumn winter president prime minister nobody people families customers "
    "residents humanitarian water free new more other and or but use speak be do only".split()
)
_ORGANISATION = re.compile(
    r"\b(?:ministry|trust|fund|service|police|rail|steel|bank|council|federation|hospital|museum|"
    r"university|college|office|wind|water|ag|plc|ltd|inc|gmbh|company|group|agency|authority|"
    r"union|foundation|commission|institute|city|dairymen|association|society|department)\b",
    re.I,
)
_MINISTRY = re.compile(r"\b(?:ministry|department of|foreign office|government)\b", re.I)
_DESK = re.compile(
    r"\b(?:press|communications?|corporate affairs|public affairs|media|messag|lines to take|"
    r"briefing|talking points|narrative)\b",
    re.I,
)
_DIVIDED = re.compile(r"\s+[-–—|/·]\s+|\s*[:,(]\s*")
_FROM_US = re.compile(r"\b(?:we|our|us)\b", re.I)
_MOST_ALIASES = 6


@dataclass(frozen=True)
class Known:
    """What the other sentences tell: the last one's subject, and persons by their office.

    `ours`: the text says "we" or "our" of the brief's subject; "it" is then something else.
    """

    ours: bool = False
    subject: str = ""
    plural: bool = False
    persons: tuple[tuple[str, str], ...] = ()

    def after(self, sentence: str) -> Known:
        """What is known after one more sentence (its subject already made plain)."""
        found = subject_of(sentence)
        persons = list(self.persons)
        for match in _PERSON.finditer(sentence):
            office = match[0].split(match[1] or match[2])[0].strip(" ,").casefold()
            office = re.sub(r"^(?:the|our|its)\s+", "", office)
            persons.append((office, match[1] or match[2]))
        plural = _is_plural(found, sentence[len(found) :])
        return Known(self.ours, found, plural, tuple(persons))


def says_we(text: str) -> bool:
    """Whether a text speaks of the brief's subject as "we", "us" or "our"."""
    return bool(_FROM_US.search(text))


def subject_of(sentence: str) -> str:
    """The subject a sentence begins with, "" when it is not plain (long, divided, no verb)."""
    verb = _VERB.search(sentence)
    if not verb:
        return ""
    subject = sentence[: verb.start()]
    words = subject.split()
    plain = 0 < len(words) <= 8 and not re.search(r"[,;:(]|\b(?:that|which|who|if|when)\b", subject)
    opens = words and words[0].casefold() in (
        "in", "on", "at", "by", "for", "from", "to", "with", "without", "as", "if", "when", "since",
        "after", "before", "following", "during", "there", "this", "it", "he", "she",
    )  # fmt: skip
    return subject if plain and not opens and not _OPEN_ENDED.search(subject) else ""


def _is_plural(subject: str, after: str) -> bool:
    if verb := re.match(r"\s+(?:also |already |now |still )?(\w+)", after):
        if verb[1] in ("are", "have", "were", "do"):
            return True
        if verb[1] in ("is", "has", "was", "does"):
            return False
    head = re.split(r"\s(?:of|in|on|at|for|from|with|to)\s", subject)[0].split()
    return any(w.endswith("s") and not w.endswith(("ss", "’s", "'s", "us")) for w in head)


def made_plain(sentence: str, subject: Sequence[str], known: Known) -> str:
    """The sentence with its first words named, when they stand for somebody.

    `subject`: names of the brief's subject, the full name first, then words for it ("the
    country"). What can't be told is left as it is.
    """
    name = subject[0] if subject else ""
    aliases = [s for s in subject[1:] if s.casefold().startswith(("the ", "our ", "this "))]
    if match := re.match(
        rf"(?:the|this)\s+({_GENERIC})(?P<of>['’]s)?\b(?!\s+of\b)", sentence, re.I
    ):
        return _for_noun(sentence, match, name, aliases)
    if match := re.match(
        rf"(?:the|our)\s+({_OFFICES})(?P<of>['’]s)?\b(?!\s+(?:of\b|(?-i:[A-Z])))", sentence, re.I
    ):
        return _for_office(sentence, match, name, known)
    for alias in aliases:
        if sentence.casefold().startswith(alias.casefold() + " ") and name:
            return name + sentence[len(alias) :]
    match = _PRONOUN.match(sentence)
    return _for_pronoun(sentence, match, name, known) if match else sentence


def _possessive(name: str) -> str:
    mark = "'" if "'" in name else "’"
    return f"{name}{mark}" if name.endswith("s") else f"{name}{mark}s"


def _for_noun(sentence: str, match: re.Match[str], name: str, aliases: Sequence[str]) -> str:
    said = f"the {match[1]}".casefold()
    noun = match[1].casefold()
    stands = said in (a.casefold() for a in aliases) or noun in name.casefold().split()
    after = sentence[match.end() :]
    if not name or not (stands or noun in ("country", "republic", "nation")):
        if name and noun in ("government", "ministry") and not match["of"]:
            return f"{_possessive(name)} {noun}{after}"
        return sentence
    return (_possessive(name) if match["of"] else name) + after


def _for_office(sentence: str, match: re.Match[str], name: str, known: Known) -> str:
    office, after = match[1], sentence[match.end() :]
    of = match["of"] or ""
    for said, person in reversed(known.persons):
        if said == office.casefold():
            return f"{office[0].upper()}{office[1:]} {person}{of}{after}"
    if not name or name.casefold().endswith(office.casefold()):
        return sentence
    return f"{_possessive(name)} {office}{of}{after}"


def _for_pronoun(sentence: str, match: re.Match[str], name: str, known: Known) -> str:
    word, short = match["word"].casefold(), (match["rest"] or "").replace("’", "'").casefold()
    after = sentence[match.end() :]
    if word == "this" or (short in ("'s", "'d") and word not in ("it", "we")):
        return sentence
    if word == "it" and _EXPLETIVE.match(sentence):
        return sentence
    who = _whom(word, name, known)
    if not who:
        return sentence
    if word in ("our", "its", "their", "his", "her"):
        return _possessive(who) + after
    if short:
        after = f" {_SHORT_FORMS.get(short, 'is')}{after}"
    if word in ("we", "they") and not (word == "they" and known.subject and known.plural):
        after = re.sub(
            r"^(\s+(?:also |already |now |still |never )?)(are|have|were|do|don['’]t)\b",
            lambda m: m[1] + _SINGULAR[m[2].replace("’", "'")],
            after,
        )
        after = _PRESENT.sub(r"\1\2s", after)
    return who + after


def _whom(word: str, name: str, known: Known) -> str:
    """The name a pronoun stands for, "" when that isn't clear."""
    if word in ("we", "our"):
        return name
    if word in ("he", "she", "his", "her"):
        named = [f"{office} {person}" for office, person in known.persons]
        return named[-1][0].upper() + named[-1][1:] if named else ""
    if word in ("they", "their"):
        return known.subject if known.plural else "" if known.subject else name
    if not known.subject or known.subject == name:
        return "" if known.ours else name
    return "" if known.plural or _PEOPLE.match(known.subject) else known.subject


def guess_subject(brief: Brief) -> tuple[str, ...]:
    """The names a brief's "the country", "it" and "we" most likely stand for; () when unsure.

    In a brief that says "we" it is the office that issues it, by its letterhead, else the name
    its sentences speak of most. After it come the words for it that the brief uses.
    """
    texts = [*brief.narrative, *(p.text for p in brief.points)]
    every = [s for t in texts for p in t.split("\n\n") for s in sentences(p)]
    told = [s for p in brief.points for s in sentences(p.text)]
    ours = sum(says_we(s) for s in told) >= 2
    # A ministry's "we" is mostly its country.
    issuer = _issuer(brief)
    own = "" if _MINISTRY.search(issuer) else issuer
    name = (own if ours else "") or _most_spoken_of(every) or issuer
    if not name:
        return ()
    words = Counter(
        m[0].casefold()
        for s in every
        for m in re.finditer(rf"\bthe (?:{_GENERIC})\b(?!\s+of\b)", s, re.I)
    )
    fitting = [w for w, _ in words.most_common() if _fits(w.removeprefix("the "), name, ours=ours)]
    return (name, *fitting[:_MOST_ALIASES])


def _fits(noun: str, name: str, *, ours: bool) -> bool:
    """Whether "the NOUN" can stand for `name`."""
    if noun in name.casefold().split():
        return True
    organisation = ours or bool(_ORGANISATION.search(name))
    return not organisation and noun in ("country", "republic", "nation")


def _issuer(brief: Brief) -> str:
    """The organisation in the title or in the short lines at the top."""
    lines = [brief.title, *(n for n in brief.narrative[:3] if not n.endswith("."))]
    for line in lines:
        for part in _DIVIDED.split(line):
            text = part.strip(' ."“”')
            named = _ORGANISATION.search(text) and not _DESK.search(text)
            if named and 1 < len(text.split()) <= 8 and text[:1].isupper():
                return _in_title_case(text)
    return ""


def _in_title_case(text: str) -> str:
    if not text.isupper():
        return text
    small = {"OF", "AND", "THE", "FOR", "ON", "IN"}
    kept = {"AG", "SA", "NV", "SE", "UK", "EU", "US", "UN"}
    return " ".join(
        w if w in kept else w.lower() if w in small else w.capitalize() for w in text.split()
    )


def _most_spoken_of(every: Sequence[str]) -> str:
    """The name that most sentences have as their subject, others counting a little.

    A word that only ever begins a sentence, or is also written small, is no name.
    """
    scores: Counter[str] = Counter()
    within: set[str] = set()
    small = {w for s in every for w in re.findall(r"\b[a-zß-ÿ]\w+", s)}
    for sentence in every:
        for match in _NAME.finditer(sentence):
            words = re.sub(r"['’]s?$", "", match[0]).split()
            begins = match.start() == 0
            if begins and words[0].casefold() in _NO_NAME:
                words, begins = words[1:], False
            if not words or any(w.casefold() in _NO_NAME for w in (words[0], words[-1])):
                continue
            name = " ".join(words)
            if len(words) == 1 and (len(name) < 3 or name.casefold() in small):
                continue
            if match.start() > 0 or len(words) > 1:
                within.add(name)
            spoken_of = begins and _VERB.match(sentence[match.end() :])
            scores[name] += 3 if spoken_of else 1
    named = [(name, score) for name, score in scores.most_common() if name in within]
    return named[0][0] if named and named[0][1] >= 3 else ""
