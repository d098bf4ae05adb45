"""HTTP to servers that may be busy, away or hostile: addresses are checked, what may pass is tried again, answers are bounded.

httpx follows no redirect unless told to, and nothing here tells it.
"""

from __future__ import annotations

import ipaddress
import json
import re
import time
import urllib.parse
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, TypeVar

from kg.errors import UsageError

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")

#: What may be otherwise the next time.
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
#: Seconds that a server's Retry-After is heeded for at most.
LONGEST_PAUSE = 60.0
_SAID = 2000


class Unanswered(Exception):
    """A request got no answer that is one; ``status`` is that of the refusal, None where there was none."""

    def __init__(self, problem: str, status: int | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.status = status


class Unreadable(Unanswered):
    """An answer came, but it cannot be used; another request may fare better."""


def address(url: str, of: str, instead: str) -> urllib.parse.SplitResult:
    """Return the parts of an address; raises ``UsageError`` where it is none of http or https, or holds a user.

    ``of`` says in the message what it should be an address of, ``instead`` where user and password go.
    """
    try:
        parts = urllib.parse.urlsplit(url)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        parts, port_is_fine = urllib.parse.urlsplit(""), False
    if parts.username is not None or parts.password is not None:
        raise UsageError(f"the address holds a user: {instead} instead")
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_fine or re.search(r"[\s\x00-\x1f]", url):
        raise UsageError(f"{url!r}: is no address of {of}, which begins with http:// or https://")
    return parts


def is_address(host: str) -> bool:
    """Tell whether a host is an IP address rather than a name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Tell whether a host can be reached from this machine alone."""
    return host == "localhost" or (is_address(host) and ipaddress.ip_address(host).is_loopback)


def deliver(
    send: Callable[[], AbstractContextManager[httpx.Response]],
    take: Callable[[httpx.Response], T],
    pauses: Sequence[float],
    trouble: Callable[[str], None],
    known: bool,
) -> T:
    """Send a request and return what ``take`` makes of its answer; again after each of ``pauses`` where the trouble may pass,
    or later where the server asks for that (Retry-After, RFC 9110).

    ``trouble`` is told what is tried again; ``known`` says that the server has answered before, so that one that takes no
    connection is waited for. Raises ``Unanswered``.
    """
    import httpx

    problem = ""
    for pause in (*pauses, None):
        asked = 0.0
        try:
            with send() as response:
                if response.is_success:
                    return take(response)
                problem = f"answers {response.status_code} {_line(response.reason_phrase, 60)}".rstrip() + _said(response)
                if response.status_code not in PASSING:
                    raise Unanswered(problem, response.status_code)
                asked = _asked_pause(response.headers.get("retry-after", ""))
        except httpx.ConnectError as error:
            problem = f"does not answer: {error}"
            if not known:  # it may never have been there
                break
        except httpx.TimeoutException:
            problem = "does not answer in time"
        except httpx.TransportError as error:
            problem = f"broke off: {error or type(error).__name__}"
        if pause is not None:
            seconds = max(pause, asked)
            trouble(f"{problem}; trying again in {seconds:g} s")
            time.sleep(seconds)
    raise Unanswered(problem)


def bounded(response: httpx.Response, most: int, deadline: float) -> bytes:
    """Return the body of a streamed answer, of ``most`` bytes at most, that is through by ``deadline`` (``time.monotonic``).

    Nothing is unpacked, so that a small answer cannot become a large one. Raises ``Unanswered``.
    """
    if response.headers.get("content-encoding", "identity").lower() not in ("identity", ""):
        raise Unreadable("sends its answer compressed, which was not asked for")
    data = bytearray()
    for chunk in response.iter_raw():
        data += chunk
        if len(data) > most:
            raise Unreadable(f"answers with more than {most:,} bytes")
        if time.monotonic() > deadline:
            raise Unanswered("does not come to the end of its answer in time")
    return bytes(data)


def _said(response: httpx.Response) -> str:
    """Return the beginning of what a server says of a failure, on one line: plain text, or the message of a JSON error."""
    kind = response.headers.get("content-type", "")
    if not kind.startswith(("text/plain", "application/json")) or "content-encoding" in response.headers:
        return ""
    data = b""
    for chunk in response.iter_raw():
        data += chunk
        if len(data) > _SAID:
            break
    text = data.decode("utf-8", "replace")
    if kind.startswith("application/json"):
        try:
            found = json.loads(text)
            found = found.get("error", found)
            text = found if isinstance(found, str) else found["message"]
        except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
            return ""
    line = _line(str(text), 200)
    return f": {line}" if line else ""


def _line(text: str, most: int) -> str:
    """Return the beginning of a server's words on one line, without what is no letter or sign."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split())[:most])


def _asked_pause(text: str) -> float:
    return min(float(text), LONGEST_PAUSE) if re.fullmatch(r"\d{1,6}", text, re.ASCII) else 0.0
