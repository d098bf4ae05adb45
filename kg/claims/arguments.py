"""From tokens to arguments: the mention a word belongs to, or a literal where the relation allows one."""

from __future__ import annotations

import re

from kg.claims.called import members, named_by
from kg.claims.context import Context
from kg.claims.countries import COUNTRIES, WITHIN_ANOTHER
from kg.claims.doubts import clearly_meant, cut_short, doubtful, garbled, left_unsaid, loosely_meant, person_for_body
from kg.claims.trees import NOMINAL
from kg.model import Argument, LiteralValue, Mention, Span, Types, Value, best
from kg.ontology import Relation

#: Types scored below this do not make a mention fit a relation.
FITS = 0.2
PRONOUNS = frozenset(
    "i me my mine myself we us our ours ourselves you your yours he him his himself she her hers herself it its itself they "
    "them their theirs themselves this that these those who".split()
)
#: What does not belong to a phrase's own words: clauses that tell more of it, and of its first word, further members.
_CLAUSES = frozenset({"relcl", "appos", "advcl", "parataxis"})
_LISTS = frozenset({"conj", "cc", "punct", "mark", "npadvmod"})
GENDERED = frozenset("he him his himself she her hers herself".split())
_MOST_WORDS = 14
#: Words that say how many, and not of what.
_COUNTING = frozenset("more another other others both several many few some most all each half at least just only".split())
_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


def entities(
    ctx: Context,
    node: int,
    allowed: tuple[str, ...],
    trigger: int | None = None,
    within_larger: bool = True,
    as_members: bool = True,
) -> list[Argument]:
    """Return the coordinated mentions at a node that fit one of the allowed types (all fit where none are given), with the
    larger places that an address goes on to, unless ``within_larger`` is False; for several things that are named after
    their noun, these names, unless ``as_members`` is False.

    A trigger in a relative clause speaks of the noun before it alone ("Doe, who died in 2005, and Roe").
    """
    found, chains = [], set()
    if as_members and (named := [a for n in members(ctx, node) for a in entities(ctx, n, allowed)]):
        return list({a.entity: a for a in named}.values())
    nodes = [*_misread_conjuncts(ctx, node), *ctx.tree.conjuncts(node), *_parallel_titles(ctx, node)]
    if trigger is not None and _inside_relative_of(ctx, trigger, node):
        nodes = [node]
    for n in nodes:
        if n != node and (left_out(ctx, n) or _describing(ctx, n, nodes) or _acts_itself(ctx, n)):
            continue
        n = named_by(ctx, n)
        mention = ctx.mention(n)
        if n != node and mention is not None and (_of_a_noun(ctx, mention) or _no_peer(ctx, node, mention)):
            continue
        if mention is not None and trigger is not None and _who_is_meant(ctx, trigger, n, mention):
            continue
        if mention is None or mention.chain in chains or not usable(ctx, n, mention, allowed):
            continue
        for one in (mention, *(containers(ctx, mention) if within_larger else ())):
            if one.chain not in chains:
                chains.add(one.chain)
                found.append(ctx.argument(one))
    return found


def usable(ctx: Context, node: int, mention: Mention, allowed: tuple[str, ...]) -> bool:
    """Tell whether the mention at a node can be an argument: of an allowed type, and somebody or something in particular."""
    return fits(ctx.types(mention), allowed, mention.kind) and not (
        garbled(ctx.document.chains[mention.chain].label)
        or cut_short(ctx, mention)
        or person_for_body(ctx, mention)
        or (_generic(mention.text) and not clearly_meant(ctx, mention))
        or _bare(ctx, mention)
        or loosely_meant(ctx, mention)
        or left_unsaid(ctx, mention)
        or _asked(ctx, node)
        or (mention.kind == "pronoun" and (_unresolved(ctx, mention) or _own_subject(ctx, node) or doubtful(ctx, mention)))
    )


def _bare(ctx: Context, mention: Mention) -> bool:
    """Tell whether a lone noun in the singular is nobody in particular ("*Senator* representing the north, Jane Doe, …")."""
    if mention.kind != "nominal" or ctx.document.chains[mention.chain].named or mention.type != "Person":
        return False
    token = ctx.tree.tokens[mention.head]
    return token.tag in ("NN", "NNP") and ctx.tree.kid(mention.head, "det", "poss", "nummod") is None


def containers(ctx: Context, place: Mention) -> list[Mention]:
    """Return the larger places that follow a place in an address ("Lyon, *France*"), never members of a list."""
    found: list[Mention] = []
    text, at = ctx.tree.text, place
    while at.kind == "name" and at.type == "Place":
        following = ctx.name_starts.get(at.span.end + 2)
        if following is None or following.type != "Place" or text[at.span.end : at.span.end + 2] != ", ":
            break
        if re.match(r"['’]s?\b", text[following.span.end : following.span.end + 3]):
            break  # "over Croatia, Ghana's effort": another phrase begins
        if at.text in COUNTRIES - WITHIN_ANOTHER and following.text in COUNTRIES:
            break  # "Japan, North Korea talk"
        article = len("the ") if text.startswith("the ", following.span.end + 2) else 0
        after = ctx.name_starts.get(following.span.end + 2 + article)
        before = ctx.name_before(place.span.start - 2)
        if any(other is not None and other.type == "Place" for other in (before, after)):
            return []  # a list of places
        if text[following.span.end : following.span.end + 1] == "/":
            return []  # "Group A: Oslo, Rome/Lyon"
        rest = text[following.span.end :].lstrip(", ")
        if re.match(r"(and|or|as well as)\b", rest) and not found or text[at.span.end + 2 :].startswith(("and ", "or ")):
            return []
        found.append(following)
        at = following
    return found if len(found) < 3 else []


def _inside_relative_of(ctx: Context, trigger: int, node: int) -> bool:
    tokens, at = ctx.tree.tokens, trigger
    while tokens[at].head != at:
        if tokens[at].dep in ("relcl", "acl") and tokens[at].head == node:
            return True
        at = tokens[at].head
    return False


def _describing(ctx: Context, node: int, nodes: list[int]) -> bool:
    """Tell whether a coordinated member is but part of the next one ("Doe's aide and current *CNN* analyst")."""
    first, here = (ctx.tree.tokens[n].start for n in (nodes[0], node))
    later = (ctx.by_head.get(n) for n in nodes if n > node)
    return any(m is not None and m.kind == "nominal" and first < m.span.start <= here < m.span.end for m in later)


def _no_peer(ctx: Context, node: int, mention: Mention) -> bool:
    """Tell whether a person stands beside "it": two clauses are read as one ("He backed it and Doe opposed the bill")."""
    return ctx.tree.lower(node) in ("it", "this", "that") and best(ctx.types(mention)) == "Person"


def _acts_itself(ctx: Context, node: int) -> bool:
    """Tell whether a coordinated member stands right before a joined verb without a subject: its own ("lost to Doe and *Roe*
    was beaten by Lee", "with Doe beating Roe and *Lee* beating Poe")."""
    tree, n = ctx.tree, node + 1
    if n < len(tree.tokens) and tree.joined_before(n) == node:
        return True
    if n >= len(tree.tokens) or tree.tokens[n].tag not in ("VBD", "VBZ", "VBP", "MD") or tree.lower(node - 1) != "and":
        return False
    verb = tree.tokens[n].head if tree.tokens[n].dep in ("aux", "auxpass") else n
    return tree.tokens[verb].dep in ("conj", "advcl") and tree.kid(verb, "nsubj", "nsubjpass") is None


def _who_is_meant(ctx: Context, trigger: int, node: int, mention: Mention) -> bool:
    """Tell whether "who" means somebody else: on a body or a place, whoever is named before it ("the head of *Acme*, who
    died"); on a person, perhaps the one named last ("*Jane Doe*, the mother of Ann Roe, who died")."""
    types = ctx.types(mention)
    relative = [c for c in ctx.tree.kids(node, "relcl") if trigger in ctx.tree.subtree(c)]
    who = [i for c in relative for i in ctx.tree.subtree(c)[:2] if ctx.tree.lower(i) in ("who", "whom")]
    if not types or types[0][0] in ("Person", "Group"):
        before = [ctx.names_at.get(i - 2) for i in who if ctx.tree.word(i - 1) == ","]
        others = [one for one in before if one is not None and one.type == "Person" and one.chain != mention.chain]
        return any(one.head not in ctx.tree.conjuncts(node) for one in others)
    return bool(who)


def _of_a_noun(ctx: Context, mention: Mention) -> bool:
    """Tell whether a name after "a" only says what kind of person or thing follows ("Acme and a *Green Party* mega-donor")."""
    first = ctx.node(mention.span)
    return mention.kind == "name" and bool(first) and ctx.tree.lower((first or 1) - 1) in ("a", "an")


def left_out(ctx: Context, node: int) -> bool:
    """Tell whether a coordinated member is left out ("Brown but not *Jones*")."""
    first = ctx.tree.subtree(node)[0]
    return ctx.tree.kid(node, "neg") is not None or (first > 0 and ctx.tree.lower(first - 1) in ("not", "except", "excluding"))


def _misread_conjuncts(ctx: Context, node: int) -> list[int]:
    """Return the first name of "A and B" where the parser makes A a modifier of B's name."""
    own = ctx.mention(node)
    found = []
    for c in ctx.tree.kids(node, "nmod", "compound"):
        first = ctx.mention(c)
        if own is not None and first is not None and first.chain != own.chain and ctx.tree.kid(c, "cc") is not None:
            found.append(c)
    return found


def _parallel_titles(ctx: Context, node: int) -> list[int]:
    """Return the second name of "producer A Ltd and designer B for a show, which …" where the parser makes B the subject
    of what follows: both names bear a bare title, and a comma or relative pronoun parts B from that verb."""
    parse, first = ctx.tree, ctx.mention(node)
    if first is None:
        return []
    end = max((i for i, m in ctx.names_at.items() if m.chain == first.chain and abs(i - node) < 6), default=node)
    if end + 2 >= len(parse.tokens) or parse.lower(end + 1) != "and":
        return []
    following = end + 2
    while following not in ctx.names_at and following < end + 5 and parse.tokens[following].pos in ("NOUN", "VERB", "ADJ"):
        following += 1
    if (
        following == end + 2
        or following not in ctx.names_at
        or parse.tokens[end + 1].sentence != parse.tokens[following].sentence
    ):
        return []
    name = ctx.names_at[following].head
    verb = parse.tokens[name].head
    if parse.tokens[name].dep != "nsubj" or verb <= name:
        return []
    between = {parse.lower(i) for i in range(name + 1, verb)}
    return [name] if between & {",", "which", "who"} else []


def fits(types: Types, allowed: tuple[str, ...], kind: str) -> bool:
    """Tell whether a mention of these types can be one of the allowed ones; an untyped name can be anything."""
    if not allowed:
        return bool(types) or kind == "name"
    if not types:
        return kind == "name"
    if types[0][0] in allowed:
        return True
    return any(name in allowed and score >= FITS for name, score in types) and kind == "name"


def _unresolved(ctx: Context, pronoun: Mention) -> bool:
    types = ctx.document.chains[pronoun.chain].types
    if not types or anonymous(ctx, pronoun.chain):
        return True
    # a pronoun of gender for a firm, or "it" for a person: the chain is wrong somewhere
    gendered = pronoun.text.lower() in GENDERED
    return gendered and types[0][0] != "Person" or pronoun.text.lower() in ("it", "its", "itself") and types[0][0] == "Person"


def anonymous(ctx: Context, chain: str) -> bool:
    """Tell whether nothing but pronouns stands for the chain."""
    found = ctx.document.chains[chain]
    return not found.named and found.label.lower() in PRONOUNS


def _asked(ctx: Context, node: int) -> bool:
    """Tell whether the words ask for somebody ("what player wants …?")."""
    return any(ctx.tree.tokens[d].tag in ("WDT", "WP", "WP$") for d in ctx.tree.kids(node, "det", "poss"))


def _own_subject(ctx: Context, node: int) -> bool:
    """Tell whether a plain pronoun was taken for the subject of its own clause: "she sued her" are two people
    (principle B of binding theory, Chomsky 1981)."""
    parse = ctx.tree
    if parse.tokens[node].dep not in ("dobj", "dative", "pobj") or parse.lower(node).endswith(("self", "selves")):
        return False
    verb = parse.tokens[node].head
    if parse.tokens[node].dep == "pobj":
        verb = parse.tokens[verb].head
    if parse.tokens[verb].pos not in ("VERB", "AUX"):
        return False
    subject = parse.surface_subject(verb)
    mention, other = ctx.mention(node), None if subject is None else ctx.mention(subject)
    return mention is not None and other is not None and other.id != mention.id and other.chain == mention.chain


def _generic(text: str) -> bool:
    """Tell whether words name nobody in particular, so that a claim about them would say nothing."""
    return text.lower() in {
        "it",
        "this",
        "that",
        "those",
        "these",
        "one",
        "people",
        "someone",
        "anyone",
        "everyone",
        "you",
        "others",
    }


def literal(ctx: Context, node: int, relation: Relation) -> LiteralValue | None:
    """Return the words or the value at a node as a literal of a datatype that the relation allows, or None."""
    for datatype in relation.datatypes:
        found = None
        if datatype in ("xsd:date", "xsd:gYear", "xsd:gYearMonth"):
            found = _date(ctx, node, relation.datatypes)
        elif datatype in ("xsd:integer", "xsd:decimal"):
            found = _number(ctx, node, datatype)
        elif datatype == "xsd:string":
            found = words(ctx, node)
        if found is not None:
            return found
    return None


def _at(ctx: Context, node: int, kinds: tuple[str, ...]) -> Value | None:
    token = ctx.tree.tokens[node]
    here = Span(token.start, token.end)
    return next((v for v in ctx.document.values if v.kind in kinds and v.span.overlaps(here)), None)


def _date(ctx: Context, node: int, datatypes: tuple[str, ...]) -> LiteralValue | None:
    value = _at(ctx, node, ("date",))
    if value is None or not re.fullmatch(r"\d{4}(-\d\d){0,2}", value.value):
        return None
    datatype = _DATES[len(value.value)]
    if datatype not in datatypes:
        return None
    return LiteralValue(value.value, datatype, None, value.span.of(ctx.tree.text), value.span)


def _number(ctx: Context, node: int, datatype: str) -> LiteralValue | None:
    value = _at(ctx, node, ("number", "money", "age"))
    if value is None or (datatype == "xsd:integer" and "." in value.value):
        return None
    unit = value.unit if value.kind == "money" else None
    return LiteralValue(value.value, datatype, unit, value.span.of(ctx.tree.text), value.span)


def words(ctx: Context, node: int) -> LiteralValue | None:
    """Return the phrase at a node as a string literal: its words up to a clause boundary, as they stand in the text."""
    parse = ctx.tree
    skip: set[int] = set()
    for n in parse.subtree(node):
        cut = _CLAUSES | (_LISTS if n == node and parse.tokens[node].pos in NOMINAL else frozenset())
        for c in parse.children[n]:
            if parse.tokens[c].dep in cut:
                skip.update(parse.subtree(c))
    nodes = [n for n in parse.subtree(node) if n not in skip]
    run = [node]
    while run[0] - 1 in nodes:
        run.insert(0, run[0] - 1)
    while run[-1] + 1 in nodes:
        run.append(run[-1] + 1)
    if len(run) > _MOST_WORDS + (4 if parse.tokens[node].tag == "VBG" else 0):
        return None
    if parse.tokens[run[0]].pos == "DET" and len(run) > 1:
        run = run[1:]
    span = parse.span(run)
    span = Span(span.start, span.start + len(span.of(parse.text).rstrip(",;: ")))
    exact = span.of(parse.text)
    if not any(ch.isalpha() for ch in exact) or parse.tokens[node].pos == "PRON":
        return None
    if all(parse.tokens[n].tag == "CD" or parse.lower(n) in _COUNTING for n in run):
        return None  # "is charged with three": of what, another clause says
    return LiteralValue(" ".join(exact.split()), "xsd:string", None, exact, span)


def title(ctx: Context, node: int) -> LiteralValue:
    """Return a noun with its adjectives and compound nouns ("vice president" of "the firm's vice president for sales")."""
    parse, start = ctx.tree, node
    while start > 0 and parse.tokens[start - 1].dep in ("compound", "amod", "nmod") and start - 1 not in ctx.names_at:
        start -= 1
    span = Span(parse.tokens[start].start, parse.tokens[node].end)
    exact = span.of(parse.text)
    return LiteralValue(" ".join(exact.split()), "xsd:string", None, exact, span)
