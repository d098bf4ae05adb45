"""Where a relation's arguments stand around its trigger word: the slots of ontology/lexicon.ttl.

Slots of a verb: ``subject`` and ``object`` (logical: passives are turned round), ``prep:with`` (the preposition's
object; ``where:in``, where that is no date), ``gerund:for`` (the object of the gerund after "for": "apologised for
sharing *ads*"), ``clause:of`` (that gerund clause itself), ``acl:surround`` (the object of that participle),
``complement`` (what a copula says of its subject),
``next:of`` (the object of a preposition that follows at once: "President Jane Doe of *Norvania*"),
``modified`` and ``dep:npadvmod`` ("the *Oslo*-based *firm*").

Slots of a noun: ``poss`` (the possessor), ``light`` (the subject of the light verb that carries the noun), ``prep:against``
(after the noun or after its light verb), ``between:1`` and ``between:2``, ``bearer`` (what the noun is said of: title,
apposition, copula, "as"), ``mod`` (a name that modifies it: "the *Acme* campaign"), ``demonym`` (an adjective of a country:
"*French* President Jane Doe"), ``self`` (the noun itself),
``target`` (who "is under" it, or "the subject of" it).

Slots of an adjective: ``bearer`` and ``prep:…``. Of all: ``head`` (the governing word), ``sentence`` (each word of its
sentence), ``value:money`` (``number``, ``date``, ``age``): an amount or time that belongs to the trigger. ``a>b`` is slot b
of the words in slot a.
"""

from __future__ import annotations

from kg.claims.bearers import COPULAS, JOINING, bearers, side_by_side, titled
from kg.claims.trees import NOMINAL, Tree
from kg.model import Span, Value
from kg.ontology import Sense

#: Verbs that carry a noun of action when an entry names none of its own.
LIGHT = frozenset(
    "have make take give hold reach sign issue launch announce file bring begin start face lodge pursue initiate "
    "enter form establish maintain share strike seal conclude".split()
)
#: Words of rank that the parser takes for the end of a body's name ("Senate *Minority* Leader").
RANKS = frozenset(
    "minority majority executive deputy vice assistant chief senior junior acting interim associate general".split()
)
#: Words before a body's name that mean but a part of it.
LOCAL = frozenset("state county district local city regional provincial municipal campus".split())
#: Relations of people to bodies that an adjective before what they are there does not change.
STAFFED = frozenset({"employedBy", "memberOf", "playsFor"})
GAMES = frozenset("soccer football basketball baseball hockey rugby cricket volleyball handball".split())
#: "in the midst of a lawsuit": nouns that only say how far it has got.
PHASES = frozenset({"midst", "middle", "process", "course"})
#: Nouns that say that something is done to one.
TARGETS = frozenset({"subject", "target", "focus", "object"})


def fill(tree: Tree, trigger: int, slot: str, sense: Sense, values: tuple[Value, ...]) -> list[int]:
    """Return the token indices that fill a slot of the trigger (one for each coordinated word is left to the caller)."""
    nodes = [trigger]
    for step in slot.split(">"):
        nodes = [found for n in nodes for found in _step(tree, n, step, sense, values)]
    return [inner for n in nodes for inner in tree.contents(n)]


def _step(tree: Tree, n: int, slot: str, sense: Sense, values: tuple[Value, ...]) -> list[int]:
    kind, _, word = slot.partition(":")
    verbal = tree.tokens[n].pos in ("VERB", "AUX")
    if kind == "prep":
        return _prepositional(tree, n, word, sense, verbal)
    if kind == "next":
        follows = [c for c in tree.kids(n, "prep") if c == n + 1 and tree.lower(c) == word]
        return [o for c in follows for o in tree.kids(c, "pobj")]
    if kind == "value":
        return _values(tree, n, word, values)
    if kind == "between":
        return _between(tree, n, int(word), sense)
    if kind == "acl":
        participles = [c for c in tree.kids(n, "acl", "prep") if tree.tokens[c].lemma == word]
        return [o for c in participles for o in (tree.logical_object(c), tree.kid(c, "pobj")) if o is not None][:1]
    if kind in ("gerund", "clause"):
        return _gerund(tree, n, word, whole=kind == "clause", sense=sense, verbal=verbal)
    if kind == "where":
        dates = [v.span for v in values if v.kind == "date"]
        spans = [(f, Span(tree.tokens[f].start, tree.tokens[f].end)) for f in tree.prepositional(n, word)]
        return [f for f, span in spans if not any(date.contains(span) for date in dates)]
    if slot == "sentence":
        first, sentence = tree.first[tree.tokens[n].sentence], tree.tokens[n].sentence
        return [i for i in range(first, len(tree.tokens)) if tree.tokens[i].sentence == sentence]
    single: int | None = None
    if slot == "self":
        single = n
    elif slot == "subject":
        single = tree.logical_subject(n)
        single = None if single is None else tree.one_of(single, n)
    elif slot == "object":
        single = tree.logical_object(n)
        single = None if single is None else tree.one_of(single, n)
    elif slot == "modified":
        single = tree.tokens[n].head if tree.tokens[n].dep == "amod" else None
    elif kind == "dep":
        single = tree.kid(n, word)
    elif slot == "head":
        single = tree.tokens[n].head
    elif slot == "dative":
        single = tree.kid(n, "dative")
    elif slot == "complement":
        single = tree.kid(n, "attr", "oprd", "acomp")
    elif slot == "poss":
        return _possessors(tree, n)
    elif slot == "mod":
        return _modifying_names(tree, n, sense)
    elif slot == "demonym":
        return _demonyms(tree, n, sense)
    elif slot == "light":
        carrier = light_verb(tree, n, sense)
        single = _light_subject(tree, n, carrier) if carrier is not None else None
    elif slot == "target":
        carrier = undergone(tree, n)
        single = tree.surface_subject(carrier) if carrier is not None else None
    elif slot == "bearer":
        return bearers(tree, n)
    return [] if single is None else [single]


def _prepositional(tree: Tree, n: int, word: str, sense: Sense, verbal: bool) -> list[int]:
    found = tree.prepositional(n, word)
    if not found and not verbal:
        carrier = light_verb(tree, n, sense)
        if carrier is not None:
            found = tree.prepositional(carrier, word)
    if not found and not verbal:
        # "founder and chief executive of the firm": what follows the last belongs to each
        pos = tree.tokens[n].pos
        shared = [c for c in tree.conjuncts(n) if c > n and (tree.tokens[c].pos == pos or side_by_side(tree, n, c))]
        found = next((f for f in (tree.prepositional(c, word) for c in shared) if f), [])
        if not found and tree.tokens[n].dep == "conj" and tree.tokens[n].pos in NOMINAL:
            found = [f for f in tree.prepositional(tree.tokens[n].head, word) if f > n]  # hung on the first of them
    if not found and verbal:
        # "spoke out about" and "posted on X": the parser hangs the phrase on the particle, adverb or object now and then
        for c in tree.kids(n, "prt", "advmod", "prep"):
            found = found or tree.prepositional(c, word)
    return [f for f in found if tree.tokens[f].dep != "pcomp" or tree.tokens[f].pos in NOMINAL]


def _gerund(tree: Tree, n: int, word: str, whole: bool, sense: Sense, verbal: bool) -> list[int]:
    hosts = [n]
    if not verbal:
        carrier = light_verb(tree, n, sense)
        hosts += [carrier] if carrier is not None else []
    for host in hosts:
        for p in tree.kids(host, "prep"):
            if tree.lower(p) == word:
                for gerund in tree.kids(p, "pcomp"):
                    if whole:
                        return [gerund]
                    found = tree.logical_object(gerund)
                    return [] if found is None else [found]
    return []


def _between(tree: Tree, n: int, which: int, sense: Sense) -> list[int]:
    parties = _prepositional(tree, n, "between", sense, verbal=tree.tokens[n].pos == "VERB")
    members = tree.conjuncts(parties[0]) if len(parties) == 1 else parties
    return members[:1] if which == 1 else members[1:2]


def _values(tree: Tree, n: int, kind: str, values: tuple[Value, ...]) -> list[int]:
    nodes = [c for c in tree.subtree(n) if c == n or (abs(c - n) <= 8 and not _of_another(tree, c, n))]
    spans = [v.span for v in values if v.kind == kind]
    found = []
    for c in nodes:
        token = tree.tokens[c]
        if any(s.contains(Span(token.start, token.end)) for s in spans):
            found.append(c)
    return found[:1]


def _of_another(tree: Tree, c: int, n: int) -> bool:
    """Tell whether another verb stands between a word and the trigger above it ("born in 1854, died in *1915*")."""
    while c != n:
        if tree.tokens[c].pos in ("VERB", "AUX"):
            return True
        c = tree.tokens[c].head
    return False


def _possessors(tree: Tree, n: int) -> list[int]:
    found = []
    first = tree.tokens[n].head
    if tree.tokens[n].dep == "conj" and side_by_side(tree, first, n):
        n = first  # "*Acme*'s founder and chief executive"
    for p in tree.kids(n, "poss"):
        if tree.lower(p) == "whose":
            clause = n
            while tree.tokens[clause].dep not in ("relcl", "ROOT") and tree.tokens[clause].head != clause:
                clause = tree.tokens[clause].head
            if tree.tokens[clause].dep == "relcl":
                found.append(tree.tokens[clause].head)
        else:
            found.append(p)
    return found


def _modifying_names(tree: Tree, n: int, sense: Sense) -> list[int]:
    """Return the name right before the noun ("*Acme* chairman"), never across another noun ("Acme campaign chairman") unless
    the two are titles of one ("*Acme* founder and former chairman Jane Doe")."""
    if tree.prepositional(n, "of"):
        return []  # "Acme director of sales Jane Doe" heads the sales
    before, first = _before(tree, n, sense), tree.first[tree.tokens[n].sentence]
    if sense.relation in STAFFED and before > first and tree.tokens[before].tag == "JJ" and tree.tokens[before].dep == "amod":
        field = before  # "*Acme* political scientist Jane Doe"
        before -= tree.word(field).islower() and tree.lower(field) not in RANKS | {"former"}
    joint = before
    while joint > first and tree.tokens[joint].pos == "ADJ" and tree.tokens[joint].dep == "amod":
        joint -= 1
    named = tree.tokens[joint - 1].tag == "NNP" and not tree.word(joint - 1).isupper()  # "Jane *Doe* and aide Ana Roe"
    joins = joint > first + 1 and tree.lower(joint) in JOINING and not named
    if joins and titled(tree, joint - 1) == titled(tree, n) is not None:
        before = joint - 2
    if before > first and tree.lower(before) in GAMES:
        before -= 1  # "*Lyon* football player Jane Doe"
    quoted = before > first and tree.word(before) in ('"', "”", "’")
    before -= quoted  # "“*Vesta*” director Jane Doe"
    if before < first or tree.tokens[before].pos != "PROPN" or tree.lower(before) in RANKS:
        return []
    start = before
    while start > first and tree.tokens[start - 1].pos == "PROPN":
        start -= 1
    if start > first and tree.lower(start - 1) in LOCAL:
        return []  # "a state GOP chair" does not chair the GOP
    return [before] if quoted or tree.tokens[before].dep in ("compound", "nmod", "amod", "poss") else []


def _demonyms(tree: Tree, n: int, sense: Sense) -> list[int]:
    before = _before(tree, n, sense)
    if before < tree.first[tree.tokens[n].sentence] or tree.prepositional(n, "of"):
        return []
    if titled(tree, n) is None and not _definite(tree, n):
        return []
    token = tree.tokens[before]
    adjective = token.pos == "ADJ" or token.tag == "JJ"
    return [before] if adjective and tree.word(before)[0].isupper() and token.dep in ("amod", "compound", "nmod") else []


def _definite(tree: Tree, n: int) -> bool:
    """Tell whether "the French president" stands beside a name as an apposition."""
    beside = tree.tokens[n].dep == "appos" or any(tree.tokens[c].pos == "PROPN" for c in tree.kids(n, "appos"))
    return beside and tree.tokens[n].tag in ("NN", "NNP") and any(tree.lower(c) == "the" for c in tree.kids(n, "det"))


def _before(tree: Tree, n: int, sense: Sense) -> int:
    """Return the token before a noun, or before all of a noun of several words."""
    words = sense.lemma.lower().split()
    return n - len(words) if tree.tokens[n].lemma.lower() == words[-1] else n - 1


def light_verb(tree: Tree, noun: int, sense: Sense) -> int | None:
    """Return the verb that carries a noun of action ("*filed* a lawsuit", "is in the midst of a lawsuit"), or None."""
    allowed = frozenset(sense.light) or LIGHT
    token = tree.tokens[noun]
    head = token.head
    if token.dep == "conj" and tree.tokens[head].pos in NOMINAL and head != noun:
        return light_verb(tree, head, sense)
    if token.dep in ("dobj", "nsubjpass") and tree.tokens[head].lemma in allowed:
        return head
    for clause in tree.kids(noun, "acl", "relcl"):
        if tree.tokens[clause].lemma in allowed and tree.logical_object(clause) == noun:
            return clause
    n = noun
    if token.dep == "pobj" and tree.tokens[tree.tokens[head].head].lemma in PHASES:
        n = tree.tokens[head].head
    if tree.tokens[n].dep == "pobj":
        preposition = tree.tokens[n].head
        governor = tree.tokens[preposition].head
        if tree.lower(preposition) in ("in", "into") and tree.tokens[governor].lemma in COPULAS | {"enter"}:
            return governor
    return None


def undergone(tree: Tree, noun: int) -> int | None:
    """Return the verb by which somebody is under what a noun says ("*is* under investigation", "*became* the target of a
    probe"), or None."""
    preposition = tree.tokens[noun].head
    if tree.tokens[noun].dep != "pobj":
        return None
    at = tree.tokens[preposition].head
    if tree.lower(preposition) == "of" and tree.tokens[at].lemma in TARGETS and tree.tokens[at].dep == "attr":
        at = tree.tokens[at].head
    elif tree.lower(preposition) != "under":
        return None
    return at if tree.tokens[at].lemma in COPULAS | {"come", "place", "put"} else None


def _light_subject(tree: Tree, noun: int, verb: int) -> int | None:
    if tree.tokens[verb].lemma in COPULAS:
        return tree.surface_subject(verb)
    return tree.logical_subject(verb)
