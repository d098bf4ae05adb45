"""What was known on a day: the articles published until then, and the entities that they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.edtf import Day, days, iso, plain
from kg.errors import NothingToDo, UsageError
from kg.model import ChainKey, Corpus, Extraction, Resolution
from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class Past:
    """A store as it would be with the articles published until the end of ``date`` (an ISO day, month or year).

    ``later`` and ``undated`` count the articles left out: published after it (or perhaps after it), and without a date.
    ``settings`` are those of the store, its base and threshold among them.
    """

    date: str
    corpus: Corpus
    later: int
    undated: int
    settings: Settings

    @property
    def articles(self) -> int:
        """How many articles the whole store has."""
        return len(self.corpus.extractions) + self.later + self.undated


def end_of(date: str) -> Day:
    """Return the last day of an ISO day, month or year; raises ``UsageError`` where the text is none.

    >>> end_of("2024-02"), end_of("2022")
    ((2024, 2, 29), (2022, 12, 31))
    """
    found = days(date) if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date, re.ASCII) else None
    if found is None or (len(date) == 7 and int(date[5:]) > 12):
        raise UsageError(f"{date!r} is no date: give a day, a month or a year, such as 2022-11-28, 2022-11 or 2022")
    return found[1]


def until(extractions: Iterable[Extraction], date: str) -> tuple[tuple[Extraction, ...], int, int]:
    """Return the articles published on ``date`` or before, and how many are left out as later and as undated.

    One that states but a month or a year counts when all of that is over. Raises ``NothingToDo`` where none is left.
    """
    last, found = end_of(date), list(extractions)
    dated = [(span, e) for e in found if (span := days(e.article.published))]
    kept = tuple(e for span, e in dated if span[1] <= last)
    undated = len(found) - len(dated)
    if not kept:
        first = iso(min(span[1] for span, _ in dated)) if dated else None
        oldest = f"the first is of {plain(first)}" if first else "none has a date"
        without = f", {undated} without a date" if undated and dated else ""
        raise NothingToDo(f"no article was published by {plain(date)}: {oldest} ({len(found)} articles{without})")
    return kept, len(dated) - len(kept), undated


def entities(whole: Resolution, kept: Sequence[Extraction], gone: Sequence[Extraction]) -> Resolution:
    """Return the entities that some articles speak of, under the same IRIs and labels; the others fall away.

    Names and reasons that only articles left out give are not known yet; those that no article gives, but a gazetteer or
    a decision, stay.
    """
    ids = {e.article.id for e in kept}
    now, later = _names(kept), _names(gone)
    found = []
    for entity in whole.entities:
        chains = tuple(key for key in entity.chains if key[0] in ids)
        if chains:
            left = tuple(key for key in entity.chains if key[0] not in ids)
            spoken, unspoken = _spoken(now, chains), _spoken(later, left)
            aliases = tuple(a for a in entity.aliases if a.casefold() in spoken or a.casefold() not in unspoken)
            links = tuple(link for link in entity.links if link.left[0] in ids and link.right[0] in ids)
            found.append(replace(entity, chains=chains, aliases=aliases, links=links))
    present = {entity.iri for entity in found}
    return Resolution(
        tuple(found),
        {key: iri for key, iri in whole.by_chain.items() if key[0] in ids},
        {old: new for old, new in whole.replaced.items() if new in present},
    )


def _names(extractions: Iterable[Extraction]) -> dict[ChainKey, str]:
    """Return all that a chain is called, as one text."""
    found: dict[ChainKey, list[str]] = {}
    for e in extractions:
        for chain in e.chains.values():
            found[e.article.id, chain.id] = [chain.label, *chain.aliases]
        for mention in e.mentions:
            found.setdefault((e.article.id, mention.chain), []).append(mention.text)
    return {key: "\n".join(texts).casefold() for key, texts in found.items()}


def _spoken(names: dict[ChainKey, str], chains: Iterable[ChainKey]) -> str:
    return "\n".join(names.get(key, "") for key in chains)
