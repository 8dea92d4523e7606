"""One file's lines into its articles: a single one, or each of the many of a digest.

There is no one shape of digest, so boundaries are found from evidence. Each place where an
article could start collects cues: a header line (outlet and date, labels) under or over a
headline, a footer line (an address, "Source: …") right before, a rule, a heading, a number, a
wide gap. A cue weighs more when it repeats through the file in the same manner, and a place
with `ENOUGH` weight is a boundary. One rule, one date line or one address inside an article
never reaches it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checker.articles.covers import dates_over_bodies, mark_covers
from checker.articles.draft import Draft, Line
from checker.articles.header import cover, draft_of
from checker.articles.items import Item, Kind, mark

ENOUGH = 2.0
"""The weight of evidence at which an article starts; see `_weigh`."""

_NEAR = 12
"""Lines around a place that are looked at."""

_Cues = Mapping[int, set[str]]


def split_digest(lines: Iterable[Line]) -> list[Draft]:
    """The articles that `lines` print, in order; none when they hold no text.

    Every line of text is in the title or the body of one article, unless it is a header or
    footer line, navigation, or the cover of a digest (a title or list of contents without a
    sentence).
    """
    items = mark(lines)
    if not any(item.kind is not Kind.NOISE and item.kind is not Kind.RULE for item in items):
        return []
    items = mark_covers(items)
    layout = _layout(items)
    starts = _with_bodies(items, _starts(items, layout))
    numbered = len(starts) > 1 and _counts_up(items, starts)
    ends = [*starts[1:], len(items)]
    drafts = [draft_of(items[a:b], numbered) for a, b in zip(starts, ends, strict=True)]
    if len(drafts) > 1 and cover(drafts[0]):
        drafts = drafts[1:]
    return [draft for draft in drafts if draft.title or draft.paragraphs]


@dataclass(frozen=True)
class _Layout:
    """What holds for the whole file.

    `heads`: the kinds of header line that stand above a body. `below`: the title stands under
    the header line, not over it. `wide`: blank lines that make a gap stand out.
    `opening`: the index of the first line of text.
    """

    heads: frozenset[str]
    below: bool
    wide: int
    opening: int


def _layout(items: Sequence[Item]) -> _Layout:
    texts = [i for i, item in enumerate(items) if item.kind is Kind.TEXT]
    opening = texts[0] if texts else len(items)
    before = {item.key for item in items[:opening] if item.kind is Kind.META} - {"author"}
    labelled = "title" in before
    first = next((i for i in texts if items[i].prose and (labelled or i != opening)), len(items))
    heads = {item.key for item in items[:first] if item.kind is Kind.META}
    closing = {item.key for item in items[texts[-1] if texts else 0 :] if item.kind is Kind.META}
    if "url" in closing and not labelled:
        heads.discard("url")
    if "date" not in heads and dates_over_bodies(items):
        heads.add("date")
    gaps = Counter(items[i].gap for i in texts[1:])
    usual = gaps.most_common(1)[0][0] if gaps else 1
    return _Layout(
        heads=frozenset(heads | {"title", "text"}),
        below=bool(before - {"url"}) and not labelled,
        wide=max(2, usual + 1),
        opening=opening,
    )


def _starts(items: Sequence[Item], layout: _Layout) -> list[int]:
    """The indices where an article starts, the first 0."""
    cues: defaultdict[int, set[str]] = defaultdict(set)
    shapes: dict[int, str] = {}
    for i, item in enumerate(items):
        head = item.kind is Kind.META and item.key in layout.heads
        if head and not (i and _in_header(items[i - 1], layout)):
            start = _header_start(items, i, layout)
            if start is not None:
                cues[start].add("header")
                shapes[start] = _header_shape(items, i, layout)
        elif _ends_rules(items, i) and not (i and _in_header(items[i - 1], layout)):
            _add(cues, items, i + 1, "rule", layout)
        elif item.kind is Kind.META and not head and item.key != "author":
            _add(cues, items, i + 1, "footer", layout)
        if item.heading:
            cues[_back(items, i)].add(f"heading{item.heading}")
        elif item.number is not None and item.title_like:
            cues[_back(items, i)].add("number")
        if item.gap >= layout.wide and item.title_like:
            cues[_back(items, i)].add("gap")
    weights = _weigh(items, cues, shapes, layout)
    return [0, *sorted(start for start in cues if start > 0 and weights[start] >= ENOUGH)]


def _ends_rules(items: Sequence[Item], at: int) -> bool:
    last = at + 1 == len(items) or items[at + 1].kind is not Kind.RULE
    return last and items[at].kind is Kind.RULE


def _in_header(item: Item, layout: _Layout) -> bool:
    return item.kind is Kind.META and item.key in layout.heads


def _header_start(items: Sequence[Item], at: int, layout: _Layout) -> int | None:
    """Where the article starts whose header lines begin at `at`; None when none does."""
    above = at - 1
    while above >= 0 and items[above].kind is Kind.META and items[above].key == "author":
        above -= 1
    if items[at].key == "title" or above < 0 or items[above].kind in {Kind.META, Kind.RULE}:
        return _back(items, at)
    if layout.below:
        near = items[at + 1 : at + 1 + _NEAR]
        under = next((item for item in near if item.kind is not Kind.META), None)
        return _back(items, at) if under is not None and under.title_like else None
    if items[above].kind is Kind.NOISE:
        return None
    isolated = _isolated(items, above, layout)
    if not (items[above].title_like or (isolated and not items[above].text.endswith(","))):
        return None
    start = above
    for higher in (above - 1, above - 2):  # a kicker over the title, or a second headline under it
        known = isolated or items[above].heading or items[above].number is not None
        if known or higher < 0 or not items[higher].title_like:
            break
        if _isolated(items, higher, layout):
            start = higher
            break
    return _back(items, start)


def _isolated(items: Sequence[Item], at: int, layout: _Layout) -> bool:
    """Whether something other than body text stands before the line."""
    if at == 0 or items[at].heading or items[at].gap >= layout.wide:
        return True
    above = items[at - 1]
    return above.kind is not Kind.TEXT and not _in_header(above, layout)


def _back(items: Sequence[Item], start: int) -> int:
    """`start`, or the first of the navigation and counting lines right before it."""
    for _ in range(min(start, _NEAR)):
        above = items[start - 1]
        counting = above.number is not None and not above.unnumbered
        if above.kind is not Kind.NOISE and not counting:
            break
        start -= 1
    return start


def _add(
    cues: defaultdict[int, set[str]], items: Sequence[Item], at: int, cue: str, layout: _Layout
) -> None:
    """Note a cue for the article that would start at `at`, or right after the rules there."""
    while at < len(items) and items[at].kind in {Kind.RULE, Kind.COVER}:
        at += 1
    if at >= len(items):
        return
    item = items[at]
    opens = item.kind is Kind.NOISE or item.title_like or _in_header(item, layout)
    if opens or item.heading:
        cues[at].add(cue)


def _header_shape(items: Sequence[Item], at: int, layout: _Layout) -> str:
    """The manner of the header lines from `at` on; it starts with "+" when they say enough."""
    first, group = at, []
    while at < len(items) and _in_header(items[at], layout):
        group.append(items[at])
        at += 1
    if any("title" in item.fields for item in group):
        return "+title"
    told = {key for item in group for key in item.fields if key != "author"}
    manner = next((item.shape for item in group if item.shape != "url"), "url")
    if len(told) > 1:
        return f"+{manner}"
    # A date alone may stand in a body; in headers the lines around it are set alike.
    after = items[at].gap if at < len(items) else 0
    return f"{manner}/{items[first].gap}/{after}"


def _weigh(
    items: Sequence[Item], cues: _Cues, shapes: Mapping[int, str], layout: _Layout
) -> dict[int, float]:
    """The weight of the cues at each place.

    A header whose manner repeats: 2 when it says two things or the title, or when it repeats
    three times; else 1.5 or 1. A date alone must be set like the file's first header.
    A footer, rule, heading or number: 1, and 2 when it repeats and the file's first article has
    no header that this place lacks. A wide gap: 0.5.
    """
    alike = Counter(shapes.values())
    model = shapes[min(shapes)] if shapes else ""
    dated = bool({"date", "outlet"} & layout.heads)
    lacking = [s for s in cues if s > 0 and "header" not in cues[s] and "footer" in cues[s]]
    with_header = sum("header" in cue for start, cue in cues.items() if start > 0)
    top = next((i for i in (layout.opening, 0) if i < len(items)), 0)
    repeats = {
        "footer": _closes(items) and _footers(items, layout) >= 2,
        "rule": not _tells(items) and _rules(items, cues) >= 2,
        "number": items[top].number == 1,
    }
    weights: dict[int, float] = {}
    for start, found in cues.items():
        weight = 0.5 if "gap" in found else 0.0
        headless = dated and "header" not in found
        if "header" in found:
            like_first = shapes[start][0] == "+" or shapes[start] == model
            weight += _header_weight(shapes[start], alike[shapes[start]] if like_first else 1)
        for cue in ("footer", "rule", "number"):
            if cue in found:
                excused = not headless or (cue == "footer" and with_header > len(lacking))
                weight += 2.0 if repeats[cue] and excused else 1.0
        for cue in found:
            if cue.startswith("heading"):
                same = items[top].heading == int(cue.removeprefix("heading"))
                weight += 2.0 if same and not headless else 1.0
        weights[start] = weight
    return weights


def _header_weight(shape: str, times: int) -> float:
    strong = shape.startswith("+")
    if shape == "+title" or times >= 3:
        return 2.0
    if times == 2:
        return 2.0 if strong else 1.5
    return 1.5 if strong else 1.0


def _closes(items: Sequence[Item]) -> bool:
    """Whether the file ends with a footer line."""
    last = next((i for i in reversed(items) if i.kind not in {Kind.NOISE, Kind.RULE}), None)
    return last is not None and last.kind is Kind.META


def _footers(items: Sequence[Item], layout: _Layout) -> int:
    return sum(
        item.kind is Kind.META and item.key not in layout.heads | {"author"} for item in items
    )


def _tells(items: Sequence[Item]) -> bool:
    """Whether any line of the file is a header or footer line other than a byline."""
    return any(item.kind is Kind.META and item.key != "author" for item in items)


def _rules(items: Sequence[Item], cues: _Cues) -> int:
    """How many rules an article could start after; 0 if body text follows the rules.

    Section breaks stand between sentences. Headlines have no full stop, and most have no mark.
    """
    after = [b for a, b in pairwise(items) if a.kind is Kind.RULE and b.kind is Kind.TEXT]
    stopped = any(not item.title_like or item.text.endswith(".") for item in after)
    if stopped or 2 * sum(item.ends for item in after) > len(after):
        return 0
    return sum("rule" in found for found in cues.values())


def _with_bodies(items: Sequence[Item], starts: Sequence[int]) -> list[int]:
    """`starts` without those whose article would have no body (a cover may stand first)."""
    kept = [0]
    for start in starts[1:]:
        if kept[-1] > 0 and not _has_body(items[kept[-1] : start]):
            kept.pop()
        kept.append(start)
    if len(kept) > 1 and not _has_body(items[kept[-1] :]):
        kept.pop()
    return kept


def _has_body(items: Sequence[Item]) -> bool:
    labelled = any("title" in item.fields for item in items)
    texts = [item for item in items if item.kind is Kind.TEXT or item.fields.get("text")]
    body = texts if labelled else texts[1:]
    return any((item.ends and len(item.text) >= 20) or len(item.text) >= 100 for item in body)


def _counts_up(items: Sequence[Item], starts: Sequence[int]) -> bool:
    """Whether the articles are numbered one after the other."""
    numbers = []
    for start in starts:
        lines = (i for i in items[start : start + 9] if i.kind in {Kind.TEXT, Kind.COVER})
        first_text = next(lines, None)
        numbers.append(first_text.number if first_text else None)
    numbers = numbers if numbers[0] is not None else numbers[1:]
    first = numbers[0] if numbers else None
    return first is not None and numbers == list(range(first, first + len(numbers)))
