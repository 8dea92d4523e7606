"""Make the bundled judge: `python -m training.make --data FOLDER`.

From the public sets in FOLDER and the press set in the checkout to `checker/models/judge/`:
five stages of training, the mean of the last three, weights in half precision, a temperature, the
cell model and thresholds.
About four hours on two CPU cores. A stage whose checkpoint is there is not run again.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt
import torch
from sentence_transformers import CrossEncoder

from benchmarks.coded import load_coded
from benchmarks.measures import calibration_error
from checker.scoring.embedding import default_model_folder, load_embedder
from checker.scoring.judge import BUNDLED, MAX_TOKENS, CrossEncoderJudge, softmax
from checker.scoring.outcome import FEATURES
from checker.scoring.runtime import set_switches, sha256, weights_of
from checker.store import Store
from training.cells import (
    accuracy_of,
    cells_of,
    choose_thresholds,
    fit_model,
    held_out_probabilities,
    temperature_of,
)
from training.data import LABELS
from training.fit import average, fit
from training.press import PRESS, Coded, read_pairs
from training.recipe import (
    FIFTH_RATE,
    FIRST_RATE,
    FIRST_STEPS,
    FOURTH_RATE,
    SECOND_RATE,
    THIRD_RATE,
    fifth_stage,
    first_stage,
    fourth_stage,
    second_stage,
    third_stage,
)

KEPT = ("config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json",
        "vocab.txt", "modules.json", "sentence_bert_config.json",
        "config_sentence_transformers.json")  # fmt: skip


def logits_of(model: str, coded: Sequence[Coded]) -> npt.NDArray[np.float64]:
    """The model's logits for coded pairs, shape (pairs, 3), in the order of `LABELS`."""
    encoder = CrossEncoder(
        model, device="cpu", max_length=MAX_TOKENS, model_kwargs={"dtype": torch.float32}
    )
    pairs = [(c.passage, c.text) for c in coded]
    logits = encoder.predict(
        pairs, batch_size=16, activation_fn=torch.nn.Identity(), show_progress_bar=False
    )
    return np.asarray(logits, dtype=np.float64)


def bundle(checkpoint: Path, out: Path) -> None:
    """Copy a checkpoint to `out` with its weights in half precision (45 MB)."""
    out.mkdir(parents=True, exist_ok=True)
    encoder = CrossEncoder(str(checkpoint), device="cpu")
    encoder.model.half().save_pretrained(str(out))
    for name in KEPT:
        if (checkpoint / name).is_file() and name != "config.json":
            shutil.copyfile(checkpoint / name, out / name)
    (out / "model.safetensors").chmod(0o644)


def calibrate(out: Path, cache: Path | None = None) -> None:
    """Fit temperature, cell model and thresholds for the weights in `out`; write checker.json.

    The temperature is fitted on every other dev brief of the press pairs, its error stated on
    the rest. The cell model is fitted on the "fit-" articles, which the judge never saw, and the
    thresholds on its predictions for briefs of them left out in turn. The accuracy stated in the
    report is measured on the "dev-" articles, on which nothing is fitted. `cache`: a file that
    keeps vectors and verdicts for the next time.
    """
    coded = [c for c in read_pairs("dev") if c.degree != "figure"]
    slugs = sorted({c.slug for c in coded})
    logits = logits_of(str(out), coded)
    labels = np.array([LABELS.index(c.label) for c in coded])
    fitting = np.array([slugs.index(c.slug) % 2 == 0 for c in coded])
    temperature = round(temperature_of(logits[fitting], labels[fitting]), 3)
    chances = softmax(logits[~fitting], temperature)
    right = chances.argmax(axis=1) == labels[~fitting]
    error = calibration_error(right.tolist(), chances.max(axis=1).tolist())
    judge = CrossEncoderJudge("judge", str(out), sha256(weights_of(out))[:16], temperature)
    with Store(cache) as store:
        embedder = load_embedder()
        cells, apart = (
            cells_of(load_coded(PRESS / "articles", kind), embedder, judge, store)
            for kind in ("fit-", "dev-")
        )
    model = fit_model(cells)
    thresholds = choose_thresholds(cells, held_out_probabilities(cells))
    predicted = [model.probabilities(values) for values in apart.values.tolist()]
    data = {
        "temperature": temperature,
        "calibration_error": round(error, 4),
        "thresholds": asdict(thresholds),
        "cell_model": {
            "features": list(FEATURES),
            "weights": [[round(w, 4) for w in row] for row in model.weights.tolist()],
            "bias": [round(b, 4) for b in model.bias.tolist()],
        },
        "accuracy": accuracy_of(apart, predicted, thresholds),
    }
    text = json.dumps(data, indent=1)
    (out / "checker.json").write_text(text + "\n", encoding="utf-8")
    click.echo(f"temperature {temperature}, error {error:.3f}, {thresholds}, {data['accuracy']}")


@click.command()
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path),
              required=True, help="Folder with train/ and fnc1/.")  # fmt: skip
@click.option("--work", type=click.Path(file_okay=False, path_type=Path), default="build/judge",
              show_default=True, help="Folder for checkpoints.")  # fmt: skip
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=BUNDLED,
              help="Where the finished judge goes.")  # fmt: skip
@click.option("--cache", type=click.Path(dir_okay=False, path_type=Path),
              help="Keep vectors and verdicts of the calibration in this file.")  # fmt: skip
@click.option("--only-calibrate", is_flag=True, help="Keep the weights, fit the numbers again.")
def make(data: Path, work: Path, out: Path, cache: Path | None, only_calibrate: bool) -> None:
    """Train and bundle the judge from the public sets in --data and our own press set."""
    set_switches()
    base = str(default_model_folder())
    if not only_calibrate:
        first, second, third, fourth, fifth = (work / f"stage{n}" for n in range(1, 6))
        rehearse = first_stage(data, base)
        if not first.is_dir():
            fit(base, rehearse, first, rate=FIRST_RATE, epochs=1, stop_after=FIRST_STEPS)
        if not second.is_dir():
            pairs = second_stage(data, base, rehearse)
            fit(str(first), pairs, second, rate=SECOND_RATE, epochs=1)
        if not third.is_dir():
            fit(str(second), third_stage(data, base), third, rate=THIRD_RATE, epochs=1)
        if not fourth.is_dir():
            pairs = fourth_stage(data, base, rehearse)
            fit(str(third), pairs, fourth, rate=FOURTH_RATE, epochs=1)
        if not fifth.is_dir():
            pairs = fifth_stage(data, base, rehearse)
            fit(str(fourth), pairs, fifth, rate=FIFTH_RATE, epochs=1)
        mean = work / "mean"
        average([(fifth, 3), (fourth, 1), (third, 1)], mean)
        bundle(mean, out)
    calibrate(out, cache)


if __name__ == "__main__":
    make()
