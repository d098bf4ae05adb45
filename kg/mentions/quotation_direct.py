"""Finds who says what stands in quotation marks: a word of saying after, before, around or above it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.mentions.quotation_marks import Quoted
from kg.mentions.quotation_speakers import announced, said_above, said_after, said_before, sentence_end
from kg.mentions.quotation_tree import Tree
from kg.mentions.quotation_turns import turns
from kg.mentions.quotation_utterance import Utterance
from kg.model import QuotationKind, Span
from kg.ontology import Ontology

_SIGNATURE = re.compile(
    r"[.!?”\"’'…]?\s*(?:—|–|--)\s?(?P<name>[A-Z][\w.'’-]*(?:\s[\w.'’&-]+){0,5})\s\((?P<handle>@\w{2,30})\)"
    r"(?P<date>\s+[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4})?\s*$"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A quotation in marks with what was found for it; ``join`` is the index of the one it continues."""

    mark: Quoted
    kind: QuotationKind
    cue: Utterance | None = None
    join: int | None = None


def direct(
    tree: Tree, marks: tuple[Quoted, ...], paragraphs: tuple[Span, ...], reported: Mapping[Span, Utterance], ontology: Ontology
) -> list[Utterance]:
    """Return the quotations in marks that have a speaker, one for all pieces of one utterance."""
    posts = turns(tree, paragraphs) | signed(tree.text, paragraphs)
    found: list[_Found] = []
    for number, mark in enumerate(marks):
        if mark.paragraph in posts:
            found.append(_Found(mark, "direct"))
        else:
            found.append(_assign(tree, number, found, marks, paragraphs, reported, ontology))
    rest = [one for one in found if one.mark.paragraph not in posts]
    return [*posts.values(), *_gather(found), *_repeats(tree.text, rest)]


def signed(text: str, paragraphs: tuple[Span, ...]) -> dict[int, Utterance]:
    """Return embedded posts by paragraph: those that end in the signature "— Name (@handle) Month 1, 2020"."""
    found = {}
    for number, paragraph in enumerate(paragraphs):
        match = _SIGNATURE.search(paragraph.of(text))
        if not match or not match.start():
            continue
        end = paragraph.start + match.start()
        end += text[end] in ".!?…"
        start = paragraph.start + (text[paragraph.start] in '“"')
        name = Span(paragraph.start + match.start("name"), paragraph.start + match.end("name"))
        if end > start:
            medium = "Twitter" if match["date"] else None  # the form that its embedded posts have
            found[number] = Utterance((Span(start, end),), "direct", name, None, -1, medium)
    return found


def _assign(
    tree: Tree,
    number: int,
    found: list[_Found],
    marks: tuple[Quoted, ...],
    paragraphs: tuple[Span, ...],
    reported: Mapping[Span, Utterance],
    ontology: Ontology,
) -> _Found:
    """Return what is found for one mark: the ways to find its speaker are tried from sure to unsure."""
    text, mark, paragraph = tree.text, marks[number], paragraphs[marks[number].paragraph]
    previous = marks[number - 1] if number else None
    following = marks[number + 1] if number + 1 < len(marks) else None
    here = previous is not None and previous.paragraph == mark.paragraph
    start = previous.outer.end if previous is not None and here else paragraph.start
    end = following.outer.start if following is not None and following.paragraph == mark.paragraph else paragraph.end
    head, tail = Span(start, mark.outer.start), Span(mark.outer.end, end)
    whole = _sentence_like(text, mark, paragraph)
    kind: QuotationKind = "direct" if whole else "mixed"
    if not whole:
        if _title(mark.span.of(text)):
            return _Found(mark, kind)
        cue = reported.get(mark.span) or said_above(tree, mark, marks)
        if cue is not None:
            return _Found(mark, kind, cue)
    first = not _worded(text, paragraph.start, mark.outer.start)
    alone = first and not _worded(text, mark.outer.end, paragraph.end)
    cue = said_after(tree, mark, tail) or (None if alone else said_before(tree, head, ontology))
    if cue is not None or not whole:
        return _Found(mark, kind, cue)
    before = found[-1].cue if found else None
    adjacent = previous is not None and previous.paragraph == mark.paragraph - 1
    if previous is not None and before is not None:
        if here and _continues(text[start : mark.outer.start]):
            return _Found(mark, kind, before, number - 1)
        unended = not previous.closed or previous.outer == paragraphs[previous.paragraph]
        if adjacent and mark.outer.start == paragraph.start and unended:
            return _Found(mark, kind, before, number - 1)
    if alone and mark.paragraph:
        cue = announced(tree, paragraphs[mark.paragraph - 1], ontology)
        if cue is None and adjacent and before is not None:
            cue = replace(before, cue=None, verb=-1)  # the speaker goes on
        if cue is not None:
            return _Found(mark, kind, cue)
    led = text[start : mark.outer.start].rstrip()[-1:] in tuple(
        ".:!?,;—–”\"'’"
    )  # "the crowd took up its chant “…”" leads in nothing
    return _Found(mark, kind, announced(tree, head, ontology) if led and head.end > head.start else None)


def _worded(text: str, start: int, end: int) -> bool:
    return any(c.isalnum() for c in text[start:end])


def _title(words: str) -> bool:
    """Tell the title of a work, or a name, from quoted speech: two or more words, all of them capitalised but small ones."""
    found = re.findall(r"[\w’'-]+", words)
    long = [w for w in found if len(w) > 3]
    capitals = bool(long) and all(w[0].isupper() for w in (found[0], *long))
    return len(found) > 1 and capitals and words[-1:] not in "!?"


def _sentence_like(text: str, mark: Quoted, paragraph: Span) -> bool:
    """Tell a quoted utterance from quoted words inside somebody else's sentence."""
    words = mark.span.of(text)
    before = text[paragraph.start : mark.outer.start].rstrip()
    after = text[mark.outer.end : mark.outer.end + 1]
    first = words.lstrip("[(…. ")[:1]
    ends = words[-1:] in ".,!?…—–-;" or not mark.closed
    many = len(words.split()) >= 4
    if not before or before[-1] in '.!?:”"':
        return ends or many or after in (",", ".")
    if first.isupper() or first.isdigit():
        return (before[-1] in ",:—–" and (ends or many)) or (ends and many)
    return before[-1] == ":" and many


def _continues(between: str) -> bool:
    """Tell whether what stands between two quoted pieces ends the sentence of the first ("…," she said. "…")."""
    between = between.strip()
    if not any(c.isalnum() for c in between):
        return True
    return between[-1] in ".,;:—–" and len(between) < 250 and not _ends_inside(between[:-1])


def _ends_inside(between: str) -> bool:
    """Tell whether a sentence ends inside a stretch of text, abbreviations apart."""
    end = sentence_end(between, Span(0, len(between)))
    return re.match(r"[.!?]\s+[A-Z“\"]", between[end:]) is not None


def _gather(found: list[_Found]) -> list[Utterance]:
    """Join the pieces of one utterance, and give each the words of saying that were found for it."""
    groups: dict[int, list[int]] = {}
    owner: dict[int, int] = {}
    by_verb: dict[int, int] = {}
    for number, one in enumerate(found):
        if one.cue is None:
            continue
        root = number
        if one.join is not None:
            root = owner.get(one.join, number)
        elif one.cue.verb >= 0:
            root = by_verb.setdefault(one.cue.verb, number)
        owner[number] = root
        groups.setdefault(root, []).append(number)
    utterances = []
    for root, members in groups.items():
        cue, segments = found[root].cue, tuple(found[m].mark.span for m in members)
        if cue is not None:
            utterances.append(replace(cue, segments=segments, kind=found[root].kind))
    return utterances


def _repeats(text: str, found: list[_Found]) -> list[Utterance]:
    """Return quoted words without a word of saying that repeat words of an attributed quotation: they are its speaker's."""
    known = [(one.mark.span.of(text).lower(), one.cue) for one in found if one.cue is not None and one.cue.source is not None]
    utterances = []
    for one in found:
        words = one.mark.span.of(text).lower().strip(" ,.")
        if one.cue is not None or len(words) < 8 or _title(one.mark.span.of(text)):
            continue
        for said, cue in known:
            if words in said and re.search(rf"\b{re.escape(words)}\b", said) and len(said) > len(words) + 3:
                utterances.append(Utterance((one.mark.span,), "mixed", cue.source, None, -1))
                break
    return utterances
