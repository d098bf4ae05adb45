"""What stands before the reader's mind at a word: the chains mentioned of late, scored by salience.

Salience follows Lappin and Leass (1994): every recent mention of a chain counts by its grammatical role, halves with
each sentence and fades with each paragraph. A chain is chosen only where it clearly leads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.mentions.chains import Chains
from kg.mentions.draft import Node
from kg.mentions.lists import words
from kg.mentions.tree import SUBJECTS

_ROLES = {
    "nsubj": 1.0, "nsubjpass": 1.0, "csubj": 1.0, "ROOT": 0.6, "dobj": 0.55, "dative": 0.5, "appos": 0.5, "conj": 0.5,
    "poss": 0.45, "pobj": 0.4, "attr": 0.3, "compound": 0.3, "nmod": 0.3,
}  # fmt: skip
_TIMES = words("time noun")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Where the quotations in marks are.

    ``inside`` gives each token's quotation (-1 outside), ``speakers`` a node of each quotation's speaker; ``named``,
    for a pronoun that is a source, the nodes of names inside what it says; ``before`` a node of the speaker before.
    """

    inside: tuple[int, ...]
    speakers: dict[int, int]
    named: dict[int, list[int]]
    before: dict[int, int]


class Scene:
    """The state of a left-to-right pass: chains so far, and which mentions are settled."""

    def __init__(self, chains: Chains, quoted: Quoted) -> None:
        self.chains, self.draft, self.tree, self.quoted = chains, chains.draft, chains.draft.tree, quoted
        self.by_sentence: dict[int, list[Node]] = {}
        for node in self.draft.nodes:
            self.by_sentence.setdefault(self.sentence(node), []).append(node)
        self.settled: set[int] = {n.index for n in self.draft.nodes if n.name} | set(chains.reasons)
        self.heads: dict[tuple[str, bool], list[Node]] = {}

    def sentence(self, node: Node) -> int:
        """Return the number of a node's sentence."""
        return self.tree.tokens[node.head].sentence

    def mates(self, node: Node) -> list[Node]:
        """Return the nodes of a node's sentence, itself among them."""
        return self.by_sentence[self.sentence(node)]

    def settle(self, node: Node) -> None:
        """Note that a node has found its chain, so that later ones can refer to it."""
        self.settled.add(node.index)
        if node.nominal:
            self.heads.setdefault((node.nominal.lemma.split()[-1], node.nominal.plural), []).append(node)

    def salience(self, node: Node, wanted: Callable[[int], bool], window: int) -> dict[int, float]:
        """Return scores of the chains mentioned before ``node``, at most ``window`` sentences back, that are wanted."""
        tree, inside, here = self.tree, self.quoted.inside, self.sentence(node)
        scores: dict[int, float] = {}
        refused: set[int] = set()
        for number in range(max(0, here - window), here + 1):
            decay = 0.5 ** (here - number) * 0.7 ** min(3, tree.paragraph[here] - tree.paragraph[number])
            for other in self.by_sentence.get(number, ()):
                if other.last > node.first or other.index not in self.settled or other.index == node.index:
                    continue
                root = self.chains.root(other.index)
                if root in refused or root not in scores and not wanted(root):
                    refused.add(root)
                    continue
                dep = tree.tokens[other.head].dep
                weight = _ROLES.get(dep, 0.35)
                if dep == "conj":
                    weight = _ROLES.get(tree.tokens[tree.tokens[other.head].head].dep, 0.35) * 0.8
                if inside[other.head] != inside[node.head]:
                    weight *= 0.25 if inside[other.head] >= 0 else 0.8
                if other.first <= tree.bounds[number][0] + 1 and dep in SUBJECTS:
                    weight += 0.1
                scores[root] = scores.get(root, 0.0) + weight * decay
        return scores

    def rival(self, node: Node, tag: str) -> float:
        """Return the salience of the noun before ``node``, in its sentence or the one before, that stands out most among
        those that are no mention: what the ontology has no word for can be meant as well."""
        tree, here = self.tree, self.sentence(node)
        known = {n.head for number in (here - 1, here) for n in self.by_sentence.get(number, ())}
        best = 0.0
        for number in range(max(0, here - 1), here + 1):
            begin, end = tree.bounds[number]
            decay = 0.5 ** (here - number) * 0.7 ** min(3, tree.paragraph[here] - tree.paragraph[number])
            for i in range(begin, min(end, node.first)):
                token = tree.tokens[i]
                if token.tag != tag or i in known or token.dep not in _ROLES or token.dep == "compound":
                    continue
                apart = self.quoted.inside[i] != self.quoted.inside[node.head]
                if token.lemma not in _TIMES and not apart and not self._of_a_name(i, known):
                    best = max(best, _ROLES[token.dep] * decay)
        return best

    def _of_a_name(self, i: int, known: set[int]) -> bool:
        """Tell whether a noun is but a word before "of" and a mention ("the state of Egypt")."""
        children = self.tree.children
        return any(self.tree.lower[c] == "of" and known & set(children[c]) for c in children[i])

    def subjects_above(self, node: Node) -> set[int]:
        """Return the chains of the subjects of the clauses around a node: a full noun phrase cannot mean them."""
        tokens = self.tree.tokens
        heads = {
            c
            for up in self.tree.ancestors(node.head)
            for c in self.tree.children[up]
            if tokens[c].dep in SUBJECTS and c < node.first
        }
        before = range(self.tree.bounds[self.sentence(node)][0], node.first)
        heads |= {c for c in before if tokens[c].dep == "conj" and self._first(c) in heads}
        return {self.chains.root(n.index) for n in self.mates(node) if n.head in heads and n.index != node.index}

    def _first(self, conjunct: int) -> int:
        """Return the first of the words that one is joined with."""
        tokens = self.tree.tokens
        while tokens[conjunct].dep == "conj" and tokens[conjunct].head != conjunct:
            conjunct = tokens[conjunct].head
        return conjunct


def leader(scores: dict[int, float], lead: float, least: float = 0.0) -> int | None:
    """Return the chain that clearly leads, if one does.

    >>> leader({3: 1.0, 7: 0.9}, lead=1.25), leader({3: 1.0, 7: 0.5}, lead=1.25)
    (None, 3)
    """
    ranked = sorted(scores.items(), key=lambda p: (-p[1], p[0]))
    if not ranked or ranked[0][1] < least or (len(ranked) > 1 and ranked[0][1] < lead * ranked[1][1]):
        return None
    return ranked[0][0]
