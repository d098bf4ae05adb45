"""The commands, in the order in which the help shows them.

Each one makes settings, calls the pipeline or the answers, and hands what comes back to be shown.
"""

from __future__ import annotations

from typing import Annotated

import typer

from kg import __version__
from kg.cli import asking, checking, deciding, making, serving, timing, training
from kg.engines import one_thread

COMMANDS = {
    "Make a graph": (making.build, making.add, making.remove, making.extract, making.load, making.view),
    "Ask it": (
        asking.query, asking.show_, asking.why, asking.explain, asking.quotes, asking.path, asking.analyze, asking.conflicts,
        timing.timeline, timing.diff, asking.sources,
    ),
    "Settle it": (deciding.resolve, deciding.reconcile, deciding.reject),
    "Check it and pass it on": (checking.export, checking.validate, checking.verify, checking.eval_, training.train),
    "Share it": (serving.serve, serving.push),
}  # fmt: skip

app = typer.Typer(
    name="kg",
    help="Turn news articles into a graph whose every claim carries its quoted words.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Turn news articles into a graph whose every claim carries its quoted words."""
    one_thread()


for panel, commands in COMMANDS.items():
    for command in commands:
        app.command(command.__name__.rstrip("_"), rich_help_panel=panel)(command)
