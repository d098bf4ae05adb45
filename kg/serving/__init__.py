"""Serves an output folder: a SPARQL 1.1 Protocol endpoint over its store, a query page, and the graph page.

    request ──guard──▶ protocol ──▶ asking: a few processes, each ended when it takes too long ──▶ formats ──▶ answer

Nothing here changes the store or reaches another server. Starlette and uvicorn are loaded when it is started.
"""

from __future__ import annotations

import contextlib
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.requesting import is_loopback

__all__ = ["Service", "is_loopback", "serve"]


@dataclass(frozen=True, slots=True)
class Service:
    """What is served, where, and within which limits.

    ``port`` 0 takes a free one; ``names`` are host names it is known by besides ``host``; ``origin`` is the web origin
    whose pages may ask ("*" for all), None for none; ``timeout`` are seconds, ``limit`` rows of an answer.
    """

    output: Path
    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()
    origin: str | None = None
    timeout: float = 10
    limit: int = 10_000


def serve(service: Service, listening: Callable[[str, int], None]) -> None:
    """Serve until Ctrl-C; ``listening`` is told the address, and the number of triples, as soon as requests are taken.

    Raises ``StoreError`` where there is no store, ``UsageError`` where the address is taken or none of this machine.
    """
    import uvicorn

    from kg import store
    from kg.serving.app import application
    from kg.serving.asking import Pool

    if service.origin is not None and not re.fullmatch(r"\*|https?://[^\s/?#]+", service.origin):
        raise UsageError(f"--cors {service.origin}: is no origin, which is * or like https://app.example.org, without a path")
    triples = len(store.open(service.output))
    pool = Pool(service.timeout)

    class Server(uvicorn.Server):
        """Ends the queries at work before it waits for those who asked them."""

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            pool.end()
            await super().shutdown(sockets)

    with contextlib.suppress(KeyboardInterrupt), _listening(service.host, service.port) as listener:
        anywhere = service.host in ("0.0.0.0", "::")
        host = "localhost" if anywhere else f"[{service.host}]" if ":" in service.host else service.host
        listening(f"http://{host}:{listener.getsockname()[1]}/", triples)
        config = uvicorn.Config(
            application(service, pool),
            loop="asyncio",
            http="h11",
            ws="none",
            log_config=None,  # an access log would print what anybody sends
            log_level="error",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=200,
            timeout_graceful_shutdown=5,
        )
        Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise UsageError(f"--host {host}: is no address: {error.strerror or error}") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(100)
    except OSError as error:
        listener.close()
        raise UsageError(f"{host}:{port}: cannot be listened at: {error.strerror or error} (try another --port)") from error
    return listener
