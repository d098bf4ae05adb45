"""What every reading of a relation has to stand up to, whichever extractor made it, and how sure its arguments are."""

from __future__ import annotations

from kg.claims.context import Context
from kg.model import Argument, LiteralValue

#: How sure a reading is, by how its arguments are given: names are surer than pronouns.
_KIND_CONFIDENCE = {"name": 1.0, "nominal": 0.78, "pronoun": 0.85}


def sureness(ctx: Context, *arguments: Argument | LiteralValue) -> float:
    """Return how likely it is that arguments are who they are taken for, in (0, 1]."""
    sure = 1.0
    for argument in arguments:
        if isinstance(argument, Argument):
            sure *= _KIND_CONFIDENCE[ctx.by_id[argument.mention].kind]
    return sure


def anybody(ctx: Context, subject: Argument, verb: int | None) -> bool:
    """Tell a rule from a report: "a photographer does not direct a campaign" speaks of no photographer in particular."""
    if subject.text.lower().startswith("no "):
        return True
    if subject.named or verb is None or not subject.text.lower().startswith(("a ", "an ", "any ", "every ", "each ", "no ")):
        return False
    parse = ctx.tree
    while parse.tokens[verb].dep == "xcomp" or (parse.tokens[verb].dep == "advcl" and parse.tokens[verb].tag == "VB"):
        verb = parse.tokens[verb].head
    tags = {parse.tokens[verb].tag, *(parse.tokens[a].tag for a in parse.kids(verb, "aux", "auxpass"))}
    return bool(tags & {"VBZ", "VBP", "MD"}) and not tags & {"VBG", "VBN", "VBD"}


_POSSESSIVES = frozenset("my our your his her its their".split())


def within(subject: Argument, obj: Argument | LiteralValue) -> bool:
    """Tell whether the subject's words are part of the object's own name or wording, as in a misread title; whoever owns it may
    be ("*her* book “Vesta”", "*Doe*'s book “Vesta”")."""
    if not isinstance(obj, Argument):
        return obj.span is not None and obj.span.contains(subject.span)
    if not obj.named or obj.span == subject.span or not obj.span.contains(subject.span):
        return False
    rest = obj.text[subject.span.end - obj.span.start :]
    return not rest.startswith(("'", "\u2019")) and subject.text.lower() not in _POSSESSIVES
