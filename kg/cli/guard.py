"""What every command does when something goes wrong: one line, the right exit code, no traceback for what is expected."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from collections.abc import Callable
from typing import ParamSpec, TextIO

import typer

P = ParamSpec("P")


def guarded(command: Callable[P, int | None]) -> Callable[P, None]:
    """Turn errors into messages and exit codes; a command returns its exit code, None for 0."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        from kg.cli.terminal import complain
        from kg.errors import KgError

        try:
            code = command(*args, **kwargs) or 0
            sys.stdout.flush()
        except KgError as error:
            complain(str(error))
            code = error.exit_code
        except BrokenPipeError:  # whoever read our output has seen enough
            _silence(sys.stdout)
            code = 0
        except OSError as error:  # a full disk, a file that went away: what the steps do not answer for themselves
            complain(f"{error.filename or 'standard output'}: {error.strerror or error}")
            _silence(sys.stdout)
            code = 3
        except KeyboardInterrupt as stop:  # which says where the graph is new already
            complain(str(stop) or "stopped; a store that was there is as it was, and the next run goes on from what is cached")
            code = 130
        raise typer.Exit(code)

    return run


def _silence(stream: TextIO) -> None:
    """Let Python's own flush at exit go nowhere."""
    with contextlib.suppress(OSError, ValueError):  # a stand-in has no file beneath
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
