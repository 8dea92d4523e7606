"""A sentence that states several things, taken apart where its grammar is plain.

There is no parser here, only closed lists of English function words: a sentence is divided at a
place that can't be anything but the seam of two statements, and left whole otherwise.
"""

from __future__ import annotations

import re

_BE = r"is|are|was|were"
_AUX = rf"{_BE}|has|have|had|will|would|can|could|may|must|should|does|do|did|cannot|won['’]t"
_NOMINATIVE = r"we|they|he|she|it|there|nobody|no one|everyone|each|both|all|this|these"
_FINITE = re.compile(rf"\b(?:{_AUX})\b", re.I)
_SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whom|whose|if|because|when|whenever|where|although|though|unless|since|"
    r"while|whereas|whether|as|before|after|until|once|than|so that|how|why|what)\b",
    re.I,
)
_REASON = re.compile(
    r"(?:,\s*)?\b(?:due to the fact that|owing to the fact that|thanks to the fact that|"
    r"in view of the fact that|given the fact that|given that|on the grounds? that|"
    r"for the reason that|because)\s+(?!of\b)(?P<clause>.+)$",
    re.I,
)
_PRONOUN_CLAUSE = re.compile(
    r"(?:,\s*(?:and|but|while|so)\s+|\s+and\s+|,\s+)(?=(?:we|they|he|she)\s+[a-z])", re.I
)
_CLAUSE = re.compile(
    rf",\s*(?:and|but)\s+(?=(?:(?:{_NOMINATIVE})|(?:the|a|an|its|our|their|his|her|no|some|every|most|"
    rf"[A-Z][\w’'-]+)(?:\s+[\w’'&-]+){{0,6}}?)\s+(?:{_AUX})\b)"
)
_SHARED = re.compile(
    rf"(?:,)?\s+and\s+(?=(?:also\s+|now\s+|already\s+)?(?:{_AUX})\s+(?!(?:it|they|we|he|she|there)\b))",
    re.I,
)
_NOT_ONLY_AFTER_VERB = re.compile(
    rf"(?P<head>.+?\b(?:{_AUX}|{_BE} being|has been|have been|will be))\s+not only\s+(?P<one>.+?)"
    r",?\s+but\s+(?:also\s+)?(?P<other>.+)$",
    re.I,
)
_NOT_ONLY_BEFORE_VERB = re.compile(
    r"(?P<head>.+?)\s+not only\s+(?P<one>\w+(?P<e1>s|ed)\s.+?),?\s+but\s+(?:also\s+)?"
    r"(?P<other>\w+(?P<e2>s|ed)\s.+)$",
    re.I,
)
_AS_WELL_AS = re.compile(
    rf"(?P<subject>[^,;:]+?)\s+(?P<verb>{_BE})\s+(?P<one>[^;:]+?),?\s+as well as\s+"
    r"(?P<other>(?:an?|the)\s[^;:]+)$",
    re.I,
)
_LEAST_WORDS = 3
_SUBJECT_MOST_WORDS = 9
_LONGEST = 1_000  # characters; what is longer is no sentence, and patterns would take their time


def statements(sentence: str) -> tuple[str, ...]:
    """What a sentence states, each part a sentence of its own; the sentence itself when it is one.

    A sentence that gives its reason ("… because it is neutral") comes first whole, then the
    reason's statements. The words are the sentence's own; only shared subjects are repeated.
    """
    if len(sentence) > _LONGEST:
        return (sentence,)
    body, end = _without_stop(sentence)
    found: list[str] = []
    for part in _semicolons(body):
        found += _reasons(part)
    closed = tuple(dict.fromkeys(_capital(f) + end for f in found))
    return closed if len(closed) > 1 else (sentence,)


def _without_stop(sentence: str) -> tuple[str, str]:
    text = sentence.strip()
    body = text.rstrip(".!")
    return body, text[len(body) :] or "."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _semicolons(body: str) -> list[str]:
    parts = [p.strip() for p in re.split(r";\s+", body)]
    whole = all(len(p.split()) >= _LEAST_WORDS and _has_verb(p) for p in parts)
    if len(parts) < 2 or not whole or _unbalanced(parts):
        return [body]
    return [re.sub(r"^(?:and|but)\s+", "", p) for p in parts]


def _has_verb(text: str) -> bool:
    """Whether a part can stand as a sentence: an auxiliary, or a pronoun as its subject."""
    starts = re.match(rf"(?:and |but )?(?:{_NOMINATIVE})\s+[a-z]", text, re.I)
    return bool(_FINITE.search(text) or starts)


def _unbalanced(parts: list[str]) -> bool:
    """Whether a cut would go through brackets or a quotation."""
    return any(
        p.count("(") != p.count(")") or p.count("“") != p.count("”") or p.count('"') % 2
        for p in parts
    )


def _reasons(part: str) -> list[str]:
    match = _REASON.search(part)
    if not match or not match.start():
        return _coordinated(part)
    clause = match["clause"]
    subject = _FINITE.search(clause)
    plain = subject is not None and len(clause[: subject.start()].split()) <= _SUBJECT_MOST_WORDS
    if not plain or _unbalanced([part[: match.start()], clause]):
        return [part]
    return [part, *_coordinated(clause)]


def _coordinated(part: str) -> list[str]:
    """The statements of one clause: coordinated clauses, shared subjects, paired predicates."""
    for divide in (_not_only, _as_well_as, _pronoun_clauses, _clauses, _shared_subject):
        parts = divide(part)
        if len(parts) > 1 and not _unbalanced(parts):
            return [
                p for whole in parts for p in (_coordinated(whole) if whole != part else [whole])
            ]
    return [part]


def _not_only(part: str) -> list[str]:
    if match := _NOT_ONLY_AFTER_VERB.match(part):
        return [f"{match['head']} {match['one']}", f"{match['head']} {match['other']}"]
    match = _NOT_ONLY_BEFORE_VERB.match(part)
    if match and match["e1"] == match["e2"] and not _FINITE.search(match["head"]):
        return [f"{match['head']} {match['one']}", f"{match['head']} {match['other']}"]
    return [part]


def _as_well_as(part: str) -> list[str]:
    match = _AS_WELL_AS.match(part)
    if not match or _SUBORDINATE.search(match["one"]) or _SUBORDINATE.search(match["subject"]):
        return [part]
    head = f"{match['subject']} {match['verb']}"
    return [f"{head} {match['one']}", f"{head} {match['other']}"]


def _pronoun_clauses(part: str) -> list[str]:
    """Clauses that each begin with we, they, he or she: "We pay, we build and we stay"."""
    pieces = _PRONOUN_CLAUSE.split(part)
    if len(pieces) < 2 or _is_dependent(pieces[0]):
        return [part]
    if any(len(p.split()) < _LEAST_WORDS for p in pieces) or not all(map(_has_verb, pieces[1:])):
        return [part]
    seams = _PRONOUN_CLAUSE.findall(part)
    subject = part.split(maxsplit=1)[0].casefold()
    bare = [s for s in seams if not re.search(r"\w", s)]
    same = all(p.split(maxsplit=1)[0].casefold() == subject for p in pieces)
    # A comma alone joins clauses only in a row with one subject.
    return pieces if same or not bare else [part]


def _clauses(part: str) -> list[str]:
    """Two clauses with subjects of their own, joined by ", and" or ", but"."""
    match = _CLAUSE.search(part)
    if not match:
        return [part]
    one, other = part[: match.start()], part[match.end() :]
    first = _FINITE.search(one) or re.match(rf"(?:{_NOMINATIVE})\s", one, re.I)
    if not first or _is_dependent(one) or len(one.split()) < _LEAST_WORDS:
        return [part]
    return [one, other]


def _is_dependent(text: str) -> bool:
    """Whether what follows may hang on a clause of `text` rather than stand on its own."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return bool(_SUBORDINATE.fullmatch(first)) or bool(
        re.search(r"\b(?:that|which|who|if|because|whether|so that)\b", text, re.I)
    )


def _shared_subject(part: str) -> list[str]:
    """One subject with two verbs: "X has … and is …"."""
    match = _SHARED.search(part)
    if not match:
        return [part]
    one, other = part[: match.start()], part[match.end() :]
    verb = _FINITE.search(one)
    if not verb or not verb.start() or _SUBORDINATE.search(one) or ", " in one[: verb.start()]:
        return [part]
    subject = one[: verb.start()].strip()
    # With a second verb before the seam, it is not sure whose subject is shared.
    if len(subject.split()) > _SUBJECT_MOST_WORDS or re.search(rf"\band\b.*\b(?:{_AUX})\b", one):
        return [part]
    return [one, f"{subject} {other}"]
