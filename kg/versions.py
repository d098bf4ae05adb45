"""Which quotations are versions of one utterance, and what of an article's quotations that is told by.

Quotations are compared where they share three words in a row that few others have: time grows with their number, not
with its square. The same quotations give the same groups, whatever their order.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kg import shingles
from kg.model import Extraction, Quotation, QuotationKey, Resolution, Span, digest

#: From this share of common words (of the longer one) on, two quotations are near-identical.
ALIKE = 0.8
#: From this share on, a shorter one is a piece of the longer one.
WITHIN = 0.9
#: Fewer words than these are too few to tell: of near-identical ones, of a piece, of one whose speaker has no name.
FEWEST, FEWEST_OF_PIECE, FEWEST_UNNAMED = 4, 5, 8
#: A piece lies in so many times its own words of the longer one, at most; one of several pieces has gaps.
STRETCH, STRETCH_OF_PIECES = 1.3, 2.5
#: One of these in common makes two worth comparing where one has fewer words than this, else two.
SHORT = 8
#: Longer quotations are compared by their first words.
LONGEST = 400

_MARKS = str.maketrans({"\u2018": "'", "\u2019": "'", "\u2013": "-", "\u2014": "-"})
#: Words that no copy may lack or add: with them it says something else.
_TURNING = {"not", "never", "no", "nobody", "none", "nothing", "neither", "nor", "without", "cannot"}


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


#: Whom a quotation finds by its words, and how unlike the two are, from 0 to 1.
Alike = tuple[QuotationKey, QuotationKey, float]


@dataclass(frozen=True, slots=True)
class Before:
    """Who was who before a change and whom quotations found then; the quotations that are no more, and the articles that came,
    went, or were read anew since."""

    resolution: Resolution
    alike: Sequence[Alike]
    gone: Sequence[Quoted]
    changed: Collection[str]


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
    return Quoted(
        extraction.article.id, quotation.id, quotation.span, len(quotation.segments), quotation.speaker,
        " ".join(level), shingles.packed(shingles.sums(level)),
    )  # fmt: skip


def words(extraction: Extraction, quotation: Quotation) -> str:
    """Return the words of a quotation's segments."""
    return " … ".join(s.of(extraction.article.text) for s in quotation.segments or (quotation.span,))


def of(extractions: Iterable[Extraction], resolution: Resolution) -> tuple[Group, ...]:
    """Return the utterances that several quotations of articles are of, as ``grouped`` does."""
    return grouped((one for e in extractions for one in quoted(e)), resolution)[0]


def grouped(
    quotations: Iterable[Quoted], resolution: Resolution, before: Before | None = None
) -> tuple[tuple[Group, ...], tuple[Alike, ...]]:
    """Return the utterances that several quotations are of, sorted by first article and place; and whom quotations found by
    their words: given what they found ``before`` a change, only those look again whom it can give another answer.

    Two quotations are of one utterance where the speaker is one entity and the words are near-identical, or the one is a
    piece of the other, or stands inside it. Where a speaker has no name or is not resolved, the words alone decide, and
    must be more; never are the words of two named speakers one utterance. Numbers and words of denial must agree.
    """
    speaker = _speakers(resolution)
    said = [_Said(one, *speaker(one)) for one in sorted(quotations, key=lambda one: one.place)]
    groups = list(range(len(said)))
    owners = [one.whose for one in said]

    def find(i: int) -> int:
        while groups[i] != i:
            groups[i] = groups[groups[i]]
            i = groups[i]
        return i

    links, firsts = _same(said)
    alike = _alike(said, firsts, before)
    links |= _nested(said) | {(unlike, min(i, j), max(i, j)) for i, j, unlike in alike}
    for _, left, right in sorted(links):
        a, b = find(left), find(right)
        if a == b or None not in (owners[a], owners[b]) and owners[a] != owners[b]:
            continue
        a, b = min(a, b), max(a, b)
        groups[b] = a
        owners[a] = owners[a] or owners[b]
    members: dict[int, list[_Said]] = {}
    for i in sorted({i for _, *pair in links for i in pair}):
        members.setdefault(find(i), []).append(said[i])
    several = tuple(_group(rows) for _, rows in sorted(members.items()) if len(rows) > 1)
    return several, tuple((said[i].quoted.key, said[j].quoted.key, unlike) for i, j, unlike in alike)


def _speakers(resolution: Resolution) -> Callable[[Quoted], tuple[str | None, bool]]:
    """Return what gives a quotation's speaker, an entity, and whether that has a name."""
    known = {entity.iri for entity in resolution.entities if entity.named}

    def speaker(quotation: Quoted) -> tuple[str | None, bool]:
        found = resolution.by_chain.get((quotation.article, quotation.speaker)) if quotation.speaker else None
        return found, found in known

    return speaker


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


def _same(said: Sequence[_Said]) -> tuple[set[tuple[float, int, int]], list[int]]:
    """Return the pairs of one utterance that are word for word the same, as (unlikeness, index, index), and the first of each
    that have the same words of one, where these are enough to be compared with others."""
    found: set[tuple[float, int, int]] = set()
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
    return found, firsts


def _alike(said: Sequence[_Said], some: Sequence[int], before: Before | None) -> list[tuple[int, int, float]]:
    """Return whom some quotations find by their words: each pair of one utterance, with how unlike the two are."""
    if not some:
        return []
    rows, owners = shingles.rows([said[i].quoted.rows for i in some])
    asking, found = list(range(len(some))), []
    if before:
        asking = _again(said, rows, owners, before)
        number, anew = {said[i].quoted.key: i for i in some}, {some[n] for n in asking}
        found = [(i, number[b], unlike) for a, b, unlike in before.alike if (i := number.get(a)) is not None and i not in anew]
    near = []
    for asker, other in shingles.looked_up(rows, owners, asking, [1 if _length(said[i]) < SHORT else 2 for i in some]):
        i, j = some[asker], some[other]
        if None in (said[i].whose, said[j].whose) or said[i].whose == said[j].whose:
            near.append((i, j))
    level = {i: said[i].quoted.words.split(" ") for i in {n for pair in near for n in pair}}
    kinds = {i: frozenset(words) for i, words in level.items()}
    unlike: dict[tuple[int, int], float | None] = {}
    for i, j in near:
        pair = min(i, j), max(i, j)
        if pair not in unlike:
            few, fewer = min((len(level[n]), len(kinds[n])) for n in pair)
            # else so few words in common that no count of them is enough
            enough = len(kinds[i] & kinds[j]) + few - fewer >= ALIKE * few
            unlike[pair] = _unlike(said[pair[0]], said[pair[1]]) if enough else None
        if (much := unlike[pair]) is not None:
            found.append((i, j, much))
    return found


def _again(said: Sequence[_Said], rows: shingles.Numbers, owners: shingles.Numbers, before: Before) -> list[int]:
    """Return those of the ``owners`` of rows who may find others than before: who have a row in common with a quotation that
    came or went, or has another speaker now."""
    was = _speakers(before.resolution)
    new = (s.quoted for s in said if s.quoted.article in before.changed or was(s.quoted) != (s.speaker, s.named))
    return shingles.sharing(rows, owners, b"".join(one.rows for one in (*new, *before.gone)))


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
