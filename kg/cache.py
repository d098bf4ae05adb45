"""Per-article results on disk, so that an interrupted or repeated build does not parse an article twice.

One JSON file an article (``kg.contract``), named by a digest of everything the result depends on. A file is either
whole or not there; one that cannot be read is as good as not there.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg import contract
from kg.model import Article, Extraction, digest

#: Marks the folder as a cache for whatever walks it, a later build of the folder above too (bford.info/cachedir).
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# What kg read from each article; safe to delete.\n"


@lru_cache(maxsize=1)
def code() -> str:
    """Return a digest of what turns an article into claims: our own modules and word lists, so that no release, and no
    change of a line in between, is answered with what another one read."""
    root = Path(__file__).parent
    parts = [root / name for name in ("model.py", "contract.py", "ontology.py", "gazetteer.py")]
    for step in ("mentions", "claims", "llm", "learned"):
        parts += [path for path in (root / step).rglob("*") if path.suffix in (".py", ".txt", ".tsv")]
    return digest(*(path.read_text(encoding="utf-8") for path in sorted(parts)))


def write(folder: Path, path: Path, text: str) -> None:
    """Write a file below a cache's folder, whole or not at all; one that cannot be written only costs the next run its time."""
    partial = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not (tag := folder / "CACHEDIR.TAG").exists():
            tag.write_text(_TAG, encoding="ascii")
        partial.write_text(text, encoding="utf-8")
        os.replace(partial, path)
    except (OSError, UnicodeEncodeError):
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of results; ``versions`` are those of kg, the ontology and the model, and the extraction settings.

    With ``folder`` None nothing is kept and nothing is found.
    """

    folder: Path | None
    versions: tuple[str, ...]

    def path(self, article: Article) -> Path | None:
        """Return where the result for this article stands: its name is a digest of all it depends on."""
        if self.folder is None:
            return None
        # the text by its hash; everything else as it is, body and captions too
        fields = [(f.name, getattr(article, f.name)) for f in dataclasses.fields(article) if f.name != "text"]
        key = digest(*self.versions, json.dumps(fields, ensure_ascii=True))
        return self.folder / key[:2] / f"{key}.json"

    def get(self, article: Article) -> Extraction | None:
        """Return the kept result, or None."""
        path = self.path(article)
        if path is None:
            return None
        try:
            found = contract.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):  # absent, cut off, or not ours
            return None
        return found if found.article == article else None

    def put(self, article: Article, extraction: Extraction) -> None:
        """Keep a result; a folder that cannot be written only costs the next run its time."""
        path = self.path(article)
        if path is None or self.folder is None:
            return
        write(self.folder, path, contract.dumps(extraction))

    def sweep(self) -> None:
        """Remove what killed runs left half written; whoever is writing just now only keeps one result less."""
        if self.folder is not None:
            for litter in self.folder.rglob("??/*.tmp"):
                with contextlib.suppress(OSError):
                    litter.unlink()
