"""States a corpus that changed: anew what the change touches, as before what it does not; the outcome is that of ``state``.

A claim is placed by its entities, and a statement made of its claims alone; claims disagree about one statement (or its end),
about the values of one relation of one subject, or within a story. So an article touches the statements that its claims
belong to, and these touch the disagreements of such a group. An article is touched where it was read anew, where its chains
are other entities, where these are of other types or called otherwise, and where others copy it or quote the same words since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

from kg.model import Copy, Corpus, Disagreement, Drop, Entity, Extraction, Statement, best
from kg.shelf import differing, some
from kg.statements import disagreements
from kg.statements.groups import Groups
from kg.statements.placing import Key, admitted, key
from kg.statements.stating import Stating

#: Where the change touches more than this share of the articles, all is stated anew.
MOST = 0.5

#: What stating gives: statements, the claims that fit into none, and disagreements.
Outcome = tuple[tuple[Statement, ...], tuple[Drop, ...], tuple[Disagreement, ...]]


def restate(before: Corpus, extractions: Sequence[Extraction], stating: Stating) -> Outcome | None:
    """Return what ``state`` does of these extractions, given the corpus that was stated before by the same ontology, threshold
    and base, nothing of it rejected; None where the change touches too much of it."""
    articles, renamed = _touched(before, extractions, stating)
    if len(articles) > MOST * len(extractions):
        return None
    known = {key(s): s for s in before.statements}
    # which statements are made anew: those of the articles, and those that these mean the end of
    first = stating.told(some(extractions, articles))
    changed = {
        k for k, s in known.items() if not articles.isdisjoint(s.articles) or any(o.speaker in renamed for o in s.origins)
    }
    changed |= first.voices.keys()
    keys = _Keys(known.keys() | first.voices.keys(), stating)
    again = changed | keys.parents(changed)
    # which disagreements are: of these statements, and of all that they can disagree with
    open_ = keys.together(again | keys.valued(again))
    wanted = open_ | (whole := keys.wholes(open_))
    # a statement takes all its claims, of whichever article
    further = {a for k in wanted if k in known for a in known[k].articles} | articles
    told = stating.told(some(extractions, further), wanted)
    rows = stating.rows(told)
    statements = [s for k, s in known.items() if k not in again] + [row.statement for k, row in rows.items() if k in again]
    settled = {known[k].id for k in open_ if k in known} | {rows[k].statement.id for k in open_ if k in rows}
    disagreeing = [d for d in before.disagreements if not any(side.statement in settled for side in d.sides)]
    found = stating.disagreeing([rows[k] for k in open_ if k in rows], told, [rows[k] for k in whole - open_ if k in rows])
    every = tuple(sorted([*disagreeing, *found], key=lambda d: (-d.weight, d.id)))
    gone = {claim.id for e in some(before.extractions, articles) for claim in e.claims}
    drops = {d for d in before.drops if d.claim not in gone} | first.drops
    return disagreements.marked(statements, every), tuple(sorted(drops, key=lambda d: (d.claim, d.reason))), every


# ---------------------------------------------------------------------- articles


def _touched(before: Corpus, extractions: Sequence[Extraction], stating: Stating) -> tuple[set[str], set[str]]:
    """Return the articles whose claims may belong elsewhere, or count otherwise, than before; and the entities (IRIs) that are
    called otherwise, which the origins of what they say tell."""
    old, new = before.resolution.by_chain, stating.resolution.by_chain
    found = {*differing(before.extractions, extractions)}
    found |= {chain[0] for chain, iri in new.items() if old.get(chain) != iri} | {chain[0] for chain in old.keys() - new.keys()}
    copying = {article for copy in stating.copied.copies for article in (copy.article, copy.source)}
    renamed: set[str] = set()
    for other in before.resolution.entities:
        entity = stating.entities.get(other.iri)
        if entity is None or entity is other:
            continue
        spoken = {article for article, _ in (*other.chains, *entity.chains)}
        if _sign(other) != _sign(entity):
            found |= spoken
        if other.label != entity.label:
            renamed.add(entity.iri)
            found |= spoken & copying  # in copies who is called the same is the same
    found |= _copying(before.copies, stating.copied.copies)
    groups = [group.quotations for group in stating.said]
    found |= {article for keys in {*(before.versions or ())} ^ {*groups} for article, _ in keys}
    # a speaker who is another entity now may tell a story with all who quote the same
    return found | {article for keys in groups if any(a in found for a, _ in keys) for article, _ in keys}, renamed


def _sign(entity: Entity) -> Hashable:
    """Return what of an entity, besides its label, statements and disagreements depend on."""
    return entity.named, entity.type, best(entity.types), admitted(entity.types)


def _copying(old: Iterable[Copy], new: Iterable[Copy]) -> set[str]:
    """Return the articles of all families of copies in which something changed."""
    before, now = set(old), set(new)
    groups: Groups[str] = Groups()
    for copy in before | now:
        groups.join(copy.article, copy.source)
    other = {groups.find(copy.article) for copy in before ^ now}
    return {article for article in groups if groups.find(article) in other}


# ---------------------------------------------------------------------- statements


class _Keys:
    """All statements, old and new, and which of them depend on which."""

    def __init__(self, keys: Iterable[Key], stating: Stating) -> None:
        self.keys, self.stating = set(keys), stating
        self.relations = stating.ontology.relations
        self.telling = {group.speaker for group in stating.said if group.speaker and len(group.articles) > 1}
        self.groups = defaultdict[tuple[str, ...], set[Key]](set)
        for one in self.keys:
            for group in self._groups(one):
                self.groups[group].add(one)

    def _groups(self, one: Key) -> Iterator[tuple[str, ...]]:
        """Yield what a statement can disagree with others under (``disagreements``)."""
        subject, predicate, thing = one
        relation = self.relations[predicate]
        if relation.functional or relation.usually_one:
            yield "value", subject, predicate
        if isinstance(thing, str):
            for name in self._ended(one) or (predicate,):
                yield "state", name, *sorted((subject, thing))
            entity = self.stating.entities.get(thing)
            if entity and not entity.named and relation.once and subject in self.telling:
                yield "story", subject, predicate, entity.type

    def parents(self, keys: Iterable[Key]) -> set[Key]:
        """Return the statements that some others mean the end of."""
        found = set[Key]()
        for one in keys:
            subject, _, thing = one
            if isinstance(thing, str):
                found |= {k for name in self._ended(one) for k in ((subject, name, thing), (thing, name, subject))}
        return found & self.keys

    def _ended(self, one: Key) -> Sequence[str]:
        relation = self.relations[one[1]]
        return relation.parents if relation.status == "ended" else ()

    def together(self, keys: Iterable[Key]) -> set[Key]:
        """Return the statements that some can disagree with, with all that these can, and so on."""
        found, todo = set[Key](), list(keys)
        while todo:
            one = todo.pop()
            if one not in found:
                found.add(one)
                todo += (k for group in self._groups(one) for k in self.groups[group] if k not in found)
        return found

    def valued(self, keys: Iterable[Key]) -> set[Key]:
        """Return the statements whose values agree, or do not, by what some say is part of what: one thing has both values."""
        pairs = {(s, thing) for s, predicate, thing in keys if self.relations[predicate].transitive}
        parts = {iri for pair in pairs for iri in pair}
        having = defaultdict[object, set[tuple[str, ...]]](set)
        for one in self.keys:
            if one[2] in parts:
                having[one[2]].update(group for group in self._groups(one) if group[0] == "value")
        return {one for a, b in pairs for group in having[a] & having[b] for one in self.groups[group]}

    def wholes(self, keys: Iterable[Key]) -> set[Key]:
        """Return the statements that say of values of some statements that one is part of the other."""
        values = {one[2] for one in keys}
        return {one for one in self.keys if self.relations[one[1]].transitive and one[0] in values and one[2] in values}
