"""Reads a corpus's texts as articles: the same steps as a build, without its cache, which knows nothing of changed code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kg import llm, outputs, reading
from kg.engines import engine
from kg.errors import KgError, SourceError, UsageError
from kg.model import Article, Extraction
from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads with these settings, in ``settings.jobs`` processes; ``progress`` is called with (done, in all).

    Where the settings name a language model, ``asking`` has it asked about all texts first; what it does not answer is read
    without it.
    """

    settings: Settings
    progress: Callable[[int, int], None] | None = None
    asking: Callable[[llm.Plan], llm.Asked] = llm.ask

    def __call__(self, texts: Sequence[tuple[str, str, str | None]]) -> Iterator[Extraction]:
        """Yield the extractions of those texts that can be read, in order."""
        from kg.articles import make

        articles = []
        for id_, text, published in texts:
            try:
                articles.append(make(id_, text, id=id_, published=published))
            except SourceError:  # refused as an article: a build would leave it out too, and it counts as missed
                continue
        answers = self._answers(articles)
        work = [(article, answers.get(article.id, ())) for article in articles]
        for done, found in enumerate(engine(min(self.settings.jobs, len(work))).map(partial(_read, self.settings), work), 1):
            if self.progress:
                self.progress(done, len(work))
            yield found

    def _answers(self, articles: Sequence[Article]) -> Mapping[str, tuple[llm.Answer, ...]]:
        """Return what the language model that the settings name answers about articles, none where they name none."""
        if not self.settings.llm_url or not articles:
            return {}
        words = reading.load_ontology(self.settings.ontology)
        return self.asking(llm.plan(articles, words, self.settings, outputs.cache_folder(self.settings))).answers


def _read(settings: Settings, work: reading.Work) -> Extraction:
    return reading.read_with(reading.load_ontology(settings.ontology), reading.load_gazetteer(settings), settings, work)


def the_file(path: Path, *names: str) -> Path:
    """Return ``path`` if it is a file, else the first of ``names`` that stands in that folder; raises ``UsageError``."""
    if path.is_file():
        return path
    for name in names:
        if (path / name).is_file():
            return path / name
    raise UsageError(f"{path}: is neither a file nor a folder with {' or '.join(names)}")


def lines(path: Path) -> list[str]:
    """Return the lines of a UTF-8 file without their ends; raises ``UsageError`` where it cannot be read."""
    try:
        # not splitlines: annotated text may hold U+2028 within a line
        return path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error


def malformed(path: Path, error: Exception) -> KgError:
    """Return the error for a file that is not what its corpus has."""
    return UsageError(f"{path}: is not in this corpus's format ({type(error).__name__}: {error})")
