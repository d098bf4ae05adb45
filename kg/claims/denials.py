"""Who denies what they are accused of: "Doe denied the charges" denies what the sentences before accuse Doe of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.claims.attribution import Attribution, attribute
from kg.claims.context import Context
from kg.claims.factuality import judge
from kg.claims.trees import Tree
from kg.model import Argument, Claim, LiteralValue, Span, digest
from kg.ontology import Ontology

#: "The charges" are those of at most so many sentences before.
_BACK = 4
_SURE = 0.8
#: Which accusations are meant: those that were told of, or all that there may be.
_MEANT = frozenset("the these those all both such any".split())


def denials(ctx: Context, found: Sequence[Claim], ontology: Ontology) -> Iterator[Claim]:
    """Yield a claim that denies each accusation, as a claim of the accused; its evidence is the sentence that denies.

    Accusations are relations that are always alleged and have words for their object. Only the accused denies them here,
    of the nearest sentence that has any, within ``_BACK``.
    """
    always = {relation.name for relation in ontology.relations.values() if relation.modality == "alleged"}
    accusations = [
        c for c in found if c.predicate in always and isinstance(c.object, LiteralValue) and c.polarity == "positive"
    ]
    for verb, token in enumerate(ctx.tree.tokens if accusations else ()):
        if token.pos != "VERB" or not _denies(ctx.tree, verb, ontology):
            continue
        subject = ctx.tree.logical_subject(verb)
        mention = None if subject is None else ctx.mention(subject)
        if mention is None or not ctx.document.chains[mention.chain].named:
            continue
        if attribute(ctx, Span(token.start, token.end), ontology) != Attribution():
            continue  # somebody says that they deny it
        facts = judge(ctx.tree, verb, verb, False, ontology)
        if facts.polarity == "negative" or facts.modality != "asserted" or facts.veto or facts.reporter is not None:
            continue
        for accusation in _meant(ctx, mention.chain, token.sentence, accusations):
            yield _denied(ctx, accusation, ctx.argument(mention), verb)


def _denies(tree: Tree, verb: int, ontology: Ontology) -> bool:
    """Tell whether a verb denies an accusation told of before: "denied the charges", "pleaded not guilty"."""
    lemma = tree.tokens[verb].lemma.lower()
    if lemma == "plead":
        return any(tree.lower(i) == "guilty" and tree.lower(i - 1) == "not" for i in tree.subtree(verb) if i > verb)
    noun = tree.logical_object(verb)
    if ontology.cues.get((lemma, "verb")) != "Denial" or noun is None or tree.tokens[noun].pos != "NOUN":
        return False
    if tree.kid(noun, "prep", "acl", "relcl", "ccomp") is not None:
        return False  # "the accusation that …", "charges of …": another one, maybe
    what = tree.tokens[noun].lemma.lower()
    if what == "wrongdoing":
        return True
    determined = any(tree.lower(d) in _MEANT for d in tree.kids(noun, "det", "predet")) or tree.kid(noun, "poss") is not None
    return determined and (what == "charge" or ontology.cues.get((what, "noun")) == "Allegation")


def _meant(ctx: Context, accused: str, sentence: int, accusations: Sequence[Claim]) -> list[Claim]:
    """Return what somebody is accused of in the nearest sentence, back from one, that accuses them of anything."""
    for n in range(sentence, max(-1, sentence - _BACK - 1), -1):
        here = [c for c in accusations if c.subject.entity == accused and c.evidence[0].overlaps(ctx.tree.sentences[n])]
        if here:
            return here
    return []


def _denied(ctx: Context, accusation: Claim, who: Argument, verb: int) -> Claim:
    sentence = ctx.tree.sentences[ctx.tree.tokens[verb].sentence]
    words = sentence.of(ctx.tree.text)
    here = Span(sentence.start + len(words) - len(words.lstrip()), sentence.end - len(words) + len(words.rstrip()))
    return Claim(
        id=digest(accusation.id, repr(here), "denied"),
        subject=who,
        predicate=accusation.predicate,
        object=accusation.object,
        evidence=(here,),
        polarity="negative",
        attributed_to=who,
        confidence=round(min(accusation.confidence, _SURE), 3),
        extractors=("denials",),
        reason=f"denials: {ctx.tree.word(verb)!r}; what is told before",
    )
