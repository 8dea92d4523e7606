"""Talking points as claims: one statement each, on its own feet, for the judge to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from checker.messages.clauses import statements
from checker.messages.lines import words_of
from checker.messages.markers import Family, markers_of
from checker.messages.points import NARRATIVE, Brief, Claim, TalkingPoint
from checker.messages.sections import is_section_label
from checker.messages.subjects import Known, guess_subject, made_plain, says_we
from checker.text import sentences

__all__ = ["claims_of", "guess_subject", "narrative_claims"]

_LABEL_MOST_WORDS = 3
_LETTERHEAD_MOST_WORDS = 8
_STOPPED = re.compile(r"[.!?…][\"'”’»)\]]*$")
_SAYS = re.compile(r"\b(?:is|are|was|were|has|have|will|can|must|we|they|it|not|no)\b", re.I)


def claims_of(point: TalkingPoint, subject: Sequence[str]) -> tuple[Claim, ...]:
    """The claims of a talking point, the main one first; at least one for each sentence.

    `subject`: the names "the country", "it" and "we" stand for, the full name first. Claims
    written by hand (`point.claims`) are taken as they are. A heading of up to three words
    ("Jobs") is no claim where sentences follow it. Ids are "1a", "1b" … "1z", "1aa" …
    """
    if point.claims:
        pairs = [(text, text) for text in point.claims]
    else:
        found = [s for p in point.text.split("\n\n") for s in sentences(p)]
        told = [s for s in found if not _is_label(s)]
        pairs = list(_told(told or found, subject))
    return tuple(
        Claim(f"{point.number}{_letters(at)}", point.number, text, sentence, main=at == 0)
        for at, (text, sentence) in enumerate(pairs)
    )


def narrative_claims(brief: Brief) -> tuple[Claim, ...]:
    """The claims of the narrative, "n1", "n2" …; letterhead lines ("Press Office") are none."""
    found = [s for p in brief.narrative if not _is_letterhead(p) for s in sentences(p)]
    pairs = _told(found, brief.subject)
    return tuple(
        Claim(f"n{at}", NARRATIVE, text, sentence, main=at == 1)
        for at, (text, sentence) in enumerate(pairs, 1)
    )


def _told(found: Iterable[str], subject: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What the sentences state, with the sentence each statement comes from."""
    told = list(found)
    known = Known(ours=any(says_we(s) for s in told))
    for sentence in told:
        for statement in statements(_without_marker(sentence)):
            text = made_plain(statement, subject, known)
            known = known.after(text)
            yield text, sentence


def _without_marker(sentence: str) -> str:
    """A sub-point's sentence without its "a)" or bullet."""
    marker = next(
        (m for m in markers_of(sentence) if m.family is not Family.LABEL and not m.faint), None
    )
    return (sentence[marker.rest :] if marker else "") or sentence


def _is_label(sentence: str) -> bool:
    """Whether a piece of text only names a subject ("Jobs:") and states nothing."""
    few = len(words_of(sentence)) <= _LABEL_MOST_WORDS and not _SAYS.search(sentence)
    return not _STOPPED.search(sentence) and (few or is_section_label(sentence))


def _is_letterhead(paragraph: str) -> bool:
    short = len(paragraph.split()) <= _LETTERHEAD_MOST_WORDS
    return short and not _STOPPED.search(paragraph) and not _SAYS.search(paragraph)


def _letters(at: int) -> str:
    """0 as "a", 25 as "z", 26 as "aa"."""
    text = ""
    at += 1
    while at:
        at, letter = divmod(at - 1, 26)
        text = chr(ord("a") + letter) + text
    return text
