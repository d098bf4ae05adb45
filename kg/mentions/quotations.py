"""Quotations: who says what, in quotation marks and without.

A quotation has the words said (``segments``), the words of saying (``cue``) and the words that name the speaker
(``source``), as in PARC and PolNeAR (Newell et al., LREC 2018). Quoted words inside a reported clause are a
quotation of their own (kind "mixed"), and the clause is another (kind "indirect"): quotations nest by containment.
"""

from __future__ import annotations

from kg.mentions.parse import paragraphs
from kg.mentions.quotation_direct import direct
from kg.mentions.quotation_indirect import indirect
from kg.mentions.quotation_marks import quoted
from kg.mentions.quotation_speakers import author, speaks
from kg.mentions.quotation_tree import Tree, plant
from kg.mentions.quotation_utterance import Utterance, around
from kg.model import Mention, Quotation, Span, Token
from kg.ontology import Ontology


def find_quotations(
    text: str,
    tokens: tuple[Token, ...],
    sentences: tuple[Span, ...],
    body: tuple[Span, ...],
    mentions: tuple[Mention, ...],
    ontology: Ontology,
) -> tuple[Quotation, ...]:
    """Return the quotations in a document's body, sorted by position, with ids q1, q2, …

    ``tokens`` and ``sentences`` are the parse of the body; ``mentions`` need no chain yet; words of saying come from
    ``ontology.cues``. Spans are half-open code points of ``text`` and leave quotation marks out. ``speaker`` is None:
    coreference fills it from ``source``. Quoted words without a word of saying (titles, scare quotes) are left out.
    """
    tree = plant(text, tokens, mentions, ontology)
    lines = tuple(paragraph for span in body for paragraph in paragraphs(text, span))
    marks = quoted(text, lines)
    reported = indirect(tree, marks, sentences, ontology)
    found = reported + direct(tree, marks, lines, around(reported, marks), ontology)
    unique: dict[tuple[object, ...], Utterance] = {}
    for one in sorted(found, key=lambda u: (u.hull, u.kind, u.cue or Span(0, 0), u.source or Span(0, 0))):
        unique.setdefault((one.hull, one.kind == "indirect", one.cue), one)
    kept = (one for one in unique.values() if _says(tree, one) and (one.source is None or speaks(tree, one.source, ontology)))
    return tuple(
        Quotation(
            id=f"q{number}",
            span=one.hull,
            segments=one.segments,
            kind=one.kind,
            source=author(tree, one.source) if one.source is not None else None,
            cue=one.cue,
            medium=one.medium,
            addressee=one.addressee,
        )
        for number, one in enumerate(kept, 1)
    )


def _says(tree: Tree, one: Utterance) -> bool:
    """Tell words that say something from what stands between two pairs of marks that were told apart wrongly ("and")."""
    within = [i for s in one.segments for i in tree.between(s)]
    return len(within) > 2 or any(tree.tokens[i].pos not in ("CCONJ", "ADP", "DET", "PUNCT", "SCONJ") for i in within)
