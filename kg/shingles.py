"""Rows of words that texts have in common, by their sums: who has which, and who finds whom by them.

Whom a text finds by its rarest rows costs what these are, not what all others are: time grows with the number of texts, and
not with its square (shingles: Broder, "On the resemblance and containment of documents", 1997).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

#: So many words in a row are one shingle; how its sum is kept: an unsigned integer of four bytes.
ROW, ROW_TYPE, ROW_BYTES = 3, "I", 4
#: So many rows are looked up for a text, each in so many others, at most.
LOOKED_UP, LOOKED_AT = 12, 24


def sums(words: Sequence[str]) -> list[int]:
    """Return the CRC-32 sums of every three words in a row."""
    found = (" ".join(words[i : i + ROW]) for i in range(len(words) - ROW + 1))
    return [crc32(row.encode("utf-8", "surrogatepass")) for row in found]


def packed(numbers: Iterable[int]) -> bytes:
    """Return sums as they are kept: four bytes each in the machine's order."""
    return array(ROW_TYPE, numbers).tobytes()


def rows(texts: Sequence[bytes]) -> tuple[Numbers, Numbers]:
    """Return all rows of texts, and the text (by number) of each."""
    import numpy as np

    found = np.frombuffer(b"".join(texts), dtype=ROW_TYPE).astype(np.int64)
    return found, np.repeat(np.arange(len(texts), dtype=np.int64), [len(text) // ROW_BYTES for text in texts])


def postings(rows: Numbers, owners: Numbers, texts: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return rows, each once for each of so many texts that has it, sorted by row and then by text; their owners; where those
    with the same row begin, and how many these are."""
    import numpy as np

    both = np.sort(rows * texts + owners)
    rows, owners = np.divmod(both[np.append(True, both[1:] != both[:-1])], texts)
    starts = np.flatnonzero(np.append(True, rows[1:] != rows[:-1]))
    sizes = np.diff(np.append(starts, len(rows)))
    return rows, owners, np.repeat(starts, sizes), np.repeat(sizes, sizes)


def sharing(rows: Numbers, owners: Numbers, others: bytes) -> list[int]:
    """Return those of the owners of rows that have one of some others, sorted."""
    import numpy as np

    found: list[int] = np.unique(owners[np.isin(rows, np.frombuffer(others, dtype=ROW_TYPE))]).tolist()
    return found


def looked_up(rows: Numbers, owners: Numbers, asking: Sequence[int], enough: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield whom each text that is asking finds by its rarest rows, by number: others that have as many of them as is
    ``enough`` for it."""
    import numpy as np

    wants = np.zeros(len(enough), dtype=bool)
    wants[asking] = True
    wanted = np.isin(rows, rows[wants[owners]])
    if not wanted.any():
        return
    rows, owners, begin, times = postings(rows[wanted], owners[wanted], len(enough))
    looking = np.flatnonzero((times > 1) & wants[owners])
    looking = looking[np.lexsort((rows[looking], times[looking], owners[looking]))]  # of one text the rarest first
    first = np.searchsorted(owners[looking], owners[looking])
    looking = looking[np.arange(len(looking)) - first < LOOKED_UP]
    found = []
    for n in range(LOOKED_AT):
        having = looking[times[looking] > n]
        found.append(owners[having] * len(enough) + owners[begin[having] + n])
    pairs, shared = np.unique(np.concatenate(found), return_counts=True)
    left, right = np.divmod(pairs, len(enough))
    kept = (shared >= np.asarray(enough)[left]) & (left != right)
    yield from zip(left[kept].tolist(), right[kept].tolist(), strict=True)
