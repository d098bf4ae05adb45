"""Offices that no body or place stands beside: what candidates stand for, and chief executives of whom the text is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.claims import beside
from kg.claims.bearers import COPULAS, bearers, titled
from kg.claims.commitment import Factuality
from kg.claims.context import Context
from kg.claims.doubts import person_for_body
from kg.claims.factuality import judge
from kg.claims.frames import PERSONAL
from kg.claims.making import Draft
from kg.claims.roles import named, several
from kg.model import Argument, LiteralValue, Mention, Span
from kg.ontology import Ontology, Relation

#: Who stands for an office, and by which adjective it is told.
STANDING = frozenset("candidate hopeful nominee contender frontrunner front-runner".split())
OFFICES = {
    "presidential": "president",
    "vice-presidential": "vice president",
    "gubernatorial": "governor",
    "mayoral": "mayor",
    "senatorial": "senator",
}
#: Who may come to stand, or does so in name only.
UNCERTAIN = frozenset("potential possible likely would-be future prospective rumored rumoured supposed fictional".split())
CHIEFS = frozenset({"ceo", "co-ceo"})


def candidacies(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield the office that "presidential candidate Jane Doe" and "Jane Doe, a mayoral candidate," stand for."""
    for i, token in enumerate(ctx.tree.tokens):
        before = ctx.tree.lower(i - 1) if i else ""
        if token.lemma.lower() not in STANDING or token.pos not in ("NOUN", "PROPN") or before not in OFFICES:
            continue
        if any(ctx.tree.lower(c) in UNCERTAIN for c in ctx.tree.kids(i, "amod", "advmod")):
            continue
        second = i > 1 and ctx.tree.lower(i - 2) == "vice"
        adjective = ctx.tree.tokens[i - 2 if second else i - 1]
        span = Span(adjective.start, ctx.tree.tokens[i - 1].end)
        office = LiteralValue(("vice " if second else "") + OFFICES[before], "xsd:string", None, span.of(ctx.tree.text), span)
        copula = token.head if token.dep == "attr" and ctx.tree.tokens[token.head].lemma in COPULAS else None
        facts = judge(ctx.tree, i, copula, state=True, ontology=ontology)
        if facts.veto or (facts.polarity, facts.modality) != ("positive", "asserted"):
            continue
        ended = facts.status == "ended" or any(ctx.tree.lower(c) == "once" for c in ctx.tree.kids(i, "advmod"))
        facts = replace(facts, status="ended" if ended else None)
        for person in _standing(ctx, i, relation):
            yield Draft(i, copula, person, relation, office, facts, None, (), 0.85, "roles", presupposed=copula is None)


def _standing(ctx: Context, i: int, relation: Relation) -> list[Argument]:
    name = titled(ctx.tree, i)
    following = ctx.tree.tokens[min(i + 1, len(ctx.tree.tokens) - 1)]
    if name is None and ctx.tree.tokens[i].dep == "appos" and following.pos in ("VERB", "AUX"):
        return []  # "with Ana Roe, the presidential candidate said"
    nodes = [b for b in bearers(ctx.tree, i) if b != i and not several(ctx, i, b)]
    if name is not None or (name := _right_before(ctx, i)) is not None:
        nodes = [name]
    elif ctx.tree.tokens[i].tag == "NNS":
        nodes = [node for first in nodes for node in ctx.tree.conjuncts(first) if node == first or not _otherwise(ctx, i, node)]
    found = [named(ctx, node, relation) for node in nodes]
    return [person for person in found if person is not None and person.type == "Person"]


def _otherwise(ctx: Context, i: int, node: int) -> bool:
    """Tell whether another title stands before a name in a list ("candidates Jane Doe and Ana Roe and *Gov.* Mary Poe")."""
    name, first = ctx.names_at.get(node), ctx.names_at.get(i + 1)
    before = None if name is None else ctx.node(name.span)
    return first is not None and before is not None and ctx.tree.lower(before - 1) not in (",", "and", "or", "&")


def _right_before(ctx: Context, i: int) -> int | None:
    """Return the head of the name that a comma parts from an apposition ("Ana Roe and *Jane Doe*, the candidate,")."""
    first = ctx.tree.subtree(i)[0]
    name = ctx.names_at.get(first - 2) if first > 1 and ctx.tree.lower(first - 1) == "," else None
    return None if name is None or ctx.tree.tokens[i].dep != "appos" or ctx.tree.tokens[i].tag == "NNS" else name.head


def chiefs(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield the firm of "CEO Jane Doe": the one that the text is about, where it is the last that is named."""
    for i, token in enumerate(ctx.tree.tokens):
        name = ctx.names_at.get(i + 1)
        if token.lemma.lower() not in CHIEFS or name is None or name.span.start != ctx.tree.tokens[i + 1].start:
            continue
        person, firm = named(ctx, name.head, relation), _firm(ctx, i)
        if person is None or firm is None or _of_something(ctx, i) or ctx.argument(firm).type not in relation.range:
            continue
        facts = judge(ctx.tree, i, None, state=True, ontology=ontology)
        if not facts.veto and (facts.polarity, facts.modality) == ("positive", "asserted"):
            status = Factuality(status="ended") if facts.status == "ended" else Factuality()
            yield Draft(i, None, person, relation, ctx.argument(firm), status, None, (), 0.7, "roles", presupposed=True)


def _of_something(ctx: Context, i: int) -> bool:
    """Tell whether the words before a title say whose it is, or that it is somebody's ("the firm's CEO", "Acme CEO")."""
    first = ctx.tree.first[ctx.tree.tokens[i].sentence]
    start = i
    while start > first and (
        ctx.tree.lower(start - 1) in ("and", "&", "co", "-", "then", "former", "founder", "co-founder", "president", "chairman")
    ):
        start -= 1
    before = ctx.tree.tokens[start - 1] if start > first else None
    words = ("PROPN", "NOUN", "ADJ", "DET", "PRON", "PART", "NUM")
    return before is not None and (before.pos in words or start - 1 in ctx.names_at)


def _firm(ctx: Context, i: int) -> Mention | None:
    """Return the body that the text is about, if its sentence up to a word, or else the one before, names no other."""
    bodies = [m for m in ctx.document.mentions if m.kind == "name" and _body(ctx, m)]
    times = {m.chain: len(ctx.chains[m.chain]) for m in bodies}
    sentence = ctx.tree.tokens[i].sentence
    for at in (sentence, sentence - 1):
        here = [m for m in bodies if ctx.tree.tokens[m.head].sentence == at and m.head < i]
        if here:
            most = times[here[-1].chain] == max(times.values())
            return here[-1] if most and len({m.chain for m in here}) == 1 else None
    return None


def _body(ctx: Context, mention: Mention) -> bool:
    types = ctx.types(mention)
    sure = bool(types) and types[0][0] == "Organization" and types[0][1] >= beside.TYPED
    return sure and dict(types).get("Person", 0.0) < PERSONAL and not person_for_body(ctx, mention)
