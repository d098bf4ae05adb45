"""Readings of a classifier of pairs: what it takes two things of a sentence to have to do with one another.

The classifier tells no words that express the relation. Denial, hedges, plans and ends are looked for on the way between the
two in the parse, and above it; types have to fit, as for any other reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from kg.claims.arguments import fits, left_out, literal, usable
from kg.claims.bearers import COPULAS
from kg.claims.commitment import Factuality
from kg.claims.context import Context
from kg.claims.factuality import judge
from kg.claims.frames import senses_of
from kg.claims.hedges import FORMER
from kg.claims.making import Draft, object_key
from kg.claims.pairs import related
from kg.claims.soundness import anybody, sureness, within
from kg.learned.passages import Passage, Thing, passages
from kg.model import Argument, LiteralValue
from kg.ontology import Ontology, Relation

#: How likely a reading has to be to stand against a parse that hangs its object on somebody else: parses err, too.
DESPITE = 0.95
#: How likely a reading has to be that rests on a verb which the lexicon does not know for the relation ("spoke in Leeds").
VERBAL = 0.9
_VERBAL = ("VERB", "AUX")
#: What ministers, professors and experts are ministers, professors and experts of: capitals make no body of it.
_FIELDS = frozenset(
    "affairs agriculture and civic civil commerce culture defence defense development economics economy education energy "
    "environment equal external family finance foreign health history home human immigration industry integration interior "
    "international justice labor labour law migration of opportunities philosophy politics public relations research rights "
    "science security social sport sports studies the tourism trade transport transportation treasury welfare women "
    "work".split()
)
#: How a noun hangs on what it is no other word for.
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "dative", "pobj", "poss")
#: "One of the founders of Acme" is a founder.
_OF_MANY = frozenset({"one", "some", "member", "part", "several", "two", "three"})
_RETIRED = "retired"
#: After these "from" leads to where somebody no longer is.
_LEAVING = frozenset({"depart", "emigrate", "flee", "move", "relocate"})
#: How a clause hangs on one whose subject need not be its own.
_CLAUSES = ("ccomp", "advcl", "conj", "parataxis", "relcl")


class Classifier(Protocol):
    """Tells relations between the things of a passage."""

    def relations(self, passage: Passage) -> Iterable[tuple[int, int, str, float]]:
        """Yield (number of the subject, number of the object, relation, how likely it is right), where it is sure enough."""


class Learned:
    """An extractor (``kg.claims.Extractor``) of what a classifier tells, which a ``wary`` one does not trust against the
    parse."""

    def __init__(self, classifier: Classifier, name: str = "learned", wary: bool = True) -> None:
        self.classifier, self.name, self.wary = classifier, name, wary

    def __call__(self, ctx: Context, ontology: Ontology) -> Iterator[Draft]:
        """Yield the readings of one document, in order of place."""
        for passage in passages(ctx.document):
            best: dict[tuple[str, str, str], Draft] = {}
            for i, j, name, likely in self.classifier.relations(passage):
                relation = ontology.relations.get(name)
                if relation is None:
                    continue
                draft = self._draft(ctx, relation, passage.things[i], passage.things[j], likely, ontology)
                if draft is None:
                    continue
                other = draft.object.entity if isinstance(draft.object, Argument) else draft.object.value
                only = relation.functional and isinstance(draft.object, LiteralValue)
                key = (name, draft.subject.entity, "" if only else other)
                if key not in best or draft.confidence > best[key].confidence:
                    best[key] = draft
            yield from (draft for draft in best.values() if not _told_closer(draft, best.values()))

    def _draft(
        self, ctx: Context, relation: Relation, one: Thing, other: Thing, likely: float, ontology: Ontology
    ) -> Draft | None:
        subject, object_ = _argument(ctx, one, relation.domain), _object(ctx, other, relation)
        if not isinstance(subject, Argument) or object_ is None or within(subject, object_):
            return None
        if isinstance(object_, Argument) and (object_.entity == subject.entity or _listed(ctx, one, other, relation)):
            return None
        if self.wary and likely < DESPITE and _others(ctx, _node(ctx, one), _node(ctx, other), subject, relation, ontology):
            return None
        trigger, verb = _between(ctx, _node(ctx, one), _node(ctx, other))
        if self.wary and likely < VERBAL and _only_a_verb(ctx, trigger, verb, relation, ontology):
            return None
        if _addressed(ctx, trigger, _node(ctx, other), relation, ontology):
            return None
        facts = judge(ctx.tree, trigger, verb, relation.state, ontology)
        if relation.state and facts.status is None and _once(ctx, trigger, _node(ctx, one)):
            facts = replace(facts, status="ended")
        if relation.state and isinstance(object_, Argument) and object_.type == "Place":
            facts = _there(ctx, facts, _node(ctx, other))
        if facts.veto or anybody(ctx, subject, verb):
            return None
        sure = likely * sureness(ctx, subject, object_)
        return Draft(trigger, verb, subject, relation, object_, facts, None, (), sure, self.name)


def _told_closer(draft: Draft, others: Iterable[Draft]) -> bool:
    """Tell whether a narrower relation is told of the same two: who lives in Leeds hails from there."""
    key = draft.subject.entity, object_key(draft.object)
    return any(draft.relation.name in o.relation.parents and (o.subject.entity, object_key(o.object)) == key for o in others)


def _listed(ctx: Context, one: Thing, other: Thing, relation: Relation) -> bool:
    """Tell whether two things only stand in one list ("A and B sued C"), which says nothing of the one and the other."""
    first, second = _node(ctx, one), _node(ctx, other)
    return not relation.symmetric and (second in ctx.tree.conjuncts(first) or first in ctx.tree.conjuncts(second))


def _others(ctx: Context, subject: int, object_: int, argument: Argument, relation: Relation, ontology: Ontology) -> bool:
    """Tell whether the object hangs on somebody or something else that could be the subject: on another name ("US envoy Lee and
    *UN* chief Marsh"), or in a clause with a subject of its own ("Lee hopes that *Acme* …")."""
    tokens = ctx.tree.tokens
    up, down = _ancestors(ctx, object_), _ancestors(ctx, subject)
    own = {argument.entity, *(m.chain for m in (ctx.mention(object_),) if m is not None)}
    for below, node in pairwise(up[: next((up.index(n) for n in up if n in down), len(up)) + 1]):
        mention = ctx.names_at.get(node)
        if mention is not None and tokens[below].dep == "conj" and below not in ctx.names_at:
            return True  # "Lee and the heads of *Acme*"
        if node == subject:
            return False
        if mention is not None and mention.chain not in own and fits(ctx.types(mention), relation.domain, mention.kind):
            return True
        if _apart(ctx, below, argument.entity) or _somebody(ctx, node, argument.entity, relation, ontology):
            return True
    joined = down[: next((down.index(n) for n in down if n in up), len(down)) + 1]
    return any(tokens[below].dep != "relcl" and _apart(ctx, below, "") for below, _ in pairwise(joined))


def _only_a_verb(ctx: Context, trigger: int, verb: int | None, relation: Relation, ontology: Ontology) -> bool:
    """Tell whether nothing but a verb is between the two, and one that the lexicon does not know for the relation."""
    senses = senses_of(ctx, trigger, ontology)
    return verb == trigger and not any(related(relation, ontology.relations[sense.relation]) for sense in senses)


def _addressed(ctx: Context, trigger: int, object_: int, relation: Relation, ontology: Ontology) -> bool:
    """Tell whether the object is merely told something ("Lee told *Acme* that …")."""
    token = ctx.tree.tokens[trigger]
    if token.pos not in _VERBAL or (token.lemma.lower(), "verb") not in ontology.cues:
        return False
    if any(related(relation, ontology.relations[sense.relation]) for sense in senses_of(ctx, trigger, ontology)):
        return False
    up = _ancestors(ctx, object_)
    return trigger in up[1:] and ctx.tree.tokens[up[up.index(trigger) - 1]].dep in ("dobj", "dative")


def _somebody(ctx: Context, node: int, entity: str, relation: Relation, ontology: Ontology) -> bool:
    """Tell whether a word stands for somebody or something else that could be the subject, and says nothing of the entity ("Lee
    attacked *politicians* from Acme", unlike "Lee, a politician from Acme")."""
    mention, token = ctx.by_head.get(node), ctx.tree.tokens[node]
    if token.pos != "NOUN" or token.dep not in _ARGUMENTS or mention is not None and mention.chain == entity:
        return False
    before = ctx.tree.tokens[token.head].lemma if token.dep == "pobj" else ""
    if before == "as" or before == "of" and ctx.tree.tokens[ctx.tree.tokens[token.head].head].lemma in _OF_MANY:
        return False
    return ontology.nouns.get(token.lemma.lower(), "") in relation.domain


def _apart(ctx: Context, verb: int, entity: str) -> bool:
    """Tell whether a verb heads a clause of its own, of which somebody or something but the entity (by its chain) is the
    subject."""
    token = ctx.tree.tokens[verb]
    if token.dep not in _CLAUSES or token.pos not in _VERBAL:
        return False
    if token.dep == "relcl":
        of = ctx.mention(token.head)
        if of is not None and of.chain == entity:
            return False
    doers = [ctx.mention(n) for n in ctx.tree.kids(verb, "nsubj", "nsubjpass")]
    if not doers:
        return token.dep in ("ccomp", "parataxis", "relcl")
    return any(doer is None or doer.chain != entity for doer in doers)


def _node(ctx: Context, thing: Thing) -> int:
    if thing.mention is not None:
        return thing.mention.head
    assert thing.value is not None
    found = ctx.node(thing.value.span)
    return 0 if found is None else found


def _argument(ctx: Context, thing: Thing, allowed: tuple[str, ...]) -> Argument | None:
    mention = thing.mention
    if mention is None or not allowed or not usable(ctx, mention.head, mention, allowed) or left_out(ctx, mention.head):
        return None
    found = ctx.argument(mention)
    sure = found.named and found.types and found.types[0][0] in allowed
    return found if sure and not set(found.label.casefold().split()) <= _FIELDS else None


def _object(ctx: Context, thing: Thing, relation: Relation) -> Argument | LiteralValue | None:
    if thing.mention is not None:
        return _argument(ctx, thing, relation.range)
    node = _node(ctx, thing)
    return literal(ctx, node, relation) if relation.datatypes else None


def _between(ctx: Context, subject: int, object_: int) -> tuple[int, int | None]:
    """Return the word that most likely expresses what is between two others, and the verb whose negation, modals and tense
    count for it: the first common noun or verb on the way up from the object, then down to the subject."""
    tokens = ctx.tree.tokens
    up, other = _ancestors(ctx, object_), _ancestors(ctx, subject)
    shared = set(other)
    top = next((n for n in up if n in shared), up[-1])
    way = [*up[1 : up.index(top) + 1], *reversed(other[1 : other.index(top)] if top in shared else [])]
    way = [n for n in way if n not in (subject, object_)]
    words = [n for n in way if n not in ctx.names_at and tokens[n].pos in ("NOUN", *_VERBAL)]
    if not words:
        return object_, None
    trigger = words[0]
    if tokens[trigger].pos in _VERBAL:
        if tokens[trigger].lemma in COPULAS:
            nouns = ctx.tree.kids(trigger, "attr", "acomp", "oprd")
            if nouns and nouns[0] not in (subject, object_) and nouns[0] not in ctx.names_at:
                return nouns[0], trigger
        return trigger, trigger
    verbs = [n for n in words if tokens[n].pos in _VERBAL]
    carrying = verbs[0] if verbs and tokens[verbs[0]].lemma in COPULAS else None
    return trigger, carrying


def _once(ctx: Context, trigger: int, subject: int) -> bool:
    """Tell whether a noun between trigger and subject is a former one ("Lee, a former member of the Acme *board*")."""
    for n in _ancestors(ctx, trigger)[1:]:
        if n == subject or ctx.tree.tokens[n].pos in _VERBAL:
            return False  # "a former mayor who sits on the Acme *board*"
        if any(ctx.tree.lower(k) in FORMER for k in ctx.tree.kids(n, "amod")):
            return True
    return False


def _there(ctx: Context, facts: Factuality, place: int) -> Factuality:
    """Return what is judged of a tie to a place: whoever is retired may live there still ("a retired clerk in Leeds"), and
    whoever moved from it does not."""
    if facts.status == "ended" and _RETIRED in facts.because:
        return replace(facts, status=None, because=tuple(b for b in facts.because if b != _RETIRED))
    tokens = ctx.tree.tokens
    preposition = tokens[tokens[place].head]
    moved = tokens[preposition.head]
    moved = tokens[moved.head] if moved.pos == "ADV" else moved  # "moved here from Leeds"
    left = tokens[place].dep == "pobj" and preposition.lemma == "from" and moved.lemma in _LEAVING
    return facts.with_status("ended", "from") if left else facts


def _ancestors(ctx: Context, node: int) -> list[int]:
    found = [node]
    while ctx.tree.tokens[found[-1]].head != found[-1]:
        found.append(ctx.tree.tokens[found[-1]].head)
    return found
