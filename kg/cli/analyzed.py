"""How the measures of the graph look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from kg.cli.options import Format
from kg.cli.show import fact_json, print_fact
from kg.cli.terminal import complain, emit_csv, emit_json, say, table
from kg.influence import Bridge, Group, Influence, Role, Standing
from kg.model import Entity

#: Names shown of a group (where fewer have one, some others), of those who have a role, of a part of the graph.
NAMES, OTHERS, HOLDERS, PART = 6, 3, 4, 4

_COLUMNS = (
    "section", "label", "type", "degree", "pagerank", "betweenness", "group", "reach", "relation", "part", "count", "words",
    "members", "said", "quoted_in", "claims", "spoken_of", "by", "iri",
)  # fmt: skip


def influence(found: Influence, form: Format, top: int) -> None:
    """Print how the graph hangs together, at most ``top`` rows a section."""
    if found.measures.note:
        complain(f"{found.measures.ties:,} ties: {found.measures.note}")
    if form is Format.json:
        emit_json(_json(found, top))
    elif form is Format.csv:
        emit_csv(_rows(found, top), _COLUMNS)
    elif not found.standings:
        complain("no statement ties an entity to another")
    else:
        _central(found, top)
        _brokers([s for s in found.standings if s.reach and s.entity.named], top)
        _bridges([b for b in found.bridges if any(e.named for e in b.part)][: max(top // 3, 1)])
        _groups(found.groups, top)
        _roles(found.roles, top)
        _voices(found, top)


# ---------------------------------------------------------------------- for people


def _central(found: Influence, top: int) -> None:
    rows = [
        (s.entity.label, s.entity.type, s.degree, f"{s.pagerank:.4f}", f"{s.betweenness:.4f}", s.community)
        for s in found.standings[:top]
    ]
    table(("who or what", "type", "ties", "PageRank", "betweenness", "group"), rows, "Most central")
    say(f"{found.measures.ties:,} pairs are tied; betweenness is {_sampling(found)} ({found.measures.library}).")


def _sampling(found: Influence) -> str:
    return "exact" if found.measures.sample is None else f"estimated from {found.measures.sample} start points"


def _brokers(brokers: Sequence[Standing], top: int) -> None:
    ranked = sorted(brokers, key=lambda s: (-s.betweenness, s.entity.label, s.entity.iri))[:top]
    rows = [(s.entity.label, f"{s.betweenness:.4f}", _some([str(n) for n in s.reach], 12)) for s in ranked]
    if rows:
        say()
        table(("who or what", "betweenness", "groups"), rows, "Brokers: on the ways between groups")


def _bridges(bridges: Sequence[Bridge]) -> None:
    if bridges:
        say()
        say("Bridges: statements that alone hold two parts together")
    for bridge in bridges:
        say()
        print_fact(bridge.fact, most=1)
        others = f"the other {bridge.rest}" if bridge.rest > 1 else "the other one"
        say(f"    Without it, nothing ties {_some(_labels(bridge.part), PART)} to {others}.")


def _groups(groups: Sequence[Group], top: int) -> None:
    shown = [g for g in groups if len(g.members) > 2][:top]
    rows = [(g.number, len(g.members), _around(g.members), ", ".join(g.words), ", ".join(g.relations)) for g in shown]
    if rows:
        say()
        table(("group", "size", "around", "words", "relations"), rows, "Groups: more ties inside than out")
    rest = len(groups) - len(rows)
    if rest:
        say(f"{'and ' if rows else ''}{rest} {'smaller ' if rows else ''}group{'s' * (rest != 1)}")


def _roles(roles: Sequence[Role], top: int) -> None:
    rows = [
        (role.relation, role.statements, _holders(role.subjects), _holders(role.objects))
        for role in roles
        if role.subjects or role.objects
    ][:top]
    if rows:
        say()
        table(("relation", "statements", "who, with how many", "whom, by how many"), rows, "Roles")


def _holders(ranked: Sequence[tuple[Entity, int]]) -> str:
    """Return who has a part with whom more than once; where nobody has, all of them if they are few."""
    often = sum(count > 1 for _, count in ranked)
    if not often and len(ranked) > HOLDERS:
        return f"{len(ranked)}, once each"
    return _some([f"{entity.label} ({count})" for entity, count in ranked], min(often or HOLDERS, HOLDERS))


def _voices(found: Influence, top: int) -> None:
    heard = [(e.label, v.said, v.quoted_in, v.claims) for e, v in found.voices if v.said or v.claims][:top]
    if heard:
        say()
        table(("who", "utterances", "articles", "claims"), heard, "Who speaks most")
    spoken = sorted(found.voices, key=lambda row: (-row[1].spoken_of, -row[1].by, row[0].label, row[0].iri))
    rows = [(e.label, v.spoken_of, v.by) for e, v in spoken if v.spoken_of][:top]
    if rows:
        say()
        table(("who or what", "utterances of others", "speakers"), rows, "Who is spoken of most")


def _around(members: Sequence[Entity]) -> str:
    labels, named = _labels(members), _labels(e for e in members if e.named)
    shown = named[:NAMES] if len(named) >= OTHERS else labels[:OTHERS]
    more = len(members) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _labels(entities: Iterable[Entity]) -> list[str]:
    """Return labels, each once, those of entities with a name first."""
    return list(dict.fromkeys(e.label for e in sorted(entities, key=lambda e: not e.named)))


def _some(words: Sequence[str], most: int) -> str:
    """Return some words in a row, and how many more there are.

    >>> _some(["a", "b", "c"], 2), _some(["a", "b", "c"], 3)
    ('a, b and 1 more', 'a, b, c')
    """
    more = len(words) - most
    return ", ".join(words[:most]) + (f" and {more} more" if more > 0 else "")


# ---------------------------------------------------------------------- for programs


def _named(entity: Entity) -> dict[str, Any]:
    return {"label": entity.label, "type": entity.type, "named": entity.named, "iri": entity.iri}


def _json(found: Influence, top: int) -> dict[str, Any]:
    return {
        "measured": {"ties": found.measures.ties, "library": found.measures.library, "betweenness": _sampling(found)},
        "central": [
            _named(s.entity)
            | {"degree": s.degree, "pagerank": s.pagerank, "betweenness": s.betweenness}
            | {"group": s.community, "reach": s.reach}
            for s in found.standings[:top]
        ],
        "bridges": [
            fact_json(bridge.fact) | {"part": [_named(e) for e in bridge.part], "rest": bridge.rest}
            for bridge in found.bridges[:top]
        ],
        "groups": [
            {"number": g.number, "members": [_named(e) for e in g.members], "statements": g.statements}
            | {"words": g.words, "relations": g.relations, "types": g.types}
            for g in found.groups[:top]
        ],
        "roles": [
            {"relation": role.relation, "statements": role.statements}
            | {"subjects": [_named(e) | {"count": n} for e, n in role.subjects[:top]]}
            | {"objects": [_named(e) | {"count": n} for e, n in role.objects[:top]]}
            for role in found.roles[:top]
        ],
        "voices": [asdict(voice) | _named(entity) for entity, voice in found.voices[:top]],
    }


def _rows(found: Influence, top: int) -> list[dict[str, Any]]:
    """Return one flat row for each row of each section."""
    rows: list[dict[str, Any]] = [
        _named(s.entity)
        | {"section": "central", "degree": s.degree, "pagerank": s.pagerank, "betweenness": s.betweenness}
        | {"group": s.community, "reach": "; ".join(map(str, s.reach))}
        for s in found.standings[:top]
    ]
    for bridge in found.bridges[:top]:
        head = {"section": "bridge", "label": bridge.fact.sentence, "relation": bridge.fact.relation, "count": bridge.rest}
        rows.append(head | {"members": "; ".join(_labels(bridge.part)), "iri": bridge.fact.statement.id})
    for g in found.groups[:top]:
        head = _named(g.members[0]) | {"section": "group", "group": g.number, "count": len(g.members)}
        more = {"relation": "; ".join(g.relations), "words": "; ".join(g.words), "members": "; ".join(_labels(g.members))}
        rows.append(head | more)
    for role in found.roles[:top]:
        for part, ranked in (("subject", role.subjects), ("object", role.objects)):
            head = {"section": "role", "relation": role.relation, "part": part}
            rows += [_named(entity) | head | {"count": count} for entity, count in ranked[:top]]
    rows += [asdict(voice) | _named(entity) | {"section": "voice"} for entity, voice in found.voices[:top]]
    return rows
