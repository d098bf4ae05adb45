"""Definite nominals: "the campaign" after "a campaign", "its campaign" of the same owner, "the company" for a name."""

from __future__ import annotations

from kg.mentions.chains import Facts, gender_of
from kg.mentions.draft import MAKERS, Node
from kg.mentions.lists import kinds, words
from kg.mentions.scene import Scene, leader
from kg.mentions.tree import SUBJECTS

# Nouns that say what kind of organisation is meant: the name must show it. All others are said of any company.
_KINDS = kinds()
_OTHER = frozenset[str]().union(*_KINDS.values()) - words("in names of companies too")
_COMPANY = words("organization of no kind")
# People known by what they are to the public; other roles ("the driver", "the judge") often mean somebody unnamed.
_PUBLIC = words("public role")
_ALIKE = {"Group": {"Group", "Organization"}, "Platform": {"Platform", "Organization"}}
_ONCE = frozenset({"former", "ex", "then", "next", "first", "second", "third", "other"})
# Who is called so is not the one at hand: "the national side", "the opposition party".
_APART = frozenset({"national", "rival", "opposing", "opposition", "visiting", "unnamed"})
_MERGED = frozenset({"merge", "merged", "combine", "combined", "result", "resulting"})
_PASSING = frozenset({"recent", "same", "new", "late", "latest", "controversial", "own"})


def resolve_nominal(scene: Scene, node: Node) -> None:
    """Join a nominal with an earlier chain where it points to one: a repeated noun, the same owner, a name."""
    assert node.nominal is not None
    if node.nominal.determiner == "poss":
        _owned(scene, node)
    elif node.nominal.definite and not _repeated(scene, node) and not node.nominal.plural:
        _named(scene, node)


def _head(node: Node) -> str:
    assert node.nominal is not None
    return node.nominal.lemma.split()[-1]


def _modifiers(scene: Scene, node: Node) -> frozenset[str]:
    """Return the content words before a nominal's head."""
    tokens = scene.tree.tokens
    return (
        frozenset(
            tokens[i].lemma.lower()
            for i in range(node.first, node.head)
            if tokens[i].pos in {"NOUN", "PROPN", "ADJ", "NUM"} and tokens[i].tag not in {"DT", "PRP$", "POS"}
        )
        - _PASSING
    )


def _of_whom(scene: Scene, node: Node) -> frozenset[str]:
    """Return the names' words in the "of" phrase of a nominal ("the government of *Chad*")."""
    tree, tokens = scene.tree, scene.tree.tokens
    owners = {o for p in tree.children[node.head] if tree.lower[p] == "of" and p > node.head for o in tree.children[p]}
    names = {i for o in owners for i in (o, *(c for c in tree.children[o] if tokens[c].dep == "compound"))}
    return frozenset(tokens[i].lemma.lower() for i in names if tokens[i].pos == "PROPN")


def _by_name(scene: Scene, node: Node) -> frozenset[str]:
    """Return the names and nationalities before a nominal's head ("the *Mali* government"), with the countries they mean."""
    tokens = scene.tree.tokens
    words = {tokens[i].lemma.lower() for i in range(node.first, node.head) if tokens[i].pos == "PROPN"}
    nations = scene.chains.facts(node.index).nations
    return frozenset(words | {word.lower() for nation in nations for word in nation.split()})


def _earlier(scene: Scene, node: Node) -> list[Node]:
    """Return the latest settled nominals before ``node`` with its head noun and number."""
    assert node.nominal is not None
    return [n for n in scene.heads.get((_head(node), node.nominal.plural), ())[-40:] if n.last <= node.first]


def _repeated(scene: Scene, node: Node) -> bool:
    """Join a definite nominal with the one chain that has the same head and does not contradict it.

    Return whether its noun settles the matter: also where two chains share the noun and neither is meant more.
    """
    chains, mine, whose = scene.chains, _modifiers(scene, node), _of_whom(scene, node)
    nations = chains.facts(node.index).nations
    fitting: dict[int, list[Node]] = {}
    close: set[int] = set()
    for other in _earlier(scene, node):
        theirs, root = _modifiers(scene, other), chains.root(other.index)
        if (mine ^ theirs) & _ONCE:  # "the president" is not "the former president"
            continue
        of = {place.lower() for place in chains.facts(root).nations}
        if whose and not whose & (_of_whom(scene, other) | theirs | of):
            continue  # "the government of Chad" is not the one that was called so before
        if (theirs_of := _of_whom(scene, other)) and (by_name := _by_name(scene, node)) and not theirs_of & (by_name | whose):
            continue  # nor is "the Mali government" the government of Chad
        if node.type == "Person" and nations and chains.facts(root).named and not nations & chains.facts(root).nations:
            continue  # "the French president" is not President Doe, of whom nobody said that he is French
        if mine <= theirs:
            close.add(root)
        wider = not (mine & _MERGED or _singled_out(scene, node)) and other.nominal and not other.nominal.indefinite
        if mine <= theirs or theirs <= mine and wider:
            fitting.setdefault(root, []).append(other)
    if len(fitting) > 1 and mine:
        fitting = {r: o for r, o in fitting.items() if r in close} or fitting
    if len(fitting) > 1:
        named = [r for r in fitting if chains.facts(r).named]
        if len(named) > 1 and node.type == "Organization":
            here = {r for r, _ in _in_paragraph(scene, node)}
            named = [r for r in named if r in here]
        if len(named) != 1 or node.type not in {"Person", "Organization"}:
            return True
        fitting = {named[0]: fitting[named[0]]}
    if not fitting:
        return False
    root, others = next(iter(fitting.items()))
    if node.type == "Organization" and not mine and _head(node) in _COMPANY and _another_here(scene, node, root):
        return False
    only = others[0].nominal
    if node.type == "Person" and not chains.facts(root).named and len(others) == 1 and only and only.determiner == "poss":
        return False
    chains.join(node.index, root, f"same head: {_head(node)}")
    return True


def _another_here(scene: Scene, node: Node, root: int) -> bool:
    """Tell whether the paragraph speaks of another named body before "the company", and not of the one the text last called
    so: an item of a list or a round-up is about its own."""
    here = _in_paragraph(scene, node)
    above = scene.subjects_above(node)
    acting = {r for r, n in here if n.name and n.type == "Organization" and scene.tree.tokens[n.head].dep in SUBJECTS}
    return bool(acting - above) and all(r != root for r, _ in here)


def _in_paragraph(scene: Scene, node: Node) -> list[tuple[int, Node]]:
    """Return the settled mentions before a node in its paragraph, at most 8 sentences back, with their chains."""
    paragraph, sentence = scene.tree.paragraph, scene.sentence(node)
    near = [s for s in range(max(0, sentence - 8), sentence + 1) if paragraph[s] == paragraph[sentence]]
    before = [n for s in near for n in scene.by_sentence.get(s, ()) if n.last <= node.first and n.index in scene.settled]
    return [(scene.chains.root(n.index), n) for n in before]


def _owned(scene: Scene, node: Node) -> None:
    """Join "its campaign" with an earlier campaign of the same owner; never with a name by salience."""
    owner = _owner(scene, node)
    if owner is None:
        return
    mine = _modifiers(scene, node)
    same = set()
    for other in _earlier(scene, node):
        theirs = _modifiers(scene, other)
        if (mine ^ theirs) & _ONCE or node.nominal and node.nominal.plural and mine != theirs:
            continue  # "her other statements" are not her statements of last week
        if (mine <= theirs or theirs <= mine) and _owner(scene, other) == owner:
            same.add(scene.chains.root(other.index))
    if len(same) == 1:
        scene.chains.join(node.index, same.pop(), f"same owner and head: {_head(node)}")


def _owner(scene: Scene, node: Node) -> int | None:
    """Return the chain of a nominal's possessor."""
    assert node.nominal is not None
    at = node.nominal.possessor
    if at is None:
        return None
    held = (n for n in scene.mates(node) if n.first <= at < n.last <= node.head and n.index != node.index)
    found = next(held, None)
    return scene.chains.root(found.index) if found else None


def _named(scene: Scene, node: Node) -> None:
    """Join "the fashion house", "the star" with the named chain that clearly leads among those it can be said of."""
    assert node.nominal is not None
    chains, head = scene.chains, _head(node)
    kind = _KINDS.get(node.nominal.lemma) or _KINDS.get(head)
    if node.type not in {"Person", "Organization", "Platform"} or _defined_here(scene, node):
        return
    if _modifiers(scene, node) & _APART:
        return
    if node.type == "Person" and head not in _PUBLIC and head not in MAKERS:
        return
    if node.type == "Organization" and (not kind and head not in _COMPANY or _brought_about(scene, node)):
        return
    above = scene.subjects_above(node)
    allowed = _ALIKE.get(node.type, {node.type}) | ({"Organization"} if head in MAKERS else set())
    allowed |= {"Platform"} if head in {"company", "firm", "giant", "network", "site", "service"} else set()

    def wanted(root: int) -> bool:
        facts = chains.facts(root)
        if not facts.named or facts.nationality or root in above:
            return False
        if facts.type not in allowed and not _may_be(facts, node.type):
            return False
        return _can_be_called(scene, facts, node, kind)

    if node.type == "Person" and _modifiers(scene, node):
        # "talks with Holt about a song by the Irish singer": another word for whom the sentence named last
        here = scene.salience(node, wanted, window=0)
        if len(here) == 1:
            chains.join(node.index, next(iter(here)), "definite: the only one named in the sentence")
            return
    scores = scene.salience(node, wanted, window=8)
    nations = chains.facts(node.index).nations
    if nations:
        # "the Ukrainian club" is no club that was called Bavarian, and one of unknown nation must be hard to mistake
        scores = {r: v for r, v in scores.items() if not chains.facts(r).nations or nations & chains.facts(r).nations}
    for root in scores:
        facts = chains.facts(root)
        if node.type == "Organization":  # news calls the company that it is about "the company"
            scores[root] += 0.12 * min(6, facts.names)
        if nations & facts.nations:
            scores[root] *= 2.0
    best = leader(scores, lead=1.8 if node.type == "Person" else 1.3, least=0.3)  # a wrong person is the worse mistake
    if best is not None and nations and not chains.facts(best).nations and scores[best] < 0.6:
        return
    if node.type == "Person" and best is not None and head not in chains.facts(best).called:
        if any(head in chains.facts(r).called for r in scores):
            return  # "the goalkeeper" after "goalkeeper Ann Lee" is she, or somebody new
    if best is not None and not (node.type == "Organization" and _another_here(scene, node, best)):
        chains.join(node.index, best, f"definite: leads with {scores[best]:.2f}")


def _brought_about(scene: Scene, node: Node) -> bool:
    """Tell whether a phrase means what two bodies become ("the merged company")."""
    return bool(_modifiers(scene, node) & _MERGED)


def _may_be(facts: Facts, type_: str) -> bool:
    """Tell whether a chain of unsure type may be of this one."""
    return not facts.types or facts.types[0][1] < 0.5 and dict(facts.types).get(type_, 0) >= 0.12


def _can_be_called(scene: Scene, facts: Facts, node: Node, kind: frozenset[str] | None) -> bool:
    """Tell whether a named chain may be called so: by gender, what it was called before, or words in its name."""
    if node.type == "Person":
        gender = gender_of(node, scene.draft)
        return not gender or facts.gender in {"", gender}
    if _head(node) in facts.called:
        return True
    return bool(facts.words & kind) if kind else not facts.words & _OTHER


def _singled_out(scene: Scene, node: Node) -> bool:
    """Tell whether a superlative says which one is meant, whatever it is ("the nearest shop", "the largest chain")."""
    return any(scene.tree.tokens[i].tag in {"JJS", "RBS"} for i in range(node.first, node.head))


def _defined_here(scene: Scene, node: Node) -> bool:
    """Tell whether the phrase itself says which one is meant ("the company that made the valve", "the head of X")."""
    tree = scene.tree
    if any(n.name and n.type != "Place" and node.first <= n.first < node.last for n in scene.mates(node)):
        return True
    if _singled_out(scene, node):
        return True
    bracket = node.last < len(tree.words) and tree.words[node.last] == "("
    if bracket and any(n.name and n.first == node.last + 1 for n in scene.mates(node)):
        return True  # "the Green opposition party (OGP)"
    for child in tree.children[node.head]:
        dep = tree.tokens[child].dep
        if child > node.head and dep == "prep" and tree.lower[child] in {"of", "behind", "for", "at", "within"}:
            return True
        if child > node.head and dep in {"relcl", "acl"} and not any(tree.words[i] == "," for i in range(node.last, child)):
            return True
    return False
