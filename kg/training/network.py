"""The network: a small BERT whose upper layers are told where the mentions stand, and two heads that read spans.

Devlin et al. 2019 for the encoder; entity marks as in Zhong and Chen 2021, added to the states of a middle layer, so that one
encoding serves every pair; what lies around a pair is pooled by attention of the pair, as in Zhou et al. 2021.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

HIDDEN, HEADS, LAYERS, WIDE = 384, 12, 6, 1536
#: How many layers names and relations share; above, mentions are marked.
LOWER = 4
SHAPES = 4


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, WIDE)
        self.down = nn.Linear(WIDE, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor, drop: float) -> Tensor:
        """Return the states after this layer; ``bias`` is added to the attention before its softmax."""
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        a = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(HIDDEN // HEADS) + bias, -1)
        y = self.out((a @ v).transpose(1, 2).reshape(b, t, HIDDEN))
        x = self.norm1(x + F.dropout(y, drop, self.training))
        y = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(y, drop, self.training))


class Names(nn.Module):
    """Token ids and shapes [B, T], mask [B, T], span weights [B, M, T] → states [B, T, H], types [B, M, C]."""

    def __init__(self, words: int, types: int) -> None:
        super().__init__()
        self.words = nn.Embedding(words, HIDDEN)
        self.places = nn.Embedding(512, HIDDEN)
        self.segment = nn.Parameter(torch.zeros(HIDDEN))
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LOWER))
        self.head = nn.Sequential(nn.Linear(2 * HIDDEN, 128), nn.GELU(), nn.Linear(128, types))
        self.drop = 0.1

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, spans: Tensor) -> tuple[Tensor, Tensor]:
        """Return states and types."""
        x = self.words(ids) + self.shapes(shapes) + self.segment + self.places.weight[: ids.shape[1]]
        x = F.dropout(self.norm(x), self.drop, self.training)
        bias = (1.0 - mask[:, None, None, :]) * -1e4
        for layer in self.layers:
            x = layer(x, bias, self.drop)
        inside = spans @ x
        whole = x[:, :1].expand(-1, spans.shape[1], -1)
        return x, self.head(torch.cat([inside, whole], -1))


class Relations(nn.Module):
    """States [B, T, H], mask [B, T], span weights [B, M, T], kinds [B, M] → scores [B, M, M, R]."""

    def __init__(self, kinds: int, relations: int, inner: int = 256, heads: int = 4) -> None:
        super().__init__()
        self.kinds = nn.Embedding(kinds, HIDDEN)
        nn.init.normal_(self.kinds.weight, std=0.02)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS - LOWER))
        self.first, self.second = nn.Linear(HIDDEN, inner), nn.Linear(HIDDEN, inner)
        self.asks1, self.asks2 = nn.Linear(HIDDEN, inner), nn.Linear(HIDDEN, inner)
        self.key, self.value = nn.Linear(HIDDEN, inner), nn.Linear(HIDDEN, inner)
        self.around = nn.Linear(inner, inner)
        self.heads = heads
        self.final = nn.Linear(inner, inner)
        self.score = nn.Linear(inner, relations)
        nn.init.constant_(self.score.bias, -4.0)
        self.drop = 0.1

    def forward(self, x: Tensor, mask: Tensor, spans: Tensor, kinds: Tensor) -> Tensor:
        """Return the score of each relation for each ordered pair of things, before the logistic function."""
        b, m, t = spans.shape
        x = x + (spans > 0).to(x.dtype).transpose(1, 2) @ self.kinds(kinds)
        bias = (1.0 - mask[:, None, None, :]) * -1e4
        for layer in self.layers:
            x = layer(x, bias, self.drop)
        inside = spans @ x
        q = self.asks1(inside)[:, :, None] + self.asks2(inside)[:, None]  # B M M I
        inner = q.shape[-1]
        q = q.view(b, m * m, self.heads, inner // self.heads).transpose(1, 2)
        k = self.key(x).view(b, t, self.heads, -1).transpose(1, 2)
        v = self.value(x).view(b, t, self.heads, -1).transpose(1, 2)
        a = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(inner // self.heads) + bias, -1)
        around = (a @ v).transpose(1, 2).reshape(b, m, m, inner)
        z = self.first(inside)[:, :, None] + self.second(inside)[:, None] + self.around(around)
        z = F.dropout(F.gelu(z), self.drop, self.training)
        z = F.gelu(self.final(z))
        return self.score(z)


def start(file: Path, kinds: int, types: int, relations: int) -> tuple[Names, Relations]:
    """Return the networks with the encoder's weights from a safetensors file of BERT's naming."""
    from safetensors.torch import load_file

    weights = {name.removeprefix("bert."): value for name, value in load_file(file).items()}
    names = Names(weights["embeddings.word_embeddings.weight"].shape[0], types)
    pairs = Relations(kinds, relations)
    load(names, pairs, weights)
    return names, pairs


def load(names: Names, relations: Relations, w: Mapping[str, Tensor]) -> None:
    """Fill the encoder's weights."""
    with torch.no_grad():
        names.words.weight.copy_(w["embeddings.word_embeddings.weight"])
        names.places.weight.copy_(w["embeddings.position_embeddings.weight"])
        names.segment.copy_(w["embeddings.token_type_embeddings.weight"][0])
        names.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
        names.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
        for n, layer in enumerate([*names.layers, *relations.layers]):
            p = f"encoder.layer.{n}."
            for kind in ("weight", "bias"):
                parts = [w[f"{p}attention.self.{x}.{kind}"] for x in ("query", "key", "value")]
                getattr(layer.qkv, kind).copy_(torch.cat(parts))
                getattr(layer.out, kind).copy_(w[f"{p}attention.output.dense.{kind}"])
                getattr(layer.norm1, kind).copy_(w[f"{p}attention.output.LayerNorm.{kind}"])
                getattr(layer.up, kind).copy_(w[f"{p}intermediate.dense.{kind}"])
                getattr(layer.down, kind).copy_(w[f"{p}output.dense.{kind}"])
                getattr(layer.norm2, kind).copy_(w[f"{p}output.LayerNorm.{kind}"])
