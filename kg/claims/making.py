"""From drafts to claims: evidence, time, attribution, identity, and one claim for one thing said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.claims.attribution import Attribution, attribute, reported
from kg.claims.commitment import Factuality
from kg.claims.context import Context
from kg.claims.trees import Tree
from kg.model import Argument, Claim, LiteralValue, Modality, Polarity, Span, digest
from kg.ontology import Ontology, Relation, Sense

_RANK: dict[Modality, int] = {"asserted": 0, "planned": 1, "alleged": 2, "possible": 3}
#: Headlines are clipped language; parses of them fail more often.
_HEADLINE = 0.7


@dataclass(frozen=True, slots=True)
class Draft:
    """One reading of a trigger, before it is known who says so.

    ``trigger`` is the token that expresses the relation, ``verb`` the one whose negation, modals and tense count (None for a
    noun by itself); ``facts`` is what ``factuality.judge`` makes of them; ``sense`` the lexicon's entry, if one was followed.
    ``confidence`` is in [0, 1]; ``extractor`` names who read it, as claims then do.
    """

    trigger: int
    verb: int | None
    subject: Argument
    relation: Relation
    object: Argument | LiteralValue
    facts: Factuality
    sense: Sense | None
    qualifiers: tuple[tuple[str, str], ...]
    confidence: float
    extractor: str
    #: The words stand beside the point ("the French painter"): in a reported clause they are the reporter's own.
    presupposed: bool = False
    #: Further extractors that read the same (``agreement``).
    agreeing: tuple[str, ...] = ()


def claims(ctx: Context, drafts: Iterable[Draft], ontology: Ontology) -> tuple[Claim, ...]:
    """Return the claims of the drafts, sorted by position; readings that say the same are one, the surest."""
    best: dict[tuple[object, ...], Claim] = {}
    for draft in drafts:
        claim = _claim(ctx, draft, ontology)
        if claim is None:
            continue
        key = (claim.subject.entity, claim.predicate, object_key(claim.object), claim.evidence)
        old = best.get(key)
        if old is None or _better(claim, old):
            best[key] = claim
    found = _beyond_captions(ctx, _most_specific(list(best.values()), ontology))
    return tuple(sorted(found, key=order))


def order(claim: Claim) -> tuple[object, ...]:
    """Return what claims are sorted by: where they stand, then what they say."""
    return claim.evidence, claim.predicate, claim.subject.span, claim.id


def _claim(ctx: Context, draft: Draft, ontology: Ontology) -> Claim | None:
    token = ctx.tree.tokens[draft.trigger]
    here = Span(token.start, token.end)
    carrier = None if draft.verb is None else ctx.tree.tokens[draft.verb]
    said = attribute(ctx, here, ontology, None if carrier is None else Span(carrier.start, carrier.end))
    if draft.presupposed:
        # who believes, doubts or asks a thing takes for granted what only describes those it is about
        known = said.own_words and said.speaker is not None
        said = (
            replace(said, modality="asserted", denied=False, aside=False, unknown=not known)
            if said.own_words
            else Attribution()
        )
    if draft.facts.reporter is not None:
        teller = reported(ctx, draft.facts.reporter, ontology)
        if said == Attribution() or (teller.denied and _hearsay(ctx, draft.trigger, draft.facts.reporter)):
            said = teller  # no quotation was made of it, yet it is no word of ours
        elif teller.denied and controlled(ctx, draft.trigger, draft.facts.reporter):
            said = replace(said, denied=not said.denied)
    elif (verb := _accusing(ctx, draft)) is not None and said == Attribution():
        accuser = reported(ctx, verb, ontology)
        if accuser.speaker is not None and accuser.speaker.entity != draft.subject.entity:
            said = Attribution(accuser.speaker, modality="alleged")
    if said.unknown or said.aside:
        # Words of somebody we cannot name must not become the article's own, nor those of whoever passes them on.
        return None
    if said.own_words and any(_not_the_speaker(a, said) for a in (draft.subject, draft.object)):
        return None
    polarity, modality = _combined(draft, said)
    status = (draft.sense.status if draft.sense else None) or draft.facts.status
    past = {"past tense of a state", "past progressive of a state"} & set(draft.facts.because)
    if status == "ended" and past and said.speaker is not None:
        status = None  # backshift: "she said she worked for them", "was working for them" need not be over
    sentence = ctx.tree.sentences[token.sentence]
    evidence = (_trimmed(sentence, ctx.tree.text),)
    confidence = round(draft.confidence * (_HEADLINE if _in_headline(ctx, sentence) else 1.0), 3)
    identity = digest(
        ctx.document.article.id,
        repr(evidence),
        draft.relation.name,
        repr(draft.subject.span),
        repr(draft.object.span) + ("" if isinstance(draft.object, Argument) else draft.object.value),
        repr(draft.qualifiers),
    )
    entry = f"{draft.sense.entry} ({draft.sense.relation})" if draft.sense else draft.extractor
    because = (*draft.facts.because, *said.because)
    return Claim(
        id=identity,
        subject=draft.subject,
        predicate=draft.relation.name,
        object=draft.object,
        evidence=evidence,
        qualifiers=draft.qualifiers,
        polarity=polarity,
        modality=modality,
        status=status,
        attributed_to=said.speaker,
        via=said.via,
        time=_time(ctx, draft),
        confidence=confidence,
        extractors=tuple(sorted({draft.extractor, *draft.agreeing})),
        reason=f"{entry}: {ctx.tree.word(draft.trigger)!r}" + (f"; {', '.join(because)}" if because else ""),
    )


def _not_the_speaker(argument: Argument | LiteralValue, said: Attribution) -> bool:
    """Tell whether "I" was taken for another than the one who says it."""
    if not isinstance(argument, Argument) or said.speaker is None:
        return False
    return argument.text.lower() in ("i", "me", "my", "mine", "myself") and argument.entity != said.speaker.entity


def controlled(ctx: Context, verb: int, reporter: int) -> bool:
    """Tell whether an event is the gerund or infinitive of the verb that reports it ("denied *suing* her")."""
    token = ctx.tree.tokens[verb]
    return token.head == reporter and token.dep == "xcomp"


def _accusing(ctx: Context, draft: Draft) -> int | None:
    """Return the verb by whose subject, or agent ("accused by Doe of …"), somebody is accused of what a draft says; None where
    nobody is."""
    charge = draft.relation.modality == "alleged" and isinstance(draft.object, LiteralValue)
    if charge and draft.verb == draft.trigger:
        return draft.trigger
    return draft.facts.accuser


def _hearsay(ctx: Context, trigger: int, reporter: int) -> bool:
    """Tell whether an event stands in what was reported or alleged, the object of a verb ("denied *reports* that she sued")."""
    tokens, n = ctx.tree.tokens, trigger
    while tokens[n].head not in (n, reporter):
        n = tokens[n].head
    return tokens[n].head == reporter and tokens[n].dep == "dobj" and tokens[n].pos == "NOUN"


def _combined(draft: Draft, said: Attribution) -> tuple[Polarity, Modality]:
    modality = draft.facts.modality
    if modality == "possible" and draft.facts.because == ("would",) and said.speaker is not None:
        modality = "planned"  # backshift: "said she would sue" reports "I will sue"
    modalities: list[Modality] = [modality, said.modality]
    negative = (draft.facts.polarity == "negative") != said.denied
    if draft.sense is not None and draft.sense.negative:
        negative = not negative
    if not negative:  # that somebody was not charged is no allegation
        modalities += [m for m in (draft.relation.modality, draft.sense.modality if draft.sense else None) if m]
    return ("negative" if negative else "positive", max(modalities, key=_RANK.__getitem__))


def object_key(obj: Argument | LiteralValue) -> str:
    """Return what tells objects apart within an article: the chain, or datatype and value."""
    return obj.entity if isinstance(obj, Argument) else f"{obj.datatype} {obj.value}"


def _better(new: Claim, old: Claim) -> bool:
    return (new.confidence, -len(new.reason), new.id) > (old.confidence, -len(old.reason), old.id)


def _most_specific(found: list[Claim], ontology: Ontology) -> list[Claim]:
    """Drop a claim where the same words give a sub-relation between the same two, or the same one turned round."""
    kept = []
    keys = {(c.subject.entity, object_key(c.object), c.evidence, c.predicate) for c in found}
    for c in found:
        specific = any(
            (c.subject.entity, object_key(c.object), c.evidence, r.name) in keys
            or (
                ontology.relations[c.predicate].symmetric
                and (object_key(c.object), c.subject.entity, c.evidence, r.name) in keys
            )
            for r in ontology.relations.values()
            if c.predicate in r.parents
        )
        mirrored = (
            ontology.relations[c.predicate].symmetric
            and (object_key(c.object), c.subject.entity, c.evidence, c.predicate) in keys
            and isinstance(c.object, Argument)
            and c.object.span < c.subject.span
        )
        if not specific and not mirrored:
            kept.append(c)
    return kept


def _beyond_captions(ctx: Context, found: list[Claim]) -> list[Claim]:
    """Drop what a caption only repeats: the body says it better, and the picture's date and place are not the story's."""
    captions = ctx.document.article.captions

    def in_caption(c: Claim) -> bool:
        return any(caption.overlaps(c.evidence[0]) for caption in captions)

    told = {(c.subject.entity, c.predicate) for c in found if not in_caption(c)}
    return [c for c in found if not in_caption(c) or (c.subject.entity, c.predicate) not in told]


def _trimmed(span: Span, text: str) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _in_headline(ctx: Context, sentence: Span) -> bool:
    title = ctx.document.article.title
    return bool(title) and sentence.of(ctx.tree.text).strip() in str(title)


#: What leads from a date up to the word that it hangs on.
_HANGING = ("pobj", "prep", "npadvmod", "compound", "nummod", "pcomp", "tmod", "nmod", "appos")


def _time(ctx: Context, draft: Draft) -> str | None:
    """Return the date that hangs on the event's verb ("sued in May"), never one from another clause; else the date that
    opens the sentence for this verb and the one before it ("On Monday the firm settled and apologized")."""
    anchor = draft.verb if draft.verb is not None else draft.trigger
    parse = ctx.tree
    opening = None
    for value in ctx.values("date"):
        if isinstance(draft.object, LiteralValue) and draft.object.span is not None and draft.object.span.overlaps(value.span):
            continue
        for n in _nodes_at(ctx, value.span, parse.tokens[anchor].sentence):
            head, hops = n, 0
            while hops < 4 and head != anchor and parse.tokens[head].dep in _HANGING:
                head, hops = parse.tokens[head].head, hops + 1
            if head == anchor and n != anchor and not _of_a_thing(ctx, n, value.span):
                return value.value
            if opening is None and _opens(parse, n, head, anchor):
                opening = value.value
    return opening


def _opens(parse: Tree, date: int, first: int, second: int) -> bool:
    """Tell whether a date before the subject of a verb counts for the second one too: the same tense, no subject and no
    adverb of its own."""
    subject, tokens = parse.kid(first, "nsubj", "nsubjpass"), parse.tokens
    joined = tokens[second].dep == "conj" and tokens[second].head == first and tokens[second].tag == tokens[first].tag
    own = parse.kid(second, "nsubj", "nsubjpass", "aux", "auxpass", "advmod", "npadvmod", "mark")
    return joined and subject is not None and date < subject and own is None


def _of_a_thing(ctx: Context, n: int, date: Span) -> bool:
    """Tell whether a date belongs to a thing that a phrase names ("text from a 2008 decision"), not to when something is."""
    token = ctx.tree.tokens[n]
    noun = ctx.tree.tokens[token.head]
    if token.dep not in ("nummod", "compound", "nmod", "amod") or date.contains(Span(noun.start, noun.end)):
        return False
    return noun.dep == "pobj" and ctx.tree.lower(noun.head) not in ("in", "during", "at", "on")


def _nodes_at(ctx: Context, span: Span, sentence: int) -> list[int]:
    first = ctx.tree.first[sentence]
    out = []
    for n in range(first, len(ctx.tree.tokens)):
        token = ctx.tree.tokens[n]
        if token.sentence != sentence:
            break
        if span.contains(Span(token.start, token.end)):
            out.append(n)
    return out
