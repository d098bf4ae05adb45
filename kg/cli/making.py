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
    AroundEntity,
    AsOf,
    Base,
    Eager,
    EngineChoice,
    EngineName,
    GazetteerFiles,
    Hops,
    Jobs,
    Learned,
    Llm,
    LlmModel,
    Master,
    Memory,
    Model,
    OntologyFiles,
    Output,
    OutputOrAddress,
    Reconcile,
    Sources,
    Views,
    Yes,
    folder,
    reach,
    settings,
)
from kg.cli.timing import known
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.outputs import Result
    from kg.settings import Settings


@guarded
def build(
    sources: Sources,
    output: OutputOrAddress = None,
    ontology: OntologyFiles = None,
    gazetteer: GazetteerFiles = None,
    reconcile: Reconcile = None,
    base: Base = None,
    model: Model = None,
    learned: Learned = None,
    eager: Eager = None,
    jobs: Jobs = None,
    memory: Memory = None,
    views: Views = None,
    llm: Llm = None,
    llm_model: LlmModel = None,
    yes: Yes = False,
    engine: EngineChoice = EngineName.local,
    master: Master = None,
) -> int:
    """Make the graph of exactly these articles: store, Turtle, page and report; on Spark, tables and the graph in parts."""
    from kg import pipeline

    place = folder(output) if output is not None else None
    chosen = settings(
        place,
        ontology,
        gazetteer=gazetteer,
        base=base,
        model=model,
        learned=learned,
        eager=eager,
        jobs=jobs,
        memory=memory,
        llm_url=llm,
        llm_model=llm_model,
        views=views,
    )
    if engine == EngineName.spark:
        return _on_spark(sources, output or str(chosen.output), chosen, master, reconcile)
    if master:
        raise UsageError("--master: goes with --engine spark alone")
    return _made(pipeline.build, sources, chosen, reconcile, yes)


def _on_spark(sources: list[str], output: str, chosen: Settings, master: str | None, reconcile: str | None) -> int:
    from kg import spark
    from kg.cli import show
    from kg.cli.terminal import say

    if reconcile:
        raise UsageError("--reconcile: needs a store on this machine: kg load the graph first, then kg reconcile")
    code = show.result(spark.build(sources, output, chosen, master))
    for name in spark.OUTPUTS:
        say(f"wrote {output.rstrip('/')}/{name}")
    return code


@guarded
def load(
    parts: Annotated[list[str], typer.Argument(metavar="GRAPH…", help="Folders and files with N-Triples (.nt, .nt.gz).")],
    output: Output = None,
    ontology: OntologyFiles = None,
) -> None:
    """Make a store of a graph in parts, such as --engine spark leaves; N-Triples of any origin make one that can be queried."""
    from kg import pipeline
    from kg.cli import terminal

    chosen = settings(output, ontology)
    counts = pipeline.load(parts, chosen)
    terminal.table(("in the graph", ""), [(name, f"{count:,}") for name, count in counts.items()])
    use = (
        "kg view writes page and report" if "articles" in counts else "a graph alone: kg query, serve, push and export read it"
    )
    terminal.say(f"wrote {chosen.output / 'store'} ({use})")


@guarded
def add(
    sources: Sources,
    output: Output = None,
    ontology: OntologyFiles = None,
    gazetteer: GazetteerFiles = None,
    reconcile: Reconcile = None,
    model: Model = None,
    learned: Learned = None,
    eager: Eager = None,
    jobs: Jobs = None,
    memory: Memory = None,
    views: Views = None,
    llm: Llm = None,
    llm_model: LlmModel = None,
    yes: Yes = False,
) -> int:
    """Add articles to the graph; one whose id is there already takes its place."""
    from kg import pipeline

    chosen = settings(
        output,
        ontology,
        gazetteer=gazetteer,
        model=model,
        learned=learned,
        eager=eager,
        jobs=jobs,
        memory=memory,
        llm_url=llm,
        llm_model=llm_model,
        views=views,
    )
    return _made(pipeline.add, sources, chosen, reconcile, yes)


def _made(step: Callable[..., Result], sources: list[str], chosen: Settings, reconcile: str | None, yes: bool) -> int:
    """Read articles into the graph, look its entities up where that is wanted, and print what came of it."""
    from kg.cli import pace, show

    with pace.progress("Reading articles", "articles", at_once=not chosen.llm_url) as move:
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
    learned: Learned = None,
    eager: Eager = None,
    jobs: Jobs = None,
    memory: Memory = None,
    llm: Llm = None,
    llm_model: LlmModel = None,
    yes: Yes = False,
) -> int:
    """Write what each article says by itself as JSON lines (docs/data-contract.md); touches no store."""
    from kg import pipeline, reading
    from kg.cli import pace, show

    chosen = settings(
        output,
        ontology,
        gazetteer=gazetteer,
        model=model,
        learned=learned,
        eager=eager,
        jobs=jobs,
        memory=memory,
        llm_url=llm,
        llm_model=llm_model,
    )
    words = reading.load_ontology(chosen.ontology)
    with pace.progress("Reading articles", "articles", at_once=not chosen.llm_url) as move:
        # lines that go to the terminal show by themselves how far it is
        found = pipeline.extract(sources, chosen, sys.stdin.buffer, None if sys.stdout.isatty() else move, asking(yes))
        return show.extractions(found, words.relation_iri)


@guarded
def view(
    around: AroundEntity = None,
    hops: Hops = None,
    as_of: AsOf = None,
    output: Output = None,
    ontology: OntologyFiles = None,
) -> None:
    """Write graph.ttl, graph.html and report.html anew from the store; page and report of a part or a day beside them."""
    from kg import pipeline, questions
    from kg.cli import show

    far, chosen = reach(around, hops), settings(output, ontology)
    past = known(chosen, as_of)
    show.files(pipeline.view(chosen, past, questions.surroundings(chosen, around, far, past) if around else None))
