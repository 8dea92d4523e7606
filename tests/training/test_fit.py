"""The partial-label loss and the batches."""

from __future__ import annotations

import itertools
import math
import random

import pytest
import torch
from transformers import BertConfig, BertForSequenceClassification

from checker.scoring.packing import rounded
from training.data import Pair, mismatched_pairs, take
from training.fit import (
    MasterWeights,
    batches,
    encoder_of,
    partial_label_loss,
    share_of_rate,
)


def test_one_allowed_label_is_cross_entropy():
    logits = torch.tensor([[2.0, 0.0, -1.0], [0.0, 1.0, 0.0]])
    allowed = torch.tensor([[1, 0, 0], [0, 0, 1]])
    expected = torch.nn.functional.cross_entropy(logits, torch.tensor([0, 2]))
    assert partial_label_loss(logits, allowed).item() == pytest.approx(expected.item())


def test_two_allowed_labels_share_their_probability():
    logits = torch.zeros(1, 3)
    allowed = torch.tensor([[0, 1, 1]])
    assert partial_label_loss(logits, allowed).item() == pytest.approx(-math.log(2 / 3))


def test_a_share_leaves_the_rest_to_neither():
    allowed, shares = torch.tensor([[1, 0, 0]]), torch.tensor([0.7])
    chances = torch.tensor([[0.7, 1e-6, 0.3]])
    least = -(0.7 * math.log(0.7) + 0.3 * math.log(0.3))
    assert partial_label_loss(chances.log(), allowed, shares).item() == pytest.approx(least, 1e-4)
    surer = torch.tensor([[0.99, 1e-6, 0.01]]).log()
    assert partial_label_loss(surer, allowed, shares).item() > least
    whole = torch.ones(1)
    assert partial_label_loss(surer, allowed, whole) == partial_label_loss(surer, allowed)


def test_even_labels_are_best_equally_probable():
    allowed, shares = torch.tensor([[1, 1, 0]]), torch.ones(1)
    half, leaning = (torch.tensor([p]).log() for p in ([0.5, 0.5, 1e-6], [0.9, 0.1, 1e-6]))
    even, either = torch.tensor([True]), torch.tensor([False])
    least = partial_label_loss(half, allowed, shares, even).item()
    assert least == pytest.approx(math.log(2), 1e-4)
    assert partial_label_loss(leaning, allowed, shares, even).item() > least + 0.1
    assert partial_label_loss(leaning, allowed, shares, either).item() == pytest.approx(0, abs=1e-5)


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


def test_packed_master_weights_compute_with_rounded_ones():
    model = torch.nn.Linear(64, 2000, bias=True)
    whole = model.weight.detach().clone()
    weights = MasterWeights(model, packed=True)
    assert torch.equal(weights.masters[0], whole)
    assert torch.equal(model.weight, rounded(whole).bfloat16())
    assert not torch.equal(model.weight, whole.bfloat16())
    assert torch.equal(model.bias, weights.masters[1].bfloat16())


def test_the_rate_goes_up_and_then_down_in_a_line():
    shares = [share_of_rate(step, 100, 0.5) for step in range(101)]
    assert shares[0] == 0
    assert shares[6] == 1 == max(shares)
    assert shares[100] == pytest.approx(0.5)
    falls = [a - b for a, b in itertools.pairwise(shares[6:])]
    assert max(falls) == pytest.approx(min(falls)) == pytest.approx(0.5 / 94)


def test_a_model_without_its_last_layers():
    config = BertConfig(
        vocab_size=20,
        hidden_size=8,
        num_hidden_layers=3,
        num_attention_heads=2,
        intermediate_size=8,
    )
    model = BertForSequenceClassification(config)
    assert encoder_of(model) is model.bert.encoder
