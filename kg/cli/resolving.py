"""``kg resolve``: doubtful pairs are shown with both contexts and settled one by one, or by options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import typer

from kg.cli.options import Format
from kg.cli.terminal import complain, emit_csv, emit_json, say
from kg.model import Ruling
from kg.reviewing import Pair, Side, judged

_BECAUSE = "both contexts read"
_COLUMNS = ("left", "right", "taken for", "score", "reason", "left source", "left words", "right source", "right words")


def listed(pairs: Sequence[Pair], form: Format, most: int) -> None:
    """Print the doubtful pairs, for people the first ``most`` of them."""
    if form is Format.json:
        emit_json([asdict(pair) for pair in pairs])
    elif form is Format.csv:
        emit_csv([_row(pair) for pair in pairs], _COLUMNS)
    else:
        for number, pair in enumerate(pairs[:most], 1):
            _show(pair, f"{number}.")
        if not pairs:
            say("no pair is in doubt")
        elif len(pairs) > most:
            say(f"and {len(pairs) - most} more (--limit)")


def idle(rulings: Sequence[Ruling]) -> None:
    """Print which decisions mean nothing in the articles at hand."""
    for ruling in rulings:
        other = f" and “{ruling.other}”" if ruling.other else ""
        complain(
            f"{ruling.place}: no article names “{ruling.thing}”{other} so, or other decisions contradict it; it does nothing"
        )


def asked(pairs: Sequence[Pair]) -> list[Ruling]:
    """Show each pair and ask what it is; return the decisions. The end of the input stops asking."""
    made: list[Ruling] = []
    for number, pair in enumerate(pairs, 1):
        _show(pair, f"{number} of {len(pairs)}.")
        try:
            answer = typer.prompt("One thing? (a)ccept, (r)eject, (l)ater, (q)uit", default="l", show_default=False)
            choice = str(answer).strip().lower()[:1]
            if choice == "q":
                break
            if choice in ("a", "r"):
                because = str(typer.prompt("Because", default=_BECAUSE, show_default=True)).strip()
                made.append(judged(pair, choice == "a", because or _BECAUSE))
        except typer.Abort:
            break
    return made


def _show(pair: Pair, number: str) -> None:
    taken = "one thing" if pair.joined else "two things"
    say(f"{number} {_name(pair.left)} / {_name(pair.right)}  [taken for {taken}, {pair.score:g}]")
    say(f"    {pair.reason}")
    for side in (pair.left, pair.right):
        say(f"    {side.source}: {_words(side)}")


def _name(side: Side) -> str:
    whole = f" = {side.entity}" if side.entity != side.name else ""
    return f"{side.name}{whole}" + (f" ({side.type})" if side.type else "")


def _words(side: Side) -> str:
    return " ".join(f"{side.before}[{side.words}]{side.after}".split())


def _row(pair: Pair) -> dict[str, Any]:
    return {
        "left": pair.left.entity,
        "right": pair.right.entity,
        "taken for": "one" if pair.joined else "two",
        "score": pair.score,
        "reason": pair.reason,
        "left source": pair.left.source,
        "left words": _words(pair.left),
        "right source": pair.right.source,
        "right words": _words(pair.right),
    }
