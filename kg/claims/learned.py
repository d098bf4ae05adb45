"""Readings of a classifier of pairs: what it takes two things of a sentence to have to do with one another.

The classifier tells no words that express the relation. Denial, hedges, plans and ends are looked for on the way between the
two in the parse, and above it; types have to fit, as for any other reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from kg.claims.arguments import left_out, literal, usable
from kg.claims.context import Context
from kg.claims.factuality import judge
from kg.claims.making import Draft
from kg.claims.slots import COPULAS
from kg.claims.soundness import anybody, sureness, within
from kg.learned.passages import Passage, Thing, passages
from kg.model import Argument, LiteralValue
from kg.ontology import Ontology, Relation

_VERBAL = ("VERB", "AUX")


class Classifier(Protocol):
    """Tells relations between the things of a passage."""

    def relations(self, passage: Passage) -> Iterable[tuple[int, int, str, float]]:
        """Yield (number of the subject, number of the object, relation, how likely it is right), where it is sure enough."""


class Learned:
    """An extractor (``kg.claims.Extractor``) of what a classifier tells."""

    def __init__(self, classifier: Classifier, name: str = "learned") -> None:
        self.classifier, self.name = classifier, name

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
            yield from best.values()

    def _draft(
        self, ctx: Context, relation: Relation, one: Thing, other: Thing, likely: float, ontology: Ontology
    ) -> Draft | None:
        subject, object_ = _argument(ctx, one, relation.domain), _object(ctx, other, relation)
        if not isinstance(subject, Argument) or object_ is None or within(subject, object_):
            return None
        if isinstance(object_, Argument) and (object_.entity == subject.entity or _listed(ctx, one, other, relation)):
            return None
        trigger, verb = _between(ctx, _node(ctx, one), _node(ctx, other))
        facts = judge(ctx.tree, trigger, verb, relation.state, ontology)
        if facts.veto or anybody(ctx, subject, verb):
            return None
        sure = likely * sureness(ctx, subject, object_)
        return Draft(trigger, verb, subject, relation, object_, facts, None, (), sure, self.name)


def _listed(ctx: Context, one: Thing, other: Thing, relation: Relation) -> bool:
    """Tell whether two things only stand in one list ("A and B sued C"), which says nothing of the one and the other."""
    first, second = _node(ctx, one), _node(ctx, other)
    return not relation.symmetric and (second in ctx.tree.conjuncts(first) or first in ctx.tree.conjuncts(second))


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
    return found if found.named else None


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


def _ancestors(ctx: Context, node: int) -> list[int]:
    found = [node]
    while ctx.tree.tokens[found[-1]].head != found[-1]:
        found.append(ctx.tree.tokens[found[-1]].head)
    return found
