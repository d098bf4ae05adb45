"""Publishes a corpus as a new generation of the store: built beside the old one, checked, then one atomic rename."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, RdfFormat
from pyoxigraph import Store as Oxigraph

from kg.errors import StoreError
from kg.model import Corpus
from kg.ontology import Ontology
from kg.settings import Settings
from kg.shelf import Each, counts, in_order
from kg.store import dataset, exports, files, growth, kept, naming, pieces, sound, validation
from kg.store.dataset import Tally
from kg.store.exports.writing import replace
from kg.store.growth import Grown
from kg.store.inspection import Inspection
from kg.store.lock import writing
from kg.store.paragraphs import Paragraphs
from kg.store.reader import Store

#: So many triples are loaded at once: Oxigraph holds them all in memory until they are sorted.
CHUNK = 25_000
#: A graph that others made is checked as a whole where it has no more triples, else node by node.
WHOLE = 100_000
#: What a manifest says of how triples are made of a corpus.
_MAKING = ("software", "ontology", "base", "model", "threshold", "license")


@dataclass(slots=True)
class Draft:
    """A generation that is written and checked, but not the one that counts before ``publish``; ``store`` reads it.

    ``names`` are those of the extractions' files, by article id; ``paragraphs`` are those of its Turtle, where they were put
    aside while the graph was written.
    """

    store: Store
    names: Mapping[str, str] = field(default_factory=dict)
    paragraphs: Paragraphs | None = None
    published: bool = False

    def turtle(self, path: Path) -> None:
        """Write the graph as Turtle, as ``kg.store.export`` does."""
        if self.paragraphs:
            replace(path, self.paragraphs.text())
        else:
            exports.export(self.store, "turtle", path)

    def publish(self) -> None:
        """Make it the one that counts, by one rename."""
        root = self.store.folder.parent.parent
        pointer = root / "current"
        with _writing_in(root):
            if _present(root.parent) != self.store.folder:
                files.write(pointer.with_name("current.new"), [f"{self.store.folder.name}\n".encode()])
                os.replace(pointer.with_name("current.new"), pointer)
        self.published = True


def publish(corpus: Corpus, ontology: Ontology, settings: Settings, before: Corpus | None = None) -> None:
    """Make the store in ``settings.output`` hold exactly this corpus; as ``drafting``, published at once."""
    with drafting(corpus, ontology, settings, before) as draft:
        draft.publish()


@contextlib.contextmanager
def drafting(
    corpus: Corpus, ontology: Ontology, settings: Settings, before: Corpus | None = None, each: Each = map
) -> Iterator[Draft]:
    """Give a generation with exactly this corpus, to be published while the store's lock is held; else it goes again.

    ``before`` is what the store has, as it was read since the lock is held: of the graph only what differs from it is written,
    and extractions of ``corpus`` that are in files are neither read nor looked at again. The graph is the same without it.
    ``each`` is ``map``, or does the same work by more processes.

    Killed at any moment, it leaves the old or the new graph. The same corpus again changes nothing. Entities' IRIs that
    the store retired earlier stay retired (``dcterms:isReplacedBy``) while what replaced them is there. A store that is
    damaged is built anew. Raises ``StoreError`` where the folder cannot be written, another process is writing, the
    store is of another version, or the corpus contradicts its own articles. A ``KeyboardInterrupt`` after publication
    says so.
    """
    with writing(settings.output), contextlib.ExitStack() as open_:
        with _writing_in(files.root(settings.output)):
            paragraphs = open_.enter_context(Paragraphs(settings.base, settings.output)) if settings.views else None
            folder, names = _prepare(corpus, ontology, settings, before, paragraphs, each)
            draft = Draft(Store.at(folder), names, paragraphs if paragraphs and paragraphs.whole else None)
        try:
            yield draft
        except KeyboardInterrupt as stop:
            if draft.published:
                raise KeyboardInterrupt("stopped; the new graph was in place already") from stop
            raise
        finally:
            with contextlib.suppress(OSError, StoreError):
                sweep(settings.output)


@contextlib.contextmanager
def _writing_in(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(f"{error.filename or root}: cannot be written: {error.strerror or error}") from error


def _prepare(
    corpus: Corpus,
    ontology: Ontology,
    settings: Settings,
    before: Corpus | None,
    paragraphs: Paragraphs | None,
    each: Each,
) -> tuple[Path, Mapping[str, str]]:
    """Return the folder of a generation that holds this corpus, the present one where that does, else a new one; and the names
    of the extractions' files.

    A graph that is written whole is given to ``paragraphs`` as well.
    """
    old = _present(settings.output)
    said = _manifest(old)
    retired = before.resolution.replaced if before else _retired(old) if said else {}
    corpus = _ordered(corpus, retired)
    unknown = sorted({s.predicate for s in corpus.statements} - ontology.relations.keys())
    if unknown:
        raise StoreError(f"the ontology has no relation {', '.join(unknown)}: give its file with --ontology")
    names = sound.keep(corpus, files.root(settings.output), each)
    manifest = _describe(corpus, ontology, settings)
    there = files.written(before, old) if before and old else None
    written = {files.ARTICLES: [kept.listed(names)], files.CORPUS: files.json_chunks(files.corpus_json(corpus, there))}
    beside = {name: files.root(settings.output) / f"{name}.new" for name in written}
    parts = {name: files.write(beside[name], chunks) for name, chunks in written.items()}
    content = files.content_hash(*parts.values(), files.digest([files.json_bytes(manifest)]))
    if said and old and said.get("content") == content and _whole(old, said, parts):
        return old, names
    folder = _begin(settings.output, content)
    for name, place in beside.items():
        os.replace(place, folder / name)
    grown, place = None, folder / files.GRAPH
    if old and before is not None and _alike(said, manifest) and (former := growth.read(said.get("tally"), ontology)):
        with contextlib.suppress(OSError, RuntimeError):  # RocksDB tells of lost files by the latter: then all is made anew
            grown = growth.grow(old / files.GRAPH, place, former, before, corpus, ontology, settings)
    if grown:
        tally = grown.tally
        _check_grown(place, grown, ontology)
    else:
        shutil.rmtree(place, ignore_errors=True)
        tally = _load(place, corpus, ontology, settings, paragraphs, each)
    triples = tally.triples + sum(1 for _ in dataset.described(corpus, ontology, settings, tally))
    manifest = manifest | {"content": content, "triples": triples, "tally": growth.told(tally)}
    files.write(folder / files.MANIFEST, [files.json_bytes(manifest)])
    if not (_has(folder, parts) if grown else _whole(folder, manifest, parts)):
        raise _torn(folder)
    return folder, names


def _alike(said: Mapping[str, Any], manifest: Mapping[str, Any]) -> bool:
    """Tell whether two generations say the same of how their triples are made of a corpus."""
    return all(said.get(name) == manifest.get(name) for name in _MAKING)


def _begin(output: Path, content: str) -> Path:
    """Make the folder of a generation under a name that nothing points to yet."""
    generations = files.root(output) / "generations"
    generations.mkdir(parents=True, exist_ok=True)
    folder = next(p for n in range(1, 1_000_000) if not (p := generations / f"{content}-{n}").exists())
    folder.mkdir()
    return folder


def _load(
    place: Path, corpus: Corpus, ontology: Ontology, settings: Settings, paragraphs: Paragraphs | None, each: Each
) -> Tally:
    """Write the whole graph and check it by the shapes, piece by piece as they are made; return what it has.

    Raises ``StoreError`` where it does not fit them.
    """
    tally, graph, lines, number = Tally(ontology), Oxigraph(str(place)), list[str](), 0
    writer = pieces.writer(corpus, ontology, settings, paragraphs is not None)
    with Inspection(place.parent) as inspection:

        def parts() -> Iterator[pieces.Written]:
            for part in pieces.written(corpus, ontology, settings, writer, each):
                tally.plus(part.counts)
                yield part
            yield writer.units([tuple(dataset.described(corpus, ontology, settings, tally))])

        for part in parts():
            inspection.take(part.seen)
            if paragraphs:
                paragraphs.take(part.told)
            lines.append(part.seen.text())
            number += part.counts[0]
            if number >= CHUNK:
                graph.bulk_load("".join(lines), RdfFormat.N_TRIPLES, lenient=True)
                lines, number = [], 0
        graph.bulk_load("".join(lines), RdfFormat.N_TRIPLES, lenient=True)
        graph.flush()
        _refuse(inspection.violations(each))
    if paragraphs:
        paragraphs.whole = True
    return tally  # the graph is gone, and with it RocksDB's own lock


def check(place: Path, ontology: Ontology) -> None:
    """Raise ``StoreError`` where a graph that others made does not fit the shapes."""
    graph = Oxigraph.read_only(str(place))
    relations = _relations(ontology)
    plain = {quad for iri in relations for quad in graph.quads_for_pattern(None, NamedNode(iri), None)}
    if len(graph) <= WHOLE:
        _refuse(validation.whole(graph, plain))
    else:
        everything = graph.quads_for_pattern(None, None, None)
        nodes = (quad.subject for quad in everything if quad.predicate.value not in relations)
        _refuse(validation.violations(graph, nodes, plain))


def _check_grown(place: Path, grown: Grown, ontology: Ontology) -> None:
    """Raise ``StoreError`` where what came into a graph is not there, or does not fit the shapes."""
    graph, relations = Oxigraph.read_only(str(place)), _relations(ontology)
    if any(quad not in graph for quad in grown.come):
        raise _torn(place)
    plain = {quad for quad in grown.come if quad.predicate.value in relations}
    nodes = (quad.subject for quad in grown.come if quad.predicate.value not in relations)
    _refuse(validation.violations(graph, chain(nodes, grown.taken_from), plain))


def _relations(ontology: Ontology) -> frozenset[str]:
    return frozenset(relation.iri for relation in ontology.relations.values())


def _refuse(violations: Sequence[str]) -> None:
    if violations:
        more = f" (and {len(violations) - 1} more)" if len(violations) > 1 else ""
        raise StoreError(f"{violations[0]}{more}: the graph would not be valid, and was left as it was; please report this")


def _whole(folder: Path, manifest: Mapping[str, Any], parts: Mapping[str, bytes]) -> bool:
    """Tell whether a generation's files have the digests that they must have, and its graph has as many triples."""
    try:
        return _has(folder, parts) and len(Oxigraph.read_only(str(folder / files.GRAPH))) == manifest.get("triples")
    except (OSError, RuntimeError):  # RocksDB tells of lost files by the latter
        return False


def _has(folder: Path, parts: Mapping[str, bytes]) -> bool:
    """Tell whether files have the digests that they must have."""
    with contextlib.suppress(OSError):
        return all(files.digest_of(folder / name) == digest for name, digest in parts.items())
    return False


def _torn(folder: Path) -> StoreError:
    return StoreError(f"{folder}: was not written whole: see that the disk has room and run this again")


def _describe(corpus: Corpus, ontology: Ontology, settings: Settings) -> dict[str, Any]:
    """Return what a generation says of itself; no clock, no path."""
    return {
        "format": files.FORMAT,
        "software": naming.software_version(),
        "ontology": ontology.hash,
        "base": settings.base,
        "model": naming.model_version(settings),
        "threshold": settings.threshold,
        **({"license": settings.license} if settings.license else {}),
        "relations": {r.name: r.iri for s in corpus.statements if (r := ontology.relations[s.predicate])},
        "counts": {
            **counts(corpus.extractions)._asdict(),
            "entities": len(corpus.resolution.entities),
            "statements": len(corpus.statements),
            "drops": len(corpus.drops),
            "failures": len(corpus.failures),
        },
    }


def _present(output: Path) -> Path | None:
    """Return the generation that counts, None where there is none or the pointer is no help."""
    try:
        return files.current(output)
    except StoreError:
        return None


def _manifest(folder: Path | None) -> dict[str, Any]:
    """Return the manifest of the present generation; empty where it is missing or damaged and must be built anew.

    Raises ``StoreError`` where another version of kg wrote it.
    """
    if folder is None:
        return {}
    try:
        files.read_json(folder, files.MANIFEST)
    except StoreError:
        return {}
    return files.manifest(folder)


def _retired(folder: Path | None) -> Mapping[str, str]:
    """Return the IRIs that the present generation retired; none where it is damaged."""
    try:
        replaced = files.read_json(folder, files.CORPUS).get("replaced", {}) if folder else {}
    except StoreError:
        return {}
    return {str(old): str(new) for old, new in replaced.items()} if isinstance(replaced, dict) else {}


def _ordered(corpus: Corpus, retired: Mapping[str, str]) -> Corpus:
    """Return the corpus in the order in which it is kept, with the IRIs that were retired before."""
    resolution = corpus.resolution
    present = {e.iri for e in resolution.entities}
    replaced = {old: _final(old, {**retired, **resolution.replaced}) for old in {*retired, *resolution.replaced}}
    replaced = {old: new for old, new in sorted(replaced.items()) if old not in present and new in present}
    return dataclasses.replace(
        corpus,
        extractions=in_order(corpus.extractions),
        resolution=dataclasses.replace(resolution, replaced=replaced),
    )


def _final(iri: str, replaced: Mapping[str, str]) -> str:
    """Return where a chain of replacements ends; a ring ends where it began."""
    seen = [iri]
    while (following := replaced.get(seen[-1])) is not None and following not in seen:
        seen.append(following)
    return seen[-1]


def sweep(output: Path) -> None:
    """Remove all generations but the one that counts, and what killed runs left; what cannot go now goes next time."""
    keep, root = files.current(output), files.root(output)
    for path in sorted((root / "generations").iterdir()):
        if keep is None or path.name != keep.name:
            shutil.rmtree(path, ignore_errors=True)
    for path in root.glob("*.new"):
        path.unlink(missing_ok=True)
    if keep is not None:
        kept.sweep(root, tuple(kept.names(keep).values()))
