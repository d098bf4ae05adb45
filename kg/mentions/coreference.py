"""Which mentions of one article mean the same thing: a sieve from sure links to unsure ones, precision first.

After Lee et al. (2013), "Deterministic coreference resolution based on entity-centric, precision-ranked rules":
names of one thing by the gazetteer, same and short names, appositions, predicates; then definite nominals and pronouns
outside quotations; then who speaks; then what stands inside quotations, where "I" and "we" are the speaker. Two equally
good candidates: none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.mentions.bearers import titled
from kg.mentions.capitals import headlines
from kg.mentions.chains import Chains
from kg.mentions.definites import resolve_nominal
from kg.mentions.draft import Draft, Node
from kg.mentions.pronouns import resolve_pronoun
from kg.mentions.same_names import key, link_names, link_told
from kg.mentions.scene import Quoted, Scene
from kg.mentions.sure import link_appositions
from kg.model import Chain, Mention, Quotation, Span, Types


@dataclass(frozen=True, slots=True)
class Resolved:
    """Mentions with their chains, the chains, and quotations with their speakers."""

    mentions: tuple[Mention, ...]
    chains: Mapping[str, Chain]
    quotations: tuple[Quotation, ...]


def resolve(draft: Draft, quotations: tuple[Quotation, ...]) -> Resolved:
    """Return the mentions in chains e1, e2, … in order of first appearance, and the quotations with speakers."""
    chains = Chains(draft)
    link_told(chains)
    link_names(chains)
    link_appositions(chains)
    inside = _inside(draft, quotations)
    speakers = _speakers(chains, quotations)
    named, before = _sources(draft, inside, quotations, speakers)
    scene = Scene(chains, Quoted(inside, speakers, named, before))
    _pass(scene, [n for n in draft.nodes if inside[n.head] < 0])
    _first_person(chains, inside, speakers)
    _pass(scene, [n for n in draft.nodes if inside[n.head] >= 0])
    return _result(chains, quotations, speakers)


def _pass(scene: Scene, nodes: list[Node]) -> None:
    """Resolve nominals and pronouns in text order, inner ones of a phrase first."""
    for node in sorted(nodes, key=lambda n: (n.last, n.first)):
        if node.index not in scene.settled:
            if node.pronoun and node.pronoun.kind in {"m", "f", "n", "p"}:
                resolve_pronoun(scene, node)
            elif node.nominal:
                resolve_nominal(scene, node)
        scene.settle(node)


def _inside(draft: Draft, quotations: tuple[Quotation, ...]) -> tuple[int, ...]:
    """Return for each token the innermost quotation in marks that holds it, as an index; -1 outside."""
    tokens = draft.tree.tokens
    inside = [-1] * len(tokens)
    direct = [(number, q) for number, q in enumerate(quotations) if q.kind != "indirect"]
    starts = [t.start for t in tokens]
    for number, quotation in sorted(direct, key=lambda p: -(p[1].span.end - p[1].span.start)):
        for segment in quotation.segments:
            for i in range(bisect_left(starts, segment.start), bisect_left(starts, segment.end)):
                inside[i] = number
    return tuple(inside)


def _sources(
    draft: Draft, inside: tuple[int, ...], quotations: tuple[Quotation, ...], speakers: dict[int, int]
) -> tuple[dict[int, list[int]], dict[int, int]]:
    """Return for each pronoun that is a source ("she" in "…, she said") the names inside what it says, and the speaker
    of the quotation before."""
    held: dict[int, list[int]] = {}
    for node in draft.nodes:
        if node.name and inside[node.head] >= 0:
            held.setdefault(inside[node.head], []).append(node.index)
    named: dict[int, list[int]] = {}
    before: dict[int, int] = {}
    last: int | None = None
    for number, quotation in enumerate(quotations):
        speaker = speakers.get(number)
        if speaker is None:
            continue
        node = draft.nodes[speaker]
        if quotation.kind == "indirect":
            if node.name and quotation.cue is not None and quotation.cue.start >= quotation.span.end:
                last = speaker  # "…, Lee said." makes Lee the speaker as quoted words do
            continue
        if node.pronoun:
            named.setdefault(node.head, []).extend(held.get(number, ()))
            if last is not None and last != speaker:
                before.setdefault(node.head, last)
        last = speaker
    return named, before


def _speakers(chains: Chains, quotations: tuple[Quotation, ...]) -> dict[int, int]:
    """Return for each quotation (by index) a node of the speaker's chain, where the source names one."""
    draft = chains.draft
    found: dict[int, int] = {}
    spans = [(draft.tree.span(n.first, n.last), n) for n in draft.nodes]
    starts = [span.start for span, _ in spans]
    for number, quotation in enumerate(quotations):
        if quotation.source is None:
            continue
        near = slice(bisect_left(starts, quotation.source.start - 300), bisect_left(starts, quotation.source.end))
        node = _source(quotation.source, spans[near], draft)
        if node is not None:
            found[number] = node.index
    return found


_PLACING = {"in", "at", "on", "near", "during", "about", "against", "to", "across"}


def _source(source: Span, spans: list[tuple[Span, Node]], draft: Draft) -> Node | None:
    """Return the mention that the source's words mean: the one with its head; a possessor inside is not the speaker."""
    tree = draft.tree
    held = [(span, node) for span, node in spans if source.contains(span) or span.contains(source)]
    if not held:
        held = [(span, node) for span, node in spans if span.overlaps(source)]
    if not held:
        return None
    near = range(*tree.bounds[tree.tokens[held[0][1].head].sentence])
    inner = {i for i in near if source.start <= tree.tokens[i].start < source.end}
    best: tuple[float, int, Node] | None = None
    for span, node in held:
        up = tree.tokens[node.head].head
        if span.contains(source) and node.head not in inner:
            continue  # "his" in "his comments" is not the comments
        if tree.tokens[node.head].dep == "pobj" and up in inner and tree.lower[up] in _PLACING:
            continue  # "half of those in each state": where they are is not who they are
        score = 0.0
        if tree.tokens[node.head].dep == "poss" or (node.last < len(tree.words) and tree.tokens[node.last].tag == "POS"):
            score -= 3
        if up == node.head or up not in inner:
            score += 2
        if tree.tokens[node.head].dep == "appos":
            score += 1.5
        if node.name and not node.name.place:
            score += 1
        score += (min(span.end, source.end) - max(span.start, source.start)) / max(1, source.end - source.start)
        if best is None or score > best[0]:
            best = (score, node.index, node)
    return best[2] if best and best[0] > -1 else None


def _first_person(chains: Chains, inside: tuple[int, ...], speakers: dict[int, int]) -> None:
    """Join "I" and "we" inside a quotation with its speaker, elsewhere with each other in their sentence's paragraph."""
    draft = chains.draft
    for node in draft.nodes:
        if not node.pronoun or node.pronoun.kind not in {"1s", "1p"}:
            continue
        speaker = speakers.get(inside[node.head]) if inside[node.head] >= 0 else None
        if speaker is None or speaker == node.index:
            continue
        if node.pronoun.kind == "1s" or chains.facts(speaker).type not in {
            "Person",
            "",
        }:  # whom else a person means is not said
            chains.join(node.index, speaker, "first person: the speaker")


# ------------------------------------------------------------------ the result


def _result(chains: Chains, quotations: tuple[Quotation, ...], speakers: dict[int, int]) -> Resolved:
    draft = chains.draft
    names: dict[int, str] = {}
    for node in draft.nodes:
        names.setdefault(chains.root(node.index), f"e{len(names) + 1}")
    set_large = headlines(draft.tree)
    made: dict[str, Chain] = {}
    types: dict[int, Types] = {}
    sizes: dict[int, int] = {}
    for root, name in names.items():
        nodes = chains.nodes(root)
        types[root], sizes[root] = _types(nodes), len(nodes)
        label, aliases, named = _label(nodes, draft, set_large)
        made[name] = Chain(name, label, named, types[root], aliases)
    _tell_apart(made, {names[root]: chains.nodes(root) for root in names}, draft)
    mentions = []
    for node in draft.nodes:
        root = chains.root(node.index)
        reason = chains.reasons.get(node.index, "first mention" if sizes[root] > 1 else "alone")
        mentions.append(draft.mention(node, names[root], reason, types[root]))
    spoken = tuple(
        replace(q, speaker=names[chains.root(speakers[number])]) if number in speakers else q
        for number, q in enumerate(quotations)
    )
    return Resolved(tuple(mentions), made, spoken)


def _tell_apart(made: dict[str, Chain], nodes: Mapping[str, list[Node]], draft: Draft) -> None:
    """Call people by title and surname where others of the article have that surname ("Mrs. Hale")."""
    bearers = Counter(chain.label.split()[-1] for chain in made.values() if chain.named and chain.type == "Person")
    for name, chain in made.items():
        if chain.named and chain.type == "Person" and " " not in chain.label and bearers[chain.label] > 1:
            if label := titled(nodes[name], draft):
                made[name] = replace(chain, label=label, aliases=tuple(sorted({*chain.aliases, chain.label})))


def _types(nodes: list[Node]) -> Types:
    """Return a chain's scored types: its names weigh by number, what is said of them in nominals too."""
    told = {node.name.type for node in nodes if node.name and node.name.type}
    if len(told) == 1:
        return ((told.pop(), 1.0),)
    total: dict[str, float] = defaultdict(float)
    weight = 0.0
    for node in nodes:
        if node.pronoun and node.pronoun.kind not in {"m", "f"}:
            continue
        share = 1.0 if node.name else 0.8 if node.nominal else 0.3
        weight += share
        for type_, score in node.types:
            total[type_] += share * score
    if not weight:
        return nodes[0].types if nodes[0].types else ()
    ranked = sorted(((t, round(s / weight, 3)) for t, s in total.items()), key=lambda p: (-p[1], p[0]))
    return tuple(p for p in ranked[:4] if p[1] >= 0.02)


def _label(nodes: list[Node], draft: Draft, set_large: set[int]) -> tuple[str, tuple[str, ...], bool]:
    """Return a chain's best name, its other names and nominal texts, and whether it is named.

    Where a name ends is hard to see in a headline (``set_large``: paragraphs): what stands elsewhere names it better.
    """
    tree = draft.tree
    plain = [n for n in nodes if not (n.name and tree.paragraph[tree.tokens[n.head].sentence] in set_large)]
    nodes = plain if any(n.name for n in plain) else nodes
    forms: Counter[str] = Counter()
    places = {n.name.place for n in nodes if n.name and n.name.place}
    for node in nodes:
        if node.name:
            form = " ".join((node.name.place or node.name.form).split())
            forms[form.replace(" ,", ",")] += 1
    texts: Counter[str] = Counter()
    for node in nodes:
        if node.nominal:
            texts[_bare(node, draft)] += 1
    if forms:
        canonical = next((draft.lists.same[f] for f in sorted(forms) if f in draft.lists.same), "")
        ranked = sorted(
            forms,
            key=lambda f: (f.startswith("@"), f.isupper() and len(f) > 4, -len(key(f, draft.lists)), -forms[f], -len(f), f),
        )
        label = canonical or _without_tail(_without_lead(ranked[0], forms, draft), forms, draft)
        others = {n.name.form for n in nodes if n.name} | set(texts) | places
        return label, tuple(sorted(others - {label, ""})), True
    if texts:
        label = max(sorted(texts), key=lambda t: (len(t.split()), texts[t], len(t)))
        return label, tuple(sorted(set(texts) - {label})), False
    first = nodes[0]
    return draft.tree.form(first.first, first.last), (), False


def _without_lead(form: str, forms: Counter[str], draft: Draft) -> str:
    """Drop a capitalised word before a full name that stands without it elsewhere ("Telling Jane Doe", "Sly Jane Doe")."""
    lead, _, rest = form.partition(" ")
    given = draft.lists.given
    doing = lead.endswith("ing") and lead not in given
    full = rest in forms and " " in rest and lead not in given
    return rest if full and (doing or rest.split()[0] in given) else form


def _without_tail(form: str, forms: Counter[str], draft: Draft) -> str:
    """Drop a verb after a full name that stands without it elsewhere ("Jane Doe *Calls*", "Jane Doe *Explained*")."""
    rest, _, tail = form.rpartition(" ")
    full = " " in rest and rest.split()[0] in draft.lists.given and forms[rest] >= forms[form]
    return rest if full and tail.endswith(("s", "ed")) and rest in forms else form


def _bare(node: Node, draft: Draft) -> str:
    """Return a nominal's words without its determiner or possessor."""
    assert node.nominal is not None
    tree = draft.tree
    start = node.first
    for i in range(node.first, node.nominal.head):
        if tree.tokens[i].tag == "POS":
            start = i + 1
    while start < node.nominal.head and (
        tree.tokens[start].tag in {"DT", "PRP$", "PDT"} or tree.tokens[start].pos in {"ADV", "PUNCT"}
    ):
        start += 1
    return tree.form(start, node.last)
