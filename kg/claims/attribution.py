"""Who says it: the quotations that enclose a claim's trigger give its speaker and those who pass it on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.claims.arguments import anonymous
from kg.claims.context import Context
from kg.claims.doubts import garbled
from kg.claims.hedges import FOUND_OUT
from kg.model import Argument, Mention, Modality, Quotation, Span
from kg.ontology import Ontology

#: What the cue of a reported clause makes of what is claimed in it.
_CUE_MODALITY: dict[str, Modality] = {
    "Allegation": "alleged",
    "Belief": "possible",
    "Intention": "planned",
    "Question": "possible",
}


@dataclass(frozen=True, slots=True)
class Attribution:
    """``speaker`` is None for the article's own voice; ``unknown`` tells of a speaker that could not be resolved;
    ``own_words`` that the words stand in quotation marks; ``aside`` that they stand in a clause beside the one reported."""

    speaker: Argument | None = None
    via: tuple[Argument, ...] = ()
    modality: Modality = "asserted"
    denied: bool = False
    unknown: bool = False
    own_words: bool = False
    aside: bool = False
    because: tuple[str, ...] = ()


def attribute(ctx: Context, where: Span, ontology: Ontology, verb: Span | None = None) -> Attribution:
    """Return who says the words at ``where``: the innermost enclosing quotation's speaker, then the outer ones' (via).

    ``verb`` is where the verb stands that carries them, if another word.
    """
    around = sorted(
        (
            q
            for q in ctx.document.quotations
            if any(s.contains(where) for s in q.segments or (q.span,))
            and not (_is_cue(q, where) or _controlled(ctx, q) or _found_out(ctx, q))
        ),
        key=lambda q: (q.span.end - q.span.start, q.id),
    )
    if not around:
        return Attribution(unknown=_in_marks(ctx, where))
    speakers: list[Argument] = []
    because, denied = [], False
    unknown = False
    if around[0].kind != "indirect" and _in_inner_marks(ctx, where, around[0]):
        return Attribution(unknown=True, own_words=True)
    aside = around[0].kind == "indirect" and _beside(ctx, verb or where, around[0], _cue(ctx, around[0], ontology)[0])
    modality: Modality = "asserted"
    for q in around:
        speaker = _speaker(ctx, q)
        if speaker is None:
            unknown = unknown or not speakers
        elif all(speaker.entity != s.entity for s in speakers):
            speakers.append(speaker)
        kind, word = _cue(ctx, q, ontology)
        if kind == "Denial":
            denied = not denied
        if kind in _CUE_MODALITY and modality == "asserted":
            modality = _CUE_MODALITY[kind]
        if _denied_saying(ctx, q):
            unknown = True
        elif modality == "asserted" and _yet_to_say(ctx, q):
            modality = "possible"
            because.append("not said")
        if kind and kind != "Speech":
            because.append(f"reported with {word!r}")
    if not speakers and all(q.kind == "indirect" and q.source is None for q in around):
        # "reports that …", "it is said that …": nobody's words in particular, and hearsay to the article too
        hearsay: Modality = "alleged" if modality == "asserted" else modality
        return Attribution(modality=hearsay, denied=denied, because=(*dict.fromkeys(because), "hearsay"))
    if not speakers:
        quoted = any(q.kind != "indirect" for q in around)
        return Attribution(
            unknown=True, modality=modality, denied=denied, own_words=quoted, because=tuple(dict.fromkeys(because))
        )
    via = () if unknown else tuple(speakers[1:])
    quoted = any(q.kind != "indirect" for q in around)
    return Attribution(speakers[0], via, modality, denied, unknown, quoted, aside, tuple(dict.fromkeys(because)))


def reported(ctx: Context, verb: int, ontology: Ontology) -> Attribution:
    """Return who says or believes a clause by the subject of its verb; unknown where that is nobody we can name."""
    subject = ctx.tree.logical_subject(verb)
    mention = None if subject is None else ctx.mention(subject)
    kind = ontology.cues.get((ctx.tree.tokens[verb].lemma.lower(), "verb"), "")
    modality = _CUE_MODALITY.get(kind, "asserted")
    if mention is None or anonymous(ctx, mention.chain):
        return Attribution(unknown=True)
    because = (f"reported with {ctx.tree.word(verb)!r}",) if kind != "Speech" else ()
    return Attribution(ctx.argument(mention), (), modality, kind == "Denial", because=because)


def _in_marks(ctx: Context, where: Span) -> bool:
    """Tell whether the words stand in double quotation marks, though nobody was found who says them."""
    text = ctx.tree.text
    paragraph = next((s for s in ctx.document.article.body if s.contains(where)), where)
    before = text[paragraph.start : where.start]
    if max(before.rfind("“"), before.rfind("«")) > max(before.rfind("”"), before.rfind("»")):
        return True
    opened = re.search(r"(?:^|[\s(])['‘][^'’]*$", before)
    if opened and re.match(r"[^'’]*\w['’](?!\w)", text[where.end : paragraph.end]):
        return True
    return before.count('"') % 2 == 1 and '"' in text[where.end : paragraph.end]


def _controlled(ctx: Context, q: Quotation) -> bool:
    """Tell whether what is reported is no clause of its own: an infinitive or gerund ("refused to sue", "denies having
    sued"), of which factuality tells what its verb makes, or a phrase ("condemned the sale of X"), whose presuppositions
    the article grants."""
    if q.kind != "indirect":
        return False
    first = ctx.node(q.span)
    if first is None:
        return False
    head = first  # the word that the others hang on
    while q.span.start <= ctx.tree.tokens[ctx.tree.tokens[head].head].start < q.span.end and ctx.tree.tokens[head].head != head:
        head = ctx.tree.tokens[head].head
    phrase = ctx.tree.tokens[head].dep in ("dobj", "pobj", "oprd", "dative", "nsubjpass")
    return phrase or ctx.tree.tokens[first].tag in ("TO", "VBG")


def _is_cue(q: Quotation, where: Span) -> bool:
    return any(part is not None and part.overlaps(where) for part in (q.cue, q.source))


def _cue_words(ctx: Context, q: Quotation) -> set[str]:
    if q.cue is None:
        return set()
    return set(q.cue.of(ctx.tree.text).lower().replace("’", "'").replace("n't", " not").split())


def _denied_saying(ctx: Context, q: Quotation) -> bool:
    """Tell whether somebody does not say it, or only might ("nobody would disagree that …"): then nobody's word is told."""
    return bool(_cue_words(ctx, q) & {"not", "never", "cannot", "would", "could", "may", "might", "should"})


def _yet_to_say(ctx: Context, q: Quotation) -> bool:
    return bool(_cue_words(ctx, q) & {"will", "expected"})


def _found_out(ctx: Context, q: Quotation) -> bool:
    """Tell whether a clause is what somebody learned: it is the article that says so."""
    first = None if q.cue is None else ctx.node(q.cue)
    return q.kind == "indirect" and first is not None and ctx.tree.tokens[first].lemma.lower() in FOUND_OUT


def _beside(ctx: Context, where: Span, q: Quotation, kind: str) -> bool:
    """Tell whether words in a reported clause stand in a clause of their own that tells more of a person, or of a thing that
    somebody only believes or asks about: whether the speaker said that too, or the article adds it, is left open."""
    n = ctx.node(where)
    while n is not None and ctx.tree.tokens[n].head != n and q.span.contains(_span_of(ctx, ctx.tree.tokens[n].head)):
        token, clause = ctx.tree.tokens[n], ctx.tree.subtree(n)
        apart = clause[0] > 0 and ctx.tree.word(clause[0] - 1) in (",", "-", "--", "—", "–", "(")
        if token.dep == "relcl" and (kind in _CUE_MODALITY or apart and ctx.tree.lower(clause[0]) in ("who", "whom", "whose")):
            return True
        if token.dep == "advcl" and any(ctx.tree.lower(m) in ("although", "though") for m in ctx.tree.kids(n, "mark")):
            return True
        if token.dep == "advcl" and apart and ctx.tree.lower(clause[0]) in ("while", "whereas") and token.tag in ("VBD", "VBZ"):
            return True  # "Doe said that …, while Roe condemned it"
        if kind in _CUE_MODALITY and token.dep in ("acl", "relcl", "appos") and _between_dashes(ctx, clause):
            return True
        n = token.head
    return False


def _between_dashes(ctx: Context, clause: list[int]) -> bool:
    """Tell whether dashes or brackets stand on both sides of a clause."""
    before, after, end = clause[0] - 1, clause[-1] + 1, len(ctx.tree.tokens)
    marks = ("-", "--", "—", "–", "(", ")")
    return before >= 0 and after < end and ctx.tree.word(before) in marks and ctx.tree.word(after) in marks


def _span_of(ctx: Context, n: int) -> Span:
    return Span(ctx.tree.tokens[n].start, ctx.tree.tokens[n].end)


def _in_inner_marks(ctx: Context, where: Span, q: Quotation) -> bool:
    """Tell whether words in a quotation stand in marks of their own: somebody else's, whom the speaker quotes."""
    text = ctx.tree.text
    begin, end = next(((s.start, s.end) for s in q.segments or (q.span,) if s.contains(where)), q.span)
    before, after = text[begin : where.start], text[where.end : end]
    return bool(re.search(r"(?:^|[\s(,])['‘](?=\w)[^'‘’]*(?:\w['’]\w[^'‘’]*)*$", before)) and bool(
        re.search(r"['’](?!\w)", after)
    )


def _cue(ctx: Context, q: Quotation, ontology: Ontology) -> tuple[str, str]:
    if q.cue is None:
        return "", ""
    at = ctx.node(q.cue)
    while at is not None and at < len(ctx.tree.tokens) and ctx.tree.tokens[at].end <= q.cue.end:
        lemma = ctx.tree.tokens[at].lemma.lower()
        kind = next((ontology.cues[lemma, pos] for pos in ("verb", "noun", "adverb") if (lemma, pos) in ontology.cues), "")
        if kind:
            return kind, lemma
        at += 1
    return "", q.cue.of(ctx.tree.text)


def _speaks(ctx: Context, chain: str, members: list[Mention]) -> bool:
    """Tell whether a chain can be a source: people and bodies, and single documents ("the filing states")."""
    kind = ctx.document.chains[chain].type
    if kind in ("Person", "Organization", "Group", "Platform") or not kind and ctx.document.chains[chain].named:
        return True
    nominal = any(m.kind == "nominal" and ctx.tree.tokens[m.head].tag == "NN" for m in members)
    return nominal and kind in ("Utterance", "LegalCase", "CreativeWork", "Law")


def _speaker(ctx: Context, q: Quotation) -> Argument | None:
    if q.source is not None and any(s.contains(q.source) for s in q.segments):
        return None  # the words themselves were taken for their source
    if q.speaker is None or q.speaker not in ctx.document.chains or anonymous(ctx, q.speaker):
        return None
    members = ctx.chains.get(q.speaker, [])
    if not members or not _speaks(ctx, q.speaker, members) or garbled(ctx.document.chains[q.speaker].label):
        return None

    def nearness(m: Mention) -> tuple[int, int]:
        inside = q.source is not None and m.span.overlaps(q.source)
        return (0 if inside else 1, abs(m.span.start - (q.source or q.span).start))

    return ctx.argument(min(members, key=nearness))
