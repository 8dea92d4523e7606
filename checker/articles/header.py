"""One article's lines taken apart: title, outlet, date, author, address and body."""

from __future__ import annotations

from collections.abc import Sequence

from checker.articles.draft import Draft
from checker.articles.furniture import outlet_like
from checker.articles.items import TITLE_LENGTH, Item, Kind
from checker.text import squeeze

_TITLE_WORDS = 35
_SECTIONS = frozenset(
    """news opinion comment analysis politics business economy world sport sports city culture
    editorial letters local national regional international interview column feature features
    health education environment media exclusive video uk europe africa asia americas""".split()
)
"""Words of a section's name, which some pages print over the headline."""
_OUTLETS = frozenset(
    """times post news radio tv herald courier wire agency tribune gazette echo mail journal star
    chronicle observer standard today telegraph guardian press weekly daily review""".split()
)
"""Words that name outlets rather than what they report."""


def draft_of(items: Sequence[Item], numbered: bool = False) -> Draft:
    """The article that `items` print.

    The title is the labelled one, a heading, or the first line that reads like a headline;
    header lines stand next to it, footer lines at the end. Header-like lines inside the body
    stay text, except addresses and bylines. `numbered`: the digest numbers its articles, so
    the title's number goes.
    """
    fields: dict[str, str] = {}
    title, start = _head(items, fields, numbered)
    end = _foot(items, start, fields)
    paragraphs = []
    for item in items[start:end]:
        furniture = item.kind is not Kind.META or _absorb_inside(item, fields)
        if item.kind is Kind.TEXT or not furniture:
            paragraphs.append(item.text)
    printed = fields.pop("title", "")
    if printed and title and title != printed:
        paragraphs.insert(0, title)
    deck = fields.pop("deck", "")
    title, outlet = _without_outlet(squeeze(printed or title), fields.get("outlet", ""))
    return Draft(
        title=title,
        paragraphs=tuple(p for p in (deck, *paragraphs) if p),
        outlet=outlet,
        date=fields.get("date", ""),
        author=fields.get("author", ""),
        url=fields.get("url", ""),
    )


def _without_outlet(title: str, outlet: str) -> tuple[str, str]:
    """Title and outlet, where a page's title ends with the outlet's name: "Gates open | Echo"."""
    before, bar, name = title.rpartition(" | ")
    if bar and before.strip() and (name == outlet or (not outlet and outlet_like(name))):
        return before.strip(), name
    return title, outlet


def _head(items: Sequence[Item], fields: dict[str, str], numbered: bool) -> tuple[str, int]:
    """The title without a label, and the index where the body starts; fills `fields`."""
    title, title_at = "", -1
    at = 0
    while at < len(items):
        item = items[at]
        if item.shape == "by" and not fields and not title and _is_title(items, at, numbered):
            title, title_at = item.text, at  # "By Royal Command" over a body is a headline
        elif item.kind is Kind.META:
            again = at > 0 and items[at - 1].kind is Kind.META  # "Published …", then "Updated …"
            if not _absorb(item, fields) and not again:
                break
            if "text" in item.fields:
                fields["deck"] = item.fields["text"]
                return title, at + 1
        elif item.kind is Kind.TEXT:
            if not title and item.number is not None and not item.unnumbered:
                pass  # a line that only counts: "Article 3 of 8"
            elif not title and "title" not in fields and _is_title(items, at, numbered):
                title = item.unnumbered if numbered and item.number is not None else item.text
                title_at = at
            elif squeeze(item.text) == fields.get("title"):
                pass  # the document prints its labelled title again
            elif title_at >= 0 and (use := _between(items, at, title_at, fields)):
                if use == "title":
                    title, title_at = item.text, at
                else:
                    fields[use] = item.text
            else:
                break
        at += 1
    return title, at


def _is_title(items: Sequence[Item], at: int, numbered: bool) -> bool:
    """Whether the first line of text is a headline rather than the start of the body."""
    item = items[at]
    if item.heading:
        return True
    if item.kind is Kind.META and any(i.title_like for i in items[at + 1 : at + 3]):
        return False
    below = next((i for i in items[at + 1 : at + 12] if i.kind is not Kind.NOISE), None)
    if len(item.text) > TITLE_LENGTH or len(item.text.split()) > _TITLE_WORDS:
        return False
    if below is None:
        return not item.ends
    if below.kind is Kind.META or (
        not below.prose and any(i.kind is Kind.META for i in items[at + 2 : at + 3])
    ):
        return True
    if numbered and item.number is not None:
        return True
    if item.stopped:
        # "Train's in at 8.12. Bus left at 8.10." over a body of its own
        return item.title_like and below.gap > 0 and len(below.text) > 2 * len(item.text)
    return True


def _between(items: Sequence[Item], at: int, title_at: int, fields: dict[str, str]) -> str:
    """What a line of text below the title is, while the header goes on.

    "outlet", "deck" (a second headline; it opens the body), "title" (the line above was only a
    section's name), or "" for the start of the body.
    """
    item = items[at]
    below = next((i for i in items[at + 1 : at + 12] if i.kind is not Kind.NOISE), None)
    if below is None or item.prose:
        return ""
    above = items[title_at]
    header_below = below.kind is Kind.META and below.key in {"date", "url", "author", "outlet"}
    short = outlet_like(item.text) and not item.ends and len(item.text) <= 50
    if short and "outlet" not in fields:
        bare_date = header_below and below.key == "date" and "outlet" not in below.fields
        after_date = items[at - 1].key == "date" and below.gap > 0
        under_title = item.gap == 0 and below.gap > 0 and below.prose and not above.heading
        if bare_date or after_date or under_title:
            return "outlet"
    if title_at == at - 1 and not above.heading and not above.ends and item.title_like:
        words = above.text.casefold().split()
        section = len(words) <= 3 and not _SECTIONS.isdisjoint(words)
        if section and any(i.kind is Kind.META for i in items[at + 1 : at + 4]):
            return "title"
    if _outlet_above(items, at, title_at, below) and "outlet" not in fields:
        fields["outlet"] = above.text
        return "title"
    return "deck" if header_below and item.title_like and "deck" not in fields else ""


def _outlet_above(items: Sequence[Item], at: int, title_at: int, below: Item) -> bool:
    """Whether "THE ECHO", a date and this line are an outlet, a date and a headline."""
    above, date = items[title_at], items[at - 1]
    words = {word.casefold() for word in above.text.split()}
    outlet = outlet_like(above.text) and (above.text.isupper() or _OUTLETS & words)
    set_so = title_at == at - 2 and date.key == "date" and items[at].gap == 0 < below.gap
    return bool(outlet and set_so and items[at].title_like and not outlet_like(items[at].text))


def _foot(items: Sequence[Item], start: int, fields: dict[str, str]) -> int:
    """The index after the last line of the body; fills `fields` from what follows it."""
    end = len(items)
    while end > start:
        item = items[end - 1]
        body = item.kind is Kind.TEXT or "text" in item.fields
        if body or (item.kind is Kind.META and not _absorb(item, fields)):
            break
        end -= 1
    return end


def _absorb(item: Item, fields: dict[str, str]) -> bool:
    """Take over what a header or footer line says; False when it would say it a second time."""
    told = {key: value for key, value in item.fields.items() if key != "text"}
    if item.key in {"date", "title"} and fields.get(item.key, told[item.key]) != told[item.key]:
        return False
    for key, value in told.items():
        if value and key not in fields:
            fields[key] = value
    return True


def _absorb_inside(item: Item, fields: dict[str, str]) -> bool:
    """Take an address or a byline out of the body; any other header-like line stays text."""
    if item.shape == "by" or (item.shape == "url" and "outlet" not in item.fields):
        for key, value in item.fields.items():
            if value and key not in fields:
                fields[key] = value
        return True
    return False


def cover(draft: Draft) -> bool:
    """Whether a first part of a digest is only its cover or list of contents."""
    return not any(len(p) >= 60 or p.endswith((".", "!", "?")) for p in draft.paragraphs)
