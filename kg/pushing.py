"""Sends a graph to a store by the SPARQL 1.1 Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/).

The graph goes as sorted N-Triples in parts. It has no blank nodes, so that a part that arrives twice changes nothing: what
broke off goes on with the first part that was not confirmed.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import netrc
import os
import re
import urllib.parse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import __version__, outputs
from kg.errors import StoreError, UsageError
from kg.model import digest
from kg.requesting import Unanswered, address, deliver, is_loopback
from kg.settings import Settings

if TYPE_CHECKING:
    import httpx

#: Triples in a part: about a megabyte, which most servers take.
PART = 5_000
#: Seconds between one try and the next; then it is given up.
PAUSES: Sequence[float] = (1, 2, 4, 8, 16)
_MOVED = "give the address where it is now"
_ADVICE = {
    301: _MOVED,
    302: _MOVED,
    307: _MOVED,
    308: _MOVED,
    401: "set KG_PUSH_USER and KG_PUSH_PASSWORD, or add the host to ~/.netrc",
    403: "see whether the user may write there",
    404: "give the Graph Store endpoint (/store at Oxigraph, /DATASET/data at Fuseki, "
    "/repositories/NAME/rdf-graphs/service at RDF4J and GraphDB)",
    405: "give the Graph Store endpoint, which takes PUT and POST",
    413: "make the parts smaller with --part-size",
    415: "give the Graph Store endpoint, which takes N-Triples",
}


@dataclass(frozen=True, slots=True)
class Push:
    """What is sent to whom: N-Triples lines to a graph of a store.

    ``address`` is where requests go, ``graph`` the IRI of the named graph ("" for the default graph, None where the given
    address itself names one); ``replace`` says that what is there goes; ``sent`` is the number of parts that have arrived.
    """

    url: str
    address: str
    graph: str | None
    replace: bool
    lines: Sequence[str]
    part_size: int
    sent: int
    state: Path
    content: str

    @property
    def shown(self) -> str:
        """The address without its query, which may hold secrets."""
        return self.url.partition("?")[0]

    @property
    def parts(self) -> int:
        """The number of parts, at least one."""
        return max(1, -(-len(self.lines) // self.part_size))

    @property
    def key(self) -> dict[str, object]:
        """What must be the same for a push to go on."""
        return {"content": self.content, "part_size": self.part_size, "replace": self.replace}

    @property
    def unencrypted(self) -> bool:
        """Whether a password would go through a network as it is."""
        parts = urllib.parse.urlsplit(self.url)
        return (
            parts.scheme == "http" and not is_loopback(parts.hostname or "") and _credentials(parts.hostname or "") is not None
        )


def prepare(
    settings: Settings,
    url: str,
    graph: str | None = None,
    default: bool = False,
    replace: bool = False,
    part_size: int = PART,
    restart: bool = False,
) -> Push:
    """Return what is to be sent; nothing is yet. ``graph`` and ``default`` name the graph there; without them the address
    does, or else it is the default graph.

    Raises ``UsageError`` where the address or the graph is none and ``StoreError`` where there is no store.
    """
    from kg.store import turtle

    address, graph = _address(url, graph, default)
    opened = outputs.store_of(settings)
    lines = tuple(turtle.ntriples(opened.triples()))
    state = settings.output / f".push-{digest(address)[:16]}.json"
    push = Push(url, address, graph, replace, lines, part_size, 0, state, str(opened.manifest["content"]))
    return push if restart else _resumed(push)


def send(push: Push, progress: Callable[[int, int], None], trouble: Callable[[str], None]) -> None:
    """Send the parts that have not arrived; ``progress`` is told how many have, of how many, ``trouble`` what is tried again.

    Raises ``StoreError`` where a part is refused, or does not arrive after all tries; a push that is prepared again then
    goes on with it.
    """
    import httpx

    headers = {"content-type": "application/n-triples", "accept": "text/plain, */*;q=0.1", "user-agent": f"kg/{__version__}"}
    timeout = httpx.Timeout(120, connect=10)
    sent = push.sent
    try:
        with httpx.Client(auth=_auth(push.url), headers=headers, timeout=timeout) as client:
            progress(sent, push.parts)
            for number in range(sent, push.parts):
                method = "PUT" if push.replace and number == 0 else "POST"
                body = "".join(push.lines[number * push.part_size : (number + 1) * push.part_size]).encode("utf-8")
                _deliver(client, method, push, body, number, trouble)
                sent = number + 1
                _remember(push, sent)
                progress(sent, push.parts)
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(f"stopped after part {sent} of {push.parts}; the same command goes on there") from stop
    with contextlib.suppress(OSError):
        push.state.unlink(missing_ok=True)


def _deliver(client: httpx.Client, method: str, push: Push, body: bytes, number: int, trouble: Callable[[str], None]) -> None:
    """Send one part, again where the trouble may pass."""
    try:
        deliver(
            lambda: client.stream(method, push.address, content=body),
            lambda _: None,
            PAUSES,
            lambda problem: trouble(f"{push.shown}: {problem}"),
            known=number > push.sent,
        )
    except Unanswered as error:
        advice = _ADVICE.get(error.status or 0, "")
        raise StoreError(
            f"{push.shown}: {error.problem}{_standing(push, number)}" + (f" ({advice})" if advice else "")
        ) from error


def _standing(push: Push, number: int) -> str:
    if number == 0:
        return "; nothing was sent"
    return f"; {number} of {push.parts} parts have arrived, and the same command goes on with the next"


def _address(url: str, graph: str | None, default: bool) -> tuple[str, str | None]:
    """Return the address that names a graph of a store, and the graph.

    >>> _address("http://127.0.0.1:7878/store", "https://a.example/g", False)[0]
    'http://127.0.0.1:7878/store?graph=https%3A%2F%2Fa.example%2Fg'
    >>> _address("http://127.0.0.1:7878/store", None, False)
    ('http://127.0.0.1:7878/store?default', '')
    """
    parts = address(url, "a store", "set KG_PUSH_USER and KG_PUSH_PASSWORD, or use ~/.netrc,")
    if parts.fragment:
        raise UsageError(f"{url!r}: has a # in it: name a graph with --graph")
    if graph is not None and default:
        raise UsageError("--graph and --default exclude one another")
    named = {name for name, _ in urllib.parse.parse_qsl(parts.query, keep_blank_values=True)} & {"graph", "default"}
    if named:
        if graph is not None or default:
            raise UsageError("the address names a graph itself: leave out --graph and --default")
        return url, None
    if graph is not None and not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", graph):
        raise UsageError(f"--graph {graph}: is no absolute IRI")
    query = "default" if graph is None else urllib.parse.urlencode({"graph": graph})
    joined = f"{parts.query}&{query}" if parts.query else query
    return urllib.parse.urlunsplit(parts._replace(query=joined)), graph or ""


def _auth(url: str) -> httpx.BasicAuth | None:
    import httpx

    found = _credentials(urllib.parse.urlsplit(url).hostname or "")
    return httpx.BasicAuth(*found) if found else None


def _credentials(host: str) -> tuple[str, str] | None:
    """Return user and password from the environment, else those of a host in ~/.netrc (or what NETRC names)."""
    user, password = os.environ.get("KG_PUSH_USER"), os.environ.get("KG_PUSH_PASSWORD")
    if (user is None) != (password is None):
        raise UsageError("KG_PUSH_USER and KG_PUSH_PASSWORD go together: set both, or none")
    if user is not None and password is not None:
        return user, password
    path = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    if not path.is_file():
        return None
    try:
        found = netrc.netrc(path).authenticators(host)
    except (netrc.NetrcParseError, OSError) as error:
        raise UsageError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    return (found[0], found[2] or "") if found else None


def _resumed(push: Push) -> Push:
    """Return the push with the number of parts that a former one of the same graph to the same place has sent."""
    try:
        kept = json.loads(push.state.read_bytes())
    except (OSError, ValueError):
        return push
    sent = kept.pop("sent", None) if isinstance(kept, dict) else None
    if kept == push.key and isinstance(sent, int) and 0 <= sent < push.parts:
        return dataclasses.replace(push, sent=sent)
    return push


def _remember(push: Push, sent: int) -> None:
    # where nothing can be written, nothing is lost but the way to go on
    with contextlib.suppress(UsageError), outputs.placing(push.state) as partial:
        partial.write_text(json.dumps({**push.key, "sent": sent}, sort_keys=True) + "\n", encoding="utf-8")
