"""The cover of a digest: its name and day, and what stands right under them.

"PRESS DIGEST 4 MAY 2027" is written like an article's outlet and date. Taken for these, it would
tell that all titles of the file stand under their header lines, and no article that has its
title over them would be found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from checker.articles.furniture import outlet_like
from checker.articles.items import Item, Kind

_NAME = re.compile(
    r"(?P<whose>.*?)\b(?:digest|clippings|cuttings|coverage|monitoring"
    r"|(?:press|media|news|daily|weekly|morning|evening)\s"
    r"(?:review|briefing|bulletin|summary|round-?up)|in the (?:press|media|papers))(?:\sreport)?"
    r"(?:\W+(?:(?:of|for)\s)?(?:\w+\W+)?(?:\d|\w*day\b).*)?",  # "No. 12", "of Friday, 4 May"
    re.IGNORECASE,
)
_LONGEST = 100
"""Characters of the longest name of a digest, its day and number with it."""

_FRONT = 40
"""Lines under a cover's name that may stand before the first sentence of an article."""


def mark_covers(items: Sequence[Item]) -> list[Item]:
    """`items`, with the lines of covers as such, wherever in the file they stand.

    A name is a cover's where an article under it has a header of its own. So is the first line
    of the file, named or not, if it is a date line and most others stand under titles. At the
    top, the only name of a file needs no header under it, but a gap or a rule before a title.
    """
    opening = next((i for i, item in enumerate(items) if item.kind in {Kind.TEXT, Kind.META}), 0)
    named = [at for at, item in enumerate(items) if _is_name(item)]
    dated = items[opening].key == "date" and dates_over_bodies(items)
    covers: set[int] = set()
    for at in {*named, opening} if dated else named:
        end = at + 1
        while end < len(items) and items[end].fields.keys() == {"date"}:
            end += 1
        sure = at == opening and at in named and (dated or (len(named) == 1 and _apart(items, end)))
        if sure or _headed(items, at, end):
            covers.update(range(at, _with_list(items, at, end)))
    return [Item(i.text, Kind.COVER, i.gap) if at in covers else i for at, i in enumerate(items)]


def names_digest(line: str) -> bool:
    """Whether the line is a cutting service's heading: "PRESS DIGEST", "Media review No. 12"."""
    found = _NAME.fullmatch(line) if len(line) <= _LONGEST else None
    whose = found["whose"].strip(" ,:|–—-") if found else ""  # "Daily", but not "Mayor cancels"
    return found is not None and (not whose or outlet_like(whose))


def dates_over_bodies(items: Sequence[Item]) -> bool:
    """Whether most of the date lines stand between a headline and a body."""
    told = [item for item in items if item.key != "author"]
    triples = zip(told, told[1:], told[2:], strict=False)
    over = sum(
        b.key == "date" and a.title_like and not a.prose and (c.prose or (c.ends and not a.ends))
        for a, b, c in triples
    )
    return over * 2 > sum(item.key == "date" for item in items)


def _is_name(item: Item) -> bool:
    """Whether the line names a digest; a label ("Source: Press digest") tells of an article."""
    could = item.kind is Kind.TEXT or item.key == "date"
    return could and names_digest(item.fields.get("outlet", item.text))


def _apart(items: Sequence[Item], end: int) -> bool:
    """Whether a rule or a gap parts the cover that ends at `end` from a title."""
    below = items[end : end + 1]
    return any(i.kind is Kind.RULE or (i.title_like and i.gap > 0) for i in below)


def _headed(items: Sequence[Item], at: int, end: int) -> bool:
    """Whether an article under the cover `at`:`end` has a header, and a date if the cover has."""
    told = {"date"} & {key for item in items[at:end] for key in item.fields}
    under = list(takewhile(lambda item: not item.prose, items[end : end + _FRONT]))
    titled = any(item.title_like or item.key == "title" for item in under)
    return titled and any(i.kind is Kind.META and i.fields.keys() >= told for i in under)


def _with_list(items: Sequence[Item], at: int, end: int) -> int:
    """`end`, or the end of the lines right under it: whose digest it is, a list of contents."""
    last = end
    while last < len(items) and items[last].title_like and (last == end or not items[last].gap):
        last += 1
    block = last - end > 1 or (last > end and items[end].gap == 0)
    apart = last < len(items) and items[last].gap > 0
    return last if block and apart and _headed(items, at, last) else end
