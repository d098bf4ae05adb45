"""Finds the turns of an interview or transcript: paragraphs that begin with who speaks and a colon."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from kg.mentions.quotation_tree import Tree
from kg.mentions.quotation_utterance import Utterance
from kg.model import Span

_LABEL = re.compile(r"(?P<name>[A-Z][\w.'’&-]*(?: [\w.'’&-]+){0,4})\s?:\s+(?=\S)")
#: Labels of question and answer, which name nobody.
_ROLES = {"q", "a", "question", "answer"}
#: A text is a dialogue from so many turns on, with two speakers who take turns at least twice each.
_TURNS = 4


def turns(tree: Tree, paragraphs: tuple[Span, ...]) -> dict[int, Utterance]:
    """Return the turns of a dialogue by paragraph; nothing where the text is none.

    The source of a turn is its label, a name ("Ines Lund: …"); a turn under "Q" or "A" has none, but is nobody's narration
    either.
    """
    text = tree.text
    found: dict[int, tuple[str, Span, Span]] = {}
    for number, paragraph in enumerate(paragraphs):
        match = _LABEL.match(text, paragraph.start, paragraph.end)
        if match and match.end() < paragraph.end and _speaker(tree, Span(*match.span("name"))):
            found[number] = (match["name"].lower(), Span(*match.span("name")), Span(match.end(), paragraph.end))
    counts = Counter(name for name, _, _ in found.values())
    speaking = {name for name, count in counts.items() if count > 1}
    rows = {number: row for number, row in found.items() if row[0] in speaking}
    names = [row[0] for _, row in sorted(rows.items())]
    changes = sum(a != b for a, b in pairwise(names))
    if len(speaking) < 2 or len(rows) < _TURNS or changes < len(rows) / 2 or 2 * len(rows) < len(paragraphs):
        return {}
    return {
        number: Utterance((words,), "direct", None if name in _ROLES else label, None)
        for number, (name, label, words) in rows.items()
    }


def _speaker(tree: Tree, label: Span) -> bool:
    """Tell a name, and the marks of question and answer, from other words before a colon ("Where: the town hall")."""
    return label.of(tree.text).lower() in _ROLES or any(i in tree.names for i in tree.between(label))
