"""What the groups are about: the words, relations and types that set each apart from the others."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.analysis.measures import Measures
from kg.analysis.network import binding, edges
from kg.model import Corpus, Mention, Span
from kg.ontology import Ontology

#: So many words, relations and types are told of a group, at most.
MOST = 5
#: Everywhere else together weighs so many occurrences before any is counted (Monroe et al. 2008).
PRIOR = 10.0


@dataclass(frozen=True, slots=True)
class Group:
    """A community: its entities (IRIs, the most central first), and what sets it apart, the most telling first.

    ``words`` are common nouns of the sentences behind the statements within it, ``relations`` and ``types`` the labels of
    their relations and of its entities' types. ``statements`` is the number of statements within it.
    """

    number: int
    members: tuple[str, ...]
    statements: int
    words: tuple[str, ...]
    relations: tuple[str, ...]
    types: tuple[str, ...]


def groups(corpus: Corpus, measures: Measures, ontology: Ontology) -> tuple[Group, ...]:
    """Return the communities of ``measures``, by number, each with what sets it apart.

    What is said within a group is compared with what is said within all others: log-odds with an informative Dirichlet
    prior (Monroe, Colaresi and Quinn 2008, "Fightin' Words"), so that a word counts more the more often it is used here
    and the more seldom elsewhere. Only nouns that the ontology knows count as words, in the singular: so no word is one of
    grammar, and none is part of a name. A sentence of an article counts once, however many statements rest on it.
    """
    entities = {e.iri: e for e in corpus.resolution.entities}
    members: dict[int, list[str]] = {}
    for iri, number in measures.community.items():
        members.setdefault(number, []).append(iri)
    numbers = sorted(members)
    said: dict[int, set[tuple[str, Span]]] = {number: set() for number in numbers}
    relations: dict[int, Counter[str]] = {number: Counter() for number in numbers}
    evidence = _evidence(corpus)
    for edge in filter(binding(ontology), edges(corpus)):
        number = measures.community[edge.subject]
        if measures.community[edge.object] == number:
            name = edge.statement.predicate
            relations[number][ontology.relations[name].label if name in ontology.relations else name] += 1
            for claim in edge.statement.claims:
                said[number].update(evidence.get(claim, ()))
    heads = _Heads(corpus, ontology)
    words = telling([heads.count(said[number]) for number in numbers])
    named = {name: type_.label for name, type_ in ontology.types.items()}
    types = telling(
        [Counter(named.get(entities[iri].type, entities[iri].type) for iri in members[number]) for number in numbers]
    )
    verbs = telling([relations[number] for number in numbers])
    return tuple(
        Group(
            number,
            tuple(sorted(members[number], key=lambda i: (-measures.pagerank[i], entities[i].label, i))),
            relations[number].total(),
            words[n],
            verbs[n],
            types[n],
        )
        for n, number in enumerate(numbers)
    )


def telling(bags: Sequence[Counter[str]], most: int = MOST) -> list[tuple[str, ...]]:
    """Return for each bag of words those that are commoner in it than in all others, the most telling first, ties by the word.

    >>> telling([Counter(court=4, man=3), Counter(goal=4, man=3)])
    [('court', 'man'), ('goal', 'man')]
    """
    everywhere: Counter[str] = Counter()
    for bag in bags:
        everywhere.update(bag)
    total = everywhere.total()
    found = []
    for bag in bags:
        size, rest, scores = bag.total(), total - bag.total(), {}
        for word, here in bag.items():
            prior = PRIOR * everywhere[word] / total
            inside, outside = here + prior, everywhere[word] - here + prior
            if len(everywhere) == 1:
                scores[word] = 0.0
                continue
            odds = math.log(inside / (size + PRIOR - inside)) - math.log(outside / (rest + PRIOR - outside))
            scores[word] = round(odds / math.sqrt(1 / inside + 1 / outside), 9)
        ranked = sorted(scores, key=lambda word: (-scores[word], -bag[word], word))
        found.append(tuple(word for word in ranked if scores[word] >= 0)[:most])
    return found


def _evidence(corpus: Corpus) -> Mapping[str, Sequence[tuple[str, Span]]]:
    """Return where the words of each claim stand: article id and span."""
    found: dict[str, list[tuple[str, Span]]] = {}
    for extraction in corpus.extractions:
        for claim in extraction.claims:
            found.setdefault(claim.id, []).extend((extraction.article.id, span) for span in claim.evidence)
    return found


class _Heads:
    """The common nouns of stretches of articles: heads of what is mentioned without a name ("the fashion house")."""

    def __init__(self, corpus: Corpus, ontology: Ontology) -> None:
        self.nouns = {noun.casefold() for noun in ontology.nouns}
        self.starts: dict[str, list[int]] = {}
        self.mentions: dict[str, list[Mention]] = {}
        for extraction in corpus.extractions:
            nominal = sorted((m for m in extraction.mentions if m.kind == "nominal"), key=lambda m: m.span)
            self.mentions[extraction.article.id] = nominal
            self.starts[extraction.article.id] = [m.span.start for m in nominal]

    def count(self, places: Iterable[tuple[str, Span]]) -> Counter[str]:
        """Return how often each noun is the head of a mention in these places; each mention counts once."""
        seen = set()
        for article, span in places:
            mentions, first = self.mentions[article], bisect_left(self.starts[article], span.start)
            for mention in mentions[first : bisect_left(self.starts[article], span.end)]:
                seen.add((article, mention.span, mention.text))
        return Counter(noun for _, _, text in seen if (noun := self.noun(text)))

    def noun(self, text: str) -> str:
        """Return the longest noun of the ontology that a mention ends in, in the singular; "" where there is none."""
        words = text.casefold().split()
        for n in range(max(len(words) - 3, 0), len(words)):
            for form in _singulars(" ".join(words[n:])):
                if form in self.nouns:
                    return form
        return ""


def _singulars(words: str) -> Iterable[str]:
    """Yield what a noun may be the plural of, the likeliest first.

    >>> list(_singulars("bodies"))
    ['bodies', 'body', 'bodie', 'bodi']
    """
    yield words
    if words.endswith("ies"):
        yield words[:-3] + "y"
    if words.endswith("s"):
        yield words[:-1]
    if words.endswith("es"):
        yield words[:-2]
