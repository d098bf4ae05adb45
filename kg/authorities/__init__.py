"""Looks entities up at a reconciliation service, and links those that are surely, or likely, known there.

    entities ─questions─▶ service ─answers─▶ authorities.json ─scoring─▶ links on the entities

The file is an input beside the store, as decisions are: every build replays it and asks nobody. Only ``ask`` reaches out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from kg.authorities import kept, scoring, service
from kg.authorities.kept import Known
from kg.errors import SourceError
from kg.model import Authority, Entity, Resolution

__all__ = ["ask", "known", "link"]


def ask(
    output: Path,
    url: str,
    types: Collection[str],
    resolution: Resolution,
    again: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> SourceError | None:
    """Ask a service about the named entities that it was not asked about yet; its answers are kept in the output folder.

    ``types`` are the entity types that the service knows, where its manifest does not say; only those are asked about.
    With ``again`` all are. Returns the error that ended it early, where one did: what was answered until then is kept.
    Raises ``SourceError``, changing nothing, where the service cannot be used at all.
    """
    known = kept.read(output)
    manifest = service.manifest(url)
    before = known.get(url, Known(manifest, (), {}))
    now = Known(manifest, tuple(sorted(set(types))) or before.types, dict(before.answers))
    asked = {q for entity in resolution.entities if (q := scoring.question(entity, now)) is not None}
    wanted = sorted(asked if again else asked - now.answers.keys())
    failure = None
    try:
        for done, (question, answer) in enumerate(service.answers(url, wanted), 1):
            now.answers[question] = answer
            if progress:
                progress(done, len(wanted))
    except SourceError as error:
        failure = error
    finally:  # Ctrl-C too leaves what was answered
        kept.write(output, {**known, url: now})
    return failure


def known(output: Path) -> bool:
    """Tell whether a service was ever asked for an output folder."""
    return bool(kept.read(output))


def link(output: Path, resolution: Resolution) -> Resolution:
    """Return the entities with the links that the kept answers give; nobody is asked."""
    answers = kept.read(output)
    if not answers:
        return resolution
    entities = [replace(e, authorities=_merged(e, scoring.links(e, answers))) for e in resolution.entities]
    exact = Counter(a.iri for e in entities for a in e.authorities if a.match == "exactMatch")
    return replace(resolution, entities=tuple(_alone(e, exact) for e in entities))


def _alone(entity: Entity, exact: Mapping[str, int]) -> Entity:
    """Return the entity without exact links that another one has: two things of ours are not one thing elsewhere."""
    kept_ = tuple(a for a in entity.authorities if a.match != "exactMatch" or not a.source or exact[a.iri] < 2)
    return entity if kept_ == entity.authorities else replace(entity, authorities=kept_)


def _merged(entity: Entity, found: Iterable[Authority]) -> tuple[Authority, ...]:
    """Return an entity's links with new ones, one for each IRI, the surest."""
    by_iri: dict[str, Authority] = {}
    for one in sorted((*entity.authorities, *found), key=lambda a: (a.match != "exactMatch", -a.score, a)):
        by_iri.setdefault(one.iri, one)
    return tuple(sorted(by_iri.values()))
