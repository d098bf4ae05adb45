"""Asks the store for those who ask over the network: a few at once, each in a process of its own that can be ended."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any

from kg import store
from kg.serving.protocol import Refused

if TYPE_CHECKING:
    from kg.store.apart import Asker, Question
    from kg.store.formats import Written
    from kg.store.sparql import Answer

#: How many queries run at once, how many wait for their turn, and how many bytes each may hold.
AT_ONCE, WAITING, MEMORY = 4, 32, 2_000_000_000
_LEFT, _ENDING = "nobody waits for the answer any more", "the server is ending"


class Pool:
    """Up to ``AT_ONCE`` processes that answer questions within ``timeout`` seconds; they are kept for the next question."""

    def __init__(self, timeout: float) -> None:
        self.timeout = timeout
        self._free = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0
        self._idle: list[Asker] = []
        self._busy: set[Asker] = set()
        self._closed = False

    async def ask(self, question: Question, gone: Awaitable[None]) -> Answer | Written:
        """Return the answer; the query ends when ``gone`` does, whatever it is at.

        Raises ``Refused`` where it takes too long, or too many wait already, and what ``Asker.ask`` raises.
        """
        left = asyncio.ensure_future(gone)
        try:
            await self._turn()
            try:
                if left.done():
                    raise Refused(499, _LEFT)
                return await self._answer(question, left)
            finally:
                self._free.release()
        finally:
            left.cancel()

    async def _turn(self) -> None:
        busy = Refused(503, "the server has too many queries to answer: try again in a moment", {"retry-after": "2"})
        if self._waiting >= WAITING:
            raise busy
        self._waiting += 1
        try:
            await asyncio.wait_for(self._free.acquire(), self.timeout)
        except TimeoutError:
            raise busy from None
        finally:
            self._waiting -= 1

    async def _answer(self, question: Question, left: asyncio.Future[None]) -> Answer | Written:
        from kg.store.apart import TooLong, TooMuch

        asker = await self._ready()
        if self._closed:
            asker.close()
            raise Refused(503, _ENDING)
        self._busy.add(asker)
        work = asyncio.ensure_future(asyncio.to_thread(asker.ask, question, self.timeout))
        either: set[asyncio.Future[Any]] = {work, left}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                return work.result()
            raise Refused(499, _LEFT)
        except TooLong:
            line = f"the query took longer than the {self.timeout:g} seconds that this server allows: make it narrower"
            raise Refused(503, line) from None
        except TooMuch as error:
            raise (Refused(503, _ENDING) if self._closed else Refused(400, str(error))) from None
        finally:
            self._busy.discard(asker)
            if not work.done():
                asker.kill()
                work.add_done_callback(lambda done: done.cancelled() or done.exception())  # known: it was ended
            elif not asker.ended:
                self._idle.append(asker)

    async def _ready(self) -> Asker:
        while self._idle:
            if not (asker := self._idle.pop()).ended:
                return asker
            asker.close()
        return await asyncio.to_thread(store.asker, MEMORY)

    def end(self) -> None:
        """End the queries at work, which fail, and take no more."""
        self._closed = True
        for asker in self._busy:
            asker.kill()

    def close(self) -> None:
        """End all processes."""
        self.end()
        for asker in self._idle:
            asker.close()
