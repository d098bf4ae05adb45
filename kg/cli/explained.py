"""How an explanation looks."""

from __future__ import annotations

from dataclasses import asdict

from kg.cli.options import Format
from kg.cli.show import where
from kg.cli.terminal import emit_csv, emit_json, say
from kg.explanations import Explanation, Named


def explained(found: Explanation, form: Format) -> None:
    """Print why a claim was made and what came of it."""
    if form is Format.json:
        out = asdict(found)
        out["evidence"]["qualifiers"] = dict(found.evidence.qualifiers)
        emit_json(out)
        return
    rows = _rows(found)
    if form is Format.csv:
        emit_csv([{"what": what, "value": value} for what, value in rows], ("what", "value"))
        return
    say(f"{found.sentence}  [claim {found.claim}]")
    for what, value in rows:
        say(f"    {what + ':' if what else '':12} {value}")


def _rows(found: Explanation) -> list[tuple[str, str]]:
    """Return what there is to say, in the order in which it is read."""
    e = found.evidence
    rows = [("words", found.marked), ("where", where(e))]
    rows += [("entry" if number == 0 else "", line) for number, line in enumerate(found.entry)]
    rows += [(argument.role, _argument(argument)) for argument in found.arguments]
    how = ", ".join(part for part in (e.polarity, e.modality, e.status) if part)
    rows.append(("said as", how + (f", because of: {'; '.join(found.because)}" if found.because else "")))
    rows += [("time", e.time)] if e.time else []
    rows += [(name, value) for name, value in e.qualifiers]
    rows.append(("confidence", f"{e.confidence:g}"))
    if found.rejected is not None:
        rows.append(("rejected", f"{found.rejected} (to undo it, delete its line in decisions.tsv and build again)"))
    elif found.dropped is not None:
        rows.append(("left out", found.dropped))
    elif found.statement:
        rows.append(("came to", found.statement))
    return rows


def _argument(argument: Named) -> str:
    """Return what an argument was taken for and why."""
    who = argument.entity or argument.label
    words = (
        f"“{argument.text}”" + (f" = {who}" if who != argument.text else "") + (f" ({argument.type})" if argument.type else "")
    )
    why = [part for part in (argument.mention, *argument.links[:2]) if part]
    return words + (f", because: {'; '.join(why)}" if why else "")
