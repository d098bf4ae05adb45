"""Answers a query in a process of its own, which Ctrl-C and a time limit can end whatever the query engine is at."""

from __future__ import annotations

import os
import pickle
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
from kg.store.reader import Store
from kg.store.sparql import Answer

#: What a store in memory is made of.
Held = tuple[Corpus, Ontology, Settings]


class Question(NamedTuple):
    """What is asked of a store: SPARQL, or the name of a query that comes with kg; with parameters and a limit of rows.

    ``held`` is asked in place of the store of ``output``, where it is given.
    """

    output: Path
    text: str
    parameters: Mapping[str, str]
    limit: int | None = None
    is_name: bool = False
    held: Held | None = None


def ask(question: Question, timeout: float | None = None) -> Answer:
    """Answer a question about the store of an output folder within ``timeout`` seconds.

    Raises what ``Store.open`` and ``Store.query`` raise, and ``StoreError`` where the query took too long or more than
    the query engine can bear.
    """
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    # -P: a folder "kg" where the person works is not ours
    command = [sys.executable, "-P", "-c", "from kg.store.apart import answer; answer()"]
    with subprocess.Popen(
        command,
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        try:
            data, _ = child.communicate(pickle.dumps(question), timeout)
        except subprocess.TimeoutExpired:
            child.kill()
            problem = f"the query took longer than {timeout:g} seconds: make it narrower, or allow more with --timeout"
            raise StoreError(problem) from None
        except BaseException:  # Ctrl-C: the engine hears no signal but this
            child.kill()
            raise
    if child.returncode or not data:
        raise StoreError("the query is more than the query engine can bear: make it simpler or narrower")
    outcome: Answer | KgError = pickle.loads(data)
    if isinstance(outcome, KgError):
        raise outcome
    return outcome


def answer() -> None:
    """Answer, in the process of its own, the question on standard input."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    with open(0, "rb", closefd=False) as given, open(1, "wb", closefd=False) as out:
        question = Question(*pickle.loads(given.read()))
        outcome: Any
        try:
            store = Store.holding(*question.held) if question.held else Store.open(question.output)
            asked = store.ask_named if question.is_name else store.query
            outcome = asked(question.text, limit=question.limit, parameters=question.parameters)
        except KgError as error:
            outcome = error
        except KeyboardInterrupt:  # for the process that waits to tell
            os._exit(1)
        out.write(pickle.dumps(outcome))


def _end_with(parent: int) -> None:
    """End this process when the one that asked is gone."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
