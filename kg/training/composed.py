"""Sentences put together from the ontology's lexicon: who holds which office where, beside another body, party or place.

Corpora of relations have few sentences that name somebody's own body and another one; news has many. Names are those that the
annotated corpora give types to, words are those of the lexicon, so that each sentence says by its making what holds in it:
the office that it gives, and nothing else between its names.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import Span
from kg.ontology import Ontology, Sense
from kg.training.examples import FOLDS, Example, Fact, documents, of

#: A body that news calls a party.
PARTY = "party"
_KINDS = ("Person", "Organization", "Place", PARTY)
#: With fewer names of a kind, none is drawn.
_FEWEST = 4
#: How one sentence goes: {Person1}, {Organization1} … are names, {office1} words that tie the person and the body of that
#: number, {deed} what is done to a body, a party or somebody, {act} to a place.
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
    offices, found = _offices(ontology, relations), list[Example]()
    for fold in range(1, FOLDS + 1):
        names, rng = _names([e for e in examples if e.fold == fold]), random.Random(FOLDS * seed + fold)
        if not offices or any(len(names[kind]) < _FEWEST for kind in _KINDS):
            continue
        made = {f"{fold}-{n:05d}": _sentence(_FORMS[n % len(_FORMS)], offices, names, rng) for n in range(number // FOLDS)}
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
        example.open([(sentence.names[a], sentence.names[b])], ontology.relations[name].parents)
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


def _sentence(
    form: str, offices: Sequence[tuple[Sense, str, str]], names: Mapping[str, Sequence[str]], rng: random.Random
) -> _Sentence:
    made, given = _Sentence(), dict[str, str]()
    for n in ("1", "2"):
        sense, relation, after = rng.choice(offices)
        given |= {f"office{n}": sense.lemma, f"of{n}": after}
        if f"{{office{n}}}" in form:
            made.facts.append((relation, f"Person{n}", f"Organization{n}"))
    if form.startswith(("{Person1} of the {party1}", "{party1} lawmaker")):
        made.facts.append(("politicalAffiliation", "Person1", "party1"))
    used = set[str]()
    for part in form.replace("{", "\0{").replace("}", "}\0").split("\0"):
        key = part[1:-1] if part.startswith("{") else ""
        kind = key.rstrip("123")
        if kind in _KINDS:
            name = rng.choice([n for n in rng.sample(names[kind], _FEWEST) if n not in used] or names[kind])
            used.add(name)
            made.names[key] = Span(len(made.text), len(made.text) + len(name))
            made.text += name
        elif key:
            made.text += given.get(key) or rng.choice(_ACTS if key == "act" else _DEEDS)
        else:
            made.text += part
    return made
