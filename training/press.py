"""Our own press set as training pairs: `training/press/` in, `Pair`s out.

`pairs/*.json`: a brief's points and claims, press passages, and a code for each passage and each
point or claim that is not `neither`. `articles/*.json`: whole articles coded article by point,
with the evidence as exact substrings. See `training/press/README.md` for how both were made.
"""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sentence_transformers import SentenceTransformer

from checker.articles.article import Article
from checker.articles.passages import passages_of
from checker.messages.brief import split_brief
from checker.messages.claims import claims_of, guess_subject
from checker.scoring.assess import FLOOR
from checker.scoring.candidates import Window, extract_of, wide_windows_of, windows_of
from training.data import Pair, take
from training.swaps import swapped

PRESS = Path(__file__).parent / "press"
ROUNDS = (1, 2, 3, 4, 5, 6, 7)
"""The rounds in which the set was written, each against the errors of the judge before."""
EXHAUSTIVE = 3
"""From this round on every sentence that carries or contradicts a point is evidence."""
PART = 0.7
"""How probable `carries` should be for a passage that carries a part of its message: surely more
than not, and less than for the whole, so that partial can be told from carried."""
LABEL_OF = {
    "carried": ("carries",),
    "partial": ("carries",),
    "distorted": ("carries", "contradicts"),
    "contradicted": ("contradicts",),
}
"""Labels allowed for a cell's evidence. A wrong figure may be read either way: the message is
there, and what is said of it is false. The figure check tells such a pair apart."""


_Reading = tuple[dict[str, Any], dict[str, list[str]], list[Article]]
"""A coded brief, the texts of its points by number, its articles."""


@dataclass(frozen=True)
class Coded:
    """One passage against one point or claim, as the readers agreed.

    `level`: "point" or "claim". `label`: carries, contradicts or neither. `degree`: whole,
    part, figure, or "" for neither.
    """

    slug: str
    passage: str
    text: str
    level: str
    label: str
    degree: str


def read_pairs(
    split: str, folder: Path = PRESS / "pairs", rounds: Collection[int] = ROUNDS
) -> list[Coded]:
    """All coded pairs of the briefs of `split` ("train", "fit" or "dev") from these `rounds`."""
    coded = []
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["split"] != split or data.get("round", 1) not in rounds:
            continue
        for passage in data["passages"]:
            for key, text in {**data["points"], **data["claims"]}.items():
                label, degree = passage["codes"].get(key, ("neither", ""))
                level = "point" if key in data["points"] else "claim"
                coded.append(Coded(data["slug"], passage["text"], text, level, label, degree))
    return coded


def as_pair(coded: Coded) -> Pair:
    """A coded pair with the labels the judge may answer."""
    allowed: tuple[str, ...] = (coded.label,)
    if coded.degree == "figure":
        allowed = ("carries", "contradicts")
    in_part = coded.label == "carries" and coded.degree == "part"
    return Pair(coded.passage, coded.text, allowed, "press", PART if in_part else 1.0)


def amid_pairs(count: int, rng: random.Random, rounds: Collection[int] = ROUNDS) -> list[Pair]:
    """`count` train pairs from these `rounds` whose passage stands before or after another of its
    brief that says nothing of the claim: a message amid other matter, with the label of the
    passage."""
    coded = read_pairs("train", rounds=rounds)
    silent: dict[tuple[str, str], list[str]] = {}
    for c in coded:
        if c.label == "neither":
            silent.setdefault((c.slug, c.text), []).append(c.passage)
    drawn = take((c for c in coded if c.label != "neither"), count, rng)
    pairs = []
    for c in drawn:
        other = rng.choice(silent[c.slug, c.text])
        both = f"{c.passage} {other}" if rng.random() < 0.5 else f"{other} {c.passage}"
        pairs.append(as_pair(replace(c, passage=both)))
    return pairs


def press_pairs(
    base: str,
    hard: int,
    rounds: Collection[int] = ROUNDS,
    others: int = 0,
    rng: random.Random | None = None,
) -> list[Pair]:
    """Training pairs: all that carry or contradict, and for each passage the `hard` texts of its
    brief most similar to it that it neither carries nor contradicts, with `others` more drawn by
    `rng` from the rest."""
    coded = read_pairs("train", rounds=rounds)
    vectors = _encode(base, {c.passage for c in coded} | {c.text for c in coded})
    pairs: list[Pair] = []
    groups: dict[tuple[str, str], list[Coded]] = {}
    for c in coded:
        if c.label == "neither":
            groups.setdefault((c.slug, c.passage), []).append(c)
        else:
            pairs.append(as_pair(c))
    for group in groups.values():
        group.sort(key=lambda c: -float(vectors[c.passage] @ vectors[c.text]))
        rest = group[hard:]
        drawn = rng.sample(rest, min(others, len(rest))) if rng else []
        pairs += [as_pair(c) for c in group[:hard] + drawn]
    return pairs


def read_coded_briefs(
    folder: Path, prefix: str = "", rounds: Collection[int] = ROUNDS
) -> list[dict[str, Any]]:
    """The coded briefs (one JSON object each) of a folder whose slug begins with `prefix`, from
    these `rounds`."""
    found = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.json"))]
    return [d for d in found if d["slug"].startswith(prefix) and d.get("round", 1) in rounds]


def article_of(data: dict[str, Any]) -> Article:
    """A coded brief's article as the program's own noun."""
    paragraphs = tuple(" ".join(p.split()) for p in data["text"].split("\n\n") if p.strip())
    return Article(data["title"], paragraphs, passages_of(data["title"], paragraphs, "en"))


def article_pairs(
    briefs: Sequence[dict[str, Any]],
    base: str,
    hard: int,
    rng: random.Random,
    against_main: Collection[str] = ("carried",),
) -> list[Pair]:
    """Training pairs from coded articles.

    Evidence (alone, with a neighbouring sentence, in a wide window) against the point's whole
    text, and, for cells with an outcome in `against_main`, against its main claim. From absent
    cells the `hard` windows most similar to the point or to one of its claims are `neither`, and
    half as many wide windows; so are, where the evidence is exhaustive (from the third round on),
    half as many windows without evidence of the other cells.
    """
    read, vectors = _read_and_encode(briefs, base)
    pairs: list[Pair] = []
    for data, points, articles in read:
        for article, coded in zip(articles, data["articles"], strict=True):
            kinds = windows_of(article), wide_windows_of(article)
            windows, wide = ([w.text for w in kind] for kind in kinds)
            for number, code in coded["codes"].items():
                if number not in points:
                    continue
                texts = points[number]
                absent = code["outcome"] == "absent"
                if not absent:
                    pairs += _evidence_pairs(code, texts, windows, wide, rng, against_main)
                if absent or data.get("round", 1) >= EXHAUSTIVE:
                    most = hard if absent else hard // 2
                    for kind, count in zip(kinds, (most, most // 2), strict=True):
                        near = _nearest(kind, article, texts, vectors)
                        silent = [w for w in near if _is_silent(w, code)]
                        for window in silent[:count]:
                            claim = texts[0] if rng.random() < 0.5 else rng.choice(texts)
                            pairs.append(Pair(window, claim, ("neither",), "articles"))
    return pairs


def extract_pairs(briefs: Sequence[dict[str, Any]], base: str) -> list[Pair]:
    """Training pairs of whole cells: an article's extract for a point against the point's text,
    with the labels of the cell.

    A cell whose evidence isn't in the extract is `neither` where the evidence is exhaustive (see
    `EXHAUSTIVE`), and left out elsewhere.
    """
    pairs = []
    for cell in _cells(briefs, base):
        extract = extract_of(cell.article, cell.best, FLOOR)
        if extract is None:
            continue
        outcome = cell.code["outcome"]
        if any(_is_in(e, extract, cell.article) for e in cell.code["evidence"]):
            share = PART if outcome == "partial" else 1.0
            pairs.append(Pair(extract.text, cell.point, LABEL_OF[outcome], "extracts", share))
        elif outcome == "absent" or cell.exhaustive:
            pairs.append(Pair(extract.text, cell.point, ("neither",), "extracts"))
    return pairs


def emptied_pairs(briefs: Sequence[dict[str, Any]], base: str) -> list[Pair]:
    """Training pairs of what is left of an article when a cell's evidence is taken out.

    The extract of the rest is `neither`: the same article, the same subject and names, but not
    the message. Only from cells whose evidence is exhaustive. Such pairs, which differ in what
    decides alone, are known as contrast sets or counterfactually augmented data (Kaushik et al.,
    "Learning the difference that makes a difference", 2020).
    """
    pairs = []
    for cell in _cells(briefs, base):
        if not (cell.code["evidence"] and cell.exhaustive):
            continue
        rest = cell.best.copy()
        for i, passage in enumerate(cell.article.passages):
            if not _is_silent(passage.text, cell.code):
                rest[i] = -1
        extract = extract_of(cell.article, rest, FLOOR)
        if extract is not None:
            pairs.append(Pair(extract.text, cell.point, ("neither",), "emptied"))
    return pairs


def swapped_pairs(
    briefs: Sequence[dict[str, Any]], base: str, rng: random.Random, rounds: Collection[int]
) -> list[Pair]:
    """Training pairs with a wrong figure, made by `training.swaps` from messages carried.

    From the coded articles `briefs`, the evidence alone and the extract that holds it; from the
    pairs of these `rounds`, passages that carry the whole of a text.
    """
    made: list[tuple[str | None, str]] = []
    for cell in _cells(briefs, base):
        if cell.code["outcome"] != "carried":
            continue
        extract = extract_of(cell.article, cell.best, FLOOR)
        for evidence in cell.code["evidence"]:
            made.append((swapped(evidence, cell.point, rng), cell.point))
            if extract is not None and evidence in extract.text:
                made.append((swapped(extract.text, cell.point, rng, evidence), cell.point))
    for c in read_pairs("train", rounds=rounds):
        if (c.label, c.degree) == ("carries", "whole"):
            made.append((swapped(c.passage, c.text, rng), c.text))
    wrong = LABEL_OF["distorted"]
    return [Pair(text, claim, wrong, "swapped") for text, claim in made if text is not None]


@dataclass(frozen=True)
class _Cell:
    """A coded article against a point. `best`: for each passage of the article its highest
    cosine with a text of the point."""

    article: Article
    point: str
    code: dict[str, Any]
    exhaustive: bool
    best: npt.NDArray[np.float32]


def _cells(briefs: Sequence[dict[str, Any]], base: str) -> Iterator[_Cell]:
    """The cells of coded briefs, but those of points that our own reader doesn't find."""
    read, vectors = _read_and_encode(briefs, base)
    for data, points, articles in read:
        exhaustive = data.get("round", 1) >= EXHAUSTIVE
        for article, coded in zip(articles, data["articles"], strict=True):
            passages = np.stack([vectors[p.text] for p in article.passages])
            for number, code in coded["codes"].items():
                if number in points:
                    ours = np.stack([vectors[t] for t in points[number]])
                    best = (ours @ passages.T).max(axis=0)
                    yield _Cell(article, points[number][0], code, exhaustive, best)


def _read_and_encode(
    briefs: Sequence[dict[str, Any]], base: str
) -> tuple[list[_Reading], dict[str, npt.NDArray[np.float32]]]:
    """Coded briefs with what is compared in them, and the vectors of all their texts."""
    read = [
        (data, _point_texts(data), [article_of(a) for a in data["articles"]]) for data in briefs
    ]
    vectors = _encode(
        base,
        {t for _, points, _ in read for texts in points.values() for t in texts}
        | {p.text for _, _, articles in read for a in articles for p in a.passages},
    )
    return read, vectors


def _is_in(evidence: str, window: Window, article: Article) -> bool:
    """Whether a window has a passage that is part of the evidence, or holds it."""
    texts = (article.passages[i].text for i in window.passages)
    return any(evidence in t or t in evidence for t in texts)


def _nearest(
    windows: Sequence[Window],
    article: Article,
    texts: Sequence[str],
    vectors: dict[str, npt.NDArray[np.float32]],
) -> list[str]:
    """The texts of `windows` by their highest cosine with one of `texts`, highest first.

    A window's vector is the sum of its passages', which saves encoding every window.
    """
    if not windows:
        return []
    theirs = np.stack(
        [np.sum([vectors[article.passages[i].text] for i in w.passages], axis=0) for w in windows]
    )
    theirs /= np.linalg.norm(theirs, axis=1, keepdims=True)
    scores = (np.stack([vectors[t] for t in texts]) @ theirs.T).max(axis=0)
    return [windows[i].text for i in np.argsort(-scores)]


def _point_texts(data: dict[str, Any]) -> dict[str, list[str]]:
    """By point number: its whole text, its main claim, its other claims."""
    brief = split_brief(data["brief"])
    subject = guess_subject(brief)
    return {
        str(p.number): [" ".join(p.text.split()), *(c.text for c in claims_of(p, subject))]
        for p in brief.points
    }


def _is_silent(window: str, code: dict[str, Any]) -> bool:
    """Whether a window has no part of a cell's evidence."""
    return not any(e in window or window in e for e in code["evidence"])


def _evidence_pairs(
    code: dict[str, Any],
    texts: list[str],
    windows: list[str],
    wide: list[str],
    rng: random.Random,
    against_main: Collection[str],
) -> list[Pair]:
    whole, main, *_ = texts
    allowed = LABEL_OF[code["outcome"]]
    share = PART if code["outcome"] == "partial" else 1.0
    pairs = []
    for evidence in code["evidence"]:
        pairs.append(Pair(evidence, whole, allowed, "articles", share))
        if code["outcome"] in against_main and main != whole:
            pairs.append(Pair(evidence, main, allowed, "articles"))
        for some in (windows, wide):
            around = [w for w in some if evidence in w and len(w) > len(evidence) + 5]
            if around:
                pairs.append(Pair(rng.choice(around), whole, allowed, "articles", share))
    return pairs


def _encode(base: str, texts: Iterable[str]) -> dict[str, npt.NDArray[np.float32]]:
    """Unit vectors by text, encoded in order of length and once: the epochs share their texts."""
    wanted = set(texts)
    missing = sorted((t for t in wanted if (base, t) not in _ENCODED), key=len)
    if missing:
        model = SentenceTransformer(base, device="cpu")
        made = model.encode(
            missing, batch_size=16, normalize_embeddings=True, show_progress_bar=False
        )
        _ENCODED.update(zip(((base, t) for t in missing), made, strict=True))
    return {t: _ENCODED[base, t] for t in wanted}


_ENCODED: dict[tuple[str, str], npt.NDArray[np.float32]] = {}
