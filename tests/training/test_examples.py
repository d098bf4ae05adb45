"""Tiny invented samples in each corpus's format become passages with what holds, what does not, and what is left open."""

from __future__ import annotations

import json
from pathlib import Path

from kg.training import corpora
from kg.training.examples import Example

KN_TEXT = "Orla Finch was born in Leeds. She works for Vesta Group, but her brother Abel Finch does not."


def words(example: Example) -> list[str]:
    passage = example.passage
    return [t.span.of(passage.text) for t in passage.things]


def triples(example: Example, which: str = "positive") -> set[tuple[str, str, str]]:
    things = words(example)
    return {(things[i], relation, things[j]) for i, j, relation in getattr(example, which)}


def knowledgenet(folder: Path) -> Path:
    def fact(property_: str, subject: str, object_: str) -> dict[str, object]:
        a, b = KN_TEXT.index(subject), KN_TEXT.index(object_)
        return {
            "propertyId": property_,
            "subjectStart": a,
            "subjectEnd": a + len(subject),
            "objectStart": b,
            "objectEnd": b + len(object_),
        }

    end = KN_TEXT.index(" She")

    def passage(start: int, end: int, names: dict[str, str], facts: list[dict[str, object]]) -> dict[str, object]:
        properties = [{"propertyId": id_, "propertyName": name} for id_, name in names.items()]
        return {"passageStart": start, "passageEnd": end, "exhaustivelyAnnotatedProperties": properties, "facts": facts}

    item = {
        "fold": 2,
        "documentId": "7",
        "documentText": KN_TEXT,
        "passages": [
            passage(0, end, {"12": "PLACE_OF_BIRTH"}, [fact("12", "Orla Finch", "Leeds")]),
            passage(end + 1, len(KN_TEXT), {"3": "EMPLOYEE_OR_MEMBER_OF"}, [fact("3", "She", "Vesta Group")]),
        ],
    }
    (folder / "kn.jsonl").write_text(json.dumps(item) + "\n", encoding="utf-8")
    return folder / "kn.jsonl"


def test_knowledgenet_teaches_what_was_annotated_and_keeps_its_folds(tmp_path: Path) -> None:
    first, second = corpora.from_knowledgenet(knowledgenet(tmp_path))
    assert (first.fold, first.known, triples(first)) == (2, {"placeOfBirth"}, {("Orla Finch", "placeOfBirth", "Leeds")})
    assert {words(first)[i]: t for i, t in first.types.items()} == {"Orla Finch": "Person", "Leeds": "Place"}
    assert (second.known, triples(second)) == ({"memberOf"}, {("She", "memberOf", "Vesta Group")})
    told = {(i, j) for i, j, _ in second.positive | second.unsure}
    abel, group = words(second).index("Abel Finch"), words(second).index("Vesta Group")
    assert (abel, group) not in told  # he is an example of who does not


def test_conll04_teaches_types_and_relations(tmp_path: Path) -> None:
    rows = [
        ("Orla", "B-Peop", "['N']", "[0]"),
        ("Finch", "I-Peop", "['Work_For']", "[4]"),
        ("runs", "O", "['N']", "[2]"),
        ("Vesta", "B-Org", "['N']", "[3]"),
        ("Group", "I-Org", "['OrgBased_In']", "[6]"),
        ("in", "O", "['N']", "[5]"),
        ("Leeds", "B-Loc", "['N']", "[6]"),
    ]
    lines = [f"{n}\t" + "\t".join(row) for n, row in enumerate(rows)]
    (tmp_path / "train.txt").write_text("#doc 1\n" + "\n".join(lines) + "\n", encoding="utf-8")
    (example,) = corpora.from_conll04(tmp_path / "train.txt")
    assert triples(example) == {("Orla Finch", "memberOf", "Vesta Group"), ("Vesta Group", "headquarters", "Leeds")}
    assert sorted(example.types.values()) == ["Organization", "Person", "Place"]
    assert "killed" in example.known


def test_redocred_teaches_what_one_sentence_says_by_itself(tmp_path: Path) -> None:
    sents = [["Orla", "Finch", "was", "born", "in", "Leeds", "."], ["Leeds", "is", "in", "Norland", "."]]

    def entity(name: str, type_: str, *places: tuple[int, int, int]) -> list[dict[str, object]]:
        return [{"name": name, "type": type_, "sent_id": s, "pos": [a, b]} for s, a, b in places]

    item = {
        "title": "Orla Finch",
        "sents": sents,
        "vertexSet": [entity("Orla Finch", "PER", (0, 0, 2)), entity("Leeds", "LOC", (0, 5, 6), (1, 0, 1)),
                      entity("Norland", "LOC", (1, 3, 4))],
        "labels": [{"r": "P19", "h": 0, "t": 1, "evidence": [0]}, {"r": "P131", "h": 1, "t": 2, "evidence": [1]}],
    }  # fmt: skip
    (tmp_path / "dev.json").write_text(json.dumps([item]), encoding="utf-8")
    first, second = corpora.from_redocred(tmp_path / "dev.json")
    assert triples(first) == {("Orla Finch", "placeOfBirth", "Leeds")}
    assert ("Orla Finch", "residence", "Leeds") in triples(first, "unsure")
    assert not second.positive
    assert ("Leeds", "locatedIn", "Norland") in triples(second, "unsure")


def test_own_articles_are_read_as_extract_writes_them(tmp_path: Path) -> None:
    text = "Orla Finch leads Vesta Group. Ida Marsh does not lead Vesta Group."

    def argument(words: str, at: int = 0) -> dict[str, object]:
        start = text.index(words, at)
        return {"start": start, "end": start + len(words)}

    told = [
        {"predicate": "headOf", "subject": argument("Orla Finch"), "object": argument("Vesta Group"), "polarity": "positive"},
        {
            "predicate": "headOf",
            "subject": argument("Ida Marsh"),
            "object": argument("Vesta Group", 40),
            "polarity": "negative",
        },
    ]
    line = {"article": {"id": "a", "text": text}, "claims": told}
    (tmp_path / "own.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    first, second = corpora.from_contract(tmp_path / "own.jsonl")
    assert triples(first) == {("Orla Finch", "headOf", "Vesta Group")}
    assert not second.positive
    assert ("Ida Marsh", "headOf", "Vesta Group") in triples(second, "unsure")
