"""Training: examples → tensors → the two networks, with fixed seeds and one thread, so that it can be repeated."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from kg.learned.model import Reader
from kg.learned.passages import KINDS
from kg.training import network
from kg.training.examples import TYPES, Example

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast to learn: ``encoder_rate`` for what was trained before, ``head_rate`` for what is new;
    ``types`` is the weight of names' types beside relations; ``most`` is how many sentences of Re-DocRED to learn from that say
    most, ``plain`` how many of its others, and of GUM, which mostly say nothing of the kind; ``newswire`` is how often to learn
    from each sentence of CoNLL04, of which there are few; ``composed`` is how many sentences to put together from the lexicon;
    ``half`` multiplies matrices in bfloat16, which newer processors do at twice the speed, and others at a third of it."""

    epochs: int = 5
    batch: int = 16
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    types: float = 0.2
    most: int = 1000
    plain: int = 1200
    newswire: int = 3
    composed: int = 1800
    seed: int = 1
    half: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An example as numbers: word pieces and their shapes, weights of things on pieces [M, T], kinds [M], what holds and
    what counts [M, M, R], types [M] (-1: not known)."""

    ids: tuple[int, ...]
    shapes: tuple[int, ...]
    weights: Floats
    kinds: tuple[int, ...]
    holds: Floats
    counts: Floats
    types: NDArray[np.int64]


def row(example: Example, reader: Reader, relations: Sequence[str]) -> Row:
    """Return an example as numbers."""
    pieces, things = reader.pieces(example.passage.text), example.passage.things
    weights, number = pieces.weights([t.span for t in things]), {name: n for n, name in enumerate(relations)}
    holds, counts = (np.zeros((len(things), len(things), len(relations)), np.float32) for _ in range(2))
    for name in example.known & number.keys():
        counts[:, :, number[name]] = 1
    for i, j, name in example.positive:
        holds[i, j, number[name]] = counts[i, j, number[name]] = 1
    for i, j, name in example.unsure:
        counts[i, j, number[name]] = 0
    counts[range(len(things)), range(len(things))] = 0
    for i, thing in enumerate(things):
        if thing.kind == "date":
            counts[i] = 0
        if not weights[i].any():
            counts[i] = counts[:, i] = 0
    types = np.array([TYPES.index(example.types[i]) if i in example.types else -1 for i in range(len(things))])
    return Row(pieces.ids, pieces.shapes, weights, tuple(KINDS.index(t.kind) for t in things), holds, counts, types)


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of numbers side by side, filled up with zeros."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    weights: Tensor
    kinds: Tensor
    holds: Tensor
    counts: Tensor
    types: Tensor


def batch(rows: Sequence[Row]) -> Batch:
    """Put rows side by side."""
    size, long, wide = len(rows), max(len(r.ids) for r in rows), max(len(r.kinds) for r in rows)
    relations = rows[0].holds.shape[-1]
    ids, shapes = (torch.zeros(size, long, dtype=torch.long) for _ in range(2))
    mask, weights = torch.zeros(size, long), torch.zeros(size, wide, long)
    kinds, types = torch.zeros(size, wide, dtype=torch.long), torch.full((size, wide), -1)
    holds, counts = (torch.zeros(size, wide, wide, relations) for _ in range(2))
    for b, r in enumerate(rows):
        t, m = len(r.ids), len(r.kinds)
        ids[b, :t], shapes[b, :t], mask[b, :t] = torch.tensor(r.ids), torch.tensor(r.shapes), 1
        weights[b, :m, :t], kinds[b, :m] = torch.from_numpy(r.weights), torch.tensor(r.kinds)
        holds[b, :m, :m], counts[b, :m, :m] = torch.from_numpy(r.holds), torch.from_numpy(r.counts)
        types[b, :m] = torch.from_numpy(r.types)
    return Batch(ids, shapes, mask, weights, kinds, holds, counts, types)


def train(
    rows: Sequence[Row], relations: int, start: Path, recipe: Recipe, tell: Callable[[str], None]
) -> tuple[network.Names, network.Relations]:
    """Return the networks trained on the rows, from the encoder in the safetensors file ``start``; its word vectors stay as
    they are. ``tell`` is called once an epoch."""
    torch.set_num_threads(1)
    torch.manual_seed(recipe.seed)
    torch.use_deterministic_algorithms(True)
    rng = random.Random(recipe.seed)
    names, pairs = network.start(start, len(KINDS), len(TYPES), relations)
    names.words.weight.requires_grad = False
    old = [*names.layers.parameters(), *pairs.layers.parameters(), names.places.weight, names.segment, *names.norm.parameters()]
    known = {id(p) for p in (*old, names.words.weight)}
    new = [p for p in (*names.parameters(), *pairs.parameters()) if id(p) not in known]
    groups = [{"params": old, "lr": recipe.encoder_rate}, {"params": new, "lr": recipe.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = recipe.epochs * -(-len(rows) // recipe.batch)

    def rate(step: int) -> float:
        return min((step + 1) / (0.1 * steps), max(0.0, (steps - step) / (0.9 * steps)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    for epoch in range(recipe.epochs):
        names.train()
        pairs.train()
        lost = 0.0
        for numbers in _shuffled(rows, recipe.batch, rng):
            b = batch([rows[n] for n in numbers])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=recipe.half):
                states, types = names(b.ids, b.shapes, b.mask, b.weights)
                scores = pairs(states, b.mask, b.weights, b.kinds)
            wrong = F.binary_cross_entropy_with_logits(scores.float(), b.holds, reduction="none") * b.counts
            mistyped = F.cross_entropy(types.float().flatten(0, 1), b.types.flatten(), ignore_index=-1, reduction="sum")
            loss = (wrong.sum() / 2 + recipe.types * mistyped) / len(numbers)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*old, *new], 1.0)
            optimizer.step()
            schedule.step()
            lost += float(loss.detach()) * len(numbers)
        tell(f"epoch {epoch + 1} of {recipe.epochs}: loss {lost / len(rows):.3f}")
    return names.eval(), pairs.eval()


def _shuffled(rows: Sequence[Row], size: int, rng: random.Random) -> list[list[int]]:
    """Return batches of rows about equally long, in random order."""
    lengths = [len(r.ids) + 1.5 * len(r.kinds) + rng.random() * 6 for r in rows]
    order = sorted(range(len(rows)), key=lengths.__getitem__)
    batches = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(batches)
    return batches


def predict(names: network.Names, pairs: network.Relations, rows: Sequence[Row], size: int = 32) -> list[tuple[Floats, Floats]]:
    """Return for each row the scores of relations [M, M, R] and the chances of types [M, C]."""
    found: dict[int, tuple[Floats, Floats]] = {}
    order = sorted(range(len(rows)), key=lambda n: len(rows[n].ids))
    with torch.no_grad():
        for at in range(0, len(order), size):
            numbers = order[at : at + size]
            b = batch([rows[n] for n in numbers])
            states, types = names(b.ids, b.shapes, b.mask, b.weights)
            scores = torch.sigmoid(pairs(states, b.mask, b.weights, b.kinds))
            chances = torch.softmax(types, -1)
            for k, n in enumerate(numbers):
                m = len(rows[n].kinds)
                found[n] = scores[k, :m, :m].numpy().copy(), chances[k, :m].numpy().copy()
    return [found[n] for n in range(len(rows))]
