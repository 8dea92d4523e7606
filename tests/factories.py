"""Invented assessments for tests: `make_assessment()` has one of everything a report must show.

Everything here is made up and small. `make_assessment(articles=1000, points=20)` makes a large
one for size and speed; `make_assessment(articles=[make_article(...)], points=["..."])` a special
one. All of it is deterministic: the same call gives an equal assessment.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from checker.articles.article import Article, NotChecked, Passage, Place, Story
from checker.messages.points import NARRATIVE, Brief, Claim, TalkingPoint
from checker.scoring.assessment import (
    Assessment,
    Cell,
    ClaimOutcome,
    Evidence,
    Label,
    Mismatch,
    Outcome,
    Provenance,
    Tally,
    Theme,
    ThemeQuote,
)
from checker.text import sentences

CREATED = dt.datetime(2031, 5, 12, 7, 30, tzinfo=dt.UTC)
_QUOTE_MARKS = '“”«»"'


def make_article(
    title: str,
    *paragraphs: str,
    outlet: str = "",
    date: dt.date | None = None,
    author: str = "",
    url: str = "",
    language: str = "en",
    file: str = "",
    position: int = 1,
) -> Article:
    """An article whose passages are its headline and its sentences, with true offsets."""
    passages = [Passage(0, title, Place.HEADLINE, -1, 0, len(title))]
    for number, paragraph in enumerate(paragraphs):
        at = 0
        for sentence in sentences(paragraph):
            start = paragraph.index(sentence, at)
            at = start + len(sentence)
            place = Place.LEAD if number == 0 else Place.BODY
            if place is Place.BODY and any(mark in sentence for mark in _QUOTE_MARKS):
                place = Place.QUOTE
            passages.append(Passage(len(passages), sentence, place, number, start, at))
    return Article(
        title=title,
        paragraphs=paragraphs,
        passages=tuple(passages),
        outlet=outlet,
        date=date,
        author=author,
        url=url,
        language=language,
        file=file,
        position=position,
    )


def make_evidence(
    article: Article,
    start: str,
    claim: str,
    label: Label = Label.CARRIES,
    probability: float = 0.94,
    *,
    mismatch: tuple[str, str] | None = None,
    passages: int = 1,
) -> Evidence:
    """Evidence in the passage that begins with `start` (and its follower when `passages` is 2).

    `mismatch`: what the brief has, and what the passage has in its place.
    """
    first = next(p.index for p in article.passages if p.text.startswith(start))
    chosen = article.passages[first : first + passages]
    text = " ".join(p.text for p in chosen)
    mismatches: tuple[Mismatch, ...] = ()
    if mismatch:
        at = text.index(mismatch[1])
        mismatches = (Mismatch(mismatch[0], mismatch[1], at, at + len(mismatch[1])),)
    return Evidence(
        passages=tuple(p.index for p in chosen),
        text=text,
        place=chosen[0].place,
        claim=claim,
        label=label,
        probability=probability,
        similarity=0.61,
        mismatches=mismatches,
    )


def make_cell(
    article: Article,
    point: int,
    outcome: Outcome,
    *evidence: Evidence,
    probability: float | None = None,
    unsure: bool = False,
    decided_by: str = "judge",
    claims: Sequence[Claim] = (),
) -> Cell:
    """A cell, with an outcome for each claim of its point: the evidence's, or absent."""
    by_claim = {e.claim: e for e in reversed(evidence)}
    outcomes = tuple(
        ClaimOutcome(
            c.id,
            _claim_outcome(by_claim.get(c.id), outcome),
            by_claim[c.id].probability if c.id in by_claim else 0.9,
            by_claim.get(c.id),
        )
        for c in claims
        if c.point == point
    )
    best = evidence[0] if evidence and outcome is not Outcome.ABSENT else None
    prominence = 0 if best is None else 1 if best.place is Place.BODY else 2
    if probability is None:
        probability = evidence[0].probability if evidence else 0.97
    return Cell(
        article=article.id,
        point=point,
        outcome=outcome,
        probability=probability,
        evidence=evidence,
        claims=outcomes,
        prominence=prominence,
        unsure=unsure,
        decided_by=decided_by,
    )


def _claim_outcome(evidence: Evidence | None, cell: Outcome) -> Outcome:
    if evidence is None or cell is Outcome.ABSENT:
        return Outcome.ABSENT
    if evidence.label is Label.CONTRADICTS:
        return Outcome.CONTRADICTED
    return Outcome.DISTORTED if evidence.mismatches else Outcome.CARRIED


def make_tallies(
    stories: Sequence[Story], cells: Iterable[Cell], points: Iterable[int]
) -> tuple[Tally, ...]:
    """For each point how many distinct stories came to each outcome."""
    firsts = {s.first.id for s in stories}
    counts: dict[int, dict[Outcome, int]] = {p: dict.fromkeys(Outcome, 0) for p in points}
    for cell in cells:
        if cell.article in firsts and cell.point in counts:
            counts[cell.point][cell.outcome] += 1
    return tuple(Tally(p, c, len(stories)) for p, c in counts.items())


def make_claims(points: Iterable[TalkingPoint], narrative: Sequence[str] = ()) -> tuple[Claim, ...]:
    """A claim for each sentence: "n1" for the narrative's, "3b" for the points'."""
    claims = [
        Claim(f"n{i}", NARRATIVE, text, text, i == 1)
        for i, text in enumerate((s for p in narrative for s in sentences(p)), 1)
    ]
    for point in points:
        for i, text in enumerate(sentences(point.text)):
            claims.append(Claim(f"{point.number}{chr(97 + i)}", point.number, text, text, i == 0))
    return tuple(claims)


PROVENANCE = Provenance(
    version="1.0.0",
    embedding_model="all-MiniLM-L6-v2",
    judge_model="messaging-judge-1",
    judge_note="a small cross-encoder, bundled with the program",
    settings={"carried from": "0.60", "contradicted from": "0.80", "candidates": "8"},
    accuracy={"agreement with coders": "0.91", "false divergences in 100 stories": "1.2"},
    seconds=12.4,
)


def make_assessment(
    articles: Sequence[Article] | int | None = None,
    points: Sequence[str] | int | None = None,
    *,
    words: int = 600,
    outcomes: Mapping[tuple[int, int], Outcome] | None = None,
) -> Assessment:
    """An invented assessment.

    Without arguments: the rich sample of seven stories and two reprints. With `articles` (a
    sequence, or how many to invent, each of about `words` words) and `points` (their texts, or
    how many to invent): each article is a story of its own, and each cell's outcome and
    evidence follow from the two numbers, unless `outcomes` names it by the article's index
    (from 0) and the point's number.
    """
    if articles is None and points is None:
        return _sample()
    if articles is None:
        articles = 3
    if points is None:
        points = 3
    made = [_invented(i, words) for i in range(articles)] if isinstance(articles, int) else articles
    texts = [_POINT.format(i + 1) for i in range(points)] if isinstance(points, int) else points
    talking = tuple(TalkingPoint(i, text) for i, text in enumerate(texts, 1))
    claims = make_claims(talking)
    stories = tuple(Story(a) for a in made)
    cells = tuple(
        _invented_cell(i, article, point.number, (outcomes or {}).get((i, point.number)), claims)
        for i, article in enumerate(made)
        for point in talking
    )
    return Assessment(
        brief=Brief("An invented brief", talking, source="invented.docx"),
        claims=claims,
        stories=stories,
        cells=cells,
        tallies=make_tallies(stories, cells, [p.number for p in talking]),
        themes=(),
        not_checked=(),
        provenance=PROVENANCE,
        created=CREATED,
    )


_POINT = "The ministry has kept promise number {0} in full. It will publish the accounts."
_FILLER = (
    "the river council met again in spring and asked both towns for a plan about water, "
    "boats, bridges and the long road to the coast while farmers waited for seed"
)
_WORDS = tuple(_FILLER.split())


def _invented(number: int, words: int) -> Article:
    """An article of about `words` words in paragraphs of four sentences of 15."""
    said = [
        " ".join(_WORDS[(number + s * 7 + w) % len(_WORDS)] for w in range(14)).capitalize()
        + f" {number}."
        for s in range(max(1, words // 15))
    ]
    paragraphs = [" ".join(said[i : i + 4]) for i in range(0, len(said), 4)]
    return make_article(
        f"Council story {number + 1}",
        *paragraphs,
        outlet=f"Outlet {number % 23}",
        date=dt.date(2031, 3, 1) + dt.timedelta(days=number % 60),
        url=f"https://news.example/{number}",
        file=f"articles/{number // 50}.docx",
        position=number % 50 + 1,
    )


_CYCLE = (
    Outcome.ABSENT,
    Outcome.CARRIED,
    Outcome.ABSENT,
    Outcome.ABSENT,
    Outcome.PARTIAL,
    Outcome.ABSENT,
    Outcome.ABSENT,
    Outcome.ABSENT,
    Outcome.CARRIED,
    Outcome.ABSENT,
    Outcome.ABSENT,
    Outcome.ABSENT,
    Outcome.DISTORTED,
    Outcome.ABSENT,
    Outcome.ABSENT,
    Outcome.ABSENT,
    Outcome.CONTRADICTED,
)


def _invented_cell(
    index: int, article: Article, point: int, outcome: Outcome | None, claims: Sequence[Claim]
) -> Cell:
    outcome = outcome or _CYCLE[(index * 5 + point * 3) % len(_CYCLE)]
    if outcome is Outcome.ABSENT:
        return make_cell(article, point, outcome, claims=claims)
    passage = article.passages[(index + point) % len(article.passages)]
    label = Label.CONTRADICTS if outcome is Outcome.CONTRADICTED else Label.CARRIES
    mismatch = None
    if outcome is Outcome.DISTORTED:
        word = passage.text.split()[-1].rstrip(".")
        mismatch = ("77", word)
    evidence = make_evidence(article, passage.text, f"{point}a", label, 0.88, mismatch=mismatch)
    return make_cell(article, point, outcome, evidence, claims=claims)


_NARRATIVE = (
    "For ten years the Lisse river has divided its neighbours. Arvenia offers them a table.",
)
_POINTS = (
    TalkingPoint(
        1,
        "Arvenia was chosen as host because it is neutral. "
        "It has friendly relations with both sides.",
        variants=("Arvenia is an impartial host.",),
        rebuttals=("Arvenia has sided with one of the parties.",),
    ),
    TalkingPoint(
        2,
        "Arvenia has sent 500 tonnes of food and medicine to the flooded villages.\n\n"
        "The aid reached 12,000 families.",
    ),
    TalkingPoint(
        3,
        "The talks will share the river's water fairly. "
        "Each side will publish its dam levels every day.",
    ),
    TalkingPoint(4, "Arvenia asks no payment for hosting the talks."),
    TalkingPoint(5, "A permanent river commission will open in Lisset next year."),
)


def _articles() -> dict[str, Article]:
    return {
        "host": make_article(
            "Arvenia opens river talks in Lisset",
            "Arvenia, a neutral country trusted by both banks, opened the river talks in Lisset "
            "on Monday. Delegations shook hands before the cameras.",
            "“We are a friend of both sides,” said Foreign Minister Ada Orlec. "
            "Her country asks for nothing in return, she added.",
            "The water of the Lisse will be shared fairly, the opening statement says. "
            "Dam levels are to be published daily.",
            outlet="Lisset Courier",
            date=dt.date(2031, 5, 3),
            author="Mira Tann",
            url="https://courier.example/talks",
            file="articles/week-19.docx",
            position=1,
        ),
        "aid": make_article(
            "Aid convoy reaches flooded villages",
            "A convoy with 50 tonnes of food and medicine from Arvenia reached the flooded "
            "villages on Tuesday.",
            "Some 12,000 families received parcels. Volunteers worked through the night.",
            "Hotel prices in Lisset have doubled since the talks began, shopkeepers say.",
            outlet="The Valley Post",
            date=dt.date(2031, 5, 4),
            url="https://valleypost.example/convoy?id=7&part=2",
            file="articles/week-19.docx",
            position=2,
        ),
        "critic": make_article(
            "Is Arvenia really neutral?",
            "Arvenia has quietly taken the side of the upper bank, a former envoy claims. "
            "He names the arms contract of last autumn.",
            "“They are paid handsomely for this,” the envoy said. “Nobody hosts for free.”",
            "Residents complain that hotel prices have doubled in a week.",
            outlet="Upstream Daily",
            date=dt.date(2031, 5, 6),
            url="https://upstream.example/neutral",
            file="articles/week-19.docx",
            position=3,
        ),
        "bank": make_article(
            "Second day of talks brings little news",
            "The second day of the river talks brought little news. Arvenia kept to its part of "
            "go-between.",
            "A plan to divide the water is on the table, diplomats said. Details were not given.",
            outlet="Lisset Courier",
            date=dt.date(2031, 5, 4),
            file="articles/bank.txt",
        ),
        "undated": make_article(
            "What the river means to us",
            "My grandmother fished in the Lisse. Now there are dams, and no fish.",
            "Nobody has asked the fishermen what they want.",
            file="articles/letter.txt",
        ),
        "late": make_article(
            "Arvenia hosts for free, minister insists",
            "Arvenia takes no money for the talks, its foreign minister insisted on Friday.",
            "Hotel prices doubled this week and the city council has promised an inquiry.",
            outlet="Harbour News",
            date=dt.date(2031, 5, 9),
            url="http://harbour.example/free",
            file="articles/harbour.html",
        ),
        "weather": make_article(
            "Rain eases over the valley",
            "The rain eased on Thursday. Water levels fall slowly.",
            outlet="The Valley Post",
            date=dt.date(2031, 5, 8),
            file="articles/weather.txt",
        ),
    }


def _sample() -> Assessment:
    a = _articles()
    claims = make_claims(_POINTS, _NARRATIVE)
    reprint = replace(a["host"], outlet="Evening Bulletin", url="", file="articles/evening.txt")
    second = replace(
        a["host"], outlet="", date=dt.date(2031, 5, 5), url="https://wire.example/a", file="w.txt"
    )
    stories = tuple(
        Story(article, (reprint, second) if key == "host" else ()) for key, article in a.items()
    )
    found = _sample_cells(a, claims)
    cells = tuple(
        found.get((article.id, point)) or make_cell(article, point, Outcome.ABSENT, claims=claims)
        for article in a.values()
        for point in range(len(_POINTS) + 1)
    )
    return Assessment(
        brief=Brief(
            "River talks in Lisset", _POINTS, _NARRATIVE, ("Arvenia", "the country"), "lisset.docx"
        ),
        claims=claims,
        stories=stories,
        cells=cells,
        tallies=make_tallies(stories, cells, range(len(_POINTS) + 1)),
        themes=_sample_themes(a),
        not_checked=(
            NotChecked("articles/scan.pdf", "no text in it: a scanned page"),
            NotChecked("articles/vesti.txt", "language not covered: Russian", "Переговоры о реке"),
        ),
        provenance=PROVENANCE,
        created=CREATED,
    )


def _sample_cells(a: Mapping[str, Article], claims: Sequence[Claim]) -> dict[tuple[str, int], Cell]:
    host, aid, critic, bank, late = (a[k] for k in ("host", "aid", "critic", "bank", "late"))
    no = Label.CONTRADICTS
    cells = [
        make_cell(
            host,
            1,
            Outcome.CARRIED,
            make_evidence(host, "Arvenia, a neutral", "1a", probability=0.97),
            make_evidence(host, "“We are a friend", "1b", probability=0.91),
            claims=claims,
        ),
        make_cell(
            host,
            3,
            Outcome.CARRIED,
            make_evidence(host, "The water of the Lisse", "3", passages=2, probability=0.95),
            make_evidence(host, "The water of the Lisse", "3a", probability=0.93),
            make_evidence(host, "Dam levels", "3b", probability=0.9),
            claims=claims,
        ),
        make_cell(
            host,
            4,
            Outcome.CARRIED,
            make_evidence(host, "Her country asks", "4a", probability=0.64),
            unsure=True,
            claims=claims,
        ),
        make_cell(
            host,
            NARRATIVE,
            Outcome.PARTIAL,
            make_evidence(host, "Arvenia, a neutral", "n2", probability=0.72),
            claims=claims,
        ),
        make_cell(
            aid,
            2,
            Outcome.DISTORTED,
            make_evidence(
                aid, "A convoy", "2a", probability=0.92, mismatch=("500 tonnes", "50 tonnes")
            ),
            make_evidence(aid, "Some 12,000", "2b", probability=0.96),
            claims=claims,
        ),
        make_cell(
            critic,
            1,
            Outcome.CONTRADICTED,
            make_evidence(critic, "Arvenia has quietly", "1a", no, 0.96),
            make_evidence(critic, "Is Arvenia really", "1a", no, 0.71),
            claims=claims,
        ),
        make_cell(
            critic,
            4,
            Outcome.CONTRADICTED,
            make_evidence(critic, "“They are paid", "4a", no, 0.88),
            decided_by="person",
            claims=claims,
        ),
        make_cell(
            bank,
            1,
            Outcome.ABSENT,
            make_evidence(bank, "Arvenia kept to", "1a", probability=0.52),
            probability=0.51,
            unsure=True,
            claims=claims,
        ),
        make_cell(
            bank,
            3,
            Outcome.PARTIAL,
            make_evidence(bank, "A plan to divide", "3a", probability=0.81),
            claims=claims,
        ),
        make_cell(
            late,
            4,
            Outcome.CARRIED,
            make_evidence(late, "Arvenia hosts for free", "4a", probability=0.98),
            make_evidence(late, "Arvenia takes no money", "4a", probability=0.97),
            claims=claims,
        ),
    ]
    return {(c.article, c.point): c for c in cells}


def _sample_themes(a: Mapping[str, Article]) -> tuple[Theme, ...]:
    starts = {"aid": "Hotel prices", "critic": "Residents", "late": "Hotel prices"}
    quotes = []
    for key, start in starts.items():
        passage = next(p for p in a[key].passages if p.text.startswith(start))
        quotes.append(ThemeQuote(a[key].id, passage.index, passage.text))
    return (
        Theme(
            "hotel prices doubled", tuple(quotes), 3, 3, dt.date(2031, 5, 4), dt.date(2031, 5, 9)
        ),
    )
