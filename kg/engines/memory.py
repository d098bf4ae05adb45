"""How many processes fit into so much memory, by what benchmarks/scale.py measured (docs/scale.md)."""

from __future__ import annotations

from kg.errors import UsageError

MB = 1_000_000
#: What a process that reads articles takes: the language model, and the longest article that is read.
PROCESS = 300 * MB
#: What it takes more where the learned model reads along.
LEARNED = 100 * MB
#: What the process that starts them takes for itself, and for each article until the graph stands.
OWN, ARTICLE = 300 * MB, 0.35 * MB


def fitting(jobs: int, limit: int, articles: int, learned: bool = False) -> int:
    """Return how many processes, at most ``jobs``, can read so many articles within ``limit`` bytes; 0 bytes is no limit.

    Raises ``UsageError`` where not even one can.

    >>> fitting(8, 2_000 * MB, 500), fitting(8, 2_000 * MB, 500, learned=True), fitting(8, 0, 10**9)
    (5, 3, 8)
    """
    if not limit:
        return jobs
    each, own = PROCESS + LEARNED * learned, OWN + round(ARTICLE * articles)
    if own + each > limit:
        raise UsageError(
            f"memory {shown(limit)}: to read {articles:,} article{'s' * (articles != 1)} takes about {shown(own + each)} "
            "(give --memory more, or build on Spark: docs/scale.md)"
        )
    return min(jobs, (limit - own) // each)


def shown(size: int) -> str:
    """Return a size for people.

    >>> shown(4_250_000_000), shown(800_000_000)
    ('4.2 GB', '800 MB')
    """
    return f"{size / 10**9:.1f} GB" if size >= 10**9 else f"{size / 10**6:.0f} MB"
