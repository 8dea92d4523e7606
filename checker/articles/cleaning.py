"""A draft's text cleaned: what the page printed around the article goes, no sentence does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from checker.articles.doubled import keep_once
from checker.articles.draft import Draft
from checker.articles.furniture import URL, byline, clean_url, is_noise
from checker.articles.glue import known_words, separate
from checker.text import squeeze

_TRAILING_SOURCE = re.compile(
    rf"[\s(\[]*\b(?:source|link|url|read more|full article)\s*:\s*({URL.pattern})\s*$",
    re.IGNORECASE,
)


def clean(draft: Draft) -> Draft:
    """`draft` with its title and body ready to be read.

    In this order: glued words come apart; bylines, credits and navigation words go (the author
    and the address are kept in their fields); a body printed twice is kept once; white space is
    squeezed. Cleaning twice changes nothing more.
    """
    words = known_words((draft.title, *draft.paragraphs))
    parts = [part for p in draft.paragraphs for part in separate(p, words)]
    paragraphs, author, url = _without_furniture(parts, draft.author, draft.url)
    body = keep_once(paragraphs)
    title = squeeze(" ".join(separate(draft.title, words)))
    return replace(
        draft,
        title=title,
        paragraphs=tuple(body),
        outlet=squeeze(draft.outlet),
        author=squeeze(author),
        url=url,
    )


def _without_furniture(parts: Iterable[str], author: str, url: str) -> tuple[list[str], str, str]:
    kept = []
    for part in parts:
        text = squeeze(part)
        named = byline(text)
        if named is not None:
            author = author or named
            continue
        # The address may be a long way into a paragraph: only its end is searched.
        if source := _TRAILING_SOURCE.search(text, max(0, len(text) - 2100)):
            url = url or clean_url(source[1])
            text = text[: source.start()].rstrip()
        if text and not is_noise(text):
            kept.append(text)
    return kept, author, url
