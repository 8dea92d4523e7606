from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from checker.errors import ModelError
from checker.scoring import judge as judge_module
from checker.scoring.assessment import Label
from checker.scoring.judge import (
    BUNDLED,
    Calibration,
    CrossEncoderJudge,
    EmbeddingJudge,
    Judge,
    Question,
    judge_settings,
    label_order,
    load_judge,
    softmax,
)
from tests.stand_ins import FakeEmbedder

WORDS = "boats ferry harbour sails free never is the . not in winter".split()
QUESTIONS = [
    Question("the ferry is free .", "never is the ferry free ."),
    Question("boats .", "the harbour is free in winter . the ferry sails . boats never ."),
    Question("the harbour is not free .", "boats ."),
]


# Labels


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize(
    "names",
    [
        ("carries", "contradicts", "neither"),
        ("entailment", "contradiction", "neutral"),
        ("ENTAILMENT", "Contradiction", " neutral "),
        ("SUPPORTS", "REFUTES", "NOT ENOUGH INFO"),
    ],
)
def test_labels_are_read_by_name(names: tuple[str, str, str], order: tuple[int, int, int]) -> None:
    assert label_order({place: names[n] for n, place in enumerate(order)}) == order


@pytest.mark.parametrize(
    "labels",
    [
        {0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2"},
        {0: "entailment", 1: "not_entailment"},
        {0: "entailment", 1: "entails", 2: "neutral"},
        {0: "positive\nnegative"},
        {},
    ],
)
def test_labels_that_cannot_be_told_are_one_line(labels: Mapping[int, str]) -> None:
    with pytest.raises(ModelError, match="are not entailment, contradiction and neutral") as caught:
        label_order(labels)
    assert len(str(caught.value).splitlines()) == 1


# Probabilities


@given(
    arrays.arrays(
        np.float64, st.tuples(st.integers(1, 5), st.just(3)), elements=st.floats(-99, 99)
    ),
    st.floats(0.1, 10),
)
def test_softmax_gives_probabilities_in_the_order_of_the_logits(
    logits: np.ndarray, temperature: float
) -> None:
    before = logits.copy()
    found = softmax(logits, temperature)
    assert np.array_equal(logits, before)
    assert np.allclose(found.sum(axis=1), 1)
    assert (found >= 0).all()
    for row, chances in zip(logits, found, strict=True):
        assert chances[row.argmax()] == chances.max()


@given(st.lists(st.floats(-9, 9), min_size=3, max_size=3), st.floats(1, 5), st.floats(1, 5))
def test_a_higher_temperature_makes_no_one_surer(
    logits: list[float], one: float, other: float
) -> None:
    low, high = sorted((one, other))
    rows = np.array([logits])
    assert softmax(rows, high).max() <= softmax(rows, low).max() + 1e-12


@given(
    arrays.arrays(np.float64, st.just((4, 3)), elements=st.floats(-20, 20)),
    st.floats(0.3, 5),
    st.floats(-3, 3),
)
def test_a_bias_moves_probability_to_its_label(
    logits: np.ndarray, temperature: float, bias: float
) -> None:
    plain = Calibration(temperature).probabilities(logits)
    moved = Calibration(temperature, (0.0, 0.0, bias)).probabilities(logits)
    assert np.allclose(plain, softmax(logits, temperature))
    assert np.allclose(moved.sum(axis=1), 1)
    assert ((moved[:, 2] - plain[:, 2]) * np.sign(bias) >= -1e-12).all()
    assert np.allclose(moved[:, 0] * plain[:, 1], moved[:, 1] * plain[:, 0])


# A cross-encoder of our own making: tiny, random, and real to the library


def make_model(folder: Path, labels: tuple[str, ...], seed: int = 0) -> Path:
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder.mkdir()
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=256,
        initializer_range=1.0,
        id2label=dict(enumerate(labels)),
        label2id={label: n for n, label in enumerate(labels)},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "tiny"
    return make_model(folder, ("entailment", "contradiction", "neutral"))


def test_a_verdict_for_each_question_in_its_order(tiny: Path) -> None:
    judge = load_judge(str(tiny))
    seen: list[tuple[int, int]] = []
    verdicts = judge.judge(QUESTIONS, lambda done, of: seen.append((done, of)))
    assert seen[-1] == (3, 3)
    for question, verdict in zip(QUESTIONS, verdicts, strict=True):
        assert verdict.carries + verdict.contradicts + verdict.neither == pytest.approx(1)
        (alone,) = judge.judge([question])
        assert alone.carries == pytest.approx(verdict.carries, abs=1e-4)
    assert len({round(v.carries, 4) for v in verdicts}) == 3
    assert judge.judge([]) == []


def test_the_same_weights_with_the_labels_in_another_order(tiny: Path, tmp_path: Path) -> None:
    """Renaming the outputs must rename the verdict, and do nothing else."""
    other = make_model(tmp_path / "other", ("contradicts", "neither", "carries"))
    first, second = load_judge(str(tiny)), load_judge(str(other))
    for one, two in zip(first.judge(QUESTIONS), second.judge(QUESTIONS), strict=True):
        assert (two.contradicts, two.neither, two.carries) == pytest.approx(
            (one.carries, one.contradicts, one.neither), abs=1e-5
        )


def test_a_model_with_other_labels_is_refused(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "mood", ("joy", "anger", "fear"))
    with pytest.raises(ModelError, match=r"labels \(joy, anger, fear\)"):
        load_judge(str(folder))


def test_other_weights_have_another_fingerprint(tiny: Path, tmp_path: Path) -> None:
    labels = ("entailment", "contradiction", "neutral")
    other = load_judge(str(make_model(tmp_path / "other", labels, seed=1)))
    same = load_judge(str(tiny))
    assert same.fingerprint == load_judge(str(tiny)).fingerprint != other.fingerprint
    warmer = CrossEncoderJudge("tiny", str(tiny), "x", Calibration(2.0))
    assert warmer.fingerprint != CrossEncoderJudge("tiny", str(tiny), "x").fingerprint
    assert max(v.probability for v in warmer.judge(QUESTIONS)) < max(
        v.probability for v in same.judge(QUESTIONS)
    )


@pytest.mark.parametrize("damaged", ["model.safetensors", "config.json", "tokenizer.json"])
def test_a_damaged_model_is_one_line(tmp_path: Path, damaged: str) -> None:
    folder = make_model(tmp_path / "model", ("entailment", "contradiction", "neutral"))
    (folder / damaged).write_bytes(b"version https://git-lfs.github.com/spec/v1\n")
    with pytest.raises(ModelError, match="can't be loaded") as caught:
        load_judge(str(folder))
    assert str(caught.value).startswith(f"{folder}: the judge model")
    assert len(str(caught.value).splitlines()) == 1


def test_a_folder_without_weights_and_a_name_that_is_not_here(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no model\.safetensors"):
        load_judge(str(tmp_path))
    with pytest.raises(ModelError, match='"acme/no-such-judge" is not on this machine'):
        load_judge("acme/no-such-judge")


# The bundled judge


def test_the_bundled_judge_brings_its_temperature(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge_module, "BUNDLED", tiny)
    plain = load_judge()
    (tiny / "checker.json").write_text(
        '{"temperature": 2.5, "bias": [0, -1, 0.5]}', encoding="utf-8"
    )
    try:
        assert judge_settings(tiny) == {"temperature": 2.5, "bias": [0, -1, 0.5]}
        assert load_judge().fingerprint == plain.fingerprint.replace(":1:0:0:0", ":2.5:0:-1:0.5")
        wrong = ('"temperature": "hot"', '"temperature": 0', '"bias": [1]', '"bias": "hot"')
        for text in ("{", "[1]", *(f"{{{w}}}" for w in wrong), '{"bias": [0, 0, NaN]}'):
            (tiny / "checker.json").write_text(text, encoding="utf-8")
            with pytest.raises(ModelError, match="settings are damaged"):
                load_judge()
    finally:
        (tiny / "checker.json").unlink()


def test_the_bundled_judge_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge_module, "BUNDLED", tmp_path / "gone")
    with pytest.raises(ModelError, match="Install the program again") as caught:
        load_judge()
    assert str(tmp_path / "gone") in str(caught.value)


def test_the_bundled_judge_has_our_three_labels() -> None:
    assert (BUNDLED / "config.json").is_file(), "the bundled judge is missing"
    config = json.loads((BUNDLED / "config.json").read_text(encoding="utf-8"))
    order = label_order({int(k): v for k, v in config["id2label"].items()})
    assert sorted(order) == [0, 1, 2]


@pytest.mark.models
@pytest.mark.parametrize(
    ("claim", "passage", "label"),
    [
        (
            "The port will stay open all winter.",
            "Ships can use the harbour throughout the cold months, the minister said.",
            Label.CARRIES,
        ),
        (
            "The port will stay open all winter.",
            "The port will be closed from December to March.",
            Label.CONTRADICTS,
        ),
        (
            "The port will stay open all winter.",
            "The port was built in 1910 by a Danish engineer.",
            Label.NEITHER,
        ),
        (
            "The port will stay open all winter.",
            "The choir won first prize at the festival.",
            Label.NEITHER,
        ),
    ],
)
def test_the_bundled_judge_tells_same_message_from_same_topic(
    real_judge: Judge, claim: str, passage: str, label: Label
) -> None:
    (verdict,) = real_judge.judge([Question(claim, passage)])
    assert verdict.label is label, verdict


# Similarity alone


def test_similarity_alone_never_says_that_a_claim_is_contradicted() -> None:
    judge = EmbeddingJudge(FakeEmbedder())
    passages = ["Boats sail in winter", "Boats never sail in winter", "A choir sang"]
    done: list[tuple[int, int]] = []
    verdicts = judge.judge(
        [Question("Boats sail in winter", p) for p in passages], lambda *n: done.append(n)
    )
    assert [v.contradicts for v in verdicts] == [0, 0, 0]
    assert verdicts[0].carries > verdicts[1].carries > 0.5 > verdicts[2].carries
    assert all(v.carries + v.neither == pytest.approx(1) for v in verdicts)
    assert done == [(3, 3)]
    assert "similarity alone" in judge.name
    assert judge.fingerprint != EmbeddingJudge(FakeEmbedder("other")).fingerprint
