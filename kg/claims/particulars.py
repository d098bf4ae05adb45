"""Particulars beside a name: age, lifespan, nationality, affiliation ("Jane Doe, 42", "the French painter")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.claims import beside
from kg.claims.arguments import entities, literal
from kg.claims.bearers import bearers
from kg.claims.clauses import infinitive
from kg.claims.commitment import Factuality
from kg.claims.context import Context
from kg.claims.making import Draft
from kg.claims.roles import PLURAL, kind_of_role, named, several
from kg.model import Argument, LiteralValue, Mention, Span
from kg.ontology import Ontology, Relation

#: Nouns for several people who do something together.
TOGETHER = frozenset("duo pair trio twins quartet".split())
#: Who is taken so from a body is no longer in it.
HIRING = frozenset("hire sign recruit poach lure buy acquire".split())
#: Words before the name of a street.
STREETS = frozenset("via corso viale piazza rue avenue boulevard calle avenida plaza rua praça strada".split())
#: Those of a language or its literature.
TAUGHT = frozenset(
    "professor teacher lecturer tutor student major scholar translator interpreter speaker instructor graduate".split()
)
#: Those who know a country or serve it, whichever is their own.
KNOWING = frozenset("expert specialist watcher correspondent".split())
#: Nouns that only say how somebody stands to others.
RELATIVE_TO_OTHERS = frozenset(
    "partner ally rival opponent counterpart friend neighbor neighbour relative colleague supporter critic enemy victim".split()
)


def ages(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield the age of "Jane Doe, 42," and "42-year-old Jane Doe"."""
    text = ctx.tree.text
    for value in ctx.values("age"):
        node = ctx.node(value.span)
        if node is None or not value.value.isdigit() or not 0 < int(value.value) < 120:
            continue
        if node and ctx.tree.lower(node - 1) in ("nearly", "almost", "about", "around", "roughly", "under", "over"):
            continue  # "the nearly 60-year-old brother"
        literal = LiteralValue(value.value, "xsd:integer", None, value.span.of(text), value.span)
        owner = _aged(ctx, value.span, node)
        if owner is not None and owner.kind != "pronoun":
            argument = ctx.argument(owner)
            if argument.type == "Person" and argument.named:
                yield Draft(node, None, argument, relation, literal, Factuality(), None, (), 0.9, "roles", presupposed=True)


def _aged(ctx: Context, age: Span, node: int) -> Mention | None:
    """Return who has the age: "Jane Doe, 42," and "the singer, 42," before it, "42-year-old Jane Doe" after it; never a street
    with its house number ("via Vesta, 15,")."""
    text = ctx.tree.text
    gaps = [gap for gap in (", ", ", aged ", ", now ", " (") if text.endswith(gap, 0, age.start)]
    before = [m for gap in gaps for m in ctx.ends.get(age.start - len(gap), ())]
    if before and (text[age.end : age.end + 1] in (",", ")", ".") or text[age.end : age.end + 3] in (" – ", " — ")):
        aged = max(before, key=lambda m: (m.kind == "name", m.span.end - m.span.start))
        first = ctx.node(aged.span) or 0
        return aged if not STREETS & {ctx.tree.lower(first), ctx.tree.lower(first - 1)} else None
    head = ctx.tree.tokens[node].head
    if ctx.tree.lower(ctx.tree.tokens[head].head) == "old":
        copula = ctx.tree.tokens[ctx.tree.tokens[head].head].head  # "Jane Doe is 42 years old"
        subject = ctx.tree.kid(copula, "nsubj") if ctx.tree.lower(copula) in ("is", "'s") else None
        return None if subject is None else ctx.mention(subject)
    if text[age.start : age.end + 9].endswith("year-old") or "year-old" in age.of(text):
        return ctx.mention(head) or ctx.mention(ctx.tree.tokens[head].head)
    return None


# ------------------------------------------------------------------ nationalities


def nationalities(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield "the French painter": a demonym before a noun that stands for, or beside, a named person or body."""
    for i, token in enumerate(ctx.tree.tokens):
        place = ctx.names_at.get(i)
        if (
            place is None
            or ctx.types(place)[:1] == ()
            or ctx.types(place)[0][0] != "Place"
            or token.dep not in ("amod", "compound", "nmod")
            or token.head <= i
        ):
            continue
        if place.span.end != token.end or not _adjective(ctx, place):
            continue
        noun = token.head
        person = _person_after(ctx, i)
        if person is None and i + 1 in ctx.names_at:
            continue  # "USA TODAY", "French Open": part of a name
        between = range(i + 1, noun)
        if any(ctx.tree.tokens[j].pos == "PUNCT" and ctx.tree.word(j) != "-" for j in between):
            continue  # "Egyptian Military: Belongings Found"
        if any(ctx.tree.word(j) == "/" and j - 1 > i and ctx.tree.tokens[j - 1].pos == "PROPN" for j in between):
            continue  # "a USA Today/Norvane poll"
        if any(ontology.nouns.get(ctx.tree.tokens[j].lemma.lower()) in ("Organization", "Place", "Product") for j in between):
            continue  # "the Italian restaurant owner"
        if ctx.tree.tokens[noun].lemma in TOGETHER and noun + 1 in ctx.names_at and noun == i + 1:
            for one in ctx.tree.conjuncts(ctx.names_at[noun + 1].head):
                member = named(ctx, one, relation)
                if member is not None and member.type == "Person":
                    where = ctx.argument(place)
                    yield Draft(i, None, member, relation, where, Factuality(), None, (), 0.85, "roles", presupposed=True)
            continue
        if kind_of_role(ctx, noun, ontology) not in ("Person", "Organization") and ctx.names_at.get(noun) is None:
            continue
        if person is not None:
            yield Draft(i, None, person, relation, ctx.argument(place), Factuality(), None, (), 0.85, "roles", presupposed=True)
            continue
        for node in dict.fromkeys([noun, *bearers(ctx.tree, noun)]):
            subject = named(ctx, node, relation)
            lemma = ctx.tree.tokens[noun].lemma.lower()
            if lemma in TAUGHT | KNOWING or lemma == "attorney" and place.text.isupper():
                continue  # "an English professor" may profess it, "a U.S. attorney" prosecutes for it
            if _as_office(ctx, noun):
                continue  # "elected as U.S. president", "a quest to become the US president": whoever it is, if anybody
            if node == noun and ctx.tree.tokens[noun].lemma.lower() in RELATIVE_TO_OTHERS:
                continue  # "the French partner" need not be the last one named
            plural = ctx.tree.tokens[noun].tag in PLURAL and ctx.tree.word(noun + 1) != ","
            if several(ctx, noun, node) or (plural and node != noun and noun + 1 not in ctx.names_at):
                continue  # "the French guests Doe let in", "the French guests President Doe and others let in"
            if subject is not None and not _part_of_name(ctx, node, i):
                sure = 0.85 if ctx.mention(node) is not None and ctx.mention(node) != ctx.by_head.get(noun) else 0.7
                yield Draft(
                    i, None, subject, relation, ctx.argument(place), Factuality(), None, (), sure, "roles", presupposed=True
                )
                break


def _person_after(ctx: Context, demonym: int) -> Argument | None:
    """Return the person whose full name stands right after a demonym ("American Jane Doe")."""
    name = ctx.names_at.get(demonym + 1)
    word = ctx.tree.word(demonym)
    if word.endswith("a") or "." in word or word.isupper() or word in ("Britain", "Holland"):
        return None  # "America Doe", "US Jane Doe": a country's other name is no adjective
    if name is None or name.kind != "name" or name.span.start != ctx.tree.tokens[demonym + 1].start or " " not in name.text:
        return None
    argument = ctx.argument(name)
    return argument if argument.named and dict(argument.types).get("Person", 0.0) >= beside.SURE else None


def _as_office(ctx: Context, noun: int) -> bool:
    token = ctx.tree.tokens[noun]
    if token.dep == "attr" and infinitive(ctx.tree, token.head):
        return True
    governor = ctx.tree.tokens[ctx.tree.tokens[token.head].head]
    return token.dep == "pobj" and ctx.tree.lower(token.head) == "as" and governor.lemma in ("elect", "choose", "nominate")


def _adjective(ctx: Context, place: Mention) -> bool:
    """Tell whether the mention is a demonym ("French") or a bare country code used as one ("US rapper")."""
    label = ctx.document.chains[place.chain].label
    return place.text != label


def _part_of_name(ctx: Context, node: int, demonym: int) -> bool:
    name = ctx.names_at.get(node)
    token = ctx.tree.tokens[demonym]
    return name is not None and name.span.start <= token.start < name.span.end


# ------------------------------------------------------------------ lifespans


def lifespans(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield the dates of "Jane Doe (4 May 1909 – 1996)": birth, then death."""
    text, dates = ctx.tree.text, sorted(ctx.values("date"), key=lambda v: v.span)
    for match in re.finditer(r"\((\d{4})\s*[–—-]\s*(\d{4})\)", text):
        owner, node = ctx.name_before(match.start() - 1), ctx.node(Span(*match.span(1)))
        if owner is not None and node is not None and owner.type in relation.domain:
            span = Span(*match.span(1 if relation.pattern == "birth" else 2))
            year = LiteralValue(span.of(text), "xsd:gYear", None, span.of(text), span)
            yield Draft(node, None, ctx.argument(owner), relation, year, Factuality(), None, (), 0.9, "roles", True)
    for first, last in pairwise(dates):
        if (
            not re.fullmatch(r"\s*[–—-]\s*", text[first.span.end : last.span.start])
            or text[last.span.end : last.span.end + 1] != ")"
        ):
            continue
        opening = text.rfind("(", 0, first.span.start)
        owner = ctx.name_before(opening - 1)
        if owner is None or owner.type not in relation.domain or re.search(r"[^\s;,]", text[opening + 1 : first.span.start]):
            continue
        value = first if relation.pattern == "birth" else last
        node = ctx.node(value.span)
        found = literal(ctx, node, relation) if node is not None else None
        if node is not None and found is not None:
            yield Draft(node, None, ctx.argument(owner), relation, found, Factuality(), None, (), 0.9, "roles", True)


def affiliations(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield "Jane Doe of Acme" and "Jane Doe of the Green Party": a body after a person's name."""
    for person in ctx.document.mentions:
        types = ctx.types(person)
        if person.kind != "name" or not types or types[0][0] != "Person":
            continue
        single = " " not in ctx.document.chains[person.chain].label
        if single and all(ctx.tree.text.startswith(" of ", m.span.end) for m in ctx.chains[person.chain]):
            continue  # "Shadow of the Vesta"
        for node in (*ctx.tree.prepositional(person.head, "of"), *ctx.tree.prepositional(person.head, "from")):
            for body in entities(ctx, node, ("Organization",)):
                party = "party" in body.label.lower().split()
                named = body.named and body.type == "Organization" and body.entity != person.chain
                if named and party == (relation.pattern == "party"):
                    left = ctx.tree.tokens[
                        ctx.tree.tokens[person.head].head
                    ].lemma in HIRING and node in ctx.tree.prepositional(person.head, "from")
                    who, facts = ctx.argument(person), Factuality(status="ended") if left else Factuality()
                    yield Draft(person.head, None, who, relation, body, facts, None, (), 0.75, "roles", True)
