"""Make the bundled judge: `python -m training.make --data FOLDER`.

From the public sets in FOLDER and the press set in the checkout to `checker/models/judge/`:
eight stages of training, weights in four bits, a temperature, the cell model and thresholds.
About six hours on two CPU cores with bfloat16. A stage whose checkpoint is there is not
run again.
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
from safetensors.torch import load_file
from sentence_transformers import CrossEncoder

from benchmarks.coded import load_coded
from benchmarks.measures import calibration_error
from checker.scoring.assess import ask
from checker.scoring.embedding import default_model_folder, load_embedder
from checker.scoring.judge import BUNDLED, CrossEncoderJudge, Question
from checker.scoring.outcome import FEATURES
from checker.scoring.packing import save_packed
from checker.scoring.runtime import WEIGHTS, set_switches, sha256, weights_of
from checker.store import Store
from training.cells import (
    accuracy_of,
    calibration_of,
    cells_of,
    choose_thresholds,
    fit_model,
    held_out_probabilities,
)
from training.data import LABELS
from training.fit import fit
from training.press import PRESS, read_pairs
from training.recipe import (
    LAYERS,
    PRESS_STAGES,
    PUBLIC_LAST_RATE,
    PUBLIC_RATE,
    press_stage,
    public_stage,
)
from training.starting import starting_model

KEPT = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt",
        "modules.json", "sentence_bert_config.json",
        "config_sentence_transformers.json")  # fmt: skip


def questions_and_labels(split: str) -> tuple[list[Question], npt.NDArray[np.int64]]:
    """The pairs of `split`, but those with a wrong figure, and their labels' places in `LABELS`."""
    coded = [c for c in read_pairs(split) if c.degree != "figure"]
    labels = np.array([LABELS.index(c.label) for c in coded])
    return [Question(c.text, c.passage) for c in coded], labels


def chances_of(
    questions: Sequence[Question], judge: CrossEncoderJudge, store: Store
) -> npt.NDArray[np.float64]:
    """What the judge says of each question, shape (questions, 3), in the order of `LABELS`."""
    verdicts = ask(questions, judge, store, lambda *_: None)
    found = [verdicts[q.claim, q.passage] for q in questions]
    return np.array([(v.carries, v.contradicts, v.neither) for v in found])


def train(data: Path, work: Path) -> Path:
    """All stages from the public sets in `data`; checkpoints in `work`. The last one's folder."""
    embedder = str(default_model_folder())
    latest = work / "public"
    if not latest.is_dir():
        start, pairs = str(starting_model(work)), public_stage(data, embedder)
        fit(start, pairs, latest, rate=PUBLIC_RATE, last_rate=PUBLIC_LAST_RATE, layers=LAYERS)
    for stage in PRESS_STAGES:
        start, latest = str(latest), work / stage.name
        if latest.is_dir():
            continue
        pairs = [p for mix, seed in stage.mixes for p in press_stage(data, embedder, mix, seed)]
        fit(start, pairs, latest, rate=stage.rate, last_rate=stage.last_rate, packed=stage.packed)
    return latest


def bundle(checkpoint: Path, out: Path) -> None:
    """Copy a checkpoint to `out` with its weights in four bits (47 MB)."""
    out.mkdir(parents=True, exist_ok=True)
    (out / WEIGHTS).unlink(missing_ok=True)
    encoder = CrossEncoder(str(checkpoint), device="cpu")
    encoder.model.config.save_pretrained(str(out))
    save_packed(load_file(checkpoint / WEIGHTS), out)
    for name in KEPT:
        if (checkpoint / name).is_file():
            shutil.copyfile(checkpoint / name, out / name)


def calibrate(out: Path, cache: Path | None = None) -> None:
    """Fit temperature, cell model and thresholds for the weights in `out`; write checker.json.

    The calibration is fitted on the "fit" pairs of the press set, its error stated on the "dev"
    pairs. The cell model is fitted on "fit-" articles, and the thresholds on its predictions
    for briefs of them left out in turn. The accuracy stated in the report is measured on the
    "dev-" articles. The judge saw none of these; on dev nothing is fitted. `cache`: a file that
    keeps vectors and verdicts for the next time.
    """
    print_ = sha256(weights_of(out))[:16]
    plain = CrossEncoderJudge("judge", str(out), print_)
    with Store(cache) as store:
        questions, labels = questions_and_labels("fit")
        # The logarithms of uncalibrated probabilities are the logits but for a constant.
        logits = np.log(np.clip(chances_of(questions, plain, store), 1e-12, None))
        calibration = calibration_of(logits, labels)
        judge = CrossEncoderJudge("judge", str(out), print_, calibration)
        questions, labels = questions_and_labels("dev")
        chances = chances_of(questions, judge, store)
        right = chances.argmax(axis=1) == labels
        error = calibration_error(right.tolist(), chances.max(axis=1).tolist())
        embedder = load_embedder()
        cells, apart = (
            cells_of(load_coded(PRESS / "articles", kind), embedder, judge, store)
            for kind in ("fit-", "dev-")
        )
    model = fit_model(cells)
    thresholds = choose_thresholds(cells, held_out_probabilities(cells))
    predicted = [model.probabilities(values) for values in apart.values.tolist()]
    data = {
        "temperature": calibration.temperature,
        "bias": list(calibration.bias),
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
    click.echo(f"{calibration!r}, error {error:.3f}, {thresholds}, {data['accuracy']}")


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
    if not only_calibrate:
        bundle(train(data, work), out)
    calibrate(out, cache)


if __name__ == "__main__":
    make()
