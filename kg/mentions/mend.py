"""Mends a parse where it is wrong around names, now that the names are known.

The small model reads "North Pier Ltd and set designer Omar Bell" with "set" as a verb, or hangs the words of one name
on different heads. A name is one noun; the role before a name hangs on it; names joined by "and" are conjuncts.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.mentions.names import Name
from kg.mentions.nominals import lemma_at
from kg.mentions.tree import SUBJECTS, Tree
from kg.model import Token

_LOOSE = frozenset(
    {"nmod", "compound", "amod", "nummod", "npadvmod", "dep", "attr", "oprd", "appos", "dobj", "pobj", "conj", "advcl"}
)
_ARGUMENTS = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "conj", "appos", "attr", "dative"})
_OF = frozenset({"of", "at", "for"})
_ONE = frozenset({"NN", "NNP"})
_MODIFYING = frozenset({"ADJ", "NOUN", "PROPN"})
_BEFORE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN"})


def mended(tree: Tree, names: tuple[Name, ...], nouns: Mapping[str, str]) -> tuple[Token, ...]:
    """Return the tokens of ``tree`` with names as proper nouns and with roles and conjuncts attached; heads stay in
    their sentence and never form a circle."""
    tokens = list(tree.tokens)
    heads = {n: _as_one(tree, tokens, n) for n in names if not n.place}
    by_first = {n.first: n for n in heads}
    roles = {n: _role(tree, tokens, n, heads[n], nouns) for n in heads}
    for left in heads:
        at = left.last
        if at + 1 < len(tokens) and tokens[at].pos == "CCONJ" and tokens[at].sentence == tokens[left.first].sentence:
            right = _next(tree, tokens, at + 1, by_first, roles)
            if right is not None:
                _join(tokens, left, right, heads, roles, at)
    for left in heads:
        _second_role(tree, tokens, left, heads[left], nouns)
        _ranking(tree, tokens, left, heads[left])
    return tuple(tokens)


def _as_one(tree: Tree, tokens: list[Token], name: Name) -> int:
    """Make a name's tokens proper nouns that hang on its head; return the head."""
    head = tree.head_of(name.first, name.last)
    for i in range(name.first, name.last):
        token, word = tokens[i], tree.words[i]
        if (word[:1].isupper() or name.type) and token.pos in {"NOUN", "ADJ", "VERB", "X", "INTJ", "NUM", "AUX"}:
            tag = "NNPS" if token.tag == "NNS" else "NNP"
            tokens[i] = token = token._replace(pos="PROPN", tag=tag, lemma=word)
        outside = not name.first <= token.head < name.last
        if i != head and outside and token.dep not in {"punct", "case"} and token.head != i:
            _attach(tokens, i, head, "compound")
    return head


def _role(tree: Tree, tokens: list[Token], name: Name, head: int, nouns: Mapping[str, str]) -> tuple[int, bool]:
    """Attach the role right before a name; return its first token and whether the parse was wrong there."""
    at = name.first - 1
    begin = tree.bounds[tokens[name.first].sentence][0]
    if at < begin or not tree.words[at][:1].islower():
        return name.first, False
    lemma = lemma_at(tree, at, nouns)
    if nouns.get(lemma) not in {"Person", "Organization"} or tokens[at].tag in {"NNS", "VBZ", "VBD"}:
        return name.first, False
    first = at - len(lemma.split()) + 1
    verbal = any(tokens[i].pos == "VERB" for i in range(first, at + 1))
    if verbal and not (len(lemma.split()) > 1 or first > begin and tokens[first - 1].pos in {"CCONJ", "DET"}):
        return name.first, False
    for i in range(first, at):
        _noun(tokens, i)
        _attach(tokens, i, at, "compound")
    apposed = tokens[at].dep in _ARGUMENTS and tokens[at].head not in range(first, name.last) and not verbal
    _noun(tokens, at)
    if apposed and tokens[head].dep in _LOOSE - {"appos", "dobj", "pobj"} and tokens[head].head != at:
        _attach(tokens, head, at, "appos")
        return first, True
    if not apposed and tokens[head].head != at and tokens[at].head != head:
        _attach(tokens, at, head, "compound")
        return first, True
    return first, verbal


def _second_role(tree: Tree, tokens: list[Token], name: Name, head: int, nouns: Mapping[str, str]) -> None:
    """Join "chief executive" with "founder" in "the founder of Acme and chief executive of Cado", where the parse has it
    joined with the name."""
    at, preposition = name.last, tokens[head].head
    if at >= len(tokens) or tree.lower[at] != "and" or tokens[head].dep != "pobj" or tree.lower[preposition] not in _OF:
        return
    first = tokens[preposition].head
    following = range(at + 1, min(at + 4, len(tokens) - 1))
    second = next((i for i in following if tokens[i].head == head and tokens[i].dep == "conj"), None)
    if second is None or not {tokens[first].tag, tokens[second].tag} <= _ONE or tree.lower[second + 1] not in _OF:
        return
    if any(tokens[i].pos not in _MODIFYING for i in range(at + 1, second)):
        return
    if any(nouns.get(lemma_at(tree, i, nouns)) != "Person" for i in (first, second)):
        return
    _attach(tokens, at, first, "cc")
    _attach(tokens, second, first, "conj")
    if tokens[second + 1].head == head:
        _attach(tokens, second + 1, second, "prep")


def _ranking(tree: Tree, tokens: list[Token], name: Name, head: int) -> None:
    """Make an adjective of "ranking" before a party or office and a name ("said Budget *ranking* Democrat Ann Lee"), where the
    parse has it for a verb of which the name is the object."""
    at = name.first - 1
    begin = tree.bounds[tokens[name.first].sentence][0]
    while at > begin and at > name.first - 4 and tokens[at].pos in {"PROPN", "NOUN"}:
        at -= 1
    if tree.lower[at] != "ranking" or tokens[at].tag != "VBG" or at == name.first - 1:
        return
    before = [i for i in range(begin, at) if tokens[i].head == at]
    _attach(tokens, at, head, "amod")
    tokens[at] = tokens[at]._replace(pos="ADJ", tag="JJ", lemma="ranking")
    for i in before:
        if tokens[i].dep in _LOOSE | SUBJECTS:
            _attach(tokens, i, head, "compound")
    if tokens[head].dep == "ccomp":
        tokens[head] = tokens[head]._replace(dep="nsubj")


def _next(
    tree: Tree, tokens: list[Token], at: int, by_first: Mapping[int, Name], roles: Mapping[Name, tuple[int, bool]]
) -> Name | None:
    """Return the name that the phrase beginning at ``at`` ends with: "set designer Omar Bell"."""
    for i in range(at, min(at + 6, len(tokens))):
        name = by_first.get(i)
        if name is not None and tokens[i].sentence == tokens[at].sentence:
            between = range(at, roles[name][0])
            return name if all(tokens[k].pos in _BEFORE or tokens[k].tag in {"PRP$", "POS"} for k in between) else None
    return None


def _join(
    tokens: list[Token],
    left: Name,
    right: Name,
    heads: Mapping[Name, int],
    roles: Mapping[Name, tuple[int, bool]],
    conjunction: int,
) -> None:
    """Make ``right`` a conjunct of ``left`` where the parse has them neither so joined nor in two clauses."""
    one, two = heads[left], heads[right]
    if tokens[two].head == one or tokens[one].head == two and tokens[two].dep == "conj":
        return
    if tokens[one].head == two and tokens[one].dep in {"nmod", "compound"}:  # "Six and Bell cut": Six was hung on Bell
        head, dep = tokens[two].head, tokens[two].dep
        if head == two:
            tokens[one] = tokens[one]._replace(head=one, dep=dep)
        else:
            _attach(tokens, one, head, dep)
        _attach(tokens, two, one, "conj")
        _attach(tokens, conjunction, one, "cc")
        return
    if (
        tokens[one].head == two and tokens[one].dep in SUBJECTS and tokens[two].dep == "ccomp"
    ):  # "beat Six and Bell in the final"
        _attach(tokens, one, tokens[two].head, "dobj")
        _attach(tokens, two, one, "conj")
        _attach(tokens, conjunction, one, "cc")
        return
    top = tokens[one].head if tokens[one].dep == "appos" else one
    if (
        tokens[top].dep in SUBJECTS
        or tokens[top].dep not in _ARGUMENTS
        or tokens[two].head == top
        and tokens[two].dep == "conj"
    ):
        return
    follows = tokens[right.last].pos if right.last < len(tokens) else "PUNCT"
    wrong = roles[right][1] or tokens[two].dep in _LOOSE - {"conj", "pobj"}
    if tokens[two].dep in SUBJECTS and follows in {"VERB", "AUX", "ADV", "PRON"}:
        return
    if wrong:
        if roles[right][0] < right.first:
            _attach(tokens, right.first - 1, two, "compound")
        _attach(tokens, two, top, "conj")
        _attach(tokens, conjunction, top, "cc")


def _noun(tokens: list[Token], i: int) -> None:
    if tokens[i].pos in {"VERB", "ADJ", "X"}:
        tokens[i] = tokens[i]._replace(pos="NOUN", tag="NN")


def _attach(tokens: list[Token], i: int, head: int, dep: str) -> None:
    """Hang token ``i`` on ``head``, unless that would make a circle; what hung wrongly between them goes along."""
    if i == head or tokens[i].head == i:
        return
    at, steps = head, 0
    while tokens[at].head != at and steps < 200:
        if at == i:
            break
        at, steps = tokens[at].head, steps + 1
    if at == i:  # the head hangs below: it takes the place that ``i`` had
        tokens[head] = tokens[head]._replace(head=tokens[i].head, dep=tokens[i].dep)
    tokens[i] = tokens[i]._replace(head=head, dep=dep)
