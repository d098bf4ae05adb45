"""Tells who really is behind a statement: copies of one report are one origin, and so is one utterance quoted by many."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations

from kg.model import Origin
from kg.statements.groups import Groups
from kg.statements.voices import Voice, tokens

#: From this share of common words on (Jaccard) two texts are taken for one utterance.
ALIKE = 0.8
#: Fewer words than this are too few to be recognised inside a longer text, unless they are in quotation marks.
ENOUGH = 4
#: From this share of the shorter one's words on, two sentences of copied passages are one, with or without who says so.
RETOLD = 0.6

#: Who says it in which article: (speaker, article id); no speaker is the article itself.
Source = tuple[str, str]


def trace(voices: Sequence[Voice], labels: Mapping[str, str], places: Mapping[str, tuple[object, ...]]) -> tuple[Origin, ...]:
    """Return the independent origins of the claims that affirm, or of those that deny where none affirms.

    Claims in an article's own voice are one origin an article, and one together with those of other articles where the
    evidence has the same words or stands in passages of which one is a copy of the other (``kg.statements.copies``), where
    an article as a whole is a copy, and where the publisher is one. Claims of one speaker are one origin within an article,
    and one across articles where they quote one utterance (``kg.utterances``), where the words are near-identical or the
    one quotes a piece of the other, and in copies. A copy that leaves out who says so is of the origin of what it copies.

    ``labels`` are those of entities by IRI, ``places`` sort articles by publication. The first reported origin comes first.
    """
    counted = [v for v in voices if not v.negative] or list(voices)
    groups: Groups[Hashable] = Groups()
    for v in counted:
        for common in (*_text(v, labels), *_outlet(v)) if v.own else _said(v, labels):
            groups.join(_source(v), common)
    _join_alike([v for v in counted if not v.own], groups)
    _join_retold(counted, groups)
    together: dict[Hashable, list[Voice]] = {}
    for v in counted:
        together.setdefault(groups.find(_source(v)), []).append(v)
    found = [_origin(rows, labels, places) for rows in together.values()]
    return tuple(sorted(found, key=lambda o: ([places[a] for a in o.articles], o.because)))


def _source(v: Voice) -> Source:
    return v.speaker or "", v.article


def _text(v: Voice, labels: Mapping[str, str]) -> Iterable[Hashable]:
    """Yield what a claim's text has in common with that of copies: in these who is called the same is the same."""
    who = _who(v, labels)
    yield from (("passage", who, group) for group in v.passages)
    if v.family is not None:
        yield "family", who, v.family
    if v.own:
        yield from (("words", words) for words in v.words)


def _outlet(v: Voice) -> Iterable[Hashable]:
    if v.outlet:
        yield "outlet", v.outlet


def _said(v: Voice, labels: Mapping[str, str]) -> Iterable[Hashable]:
    yield "said", v.speaker, v.said, v.verbatim
    yield from (("utterance", v.speaker, utterance) for utterance in v.utterances)
    yield from _text(v, labels)


def _who(v: Voice, labels: Mapping[str, str]) -> str:
    """Return what to call who says it; "" where the article does."""
    speaker = v.claim.attributed_to
    return "" if speaker is None else labels.get(v.speaker or "", " ".join(speaker.label.split()))


def _join_alike(voices: Sequence[Voice], groups: Groups[Hashable]) -> None:
    """Join the words of one speaker that are near-identical, or of which one is a piece of the other."""
    by_speaker: dict[str, dict[tuple[str, bool], frozenset[str]]] = {}
    for v in voices:
        by_speaker.setdefault(v.speaker or "", {})[v.said, v.verbatim] = tokens(v.said)
    for speaker, texts in by_speaker.items():
        for left, right in combinations(sorted(texts), 2):
            if _alike(texts[left], left[1], texts[right], right[1]):
                groups.join(("said", speaker, *left), ("said", speaker, *right))


def _alike(left: frozenset[str], left_verbatim: bool, right: frozenset[str], right_verbatim: bool) -> bool:
    if left <= right and (left_verbatim or len(left) >= ENOUGH):
        return bool(left)
    if right <= left and (right_verbatim or len(right) >= ENOUGH):
        return bool(right)
    return len(left & right) >= ALIKE * len(left | right)


def _join_retold(voices: Sequence[Voice], groups: Groups[Hashable]) -> None:
    """Join sentences of copied passages that one article gives as its own and another as somebody's word."""
    by_passage: dict[int, list[Voice]] = {}
    for v in voices:
        for group in v.passages:
            by_passage.setdefault(group, []).append(v)
    for rows in by_passage.values():
        said = [v for v in rows if not v.own]
        for own in (v for v in rows if v.own) if said else ():
            words = tokens(" ".join(own.words))
            for v in said:
                others = tokens(" ".join(v.words))
                if v.article != own.article and len(words & others) >= RETOLD * min(len(words), len(others)):
                    groups.join(_source(own), _source(v))


def _origin(voices: Sequence[Voice], labels: Mapping[str, str], places: Mapping[str, tuple[object, ...]]) -> Origin:
    articles = tuple(sorted({v.article for v in voices}, key=lambda article: places[article]))
    if any(v.own for v in voices):
        return Origin(articles, _report(voices, labels, len(articles)))
    speaker = min(v.speaker or "" for v in voices)
    who = min(_who(v, labels) for v in voices)
    because = f"the word of {who}" if len(articles) == 1 else f"one utterance of {who}, quoted by {len(articles)} articles"
    return Origin(articles, because, speaker if speaker in labels else None)


def _report(voices: Sequence[Voice], labels: Mapping[str, str], articles: int) -> str:
    """Return why the articles of some claims are one origin."""
    if articles == 1:
        return "one report"
    if not all(v.own for v in voices):
        return "copies of one report"
    copies: Groups[Hashable] = Groups()
    for v in voices:
        for common in _text(v, labels):
            copies.join(v.article, common)
    apart = len({copies.find(v.article) for v in voices})
    if apart == articles:
        return "reports of one outlet"
    return "copies of one report" if apart == 1 else "copies of one report, and reports of one outlet"
