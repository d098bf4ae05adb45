"""How entity types look: a shape and a colour each, told apart also by people who see few colours."""

from __future__ import annotations

from collections.abc import Iterable

#: Types of our own ontology; each colour has a contrast of at least 3:1 on the light and the dark ground.
_KNOWN = {
    "Person": ("circle", "#3b7dd8"),
    "Organization": ("square", "#c96f12"),
    "Group": ("trio", "#2b8fb5"),
    "Place": ("down", "#2f9264"),
    "Event": ("diamond", "#8560d0"),
    "CreativeWork": ("star", "#c7427f"),
    "Product": ("triangle", "#93801a"),
    "Platform": ("bar", "#64809a"),
    "LegalCase": ("hexagon", "#c0484a"),
    "Law": ("shield", "#9a6a3c"),
    "Award": ("cross", "#b07d10"),
    "Utterance": ("bubble", "#1f9494"),
}
_SPARE_SHAPES = ("pentagon", "ring", "circle", "square", "diamond", "triangle")
_SPARE_COLOURS = ("#7a7a85", "#5f8f2f", "#b0559c", "#4c73b8", "#a8683f", "#3f8f8a", "#94649f")


def looks(types: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return (shape, colour) for each type; types that are not ours take spare ones in sorted order.

    >>> looks(["Person", "Ship"])
    {'Person': ('circle', '#3b7dd8'), 'Ship': ('pentagon', '#7a7a85')}
    """
    found: dict[str, tuple[str, str]] = {}
    spare = 0
    for name in sorted(set(types)):
        if name in _KNOWN:
            found[name] = _KNOWN[name]
        else:
            found[name] = (_SPARE_SHAPES[spare % len(_SPARE_SHAPES)], _SPARE_COLOURS[spare % len(_SPARE_COLOURS)])
            spare += 1
    return found
