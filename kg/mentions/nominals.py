"""Nominals and pronouns: noun phrases whose head noun the ontology knows, and the words that stand for things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.mentions.capitals import headlines
from kg.mentions.lists import words
from kg.mentions.names import Name
from kg.mentions.tree import PREMODIFIERS, Tree

#: Pronoun → person and number: 1s, 1p, 2, m, f, n (thing), p (plural).
PRONOUNS = {
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "1s"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves", "'s"), "1p"),
    **dict.fromkeys(("you", "your", "yours", "yourself", "yourselves"), "2"),
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("it", "its", "itself"), "n"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "p"),
}
_INDEFINITE = words("indefinite")
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_WEATHER = frozenset({"seem", "appear", "happen", "rain", "snow", "take", "turn", "matter", "follow", "emerge"})


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun phrase's core, tokens [first, last), with its head's lemma (of several words where the ontology has
    them), type, number, determiner ("the", "a", "poss", "") and the possessor's tokens, if any."""

    first: int
    last: int
    head: int
    lemma: str
    type: str
    plural: bool
    determiner: str
    possessor: int | None = None

    @property
    def definite(self) -> bool:
        """Tell whether the phrase points to something known."""
        return self.determiner in _DEFINITE

    @property
    def indefinite(self) -> bool:
        """Tell whether the phrase brings in something new."""
        return self.determiner in _INDEFINITE


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A personal pronoun at token ``at``; ``kind`` as in ``PRONOUNS``; ``possessive`` for "her", "their"."""

    at: int
    kind: str
    possessive: bool


def find_nominals(tree: Tree, names: tuple[Name, ...], nouns: Mapping[str, str]) -> tuple[Nominal, ...]:
    """Return the nominals whose head noun is in ``nouns`` (lemma → type), sorted; a name's tokens are no heads."""
    named = {i for n in names if not n.place for i in range(n.first, n.last)}
    titled = headlines(tree)
    found = []
    for i, token in enumerate(tree.tokens):
        if i in named or token.pos not in {"NOUN", "PROPN", "ADJ"} and token.tag not in {"NN", "NNS"}:
            continue
        if token.pos == "ADJ" and token.dep not in {"nsubj", "nsubjpass", "dobj", "pobj", "appos", "attr", "conj"}:
            continue
        if tree.words[i][:1].isupper() and (tree.paragraph[token.sentence] in titled or _inside_name(tree, i, named)):
            continue
        lemma = lemma_at(tree, i, nouns)
        if not lemma or _modifier(tree, i, named):
            continue
        first = _first(tree, i, named)
        found.append(_nominal(tree, first, i, lemma, nouns))
    return tuple(found)


def find_pronouns(tree: Tree, names: tuple[Name, ...]) -> tuple[Pronoun, ...]:
    """Return the personal pronouns; "it" that stands for nothing ("it rains", "it is clear that") is left out."""
    named = {i for n in names for i in range(n.first, n.last)}
    found = []
    for i, token in enumerate(tree.tokens):
        kind = PRONOUNS.get(tree.lower[i])
        if kind is None or i in named or token.tag not in {"PRP", "PRP$"} and token.pos != "PRON":
            continue
        if tree.lower[i] == "'s" or (tree.words[i] == "US"):
            continue
        if tree.lower[i] == "it" and _expletive(tree, i):
            continue
        possessive = token.tag == "PRP$" or (tree.lower[i] == "her" and token.dep == "poss")
        found.append(Pronoun(i, kind, possessive))
    return tuple(found)


def lemma_at(tree: Tree, i: int, nouns: Mapping[str, str]) -> str:
    """Return the longest entry of ``nouns`` that ends at token ``i``; "" if none does."""
    singular = tree.tokens[i].lemma.lower() if tree.tokens[i].pos != "PROPN" else tree.lower[i]
    ends = [singular, tree.lower[i]]
    if tree.lower[i].endswith("s"):
        ends.append(tree.lower[i][:-1])
    start = tree.bounds[tree.tokens[i].sentence][0]
    for size in (3, 2):
        if i - size + 1 < start:
            continue
        before = " ".join(tree.lower[i - size + 1 : i])
        for end in ends:
            if f"{before} {end}" in nouns:
                return f"{before} {end}"
    hyphened = singular.rpartition("-")[2]
    return next((e for e in (*ends, hyphened) if e in nouns), "")


def _inside_name(tree: Tree, i: int, named: set[int]) -> bool:
    """Tell whether a noun with a capital goes on from a capital before it, and is no title before a name."""
    before = i - 1 >= 0 and tree.words[i - 1][:1].isupper() and not tree.initial(i - 1) and i - 1 not in named
    return before and not tree.initial(i) and i + 1 not in named


def _modifier(tree: Tree, i: int, named: set[int]) -> bool:
    """Tell whether the noun only modifies the next one ("fashion" in "fashion house"); before a name it is a role."""
    token = tree.tokens[i]
    if any(tree.tokens[c].dep == "cc" for c in tree.children[i]):
        return False  # "the ad and fashion show": coordinated, whatever the parser says
    if token.dep not in {"compound", "nmod", "amod"} or token.head <= i or tree.tokens[token.head].pos not in {"NOUN", "PROPN"}:
        return False
    return token.head not in named


def _first(tree: Tree, i: int, named: set[int]) -> int:
    """Return the first token of the phrase that ends with head ``i``: its determiner, possessor or first modifier."""
    start = tree.bounds[tree.tokens[i].sentence][0]
    first = i
    for child in tree.children[i]:
        coordinated = any(tree.tokens[c].dep == "cc" for c in tree.children[child])
        if child < i and tree.tokens[child].dep in PREMODIFIERS and not coordinated:
            first = min(first, _left(tree, child, start))
    # What stands left of a role word before a name hangs on the name ("its set designer Ann Lee").
    while first - 1 >= start:
        before = tree.tokens[first - 1]
        own = (
            before.head == tree.tokens[i].head
            and before.dep in {"det", "poss", "amod", "compound"}
            and tree.tokens[i].head in named
        )
        own = own or (tree.lower[first - 1] in {"the", "a", "an", "this", "that"} and before.head >= i and before.dep != "mark")
        if not own:
            break
        first = _left(tree, first - 1, start)
    if tree.lower[first] == "that" and first + 1 < i and (tree.tokens[first + 1].tag in {"PRP$", "DT"} or first + 1 in named):
        first += 1  # the conjunction: "says that Holt's work"
    while first < i and tree.words[first] in {",", "-", "—", "–", "(", '"', "“", "”", "'", ";", ":"}:
        first += 1
    if tree.lower[first] == "that" and tree.tokens[first].dep != "det" and first < i:
        first += 1
    commas = [k for k in range(first, i) if tree.words[k] in {"—", "–", ";", ":", "(", "|", "/"}]
    return commas[-1] + 1 if commas else first


def _left(tree: Tree, i: int, start: int) -> int:
    edge = i
    stack = [i]
    while stack:
        at = stack.pop()
        edge = min(edge, at)
        stack += [c for c in tree.children[at] if start <= c < at or tree.tokens[c].dep == "case"]
    return edge


def _nominal(tree: Tree, first: int, i: int, lemma: str, nouns: Mapping[str, str]) -> Nominal:
    determiner, possessor = "", None
    for k in range(first, i):
        token, word = tree.tokens[k], tree.lower[k]
        if token.dep == "poss" and token.head == i or (token.tag == "PRP$" and k == first):
            determiner, possessor = "poss", k
            break
        if token.tag == "POS":
            determiner, possessor = "poss", k - 1
        elif (
            token.dep != "mark"
            and not determiner
            and (word in _DEFINITE or word in _INDEFINITE)
            and not (k > first and determiner)
        ):
            determiner = word
    plural = tree.tokens[i].tag in {"NNS", "NNPS"} and tree.lower[i] != lemma.split()[-1] or lemma in _PLURALS
    kind = nouns[lemma]
    if kind == "Person" and plural:
        kind = "Group"
    return Nominal(first, i + 1, i, lemma, kind, plural or tree.lower[i] == "people", determiner, possessor)


def _expletive(tree: Tree, i: int) -> bool:
    token = tree.tokens[i]
    if token.dep == "expl":
        return True
    if token.dep not in {"nsubj", "nsubjpass"}:
        return False
    verb = tree.tokens[i].head
    clause = any(tree.tokens[c].dep in {"ccomp", "xcomp", "csubj", "advcl"} and c > verb for c in tree.children[verb])
    if tree.tokens[verb].lemma == "come" and verb + 1 < len(tree.words) and tree.lower[verb + 1] == "to":
        return True
    if tree.tokens[verb].lemma == "be":
        for c in tree.children[verb]:
            dep = tree.tokens[c].dep
            if dep == "acomp" and (clause or any(tree.tokens[g].dep in {"xcomp", "ccomp", "prep"} for g in tree.children[c])):
                return True
            if dep == "attr" and (tree.tokens[c].pos in {"NUM"} or tree.tokens[c].lemma in _TIMES or _cleft(tree, c)):
                return True
    return tree.tokens[verb].lemma in _WEATHER and clause


def _cleft(tree: Tree, i: int) -> bool:
    return any(tree.tokens[c].dep in {"relcl", "ccomp"} for c in tree.children[i])


_TIMES = frozenset(
    "time day night morning evening week month year monday tuesday wednesday thursday friday saturday sunday".split()
)
_PLURALS = frozenset(
    {"people", "papers", "documents", "troops", "talks", "locals", "civilians", "youngsters", "minutes", "police"}
)
