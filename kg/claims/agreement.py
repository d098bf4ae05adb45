"""Where extractors of different kinds speak of the same words: agreement makes a reading surer, conflict less sure.

The ontology's frames and roles are one voice, since they read one parse by one lexicon; any other extractor is a voice of its
own. Voices are taken to err independently, but only about the reading: who "she" is comes from the same coreference for all,
so nothing makes a reading surer than its arguments are (``soundness.sureness``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.claims.context import Context
from kg.claims.frames import senses_of
from kg.claims.making import Draft, object_key
from kg.claims.pairs import related
from kg.claims.soundness import sureness
from kg.ontology import Ontology, Relation

#: The extractors that read by the lexicon.
RULES = frozenset({"frames", "roles"})
#: Extractors that tell no words of the text for what they read: they yield to one that does.
WORDLESS = frozenset({"learned"})
#: What a reading is dropped below once another voice contradicts it: it is more likely wrong than right.
LEAST = 0.5
_MOST = 0.99

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A draft with its voice, what it says (entity, relation, entity or value), and how sure that is, arguments aside."""

    draft: Draft
    voice: str
    key: _Key
    sure: float
    commitment: tuple[object, ...]


def weighed(ctx: Context, drafts: Iterable[Draft], ontology: Ontology) -> list[Draft]:
    """Return the drafts with what voices think of one another's readings of a sentence.

    What several voices read alike is one draft, the surest, as sure as they are together (1 - Π(1 - p)); it names the others
    in ``Draft.agreeing``. Two readings that cannot both be right leave one another p(1 - q) / (1 - pq), the chance of the one
    given that not both hold; what then falls below ``LEAST`` is dropped. Drafts of one voice come back as they are.
    """
    found = list(drafts)
    if len({_voice(draft) for draft in found}) < 2:
        return found
    sentences: dict[int, list[_Reading]] = defaultdict(list)
    for draft in found:
        sentences[ctx.tree.tokens[draft.trigger].sentence].append(_reading(ctx, draft))
    return [draft for n in sorted(sentences) for draft in _sentence(ctx, sentences[n], ontology)]


def _voice(draft: Draft) -> str:
    return "" if draft.extractor in RULES else draft.extractor


def _reading(ctx: Context, draft: Draft) -> _Reading:
    sure = min(1.0, draft.confidence / sureness(ctx, draft.subject, draft.object))
    left, right = draft.subject.entity, object_key(draft.object)
    if draft.relation.symmetric and right < left:
        left, right = right, left
    negative = (draft.facts.polarity == "negative") != (draft.sense is not None and draft.sense.negative)
    status = (draft.sense.status if draft.sense else None) or draft.facts.status
    commitment = (negative, draft.facts.modality, status == "ended", draft.facts.reporter is None)
    return _Reading(draft, _voice(draft), (left, draft.relation.name, right), sure, commitment)


def _yielded(readings: Sequence[_Reading]) -> list[_Reading]:
    """Return the readings without those that tell no words, where another one has words for something else between the two
    ("works with Acme" makes nobody a member of Acme), or for something narrower."""
    told: dict[frozenset[str], list[Relation]] = defaultdict(list)
    for r in readings:
        if r.voice not in WORDLESS:
            told[frozenset({r.key[0], r.key[2]})].append(r.draft.relation)

    def stands(r: _Reading) -> bool:
        others = told.get(frozenset({r.key[0], r.key[2]}), []) if r.voice in WORDLESS else []
        closer = any(r.draft.relation.name in other.parents for other in others)
        return not others or not closer and any(related(r.draft.relation, other) for other in others)

    return [r for r in readings if stands(r)]


def _sentence(ctx: Context, readings: Sequence[_Reading], ontology: Ontology) -> list[Draft]:
    readings = _yielded(readings)
    if len({r.voice for r in readings}) < 2:
        return [r.draft for r in readings]
    joined = _agreed(readings)
    out = []
    for r, sure in joined:
        against = max((q for other, q in joined if _contradict(ctx, r, other, joined, ontology)), default=0.0)
        left = sure * (1 - against) / (1 - sure * against) if against else sure
        if against and left < LEAST:
            continue
        if left != r.sure:
            out.append(replace(r.draft, confidence=min(_MOST, left) * sureness(ctx, r.draft.subject, r.draft.object)))
        else:
            out.append(r.draft)
    return out


def _agreed(readings: Sequence[_Reading]) -> list[tuple[_Reading, float]]:
    """Return the readings with how sure they are once those that voices share are one, the surest of them."""
    alike: dict[tuple[object, ...], list[_Reading]] = defaultdict(list)
    for r in readings:
        alike[(r.key, r.commitment)].append(r)
    out: list[tuple[_Reading, float]] = []
    for same in alike.values():
        best = {r.voice: r for r in sorted(same, key=_rank)}  # the surest of each voice
        if len(best) < 2:
            out += [(r, r.sure) for r in same]
            continue
        first = max(best.values(), key=_rank)
        doubt = 1.0
        for r in best.values():
            doubt *= 1 - r.sure
        names = sorted({r.draft.extractor for r in best.values()} - {first.draft.extractor})
        out.append((replace(first, draft=replace(first.draft, agreeing=tuple(names))), min(_MOST, 1 - doubt)))
    return out


def _rank(r: _Reading) -> tuple[object, ...]:
    d = r.draft
    return d.confidence, r.voice == "", -d.trigger, d.subject.span, d.extractor, d.sense.entry if d.sense else ""


def _contradict(
    ctx: Context, one: _Reading, other: _Reading, readings: Sequence[tuple[_Reading, float]], ontology: Ontology
) -> bool:
    """Tell whether two readings of different voices cannot both be right."""
    if one.voice == other.voice:
        return False
    (a, relation, b), (c, another, d) = one.key, other.key
    if one.key == other.key:
        return one.commitment != other.commitment
    if relation == another and (a, b) == (d, c):
        return True  # who did it to whom
    single = one.draft.relation.functional or one.draft.relation.usually_one
    if relation == another and a == c and single:
        ours, theirs = (
            {r.key[2] for r, _ in readings if r.voice == voice and r.key[:2] == (a, relation)} | {own}
            for voice, own in ((one.voice, b), (other.voice, d))
        )
        lies = {(r.key[0], r.key[2]) for r, _ in readings if r.draft.relation.transitive}
        return not ours & theirs and not {(b, d), (d, b)} & lies  # "born in Lyon, France", in both
    if one.draft.trigger != other.draft.trigger or {a, b} != {c, d}:
        return False
    if related(one.draft.relation, other.draft.relation) or related(other.draft.relation, one.draft.relation):
        return False
    known = {sense.relation for sense in senses_of(ctx, one.draft.trigger, ontology)}
    return not {relation, another} <= known  # one word of two meanings may have both
