"""The commands by which people settle what a graph says and who is who."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.guard import guarded
from kg.cli.options import (
    ClaimId,
    Form,
    Format,
    OntologyFiles,
    Output,
    settings,
)

if TYPE_CHECKING:
    from kg.settings import Settings


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
    return looked_up(url, settings(output, ontology), type_ or [], again)


def looked_up(url: str, chosen: Settings, types: Sequence[str] = (), again: bool = False) -> int:
    """Look entities up at a service and print what came of it; return the exit code."""
    from kg import pipeline
    from kg.cli import pace, show, terminal

    with pace.progress("Asking") as move:
        result, failed = pipeline.reconcile(url, types, chosen, again, move)
    code = show.result(result)
    if failed is not None:
        terminal.complain(str(failed))
    return code if failed is None else failed.exit_code
