"""How answers look: tables and quotes for people, JSON and CSV for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.answers import Dispute, Evidence, Fact, Position, Said, Sheet, Way, Wording
from kg.cli.options import Format, QueryFormat
from kg.cli.sources import roots
from kg.cli.terminal import complain, console, emit, emit_csv, emit_json, safe_json, say, table
from kg.model import Extraction, Failure, Link
from kg.outputs import Result

if TYPE_CHECKING:
    from kg.store.sparql import Answer, NamedQuery


# ---------------------------------------------------------------------- what a build leaves


def result(done: Result) -> int:
    """Print the closing table and the files; return the exit code."""
    for failure in done.failures:
        complain(failure.message)
    rows = [(name, f"{count:,}") for name, count in done.counts.items()]
    table(("in the graph", ""), [*rows, ("sources that failed", len(done.failures))])
    files(done.files)
    for path in done.left:
        say(f"left   {path} as it was: kg view writes it anew")
    return 1 if done.failures else 0


def files(paths: Iterable[Path]) -> None:
    """Print the files that were written."""
    for path in paths:
        say(f"wrote {path}")


def extractions(items: Iterator[Extraction | Failure], iri: Callable[[str], str]) -> int:
    """Print the data contract's lines, failures on standard error; return the exit code."""
    from kg import contract

    good = bad = 0
    for item in items:
        if isinstance(item, Failure):
            bad += 1
            complain(item.message)
        else:
            good += 1
            emit(safe_json(contract.dumps(item, iri)) + "\n")
    if not good:
        return 3
    return 1 if bad else 0


# ---------------------------------------------------------------------- statements and their words


def chips(fact: Fact) -> str:
    """Return how a statement stands, in a few words."""
    words: list[str] = [fact.kind]
    if fact.disputed and fact.kind != "denied":
        words.append("disputed")
    words.append(f"{fact.articles} article{'s' * (fact.articles != 1)}")
    if fact.articles > 1 or fact.origins > 1:
        words.append(f"{fact.origins} origin{'s' * (fact.origins != 1)}")
    return ", ".join(words)


def _how(e: Evidence) -> str:
    """Return who says a claim and how."""
    words = [f"says {e.speaker}"] if e.speaker else []
    words += [f"via {name}" for name in e.via]
    words += ["denied"] if e.polarity == "negative" else []
    words += [] if e.modality == "asserted" else [e.modality]
    words += [e.status] if e.status else []
    words += [f"time {e.time}"] if e.time else []
    words += [f"{name} {value}" for name, value in e.qualifiers]
    return ", ".join(words)


def where(e: Evidence) -> str:
    """Return where a claim's words stand."""
    return ", ".join(part for part in (e.publisher, e.published, f"{e.source} {e.start}–{e.end}") if part)


def print_evidence(e: Evidence, sign: str = " ") -> None:
    """Print a claim's words, where they stand, and who says them and how."""
    how = _how(e)
    say(f"  {sign} “{e.words}”")
    say(f"        {where(e)}" + (f" · {how}" if how else "") + f" · claim {e.claim[:8]}")


def print_fact(fact: Fact, most: int | None = None) -> None:
    """Print a statement with the words behind it."""
    say(f"{fact.sentence}  [{chips(fact)}]")
    roots(fact.rests_on, fact.reported)
    shown = fact.evidence if most is None else fact.evidence[:most]
    for evidence in shown:
        print_evidence(evidence)
    if len(shown) < len(fact.evidence):
        say(f"    and {len(fact.evidence) - len(shown)} more")


_FACT_COLUMNS = (
    "subject", "relation", "object", "kind", "disputed", "articles", "origins", "reported",
    "words", "speaker", "via", "polarity", "modality", "status", "time", "qualifiers", "confidence",
    "source", "start", "end", "title", "publisher", "published", "url", "reason", "claim", "statement",
)  # fmt: skip


def fact_json(fact: Fact) -> dict[str, Any]:
    """Return a statement as JSON values."""
    out = asdict(fact) | {"predicate": fact.statement.predicate, "statement": fact.statement.id}
    for evidence in out["evidence"]:
        evidence["qualifiers"] = dict(evidence["qualifiers"])
    return out


def _fact_rows(found: Iterable[Fact]) -> list[dict[str, Any]]:
    """Return one flat row a claim."""
    rows = []
    for fact in found:
        whole = fact_json(fact)
        for evidence in whole.pop("evidence"):
            flat = {
                "via": "; ".join(evidence["via"]),
                "qualifiers": "; ".join(f"{k}={v}" for k, v in evidence["qualifiers"].items()),
            }
            rows.append(whole | evidence | flat)
    return rows


def facts(found: Sequence[Fact], form: Format, none: str) -> None:
    """Print statements with their words; ``none`` says that there are none."""
    if form is Format.json:
        emit_json([fact_json(fact) for fact in found])
    elif form is Format.csv:
        emit_csv(_fact_rows(found), _FACT_COLUMNS)
    elif not found:
        complain(none)
    else:
        for fact in found:
            print_fact(fact)


def ways(found: Sequence[Way], form: Format, none: str) -> None:
    """Print the ways from one entity to another, step by step with their words; ``none`` says that there are none."""
    steps = [(way, step, fact) for way, one in enumerate(found, 1) for step, fact in enumerate(one.facts, 1)]
    if form is Format.json:
        emit_json([{"way": way, "step": step} | fact_json(fact) for way, step, fact in steps])
    elif form is Format.csv:
        rows = [{"way": way, "step": step} | row for way, step, fact in steps for row in _fact_rows([fact])]
        emit_csv(rows, ("way", "step", *_FACT_COLUMNS))
    elif not found:
        complain(none)
    for n, way in enumerate(found if form is Format.text else (), 1):
        if len(found) > 1:
            say(f"{n}. {' – '.join(way.stops)}")
        for fact in way.facts:
            print_fact(fact, most=2 if len(found) > 1 else None)
        if n < len(found):
            say()


_MATCHES = {"exactMatch": "is", "closeMatch": "may be"}


def sheet(found: Sheet, form: Format) -> None:
    """Print what is said of an entity."""
    entity = found.entity
    if form is Format.json:
        head = {"iri": entity.iri, "label": entity.label, "type": entity.type, "aliases": list(entity.aliases)}
        emit_json(
            head
            | {"authorities": [asdict(link) for link in entity.authorities], "links": [asdict(link) for link in entity.links]}
            | {"sources": list(found.sources), "quotations": found.quotations, "statements": [*map(fact_json, found.facts)]}
        )
        return
    if form is Format.csv:
        emit_csv(_fact_rows(found.facts), _FACT_COLUMNS)
        return
    say(f"{entity.label} ({entity.type})")
    say(f"  {entity.iri}")
    others = [alias for alias in entity.aliases if alias != entity.label]
    if others:
        say(f"  also: {', '.join(others)}")
    for link in entity.authorities:
        say(f"  {_MATCHES[link.match]}: {link.iri} ({link.score:g}, {link.reason})")
    say(f"  in: {', '.join(found.sources)}")
    reasons = list(dict.fromkeys(f"{link.reason} ({link.score:g})" for link in entity.links if _told(link)))
    for reason in reasons[:5]:
        say(f"  one thing, because {reason}")
    if len(reasons) > 5:
        say(f"  and for {len(reasons) - 5} more reasons (--format json)")
    if found.quotations:
        say(f"  quoted {found.quotations} time{'s' * (found.quotations != 1)} (kg quotes --by '{entity.label}')")
    for heading, out in (("says of it", True), ("says of others with it", False)):
        part = [fact for fact in found.facts if (fact.statement.subject == entity.iri) is out]
        if part:
            say()
            say(f"What the corpus {heading}:")
        for fact in part:
            print_fact(fact, most=2)


def _told(link: Link) -> bool:
    """Tell whether the reason of a link is worth a line: not where two articles use one name."""
    return link.score < 1 or link.reason.startswith("decided")


#: Claims of each side that are printed; all of them are in JSON and CSV.
_SAID = 3


def conflicts(found: Sequence[Dispute], form: Format, changes: bool, others: int) -> None:
    """Print disagreements, or changes over time, each side with its words; ``others`` are those that were not asked for."""
    if form is Format.json:
        emit_json([asdict(dispute) | {"sides": [*map(_side_json, dispute.sides)]} for dispute in found])
        return
    if form is Format.csv:
        rows = [
            row | {"n": n, "disagreement": d.kind, "change": d.over_time, "weight": d.weight, "in words": d.words}
            | {"stance": side.stance, "measure": side.measure, "origins": side.origins}
            for n, d in enumerate(found, 1)
            for side in d.sides
            for row in _fact_rows([side.fact])
        ]  # fmt: skip
        emit_csv(rows, ("n", "disagreement", "change", "weight", "in words", "stance", "measure", *_FACT_COLUMNS))
        return
    if not found:
        complain("nothing changed over time" if changes else "the articles do not contradict one another")
    for n, dispute in enumerate(found, 1):
        say(f"{n}. {dispute.words}  [{dispute.kind}, weight {dispute.weight:.2f}]")
        for side in dispute.sides:
            say(f"  {side.title}")
            for evidence in side.fact.evidence[:_SAID]:
                print_evidence(evidence)
            if len(side.fact.evidence) > _SAID:
                say(f"    and {len(side.fact.evidence) - _SAID} more")
        say()
    if others:
        kept = "disagreement" if changes else "change"
        more = "kg conflicts" if changes else "kg conflicts --changes"
        say(f"{others} {kept}{'s' * (others != 1)}{'' if changes else ' over time'} beside: {more}")


def _side_json(side: Position) -> dict[str, Any]:
    return asdict(side) | {"fact": fact_json(side.fact)}


# ---------------------------------------------------------------------- quotations, measures


_WORDING_COLUMNS = (
    "utterance", "speaker", "articles", "words", "kind", "named", "cue", "medium", "addressee", "source", "start", "end",
    "publisher", "published", "differs",
)  # fmt: skip


def said(found: Sequence[Said], form: Format) -> None:
    """Print what was said, each utterance once with its versions and where they differ."""
    if form is Format.json:
        emit_json([asdict(one) for one in found])
    elif form is Format.csv:
        rows = [
            asdict(version)
            | {"utterance": number, "speaker": one.speaker, "articles": one.articles}
            | {"differs": "; ".join(f"{left or '–'} / {right or '–'}" for left, right in version.differs)}
            for number, one in enumerate(found, 1)
            for version in one.versions
        ]
        emit_csv(rows, _WORDING_COLUMNS)
    elif not found:
        complain("no quotation was found")
    else:
        for one in found:
            count = f" ({one.articles} articles)" if one.articles > 1 else ""
            say(f"{one.speaker or 'somebody'}{count}:")
            say(f"    {_marked(one.words, one.versions[0].kind)}")
            for version in one.versions:
                say(f"        {_whence(version)}")
                for left, right in version.differs:
                    say(f"            {f'“{left}”' if left else 'nothing'} for {f'“{right}”' if right else 'nothing'}")


def _marked(words: str, kind: str) -> str:
    """Return quoted words in marks, and reported ones as they are."""
    return words if kind == "indirect" else f"“{words}”"


def _whence(version: Wording) -> str:
    """Return where a version stands, in which form, and where and to whom it was said."""
    to = "".join(f", {word} {value}" for word, value in (("in", version.medium), ("to", version.addressee)) if value)
    return f"{version.source}, {version.start}–{version.end}: {version.kind}{to}"


# ---------------------------------------------------------------------- SPARQL, exports, checks


def named_queries(found: Mapping[str, NamedQuery], form: QueryFormat) -> None:
    """Print the questions that come with kg."""
    if form is QueryFormat.json:
        emit_json(
            [
                {"name": q.name, "question": q.question, "group": q.group}
                | {"parameters": dict(q.parameters), "hints": dict(q.hints)}
                for q in found.values()
            ]
        )
        return
    for group in sorted({q.group for q in found.values()}):
        say(group)
        for q in found.values():
            if q.group == group:
                say(f"  {q.name}")
                say(f"      {q.question}")
                for name, default in q.parameters.items():
                    say(f"      -p {name}={default or '…'}  {q.hints[name]}")
        say()
    say("Ask one with: kg query NAME, with -p NAME=VALUE for what it takes.")


def answer(found: Answer, form: QueryFormat) -> None:
    """Print the rows of a query."""
    if form is not QueryFormat.table:
        from kg.questions import rendered

        text = rendered(found, form.value)
        emit(safe_json(text) if form is QueryFormat.json else text)
    elif found.truth is not None:
        say("yes" if found.truth else "no")
    elif not found.rows:
        complain("the graph holds no answer to this")
    else:
        _answer_rows(found.columns, [[_short(term) for term in row] for row in found.rows])
    if found.truncated:
        complain(f"only the first {len(found.rows)} rows are shown")


#: Cells longer than this are sentences: where a table would be too wide, they stand below what is short.
_PROSE = 60


def _answer_rows(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows as a table; where they are too wide for one and have sentences, each as a line with these below it."""
    widths = [max(len(cell) for cell in column) for column in zip(columns, *rows, strict=True)]
    prose = [i for i, width in enumerate(widths) if width > _PROSE]
    if not prose or sum(widths) + 3 * len(widths) <= console().width:
        table(columns, rows)
        return
    short = [i for i in range(len(columns)) if i not in prose]
    for row in [columns, *rows]:
        say(" · ".join(row[i] or "–" for i in short))
        for i in prose:
            say(f"    {row[i]}")


def _short(term: Any) -> str:
    """Return a term for people: of an IRI the last part."""
    if term is None:
        return ""
    value = str(term.value)
    return (value.rstrip("/#").rpartition("#")[2].rpartition("/")[2] or value) if term.kind == "iri" else value


def exported(done: Path | str) -> None:
    """Print the text, or the name of the file it went to."""
    if isinstance(done, Path):
        files([done])
    else:
        emit(done)


def problems(found: Sequence[str], fine: str) -> int:
    """Print what a check found; return the exit code."""
    for line in found:
        complain(line)
    say(fine if not found else f"{len(found)} problem{'s' * (len(found) != 1)} found")
    sys.stdout.flush()
    return 1 if found else 0
