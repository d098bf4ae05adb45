"""Small corpora by hand for the views: a builder, a harbour story of thirty entities, and a hostile one."""

# ruff: noqa: E501  (one claim a line reads as a table)

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kg.model import (
    Argument,
    Article,
    Authority,
    Chain,
    Claim,
    Corpus,
    Disagreement,
    Entity,
    Extraction,
    Failure,
    LiteralValue,
    Quotation,
    Resolution,
    Side,
    Span,
    Stance,
    Statement,
    digest,
)
from kg.ontology import EntityType, Ontology, Relation
from tests.factories import reports

BASE = "https://kg.example/"


@dataclass(frozen=True, slots=True)
class Measures:
    degree: Mapping[str, float]
    pagerank: Mapping[str, float]
    betweenness: Mapping[str, float]
    community: Mapping[str, int]


@dataclass
class Builder:
    """Collects articles and claims, finding every span by its words, so that offsets cannot drift."""

    types: dict[str, str]
    articles: list[Article] = field(default_factory=list)
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    quotations: dict[str, list[Quotation]] = field(default_factory=dict)
    rows: dict[tuple[str, str, Any], list[Claim]] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)
    conflicts: list[tuple[tuple[str, str, Any], tuple[str, str, Any]]] = field(default_factory=list)
    #: Rows that were denied first and came about later.
    changes: list[tuple[str, str, Any]] = field(default_factory=list)
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    authorities: dict[str, tuple[Authority, ...]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    def article(self, name: str, text: str, **more: Any) -> None:
        hashed = hashlib.sha256(text.encode()).hexdigest()
        self.articles.append(Article(name, name, text, hashed, body=(Span(0, len(text)),), **more))
        self.claims[name], self.quotations[name] = [], []

    def iri(self, label: str) -> str:
        return f"{BASE}entity/{digest(label)}"

    def argument(self, text: str, label: str, near: Span, words: str = "") -> Argument:
        words = words or label
        at = text.find(words, near.start, near.end)
        span = Span(at, at + len(words)) if at >= 0 else Span(near.start, near.start + 1)
        return Argument("m" + digest(label)[:6], digest(label), label, words, span, True, self.types.get(label, "Person"))

    def claim(self, name: str, subject: str, predicate: str, thing: str | LiteralValue, exact: str, **more: Any) -> None:
        """Add a claim; ``says``, ``via`` are labels; ``swords``, ``owords`` the words of subject and object."""
        text = next(a.text for a in self.articles if a.id == name)
        start = text.index(exact)
        span = Span(start, start + len(exact))
        subject_words, object_words = more.pop("swords", ""), more.pop("owords", "")
        says, via = more.pop("says", None), more.pop("via", ())
        claim = Claim(
            id="c" + digest(name, subject, predicate, str(thing), exact, repr(sorted(more.items()))),
            subject=self.argument(text, subject, span, subject_words),
            predicate=predicate,
            object=thing if isinstance(thing, LiteralValue) else self.argument(text, thing, span, object_words),
            evidence=(span,),
            attributed_to=self.argument(text, says, span) if says else None,
            via=tuple(self.argument(text, v, span) for v in via),
            **more,
        )
        self.claims[name].append(claim)
        self.rows.setdefault((subject, predicate, thing), []).append(claim)
        self.where[claim.id] = name

    def quote(self, name: str, speaker: str, exact: str) -> None:
        text = next(a.text for a in self.articles if a.id == name)
        span = Span(text.index(exact), text.index(exact) + len(exact))
        self.quotations[name].append(Quotation("q" + digest(exact), span, (span,), "direct", digest(speaker)))

    def corpus(self) -> Corpus:
        labels = sorted(self.types)
        chains = {digest(x): Chain(digest(x), x, True, ((self.types[x], 1.0),)) for x in labels}
        extractions = tuple(
            Extraction(a, (), chains, tuple(self.claims[a.id]), tuple(self.quotations[a.id])) for a in self.articles
        )
        keys = [(a.id, digest(x), x) for a in self.articles for x in labels]
        entities = tuple(
            Entity(
                self.iri(x),
                x,
                self.types[x],
                True,
                self.aliases.get(x, ()),
                tuple((a, c) for a, c, y in keys if y == x),
                authorities=self.authorities.get(x, ()),
            )
            for x in labels
        )
        resolution = Resolution(entities, {(a, c): self.iri(x) for a, c, x in keys})
        names = {row: "st" + digest(row[0], row[1], str(row[2])) for row in self.rows}
        rivals: dict[Any, list[str]] = {}
        for left, right in self.conflicts:
            rivals.setdefault(left, []).append(names[right])
            rivals.setdefault(right, []).append(names[left])
        statements = [self.statement(row, claims, names[row], rivals.get(row, [])) for row, claims in self.rows.items()]
        return Corpus(
            extractions,
            resolution,
            tuple(sorted(statements, key=lambda s: s.id)),
            failures=tuple(self.failures),
            disagreements=self.disagreements(names),
        )

    def disagreements(self, names: Mapping[Any, str]) -> tuple[Disagreement, ...]:
        """The conflicts and changes that were told, then whatever some affirm and others deny."""

        def side(row: Any, stance: Stance, claims: list[Claim]) -> Side:
            return Side(names[row], stance, tuple(sorted(c.id for c in claims)), len({self.where[c.id] for c in claims}))

        found = []
        for left, right in self.conflicts:
            sides = (side(left, "affirmed", self.rows[left]), side(right, "affirmed", self.rows[right]))
            found.append(Disagreement("d" + digest(*(s.statement for s in sides)), "value", sides, False, 0.45, "two"))
        for row, claims in self.rows.items():
            yes = [c for c in claims if c.polarity == "positive" and c.modality in ("asserted", "alleged")]
            no = [c for c in claims if c.polarity == "negative"]
            if yes and no:
                stance: Stance = "affirmed" if any(c.modality == "asserted" for c in yes) else "alleged"
                sides = (side(row, stance, yes), side(row, "denied", no))
                change = row in self.changes
                found.append(Disagreement("d" + names[row], "denial", sides[::-1] if change else sides, change, 0.4, "both"))
        return tuple(sorted(found, key=lambda d: (-d.weight, d.id)))

    def statement(self, row: tuple[str, str, Any], claims: list[Claim], name: str, rivals: list[str]) -> Statement:
        plain = [
            c
            for c in claims
            if (c.polarity, c.modality, c.attributed_to) == ("positive", "asserted", None) and c.status != "ended"
        ]
        own_denial = any(c.polarity == "negative" and c.attributed_to is None for c in claims)
        articles = tuple(sorted({self.where[c.id] for c in claims}))
        thing = row[2] if isinstance(row[2], LiteralValue) else self.iri(row[2])
        disputed = any(c.polarity == "negative" for c in claims)
        ids = tuple(sorted(c.id for c in claims))
        asserted = bool(plain) and not own_denial
        return Statement(
            name, self.iri(row[0]), row[1], thing, ids, articles, reports(*articles), asserted, disputed, tuple(sorted(rivals))
        )


def ontology() -> Ontology:
    names = "Person Organization Group Place Event CreativeWork Product Platform LegalCase Law Award Utterance".split()
    types = {n: EntityType(n, f"https://x.example/{n}", n.lower().replace("lega", "legal "), "") for n in names}
    types["LegalCase"] = EntityType("LegalCase", "https://x.example/LegalCase", "legal case", "")
    types["CreativeWork"] = EntityType("CreativeWork", "https://x.example/CreativeWork", "creative work", "")
    labels = {
        "sued": "sued", "headOf": "head of", "locatedIn": "located in", "spouseOf": "spouse of", "accused": "accused",
        "partneredWith": "partnered with", "acquired": "acquired", "resignedFrom": "resigned from", "age": "age",
        "metWith": "met with", "attended": "attended", "created": "created", "postedOn": "posted on",
        "awardReceived": "award received", "signed": "signed", "criticized": "criticized", "headquarters": "headquarters",
        "employedBy": "employed by", "investigatedBy": "investigated by", "appointed": "appointed", "claimAmount": "claim amount",
        "responded": "responded to", "memberOf": "member of",
    }  # fmt: skip
    relations = {
        n: Relation(
            n, f"https://x.example/{n}", label, f"To have {label}.", (), (), (), symmetric=n in ("spouseOf", "partneredWith")
        )
        for n, label in sorted(labels.items())
    }
    return Ontology(types, relations, (), {}, {}, "0")


def measures(corpus: Corpus) -> Measures:
    degree: dict[str, float] = {}
    for s in corpus.statements:
        if isinstance(s.object, str):
            degree[s.subject] = degree.get(s.subject, 0) + 1
            degree[s.object] = degree.get(s.object, 0) + 1
    total = sum(degree.values()) or 1
    rank = {i: d / total for i, d in degree.items()}
    return Measures(degree, rank, {i: d / 40 for i, d in degree.items() if d > 2}, {i: int(i[-1], 16) % 3 for i in degree})


def positions(corpus: Corpus) -> dict[str, tuple[float, float]]:
    """A spring layout without chance: enough rounds for a picture that can be judged."""
    ties = sorted({(s.subject, s.object) for s in corpus.statements if isinstance(s.object, str) and s.subject != s.object})
    names = sorted({i for tie in ties for i in tie} | {s.subject for s in corpus.statements if isinstance(s.object, str)})
    at = {
        n: [300 * math.cos(2.4 * k) * math.sqrt(k + 1) / 5, 300 * math.sin(2.4 * k) * math.sqrt(k + 1) / 5]
        for k, n in enumerate(names)
    }
    for step in range(300 if len(names) < 100 else 0):
        move = {n: [0.0, 0.0] for n in names}
        for a in names:
            for b in names:
                if a < b:
                    dx, dy = at[a][0] - at[b][0], at[a][1] - at[b][1]
                    d = max(1.0, math.hypot(dx, dy))
                    f = 14000 / d / d
                    for n, sign in ((a, 1), (b, -1)):
                        move[n][0] += sign * dx / d * f
                        move[n][1] += sign * dy / d * f
        for a, b in ties:
            dx, dy = at[b][0] - at[a][0], at[b][1] - at[a][1]
            d = max(1.0, math.hypot(dx, dy))
            f = (d - 90) * 0.06
            for n, sign in ((a, 1), (b, -1)):
                move[n][0] += sign * dx / d * f
                move[n][1] += sign * dy / d * f
        heat = 1 - step / 300
        for n in names:
            at[n][0] += max(-20, min(20, move[n][0])) * heat - at[n][0] * 0.004
            at[n][1] += max(-20, min(20, move[n][1])) * heat - at[n][1] * 0.004
    return {n: (round(x, 1), round(y, 1)) for n, (x, y) in at.items()}


def harbour() -> Corpus:
    """A port company, its chief, a lawsuit, a toppled crane: every kind of statement, three articles, one failure."""
    b = Builder(
        {
            "Marta Quill": "Person", "Oren Tadd": "Person", "Lise Bramwell": "Person", "Judge Ana Petrov": "Person",
            "Dario Fenn": "Person", "Noor Haddad": "Person", "Tidewater Port": "Organization", "Bramwell Cranes": "Organization",
            "Harbour Union": "Organization", "Ministry of Transport": "Organization", "Northgate Bank": "Organization",
            "Seagate Line": "Organization", "dock workers": "Group", "residents of Vell": "Group", "Vell": "Place",
            "Port Arden": "Place", "Kessel": "Place", "crane collapse": "Event", "Vell Harbour Summit": "Event",
            "Safety at Sea report": "CreativeWork", "The Long Quay": "CreativeWork", "Titan-9 crane": "Product",
            "Chatterbox": "Platform", "Tidewater v. Bramwell": "LegalCase", "Port Safety Act": "Law",
            "Golden Anchor": "Award", "Quill's apology": "Utterance", "The Vell Courier": "Organization",
            "Iris Okafor": "Person", "Coastguard": "Organization",
        }
    )  # fmt: skip
    b.authorities = {
        "Tidewater Port": (
            Authority("https://names.example/T1", "exactMatch", 1.0, "told"),
            Authority("javascript:alert(1)", "closeMatch", 0.9, "told"),
        )
    }
    b.aliases = {"Marta Quill": ("Ms Quill", "Quill"), "Tidewater Port": ("Tidewater", "the port operator")}
    one = (
        "VELL. Marta Quill, 52, head of Tidewater Port, said on Monday that the company had done nothing wrong. "
        "Tidewater Port sued Bramwell Cranes over the collapse of a Titan-9 crane that hurt eleven dock workers. "
        "The suit, Tidewater v. Bramwell, asks for 25 million. “We trusted a machine that should never have left the "
        "factory,” Quill said. Lise Bramwell, who runs Bramwell Cranes, denies that her firm built the Titan-9 crane. "
        "Dario Fenn of the Harbour Union accused Tidewater Port of ignoring warnings. The Ministry of Transport may "
        "appoint Iris Okafor. Tidewater Port is based in Vell. Bramwell Cranes partnered with Northgate Bank until 2019. "
        "Quill posted on Chatterbox an apology. Noor Haddad wrote the Safety at Sea report."
    )
    two = (
        "Judge Ana Petrov will hear Tidewater v. Bramwell in Kessel. Tidewater Port has sued Bramwell Cranes, court "
        "papers show. Marta Quill is 53. Oren Tadd, her husband, resigned from Northgate Bank in October. "
        "The union said Tidewater Port is owned from abroad, and Fenn accused the port of silence. "
        "Tidewater Port denied that it acquired Seagate Line. Seagate Line plans to buy a stake in Tidewater Port. "
        "The Coastguard investigates the crane collapse. The Harbour Union met with the Ministry of Transport. "
        "Residents of Vell criticized Quill’s apology. Quill attended the Vell Harbour Summit. "
        "Tidewater Port has its headquarters in Port Arden."
    )
    three = (
        "The Vell Courier reported that Noor Haddad won the Golden Anchor. The Port Safety Act was signed by the Ministry "
        "of Transport. Iris Okafor is a member of the Coastguard. Tidewater Port did not sue Bramwell Cranes, a "
        "spokesman said. Haddad also wrote The Long Quay. Dario Fenn leads the Harbour Union. Tidewater Port sued itself, "
        "in effect, when it sued its own insurer. The dock workers met with Fenn in Vell."
    )
    b.article(
        "news/one.txt",
        one,
        title="Port sues crane maker",
        publisher="The Vell Courier",
        published="2031-05-12",
        url="https://news.example/one",
    )
    b.article("news/two.txt", two, title="A court date for the port", publisher="Kessel Post", published="2031-05-14")
    b.article("news/three.txt", three)
    n1, n2, n3 = "news/one.txt", "news/two.txt", "news/three.txt"
    t, c = "Tidewater Port", "Bramwell Cranes"
    sued = "Tidewater Port sued Bramwell Cranes over the collapse of a Titan-9 crane that hurt eleven dock workers."
    head = "Marta Quill, 52, head of Tidewater Port"
    b.claim(n1, "Marta Quill", "headOf", t, head)
    b.claim(n1, "Marta Quill", "age", LiteralValue("52", "xsd:integer", "year", "52"), head)
    b.claim(n2, "Marta Quill", "age", LiteralValue("53", "xsd:integer", "year", "53"), "Marta Quill is 53.")
    b.claim(n1, t, "sued", c, sued, time="2031-05-12")
    b.claim(n2, t, "sued", c, "Tidewater Port has sued Bramwell Cranes, court papers show.")
    b.claim(n3, t, "sued", c, "Tidewater Port did not sue Bramwell Cranes, a spokesman said.", polarity="negative", says=t)
    b.claim(
        n1,
        "Tidewater v. Bramwell",
        "claimAmount",
        LiteralValue("25000000", "xsd:decimal"),
        "The suit, Tidewater v. Bramwell, asks for 25 million.",
    )
    b.claim(n1, "Lise Bramwell", "headOf", c, "Lise Bramwell, who runs Bramwell Cranes")
    b.claim(
        n1,
        c,
        "created",
        "Titan-9 crane",
        "denies that her firm built the Titan-9 crane",
        polarity="negative",
        says="Lise Bramwell",
        swords="her firm",
    )
    b.claim(
        n1,
        "Dario Fenn",
        "accused",
        t,
        "Dario Fenn of the Harbour Union accused Tidewater Port of ignoring warnings.",
        modality="alleged",
    )
    b.claim(
        n2, "Dario Fenn", "accused", t, "Fenn accused the port of silence", modality="alleged", swords="Fenn", owords="the port"
    )
    b.claim(n1, "Dario Fenn", "employedBy", "Harbour Union", "Dario Fenn of the Harbour Union")
    b.claim(n3, "Dario Fenn", "headOf", "Harbour Union", "Dario Fenn leads the Harbour Union.")
    b.claim(
        n1,
        "Ministry of Transport",
        "appointed",
        "Iris Okafor",
        "The Ministry of Transport may appoint Iris Okafor.",
        modality="possible",
    )
    b.claim(n1, t, "headquarters", "Vell", "Tidewater Port is based in Vell.")
    b.claim(n2, t, "headquarters", "Port Arden", "Tidewater Port has its headquarters in Port Arden.")
    b.claim(
        n1,
        c,
        "partneredWith",
        "Northgate Bank",
        "Bramwell Cranes partnered with Northgate Bank until 2019.",
        status="ended",
        time="2019",
    )
    b.claim(n1, "Marta Quill", "postedOn", "Chatterbox", "Quill posted on Chatterbox an apology.", swords="Quill")
    b.claim(
        n1,
        "Marta Quill",
        "created",
        "Quill's apology",
        "Quill posted on Chatterbox an apology.",
        swords="Quill",
        owords="an apology",
    )
    b.claim(n1, "Noor Haddad", "created", "Safety at Sea report", "Noor Haddad wrote the Safety at Sea report.")
    b.claim(n3, "Noor Haddad", "created", "The Long Quay", "Haddad also wrote The Long Quay.", swords="Haddad")
    b.claim(
        n3,
        "Noor Haddad",
        "awardReceived",
        "Golden Anchor",
        "The Vell Courier reported that Noor Haddad won the Golden Anchor.",
        says="The Vell Courier",
    )
    b.claim(
        n3,
        "The Vell Courier",
        "responded",
        "Golden Anchor",
        "The Vell Courier reported that Noor Haddad won the Golden Anchor.",
    )
    b.claim(
        n2,
        "Judge Ana Petrov",
        "responded",
        "Tidewater v. Bramwell",
        "Judge Ana Petrov will hear Tidewater v. Bramwell in Kessel.",
        modality="planned",
    )
    b.claim(n2, "Tidewater v. Bramwell", "locatedIn", "Kessel", "Judge Ana Petrov will hear Tidewater v. Bramwell in Kessel.")
    b.claim(n1, t, "created", "Tidewater v. Bramwell", "The suit, Tidewater v. Bramwell, asks for 25 million.")
    b.claim(n1, "crane collapse", "responded", "dock workers", sued, swords="the collapse")
    b.claim(n1, "crane collapse", "responded", "Titan-9 crane", sued, swords="the collapse")
    b.claim(n2, "Oren Tadd", "spouseOf", "Marta Quill", "Oren Tadd, her husband", owords="her")
    b.claim(
        n2,
        "Oren Tadd",
        "resignedFrom",
        "Northgate Bank",
        "Oren Tadd, her husband, resigned from Northgate Bank in October.",
        time="2030-10",
    )
    b.claim(
        n2, t, "acquired", "Seagate Line", "Tidewater Port denied that it acquired Seagate Line.", polarity="negative", says=t
    )
    b.claim(n2, "Seagate Line", "acquired", t, "Seagate Line plans to buy a stake in Tidewater Port.", modality="planned")
    b.claim(n2, "crane collapse", "investigatedBy", "Coastguard", "The Coastguard investigates the crane collapse.")
    b.claim(n2, "Harbour Union", "metWith", "Ministry of Transport", "The Harbour Union met with the Ministry of Transport.")
    b.claim(
        n2,
        "residents of Vell",
        "criticized",
        "Quill's apology",
        "Residents of Vell criticized Quill’s apology.",
        swords="Residents of Vell",
        owords="Quill’s apology",
    )
    b.claim(n2, "Marta Quill", "attended", "Vell Harbour Summit", "Quill attended the Vell Harbour Summit.", swords="Quill")
    b.claim(n2, "Vell Harbour Summit", "locatedIn", "Vell", "Quill attended the Vell Harbour Summit.")
    b.claim(
        n3, "Ministry of Transport", "signed", "Port Safety Act", "The Port Safety Act was signed by the Ministry of Transport."
    )
    b.claim(n3, "Iris Okafor", "memberOf", "Coastguard", "Iris Okafor is a member of the Coastguard.")
    b.claim(n3, t, "sued", t, "Tidewater Port sued itself, in effect", owords="itself")
    b.claim(n3, "dock workers", "metWith", "Dario Fenn", "The dock workers met with Fenn in Vell.", owords="Fenn")
    b.claim(
        n1,
        "Marta Quill",
        "criticized",
        c,
        "“We trusted a machine that should never have left the factory,” Quill said.",
        says="Marta Quill",
        swords="Quill",
    )
    b.quote(n1, "Marta Quill", "We trusted a machine that should never have left the factory,")
    b.conflicts = [
        ((t, "headquarters", "Vell"), (t, "headquarters", "Port Arden")),
        (
            ("Marta Quill", "age", LiteralValue("52", "xsd:integer", "year", "52")),
            ("Marta Quill", "age", LiteralValue("53", "xsd:integer", "year", "53")),
        ),
    ]
    b.failures.append(Failure("news/torn.pdf", "news/torn.pdf: is not readable as text (give it as .txt)"))
    return b.corpus()


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "\u202eevil\u202c",
    "<b>bold</b> & [link](javascript:alert(3)) | `code` *star* # head",
    "{{ 7*7 }} ${7*7} <!-- x",
)


def hostile() -> Corpus:
    """Every place where words of an article reach a reader holds markup."""
    b = Builder({HOSTILE[i]: "Person" for i in range(5)} | {"Plain Co": "<i>Type</i>"})
    for bad in HOSTILE:
        text = f"{bad} sued Plain Co. “{bad}” said Plain Co.\n# Heading\n| a | b |\n"
        b.article(f"{bad}.txt", text, title=bad, publisher=bad, published=bad, url="javascript:alert(9)")
        b.claim(f"{bad}.txt", bad, "sued", "Plain Co", f"{bad} sued Plain Co.", says=bad, via=(HOSTILE[0],))
        b.claim(f"{bad}.txt", "Plain Co", bad, LiteralValue(bad), f"{bad} sued Plain Co.", swords="Plain Co")
        b.claim(f"{bad}.txt", "Plain Co", "accused", bad, f"{bad} sued Plain Co.")
        b.quote(f"{bad}.txt", "Plain Co", f"“{bad}” said")
        b.failures.append(Failure(bad, bad))
    b.aliases = {"Plain Co": HOSTILE}
    return b.corpus()


def large(count: int) -> Corpus:
    """A star of stars with ``count`` entities."""
    names = [f"Thing {n:04}" for n in range(count)]
    b = Builder(dict.fromkeys(names, "Organization"))
    text = " ".join(f"{names[n // 7]} owns {names[n]}." for n in range(1, count))
    b.article("large.txt", text)
    for n in range(1, count):
        b.claim("large.txt", names[n // 7], "acquired", names[n], f"{names[n // 7]} owns {names[n]}.")
    return b.corpus()


def retitled(corpus: Corpus, **more: Any) -> Corpus:
    """The corpus with fields of its first article replaced."""
    first, *rest = corpus.extractions
    return replace(corpus, extractions=(replace(first, article=replace(first.article, **more)), *rest))
