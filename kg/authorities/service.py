"""Talks to a service of the W3C Reconciliation Service API, versions 0.1 and 0.2.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from __future__ import annotations

import http.client
import json
import math
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from kg import __version__
from kg.errors import SourceError, UsageError

#: How many questions go into one request, how many candidates are asked for, and how long a request may take.
BATCH, LIMIT, SECONDS = 10, 5, 30
_LONG = 500  #: characters of an id or name that are taken
_MOST = 10_000_000

Kinds = tuple[tuple[str, str], ...]  #: types of a service: (id, name)


class Question(NamedTuple):
    """What is asked: a name, and the id of a type that the service has, "" for any."""

    query: str
    type: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that the service knows by such a name; ``score`` is on the service's own scale."""

    id: str
    name: str
    score: float
    match: bool
    types: Kinds


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a service says of itself: its name, how ids become IRIs, and its types."""

    name: str
    space: str
    view: str
    types: Kinds

    def iri(self, id_: str) -> str:
        """Return the IRI of something that the service knows: of the identifier space, else the address of its page.

        >>> Manifest("", "https://names.example/id/", "", ()).iri("A 1")
        'https://names.example/id/A%201'
        >>> Manifest("", "urn:x", "https://names.example/{{id}}.html", ()).iri("A1")
        'https://names.example/A1.html'
        """
        if re.match(r"https?://", id_):
            return urllib.parse.quote(id_, safe=":/?#@!$&'()*+,;=%~")
        quoted = urllib.parse.quote(id_, safe="/:~")
        if self.space.startswith(("http://", "https://")) and self.space.endswith(("/", "#", "=", ":")):
            return self.space + quoted
        if self.view.startswith(("http://", "https://")):
            return self.view.replace("{{id}}", quoted)
        return f"{self.space}/{quoted}"


def manifest(url: str) -> Manifest:
    """Return a service's manifest; raises ``SourceError`` where it gives none and ``UsageError`` where that is no address."""
    if not re.match(r"https?://[^/\s]", url):
        raise UsageError(f"{url!r}: the service's address must begin with http:// or https://")
    data = _fetch(url, None)
    if not isinstance(data, dict) or not (isinstance(data.get("identifierSpace"), str) or "versions" in data):
        raise SourceError(url, "is no reconciliation service: its answer is no manifest", "check the address")
    view = data.get("view")
    template = view.get("url") if isinstance(view, dict) else None
    found = Manifest(
        name=str(data.get("name") or url),
        space=str(data.get("identifierSpace") or ""),
        view=template if isinstance(template, str) and "{{id}}" in template else "",
        types=_kinds(data.get("defaultTypes")),
    )
    try:
        made = _checked(found.iri("x"))
    except ValueError:
        made = ""
    if not made.startswith(("http://", "https://")):
        raise SourceError(url, "names no http or https identifier space, so that its ids make no IRIs")
    return found


def answers(url: str, questions: Sequence[Question]) -> Iterator[tuple[Question, tuple[Candidate, ...]]]:
    """Ask in batches and yield each question with its candidates, as the service ranks them; raises ``SourceError``."""
    for first in range(0, len(questions), BATCH):
        batch = {f"q{n}": question for n, question in enumerate(questions[first : first + BATCH])}
        queries = {key: {"query": q.query, "limit": LIMIT} | ({"type": q.type} if q.type else {}) for key, q in batch.items()}
        data = _fetch(url, urllib.parse.urlencode({"queries": json.dumps(queries)}).encode())
        read = []
        for key, question in batch.items():
            try:
                read.append((question, tuple(_candidate(row) for row in data[key]["result"])))
            except (KeyError, TypeError, ValueError, OverflowError) as error:
                raise SourceError(url, f"gave no answer that can be read for {question.query!r}", _AGAIN) from error
        yield from read


_AGAIN = "what it answered is kept: run kg reconcile again later"


def _candidate(row: Any) -> Candidate:
    id_, name, score = str(row["id"] or ""), str(row["name"])[:_LONG], float(row.get("score") or 0)
    if not id_ or len(id_) > _LONG or not math.isfinite(score):
        raise ValueError(f"{id_[:80]!r} with the score {score} is no candidate")
    f"{id_}{name}".encode()  # a lone surrogate is no character
    _checked(id_ if re.match(r"https?://", id_) else "http://x.example/")
    return Candidate(id_, name, score, row.get("match") is True, _kinds(row.get("type")))


def _checked(address: str) -> str:
    """Return an address; raises ``ValueError`` where its host or port is none."""
    parts = urllib.parse.urlsplit(address)
    if not re.fullmatch(r"[\w.-]+", parts.hostname or "") or (parts.port or 1) < 0:
        raise ValueError(f"{address!r} is no address")
    return address


def _kinds(value: Any) -> Kinds:
    """Return types as (id, name): a list of objects, of ids, or one of either."""
    rows = value if isinstance(value, list) else [value] if value else []
    found = ((str(r.get("id") or ""), str(r.get("name") or "")) if isinstance(r, dict) else (str(r), "") for r in rows)
    return tuple(dict.fromkeys(kind for kind in found if any(kind)))


def _fetch(url: str, form: bytes | None) -> Any:
    """Return the JSON of an answer to GET, or to POST of a form."""
    headers = {"Accept": "application/json", "User-Agent": f"kg/{__version__}"}
    try:
        request = urllib.request.Request(url, data=form, headers=headers)
    except ValueError as error:
        raise UsageError(f"{url!r}: is no address: {error}") from error
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as response:
            body = response.read(_MOST + 1)
        if len(body) > _MOST:
            raise SourceError(url, f"answers with more than {_MOST:,} bytes", _AGAIN)
        return json.loads(body)
    except urllib.error.HTTPError as error:
        error.close()
        raise SourceError(url, f"answers {error.code} {error.reason}", _AGAIN) from error
    except (OSError, http.client.HTTPException) as error:
        raise SourceError(
            url, f"does not answer: {getattr(error, 'reason', None) or error or type(error).__name__}", _AGAIN
        ) from error
    except (ValueError, RecursionError) as error:
        raise SourceError(url, "answers with something that is no JSON", "check the address") from error
