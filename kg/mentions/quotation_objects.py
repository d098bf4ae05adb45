"""Finds what is said without a clause: "denounced the plan", "accused the firm of theft", "asked them to go", "vowed to stay".

The ontology's words of saying tell which verbs take their words so, in the form of a dictionary's headword: "denounce
something", "accuse someone of something", "ask someone to do", "vow to do", "call for something".
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.mentions.quotation_tree import Tree
from kg.model import Span
from kg.ontology import Ontology

SOMETHING, TO_DO, SOMEONE_TO_DO = "something", "to do", "someone to do"
_PREPOSITIONS = ("of", "for", "as", "about", "against", "to", "on", "with", "at")
#: What stands for words that were said elsewhere, or for none: "denounced it", "asked him about this".
_EMPTY = {"DET", "PRON", "PUNCT", "PART", "SPACE"}


def objects(tree: Tree, verb: int, ontology: Ontology) -> tuple[Span, ...]:
    """Return the words that a verb of saying takes as its object or infinitive, one span, or nothing."""
    if not tree.tokens[verb].tag.startswith("VB"):
        return ()
    lemma, cues = tree.tokens[verb].lemma.lower(), ontology.cues
    for form, first, last in _complements(tree, verb):
        if (f"{lemma} {form}", "verb") in cues and _says(tree, first, last):
            return (tree.span(first, last),)
    return ()


def _complements(tree: Tree, verb: int) -> Iterator[tuple[str, int, int]]:
    """Yield the complements of a verb as headword form, first token, last token; the fullest first."""
    tokens = tree.tokens
    after = [c for c in tree.children[verb] if c > verb]
    things = [c for c in after if tokens[c].dep == "dobj"]
    infinitives = [c for c in after if tokens[c].dep in ("xcomp", "ccomp") and _infinitive(tree, c)]
    thing = things[0] if things else None
    for c in infinitives:
        if thing is not None and thing < c:
            yield f"someone {TO_DO}", tree.left[thing], _end(tree, c)
        elif any(tokens[s].dep == "nsubj" and s < c for s in tree.children[c]):
            yield SOMEONE_TO_DO, tree.left[c], _end(tree, c)
        elif thing is None:
            yield TO_DO, tree.left[c], _end(tree, c)
    preps = [c for c in after if tokens[c].dep in ("prep", "dative") and tree.words[c] in _PREPOSITIONS and tree.children[c]]
    for c in preps:
        word = tree.words[c]
        if thing is not None and thing < c:
            yield f"someone {word} {SOMETHING}", tree.left[thing], _end(tree, c)
        elif thing is None and c <= verb + 3:
            yield f"{word} {SOMETHING}", c + 1, _end(tree, c)
    if thing is None:
        return
    inner = [p for p in tree.kids(thing, "prep") if tree.words[p] in ("of", "for") and p > thing]
    for p in inner:  # the parser may hang it on the noun: "accused [the firm of theft]"
        yield f"someone {tree.words[p]} {SOMETHING}", tree.left[thing], _end(tree, p)
    yield SOMETHING, tree.left[thing], _end(tree, thing)


def _end(tree: Tree, index: int) -> int:
    """Return the last word of a phrase, no punctuation, no further clause after a comma."""
    last = tree.right[index]
    for child in tree.children[index]:
        if (
            child > index
            and tree.tokens[child].dep in ("conj", "advcl", "parataxis")
            and tree.words[tree.left[child] - 1] == ","
        ):
            last = min(last, tree.left[child] - 1)
    while last > index and not (tree.words[last][-1:].isalnum() or tree.words[last] in (")", "%")):
        last -= 1
    return last


def _infinitive(tree: Tree, clause: int) -> bool:
    return any(tree.words[c] == "to" for c in tree.kids(clause, "aux"))


def _says(tree: Tree, first: int, last: int) -> bool:
    """Tell words that say something from a bare name or pronoun ("endorsed her", "called Ann Lee")."""
    full = [i for i in range(first, last + 1) if tree.tokens[i].pos not in _EMPTY]
    return any(tree.tokens[i].pos != "PROPN" for i in full) and last > first
