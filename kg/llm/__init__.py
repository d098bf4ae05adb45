"""A language model that reads along, for people who have one: asked before articles are read, its answers kept and checked.

    form        what it is asked: instructions and JSON schema of the ontology's relations and types, an article in parts
    planning    which parts it has not been asked about, and what asking would cost
    endpoint    one request to an OpenAI-compatible server
    asking      all of them: how many at once and a minute, when to give up
    replies     its answers on disk
    reading     an answer → readings (``kg.claims.Extractor``), each borne out by the article's own words

Nothing is asked unless ``Settings.llm_url`` names a server. All that comes of an article's answers is a function of these and
of the article, so that a build from kept answers gives the same bytes, and reading them needs no network.
"""

from __future__ import annotations

from kg.llm.asking import Asked, ask
from kg.llm.planning import Plan, plan
from kg.llm.reading import Reader
from kg.llm.replies import Answer

__all__ = ["Answer", "Asked", "Plan", "ask", "plan", "readers"]


def readers(answers: tuple[Answer, ...]) -> tuple[Reader, ...]:
    """Return the extractors for a model's answers about an article: none where there are none."""
    return (Reader(answers),) if answers else ()
