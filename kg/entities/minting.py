"""Labels and IRIs of entities; a ledger keeps the IRIs that an earlier store gave out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kg.entities import names
from kg.entities.chains import Node, weigh
from kg.model import ChainKey, Types, best, digest

Ledger = Mapping[str, tuple[ChainKey, ...]]


def fullest(nodes: Sequence[Node], types: Types | None = None) -> str:
    """Return the key of the most complete name: most words, then most mentions, then longest, then alphabetical; ``types`` are
    those of the chains together, if they are known."""
    person = best(weigh(nodes) if types is None else types) == "Person"
    weights: Counter[str] = Counter()
    for node in nodes:
        weights[names.person_key(node.label) if person else names.key(node.label)] += node.weight
    return min(weights, key=lambda name: (-len(name.split()), -weights[name], -len(name), name))


def label(nodes: Sequence[Node], name: str, types: Types) -> str:
    """Return the spelling most used for the name with this key; capitals throughout only where nothing else is used.

    A surname alone keeps the title that tells its bearer from others of the article ("Mrs. Hale").
    """
    person = best(types) == "Person"
    if person and " " not in name and (known := sorted({n.label for n in nodes if names.untitled(n.label) != n.label})):
        return known[0]
    forms: Counter[str] = Counter()
    for node in nodes:
        for form, times in node.forms:
            forms[form] += times
    known = [f for f in forms if names.key(f) == name] or [f for f in forms if person and names.person_key(f) == name]
    known = known or [n.label for n in nodes if name in (names.key(n.label), names.person_key(n.label))]

    def rank(form: str) -> tuple[bool, int, int, str]:
        shouted = form.isupper() and len(form.split()) > 1
        return shouted, -forms[form], -len(form), form

    chosen = min(known, key=rank)
    return (names.untitled(chosen) if person else chosen).removeprefix("the ")


def aliases(nodes: Iterable[Node], shown: str) -> tuple[str, ...]:
    """Return every other spelling, sorted."""
    return tuple(sorted({form for node in nodes for form, _ in node.forms} - {shown}))


def keep(clusters: Sequence[Sequence[Node]], ledger: Ledger) -> tuple[dict[int, str], dict[str, int]]:
    """Return which cluster keeps which IRI of the ledger, and for each retired IRI the cluster most of its chains went to.

    A cluster keeps the IRI with most of its chains (ties: the smallest IRI); of two clusters that would keep one IRI
    the one with more of its chains does (ties: the one with the smallest chain).
    """
    cluster_of = {node.chain: i for i, nodes in enumerate(clusters) for node in nodes}
    shared: Counter[tuple[str, int]] = Counter()
    for iri, chains in ledger.items():
        for chain in set(chains):
            if chain in cluster_of:
                shared[iri, cluster_of[chain]] += 1
    smallest = [min(n.chain for n in nodes) for nodes in clusters]
    ranked = sorted(shared, key=lambda pair: (-shared[pair], pair[0], smallest[pair[1]]))
    kept: dict[int, str] = {}
    owner: dict[str, int] = {}
    for iri, i in ranked:
        if i not in kept and iri not in owner:
            kept[i], owner[iri] = iri, i
    retired: dict[str, int] = {}
    for iri, i in ranked:
        if iri not in owner:
            retired.setdefault(iri, i)
    return kept, retired


def mint(clusters: Sequence[Sequence[Node]], fixed: Mapping[int, str], retired: Iterable[str], base: str) -> list[str]:
    """Return an IRI for each cluster of named chains: a slug and a hash of its fullest name.

    Of clusters with one name all but the first (by smallest chain) take their smallest article id into the hash;
    an IRI that is kept or was retired is never given out anew.
    """
    taken = set(fixed.values()) | set(retired)
    found = [fixed.get(i, "") for i in range(len(clusters))]
    order = sorted(range(len(clusters)), key=lambda i: min(n.chain for n in clusters[i]))
    for i in order:
        if found[i]:
            continue
        name, chain = fullest(clusters[i]), min(n.chain for n in clusters[i])
        found[i] = _free(base, name, [(), (chain[0],), chain], taken)
        taken.add(found[i])
    return found


def mint_unnamed(nodes: Sequence[Node], fixed: Mapping[int, str], retired: Iterable[str], base: str) -> list[str]:
    """Return an IRI for each chain without a name: hash over article, label, and its number among equal labels there.

    ``nodes`` come in the order of the text.
    """
    taken = set(fixed.values()) | set(retired)
    ordinals: Counter[tuple[str, str]] = Counter()
    found = []
    for i, node in enumerate(nodes):
        ordinals[node.chain[0], node.name] += 1
        ordinal = str(ordinals[node.chain[0], node.name])
        salts = [(node.chain[0], "unnamed", ordinal), (*node.chain, "unnamed", ordinal)]
        iri = fixed.get(i) or _free(base, node.name, salts, taken)
        taken.add(iri)
        found.append(iri)
    return found


def _free(base: str, name: str, salts: Sequence[tuple[str, ...]], taken: set[str]) -> str:
    """Return the IRI by the first salt that gives a free one; the last salt is tried with ever more numbers."""
    for n in range(len(salts) + 1000):
        salt = salts[n] if n < len(salts) else (*salts[-1], str(n))
        iri = f"{base}entity/{names.slug(name)}-{digest(name, *salt)[:8]}"
        if iri not in taken:
            return iri
    raise AssertionError("a thousand hashes in a row cannot be taken")
