"""Before a language model is asked: what that takes, and whether it is wanted."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from kg.llm import Asked, Plan


def asking(yes: bool) -> Callable[[Plan], Asked]:
    """Return what asks a language model once that is agreed to: by ``yes``, or at the terminal.

    Where nobody can be asked, it raises ``UsageError``, and ``NothingToDo`` where the answer is no; nothing was sent then.
    """

    def run(plan: Plan) -> Asked:
        from kg import llm
        from kg.cli import pace, terminal

        if not plan.requests:
            return llm.ask(plan)
        _preview(plan)
        if not yes:
            _agree()
        with pace.progress("Asking the model") as move:
            return llm.ask(plan, move, lambda problem: terminal.complain(f"{plan.endpoint.shown}: {problem}"))

    return run


def _preview(plan: Plan) -> None:
    """Say on standard error what would be sent where."""
    from kg.cli.terminal import complain

    there, back = plan.tokens
    number, articles, kept = len(plan.requests), plan.articles, len(plan.kept)
    complain(f"Asking {plan.endpoint.model} at {plan.endpoint.shown} about {articles:,} article{'s' * (articles != 1)}")
    complain(
        f"  {number:,} request{'s' * (number != 1)}: about {there:,} tokens go there, at most {back:,} come back"
        + (f"; {kept:,} answer{'s are' if kept != 1 else ' is'} kept from before" if kept else "")
    )
    if plan.endpoint.away:
        complain(f"  The text of the articles is sent to {plan.endpoint.host}, which is not this machine.")
    if plan.endpoint.unencrypted:
        complain("  It goes there unencrypted, as does the key if there is one: use https where you can.")


def _agree() -> None:
    from kg.errors import NothingToDo, UsageError

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("nothing was sent: add --yes to have the model asked")
    if not typer.confirm("Ask it?", default=False, err=True):
        raise NothingToDo("nothing was sent, and nothing has changed (leave out --llm to read without the model)")
