"""Reads a request of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/); says in words what is refused."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from starlette.requests import Request

#: Bytes of an address and of a body, and seconds that a body may take to come.
LONGEST_URL, LONGEST_BODY, SECONDS = 16_000, 1_000_000, 10
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"

_READ_ONLY = "the store is read-only: it takes queries, no updates (kg add and kg remove change it)"


class Refused(Exception):
    """A request that is not answered: the status, and a line that says why."""

    def __init__(self, status: int, line: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(line)
        self.status = status
        self.line = line
        self.headers = headers or {}


async def asked(request: Request) -> str | None:
    """Return the query of a request, None where there is none at all: then the service's description is wanted.

    Raises ``Refused``.
    """
    address = request.scope["query_string"]
    if len(address) > LONGEST_URL:
        raise Refused(414, f"the address is longer than {LONGEST_URL:,} bytes: send the query by POST")
    pairs = _pairs(address)
    if request.method == "POST":
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media == UPDATE:
            raise Refused(403, _READ_ONLY)
        if media not in (FORM, QUERY):
            raise Refused(415, f"a query is sent by POST as {FORM} or {QUERY}, not as {media or 'something unnamed'}")
        body = await _body(request)
        pairs += _pairs(body) if media == FORM else [("query", _text(body))]
    names = {name for name, _ in pairs}
    if "update" in names:
        raise Refused(403, _READ_ONLY)
    if given := sorted(names & {"default-graph-uri", "named-graph-uri"}):
        raise Refused(400, f"{given[0]} is not supported: a query reads this store alone, and all of it")
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) > 1:
        raise Refused(400, "there is more than one query: send one at a time")
    if not queries and (request.method == "POST" or pairs):
        raise Refused(400, "there is no query: send it as the parameter query")
    return queries[0] if queries else None


async def _body(request: Request) -> bytes:
    async def read() -> bytes:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > LONGEST_BODY:
                raise Refused(413, f"the request is larger than {LONGEST_BODY:,} bytes", {"connection": "close"})
        return body

    try:
        return await asyncio.wait_for(read(), SECONDS)
    except TimeoutError:
        raise Refused(408, f"the request did not come whole within {SECONDS} seconds", {"connection": "close"}) from None


def _pairs(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_text(data), keep_blank_values=True, errors="strict", max_num_fields=50)
    except UnicodeDecodeError:
        raise Refused(400, "the parameters are not in UTF-8") from None
    except ValueError:
        raise Refused(400, "there are more than 50 parameters") from None


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "the query is not in UTF-8") from None
