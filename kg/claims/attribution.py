"""Who says it: the quotations that enclose a claim's trigger give its speaker and those who pass it on."""

from __future__ import annotations

from dataclasses import dataclass

from kg.claims.arguments import Context, anonymous
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
    ``own_words`` that the words stand in quotation marks."""

    speaker: Argument | None = None
    via: tuple[Argument, ...] = ()
    modality: Modality = "asserted"
    denied: bool = False
    unknown: bool = False
    own_words: bool = False
    because: tuple[str, ...] = ()


def attribute(ctx: Context, where: Span, ontology: Ontology) -> Attribution:
    """Return who says the words at ``where``: the innermost enclosing quotation's speaker, then the outer ones' (via)."""
    around = sorted(
        (
            q
            for q in ctx.document.quotations
            if any(s.contains(where) for s in q.segments or (q.span,)) and not _is_cue(q, where)
        ),
        key=lambda q: (q.span.end - q.span.start, q.id),
    )
    if not around:
        return Attribution()
    speakers: list[Argument] = []
    because, denied, unknown = [], False, False
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
    return Attribution(speakers[0], via, modality, denied, unknown, quoted, tuple(dict.fromkeys(because)))


def _is_cue(q: Quotation, where: Span) -> bool:
    return any(part is not None and part.overlaps(where) for part in (q.cue, q.source))


def _cue(ctx: Context, q: Quotation, ontology: Ontology) -> tuple[str, str]:
    if q.cue is None:
        return "", ""
    for token in ctx.tree.tokens:
        if q.cue.start <= token.start and token.end <= q.cue.end:
            for pos in ("verb", "noun", "adverb"):
                kind = ontology.cues.get((token.lemma.lower(), pos))
                if kind:
                    return kind, token.lemma.lower()
    return "", q.cue.of(ctx.tree.text)


def _speaker(ctx: Context, q: Quotation) -> Argument | None:
    if q.speaker is None or q.speaker not in ctx.document.chains or anonymous(ctx, q.speaker):
        return None
    members = [m for m in ctx.document.mentions if m.chain == q.speaker]
    if not members:
        return None

    def nearness(m: Mention) -> tuple[int, int]:
        inside = q.source is not None and m.span.overlaps(q.source)
        return (0 if inside else 1, abs(m.span.start - (q.source or q.span).start))

    return ctx.argument(min(members, key=nearness))
