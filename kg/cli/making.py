"""The commands that make a graph."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.deciding import looked_up
from kg.cli.guard import guarded
from kg.cli.modelled import asking
from kg.cli.options import (
    AsOf,
    Base,
    GazetteerFiles,
    Jobs,
    Llm,
    LlmModel,
    Model,
    OntologyFiles,
    Output,
    Reconcile,
    Sources,
    Views,
    Yes,
    settings,
)
from kg.cli.timing import known

if TYPE_CHECKING:
    from kg.outputs import Result
    from kg.settings import Settings


@guarded
def build(
    sources: Sources,
    output: Output = None,
    ontology: OntologyFiles = None,
    gazetteer: GazetteerFiles = None,
    reconcile: Reconcile = None,
    base: Base = None,
    model: Model = None,
    jobs: Jobs = None,
    views: Views = None,
    llm: Llm = None,
    llm_model: LlmModel = None,
    yes: Yes = False,
) -> int:
    """Make the graph of exactly these articles: the store, graph.ttl, graph.html and report.html."""
    from kg import pipeline

    chosen = settings(
        output, ontology, gazetteer=gazetteer, base=base, model=model, jobs=jobs, llm_url=llm, llm_model=llm_model, views=views
    )
    return _made(pipeline.build, sources, chosen, reconcile, yes)


@guarded
def add(
    sources: Sources,
    output: Output = None,
    ontology: OntologyFiles = None,
    gazetteer: GazetteerFiles = None,
    reconcile: Reconcile = None,
    model: Model = None,
    jobs: Jobs = None,
    views: Views = None,
    llm: Llm = None,
    llm_model: LlmModel = None,
    yes: Yes = False,
) -> int:
    """Add articles to the graph; one whose id is there already takes its place."""
    from kg import pipeline

    chosen = settings(
        output, ontology, gazetteer=gazetteer, model=model, jobs=jobs, llm_url=llm, llm_model=llm_model, views=views
    )
    return _made(pipeline.add, sources, chosen, reconcile, yes)


def _made(step: Callable[..., Result], sources: list[str], chosen: Settings, reconcile: str | None, yes: bool) -> int:
    """Read articles into the graph, look its entities up where that is wanted, and print what came of it."""
    from kg.cli import show, terminal

    with terminal.progress("Reading articles", at_once=not chosen.llm_url) as move:
        result = step(sources, chosen, sys.stdin.buffer, move, asking(yes))
    return looked_up(reconcile, chosen) if reconcile else show.result(result)


@guarded
def remove(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE…", help="Ids, sources or paths of articles.")],
    output: Output = None,
    ontology: OntologyFiles = None,
    views: Views = None,
) -> int:
    """Take articles, and all that rests on them alone, out of the graph."""
    from kg import pipeline
    from kg.cli import show

    return show.result(pipeline.remove(articles, settings(output, ontology, views=views)))


@guarded
def extract(
    sources: Sources,
    output: Output = None,
    ontology: OntologyFiles = None,
    gazetteer: GazetteerFiles = None,
    model: Model = None,
    jobs: Jobs = None,
    llm: Llm = None,
    llm_model: LlmModel = None,
    yes: Yes = False,
) -> int:
    """Write what each article says by itself as JSON lines (docs/data-contract.md); touches no store."""
    from kg import pipeline
    from kg.cli import show

    chosen = settings(output, ontology, gazetteer=gazetteer, model=model, jobs=jobs, llm_url=llm, llm_model=llm_model)
    words = pipeline.load_ontology(chosen.ontology)
    return show.extractions(pipeline.extract(sources, chosen, sys.stdin.buffer, asking=asking(yes)), words.relation_iri)


@guarded
def view(as_of: AsOf = None, output: Output = None, ontology: OntologyFiles = None) -> None:
    """Write graph.ttl, graph.html and report.html anew from the store; with --as-of, page and report of a day beside them."""
    from kg import pipeline
    from kg.cli import show

    chosen = settings(output, ontology)
    show.files(pipeline.view(chosen, known(chosen, as_of)))
