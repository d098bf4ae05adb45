"""The report in Markdown.

Words from articles are escaped, so that none of them can become a heading, a link, a picture or HTML in Markdown
(CommonMark 0.31 and GitHub's tables and bare links).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.views.story import Citation, Item, Section, Story, Text

_UNSEEN = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")


def report(story: Story) -> str:
    """Return the report, the same for the same story, ending in a line feed."""
    parts = ["\n".join([f"# {escape(story.title)}", "", *_figures(story)]), *("\n".join(_section(s)) for s in story.sections)]
    text = re.sub("\n{3,}", "\n\n", "\n\n".join(part.strip("\n") for part in parts)) + "\n"
    return text.encode("utf-8", "replace").decode("utf-8")


def escape(text: str) -> str:
    r"""Return ``text`` on one line, so that Markdown shows it as it is.

    >>> print(escape("# <b>1|2</b> [a](https://x.y) *s*"))
    \# &lt;b&gt;1\|2&lt;/b&gt; \[a\](https:\//x.y) \*s\*
    """
    line = " ".join(_UNSEEN.sub(lambda m: f"‹U+{ord(m[0]):04X}›", text).split())
    line = re.sub(r"([\\`*_\[\]#|~$@])", r"\\\1", line)
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = re.sub(r"(?i)\b(www)\.", r"\1\\.", line.replace("://", ":\\//"))
    return re.sub(r"^(\d*)([-+=.)])", r"\1\\\2", line)


def _figures(story: Story) -> list[str]:
    rows = [f"| {name} | {number:,} |" for name, number in story.figures]
    return ["| what | how many |", "| --- | ---: |", *rows]


def _section(section: Section) -> Iterator[str]:
    yield f"## {escape(section.title)}\n"
    if section.lead:
        yield f"{escape(section.lead)}\n"
    for n, item in enumerate(section.items, 1):
        yield from _item(item, f"{n}." if section.numbered else "-", "")
    if section.more:
        yield f"\n{escape(section.more)}"


def _item(item: Item, mark: str, indent: str) -> Iterator[str]:
    if item.heads:
        yield f"\n### {_line(item.text)}\n"
        for below in item.items:
            yield from _item(below, "-", "")
        return
    note = f" — {escape(item.note)}" if item.note else ""
    yield f"{indent}{mark} {_line(item.text)}{note}"
    inner = indent + " " * (len(mark) + 1)
    for citation in item.citations:
        yield ""
        if citation.side:
            yield f"{inner}{escape(citation.side)}:\n"
        yield f"{inner}> {_cited(citation)}"
    if item.citations:
        yield ""
    for below in item.items:
        yield from _item(below, "-", inner)


def _line(text: Text) -> str:
    """Return a line, names in bold; blanks between names and words stay as they are."""
    found = []
    for part in text:
        if part.entity:
            found.append(f"**{escape(part.words)}**")
        else:
            lead, tail = part.words[:1].isspace() * " ", part.words[-1:].isspace() * " "
            found.append(f"{lead}{escape(part.words)}{tail}" if part.words.strip() else " ")
    return "".join(found)


def _cited(citation: Citation) -> str:
    words = escape(citation.words)
    # words that open with a quotation mark of their own need none of ours
    quoted = words if words.startswith(tuple('"“”‘«„')) else f"“{words}”"
    said = f", {escape(citation.said)}" if citation.said else ""
    return f"{quoted}{said} — {escape(citation.place)}"
