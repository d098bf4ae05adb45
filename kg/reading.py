"""Steps 2 and 3 of one article: what is read of it, cached; what that rests on is read once a process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from kg import __version__, gazetteer, learned, llm, ontology, outputs
from kg.cache import Cache, code
from kg.checks import check_spans
from kg.errors import KgError
from kg.model import Article, Extraction, Failure
from kg.settings import Settings

Work = tuple[Article, tuple[llm.Answer, ...]]  #: an article and what a language model answered about it

TRIPPED, LOST = "could not be analysed", "the process that reads it was ended from outside, twice"

load_ontology = lru_cache(maxsize=2)(ontology.load)


def load_gazetteer(settings: Settings) -> gazetteer.Gazetteer:
    """Return what the gazetteer files tell, read once a process for each state that they are in."""
    if not settings.gazetteer:
        return gazetteer.EMPTY
    stamps = tuple((path.stat().st_mtime_ns, path.stat().st_size) if path.is_file() else None for path in settings.gazetteer)
    return _gazetteer(settings.gazetteer, settings.ontology, stamps)


@lru_cache(maxsize=2)
def _gazetteer(paths: tuple[Path, ...], ontologies: tuple[Path, ...], _: object) -> gazetteer.Gazetteer:
    return gazetteer.load(paths, load_ontology(ontologies).types)


def extract_one(settings: Settings, work: Work) -> Extraction | Failure:
    """Do steps 2 and 3: a pure function of the article, the ontology, the gazetteer, the model, the extraction settings, and
    of what a language model answered, if one was asked."""
    return extract_with(load_ontology(settings.ontology), load_gazetteer(settings), settings, work)


def extract_with(words: ontology.Ontology, names: gazetteer.Gazetteer, settings: Settings, work: Work) -> Extraction | Failure:
    """Do what ``extract_one`` does, with an ontology and a gazetteer that are read already."""
    article, cache = work[0], _cache(words, names, settings, work)
    if (kept := cache.get(article)) is not None:
        return kept
    try:
        extraction = read_with(words, names, settings, work)
        check_spans(extraction)
    except KgError:
        raise
    except Exception as error:  # an article that trips a rule must not cost the others their graph
        problem = f"{TRIPPED}, {type(error).__name__}: {error}"
        return Failure(article.source, f"{article.source}: {problem} (a fault of kg: please report it)")
    cache.put(article, extraction)
    return extraction


def is_passing(failure: Failure) -> bool:
    """Tell whether a failure may be one of a moment, not of the source."""
    return TRIPPED in failure.message or LOST in failure.message


def weight(work: Work) -> int:
    """Return about how long it takes to read an article, in characters."""
    return len(work[0].text)


def lost(work: Work) -> Failure:
    """Return what is said of an article whose reading ended the process that read it, even a process of its own."""
    source = work[0].source
    problem = f"{LOST} (memory may be short: try fewer --jobs, or leave it out)"
    return Failure(source, f"{source}: {problem}")


def _cache(words: ontology.Ontology, names: gazetteer.Gazetteer, settings: Settings, work: Work) -> Cache:
    """Return the cache as all that a result depends on besides the article names it."""
    from kg import mentions

    inputs = (words.hash, *([names.hash] if names else []), mentions.model_version(settings.model))
    if settings.learned:
        inputs = (*inputs, learned.version(learned.folder(settings.learned)))
    answers = [repr(work[1])] if work[1] else []
    return Cache(outputs.cache_folder(settings), (__version__, code(), *inputs, *settings.extraction_key(), *answers))


def is_kept(settings: Settings, work: Work) -> bool:
    """Tell whether there is a result of an earlier run."""
    path = _cache(load_ontology(settings.ontology), load_gazetteer(settings), settings, work).path(work[0])
    return path is not None and path.is_file()


def read(settings: Settings, article: Article) -> Extraction:
    """Do steps 2 and 3, without the cache and without a language model's answers; a fault of a rule comes out as it is."""
    return read_with(load_ontology(settings.ontology), load_gazetteer(settings), settings, (article, ()))


def read_with(words: ontology.Ontology, names: gazetteer.Gazetteer, settings: Settings, work: Work) -> Extraction:
    """Do steps 2 and 3 by the rules, by the learned model, and by what a language model answered."""
    from kg import claims, mentions

    article, answers = work
    model = learned.load(learned.folder(settings.learned), settings.eager) if settings.learned else None
    document = mentions.annotate(article, words, settings.model, names, model)  # 2
    further = (*((claims.Learned(model, wary=not settings.eager),) if model else ()), *llm.readers(answers))
    found = claims.extract(document, words, further)  # 3
    return Extraction(article, document.mentions, document.chains, found, document.quotations)
