"""From the trained network to the folder that ``kg.learned.model`` reads: ONNX, int8 weights quantised per channel."""

from __future__ import annotations

import json
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from kg.training.network import Names, Relations


class _States(nn.Module):
    def __init__(self, names: Names) -> None:
        super().__init__()
        self.names = names

    def forward(self, ids: Tensor, shapes: Tensor, spans: Tensor) -> tuple[Tensor, Tensor]:
        states, types = self.names(ids, shapes, torch.ones_like(ids, dtype=torch.float32), spans)
        return states, torch.softmax(types, -1)


class _Pairs(nn.Module):
    def __init__(self, relations: Relations) -> None:
        super().__init__()
        self.relations = relations

    def forward(self, states: Tensor, spans: Tensor, kinds: Tensor) -> Tensor:
        scores: Tensor = self.relations(states, torch.ones_like(states[:, :, 0]), spans, kinds)
        return scores


def export(names: Names, relations: Relations, tokenizer: Path, config: Mapping[str, Any], folder: Path) -> None:
    """Write the folder; ``config`` is what ``config.json`` shall say."""
    folder.mkdir(parents=True, exist_ok=True)
    ids, spans = torch.ones(1, 7, dtype=torch.long), torch.ones(1, 3, 7) / 7
    states = torch.zeros(1, 7, names.norm.weight.shape[0])
    kinds = torch.zeros(1, 3, dtype=torch.long)
    text, pairs = {1: "pieces"}, {1: "things", 2: "pieces"}
    _write(
        _States(names.eval()),
        (ids, torch.zeros_like(ids), spans),
        {"ids": text, "shapes": text, "spans": pairs},
        {"states": text, "types": {1: "things"}},
        folder / "names.onnx",
    )
    _write(
        _Pairs(relations.eval()),
        (states, spans, kinds),
        {"states": text, "spans": pairs, "kinds": {1: "things"}},
        {"scores": {1: "things", 2: "things"}},
        folder / "relations.onnx",
    )
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    written = json.dumps(config, indent=1, ensure_ascii=False, sort_keys=True)
    (folder / "config.json").write_text(written + "\n", encoding="utf-8")


def _write(
    module: nn.Module, inputs: tuple[Tensor, ...], given: dict[str, dict[int, str]], told: dict[str, dict[int, str]], path: Path
) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole, plain = Path(scratch) / "whole.onnx", Path(scratch) / "plain.onnx"
        torch.onnx.export(
            module,
            inputs,
            str(whole),
            input_names=list(given),
            output_names=list(told),
            dynamic_axes=given | told,
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(str(whole), str(plain), skip_symbolic_shape=True)
        quantize_dynamic(str(plain), str(path), per_channel=True, weight_type=QuantType.QInt8)
