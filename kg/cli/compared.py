"""How the difference of two builds looks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.answers import Evidence, Fact
from kg.cli.options import Format
from kg.cli.show import chips, fact_json, print_evidence, print_fact
from kg.cli.terminal import emit_csv, emit_json, say
from kg.edtf import plain
from kg.history import Comparison, Revision
from kg.model import Article, Entity

_DIFF_COLUMNS = ("what", "change", "name", "before", "after", "words", "source", "start", "end", "id")


def comparison(found: Comparison, form: Format, old: Path, new: Path) -> None:
    """Print what differs: statements that are new, changed, withdrawn; then entities and articles."""
    if form is Format.json:
        emit_json(_json(found))
    elif form is Format.csv:
        emit_csv(_rows(found), _DIFF_COLUMNS)
    elif not found.changes:
        say(f"{old} and {new} say the same")
    else:
        say(f"from {old} to {new}")
        say()
        _statements(found)
        _entities(found)
        _articles(found)


def _title(text: str, number: int) -> None:
    say(f"{text} ({number})")
    say()


def _statements(found: Comparison) -> None:
    if found.new:
        _title("NEW STATEMENTS", len(found.new))
        for fact in found.new:
            print_fact(fact, most=1)
        say()
    if found.changed:
        _title("CHANGED STATEMENTS", len(found.changed))
        for revision in found.changed:
            say(f"{revision.after.sentence}  [{'; '.join(map(str, revisions(revision)))}]")
            for sign, evidence in (*(("+", e) for e in revision.gained[:2]), *(("−", e) for e in revision.lost[:2])):
                print_evidence(evidence, sign)
        say()
    if found.withdrawn:
        _title("WITHDRAWN STATEMENTS", len(found.withdrawn))
        for fact in found.withdrawn:
            print_fact(fact, most=1)
        say()


def revisions(r: Revision) -> list[str]:
    """Return in a few words each in what a statement differs."""
    a, b, out = r.before, r.after, []
    for respect in r.change.respects:
        match respect:
            case "kind":
                out.append(f"{a.kind} → {b.kind}")
            case "disputed":
                out.append("disputed" if b.disputed else "no longer disputed")
            case "conflicts":
                out.append("sources differ" if b.statement.conflicts_with else "sources no longer differ")
            case "articles":
                same = a.articles == b.articles
                out.append("other articles" if same else f"{a.articles} → {_plural(b.articles, 'article')}")
            case "origins":
                out.append(f"{a.origins} → {_plural(b.origins, 'origin')}")
            case "subject":
                out.append(f"subject was {a.subject}")
            case "object":
                out.append(f"object was {a.object}")
    return out


def _entities(found: Comparison) -> None:
    changes = found.changes
    merged = [f"  {s.before.label} is now part of {_named(s.after)}" for s in changes.succeeded if s.merged]
    renamed = [f"  {_named(a)} is now {_named(b)}" for a, b in found.renamed]
    lines = merged + renamed + _listed("+", changes.entities_new) + _listed("−", changes.entities_gone)
    if lines:
        _title("ENTITIES", len(merged) + len(renamed) + len(changes.entities_new) + len(changes.entities_gone))
        for line in lines:
            say(line)
        say()


def _named(entity: Entity) -> str:
    return f"{entity.label} ({entity.type or 'of unknown type'})"


def _listed(sign: str, entities: Sequence[Entity]) -> list[str]:
    """Return a line for each entity with a name, and one for all others."""
    named = [f"  {sign} {_named(e)}" for e in entities if e.named]
    others = len(entities) - len(named)
    return named + ([f"  {sign} {others} without a name of {'its' if others == 1 else 'their'} own"] if others else [])


def _articles(found: Comparison) -> None:
    c = found.changes
    signed = [("+", a) for a in c.articles_added] + [("−", a) for a in c.articles_removed] + [("~", a) for a in c.rewritten]
    if signed or c.moved:
        _title("ARTICLES", len(signed) + len(c.moved))
        for sign, article in signed:
            say(f"  {sign} {_article(article)}{'  (another text)' if sign == '~' else ''}")
        for before, after in c.moved:
            say(f"  ~ {_article(after)}  (was {before.source})")


def _article(a: Article) -> str:
    return ", ".join(part for part in (a.publisher, plain(a.published), a.source) if part)


def _plural(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def _json(found: Comparison) -> dict[str, Any]:
    c = found.changes
    return {
        "statements": {
            "new": [fact_json(fact) for fact in found.new],
            "changed": [
                {"respects": list(r.change.respects), "before": fact_json(r.before), "after": fact_json(r.after)}
                for r in found.changed
            ],
            "withdrawn": [fact_json(fact) for fact in found.withdrawn],
        },
        "entities": {
            "new": [_entity_json(e) for e in c.entities_new],
            "gone": [_entity_json(e) for e in c.entities_gone],
            "replaced": [
                {"before": _entity_json(s.before), "after": _entity_json(s.after), "merged": s.merged} for s in c.succeeded
            ],
            "renamed": [{"before": _entity_json(a), "after": _entity_json(b)} for a, b in c.renamed],
        },
        "articles": {
            "added": [_article_json(a) for a in c.articles_added],
            "removed": [_article_json(a) for a in c.articles_removed],
            "rewritten": [_article_json(a) for a in c.rewritten],
            "moved": [{"before": _article_json(a), "after": _article_json(b)} for a, b in c.moved],
        },
    }


def _entity_json(e: Entity) -> dict[str, Any]:
    return {"iri": e.iri, "label": e.label, "type": e.type, "named": e.named}


def _article_json(a: Article) -> dict[str, Any]:
    return {"id": a.id, "source": a.source, "publisher": a.publisher, "published": a.published, "hash": a.hash}


def _rows(found: Comparison) -> list[dict[str, Any]]:
    """Return one flat row a difference."""
    c = found.changes
    rows = [_fact_row("new", f.sentence, None, f, f.evidence) for f in found.new]
    rows += [_fact_row("withdrawn", f.sentence, f, None, f.evidence) for f in found.withdrawn]
    for r in found.changed:
        respects = "; ".join(r.change.respects)
        rows.append(_fact_row(respects, r.after.sentence, r.before, r.after, r.gained or r.after.evidence))
    for change, entities in (("new", c.entities_new), ("gone", c.entities_gone)):
        rows += [{"what": "entity", "change": change, "name": e.label, "id": e.iri} for e in entities]
    for s in c.succeeded:
        change = "merged" if s.merged else "replaced"
        rows += [{"what": "entity", "change": change, "name": s.before.label, "before": s.before.iri, "after": s.after.iri}]
    for a, b in c.renamed:
        rows += [{"what": "entity", "change": "renamed", "name": b.label, "before": _named(a), "after": _named(b), "id": b.iri}]
    for change, articles in (("added", c.articles_added), ("removed", c.articles_removed), ("rewritten", c.rewritten)):
        rows += [
            {"what": "article", "change": change, "name": a.title or a.source, "source": a.source, "id": a.id} for a in articles
        ]
    for was, now in c.moved:
        ends = {"name": now.title or now.source, "before": was.id, "after": now.id}
        rows += [{"what": "article", "change": "moved", "source": now.source, "id": now.id} | ends]
    return rows


def _fact_row(change: str, name: str, before: Fact | None, after: Fact | None, evidence: Sequence[Evidence]) -> dict[str, Any]:
    known = after or before
    row: dict[str, Any] = {"what": "statement", "change": change, "name": name, "id": known.statement.id if known else ""}
    row |= {"before": chips(before) if before else "", "after": chips(after) if after else ""}
    if evidence:
        row |= {field: getattr(evidence[0], field) for field in ("words", "source", "start", "end")}
    return row
