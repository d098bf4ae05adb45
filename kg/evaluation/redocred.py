"""Re-DocRED (Tan et al. 2022): 96 Wikidata relations between the entities of encyclopaedia paragraphs.

A JSON array of documents: sents (tokens), vertexSet (entities with their mentions), labels (h, r, t).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.evaluation import documents
from kg.evaluation.report import Read, Report
from kg.evaluation.running import lines, the_file
from kg.evaluation.spans import join
from kg.model import Span

#: Wikidata property → (our relations, whether our claims run the other way, the type of our subject where that tells).
#: Order counts: what is wrong counts in the first row that the claim's relation has.
PROPERTIES: documents.Table = {
    "P488 chairperson": (("headOf",), True, ""),
    "P6 head of government": (("headOf",), True, ""),
    "P131 located in": (("locatedIn", "headquarters"), False, ""),
    "P17 country": (("locatedIn", "headquarters"), False, ""),
    "P19 place of birth": (("placeOfBirth",), False, ""),
    "P20 place of death": (("placeOfDeath",), False, ""),
    "P22 father": (("childOf",), False, ""),
    "P25 mother": (("childOf",), False, ""),
    "P26 spouse": (("spouseOf",), False, ""),
    "P27 citizenship": (("nationality",), False, ""),
    "P35 head of state": (("headOf",), True, ""),
    "P40 child": (("childOf",), True, ""),
    "P50 author": (("authorOf",), True, ""),
    "P463 member of": (("memberOf",), False, ""),
    "P54 member of sports team": (("playsFor",), False, ""),
    "P57 director": (("directed",), True, ""),
    "P170 creator": (("created", "authorOf", "designed"), True, ""),
    "P58 screenwriter": (("authorOf",), True, ""),
    "P69 educated at": (("educatedAt",), False, ""),
    "P86 composer": (("created", "authorOf"), True, ""),
    "P102 political party": (("politicalAffiliation",), False, ""),
    "P108 employer": (("employedBy", "headOf", "chiefExecutiveOf"), False, ""),
    "P112 founded by": (("foundedBy",), False, ""),
    "P123 publisher": (("publishedBy",), False, ""),
    "P127 owned by": (("ownedBy",), False, ""),
    "P150 contains": (("locatedIn",), True, ""),
    "P159 headquarters": (("headquarters",), False, ""),
    "P161 cast member": (("appearedIn",), True, ""),
    "P162 producer": (("produced",), True, ""),
    "P166 award received": (("awardReceived",), False, ""),
    "P175 performer": (("performerOf",), True, ""),
    "P176 manufacturer": (("madeBy",), False, ""),
    "P178 developer": (("created", "launched", "madeBy"), True, ""),
    "P241 military branch": (("memberOf", "employedBy"), False, ""),
    "P276 location": (("locatedIn",), False, ""),
    "P355 subsidiary": (("subsidiaryOf",), True, ""),
    "P361 part of": (("partOf",), False, ""),
    "P527 has part": (("partOf",), True, ""),
    "P551 residence": (("residence",), False, ""),
    "P569 date of birth": (("dateOfBirth",), False, ""),
    "P570 date of death": (("dateOfDeath",), False, ""),
    "P571 inception": (("dateFounded",), False, ""),
    "P710 participant": (("participantIn",), True, ""),
    "P749 parent organization": (("subsidiaryOf",), False, ""),
    "P800 notable work": (("authorOf", "created", "directed", "performerOf", "designed"), False, ""),
    "P1344 participant in": (("participantIn", "attended"), False, ""),
    "P1365 replaces": (("succeeded",), False, ""),
    "P1366 replaced by": (("succeeded",), True, ""),
    "P3373 sibling": (("siblingOf",), False, ""),
}
SYMMETRIC = frozenset(["P26 spouse", "P3373 sibling"])
#: A property, and those whose instances are instances of what our relation says as well.
IMPLIED = {
    "P17 country": ("P276 location",),
    "P108 employer": ("P463 member of",),
    "P463 member of": ("P102 political party", "P54 member of sports team", "P241 military branch"),
}


def evaluate(path: Path, limit: int | None, read: Read) -> Report:
    """Measure the documents of ``dev_revised.json`` (or another file of this format)."""
    file = the_file(path, "dev_revised.json", "dev.json")
    data = json.loads("\n".join(lines(file)))[:limit]
    full = {name.split()[0]: name for name in PROPERTIES}
    found = []
    for number, item in enumerate(data):
        text, words = text_of(item)
        entities = {n: [place(m, words) for m in vertex] for n, vertex in enumerate(item["vertexSet"])}
        names = {n: vertex[0]["name"] for n, vertex in enumerate(item["vertexSet"])}
        relations = [(full.get(label["r"], label["r"]), label["h"], label["t"]) for label in item["labels"]]
        found.append(documents.Document(f"{number:04d} {item['title']}", text, entities, names, relations))
    return documents.measure("redocred", found, documents.Kinds(PROPERTIES, SYMMETRIC, IMPLIED), read)


def text_of(item: Mapping[str, Any]) -> tuple[str, list[list[Span]]]:
    """Return a document's text, and the places of the words of each sentence in it."""
    text, words = "", []
    for sentence in item["sents"]:
        text, spans = join(sentence, text)
        words.append(spans)
    return text, words


def place(mention: Mapping[str, Any], words: Sequence[Sequence[Span]]) -> Span:
    """Return where an annotated mention stands, given the places of words that ``text_of`` returns."""
    sentence, (first, after) = words[mention["sent_id"]], mention["pos"]
    return Span(sentence[first].start, sentence[after - 1].end)
