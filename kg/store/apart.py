"""Answers queries in a process of its own, which Ctrl-C and a time limit can end whatever the query engine is at."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import KgError, StoreError
from kg.model import Corpus
from kg.ontology import Ontology
from kg.settings import Settings
from kg.store import files, formats, loading
from kg.store.formats import Written
from kg.store.reader import Store
from kg.store.sparql import Answer

#: What a store in memory is made of.
Held = tuple[Corpus, Ontology, Settings]


class TooLong(StoreError):
    """A query took longer than it may."""


class TooMuch(StoreError):
    """A query is more than the query engine, or the memory it may have, can bear."""


class Question(NamedTuple):
    """What is asked of a store: SPARQL, or the name of a query that comes with kg; with parameters and a limit of rows.

    ``held``, or ``graph``, an RDF file, is asked in place of the store of ``output``, where it is given. ``accept`` lists the
    media types in which the answer is wanted, the best first; none for an ``Answer``.
    """

    output: Path
    text: str
    parameters: Mapping[str, str]
    limit: int | None = None
    is_name: bool = False
    held: Held | None = None
    graph: Path | None = None
    accept: tuple[str, ...] = ()


class Asker:
    """A process that answers one question after another, until a time limit or ``close`` ends it.

    Every question is answered by the generation of the store that counts when it is asked. ``memory`` is how many bytes
    of data the process may hold, where the system can see to that. One thread at a time may ask; another may ``kill``.
    """

    def __init__(self, memory: int = 0) -> None:
        root = str(Path(__file__).parents[2])
        path = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
        # -P: a folder "kg" where the person works is not ours
        command = [sys.executable, "-P", "-c", f"from kg.store.apart import answer; answer({memory})"]
        self._process = subprocess.Popen(
            command,
            env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, question: Question, timeout: float | None = None) -> Answer | Written:
        """Return the answer, within ``timeout`` seconds; ``Written`` where the question says in what.

        Raises what ``Store.open``, ``Store.query`` and ``formats.written`` raise, ``TooLong`` and ``TooMuch``; after
        these two, and after ``KeyboardInterrupt``, the process has ended.
        """
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(threading.TIMEOUT_MAX if timeout is None else timeout, end)
        timer.daemon = True
        timer.start()
        try:
            outcome = self._told(question)
        except (OSError, EOFError, pickle.UnpicklingError):
            self.close()
            if late.is_set():
                problem = f"the query took longer than {timeout:g} seconds: make it narrower, or allow more with --timeout"
                raise TooLong(problem) from None
            raise TooMuch("the query is more than the query engine can bear: make it simpler or narrower") from None
        except BaseException:  # Ctrl-C: the engine hears no signal but this
            self.close()
            raise
        finally:
            timer.cancel()
        if isinstance(outcome, KgError):
            raise outcome
        return outcome

    def _told(self, question: Question) -> Answer | Written | KgError:
        given, out = self._process.stdin, self._process.stdout
        if given is None or out is None:
            raise EOFError
        pickle.dump(tuple(question), given)
        given.flush()
        outcome: Answer | Written | KgError = pickle.load(out)
        return outcome

    @property
    def ended(self) -> bool:
        """Whether the process has ended, so that another is needed."""
        return self._process.poll() is not None

    def kill(self) -> None:
        """End the process, whatever it is at, without waiting; ``ask`` then raises ``TooMuch`` and closes what is left."""
        self._process.kill()

    def close(self) -> None:
        """End the process and wait for its end."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was not sent yet
                    pipe.close()


def ask(question: Question, timeout: float | None = None) -> Answer:
    """Answer one question about the store of an output folder within ``timeout`` seconds; raises what ``Asker.ask`` raises."""
    asker = Asker()
    try:
        outcome = asker.ask(question._replace(accept=()), timeout)
    finally:
        asker.close()
    assert isinstance(outcome, Answer)  # nothing was accepted
    return outcome


def answer(memory: int) -> None:
    """Answer, in the process of its own, the questions on standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits to tell
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    if memory:
        _limit(memory)
    store: Store | None = None
    with open(0, "rb", closefd=False) as given, open(1, "wb", closefd=False) as out:
        while True:
            try:
                question = Question(*pickle.load(given))
            except EOFError:
                return
            outcome: Any
            try:
                if question.held:
                    outcome = _answered(Store.holding(*question.held), question)
                elif question.graph:
                    outcome = _answered(_read(question.graph), question)
                else:
                    if store is None or store.folder != files.current(question.output):
                        store = Store.open(question.output)
                    outcome = _answered(store, question)
            except KgError as error:
                outcome = error
            pickle.dump(outcome, out)
            out.flush()


def _read(path: Path) -> Store:
    graph = loading.load(path)
    return Store(path, {"base": loading.base_of(graph), "triples": len(graph)}, graph)


def _answered(store: Store, question: Question) -> Answer | Written:
    asked = store.ask_named if question.is_name else store.query
    found = asked(question.text, limit=question.limit, parameters=question.parameters)
    return formats.written(found, question.accept, store.base) if question.accept else found


def _limit(memory: int) -> None:
    """See to it that this process ends rather than take more memory; without effect where the system cannot."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _end_with(parent: int) -> None:
    """End this process when the one that asked is gone."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
