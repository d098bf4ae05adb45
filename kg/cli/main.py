"""The commands. Each one makes settings, calls the pipeline or the answers, and hands what comes back to ``show``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg import __version__
from kg.cli.guard import guarded
from kg.cli.options import (
    Base,
    EvalFormat,
    ExportFormat,
    Form,
    Format,
    GazetteerFiles,
    Jobs,
    Model,
    OntologyFiles,
    Output,
    QueryFormat,
    Sources,
    settings,
)

app = typer.Typer(
    name="kg",
    help="Turn news articles into a graph whose every claim carries its quoted words.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

MAKE, ASK, CHECK = "Make a graph", "Ask it", "Check it and pass it on"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Turn news articles into a graph whose every claim carries its quoted words."""


# ---------------------------------------------------------------------- make


@app.command(rich_help_panel=MAKE)
@guarded
def build(
    sources: Sources,
    output: Output = None,
    ontology: OntologyFiles = None,
    gazetteer: GazetteerFiles = None,
    base: Base = None,
    model: Model = None,
    jobs: Jobs = None,
) -> int:
    """Make the graph of exactly these articles: the store, graph.ttl, graph.html and report.md."""
    from kg import pipeline
    from kg.cli import show, terminal

    chosen = settings(output, ontology, gazetteer=gazetteer, base=base, model=model, jobs=jobs)
    with terminal.progress("Reading articles") as move:
        result = pipeline.build(sources, chosen, sys.stdin.buffer, move)
    return show.result(result)


@app.command(rich_help_panel=MAKE)
@guarded
def add(
    sources: Sources,
    output: Output = None,
    ontology: OntologyFiles = None,
    gazetteer: GazetteerFiles = None,
    model: Model = None,
    jobs: Jobs = None,
) -> int:
    """Add articles to the graph; one whose id is there already takes its place."""
    from kg import pipeline
    from kg.cli import show, terminal

    chosen = settings(output, ontology, gazetteer=gazetteer, model=model, jobs=jobs)
    with terminal.progress("Reading articles") as move:
        result = pipeline.add(sources, chosen, sys.stdin.buffer, move)
    return show.result(result)


@app.command(rich_help_panel=MAKE)
@guarded
def remove(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE…", help="Ids, sources or paths of articles.")],
    output: Output = None,
    ontology: OntologyFiles = None,
) -> int:
    """Take articles, and all that rests on them alone, out of the graph."""
    from kg import pipeline
    from kg.cli import show

    return show.result(pipeline.remove(articles, settings(output, ontology)))


@app.command(rich_help_panel=MAKE)
@guarded
def extract(
    sources: Sources,
    output: Output = None,
    ontology: OntologyFiles = None,
    gazetteer: GazetteerFiles = None,
    model: Model = None,
    jobs: Jobs = None,
) -> int:
    """Write what each article says by itself as JSON lines (docs/data-contract.md); touches no store."""
    from kg import pipeline
    from kg.cli import show

    chosen = settings(output, ontology, gazetteer=gazetteer, model=model, jobs=jobs)
    words = pipeline.load_ontology(chosen.ontology)
    return show.extractions(pipeline.extract(sources, chosen, sys.stdin.buffer), words.relation_iri)


@app.command(rich_help_panel=MAKE)
@guarded
def view(output: Output = None, ontology: OntologyFiles = None) -> None:
    """Write graph.html and report.md anew from the store."""
    from kg import pipeline
    from kg.cli import show

    show.files(pipeline.view(settings(output, ontology)))


# ---------------------------------------------------------------------- ask


@app.command(rich_help_panel=ASK)
@guarded
def query(
    text: Annotated[str | None, typer.Argument(metavar="QUERY", help="SPARQL, @FILE, FILE.rq, - or a query's name.")] = None,
    param: Annotated[list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="For a named query.")] = None,
    format_: Annotated[QueryFormat, typer.Option("--format", "-f", help="How to write the rows.")] = QueryFormat.table,
    limit: Annotated[int | None, typer.Option(min=1, help="Rows at most.")] = None,
    timeout: Annotated[float, typer.Option(min=0.001, help="Seconds at most.")] = 60,
    output: Output = None,
) -> None:
    """Ask the graph in SPARQL, or one of the questions that come with kg (no QUERY lists them)."""
    from kg import questions
    from kg.cli import show

    if text is None:
        show.named_queries(questions.named(), format_)
    else:
        body = sys.stdin.read() if text == "-" else text
        show.answer(questions.ask(settings(output), body, param or [], limit, timeout), format_)


@app.command("show", rich_help_panel=ASK)
@guarded
def show_(
    entity: Annotated[str, typer.Argument(help="A name, an alias or an IRI.")],
    format_: Form = Format.text,
    output: Output = None,
    ontology: OntologyFiles = None,
) -> None:
    """Show what an entity is and what is said of it, each statement with its words."""
    from kg.answers import Answers
    from kg.cli import show

    show.sheet(Answers(settings(output, ontology)).show(entity), format_)


@app.command(rich_help_panel=ASK)
@guarded
def why(
    subject: Annotated[str, typer.Argument(help="An entity, or any.")],
    predicate: Annotated[str, typer.Argument(help="A relation (partneredWith), or any.")],
    object_: Annotated[str, typer.Argument(metavar="OBJECT", help="An entity, a value, or any.")],
    all_: Annotated[bool, typer.Option("--all", help="Show claims that somebody rejected as well.")] = False,
    format_: Form = Format.text,
    output: Output = None,
    ontology: OntologyFiles = None,
) -> None:
    """Show the claims behind a statement: their words, where they stand, and who says so."""
    from kg import explanations
    from kg.answers import Answers
    from kg.cli import show

    answers = Answers(settings(output, ontology))
    found = answers.why(subject, predicate, object_)
    if all_:
        found = (*found, *explanations.rejected(answers, subject, predicate, object_))
    show.facts(found, format_, f"no article says that {subject} {predicate} {object_}")


ClaimId = Annotated[
    str, typer.Argument(metavar="CLAIM", help="A claim's id or its first digits (kg why shows them), or its IRI.")
]


@app.command(rich_help_panel=ASK)
@guarded
def explain(claim: ClaimId, format_: Form = Format.text, output: Output = None, ontology: OntologyFiles = None) -> None:
    """Show why a claim was made: its words marked, the lexicon's entry, who is meant, how surely it is said."""
    from kg import explanations
    from kg.answers import Answers
    from kg.cli.explained import explained

    explained(explanations.explain(Answers(settings(output, ontology)), claim), format_)


@app.command(rich_help_panel=MAKE)
@guarded
def reject(
    claim: ClaimId,
    because: Annotated[str, typer.Option("--because", metavar="REASON", help="Why it is wrong, in a few words.")],
    output: Output = None,
    ontology: OntologyFiles = None,
) -> int:
    """Withdraw a claim for good: kept in decisions.tsv, heeded by every build; undone by deleting its line there."""
    from kg import decisions, explanations, pipeline
    from kg.answers import Answers
    from kg.cli import show
    from kg.errors import UsageError

    if not because.strip():
        raise UsageError("--because: say in a few words why the claim is wrong")
    chosen = settings(output, ontology)
    answers = Answers(chosen)
    found = explanations.find(answers, claim)
    said = f"{explanations.sentence(answers, found)}: “{answers.evidence_of(found.id).words}”"
    file, done = pipeline.decide([decisions.Rejection(found.id, because, said)], chosen)
    code = show.result(done)
    show.files([file])
    return code


@app.command(rich_help_panel=MAKE)
@guarded
def resolve(
    accept: Annotated[tuple[str, str] | None, typer.Option(metavar="A B", help="A and B are one thing.")] = None,
    reject_: Annotated[
        tuple[str, str] | None, typer.Option("--reject", metavar="A B", help="A and B are two things, whatever comes.")
    ] = None,
    split: Annotated[
        str | None, typer.Option(metavar="A", help="What the articles given by --article call A is another thing.")
    ] = None,
    article: Annotated[list[str] | None, typer.Option(metavar="ARTICLE", help="For --split; may be repeated.")] = None,
    rename: Annotated[tuple[str, str] | None, typer.Option(metavar="A NAME", help="A is called NAME.")] = None,
    retype: Annotated[tuple[str, str] | None, typer.Option(metavar="A TYPE", help="A is of TYPE (Person, Place …).")] = None,
    because: Annotated[str, typer.Option(metavar="REASON", help="Why, in a few words; any decision needs it.")] = "",
    ask: Annotated[bool | None, typer.Option("--ask/--list", help="Ask about each pair, or list them.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Pairs at most to list or ask about.")] = 20,
    format_: Form = Format.text,
    output: Output = None,
    ontology: OntologyFiles = None,
) -> int:
    """Settle who is who: list doubtful pairs or ask about them; join, part, rename, retype. Kept in decisions.tsv."""
    from kg import decisions, pipeline, reviewing
    from kg.answers import Answers
    from kg.cli import resolving, show
    from kg.errors import UsageError

    chosen = settings(output, ontology)
    answers = Answers(chosen)
    made = [
        *([reviewing.same(answers, *accept, because)] if accept else []),
        *([reviewing.different(answers, *reject_, because)] if reject_ else []),
        *(reviewing.split(answers, split, article or [], because) if split else []),
        *([reviewing.rename(answers, *rename, because)] if rename else []),
        *([reviewing.retype(answers, *retype, because)] if retype else []),
    ]
    if made and not because.strip():
        raise UsageError("--because: say in a few words why")
    if not made:
        pairs = reviewing.pairs(answers)
        if format_ is Format.text and (ask or (ask is None and sys.stdin.isatty() and sys.stdout.isatty())):
            made = resolving.asked(pairs[:limit])
        else:
            resolving.listed(pairs, format_, limit)
    resolving.idle(reviewing.idle(answers, decisions.read(chosen.output).rulings))
    if not made:
        return 0
    file, done = pipeline.decide(made, chosen)
    code = show.result(done)
    show.files([file])
    return code


@app.command(rich_help_panel=MAKE)
@guarded
def reconcile(
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of a reconciliation service.")],
    type_: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="What the service knows (Person); may be repeated.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Ask about what it has answered before, too.")] = False,
    output: Output = None,
    ontology: OntologyFiles = None,
) -> int:
    """Look entities up at a service (names are sent there); kept in authorities.json, heeded by every build."""
    from kg import pipeline
    from kg.cli import show, terminal

    with terminal.progress("Asking") as move:
        result, failed = pipeline.reconcile(url, type_ or [], settings(output, ontology), again, move)
    code = show.result(result)
    if failed is not None:
        terminal.complain(str(failed))
    return code if failed is None else failed.exit_code


@app.command(rich_help_panel=ASK)
@guarded
def quotes(
    by: Annotated[str | None, typer.Option("--by", metavar="ENTITY", help="Only what this person or body says.")] = None,
    about: Annotated[str | None, typer.Option("--about", metavar="ENTITY", help="Only what mentions this.")] = None,
    format_: Form = Format.text,
    output: Output = None,
) -> None:
    """List who said what: each utterance once, with every article's version and where they differ."""
    from kg.answers import Answers
    from kg.cli import show

    show.said(Answers(settings(output)).quotes(by, about), format_)


@app.command(rich_help_panel=ASK)
@guarded
def path(
    start: Annotated[str, typer.Argument(metavar="A", help="An entity.")],
    end: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    format_: Form = Format.text,
    output: Output = None,
    ontology: OntologyFiles = None,
) -> None:
    """Show how two entities hang together, with the words behind every step."""
    from kg.answers import Answers
    from kg.cli import show

    show.facts(Answers(settings(output, ontology)).path(start, end), format_, f"nothing links {start} and {end}")


@app.command(rich_help_panel=ASK)
@guarded
def analyze(
    top: Annotated[int, typer.Option(min=1, help="Entities at most.")] = 20, format_: Form = Format.text, output: Output = None
) -> None:
    """Measure the graph: who is central, who ties groups together, which groups there are."""
    from kg.answers import Answers
    from kg.cli import show

    show.standing(Answers(settings(output)).standing(), format_, top)


@app.command(rich_help_panel=ASK)
@guarded
def conflicts(format_: Form = Format.text, output: Output = None, ontology: OntologyFiles = None) -> None:
    """List the disagreements, both sides with their words."""
    from kg.answers import Answers
    from kg.cli import show

    show.conflicts(Answers(settings(output, ontology)).conflicts(), format_)


# ---------------------------------------------------------------------- check and pass on


@app.command(rich_help_panel=CHECK)
@guarded
def export(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="Where to write; standard output if not given.")] = None,
    format_: Annotated[
        ExportFormat | None, typer.Option("--format", "-f", help="What to write; by FILE's ending if not given.")
    ] = None,
    output: Output = None,
) -> None:
    """Write the graph as Turtle, N-Triples, JSON-LD, GraphML or CSV."""
    from kg import questions
    from kg.cli import show

    show.exported(questions.export(settings(output), file, format_.value if format_ else None))


@app.command(rich_help_panel=CHECK)
@guarded
def validate(output: Output = None) -> int:
    """Check the graph against its SHACL shapes."""
    from kg import questions
    from kg.cli import show

    return show.problems(questions.validate(settings(output)), "the graph has the shape it should have")


@app.command(rich_help_panel=CHECK)
@guarded
def verify(output: Output = None) -> int:
    """Check every quote of the graph against its article."""
    from kg import questions
    from kg.cli import show

    return show.problems(questions.verify(settings(output)), "every quote stands in its article, word for word")


@app.command("eval", rich_help_panel=CHECK)
@guarded
def eval_(
    corpus: Annotated[str, typer.Argument(help="knowledgenet, conll04, redocred, dwie, carb, polnear, gum or factuality.")],
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The corpus: its file, or the folder it is in.")],
    limit: Annotated[int | None, typer.Option(min=1, help="Documents at most, the first ones.")] = None,
    examples: Annotated[int, typer.Option(min=0, help="Examples of what is missed and wrong, for each relation.")] = 0,
    format_: Annotated[
        EvalFormat, typer.Option("--format", "-f", help="table for people, json for programs.")
    ] = EvalFormat.table,
    ontology: OntologyFiles = None,
    model: Model = None,
    jobs: Jobs = None,
) -> None:
    """Measure what is extracted against an annotated corpus: precision, recall and F1 of each relation."""
    from kg import evaluation
    from kg.cli import terminal
    from kg.cli.measured import measured

    with terminal.progress("Reading documents") as move:
        report = evaluation.evaluate(corpus, path, settings(None, ontology, model=model, jobs=jobs), limit, move)
    measured(report, format_, examples)
