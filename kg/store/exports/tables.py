"""Tables for spreadsheets: claims with their words, and entities and statements beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from kg.model import Argument, Article, Claim, Corpus, Extraction, LiteralValue, Statement, kind
from kg.store.exports.writing import table
from kg.store.mapping import behind
from kg.store.reader import Store

_CLAIMS = (
    "subject", "predicate", "object", "unit", "polarity", "modality", "status", "speaker", "via", "time", "qualifiers",
    "confidence", "asserted", "disputed", "origins", "quote", "start", "end", "article", "title", "publisher",
    "published", "url", "statement",
)  # fmt: skip
_ENTITIES = ("entity", "label", "type", "named", "aliases", "same_as", "articles", "statements")
_STATEMENTS = (
    "statement", "subject", "predicate", "object", "unit", "kind", "asserted", "disputed", "claims", "articles", "origins",
    "first_published", "first_article", "quote", "subject_entity", "object_entity",
)  # fmt: skip


def files(store: Store) -> dict[str, Iterable[str]]:
    """Return entities.csv and statements.csv, which join by entity, and claims.csv, which joins them by statement."""
    corpus = store.corpus()
    return {
        "entities.csv": table(_ENTITIES, _entity_rows(corpus)),
        "statements.csv": table(_STATEMENTS, _statement_rows(corpus)),
        "claims.csv": table(_CLAIMS, _claim_rows(corpus)),
    }


def claims(store: Store) -> Iterator[str]:
    """Yield one row a claim with its exact words."""
    return table(_CLAIMS, _claim_rows(store.corpus()))


def quote(article: Article, claim: Claim) -> str:
    """Return a claim's words; where they stand apart, joined by an ellipsis."""
    return " … ".join(span.of(article.text) for span in claim.evidence)


def _labels(corpus: Corpus) -> dict[str, str]:
    return {e.iri: e.label for e in corpus.resolution.entities}


def _entity_rows(corpus: Corpus) -> Iterator[tuple[object, ...]]:
    ends = Counter(iri for s in corpus.statements for iri in {s.subject, s.object} if isinstance(iri, str))
    for e in corpus.resolution.entities:
        same = " ".join(sorted(a.iri for a in e.authorities if a.match == "exactMatch"))
        articles = {article for article, _ in e.chains}
        yield e.iri, e.label, e.type, e.named, " | ".join(e.aliases), same, len(articles), ends[e.iri]


def _statement_rows(corpus: Corpus) -> Iterator[tuple[object, ...]]:
    labels, rows = _labels(corpus), behind(corpus)
    for s in corpus.statements:
        value = s.object if isinstance(s.object, LiteralValue) else None
        article, claim = _first(rows[s.id])
        yield (
            s.id, labels.get(s.subject, s.subject), s.predicate, value.value if value else labels.get(str(s.object)),
            value.unit if value else None, kind(s, [c for _, c in rows[s.id]]), s.asserted, s.disputed,
            len(s.claims), len(s.articles), len(s.origins), article.published, article.id, quote(article, claim),
            s.subject, None if value else s.object,
        )  # fmt: skip


def _first(rows: Iterable[tuple[Extraction, Claim]]) -> tuple[Article, Claim]:
    """The claim that was published first; those without a date come last."""
    found = ((e.article, c) for e, c in rows)
    return min(found, key=lambda row: (row[0].published or "9999", row[0].id, row[1].evidence[0].start))


def _claim_rows(corpus: Corpus) -> Iterator[tuple[object, ...]]:
    labels, rows = _labels(corpus), behind(corpus)
    for statement in corpus.statements:
        for extraction, claim in rows[statement.id]:
            yield _claim_row(corpus, statement, extraction.article, claim, labels)


def _claim_row(
    corpus: Corpus, statement: Statement, article: Article, claim: Claim, labels: Mapping[str, str]
) -> tuple[object, ...]:
    def name(argument: Argument) -> str:
        return labels.get(corpus.resolution.by_chain.get((article.id, argument.entity), ""), argument.label)

    value = claim.object if isinstance(claim.object, LiteralValue) else None
    return (
        name(claim.subject),
        claim.predicate,
        claim.object.value if isinstance(claim.object, LiteralValue) else name(claim.object),
        value.unit if value else None,
        claim.polarity,
        claim.modality,
        claim.status,
        name(claim.attributed_to) if claim.attributed_to else None,
        "; ".join(map(name, claim.via)),
        claim.time,
        "; ".join(f"{key}={text}" for key, text in claim.qualifiers),
        claim.confidence,
        statement.asserted,
        statement.disputed,
        len(statement.origins),
        quote(article, claim),
        claim.evidence[0].start,
        claim.evidence[-1].end,
        article.id,
        article.title,
        article.publisher,
        article.published,
        article.url,
        statement.id,
    )
