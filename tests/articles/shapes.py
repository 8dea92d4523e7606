"""Articles printed in the shapes that clipping services, colleagues and copy-and-paste give."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Printed:
    """An article as its outlet printed it; what a reader should give back."""

    title: str
    outlet: str
    date: dt.date
    url: str
    paragraphs: tuple[str, ...]

    def day(self, form: str) -> str:
        """The date in a `strftime` form, where %-d is the day without its zero."""
        return self.date.strftime(form.replace("%-d", str(self.date.day)))


def single(a: Printed) -> str:
    """A file of one article: title, outlet and date, body, source."""
    return f"{a.title}\n\n{a.outlet} {a.day('%d/%m/%Y')}\n\n{_spaced(a)}\n\nSource: {a.url}\n"


def front_matter(a: Printed) -> str:
    """A Markdown file of one article with its particulars above."""
    title = a.title.replace('"', '\\"')
    return (
        f'---\ntitle: "{title}"\noutlet: {a.outlet}\ndate: {a.date.isoformat()}\n'
        f"url: {a.url}\n---\n\n{_spaced(a)}\n"
    )


def _spaced(a: Printed) -> str:
    return "\n\n".join(a.paragraphs)


def _close(a: Printed) -> str:
    return "\n".join(a.paragraphs)


def _clippings(articles: Sequence[Printed]) -> str:
    return "News\nNews\n" + "\n\n\n".join(
        f"{a.title}\n\n{a.outlet} {a.day('%d/%m/%Y')}\n\n{_close(a)}\n\nSource: {a.url}"
        for a in articles
    )


def _ruled(articles: Sequence[Printed]) -> str:
    return "\n\n-----\n\n".join(
        f"{a.title}\n{a.outlet}, {a.day('%-d %B %Y')}\n\n{_spaced(a)}" for a in articles
    )


def _double_ruled(articles: Sequence[Printed]) -> str:
    rule = "=" * 40
    return "".join(
        f"{rule}\n{a.title}\n{rule}\n{a.outlet} | {a.day('%B %-d, %Y')}\n\n{_spaced(a)}\n\n"
        for a in articles
    )


def _labelled(articles: Sequence[Printed]) -> str:
    return "\n\n".join(
        f"Title: {a.title}\nOutlet: {a.outlet}\nDate: {a.day('%d.%m.%Y')}\nURL: {a.url}\n\n"
        f"{_spaced(a)}"
        for a in articles
    )


def _labelled_apart(articles: Sequence[Printed]) -> str:
    return "\n\n***\n\n".join(
        f"Headline: {a.title}\n\nPublication: {a.outlet}\n\n"
        f"Published: {a.date.isoformat()}T08:05:00Z\n\n{_spaced(a)}\n\nLink: {a.url}"
        for a in articles
    )


def _numbered(articles: Sequence[Printed]) -> str:
    return "Press review\n\n" + "\n\n".join(
        f"{n}. {a.title}\n{a.outlet} | {a.day('%d/%m/%Y')}\n\n{_spaced(a)}"
        for n, a in enumerate(articles, start=1)
    )


def _counted(articles: Sequence[Printed]) -> str:
    return "\n\n".join(
        f"[{n}/{len(articles)}]\n{a.title}\n{a.outlet}, {a.day('%A %-d %B %Y')} 14:05\n\n"
        f"{_spaced(a)}"
        for n, a in enumerate(articles, start=1)
    )


def _plain_headers(articles: Sequence[Printed]) -> str:
    return "\n\n".join(
        f"{a.title}\n{a.outlet}, {a.day('%-d %B %Y')}\n\n{_spaced(a)}" for a in articles
    )


def _date_first(articles: Sequence[Printed]) -> str:
    return "\n\n".join(
        f"{a.day('%-d %B %Y')} – {a.outlet}\n{a.title}\n\n{_spaced(a)}" for a in articles
    )


def _outlet_alone(articles: Sequence[Printed]) -> str:
    return "\n\n\n".join(
        f"{a.title}\n\n{a.outlet}\n{a.day('%-d %B %Y')}\n\n{_spaced(a)}" for a in articles
    )


def _url_above(articles: Sequence[Printed]) -> str:
    return "\n\n\n".join(
        f"{a.title}\n{a.url}\n{a.outlet}, {a.date.isoformat()}\n\n{_spaced(a)}" for a in articles
    )


def _credits_below(articles: Sequence[Printed]) -> str:
    return "\n\n".join(
        f"{a.title}\n\n{_spaced(a)}\n\n({a.outlet}, {a.day('%-d %B %Y')})" for a in articles
    )


def _wrapped(articles: Sequence[Printed]) -> str:
    return "\n\n".join(
        f"{a.title}\n\n{a.outlet} {a.day('%d/%m/%Y')}\n\n"
        + "\n\n".join(textwrap.fill(p, 72, break_on_hyphens=False) for p in a.paragraphs)
        + f"\n\nSource: {a.url}"
        for a in articles
    )


def _headings(articles: Sequence[Printed]) -> str:
    return "\n\n".join(
        f"# {a.title}\n\n*{a.outlet}, {a.day('%-d %B %Y')}*\n\n{_spaced(a)}\n\n[Source]({a.url})"
        for a in articles
    )


def _linked_headings(articles: Sequence[Printed]) -> str:
    return "# Press review\n\n" + "\n\n".join(
        f"## [{a.title}]({a.url})\n\n**{a.outlet}** – {a.day('%d/%m/%Y')}\n\n{_spaced(a)}"
        for a in articles
    )


def _matters(articles: Sequence[Printed]) -> str:
    return "\n".join(front_matter(a) for a in articles)


Shape = Callable[[Sequence[Printed]], str]

PLAIN: dict[str, Shape] = {
    "clippings": _clippings,
    "ruled": _ruled,
    "double ruled": _double_ruled,
    "labelled": _labelled,
    "labelled, spaced, ruled": _labelled_apart,
    "numbered": _numbered,
    "counted": _counted,
    "headers only": _plain_headers,
    "date first": _date_first,
    "outlet alone": _outlet_alone,
    "address above": _url_above,
    "credits below": _credits_below,
    "wrapped": _wrapped,
}
MARKDOWN: dict[str, Shape] = {
    "headings": _headings,
    "linked headings": _linked_headings,
    "front matters": _matters,
    "ruled": _ruled,
    "headers only": _plain_headers,
}
WITHOUT_URL = {"ruled", "double ruled", "numbered", "counted", "headers only", "date first"} | {
    "outlet alone",
    "credits below",
}
