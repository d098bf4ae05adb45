"""Asks a language model all that is planned: several requests at once, no more a minute than are allowed, giving up in time.

What cannot be had costs only itself: the articles are then read without it, and a line says so.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from kg.llm import replies
from kg.llm.endpoint import KEY
from kg.llm.planning import Plan, Request
from kg.llm.replies import Answer
from kg.model import Failure
from kg.requesting import Unanswered, Unreadable

if TYPE_CHECKING:
    import httpx

#: Requests in a row without an answer after which nothing more is asked; and without one that can be read.
GIVEN_UP, UNREADABLE = 3, 10
#: Refusals that will be the same for every request.
_FINAL = frozenset({301, 302, 303, 307, 308, 401, 403, 404, 405})
_MOVED = "give the address where it is now"
_ADVICE = {
    301: _MOVED,
    302: _MOVED,
    303: _MOVED,
    307: _MOVED,
    308: _MOVED,
    400: "it may not take a JSON schema as response_format, or no text of this length",
    401: f"set {KEY}",
    403: f"see whether {KEY} may use the model",
    404: "see the address, which ends in /v1 at most servers, and the model's name",
    405: "see the address, which ends in /v1 at most servers",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a plan: the answers of each article by id, in order, and what could not be had."""

    answers: Mapping[str, tuple[Answer, ...]]
    failures: tuple[Failure, ...] = ()


def ask(
    plan: Plan,
    progress: Callable[[int, int], None] = lambda done, total: None,
    trouble: Callable[[str], None] = lambda line: None,
) -> Asked:
    """Send a plan's requests and return the answers, those kept from before among them; each is kept as it comes.

    ``progress`` is called with (requests done, in all), ``trouble`` with what is tried again. Never raises for what a server
    does.
    """
    contents = dict(plan.kept)
    run, missed = _Run(plan, trouble), list[_Outcome]()
    for done, (request, outcome) in enumerate(run.outcomes() if plan.requests else (), 1):
        if isinstance(outcome, str):
            contents[request.article, request.number] = outcome
        else:
            missed.append((request, outcome))
        progress(done, len(plan.requests))
    answers = {
        id_: tuple(Answer(plan.endpoint.model, part, contents[id_, n]) for n, part in enumerate(parts) if (id_, n) in contents)
        for id_, parts in plan.parts.items()
    }
    return Asked(answers, tuple(_failures(plan, answers, missed, run.given_up)))


_Outcome = tuple[Request, str | Exception | None]


class _Run:
    """The state that requests under way at once share."""

    def __init__(self, plan: Plan, trouble: Callable[[str], None]) -> None:
        self.plan, self.trouble = plan, trouble
        self.lock = threading.Lock()
        self.in_a_row, self.known, self.due = 0, False, 0.0
        self.given_up: Unanswered | None = None

    def outcomes(self) -> Iterator[_Outcome]:
        """Yield each request, as it is done, with the words of its answer or with what kept it from one; with None where
        nothing was sent any more."""
        todo, done = SimpleQueue[Request](), SimpleQueue[_Outcome]()
        for request in self.plan.requests:
            todo.put(request)
        with self.plan.endpoint.client() as client:
            # daemons, so that Ctrl-C waits for no server
            for _ in range(min(self.plan.jobs, len(self.plan.requests))):
                threading.Thread(target=self._work, args=(client, todo, done), daemon=True).start()
            try:
                for _ in self.plan.requests:
                    request, outcome = done.get()
                    if isinstance(outcome, Exception) and not isinstance(outcome, Unanswered):
                        raise outcome
                    yield request, outcome
            except BaseException:
                self.given_up = self.given_up or Unanswered("was stopped")
                raise

    def _work(self, client: httpx.Client, todo: SimpleQueue[Request], done: SimpleQueue[_Outcome]) -> None:
        with contextlib.suppress(Empty):
            while True:
                request = todo.get_nowait()
                try:
                    done.put((request, self._one(client, request)))
                except Exception as error:  # a fault of ours, told where the work is waited for
                    done.put((request, error))

    def _one(self, client: httpx.Client, request: Request) -> str | Unanswered | None:
        self._wait()
        if self.given_up:
            return None
        body = self.plan.form.body(self.plan.endpoint.model, request.text)
        try:
            content = self.plan.endpoint.ask(client, body, self.trouble, self.known)
        except Unanswered as error:
            with self.lock:
                self.in_a_row += 1
                most = UNREADABLE if isinstance(error, Unreadable) else GIVEN_UP
                if error.status in _FINAL or self.in_a_row >= most:
                    self.given_up = self.given_up or error
            return error
        with self.lock:
            self.in_a_row, self.known = 0, True
        replies.put(self.plan.folder, request.key, self.plan.endpoint.model, content)
        return content

    def _wait(self) -> None:
        """Wait until another request is allowed this minute."""
        if not self.plan.endpoint.rate or self.given_up:
            return
        with self.lock:
            now = time.monotonic()
            start = max(now, self.due)
            self.due = start + 60 / self.plan.endpoint.rate
        time.sleep(start - now)


def _failures(
    plan: Plan,
    answers: Mapping[str, Sequence[Answer]],
    missed: Sequence[_Outcome],
    given_up: Unanswered | None,
) -> Iterator[Failure]:
    """Yield a line for each article that is read without answers, or one for all where the server was given up."""
    sources = {request.article: request.source for request, _ in missed}
    if given_up is not None:
        shown, number = plan.endpoint.shown, len(sources)
        which = "some of its answers" if any(answers[id_] for id_ in sources) else "it"
        read = f"{number} article{'s are' if number != 1 else ' is'} read without {which}"
        yield Failure(shown, f"{shown}: {given_up.problem}; {read}{_advice(given_up)}")
        return
    problems: dict[str, Unanswered] = {}
    for request, error in sorted(missed, key=lambda pair: (pair[0].article, pair[0].number)):
        if isinstance(error, Unanswered):
            problems.setdefault(request.article, error)
    for id_, error in sorted(problems.items()):
        which = "some of its answers" if answers[id_] else "it"
        yield Failure(sources[id_], f"{sources[id_]}: the language model {error.problem}; read without {which}{_advice(error)}")


def _advice(error: Unanswered) -> str:
    return f" ({_ADVICE.get(error.status or 0, 'the next run asks again')})"
