"""The partial-label loss and the batches."""

from __future__ import annotations

import math
import random

import pytest
import torch
from safetensors.torch import load_file, save_file

from training.data import Pair, mismatched_pairs, take
from training.fit import WEIGHTS, MasterWeights, average, batches, partial_label_loss


def test_one_allowed_label_is_cross_entropy():
    logits = torch.tensor([[2.0, 0.0, -1.0], [0.0, 1.0, 0.0]])
    allowed = torch.tensor([[1, 0, 0], [0, 0, 1]])
    expected = torch.nn.functional.cross_entropy(logits, torch.tensor([0, 2]))
    assert partial_label_loss(logits, allowed).item() == pytest.approx(expected.item())


def test_two_allowed_labels_share_their_probability():
    logits = torch.zeros(1, 3)
    allowed = torch.tensor([[0, 1, 1]])
    assert partial_label_loss(logits, allowed).item() == pytest.approx(-math.log(2 / 3))


def test_batches_hold_every_pair_once_and_are_the_same_for_a_seed():
    pairs = [Pair("x" * n, "c", ("neither",), "t") for n in range(1, 200)]
    one = batches(pairs, 16, random.Random(3))
    assert one == batches(pairs, 16, random.Random(3))
    assert sorted(len(p.passage) for b in one for p in b) == list(range(1, 200))


def test_mismatched_pairs_join_two_different_pairs():
    pairs = [Pair(f"p{n}", f"c{n}", ("carries",), "t") for n in range(20)]
    for made in mismatched_pairs(pairs, 50, random.Random(1)):
        assert made.passage[1:] != made.claim[1:]
        assert made.allowed == ("neither",)


def test_take_draws_without_replacement():
    pairs = [Pair(f"p{n}", "c", ("carries",), "t") for n in range(20)]
    drawn = take(pairs, 5, random.Random(1))
    assert len({p.passage for p in drawn}) == 5
    assert len(take(pairs, 99, random.Random(1))) == 20


def test_master_weights_keep_steps_too_small_for_half_precision():
    model = torch.nn.Linear(1, 1, bias=False)
    torch.nn.init.ones_(model.weight)
    weights = MasterWeights(model)
    assert next(model.parameters()).dtype is torch.bfloat16
    optimizer = torch.optim.SGD(weights.masters, lr=1.0)
    for _ in range(16):
        (model(torch.ones(1, 1, dtype=torch.bfloat16)) * 0.001).sum().backward()
        weights.collect()
        optimizer.step()
        weights.spread()
    # A bfloat16 near 1 moves in steps of 0.0039: one by one, these would all have been lost.
    assert weights.masters[0].item() == pytest.approx(1 - 16 * 0.001, abs=1e-4)
    assert next(model.parameters()).item() == pytest.approx(0.984, abs=0.003)


def test_the_mean_of_checkpoints_weighs_them_by_their_shares(tmp_path):
    for name, value in (("one", 1.0), ("two", 5.0)):
        (tmp_path / name).mkdir()
        save_file({"w": torch.full((2,), value)}, tmp_path / name / WEIGHTS)
    average([(tmp_path / "one", 3), (tmp_path / "two", 1)], tmp_path / "mean")
    assert load_file(tmp_path / "mean" / WEIGHTS)["w"].tolist() == [2.0, 2.0]
