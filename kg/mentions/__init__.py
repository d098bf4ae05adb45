"""Article → Document: parse, names, nominals and pronouns, quotations, times and amounts, coreference.

    text ─parse─▶ tokens ─names, nominals─▶ mentions ─quotations─▶ ─coreference─▶ chains ─▶ Document

The only package that imports spaCy. The result depends on the article, the ontology, the model and the gazetteer.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from kg.gazetteer import EMPTY, Gazetteer
from kg.mentions.coreference import resolve
from kg.mentions.draft import gather
from kg.mentions.learned import Typer, witness
from kg.mentions.lists import load_lists
from kg.mentions.mend import mended
from kg.mentions.names import find_names
from kg.mentions.nominals import find_nominals, find_pronouns
from kg.mentions.parse import model_version as model_version
from kg.mentions.parse import ordinary, parse_body
from kg.mentions.parties import with_parties
from kg.mentions.quotations import find_quotations
from kg.mentions.relatives import with_relatives
from kg.mentions.titles import with_titles
from kg.mentions.told import tell
from kg.mentions.tree import plant
from kg.mentions.types import score_names
from kg.mentions.values import find_values
from kg.model import Article, Document
from kg.ontology import Ontology

__all__ = ["annotate", "model_version"]


def annotate(
    article: Article,
    ontology: Ontology,
    model: str = "en_core_web_sm",
    gazetteer: Gazetteer = EMPTY,
    typer: Typer | None = None,
) -> Document:
    """Return the document of an article: what its body names, who says what in it, and which words mean one thing.

    ``model`` is an installed spaCy package; offsets are half-open code points of ``article.text``; furniture (what is
    outside ``article.body``) is not read; names that the gazetteer tells are taken as it tells them; ``typer`` is a
    model that tells the types of names where they stand. Raises ``UsageError`` where the model is not installed.
    """
    text, known = article.text, load_lists()
    parsed = parse_body(article, model)
    tree = plant(text, parsed)
    names = find_names(tree, parsed.names, known, _common(model, tuple(ontology.nouns)), ontology.nouns)
    names = tell(tree, with_titles(tree, with_parties(tree, names, known)), gazetteer)
    parsed = replace(parsed, tokens=mended(tree, names, ontology.nouns))
    tree = plant(text, parsed)
    types = score_names(tree, names, known, ontology.nouns, witness(tree, names, typer))
    nominals = find_nominals(tree, names, ontology.nouns)
    drafted = gather(tree, names, types, nominals, find_pronouns(tree, names), known, ontology.nouns)
    quotations = find_quotations(text, parsed.tokens, parsed.sentences, article.body, drafted.mentions(), ontology)
    resolved = resolve(drafted, quotations)
    values = find_values(text, parsed.tokens, parsed.sentences, article.body, article.published)
    mentions = with_relatives(text, parsed.tokens, resolved.mentions)
    return Document(article, parsed.tokens, parsed.sentences, mentions, resolved.chains, values, resolved.quotations)


@lru_cache(maxsize=4)
def _common(model: str, nouns: tuple[str, ...]) -> frozenset[str]:
    """Return the lower-case words that a capital alone does not make a name."""
    return ordinary(model) | {n for n in nouns if " " not in n} | {n + "s" for n in nouns if " " not in n}
