"""The ontology-driven extractor: every sense of a trigger word whose slots are filled gives claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kg.claims.arguments import entities, fits, left_out, literal, title, words
from kg.claims.attribution import attribute
from kg.claims.bearers import COPULAS, numbered
from kg.claims.beside import adherent
from kg.claims.commitment import Factuality
from kg.claims.conditions import holds
from kg.claims.context import Context
from kg.claims.doubts import named_between
from kg.claims.factuality import judge
from kg.claims.making import Draft
from kg.claims.slots import fill, light_verb, undergone
from kg.claims.soundness import anybody, sureness, within
from kg.claims.trees import Tree
from kg.model import Argument, LiteralValue, Span
from kg.ontology import Ontology, Relation, Sense

#: What may as well be a person is not surely a body.
PERSONAL = 0.075
#: Whoever is so called after a place's name heads what some body has there ("Ohio chairman Jane Doe").
CHAIRING = frozenset("chair chairman chairwoman chairperson director manager coordinator".split())
#: Nouns before "chief" that say what the body is, and not which part of it ("party chief", but not "finance chief").
WHOLE = frozenset("party union company club team group league bank network agency studio airline firm clan gang".split())
_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}

Index = Mapping[tuple[str, str], tuple[Sense, ...]]


@lru_cache(maxsize=4)
def _index(senses: tuple[Sense, ...]) -> Index:
    """Index senses by the lemma of the trigger token: the first word of a verb ("take down"), the last of a noun."""
    index: dict[tuple[str, str], list[Sense]] = defaultdict(list)
    for sense in senses:
        parts = sense.lemma.lower().split()
        index[parts[0] if sense.pos == "verb" else parts[-1], sense.pos].append(sense)
    # longer lemmas first: "chief executive" before "executive"
    return {key: tuple(sorted(found, key=lambda s: -len(s.lemma.split()))) for key, found in index.items()}


def drafts(ctx: Context, ontology: Ontology) -> Iterator[Draft]:
    """Yield a draft for every reading of every trigger in the document."""
    index = _index(ontology.senses)
    for i in range(len(ctx.tree.tokens)):
        for sense in _senses(ctx, i, index):
            yield from _read(ctx, i, sense, ontology)


def senses_of(ctx: Context, i: int, ontology: Ontology) -> tuple[Sense, ...]:
    """Return what the lexicon says that a word can express where it stands, its arguments left aside."""
    return tuple(sense for sense in _senses(ctx, i, _index(ontology.senses)) if _meets(ctx, i, sense))


def _senses(ctx: Context, i: int, index: Index) -> Iterator[Sense]:
    token = ctx.tree.tokens[i]
    pos = _POS.get(token.pos)
    if pos is None or i in ctx.names_at:
        return
    senses = index.get((token.lemma.lower(), pos), ())
    if token.tag in ("VBN", "VBG") and token.pos == "ADJ":
        senses = senses or index.get((token.lemma.lower(), "verb"), ())
    longest = 0
    for sense in senses:
        size = len(sense.lemma.split())
        if size < longest or not _matches(ctx.tree, i, sense):
            continue
        longest = max(longest, size)
        yield sense


def _matches(tree: Tree, i: int, sense: Sense) -> bool:
    """Tell whether the whole lemma stands here: particle of a verb, words before a noun."""
    rest = sense.lemma.lower().split()
    if sense.pos == "verb":
        particles = [tree.lower(c) for c in tree.kids(i, "prt")]
        if len(rest) > 1:
            return rest[1] in particles or (i + 1 < len(tree.tokens) and tree.lower(i + 1) == rest[1])
        return not particles
    before = range(max(0, i - len(rest) + 1), i)
    return len(before) == len(rest) - 1 and all(
        word in (tree.tokens[j].lemma.lower(), tree.lower(j)) for j, word in zip(before, rest, strict=False)
    )


def _read(ctx: Context, i: int, sense: Sense, ontology: Ontology) -> Iterator[Draft]:
    parse = ctx.tree
    if _modifies_a_noun(ctx, i) or _misread_verb(parse, i) or not _meets(ctx, i, sense):
        return
    relation = ontology.relations[sense.relation]
    if sense.subject == ("speaker",):
        subjects, subject_slot = _speaker(ctx, i, relation, ontology), "speaker"
    else:
        subjects, subject_slot = _fill_first(ctx, i, sense.subject, sense, relation.domain)
    if not subjects or (subject_slot == "subject" and _one_too_many(parse, i)):
        return
    objects, object_slot = _objects(ctx, i, sense, relation)
    if "foremost" in sense.requires and object_slot != "prep:of" and _of_a_part(ctx, i, object_slot):
        return  # "the firm's head of sales" heads the sales
    if relation.name == "headOf" and object_slot in ("poss", "demonym", "mod") and _of_a_service(ctx, i, sense, objects):
        return  # "Chad's intelligence chief", "the Ohio police chief", "its finance chief"
    if _only_there(parse, i, object_slot) and any(isinstance(o, Argument) and o.type == "Place" for o in objects):
        return
    verb = _carrier(parse, i, sense, subject_slot, object_slot)
    facts = judge(parse, i, verb, relation.state, ontology)
    if facts.veto or _not_ended(sense, facts):
        return
    for subject in subjects:
        if anybody(ctx, subject, verb) or (subject_slot == "bearer" and _says_nothing(ctx, i, subject)):
            continue
        for obj in objects:
            if object_slot == "bearer" and isinstance(obj, Argument) and _says_nothing(ctx, i, obj):
                continue
            if isinstance(obj, Argument) and obj.entity == subject.entity:
                continue
            if within(subject, obj) or not _typed_as_required(ctx, sense, subject, obj):
                continue
            yield Draft(
                trigger=i,
                verb=verb,
                subject=subject,
                relation=relation,
                object=obj,
                facts=facts,
                sense=sense,
                qualifiers=_qualifiers(ctx, i, sense),
                confidence=sense.confidence * sureness(ctx, subject) * sureness(ctx, obj),
                extractor="frames",
                presupposed=subject_slot == "modified"  # "an Oslo-based firm"
                or (verb is None and bool({"bearer", "poss"} & {subject_slot, object_slot}) and subject.named),
            )


def _only_there(tree: Tree, i: int, slot: str) -> bool:
    """Tell whether a place before a noun only says where: "Europe's youngest minister", "her *Ohio* chairman"."""
    if slot == "poss":
        return any(tree.tokens[c].tag == "JJS" for c in tree.kids(i, "amod"))
    return slot == "mod" and (tree.kid(i, "poss") is not None or tree.tokens[i].lemma.lower() in CHAIRING)


def _misread_verb(tree: Tree, i: int) -> bool:
    """Tell whether a plural with an owner is a verb that the parser took for a noun ("Acme's *reports* earnings today")."""
    token = tree.tokens[i]
    if token.tag != "NNS" or tree.kid(i, "poss") is None:
        return False
    subject = token.dep == "nsubj" and tree.tokens[token.head].pos in ("NOUN", "PROPN") and token.head > i
    return tree.kid(i, "dobj") is not None or subject and tree.kid(token.head, "det") is None


def _one_too_many(tree: Tree, verb: int) -> bool:
    """Tell whether a verb in the singular was given two subjects ("Oslo plays *Rome and Bonn* plays Lyon")."""
    subject = tree.kid(verb, "nsubj")
    joint = subject is not None and any(tree.lower(c) == "and" for c in tree.kids(subject, "cc"))
    return joint and tree.tokens[verb].tag == "VBZ" and subject is not None and tree.tokens[subject].pos == "PROPN"


def _not_ended(sense: Sense, facts: Factuality) -> bool:
    """Tell whether what a verb ends by the lexicon is not known to be over ("will close its inquiry", "did not drop it")."""
    return sense.status == "ended" and bool(sense.light) and (facts.polarity, facts.modality) != ("positive", "asserted")


def _of_a_part(ctx: Context, i: int, slot: str) -> bool:
    """Tell whether a head is one of a part: of what a phrase with "of" says, or of a body in a place ("party chairman in
    Ohio")."""
    dates = [v.span for v in ctx.values("date")]
    found = [*ctx.tree.prepositional(i, "of"), *(ctx.tree.prepositional(i, "in") if slot == "mod" else ())]
    if slot == "prep:at":
        found += ctx.tree.prepositional(i, "for")  # "the bank's director for China", "director for China at the bank"
    return any(not any(d.start <= ctx.tree.tokens[n].start < d.end for d in dates) for n in found)


def _of_a_service(ctx: Context, i: int, sense: Sense, objects: list[Argument] | list[LiteralValue]) -> bool:
    """Tell whether a noun before the head of a country or town says what of it they head, or before a body's "chief"."""
    own = len(sense.lemma.split())
    nouns = [c for c in ctx.tree.kids(i, "compound") if c <= i - own and c not in ctx.names_at and ctx.tree.word(c).islower()]
    of_a_part = sense.lemma == "chief" and any(ctx.tree.tokens[c].lemma.lower() not in WHOLE for c in nouns)
    return bool(nouns) and (of_a_part or any(isinstance(o, Argument) and o.type == "Place" for o in objects))


def _meets(ctx: Context, i: int, sense: Sense) -> bool:
    """Tell whether the conditions of a sense hold around a word, those on the types of its arguments left aside."""
    conditions = [
        c for c in sense.requires if c != "typed" and not c.startswith(("subject:", "object:", "!object:", "!subject:"))
    ]
    return all(holds(ctx.tree, i, condition, sense, ctx.document.values) for condition in conditions)


def _modifies_a_noun(ctx: Context, i: int) -> bool:
    """Tell whether a noun only modifies another ("the *governor* race"), so that it says nothing of anybody."""
    token = ctx.tree.tokens[i]
    if numbered(ctx.tree, i) or (token.tag in ("NNP", "NN") and _labels(ctx, i)):
        return True
    if token.dep not in ("compound", "nmod", "npadvmod") or token.pos not in ("NOUN", "PROPN"):
        return False
    return token.head not in ctx.names_at


def _labels(ctx: Context, i: int) -> bool:
    """Tell whether a noun in capitals and a colon only label what follows ("Author: Jane Doe *Editor*: Ana Roe")."""
    return ctx.tree.word(i)[:1].isupper() and ctx.tree.text[ctx.tree.tokens[i].end : ctx.tree.tokens[i].end + 1] == ":"


def _says_nothing(ctx: Context, i: int, bearer: Argument) -> bool:
    """Tell whether a noun is its own bearer without a name: "the *mayor* of Springfield" tells nobody's office."""
    mention = ctx.mention(i)
    return mention is not None and mention.id == bearer.mention and not bearer.named


def _typed_as_required(ctx: Context, sense: Sense, subject: Argument, obj: Argument | LiteralValue) -> bool:
    for condition in sense.requires:
        where, _, type_ = condition.removeprefix("!").partition(":")
        argument = {"subject": subject, "object": obj}.get(where)
        if type_.startswith("label="):
            known = set(type_.removeprefix("label=").split(","))
            has = isinstance(argument, Argument) and bool(known & set(argument.label.lower().split()))
            if has == condition.startswith("!"):
                return False
            continue
        if type_ == "named":
            if not isinstance(argument, Argument) or not argument.named:
                return False
            continue
        if type_ == "nearest":
            other = obj if argument is subject else subject
            beside = other.entity if isinstance(other, Argument) else ""
            if isinstance(argument, Argument) and named_between(ctx, ctx.by_id[argument.mention], beside):
                return False
            continue
        if type_ == "pronoun":
            if isinstance(argument, Argument) and (ctx.by_id[argument.mention].kind == "pronoun") == condition.startswith("!"):
                return False
            continue
        if type_ == "singular":
            if isinstance(argument, Argument) and _plural(ctx, argument) and ctx.by_id[argument.mention].kind != "name":
                return False
            continue
        if where in ("subject", "object") and condition.startswith("!"):
            if isinstance(argument, Argument) and argument.type == type_:
                return False
            continue
        if argument is not None and type_ and (not isinstance(argument, Argument) or argument.type != type_):
            return False
        if type_ == "Organization" and isinstance(argument, Argument) and dict(argument.types).get("Person", 0.0) >= PERSONAL:
            return False  # a politician's campaign
    return True


def _plural(ctx: Context, argument: Argument) -> bool:
    head = ctx.by_id[argument.mention].head
    return ctx.tree.tokens[head].tag in ("NNS", "NNPS")


def _speaker(ctx: Context, i: int, relation: Relation, ontology: Ontology) -> list[Argument]:
    """Return who utters the clause, for passives whose doer is the speaker ("says he will not be subject to a lawsuit")."""
    token = ctx.tree.tokens[i]
    speaker = attribute(ctx, Span(token.start, token.end), ontology).speaker
    return [speaker] if speaker is not None and fits(speaker.types, relation.domain, "name") else []


def _fill_first(
    ctx: Context, i: int, slots: tuple[str, ...], sense: Sense, allowed: tuple[str, ...]
) -> tuple[list[Argument], str]:
    for slot in slots:
        nodes = fill(ctx.tree, i, slot, sense, ctx.document.values)
        if slot.startswith("prep:") and nodes:
            nodes = [*nodes, *_attached_high(ctx, i, nodes[-1], allowed)]
        if slot == "mod":
            nodes = [_nearer_place(ctx, n) for n in nodes]
        # "the mayor of Oakland, California" is California's no more than the country's
        within_larger = slot != "prep:of" or sense.pos == "verb"
        found = [
            a
            for n in nodes
            for a in entities(ctx, n, allowed, i, within_larger, "object:singular" not in sense.requires)
            if slot != "mod" or not adherent(a.text, a.label)
        ]
        if slot == "self":
            found = [a for a in found if ctx.by_id[a.mention].head == i or not _apart(ctx, ctx.by_id[a.mention].head)]
        if slot == "between:1" and found:
            return found[:1], slot
        if found and slot == "bearer" and ctx.tree.tokens[i].tag in ("NN", "NNP"):
            return found[:1], slot  # "his brother, A, and the mayor": but one of them is the brother
        if found:
            return found, slot
    return [], ""


def _apart(ctx: Context, node: int) -> bool:
    """Tell whether a noun has an article or owner of its own ("Acme's car and *a bus* from Cado")."""
    return ctx.tree.kid(node, "det", "poss") is not None


def _nearer_place(ctx: Context, node: int) -> int:
    """Return the town of "Oakland, California mayor Jane Doe", not its state."""
    place = ctx.names_at.get(node)
    comma = place is not None and ctx.tree.text.endswith(", ", 0, place.span.start)
    town = ctx.name_before(place.span.start - 2) if place is not None and comma and place.type == "Place" else None
    return town.head if town is not None and town.type == "Place" else node


def _attached_high(ctx: Context, i: int, last: int, allowed: tuple[str, ...]) -> list[int]:
    """Return what the parser coordinates with a noun though only its argument is of that kind: "a suit against A, as well
    as *B*", B being a person and no suit."""
    parse, own = ctx.tree, ctx.mention(i)
    if parse.tokens[i].pos != "NOUN" or own is None or own.type in allowed:
        return []
    found = []
    for c in parse.kids(i, "conj"):
        mention = ctx.mention(c)
        if c > last and mention is not None and ctx.types(mention) and ctx.types(mention)[0][0] in allowed:
            found.append(c)
    return found


def _objects(ctx: Context, i: int, sense: Sense, relation: Relation) -> tuple[list[Argument] | list[LiteralValue], str]:
    """Return entities where the relation allows their types, else a literal where it allows one."""
    if relation.range or not relation.datatypes:
        found, slot = _fill_first(ctx, i, sense.object, sense, relation.range)
        if found:
            return found, slot
    if "typed" in sense.requires:
        return [], ""
    for slot in sense.object:
        for node in fill(ctx.tree, i, slot, sense, ctx.document.values):
            if slot.startswith("clause"):
                values = [words(ctx, node)]
            else:
                # "charged with *fraud* and *theft*"
                values = [literal(ctx, n, relation) for n in ctx.tree.conjuncts(node) if n == node or not left_out(ctx, n)]
            if values[0] is not None:
                return [value for value in values if value is not None], slot
    return [], ""


def _carrier(parse: Tree, i: int, sense: Sense, *slots: str) -> int | None:
    """Return the verb whose negation, modals and tense count for this reading."""
    if parse.tokens[i].pos in ("VERB", "AUX"):
        return i
    if "light" in slots or (sense.light and light_verb(parse, i, sense) is not None):
        return light_verb(parse, i, sense)
    if "target" in slots:
        return undergone(parse, i)
    token = parse.tokens[i]
    if token.dep == "oprd" or (token.dep in ("attr", "acomp") and parse.tokens[token.head].lemma in COPULAS):
        return token.head
    if any(slot.startswith(("poss", "between", "prep", "mod")) for slot in slots) and "bearer" not in slots:
        return light_verb(parse, i, sense) if _copular(parse, i, sense) else None
    return None


def _copular(parse: Tree, i: int, sense: Sense) -> bool:
    carrier = light_verb(parse, i, sense)
    return carrier is not None and parse.tokens[carrier].lemma not in COPULAS


def _qualifiers(ctx: Context, i: int, sense: Sense) -> tuple[tuple[str, str], ...]:
    found = []
    for name, slots in sense.qualifiers:
        slot = next((s for s in slots.split("|") if fill(ctx.tree, i, s, sense, ctx.document.values)), "")
        for node in fill(ctx.tree, i, slot, sense, ctx.document.values)[:1] if slot else ():
            value = title(ctx, node) if slot == "self" else words(ctx, node)
            if value is not None:
                found.append((name, value.value))
    return tuple(sorted(found))
