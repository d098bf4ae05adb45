"""Every error that kg raises on purpose.

    KgError                 anything below; ``exit_code`` is what the command line returns
    ├── UsageError          the call itself is wrong (2)
    │   └── OntologyError   an ontology, lexicon or settings file cannot be used (2)
    ├── SourceError         one source cannot be read; the others go on (1)
    ├── NothingToDo         no article was left to work on (3)
    └── StoreError          the store is missing, locked, older, or does not hold what was asked for (3)

Each message names the file or thing and says what to do about it.
"""

from __future__ import annotations


class KgError(Exception):
    """The base of every error that kg raises on purpose."""

    exit_code = 3


class UsageError(KgError):
    """The call is wrong: an unknown option value, a pattern that names nothing."""

    exit_code = 2


class OntologyError(UsageError):
    """An ontology, lexicon or settings file cannot be used; names the file and, where known, the line."""


class SourceError(KgError):
    """One source cannot be turned into articles; ``source`` names it, ``remedy`` says what to do."""

    exit_code = 1

    def __init__(self, source: str, problem: str, remedy: str = "") -> None:
        super().__init__(f"{source}: {problem}" + (f" ({remedy})" if remedy else ""))
        self.source = source
        self.problem = problem
        self.remedy = remedy


class NothingToDo(KgError):
    """No article was left to work on."""


class StoreError(KgError):
    """The store is missing, locked, of another version, or does not hold what was asked for."""
