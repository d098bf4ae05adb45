"""Frozen settings: defaults, then ``kg.toml``, then the command's options."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import UsageError


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on besides its sources.

    ``output`` is the folder of the store, the page and the report; ``base`` the prefix of data IRIs; ``model`` the
    spaCy package to parse with; ``learned`` the model beside the rules, "kg" for the one that comes with kg, else a folder of
    one, "" for none, and ``eager`` whether it tells what it is less sure of, too; ``ontology`` further Turtle files read after
    our own; ``gazetteer`` files that tell names; ``threshold`` the confidence from which a claim can make a plain triple;
    ``max_bytes`` the size from which a source is refused; ``license`` the address of the licence that the graph is under,
    which it then says of itself; ``views`` whether Turtle, page and report are written with every change of the store: their
    cost grows with all that it has.

    ``jobs`` is how many processes read articles at once, ``memory`` how many bytes all may take together (0: any number).

    ``llm_url`` is the base address of a language model's server, "" where none is to read along, and ``llm_model`` what the
    server calls the model; ``llm_seconds`` is how long an answer may take, ``llm_rate`` how many requests a minute may have
    (0: any number).
    """

    output: Path = Path("output")
    base: str = "https://kg.example/"
    model: str = "en_core_web_sm"
    learned: str = ""
    eager: bool = False
    ontology: tuple[Path, ...] = ()
    gazetteer: tuple[Path, ...] = ()
    threshold: float = 0.5
    jobs: int = 1
    memory: int = 0
    max_bytes: int = 20_000_000
    license: str = ""
    views: bool = True
    llm_url: str = ""
    llm_model: str = ""
    llm_seconds: float = 300.0
    llm_rate: int = 0

    def extraction_key(self) -> tuple[str, ...]:
        """Return the settings that per-article results depend on (ontology, gazetteer and learned model are hashed apart)."""
        eager = ["eager"] if self.eager else []
        return (self.model, *eager, *([f"llm {self.llm_model}"] if self.llm_url else []))


_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}


def size(text: str) -> int:
    """Return how many bytes are meant; raises ``UsageError`` where that is no size.

    >>> size("4G"), size("1.5 GB"), size("800m")
    (4000000000, 1500000000, 800000000)
    """
    plain = text.strip().upper().removesuffix("IB" if text.strip().upper().endswith("IB") else "B").strip()
    unit = plain[-1:] if plain[-1:] in _UNITS else ""
    try:
        found = int(float(plain.removesuffix(unit)) * _UNITS[unit])
    except (ValueError, OverflowError):
        found = 0
    if found <= 0:
        raise UsageError(f"memory {text!r}: must be a size (such as 4G or 800M)")
    return found


def load(path: Path | None = None, defaults: Mapping[str, Any] | None = None, **options: Any) -> Settings:
    """Return the settings from ``path`` (or ``kg.toml`` in the working folder, if there) and options that are not None.

    ``defaults`` take the place of those of ``Settings``.

    Raises ``UsageError`` where the file is not TOML or names an unknown setting.
    """
    explicit = path is not None
    path = path or Path("kg.toml")
    values = dict(defaults or {})
    if explicit or path.is_file():
        try:
            values |= tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UsageError(f"{path}: cannot be read as settings: {error}") from error
    values.update({name: value for name, value in options.items() if value is not None})
    known = {f.name for f in dataclasses.fields(Settings)}
    for name in sorted(values.keys() - known):
        raise UsageError(f"{path}: unknown setting {name!r}; known are {', '.join(sorted(known))}")
    if isinstance(values.get("memory"), str):
        values["memory"] = size(values["memory"])
    if "output" in values:
        values["output"] = Path(values["output"])
    for name in ("ontology", "gazetteer"):
        if name in values:
            given = [values[name]] if isinstance(values[name], str | Path) else values[name]
            values[name] = tuple(Path(p) for p in given)
    return Settings(**values)
