"""What is doubtful about the entities of a store, and the decisions that settle it. Nothing here prints.

Decisions name things by name and article (``kg.decisions``), so that they hold whatever articles come and go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg import decisions, entities, outputs
from kg.answers import Answers
from kg.errors import UsageError
from kg.model import ChainKey, Entity, Mention, Reference, Ruling
from kg.reading import load_gazetteer, load_ontology
from kg.views.words import around, context


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things: its name in an article, the entity it is part of, its type, and words of the article around it."""

    name: str
    entity: str
    type: str
    source: str
    before: str
    words: str
    after: str
    reference: Reference


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that may be one: whether the graph takes them for one, how likely they are (0 to 1), and why."""

    left: Side
    right: Side
    joined: bool
    score: float
    reason: str


def pairs(answers: Answers) -> tuple[Pair, ...]:
    """Return the doubtful pairs of a store with both contexts, likeliest to be one thing first."""
    rulings = decisions.read(answers.settings.output).rulings
    patterns = load_ontology(answers.settings.ontology).patterns()
    gazetteer = load_gazetteer(outputs.as_told(answers.settings))
    mentions: dict[ChainKey, Mention] = {}
    for id_, extraction in answers.extractions.items():
        for mention in extraction.mentions:
            key = (id_, mention.chain)
            label = extraction.chains[mention.chain].label
            if key not in mentions or (mention.text == label != mentions[key].text):
                mentions[key] = mention
    return tuple(
        Pair(_side(answers, d.left, mentions), _side(answers, d.right, mentions), d.joined, d.score, d.reason)
        for d in entities.doubtful(answers.corpus.extractions, patterns, gazetteer, rulings)
        if d.left in mentions and d.right in mentions
    )


def _side(answers: Answers, key: ChainKey, mentions: dict[ChainKey, Mention]) -> Side:
    article, mention = answers.articles[key[0]], mentions[key]
    chain = answers.extractions[key[0]].chains[key[1]]
    found = answers.entity(*key)
    before, after = context(article.text, mention.span, around(article, mention.span))
    return Side(
        chain.label, found.label if found else chain.label, found.type if found else chain.type, article.source,
        before, mention.text, after, Reference(chain.label, key[0]),
    )  # fmt: skip


def judged(pair: Pair, same: bool, because: str) -> Ruling:
    """Return the decision that a pair is one thing, or two."""
    return Ruling("same" if same else "different", pair.left.reference, because, pair.right.reference)


def same(answers: Answers, left: str, right: str, because: str) -> Ruling:
    """Return the decision that two entities, by name or IRI, are one."""
    return Ruling("same", *_two(answers, left, right, because))


def different(answers: Answers, left: str, right: str, because: str) -> Ruling:
    """Return the decision that two entities are not one, now or when more articles come."""
    return Ruling("different", *_two(answers, left, right, because))


def _two(answers: Answers, left: str, right: str, because: str) -> tuple[Reference, str, Reference]:
    one, other = _named(answers, left), _named(answers, right)
    if one == other:
        raise UsageError(f"{left!r} and {right!r} are one entity already ({one.iri}); --split parts it")
    against = entities.between(answers.corpus.extractions, decisions.read(answers.settings.output).rulings, one, other)
    if against is not None:
        raise UsageError(
            f"{against.place}: says that these are {against.what} things: delete the line and build again to undo it"
        )
    return _reference(answers, one), because, _reference(answers, other)


def split(answers: Answers, name: str, sources: Sequence[str], because: str) -> tuple[Ruling, ...]:
    """Return the decisions that make what some articles say of an entity an entity of its own."""
    entity = _named(answers, name)
    held: dict[str, list[ChainKey]] = {}
    for chain in sorted(entity.chains):
        held.setdefault(chain[0], []).append(chain)
    wanted = []
    for source in sources:
        found = sorted(id_ for id_ in held if source in (id_, answers.articles[id_].source))
        if not found:
            there = ", ".join(sorted(answers.articles[id_].source for id_ in held))
            raise UsageError(f"{source!r}: no article that names {entity.label}; these do: {there}")
        wanted += found
    if not wanted or len(set(wanted)) == len(held):
        raise UsageError(f"--split {name!r}: name some of its articles with --article, not none and not all")
    labels = {c: answers.extractions[c[0]].chains[c[1]].label for c in entity.chains}
    parted = [Reference(labels[chain], id_) for id_ in sorted(set(wanted)) for chain in held[id_]]
    rest = sorted({labels[c] for c in entity.chains if c[0] not in wanted})
    rulings = [Ruling("different", one, because, Reference(label)) for one in parted for label in rest]
    return (*rulings, *(Ruling("same", one, because, other) for one, other in combinations(parted, 2)))


def rename(answers: Answers, name: str, label: str, because: str) -> Ruling:
    """Return the decision what an entity is called; its IRI stays."""
    if not label.strip():
        raise UsageError("--rename: the new name is empty")
    return Ruling("rename", _reference(answers, _named(answers, name)), because, value=" ".join(label.split()))


def retype(answers: Answers, name: str, type_: str, because: str) -> Ruling:
    """Return the decision of what type an entity is."""
    return Ruling("retype", _reference(answers, _named(answers, name)), because, value=type_, place="--retype")


def idle(answers: Answers, rulings: Iterable[Ruling]) -> tuple[Ruling, ...]:
    """Return the decisions that mean nothing in the articles of the store."""
    return entities.idle(answers.corpus.extractions, rulings, answers.corpus.resolution.by_chain)


def _named(answers: Answers, text: str) -> Entity:
    entity = answers.find(text)
    if not entity.named:
        raise UsageError(f"{entity.label!r} ({entity.iri}) has no name in any article; decisions are about names")
    return entity


def _reference(answers: Answers, entity: Entity) -> Reference:
    labels = {c: answers.extractions[c[0]].chains[c[1]].label for c in entity.chains}
    return entities.reference(entity, labels)
