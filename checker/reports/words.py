"""The language table of the page: every word that the report says by itself, in one place.

Another language is another `Words` with the same keys; `tests/reports/test_words.py` names the
keys that a table lacks. Texts are plain (never markup); values go in by name.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from checker.scoring.assessment import Outcome

SYMBOLS: Mapping[Outcome, str] = {
    Outcome.CARRIED: "●",
    Outcome.PARTIAL: "◐",
    Outcome.DISTORTED: "≠",
    Outcome.CONTRADICTED: "✕",
    Outcome.ABSENT: "–",
}
"""The sign of each outcome; told apart by shape, so that colour is never alone."""

UNSURE, PERSON = "?", "✓"
"""The signs beside an unsure outcome, and beside one that a person decided."""


@dataclass(frozen=True)
class Words:
    """The words of one language.

    `plural`: from a count to the ending of the key that holds its form ("one", "other").
    """

    language: str
    direction: str
    texts: Mapping[str, str]
    plural: Callable[[int], str]
    thousands: str = ","

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of `key` with `values` filled in; KeyError for an unknown key."""
        return self.texts[key].format(**values)

    def count(self, key: str, n: int, /, **values: object) -> str:
        """The form of `key` for `n` things, `n` itself written out as {n}."""
        return self(f"{key}.{self.plural(n)}", n=self.number(n), **values)

    def number(self, n: int) -> str:
        """`n` in digits, in groups of three."""
        return f"{n:,}".replace(",", self.thousands)

    def percent(self, share: float) -> str:
        """`share` (0 to 1) as a whole percentage; never 100 % or 0 % by rounding alone."""
        whole = math.floor(share * 100 + 0.5)  # 12.5 is 13, as everybody reckons
        if whole == 100 and share < 1:
            whole = 99
        if whole == 0 and share > 0:
            whole = 1
        return self("percent", n=whole)

    def date(self, day: dt.date) -> str:
        """`day` in words: 3 May 2031."""
        return self("date", day=day.day, month=self(f"month.{day.month}"), year=day.year)

    def period(self, first: dt.date, last: dt.date) -> str:
        """From `first` to `last`, no month or year said twice."""
        if first == last:
            return self.date(first)
        if first.year != last.year:
            start = self.date(first)
        elif first.month != last.month:
            start = self("date.no_year", day=first.day, month=self(f"month.{first.month}"))
        else:
            start = str(first.day)
        return self("period", first=start, last=self.date(last))

    def listing(self, items: list[str]) -> str:
        """a, b and c."""
        if len(items) < 2:
            return "".join(items)
        return self("and", first=", ".join(items[:-1]), last=items[-1])


def _english_plural(n: int) -> str:
    return "one" if n == 1 else "other"


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

ENGLISH = Words(
    language="en",
    direction="ltr",
    plural=_english_plural,
    texts={
        **{f"month.{i}": name for i, name in enumerate(_MONTHS, 1)},
        "date": "{day} {month} {year}",
        "date.no_year": "{day} {month}",
        "date.month": "{month} {year}",
        "period": "{first} – {last}",
        "percent": "{n}\u00a0%",
        "and": "{first} and {last}",
        "undated": "undated",
        "no_outlet": "outlet not named",
        "no_title": "(no headline)",
        "page.title": "{title}: what the press made of it",
        "page.kicker": "Press coverage against the brief",
        "skip.attention": "Skip to what needs attention",
        "skip.matrix": "Skip to the matrix",
        "skip.articles": "Skip to the articles",
        "nav": "Sections",
        "nav.attention": "Attention",
        "nav.points": "Points",
        "nav.matrix": "Matrix",
        "nav.articles": "Articles",
        "nav.themes": "Off-message",
        "nav.not_checked": "Not checked",
        "nav.method": "Method",
        "tools": "Go to",
        "tool.next": "Next finding",
        "tool.previous": "Previous finding",
        "tool.article": "Next article",
        "tool.filter": "Filter",
        "tool.help": "Keys",
        "help.title": "Keys",
        "help.on": "Single keys are on",
        "help.close": "Close",
        "facts.period": "Period",
        "facts.stories": "Stories",
        "facts.articles": "Articles",
        "facts.outlets": "Outlets",
        "facts.made": "Made",
        "facts.source": "Brief",
        "outcome.carried": "carried",
        "outcome.partial": "partial",
        "outcome.distorted": "distorted",
        "outcome.contradicted": "contradicted",
        "outcome.absent": "absent",
        "unsure": "unsure",
        "person": "decided by a person",
        "person.short": "by a person",
        "place.headline": "headline",
        "place.lead": "lead",
        "place.quote": "quote",
        "place.body": "body",
        "point": "Point {label}",
        "narrative": "Narrative",
        "narrative.label": "N",
        "sure": "{percent}\u00a0sure",
        "story.one": "{n} story",
        "story.other": "{n} stories",
        "outlet.one": "{n} outlet",
        "outlet.other": "{n} outlets",
        "reprint.one": "{n} reprint",
        "reprint.other": "{n} reprints",
        "attention": "What needs attention",
        "unchanged.one": "This report has only what was new or had changed: {n} article that was "
        "checked before is not in it.",
        "unchanged.other": "This report has only what was new or had changed: {n} articles that "
        "were checked before are not in it.",
        "lead.none": "No article was checked yet.",
        "lead.clean": "No story contradicted or bent a message.",
        "lead.contradicted.one": "{n} contradiction",
        "lead.contradicted.other": "{n} contradictions",
        "lead.distorted.one": "{n} distortion",
        "lead.distorted.other": "{n} distortions",
        "lead.divergent": "{what} in {stories}.",
        "lead.unsure.one": "{n} verdict waits for your eye.",
        "lead.unsure.other": "{n} verdicts wait for your eye.",
        "lead.uncarried.one": "Nobody carried point {labels}.",
        "lead.uncarried.other": "Nobody carried points {labels}.",
        "lead.uncarried.all": "No story carried any point.",
        "lead.themes.one": "{n} theme that no point speaks to.",
        "lead.themes.other": "{n} themes that no point speaks to.",
        "divergent": "Contradicted or bent",
        "divergent.none": "Nothing contradicted or bent.",
        "divergent.rest.one": "{n} more",
        "divergent.rest.other": "{n} more",
        "beyond.one": "{n} more is in the matrix.",
        "beyond.other": "{n} more are in the matrix.",
        "review": "Unsure: please review",
        "review.none": "No verdict is near its threshold.",
        "review.above.one": "{n} more stands under “Contradicted or bent”, marked “? unsure”.",
        "review.above.other": "{n} more stand under “Contradicted or bent”, marked “? unsure”.",
        "review.how": "Too close to call: read the sentence, and decide it with “checker review”.",
        "uncarried": "Carried by nobody",
        "uncarried.none": "Every point was carried at least once.",
        "figure.brief": "brief: {brief}",
        "points": "How each message fared",
        "points.caption": "Stories by outcome, for each point",
        "points.head.point": "Point",
        "points.head.message": "Message",
        "points.head.pull": "Pull-through",
        "points.head.bar": "Outcomes",
        "points.of": "{n} of {all}",
        "points.background": "Background, not counted.",
        "points.claims": "Claims",
        "claim.by": "carried by {n} of {all}",
        "claim.bent": "distorted in {n}",
        "claim.contradicted": "contradicted in {n}",
        "claim.partial": "partial in {n}",
        "points.best": "Best",
        "points.worst": "Worst",
        "points.outlets": "Carried by (reprints included)",
        "points.nobody": "nobody",
        "points.trend": "Over time",
        "points.variants": "Also accepted",
        "points.rebuttals": "Counter-messages expected",
        "trend.title": "{point} over time: {counts}",
        "trend.up": "up: carried and partial",
        "trend.down": "down: distorted and contradicted",
        "trend.table": "The numbers",
        "trend.day": "Day",
        "trend.week": "Week from",
        "trend.month": "Month",
        "trend.stories": "Stories",
        "matrix": "Articles and points",
        "matrix.note": "One row for each distinct story; a cell leads to its sentence.",
        "matrix.region": "Matrix of articles and points, scrolls sideways",
        "matrix.caption": "What became of each point in each story",
        "matrix.title": "Headline",
        "matrix.outlet": "Outlet",
        "matrix.date": "Date",
        "matrix.totals": "Carried",
        "matrix.shown": "{n} of {all} stories shown",
        "filter": "Filter the matrix and the articles",
        "filter.text": "Text",
        "filter.outlet": "Outlet",
        "filter.point": "Point",
        "filter.outcome": "Outcome",
        "filter.from": "From",
        "filter.to": "To",
        "filter.sort": "Sort by",
        "filter.any_outlet": "any outlet",
        "filter.any_point": "any point",
        "filter.any_outcome": "any outcome",
        "filter.reset": "Show all",
        "filter.none": "No story matches. Widen the filter, or press Show all.",
        "sort.date": "date, newest first",
        "sort.outlet": "outlet",
        "sort.title": "headline",
        "sort.worst": "outcome, worst first",
        "articles": "The articles",
        "articles.none": "No article was checked.",
        "article.source": "source",
        "article.item": "item {n}",
        "article.by": "by {author}",
        "article.findings": "Findings",
        "article.no_findings": "No point is touched.",
        "article.reprints": "Reprinted, counted once",
        "article.text": "Whole text",
        "article.nearest": "nearest passage",
        "article.back": "Back to the report",
        "themes": "Off-message themes",
        "themes.note": "What several articles say that no point speaks to.",
        "themes.none": "No theme was found in several articles that the brief does not speak to.",
        "themes.add": "Add as a talking point",
        "themes.press": "The sentence below is the press’s wording, not yours. Write the office’s "
        "answer in its place.",
        "themes.paste": "Then paste this into the brief’s file in messages/:",
        "themes.command": "or run:",
        "themes.others": "Also",
        "not_checked": "Not checked",
        "not_checked.none": "Every file was checked.",
        "not_checked.caption": "Files left out, and why",
        "not_checked.file": "File",
        "not_checked.title": "Headline",
        "not_checked.reason": "Why",
        "method": "How this was made",
        "method.made": "Program",
        "method.version": "Messaging checker {version}",
        "method.seconds": "Time taken",
        "method.seconds.value": "{n} seconds",
        "method.embedding": "Finds passages",
        "method.judge": "Judges passages",
        "method.settings": "Settings",
        "method.accuracy": "Accuracy measured",
        "method.accuracy.none": "Not measured with this model.",
        "method.words": "What the words mean",
        "method.limits": "Limits",
        "meaning.carried": "A reader of the passage comes away believing the point’s main message, "
        "though detail, cause and wording may be missing.",
        "meaning.partial": "Part of the point came through, its main message did not, or only "
        "weakly.",
        "meaning.distorted": "The same message with a wrong figure, date or name.",
        "meaning.contradicted": "The passage says the opposite.",
        "meaning.absent": "No passage speaks to the point.",
        "meaning.pull": "The share of distinct stories that carry a point. Reprints are shown and "
        "counted once.",
        "meaning.pull.word": "pull-through",
        "meaning.unsure": "The probability is near a threshold: read the sentence before you rely "
        "on it.",
        "meaning.person": "A member of staff decided; that stands, whatever the program says.",
        "meaning.prominence.word": "place",
        "meaning.prominence": "Headline, lead and quotes weigh more than the body of the text.",
        "limit.models": "A small language model reads sentence by sentence. It misses irony, "
        "pictures, and what is only said between the lines.",
        "limit.sure": "A percentage is the model’s own estimate, not a promise. Read the sentence.",
        "limit.absent": "“Absent” means that nothing was found, in words the program understands.",
        "limit.local": "Everything was computed on this machine. This page asks the network for "
        "nothing.",
    },
)
