"""What a noun or adjective is said of: by title, apposition, copula or "as"; which titles are of one name."""

from __future__ import annotations

from kg.claims.trees import Tree

#: What stands between titles of one ("founder and chairman Jane Doe").
JOINING = frozenset({"and", "&", ","})
COPULAS = frozenset({"be", "become", "remain", "stay"})
#: Whom somebody does this to "as" something is that from then on.
GIVING_OFFICE = frozenset(
    "appoint hire name elect install recruit confirm employ engage reappoint unveil announce add tap".split()
)
#: Who does this to another "as" something is that in their place.
SUCCEEDING = frozenset({"replace", "succeed"})


def side_by_side(tree: Tree, first: int, second: int) -> bool:
    """Tell whether but "and" and what modifies the second stand between two nouns ("founder and former chief executive")."""
    between = range(first + 1, second)
    bare = all(tree.lower(i) in JOINING or tree.tokens[i].pos in ("ADJ", "NOUN") for i in between)
    nouns = tree.tokens[first].pos in ("NOUN", "PROPN") and tree.tokens[second].pos in ("NOUN", "PROPN")
    return bare and nouns and first < second and tree.tokens[first].tag not in ("NNS", "NNPS")


def listed(tree: Tree, noun: int) -> int | None:
    """Return the head of the name that a noun is one of several titles of ("singer and actress Jane Doe"), but for the last."""
    several = noun + 1 < len(tree.tokens) and tree.lower(noun + 1) in JOINING
    return titled(tree, noun) if several else None


def titled(tree: Tree, noun: int) -> int | None:
    """Return the head of the name that a noun stands before as a title, alone or as one of several ("founder and former chief
    executive Jane Doe"); None where an article lets the first be somebody else ("the mayor and actress Jane Doe")."""
    end = len(tree.tokens)
    sentence, tokens, j = tree.tokens[noun].sentence, tree.tokens, noun + 1
    if tokens[noun].tag not in ("NN", "NNP"):
        return None
    several = False
    while j < end and tokens[j].sentence == sentence and tree.lower(j) in JOINING:
        several = True
        while j < end and tree.lower(j) in JOINING:
            j += 1
        k = j
        while (
            k < end and k - j < 4 and (tokens[k].tag in ("JJ", "NN", "VBN") or (tokens[k].tag == "NNP" and _acronym(tree, k)))
        ):
            k += 1
        if k == j or k >= end or tokens[k].sentence != sentence or tokens[k - 1].tag not in ("NN", "NNP"):
            return None
        j = k
    if j >= end or tokens[j].sentence != sentence or tokens[j].tag != "NNP" or not tree.word(j)[0].isupper():
        return None
    if several:
        first = noun
        while first > 0 and tokens[first - 1].pos in ("ADJ", "NOUN") and tokens[first - 1].sentence == sentence:
            first -= 1
        if first > 0 and tokens[first - 1].tag == "DT":
            return None
    name = j
    while tokens[name].dep == "compound" and tokens[name].head > name:
        name = tokens[name].head
    return name if tokens[name].tag == "NNP" else None


def numbered(tree: Tree, noun: int) -> bool:
    """Tell whether capitals and a number make a name of a noun ("Football *Manager* 2020")."""
    following = noun + 1
    if tree.tokens[noun].pos != "PROPN" or following >= len(tree.tokens):
        return False
    return tree.tokens[following].tag == "CD" and tree.tokens[following].sentence == tree.tokens[noun].sentence


def _acronym(tree: Tree, i: int) -> bool:
    """Tell whether a word is an abbreviated title ("CEO", "co-CEO")."""
    word = tree.word(i).removeprefix("co-").removeprefix("vice-")
    return word.isupper() and len(word) > 1


def bearers(tree: Tree, noun: int) -> list[int]:
    """Return what a noun or adjective is said of: by title, apposition, copula or "as"; itself where nothing else is."""
    token = tree.tokens[noun]
    head = token.head
    if (name := listed(tree, noun)) is not None:
        return [name]
    title = token.tag in ("NN", "NNP") and (tree.tokens[head].tag == "NN" or side_by_side(tree, head, noun))
    alike = tree.tokens[head].pos == token.pos or title
    if token.dep == "conj" and alike and head != noun and not tree.kids(noun, "appos", "poss"):
        found = [b for b in bearers(tree, head) if b != head]
        if found:
            return found
    if token.dep in ("attr", "acomp") and tree.tokens[head].lemma in COPULAS:
        subject = tree.surface_subject(head)
        return [] if subject is None else [subject]
    if token.dep == "oprd" or (token.dep in ("attr", "xcomp") and tree.is_passive(head)):
        subject = tree.logical_object(head)
        return [] if subject is None else [subject]
    if token.pos == "ADJ":
        said_of = tree.kid(noun, "nsubj") if token.dep == "ccomp" else None  # "found Jane Doe guilty"
        return [said_of] if said_of is not None else [head] if token.dep == "amod" else []
    names = [c for c in tree.kids(noun, "appos") if tree.tokens[c].pos == "PROPN"]
    if names:
        return names
    if token.dep == "appos":
        listed_beside = tree.tokens[head].pos == "PRON" and tree.kid(noun, "det", "poss") is None
        alone = tree.tokens[head].dep != "conj" and not tree.kids(head, "conj", "cc")
        several = token.tag == "NNS" and tree.tokens[head].tag == "NNP" and alone
        aside = several and token.dep == "appos" and tree.kid(noun, "poss") is not None  # "emails to Lee, Doe's *aides* said"
        return [] if listed_beside or aside else [head]  # "that he, *Ambassador* to Chad Jane Doe and …"
    if token.dep in ("compound", "nmod") and tree.tokens[head].pos == "PROPN" and _just_before(tree, noun, head):
        return [head]
    if (
        tree.tokens[head].pos in ("VERB", "AUX")
        and noun < head
        and token.dep in ("dep", "nsubj", "nsubjpass", "npadvmod", "attr")
    ):
        # "A native of Lyon, *she* moved …": a phrase in front, parted by a comma from the subject
        later = [s for s in tree.kids(head, "nsubj", "nsubjpass") if s > noun]
        if later and any(tree.word(i) == "," for i in range(noun + 1, later[0])):
            return [later[0]]
    if token.dep == "pobj" and tree.lower(head) == "as":
        governor = tree.tokens[head].head
        seen = tree.tokens[governor]
        if seen.dep == "advcl" and seen.tag == "VBN" and seen.head < governor and not tree.kids(governor, "nsubjpass", "aux"):
            return []  # "took the hills, seen as *parts* of …": not whoever took them
        if tree.tokens[governor].pos in ("VERB", "AUX"):
            if tree.tokens[governor].lemma in GIVING_OFFICE:
                subject = tree.logical_object(governor)  # "named *her* as its chief executive"
            elif tree.tokens[governor].lemma in SUCCEEDING or not tree.kid(governor, "dobj") or head < governor:
                subject = tree.surface_subject(governor)
            else:
                subject = None
            return [] if subject is None else [subject]
    return [noun]


def _just_before(tree: Tree, noun: int, name: int) -> bool:
    """Tell whether only proper nouns stand between a title and the head of its name."""
    return noun < name and all(tree.tokens[i].pos == "PROPN" for i in range(noun + 1, name))
