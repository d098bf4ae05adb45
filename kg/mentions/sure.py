"""The sure links of coreference after names: appositions, titles of works, predicates."""

from __future__ import annotations

from collections.abc import Iterator

from kg.mentions.chains import Chains
from kg.mentions.contexts import NAMED_SO
from kg.mentions.draft import Draft, Node
from kg.mentions.titles import titled
from kg.mentions.tree import SUBJECTS, Tree

_OPEN = frozenset({",", "—", "–", "--", "-", "(", ":"})
_MARKS = frozenset({'"', "“", "'", "‘"})
_CLOSE = frozenset({",", "—", "–", "--", "-", ")", ".", ";", '"', "”", "!", "?"})


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
    ends = {n.last: n for n in draft.nodes if n.name} | by_last
    by_head = {n.head: n for n in draft.nodes if n.nominal or n.name}
    starts = {n.first: n for n in sorted((n for n in draft.nodes if n.nominal), key=lambda n: n.last)}  # the longest counts
    named = {n.first: n for n in draft.nodes if n.name and not n.name.place}
    for node in draft.nodes:
        if not node.name or node.name.place:
            continue
        begin, end = tree.bounds[tokens[node.first].sentence]
        role = _before(node, by_last, draft, begin)
        if role and fits(node, role) and not _plural(role) and not _anothers(role, node, draft):
            for one in (role, *_listed(role, node, by_last, draft)):
                chains.describe(one.index, node.index, "role before the name")
            continue
        closed = node.last >= end or words[node.last] in _CLOSE
        if node.first - 1 > begin and words[node.first - 1] in _OPEN and closed:
            roles = [r for r in _phrases(ends, node.first - 1, tree) if not _plural(r) and _parsed(r, node, draft)]
            roles = [r for r in roles if not _aim(r, tree)]
            roles.sort(key=lambda r: r.type not in {"Person", "Organization"})  # "the maker of the film, X,": the maker
            if words[node.first - 1] == ":":  # "Image: Jane Doe" tells who made it
                roles = [r for r in roles if r.type in {"Person", "Organization"}]
            fitting = [r for r in roles if fits(node, r)]
            fitting = fitting or [r for r in roles if _unsure(node) and r.type in {"Person", "Organization"}]
            if fitting:
                for one in (fitting[0], *_listed(fitting[0], node, by_last, draft, apart=True)):
                    chains.describe(one.index, node.index, "apposition")
        if node.last < end and words[node.last] in _OPEN:
            after = starts.get(node.last + 1) or by_head.get(next(
                (c for c in tree.children[node.head] if tokens[c].dep == "appos" and c > node.last), -1))  # fmt: skip
            if (
                after
                and after.nominal
                and (fits(node, after) or _unsure(node))
                and not _plural(after)
                and not (after.last in named and fits(named[after.last], after))  # "in Vesta, the actress Jane Doe plays"
                and _behind(after, node, draft, end)
            ):
                chains.describe(after.index, node.index, "apposition")
    link_titled(chains)
    link_glosses(chains)
    link_predicates(chains)


def link_titled(chains: Chains) -> None:
    """Join a name with the noun it stands in or is given to ("the Vesta handbag", "the series, dubbed “Vesta”,")."""
    draft = chains.draft
    tree, tokens = draft.tree, draft.tree.tokens
    things = {"CreativeWork", "Product", "Event", "Award", "Law", "LegalCase"}
    by_head = {n.head: n for n in draft.nodes if n.nominal}
    ends = {n.last: n for n in draft.nodes if n.nominal}
    for node in draft.nodes:
        if not node.name or node.name.place:
            continue
        dep, up = tokens[node.head].dep, tokens[node.head].head
        before = ends.get(node.first - 1) if node.first > 1 and tree.words[node.first - 1] in _MARKS else None
        if node.first > 2 and titled(tree, node.first - 1) == (node.first, node.last) and tree.words[node.first - 2] == ",":
            before = ends.get(node.first - 2)  # "her third novel, “Vesta,”"
        if before and before.type in things and before.type == node.type and not _plural(before):
            chains.join(before.index, node.index, "noun of the name")  # "the novel “Vesta”"
            continue
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


def link_glosses(chains: Chains) -> None:
    """Join a pronoun with the name that stands in brackets after it ("he (Marsh)", "he [Marsh]")."""
    words, starts = chains.draft.tree.words, {n.first: n for n in chains.draft.nodes if n.name}
    for node in chains.draft.nodes:
        name = starts.get(node.last + 1) if node.pronoun and node.last < len(words) and words[node.last] in {"(", "["} else None
        if name and name.last < len(words) and words[name.last] in {")", "]"}:
            chains.join(node.index, name.index, "name in brackets")


def _before(node: Node, by_last: dict[int, Node], draft: Draft, begin: int) -> Node | None:
    at = node.first
    words = draft.tree.words
    while at - 1 > begin and (words[at - 1] in draft.lists.words["title"] and words[at - 1][0].isupper() and at not in by_last):
        at -= 1
    return by_last.get(at) or by_last.get(node.first)


def _anothers(role: Node, name: Node, draft: Draft) -> bool:
    """Tell whether a role before a name is owned by what makes it no title of it: by the name itself ("was Doe's driver Doe
    had met"), or, of a body, before a person's full name ("the head of Acme's works council Jane Doe")."""
    assert role.nominal is not None
    at, words = role.nominal.possessor, draft.tree.words
    if at is None:
        return False
    given = name.last - name.first > 1 and words[name.first] in draft.lists.given and name.type == "Person"
    return words[at] == words[name.last - 1] or role.type == "Organization" and given


def _listed(role: Node, name: Node, by_last: dict[int, Node], draft: Draft, apart: bool = False) -> Iterator[Node]:
    """Yield the further roles before a name ("singer and actress X"); with an article they may be somebody else's, unless a
    comma sets the name ``apart`` from all ("the founder and chairman of Acme, X,")."""
    words = draft.tree.lower
    while role.nominal and not role.nominal.determiner and role.first > 1 and words[role.first - 1] in {"and", "&", ","}:
        at = role.first - 1 - (words[role.first - 1] == "and" and words[role.first - 2] == ",")
        before = by_last.get(at)
        if not before or not before.nominal or before.nominal.determiner not in {"", "poss", *({"the"} if apart else ())}:
            return
        if before.type != "Person" or role.type != "Person" or _plural(before) or not fits(name, before):
            return
        yield before
        role = before


def _phrases(ends: dict[int, Node], at: int, tree: Tree) -> list[Node]:
    """Return the nominals that end at ``at``: the last one, and those whose "of" phrase it, or a name that ends there, is."""
    found = []
    node = ends.get(at)
    for _ in range(4):
        if node is None:
            break
        if node.nominal:
            found.append(node)
        before = node.first - 1 - (tree.lower[node.first - 1] == "the")
        node = ends.get(before) if before > 0 and tree.lower[before] in {"of", "for", "at", "in", "to"} else None
    return found


def _aim(role: Node, tree: Tree) -> bool:
    """Tell an office that somebody only stands for ("their nominee for *governor*, X,")."""
    assert role.nominal is not None
    return not role.nominal.determiner and role.first > 0 and tree.lower[role.first - 1] == "for"


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
    closed = node.last < end and tree.words[node.last] == ","
    if closed and not role.nominal.determiner and role.type == "Person" and node.type == "Person":
        return True  # "President of the Senate, X, Senator Y and …": a bare role is nobody by itself
    return pointed and not subject and not listed


def _behind(after: Node, node: Node, draft: Draft, end: int) -> bool:
    """Tell whether a name, a comma and a nominal are an apposition."""
    tree, tokens = draft.tree, draft.tree.tokens
    assert after.nominal is not None
    if tokens[after.head].dep == "appos" and node.first <= tokens[after.head].head < node.last:
        return True
    rest = tree.words[after.last] if after.last < end else "."
    subject = tokens[after.head].dep in SUBJECTS
    if _named_in_full(node, after) and tree.words[node.last] == ",":
        dangling = tokens[node.head].dep != "pobj" and rest in {",", "and", "&"}
        owner = after.last < end and tokens[after.last].tag == "POS"
        if dangling if subject else after.nominal.indefinite and not owner:
            return True  # "Jane Doe, an expert on …", "Senator Jane Doe, the minority leader, said", however these are parsed
    if subject or tokens[after.head].dep == "conj" or tokens[node.head].dep == "conj":
        return False
    return bool(after.nominal.determiner) and (
        rest in _CLOSE or tree.lower[after.last] in {"of", "at", "for", "who", "with", "in"}
    )


def _named_in_full(node: Node, nominal: Node) -> bool:
    """Tell whether a full name and a noun after it are both of a person, or both of a body."""
    assert node.name is not None
    alike = nominal.type in {"Person", "Organization"} and (node.type == nominal.type or not node.types)
    return alike and (nominal.type == "Organization" or len(node.name.form.split()) > 1)


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
