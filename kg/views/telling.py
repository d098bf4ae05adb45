"""What the report tells: the corpus in ten lines, then section by section, every line with the words it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.edtf import below, heading, plain
from kg.model import Corpus
from kg.ontology import Ontology
from kg.sources import repeated
from kg.utterances import every as every_utterance
from kg.views.disputes import Dispute, disputes
from kg.views.facts import KINDS, Fact, GroupLike, MeasuresLike, MomentLike, facts, happenings
from kg.views.lines import Lines, plural
from kg.views.story import Bar, Chart, Item, Run, Section, Story, Text, run
from kg.views.words import file_name, link

_NAMES = {
    "asserted": "reported in an article's own voice",
    "attributed": "claims by a party",
    "alleged": "alleged, planned, possible or uncertain",
    "denied": "denied",
    "ended": "ended",
}
_ONE = "copies of one report and reports of one outlet are one source"
#: Lines at the most: of the beginning, of the best supported, of those with one source, of each other kind, of actors, of
#: groups, of the timeline, of bars in a chart, of copies, of changes over time.
SHORT, SUPPORTED, SINGLE, EACH, ACTORS, GROUPS, MOMENTS, BARS, COPIES, CHANGES = 10, 12, 6, 10, 10, 12, 60, 12, 20, 30


def tell(
    corpus: Corpus,
    measures: MeasuresLike,
    ontology: Ontology,
    title: str,
    moments: Sequence[MomentLike] = (),
    groups: Sequence[GroupLike] = (),
) -> Story:
    """Return the report of a corpus: ``moments`` are its dated statements in order, ``groups`` its communities."""
    lines = Lines(facts(corpus), corpus, measures, ontology)
    shown = disputes(corpus, lines.found, ontology)
    sections = (
        _short(lines),
        _supported(lines),
        _single(lines),
        _copies(lines),
        _disagreements(lines, shown),
        _changes(lines, shown),
        _timeline(lines, moments),
        *_unsure(lines),
        _actors(lines),
        _ties(lines),
        _groups(lines, groups),
        _sources(lines),
        _unread(lines),
    )
    return Story(title, _figures(lines), tuple(section for section in sections if section is not None))


# ---------------------------------------------------------------- figures


def _figures(lines: Lines) -> tuple[tuple[str, int], ...]:
    kinds = Counter(f.kind for f in lines.found.facts)
    rejected = sum(d.reason.startswith("rejected: ") for d in lines.corpus.drops)
    return (
        ("articles", len(lines.found.articles)),
        ("entities", len(lines.found.entities)),
        ("entities in a statement with another", len(lines.found.drawn())),
        ("claims", sum(len(x.claims) for x in lines.corpus.extractions)),
        ("quotations", sum(len(x.quotations) for x in lines.corpus.extractions)),
        ("statements", len(lines.found.facts)),
        *((f"— {_NAMES[k]}", kinds[k]) for k in KINDS if kinds[k]),
        ("claims left out because types do not fit", len(lines.corpus.drops) - rejected),
        ("claims that somebody rejected", rejected),
        ("sources that failed", len(lines.corpus.failures)),
    )


# ---------------------------------------------------------------- in short


def _short(lines: Lines) -> Section | None:
    """The corpus in ten lines: what most say, what parties say, where they differ, who is quoted."""
    items = [lines.item(f, lines.support(f)) for f in _telling(lines, lines.asserted, 4)]
    parties = [f for f in lines.found.facts if f.kind == "attributed"]
    items += [lines.item(f, ", ".join(f.chips)) for f in _telling(lines, parties, 2)]
    for kind, most in (("denied", 1), ("ended", 1), ("alleged", 1)):
        items += [
            lines.item(f, ", ".join(f.chips)) for f in _telling(lines, [f for f in lines.found.facts if f.kind == kind], most)
        ]
    items += _said(lines)
    if not items:
        return None
    return Section("short", "In short", tuple(items[:SHORT]), _extent(lines), numbered=True)


def _extent(lines: Lines) -> str:
    days = sorted(a.published for a in lines.found.articles if a.published)
    outlets = {a.publisher for a in lines.found.articles if a.publisher}
    when = f", published {plain(days[0])}" + (f" to {plain(days[-1])}" if days[-1] != days[0] else "") if days else ""
    of = f" of {plural(len(outlets), 'outlet')}" if outlets else ""
    single = sum(len(f.statement.origins) <= 1 for f in lines.asserted)
    rest = f" Of {plural(len(lines.asserted), 'statement')} in an article's own voice {single} rest on one source."
    return f"{plural(len(lines.found.articles), 'article')}{of}{when}.{rest if lines.asserted else ''}"


def _telling(lines: Lines, rows: Iterable[Fact], most: int) -> list[Fact]:
    """Return the facts that tell most: between two named things and no mere attribute, no relation or pair twice."""
    taken: list[Fact] = []
    for f in sorted(rows, key=lambda f: _weight(lines, f)):
        s = f.statement
        known = lines.ontology.relations.get(s.predicate)
        if not isinstance(s.object, str) or not known or known.pattern or not {"Place", "Platform"}.isdisjoint(known.range):
            continue
        if not all(iri in lines.found.entities and lines.found.entities[iri].named for iri in (s.subject, s.object)):
            continue
        pair = {s.subject, s.object}
        if all(t.statement.predicate != s.predicate and {t.statement.subject, t.statement.object} != pair for t in taken):
            taken.append(f)
    return taken[:most]


def _weight(lines: Lines, f: Fact) -> tuple[object, ...]:
    s = f.statement
    ends = (s.subject, s.object) if isinstance(s.object, str) else (s.subject,)
    central = round(sum(lines.measures.pagerank.get(iri, 0.0) for iri in ends), 8)
    return (-len(s.origins), -len(s.articles), -central, s.id)


def _said(lines: Lines) -> list[Item]:
    """Return the most widely quoted words of the two named speakers who are quoted most widely."""
    items: dict[str, Item] = {}
    every = every_utterance(lines.corpus)
    for u in sorted(every, key=lambda u: (-len(u.articles), -len(u.words))):
        speaker = lines.found.entities.get(u.speaker or "")
        if speaker is None or not speaker.named or speaker.iri in items or len(u.articles) < 2:
            continue
        said = [s.quote for s in lines.found.sayings if s.speaker == speaker.iri and s.quote.exact == u.words]
        if quote := next(iter(said), None):
            how = f" is quoted with the same words by {plural(len(u.articles), 'article')}"
            items[speaker.iri] = Item((lines.thing(speaker.iri), Run(how)), "", (lines.cite(quote),))
    return list(items.values())[:2]


# ---------------------------------------------------------------- how statements stand


def _supported(lines: Lines) -> Section:
    rows = lines.asserted[:SUPPORTED]
    lead = "" if rows else "Nothing is reported in an article's own voice."
    return Section("supported", "Most supported", tuple(lines.item(f, lines.behind(f)) for f in rows), lead)


def _single(lines: Lines) -> Section | None:
    rows = [f for f in lines.asserted if len(f.statement.origins) <= 1]
    if not rows:
        return None
    # those of the list above have had their quotes there
    shown = {f.statement.id for f in lines.asserted[:SUPPORTED]}
    rest = [f for f in rows if f.statement.id not in shown] or rows
    verb = "rests" if len(rows) == 1 else "rest"
    lead = f"{len(rows)} of {len(lines.asserted)} reported statements {verb} on one source"
    items = tuple(lines.item(f, lines.behind(f) if len(f.statement.articles) > 1 else "") for f in rest[:SINGLE])
    return Section("single", "Resting on a single source", items, f"{lead}; {_ONE}. For example:")


def _copies(lines: Lines) -> Section | None:
    """The articles that are copies of others as a whole."""
    rows = [r for r in repeated(lines.corpus) if r.wholly]
    items = []
    for r in rows[:COPIES]:
        one = ", ".join(filter(None, (r.publisher, plain(r.published), file_name(r.article))))
        other = ", ".join(filter(None, (r.source_publisher, plain(r.source_published), file_name(r.source))))
        earlier = f", published {r.after} earlier" if r.after else ""
        items.append(Item(run(f"{one}: {r.share:.0%} of it stands in {other}{earlier}")))
    more = f"And {len(rows) - COPIES} more (kg sources --copies lists all)." if len(rows) > COPIES else ""
    lead = "Articles that have half or more of their own words from another, or share them with it."
    return Section("copies", "Copies", tuple(items), lead, more) if items else None


def _disagreements(lines: Lines, shown: Sequence[Dispute]) -> Section:
    items = tuple(_dispute(lines, d) for d in shown if not d.over_time)
    return Section("disagreements", "Where sources disagree", items, "" if items else "Nowhere in these sources.")


def _changes(lines: Lines, shown: Sequence[Dispute]) -> Section | None:
    changes = [d for d in shown if d.over_time]
    if not changes:
        return None
    more = f"And {len(changes) - CHANGES} more (kg conflicts --changes lists all)." if len(changes) > CHANGES else ""
    items = tuple(_dispute(lines, d) for d in changes[:CHANGES])
    return Section("changes", "What changed", items, "By the dates, the one followed the other.", more)


def _dispute(lines: Lines, dispute: Dispute) -> Item:
    """Return a disagreement in one line with the best words of each side."""
    cites = (lines.cite(lines.found.facts[s.fact].quotes[i], s.title) for s in dispute.sides for i in s.quotes[:1])
    return Item(run(dispute.words), "", tuple(cites))


def _unsure(lines: Lines) -> Iterable[Section]:
    titles = {
        "denied": "Denied",
        "alleged": "Alleged, planned or possible",
        "attributed": "Claims by a party",
        "ended": "Ended",
    }
    for kind, title in titles.items():
        rows = [f for f in lines.found.facts if f.kind == kind]
        items = tuple(lines.item(f, ", ".join(c for c in f.chips if c not in ("claim by a party", kind))) for f in rows[:EACH])
        more = f"And {len(rows) - EACH} more." if len(rows) > EACH else ""
        if items:
            yield Section(kind, title, items, more=more)


def _timeline(lines: Lines, moments: Sequence[MomentLike]) -> Section | None:
    """The best supported of what has a date, in the order of time; nothing where nothing has."""
    every = happenings(lines.found, moments)
    if not every:
        return None
    kept = sorted(sorted(range(len(every)), key=lambda n: (every[n].fact, n))[:MOMENTS])
    items: list[Item] = []
    for n in kept:
        h = every[n]
        f = lines.found.facts[h.fact]
        text = (Run(f"{below(h.when)}: "), *lines.statement(f, dated=False))
        item = Item(text, ", ".join(h.chips), tuple(lines.cite(q) for q in f.quotes[h.quote : h.quote + 1]))
        above = heading(h.when)
        if items and items[-1].text == run(above):
            items[-1] = Item(items[-1].text, items=(*items[-1].items, item), heads=True)
        else:
            items.append(Item(run(above), items=(item,), heads=True))
    rest = len(every) - len(kept)
    more = f"And {rest} more with fewer sources (kg timeline lists all)." if rest else ""
    lead = "By when things are said to have happened."
    return Section("timeline", "Timeline", tuple(items), lead, more, chart=_by_time([h.when for h in every]))


# ---------------------------------------------------------------- who


def _actors(lines: Lines) -> Section | None:
    drawn = sorted(lines.found.drawn(), key=lambda i: (-lines.measures.pagerank.get(i, 0.0), lines.found.label(i), i))
    if not drawn:
        return None
    between = [f for f in lines.found.facts if isinstance(f.statement.object, str)]
    items, bars = [], []
    for iri in drawn[: max(ACTORS, BARS)]:
        ties = [f for f in between if iri in (f.statement.subject, f.statement.object)]
        bars.append(Bar(lines.found.label(iri), len(ties), iri))
        told = []
        for f in ties[:5]:
            note = "" if f.kind == "asserted" else ", ".join(f.chips)
            told.append(Item(lines.statement(f), note, tuple(lines.cite(q) for q in f.quotes[:1])))
        if len(ties) > 5:
            told.append(Item(run(f"and {len(ties) - 5} more")))
        head = (lines.thing(iri), Run(f" ({lines.type(iri)}), {plural(len(ties), 'tie')}"))
        items.append(Item(head, items=tuple(told)))
    chart = Chart("Statements with others", tuple(sorted(bars[:BARS], key=lambda b: -b.value)))
    return Section("actors", "Main actors", tuple(items[:ACTORS]), chart=chart)


def _ties(lines: Lines) -> Section | None:
    values = {i: lines.measures.betweenness.get(i, 0.0) for i in lines.found.drawn()}
    rows = sorted((i for i in values if values[i] > 0), key=lambda i: (-values[i], lines.found.label(i), i))[:8]
    if not rows:
        return None
    items = tuple(Item((lines.thing(i), Run(f" ({lines.type(i)}), {values[i]:.3f}"))) for i in rows)
    lead = "By betweenness: the share of shortest paths between others that lead through them."
    return Section("ties", "Who ties groups together", items, lead, numbered=True)


def _groups(lines: Lines, groups: Sequence[GroupLike]) -> Section | None:
    rows = [g for g in groups if len(g.members) > 1]
    if not rows:
        return None
    items = []
    for g in rows[:GROUPS]:
        text: Text = (Run("around "), lines.thing(g.members[0]), Run(f" ({len(g.members)}): "))
        text += run(", ".join(lines.found.label(i) for i in g.members[1:9]))
        text += run(f" and {len(g.members) - 9} more") if len(g.members) > 9 else ()
        items.append(Item(text, f"words: {', '.join(g.words)}" if g.words else ""))
    more = f"And {len(rows) - GROUPS} smaller ones." if len(rows) > GROUPS else ""
    return Section("groups", "Groups", tuple(items), "More ties inside than out.", more, numbered=True)


# ---------------------------------------------------------------- where from


def _sources(lines: Lines) -> Section:
    items = []
    for a in lines.found.articles:
        words = (
            a.publisher or "outlet not stated",
            a.title or "",
            plain(a.published),
            file_name(a.source or a.id),
            link(a.url),
        )
        items.append(Item(run(", ".join(w for w in words if w))))
    return Section("sources", "Sources", tuple(items))


def _unread(lines: Lines) -> Section | None:
    rows = dict.fromkeys((f.source, f.message) for f in lines.corpus.failures)
    items = tuple(Item(run(m if m.startswith(s) else f"{file_name(s)}: {m}")) for s, m in rows)
    return Section("unread", "What could not be read", items) if items else None


def _by_time(whens: Sequence[str]) -> Chart | None:
    """Return how many dated statements there are in each year, or month, of which there are up to ``BARS`` with some."""
    for letters, unit in ((10, "day"), (7, "month"), (4, "year")):
        counts = Counter(when[:letters] for when in whens if len(when) >= letters and "/" not in when and when[:4].isdigit())
        if 2 < len(counts) <= 2 * BARS and sum(counts.values()) > len(whens) / 2:
            return Chart(
                f"Dated statements by {unit}", tuple(Bar(plain(key), counts[key]) for key in sorted(counts)), upright=True
            )
    return None
