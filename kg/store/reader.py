"""Reads a published store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Quad
from pyoxigraph import Store as Oxigraph

from kg.errors import StoreError, UsageError
from kg.model import Claim, Corpus, Entity, Extraction, Statement
from kg.shelf import Counts
from kg.store import around as parts
from kg.store import files, kept, mapping, sparql, turtle
from kg.store.around import Neighbourhood
from kg.store.sparql import Answer

if TYPE_CHECKING:
    from rdflib import Graph

    from kg.ontology import Ontology
    from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class Store:
    """One published generation of a store, or a part of it: a snapshot that later builds do not change.

    ``folder`` is the generation's folder, ``manifest`` what it says of itself (base, software, ontology, counts). All
    methods read it anew: keep what they return.
    """

    folder: Path
    manifest: Mapping[str, Any]
    _graph: Oxigraph = field(repr=False, compare=False)
    _part: Neighbourhood | None = field(default=None, repr=False)
    _held: Corpus | None = field(default=None, repr=False, compare=False)

    @classmethod
    def open(cls, output: Path) -> Store:
        """Open the store of an output folder for reading.

        Raises ``StoreError`` where there is none, it is of another version, or it is damaged.
        """
        missing = StoreError(f"{files.root(output)}: there is no store here: run kg build SOURCE -o {output} first")
        folder = files.current(output)
        if folder is None:
            raise missing
        for _ in range(10):
            try:
                return cls.at(folder)
            except StoreError:
                # A build may have published a new generation and removed this one meanwhile.
                newer = files.current(output)
                if newer is None or newer == folder:
                    raise
                folder = newer
        raise StoreError(f"{files.root(output)}: is being rebuilt again and again: try later")

    @classmethod
    def at(cls, folder: Path) -> Store:
        """Open one generation by its folder; ``StoreError`` where it is damaged or of another version."""
        manifest = files.manifest(folder)
        try:
            return cls(folder, manifest, Oxigraph.read_only(str(folder / files.GRAPH)))
        except (OSError, RuntimeError) as error:  # RocksDB tells of lost files by the latter
            raise files.damaged(folder / files.GRAPH) from error

    @classmethod
    def holding(cls, corpus: Corpus, ontology: Ontology, settings: Settings) -> Store:
        """Return a store in memory that holds exactly this corpus, and is gone when nobody uses it any more."""
        graph = Oxigraph()
        graph.extend(mapping.quads(corpus, ontology, settings))
        return cls(Path(), {"base": settings.base, "triples": len(graph)}, graph, _held=corpus)

    @property
    def base(self) -> str:
        """The prefix of the data IRIs."""
        return str(self.manifest["base"])

    def __len__(self) -> int:
        """Return the number of triples."""
        return int(self.manifest["triples"])

    def __bool__(self) -> bool:
        """A store is true even when it is empty."""
        return True

    def extractions(self) -> tuple[Extraction, ...]:
        """Return what was read from each article, sorted by article id."""
        return tuple(self.corpus().extractions) if self._part or self._held else tuple(kept.read(self.folder))

    def corpus(self) -> Corpus:
        """Return the corpus as it was published; nothing is computed again."""
        whole = self._held or files.read_corpus(self.folder, tuple(kept.read(self.folder)))
        return parts.narrowed(whole, self._part) if self._part else whole

    def filed(self) -> Corpus:
        """Return the corpus as it was published, its extractions in their files until they are looked at."""
        counted = self.manifest["counts"]
        counts = Counts(**{name: int(counted[name]) for name in Counts._fields})
        return files.read_corpus(self.folder, kept.filed(self.folder, counts))

    def entities(self) -> tuple[Entity, ...]:
        """Return the people, organisations and other things, sorted by IRI."""
        return self.corpus().resolution.entities

    def statements(self) -> tuple[Statement, ...]:
        """Return what the articles together say, sorted by id."""
        return self.corpus().statements

    def claims(self) -> tuple[Claim, ...]:
        """Return what each article says by itself, sorted by article and place; those that no statement rests on, too."""
        return tuple(claim for extraction in self.extractions() for claim in extraction.claims)

    def around(self, entity: str, hops: int = 1) -> Store:
        """Return the part of the store around an entity, given by its IRI: who is within ``hops`` statements of it, all that
        is said among them with claims and evidence, and what the entity itself says.

        The part can be asked, exported and read as the whole can. Raises ``UsageError`` where there is no such entity.
        """
        corpus = self.corpus()
        if entity not in {e.iri for e in corpus.resolution.entities}:
            raise UsageError(f"{entity}: is no entity of this graph (kg query entities lists them)")
        part, graph = parts.neighbourhood(corpus, entity, hops), Oxigraph()
        try:
            graph.extend(parts.quads(self._graph, entity, part))
        except (OSError, RuntimeError) as error:
            raise files.damaged(self.folder / files.GRAPH) from error
        return Store(self.folder, {**self.manifest, "triples": len(graph)}, graph, part, self._held)

    def query(
        self,
        text: str,
        limit: int | None = None,
        timeout: float | None = None,
        parameters: Mapping[str, str] | None = None,
    ) -> Answer:
        """Answer a SPARQL 1.1 query; the prefixes of ``turtle.prefixes`` need no declaration.

        ``limit`` caps the rows, ``timeout`` the seconds; ``parameters`` bind variables to strings. Raises
        ``UsageError`` where the text is no query, would change the graph or reach outside (SERVICE, FROM, LOAD), and
        ``StoreError`` where it took too long.
        """
        return sparql.ask(self._graph, text, limit, timeout, parameters, turtle.prefixes(self.base))

    def ask_named(
        self,
        name: str,
        parameters: Mapping[str, str] | None = None,
        limit: int | None = None,
        timeout: float | None = None,
    ) -> Answer:
        """Answer one of ``named_queries()``; ``UsageError`` where it or a parameter is unknown."""
        text, given = sparql.named(name, parameters or {})
        return self.query(text, limit, timeout, given)

    def triples(self) -> Iterator[Quad]:
        """Yield every triple, in no order, as quads of the default graph."""
        try:
            yield from self._graph.quads_for_pattern(None, None, None, None)
        except (OSError, RuntimeError) as error:
            raise files.damaged(self.folder / files.GRAPH) from error

    def rdflib(self) -> Graph:
        """Return the graph as an rdflib graph in memory, prefixes bound; ``around(iri).rdflib()`` is that of a part."""
        from rdflib import Graph

        graph = Graph(bind_namespaces="none")
        for prefix, iri in turtle.prefixes(self.base).items():
            graph.bind(prefix, iri)
        graph.parse(data="".join(turtle.ntriples(self.triples())), format="nt")
        return graph
