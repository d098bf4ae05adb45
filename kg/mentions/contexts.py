"""What surrounds one occurrence of a name tells of its type: titles, appositions, possessions, verbs, prepositions."""

from __future__ import annotations

from collections.abc import Mapping

from kg.mentions.lists import Lists, words
from kg.mentions.names import Name
from kg.mentions.nominals import lemma_at
from kg.mentions.titles import titled
from kg.mentions.tree import SUBJECTS, Tree

_LABELS = {"PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place", "NORP": "Group",
           "PRODUCT": "Product", "EVENT": "Event", "WORK_OF_ART": "CreativeWork", "LAW": "Law"}  # fmt: skip
_PERSON_NOUNS = words("owned by a person")
_ORG_NOUNS = words("owned by an organization")
_PLACE_NOUNS = words("owned by a place")
_PERSON_VERBS = words("done by a person")
_ORG_VERBS = words("done by an organization")
_ACTING = words("done by people and organizations")
_PLAY = words("done in sport")
_SQUAD = words("owned by a team")
_RELATIVES = {"who": ("Person", 2.5), "whose": ("Person", 0.6), "whom": ("Person", 2.0), "where": ("Place", 2.0)}
_IN = {
    "in": 1.4,
    "near": 1.5,
    "across": 1.2,
    "throughout": 1.5,
    "outside": 0.8,
    "inside": 0.8,
    "from": 0.3,
    "to": 0.2,
    "at": 0.6,
}
_SEVERAL = frozenset({"duo", "pair", "couple", "trio", "quartet", "twins"})
_RULERS = words("owned by a politician")
#: Nouns that a name before them is the name of ("the Vesta newspaper").
NAMED_SO = words("noun of a name")


def context(
    tree: Tree, name: Name, lists: Lists, nouns: Mapping[str, str], starts: Mapping[int, Name]
) -> list[tuple[str, float]]:
    """Return what surrounds one occurrence of a name tells."""
    t, words, lower = tree.tokens, tree.words, tree.lower
    first, last = name.first, name.last
    begin, end = tree.bounds[t[first].sentence]
    head = tree.head_of(first, last)
    dep, up = t[head].dep, t[head].head
    found: list[tuple[str, float]] = []
    if name.label:
        weight = {"PERSON": 1.1, "GPE": 0.6, "PRODUCT": 0.5, "FAC": 0.7, "NORP": 0.6}.get(name.label, 0.9)
        found.append((_LABELS[name.label], weight))
    before = words[first - 1] if first > begin else ""
    after = words[last] if last < end else ""
    small = before.lower()
    # a title or role before it, an age or role after it
    if before in lists.words["title"] and not _article(words, first - 2):
        found.append(("Person", 4.0))
    kind = _noun_before(tree, first, begin, nouns, head)
    if kind == "Group" and after in {"and", ","} and small in _SEVERAL:
        found.append(("Person", 1.5))  # "the French duo Jane Doe and Ana Roe"
    elif kind:
        found.append((kind, 2.6))
    if (
        after == ","
        and last + 1 < end
        and words[last + 1] in lists.places
        and first > begin
        and small in {"in", "at", "of", "from", "near"}
    ):
        found += [("Place", 2.5), ("Person", -1.0)]
    if first - 3 > begin and small in {"of", "from"} and words[first - 2] == "," and _age(words[first - 3]):
        found.append(("Place", 3.5))  # "Jane Doe, 42, of Addison"
    if after == "," and last + 1 < end:
        if words[last + 1].isdigit() and last + 2 < end and words[last + 2] in {",", "."} and _age(words[last + 1]):
            found.append(("Person", 3.5))
        relative = _RELATIVES.get(lower[last + 1])
        if relative:
            found.append(relative)
    elif after.lower() in {"who", "whose"}:
        found.append(_RELATIVES[after.lower()])
    for child in tree.children[head]:
        if t[child].dep == "appos" and child >= last and child not in starts:
            kind = nouns.get(lemma_at(tree, child, nouns), "")
            if kind and not tree.tokens[child].tag.endswith("S"):
                found.append((kind, 2.4))
    if dep == "appos" and up < first and not any(n.first <= up < n.last for n in (starts.get(up),) if n):
        kind = nouns.get(lemma_at(tree, up, nouns), "")
        if kind:
            found.append((kind, 2.0))
    # what it has
    if last < end and t[last].tag == "POS" or after in {"'s", "’s", "'", "’"}:
        owned = t[last].head if t[last].head > last else t[head].head
        owned = t[head].head if dep in {"poss", "nmod", "compound"} else owned
        noun = lower[owned] if owned > last else ""
        if noun in _PERSON_NOUNS:
            found.append(("Person", 1.3))
        elif noun in _ORG_NOUNS:
            found.append(("Organization", 1.3))
        elif noun in _PLACE_NOUNS:
            found.append(("Place", 1.3))
    elif dep in {"compound", "nmod", "amod"} and up >= last and up not in starts:
        noun = lower[up]
        if noun in _RULERS:
            found.append(("Person", 1.4))
        elif noun in NAMED_SO:
            found.append(("Organization", 2.0))
        elif noun in _ORG_NOUNS:
            found.append(("Organization", 1.4))
        elif noun in {"police", "residents", "suburb", "area", "region", "government", "officials", "time", "streets"}:
            found.append(("Place", 1.0))
        elif noun in {"handbag", "car", "phone", "model", "vaccine", "aircraft", "jet", "watch", "console"}:
            found.append(("Product", 1.6))
            found.append(("Organization", 0.8))
    # what it does
    if dep in SUBJECTS:
        verb = t[up].lemma
        if verb in _PERSON_VERBS:
            found.append(("Person", 0.8))
        elif verb in _ORG_VERBS:
            found.append(("Organization", 0.9))
        elif verb in {"say", "tell", "add", "write", "post"}:
            found += [("Person", 0.5), ("Organization", 0.35), ("Place", -0.4)]
        elif verb in _ACTING:
            found += [("Person", 0.35), ("Organization", 0.5), ("Place", -0.3)]
        elif verb == "be":
            kind = next((nouns.get(lemma_at(tree, c, nouns), "") for c in tree.children[up] if t[c].dep == "attr"), "")
            if kind in {"Person", "Organization", "Place", "Event", "CreativeWork", "Product", "Law", "Award"}:
                found.append((kind, 1.6))
    # where it is
    if small in _IN and dep == "pobj":
        found.append(("Place", _IN[small]))
        if small in {"in", "at", "near"}:
            found.append(("Person", -1.0))
    if small == "the" and not (dep in {"compound", "nmod", "amod", "poss"} and up >= last):
        found += [("Organization", 0.7), ("Event", 0.3), ("Place", 0.2), ("Person", -2.5)]
    if small in {"by", "with", "against"} and dep == "pobj":
        found += [("Person", 0.2), ("Organization", 0.2)]
    if small in {"per", "to"} and (small == "per" or first - 2 >= begin and lower[first - 2] == "according"):
        found += [("Organization", 0.9), ("Person", 0.6), ("Place", -0.5)]
    if small == "on" and dep == "pobj":
        found.append(("Platform", 0.4))
    if lower[last : last + 2] == ("-", "based"):
        found.append(("Place", 3.0))
    if first > 1 and titled(tree, first - 1) == (first, last):
        found.append(("CreativeWork", 5.0))
    elif _quoted(tree, first, last) and (up < len(lower) and nouns.get(t[up].lemma, "") == "CreativeWork" or dep == "oprd"):
        found.append(("CreativeWork", 2.5))
    elif _quoted(tree, first, last):
        found.append(("CreativeWork", 1.2))
    return found


def team(tree: Tree, name: Name, lists: Lists) -> list[tuple[str, float]]:
    """Return what tells in a report on sports that a city's name means its team."""
    t, head = tree.tokens, tree.head_of(name.first, name.last)
    if name.place or name.form in lists.demonyms.values() or name.form.split()[0] in lists.given:
        return []
    dep, up = t[head].dep, t[head].head
    before = tree.lower[name.first - 1] if name.first else ""
    if before in {"in", "at", "near", "from"}:
        return []
    plays = dep in SUBJECTS | {"dobj"} and t[up].lemma in _PLAY
    against = dep == "pobj" and before in {"against", "over", "with", "versus", "for"}
    owns = dep in {"poss", "compound", "nmod"} and tree.lower[up] in _SQUAD
    return (
        [("Organization", 2.2), ("Place", -1.5)]
        if plays or owns
        else [("Organization", 1.0), ("Place", -0.8)]
        if against
        else []
    )


def _article(words: tuple[str, ...], i: int) -> bool:
    """Tell whether the word at ``i`` is an article: "the President Lines" is no president."""
    return i >= 0 and words[i] == "the"


def _age(word: str) -> bool:
    """Tell whether a number can be an age.

    >>> _age("42"), _age("2022")
    (True, False)
    """
    return word.isdigit() and 0 < int(word) < 115


def _noun_before(tree: Tree, first: int, begin: int, nouns: Mapping[str, str], head: int) -> str:
    """Return the type of the common noun right before a name ("photographer", "production company")."""
    i = first - 1
    while i >= begin and tree.words[i] in {",", '"', "“", "—", "–", "'"} and first - i < 3:
        if tree.words[i] == ",":
            return ""
        i -= 1
    if i < begin or tree.words[i][:1].isupper() and i > begin:
        return ""
    lemma = lemma_at(tree, i, nouns)
    if tree.tokens[i].tag not in {"NN", "NNP", "JJ", "VB"} or not lemma:
        return ""
    related = tree.tokens[i].head == head or tree.tokens[head].head == i or tree.tokens[i].dep in {"compound", "amod", "nmod"}
    return nouns[lemma] if related and nouns[lemma] != "Utterance" else ""


def _quoted(tree: Tree, first: int, last: int) -> bool:
    marks = {'"', "“", "”", "‘", "’", "'"}
    return first > 0 and last < len(tree.words) and tree.words[first - 1] in marks and tree.words[last] in marks
