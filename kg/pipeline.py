"""The eight steps, in order, on one screen.

    sources ─1 read─▶ Article ─2 annotate─▶ Document ─3 claims─▶ Extraction        one article at a time, cached
    Extractions ─4 resolve─▶ entities ─5 state─▶ statements ─6 publish─▶ store     the corpus together
    store ─7 measure─▶ measures ─8 view─▶ page and report

``build``, ``add`` and ``remove`` differ only in the extractions that they hand to steps 4 to 8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg import authorities, decisions, llm, outputs, past, profiles, unchanged, utterances, versions
from kg.checks import natural, same_chains, short_names
from kg.engines import PUBLISHED, collecting_rarely, engine, fitting, not_collecting, processes
from kg.errors import KgError, NothingToDo, UsageError
from kg.model import Article, Corpus, Extraction, Failure, Resolution, Ruling
from kg.outputs import Result
from kg.past import Past
from kg.portions import Around
from kg.profiles import Profiles
from kg.reading import extract_one, is_kept, load_gazetteer, load_ontology, lost, weight
from kg.settings import Settings
from kg.shelf import differing, in_order

if TYPE_CHECKING:
    from kg import entities
    from kg.statements import Stating

Progress = Callable[[int, int], None]  #: called with (things done, things in all)
Watch = Callable[[int, int, int], None]  #: called with (articles done, articles in all, sources and articles that failed)
Asking = Callable[[llm.Plan], llm.Asked]  #: asks a language model what is planned; may ask whether to, first


def extract(
    sources: Sequence[str],
    settings: Settings,
    stdin: BinaryIO | None = None,
    progress: Watch | None = None,
    asking: Asking = llm.ask,
) -> Iterator[Extraction | Failure]:
    """Do steps 1 to 3: yield what could not be read, then every article's extraction in the order of ids.

    Where the settings name a language model, it is asked before step 2; what it does not answer is a failure, too.
    """
    from kg import articles

    load_gazetteer(settings)  # a mistake in it is told before anything is read
    found = list(articles.read(sources, settings, stdin))  # 1
    failed = [item for item in found if isinstance(item, Failure)]
    yield from failed
    read = sorted((item for item in found if isinstance(item, Article)), key=lambda article: article.id)
    asked = asking(plan(read, settings)) if settings.llm_url and read else llm.Asked({})
    yield from asked.failures
    work = [(article, asked.answers.get(article.id, ())) for article in read]
    new = [one for one in work if not is_kept(settings, one)]
    tally = _Tally(progress, len(work), len(work) - len(new), len(failed) + len(asked.failures))
    jobs = fitting(processes(settings.jobs, len(new)), settings.memory, len(work), bool(settings.learned))
    fresh, left = engine(jobs).map(partial(extract_one, settings), new, weight, tally.add, lost), {a.id for a, _ in new}
    for one in work:
        yield next(fresh) if one[0].id in left else extract_one(settings, one)


class _Tally:
    """Counts what was read, in whatever order, and tells ``progress``; what was kept is done from the start."""

    def __init__(self, progress: Watch | None, total: int, done: int, failed: int) -> None:
        self.progress, self.total, self.done, self.failed = progress, total, done, failed
        if progress:
            progress(done, total, failed)

    def add(self, item: Extraction | Failure) -> None:
        self.done += 1
        self.failed += isinstance(item, Failure)
        if self.progress:
            self.progress(self.done, self.total, self.failed)


def plan(articles: Sequence[Article], settings: Settings) -> llm.Plan:
    """Return what the language model that the settings name is to be asked about articles."""
    return llm.plan(articles, load_ontology(settings.ontology), settings, outputs.cache_folder(settings))


@collecting_rarely()
def build(
    sources: Sequence[str],
    settings: Settings,
    stdin: BinaryIO | None = None,
    progress: Watch | None = None,
    asking: Asking = llm.ask,
) -> Result:
    """Make the store exactly these sources; raises ``NothingToDo``, changing nothing, where none could be read."""
    from kg import store

    outputs.prepare(settings)
    known = unchanged.inputs(sources, settings)
    if same := unchanged.result(known, settings):
        if progress:
            progress(same.counts["articles"], same.counts["articles"], len(same.failures))
        return same
    extractions, failures = outputs.sort_out(extract(sources, settings, stdin, progress, asking), settings)
    with store.writing(settings.output):
        result = relate(extractions, failures, settings)
        with suppress(KeyboardInterrupt):  # all is done but for the note that spares the next build its work
            unchanged.note(known if known == unchanged.inputs(sources, settings) else None, result, settings)
    return result


@collecting_rarely()
def add(
    sources: Sequence[str],
    settings: Settings,
    stdin: BinaryIO | None = None,
    progress: Watch | None = None,
    asking: Asking = llm.ask,
) -> Result:
    """Add sources to the store; an article whose id is there already takes its place."""
    with outputs.changing(settings) as (kept, chosen):
        new, failures = outputs.sort_out(extract(sources, chosen, stdin, progress, asking), chosen)
        return relate(outputs.filed(kept).changed(new), failures, chosen, kept)


def remove(names: Sequence[str], settings: Settings) -> Result:
    """Take articles out of the store, by id, source or path; a name that is not there is a failure."""
    from kg import articles

    with outputs.changing(settings) as (kept, chosen):
        gone, failures = articles.select(names, outputs.articles(kept, load_ontology(chosen.ontology), chosen))
        if not gone:
            raise NothingToDo("\n".join(failure.message for failure in failures))
        return relate(outputs.filed(kept).changed(gone=gone), failures, chosen, kept)


def load(sources: Sequence[str], settings: Settings) -> dict[str, int]:
    """Make the store of a graph that a build on Spark left in parts, or of N-Triples; return how much it holds, by name."""
    from kg import store

    outputs.prepare(settings)
    return store.load(sources, load_ontology(settings.ontology), settings)


def decide(made: Sequence[decisions.Rejection | Ruling], settings: Settings) -> tuple[Path, Result]:
    """Add decisions to their file, and state the graph anew by all of them."""
    with outputs.changing(settings) as (kept, chosen):
        decisions.check((d for d in made if isinstance(d, Ruling)), load_ontology(settings.ontology).types)
        return decisions.add(settings.output, made), relate(kept.extractions, kept.failures, chosen, kept)


def reconcile(
    url: str, types: Sequence[str], settings: Settings, again: bool = False, progress: Progress | None = None
) -> tuple[Result, KgError | None]:
    """Look the store's entities up at a reconciliation service, and state the graph anew with what that knows; the error
    that ended it early comes with what was answered until then."""
    known = load_ontology(settings.ontology).types
    if unknown := sorted(set(types) - known.keys()):
        raise UsageError(f"--type {unknown[0]}: the ontology has {', '.join(sorted(known))}")
    with outputs.changing(settings) as (kept, chosen):
        failed = authorities.ask(settings.output, url, types, kept.resolution, again, progress)
        return relate(kept.extractions, kept.failures, chosen, kept), failed


def view(settings: Settings, known: Past | None = None, part: Around | None = None) -> tuple[Path, ...]:
    """Do steps 7 and 8 again, from the store, and write its Turtle; or 7 and 8 as it was ``known`` on a day, or of a ``part``
    of it, beside those of all today."""
    words = load_ontology(settings.ontology)
    if known or part:
        corpus = known.corpus if known else outputs.store_of(settings).corpus()
        return outputs.write(outputs.views(corpus, words, settings, known, part), settings)
    with outputs.held(settings) as kept, outputs.placing(settings.output / outputs.TURTLE) as place:
        outputs.turtle(kept, place)
        return (settings.output / outputs.TURTLE, *outputs.write(outputs.views(kept.corpus(), words, settings), settings))


@not_collecting()
def relate(
    extractions: Iterable[Extraction], failures: Iterable[Failure], settings: Settings, before: Corpus | None = None
) -> Result:
    """Do steps 4 to 8; given what the store has, entities keep the IRIs that it gave, and what stays is not written anew."""
    from kg import entities, statements, store

    words, kept = load_ontology(settings.ontology), in_order(extractions)
    names = load_gazetteer(settings)
    ledger = same_chains(before.resolution.ledger, before.extractions, kept) if before else None
    decided = decisions.read(settings.output)
    decisions.check(decided.rulings, words.types)
    held = outputs.profiled(before, words, settings) if before else profiles.Held()
    were, spoke = _earlier(before, kept, held) if before and held.articles else (None, None)
    with Profiles(kept, words, settings.output, held) as known:
        resolution, met = entities.resolved(known.chains(), settings.base, ledger, names, decided.rulings, were)  # 4
        known.name(met)
        resolution = authorities.link(settings.output, short_names(resolution))
        copied, (said, alike) = statements.among(known.passages()), versions.grouped(known.quotations(), resolution, spoke)
        known.find(alike)
        stating = statements.Stating(resolution, words, settings.threshold, settings.base, copied, said)
        failed = tuple(sorted(failures, key=natural))
        corpus = stated(kept, stating, settings, failed, names.hash, before if held.articles else None)  # 5
        texts = outputs.views(corpus, words, settings) if settings.views else {}  # 7 and 8, kept aside until the store stands
        jobs = fitting(processes(settings.jobs, len(kept), PUBLISHED), settings.memory, len(kept))
        with store.drafting(corpus, words, settings, before, engine(jobs, ahead=4).map) as draft:  # 6
            result = outputs.finish(corpus, texts | outputs.told(names), draft, settings)
            known.keep(outputs.cache_folder(settings), profiles.key(draft.names, words, settings))
        return result


def _earlier(before: Corpus, kept: Sequence[Extraction], held: profiles.Held) -> tuple[entities.Before | None, versions.Before]:
    """Return who was who in the store, None where that is not known by name, and which quotations found which."""
    from kg import entities

    changed = sorted(differing(before.extractions, kept))
    gone = entities.chains.together(held.chains(changed))[0]
    were = entities.Before(before.resolution, held.names, gone, frozenset(changed)) if held.names else None
    spoke = versions.Before(before.resolution, held.alike, tuple(held.quotations(changed)), frozenset(changed))
    return were, spoke


def stated(
    kept: Sequence[Extraction],
    stating: Stating,
    settings: Settings,
    failures: tuple[Failure, ...] = (),
    gazetteer: str = "",
    before: Corpus | None = None,
) -> Corpus:
    """Do step 5, as if the claims that somebody rejected had never been made; of what was stated ``before``, by the same, only
    what differs is stated anew."""
    from kg import statements

    rejections = decisions.read(settings.output).rejections
    believed = decisions.without(kept, rejections)
    whole = before if before and not rejections and not any(map(decisions.is_rejection, before.drops)) else None
    again = statements.restate(whole, believed, stating) if whole else None
    found, drops, disagreeing = again or statements.stated(believed, stating)
    drops = (*drops, *decisions.drops(kept, rejections))
    copies, told_again = stating.copied.copies, utterances.versions(stating.said)
    return Corpus(kept, stating.resolution, found, drops, failures, gazetteer, copies, disagreeing, told_again)


def compared(extractions: Sequence[Extraction], resolution: Resolution, settings: Settings) -> Stating:
    """Return what articles are stated by, besides their claims."""
    from kg import statements

    copied, said = statements.compare(extractions), versions.of(extractions, resolution)
    words = load_ontology(settings.ontology)
    return statements.Stating(resolution, words, settings.threshold, settings.base, copied, said)


def as_of(settings: Settings, date: str) -> Past:
    """Return the store as it would be with the articles published until the end of ``date`` alone (an ISO day, month or year).

    Who is who stays as the whole store has it; statements are stated anew. Raises ``UsageError`` where ``date`` is none,
    and ``NothingToDo`` where no article is that old.
    """
    past.end_of(date)  # a mistake in it is told before anything is read
    store = outputs.store_of(settings)
    whole = store.corpus()
    outputs.check_relations(whole, load_ontology(settings.ontology))
    kept, later, undated = past.until(whole.extractions, date)
    ids = {e.article.id for e in kept}
    known = past.entities(whole.resolution, kept, [e for e in whole.extractions if e.article.id not in ids])
    chosen = replace(settings, base=store.base, threshold=float(store.manifest["threshold"]))
    corpus = stated(kept, compared(kept, known, chosen), chosen, gazetteer=whole.gazetteer)
    return Past(date, corpus, later, undated, chosen)
