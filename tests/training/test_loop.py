"""A toy training goes the whole way, from examples to a folder that reads; it needs the packages of the extra train."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("safetensors")

from kg import mentions, reading  # noqa: E402  # after the packages without which nothing here runs
from kg.articles import make  # noqa: E402
from kg.learned.model import Model  # noqa: E402
from kg.learned.passages import passages  # noqa: E402
from kg.model import Span  # noqa: E402
from kg.training import Config, fit, settings  # noqa: E402
from kg.training.examples import Example  # noqa: E402
from kg.training.export import export  # noqa: E402
from kg.training.loop import Recipe  # noqa: E402
from kg.training.network import Layer, Names, Relations  # noqa: E402

TEXTS = ("Orla Finch works for Vesta Group.", "Ida Marsh met Abel Finch.", "Vesta Group hired Ida Marsh.")
WORDS = sorted({w.lower() for text in TEXTS for w in text.replace(".", " .").split()})


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an untrained encoder of a few words."""
    from safetensors.torch import save_file
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.normalizers import Lowercase
    from tokenizers.pre_tokenizers import BertPreTokenizer
    from tokenizers.processors import TemplateProcessing

    folder = tmp_path_factory.mktemp("encoder")
    vocabulary = {word: n for n, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS])}
    tokenizer = Tokenizer(WordLevel(vocabulary, "[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = Lowercase(), BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing("[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(5)
    names, pairs = Names(len(vocabulary), 4), Relations(4, 1)
    weights = {
        "embeddings.word_embeddings.weight": names.words.weight,
        "embeddings.position_embeddings.weight": names.places.weight,
        "embeddings.token_type_embeddings.weight": torch.zeros(2, names.words.weight.shape[1]),
        "embeddings.LayerNorm.weight": names.norm.weight,
        "embeddings.LayerNorm.bias": names.norm.bias,
    }
    for n, layer in enumerate([*names.layers, *pairs.layers]):
        weights |= _bert(layer, f"encoder.layer.{n}.")
    save_file({k: v.detach().clone().contiguous() for k, v in weights.items()}, folder / "model.safetensors")
    return folder


def _bert(layer: Layer, prefix: str) -> dict[str, torch.Tensor]:
    found = {}
    for kind in ("weight", "bias"):
        for name, part in zip(("query", "key", "value"), getattr(layer.qkv, kind).chunk(3), strict=True):
            found[f"{prefix}attention.self.{name}.{kind}"] = part
        found[f"{prefix}attention.output.dense.{kind}"] = getattr(layer.out, kind)
        found[f"{prefix}attention.output.LayerNorm.{kind}"] = getattr(layer.norm1, kind)
        found[f"{prefix}intermediate.dense.{kind}"] = getattr(layer.up, kind)
        found[f"{prefix}output.dense.{kind}"] = getattr(layer.down, kind)
        found[f"{prefix}output.LayerNorm.{kind}"] = getattr(layer.norm2, kind)
    return found


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    ontology, found = reading.load_ontology(()), []
    for n, text in enumerate(TEXTS):
        for passage in passages(mentions.annotate(make(str(n), text, id=str(n)), ontology)):
            example = Example(passage, "toy", str(n), n + 1, frozenset({"memberOf"}))
            for i, thing in enumerate(passage.things):
                example.typed([i], "Organization" if "Vesta" in thing.span.of(passage.text) else "Person")
            if not n:
                example.positive.add((0, 1, "memberOf"))
            found.append(example)
    return found


RECIPE = Recipe(epochs=12, batch=3, encoder_rate=3e-4, half=False)


def test_a_trained_model_tells_what_it_learned(encoder: Path, examples: list[Example], tmp_path: Path) -> None:
    lost: list[str] = []
    names, pairs = fit(examples, ["memberOf"], encoder, RECIPE, lost.append)
    assert float(lost[-1].split()[-1]) < float(lost[0].split()[-1]) / 2
    told = settings([], ["memberOf"], Config(tmp_path), RECIPE, examples, files={})
    told["relations"][0] |= {"threshold": 0.5}
    export(names, pairs, encoder / "tokenizer.json", told, tmp_path / "model")
    model = Model(tmp_path / "model")
    assert [(i, j, name) for i, j, name, _ in model.relations(examples[0].passage)] == [(0, 1, "memberOf")]
    assert not list(model.relations(examples[1].passage))
    (types,) = model.types(TEXTS[2], [Span(0, len("Vesta Group"))])
    assert max(types, key=lambda pair: pair[1])[0] == "Organization"
    assert json.loads((tmp_path / "model/config.json").read_text(encoding="utf-8"))["examples"]["toy"]["memberOf"] == 1


def test_the_same_recipe_gives_the_same_weights(encoder: Path, examples: list[Example]) -> None:
    short = Recipe(epochs=1, batch=2, half=False)
    one, other = (fit(examples, ["memberOf"], encoder, short, str)[1].state_dict() for _ in range(2))
    assert all(torch.equal(value, other[name]) for name, value in one.items())
