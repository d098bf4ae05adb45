"""Sentences put together from the ontology's lexicon: who holds which office where, beside another body, party or place; whose
state somebody leads, and of which country people and bodies are.

Corpora of relations have few sentences that name somebody's own body or country and another one; news has many. Names are those
that the annotated corpora give types to, words are those of the lexicon and the list of nationalities, so that each sentence
says by its making what holds in it: what it was made to say, and nothing else between its names.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.mentions.lists import load_lists
from kg.model import Span
from kg.ontology import Ontology, Sense
from kg.training.examples import FOLDS, Example, Fact, documents, of

#: A body that news calls a party.
PARTY = "party"
_KINDS = ("Person", "Organization", "Place", PARTY)
#: How most nationalities end that stand before a noun ("Danish", but "the Danes").
_ADJECTIVES, _INHABITANTS = ("an", "ish", "ese", "ch", "i"), ("sman", "chman", "shman", "woman")
#: What holds of somebody and the country of a nationality, or of a body; what may hold as well.
_NATIONALITY, _BASE = "nationality", "basedIn"
_ALSO = ("hailsFrom", "residence", "placeOfBirth", "memberOf", "headOf", "headquarters", "locatedIn")
#: With fewer names of a kind, none is drawn.
_FEWEST = 4
#: How one sentence goes: {Person1}, {Organization1} … are names, {office1} words that tie the person and the body of that
#: number, {adjective1} and {country1} a nationality and its country, {state1} an office of a state, {trade1} and {body1} what
#: people and bodies are, {deed} what is done to a body, a party or somebody, {act} to a place.
_FORMS = (
    "{Person1}, {office1} {of1} {Organization1}, {deed} {Organization2} in {Place1}.",
    "{Organization1} {office1} {Person1} {deed} {Organization2} on Monday.",
    "{Organization1} {office1} {Person1} and {Organization2} {office2} {Person2} met in {Place1}.",
    "{Person1}, {office1} {of1} {Organization1}, and {Person2}, {office2} {of2} {Organization2}, {act} {Place1}.",
    "{Person1}, who {deed} {Organization2}, was the {office1} {of1} {Organization1}.",
    "The {office1} {of1} {Organization1}, {Person1}, told {Organization2} that {Person2} {deed} {Person3}.",
    "{Person1} said {Organization1} {deed} {Organization2}, and {Person2} {act} {Place1}.",
    "{Organization1} {deed} {Person1}, and {Person2} {deed} {Organization2}.",
    "{Person1}, a critic of {Organization1}, {deed} {Person2} in {Place1} on Friday.",
    '"It will pass," {Person1}, {office1} {of1} {Organization1}, said of {Organization2}.',
    "{Person1} of the {party1} {deed} the {party2}, {Person2} said.",
    "{Person1} {deed} the {party1} and its leader {Person2}.",
    "{party1} lawmaker {Person1} {deed} {party2} voters, and {Organization1} {deed} {Person2}.",
    "The {party1} {deed} {Person1}, who {act} {Place1} with {Organization1}.",
    "{Person1} {act} {Place1} for talks with {Person2} of the {party1}.",
    "{Organization1} {act} {Place1} after {Person1} {deed} {Organization2}.",
    "According to {Person1}, {office1} {of1} {Organization1}, the {party1} {deed} {Organization2}.",
    "{Person1}, {office1} {of1} {Organization1}, said {Place1} was at peace.",
    "{Person1} {deed} {Place1}, and the {office1} {of1} {Organization1}, {Person2}, {deed} {Person3}.",
    "{adjective1} {state1} {Person1} {act} {Place1} on Monday.",
    "{adjective1} {state1} {Person1} {deed} {adjective2} {state2} {Person2} in {Place1}.",
    "{Person1}, the {adjective1} {state1}, {deed} {Organization1} and the {adjective2} government.",
    "The {adjective1} {trade1} {Person1} {deed} {Organization1} in {Place1}.",
    "{adjective1} {trade1} {Person1} and {adjective2} {trade2} {Person2} met in {Place1}.",
    "{country1}'s {state1}, {Person1}, {deed} {Organization1}.",
    "{country1}'s {state1} {Person1} {act} {country2} for talks with {Person2}.",
    "{adjective1} {state1} {Person1} told {adjective2} lawmakers that {Organization1} {deed} {Person2}.",
    "{Organization1}, the {adjective1} {body1}, {deed} {Person1}.",
    "{adjective1} {body1} {Organization1} {deed} {adjective2} {body2} {Organization2}.",
    "{country1}'s {body1} {Organization1} {deed} {Person1} on Friday.",
    "The {adjective1} {body1} {Organization1} said {Place1} was at peace.",
    "{Person1} {deed} {adjective1} officials in {Place1}, the {adjective2} {body2} {Organization2} reported.",
    "{Organization1} {deed} the {adjective1} government, {Person1} said.",
    "{Person1}, {office1} {of1} {Organization1}, {deed} {adjective1} lawmakers and the {adjective2} {state2}.",
    "{adjective1} voters {deed} {Person1} and {Organization1}.",
    "{Person1} {act} {Place1} for talks with {adjective1} {state1} {Person2}.",
    "{Person1} and {Organization1} {deed} {country1} and the {adjective2} army.",
    "{Person1} {act} the {adjective1} capital, where {Organization1} {deed} {Person2}.",
)
_ACTS = ("visited", "flew to", "arrived in", "left", "toured", "spoke in", "travelled to", "returned from")
_DEEDS = (
    "criticised", "sued", "attacked", "praised", "met", "accused", "thanked", "warned", "dismissed", "wrote to", "ignored",
    "interviewed", "angered", "defended", "lobbied", "mocked", "called on", "negotiated with", "appealed to", "blamed",
)  # fmt: skip


@dataclass(slots=True)
class _Sentence:
    """A sentence with the places of its names."""

    text: str = ""
    names: dict[str, Span] = field(default_factory=dict)
    facts: list[tuple[str, str, str]] = field(default_factory=list)


def composed(
    ontology: Ontology, relations: Sequence[str], examples: Sequence[Example], number: int, seed: int
) -> list[Example]:
    """Return so many sentences as examples of the relations; each third of them has names that examples of that third give
    types to, so that what is held out lends none."""
    words, found = _words(ontology, relations), list[Example]()
    for fold in range(1, FOLDS + 1):
        names, rng = _names([e for e in examples if e.fold == fold]), random.Random(FOLDS * seed + fold)
        if not words.offices or any(len(names[kind]) < _FEWEST for kind in _KINDS):
            continue
        made = {f"{fold}-{n:05d}": _sentence(_FORMS[n % len(_FORMS)], words, names, rng) for n in range(number // FOLDS)}
        for document in documents((id_, sentence.text) for id_, sentence in made.items()):
            sentence = made[document.article.id]
            facts = [Fact(name, sentence.names[a], sentence.names[b]) for name, a, b in sentence.facts]
            whole = Span(0, len(sentence.text))
            for example in of(document, "lexicon", frozenset(relations), facts, frozenset(), whole, fold):
                _leave_open(example, sentence, ontology)
                found.append(example)
    return found


def _leave_open(example: Example, sentence: _Sentence, ontology: Ontology) -> None:
    """Leave open what is wider than an office, and what leads a party."""
    for name, a, b in sentence.facts:
        wider = _ALSO if name in (_NATIONALITY, _BASE) else ontology.relations[name].parents
        example.open([(sentence.names[a], sentence.names[b])], wider)
    if "its leader" in sentence.text:
        example.open([(sentence.names["Person2"], sentence.names["party1"])], example.known)


def _names(examples: Sequence[Example]) -> Mapping[str, list[str]]:
    """Return the names of each kind, in order: people by two or three words, parties as those that people belong to."""
    found: dict[str, set[str]] = {kind: set() for kind in _KINDS}
    for example in examples:
        things, text = example.passage.things, example.passage.text
        for i, type_ in example.types.items():
            name = things[i].span.of(text)
            if type_ and "\n" not in name and name[:1].isupper() and (type_ != "Person" or 2 <= len(name.split()) <= 3):
                found[type_].add(name)
        for _, j, relation in example.positive:
            if relation == "politicalAffiliation" and things[j].kind == "name":
                found[PARTY].add(things[j].span.of(text))
    return {kind: sorted(names) for kind, names in found.items()}


@dataclass(frozen=True, slots=True)
class _Words:
    """Words to draw from: nouns that say what somebody is in a body (each with the relation that it teaches and the word after
    it), offices of states with the relation that they teach ("" for none), what people and what bodies are, nationalities with
    their countries."""

    offices: Sequence[tuple[Sense, str, str]]
    states: Sequence[tuple[str, str]]
    trades: Sequence[str]
    bodies: Sequence[str]
    nations: Sequence[tuple[str, str]]


def _words(ontology: Ontology, relations: Sequence[str]) -> _Words:
    meant = {sense.lemma for sense in ontology.senses}
    states = {(s.lemma, s.relation if s.relation in relations else "") for s in ontology.senses if s.object == ("demonym",)}
    kinds: dict[str, list[str]] = {"Person": [], "Organization": []}
    for noun, type_ in sorted(ontology.nouns.items()):
        if type_ in kinds and noun not in meant and noun.isalpha() and noun.islower():
            kinds[type_].append(noun)
    trades = [noun for noun in kinds["Person"] if noun.endswith(("er", "or", "ist", "ian"))]
    nations = {
        (name, place)
        for name, place in load_lists().demonyms.items()
        if name.endswith(_ADJECTIVES) and not name.endswith(_INHABITANTS)
    }
    return _Words(_offices(ontology, relations), sorted(states), trades, kinds["Organization"], sorted(nations))


def _offices(ontology: Ontology, relations: Sequence[str]) -> list[tuple[Sense, str, str]]:
    """Return the nouns that say what somebody is in a body, each with the relation that it teaches and the word after it."""
    found = []
    for sense in ontology.senses:
        relation = ontology.relations[sense.relation]
        taught = next((r for r in (relation.name, *relation.parents) if r in relations), None)
        fits = "Person" in relation.domain and "Organization" in relation.range and taught not in (None, "politicalAffiliation")
        after = [slot.removeprefix("prep:") for slot in sense.object if slot in ("prep:of", "prep:at", "prep:for")]
        plain = not (sense.negative or sense.status or sense.modality) and not any("=" in r for r in sense.requires)
        if sense.pos == "noun" and sense.subject == ("bearer",) and fits and after and plain:
            found.append((sense, str(taught), after[0]))
    return found


def _sentence(form: str, words: _Words, names: Mapping[str, Sequence[str]], rng: random.Random) -> _Sentence:
    made, given = _Sentence(), dict[str, str]()
    for n in ("1", "2"):
        sense, relation, after = rng.choice(words.offices)
        (state, leads), (adjective, country) = rng.choice(words.states), rng.choice(words.nations)
        given |= {f"office{n}": sense.lemma, f"of{n}": after, f"state{n}": state, f"adjective{n}": adjective}
        given |= {f"country{n}": country, f"trade{n}": rng.choice(words.trades), f"body{n}": rng.choice(words.bodies)}
        if f"{{office{n}}}" in form:
            made.facts.append((relation, f"Person{n}", f"Organization{n}"))
        for nation in (f"adjective{n}", f"country{n}"):
            made.facts += _national(form, n, nation, leads)
    if form.startswith(("{Person1} of the {party1}", "{party1} lawmaker")):
        made.facts.append(("politicalAffiliation", "Person1", "party1"))
    used = set[str]()
    for part in form.replace("{", "\0{").replace("}", "}\0").split("\0"):
        key = part[1:-1] if part.startswith("{") else ""
        kind, start = key.rstrip("123"), len(made.text)
        if kind in _KINDS:
            name = rng.choice([n for n in rng.sample(names[kind], _FEWEST) if n not in used] or names[kind])
            used.add(name)
            made.text += name
        elif key:
            made.text += given.get(key) or rng.choice(_ACTS if key == "act" else _DEEDS)
        else:
            made.text += part
        if kind in _KINDS or kind in ("adjective", "country"):
            made.names[key] = Span(start, len(made.text))
    return made


def _national(form: str, n: str, nation: str, leads: str) -> Iterator[tuple[str, str, str]]:
    """Yield what a sentence says of a nationality or country: that of whom or what stands beside it."""
    for role, ends, relation in (
        ("state", "Person", _NATIONALITY),
        ("trade", "Person", _NATIONALITY),
        ("body", "Organization", _BASE),
    ):
        beside = re.search(rf"\{{{nation}\}}(?:'s)? \{{{role}{n}\}},? \{{({ends}\d)\}}", form)
        before = re.search(rf"\{{({ends}\d)\}}, the \{{{nation}\}} \{{{role}{n}\}}", form)
        for found in filter(None, (beside, before)):
            yield relation, found[1], nation
            if role == "state" and leads:
                yield leads, found[1], nation
