"""Gathers the chains of all articles with what linking needs to know of each."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.entities import names
from kg.model import Argument, Chain, ChainKey, Extraction, LiteralValue, Mention, Types, best

#: From this score on a chain's best type counts against a link to a chain of a contradicting type.
STRONG = 0.6
#: A type scored at least so high by the other side contradicts nothing.
ADMITTED = 0.25

_THINGS = frozenset({"CreativeWork", "Product", "Law", "LegalCase", "Award", "Utterance"})
#: A country, its government and its team share a name and one entity; a person and a company do not.
_CONTRARY = {
    "Person": frozenset({"Organization", "Place", "Event", "Platform"}) | _THINGS,
    "Place": _THINGS | {"Platform"},
}


Years = tuple[int, int]
#: So many years may lie between two births of one person: ages are told of the day of an event, or are out of date.
SLACK = 3


@dataclass(frozen=True, slots=True)
class Node:
    """One chain of one article: its names (keys), types, the number of mentions, and the spellings used for it.

    ``called`` is the key by which it meets others of its name, ``aliases`` are the keys of its other names; ``forms`` counts
    the spellings, possessives removed; ``order`` is where its first mention starts; ``genders`` is how much its pronouns and
    titles speak for a man and for a woman; ``born`` the first and last year in which its claims let a person be born; ``apart``
    the chains of people whom its article tells from this one.
    """

    chain: ChainKey
    label: str
    name: str
    aliases: tuple[str, ...]
    types: Types
    weight: int
    forms: tuple[tuple[str, int], ...]
    order: int
    called: str = ""
    genders: tuple[int, int] = (0, 0)
    born: Years | None = None
    apart: tuple[ChainKey, ...] = ()


#: The chains that have a name, and those without that a claim needs.
Chains = tuple[tuple[Node, ...], tuple[Node, ...]]


def named(extractions: Iterable[Extraction], patterns: Mapping[str, str] | None = None) -> tuple[Node, ...]:
    """Return the chains that have a name, sorted; ``patterns`` tells which relations state a birth or an age."""
    return gathered(extractions, patterns)[0]


def unnamed(extractions: Iterable[Extraction]) -> tuple[Node, ...]:
    """Return the chains without a name that a claim needs and that are more than pronouns, sorted by place in the text."""
    return gathered(extractions)[1]


def gathered(
    extractions: Iterable[Extraction], patterns: Mapping[str, str] | None = None
) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Return what ``named`` and ``unnamed`` return, the articles gone through once."""
    return together(of_article(extraction, patterns or {}) for extraction in extractions)


def together(articles: Iterable[Chains]) -> Chains:
    """Return the chains of all articles, sorted as ``named`` and ``unnamed`` are."""
    having: list[Node] = []
    lacking: list[Node] = []
    for named_, unnamed_ in articles:
        having += named_
        lacking += unnamed_
    return (
        tuple(sorted(having, key=lambda n: n.chain)),
        tuple(sorted(lacking, key=lambda n: (n.chain[0], n.order, n.chain[1]))),
    )


def of_article(extraction: Extraction, patterns: Mapping[str, str]) -> Chains:
    """Return the chains of one article that have a name, and those without that a claim needs."""
    mentions, born = _by_chain(extraction.mentions), births(extraction, patterns)
    having = [
        _named_node((extraction.article.id, id_), chain, mentions.get(id_, []), born.get(id_))
        for id_, chain in sorted(extraction.chains.items())
        if chain.named and names.key(chain.label) and not names.is_pronoun(chain.label)
    ]
    return tuple(_told_apart(having)), tuple(_unnamed_nodes(extraction, mentions))


def _unnamed_nodes(extraction: Extraction, mentions: Mapping[str, list[Mention]]) -> Iterator[Node]:
    needed = _needed(extraction)
    for id_, chain in sorted(extraction.chains.items()):
        own = mentions.get(id_, [])
        if chain.named or id_ not in needed or _only_pronouns(chain.label, own):
            continue
        nominal = Counter(names.bare(m.text) for m in own if m.kind == "nominal")
        given = (names.bare(chain.label), *map(names.bare, chain.aliases))
        nominal.update({words: 0 for words in given if words and not names.is_pronoun(words)})
        yield Node(
            chain=(extraction.article.id, id_),
            label=names.bare(chain.label),
            name=names.key(chain.label),
            aliases=(),
            types=chain.types,
            weight=max(len(own), 1),
            forms=tuple(sorted(nominal.items())),
            order=min((m.span.start for m in own), default=0),
        )


def births(extraction: Extraction, patterns: Mapping[str, str]) -> dict[str, Years]:
    """Return the years in which people were born, by chain; a chain with claims that do not agree has none."""
    found: dict[str, Years | None] = {}
    published = _year(extraction.article.published or "")
    for claim in extraction.claims:
        pattern, value = patterns.get(claim.predicate), claim.object
        if pattern not in ("birth", "age") or not isinstance(value, LiteralValue):
            continue
        if claim.polarity != "positive" or claim.modality != "asserted" or (pattern == "age" and claim.time):
            continue
        year, chain = _year(value.value), claim.subject.entity
        if pattern == "birth" and year:
            years: Years = (year, year)
        elif pattern == "age" and published and value.value.isdecimal():
            years = (published - int(value.value) - 1, published - int(value.value))
        else:
            continue
        other = found.get(chain, years)
        found[chain] = (max(other[0], years[0]), min(other[1], years[1])) if other and same_birth(other, years) else None
    return {chain: years for chain, years in found.items() if years}


def _told_apart(nodes: list[Node]) -> list[Node]:
    """Return the chains of an article, people of one surname told apart where a title does ("Mrs. Hale").

    Where it names several of the surname in full, a title may mean any of them.
    """
    by_surname: dict[str, list[Node]] = {}
    for node in nodes:
        if best(node.types) == "Person":
            by_surname.setdefault(node.label.split()[-1], []).append(node)
    found: dict[ChainKey, set[ChainKey]] = {}
    for bearers in by_surname.values():
        if len(bearers) < 2:
            continue
        titled = [n for n in bearers if not names.person(n.label).full and names.untitled(n.label) != n.label]
        full = [n for n in bearers if names.person(n.label).full]
        others = [*titled, *(full if len(full) == 1 else [])]
        for left, right in ((node.chain, other.chain) for node in titled for other in others if other is not node):
            found.setdefault(left, set()).add(right)
            found.setdefault(right, set()).add(left)
    return [replace(n, apart=tuple(sorted(found[n.chain]))) if n.chain in found else n for n in nodes]


def _year(text: str) -> int:
    return int(text[:4]) if re.match(r"\d{4}(?!\d)", text) else 0


def same_birth(left: Years | None, right: Years | None) -> bool:
    """Tell whether one person can be born in both.

    >>> same_birth((1980, 1981), (1983, 1983)), same_birth((1980, 1981), (1990, 1990)), same_birth(None, (1990, 1990))
    (True, False, True)
    """
    return left is None or right is None or max(left[0], right[0]) - min(left[1], right[1]) <= SLACK


def _named_node(key: ChainKey, chain: Chain, mentions: list[Mention], born: Years | None) -> Node:
    forms = Counter(names.bare(m.text) for m in mentions if m.kind == "name")
    # A brand may end in 's; a possessive that never comes off in four mentions or more is taken for one.
    own = [m for m in mentions if m.kind == "name"]
    if len(own) >= 4 and all(m.text.rstrip().endswith(("'s", "\u2019s")) for m in own):
        forms = Counter(" ".join(m.text.split()) for m in own)
    else:
        forms.setdefault(names.bare(chain.label), 1)
    nominal = [" " + names.key(m.text) for m in mentions if m.kind != "name"]
    by_name = {names.key(form) for form in forms}
    for alias in sorted({names.bare(a) for a in chain.aliases}):
        # Aliases may be nominals ("the brand"); only names are names.
        said = any(words.endswith(" " + names.key(alias)) for words in nominal)
        if names.key(alias) in by_name or (alias[:1].isupper() and not said):
            forms.setdefault(alias, 1)
    forms = Counter({f: n for f, n in forms.items() if f and not names.is_pronoun(f)})
    name, label, person = names.common_key(chain.label), names.bare(chain.label), best(chain.types) == "Person"
    keys = {names.common_key(form) for form in forms} - {name, ""}
    return Node(
        chain=key,
        label=label,
        name=name,
        aliases=tuple(sorted(keys)),
        types=chain.types,
        weight=max(len(mentions), 1),
        forms=tuple(sorted(forms.items())),
        order=min((m.span.start for m in mentions), default=0),
        called=names.person_key(label) if person and name == names.key(label) else name,
        genders=_genders(chain.label, mentions) if person else (0, 0),
        born=born if person else None,
    )


def _genders(label: str, mentions: Iterable[Mention]) -> tuple[int, int]:
    said = [names.genders(label), *(names.genders(m.text) for m in mentions if m.kind != "nominal")]
    return sum(man for man, _ in said), sum(woman for _, woman in said)


def _by_chain(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.chain, []).append(mention)
    return found


def _needed(extraction: Extraction) -> frozenset[str]:
    found = set()
    for claim in extraction.claims:
        for part in (claim.subject, claim.object, claim.attributed_to, *claim.via):
            if isinstance(part, Argument):
                found.add(part.entity)
    return frozenset(found)


def _only_pronouns(label: str, mentions: list[Mention]) -> bool:
    return not names.key(label) or names.is_pronoun(label) or (bool(mentions) and all(m.kind == "pronoun" for m in mentions))


def weigh(nodes: Iterable[Node]) -> Types:
    """Return the types of several chains together: scores weighted by mentions, summing to 1, best first.

    >>> a, b = (Node(("a", e), "", "", (), t, w, (), 0) for e, t, w in
    ...     [("e1", (("Place", 1.0),), 3), ("e2", (("Person", 1.0),), 1)])
    >>> weigh([a, b])
    (('Place', 0.75), ('Person', 0.25))
    """
    rated = [(node.types, node.weight) for node in nodes]
    return _of_one(*rated[0]) if len(rated) == 1 else _together(rated)


@lru_cache(maxsize=65536)
def _of_one(types: Types, weight: int) -> Types:
    return _together([(types, weight)])


def _together(rated: Iterable[tuple[Types, int]]) -> Types:
    scores: dict[str, list[float]] = {}
    for types, weight in rated:
        for name, score in types:
            scores.setdefault(name, []).append(score * weight)
    # fsum: the sum must not depend on the order of the chains.
    sums = {name: math.fsum(parts) for name, parts in scores.items()}
    total = math.fsum(sums.values())
    if total <= 0:
        return ()
    shares = ((name, round(value / total, 4)) for name, value in sums.items())
    return tuple(sorted(shares, key=lambda row: (-row[1], row[0])))


def share(types: Types, name: str) -> float:
    """Return the score of one type, 0 where it is not among them."""
    return next((score for other, score in types if other == name), 0.0)


def strong(types: Types) -> bool:
    """Tell whether the best type is sure enough to count against others."""
    return bool(types) and types[0][1] >= STRONG


#: All that counts of types against others: the best one, where it is sure, and those that are admitted beside it.
Outline = tuple[str, frozenset[str]]


@lru_cache(maxsize=65536)
def outline(types: Types) -> Outline | None:
    """Return what of these types can contradict others, None where they are not sure enough to."""
    return (best(types), frozenset(name for name, score in types if score >= ADMITTED)) if strong(types) else None


def contradict(left: Types, right: Types) -> bool:
    """Tell whether both sides are sure of types that one thing cannot have.

    >>> contradict((("Person", .9),), (("Place", .9),)), contradict((("Person", .5),), (("Place", .9),))
    (True, False)
    """
    a, b = outline(left), outline(right)
    return a is not None and b is not None and opposed(a, b)


def opposed(left: Outline, right: Outline) -> bool:
    """Tell whether one thing cannot have both."""
    (a, with_a), (b, with_b) = left, right
    contrary = b in _CONTRARY.get(a, ()) or a in _CONTRARY.get(b, ())
    return contrary and b not in with_a and a not in with_b


def articles(nodes: Iterable[Node]) -> Mapping[str, tuple[Node, ...]]:
    """Return the chains by article."""
    found: dict[str, list[Node]] = {}
    for node in nodes:
        found.setdefault(node.chain[0], []).append(node)
    return {article: tuple(group) for article, group in found.items()}
