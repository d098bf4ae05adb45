"""The sure links of coreference: same names, short names, appositions, predicates."""

from __future__ import annotations

from collections import defaultdict

from kg.gazetteer import Entry
from kg.mentions.chains import Chains, gender_of
from kg.mentions.contexts import NAMED_SO
from kg.mentions.draft import Draft, Node
from kg.mentions.lists import Lists, words
from kg.mentions.tree import SUBJECTS

_LEGAL_SUFFIXES = words("legal suffix")
_CORPORATE = _LEGAL_SUFFIXES | words("corporate word")
_WATERS = frozenset({("sea",), ("ocean",), ("strip",), ("peninsula",), ("mountains",), ("islands",), ("desert",)})
_BODY_NOUNS = words("body noun")
_SMALL = frozenset({"of", "the", "and", "for", "in", "de", "&", "on", "to", "a"})
_OPEN = frozenset({",", "—", "–", "--", "-", "(", ":"})
_CLOSE = frozenset({",", "—", "–", "--", "-", ")", ".", ";", '"', "”", "!", "?"})


def key(form: str, lists: Lists) -> tuple[str, ...]:
    """Return a name's words for comparison: no "the", no legal suffix, no stops, a place by its first name.

    >>> from kg.mentions.lists import load_lists
    >>> key("The Acme Widget Co.", load_lists()), key("U.S.", load_lists())
    (('acme', 'widget'), ('united', 'states'))
    """
    bare = form[4:] if form.startswith("The ") else form
    bare = lists.same.get(form, lists.same.get(bare, bare))
    words = [(w.replace(".", "") if w.isupper() else w).casefold().strip(".,") or w for w in bare.split() if w != ","]
    while len(words) > 1 and (words[-1] in _LEGAL_SUFFIXES or words[-1] + "." in _LEGAL_SUFFIXES):
        words.pop()
    return tuple(words)


def link_told(chains: Chains) -> None:
    """Join the names that the gazetteer gives to one thing."""
    first: dict[Entry, int] = {}
    for node in chains.draft.nodes:
        if node.name and node.name.entry:
            chains.join(node.index, first.setdefault(node.name.entry, node.index), "the gazetteer gives both names")


def link_names(chains: Chains) -> None:
    """Join names that are the same, then short names with the one longer name they can stand for."""
    draft = chains.draft
    groups: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for node in draft.nodes:
        if node.name:
            form = node.name.place or node.name.form
            groups[key(form, draft.lists)].append(node)
    for nodes in groups.values():
        for node in nodes[1:]:
            chains.join(node.index, nodes[0].index, "nationality" if node.name and node.name.place else "same name")
    _handles(chains, groups)
    _bracketed(chains)
    parts: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for short in groups:
        for word in short:
            parts[word].add(short)
        initials = "".join(w[0] for w in short if w not in _SMALL)
        if len(initials) > 1:
            parts["/" + initials].add(short)
    for short in sorted(groups, key=lambda w: (-len(w), w)):
        nodes = groups[short]
        longer = set()
        for other in parts[short[0]]:
            if len(other) > len(short) and (why := _short(short, other, nodes[0], groups[other][0], draft)):
                longer.add((other, why))
        form = nodes[0].name.form if nodes[0].name else ""
        if len(short) == 1 and form.isupper() and not longer:
            letters = short[0].replace(".", "")
            longer = {(o, "initials") for o in parts["/" + letters] if groups[o][0].type != "Person" and len(o) > 1}
        targets = sorted({chains.root(groups[o][0].index) for o, _ in longer})
        if len(targets) > 1:
            targets = _by_gender(chains, nodes, targets) or _only_then(chains, nodes, targets)
        if len(targets) == 1:
            why = sorted(longer)[0][1]
            chains.join(nodes[0].index, targets[0], why)
            for node in nodes if chains.root(nodes[0].index) == chains.root(targets[0]) else ():
                chains.reasons[node.index] = why


def _by_gender(chains: Chains, nodes: list[Node], targets: list[int]) -> list[int]:
    gender = next((g for n in nodes if (g := gender_of(n, chains.draft))), "")
    return [t for t in targets if chains.facts(t).gender == gender] if gender and len(targets) > 1 else []


def _only_then(chains: Chains, nodes: list[Node], targets: list[int]) -> list[int]:
    """Return the candidate that alone had been named when the short name was first used after it."""
    firsts = sorted((min(n.first for n in chains.nodes(t) if n.name), t) for t in targets)
    (begin, target), (end, _) = firsts[0], firsts[1]
    return [target] if any(begin < n.first < end for n in nodes) else []


def _short(words: tuple[str, ...], other: tuple[str, ...], node: Node, long: Node, draft: Draft) -> str:
    """Return why ``words`` can be short for ``other``; "" if they cannot."""
    lists, form = draft.lists, node.name.form if node.name else ""
    place = form in lists.places or form in lists.demonyms
    scores = dict(node.types)
    if node.name and node.name.place or form in lists.words["platform"]:
        return ""
    if long.type == "Person":
        if place and scores.get("Person", 0) < 0.4 or scores and scores.get("Person", 0) < 0.1:
            return ""
        tail = other[:-1] if other[-1] in {"jr", "sr", "ii", "iii"} else other
        if tail[-len(words) :] == words:
            return "surname"
        if tail[: len(words)] == words and (len(words) == 1 or len(words) == len(other) - 1):
            return "first name" if len(words) == 1 else "name without its end"
        if len(words) == 2 and len(other) == 3 and (words[0], words[1]) == (other[0], other[2]):
            return "name without its middle"
        return ""
    if long.type == "Place" and other[: len(words)] == words and other[len(words) :] in _WATERS:
        return "short name of a place"
    if place or long.type not in {"Organization", "Event", "Award", "Law", "LegalCase", "CreativeWork", "Product", ""}:
        return ""
    if scores.get("Person", 0) > 0.6 and long.type != "LegalCase":
        return ""
    if long.type == "Organization" and other[: len(words)] == words and all(w in _CORPORATE for w in other[len(words) :]):
        return "short name"
    if len(words) == 1 and form[0].isupper() and _body(words[0], other) and long.type == "Organization":
        return "its kind of body"
    front = other[: -len(words)]
    if len(words) > 1 and other[-len(words) :] == words and front[-1] not in _SMALL:
        return "short name"
    nation = long.name is not None and long.name.form.split()[0] in lists.demonyms.keys() | lists.same.keys()
    if long.type == "Organization" and nation and other[1:] == words:
        return "name without its country"
    return ""


def _body(word: str, other: tuple[str, ...]) -> bool:
    """Tell whether a word is what kind of body a name says: "Party" of "Farmers Party", "Court" of "Court of Audit"."""
    return word in _BODY_NOUNS and (other[-1] == word or other[0] == word and other[1] in {"of", "for"})


def _bracketed(chains: Chains) -> None:
    """Join a name with the letters in brackets after it ("Ocean Weather Office (OWO)")."""
    words, starts = chains.draft.tree.words, {n.first: n for n in chains.draft.nodes if n.name}
    for node in chains.draft.nodes:
        if not node.name or node.type == "Person" or node.last + 1 >= len(words) or words[node.last] not in {"(", "["}:
            continue
        short = starts.get(node.last + 1)
        if short and short.last < len(words) and words[short.last] in {")", "]"} and short.name:
            form = short.name.form
            if (
                form.isupper()
                and 2 <= len(form) <= 8
                and " " not in form
                and form[0] in {w[0].upper() for w in node.name.form.split()}
            ):
                chains.join(short.index, node.index, "letters in brackets")


def _handles(chains: Chains, groups: dict[tuple[str, ...], list[Node]]) -> None:
    """Join a handle ("@AnnLee") with the name that it spells."""
    glued = {"".join(parts): nodes for parts, nodes in groups.items() if not parts[0].startswith("@")}
    for parts, nodes in groups.items():
        if parts[0].startswith("@"):
            spelled = parts[0].lstrip("@").replace("_", "")
            if target := glued.get(spelled):
                for node in nodes:
                    chains.join(node.index, target[0].index, "handle")


# ------------------------------------------------------------------ appositions and predicates


def fits(node: Node, nominal: Node) -> bool:
    """Tell whether a name can be what a nominal says, by their types."""
    want = nominal.type
    if not node.types:
        return True
    scores = dict(node.types)
    alike = {
        "Group": {"Organization", "Group"},
        "Platform": {"Platform", "Organization"},
        "Organization": {"Organization", "Platform", "Group"},
    }
    return any(scores.get(t, 0) >= 0.12 for t in alike.get(want, {want}))


def _unsure(node: Node) -> bool:
    return not node.types or node.types[0][1] < 0.7


def link_appositions(chains: Chains) -> None:
    """Join a name with the nominal beside it ("photographer X", "X, the photographer", "the photographer, X,")."""
    draft = chains.draft
    tree, tokens, words = draft.tree, draft.tree.tokens, draft.tree.words
    by_last = {n.last: n for n in draft.nodes if n.nominal}
    by_head = {n.head: n for n in draft.nodes if n.nominal or n.name}
    starts: dict[int, Node] = {n.first: n for n in draft.nodes if n.nominal}
    for node in draft.nodes:
        if not node.name or node.name.place:
            continue
        begin, end = tree.bounds[tokens[node.first].sentence]
        role = _before(node, by_last, draft, begin)
        if role and fits(node, role) and not _plural(role):
            chains.describe(role.index, node.index, "role before the name")
            continue
        closed = node.last >= end or words[node.last] in _CLOSE
        if node.first - 1 > begin and words[node.first - 1] in _OPEN and closed:
            roles = [r for r in _phrases(by_last, node.first - 1, tree) if not _plural(r) and _parsed(r, node, draft)]
            roles.sort(key=lambda r: r.type not in {"Person", "Organization"})  # "the maker of the film, X,": the maker
            if words[node.first - 1] == ":":  # "Image: Jane Doe" tells who made it
                roles = [r for r in roles if r.type in {"Person", "Organization"}]
            fitting = [r for r in roles if fits(node, r)]
            fitting = fitting or [r for r in roles if _unsure(node) and r.type in {"Person", "Organization"}]
            if fitting:
                chains.describe(fitting[0].index, node.index, "apposition")
        if node.last < end and words[node.last] in _OPEN:
            after = starts.get(node.last + 1) or by_head.get(next(
                (c for c in tree.children[node.head] if tokens[c].dep == "appos" and c > node.last), -1))  # fmt: skip
            if (
                after
                and after.nominal
                and (fits(node, after) or _unsure(node))
                and not _plural(after)
                and _behind(after, node, draft, end)
            ):
                chains.describe(after.index, node.index, "apposition")
    link_titled(chains)
    link_predicates(chains)


def link_titled(chains: Chains) -> None:
    """Join a name with the noun it stands in or is given to ("the Vesta handbag", "the series, dubbed “Vesta”,")."""
    draft = chains.draft
    tree, tokens = draft.tree, draft.tree.tokens
    things = {"CreativeWork", "Product", "Event", "Award", "Law", "LegalCase"}
    by_head = {n.head: n for n in draft.nodes if n.nominal}
    for node in draft.nodes:
        if not node.name or node.name.place:
            continue
        dep, up = tokens[node.head].dep, tokens[node.head].head
        noun = by_head.get(up)
        if noun and noun.first <= node.first and node.last <= noun.head and dep in {"compound", "nmod", "amod"}:
            gap = all(
                tree.words[i] in {'"', "“", "”", "'", "’", "‘"} or tokens[i].pos == "NOUN" for i in range(node.last, noun.head)
            )
            singular = noun.nominal is not None and not noun.nominal.plural
            so = tree.lower[noun.head] in NAMED_SO and node.last == noun.head and fits(node, noun) and node.type != "Person"
            if (noun.type in things and node.type == noun.type or so) and gap and singular:
                chains.join(noun.index, node.index, "noun of the name")
        elif dep in {"oprd", "dobj", "attr", "ccomp", "xcomp"} and tokens[up].lemma in {
            "dub",
            "call",
            "name",
            "title",
            "entitle",
            "nickname",
        }:
            noun = by_head.get(tokens[up].head) if tokens[up].dep in {"acl", "relcl"} else None
            if noun and fits(node, noun):
                chains.join(noun.index, node.index, f"{tokens[up].lemma} so")


def _before(node: Node, by_last: dict[int, Node], draft: Draft, begin: int) -> Node | None:
    at = node.first
    words = draft.tree.words
    while at - 1 > begin and (words[at - 1] in draft.lists.words["title"] and words[at - 1][0].isupper() and at not in by_last):
        at -= 1
    return by_last.get(at) or by_last.get(node.first)


def _phrases(by_last: dict[int, Node], at: int, tree: object) -> list[Node]:
    """Return the nominals that end at ``at``: the last one, and those whose "of" phrase it is."""
    found = []
    node = by_last.get(at)
    steps = 0
    while node is not None and steps < 3:
        found.append(node)
        words = tree.lower  # type: ignore[attr-defined]  # a Tree
        node = by_last.get(node.first - 1) if node.first > 1 and words[node.first - 1] in {"of", "for", "at", "in"} else None
        steps += 1
    return found


def _parsed(role: Node, node: Node, draft: Draft) -> bool:
    """Tell whether a nominal, a comma and a name are an apposition: so parsed, or closed off on both sides."""
    tree, tokens = draft.tree, draft.tree.tokens
    if tokens[node.head].dep == "appos" or tokens[role.head].dep == "appos":
        return True
    mark = tree.words[node.first - 1]
    if mark in {"—", "–", "--", "("}:
        return True
    _, end = tree.bounds[tokens[node.first].sentence]
    subject = tokens[node.head].dep in SUBJECTS and node.last < end and tree.words[node.last] not in {",", "—", "–"}
    listed = tokens[node.head].dep == "conj" or (node.last + 1 < end and tree.lower[node.last + 1] in {"and", "or"})
    assert role.nominal is not None
    pointed = role.nominal.determiner in {"the", "poss"} or not role.nominal.determiner
    return pointed and not subject and not listed


def _behind(after: Node, node: Node, draft: Draft, end: int) -> bool:
    """Tell whether a name, a comma and a nominal are an apposition."""
    tree, tokens = draft.tree, draft.tree.tokens
    assert after.nominal is not None
    if tokens[after.head].dep == "appos" and node.first <= tokens[after.head].head < node.last:
        return True
    if tokens[after.head].dep in SUBJECTS or tokens[after.head].dep == "conj" or tokens[node.head].dep == "conj":
        return False
    rest = tree.words[after.last] if after.last < end else "."
    return bool(after.nominal.determiner) and (
        rest in _CLOSE or tree.lower[after.last] in {"of", "at", "for", "who", "with", "in"}
    )


def _plural(node: Node) -> bool:
    return bool(node.nominal and node.nominal.plural)


def link_predicates(chains: Chains) -> None:
    """Join "X is a photographer" and "As a photographer, X …" with X."""
    draft = chains.draft
    tree, tokens = draft.tree, draft.tree.tokens
    every = {n.head: n for n in draft.nodes}
    for node in draft.nodes:
        if not node.nominal or node.nominal.plural or node.nominal.determiner not in {"a", "an", "the", "", "poss"}:
            continue
        dep, up = tokens[node.head].dep, tokens[node.head].head
        if dep == "attr" and tokens[up].lemma in {"be", "become", "remain"}:
            labels = {tokens[c].dep for c in tree.children[up]}
            modal = any(tokens[c].tag == "MD" for c in tree.children[up])
            subject = next((every.get(c) for c in tree.children[up] if tokens[c].dep == "nsubj"), None)
            if subject and "neg" not in labels and not modal and tree.lower[node.first] != "no" and _can_be(subject, node):
                chains.join(node.index, subject.index, "predicate")
        elif (
            dep == "pobj" and tree.lower[up] == "as" and tree.initial(up) and node.type == "Person" and node.nominal.indefinite
        ):
            verb = tokens[up].head
            subject = next((every.get(c) for c in tree.children[verb] if tokens[c].dep in SUBJECTS), None)
            if subject and subject.first > node.last and _can_be(subject, node):
                chains.join(node.index, subject.index, "said of the subject")


def _can_be(subject: Node, nominal: Node) -> bool:
    if subject.pronoun:
        return (
            subject.pronoun.kind in {"1s", "m", "f"}
            and nominal.type == "Person"
            or (subject.pronoun.kind == "n" and nominal.type not in {"Person", "Group"})
        )
    if subject.name:
        return fits(subject, nominal)
    return subject.type == nominal.type and not _plural(subject)
