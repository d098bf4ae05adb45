"""The surest links of coreference: the same name, and short names with the one longer name that they can stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kg.gazetteer import Entry
from kg.mentions.bearers import may_mean, office, parted
from kg.mentions.chains import Chains, gender_of
from kg.mentions.draft import Draft, Node
from kg.mentions.lists import Lists, words

_LEGAL_SUFFIXES = words("legal suffix")
_CORPORATE = _LEGAL_SUFFIXES | words("corporate word")
_WATERS = frozenset({("sea",), ("ocean",), ("strip",), ("peninsula",), ("mountains",), ("islands",), ("desert",)})
_BODY_NOUNS = words("body noun")
_SMALL = frozenset({"of", "the", "and", "for", "in", "de", "&", "on", "to", "a"})


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
    parts = {words: parted(nodes, draft) for words, nodes in groups.items()}
    for nodes in (part for titled, rest in parts.values() for part in (*titled, rest)):
        for node in nodes[1:]:
            chains.join(node.index, nodes[0].index, "nationality" if node.name and node.name.place else "same name")
    _handles(chains, groups)
    _bracketed(chains)
    having: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for short in groups:
        for word in short:
            having[word].add(short)
        initials = "".join(w[0] for w in short if w not in _SMALL)
        if len(initials) > 1:
            having["/" + initials].add(short)
    for short in sorted(groups, key=lambda w: (-len(w), w)):
        if any(n.name and n.name.type and not n.name.entry for n in groups[short]):
            continue  # a party by what its people are called is no branch of it
        longer = set()
        for other in having[short[0]]:
            if len(other) <= len(short) or _namesake(short, other, groups):
                continue
            if groups[other][0].type == "Person" and any(_incorporated(n) for n in groups[short]):
                continue  # what is "Vesta Inc." elsewhere is nobody's first name
            if why := _short(short, other, groups[short][0], groups[other][0], draft):
                longer.add((other, why))
        form = name.form if (name := groups[short][0].name) else ""
        if len(short) == 1 and form.isupper() and not longer:
            letters = short[0].replace(".", "")
            longer = {(o, "initials") for o in having["/" + letters] if groups[o][0].type != "Person" and len(o) > 1}
        titled, untitled = parts[short]
        for nodes in titled or [untitled]:
            _link_short(chains, nodes, longer, groups, len(titled) > 1)
        if titled and untitled:
            _link_untitled(chains, untitled, [nodes[0] for nodes in titled] + [groups[o][0] for o, _ in longer])


def _incorporated(node: Node) -> bool:
    """Tell whether a name ends with a firm's legal form."""
    last = node.name.form.split()[-1].casefold().strip(".,") if node.name else ""
    return last in _LEGAL_SUFFIXES or last + "." in _LEGAL_SUFFIXES


def _namesake(short: tuple[str, ...], other: tuple[str, ...], groups: Mapping[tuple[str, ...], list[Node]]) -> bool:
    """Tell a full name that the text uses more than its "Jr." form: the father's ("Ann Lee's aide and her son Tom Lee Jr.")."""
    junior = other[-1] in {"jr", "sr"} and other[:-1] == short and len(short) > 1
    return junior and len(groups[short]) > len(groups[other])


def _link_short(
    chains: Chains,
    nodes: list[Node],
    longer: set[tuple[tuple[str, ...], str]],
    groups: Mapping[tuple[str, ...], list[Node]],
    several: bool,
) -> None:
    """Join the mentions of a short name with the one longer name that they can stand for."""
    draft = chains.draft
    targets = sorted({chains.root(groups[o][0].index) for o, _ in longer})
    named = {t: [n for n in chains.nodes(t) if n.name] for t in targets}
    targets = [t for t in targets if may_mean(nodes, named[t], chains.facts(t).gender, several, draft)]
    if len(targets) > 1:
        targets = _by_gender(chains, nodes, targets) or _by_office(chains, nodes, targets) or _only_then(chains, nodes, targets)
    if len(targets) == 1:
        why = sorted(longer)[0][1]
        chains.join(nodes[0].index, targets[0], why)
        for node in nodes if chains.root(nodes[0].index) == chains.root(targets[0]) else ():
            chains.reasons[node.index] = why


def _link_untitled(chains: Chains, nodes: list[Node], bearers: list[Node]) -> None:
    """Join a bare surname with the bearer who is named twice as often as any other, where titles tell several apart."""
    sizes = {root: chains.facts(root).names for root in sorted({chains.root(n.index) for n in bearers})}
    ranked = sorted(sizes, key=lambda root: (-sizes[root], root))
    if len(ranked) == 1 or sizes[ranked[0]] >= 2 * sizes[ranked[1]]:
        chains.join(nodes[0].index, ranked[0], "surname")


def _by_gender(chains: Chains, nodes: list[Node], targets: list[int]) -> list[int]:
    gender = next((g for n in nodes if (g := gender_of(n, chains.draft))), "")
    return [t for t in targets if chains.facts(t).gender == gender] if gender and len(targets) > 1 else []


def _by_office(chains: Chains, nodes: list[Node], targets: list[int]) -> list[int]:
    held = {office(n, chains.draft) for n in nodes} - {""}
    return [t for t in targets if held & {office(n, chains.draft) for n in chains.nodes(t) if n.name}]


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
            return (
                "" if len(words) > 1 and form.split()[0] in lists.given and _more_than_names(long, words, lists) else "surname"
            )
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


def _more_than_names(long: Node, words: tuple[str, ...], lists: Lists) -> bool:
    """Tell whether several words before a full name are no given names, as in a headline ("*Marsh Thanked* Ann Lee")."""
    before = long.name.form.split()[: -len(words)] if long.name else []
    return len(before) > 1 and not all(word in lists.given or word.endswith(".") for word in before)


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
