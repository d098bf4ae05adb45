"""The commands that check a graph and pass it on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.guard import guarded
from kg.cli.modelled import asking
from kg.cli.options import (
    AroundEntity,
    AsOf,
    Eager,
    EvalFormat,
    ExportFormat,
    Hops,
    Jobs,
    Learned,
    Llm,
    LlmModel,
    Model,
    OntologyFiles,
    Output,
    Shape,
    Yes,
    reach,
    settings,
)
from kg.cli.timing import known

if TYPE_CHECKING:
    from kg.llm import Asked, Plan
    from kg.model import Failure


@guarded
def export(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="Where to write (tables, neo4j: a folder); standard output if not given."),
    ] = None,
    format_: Annotated[
        ExportFormat | None, typer.Option("--format", "-f", help="What to write; by FILE's ending if not given.")
    ] = None,
    shape: Annotated[Shape | None, typer.Option("--shape", help="How claims stand in RDF (docs/exports.md).")] = None,
    with_text: Annotated[bool, typer.Option("--with-text", help="With the articles' whole texts.")] = False,
    around: AroundEntity = None,
    hops: Hops = None,
    as_of: AsOf = None,
    output: Output = None,
    ontology: OntologyFiles = None,
) -> None:
    """Write the graph, or a part of it, for other programs: RDF, networks, tables, Neo4j (docs/exports.md)."""
    from kg import questions
    from kg.cli import show

    far = reach(around, hops)
    chosen = settings(output, ontology)
    form = questions.Form(format_.value if format_ else None, shape.value if shape else None, with_text)
    show.exported(questions.export(chosen, file, form, around, far, known(chosen, as_of)))


@guarded
def validate(output: Output = None) -> int:
    """Check the graph against its SHACL shapes."""
    from kg import questions
    from kg.cli import show

    return show.problems(questions.validate(settings(output)), "the graph has the shape it should have")


@guarded
def verify(output: Output = None) -> int:
    """Check every quote of the graph against its article."""
    from kg import questions
    from kg.cli import show

    return show.problems(questions.verify(settings(output)), "every quote stands in its article, word for word")


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
    learned: Learned = None,
    eager: Eager = None,
    jobs: Jobs = None,
    llm: Llm = None,
    llm_model: LlmModel = None,
    yes: Yes = False,
) -> int:
    """Measure what is extracted against an annotated corpus: precision, recall and F1 of each relation."""
    from kg import evaluation
    from kg.cli import pace, terminal
    from kg.cli.measured import measured

    unread: list[Failure] = []

    def ask(plan: Plan) -> Asked:
        asked = asking(yes)(plan)
        unread.extend(asked.failures)
        return asked

    with pace.progress("Reading documents", at_once=not llm) as move:
        chosen = settings(
            None, ontology, model=model, learned=learned, eager=eager, jobs=jobs, llm_url=llm, llm_model=llm_model
        )
        report = evaluation.evaluate(corpus, path, chosen, limit, move, ask)
    for failure in unread:
        terminal.complain(failure.message)
    measured(report, format_, examples)
    return 1 if unread else 0
