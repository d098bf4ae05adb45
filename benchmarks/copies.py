"""How surely copies of a report are told from independent reports, and what finding them costs.

Articles of FOLDER are taken to be independent of one another; each gets an edited copy: so many of every hundred words
replaced by another word of the corpus, dropped, or followed by another one, by chance with a fixed seed. "shortened"
keeps the first two sentences of every paragraph, drops every third paragraph, has another lead, and changes 10 %. What
stands in quotation marks is left out, since it is not compared. "none" are the articles as they are, without copies.

Reported are, for each kind of edit: passages of the copies that are found to be copies of their original (recall),
articles found to be copies as a whole, and pairs of articles that are no copies but have a passage in common (wrong).
Then the seconds that a corpus of 20,000 passages of words by chance takes, a tenth of them edited copies.

    python benchmarks/copies.py FOLDER
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from kg import articles
from kg.model import Article, Extraction, Span
from kg.settings import Settings
from kg.shingles import ROW_BYTES
from kg.statements import copies
from kg.statements.passages import QUOTED, passages

SEED = 7


def main(folder: Path) -> None:
    """Print both tables."""
    found = [a for a in articles.read([str(folder)], Settings(output=folder / "none")) if isinstance(a, Article)]
    originals = [_extraction(a.id, [QUOTED.sub(" ", span.of(a.text)) for span in a.body]) for a in found]
    words = sorted({word for x in originals for word in x.article.text.split() if word.isalpha()})
    print(f"{len(originals)} articles, {sum(len(passages(x)) for x in originals):,} passages")
    print(f"{'edit':<12}{'passages':>10}{'found':>8}{'recall':>8}{'copies':>8}{'wholly':>8}{'wrong':>7}")
    _row("none", originals, [])
    for name, changed in (("5 %", 0.05), ("10 %", 0.1), ("20 %", 0.2), ("30 %", 0.3), ("shortened", 0.1)):
        chance = random.Random(SEED)
        edited = [
            _extraction(f"{x.article.id} copy", _rewrite(x, changed, words, chance, shorten=name == "shortened"))
            for x in originals
        ]
        _row(name, originals, edited)
    for size in (5_000, 20_000):
        _scale(size, words)


def _row(name: str, originals: Sequence[Extraction], edited: Sequence[Extraction]) -> None:
    result = copies.find([*originals, *edited])
    groups = {article: {group for _, group in rows} for article, rows in result.groups.items()}
    total = found = 0
    for x, copy in zip(originals, edited, strict=False):
        mine = groups.get(x.article.id, set())
        for passage in passages(copy):
            if len(passage.rows) >= copies.FEWEST * ROW_BYTES:
                total += 1
                found += any(group in mine for group in result.at(copy.article.id, [passage.span]))
    wholly = sum(c.wholly and _same(c.article, c.source) for c in result.copies)
    wrong = {tuple(sorted((c.article.removesuffix(" copy"), c.source.removesuffix(" copy")))) for c in result.copies}
    wrong = {pair for pair in wrong if pair[0] != pair[1]}
    print(f"{name:<12}{total:>10,}{found:>8,}{found / max(1, total):>8.3f}{len(edited):>8}{wholly:>8}{len(wrong):>7}")


def _same(left: str, right: str) -> bool:
    return left.removesuffix(" copy") == right.removesuffix(" copy")


def _rewrite(x: Extraction, changed: float, words: Sequence[str], chance: random.Random, shorten: bool) -> list[str]:
    paragraphs = [span.of(x.article.text) for span in x.article.body]
    if shorten:
        kept = [" ".join(re.split(r"(?<=[.!?]) ", p)[:2]) for n, p in enumerate(paragraphs) if n % 3 != 1]
        paragraphs = [" ".join(chance.choices(words, k=25)), *kept[1:]]
    return [_edit(paragraph, changed, words, chance) for paragraph in paragraphs]


def _edit(text: str, changed: float, words: Sequence[str], chance: random.Random) -> str:
    out: list[str] = []
    for word in text.split():
        if chance.random() >= changed:
            out.append(word)
        elif (how := chance.random()) < 0.5:
            out.append(chance.choice(words))
        elif how < 0.75:
            out += [word, chance.choice(words)]
    return " ".join(out)


def _extraction(id: str, paragraphs: Sequence[str]) -> Extraction:
    body, at = [], 0
    for paragraph in paragraphs:
        body.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 1
    return Extraction(Article(id, id, "\n".join(paragraphs), "", body=tuple(body)), (), {}, (), ())


def _scale(size: int, words: Sequence[str]) -> None:
    chance = random.Random(SEED)
    # words by a law like Zipf's, so that passages share common rows as those of a language do
    weights = [1 / (n + 1) for n in range(len(words))]
    texts = [" ".join(chance.choices(words, weights, k=40)) for _ in range(size * 9 // 10)]
    texts += [_edit(chance.choice(texts), 0.1, words, chance) for _ in range(size - len(texts))]
    made = [_extraction(str(n), texts[n :: size // 20]) for n in range(size // 20)]
    start = time.process_time()
    result = copies.find(made)
    print(
        f"{size:,} passages in {len(made):,} articles: {time.process_time() - start:.1f} s (CPU), {len(result.copies):,} copies"
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
