"""Which quotations are of one utterance: the words of one speaker that several articles quote, each in its version.

Pure functions of extractions and entities, which statements, the store and the answers use alike, so that they agree.
Quotations are compared where they share three words in a row that few others have: time grows with their number, not
with its square. The same quotations give the same utterances, whatever their order.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from sys import intern

from kg.model import Corpus, Extraction, Mention, Quotation, QuotationKey, Resolution, digest

#: From this share of common words (of the longer one) on, two quotations are near-identical.
ALIKE = 0.8
#: From this share on, a shorter one is a piece of the longer one.
WITHIN = 0.9
#: Fewer words than these are too few to tell: of near-identical ones, of a piece, of one whose speaker has no name.
FEWEST, FEWEST_OF_PIECE, FEWEST_UNNAMED = 4, 5, 8
#: A piece lies in so many times its own words of the longer one, at most; one of several pieces has gaps.
STRETCH, STRETCH_OF_PIECES = 1.3, 2.5
#: So many rows of three words are looked up for a quotation, each in so many others, at most.
LOOKED_UP, LOOKED_AT = 12, 24
#: Longer quotations are compared by their first words.
LONGEST = 400

_MARKS = str.maketrans({"\u2018": "'", "\u2019": "'", "\u2013": "-", "\u2014": "-"})
#: Words that no copy may lack or add: with them it says something else.
_TURNING = {"not", "never", "no", "nobody", "none", "nothing", "neither", "nor", "without", "cannot"}


@dataclass(frozen=True, slots=True)
class Version:
    """One article's version of an utterance; ``words`` are those of its segments."""

    article: str
    quotation: Quotation
    words: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words said once, with every quotation of them, the fullest first.

    ``speaker`` is an entity IRI, or None where no article's speaker is resolved; ``id`` hashes the speaker and the first
    quotation in the order of articles and places.
    """

    id: str
    speaker: str | None
    versions: tuple[Version, ...]

    @property
    def words(self) -> str:
        """The words of the fullest version."""
        return self.versions[0].words

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that quote it, sorted."""
        return tuple(sorted({v.article for v in self.versions}))


@dataclass(frozen=True, slots=True)
class _Said:
    """A quotation in comparison: its words levelled, its speaker, whether that is a name."""

    version: Version
    tokens: tuple[str, ...]
    speaker: str | None
    named: bool

    @property
    def key(self) -> tuple[str, int, int, str]:
        """Its place among all."""
        span = self.version.quotation.span
        return (self.version.article, span.start, span.end, self.version.quotation.id)


def link(extractions: Iterable[Extraction], resolution: Resolution) -> tuple[Utterance, ...]:
    """Return the utterances behind all quotations: each quotation is of exactly one; sorted by first article and place.

    Two quotations are of one utterance where the speaker is one entity and the words are near-identical, or the one is a
    piece of the other, or stands inside it. Where a speaker has no name or is not resolved, the words alone decide, and
    must be more; never are the words of two named speakers one utterance. Numbers and words of denial must agree.
    """
    said = sorted(_gather(extractions, resolution), key=lambda one: one.key)
    groups = list(range(len(said)))
    owners: list[str | None] = [one.speaker if one.named else None for one in said]

    def find(i: int) -> int:
        while groups[i] != i:
            groups[i] = groups[groups[i]]
            i = groups[i]
        return i

    for _, left, right in sorted(_links(said)):
        a, b = find(left), find(right)
        if a == b or None not in (owners[a], owners[b]) and owners[a] != owners[b]:
            continue
        a, b = min(a, b), max(a, b)
        groups[b] = a
        owners[a] = owners[a] or owners[b]
    members: dict[int, list[_Said]] = {}
    for i, one in enumerate(said):
        members.setdefault(find(i), []).append(one)
    for rows in members.values():
        rows.sort(key=lambda one: (-len(one.tokens), one.key))
    return tuple(_utterance(rows) for _, rows in sorted(members.items()))


def every(corpus: Corpus) -> tuple[Utterance, ...]:
    """Return the utterances of a corpus as ``link`` does; nothing is compared where the corpus knows their versions."""
    return link(corpus.extractions, corpus.resolution) if corpus.versions is None else _known(corpus, single=True)


def shared(corpus: Corpus) -> tuple[Utterance, ...]:
    """Return the utterances that several quotations of a corpus are of, in the order of ``every``."""
    if corpus.versions is None:
        return tuple(utterance for utterance in every(corpus) if len(utterance.versions) > 1)
    return _known(corpus, single=False)


def versions(utterances: Iterable[Utterance]) -> tuple[tuple[QuotationKey, ...], ...]:
    """Return the quotations of the utterances that several are of, as a corpus keeps them."""
    return tuple(tuple((v.article, v.quotation.id) for v in u.versions) for u in utterances if len(u.versions) > 1)


def _known(corpus: Corpus, *, single: bool) -> tuple[Utterance, ...]:
    named = {entity.iri for entity in corpus.resolution.entities if entity.named}
    together = [set(keys) for keys in corpus.versions or ()]
    wanted = None if single else set().union(*together)
    said: dict[QuotationKey, _Said] = {}
    for extraction in corpus.extractions:
        for quotation in extraction.quotations:
            key = (extraction.article.id, quotation.id)
            if wanted is None or key in wanted:
                said[key] = _said(extraction, quotation, corpus.resolution, named, ())
    groups = [[said.pop(key) for key in keys if key in said] for keys in corpus.versions or ()]
    groups = [rows for rows in groups if rows] + [[one] for one in said.values()]
    found = [(min(one.key for one in rows), _utterance(rows)) for rows in groups if single or len(rows) > 1]
    return tuple(utterance for _, utterance in sorted(found, key=lambda pair: pair[0]))


def by_quotation(utterances: Iterable[Utterance]) -> dict[QuotationKey, Utterance]:
    """Return the utterance of each quotation."""
    return {(v.article, v.quotation.id): u for u in utterances for v in u.versions}


def mentioned(version: Version, mentions: Sequence[Mention], resolution: Resolution) -> set[str]:
    """Return the entities (IRIs) that a quotation's words mention; ``mentions`` are those of its article, by position."""
    found = set()
    for segment in version.quotation.segments or (version.quotation.span,):
        first = bisect_left(mentions, segment.start, key=lambda m: m.span.start)
        last = bisect_left(mentions, segment.end, lo=first, key=lambda m: m.span.start)
        found |= {m.chain for m in mentions[first:last] if segment.contains(m.span)}
    return {iri for chain in found if (iri := resolution.by_chain.get((version.article, chain)))}


def differences(version: str, fullest: str) -> tuple[tuple[str, str], ...]:
    """Return where a version's words differ from the fullest one's: (its words, theirs), either may be empty.

    Case, punctuation and what a version leaves out at its ends make no difference.

    >>> differences("basing off our ties", "We are basing it off our ties.")
    (('', 'it'),)
    """
    left, right = version.split(), fullest.split()
    matcher = SequenceMatcher(None, [*map(_bare, left)], [*map(_bare, right)], autojunk=False)
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    return tuple(
        (" ".join(left[a:b]), " ".join(right[c:d]))
        for tag, a, b, c, d in steps
        if not (tag == "delete" and not any(map(_bare, left[a:b])))
        and not (tag == "insert" and (d == len(right) or c == 0 or not any(map(_bare, right[c:d]))))
    )


def _bare(word: str) -> str:
    return "".join(tokens(word))


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, apostrophes and hyphens inside them dropped.

    >>> tokens("We\\u2019re re-evaluating it \\u2026")
    ('were', 'reevaluating', 'it')
    """
    level = unicodedata.normalize("NFKC", text).translate(_MARKS).casefold()
    return tuple(re.findall(r"\w+", re.sub(r"(?<=\w)[-'](?=\w)", "", level)))


def _gather(extractions: Iterable[Extraction], resolution: Resolution) -> Iterable[_Said]:
    named = {entity.iri for entity in resolution.entities if entity.named}
    for extraction in extractions:
        for quotation in extraction.quotations:
            words = _words(extraction, quotation)
            level = tuple(map(intern, tokens(words[: LONGEST * 12])[:LONGEST]))  # few words make up most of what is said
            yield _said(extraction, quotation, resolution, named, level)


def _words(extraction: Extraction, quotation: Quotation) -> str:
    return " … ".join(s.of(extraction.article.text) for s in quotation.segments or (quotation.span,))


def _said(
    extraction: Extraction, quotation: Quotation, resolution: Resolution, named: Set[str], level: tuple[str, ...]
) -> _Said:
    id_ = extraction.article.id
    speaker = resolution.by_chain.get((id_, quotation.speaker)) if quotation.speaker else None
    return _Said(Version(id_, quotation, _words(extraction, quotation)), level, speaker, speaker in named)


def _links(said: Sequence[_Said]) -> set[tuple[float, int, int]]:
    """Return the pairs that are of one utterance, as (unlikeness, index, index)."""
    found = _nested(said)
    same: dict[tuple[tuple[str, ...], str | None], list[int]] = {}
    for i, one in enumerate(said):
        # only a name makes few words enough: in different articles "officials" are different people
        same.setdefault((one.tokens, one.speaker if one.named else None), []).append(i)
    for (words, _), rows in same.items():
        if len(words) >= FEWEST or len({said[i].version.article for i in rows}) == 1:
            found |= {(0.0, rows[0], i) for i in rows[1:] if _compatible(said[rows[0]], said[i], words)}
    firsts = [rows[0] for (words, _), rows in same.items() if len(words) >= FEWEST]
    postings: dict[tuple[str, ...], list[int]] = {}
    for i in firsts:
        for row in _rows(said[i].tokens):
            postings.setdefault(row, []).append(i)
    near: set[tuple[int, int]] = set()
    for i in firsts:
        shared = sorted((len(postings[row]), row) for row in _rows(said[i].tokens) if len(postings[row]) > 1)
        near |= {(min(i, j), max(i, j)) for _, row in shared[:LOOKED_UP] for j in postings[row][:LOOKED_AT] if j != i}
    kinds = {i: frozenset(said[i].tokens) for i in firsts}
    for i, j in near:
        few, fewer = min((len(said[n].tokens), len(kinds[n])) for n in (i, j))
        if len(kinds[i] & kinds[j]) + few - fewer < ALIKE * few:
            continue  # so few words in common that no count of them is enough
        unlike = _unlike(said[i], said[j])
        if unlike is not None:
            found.add((unlike, i, j))
    return found


def _nested(said: Sequence[_Said]) -> set[tuple[float, int, int]]:
    """Return the pairs of which one quotes words inside the other, in one article and of one speaker."""
    found: set[tuple[float, int, int]] = set()
    open_: list[int] = []  # quotations that the place reached lies in, outermost first
    order = sorted(range(len(said)), key=lambda i: (said[i].key[0], said[i].key[1], -said[i].key[2], i))
    for i in order:
        one = said[i].version
        open_ = [
            j
            for j in open_
            if said[j].version.article == one.article and said[j].version.quotation.span.end > one.quotation.span.start
        ]
        for j in reversed(open_):
            outer = said[j].version.quotation
            if outer.speaker == one.quotation.speaker is not None and outer.span.contains(one.quotation.span):
                found.add((0.0, min(i, j), max(i, j)))
                break
        open_.append(i)
    return found


def _rows(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {words[i : i + 3] for i in range(len(words) - 2)}


def _compatible(left: _Said, right: _Said, fewer: Sequence[str]) -> bool:
    """Tell whether two quotations can be of one speaker: one entity, or one without a name and enough words."""
    if left.speaker is not None and left.speaker == right.speaker:
        return True
    if left.named and right.named:
        return False
    return len(fewer) >= FEWEST_UNNAMED


def _unlike(left: _Said, right: _Said) -> float | None:
    """Return how much two quotations differ, from 0 to 1, or None where they are no versions of one utterance."""
    if len(left.tokens) > len(right.tokens):
        left, right = right, left
    few, many = len(left.tokens), len(right.tokens)
    if not _compatible(left, right, left.tokens):
        return None
    common = (Counter(left.tokens) & Counter(right.tokens)).total()
    if common < ALIKE * few:
        return None
    blocks = SequenceMatcher(None, left.tokens, right.tokens, autojunk=False).get_matching_blocks()
    matched = sum(b.size for b in blocks)
    whole = matched >= ALIKE * many
    reach = blocks[-2].b + blocks[-2].size - blocks[0].b  # blocks ends with an empty one
    gaps = STRETCH_OF_PIECES if len(left.version.quotation.segments) > 1 else STRETCH
    piece = few >= FEWEST_OF_PIECE and matched >= WITHIN * few and reach <= few * gaps
    if not whole and not piece:
        return None
    # what the longer one has before and after the shorter one is not compared
    inner = right.tokens[blocks[0].b : blocks[-2].b + blocks[-2].size] if piece else right.tokens
    if _weight(left.tokens) != _weight(inner):
        return None
    return 1 - matched / many


def _weight(words: Iterable[str]) -> Mapping[str, int]:
    """Return the words that must agree: numbers, and words of denial ("not", "won't")."""
    return Counter("not" if w in _TURNING or w.endswith("nt") and w[:-2] in _SHORTENED else w for w in words if _heavy(w))


#: What "n't" is put to, with the apostrophe dropped: "dont", "wont".
_SHORTENED = set("do does did is are was were has have had ca could wo would sha should must need".split())


def _heavy(word: str) -> bool:
    return word in _TURNING or any(c.isdigit() for c in word) or (word.endswith("nt") and word[:-2] in _SHORTENED)


def _utterance(rows: Sequence[_Said]) -> Utterance:
    speakers = [one for one in rows if one.named] or [one for one in rows if one.speaker is not None]
    speaker = min((one.speaker or "" for one in speakers), default=None)
    first = min(one.key for one in rows)
    return Utterance(digest("utterance", *map(str, first)), speaker, tuple(one.version for one in rows))
