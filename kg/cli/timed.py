"""How time looks: timelines, and of how many articles an answer about a day is."""

from __future__ import annotations

import textwrap
from dataclasses import asdict
from itertools import groupby
from typing import Any

from kg.cli.options import Format
from kg.cli.terminal import complain, emit_csv, emit_json, entries, say
from kg.edtf import below, heading, iso, plain
from kg.history import Event, History
from kg.past import Past

#: Characters of a quote in a timeline, and of what stands beside it.
QUOTE, WHENCE = 200, 26


def past(found: Past) -> None:
    """Say of how many articles an answer is, and why of no more."""
    why = [f"{n} {what}" for n, what in ((found.later, "published later"), (found.undated, "without a date")) if n]
    left = f" ({', '.join(why)}: left out)" if why else ""
    complain(f"as of {plain(found.date)}: {len(found.corpus.extractions)} of {found.articles} articles{left}")


_UNDATED = {
    "held": "{} said without a date (kg timeline --clock published: by when it was first reported)",
    "published": "{} only in articles that state no date of publication",
    "read": "{} only in articles that state no day on which they were retrieved",
}
_EVENT_COLUMNS = (
    "when", "first", "last", "precision", "origin", "subject", "predicate", "relation", "object", "kind", "disputed", "differs",
    "held", "published", "retrieved", "articles", "words", "speaker", "source", "start", "end", "publisher", "claim",
    "statement",
)  # fmt: skip


def timeline(found: History, form: Format) -> None:
    """Print events under the month or the longer period that they begin in, or as rows."""
    rows = [_event(event) | {"clock": found.clock} for event in found.events]
    if form is Format.json:
        emit_json(rows)
        return
    if form is Format.csv:
        flat = [row | {name: "; ".join(row[name]) for name in ("held", "articles")} for row in rows]
        emit_csv(flat, ("clock", *_EVENT_COLUMNS))
        return
    shown = [(heading(e.moment.when), _entry(e)) for e in found.events]
    widths = (max((len(row[0]) for _, row in shown), default=0), WHENCE)
    for number, (above, group) in enumerate(groupby(shown, key=lambda pair: pair[0])):
        if number:
            say()
        entries(above, [row for _, row in group], widths)
    if not shown:
        complain("nothing has a date here")
    if found.undated:
        count = f"{found.undated} statement{'s are' if found.undated != 1 else ' is'}"
        complain(_UNDATED[found.clock].format(count))


def _entry(e: Event) -> tuple[str, str, str, list[str]]:
    """Return an event as the terminal shows it: when, what and how, the words, whence."""
    m, words = e.moment, e.evidence
    # when it ended is not known: the date may be that of its beginning
    how: list[str] = [] if m.kind == "asserted" else ["no longer so" if m.kind == "ended" else m.kind]
    how = ["denied elsewhere"] if m.kind == "denied" and words.polarity == "positive" else how
    how += ["disputed"] if m.disputed and m.kind != "denied" else []
    how += ["dates differ"] if m.differs else []
    says = f", says {words.speaker}" if words.speaker else ""
    quote = textwrap.shorten(words.words, QUOTE, placeholder=" …")
    quote = (quote if quote.startswith(tuple('"“”‘«„')) else f"“{quote}”") + says
    more = f" +{len(m.articles) - 1}" if len(m.articles) > 1 else ""
    outlet = textwrap.shorten(words.publisher or words.source, WHENCE - len(more), placeholder=" …") + more
    day = plain(words.published) if m.origin != "published" else ""
    return below(m.when), e.sentence + (f"  [{', '.join(how)}]" if how else ""), quote, [outlet, day]


def _event(e: Event) -> dict[str, Any]:
    m, words = e.moment, asdict(e.evidence)
    return (
        {"when": m.when, "first": iso(m.first), "last": iso(m.last), "precision": m.precision, "origin": m.origin}
        | {"subject": m.subject, "predicate": m.predicate, "relation": e.relation, "object": m.object, "kind": m.kind}
        | {"disputed": m.disputed, "differs": m.differs, "held": list(m.held), "published": m.published}
        | {"retrieved": m.retrieved, "articles": list(m.articles), "statement": m.statement.id}
        | {name: words[name] for name in ("words", "speaker", "source", "start", "end", "publisher", "claim")}
    )
