"""One stage of training: pairs in, a fine-tuned cross-encoder folder out.

Plain PyTorch rather than `CrossEncoderTrainer`, for three reasons: the partial-label loss
(see `training.data`); batches of equal length, which on a CPU are worth a factor of two; and
half-precision arithmetic on single-precision weights, worth 1.6 times the speed of autocast on a
CPU with bfloat16 (72 pairs/s instead of 44 on two cores).
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import torch
from sentence_transformers import CrossEncoder
from torch.nn import ModuleList

from checker.scoring.packing import is_packed, rounded
from training.data import LABELS, Pair

MAX_TOKENS = 192

BATCH = 64
"""Pairs; half as many train a third slower on two CPU cores."""

ROUNDED_ROWS = 256
"""Rows of a matrix that are rounded at once."""


def batches(pairs: list[Pair], size: int, rng: random.Random) -> list[list[Pair]]:
    """Shuffled batches of pairs of about one length (sorted within blocks of 50 batches)."""
    pool = pairs[:]
    rng.shuffle(pool)
    made = []
    for start in range(0, len(pool), size * 50):
        block = sorted(pool[start : start + size * 50], key=lambda p: len(p.passage) + len(p.claim))
        made += [block[i : i + size] for i in range(0, len(block), size)]
    rng.shuffle(made)
    return made


def partial_label_loss(
    logits: torch.Tensor,
    allowed: torch.Tensor,
    shares: torch.Tensor | None = None,
    even: torch.Tensor | None = None,
) -> torch.Tensor:
    """Mean of -log(sum of the probabilities of the allowed labels).

    `logits`: (batch, 3); `allowed`: (batch, 3) of 0 and 1. `shares`: (batch,), over 0 to 1: the
    probability that the allowed labels should have, where the rest is the last label's.
    `even`: (batch,) of booleans; where true, it is the mean of -log(probability) over the allowed
    labels instead, lowest when they are equally probable.
    """
    log_p = torch.log_softmax(logits.float(), dim=-1)
    found = torch.logsumexp(log_p.masked_fill(allowed == 0, -1e9), dim=-1)
    if even is not None:
        found = torch.where(even, (log_p * allowed).sum(dim=-1) / allowed.sum(dim=-1), found)
    if shares is not None:
        found = shares * found + (1 - shares) * log_p[:, -1]
    return -found.mean()


class MasterWeights:
    """The float32 weights of a model whose own parameters are turned to bfloat16."""

    def __init__(self, model: torch.nn.Module, *, packed: bool = False) -> None:
        """Copy the weights; afterwards `model` computes in bfloat16.

        `packed`: what the model computes with are the four-bit weights that will be shipped, so
        that training makes up for what rounding costs (Bengio et al., "Estimating or propagating
        gradients through stochastic neurons", 2013: gradients pass as if nothing were rounded).
        """
        self._packed = [packed and is_packed(n, p) for n, p in model.named_parameters()]
        self.masters = [p.detach().clone().float() for p in model.parameters()]
        model.to(torch.bfloat16)
        self._parameters = list(model.parameters())
        self.spread()

    def collect(self) -> None:
        """Move the gradients of the model to the float32 weights."""
        for master, parameter in zip(self.masters, self._parameters, strict=True):
            master.grad = None if parameter.grad is None else parameter.grad.float()
            parameter.grad = None

    def spread(self) -> None:
        """Copy the float32 weights, rounded, to the model."""
        with torch.no_grad():
            for master, parameter, packed in zip(
                self.masters, self._parameters, self._packed, strict=True
            ):
                if not packed:
                    parameter.copy_(master)
                    continue
                # In blocks that stay in the processor's cache.
                for row in range(0, len(master), ROUNDED_ROWS):
                    parameter[row : row + ROUNDED_ROWS].copy_(
                        rounded(master[row : row + ROUNDED_ROWS])
                    )

    def save(self, encoder: CrossEncoder, out: Path) -> None:
        """Save the model to the folder `out` with its float32 weights."""
        with torch.no_grad():
            for master, parameter in zip(self.masters, self._parameters, strict=True):
                parameter.data = master.clone()
        encoder.save_pretrained(str(out))
        for parameter in self._parameters:
            parameter.data = parameter.data.to(torch.bfloat16)


def share_of_rate(step: int, steps: int, last: float) -> float:
    """The share of the highest rate at `step`: up from 0 over the first 6 % of the steps, then
    down in a line to the share `last`."""
    warmup = max(1, int(0.06 * steps))
    if step < warmup:
        return step / warmup
    return 1 - (1 - last) * (step - warmup) / max(1, steps - warmup)


def encoder_of(model: torch.nn.Module) -> torch.nn.Module:
    """The stack of layers of a model of BERT's family, as its attribute `layer`."""
    return next(m for m in model.modules() if isinstance(getattr(m, "layer", None), ModuleList))


def fit(
    start: str,
    pairs: list[Pair],
    out: Path,
    *,
    rate: float,
    epochs: int = 1,
    batch: int = BATCH,
    seed: int = 13,
    layers: int | None = None,
    last_rate: float = 0.0,
    packed: bool = False,
    log_every: int = 100,
) -> None:
    """Fine-tune the model at `start` on `pairs` and save it to `out` in fp32.

    `rate` falls linearly to `last_rate` after 6 % of warm-up. Weights decay by 0.01. The pass
    forward and back runs in bfloat16; the optimizer keeps and steps the weights in float32.
    Dropout only on the embeddings: elsewhere it costs a third of the time.
    `layers`: keep only the first so many layers of the model at `start`. `packed`: see
    `MasterWeights`.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)
    encoder = CrossEncoder(
        start,
        num_labels=3,
        max_length=MAX_TOKENS,
        device="cpu",
        model_kwargs={"dtype": torch.float32, "attn_implementation": "eager"},
    )
    model, tokenizer = encoder.model, encoder.tokenizer
    if layers is not None:
        stack = encoder_of(model)
        stack.layer = ModuleList(list(stack.layer)[:layers])  # type: ignore[arg-type]
        model.config.num_hidden_layers = layers
    model.config.id2label = dict(enumerate(LABELS))
    model.config.label2id = {name: i for i, name in enumerate(LABELS)}
    for name, module in model.named_modules():
        if isinstance(module, torch.nn.Dropout) and "embeddings" not in name:
            module.p = 0.0
    plan = [b for _ in range(epochs) for b in batches(pairs, batch, rng)]
    weights = MasterWeights(model, packed=packed)
    optimizer = torch.optim.AdamW(weights.masters, lr=rate, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: share_of_rate(step, len(plan), last_rate / rate)
    )
    model.train()
    began, total = time.monotonic(), 0.0
    for step, group in enumerate(plan, 1):
        inputs = tokenizer(
            [p.passage for p in group],
            [p.claim for p in group],
            padding=True,
            truncation="longest_first",
            max_length=MAX_TOKENS,
            return_tensors="pt",
        )
        targets = (torch.tensor(v) for v in zip(*(p.target for p in group), strict=True))
        loss = partial_label_loss(model(**inputs).logits, *targets)
        loss.backward()  # type: ignore[no-untyped-call]
        weights.collect()
        torch.nn.utils.clip_grad_norm_(weights.masters, 1.0)
        optimizer.step()
        schedule.step()
        weights.spread()
        total += loss.item()
        if step % log_every == 0:
            speed = step * batch / (time.monotonic() - began)
            print(
                f"{out.name} {step}/{len(plan)} loss {total / log_every:.3f} {speed:.0f} pairs/s",
                flush=True,
            )
            total = 0.0
        if step % 500 == 0:
            # Under another name: a folder called `out` is a finished stage.
            weights.save(encoder, out.with_name(f"{out.name}.partial"))
    weights.save(encoder, out)
