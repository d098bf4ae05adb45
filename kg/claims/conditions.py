"""Whether what a lexicon entry requires holds around its trigger word: the conditions of ontology/lexicon.ttl."""

from __future__ import annotations

from kg.claims.bearers import titled
from kg.claims.slots import fill
from kg.claims.trees import Tree
from kg.model import Value
from kg.ontology import Sense

#: Words before an office that make another's of it.
LESSER = frozenset("deputy vice lieutenant assistant associate under junior parliamentary".split())


def holds(tree: Tree, trigger: int, condition: str, sense: Sense, values: tuple[Value, ...]) -> bool:
    """Tell whether a ``kg:requires`` condition holds: ``slot``, ``!slot``, ``slot=lemma,lemma``, ``passive``, ``active``,
    ``foremost``, ``progressive``, ``present`` (simple present; each of the three with ``!``, too), ``titled``
    (a title before a name)."""
    if condition in ("passive", "active"):
        return tree.is_passive(trigger) == (condition == "passive")
    if condition in ("foremost", "!foremost"):
        lesser = any(tree.lower(c) in LESSER for c in tree.kids(trigger, "amod", "compound", "nmod") if c < trigger)
        return lesser != (condition == "foremost")
    if condition in ("progressive", "!progressive"):
        return (tree.tokens[trigger].tag == "VBG") == (condition == "progressive")
    if condition == "titled":
        return titled(tree, trigger) is not None
    if condition in ("present", "!present"):
        return (tree.tokens[trigger].tag in ("VBZ", "VBP")) == (condition == "present")
    if "|" in condition:
        return any(holds(tree, trigger, one, sense, values) for one in condition.split("|"))
    negated, slot = condition.startswith("!"), condition.removeprefix("!")
    slot, _, lemmas = slot.partition("=")
    found = [
        n for n in fill(tree, trigger, slot, sense, values) if not lemmas or tree.tokens[n].lemma.lower() in lemmas.split(",")
    ]
    return bool(found) != negated
