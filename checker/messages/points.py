"""The nouns of a brief: narrative, numbered talking points, claims."""

from __future__ import annotations

from dataclasses import dataclass, field

NARRATIVE = 0
"""The number that stands for the unnumbered narrative wherever a point number is asked for."""


@dataclass(frozen=True)
class Claim:
    """One statement of a talking point, as the judge reads it.

    `id`: the point's number and a letter, "3b"; for the narrative "n" and a number, "n1".
    `text`: the statement on its own feet, its subject filled in.
    `sentence`: the sentence of the brief it was taken from, as printed.
    `main`: whether it is the point's main message (the first claim, unless said otherwise).
    """

    id: str
    point: int
    text: str
    sentence: str
    main: bool = False


@dataclass(frozen=True)
class TalkingPoint:
    """One numbered message.

    `number`: as the brief numbers it, from 1 up.
    `text`: the whole point, paragraphs separated by a blank line.
    `variants`: other wordings the staff accept; `rebuttals`: counter-messages they expect.
    `claims`: claims written by hand; when empty they are derived from `text`.
    """

    number: int
    text: str
    variants: tuple[str, ...] = ()
    rebuttals: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Brief:
    """A key-messages document.

    `narrative`: its unnumbered paragraphs. `subject`: the names that "the country", "it" or
    "we" stand for in the claims, the full name first. `source`: the document's file name.
    """

    title: str
    points: tuple[TalkingPoint, ...]
    narrative: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    source: str = ""
    notes: tuple[str, ...] = field(default=(), compare=False)
    """What the splitter found odd (a gap, a doubled number), one plain line each."""
