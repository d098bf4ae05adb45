"""Corpora built by hand: a port, a mill, a dispute between them, and strings that try to break out of a graph."""

from __future__ import annotations

import dataclasses
from functools import cache
from pathlib import Path

from kg import ontology
from kg.model import Corpus, Disagreement, Entity, Extraction, LiteralValue, Resolution, Side, Statement, digest
from kg.ontology import Ontology
from kg.settings import Settings
from tests.factories import BASE, Story, reports

HOSTILE = 'Ada "Zed" \\ <script>alert(1)</script>\n\r\t\u202e\u2028 😀 =1+1 %zz {x}|^`'


@cache
def words() -> Ontology:
    return ontology.load()


def settings(output: Path) -> Settings:
    return Settings(output=output, base=BASE, model="no_such_model")


def port() -> Extraction:
    """Asserted, denied by a party, alleged, ended, a value, a quotation."""
    story = Story("port/one.txt", publisher="The Quay Post")
    lund = story.chain("Ines Lund", "Person", aliases=("Lund",))
    mill = story.chain("Fell Mill", "Organization")
    quay = story.chain("Quay Line", "Organization")
    story.claim(quay, "sued", mill, "Quay Line sued Fell Mill on Monday.", time="2024-02-26")
    story.claim(
        lund, "chiefExecutiveOf", quay, "Ines Lund, chief executive of Quay Line.", qualifiers=(("role", "chief executive"),)
    )
    story.claim(mill, "partneredWith", quay, "Fell Mill worked with Quay Line.", status="ended")
    story.claim(quay, "collaboratedWith", mill, "Quay Line and Fell Mill built the pier together.")
    story.claim(lund, "age", LiteralValue("042", "xsd:integer", "year"), "Lund is 42.", confidence=0.87001)
    story.claim(mill, "sued", lund, "Fell Mill has not sued Lund, Quay Line says.", polarity="negative", by=quay)
    story.claim(quay, "accused", mill, "Fell Mill is accused by Quay Line.", modality="alleged", by=lund, via=(mill,))
    story.quotation("We stand by our contract", lund)
    return story.build()


def mill() -> Extraction:
    """Another article: corroborates the suit, disagrees about the age."""
    story = Story("mill/two.txt", published="2024-03-04")
    quay = story.chain("Quay Line", "Organization")
    fell = story.chain("Fell Mill", "Organization")
    lund = story.chain("Ines Lund", "Person")
    story.claim(quay, "sued", fell, "The suit by Quay Line against Fell Mill was filed.")
    story.claim(lund, "age", LiteralValue("43", "xsd:integer", "year"), "Ines Lund, 43.")
    return story.build()


def hostile() -> Extraction:
    """Labels, ids, addresses and texts that try to be markup, formulas, IRIs and control codes."""
    story = Story(f"x y/../<{HOSTILE}>#?é.txt", published="yesterday", publisher=HOSTILE)
    zed = story.chain(HOSTILE, "Person")
    cell = story.chain('=HYPERLINK("http://evil.example")', "Organization")
    story.claim(zed, "criticized", cell, f"+1 {HOSTILE} said so.", qualifiers=(("a b>", HOSTILE),), time="2024-0X")
    story.claim(cell, "hasRole", LiteralValue("@SUM(A1)\x01", "xsd:string"), "A role \ufffe here.")
    story.quotation(HOSTILE, zed)
    extraction = story.build()
    return dataclasses.replace(
        extraction, article=dataclasses.replace(extraction.article, title=HOSTILE, url="javascript:alert(1)", byline="-2+3")
    )


def corpus(*extractions: Extraction) -> Corpus:
    """Resolve chains by equal labels and gather equal claims into statements, by the plainest rules."""
    extractions = extractions or (port(), mill())
    groups: dict[str, list[tuple[str, str]]] = {}
    types: dict[str, str] = {}
    for e in extractions:
        for chain in e.chains.values():
            groups.setdefault(chain.label, []).append((e.article.id, chain.id))
            types[chain.label] = chain.type
    iris = {label: f"{BASE}entity/{digest(label)[:8]}" for label in groups}
    entities = tuple(
        Entity(iris[label], label, types[label], True, (f"{label} Ltd",), tuple(sorted(keys)))
        for label, keys in sorted(groups.items(), key=lambda item: iris[item[0]])
    )
    by_chain = {key: iris[label] for label, keys in groups.items() for key in keys}
    made = statements(extractions, by_chain)
    return Corpus(extractions, Resolution(entities, by_chain), made, disagreements=disagreements(made))


def disagreements(made: tuple[Statement, ...]) -> tuple[Disagreement, ...]:
    """The two ages, where there are two."""
    sides = tuple(Side(s.id, "affirmed", s.claims, len(s.origins)) for s in made if s.predicate == "age")
    iri = f"{BASE}disagreement/value-ines-lund-age-0"
    return (Disagreement(iri, "value", sides, False, 0.45, "there is usually one at a time"),) if len(sides) > 1 else ()


def statements(extractions: tuple[Extraction, ...], by_chain: dict[tuple[str, str], str]) -> tuple[Statement, ...]:
    found: dict[tuple[str, str, str | LiteralValue], list[tuple[Extraction, int]]] = {}
    for e in extractions:
        for i, claim in enumerate(e.claims):
            subject = by_chain[e.article.id, claim.subject.entity]
            thing: str | LiteralValue
            if isinstance(claim.object, LiteralValue):
                thing = dataclasses.replace(claim.object, text="")
            else:
                thing = by_chain[e.article.id, claim.object.entity]
                if words().relations[claim.predicate].symmetric and thing < subject:
                    subject, thing = thing, subject
            found.setdefault((subject, claim.predicate, thing), []).append((e, i))
    made = []
    for (subject, predicate, thing), rows in found.items():
        claims = [e.claims[i] for e, i in rows]
        key = thing.value if isinstance(thing, LiteralValue) else thing
        made.append(
            Statement(
                id=f"{BASE}statement/{digest(subject, predicate, key)}",
                subject=subject,
                predicate=predicate,
                object=thing,
                claims=tuple(sorted(c.id for c in claims)),
                articles=tuple(sorted({e.article.id for e, _ in rows})),
                origins=reports(*sorted({e.article.id for e, _ in rows})),
                asserted=any(
                    (c.polarity, c.modality, c.attributed_to) == ("positive", "asserted", None) and c.status != "ended"
                    for c in claims
                ),
                disputed=any(c.polarity == "negative" for c in claims),
            )
        )
    ages = [s.id for s in made if s.predicate == "age"]
    return tuple(
        dataclasses.replace(s, conflicts_with=tuple(sorted(i for i in ages if i != s.id)))
        if s.id in ages and len(ages) > 1
        else s
        for s in sorted(made, key=lambda s: s.id)
    )
