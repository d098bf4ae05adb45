"""Models that users bring: classifiers of tokens or of marked pairs, as Hugging Face exports them to ONNX.

A folder holds ``model.onnx``, ``tokenizer.json`` and ``config.json`` with ``id2label`` (what
``optimum-cli export onnx`` writes), and ``kg.toml``, which says what the labels are for us
(docs/model.md). ONNX Runtime reads it, as it does our own.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.learned.passages import Passage
from kg.learned.runtime import session
from kg.model import Span, Types

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FILES = ("config.json", "tokenizer.json", "model.onnx", "kg.toml")
#: What labels of names in common use are for us; ``kg.toml`` may say otherwise.
TYPES = {
    "per": "Person", "person": "Person", "peop": "Person",
    "org": "Organization", "organization": "Organization", "organisation": "Organization",
    "loc": "Place", "location": "Place", "gpe": "Place", "place": "Place", "fac": "Place",
    "event": "Event", "product": "Product", "work_of_art": "CreativeWork", "law": "Law",
}  # fmt: skip
#: Beyond so many names a sentence is a list, and is not read in pairs.
MOST_NAMES = 12
_LONGEST = 512
_EITHER = re.compile(r"^[BILSEU][-_](?=.)")


@dataclass(frozen=True, slots=True)
class Told:
    """What ``kg.toml`` tells: types or relations by label ("-headOf" for one that runs the other way), the marks that are put
    around subject and object, and how sure the model has to be."""

    types: Mapping[str, str]
    relations: Mapping[str, str]
    marks: tuple[str, str, str, str]
    threshold: float


def is_brought(folder: Path) -> bool:
    """Tell whether a folder holds a model that somebody brought, and not one of the form that ``kg train`` writes."""
    return (folder / "kg.toml").is_file() and not (folder / "names.onnx").is_file()


class Network:
    """A classifier with its tokenizer and labels."""

    def __init__(self, folder: Path, told: Told) -> None:
        from tokenizers import Tokenizer

        try:
            labels = json.loads((folder / "config.json").read_text(encoding="utf-8"))["id2label"]
            self.labels = [str(labels[str(n)]) for n in range(len(labels))]
        except (KeyError, TypeError, ValueError) as error:
            raise UsageError(f"{folder / 'config.json'}: has no id2label, as a classifier's has") from error
        self.told = told
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(_LONGEST)
        self.session = session(folder / "model.onnx")
        self.inputs = [given.name for given in self.session.get_inputs()]

    def chances(self, text: str) -> tuple[Floats, list[tuple[int, int]]]:
        """Return the chances of labels, one row for each word piece or one for the text, and the pieces' places in the text."""
        import numpy as np

        read = self.tokenizer.encode(text)
        given: dict[str, Any] = {"input_ids": read.ids, "attention_mask": read.attention_mask, "token_type_ids": read.type_ids}
        numbers = {name: np.array([given[name]], np.int64) for name in self.inputs if name in given}
        scores = self.session.run(None, numbers)[0][0].astype(np.float64)
        raised = np.exp(scores - scores.max(-1, keepdims=True))
        return raised / raised.sum(-1, keepdims=True), list(read.offsets)


class Tokens(Network):
    """A classifier of tokens ("B-PER"): tells types of names."""

    def types(self, text: str, spans: Sequence[Span]) -> list[Types]:
        """Return for each span the chances of our types, the mean over its pieces; they add up to at most 1."""
        chances, places = self.chances(text)
        kinds = [self.told.types.get(_EITHER.sub("", label).casefold(), "") for label in self.labels]
        found: list[Types] = []
        for span in spans:
            inside = [k for k, (a, b) in enumerate(places) if b > a and a < span.end and b > span.start]
            mean = chances[inside].mean(0) if inside else ()
            total: dict[str, float] = {}
            for kind, chance in zip(kinds, mean, strict=False):
                if kind:
                    total[kind] = total.get(kind, 0.0) + float(chance)
            found.append(tuple(sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))))
        return found

    def relations(self, passage: Passage) -> Iterator[tuple[int, int, str, float]]:
        """Yield nothing: it knows none."""
        return iter(())


class Pairs(Network):
    """A classifier of sentences in which two things are marked: tells the relation between them."""

    def types(self, text: str, spans: Sequence[Span]) -> list[Types]:
        """Return nothing of any span: it tells no types."""
        return [() for _ in spans]

    def relations(self, passage: Passage) -> Iterator[tuple[int, int, str, float]]:
        """Yield (number of the subject, number of the object, relation, chance) of each ordered pair of names that the model
        is sure enough of."""
        names = [n for n, thing in enumerate(passage.things) if thing.kind == "name"]
        for i, j in permutations(names, 2) if len(names) <= MOST_NAMES else ():
            if passage.things[i].span.overlaps(passage.things[j].span):
                continue
            (chances, _) = self.chances(marked(passage.text, passage.things[i].span, passage.things[j].span, self.told.marks))
            best = int(chances.argmax())
            relation = self.told.relations.get(self.labels[best], "")
            if relation and chances[best] >= self.told.threshold:
                ends = (j, i) if relation.startswith("-") else (i, j)
                yield (*ends, relation.removeprefix("-"), float(chances[best]))


def marked(text: str, subject: Span, other: Span, marks: tuple[str, str, str, str]) -> str:
    """Return a text with marks around two spans of it.

    >>> marked("Lee leads Acme.", Span(0, 3), Span(10, 14), ("[E1]", "[/E1]", "[E2]", "[/E2]"))
    '[E1] Lee [/E1] leads [E2] Acme [/E2].'
    """
    for span, (before, after) in sorted(((subject, marks[:2]), (other, marks[2:])), reverse=True):
        text = f"{text[: span.start]}{before} {span.of(text)} {after}{text[span.end :]}"
    return text


def load(folder: Path) -> Tokens | Pairs:
    """Return the model of a folder: of pairs where ``kg.toml`` names relations, else of tokens; raises ``UsageError``."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise UsageError(f"{folder}: is no model folder, it has no {', '.join(missing)}")
    try:
        told = _told(tomllib.loads((folder / "kg.toml").read_text(encoding="utf-8")))
    except (TypeError, ValueError) as error:
        raise UsageError(f"{folder / 'kg.toml'}: is not what docs/model.md tells: {error}") from error
    return Pairs(folder, told) if told.relations else Tokens(folder, told)


def _told(given: Mapping[str, Any]) -> Told:
    types = TYPES | {label.casefold(): str(name) for label, name in dict(given.get("types", {})).items()}
    marks = tuple(str(mark) for mark in given.get("marks", ("[E1]", "[/E1]", "[E2]", "[/E2]")))
    if len(marks) != 4:
        raise ValueError("marks: has to be four")
    relations = {str(label): str(name) for label, name in dict(given.get("relations", {})).items()}
    return Told(types, relations, (marks[0], marks[1], marks[2], marks[3]), float(given.get("threshold", 0.9)))
