"""Who a surname means where titles tell its bearers apart: "Mr. Hale" and "Mrs. Hale", "Senator Hale" and "Mayor Hale".

Husband and wife, father and son are in the news together, and what one of them did must not be told of the other. So a
surname with a title goes with a full name only where nothing speaks against it; an office is taken for one person's in an
article, the one who was first called by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.mentions.draft import Draft, Node

_SHORT = {"sen": "senator", "gov": "governor", "rep": "representative", "congressman": "representative",
          "congresswoman": "representative"}  # fmt: skip
_UNDER = frozenset({"Vice", "Deputy"})


def parted(nodes: Sequence[Node], draft: Draft) -> tuple[list[list[Node]], list[Node]]:
    """Part the mentions of one name by what titles tell, men and women, offices; return also those that nothing is told of.

    Where titles tell no bearers apart, or the name is more than a surname, none is parted.
    """
    if not nodes[0].name or " " in nodes[0].name.form:
        return [], list(nodes)
    genders = [gender(node, draft) for node in nodes]
    offices = [office(node, draft) for node in nodes]
    by_gender, by_office = {"m", "f"} <= set(genders), len(set(offices) - {""}) > 1
    if not by_gender and not by_office:
        return [], list(nodes)
    found: dict[tuple[str, str], list[Node]] = {}
    for node, sex, held in zip(nodes, genders, offices, strict=True):
        found.setdefault((sex, held), []).append(node)
    rest = found.pop(("", ""), [])
    return list(found.values()), rest


def gender(node: Node, draft: Draft) -> str:
    """Return "m" or "f" where the title before a name tells, else ""."""
    title, lists = _before(node, draft), draft.lists.words
    return "f" if title in lists["woman title"] else "m" if title in lists["man title"] else ""


def office(node: Node, draft: Draft) -> str:
    """Return the office before a name that one person holds at a time, in one spelling, else ""."""
    title = _before(node, draft)
    if title not in draft.lists.words["office of one"]:
        return ""
    plain = title.rstrip(".").casefold()
    above = draft.tree.words[node.first - 2] if node.first > 1 else ""
    return f"{above.casefold()} " * (above in _UNDER) + _SHORT.get(plain, plain)


def _before(node: Node, draft: Draft) -> str:
    return draft.tree.words[node.first - 1] if node.name and node.first else ""


def may_mean(part: Sequence[Node], bearer: Sequence[Node], known: str, several: bool, draft: Draft) -> bool:
    """Tell whether the titles of a surname's mentions let them mean ``bearer``, of whom ``known`` is the gender or "".

    With ``several`` bearers told apart by titles, an office that is not told of the bearer is another's.
    """
    told = {sex for node in part if (sex := gender(node, draft))}
    offices = {held for node in part if (held := office(node, draft))}
    theirs = {held for node in bearer if (held := office(node, draft))}
    if known and told and known not in told or offices and theirs and offices.isdisjoint(theirs):
        return False
    return not (offices and several and not told and offices.isdisjoint(theirs))


def titled(nodes: Iterable[Node], draft: Draft) -> str:
    """Return a surname with the title that first stands before it ("Vice President Hale"), "" where none does."""
    for node in nodes:
        if node.name and (gender(node, draft) or office(node, draft)):
            above = draft.tree.words[node.first - 2] if node.first > 1 else ""
            return f"{above} " * (above in _UNDER) + f"{_before(node, draft)} {node.name.form}"
    return ""
