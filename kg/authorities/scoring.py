"""Whether a candidate is what an entity is: by name, by type, and by what the service itself thinks.

``exactMatch`` takes all three: the very name, a type that agrees, and a service that is sure. ``closeMatch`` takes the
name, or another name of the entity, and one of the others, or nearly the name and both. Two candidates that are about as
good: no link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from kg.authorities.kept import Known
from kg.authorities.service import Candidate, Question
from kg.entities import names
from kg.entities.chains import strong
from kg.model import Authority, Entity

#: What name, type and service weigh; from which score a link is sure, or likely; how far the next one must be behind.
NAME, TYPE, SERVICE = 0.75, 0.15, 0.10
SURE, LIKELY, MARGIN = 0.97, 0.88, 0.06
#: Names less alike than this are two names.
_ALIKE = 0.9
#: What another name of the entity counts beside its label.
_OTHER = 0.95
#: What services call our types; a type's own name always counts.
_KINDS: Mapping[str, str] = {
    "Person": "human|people|individual|personal name",
    "Organization": "organisation|company|business|corporation|enterprise|corporate body|institution|agency",
    "Group": "group of people",
    "Place": "location|settlement|city|country|geographic location|geographic name|place or geographic name",
    "Event": "conference or event",
    "CreativeWork": "work",
    "Platform": "website|social networking service",
    "LegalCase": "court case",
    "Law": "legislation|act|statute",
    "Award": "prize",
    "Product": "brand",
}
#: Types that one thing may be given by two sources.
_NEAR = ({"Organization", "Group", "Platform"}, {"Platform", "Product"}, {"Place", "Organization", "Group"})


def question(entity: Entity, known: Known) -> Question | None:
    """Return what a service is to be asked about an entity; None where it has no name, is none of the service's types, or
    the gazetteer says already what it is there."""
    if not entity.named or not entity.label.strip() or (known.types and entity.type not in known.types):
        return None
    start, _, _ = known.manifest.iri("\x00").partition("%00")
    if any(not a.source and a.iri.startswith(start) for a in entity.authorities):
        return None
    fitting = [id_ for id_, name in known.manifest.types if entity.type in _ours(((id_, name),))]
    return Question(entity.label, fitting[0] if len(fitting) == 1 and _sure(entity) else "")


def links(entity: Entity, known: Mapping[str, Known]) -> Iterator[Authority]:
    """Yield the link that each service's kept answer gives an entity, if any."""
    for url, one in sorted(known.items()):
        asked = question(entity, one)
        if asked is not None and (found := choose(entity, one.answers.get(asked, ()), url, one)) is not None:
            yield found


def choose(entity: Entity, candidates: Iterable[Candidate], url: str, known: Known) -> Authority | None:
    """Return the link to the one candidate that is good enough and clearly better than the next, or None."""
    distinct = {candidate.id: candidate for candidate in reversed(list(candidates))}
    top = max((c.score for c in distinct.values()), default=0.0)
    ranked = sorted(((_score(entity, c, top, known), id_) for id_, c in distinct.items()), key=lambda row: (-row[0], row[1]))
    if not ranked or ranked[0][0] < LIKELY or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
        return None
    score, best = ranked[0][0], distinct[ranked[0][1]]
    alike, kind = similarity(entity, best.name), agreement(entity, best, known)
    reason = ", ".join((
        f"{known.manifest.name} knows {best.name!r}: " + ("the same name" if alike == 1 else f"names alike by {alike:.2f}"),
        "the type agrees" if kind == 1 else "the type is not sure",
        "the service is sure" if best.match else "the service is not sure",
    ))  # fmt: skip
    return Authority(known.manifest.iri(best.id), "exactMatch" if score >= SURE else "closeMatch", score, reason, url)


def _score(entity: Entity, candidate: Candidate, top: float, known: Known) -> float:
    alike, kind = similarity(entity, candidate.name), agreement(entity, candidate, known)
    if alike < _ALIKE or kind == 0:
        return 0.0
    service = 1.0 if candidate.match else 0.5 * candidate.score / top if top > 0 and candidate.score > 0 else 0.0
    return round(NAME * alike + TYPE * kind + SERVICE * service, 4)


def agreement(entity: Entity, candidate: Candidate, known: Known) -> float:
    """Return 1 where the candidate has the entity's type, 0 where it has another, 0.5 where either is not sure."""
    theirs = _ours(candidate.types)
    if not _sure(entity):
        return 0.5 if not theirs or any(name in theirs for name, _ in entity.types) else 0.0
    if entity.type in theirs or (not theirs and entity.type in known.types):
        return 1.0
    near = any(entity.type in group and theirs & group for group in _NEAR)
    return 0.5 if near or not theirs else 0.0


def _sure(entity: Entity) -> bool:
    return not entity.types or strong(entity.types)


def _ours(kinds: Iterable[tuple[str, str]]) -> set[str]:
    """Return which of our types a service's types mean, by their names or the last part of their ids.

    >>> sorted(_ours((("Q5", "human"), ("https://names.example/#CorporateBody", ""))))
    ['Organization', 'Person']
    """
    words = {_fold(name) for _, name in kinds} | {_fold(re.split(r"[/#:]", id_)[-1]) for id_, _ in kinds}
    return {ours for ours, theirs in _BY_NAME.items() if words & theirs}


def _fold(name: str) -> str:
    return " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]", " ", name).casefold().split())


_BY_NAME = {name: {_fold(name), *words.split("|")} for name, words in _KINDS.items()}


def similarity(entity: Entity, name: str) -> float:
    """Return how alike a candidate's name and the entity's are: 1 for the same words in whatever order, 0 for other names.

    >>> who = Entity("", "Orla Finch", "Person", True, ("Finch",), ())
    >>> similarity(who, "Finch, Orla (chemist)"), similarity(who, "Orla Finch-Bell"), similarity(who, "Finch")
    (1.0, 0.0, 0.0)
    """
    theirs = re.sub(r"\s*\([^()]*\)\s*$", "", name)
    others = [a for a in entity.aliases if entity.type != "Person" or names.person(a).full]
    return max(_alike(entity.label, theirs, entity.type), *(_OTHER * _alike(a, theirs, entity.type) for a in others), 0.0)


def _alike(ours: str, theirs: str, type_: str) -> float:
    left, right = sorted(_key(ours, type_).split()), sorted(_key(theirs, type_).split())
    if left == right:
        return 1.0 if left else 0.0
    a, b = names.person(ours), names.person(theirs)
    if names.numbers(names.key(ours)) != names.numbers(names.key(theirs)) or (type_ == "Person" and not (a.full and b.full)):
        return 0.0
    if type_ == "Person" and not names.same_person(a, b):
        return 0.0
    ratio = SequenceMatcher(None, " ".join(left), " ".join(right), autojunk=False).ratio()
    return round(ratio, 4) if ratio >= _ALIKE else 0.0


def _key(name: str, type_: str) -> str:
    return names.person_key(name) if type_ == "Person" and "," not in name else names.common_key(name)
