"""What services answered: ``authorities.json`` in the output folder, replayed by every build.

One object for each service, by its address. To forget a service, delete its object and build again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.authorities.service import Candidate, Manifest, Question
from kg.errors import UsageError

FILE = "authorities.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a service: its manifest, the entity types it was said to have, its answers."""

    manifest: Manifest
    types: tuple[str, ...]
    answers: dict[Question, tuple[Candidate, ...]]


def read(output: Path) -> dict[str, Known]:
    """Return what is kept in an output folder, by the service's address; raises ``UsageError`` where it cannot be read."""
    path = output / FILE
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise ValueError(f"format {data['format']!r}")
        return {url: _known(data["services"][url]) for url in sorted(data["services"])}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        why = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
        raise UsageError(f"{path}: cannot be read ({why}): mend it, or delete it and run kg reconcile again") from error


def write(output: Path, known: Mapping[str, Known]) -> None:
    """Put the answers in their file, whole or not at all; the same answers are the same bytes."""
    path, partial = output / FILE, output / f".{FILE}.partial"
    data = {"format": FORMAT, "services": {url: _json(service) for url, service in sorted(known.items())}}
    try:
        partial.write_text(json.dumps(data, indent=1) + "\n", encoding="ascii")
        os.replace(partial, path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error


def _json(known: Known) -> dict[str, Any]:
    m = known.manifest
    return {
        "name": m.name,
        "identifierSpace": m.space,
        "view": m.view,
        "types": m.types,
        "told": known.types,
        "answers": [
            {"query": q.query, "type": q.type, "result": [[c.id, c.name, c.score, c.match, c.types] for c in answer]}
            for q, answer in sorted(known.answers.items())
        ],
    }


def _known(data: Mapping[str, Any]) -> Known:
    name, space, view = (str(data[part] or "") for part in ("name", "identifierSpace", "view"))
    manifest = Manifest(name, space, view, _pairs(data["types"]))
    answers = {
        Question(a["query"], a["type"]): tuple(
            Candidate(str(id_), str(name), float(score), bool(match), _pairs(types))
            for id_, name, score, match, types in a["result"]
        )
        for a in data["answers"]
    }
    return Known(manifest, tuple(data["told"]), answers)


def _pairs(rows: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(id_), str(name)) for id_, name in rows)
