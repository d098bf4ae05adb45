"""What a build rested on and what it left, so that the same build again finds that there is nothing to do.

One note in the cache: a digest of all that went in (the bytes of the sources, our own code, the libraries, the settings, what
people decided) and one of all that came out (store, Turtle, page, report). Where both still hold, nothing is read anew.
"""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.metadata
import json
import os
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from kg import cache, decisions, learned, outputs
from kg.articles.sources import File, find
from kg.authorities.kept import FILE as AUTHORITIES
from kg.errors import StoreError
from kg.model import Failure
from kg.outputs import Result
from kg.reading import is_passing, load_gazetteer, load_ontology
from kg.settings import Settings

NOTE = "built"
#: Settings that never change what comes out.
_IDLE = {"output", "jobs", "memory", "ontology", "gazetteer", "learned"}
_CODE = {".py", ".txt", ".tsv", ".rq", ".json", ".html", ".css", ".js"}


def inputs(sources: Sequence[str], settings: Settings) -> str | None:
    """Return a digest of all that a build of these sources depends on; None where that cannot be told beforehand."""
    if "-" in sources or settings.llm_url:
        return None
    from kg import mentions

    words, names = load_ontology(settings.ontology), load_gazetteer(settings)
    chosen = {f.name: str(getattr(settings, f.name)) for f in dataclasses.fields(settings) if f.name not in _IDLE}
    model = learned.version(learned.folder(settings.learned)) if settings.learned else ""
    told = [words.hash, names.hash, mentions.model_version(settings.model), model, _programs(), os.getcwd()]
    found = hashlib.sha256(json.dumps([sorted(sources), chosen, told]).encode())
    try:
        for item in find(sources):
            name = item.message if isinstance(item, Failure) else f"{item.name}\0{item.path}"
            _add(found, name, item.path if isinstance(item, File) else None)
        for name in (decisions.FILE, AUTHORITIES):
            path = settings.output / name
            _add(found, name, path if path.is_file() else None)
    except OSError:
        return None
    return found.hexdigest()


@lru_cache(maxsize=1)
def _programs() -> str:
    """Return what a result may depend on of programs: our own code, Python, and the libraries that kg asks for."""
    root, versions = Path(__file__).parent, [sys.version]
    try:
        wanted = importlib.metadata.requires("kg-news") or []
    except importlib.metadata.PackageNotFoundError:  # run from its folder
        wanted = []
    for name in sorted({requirement.split(";")[0].split("[")[0].rstrip("=<>!~.,0123456789 ") for requirement in wanted}):
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    found = hashlib.sha256("\n".join(versions).encode())
    for path in sorted(p for p in root.rglob("*") if p.suffix in _CODE):
        _add(found, path.relative_to(root).as_posix(), path)
    return found.hexdigest()


def _add(found: hashlib._Hash, name: str, path: Path | None) -> None:
    """Add a name and, where there is one, what its file holds; raises ``OSError`` where that cannot be read."""
    content = b""
    if path is not None:
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").digest()
    found.update(len(name).to_bytes(4, "big") + name.encode("utf-8", "surrogatepass") + content)


def _left(output: Path) -> str | None:
    """Return a digest of all that a build leaves; None where something cannot be read."""
    from kg.store import files

    found = hashlib.sha256()
    try:
        generation = files.current(output)
        if generation is None:
            return None
        kept: Iterable[Path] = [p for folder in (generation, files.root(output) / "articles") for p in folder.rglob("*")]
        for path in sorted([*(p for p in kept if p.is_file()), *(p for n in outputs.FILES if (p := output / n).is_file())]):
            _add(found, str(path.relative_to(output)), path)
    except (OSError, StoreError):
        return None
    return found.hexdigest()


def result(known: str | None, settings: Settings) -> Result | None:
    """Return what the build gave that rested on these ``inputs``, if what it left is there as it was."""
    folder = outputs.cache_folder(settings)
    if known is None or folder is None:
        return None
    try:
        said = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        if said["inputs"] != known or said["left"] != _left(settings.output):
            return None
        failures = tuple(Failure(source, message) for source, message in said["failures"])
        files, left = (tuple(settings.output / name for name in said[kind]) for kind in ("files", "stale"))
        return Result(said["counts"], failures, said["drops"], files, left)
    except (OSError, ValueError, KeyError, TypeError):  # absent, cut off, or not ours
        return None


def note(known: str | None, made: Result, settings: Settings) -> None:
    """Keep what a build rested on and left, while nobody else changes it, but where another try may do better."""
    folder, left = outputs.cache_folder(settings), _left(settings.output) if known else None
    if folder is None or left is None or any(map(is_passing, made.failures)):
        return
    names = {kind: [path.name for path in paths] for kind, paths in (("files", made.files), ("stale", made.left))}
    failures = [[failure.source, failure.message] for failure in made.failures]
    said = {"inputs": known, "left": left, "counts": dict(made.counts), "drops": made.drops, "failures": failures, **names}
    cache.write(folder, folder / NOTE, json.dumps(said, indent=1) + "\n")
