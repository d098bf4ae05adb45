"""What a language model that errs gets past the checks: claims by chance, between things of the right types, well quoted.

For each sentence of each article ten pairs of mentions, each with a relation that takes their types and a word of the sentence,
drawn with a seed: the worst that a model can do while it keeps to the schema and copies exactly. Prints how many are borne out,
and how many of these are sure enough for a plain triple. No server is asked.

    python benchmarks/erring_model.py FOLDER        FOLDER: articles to read
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import asdict

from kg import articles, mentions, ontology
from kg.claims.context import context
from kg.llm.form import parts
from kg.llm.reading import Proposal, Reader
from kg.llm.replies import Answer
from kg.model import Article, Document, Span
from kg.ontology import Ontology
from kg.settings import Settings

EACH = 10


def drawn(document: Document, terms: Ontology, chance: random.Random) -> list[Proposal]:
    """Return claims by chance about the sentences of a document."""
    text, found = document.article.text, []
    for sentence in document.sentences:
        here = [m for m in document.mentions if sentence.contains(m.span)]
        words = [
            Span(t.start, t.end).of(text)
            for t in document.tokens
            if sentence.contains(Span(t.start, t.end)) and t.pos in ("VERB", "NOUN", "ADJ")
        ]
        for _ in range(EACH if len(here) > 1 and words else 0):
            a, b = chance.sample(here, 2)
            fitting = [r for r in terms.relations.values() if r.allows_subject(a.type) and r.allows_object(b.type)]
            if fitting:
                relation, word = chance.choice(fitting).name, chance.choice(words)
                found.append(Proposal(sentence.of(text).strip(), a.text, a.type, relation, b.text, b.type, word))
    return found


def main(folder: str) -> None:
    """Print the figures for a folder of articles."""
    settings, terms, chance = Settings(), ontology.load(), random.Random(7)
    claimed, borne_out, sure = 0, 0, 0
    for article in articles.read([folder], settings):
        if not isinstance(article, Article):
            continue
        document = mentions.annotate(article, terms)
        proposals = drawn(document, terms, chance)
        ctx, body = context(document), tuple(span for part in parts(article) for span in part)
        for first in range(0, len(proposals), 100):
            content = json.dumps({"claims": [asdict(p) for p in proposals[first : first + 100]]})
            found = list(Reader((Answer("chance", body, content),))(ctx, terms))
            borne_out += len(found)
            sure += sum(draft.confidence >= settings.threshold for draft in found)
        claimed += len(proposals)
    print(f"{claimed:,} claims by chance: {borne_out:,} borne out, {sure:,} of them sure enough for a plain triple")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
