"""Makes a store of a graph in parts: N-Triples, gzipped or not, and what ``kg build --engine spark`` leaves beside them.

The graph goes into the database part by part, so memory does not grow with it. With the extractions and the corpus beside it
the store is what a build on one machine leaves; without them it holds the graph alone and answers queries.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from kg import contract
from kg.errors import UsageError
from kg.ontology import Ontology
from kg.settings import Settings
from kg.shelf import Counts
from kg.store import disk, files, kept, naming
from kg.store.loading import base_of
from kg.store.lock import writing
from kg.store.reader import Store

GRAPH, EXTRACTIONS, CORPUS = "graph", "extractions", "corpus"


def load(sources: Sequence[str], ontology: Ontology, settings: Settings) -> dict[str, int]:
    """Make the store in ``settings.output`` hold the graph of these files and folders; return how much it holds, by name.

    A folder is what a build on Spark left, its ``graph`` folder, or one with N-Triples files. Raises ``UsageError`` where
    there are none, one is not valid, or the ontology at hand is not the one that the graph was built with.
    """
    graphs, beside = _found(sources)
    with writing(settings.output):
        folder = _folder(settings.output)
        manifest = _corpus(settings.output, folder, beside, ontology) if beside else _alone(folder)
        graph = ox.Store(str(folder / files.GRAPH))
        for path in graphs:
            _read(graph, path)
        graph.flush()
        triples, base = len(graph), base_of(graph)
        del graph  # gives up the database's own lock
        if beside:
            disk.check(folder / files.GRAPH, ontology)
        manifest |= {"triples": triples, **({} if beside else {"base": base})}
        files.write(folder / files.MANIFEST, [files.json_bytes(manifest)])
        disk.Draft(Store.at(folder)).publish()
        disk.sweep(settings.output)
    return {**manifest["counts"], "triples": triples} if beside else {"triples": triples}


def _found(sources: Sequence[str]) -> tuple[list[Path], Path | None]:
    """Return the files with triples, and the folder in which the extractions and the corpus stand, if they do."""
    graphs: list[Path] = []
    beside: set[Path] = set()
    for source in sources:
        path = Path(source)
        if not path.exists():
            raise UsageError(f"{source}: does not exist")
        folder = path / GRAPH if (path / GRAPH).is_dir() else path
        found = (
            [p for p in sorted(folder.iterdir()) if _is_graph(p)] if folder.is_dir() else [folder] if _is_graph(folder) else []
        )
        if not found:
            raise UsageError(f"{source}: holds no N-Triples (files that end in .nt or .nt.gz)")
        graphs += found
        if folder.is_dir() and all((folder.parent / name).is_dir() for name in (EXTRACTIONS, CORPUS)):
            beside.add(folder.parent)
    if len(beside) > 1:
        raise UsageError(f"{', '.join(map(str, sorted(beside)))}: are two builds, and a store holds one (build both together)")
    return graphs, next(iter(beside), None)


def _is_graph(path: Path) -> bool:
    return path.name.endswith((".nt", ".nt.gz"))


def _folder(output: Path) -> Path:
    """Make the folder of a new generation, whatever is there."""
    generations = files.root(output) / "generations"
    generations.mkdir(parents=True, exist_ok=True)
    folder = next(p for n in range(1, 1_000_000) if not (p := generations / f"loaded-{n}").exists())
    folder.mkdir()
    return folder


def _read(graph: ox.Store, path: Path) -> None:
    try:
        with _open(path) as file:
            graph.bulk_load(input=file, format=ox.RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"{path}: is not valid N-Triples: {' '.join(str(error).split())[:300]}") from error
    except (OSError, EOFError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error


def _open(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path)) if path.suffix == ".gz" else open(path, "rb")


def _alone(folder: Path) -> dict[str, Any]:
    """Write a generation without a corpus and return what it says of itself."""
    files.write(folder / files.ARTICLES, [b""])
    files.write(folder / files.CORPUS, [b"{}\n"])
    return {"format": files.FORMAT, "software": naming.software_version(), "graph_alone": True}


def _corpus(output: Path, folder: Path, beside: Path, ontology: Ontology) -> dict[str, Any]:
    """Write extractions and corpus into a generation and return what it says of itself, as a build does."""
    counts = Counts()
    listed: dict[str, str] = {}
    written: list[Path] = []
    for line in _lines(beside / EXTRACTIONS):
        extraction = contract.loads(line.decode("utf-8", "surrogatepass"))
        one = kept.put(files.root(output), extraction)
        listed[one.article] = one.name
        written += [one.written] if one.written else []
        counts = counts.plus(extraction)
    files.settle(written)
    articles = files.write(folder / files.ARTICLES, [kept.listed(listed)])
    rows: dict[str, list[Any]] = {}
    for line in _lines(beside / CORPUS):
        name, value = json.loads(line)
        rows.setdefault(name, []).append(value)
    if len(rows.get("build", ())) != 1:
        raise UsageError(f"{beside / CORPUS}: is not what kg build --engine spark leaves")
    build = rows.pop("build")[0]
    if build["ontology"] != ontology.hash:
        raise UsageError(f"{beside}: was built with another ontology: give the same files with --ontology")
    names = ("entities", "statements", "copies", "disagreements", "versions", "drops", "failures")
    corpus: dict[str, Any] = {name: rows.get(name, []) for name in names}
    corpus |= {"replaced": {}} | ({"gazetteer": build["gazetteer"]} if build["gazetteer"] else {})
    rest = files.write(folder / files.CORPUS, files.json_chunks(corpus))
    for name, text in build["told"].items():
        (output / name).write_text(text, encoding="utf-8")
    used = sorted({s["predicate"] for s in corpus["statements"]})
    manifest = {
        "format": files.FORMAT,
        "software": naming.software_version(),
        "ontology": ontology.hash,
        "base": build["base"],
        "model": build["model"],
        "threshold": build["threshold"],
        **({"license": build["license"]} if build["license"] else {}),
        "relations": {name: ontology.relations[name].iri for name in used},
        "counts": counts._asdict() | {name: len(corpus[name]) for name in ("entities", "statements", "drops", "failures")},
    }
    content = files.content_hash(articles, rest, files.digest([files.json_bytes(manifest)]))
    return manifest | {"content": content, "tally": build["tally"]}


def _lines(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.glob("part-*.gz")):
        try:
            with gzip.open(path) as file:
                yield from _ended(file)
        except (OSError, EOFError) as error:
            raise UsageError(f"{path}: cannot be read: {error}") from error


def _ended(lines: Iterable[bytes]) -> Iterator[bytes]:
    return (line if line.endswith(b"\n") else line + b"\n" for line in lines)
