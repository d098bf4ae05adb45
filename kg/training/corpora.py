"""The corpora that may be learned from, and whatever somebody annotated in the form that ``kg extract`` writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg import claims
from kg.evaluation import conll04, gum_documents, knowledgenet, redocred
from kg.evaluation.running import lines
from kg.evaluation.spans import join
from kg.model import Span
from kg.reading import load_ontology
from kg.training.examples import Example, Fact, by_rules, documents, of

#: KnowledgeNet property → our relation (the one that says no more than it does), and the types of its subject and object.
KNOWLEDGENET = {
    "DATE_OF_BIRTH": ("dateOfBirth", "Person", None),
    "DATE_OF_DEATH": ("dateOfDeath", "Person", None),
    "PLACE_OF_RESIDENCE": ("residence", "Person", "Place"),
    "PLACE_OF_BIRTH": ("placeOfBirth", "Person", "Place"),
    "NATIONALITY": ("nationality", "Person", "Place"),
    "EMPLOYEE_OR_MEMBER_OF": ("memberOf", "Person", "Organization"),
    "EDUCATED_AT": ("educatedAt", "Person", "Organization"),
    "POLITICAL_AFFILIATION": ("politicalAffiliation", "Person", "Organization"),
    "CHILD_OF": ("childOf", "Person", "Person"),
    "SPOUSE": ("spouseOf", "Person", "Person"),
    "DATE_FOUNDED": ("dateFounded", "Organization", None),
    "HEADQUARTERS": ("headquarters", "Organization", "Place"),
    "SUBSIDIARY_OF": ("subsidiaryOf", "Organization", "Organization"),
    "FOUNDED_BY": ("foundedBy", "Organization", None),
    "CEO": ("chiefExecutiveOf", "Person", "Organization"),
}
CONLL04 = {
    "Kill": "killed",
    "Live_In": "hailsFrom",
    "Located_In": "locatedIn",
    "OrgBased_In": "basedIn",
    "Work_For": "memberOf",
}
CONLL04_TYPES = {"Peop": "Person", "Org": "Organization", "Loc": "Place", "Other": ""}
#: What holds wherever another relation holds, and was looked for with it.
WIDER = {"headquarters": "basedIn"}
#: Wikidata property → (our relation, whether ours runs the other way).
REDOCRED = {
    "P19": ("placeOfBirth", False),
    "P20": ("placeOfDeath", False),
    "P22": ("childOf", False),
    "P25": ("childOf", False),
    "P26": ("spouseOf", False),
    "P40": ("childOf", True),
    "P54": ("playsFor", False),
    "P69": ("educatedAt", False),
    "P102": ("politicalAffiliation", False),
    "P112": ("foundedBy", False),
    "P159": ("headquarters", False),
    "P355": ("subsidiaryOf", True),
    "P749": ("subsidiaryOf", False),
    "P569": ("dateOfBirth", False),
    "P570": ("dateOfDeath", False),
    "P571": ("dateFounded", False),
    "P3373": ("siblingOf", False),
    "P57": ("directed", True),
    "P50": ("authorOf", True),
    "P175": ("performerOf", True),
    "P127": ("ownedBy", False),
    "P6": ("headOf", True),
    "P35": ("headOf", True),
    "P488": ("headOf", True),
}
#: Properties that hold by knowledge of the world more often than by what a sentence says, or that say less than ours: which
#: relations are left open where they hold, from head to tail.
REDOCRED_OPEN = {
    "P131": ("headquarters", "locatedIn"),
    "P17": ("headquarters", "locatedIn", "residence"),
    "P276": ("headquarters", "locatedIn"),
    "P159": ("headquarters", "locatedIn"),
    "P27": ("nationality", "residence"),
    "P551": ("residence",),
    "P937": ("residence",),
    "P19": ("residence",),
    "P20": ("residence",),
}
#: Properties that tie somebody, a body or a place to a place, and whether ours runs the other way …
REDOCRED_PLACES = {
    "P131": False, "P17": False, "P150": True, "P159": False, "P276": False, "P19": False, "P551": False, "P937": False,
}  # fmt: skip
#: … the relation that says no more than that, by what is tied …
TIES = {"PER": "hailsFrom", "ORG": "basedIn", "LOC": "locatedIn"}
#: … and how many characters may lie between them: further apart, the world says it rather than the words.
NEAR = 40
REDOCRED_TYPES = {"PER": "Person", "ORG": "Organization", "LOC": "Place", "MISC": ""}
SYMMETRIC = frozenset({"spouseOf", "siblingOf"})
RELATIONS = tuple(sorted({r for r, *_ in KNOWLEDGENET.values()} | {r for r, _ in REDOCRED.values()} | set(CONLL04.values())))
#: What texts say in passing and no annotator of CoNLL04 or GUM looked for: that it is not annotated there says nothing.
FAMILY = frozenset({"childOf", "siblingOf", "spouseOf"})
#: What the pairs of a text that nobody annotated may be examples of not holding: not ties to places, which most names have.
PLAIN = frozenset(RELATIONS) - FAMILY - {"basedIn", "hailsFrom"}


def from_knowledgenet(file: Path) -> Iterator[Example]:
    """Yield the annotated passages of KnowledgeNet, in the folds that it has."""
    items = {str(d["documentId"]): d for d in map(json.loads, filter(str.strip, lines(file)))}
    for document in documents((id_, d["documentText"]) for id_, d in items.items()):
        item, read = items[document.article.id], list(by_rules(document, RELATIONS))
        for passage in item["passages"]:
            names = {str(p["propertyId"]): p["propertyName"] for p in passage["exhaustivelyAnnotatedProperties"]}
            known = frozenset(KNOWLEDGENET[name][0] for name in names.values() if name in KNOWLEDGENET)
            if not known:
                continue
            facts = [
                _fact(names[str(f["propertyId"])], f)
                for f in passage["facts"]
                if names.get(str(f["propertyId"])) in KNOWLEDGENET
            ]
            facts += [replace(fact, relation=WIDER[fact.relation]) for fact in facts if fact.relation in WIDER]
            known |= {WIDER[name] for name in known if name in WIDER}
            where = Span(passage["passageStart"], passage["passageEnd"])
            others = [fact for fact in read if fact.relation not in known]
            yield from of(document, "knowledgenet", known, facts, SYMMETRIC, where, item["fold"], others)


def _fact(name: str, given: dict[str, Any]) -> Fact:
    relation, *types = KNOWLEDGENET[name]
    ends = Span(given["subjectStart"], given["subjectEnd"]), Span(given["objectStart"], given["objectEnd"])
    inverse = knowledgenet.PROPERTIES[name][1]
    first, second = reversed(ends) if inverse else ends
    return Fact(relation, first, second, (types[0], types[1]))


def from_conll04(file: Path) -> Iterator[Example]:
    """Yield the sentences of CoNLL04."""
    items = {f"{n}-{s.id}": (s, *join(s.words)) for n, s in enumerate(conll04.sentences(file))}
    for document in documents((id_, text) for id_, (_, text, _) in items.items()):
        sentence, text, words = items[document.article.id]
        spans = {last: Span(words[first].start, words[last].end) for last, (_, first) in sentence.entities.items()}
        told = [(CONLL04[name], spans[a], spans[b]) for name, a, b in sentence.relations if a in spans and b in spans]
        facts = [Fact(relation, a, b) for relation, a, b in told]
        read = [fact for fact in by_rules(document, RELATIONS) if fact.relation not in CONLL04.values()]
        whole, known = Span(0, len(text)), frozenset(RELATIONS) - FAMILY
        for example in of(document, "conll04", known, facts, SYMMETRIC, whole, read=read):
            example.open([(a, b) for _, a, b in told], set(RELATIONS) - set(CONLL04.values()))
            for last, (kind, _) in sentence.entities.items():
                example.typed(example.at(spans[last])[0], CONLL04_TYPES[kind])
            yield example


def from_redocred(file: Path) -> Iterator[Example]:
    """Yield the sentences of Re-DocRED; a relation counts where the sentence is evidence of it by itself."""
    items = {f"{n:04d}": item for n, item in enumerate(json.loads("\n".join(lines(file))))}
    read = {id_: redocred.text_of(item) for id_, item in items.items()}
    for document in documents((id_, text) for id_, (text, _) in read.items()):
        item, (_, words) = items[document.article.id], read[document.article.id]
        annotated = {relation for relation, _ in REDOCRED.values()} | set(TIES.values())
        others = [fact for fact in by_rules(document, RELATIONS) if fact.relation not in annotated]
        places = [[(m["sent_id"], redocred.place(m, words)) for m in vertex] for vertex in item["vertexSet"]]
        for number, sentence in enumerate(words):
            if not sentence:
                continue
            here = [[span for n, span in mentions if n == number] for mentions in places]
            facts = [
                fact
                for label in item["labels"]
                for a in here[label["h"]]
                for b in here[label["t"]]
                for fact in (*_facts(label, a, b, number), *_ties(label, item["vertexSet"], a, b, number))
            ]
            within = Span(sentence[0].start, sentence[-1].end)
            for example in of(document, "redocred", frozenset(RELATIONS), facts, SYMMETRIC, within, read=others):
                told = [(a, b) for label in item["labels"] for a in here[label["h"]] for b in here[label["t"]]]
                example.open(told, set(RELATIONS) - {relation for relation, _ in REDOCRED.values()})
                for mentions, vertex in zip(here, item["vertexSet"], strict=True):
                    if vertex[0]["type"] in REDOCRED_TYPES:
                        for span in mentions:
                            example.typed(example.at(span)[0], REDOCRED_TYPES[vertex[0]["type"]])
                yield example


def _facts(label: dict[str, Any], head: Span, tail: Span, sentence: int) -> Iterator[Fact]:
    yield from (Fact(relation, head, tail, sure=False) for relation in REDOCRED_OPEN.get(label["r"], ()))
    if label["r"] == "P150":
        yield Fact("locatedIn", tail, head, sure=False)
    if label["r"] in REDOCRED:
        relation, inverse = REDOCRED[label["r"]]
        ends = (tail, head) if inverse else (head, tail)
        yield Fact(relation, *ends, sure=label["evidence"] == [sentence])


def _ties(label: dict[str, Any], things: list[Any], head: Span, tail: Span, sentence: int) -> Iterator[Fact]:
    inverse = REDOCRED_PLACES.get(label["r"])
    if inverse is None or label["evidence"] != [sentence]:
        return
    (tied, one), (place, other) = (things[label["h"]], head), (things[label["t"]], tail)
    if inverse:
        (tied, one), (place, other) = (place, other), (tied, one)
    relation = TIES.get(tied[0]["type"])
    if relation and place[0]["type"] == "LOC" and max(one.start, other.start) - min(one.end, other.end) <= NEAR:
        yield Fact(relation, one, other)


def from_gum(folder: Path) -> Iterator[Example]:
    """Yield the sentences of GUM that have two names or more, texts of many genres, annotated with nothing that we tell.

    What the rules are sure of is learned, what else they read left open; any other pair is an example of things that only stand
    together.
    """
    texts = [(file.stem, gum_documents.read_document(file).text) for file in sorted(folder.glob("*.conllu"))]
    ontology = load_ontology(())
    for document in documents(texts):
        found = [(c.subject.span, c.object.span) for c in claims.extract(document, ontology) if c.object.span]
        whole = Span(0, len(document.article.text))
        for example in of(document, "gum", PLAIN, (), SYMMETRIC, whole, read=list(by_rules(document, RELATIONS))):
            if sum(thing.kind == "name" for thing in example.passage.things) > 1:
                example.open(found, RELATIONS)
                yield example


def from_contract(file: Path) -> Iterator[Example]:
    """Yield the passages of articles annotated in the form of ``kg extract`` (docs/data-contract.md).

    Every relation that occurs in the file is taken to be annotated wherever it holds. A claim that is denied, or whose
    evidence lies in another sentence, teaches nothing.
    """
    items = {str(d["article"]["id"]): d for d in map(json.loads, filter(str.strip, lines(file)))}
    relations = load_ontology(()).relations
    names = {relation.iri: name for name, relation in relations.items()}
    known = frozenset(names.get(c["predicate"], c["predicate"]) for d in items.values() for c in d["claims"])
    symmetric = frozenset(name for name in known if name in relations and relations[name].symmetric)
    for document in documents((id_, d["article"]["text"]) for id_, d in items.items()):
        claims = items[document.article.id]["claims"]
        facts = [
            Fact(
                names.get(c["predicate"], c["predicate"]),
                Span(c["subject"]["start"], c["subject"]["end"]),
                Span(c["object"]["start"], c["object"]["end"]),
                sure=c.get("polarity") != "negative",
            )
            for c in claims
            if c["object"].get("start") is not None
        ]
        yield from of(document, "own", known, facts, symmetric, Span(0, len(document.article.text)))
