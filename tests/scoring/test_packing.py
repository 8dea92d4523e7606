from __future__ import annotations

from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import load_file

from checker.errors import ModelError
from checker.scoring.judge import CrossEncoderJudge, load_judge
from checker.scoring.packing import (
    GROUP,
    LEVELS,
    is_packed,
    pack,
    quickest_type,
    rounded,
    save_packed,
    unpack,
    unpacked,
)
from checker.scoring.runtime import PACKED, WEIGHTS, weights_of
from tests.scoring.test_judge import QUESTIONS, make_model


def matrix(seed: int = 0, spread: float = 1.0) -> torch.Tensor:
    """A matrix just large enough to be packed."""
    return torch.randn(800, 2 * GROUP, generator=torch.Generator().manual_seed(seed)) * spread


@pytest.mark.parametrize(
    ("name", "shape", "expected"),
    [
        ("encoder.dense.weight", (768, 768), True),
        ("encoder.dense.bias", (768,), False),
        ("encoder.relative_attention_bias.weight", (32, 12), False),
        ("odd.weight", (2000, 100), False),
        ("classifier.dense.weight", (768, 768), False),
    ],
)
def test_what_is_packed(name: str, shape: tuple[int, ...], expected: bool) -> None:
    assert is_packed(name, torch.zeros(shape)) is expected


@given(st.integers(0, 99), st.floats(1e-3, 100))
def test_rounding_is_off_by_half_a_level_at_most(seed: int, spread: float) -> None:
    weight = matrix(seed, spread)
    scales = weight.reshape(800, -1, GROUP).abs().amax(dim=2, keepdim=True) / LEVELS
    error = (rounded(weight) - weight).reshape(800, -1, GROUP).abs()
    assert (error <= scales * 0.51).all()


@given(st.integers(0, 99), st.sampled_from([1e-3, 1.0, 50.0]))
def test_what_is_packed_comes_back_as_it_was_rounded(seed: int, spread: float) -> None:
    weights = {"a.weight": matrix(seed, spread), "a.bias": torch.ones(3)}
    stored = pack(weights)
    assert stored["a.weight"].dtype is torch.uint8
    assert stored["a.weight"].numel() == weights["a.weight"].numel() // 2
    back = unpack(stored)
    assert back.keys() == weights.keys()
    assert torch.equal(back["a.weight"], rounded(weights["a.weight"]).half())
    assert torch.equal(back["a.bias"], weights["a.bias"].half())


def test_rounding_twice_changes_nothing() -> None:
    once = rounded(matrix())
    assert torch.allclose(rounded(once), once, rtol=1e-3)


def test_a_group_of_zeros_stays_zero() -> None:
    weight = matrix()
    weight[0] = 0
    assert torch.equal(unpack(pack({"w": weight}))["w"][0], torch.zeros(2 * GROUP).half())


def test_a_packed_folder_judges_as_the_plain_one(tmp_path: Path) -> None:
    plain = make_model(tmp_path / "plain", ("carries", "contradicts", "neither"))
    folder = make_model(tmp_path / "packed", ("carries", "contradicts", "neither"))
    save_packed(load_file(folder / WEIGHTS), folder)
    (folder / WEIGHTS).unlink()
    assert weights_of(folder) == folder / PACKED
    with unpacked(folder) as scratch:
        assert {p.name for p in scratch.iterdir()} == {p.name for p in plain.iterdir()}
    assert not scratch.exists()
    one = CrossEncoderJudge("plain", str(plain), "x").judge(QUESTIONS)
    two = load_judge(str(folder)).judge(QUESTIONS)
    for first, second in zip(one, two, strict=True):
        # Half precision: near, not equal.
        assert second.carries == pytest.approx(first.carries, abs=0.05)


def test_a_damaged_packed_file_is_one_line(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "packed", ("carries", "contradicts", "neither"))
    (folder / PACKED).write_bytes(b"version https://git-lfs.github.com/spec/v1\n")
    with pytest.raises(ModelError, match="can't be loaded") as caught:
        load_judge(str(folder))
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("has", "expected"),
    [
        ({"avx512_bf16": True}, torch.bfloat16),
        ({"amx_bf16": True, "avx512_bf16": False}, torch.bfloat16),
        ({"avx512_bf16": False, "avx2": True}, torch.float32),
        ({}, torch.float32),
    ],
)
def test_half_precision_only_where_the_processor_has_it(
    monkeypatch: pytest.MonkeyPatch, has: dict[str, bool], expected: torch.dtype
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: has, raising=False)
    assert quickest_type() is expected


def test_a_pytorch_that_cannot_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(torch.cpu, "get_capabilities", raising=False)
    assert quickest_type() is torch.float32
