"""The judge: does this passage carry the claim, contradict it, or neither?

The interface knows nothing of torch, so that any program that can answer the question (a
local language-model server, say) can stand behind it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from checker.errors import ModelError
from checker.scoring.assessment import Verdict
from checker.scoring.embedding import Embedder
from checker.scoring.runtime import (
    MEND,
    PACKED,
    missing_model,
    set_switches,
    sha256,
    silence,
    weights_of,
)

BUNDLED = Path(__file__).parent.parent / "models" / "judge"
"""The folder of the judge that comes with the program."""

MAX_TOKENS = 192
"""Longest claim and passage together, in word pieces; the longer of the two is cut."""

BATCH = 32
"""Pairs at a time; the fastest of 8 to 64 on two CPU cores (benchmarks/speed.py)."""

Progress = Callable[[int, int], None]
"""Called with the number of pairs judged so far and of all pairs."""

_NAMES = {
    "carries": ("carries", "entailment", "entail", "entails", "supports", "supported", "agree"),
    "contradicts": ("contradicts", "contradiction", "contradict", "refutes", "refuted", "disagree"),
    "neither": ("neither", "neutral", "not_enough_info", "nei", "unrelated"),
}


@dataclass(frozen=True)
class Question:
    """One claim and one passage to judge."""

    claim: str
    passage: str


class Judge(Protocol):
    """Answers questions with verdicts."""

    @property
    def name(self) -> str:
        """The judge's name, for the report."""

    @property
    def fingerprint(self) -> str:
        """A text that changes when the judge does: the key of cached verdicts."""

    def judge(
        self, questions: Sequence[Question], progress: Progress | None = None
    ) -> list[Verdict]:
        """One verdict for each question, in order."""


def label_order(id2label: Mapping[int, str]) -> tuple[int, int, int]:
    """The output positions of carries, contradicts and neither, read from a model's label names.

    Raises ModelError when a label can't be told by its name.
    """
    found: dict[str, int] = {}
    for index, label in id2label.items():
        for ours, theirs in _NAMES.items():
            if label.strip().lower().replace(" ", "_").replace("-", "_") in theirs:
                found[ours] = int(index)
    if len(found) != 3:
        names = ", ".join(str(v) for v in id2label.values())
        raise ModelError(
            f"the judge model's labels ({names}) are not entailment, contradiction and neutral",
            mend="Name a natural-language-inference cross-encoder with three labels under [check]",
        )
    return found["carries"], found["contradicts"], found["neither"]


@dataclass(frozen=True)
class Calibration:
    """What turns logits into probabilities that mean what they say.

    `temperature` divides the logits (Guo et al., "On Calibration of Modern Neural Networks",
    ICML 2017); `bias` is then added to those of carries, contradicts and neither, for a judge
    trained where messages are less rare than in the press (Alexandari et al., "Maximum Likelihood
    with Bias-Corrected Calibration", ICML 2020). Temperature 1 and no bias change nothing.
    """

    temperature: float = 1.0
    bias: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def probabilities(self, logits: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Row-wise probabilities, shape (n, 3), of `logits`, shape (n, 3)."""
        return softmax(logits / self.temperature + np.array(self.bias), 1.0)

    def __str__(self) -> str:
        return ":".join(f"{value:g}" for value in (self.temperature, *self.bias))


def softmax(logits: npt.NDArray[np.float64], temperature: float) -> npt.NDArray[np.float64]:
    """Row-wise probabilities of `logits`, shape (n, 3), divided by `temperature` (over 0)."""
    scaled = logits / temperature
    scaled -= scaled.max(axis=1, keepdims=True)
    powers = np.exp(scaled)
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


class CrossEncoderJudge:
    """A judge on a sentence-transformers cross-encoder with three labels, on the CPU.

    `calibration`: what turns its logits into probabilities.
    """

    def __init__(
        self, name: str, path: str, fingerprint: str, calibration: Calibration | None = None
    ) -> None:
        self.name = name
        self._calibration = calibration or Calibration()
        self.fingerprint = f"{fingerprint}:{self._calibration}"
        with silence():
            try:
                self._model = _open(path)
            except Exception as cause:  # a damaged file raises whatever its parser has
                raise missing_model(name, path, "judge", cause) from cause
        self._order = label_order(self._model.config.id2label)

    def judge(
        self, questions: Sequence[Question], progress: Progress | None = None
    ) -> list[Verdict]:
        """One verdict for each question, in order; asked in order of length, which is faster."""
        order = sorted(
            range(len(questions)),
            key=lambda i: len(questions[i].claim) + len(questions[i].passage),
        )
        verdicts: list[Verdict | None] = [None] * len(questions)
        step = BATCH * 16
        for start in range(0, len(order), step):
            block = order[start : start + step]
            # The passage is the premise and comes first, as in the inference sets.
            pairs = [(questions[i].passage, questions[i].claim) for i in block]
            with silence():
                logits = self._model.predict(
                    pairs, batch_size=BATCH, show_progress_bar=False, activation_fn=_identity
                )
            ordered = np.asarray(logits, dtype=np.float64)[:, self._order]
            chances = self._calibration.probabilities(ordered)
            for i, (carries, contradicts, neither) in zip(block, chances.tolist(), strict=True):
                verdicts[i] = Verdict(carries, contradicts, neither)
            if progress:
                progress(min(start + step, len(order)), len(order))
        return [v for v in verdicts if v is not None]


def _open(path: str) -> Any:
    """The cross-encoder at `path`; one with packed weights computes as fast as the machine can."""
    import torch
    from sentence_transformers import CrossEncoder

    from checker.scoring.packing import quickest_type, unpacked

    def load(folder: str, dtype: torch.dtype) -> Any:
        return CrossEncoder(
            folder, device="cpu", max_length=MAX_TOKENS, model_kwargs={"dtype": dtype}
        )

    if not (Path(path) / PACKED).is_file():
        return load(path, torch.float32)
    with unpacked(Path(path)) as plain:
        return load(str(plain), quickest_type())


def _identity(logits: object) -> object:
    """No activation: the judge divides by its temperature first."""
    return logits


class EmbeddingJudge:
    """The stand-in without a trained judge: similarity alone.

    It can't tell a message carried from a message denied, so it never says `contradicts`, and
    the report says so. The curve puts 0.5 at a cosine of 0.62, where on our dev articles as
    many passages carry a claim as merely share its topic, and is deliberately flat around it.
    """

    MIDDLE, SLOPE = 0.62, 14.0

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name = f"similarity alone ({embedder.name})"
        self.fingerprint = f"similarity:{embedder.fingerprint}"

    def judge(
        self, questions: Sequence[Question], progress: Progress | None = None
    ) -> list[Verdict]:
        """One verdict for each question; `carries` grows with the cosine."""
        texts = sorted({t for q in questions for t in (q.claim, q.passage)})
        rows = {t: i for i, t in enumerate(texts)}
        vectors = self._embedder.encode(texts)
        verdicts = []
        for q in questions:
            cosine = float(vectors[rows[q.claim]] @ vectors[rows[q.passage]])
            carries = 1 / (1 + float(np.exp(-self.SLOPE * (cosine - self.MIDDLE))))
            verdicts.append(Verdict(carries, 0.0, 1 - carries))
        if progress:
            progress(len(questions), len(questions))
        return verdicts


def judge_settings(folder: Path) -> dict[str, Any]:
    """What belongs to a judge's weights (checker.json in its folder); {} if there is none.

    Raises ModelError when the file is damaged.
    """
    path = folder / "checker.json"
    if not path.is_file():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as cause:
        raise damaged_settings(path) from cause
    if not isinstance(data, dict):
        raise damaged_settings(path)
    return data


def damaged_settings(path: Path) -> ModelError:
    """The error for a checker.json that can't be used."""
    return ModelError("the judge's settings are damaged", where=str(path), mend=MEND)


def calibrated_judge(name: str, folder: Path) -> CrossEncoderJudge:
    """The judge in `folder` with the calibration of its checker.json.

    Raises ModelError when weights or settings are missing or damaged.
    """
    data = judge_settings(folder)
    try:
        first, second, third = (float(value) for value in data.get("bias", (0.0, 0.0, 0.0)))
        calibration = Calibration(float(data.get("temperature", 1.0)), (first, second, third))
    except (TypeError, ValueError) as cause:
        raise damaged_settings(folder / "checker.json") from cause
    if not (calibration.temperature > 0 and np.isfinite(calibration.bias).all()):
        raise damaged_settings(folder / "checker.json")
    return CrossEncoderJudge(name, str(folder), sha256(weights_of(folder))[:16], calibration)


def load_judge(name: str = "", *, allow_download: bool = False) -> Judge:
    """The judge called `name` (a folder or a model's name), or the bundled one for "".

    Raises ModelError when it is missing, damaged, or not a three-way classifier.
    """
    set_switches(allow_download=allow_download)
    if not name:
        return calibrated_judge("bundled judge", BUNDLED)
    folder = Path(name)
    print_ = sha256(weights_of(folder))[:16] if folder.is_dir() else name
    return CrossEncoderJudge(name, name, print_)
