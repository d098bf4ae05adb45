"""The model that comes with kg, or another of its form: word pieces in, types of names and relations of pairs out.

A folder holds ``names.onnx`` and ``relations.onnx`` (int8), ``tokenizer.json`` and ``config.json``. Sentences are read one at a
time: what int8 makes of one depends on what is read with it, so a result never depends on its neighbours.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.learned import brought, zero_shot
from kg.learned.passages import KINDS, Passage, Thing
from kg.learned.runtime import session
from kg.model import Span, Types

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

#: The folder of the model that comes with kg.
OWN = Path(__file__).parent / "model"
FILES = ("config.json", "tokenizer.json", "names.onnx", "relations.onnx")
#: Longer sentences are read up to here.
MOST_PIECES = 160
#: What is less likely than this is not told, whatever its threshold.
_EVEN = 0.5
#: Sentences whose states are kept between the reading of names and that of relations.
_MOST_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Calibration:
    """From which score on a relation is told (by an eager reader from ``eager`` on), and how scores become chances of being
    right: 1 / (1 + exp(-(a·logit + b)))."""

    threshold: float
    eager: float
    a: float
    b: float

    def likely(self, score: float) -> float:
        """Return the chance that a reading of this score (in [0, 1]) is right."""
        logit = math.log(max(score, 1e-6) / max(1 - score, 1e-6))
        return 1 / (1 + math.exp(-(self.a * logit + self.b)))


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as word pieces: their numbers, what their spelling is like (``shape``), and their places in the text."""

    ids: tuple[int, ...]
    shapes: tuple[int, ...]
    places: tuple[tuple[int, int], ...]

    def weights(self, spans: Sequence[Span]) -> Floats:
        """Return for each span an even weight on each of its pieces: [spans, pieces]."""
        import numpy as np

        found = np.zeros((len(spans), len(self.ids)), np.float32)
        for n, span in enumerate(spans):
            inside = [k for k, (a, b) in enumerate(self.places) if b > a and a < span.end and b > span.start]
            if inside:
                found[n, inside] = 1 / len(inside)
        return found


def shape(word: str) -> int:
    """Return what the spelling of a word piece is like: 0 small, 1 capitalised, 2 all capitals.

    >>> shape("acme"), shape("Acme"), shape("ACME")
    (0, 1, 2)
    """
    if not word[:1].isupper():
        return 0
    return 2 if word.isupper() and len(word) > 1 else 1


class Reader:
    """Cuts texts into word pieces."""

    def __init__(self, tokenizer: Path) -> None:
        from tokenizers import Tokenizer

        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def pieces(self, text: str) -> Pieces:
        """Return the word pieces of a text, between the marks of its start and end."""
        found = self.tokenizer.encode(text)
        ids, places = list(found.ids), list(found.offsets)
        if len(ids) > MOST_PIECES:
            ids, places = [*ids[: MOST_PIECES - 1], ids[-1]], [*places[: MOST_PIECES - 1], (0, 0)]
        return Pieces(tuple(ids), tuple(shape(text[a:b]) for a, b in places), tuple((int(a), int(b)) for a, b in places))


class Model:
    """The two networks with what their outputs mean; where it is ``eager``, it tells relations from lower scores on."""

    def __init__(self, folder: Path, eager: bool = False) -> None:
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise UsageError(f"{folder}: is no model folder, it has no {', '.join(missing)}")
        self.config: Mapping[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        if tuple(self.config["kinds"]) != KINDS:
            raise UsageError(f"{folder}: was trained for another version of kg; train it again")
        self.reader = Reader(folder / "tokenizer.json")
        self._names, self._relations = session(folder / "names.onnx"), session(folder / "relations.onnx")
        if any("eager" not in r for r in self.config["relations"]):
            raise UsageError(f"{folder}: was trained for another version of kg; train it again")
        self.eager = eager
        self.labels = {r["name"]: Calibration(r["threshold"], r["eager"], r["a"], r["b"]) for r in self.config["relations"]}
        self._between = {
            r["name"]: (frozenset(r.get("subjects", ())), frozenset(r.get("objects", ()))) for r in self.config["relations"]
        }
        self.names: tuple[str, ...] = tuple(self.config["types"])
        self.symmetric = frozenset(self.config["symmetric"])
        self._kept: dict[str, tuple[Pieces, Floats]] = {}

    def _encoded(self, text: str, spans: Sequence[Span]) -> tuple[Pieces, Floats, Floats]:
        """Return the word pieces of a sentence, their states, and the chances of types of the spans."""
        import numpy as np

        pieces = self.reader.pieces(text)
        ids, shapes = np.array([pieces.ids], np.int64), np.array([pieces.shapes], np.int64)
        states, types = self._names.run(None, {"ids": ids, "shapes": shapes, "spans": pieces.weights(spans)[None]})
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[text] = pieces, states
        return pieces, states, types[0]

    def types(self, text: str, spans: Sequence[Span]) -> list[Types]:
        """Return for each span of a sentence the chances of the types that the model knows; they add up to at most 1."""
        pieces, _, found = self._encoded(text, spans)
        read = pieces.weights(spans).sum(1) > 0
        return [
            tuple((name, float(chance)) for name, chance in zip(self.names, row, strict=True) if name) if known else ()
            for row, known in zip(found, read, strict=True)
        ]

    def relations(self, passage: Passage) -> Iterator[tuple[int, int, str, float]]:
        """Yield (number of the subject, number of the object, relation, how likely it is right) from the relation's threshold
        on, unless it is more likely wrong."""
        import numpy as np

        pieces, states = self._kept.get(passage.text) or self._encoded(passage.text, [Span(0, 1)])[:2]
        kinds = np.array([[KINDS.index(t.kind) for t in passage.things]], np.int64)
        weights = pieces.weights([t.span for t in passage.things])
        given = {"states": states, "spans": weights[None], "kinds": kinds}
        (logits,) = self._relations.run(["scores"], given)
        scores = 1 / (1 + np.exp(-logits[0].astype(np.float64)))
        read = weights.sum(1) > 0
        for n, (name, calibration) in enumerate(self.labels.items()):
            found = scores[:, :, n]
            if name in self.symmetric:
                found = np.triu((found + found.T) / 2)
            least = calibration.eager if self.eager else calibration.threshold
            for i, j in zip(*np.nonzero(found >= least), strict=True):
                likely = calibration.likely(float(found[i, j]))
                if i != j and read[i] and read[j] and passage.things[i].kind != "date" and likely >= _EVEN:
                    if all(_of(passage.things[n], types) for n, types in zip((i, j), self._between[name], strict=True)):
                        yield int(i), int(j), name, likely


def _of(thing: Thing, types: frozenset[str]) -> bool:
    """Tell whether a thing is of one of the types that a relation was learned between, or of none that is known."""
    return thing.mention is None or not thing.mention.types or not types or thing.mention.types[0][0] in types


@lru_cache(maxsize=2)
def load(folder: Path = OWN, eager: bool = False) -> Model | brought.Tokens | brought.Pairs | zero_shot.Spans:
    """Return the model of a folder, loaded once a process; raises ``UsageError`` where there is none, or none that can be
    ``eager``."""
    if not brought.is_brought(folder):
        return Model(folder, eager)
    if eager:
        raise UsageError(f"{folder}: --eager is for models of kg train; for this one lower the threshold in its kg.toml")
    return zero_shot.Spans(folder) if (folder / zero_shot.FILES[0]).is_file() else brought.load(folder)


@lru_cache(maxsize=4)
def version(folder: Path = OWN) -> str:
    """Return what results depend on: the content of the model's files, and the runtime's version."""
    import importlib.metadata

    found = hashlib.sha256()
    names = FILES
    if brought.is_brought(folder):
        names = zero_shot.FILES if (folder / zero_shot.FILES[0]).is_file() else brought.FILES
    for name in names:
        try:
            found.update((folder / name).read_bytes())
        except OSError as error:
            raise UsageError(f"{folder}: is no model folder, it has no {name}") from error
    try:
        return f"{found.hexdigest()[:16]}; onnxruntime {importlib.metadata.version('onnxruntime')}"
    except importlib.metadata.PackageNotFoundError as error:
        raise UsageError("the learned model needs ONNX Runtime: pip install 'kg-news[learned]'") from error
