"""One writer at a time: a lock on ``<output>/store/lock`` that a killed process cannot leave behind."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from kg.errors import StoreError

#: Without POSIX locks, the lock is a file that exists while it is held.
_POSIX = find_spec("fcntl") is not None

#: Locks this process holds, so that a build may hold the lock around its own publication.
_held: set[Path] = set()


@contextmanager
def writing(output: Path, wait: float = 10.0) -> Iterator[None]:
    """Hold the store's lock; a nested call in the same process passes through.

    Hold it around reading, extracting and publishing, so that two ``kg add`` cannot lose each other's articles.
    Waits up to ``wait`` seconds; then raises ``StoreError`` saying which process holds it.
    """
    folder = output / "store"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be made: {error.strerror}: choose another folder with -o") from error
    path = (folder / "lock").resolve()
    if path in _held:
        yield
        return
    descriptor = _acquire(path, time.monotonic() + wait)
    _held.add(path)
    try:
        yield
    finally:
        _held.discard(path)
        os.close(descriptor)
        if not _POSIX:
            path.unlink(missing_ok=True)


def _acquire(path: Path, deadline: float) -> int:
    while True:
        try:
            descriptor = _try(path)
        except OSError as error:
            raise StoreError(f"{path}: cannot be locked: {error.strerror}: choose another folder with -o") from error
        if descriptor is not None:
            return descriptor
        if time.monotonic() >= deadline:
            break
        time.sleep(0.05)
    holder = _holder(path)
    remedy = "wait until it is done" if _POSIX else f"wait until it is done, or delete {path} if none is running"
    raise StoreError(f"{path.parent}: another kg{holder} is writing here: {remedy}, then run this again")


def _try(path: Path) -> int | None:
    """Return an open descriptor that holds the lock, None where somebody else has it."""
    if not _POSIX:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644)
        except FileExistsError:
            return None
    else:
        import fcntl

        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        except OSError:
            os.close(descriptor)
            raise
    os.ftruncate(descriptor, 0)
    os.write(descriptor, str(os.getpid()).encode())
    return descriptor


def _holder(path: Path) -> str:
    try:
        pid = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return f" (process {pid})" if pid.isdigit() else ""
