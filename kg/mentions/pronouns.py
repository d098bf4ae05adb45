"""Pronouns of the third person: by gender, number and type, by who is the subject around them, then by salience."""

from __future__ import annotations

from kg.mentions.draft import Node
from kg.mentions.lists import words
from kg.mentions.scene import Scene, leader
from kg.mentions.tree import SUBJECTS

_HAPPENS = frozenset({"happen", "occur", "begin", "start", "end"})
_IDLE = frozenset({"be", "have", "seem", "appear", "remain"})
_DONE_TO = words("done to an organization")
_SAYING = words("saying")
_MINDED, _TALKING = words("minded"), words("talking with")
#: Organisations that are spoken of as the people in them.
_BODIES = words("organization of people")
#: The salience that a chain must have at least for a pronoun of each kind, and for its possessive.
_LEAST = {"m": 0.05, "f": 0.05, "n": 0.6, "p": 0.1, "ms": 0.05, "fs": 0.05, "ns": 0.3, "ps": 0.1}
#: How much a chain must outdo a noun that is no mention, for "it" and "they".
_OUTDO = 1.5
#: The tag of common nouns that "it" and "they" can mean as well.
_RIVALS = {"n": "NN", "p": "NNS"}


def resolve_pronoun(scene: Scene, node: Node) -> None:
    """Join a pronoun with the chain that it clearly means; leave it alone where none clearly leads."""
    assert node.pronoun is not None
    kind, chains = node.pronoun.kind, scene.chains
    forbidden = _forbidden(scene, node)

    def wanted(root: int) -> bool:
        return root not in forbidden and _agrees(scene, root, node)

    if _reflexive(scene, node):
        subject = _own_subject(scene, node)
        if subject is not None and _agrees(scene, chains.root(subject.index), node):
            chains.join(node.index, subject.index, "reflexive")
        return
    if kind == "p" and _pair(scene, node):
        return
    beside = _beside(scene, node)
    if beside is not None and wanted(chains.root(beside.index)):
        chains.join(node.index, beside.index, "possessor beside its owner")
        return
    fronted = _fronted(scene, node)
    if fronted is not None and wanted(chains.root(fronted.index)):
        chains.join(node.index, fronted.index, "fronted phrase: the subject that follows")
        return
    scores = _weighed(scene, node, scene.salience(node, wanted, window=4))
    minded = kind in _RIVALS and _minded(scene, node)
    best = leader(scores, lead=1.25, least=0.1 if minded else _LEAST[kind + "s" * node.pronoun.possessive])
    if best is None or kind in _RIVALS and not minded and scores[best] < _OUTDO * scene.rival(node, _RIVALS[kind]):
        return
    if kind != "p" or minded or not chains.facts(best).named or _people(scene, node, best, scores[best]):
        chains.join(node.index, best, f"pronoun: leads with {scores[best]:.2f}")


def _people(scene: Scene, node: Node, root: int, score: float) -> bool:
    """Tell whether "they" may well be said of a named chain: of people, of what has a verb in the plural ("Elmwood have
    lost"), or of what the text keeps naming."""
    facts = scene.chains.facts(root)
    if facts.type == "Group" or facts.plural or facts.words & _BODIES or facts.names > 2 and score >= 0.6:
        return True
    tokens, children = scene.tree.tokens, scene.tree.children
    mine = [n for n in scene.mates(node) if n.name and n.last <= node.first and scene.chains.root(n.index) == root]
    verbs = [tokens[n.head].head for n in mine if tokens[n.head].dep in SUBJECTS]
    return any(
        tokens[v].tag == "VBP" or any(scene.tree.lower[c] in {"are", "were", "have"} for c in children[v]) for v in verbs
    )


def _minded(scene: Scene, node: Node) -> bool:
    """Tell whether a pronoun is said of what thinks and talks: "it added", "they believe", "in speaking with them"."""
    tokens = scene.tree.tokens
    token = tokens[node.head]
    if token.dep in SUBJECTS:
        return tokens[token.head].lemma in _MINDED or tokens[token.head].lemma in _SAYING
    verb = tokens[token.head].head if token.dep == "pobj" and tokens[token.head].dep in {"prep", "dative"} else token.head
    return token.dep in {"dobj", "pobj", "dative"} and tokens[verb].lemma in _TALKING


def _weighed(scene: Scene, node: Node, scores: dict[int, float]) -> dict[int, float]:
    """Return salience weighed by what else speaks for and against each chain."""
    assert node.pronoun is not None
    kind, chains = node.pronoun.kind, scene.chains
    last = scene.quoted.before.get(node.head)
    if last is not None and (root := chains.root(last)) in scores:
        scores[root] *= 1.6
    for root in sorted(_subjects(scene, node) & scores.keys()):
        scores[root] *= 2.0
    token = scene.tree.tokens[node.head]
    verb = scene.tree.tokens[token.head].lemma
    if kind == "n":
        if token.dep in SUBJECTS and verb in _HAPPENS:
            scores = {r: s for r, s in scores.items() if chains.facts(r).type == "Event"}
        elif token.dep in {"dobj", "pobj"} and not node.pronoun.possessive and verb not in _DONE_TO:
            things = {r: s for r, s in scores.items() if chains.facts(r).type not in {"Organization", "Place"}}
            scores = things if len(scores) > 1 else {}
    for root in scores:
        facts = chains.facts(root)
        if kind in {"m", "f"}:
            scores[root] *= (1.0 if facts.gender == kind else 0.55) * (1.0 if facts.named else 0.6)
        elif kind == "p" and facts.plural:
            acting = token.dep == "nsubj" and verb not in _IDLE
            scores[root] *= 1.0 if facts.type in {"Group", "Organization"} else 0.2 if acting else 0.4
        elif kind == "p":
            scores[root] *= 0.8 if facts.named else 0.3
        else:
            scores[root] *= 1.0 if facts.named else 0.5
    return scores


def _agrees(scene: Scene, root: int, node: Node) -> bool:
    """Tell whether a pronoun can stand for a chain, by type, number and gender."""
    assert node.pronoun is not None
    kind, facts = node.pronoun.kind, scene.chains.facts(root)
    if not facts.named and not facts.described:
        return facts.people and kind in {"m", "f"} and facts.gender == kind
    if facts.nationality:
        return False
    if kind in {"m", "f"}:
        person = facts.type == "Person" or dict(facts.types).get("Person", 0) >= 0.25 or not facts.types
        return person and not facts.plural and facts.gender in {"", kind}
    if facts.people:
        return False
    if kind == "n":
        thing = facts.type not in {"Person", "Group", ""} and not facts.plural
        return thing and (facts.type == "Organization" or not _says(scene, node))
    return facts.type in {"Organization", "Group"} or facts.plural and not _says(scene, node)


def _says(scene: Scene, node: Node) -> bool:
    token = scene.tree.tokens[node.head]
    return token.dep in SUBJECTS and scene.tree.tokens[token.head].lemma in _SAYING


def _reflexive(scene: Scene, node: Node) -> bool:
    return scene.tree.lower[node.head].endswith(("self", "selves"))


def _subjects(scene: Scene, node: Node) -> set[int]:
    """Return the chains of the subject of a pronoun's own clause, and of whoever says or thinks the clause."""
    tree, tokens = scene.tree, scene.tree.tokens
    heads: set[int] = set()
    at, own = node.head, tokens[node.head].dep not in SUBJECTS
    for up in tree.ancestors(node.head):
        if tokens[up].pos not in {"VERB", "AUX"}:
            at = up
            continue
        subject = next((c for c in tree.children[up] if tokens[c].dep in SUBJECTS and c != node.head), None)
        if subject is not None and (own or tokens[at].dep in {"ccomp", "xcomp", "advcl"}):
            heads.add(subject)
            if tree.lower[subject] in {"who", "which", "that"} and tokens[up].dep == "relcl":
                heads.add(tokens[up].head)
            break
        if subject is None and tokens[up].dep in {"relcl", "acl"}:
            heads.add(tokens[up].head)
            break
        at, own = up, own or tokens[up].dep in {"ccomp", "advcl", "xcomp", "conj"}
    return {scene.chains.root(n.index) for n in scene.mates(node) if n.head in heads}


def _pair(scene: Scene, node: Node) -> bool:
    """Tell whether the sentence joins two people before a plural pronoun: it means both, who are no chain."""
    tokens = scene.tree.tokens
    people = {n.head for n in scene.mates(node) if n.type == "Person" and n.last <= node.first}
    return any(tokens[h].dep == "conj" and tokens[h].head in people for h in people)


def _beside(scene: Scene, node: Node) -> Node | None:
    """Return the person before "and" whose the pronoun after it is ("Ann Lee and her brother")."""
    assert node.pronoun is not None
    tokens = scene.tree.tokens
    noun = tokens[node.head].head
    if not node.pronoun.possessive or node.pronoun.kind not in {"m", "f"} or tokens[noun].dep != "conj":
        return None
    return next((n for n in scene.mates(node) if n.head == tokens[noun].head and n.name and n.last <= node.first), None)


def _fronted(scene: Scene, node: Node) -> Node | None:
    """Return the subject that follows an opening phrase with the pronoun in it ("In her speech, Holt …")."""
    tree, tokens = scene.tree, scene.tree.tokens
    begin, _ = tree.bounds[tokens[node.head].sentence]
    opener = None
    for up in tree.ancestors(node.head):
        if tokens[up].dep in {"prep", "advcl"} and tokens[up].head > up:
            opener = up
        elif opener is not None:
            break
    if opener is None or any(tokens[i].dep in SUBJECTS for i in range(begin, node.first)):
        return None
    subject = next((c for c in tree.children[tokens[opener].head] if tokens[c].dep in SUBJECTS and c > node.head), None)
    return next((n for n in scene.mates(node) if n.head == subject and n.name), None)


def _own_subject(scene: Scene, node: Node) -> Node | None:
    """Return the subject of the clause that a node stands in as object."""
    tree = scene.tree
    for up in tree.ancestors(node.head):
        if tree.tokens[up].pos in {"VERB", "AUX"}:
            subject = next((c for c in tree.children[up] if tree.tokens[c].dep in SUBJECTS), None)
            if subject is not None:
                return next((n for n in scene.mates(node) if n.head == subject), None)
            if tree.tokens[up].dep not in {"xcomp", "conj", "advcl", "pcomp"}:
                return None
    return None


def _forbidden(scene: Scene, node: Node) -> set[int]:
    """Return chains that a pronoun cannot mean: its own clause's subject as object, its own phrase, the speaker."""
    tree, chains, quoted = scene.tree, scene.chains, scene.quoted
    found: set[int] = set()
    token, number = tree.tokens[node.head], quoted.inside[node.head]
    if number in quoted.speakers:
        found.add(chains.root(quoted.speakers[number]))
    found |= {chains.root(i) for i in quoted.named.get(node.head, ())}
    possessive = node.pronoun is not None and node.pronoun.possessive
    if possessive:
        for other in scene.mates(node):
            inside = other.nominal is not None and other.first <= node.first < other.last
            if inside or other.name and token.head == other.head:
                found.add(chains.root(other.index))
    elif token.dep in {"dobj", "dative", "pobj"} and not _reflexive(scene, node):
        verb = token.head
        if token.dep == "pobj" and tree.tokens[verb].dep in {"prep", "dative", "agent"}:
            verb = tree.tokens[verb].head
        subject = next((c for c in tree.children[verb] if tree.tokens[c].dep in SUBJECTS), None)
        found |= {chains.root(n.index) for n in scene.mates(node) if n.head == subject}
    return found
