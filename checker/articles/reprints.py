"""Which articles print one text: wire copy, also under another headline, cut, or added to.

Texts are compared by their runs of five words (`shingles`). The longest text of a story stands
for it; a text belongs to the story whose runs hold enough of its own. An inverted index from
run to story keeps the work proportional to the text, whatever the number of articles.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice

from checker.articles.article import Article, Story
from checker.articles.shingles import shingles

ALIKE = 0.55
"""Share of the shorter text's runs, 0 to 1, that a reprint has in common. Follow-ups on one event
that repeat an agency's background paragraphs share up to 0.3."""

_SHORT = 0.5
"""A text under this share of the longer one's length must be its beginning: agencies are cut
from the end, and a long article that quotes a short statement is no reprint of it."""
_BEGINNING_MORE = 60
_COMMON = 64
"""A run that stands in more stories than this is boilerplate and counts for nothing."""


def group_stories(articles: Sequence[Article]) -> tuple[Story, ...]:
    """The distinct stories, in the order in which their first member was given.

    `first` is the earliest dated article, of several the longest; the reprints follow by date.
    """
    runs = [_runs(article) for article in articles]
    longest_first = sorted(range(len(articles)), key=lambda i: (-len(runs[i]), i))
    index: defaultdict[int, list[int]] = defaultdict(list)
    stories: dict[int, list[int]] = {}
    for i in longest_first:
        head = _story_of(runs[i], runs, index)
        if head is None:
            stories[i] = [i]
            for run in set(runs[i]):
                if len(index[run]) <= _COMMON:
                    index[run].append(i)
        else:
            stories[head].append(i)
    members = sorted((sorted(group) for group in stories.values()), key=lambda group: group[0])
    return tuple(_story(articles, runs, group) for group in members)


def _runs(article: Article) -> list[int]:
    body = "\n".join(article.paragraphs)
    return shingles(body) or shingles(article.title)


def _story_of(
    own: list[int], runs: Sequence[list[int]], index: defaultdict[int, list[int]]
) -> int | None:
    """The story, by its longest article, that prints the text with these runs; None if none."""
    distinct = {run for run in own if run not in index or len(index[run]) <= _COMMON}
    shared = Counter(head for run in distinct if run in index for head in index[run])
    for head, common in shared.most_common(3):
        if common < ALIKE * len(distinct):
            break
        if len(own) >= _SHORT * len(runs[head]) or _begins(distinct, len(own), runs[head]):
            return head
    return None


def _begins(distinct: set[int], size: int, longer: Sequence[int]) -> bool:
    beginning = set(islice(longer, int(1.5 * size) + _BEGINNING_MORE))
    return len(distinct & beginning) >= ALIKE * len(distinct)


def _story(articles: Sequence[Article], runs: Sequence[list[int]], group: Sequence[int]) -> Story:
    def order(i: int) -> tuple[dt.date, int, int]:
        return articles[i].date or dt.date.max, -len(runs[i]), i

    first, *others = sorted(group, key=order)
    return Story(articles[first], tuple(articles[i] for i in others))
