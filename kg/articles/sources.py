"""What the user names → the files meant: files, folders, patterns."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from kg.articles.reader import is_readable, suffixes
from kg.errors import SourceError
from kg.model import Failure


class File(NamedTuple):
    """A file to read: its name relative to the given root (with ``/``), and where it is."""

    name: str
    path: Path


def find(sources: Sequence[str]) -> Iterator[File | Failure]:
    """Yield each file meant, once, and a ``Failure`` for each source or entry that gives none.

    A folder is read recursively, without hidden files, files of other suffixes and what a build left; names are relative
    to it, for a pattern to its fixed part; a file that is named itself goes by its name alone. A file reached in several
    ways goes by the shortest of its names. The order of ``sources`` does not matter.
    """
    files: dict[str, File] = {}
    failures: set[Failure] = set()
    for source in sorted(set(sources)):
        for found in _find(source):
            if isinstance(found, Failure):
                failures.add(found)
                continue
            key = os.path.realpath(found.path)
            known = files.get(key)
            files[key] = min(known, found, key=_rank) if known else found
    yield from sorted(files.values(), key=_rank)
    yield from sorted(failures, key=lambda f: (f.source, f.message))


def _rank(file: File) -> tuple[int, str, str]:
    return (file.name.count("/"), file.name, str(file.path))


def _find(source: str) -> Iterator[File | Failure]:
    if not source or "\0" in source:
        yield _failure(source or '""', "names no file", "name a file, a folder or a pattern")
        return
    path = Path(source)
    if os.path.lexists(path):
        yield from _named(path, path.name or path.resolve().name, source)
    elif glob.has_magic(source):
        matches = sorted(glob.glob(source, recursive=True))
        root = _fixed_part(source)
        if not matches:
            yield _failure(source, "matches nothing", "check the pattern")
        for match in matches:
            name = Path(os.path.relpath(match, root)).as_posix()
            if os.path.isdir(match) and ("**" in source or not os.listdir(match)):
                continue  # "**" names what is inside as well
            yield from _named(Path(match), name, match, inside=True)
    else:
        yield _failure(source, "does not exist", "check the path")


def _named(path: Path, name: str, shown: str, *, inside: bool = False) -> Iterator[File | Failure]:
    """Yield what one path means that was given itself, or by a pattern (``inside``: names begin with its own)."""
    if path.is_dir():
        found = list(_folder(path, name + "/" if inside else "", shown, frozenset()))
        if not found:
            known = ", ".join(suffixes())
            yield _failure(shown, "is a folder without articles", f"put files in it that end in {known}")
        yield from found
    elif problem := _problem(path):
        yield _failure(shown, *problem)
    elif not is_readable(path.suffix):
        kind = f"is a {path.suffix} file, which nothing here reads" if path.suffix else "has no suffix that says what it is"
        yield _failure(shown, kind, f"rename or convert it to one of {', '.join(suffixes())}")
    else:
        yield from _checked(File(name, path), shown)


def _folder(folder: Path, prefix: str, shown: str, above: frozenset[str]) -> Iterator[File | Failure]:
    real = os.path.realpath(folder)
    if real in above:
        yield _failure(shown, "is a link to a folder that it lies in", "remove the link", prefix.rstrip("/"))
        return
    try:
        entries = sorted(os.listdir(folder))
    except OSError as error:
        yield _failure(shown, f"cannot be opened: {error.strerror}", "check its permissions", prefix.rstrip("/"))
        return
    for entry in entries:
        path, here = folder / entry, str(PurePosixPath(shown) / entry)
        if entry.startswith(".") or (path / "store" / "generations").is_dir():
            continue  # hidden, or what a build left: its report and page are no articles
        if path.is_dir():
            if is_readable(path.suffix):
                yield _failure(here, f"is a folder named like a {path.suffix} file", "rename it", prefix + entry)
            else:
                yield from _folder(path, f"{prefix}{entry}/", here, above | {real})
        elif is_readable(path.suffix):
            if problem := _problem(path):
                yield _failure(here, *problem, prefix + entry)
            else:
                yield from _checked(File(prefix + entry, path), here)


def _checked(file: File, shown: str) -> Iterator[File | Failure]:
    try:
        file.name.encode("utf-8")
    except UnicodeEncodeError:
        yield _failure(shown, "has a name that is not UTF-8", "rename it", file.name)
    else:
        yield file


def _problem(path: Path) -> tuple[str, str] | None:
    if path.is_file():
        return None
    if path.is_symlink():
        return "is a link that leads nowhere", "remove or mend the link"
    if path.exists():
        return "is not a regular file", "give a file, or pipe it in with -"
    return "cannot be opened", "check its permissions"


def _fixed_part(pattern: str) -> str:
    parts = Path(pattern).parts
    fixed: list[str] = []
    for part in parts[:-1]:
        if glob.has_magic(part):
            break
        fixed.append(part)
    return os.path.join(*fixed) if fixed else "."


def _failure(shown: str, problem: str, remedy: str, name: str = "") -> Failure:
    """Return the failure of ``name`` (relative, where it lies in a folder that was given), told of as ``shown``."""
    shown, name = (s.encode("utf-8", "backslashreplace").decode("utf-8") for s in (shown, name))
    return Failure(name or shown, str(SourceError(shown, problem, remedy)))
