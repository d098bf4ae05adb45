"""The command that trains the learned model."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.guard import guarded
from kg.errors import UsageError


@guarded
def train(
    corpora: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of annotated corpora (docs/model.md).")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where the model is put.")] = Path("model"),
    own: Annotated[
        list[Path] | None,
        typer.Option("--articles", metavar="FILE", help="Articles annotated as kg extract writes them; may be repeated."),
    ] = None,
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="TOML: precision, encoder and [recipe] (docs/model.md).")
    ] = None,
) -> None:
    """Train the learned model anew, and find the thresholds from which it speaks; needs the extra train."""
    from kg import training
    from kg.cli import terminal

    given = _read(config) if config else {}
    try:
        chosen = training.Config(corpora, tuple(own or ()), **given)
        told = training.run(chosen, output, terminal.say)
    except TypeError as error:
        raise UsageError(f"{config}: {error}") from error
    terminal.table(
        ("relation", "precision", "recall", "told"),
        [(name, f"{row['precision']:.3f}", f"{row['recall']:.3f}", row["told"]) for name, row in told["held_out"].items()],
        "Pairs of passages that were held out, from each threshold on",
    )
    terminal.say(f"The model is in {output}: name it in kg.toml as learned = {str(output)!r}.")


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{file}: cannot be read as settings: {error}") from error
