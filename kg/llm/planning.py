"""What is to be asked of a language model, and what that would cost, before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.llm import form, replies
from kg.llm.endpoint import Endpoint, endpoint
from kg.llm.reading import readable
from kg.model import Article, Span
from kg.ontology import Ontology
from kg.settings import Settings

#: Characters of English text and of JSON in a token, about.
_TOKEN = 4


@dataclass(frozen=True, slots=True)
class Request:
    """A part of an article that the model has not been asked about; ``text`` is what would be sent of it."""

    article: str
    source: str
    number: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be sent where: the requests, and the answers that are kept from before (by article id and part number).

    ``parts`` are the parts of every article by id; ``folder`` is where answers are kept, None for nowhere; ``jobs`` how many
    requests may be under way at once.
    """

    endpoint: Endpoint
    form: form.Form
    parts: Mapping[str, tuple[tuple[Span, ...], ...]]
    requests: tuple[Request, ...]
    kept: Mapping[tuple[str, int], str]
    folder: Path | None
    jobs: int

    @property
    def articles(self) -> int:
        """The number of articles that there is something to ask about."""
        return len({request.article for request in self.requests})

    @property
    def tokens(self) -> tuple[int, int]:
        """About how many tokens would go there, and how many would come back at most."""
        fixed = len(self.form.instructions) + len(self.form.schema)
        there = sum(fixed + len(request.text) for request in self.requests)
        return -(-there // _TOKEN), len(self.requests) * form.ANSWER


def plan(articles: Sequence[Article], ontology: Ontology, settings: Settings, folder: Path | None) -> Plan:
    """Return what a model is to be asked about articles; raises ``UsageError`` where the settings name none."""
    if settings.jobs < 1:
        raise UsageError(f"jobs {settings.jobs}: must be 1 or more")
    server, filled = endpoint(settings), form.form(ontology)
    found = {article.id: form.parts(article) for article in articles}
    requests, kept = [], {}
    for article in articles:
        for number, part in enumerate(found[article.id]):
            text = form.words(article, part)
            key = filled.key(server.model, text)
            content = replies.get(folder, key)
            if content is not None and readable(content):
                kept[article.id, number] = content
            else:
                requests.append(Request(article.id, article.source, number, text, key))
    return Plan(server, filled, found, tuple(requests), kept, folder, settings.jobs)
