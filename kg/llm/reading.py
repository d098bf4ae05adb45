"""From a language model's answer to readings: of what it claims, only what the article's own words bear out.

Nothing of an answer gets any further than this: a quote, the arguments and the words of the relation must stand in the
article, and what goes on are their places. The relation must be one of the ontology, the arguments mentions that kg found by
itself, of types that the relation takes and the model gave; the rest is up to ``kg.claims.pairs``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from kg.claims.context import Context
from kg.claims.making import Draft
from kg.claims.pairs import head, pair
from kg.llm.replies import Answer
from kg.model import Argument, Mention, Span
from kg.ontology import Ontology, Relation

#: How sure a reading is that the parse and the lexicon bear out, and no other extractor has made.
CONFIDENCE = 0.75
#: Claims of one answer that are looked at, and characters of what one says.
_MOST, _LONG = 300, 2_000

_SIGNS = str.maketrans({**dict.fromkeys("’‘‛ʼ`", "'"), **dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‐‑‒–—", "-")})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim as a model gives it; the fields are those of ``kg.llm.form.FIELDS``."""

    quote: str
    subject: str
    subject_type: str
    relation: str
    object: str
    object_type: str
    words: str


_FIELDS = tuple(field.name for field in fields(Proposal))


def proposals(content: str) -> tuple[Proposal, ...]:
    """Return the claims of an answer; what is not of the schema's form is left out.

    Raises ``ValueError`` where the answer as a whole is not: no JSON, or no object with a list of claims.

    >>> proposals('{"claims": [{"quote": 3}, "x"]}')
    ()
    """
    fenced = re.fullmatch(r"\s*```(?:json)?\s(.*)```\s*", content, re.DOTALL)
    try:
        found = json.loads(fenced[1] if fenced else content)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    claims = found.get("claims") if isinstance(found, dict) else None
    if not isinstance(claims, list):
        raise ValueError("no list of claims")
    return tuple(Proposal(*(claim[name] for name in _FIELDS)) for claim in claims[:_MOST] if _is_one(claim))


def readable(content: str) -> bool:
    """Tell whether an answer as a whole has the form that it should have."""
    try:
        proposals(content)
    except ValueError:
        return False
    return True


def _is_one(claim: object) -> bool:
    if not isinstance(claim, dict):
        return False
    given = [claim.get(name) for name in _FIELDS]
    return all(isinstance(text, str) and 0 < len(text) <= _LONG for text in given)


@dataclass(frozen=True, slots=True)
class Reader:
    """An extractor (``kg.claims.Extractor``) of what a model answered about one article."""

    answers: tuple[Answer, ...]

    def __call__(self, ctx: Context, ontology: Ontology) -> Iterator[Draft]:
        """Yield the readings that the article bears out, in the order of the answers."""
        for answer in self.answers:
            for proposal in proposals(answer.content) if readable(answer.content) else ():
                draft = _reading(ctx, ontology, answer, proposal)
                if draft is not None:
                    yield draft


def _reading(ctx: Context, ontology: Ontology, answer: Answer, said: Proposal) -> Draft | None:
    relation = ontology.relations.get(said.relation)
    if relation is None or not _typed(relation, said, ontology):
        return None
    text = ctx.tree.text
    quote = next((found for span in answer.part for found in places(text, span, said.quote)), None)
    if quote is None:
        return None
    words = places(text, quote, said.words)
    if len(words) != 1:
        return None  # which of them?
    subject, object_ = (_node(ctx, places(text, quote, given), words[0]) for given in (said.subject, said.object))
    if subject is None or object_ is None:
        return None
    draft = pair(ctx, ontology, relation, subject, object_, words[0], f"llm:{answer.model}", CONFIDENCE)
    if draft is None or not _alike(draft.subject, said.subject_type):
        return None
    if not isinstance(draft.object, Argument):
        span = draft.object.span
        return draft if span is not None and any(p.overlaps(span) for p in places(text, quote, said.object)) else None
    return draft if _alike(draft.object, said.object_type) else None


def _typed(relation: Relation, said: Proposal, ontology: Ontology) -> bool:
    """Tell whether a relation takes the types that the model gives its arguments."""
    if said.subject_type not in ontology.types or not relation.allows_subject(said.subject_type):
        return False
    if said.object_type in ontology.types:
        return relation.allows_object(said.object_type)
    return bool(relation.datatypes)


def _alike(argument: Argument, type_: str) -> bool:
    """Tell whether a mention can be of the type that the model gives it, as far as kg knows its types."""
    return not argument.types or any(name == type_ for name, _ in argument.types)


def _node(ctx: Context, found: Sequence[Span], words: Span) -> int | None:
    """Return the head of an argument's words, of several places the one nearest to the words of the relation; None where they
    are no phrase by themselves, or may mean several things."""
    nodes: dict[int, Span] = {}
    meant: set[str | None] = set()
    for span in found:
        node = head(ctx, span)
        mention = None if node is None else ctx.mention(node)
        if node is None or (mention is not None and not _fill(ctx, node, span, mention)):
            return None
        nodes[node] = span
        meant.add(None if mention is None else mention.chain)
    if len(meant) != 1 or (None in meant and len(nodes) != 1):
        return None
    return min(nodes, key=lambda n: (abs(nodes[n].start - words.start), n))


def _fill(ctx: Context, node: int, span: Span, mention: Mention) -> bool:
    """Tell whether words are a mention's own: all of it, or its name without a title or the like."""
    token = ctx.tree.tokens[node]
    return span.contains(mention.span) or (mention.span.contains(span) and mention.span.contains(Span(token.start, token.end)))


# ------------------------------------------------------------------ words in the text


def places(text: str, within: Span, words: str) -> list[Span]:
    """Return where words stand in a stretch of a text, as whole words; any white space, quotation mark or dash for any other.

    >>> text = "She called it “a  mistake” – once."
    >>> [span.of(text) for span in places(text, Span(0, len(text)), '"a mistake" -')]
    ['“a  mistake” –']
    """
    flat, at = _flat(text, within)
    wanted = _flat(words, Span(0, len(words)))[0].strip()
    found = []
    start = flat.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        if not _cuts(flat, start) and not _cuts(flat, end):
            span = Span(at[start], at[end - 1] + 1)
            if _flat(text, span)[0] == wanted:  # the characters of the article say so themselves
                found.append(span)
        start = flat.find(wanted, start + 1)
    return found


def _cuts(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _flat(text: str, within: Span) -> tuple[str, list[int]]:
    """Return a stretch with signs made alike and runs of white space made one, and where each character stands."""
    chars, at = list[str](), list[int]()
    for i in range(within.start, within.end):
        char = text[i]
        if char.isspace():
            if chars and chars[-1] == " ":
                continue
            char = " "
        chars.append(char)
        at.append(i)
    return "".join(chars).translate(_SIGNS), at
