"""The options that commands share, and the settings they make."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from kg.settings import Settings


class Format(StrEnum):
    """How a command answers: for people, or for programs."""

    text = "text"
    json = "json"
    csv = "csv"


class QueryFormat(StrEnum):
    """How a query's rows are written."""

    table = "table"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    turtle = "turtle"


class Disagreeing(StrEnum):
    """What a disagreement is about (``kg.model.DisagreementKind``)."""

    denial = "denial"
    value = "value"
    time = "time"
    status = "status"
    certainty = "certainty"


class EngineName(StrEnum):
    """Where a build runs."""

    local = "local"
    spark = "spark"


class ExportFormat(StrEnum):
    """What a store can be written as."""

    turtle = "turtle"
    ntriples = "ntriples"
    jsonld = "jsonld"
    trig = "trig"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"
    tables = "tables"
    neo4j = "neo4j"


class Shape(StrEnum):
    """How claims stand in RDF."""

    reification = "reification"
    rdf12 = "rdf12"
    nanopub = "nanopub"
    plain = "plain"


class EvalFormat(StrEnum):
    """How a measurement is written."""

    table = "table"
    json = "json"
    markdown = "markdown"


def folder(text: str) -> Path:
    """Return the output folder that an option names."""
    if not text.strip():  # an unset variable in a script; "." is said as "."
        raise typer.BadParameter("is empty: name a folder")
    return Path(text)


Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE…", help="Files, folders, patterns such as 'news/*.html', or - for standard input."),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", parser=folder, metavar="FOLDER", help="Output folder, with the store in it (default: output)."
    ),
]
OutputOrAddress = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FOLDER", help="Output folder; with --engine spark also an address (default: output)."
    ),
]
EngineChoice = Annotated[
    EngineName, typer.Option("--engine", help="local: this machine. spark: Apache Spark, for many articles (docs/scale.md).")
]
Master = Annotated[
    str | None, typer.Option("--master", metavar="URL", help="With --engine spark: spark://host:7077, yarn, local[2] …")
]
OntologyFiles = Annotated[
    list[Path] | None,
    typer.Option("--ontology", metavar="FILE", help="Further relations and words, in Turtle; may be repeated."),
]
GazetteerFiles = Annotated[
    list[Path] | None,
    typer.Option("--gazetteer", metavar="FILE", help="Names with their types, as CSV (docs/entities.md); may be repeated."),
]
Base = Annotated[str | None, typer.Option("--base", metavar="IRI", help="Prefix of the IRIs of what the articles tell of.")]
Model = Annotated[str | None, typer.Option("--model", metavar="PACKAGE", help="spaCy model to parse with.")]
Learned = Annotated[
    bool | None,
    typer.Option("--learned/--no-learned", help="Have a learned model read beside the rules (docs/model.md) (default: no)."),
]
Eager = Annotated[
    bool | None,
    typer.Option(
        "--eager/--no-eager",
        help="With --learned: have it tell what it is less sure of, too, for those who review every claim (default: no).",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="Processes at work at once, at most (default: one a core)."),
]
Memory = Annotated[
    str | None,
    typer.Option("--memory", metavar="SIZE", help="What all processes may take together, such as 4G (default: any)."),
]
Views = Annotated[
    bool | None,
    typer.Option("--views/--no-views", help="Write graph.ttl, graph.html and report.html too (default: views)."),
]
Form = Annotated[Format, typer.Option("--format", "-f", help="text for people, json or csv for programs.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Only what was published by then: a day, a month or a year (docs/time.md)."),
]
AroundEntity = Annotated[str | None, typer.Option("--around", metavar="ENTITY", help="Only what is around this entity.")]
Hops = Annotated[
    int | None, typer.Option("--hops", min=0, max=10, help="With --around: so many statements away at most (default: 1).")
]
ClaimId = Annotated[
    str, typer.Argument(metavar="CLAIM", help="A claim's id or its first digits (kg why shows them), or its IRI.")
]
Reconcile = Annotated[
    str | None, typer.Option("--reconcile", metavar="URL", help="Then look entities up at this service, as kg reconcile does.")
]
Llm = Annotated[
    str | None,
    typer.Option(
        "--llm", metavar="URL", help="Have a language model at this address read along; it is sent the text (docs/llm.md)."
    ),
]
LlmModel = Annotated[str | None, typer.Option("--llm-model", metavar="NAME", help="What the server there calls the model.")]
Yes = Annotated[bool, typer.Option("--yes", help="Ask the language model without asking me first.")]


def reach(around: str | None, hops: int | None) -> int:
    """Return how many statements away a part reaches; raises ``UsageError`` where that is given without what it is around."""
    from kg.errors import UsageError

    if hops is not None and around is None:
        raise UsageError("--hops says how far --around reaches: give --around ENTITY with it")
    return 1 if hops is None else hops


def settings(
    output: Path | None = None,
    ontology: list[Path] | None = None,
    gazetteer: list[Path] | None = None,
    learned: bool | None = None,
    **options: Any,
) -> Settings:
    """Return the settings of ``kg.toml`` and these options."""
    from kg.engines import cores
    from kg.errors import UsageError
    from kg.settings import load

    options |= {} if learned is None else {"learned": "kg" if learned else ""}
    given = {"output": output, "ontology": ontology or None, "gazetteer": gazetteer or None} | options
    chosen = load(defaults={"jobs": cores()}, **given)
    if options.get("eager") and not chosen.learned:
        raise UsageError("--eager says how the learned model reads: give --learned, too")
    return chosen
