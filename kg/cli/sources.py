"""How it looks who was first to report, who follows and who copies whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from kg.cli.options import Format
from kg.cli.terminal import complain, emit_csv, emit_json, say, table
from kg.sources import Outlet, Repeated, Root, joined

#: So many outlets and copies are shown to people; programs get all.
SHOWN = 20
_OUTLET_COLUMNS = ("outlet", "articles", "statements", "alone", "first", "follows", "followed", "copies")
#: For people: the copies stand below the table.
_SHOWN_COLUMNS = (*_OUTLET_COLUMNS[:-2], "whom")
_COPY_COLUMNS = (
    "article", "publisher", "published", "source", "source_publisher", "source_published", "share", "wholly", "dated", "after",
    "words", "start", "end", "source_words", "source_start", "source_end",
)  # fmt: skip


def roots(found: Sequence[Root], reported: str) -> None:
    """Print who reported a statement first and which of its articles are one origin, where it has several articles."""
    if sum(len(root.reports) for root in found) < 2:
        return
    if reported:
        say(f"    {reported}")
    for words in joined(found):
        say(f"    one origin: {words}")


def outlets(found: Sequence[Outlet], repeated: Sequence[Repeated], form: Format) -> None:
    """Print what each outlet was first to report and whom it follows, then which articles are copies."""
    if form is Format.json:
        emit_json({"outlets": [_outlet_json(o) for o in found], "copies": [asdict(r) for r in repeated]})
        return
    rows = [
        {"outlet": o.name, "articles": o.articles, "statements": o.statements, "alone": o.alone, "first": o.first}
        | {"follows": o.follows, "followed": _counted(o.followed), "copies": _counted(o.copies)}
        for o in found
    ]
    if form is Format.csv:
        emit_csv(rows, _OUTLET_COLUMNS)
        return
    shown = [
        (o.name, o.articles, o.statements, o.alone, o.first, o.follows, _counted(o.followed, most=2)) for o in found[:SHOWN]
    ]
    table(_SHOWN_COLUMNS, shown, "Who reports what first")
    if len(rows) > SHOWN:
        say(f"and {len(rows) - SHOWN} more outlets (--format csv)")
    wholly = [r for r in repeated if r.wholly]
    for r in wholly[:SHOWN]:
        say(_copied(r))
    if len(wholly) > SHOWN:
        say(f"and {len(wholly) - SHOWN} more copies (--copies)")
    parts = len(repeated) - len(wholly)
    if parts:
        say(f"{parts} article{'s repeat' if parts != 1 else ' repeats'} passages of another (--copies shows the words)")


def copies(found: Sequence[Repeated], form: Format) -> None:
    """Print what articles repeat of others, with the words of both."""
    if form is Format.json:
        emit_json([asdict(r) for r in found])
    elif form is Format.csv:
        rows = [asdict(r) for r in found]
        emit_csv([row | passage for row in rows for passage in row["passages"]], _COPY_COLUMNS)
    elif not found:
        complain("no article repeats what another says")
    else:
        for r in found:
            say(_copied(r))
            for p in r.passages:
                say(f"    {p.words}")
                say(f"        {r.article} {p.start}–{p.end}")
                if p.source_words != p.words:
                    say(f"    {p.source_words}")
                say(f"        {r.source} {p.source_start}–{p.source_end}")


def _outlet_json(found: Outlet) -> dict[str, object]:
    return asdict(found) | {"followed": dict(found.followed), "copies": dict(found.copies)}


def _counted(names: Sequence[tuple[str, int]], most: int | None = None) -> str:
    shown = [f"{name} {count}" for name, count in names[:most]]
    return ", ".join(shown) + (f" and {len(names) - len(shown)} more" if len(shown) < len(names) else "")


def _copied(r: Repeated) -> str:
    """Return in one line what an article repeats of another."""
    one, other = (
        f"{source} ({', '.join(filter(None, known))})" if any(known) else source
        for source, *known in ((r.article, r.publisher, r.published), (r.source, r.source_publisher, r.source_published))
    )
    how = "is a copy of" if r.wholly and r.dated else "has the text of" if r.wholly else "repeats passages of"
    when = f", {r.after} later" if r.after else ""
    return f"{one} {how} {other}{when} ({r.share:.0%} of its own words)"
