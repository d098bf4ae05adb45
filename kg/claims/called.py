"""The name that a phrase gives what it speaks of: "a firm called Acme", "the town of Dalton", "three firms: A, B and C"."""

from __future__ import annotations

import re

from kg.claims.context import Context

#: Nouns for places that "of" gives their name.
PLACES = frozenset(
    "city town village hamlet state province region county island "
    "municipality commune republic kingdom emirate territory canton prefecture township".split()
)
#: Participles that give what stands before them its name.
CALLING = frozenset({"call", "name", "dub", "title", "entitle", "christen"})
#: Numbers of which a list is short.
NUMBERS = {w: n for n, w in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)} | {
    str(n): n for n in range(2, 21)
}
#: A word after a name that it may only modify ("observers including *Acme* director Jane Doe").
_GOES_ON = re.compile(r" (?!and\b|or\b|as\b|who\b|to\b|of\b|in\b|for\b|from\b|with\b|on\b|have\b|has\b|had\b)[A-Za-z]")


def named_by(ctx: Context, node: int) -> int:
    """Return the head of the name that a noun's phrase gives ("a firm called *Acme*", "the town of *Dalton*"), else the
    node."""
    tree = ctx.tree
    token = tree.tokens[node]
    if token.tag not in ("NN", "NNP") or node in ctx.names_at:
        return node
    if ctx.mention(node) is None:
        beside = [c for c in tree.kids(node, "appos") if c in ctx.names_at and tree.tokens[c].tag == "NNP"]
        return beside[0] if beside else node  # "her Norwegian counterpart, *Jane Doe*"
    if token.lemma.lower() in PLACES and not any(c in ctx.names_at for c in tree.kids(node, "compound", "nmod")):
        found = [o for o in tree.prepositional(node, "of") if o in ctx.names_at and ctx.names_at[o].type == "Place"]
        return ctx.names_at[found[0]].head if found else node
    for clause in tree.kids(node, "acl"):
        if tree.tokens[clause].lemma in CALLING and tree.tokens[clause].tag == "VBN" and tree.kid(clause, "aux") is None:
            found = [o for o in tree.kids(clause, "oprd", "attr", "dobj") if o in ctx.names_at]
            follows = [o for o in found if ctx.names_at[o].span.start - tree.tokens[clause].end in (1, 2)]
            return ctx.names_at[follows[0]].head if follows else node
    return node


def members(ctx: Context, node: int) -> list[int]:
    """Return the names that a noun in the plural is told to be: "three firms — *A*, *B* and *C* —", "firms including *A* and
    *B*"; none where the text counts otherwise."""
    tree = ctx.tree
    if tree.tokens[node].tag not in ("NNS", "NNPS") or node in ctx.names_at:
        return []
    told = [c for c in tree.kids(node, "appos") if c > node]
    examples = [o for c in tree.kids(node, "prep") if tree.lower(c) == "including" for o in tree.kids(c, "pobj")]
    named = [n for c in (told or examples)[:1] for n in tree.conjuncts(c)]
    if not named or any(n not in ctx.names_at or _GOES_ON.match(tree.text, ctx.names_at[n].span.end) for n in named):
        return []
    count = next((NUMBERS.get(tree.lower(c)) for c in tree.kids(node, "nummod")), None)
    return named if (len(named) == count if told and count else len(named) > 1 or not told) else []
