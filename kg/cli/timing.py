"""The commands about time: what happened when, what was known on a day, what changed between two builds."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.guard import guarded
from kg.cli.options import AsOf, Form, Format, OntologyFiles, Output, settings

if TYPE_CHECKING:
    from kg.answers import Answers
    from kg.past import Past
    from kg.settings import Settings


class ClockName(StrEnum):
    """Which date a timeline goes by."""

    held = "held"
    published = "published"
    read = "read"


def known(chosen: Settings, as_of: str | None) -> Past | None:
    """Return what was known on a day, where one is given, and say of how many articles that is."""
    if as_of is None:
        return None
    from kg import pipeline
    from kg.cli import timed

    found = pipeline.as_of(chosen, as_of)
    timed.past(found)
    return found


def answers(output: Path | None, ontology: list[Path] | None, as_of: str | None) -> Answers:
    """Return what is to be asked: a store, or what was known of it on a day."""
    from kg.answers import Answers

    chosen = settings(output, ontology)
    return Answers(chosen, known(chosen, as_of))


@guarded
def timeline(
    entity: Annotated[str | None, typer.Argument(help="A name, an alias or an IRI; all if not given.")] = None,
    start: Annotated[str | None, typer.Option("--from", metavar="DATE", help="A day, a month or a year (2022-11).")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="The same; its whole is meant.")] = None,
    clock: Annotated[
        ClockName, typer.Option(help="When it held, when it was first published, or when that was read.")
    ] = ClockName.held,
    as_of: AsOf = None,
    format_: Form = Format.text,
    output: Output = None,
    ontology: OntologyFiles = None,
) -> None:
    """Tell what happened when, each entry with its words."""
    from kg import history
    from kg.cli import timed

    timed.timeline(history.timeline(answers(output, ontology, as_of), entity, clock.value, start, end), format_)


@guarded
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Output folder of a build.")],
    new: Annotated[
        Path | None, typer.Argument(metavar="NEW", help="Output folder of another; the one of -o if not given.")
    ] = None,
    format_: Form = Format.text,
    output: Output = None,
    ontology: OntologyFiles = None,
) -> None:
    """Compare two builds: statements, entities and articles that are new, changed or gone."""
    from kg import history
    from kg.cli import compared
    from kg.errors import UsageError

    if new is not None and output is not None:
        raise UsageError("give the newer folder as NEW or by -o, not both")
    chosen = settings(new or output, ontology)
    compared.comparison(history.compare(old, chosen), format_, old, chosen.output)
