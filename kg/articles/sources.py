"""What the user names → the files meant: files, folders, patterns."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from kg.articles.reader import is_readable, suffixes
from kg.errors import SourceError
from kg.model import Failure

#: What a build leaves in its output folder beside the store.
_PRODUCTS = frozenset(
    {"cache", "store", "graph.ttl", "graph.html", "report.html", "report.md", "gazetteer-used.tsv", "authorities.json"}
)
_OF_A_DAY = re.compile(r"graph-as-of-[\d-]+\.html|report-as-of-[\d-]+\.(html|md)")


class File(NamedTuple):
    """A file to read: its name, relative (with ``/``), and where it is."""

    name: str
    path: Path


def find(sources: Sequence[str]) -> Iterator[File | Failure]:
    """Yield each file meant, once, and a ``Failure`` for each source or entry that gives none.

    A folder is read recursively, without hidden files, files of other suffixes, what a build left and links that lead out
    of it; names are relative to it. A file that is named itself, or by a pattern, goes by ``named``. A file reached in
    several ways goes by the shortest of its names. The order of ``sources`` does not matter.
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


def named(path: str, root: str | None = None) -> str:
    """Return the name of a file that is given by itself: its path as given, normalised, with ``/`` and never absolute.

    An absolute path is taken from the working folder if it lies below, else from ``root``, else it is the file's name.

    >>> named("./news//may/a.txt"), named("../a.txt"), named("/elsewhere/a.txt"), named("/elsewhere/b/a.txt", "/elsewhere")
    ('news/may/a.txt', '../a.txt', 'a.txt', 'b/a.txt')
    """
    if os.path.isabs(path):
        normal, here = os.path.normpath(path), os.getcwd()
        for base in (here, os.path.realpath(here), *([root] if root else [])):
            if Path(normal).is_relative_to(base):
                return Path(normal).relative_to(base).as_posix()
        return os.path.basename(normal)
    return Path(os.path.normpath(path)).as_posix()


def _rank(file: File) -> tuple[int, str, str]:
    return (file.name.count("/"), file.name, str(file.path))


def _find(source: str) -> Iterator[File | Failure]:
    if not source or "\0" in source:
        yield _failure(source or '""', "names no file", "name a file, a folder or a pattern")
        return
    path = Path(source)
    if os.path.lexists(path):
        if _is_product(path):
            yield _failure(source, "was written by kg, it is no article", "leave it out")
        else:
            yield from _named(path, named(source), source)
    elif glob.has_magic(source):
        matches = sorted(glob.glob(source, recursive=True))
        root = _fixed_part(source)
        if not matches:
            yield _failure(source, "matches nothing", "check the pattern")
        for match in matches:
            if _is_product(Path(match)) or (os.path.isdir(match) and ("**" in source or not os.listdir(match))):
                continue  # what a build left; and "**" names what is inside as well
            yield from _named(Path(match), named(match, root), match, inside=True)
    else:
        yield _failure(source, "does not exist", "check the path")


def _named(path: Path, name: str, shown: str, *, inside: bool = False) -> Iterator[File | Failure]:
    """Yield what one path means that was given itself, or by a pattern (``inside``: names begin with its own)."""
    if path.is_dir():
        found = list(_folder(path, name + "/" if inside else "", shown, (os.path.realpath(path),)))
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


def _folder(folder: Path, prefix: str, shown: str, above: tuple[str, ...]) -> Iterator[File | Failure]:
    """Yield what a folder holds; ``above`` are the real paths of the folders it was reached by, the given one first."""
    try:
        entries = sorted(os.listdir(folder))
    except OSError as error:
        yield _failure(shown, f"cannot be opened: {error.strerror}", "check its permissions", prefix.rstrip("/"))
        return
    output = _is_output(folder)
    for entry in entries:
        path, here = folder / entry, str(PurePosixPath(shown) / entry)
        if entry.startswith(".") or (output and _is_left(entry)) or _is_cache(path):
            continue
        if path.is_symlink() and path.exists() and not _inside(path, above[0]):
            if path.is_dir() or is_readable(path.suffix):
                yield _failure(
                    here, "is a link that leads out of the folder", "name what it leads to by itself", prefix + entry
                )
        elif path.is_dir():
            real = os.path.realpath(path)
            if real in above:
                problem = "is a link to a folder that it lies in"
                yield _failure(here, problem, "remove the link", prefix + entry)
            elif is_readable(path.suffix):
                yield _failure(here, f"is a folder named like a {path.suffix} file", "rename it", prefix + entry)
            else:
                yield from _folder(path, f"{prefix}{entry}/", here, (*above, real))
        elif is_readable(path.suffix):
            if fault := _problem(path):
                yield _failure(here, *fault, prefix + entry)
            else:
                yield from _checked(File(prefix + entry, path), here)


def _inside(path: Path, root: str) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(root)


def _is_output(folder: Path) -> bool:
    """Tell whether a build keeps its store here."""
    store = folder / "store"
    return (store / "current").is_file() or (store / "generations").is_dir()


def _is_cache(folder: Path) -> bool:
    """Tell whether a folder says of itself that it is a cache (the Cache Directory Tagging convention)."""
    return (folder / "CACHEDIR.TAG").is_file()


def _is_product(path: Path) -> bool:
    """Tell whether a path is, or lies in, what a build left."""
    lineage = (path, *path.parents)
    return any(_is_left(p.name) and (_is_output(p.parent) or (p.name == "cache" and _is_cache(p))) for p in lineage)


def _is_left(name: str) -> bool:
    return name in _PRODUCTS or bool(_OF_A_DAY.fullmatch(name))


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
