"""What the report is made of, before it is written in Markdown or HTML: sections of items, each with the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a line; ``entity`` is the IRI of the thing that they name, else ""."""

    words: str
    entity: str = ""


Text = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words of an article, who says them, and where they stand; ``side`` is whose they are in a disagreement."""

    words: str
    said: str
    place: str
    link: str | None = None
    side: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the report, a note on how it stands, its citations, and lines beneath it; ``heads`` where these are
    under it as under a heading."""

    text: Text
    note: str = ""
    citations: tuple[Citation, ...] = ()
    items: tuple[Item, ...] = ()
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: ``value`` of what ``label`` names."""

    label: str
    value: int
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars with what they count; ``upright`` where they stand in the order of time."""

    title: str
    bars: tuple[Bar, ...]
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: ``name`` is its anchor; ``numbered`` where the order of its items is a rank."""

    name: str
    title: str
    items: tuple[Item, ...] = ()
    lead: str = ""
    more: str = ""
    numbered: bool = False
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """The whole report: its title, figures by name, and sections."""

    title: str
    figures: tuple[tuple[str, int], ...]
    sections: tuple[Section, ...]


def run(words: str) -> Text:
    """Return plain words as a line."""
    return (Run(words),)
