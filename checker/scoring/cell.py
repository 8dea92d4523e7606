"""One article against one point: from verdicts to an outcome with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from checker.articles.article import Article
from checker.messages.points import NARRATIVE, Claim
from checker.scoring.assessment import Cell, ClaimOutcome, Evidence, Label, Outcome
from checker.scoring.candidates import Reach, Window
from checker.scoring.method import Method
from checker.scoring.outcome import (
    PROMINENT,
    Judged,
    Thresholds,
    decide,
    features,
    plain_probabilities,
)

NARRATIVE_THRESHOLDS = Thresholds(carries=0.85, contradicts=0.9, unsure=0.0)
"""For the narrative, whose sentences are background: many, judged one by one, with no fitted
weights, so only what the judge is very sure of is shown."""

MOST_EVIDENCE = 3
WIDE_SHARE = 0.5
"""What a wide window's strength counts beside that of one or two sentences: a reader wants to see
the sentence, and reads four only when none of them says half as much by itself."""


def cell_of(
    article: Article,
    point: int,
    windows: Sequence[Window],
    judged: Sequence[Judged],
    claims: Sequence[Claim],
    method: Method,
) -> Cell:
    """The outcome of one point in one article, with its evidence.

    A passage that gives a figure of the narrative otherwise is left out: the narrative is
    background, and coverage with another date is nearly always of another event.
    """
    if point == NARRATIVE:
        judged = [j for j in judged if not j.figures_differ]
    if not judged:
        return Cell(article.id, point, Outcome.ABSENT, 1.0, claims=_silent(claims))
    chances = (
        method.cell_model.probabilities(features(judged))
        if method.cell_model and point != NARRATIVE
        else plain_probabilities(judged)
    )
    limits = NARRATIVE_THRESHOLDS if point == NARRATIVE else method.thresholds
    outcome, probability, unsure = decide(chances, limits)
    evidence = _evidence(outcome, windows, judged)
    if outcome is Outcome.ABSENT and not unsure:
        evidence = ()
    found = tuple(_claim_outcome(c, windows, judged, limits) for c in claims)
    # The narrative has no whole that its claims could gainsay.
    whole = point != NARRATIVE
    return Cell(
        article=article.id,
        point=point,
        outcome=outcome,
        probability=probability,
        evidence=evidence,
        claims=in_keeping(claims, found, outcome, probability, evidence) if whole else found,
        prominence=prominence_of(outcome, evidence),
        unsure=unsure,
    )


def prominence_of(outcome: Outcome, evidence: Sequence[Evidence]) -> int:
    """Where the best evidence stands: 2 in headline, lead or quote, 1 in the body, 0 nowhere."""
    if outcome is Outcome.ABSENT or not evidence:
        return 0
    return 2 if evidence[0].place in PROMINENT else 1


def _silent(claims: Sequence[Claim]) -> tuple[ClaimOutcome, ...]:
    return tuple(ClaimOutcome(c.id, Outcome.ABSENT, 1.0) for c in claims)


def in_keeping(
    claims: Sequence[Claim],
    found: tuple[ClaimOutcome, ...],
    outcome: Outcome,
    probability: float,
    evidence: Sequence[Evidence],
) -> tuple[ClaimOutcome, ...]:
    """What was `found` of each claim, so that it doesn't gainsay the cell: the claims were read one
    by one, the cell as a whole, and by more than them.

    Of an absent point no claim came across. Any other outcome is its main claim's, when no claim
    has it: a point is carried when its main message is.
    """
    if not claims:
        return found
    if outcome is Outcome.ABSENT:
        return tuple(ClaimOutcome(c.id, Outcome.ABSENT, probability) for c in claims)
    main = next((i for i, c in enumerate(claims) if c.main), 0)
    wanted = {outcome, Outcome.CARRIED} if outcome is Outcome.PARTIAL else {outcome}
    denied = outcome is Outcome.CARRIED and found[main].outcome is Outcome.CONTRADICTED
    if not denied and any(c.outcome in wanted for c in found):
        return found
    shown = evidence[0] if evidence else found[main].evidence
    mended = ClaimOutcome(claims[main].id, outcome, probability, shown)
    return (*found[:main], mended, *found[main + 1 :])


def _strength(judged: Judged, outcome: Outcome) -> float:
    """How strongly a verdict speaks for `outcome`, as evidence to show."""
    return _said(judged, outcome) * (WIDE_SHARE if judged.reach is Reach.WIDE else 1.0)


def _said(judged: Judged, outcome: Outcome) -> float:
    v = judged.verdict
    if judged.role == "rebuttal":
        return v.carries if outcome is Outcome.CONTRADICTED else 0.0
    if outcome is Outcome.CONTRADICTED:
        return v.contradicts
    if outcome is Outcome.DISTORTED:
        return (v.carries + v.contradicts) * (1.0 if judged.figures_differ else 0.25)
    # Where a point is carried, a sentence with another figure is not the one to show.
    return v.carries * (0.5 if judged.figures_differ else 1.0)


def _evidence(
    outcome: Outcome,
    windows: Sequence[Window],
    judged: Sequence[Judged],
) -> tuple[Evidence, ...]:
    """The strongest passages for `outcome`, best first, none overlapping, at most three.

    A second or third passage is kept only when the judge is surer of it than not. For an absent
    point the passage that came nearest to carrying or contradicting it. Never an extract, whose
    sentences stand apart.
    """
    judged = [j for j in judged if j.reach is not Reach.EXTRACT]
    wanted = outcome
    if outcome is Outcome.ABSENT:
        best = max(judged, key=lambda j: 1 - j.verdict.neither)
        against = best.verdict.contradicts > best.verdict.carries
        wanted = Outcome.CONTRADICTED if against else Outcome.CARRIED
    # A shorter window wins a near tie: the sentence itself, not the sentence and its neighbour.
    order = sorted(
        judged,
        key=lambda j: (
            -round(_strength(j, wanted), 1),
            len(windows[j.window].passages),
            -_strength(j, wanted),
        ),
    )
    found: list[Evidence] = []
    used: set[int] = set()
    for j in order:
        window = windows[j.window]
        if used & set(window.passages) or (found and _strength(j, wanted) < 0.5):
            continue
        used |= set(window.passages)
        against = wanted is Outcome.CONTRADICTED and j.role != "rebuttal"
        label = Label.CONTRADICTS if wanted is Outcome.CONTRADICTED else Label.CARRIES
        probability = j.verdict.contradicts if against else j.verdict.carries
        if wanted is Outcome.DISTORTED:
            probability = min(1.0, j.verdict.carries + j.verdict.contradicts)
        found.append(
            Evidence(
                passages=window.passages,
                text=window.text,
                place=window.place,
                claim=j.text_id,
                label=label,
                probability=probability,
                similarity=j.similarity,
                mismatches=j.mismatches,
            )
        )
        if len(found) == MOST_EVIDENCE or outcome is Outcome.ABSENT:
            break
    return tuple(found)


def _claim_outcome(
    claim: Claim,
    windows: Sequence[Window],
    judged: Sequence[Judged],
    thresholds: Thresholds,
) -> ClaimOutcome:
    """What became of one claim: read by threshold from its own best windows. `in_keeping` makes
    it fit its cell."""
    mine = [j for j in judged if j.text_id == claim.id]
    if not mine:
        return ClaimOutcome(claim.id, Outcome.ABSENT, 1.0)
    best = max(mine, key=lambda j: j.verdict.carries)
    worst = max(mine, key=lambda j: j.verdict.contradicts)
    if worst.verdict.contradicts > max(thresholds.contradicts, best.verdict.carries):
        outcome, probability = Outcome.CONTRADICTED, worst.verdict.contradicts
        if worst.figures_differ:
            outcome = Outcome.DISTORTED
    elif best.verdict.carries >= thresholds.carries:
        outcome, probability = Outcome.CARRIED, best.verdict.carries
        if best.figures_differ:
            outcome = Outcome.DISTORTED
    else:
        return ClaimOutcome(claim.id, Outcome.ABSENT, min(j.verdict.neither for j in mine))
    evidence = _evidence(outcome, windows, mine)
    return ClaimOutcome(claim.id, outcome, probability, evidence[0] if evidence else None)
