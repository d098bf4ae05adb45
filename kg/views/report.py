"""The report: what the corpus says, in Markdown, every statement with the words behind it.

Words from articles are escaped, so that none of them can become a heading, a link, a picture or HTML in Markdown
(CommonMark 0.31 and GitHub's tables and bare links).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from kg.edtf import below, heading, plain
from kg.model import Corpus
from kg.ontology import Ontology
from kg.views.facts import KINDS, Fact, Facts, MeasuresLike, MomentLike, Quote, facts, happenings
from kg.views.words import file_name, link, literal

_NAMES = {
    "asserted": "reported in an article's own voice",
    "attributed": "claims by a party",
    "alleged": "alleged, planned, possible or uncertain",
    "denied": "denied",
    "ended": "ended",
}
_UNSEEN = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")


#: Entries of the timeline at most.
_MOMENTS = 60


def report(corpus: Corpus, measures: MeasuresLike, ontology: Ontology, title: str, moments: Sequence[MomentLike] = ()) -> str:
    """Return the report, the same for the same input, ending in a line feed."""
    found = facts(corpus)
    writer = _Writer(found, ontology)
    parts = [
        [f"# {escape(title)}"],
        _counts(found, corpus),
        _supported(found, writer),
        _single(found, writer),
        _disagreements(found, writer),
        _timeline(found, moments, writer),
        _unsure(found, writer),
        _actors(found, measures, writer),
        _bridges(found, measures, writer),
        _communities(found, measures, writer),
        _sources(found, corpus),
    ]
    text = "\n\n".join("\n".join(lines).rstrip() for lines in parts if lines) + "\n"
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


class _Writer:
    """Says statements and quotes in Markdown."""

    def __init__(self, found: Facts, ontology: Ontology) -> None:
        self.found, self.ontology = found, ontology

    def name(self, iri: str) -> str:
        return f"**{escape(self.found.label(iri))}**"

    def relation(self, name: str) -> str:
        relations = self.ontology.relations
        return escape(relations[name].label if name in relations else name)

    def type(self, iri: str) -> str:
        name = self.found.type(iri)
        return escape(self.ontology.types[name].label if name in self.ontology.types else name or "of unknown type")

    def statement(self, f: Fact, dated: bool = True) -> str:
        s = f.statement
        thing = self.name(s.object) if isinstance(s.object, str) else f"**{escape(literal(s.object))}**"
        when = f" ({escape(plain(f.time))})" if f.time and dated else ""
        return f"{self.name(s.subject)} {self.relation(s.predicate)} {thing}{when}"

    def quote(self, q: Quote, indent: str = "  ") -> str:
        a = self.found.articles[q.article]
        said = f", said by {escape(q.says_label)}" if q.says_label else ""
        via = f" via {escape(', '.join(q.via))}" if q.via else ""
        where = [escape(a.publisher or a.title or ""), escape(plain(a.published)), escape(file_name(a.source or a.id))]
        place = ", ".join([w for w in where if w] + [f"characters {q.start}–{q.end}"])
        words = escape(q.exact)
        # words that open with a quotation mark of their own need none of ours
        quoted = words if words.startswith(tuple('"“”‘«„')) else f"“{words}”"
        return f"{indent}> {quoted}{said}{via} — {place}"

    def item(self, f: Fact, note: str = "", quotes: int = 1) -> list[str]:
        lines = [f"- {self.statement(f)}{f' — {note}' if note else ''}"]
        for q in f.quotes[:quotes]:
            lines += ["", self.quote(q)]
        return [*lines, ""]


def _counts(found: Facts, corpus: Corpus) -> list[str]:
    kinds = Counter(f.kind for f in found.facts)
    rows = [
        ("articles", len(found.articles)),
        ("entities", len(found.entities)),
        ("entities in a statement with another", len(found.drawn())),
        ("claims", sum(len(x.claims) for x in corpus.extractions)),
        ("quotations", sum(len(x.quotations) for x in corpus.extractions)),
        ("statements", len(found.facts)),
        *((f"— {_NAMES[k]}", kinds[k]) for k in KINDS if kinds[k]),
        ("claims left out because types do not fit", sum(not d.reason.startswith("rejected: ") for d in corpus.drops)),
        ("claims that somebody rejected", sum(d.reason.startswith("rejected: ") for d in corpus.drops)),
        ("sources that failed", len(corpus.failures)),
    ]
    return ["| what | how many |", "| --- | ---: |", *(f"| {name} | {number:,} |" for name, number in rows)]


def _supported(found: Facts, writer: _Writer) -> list[str]:
    rows = [f for f in found.facts if f.kind == "asserted"][:12]
    lines = ["## Most supported", ""]
    for f in rows:
        lines += writer.item(f, _support(f))
    return lines if rows else [*lines, "Nothing is reported in an article's own voice."]


def _support(f: Fact) -> str:
    saying = {q.article for q in f.quotes if q.polarity == "positive"}
    denying = {q.article for q in f.quotes if q.polarity == "negative"}
    note = _plural(len(saying), "source")
    if f.statement.origins < len(f.statement.articles):
        note += f" ({_plural(f.statement.origins, 'independent one')})"
    return note + (f", denied in {_plural(len(denying), 'source')}" if denying else "")


def _single(found: Facts, writer: _Writer) -> list[str]:
    rows = [f for f in found.facts if f.kind == "asserted" and f.statement.origins <= 1]
    if not rows:
        return []
    total = sum(f.kind == "asserted" for f in found.facts)
    verb = "rests" if len(rows) == 1 else "rest"
    lines = [
        "## Resting on a single source",
        "",
        f"{len(rows)} of {total} reported statements {verb} on one source. For example:",
        "",
    ]
    # those of the top list have had their quotes there
    shown = {f.statement.id for f in [f for f in found.facts if f.kind == "asserted"][:12]}
    rest = [f for f in rows if f.statement.id not in shown] or rows
    for f in rest[:6]:
        lines += writer.item(f)
    return lines


def _disagreements(found: Facts, writer: _Writer) -> list[str]:
    lines = ["## Where sources disagree", ""]
    for a, b in found.conflicts:
        left, right = found.facts[a], found.facts[b]
        lines += [f"- {writer.statement(left)}, or {writer.statement(right)}", ""]
        for f in (left, right):
            for q in f.quotes[:1]:
                lines += [writer.quote(q), ""]
    for i in found.contested:
        f = found.facts[i]
        lines += [f"- {writer.statement(f)}: said, and denied", ""]
        for polarity, word in (("positive", "Said"), ("negative", "Denied")):
            for q in [q for q in f.quotes if q.polarity == polarity][:1]:
                lines += [f"  {word}:", "", writer.quote(q), ""]
    return lines if len(lines) > 2 else [*lines, "Nowhere in these sources."]


def _timeline(found: Facts, moments: Sequence[MomentLike], writer: _Writer) -> list[str]:
    """The best supported of what has a date, in the order of time; nothing where nothing has."""
    every = happenings(found, moments)
    kept = set(sorted(range(len(every)), key=lambda n: (every[n].fact, n))[:_MOMENTS])
    lines = ["## Timeline", "", "By when things are said to have happened.", ""]
    above = ""
    for n, h in enumerate(every):
        if n not in kept:
            continue
        if heading(h.when) != above:
            above = heading(h.when)
            lines += [f"### {escape(above)}", ""]
        f = found.facts[h.fact]
        note = f" — {', '.join(h.chips)}" if h.chips else ""
        lines += [f"- {escape(below(h.when))}: {writer.statement(f, dated=False)}{note}"]
        lines += ["", writer.quote(f.quotes[h.quote]), ""] if f.quotes else [""]
    if len(every) > len(kept):
        lines += [f"And {len(every) - len(kept)} more with fewer sources (`kg timeline` lists all).", ""]
    return lines if every else []


def _unsure(found: Facts, writer: _Writer) -> list[str]:
    titles = {
        "denied": "Denied",
        "alleged": "Alleged, planned or possible",
        "attributed": "Claims by a party",
        "ended": "Ended",
    }
    lines: list[str] = []
    for kind, title in titles.items():
        rows = [f for f in found.facts if f.kind == kind]
        if not rows:
            continue
        lines += [f"## {title}", ""]
        for f in rows[:10]:
            lines += writer.item(f, ", ".join(c for c in f.chips if c not in ("claim by a party", kind)))
        if len(rows) > 10:
            lines += [f"And {len(rows) - 10} more.", ""]
    return lines


def _actors(found: Facts, measures: MeasuresLike, writer: _Writer) -> list[str]:
    drawn = sorted(found.drawn(), key=lambda i: (-measures.pagerank.get(i, 0.0), found.label(i), i))
    if not drawn:
        return []
    lines = ["## Main actors", ""]
    for iri in drawn[:10]:
        ties = [
            f for f in found.facts if isinstance(f.statement.object, str) and iri in (f.statement.subject, f.statement.object)
        ]
        lines += [f"- {writer.name(iri)} ({writer.type(iri)}), {_plural(len(ties), 'tie')}"]
        for f in ties[:5]:
            note = "" if f.kind == "asserted" else f" ({', '.join(f.chips)})"
            lines.append(f"  - {writer.statement(f)}{note}")
        if len(ties) > 5:
            lines.append(f"  - and {len(ties) - 5} more")
    return lines


def _bridges(found: Facts, measures: MeasuresLike, writer: _Writer) -> list[str]:
    values = {i: measures.betweenness.get(i, 0.0) for i in found.drawn()}
    rows = sorted((i for i in values if values[i] > 0), key=lambda i: (-values[i], found.label(i), i))[:8]
    if not rows:
        return []
    lines = [
        "## Who ties groups together",
        "",
        "By betweenness: the share of shortest paths between others that lead through them.",
        "",
    ]
    return [*lines, *(f"{n}. {writer.name(i)} ({writer.type(i)}), {values[i]:.3f}" for n, i in enumerate(rows, 1))]


def _communities(found: Facts, measures: MeasuresLike, writer: _Writer) -> list[str]:
    groups: dict[int, list[str]] = {}
    for iri in found.drawn():
        if iri in measures.community:
            groups.setdefault(measures.community[iri], []).append(iri)
    rows = []
    for members in groups.values():
        members.sort(key=lambda i: (-measures.pagerank.get(i, 0.0), found.label(i), i))
        if len(members) > 1:
            rows.append(members)
    if not rows:
        return []
    rows.sort(key=lambda m: (-len(m), found.label(m[0]), m[0]))
    lines = ["## Communities", "", "Groups with more ties inside than out.", ""]
    for n, members in enumerate(rows[:12], 1):
        names = ", ".join(escape(found.label(i)) for i in members[1:9])
        more = f" and {len(members) - 9} more" if len(members) > 9 else ""
        lines.append(f"{n}. around {writer.name(members[0])} ({len(members)}): {names}{more}")
    if len(rows) > 12:
        lines += ["", f"And {len(rows) - 12} smaller ones."]
    return lines


def _sources(found: Facts, corpus: Corpus) -> list[str]:
    lines = ["## Sources", ""]
    for a in found.articles:
        url = link(a.url)
        words: Iterable[str] = (
            a.publisher or "outlet not stated",
            a.title or "",
            plain(a.published),
            file_name(a.source or a.id),
        )
        lines.append("- " + ", ".join([escape(w) for w in words if w] + ([escape(url)] if url else [])))
    if corpus.failures:
        lines += ["", "### Sources that failed", "", *_failures(corpus)]
    return lines


def _failures(corpus: Corpus) -> Sequence[str]:
    rows = dict.fromkeys((f.source, f.message) for f in corpus.failures)
    return [f"- {escape(m if m.startswith(s) else f'{file_name(s)}: {m}')}" for s, m in rows]


def _plural(n: int, word: str) -> str:
    return f"{n:,} {word}{'' if n == 1 else 's'}"
