"""Which quotations are versions of one utterance, and what of an article's quotations that is told by.

Quotations are compared where they share three words in a row that few others have: time grows with their number, not
with its square. The same quotations give the same groups, whatever their order.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from zlib import crc32

from kg.model import Extraction, Quotation, QuotationKey, Resolution, Span, digest

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
#: One of these in common makes two worth comparing where one has fewer words than this, else two.
SHORT = 8
#: Longer quotations are compared by their first words.
LONGEST = 400

_MARKS = str.maketrans({"\u2018": "'", "\u2019": "'", "\u2013": "-", "\u2014": "-"})
#: Words that no copy may lack or add: with them it says something else.
_TURNING = {"not", "never", "no", "nobody", "none", "nothing", "neither", "nor", "without", "cannot"}
#: So many words in a row are one shingle; how its sum is kept: an unsigned integer of four bytes.
ROW, ROW_TYPE = 3, "I"


@dataclass(frozen=True, slots=True)
class Quoted:
    """What of a quotation says whose version it may be: its place, the number of its segments, its speaker's chain.

    ``words`` are level in case, hyphens and marks, a space between two, the first ``LONGEST`` of them; ``rows`` the CRC-32
    sums of every three in a row, four bytes each in the machine's order.
    """

    article: str
    id: str
    span: Span
    segments: int
    speaker: str | None
    words: str
    rows: bytes

    @property
    def key(self) -> QuotationKey:
        """The article and the quotation, by id."""
        return self.article, self.id

    @property
    def place(self) -> tuple[str, int, int, str]:
        """Its place among all."""
        return self.article, self.span.start, self.span.end, self.id


@dataclass(frozen=True, slots=True)
class Group:
    """The quotations of one utterance, the fullest first; ``id`` hashes the first in the order of articles and places,
    ``speaker`` is an entity IRI, or None where no article's speaker is resolved."""

    id: str
    speaker: str | None
    quotations: tuple[QuotationKey, ...]

    @property
    def articles(self) -> frozenset[str]:
        """The ids of the articles that quote it."""
        return frozenset(article for article, _ in self.quotations)


@dataclass(frozen=True, slots=True)
class _Said:
    """A quotation in comparison: its speaker, and whether that is a name."""

    quoted: Quoted
    speaker: str | None
    named: bool

    @property
    def whose(self) -> str | None:
        """The speaker, where that is a name."""
        return self.speaker if self.named else None


def quoted(extraction: Extraction) -> tuple[Quoted, ...]:
    """Return what the quotations of an article are told apart by."""
    return tuple(_quoted(extraction, quotation) for quotation in extraction.quotations)


def _quoted(extraction: Extraction, quotation: Quotation) -> Quoted:
    level = tokens(words(extraction, quotation)[: LONGEST * 12])[:LONGEST]
    shingles = (" ".join(level[i : i + ROW]) for i in range(len(level) - ROW + 1))
    sums = array(ROW_TYPE, [crc32(row.encode("utf-8", "surrogatepass")) for row in shingles])
    return Quoted(
        extraction.article.id, quotation.id, quotation.span, len(quotation.segments), quotation.speaker,
        " ".join(level), sums.tobytes(),
    )  # fmt: skip


def words(extraction: Extraction, quotation: Quotation) -> str:
    """Return the words of a quotation's segments."""
    return " … ".join(s.of(extraction.article.text) for s in quotation.segments or (quotation.span,))


def of(extractions: Iterable[Extraction], resolution: Resolution) -> tuple[Group, ...]:
    """Return the quotations of articles by utterance, as ``grouped`` does."""
    return grouped((one for e in extractions for one in quoted(e)), resolution)


def grouped(quotations: Iterable[Quoted], resolution: Resolution) -> tuple[Group, ...]:
    """Return the quotations by utterance: each is of exactly one; sorted by first article and place.

    Two quotations are of one utterance where the speaker is one entity and the words are near-identical, or the one is a
    piece of the other, or stands inside it. Where a speaker has no name or is not resolved, the words alone decide, and
    must be more; never are the words of two named speakers one utterance. Numbers and words of denial must agree.
    """
    known = {entity.iri for entity in resolution.entities if entity.named}
    said = []
    for quotation in sorted(quotations, key=lambda one: one.place):
        speaker = resolution.by_chain.get((quotation.article, quotation.speaker)) if quotation.speaker else None
        said.append(_Said(quotation, speaker, speaker in known))
    groups = list(range(len(said)))
    owners = [one.whose for one in said]

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
    return tuple(_group(rows) for _, rows in sorted(members.items()))


def _group(rows: Sequence[_Said]) -> Group:
    """Return the group of some quotations, which are in the order of articles and places."""
    fullest = sorted(rows, key=lambda one: -_length(one)) if len(rows) > 1 else rows
    speaker = whose((one.speaker, one.named) for one in rows)
    return Group(identity(rows[0].quoted.place), speaker, tuple(one.quoted.key for one in fullest))


def whose(speakers: Iterable[tuple[str | None, bool]]) -> str | None:
    """Return whose words some quotations are, by the speaker of each and whether that is a name: a name outdoes others."""
    given = list(speakers)
    named = [iri for iri, is_name in given if iri is not None and is_name]
    return min(named or (iri for iri, _ in given if iri is not None), default=None)


def identity(place: tuple[str, int, int, str]) -> str:
    """Return the id of the utterance whose first quotation stands at this place."""
    return digest("utterance", *map(str, place))


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, apostrophes and hyphens inside them dropped.

    >>> tokens("We\\u2019re re-evaluating it \\u2026")
    ('were', 'reevaluating', 'it')
    """
    level = unicodedata.normalize("NFKC", text).translate(_MARKS).casefold()
    return tuple(re.findall(r"\w+", re.sub(r"(?<=\w)[-'](?=\w)", "", level)))


def _length(said: _Said) -> int:
    level = said.quoted.words
    return level.count(" ") + 1 if level else 0


def _links(said: Sequence[_Said]) -> set[tuple[float, int, int]]:
    """Return the pairs that are of one utterance, as (unlikeness, index, index)."""
    found = _nested(said)
    same: dict[tuple[str, str | None], list[int]] = {}
    for i, one in enumerate(said):
        # only a name makes few words enough: in different articles "officials" are different people
        same.setdefault((one.quoted.words, one.whose), []).append(i)
    firsts = []
    for rows in same.values():
        length = _length(said[rows[0]])
        if length >= FEWEST:
            firsts.append(rows[0])
        if length >= FEWEST or len({said[i].quoted.article for i in rows}) == 1:
            found |= {(0.0, rows[0], i) for i in rows[1:] if _compatible(said[rows[0]], said[i], length)}
    for i, j in _near(said, firsts):
        unlike = _unlike(said[i], said[j])
        if unlike is not None:
            found.add((unlike, i, j))
    return found


def _near(said: Sequence[_Said], some: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of some quotations that are worth comparing: with rows of words in common, and enough words."""
    near = set()
    enough = [1 if _length(said[i]) < SHORT else 2 for i in some]
    for left, right in _looked_up([said[i].quoted.rows for i in some], enough):
        i, j = some[left], some[right]
        whose, other = said[i].whose, said[j].whose
        if whose is None or other is None or other == whose:
            near.add((i, j) if i < j else (j, i))
    level = {i: said[i].quoted.words.split(" ") for i in {n for pair in near for n in pair}}
    kinds = {i: frozenset(words) for i, words in level.items()}
    for i, j in near:
        few, fewer = min((len(level[n]), len(kinds[n])) for n in (i, j))
        if len(kinds[i] & kinds[j]) + few - fewer >= ALIKE * few:  # else so few in common that no count of them is enough
            yield i, j


def _looked_up(texts: Sequence[bytes], enough: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield whom each text finds by its rarest rows, by number: others that have the rows, too, or as many of them as is
    ``enough`` for it."""
    import numpy as np

    if not texts:
        return
    rows = np.frombuffer(b"".join(texts), dtype=ROW_TYPE).astype(np.int64)
    owners = np.repeat(np.arange(len(texts), dtype=np.int64), [len(text) // array(ROW_TYPE).itemsize for text in texts])
    rows, owners = np.divmod(np.unique(rows * len(texts) + owners), len(texts))  # each once, by row and then by text
    starts = np.flatnonzero(np.concatenate(([True], rows[1:] != rows[:-1])))
    times = np.diff(np.append(starts, len(rows)))
    begin, times = np.repeat(starts, times), np.repeat(times, times)
    asking = np.flatnonzero(times > 1)
    asking = asking[np.lexsort((rows[asking], times[asking], owners[asking]))]  # of one text the rarest first
    first = np.searchsorted(owners[asking], owners[asking])
    asking = asking[np.arange(len(asking)) - first < LOOKED_UP]
    found = []
    for n in range(LOOKED_AT):
        some = asking[times[asking] > n]
        found.append(owners[some] * len(texts) + owners[begin[some] + n])
    pairs, shared = np.unique(np.concatenate(found), return_counts=True)
    left, right = np.divmod(pairs, len(texts))
    kept = (shared >= np.asarray(enough)[left]) & (left != right)
    yield from zip(left[kept].tolist(), right[kept].tolist(), strict=True)


def _nested(said: Sequence[_Said]) -> set[tuple[float, int, int]]:
    """Return the pairs of which one quotes words inside the other, in one article and of one speaker."""
    found: set[tuple[float, int, int]] = set()
    open_: list[int] = []  # quotations that the place reached lies in, outermost first
    order = sorted(range(len(said)), key=lambda i: (*(place := said[i].quoted.place)[:2], -place[2], i))
    for i in order:
        inner = said[i].quoted
        open_ = [j for j in open_ if (o := said[j].quoted).article == inner.article and o.span.end > inner.span.start]
        for j in reversed(open_):
            outer = said[j].quoted
            if outer.speaker == inner.speaker is not None and outer.span.contains(inner.span):
                found.add((0.0, min(i, j), max(i, j)))
                break
        open_.append(i)
    return found


def _compatible(left: _Said, right: _Said, fewer: int) -> bool:
    """Tell whether two quotations, the shorter one of so many words, can be of one speaker: one entity, or one without a name
    and enough words."""
    if left.speaker is not None and left.speaker == right.speaker:
        return True
    if left.named and right.named:
        return False
    return fewer >= FEWEST_UNNAMED


def _unlike(left: _Said, right: _Said) -> float | None:
    """Return how much two quotations differ, from 0 to 1, or None where they are no versions of one utterance."""
    if _length(left) > _length(right):
        left, right = right, left
    less, more = (one.quoted.words.split(" ") for one in (left, right))
    few, many = len(less), len(more)
    if not _compatible(left, right, few):
        return None
    common = (Counter(less) & Counter(more)).total()
    if common < ALIKE * many and (few < FEWEST_OF_PIECE or common < WITHIN * few):
        return None
    blocks = SequenceMatcher(None, less, more, autojunk=False).get_matching_blocks()
    matched = sum(b.size for b in blocks)
    whole = matched >= ALIKE * many
    reach = blocks[-2].b + blocks[-2].size - blocks[0].b  # blocks ends with an empty one
    gaps = STRETCH_OF_PIECES if left.quoted.segments > 1 else STRETCH
    piece = few >= FEWEST_OF_PIECE and matched >= WITHIN * few and reach <= few * gaps
    if not whole and not piece:
        return None
    # what the longer one has before and after the shorter one is not compared
    inner = more[blocks[0].b : blocks[-2].b + blocks[-2].size] if piece else more
    if _weight(less) != _weight(inner):
        return None
    return 1 - matched / many


def _weight(words: Iterable[str]) -> Mapping[str, int]:
    """Return the words that must agree: numbers, and words of denial ("not", "won't")."""
    return Counter("not" if w in _TURNING or w.endswith("nt") and w[:-2] in _SHORTENED else w for w in words if _heavy(w))


#: What "n't" is put to, with the apostrophe dropped: "dont", "wont".
_SHORTENED = set("do does did is are was were has have had ca could wo would sha should must need".split())


def _heavy(word: str) -> bool:
    return word in _TURNING or any(c.isdigit() for c in word) or (word.endswith("nt") and word[:-2] in _SHORTENED)
