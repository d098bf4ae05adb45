"""The application: the endpoint, the query page and the graph page of one output folder."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg import store
from kg.errors import KgError, UsageError
from kg.serving import protocol
from kg.serving.asking import Pool
from kg.serving.guard import Guard
from kg.serving.negotiation import preferred
from kg.serving.protocol import Refused

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

    from kg.serving import Service

#: Our static files, by name: the folder and the media type. Ground and helpers are those of the graph page.
STATIC = {
    "ground.css": ("kg.views", "text/css"),
    "query.css": ("kg.serving", "text/css"),
    "theme.js": ("kg.serving", "text/javascript"),
    "dom.js": ("kg.views", "text/javascript"),
    "editor.js": ("kg.serving", "text/javascript"),
    "completion.js": ("kg.serving", "text/javascript"),
    "results.js": ("kg.serving", "text/javascript"),
    "query.js": ("kg.serving", "text/javascript"),
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_FRESH = {"cache-control": "no-cache"}
_NOTHING = "there is nothing here; there are / (the graph), /report.html, /query (the query page) and /sparql (the endpoint)"


def application(service: Service, pool: Pool) -> Starlette:
    """Return the ASGI application that serves an output folder."""
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException
    from starlette.middleware import Middleware
    from starlette.middleware.cors import CORSMiddleware
    from starlette.routing import Route

    pages = _Pages(service, pool)
    routes = [
        Route("/", pages.built),
        Route("/{name:str}.html", pages.built),
        Route("/query", pages.query),
        Route("/query/words", pages.words),
        Route("/entity", pages.entity),
        Route("/static/{name}", pages.static),
        Route("/sparql", pages.sparql, methods=["GET", "POST"]),
    ]
    middleware = [Middleware(Guard, names=(*service.names, service.host), shared=service.origin is not None)]
    if service.origin is not None:
        # credentials stay out: there are none
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=[service.origin],
                allow_methods=["GET", "POST"],
                expose_headers=["X-SPARQL-MaxRows"],
            )
        )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        pool.close()

    handlers: dict[Any, Any] = {Refused: _refused, KgError: _failed, HTTPException: _no_such}
    return Starlette(routes=routes, middleware=middleware, exception_handlers=handlers, lifespan=lifespan)


class _Pages:
    """One method for each address."""

    def __init__(self, service: Service, pool: Pool) -> None:
        self.service = service
        self.pool = pool
        self.known: tuple[str, bytes] = ("", b"")

    async def sparql(self, request: Request) -> Response:
        """The SPARQL 1.1 Protocol endpoint; without a query, what it says of itself."""
        from starlette.responses import Response

        from kg.store.apart import Question
        from kg.store.formats import BINDINGS, GRAPHS, Written

        text = await protocol.asked(request)
        if text is None:
            return await self._described(request)
        accept = _accepted(request, (*BINDINGS, *GRAPHS))
        question = Question(self.service.output, text, {}, self.service.limit, accept=accept)
        found = await self.pool.ask(question, _left(request))
        assert isinstance(found, Written)
        headers = _FRESH | {"vary": "accept"} | ({"x-sparql-maxrows": str(self.service.limit)} if found.truncated else {})
        return Response(found.body, media_type=_with_charset(found.media), headers=headers)

    async def _described(self, request: Request) -> Response:
        from starlette.responses import RedirectResponse, Response

        from kg.serving.description import description
        from kg.store.formats import GRAPHS

        media = _accepted(request, (*GRAPHS, "text/html"))[0]
        if media == "text/html":
            return RedirectResponse("/query", 303, headers={"vary": "accept"})
        triples = len(await asyncio.to_thread(store.open, self.service.output))
        endpoint = str(request.url.replace(query="", fragment=""))
        headers = _FRESH | {"vary": "accept"}
        return Response(description(endpoint, triples, media), media_type=_with_charset(media), headers=headers)

    async def built(self, request: Request) -> Response:
        """A page that the build left, as it is."""
        from starlette.responses import Response

        name = request.path_params.get("name", "graph")
        if name not in ("graph", "report"):
            raise Refused(404, _NOTHING)
        try:
            body = await asyncio.to_thread((self.service.output / f"{name}.html").read_bytes)
        except OSError:
            raise Refused(404, f"there is no {name}.html: kg view writes it; the query page is at /query") from None
        return Response(body, media_type="text/html; charset=utf-8", headers=_FRESH)

    async def query(self, request: Request) -> Response:
        """The query page."""
        from starlette.responses import Response

        headers = _FRESH | {"content-security-policy": POLICY}
        return Response(_asset("kg.serving", "query.html"), media_type="text/html; charset=utf-8", headers=headers)

    async def static(self, request: Request) -> Response:
        """The style and the scripts of the query page."""
        from starlette.responses import Response

        name = request.path_params["name"]
        if name not in STATIC:
            raise Refused(404, "there is no such file")
        package, media = STATIC[name]
        return Response(_asset(package, name), media_type=f"{media}; charset=utf-8", headers=_FRESH)

    async def words(self, request: Request) -> Response:
        """What the query page offers: prefixes, classes, properties and the questions that come with kg."""
        from starlette.responses import Response

        from kg.serving.words import words

        opened = await asyncio.to_thread(store.open, self.service.output)
        generation, body = self.known
        if generation != opened.folder.name:
            body, whole = await words(self.service, opened, self.pool, _left(request))
            self.known = (opened.folder.name if whole else "", body)
        return Response(body, media_type="application/json", headers=_FRESH)

    async def entity(self, request: Request) -> Response:
        """An entity on the graph page, by its IRI."""
        from starlette.responses import RedirectResponse

        from kg.views.page import entity_id

        if not (iri := request.query_params.get("iri", "")):
            raise Refused(400, "which entity? Give its IRI as the parameter iri")
        return RedirectResponse(f"/#entity={entity_id(iri)}", 303)


def _asset(package: str, name: str) -> bytes:
    return files(package).joinpath("static", name).read_bytes()


def _with_charset(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _accepted(request: Request, offered: tuple[str, ...]) -> tuple[str, ...]:
    accept = preferred(", ".join(request.headers.getlist("accept")), offered)
    if not accept:
        raise Refused(406, f"none of the accepted media types is spoken here; there are {', '.join(offered)}")
    return accept


async def _left(request: Request) -> None:
    """Return when the one who asks has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _line(status: int, text: str, headers: Mapping[str, str]) -> Response:
    from starlette.responses import PlainTextResponse

    return PlainTextResponse(text + "\n", status, headers={**_FRESH, **headers})


async def _refused(request: Request, error: Refused) -> Response:
    return _line(error.status, error.line, error.headers)


async def _failed(request: Request, error: KgError) -> Response:
    """A query that is none is the asker's doing; a store that cannot be read is not."""
    from kg.store.formats import NoFormat

    status = 406 if isinstance(error, NoFormat) else 400 if isinstance(error, UsageError) else 503
    return _line(status, str(error), {})


async def _no_such(request: Request, error: Any) -> Response:
    lines = {404: _NOTHING, 405: f"{request.method} is not answered here"}
    return _line(error.status_code, lines.get(error.status_code, error.detail), error.headers or {})
