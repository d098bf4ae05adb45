"""The parse as a tree, and what a quotation needs of it: verbs of saying, their subjects, noun phrases."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.model import Dependents, Mention, Span, Token, children
from kg.ontology import Ontology

_RELATIVES = {"who", "which", "that", "whom"}
_AUXILIARIES = ("aux", "auxpass", "neg")


@dataclass(frozen=True, slots=True)
class Tree:
    """Tokens with their children and the token range [left, right] of their subtrees; ``words`` in lower case.

    ``cues`` gives the kind of speech of a verb of saying, ``names`` the name that a token stands in, by token index.
    """

    text: str
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    starts: tuple[int, ...]
    children: Dependents
    left: tuple[int, ...]
    right: tuple[int, ...]
    cues: Mapping[int, str]
    names: Mapping[int, Mention]

    def between(self, span: Span) -> range:
        """Return the indexes of the tokens that begin in a span."""
        return range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))

    def span(self, first: int, last: int) -> Span:
        """Return the span from one token to another, both included."""
        return Span(self.tokens[first].start, self.tokens[last].end)

    def kids(self, index: int, *deps: str) -> list[int]:
        """Return the children of a token that have one of the dependency labels."""
        return [c for c in self.children[index] if self.tokens[c].dep in deps]

    def ancestors(self, index: int) -> Iterator[int]:
        """Yield the heads of a token, nearest first."""
        while self.tokens[index].head != index:
            index = self.tokens[index].head
            yield index


def plant(text: str, tokens: tuple[Token, ...], mentions: tuple[Mention, ...], ontology: Ontology) -> Tree:
    """Return the tree of a document's tokens, with the words of saying found by the ontology's cues."""
    dependents = children(tokens)
    left, right = list(range(len(tokens))), list(range(len(tokens)))
    for i in range(len(tokens)):
        at, seen = i, 0
        while tokens[at].head != at and seen < 200:
            at, seen = tokens[at].head, seen + 1
            left[at], right[at] = min(left[at], i), max(right[at], i)
    words = tuple(text[t.start : t.end].lower() for t in tokens)
    starts = tuple(t.start for t in tokens)
    cues = {}
    for i in range(len(tokens)):
        kind = _kind(i, tokens, words, dependents, ontology)
        if kind:
            cues[i] = kind
    return Tree(
        text=text,
        tokens=tokens,
        words=words,
        starts=starts,
        children=dependents,
        left=tuple(left),
        right=tuple(right),
        cues=cues,
        names=_by_token(starts, mentions),
    )


def _by_token(starts: tuple[int, ...], mentions: tuple[Mention, ...]) -> dict[int, Mention]:
    found: dict[int, Mention] = {}
    for mention in mentions:
        if mention.kind == "name":
            for i in range(bisect_left(starts, mention.span.start), bisect_left(starts, mention.span.end)):
                found.setdefault(i, mention)
    return found


def _kind(i: int, tokens: tuple[Token, ...], words: tuple[str, ...], dependents: Dependents, ontology: Ontology) -> str:
    """Return the kind of speech of a verb, by its longest form in the ontology ("point out" before "point")."""
    token = tokens[i]
    if token.pos not in ("VERB", "AUX") and not (token.tag.startswith("VB")):
        return ""
    lemma = token.lemma.lower()
    for child in dependents[i]:
        if tokens[child].dep in ("prt", "prep", "advmod", "dobj") and i < child <= i + 2:
            kind = ontology.cues.get((f"{lemma} {words[child]}", "verb"))
            if kind:
                return kind
    return ontology.cues.get((lemma, "verb"), "")


def subject(tree: Tree, verb: int) -> int | None:
    """Return the token that names who does what a verb says: its own subject, or that of the clause it depends on."""
    found = _subject(tree, verb, 0)
    dashes = _dashes(tree, verb)
    if dashes is None or (found is not None and not dashes[0] < found < dashes[1]):
        return found
    # A subject and its verb with a parenthesis in dashes between them, which the parser takes for the main clause.
    tokens, first = tree.tokens, dashes[0]
    while first > 0 and tokens[first - 1].sentence == tokens[verb].sentence:
        first -= 1
    leading = ("nsubj", "nsubjpass", "npadvmod", "ROOT", "dep")
    for i in range(first, dashes[0]):
        if tokens[i].pos in ("NOUN", "PROPN", "PRON") and tokens[i].dep in leading:
            return i
    return found


def _dashes(tree: Tree, verb: int) -> tuple[int, int] | None:
    """Return the pair of dashes before a verb, where its sentence has just these two and goes on with a verb after them."""
    at = tree.tokens[verb].sentence
    marks: list[int] = []
    i = verb - 1
    while i >= 0 and tree.tokens[i].sentence == at:
        if tree.words[i] in ("—", "–", "--", "-"):
            marks.append(i)
        i -= 1
    if len(marks) != 2 or tree.tokens[marks[0] + 1].pos != "VERB":
        return None
    return marks[1], marks[0]


def _subject(tree: Tree, verb: int, depth: int) -> int | None:
    tokens = tree.tokens
    for child in tree.kids(verb, "nsubj"):
        if tree.words[child] in _RELATIVES and tokens[verb].dep == "relcl":
            return tokens[verb].head
        return child if tree.words[child] not in ("there", "that", "what", "which", "who") else None
    passive = tree.kids(verb, "nsubjpass")
    if passive and depth:
        return passive[0]  # "She was applauded, saying …": the surface subject goes with the participle
    if passive:
        for agent in tree.kids(verb, "agent"):
            for object_ in tree.kids(agent, "pobj"):
                return object_
        return None
    token = tokens[verb]
    if depth > 4 or token.head == verb:
        return None
    head = token.head
    if token.dep == "conj" and token.tag == "VBG" and tokens[head].tag != "VBG" and not tree.kids(verb, "aux"):
        # "telling them that the dam had held and arguing that …": the participle goes with the one above
        for above in tree.ancestors(verb):
            if tokens[above].tag == "VBG":
                return _subject(tree, above, depth + 1)
    if token.dep == "conj" and tokens[head].pos in ("VERB", "AUX"):
        return _subject(tree, head, depth + 1)
    if token.dep == "relcl":
        return head if tokens[head].pos in ("NOUN", "PROPN", "PRON") else None
    if token.dep == "acl" and token.tag == "VBG":
        return head
    if token.dep == "xcomp" or (token.dep == "advcl" and token.tag == "VBG"):
        return _subject(tree, head, depth + 1) if tokens[head].pos == "VERB" else None
    if token.dep == "pcomp":
        for above in tree.ancestors(verb):
            if tokens[above].pos in ("VERB", "AUX"):
                return _subject(tree, above, depth + 1)
    return None


def noun_phrase(tree: Tree, head: int, apart: int | None = None) -> Span:
    """Return the span of the noun phrase of a head: modifiers and appositions, no relative clause, no age.

    ``apart`` is a verb that must stay outside (the verb of saying in "X, who said").
    """
    tokens = tree.tokens
    first, last = tree.left[head], tree.right[head]
    for child in tree.children[head]:
        dep = tokens[child].dep
        if child < head:
            if dep in ("punct", "ccomp", "parataxis", "dep", "mark") and tree.right[child] < head:
                first = max(first, tree.right[child] + 1)
        elif _ends_phrase(tree, head, child, apart):
            last = min(last, tree.left[child] - 1)
        elif dep == "appos":
            for further in tree.kids(child, "appos", "relcl", "acl"):
                last = min(last, tree.left[further] - 1)
    if apart is not None:
        if first <= apart < head:
            first = apart + 1
        elif head < apart <= last:
            last = apart - 1
    first, last = min(first, head), max(last, head)
    while last > head and not tree.words[last][-1:].isalnum() and tree.words[last] not in (".", "'s", "’s", ")", "%"):
        last -= 1
    if "(" in tree.words[first : last + 1] and ")" not in tree.words[first : last + 1]:
        last = max(head, first + tree.words[first : last + 1].index("(") - 1)
    elif last + 1 < len(tokens) and tree.words[last + 1] == "(" and ")" in (near := tree.words[last + 2 : last + 7]):
        last += 2 + near.index(")")
    while first < head and tokens[first].pos in ("ADV", "CCONJ"):
        first += 1
    while first < head and not tree.words[first][:1].isalnum() and tree.words[first] not in "($#@":
        first += 1
    return tree.span(first, last)


def _ends_phrase(tree: Tree, head: int, child: int, apart: int | None) -> bool:
    """Tell whether a noun phrase ends before what follows its head: a relative clause, an age, a closing comma."""
    token, before = tree.tokens[child], tree.words[tree.left[child] - 1]
    if token.dep == "punct":
        after = [c for c in tree.children[head] if c > child][:1]
        return not any(tree.tokens[c].dep in ("appos", "conj", "cc", "prep", "nmod") for c in after)
    if token.dep == "acl" and child != apart and before not in (",", "—", "–", "-"):
        return apart is not None and tree.left[child] <= apart <= tree.right[child]
    return token.pos == "NUM" or token.dep in ("relcl", "acl", "advcl", "parataxis", "dep", "ccomp")


def cue_span(tree: Tree, verb: int) -> Span:
    """Return the words of saying: the verb with its auxiliaries and negation before it, and its particle."""
    first = last = verb
    head = tree.tokens[verb].head
    if (
        tree.tokens[verb].dep == "xcomp"
        and head < verb
        and all(tree.tokens[i].head in (head, verb) for i in range(head + 1, verb))
    ):
        first = head
        verb = head
    while first > 0 and tree.tokens[first - 1].head == verb and tree.tokens[first - 1].dep in (*_AUXILIARIES, "advmod"):
        first -= 1
    while first < verb and tree.tokens[first].dep == "advmod":
        first += 1
    for child in tree.kids(last, "prt"):
        if child == last + 1:
            last = child
    return tree.span(first, last)
