"""Tiny invented samples in each corpus's format become passages with what holds, what does not, and what is left open."""

from __future__ import annotations

import json
from pathlib import Path

from kg.model import Span
from kg.reading import load_ontology
from kg.training import corpora
from kg.training.composed import composed
from kg.training.examples import Example, Fact, by_rules, documents, of

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
    assert second.known == {"memberOf"}
    family = {
        ("her", "siblingOf", "Abel Finch"),
        ("Abel Finch", "siblingOf", "her"),
    }  # nobody looked for it: the rules teach it
    assert triples(second) == {("She", "memberOf", "Vesta Group"), *family}
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
    annotated = {("Orla Finch", "memberOf", "Vesta Group"), ("Vesta Group", "basedIn", "Leeds")}
    assert triples(example) == {*annotated, ("Orla Finch", "headOf", "Vesta Group")}  # the last by the rules
    assert sorted(example.types.values()) == ["Organization", "Person", "Place"]
    assert "killed" in example.known
    assert ("Vesta Group", "headquarters", "Leeds") in triples(example, "unsure")
    assert not example.known & {"spouseOf", "childOf"}  # nobody looked for families there


def test_redocred_teaches_what_one_sentence_says_by_itself(tmp_path: Path) -> None:
    far = "Leeds was quiet that spring while the rest of a large country went to war with Norland ."
    sents = [["Orla", "Finch", "was", "born", "in", "Leeds", "."], ["Leeds", "is", "in", "Norland", "."], far.split()]

    def entity(name: str, type_: str, *places: tuple[int, int, int]) -> list[dict[str, object]]:
        return [{"name": name, "type": type_, "sent_id": s, "pos": [a, b]} for s, a, b in places]

    item = {
        "title": "Orla Finch",
        "sents": sents,
        "vertexSet": [entity("Orla Finch", "PER", (0, 0, 2)), entity("Leeds", "LOC", (0, 5, 6), (1, 0, 1), (2, 0, 1)),
                      entity("Norland", "LOC", (1, 3, 4), (2, 16, 17))],
        "labels": [{"r": "P19", "h": 0, "t": 1, "evidence": [0]}, {"r": "P131", "h": 1, "t": 2, "evidence": [1]},
                   {"r": "P17", "h": 1, "t": 2, "evidence": [2]}],
    }  # fmt: skip
    (tmp_path / "dev.json").write_text(json.dumps([item]), encoding="utf-8")
    first, second, third = corpora.from_redocred(tmp_path / "dev.json")
    assert triples(first) == {("Orla Finch", "placeOfBirth", "Leeds"), ("Orla Finch", "hailsFrom", "Leeds")}
    assert ("Orla Finch", "residence", "Leeds") in triples(first, "unsure")
    assert triples(second) == {("Leeds", "locatedIn", "Norland")}
    assert not third.positive  # so far apart the world says it, not the words
    assert ("Leeds", "locatedIn", "Norland") in triples(third, "unsure")


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


NAMES = {
    "Person": ("Orla Finch", "Ida Marsh", "Abel Finch", "Nora Quist"),
    "Organization": ("Vesta Group", "Tallis Mining", "Norland University", "Brightwater Energy"),
    "Place": ("Leeds", "Bergen", "Aberdeen", "Oslo"),
}


def made(number: int) -> list[Example]:
    """Sentences composed of names that examples of the first third lend."""
    lent = []
    for type_, words_ in NAMES.items():
        for word in words_:
            text = f"They saw {word} there with Omar Bell."
            for document in documents([("a", text)]):
                for example in of(document, "knowledgenet", frozenset(), (), frozenset(), Span(0, len(text)), 1):
                    example.types = {i: type_ for i, thing in enumerate(example.passage.things) if thing.span.of(text) == word}
                    lent.append(example)
    parties = "Orla Finch joined the Liberal Party, the Green Party, the Labour Party and the National Party in Leeds."
    for document in documents([("p", parties)]):
        for example in of(document, "knowledgenet", frozenset(), (), frozenset(), Span(0, len(parties)), 1):
            things = enumerate(example.passage.things)
            example.positive = {(0, j, "politicalAffiliation") for j, t in things if t.span.of(parties).endswith("Party")}
            lent.append(example)
    return composed(load_ontology(()), corpora.RELATIONS, lent, number, seed=1)


def test_composed_sentences_say_who_belongs_where_and_nothing_else() -> None:
    found = made(114)
    assert len(found) > 30
    assert {e.fold for e in found} == {1}  # the other thirds lend no names
    assert [words(e) for e in found] == [words(e) for e in made(114)]
    both = next(e for e in found if " met in " in e.passage.text and len(e.positive) > 1)
    told = {(a, b) for a, _, b in triples(both) if a in NAMES["Person"] and b in NAMES["Organization"]}
    assert all(both.passage.text.index(b) < both.passage.text.index(a) for a, b in told)  # "Vesta Group treasurer Orla Finch"
    assert len({a for a, _ in told}) == len({b for _, b in told}) == 2
    crossed = {(a, b) for a, _ in told for _, b in told} - told
    assert crossed
    assert not crossed & {(a, b) for a, _, b in triples(both, "unsure")}


def test_what_the_rules_are_sure_of_is_learned_where_nobody_annotated_it(tmp_path: Path) -> None:
    first, _ = corpora.from_knowledgenet(knowledgenet(tmp_path))
    assert "memberOf" not in first.known
    text = "Orla Finch, chief executive of Vesta Group, was born in Leeds. Abel Finch may join Vesta Group."
    (document,) = documents([("1", text)])
    read = [(f.relation, f.subject.of(text), f.object.of(text), f.sure) for f in by_rules(document, corpora.RELATIONS)]
    assert ("chiefExecutiveOf", "Orla Finch", "Vesta Group", True) in read
    assert ("memberOf", "Orla Finch", "Vesta Group", False) in read  # wider than what is said: left open
    assert not any(subject == "Abel Finch" and sure for _, subject, _, sure in read)


def test_what_was_annotated_outdoes_what_the_rules_read(tmp_path: Path) -> None:
    first, second = corpora.from_knowledgenet(knowledgenet(tmp_path))
    for example in (first, second):
        annotated = {triple for triple in example.positive if triple[2] in example.known}
        assert annotated
        for i, j, name in annotated:
            example.heed(Fact(name, example.place(i), example.place(j), sure=False))
        assert annotated <= example.positive - example.unsure
    left_open = {triple for triple in second.unsure if triple[2] == "memberOf"}
    assert left_open
    for i, j, name in left_open:
        second.heed(Fact(name, second.place(i), second.place(j)))
    assert left_open <= second.unsure - second.positive


def test_composed_sentences_say_whose_country_is_whose() -> None:
    found = made(190)
    nations = [e for e in found if any(name == "nationality" for _, _, name in e.positive)]
    assert nations
    assert any(name == "basedIn" for e in found for _, _, name in e.positive)
    assert any(name == "headOf" for e in nations for _, _, name in e.positive)
    for e in found:
        if " officials in " in e.passage.text or " voters " in e.passage.text and "lawmaker" not in e.passage.text:
            people = {
                i for i, t in enumerate(e.passage.things) if e.passage.text[t.span.end :].startswith((" officials", " voters"))
            }
            assert not any(j in people for _, j, _ in e.positive)
