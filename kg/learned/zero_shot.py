"""GLiNER models that users bring (Zaratiana et al. 2024): types of names by labels in plain words, which no training fixes.

A folder holds ``model.onnx`` in GLiNER's span mode (``input_ids``, ``attention_mask``, ``words_mask``, ``text_lengths``,
``span_idx``, ``span_mask`` → ``logits`` [1, words, widths, labels]), ``tokenizer.json``, ``gliner_config.json``, and
``kg.toml``, whose ``[types]`` say which label is which of our types ("football club" = "Organization").
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import UsageError
from kg.learned.passages import Passage
from kg.learned.runtime import session
from kg.model import Span, Types

FILES = ("gliner_config.json", "tokenizer.json", "model.onnx", "kg.toml")
#: The labels that are asked for where ``kg.toml`` has none.
LABELS = {"person": "Person", "organization": "Organization", "location": "Place"}
_WORD = re.compile(r"\w+(?:[-_]\w+)*|\S")
#: Longer sentences are read up to here.
_MOST_WORDS = 300


class Spans:
    """A model that tells how well labels fit spans of words."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise UsageError(f"{folder}: is no GLiNER folder, it has no {', '.join(missing)}")
        try:
            config = json.loads((folder / "gliner_config.json").read_text(encoding="utf-8"))
            told = tomllib.loads((folder / "kg.toml").read_text(encoding="utf-8"))
            self.widest = int(config["max_width"])
            self.marks = str(config.get("ent_token", "<<ENT>>")), str(config.get("sep_token", "<<SEP>>"))
            self.labels = {str(label): str(type_) for label, type_ in dict(told.get("types", LABELS)).items()}
        except (KeyError, TypeError, ValueError) as error:
            raise UsageError(f"{folder}: gliner_config.json or kg.toml is not what docs/model.md tells: {error}") from error
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.session = session(folder / "model.onnx")

    def types(self, text: str, spans: Sequence[Span]) -> list[Types]:
        """Return for each span the chances of our types by the labels that fit it best; they add up to at most 1."""
        import numpy as np

        words = [m.span() for m in _WORD.finditer(text)][:_MOST_WORDS]
        if not words or not spans:
            return [() for _ in spans]
        prompt = [part for label in self.labels for part in (self.marks[0], label)] + [self.marks[1]]
        read = self.tokenizer.encode([*prompt, *(text[a:b] for a, b in words)], is_pretokenized=True)
        numbers, seen = list[int](), set[int | None]()
        for word in read.word_ids:  # the first piece of each word carries its number, from 1 on
            numbers.append(word - len(prompt) + 1 if word is not None and word >= len(prompt) and word not in seen else 0)
            seen.add(word)
        starts, widths = np.meshgrid(np.arange(len(words)), np.arange(self.widest), indexing="ij")
        places = np.stack([starts, starts + widths], -1).reshape(1, -1, 2).astype(np.int64)
        given = {
            "input_ids": np.array([read.ids], np.int64),
            "attention_mask": np.ones((1, len(read.ids)), np.int64),
            "words_mask": np.array([numbers], np.int64),
            "text_lengths": np.array([[len(words)]], np.int64),
            "span_idx": places * (places[..., 1:] < len(words)),
            "span_mask": places[..., 1] < len(words),
        }
        logits = self.session.run(None, given)[0][0]
        return [self._types(logits, words, span) for span in spans]

    def _types(self, logits: object, words: Sequence[tuple[int, int]], span: Span) -> Types:
        import numpy as np

        inside = [n for n, (a, b) in enumerate(words) if a < span.end and b > span.start]
        if not inside or len(inside) > self.widest:
            return ()
        scores = np.asarray(logits)[inside[0], len(inside) - 1].astype(np.float64)
        best: dict[str, float] = {}
        for type_, chance in zip(self.labels.values(), 1 / (1 + np.exp(-scores)), strict=True):
            best[type_] = max(best.get(type_, 0.0), float(chance))
        whole = max(1.0, sum(best.values()))
        return tuple(sorted(((type_, chance / whole) for type_, chance in best.items()), key=lambda pair: (-pair[1], pair[0])))

    def relations(self, passage: Passage) -> Iterator[tuple[int, int, str, float]]:
        """Yield nothing: it knows none."""
        return iter(())
