"""Where places, bodies, events and people are or are from: "Lyon, France", "a crash in Norway", "a teacher from Oslo"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.claims import beside
from kg.claims.arguments import containers
from kg.claims.bearers import bearers
from kg.claims.beside import in_brackets
from kg.claims.called import PLACES
from kg.claims.commitment import Factuality
from kg.claims.context import Context
from kg.claims.countries import COUNTRIES
from kg.claims.doubts import cut_short
from kg.claims.factuality import judge
from kg.claims.making import Draft
from kg.claims.roles import kind_of_role, named, several
from kg.model import Mention
from kg.ontology import Ontology, Relation

#: What cities are on, and not in.
SEAS = frozenset("Pacific Atlantic Baltic Mediterranean Caribbean Adriatic Aegean Arctic Gulf Sea Coast".split())
#: What bodies with one seat are called.
SEATED = frozenset(
    "University College School Academy Institute Hospital Infirmary Clinic Museum Observatory Laboratory Library Center Centre "
    "Church Cathedral Theatre Theater Gallery Zoo Polytechnic Seminary Conservatory Brewery Hotel".split()
)
#: Events that happen in one place.
SCENES = frozenset(
    "crash attack bombing explosion blast shooting stabbing massacre earthquake quake fire wildfire flood protest "
    "demonstration rally march riot clash festival concert summit conference ceremony tournament marathon war conflict "
    "siege raid airstrike strike election referendum".split()
)
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_IN = re.compile(r" (?:in|at) (?:the )?(?=[A-Z])")
#: "Wall Street in the White House" is not where it is.
_INSIDE = re.compile(r" in (?=[A-Z])")
_OWNS = re.compile(r"['’]s?\b| [A-Z]")


def addresses(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield "Lyon, France": the first place lies in the second."""
    for place in ctx.document.mentions:
        inside = containers(ctx, place)[:1] if place.kind == "name" and place.type in relation.domain else []
        for larger in inside:
            if larger.chain != place.chain and larger.type in relation.range and not _begins_a_clause(ctx, place, larger):
                facts = Factuality()
                yield Draft(
                    place.head, None, ctx.argument(place), relation, ctx.argument(larger), facts, None, (), 0.8, "roles", True
                )


def inside(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield where a place is: "the Norwegian city of Oslo", "Glenmore Hall in Oslo", "Lyon (France)"."""
    for place in ctx.document.mentions:
        types = ctx.types(place)
        if place.kind != "name" or not types or types[0][0] != "Place" or types[0][1] < beside.TYPED:
            continue
        larger = _of_nation(ctx, place) or _in_larger(ctx, place) or in_brackets(ctx, place)
        if larger is not None and larger.chain != place.chain and larger.type in relation.range:
            what, where = ctx.argument(place), ctx.argument(larger)
            yield Draft(place.head, None, what, relation, where, Factuality(), None, (), 0.8, "roles", presupposed=True)


def _of_nation(ctx: Context, place: Mention) -> Mention | None:
    """Return the country of "the southern *Norwegian* city of Oslo" and "*Norway*'s province of Oslo"."""
    tokens, of = ctx.tree.tokens, ctx.tree.tokens[place.head].head
    noun = tokens[of].head
    if tokens[place.head].dep != "pobj" or ctx.tree.lower(of) != "of" or tokens[noun].lemma.lower() not in PLACES:
        return None
    owners = [ctx.names_at.get(c) for c in ctx.tree.kids(noun, "amod", "poss", *(("compound",) if _town(ctx, noun) else ()))]
    found = [one for one in owners if one is not None and one.type == "Place" and _of_land(ctx, one)]
    return found[0] if len(found) == 1 and tokens[noun].tag in ("NN", "NNP") else None


def _town(ctx: Context, noun: int) -> bool:
    """Tell whether a name before a noun may be of the land ("the *Ohio* town of Dalton"), and is not its own ("*Punjab*
    province")."""
    return ctx.tree.tokens[noun].lemma.lower() in ("city", "town", "village", "hamlet")


def _of_land(ctx: Context, owner: Mention) -> bool:
    """Tell whether a word before "city" is of a country or region, and not of a sea ("the Pacific city")."""
    return owner.text.split()[-1] not in SEAS


def _in_larger(ctx: Context, place: Mention) -> Mention | None:
    """Return the town of "Glenmore Hall in *Oslo*", where the parse says so, too; a country is in no other place."""
    follows = _INSIDE.match(ctx.tree.text, place.span.end)
    larger = ctx.name_starts.get(follows.end()) if follows else None
    if larger is None or place.text in COUNTRIES or _OWNS.match(ctx.tree.text, larger.span.end) or larger.type != "Place":
        return None
    tokens = ctx.tree.tokens
    hangs = tokens[larger.head].dep == "pobj" and tokens[tokens[larger.head].head].head == place.head
    whole = place.text == ctx.document.chains[place.chain].label and tokens[place.head].dep != "amod"
    return larger if hangs and whole else None


def hailing(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield the place of "Jane Doe, a teacher from Oslo" and "Acme, a firm from Oslo"."""
    for i, token in enumerate(ctx.tree.tokens):
        if token.tag not in ("NN", "NNP") or token.dep not in ("appos", "attr") or i in ctx.names_at:
            continue
        places = [ctx.mention(p) for p in ctx.tree.prepositional(i, "from")]
        if not places or kind_of_role(ctx, i, ontology) not in relation.domain:
            continue
        for bearer in bearers(ctx.tree, i):
            who = named(ctx, bearer, relation) if bearer != i and not several(ctx, i, bearer) else None
            facts = judge(ctx.tree, i, token.head if token.dep == "attr" else None, False, ontology)
            if who is None or facts.veto or (facts.polarity, facts.modality) != ("positive", "asserted"):
                continue
            for place in places:
                if place is not None and place.kind == "name" and place.type in relation.range:
                    where = ctx.argument(place)
                    yield Draft(i, None, who, relation, where, Factuality(), None, (), 0.8, "roles", presupposed=True)


def scenes(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield where an event is: "the Glenmore Festival in Oslo", "a helicopter crash in Norway"."""
    text, tokens = ctx.tree.text, ctx.tree.tokens
    for event in ctx.document.mentions:
        follows = _IN.match(text, event.span.end)
        place = ctx.name_starts.get(follows.end()) if follows else None
        if place is None or place.type not in relation.range or _OWNS.match(text, place.span.end) or not _event(ctx, event):
            continue
        hangs = tokens[place.head].dep == "pobj" and tokens[tokens[place.head].head].head == event.head
        facts = judge(ctx.tree, event.head, None, False, ontology)
        plain = not facts.veto and (facts.polarity, facts.modality) == ("positive", "asserted")
        if event.kind == "name" or (hangs and plain and not _of_any_kind(ctx, event)):
            what = ctx.argument(event)
            for where in (ctx.argument(one) for one in _and_another(ctx, place)):
                yield Draft(event.head, None, what, relation, where, Factuality(), None, (), 0.8, "roles", presupposed=True)


def seats(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield where a body is that has one seat: "Glenmore University in Oslo"."""
    text, tokens = ctx.tree.text, ctx.tree.tokens
    for body in ctx.document.mentions:
        if body.kind != "name" or body.text.split()[-1] not in SEATED or cut_short(ctx, body):
            continue
        types, follows = ctx.types(body), _IN.match(text, body.span.end)
        place = ctx.name_starts.get(follows.end()) if follows else None
        if place is None or not types or types[0][0] != "Organization" or types[0][1] < beside.TYPED:
            continue
        hangs = tokens[place.head].dep == "pobj" and tokens[tokens[place.head].head].head == body.head
        if hangs and place.type in relation.range and not _OWNS.match(text, place.span.end):
            what, where = ctx.argument(body), ctx.argument(place)
            yield Draft(body.head, None, what, relation, where, Factuality(), None, (), 0.8, "roles", presupposed=True)


def _and_another(ctx: Context, place: Mention) -> list[Mention]:
    """Return a place and the one that "and" adds to it ("in Norway and *Sweden*")."""
    joint = " and "
    other = ctx.name_starts.get(place.span.end + len(joint)) if ctx.tree.text.startswith(joint, place.span.end) else None
    return [place, other] if other is not None and _lies_alike(ctx, place, other) else [place]


def _lies_alike(ctx: Context, place: Mention, other: Mention) -> bool:
    joined = ctx.tree.tokens[other.head].dep == "conj" and ctx.tree.tokens[other.head].head == place.head
    return joined and other.type == place.type and not _OWNS.match(ctx.tree.text, other.span.end)


def _event(ctx: Context, mention: Mention) -> bool:
    """Tell whether a mention is an event that happens in one place: one with a name, or of a kind that does."""
    types = ctx.types(mention)
    if not types or types[0][0] != "Event" or types[0][1] < beside.TYPED:
        return False
    if mention.kind == "name":
        return mention.text.split()[-1] not in ("Day", "Night", "Eve", "Week", "Month")
    return bool(mention.kind == "nominal" and ctx.tree.tokens[mention.head].lemma.lower() in SCENES)


def _of_any_kind(ctx: Context, event: Mention) -> bool:
    """Tell whether "an attack in Norway" need be no one event: bare or indefinite, and told by no past or perfect verb."""
    first = ctx.node(event.span)
    if ctx.tree.kids(event.head, "poss") or first is not None and ctx.tree.lower(first) in _POINTING:
        return False
    if first is not None and ctx.tree.lower(first) in ("any", "no", "every", "each", "some", "another", "such", "future"):
        return True
    above = event.head
    while ctx.tree.tokens[above].pos not in ("VERB", "AUX") and ctx.tree.tokens[above].head != above:
        above = ctx.tree.tokens[above].head
    tags = {ctx.tree.tokens[above].tag, *(ctx.tree.tokens[c].tag for c in ctx.tree.kids(above, "aux", "auxpass"))}
    return not tags & {"VBD", "VBN"} or bool(tags & {"MD", "TO"})


def _begins_a_clause(ctx: Context, place: Mention, larger: Mention) -> bool:
    """Tell whether the second place is what the clause after the comma speaks of ("given to Eritrea, Ethiopia holds it")."""
    token, follows = ctx.tree.tokens[larger.head], ctx.tree.text[larger.span.end : larger.span.end + 2]
    if follows in ("'s", "’s"):
        return True  # "in Florida, Iowa's Polk County"
    return token.dep in ("nsubj", "nsubjpass") and token.head > larger.head and place.head not in ctx.tree.subtree(larger.head)
