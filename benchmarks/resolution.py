"""How right and how fast chains of many articles become entities, on a made-up corpus whose truth is known.

A world of people, organisations and places is drawn with a seed: given names from the project's list, surnames and all
other names from syllables. Articles tell of topics, each with a cast of its own beside a few stars whom all know. Names
vary as they do in news: surnames alone, initials, titles, middle names, nicknames, dropped accents, typos, acronyms, legal
forms, bodies without their country. Homonyms are drawn too: people of one name who have nothing to do with each other,
fathers and sons, families, companies and places named like people. Mentions may have a wrong type or a pronoun too many.

Pairs of chains (a chain is what one article says of one thing) and B-cubed are measured against the truth; time is CPU
time of ``kg.entities.resolve`` alone, its growth the slope on logarithmic axes from a tenth of the chains to all.

    python benchmarks/resolution.py [CHAINS] [SEED]        100,000 chains without a number
"""

from __future__ import annotations

import bisect
import gc
import hashlib
import itertools
import math
import random
import resource
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from kg.engines import collecting_rarely
from kg.entities import names, resolve
from kg.mentions.lists import load_lists
from kg.model import Argument, Article, Chain, ChainKey, Claim, Extraction, LiteralValue, Mention, Span, Types, digest

BASE = "https://kg.example/"
#: Pairs are mostly those of a few stars; things with at most so many chains are shown by themselves as well.
SELDOM = 20
Truth = dict[ChainKey, int]
T = TypeVar("T")

PATTERNS = {"age": "age", "dateOfBirth": "birth"}
NICKNAMES = {
    "William": "Bill",
    "Robert": "Bob",
    "Richard": "Dick",
    "James": "Jim",
    "Thomas": "Tom",
    "Michael": "Mike",
    "Edward": "Ed",
    "Joseph": "Joe",
    "Daniel": "Dan",
    "Benjamin": "Ben",
    "Samuel": "Sam",
    "Elizabeth": "Liz",
    "Katherine": "Kate",
    "Margaret": "Maggie",
    "Patricia": "Pat",
    "Jennifer": "Jen",
    "Susan": "Sue",
    "Alexander": "Alex",
}
TITLES = {"senator": "Sen.", "doctor": "Dr.", "professor": "Prof.", "governor": "Gov.", "judge": "Judge", "mayor": "Mayor"}
ROLES = (
    *TITLES,
    "actor",
    "singer",
    "striker",
    "goalkeeper",
    "lawyer",
    "economist",
    "photographer",
    "teacher",
    "chef",
    "author",
)
ACCENTS = str.maketrans({"a": "á", "e": "é", "o": "ö", "u": "ü", "n": "ñ", "c": "ç"})
COUNTRIES = (
    *(("Norwegian", "Norway"), ("Danish", "Denmark"), ("Polish", "Poland"), ("Greek", "Greece"), ("Turkish", "Turkey")),
    *(("Kenyan", "Kenya"), ("Canadian", "Canada"), ("Mexican", "Mexico"), ("Chilean", "Chile"), ("Indian", "India")),
    *(
        ("Thai", "Thailand"),
        ("Japanese", "Japan"),
        ("US", "United States"),
        ("British", "United Kingdom"),
        ("French", "France"),
    ),
)
BODIES = ("Supreme Court", "Senate", "Parliament", "Ministry of Health", "Central Bank", "Constitutional Court", "Coast Guard")
FIELDS = "Harbour Energy Health Trade River Forest Science Heritage Labour Transport Ocean Farming Water Rights Housing".split()
KINDS = ("Motors", "Bank", "Airlines", "Foundation", "Steel", "Media", "University", "Partners", "Foods", "Pharma", "United")
STARTS = "b br c ch d dr f fl g gr h j k kl l m n p pr r s sh st t th tr v w z".split()
VOWELS = "a e i o u ai ea ie ou".split()
ENDS = "l n r s t m nd rk ll st ck n r son man ton ley well berg ski ez".split()


@dataclass(slots=True)
class Thing:
    """One thing of the world: its type, the full name that news gives it, and what its other names are made of."""

    number: int
    type: str
    name: str
    first: str = ""
    middle: str = ""
    last: str = ""
    generation: str = ""
    gender: str = ""
    born: int = 0
    role: str = ""
    acronym: str = ""
    short: str = ""
    legal: str = ""
    country: str = ""


class Zipf:
    """Draws positions of which the first is the most frequent."""

    def __init__(self, size: int, power: float) -> None:
        self.sums = list(itertools.accumulate((n + 1.0) ** -power for n in range(size)))

    def draw(self, rng: random.Random) -> int:
        """Return a position."""
        return bisect.bisect_left(self.sums, rng.random() * self.sums[-1])


@dataclass
class Topic:
    """Who and what the articles on one story tell of, most frequent first."""

    people: list[Thing] = field(default_factory=list)
    bodies: list[Thing] = field(default_factory=list)
    places: list[Thing] = field(default_factory=list)


class World:
    """All things that articles can tell of."""

    def __init__(self, articles: int, seed: int) -> None:
        self.rng = random.Random(seed)
        self.things: list[Thing] = []
        given = sorted((name, gender) for name, gender in load_lists().given.items() if gender in "mf" and name.isalpha())
        self.rng.shuffle(given)
        self.given, self.given_zipf = given, Zipf(len(given), 0.8)
        made = dict.fromkeys(name for name in (self._surname() for _ in range(14000)) if not names.is_pronoun(name))
        self.surnames = list(made)
        self.surname_zipf = Zipf(len(self.surnames), 0.7)
        self.star_people = [self.person() for _ in range(150)]
        self.countries = [self._add(Thing(0, "Place", place, country=place)) for _, place in COUNTRIES]
        self.national = [
            self._add(Thing(0, "Organization", f"{people} {body}" if "of" not in body else f"{body} of {place}", country=place))
            for people, place in COUNTRIES
            for body in BODIES
        ]
        for thing in self.national:
            thing.short = next(body for body in BODIES if body in thing.name)
        self.star_bodies = [self.body() for _ in range(80)]
        self.star_places = [self.place() for _ in range(120)]
        self.topics = [self._topic() for _ in range(max(articles // 8, 4))]

    def _add(self, thing: Thing) -> Thing:
        thing.number = len(self.things)
        self.things.append(thing)
        return thing

    def _surname(self) -> str:
        rng = self.rng
        name = "".join(rng.choice(STARTS) + rng.choice(VOWELS) for _ in range(rng.choice((1, 1, 2)))) + rng.choice(ENDS)
        if rng.random() < 0.04:
            name = name.translate(ACCENTS)
        if rng.random() < 0.02:
            return f"{rng.choice(('van', 'de', 'von', 'della'))} {name.capitalize()}"
        if rng.random() < 0.02:
            return f"{name.capitalize()}-{rng.choice(STARTS).capitalize()}{rng.choice(VOWELS)}{rng.choice(ENDS)}"
        return name.capitalize()

    def person(self, like: Thing | None = None, last: str = "") -> Thing:
        """Add a person; ``like`` gives the whole name, ``last`` the family."""
        rng = self.rng
        first, gender = (like.first, like.gender) if like else self.given[self.given_zipf.draw(rng)]
        last = like.last if like else last or self.surnames[self.surname_zipf.draw(rng)]
        middle = self.given[self.given_zipf.draw(rng)][0] if rng.random() < 0.25 else ""
        made = Thing(0, "Person", f"{first} {last}", first, middle, last, gender=gender)
        made.born, made.role = rng.randint(1935, 2004), rng.choice(ROLES)
        return self._add(made)

    def body(self) -> Thing:
        """Add an organisation."""
        rng, root = self.rng, self._surname() + self.rng.choice(("ia", "or", "ex", ""))
        if rng.random() < 0.4:
            about = rng.sample(FIELDS, 2)
            form = rng.choice(("{} Institute for {} and {}", "{} {} {} Agency", "{} {} and {} Union", "{} Council for {} {}"))
            name = form.format(root, *about)
            return self._add(Thing(0, "Organization", name, acronym="".join(w[0] for w in name.split() if w[0].isupper())))
        if rng.random() < 0.04 and self.things:
            person = rng.choice([t for t in self.star_people if t.first])
            return self._add(
                Thing(0, "Organization", rng.choice((person.name, person.last)), legal=rng.choice(("Inc.", "Ltd")))
            )
        name = f"{root} {rng.choice(KINDS)}"
        return self._add(Thing(0, "Organization", name, short=root, legal=rng.choice(("", "", "Inc.", "Ltd", "plc"))))

    def place(self) -> Thing:
        """Add a place; some are named like people or like another place."""
        rng, odds = self.rng, self.rng.random()
        name = (
            self.surnames[self.surname_zipf.draw(rng)]
            if odds < 0.04
            else self._surname() + rng.choice(("ville", "burg", "ham", "stad"))
        )
        if 0.04 <= odds < 0.3:
            name = f"{name} {rng.choice(('Springs', 'Falls', 'Bay', 'County', 'Heights'))}"
        return self._add(Thing(0, "Place", name, country=rng.choice(COUNTRIES)[1]))

    def _topic(self) -> Topic:
        rng, topic = self.rng, Topic()
        for _ in range(rng.randint(6, 14)):
            odds, family = rng.random(), rng.choice(topic.people) if topic.people else None
            if odds < 0.01 and family:
                child = self.person(family)
                family.generation, child.generation, child.born = "Sr.", "Jr.", family.born + 28
                topic.people.append(child)
            elif odds < 0.06 and family:
                topic.people.append(self.person(last=family.last))
            elif odds < 0.07:
                topic.people.append(self.person(rng.choice([t for t in self.things if t.type == "Person"])))
            else:
                topic.people.append(self.person())
        topic.bodies = [self.body() for _ in range(rng.randint(3, 6))]
        topic.places = [self.place() for _ in range(rng.randint(2, 3))]
        topic.people += rng.sample(self.star_people, 2)
        country = rng.randrange(len(COUNTRIES))
        topic.bodies += [self.national[country * len(BODIES) + rng.randrange(len(BODIES))], rng.choice(self.star_bodies)]
        topic.places += [self.countries[country], rng.choice(self.star_places)]
        return topic

    def cast(self, topic: Topic) -> list[Thing]:
        """Return the things of one article, each once."""
        rng = self.rng
        few = ((topic.people, (2, 5)), (topic.bodies, (1, 3)), (topic.places, (1, 2)))
        found = [group[Zipf(len(group), 0.8).draw(rng)] for group, (low, high) in few for _ in range(rng.randint(low, high))]
        found += [group[Zipf(len(group), 1.0).draw(rng)] for group in (self.star_people, self.star_bodies, self.star_places)]
        found += [self.person() for _ in range(rng.choice((0, 0, 1, 1, 2)))]
        return list({thing.number: thing for thing in found}.values())


def plain(text: str) -> str:
    """Return a text without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def typo(text: str, rng: random.Random) -> str:
    """Return a text with two neighbouring letters swapped."""
    at = rng.randrange(1, max(len(text) - 2, 2))
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def spelled(thing: Thing, rng: random.Random) -> tuple[str, tuple[str, ...]]:
    """Return the name of a thing in one article, as a chain has it, and its other names there."""
    name, odds = thing.name, rng.random()
    aliases: tuple[str, ...] = ()
    if thing.type == "Person":
        name, aliases = _person(thing, odds, rng)
    elif thing.acronym:
        name = thing.acronym if odds < 0.12 else name
        aliases = (thing.acronym,) if 0.12 <= odds < 0.4 else ()
    elif thing.type == "Organization" and thing.country:
        name = thing.short if odds < 0.4 else name
    elif thing.type == "Organization":
        name = thing.short if thing.short and odds < 0.05 else f"{name}, {thing.legal}" if thing.legal and odds < 0.3 else name
    elif thing.country != name:
        name = f"{name}, {thing.country}" if odds < 0.03 else name
    name = plain(name) if rng.random() < 0.3 else name
    return typo(name, rng) if rng.random() < 0.004 and len(name) > 6 else name, aliases


def _person(thing: Thing, odds: float, rng: random.Random) -> tuple[str, tuple[str, ...]]:
    first = thing.first
    if odds < 0.08:
        miss = "Mr." if thing.gender == "m" else "Ms."
        return rng.choice((thing.last, f"{TITLES.get(thing.role, miss)} {thing.last}")), ()
    if odds < 0.1:
        return f"{first[0]}. {thing.last}", ()
    if odds < 0.105:
        return first, ()
    if odds < 0.15 and thing.first in NICKNAMES:
        first = NICKNAMES[thing.first]
    middle = rng.choice((f"{thing.middle[0]}. ", f"{thing.middle} ")) if thing.middle and rng.random() < 0.15 else ""
    title = f"{TITLES[thing.role]} " if thing.role in TITLES and rng.random() < 0.3 else ""
    generation = f" {thing.generation}" if thing.generation and rng.random() < 0.7 else ""
    return f"{title}{first} {middle}{thing.last}{generation}", (thing.last,)


def typed(thing: Thing, rng: random.Random) -> Types:
    """Return the scored types of a chain: mostly right and sure, some unsure, few wrong."""
    odds, other = rng.random(), rng.choice([t for t in ("Person", "Organization", "Place") if t != thing.type])
    if odds < 0.003:
        return ((other, 0.9),)
    if odds < 0.04:
        return ((thing.type, 0.5), (other, 0.35))
    return ((thing.type, 0.92),)


class Writer:
    """One article in the making; its text is its mentions, one a line."""

    def __init__(self, id_: str, published: str) -> None:
        self.id, self.published = id_, published
        self.lines: list[str] = []
        self.at = 0
        self.mentions: list[Mention] = []
        self.chains: dict[str, Chain] = {}
        self.claims: list[Claim] = []

    def write(self, words: str) -> Span:
        """Append a line and return its span."""
        span = Span(self.at, self.at + len(words))
        self.lines.append(words)
        self.at += len(words) + 1
        return span

    def chain(self, label: str, types: Types, aliases: tuple[str, ...], pronouns: Sequence[str], times: int) -> str:
        """Add a chain with its mentions and return its id."""
        id_ = f"e{len(self.chains) + 1}"
        said = (*((label, "name") for _ in range(times)), *((a, "name") for a in aliases), *((p, "pronoun") for p in pronouns))
        for words, kind in said:
            number = f"m{len(self.mentions) + 1}"
            mention = Mention(number, self.write(words), words, "name" if kind == "name" else "pronoun", types, id_, 0)
            self.mentions.append(mention)
        self.chains[id_] = Chain(id_, label, True, types, aliases)
        return id_

    def claim(self, chain: str, predicate: str, value: LiteralValue) -> None:
        """Add a claim with a value."""
        c, m = self.chains[chain], next(m for m in self.mentions if m.chain == chain)
        subject = Argument(m.id, chain, c.label, m.text, m.span, True, c.type, c.types)
        span = self.write(f"{c.label} {predicate} {value.value}")
        self.claims.append(Claim(digest(self.id, str(span), predicate), subject, predicate, value, (span,), confidence=0.9))

    def extraction(self) -> Extraction:
        """Return the extraction."""
        text = "\n".join(self.lines)
        hashed = hashlib.sha256(text.encode()).hexdigest()
        article = Article(self.id, self.id, text, hashed, published=self.published, body=(Span(0, len(text)),))
        return Extraction(article, tuple(self.mentions), dict(self.chains), tuple(self.claims), ())


def corpus(chains: int, seed: int) -> tuple[list[Extraction], Truth, World]:
    """Return articles with about so many chains, which thing each chain is, and the world they are of."""
    world = World(chains // 11, seed)
    rng = world.rng
    truth: Truth = {}
    found: list[Extraction] = []
    popular = Zipf(len(world.topics), 0.5)
    while len(truth) < chains:
        written = Writer(f"article-{len(found):06d}.txt", f"{rng.randint(2015, 2024)}-{rng.randint(1, 12):02d}-15")
        for thing in world.cast(world.topics[popular.draw(rng)]):
            for id_ in _tell(thing, written, rng):
                truth[written.id, id_] = thing.number
        found.append(written.extraction())
    return found, truth, world


def _tell(thing: Thing, written: Writer, rng: random.Random) -> Iterator[str]:
    """Write of one thing: a chain, now and then two, and what is said of a person."""
    label, aliases = spelled(thing, rng)
    gender = {"m": "he", "f": "she"}.get(thing.gender, "it")
    wrong = {"he": "she", "she": "he", "it": "they"}[gender]
    pronouns = [wrong if rng.random() < 0.04 else gender for _ in range(rng.choice((0, 0, 1, 2, 3)))]
    chain = written.chain(label, typed(thing, rng), aliases, pronouns, rng.choice((1, 1, 1, 2, 3)))
    yield chain
    if thing.type != "Person":
        return
    if rng.random() < 0.03 and aliases:
        yield written.chain(thing.last, typed(thing, rng), (), (), 1)
    if rng.random() < 0.06:
        age = int(written.published[:4]) - thing.born - rng.choice((0, 1))
        written.claim(chain, "age", LiteralValue(str(age), "xsd:integer"))
    if rng.random() < 0.01:
        written.claim(chain, "dateOfBirth", LiteralValue(str(thing.born), "xsd:gYear"))
    if rng.random() < 0.2:
        written.claim(chain, "hasRole", LiteralValue(thing.role))


@dataclass(frozen=True)
class Score:
    """Precision and recall, by pairs and B-cubed."""

    pairs: tuple[float, float]
    cubed: tuple[float, float]


def score(found: dict[ChainKey, str], truth: Truth) -> Score:
    """Compare a partition with the truth.

    >>> score({("a", "1"): "x", ("b", "1"): "x"}, {("a", "1"): 1, ("b", "1"): 2}).pairs
    (0.0, 1.0)
    """
    both = Counter((found[chain], thing) for chain, thing in truth.items())
    ours, theirs = Counter(found[chain] for chain in truth), Counter(truth.values())

    def pairs(sizes: Iterable[int]) -> int:
        return sum(n * (n - 1) // 2 for n in sizes)

    right, made, wanted = pairs(both.values()), pairs(ours.values()), pairs(theirs.values())
    precision = math.fsum(n * n / ours[entity] for (entity, _), n in both.items()) / max(len(truth), 1)
    recall = math.fsum(n * n / theirs[thing] for (_, thing), n in both.items()) / max(len(truth), 1)
    return Score((right / made if made else 1.0, right / wanted if wanted else 1.0), (precision, recall))


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def measured(extractions: list[Extraction], rounds: int) -> tuple[float, dict[ChainKey, str]]:
    """Return the least CPU seconds of several rounds, and which entity each chain became."""
    times, found = [], {}
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        with collecting_rarely():
            resolution = resolve(extractions, BASE, patterns=PATTERNS)
        times.append(time.process_time() - start)
        found = dict(resolution.by_chain)
    return min(times), found


def main() -> None:
    """Print the tables."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    sizes, times = [most // 10, most // 3, most], []
    print("| chains | mentions | articles | things | CPU s | pairs: precision, recall, F1 | B³: precision, recall, F1 |")
    print("| ---: | ---: | ---: | ---: | ---: | --- | --- |")
    for size in sizes:
        extractions, truth, world = corpus(size, seed)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        seconds, found = measured(extractions, 2)
        times.append(seconds)
        mentions, things = sum(len(e.mentions) for e in extractions), len(set(truth.values()))
        counts = f"{len(truth):,} | {mentions:,} | {len(extractions):,} | {things:,}"
        print(f"| {counts} | {seconds:.2f} | {_show(score(found, truth))} |", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    often = Counter(truth.values())
    parts = {
        f"of type {t}": {c for c, n in truth.items() if world.things[n].type == t} for t in ("Person", "Organization", "Place")
    }
    parts[f"of things with at most {SELDOM}"] = {c for c, n in truth.items() if often[n] <= SELDOM}
    for what, of in parts.items():
        part = {chain: thing for chain, thing in truth.items() if chain in of}
        print(f"| {len(part):,} {what} | | | {len(set(part.values())):,} | | {_show(score(found, part))} |")
    slope = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
    print(f"\ngrowth: time ~ chains^{slope:.2f}")
    print(f"peak memory: {peak / 1024:,.0f} MiB, {(peak - before) / 1024:,.0f} MiB of it for the last resolution")


def _show(found: Score) -> str:
    return " | ".join(f"{p:.4f}, {r:.4f}, {f1(p, r):.4f}" for p, r in (found.pairs, found.cubed))


if __name__ == "__main__":
    main()
