"""The commands that ask it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.guard import guarded
from kg.cli.options import (
    AsOf,
    ClaimId,
    Disagreeing,
    Form,
    Format,
    OntologyFiles,
    Output,
    QueryFormat,
    settings,
)
from kg.cli.timing import answers, known


@guarded
def query(
    text: Annotated[str | None, typer.Argument(metavar="QUERY", help="SPARQL, @FILE, FILE.rq, - or a query's name.")] = None,
    param: Annotated[list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="For a named query.")] = None,
    format_: Annotated[QueryFormat, typer.Option("--format", "-f", help="How to write the rows.")] = QueryFormat.table,
    limit: Annotated[int | None, typer.Option(min=1, help="Rows at most.")] = None,
    timeout: Annotated[float, typer.Option(min=0.001, help="Seconds at most.")] = 60,
    as_of: AsOf = None,
    graph: Annotated[Path | None, typer.Option("--graph", metavar="FILE", help="Ask this RDF file, not the store.")] = None,
    output: Output = None,
    ontology: OntologyFiles = None,
) -> None:
    """Ask the graph in SPARQL, or one of the questions that come with kg (no QUERY lists them)."""
    from kg import questions
    from kg.cli import show

    if text is None:
        show.named_queries(questions.named(), format_)
    else:
        body = sys.stdin.read() if text == "-" else text
        chosen = settings(output, ontology)
        show.answer(questions.ask(chosen, body, param or [], limit, timeout, known(chosen, as_of), graph), format_)


@guarded
def show_(
    entity: Annotated[str, typer.Argument(help="A name, an alias or an IRI.")],
    as_of: AsOf = None,
    format_: Form = Format.text,
    output: Output = None,
    ontology: OntologyFiles = None,
) -> None:
    """Show what an entity is and what is said of it, each statement with its words."""
    from kg.cli import show

    show.sheet(answers(output, ontology, as_of).show(entity), format_)


@guarded
def why(
    subject: Annotated[str, typer.Argument(help="An entity, or any.")],
    predicate: Annotated[str, typer.Argument(help="A relation (partneredWith), or any.")],
    object_: Annotated[str, typer.Argument(metavar="OBJECT", help="An entity, a value, or any.")],
    all_: Annotated[bool, typer.Option("--all", help="Show claims that somebody rejected as well.")] = False,
    as_of: AsOf = None,
    format_: Form = Format.text,
    output: Output = None,
    ontology: OntologyFiles = None,
) -> None:
    """Show the claims behind a statement: their words, where they stand, and who says so."""
    from kg import explanations
    from kg.cli import show

    asked = answers(output, ontology, as_of)
    found = asked.why(subject, predicate, object_)
    if all_:
        found = (*found, *explanations.rejected(asked, subject, predicate, object_))
    show.facts(found, format_, f"no article says that {subject} {predicate} {object_}")


@guarded
def explain(claim: ClaimId, format_: Form = Format.text, output: Output = None, ontology: OntologyFiles = None) -> None:
    """Show why a claim was made: its words marked, the lexicon's entry, who is meant, how surely it is said."""
    from kg import explanations
    from kg.answers import Answers
    from kg.cli.explained import explained

    explained(explanations.explain(Answers(settings(output, ontology)), claim), format_)


@guarded
def quotes(
    by: Annotated[str | None, typer.Option("--by", metavar="ENTITY", help="Only what this person or body says.")] = None,
    about: Annotated[str | None, typer.Option("--about", metavar="ENTITY", help="Only what mentions this.")] = None,
    as_of: AsOf = None,
    format_: Form = Format.text,
    output: Output = None,
    ontology: OntologyFiles = None,
) -> None:
    """List who said what: each utterance once, with every article's version and where they differ."""
    from kg.cli import show

    show.said(answers(output, ontology, as_of).quotes(by, about), format_)


@guarded
def path(
    start: Annotated[str, typer.Argument(metavar="A", help="An entity.")],
    end: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    ways: Annotated[int, typer.Option(min=1, max=50, help="Ways at most, the shortest first.")] = 1,
    as_of: AsOf = None,
    format_: Form = Format.text,
    output: Output = None,
    ontology: OntologyFiles = None,
) -> None:
    """Show how two entities hang together, with the words behind every step."""
    from kg.cli import show

    show.ways(answers(output, ontology, as_of).ways(start, end, ways), format_, f"nothing links {start} and {end}")


@guarded
def analyze(
    top: Annotated[int, typer.Option(min=1, help="Rows at most, of each section.")] = 15,
    as_of: AsOf = None,
    format_: Form = Format.text,
    output: Output = None,
    ontology: OntologyFiles = None,
) -> None:
    """Measure the graph: who is central, who and what ties groups together, the groups, who does what most often."""
    from kg.cli import analyzed
    from kg.influence import influence

    analyzed.influence(influence(answers(output, ontology, as_of)), format_, top)


@guarded
def sources(
    copies: Annotated[bool, typer.Option("--copies", help="Show what articles repeat of others, with the words.")] = False,
    as_of: AsOf = None,
    format_: Form = Format.text,
    output: Output = None,
) -> None:
    """List the outlets: what each was first to report, whom it follows, and which articles are copies of whose."""
    from kg.cli import sources as shown

    found = answers(output, None, as_of)
    if copies:
        shown.copies(found.copies(), format_)
    else:
        shown.outlets(found.outlets(), found.copies(), format_)


@guarded
def conflicts(
    entity: Annotated[str | None, typer.Argument(help="Only what this is part of, as a speaker or spoken of.")] = None,
    kind: Annotated[
        list[Disagreeing] | None, typer.Option("--kind", "-k", help="Only disagreements of this kind; may be repeated.")
    ] = None,
    changes: Annotated[
        bool, typer.Option("--changes", help="Rather what changed: by the dates, one followed the other.")
    ] = False,
    as_of: AsOf = None,
    format_: Form = Format.text,
    output: Output = None,
    ontology: OntologyFiles = None,
) -> None:
    """List where articles and speakers disagree, the weightiest first, all sides with their words."""
    from kg.cli import show

    asked, kinds = answers(output, ontology, as_of), [k.value for k in kind or ()]
    found = asked.conflicts(entity, kinds, changes)
    others = len(asked.conflicts(entity, kinds, not changes)) if format_ is Format.text else 0
    show.conflicts(found, format_, changes, others)
