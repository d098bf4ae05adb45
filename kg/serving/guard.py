"""Stands before the application: refuses hosts that are not this one's, and puts on every answer what keeps browsers safe."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING

from kg.requesting import is_address

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
)


def host_of(header: str) -> str:
    """Return the name or address of a Host header, without the port and the brackets of IPv6; "" where it has none.

    >>> host_of("Localhost:8000"), host_of("[::1]:80"), host_of("a b")
    ('localhost', '::1', '')
    """
    match = re.fullmatch(r"(?:\[([0-9a-f:.]+)\]|([^\s:/@\[\]]+))(?::\d{1,5})?", header.strip().lower())
    return (match[1] or match[2]) if match else ""


class Guard:
    """Lets requests through that name a host of this server: an IP address, localhost, this machine, or one of ``names``.

    A page elsewhere can point a name of its own to this machine's address (DNS rebinding); it cannot do without the name.
    """

    def __init__(self, app: ASGIApp, names: tuple[str, ...] = (), shared: bool = False) -> None:
        self.app = app
        self.names = {"localhost", socket.gethostname().lower(), *(name.lower() for name in names)}
        self.headers = _HEADERS if shared else (*_HEADERS, (b"cross-origin-resource-policy", b"same-origin"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request by itself, or let the application do so."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self.headers]
            await send(message)

        header = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
        host = host_of(header)
        if is_address(host) or host in self.names:
            await self.app(scope, receive, sent)
            return
        from starlette.responses import PlainTextResponse

        line = (
            f"this server is not known as {host or 'a host that is not named'}: start it with kg serve --name {host or 'NAME'}"
        )
        await PlainTextResponse(line + "\n", 421)(scope, receive, sent)
