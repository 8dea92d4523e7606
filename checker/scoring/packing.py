"""Four-bit weights: a model of 88 million parameters in 47 MB.

Matrices are stored as integers of -7 to 7, two to a byte, with one half-precision scale for each
group of 64 neighbours in a row (round to nearest, symmetric; the grouping as in Frantar et al.,
"GPTQ", ICLR 2023). The judge is trained with its weights rounded in this way, so that the rounding
costs it next to nothing. Vectors (biases, norms) and small matrices stay in half precision.
"""

from __future__ import annotations

import contextlib
import math
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from checker.scoring.runtime import PACKED, WEIGHTS

if TYPE_CHECKING:
    import torch

GROUP = 64
"""Weights that share a scale."""

LEVELS = 7
SMALLEST = 100_000
"""Matrices of fewer elements are not worth the loss."""

_SCALE = ".scale"


def is_packed(name: str, weight: torch.Tensor) -> bool:
    """Whether a weight of this name and shape is stored in four bits."""
    return (
        weight.dim() == 2
        and weight.numel() >= SMALLEST
        and weight.shape[1] % GROUP == 0
        and "classifier" not in name
    )


def _levels(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Integers of -7 to 7 in groups, shape (rows, groups, 64), and scales, (rows, groups, 1)."""
    import torch

    groups = weight.float().reshape(weight.shape[0], -1, GROUP)
    # In half precision, as it will be read; a group of zeros keeps a scale that can divide.
    largest = torch.linalg.vector_norm(groups, math.inf, dim=2, keepdim=True)
    scale = (largest / LEVELS).half().float().clamp(min=1e-7)
    # In place: training rounds all weights in each step.
    return (groups / scale).round_().clamp_(-LEVELS, LEVELS), scale


def rounded(weight: torch.Tensor) -> torch.Tensor:
    """The weight as it comes back from four bits; float32, the same shape."""
    levels, scale = _levels(weight)
    return levels.mul_(scale).reshape(weight.shape)


def pack(weights: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """A model's weights for storage: four bits where `is_packed`, else half precision."""
    import torch

    stored: dict[str, torch.Tensor] = {}
    for name, weight in weights.items():
        if not is_packed(name, weight):
            stored[name] = weight.half().contiguous()
            continue
        levels, scale = _levels(weight)
        codes = (levels.reshape(weight.shape[0], -1) + LEVELS + 1).to(torch.uint8)
        stored[name] = (codes[:, 0::2] << 4 | codes[:, 1::2]).contiguous()
        stored[name + _SCALE] = scale.squeeze(2).half().contiguous()
    return stored


def unpack(stored: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The weights that `pack` stored, all in half precision."""
    import torch

    weights: dict[str, torch.Tensor] = {}
    for name, kept in stored.items():
        if name.endswith(_SCALE):
            continue
        scale = stored.get(name + _SCALE)
        if scale is None:
            weights[name] = kept
            continue
        codes = torch.stack((kept >> 4, kept & 15), dim=2).reshape(kept.shape[0], -1)
        levels = (codes.float() - LEVELS - 1).reshape(kept.shape[0], -1, GROUP)
        weights[name] = (levels * scale.float().unsqueeze(2)).reshape(kept.shape[0], -1).half()
    return weights


def save_packed(weights: Mapping[str, torch.Tensor], folder: Path) -> None:
    """Write `weights`, packed, to the model folder `folder`."""
    from safetensors.torch import save_file

    save_file(pack(weights), folder / PACKED, metadata={"format": "pt"})


@contextlib.contextmanager
def unpacked(folder: Path) -> Iterator[Path]:
    """A folder with the model of `folder` as every loader reads it, gone afterwards.

    Raises what safetensors raises for a damaged file.
    """
    from safetensors.torch import load_file, save_file

    with TemporaryDirectory(prefix="checker-") as scratch:
        plain = Path(scratch)
        for path in folder.iterdir():
            if path.is_file() and path.name != PACKED:
                shutil.copyfile(path, plain / path.name)
        save_file(unpack(load_file(folder / PACKED)), plain / WEIGHTS, metadata={"format": "pt"})
        yield plain


def quickest_type() -> torch.dtype:
    """The number format in which this machine computes fastest without loss: bfloat16 where the
    processor has instructions for it (65 pairs/s on two cores with AMX; nearly twice the speed of
    float32 on a machine without; logits differ by 0.01), else float32.

    Eight-bit integers would be as fast anywhere, but cost this model 19 points of accuracy.
    """
    import torch

    look = getattr(torch.cpu, "get_capabilities", dict)
    found: Mapping[str, object] = look()
    quick = any(found.get(name) for name in ("avx512_bf16", "amx_bf16", "bf16"))
    return torch.bfloat16 if quick else torch.float32
