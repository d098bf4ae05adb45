"""One request to a server that speaks OpenAI's chat completions protocol (Ollama, llama.cpp, vLLM, LM Studio and others).

https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import re
import time
import urllib.parse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg import __version__
from kg.errors import UsageError
from kg.llm.reading import readable
from kg.requesting import Unanswered, Unreadable, address, bounded, deliver, is_loopback
from kg.settings import Settings

if TYPE_CHECKING:
    import httpx

#: Where the key comes from, if the server wants one.
KEY = "KG_LLM_KEY"
#: Seconds between one try and the next; then it is given up.
PAUSES: Sequence[float] = (1, 4, 16)
#: Bytes of an answer that are read.
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server and its model: ``url`` as it was given, ``address`` where requests go, ``key`` what opens it, "" for none."""

    url: str
    address: str
    model: str
    seconds: float
    rate: int
    key: str = field(default="", repr=False)

    @property
    def shown(self) -> str:
        """The address as it was given, without its query, which may hold secrets."""
        return self.url.partition("?")[0]

    @property
    def host(self) -> str:
        """The server's name."""
        return urllib.parse.urlsplit(self.url).hostname or ""

    @property
    def away(self) -> bool:
        """Whether what is sent leaves this machine."""
        return not is_loopback(self.host)

    @property
    def unencrypted(self) -> bool:
        """Whether it does so as it is."""
        return self.away and urllib.parse.urlsplit(self.url).scheme == "http"

    def client(self) -> httpx.Client:
        """Return what sends requests there. What is for this machine goes through no proxy, whatever the environment says."""
        import httpx

        headers = {"accept": "application/json", "accept-encoding": "identity"}
        headers |= {"content-type": "application/json", "user-agent": f"kg/{__version__}"}
        if self.key:
            headers["authorization"] = f"Bearer {self.key}"
        timeout = httpx.Timeout(self.seconds, connect=10)
        return httpx.Client(headers=headers, timeout=timeout, trust_env=self.away, follow_redirects=False)

    def ask(self, client: httpx.Client, body: Mapping[str, Any], trouble: Callable[[str], None], known: bool) -> str:
        """Return the words of the answer to a request; raises ``Unanswered``, whose words never show the key."""
        try:
            return deliver(lambda: self._sent(client, body), self._content, PAUSES, trouble, known)
        except Unanswered as error:
            raise type(error)(self._without_key(error.problem), error.status) from None

    @contextlib.contextmanager
    def _sent(self, client: httpx.Client, body: Mapping[str, Any]) -> Iterator[httpx.Response]:
        import httpx

        try:
            content = json.dumps(body).encode()  # ASCII, so that nothing in an article is no character
            with client.stream("POST", self.address, content=content) as response:
                yield response
        except httpx.ReadTimeout as error:  # whoever is that slow once will be again
            raise Unanswered(f"does not answer within {self.seconds:g} s") from error

    def _content(self, response: httpx.Response) -> str:
        data = bounded(response, MOST, time.monotonic() + self.seconds)
        try:
            choice = json.loads(data)["choices"][0]
            content, ended = choice["message"]["content"], choice.get("finish_reason")
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
            raise Unreadable("gives an answer that cannot be read") from error
        if ended == "length":
            raise Unreadable("gives an answer that is cut off")
        if not isinstance(content, str) or not readable(content):
            raise Unreadable("gives an answer that is not what the schema asks for")
        return content

    def _without_key(self, text: str) -> str:
        return text.replace(self.key, "…") if self.key else text


def endpoint(settings: Settings) -> Endpoint:
    """Return the server that settings name; raises ``UsageError`` where they name none, or no model of it."""
    url, model = settings.llm_url, settings.llm_model
    parts = address(url, "a language model's server", f"set {KEY}")
    if parts.fragment:
        raise UsageError(f"{url!r}: has a # in it")
    if not model:
        raise UsageError(f"{url.partition('?')[0]}: name the model there with --llm-model, or as llm_model in kg.toml")
    if not re.fullmatch(r"[^\s'\"\x00-\x1f\x7f-\x9f]{1,200}", model) or not model.isprintable():
        raise UsageError(f"llm_model {model!r}: is no name of a model")
    if not _number(settings.llm_seconds) or not 0 < settings.llm_seconds <= 86_400:
        raise UsageError(f"llm_seconds {settings.llm_seconds!r}: must be a number of seconds")
    if not isinstance(settings.llm_rate, int) or settings.llm_rate < 0:
        raise UsageError(f"llm_rate {settings.llm_rate!r}: must be a number of requests a minute, 0 for any")
    key = os.environ.get(KEY, "")
    if not re.fullmatch(r"[!-~]*", key):
        raise UsageError(f"{KEY}: holds what no key has, such as a space or a line end")
    path = parts.path.rstrip("/")
    path = path if path.endswith("/chat/completions") else path + "/chat/completions"
    where = urllib.parse.urlunsplit(parts._replace(path=path))
    return Endpoint(url, where, model, float(settings.llm_seconds), settings.llm_rate, key)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
