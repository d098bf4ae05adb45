"""Each corpus is read in its own format and judged by its stated rule; tiny corpora of our own show what counts."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UsageError
from kg.evaluation import CORPORA, evaluate
from kg.evaluation.clusters import Conll, scorer
from kg.evaluation.gum_documents import read_document
from kg.evaluation.partitions import Annotated, names
from kg.evaluation.report import Report
from kg.evaluation.spans import join
from kg.model import Span
from kg.settings import Settings

Run = Callable[..., Any]


def measure(corpus: str, path: Path) -> Report:
    return evaluate(corpus, path, Settings())


def counts(report: Report, name: str) -> tuple[int, int, int, int]:
    row = report.rows[name]
    return row.hits, row.predicted, row.found, row.gold


def test_knowledgenet_counts_passages_that_were_annotated(tmp_path: Path) -> None:
    text = "Orla Finch founded Tidemark Labs. Carl Webb founded Harrow Docks. Ines Roth left."
    fact = {"propertyId": "25", "subjectStart": 19, "subjectEnd": 32, "objectStart": 0, "objectEnd": 10}
    annotated = [{"propertyId": "25", "propertyName": "FOUNDED_BY"}]
    missed = fact | {"subjectStart": 66, "subjectEnd": 75, "objectStart": 66, "objectEnd": 75}

    def passage(start: int, end: int, names: list[Any], facts: list[Any]) -> dict[str, Any]:
        body = [f | {"humanReadable": "x"} for f in facts]
        span = {"passageStart": start, "passageEnd": end, "passageText": text[start:end]}
        return span | {"exhaustivelyAnnotatedProperties": names, "facts": body}

    passages = [passage(0, 33, annotated, [fact]), passage(34, 65, [], []), passage(66, len(text), annotated, [missed])]
    line = json.dumps({"documentId": "1", "documentText": text, "passages": passages})
    (tmp_path / "dev_folds123.jsonl").write_text(line + "\n", encoding="utf-8")
    # the second passage was not annotated: what is found there is neither right nor wrong
    assert counts(measure("knowledgenet", tmp_path), "FOUNDED_BY") == (1, 1, 1, 2)


def test_conll04_reads_tokens_and_relations(tmp_path: Path) -> None:
    words = "Orla Finch lives in Oslo , and Carl Webb killed Ines Roth .".split()
    tags = "B-Peop I-Peop O O B-Loc O O B-Peop I-Peop O B-Peop I-Peop O".split()
    related = {1: ("Live_In", 4), 11: ("Kill", 8)}  # the second runs the wrong way: the victim kills
    lines = ["#doc 1"]
    for n, (word, tag) in enumerate(zip(words, tags, strict=True)):
        name, head = related.get(n, ("N", n))
        lines.append(f"{n}\t{word}\t{tag}\t['{name}']\t[{head}]")
    (tmp_path / "dev.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = measure("conll04", tmp_path)
    assert counts(report, "Live_In") == (1, 1, 1, 1)
    assert counts(report, "Kill") == (0, 1, 0, 1)


def test_redocred_maps_both_directions_and_lists_what_is_not_covered(tmp_path: Path) -> None:
    def entity(name: str, start: int, end: int) -> list[dict[str, Any]]:
        return [{"name": name, "sent_id": 0, "pos": [start, end]}]

    document = {
        "title": "Tidemark",
        "sents": ["Tidemark Labs was founded by Orla Finch in 2011 .".split()],
        "vertexSet": [entity("Tidemark Labs", 0, 2), entity("Orla Finch", 5, 7), entity("2011", 8, 9)],
        "labels": [{"h": 0, "t": 1, "r": "P112"}, {"h": 0, "t": 2, "r": "P571"}, {"h": 1, "t": 0, "r": "P999"}],
    }
    (tmp_path / "dev_revised.json").write_text(json.dumps([document]), encoding="utf-8")
    report = measure("redocred", tmp_path)
    assert counts(report, "P112 founded by") == (1, 1, 1, 1)
    assert counts(report, "P571 inception") == (1, 1, 1, 1)
    assert report.uncovered == {"P999": 1}


def test_dwie_takes_the_adjective_for_the_country(tmp_path: Path) -> None:
    text = "Norwegian chemist Orla Finch spoke in Oslo. Norway was cold."
    places = [(0, 9, 0), (18, 28, 1), (44, 50, 2)]
    item = {
        "id": "D1",
        "content": text,
        "mentions": [{"begin": b, "end": e, "concept": c} for b, e, c in places],
        "concepts": [{"concept": c, "text": text[b:e], "tags": ["type::entity"]} for b, e, c in places],
        "relations": [
            {"s": 0, "p": "gpe0", "o": 2},
            {"s": 1, "p": "citizen_of", "o": 2},
            {"s": 1, "p": "citizen_of-x", "o": 0},
        ],
    }
    (tmp_path / "dwie_dev_with_content.jsonl").write_text(json.dumps(item) + "\n", encoding="utf-8")
    report = measure("dwie", tmp_path)
    assert counts(report, "citizen_of") == (1, 1, 1, 1)
    assert counts(report, "names, exact")[2:] == (3, 3)
    assert counts(report, "clusters (B-cubed), all") == (3, 3, 3, 3)
    assert report.total.gold == 1  # names and clusters are no part of the sum


def test_carb_asks_whether_a_claim_holds_what_a_tuple_says(tmp_path: Path) -> None:
    sentence = "Tidemark Labs acquired Harrow Docks for $ 3 million ."
    rows = [f"{sentence}\tacquired\tTidemark Labs\tHarrow Docks", f"{sentence}\tis\tHarrow Docks\tcheap"]
    (tmp_path / "dev.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    hits, predicted, found, gold = counts(measure("carb", tmp_path), "all that is said")
    assert (hits, found, gold) == (1, 1, 2)
    assert predicted >= 1


def test_the_command_reports_its_rule_and_its_figures(kg: Run, tmp_path: Path) -> None:
    row = "Orla Finch did not sue Corvane Airlines.\tsued\tOrla Finch\tCorvane Airlines\tnegative\tasserted\t-"
    path = tmp_path / "set.tsv"
    path.write_text(row + "\n", encoding="utf-8")
    done = kg("eval", "factuality", path, "-f", "json")
    told = json.loads(done.stdout)
    assert done.exit_code == 0
    assert told["rule"]
    assert {r["relation"]: r["f1"] for r in told["relations"]}["negative"] == 1.0
    assert "What counts" in kg("eval", "factuality", path).stdout


@pytest.mark.parametrize("corpus", CORPORA)
def test_what_is_no_corpus_is_told(corpus: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"neither a file nor|has no"):
        measure(corpus, tmp_path)
    (tmp_path / "x.json").write_text("what\tis\nthis {", encoding="utf-8")
    if corpus != "carb":  # of which any line with tabs is one
        with pytest.raises(UsageError, match=r"x\.json"):
            measure(corpus, tmp_path / "x.json")


def test_tokens_become_text_as_people_write_it() -> None:
    text, spans = join("`` I do n't know , '' said Ann 's aunt ( 42 ) .".split())
    assert text == "“I don't know,” said Ann's aunt (42)."
    assert [s.of(text) for s in spans][7:9] == ["said", "Ann"]


def test_polnear_compares_trimmed_spans_and_whole_attributions(tmp_path: Path) -> None:
    text = "“Harrow Docks will close,” Orla Finch said on Friday. Carl Webb told reporters it would not.\n"
    (tmp_path / "dev/text").mkdir(parents=True)
    (tmp_path / "dev/attributions").mkdir()
    (tmp_path / "dev/text/a.txt").write_text(text, encoding="utf-8")
    brat = "T1\tContent 0 26\tx\nT2\tSource 27 37\tx\nT3\tCue 38 42\tx\nE1\tAttribution:T4 Content:T1 Source:T2 Cue:T3\n"
    (tmp_path / "dev/attributions/a_00ff.ann").write_text(brat, encoding="utf-8")
    report = measure("polnear", tmp_path)
    for name in ("source", "cue", "content", "attribution"):
        assert (report.rows[name].found, report.rows[name].gold) == (1, 1)


#: A word, its part of speech, the number of its head (0: none), its relation and the entities that open and close at it.
Line = tuple[str, str, int, str, str]


def write_gum(path: Path, *sentences: list[Line]) -> None:
    rows = ["# newpar"]
    for sentence in sentences:
        for n, (word, pos, head, dep, entity) in enumerate(sentence, 1):
            following = sentence[n][0] if n < len(sentence) else ""
            misc = [f"Entity={entity}"] if entity else []
            misc += ["SpaceAfter=No"] if following in (".", "'s") else []
            rows.append(
                "\t".join(
                    [str(n), word, "_", pos, "POS" if word == "'s" else "_", "_", str(head), dep, "_", "|".join(misc) or "_"]
                )
            )
        rows.append("")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


ORLA: list[Line] = [
    ("Orla", "PROPN", 3, "nsubj", "(1-person-new-2-coref"), ("Finch", "PROPN", 1, "flat", "1)"),
    ("left", "VERB", 0, "root", ""), ("Oslo", "PROPN", 3, "obj", "(2-place-new-1-coref)"), (".", "PUNCT", 3, "punct", ""),
]  # fmt: skip
SHE: list[Line] = [
    ("She", "PRON", 2, "nsubj", "(1-person-giv-1-coref)"), ("praised", "VERB", 0, "root", ""),
    ("Carl", "PROPN", 2, "obj", "(3-person-new-2-coref"), ("Webb", "PROPN", 3, "flat", "3)"), (".", "PUNCT", 2, "punct", ""),
]  # fmt: skip
FINCH: list[Line] = [
    ("Ms", "PROPN", 4, "nsubj", "(1-person-giv-1-coref"), ("Finch", "PROPN", 1, "flat", ""), ("'s", "PART", 1, "case", "1)"),
    ("left", "VERB", 0, "root", ""), ("town", "NOUN", 4, "obj", "(4-place-new-1-coref)"), (".", "PUNCT", 4, "punct", ""),
]  # fmt: skip


def test_gum_reads_nested_entities_and_measures_chains(tmp_path: Path) -> None:
    write_gum(tmp_path / "x.conllu", ORLA, SHE)
    report = measure("gum", tmp_path)
    assert counts(report, "mentions")[2:] == (2, 2)  # only what is mentioned twice is asked for
    assert report.rows["chains (B-cubed)"].f1 == 1.0
    assert report.rows["names: Person"].found == 2


def test_gum_gives_the_conll_score_of_names_and_of_their_chains(tmp_path: Path) -> None:
    write_gum(tmp_path / "GUM_news_x.conllu", ORLA, SHE, ORLA)
    report = measure("gum", tmp_path)
    # Orla Finch and Oslo twice, Carl Webb once: five names in three entities, all found and put together
    assert counts(report, "names, head") == (5, 5, 5, 5)
    assert counts(report, "names, head: MUC") == (2, 2, 2, 2)
    assert counts(report, "names, head: CEAFe") == (3, 3, 3, 3)
    assert counts(report, "repeated names, exact, news") == (4, 4, 4, 4)
    assert counts(report, "named chains, head") == (5, 5, 5, 5)  # the pronoun too, but not Carl Webb
    assert report.rows["names, head, news"].f1 == report.rows["all mentions, exact"].f1 == 1.0


def test_gum_heads_and_ends_of_mentions(tmp_path: Path) -> None:
    write_gum(tmp_path / "x.conllu", FINCH)
    document = read_document(tmp_path / "x.conllu")
    assert document.text == "Ms Finch's left town."
    finch, town = document.mentions
    assert (finch.span.of(document.text), finch.name, town.name) == ("Ms Finch", True, False)
    assert document.head(Span(3, 8)) == finch.head == 0  # a part of a flat name is headed as its first word is


def test_gum_tells_names_inside_names(tmp_path: Path) -> None:
    council: list[Line] = [
        ("Oslo", "PROPN", 3, "compound", "(1-organization-new-2-coref(2-place-new-1-coref)"),
        ("City", "PROPN", 3, "compound", ""), ("Council", "PROPN", 4, "nsubj", "1)"), ("hired", "VERB", 0, "root", ""),
        ("chemist", "NOUN", 4, "obj", "(3-person-new-1-coref"), ("Orla", "PROPN", 5, "flat", "3)"),
        (".", "PUNCT", 4, "punct", ""),
    ]  # fmt: skip
    write_gum(tmp_path / "GUM_news_x.conllu", council)
    document = read_document(tmp_path / "GUM_news_x.conllu")
    assert [(m.span.of(document.text), m.name) for m in document.mentions] == [
        ("Oslo", True), ("Oslo City Council", True), ("chemist Orla", True),
    ]  # fmt: skip
    assert document.inner() == {0}
    report = measure("gum", tmp_path)
    assert (report.rows["names, head, news"].gold, report.rows["outer names, head, news"].gold) == (3, 2)


def test_the_scorer_counts_missed_and_wrong_links_over_documents() -> None:
    row, measures = Conll("x"), scorer()
    row.add([{1, 2, 3}], [{1, 2}, {-1}], measures)
    row.add([{1}], [{-1}], measures)  # nothing shared
    found = {name: (round(p.hits, 3), p.predicted, round(p.found, 3), p.gold) for name, p in row.parts.items()}
    assert found == {"MUC": (1, 1, 1, 2), "B-cubed": (2, 4, 1.333, 4), "CEAFe": (0.8, 3, 0.8, 2)}
    assert (row.hits, row.predicted, row.gold) == (2, 4, 4)


def test_without_the_scorer_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scorch.scores", None)
    with pytest.raises(UsageError, match=r"kg-news\[eval\]"):
        scorer()


def test_news_fair_asks_for_names_in_the_annotated_part(tmp_path: Path) -> None:
    text = "Carl Webb slept. Orla Finch left the Harrow Docks in Oslo on Monday. She praised the chemist. Finch left Oslo."

    def label(n: int, words: str, id_: str, type_: str = "Q5", start: int = 17, **more: Any) -> dict[str, Any]:
        at = text.index(words, start)
        return {"id": n, "span": [at, at + len(words)], "entity_id": id_, "name": "x", "type": type_} | more

    labels = [
        label(0, "Orla Finch", "Q1"), label(1, "the Harrow Docks in Oslo", "<NIL>", "OTHER", children=[2]),
        label(2, "Oslo", "Q2", parent=1), label(3, "Monday", "DATETIME", "DATETIME"), label(4, "She", "Q1"),
        label(5, "chemist", "Q3", "Q12737077|Q4164871"), label(6, "Finch", "Q1", start=90), label(7, "Oslo", "Q2", start=100),
    ]  # fmt: skip
    item = {"id": 7, "title": "x", "text": text, "evaluation_span": [17, len(text)], "labels": labels}
    (tmp_path / "news-fair.benchmark.jsonl").write_text(json.dumps(item) + "\n", encoding="utf-8")
    report = measure("news_fair", tmp_path)
    assert report.rows["names, exact"].gold == 4  # of the nested labels only Oslo is asked for
    assert report.rows["names, exact"].found == 4
    assert counts(report, "names in an article (B-cubed), all") == (4, 4, 4, 4)
    assert counts(report, "names across articles (B-cubed), aligned") == (4, 4, 4, 4)
    assert report.rows["names and others in an article (B-cubed), all"].gold == 6


def test_partitions_count_what_is_missing_as_alone() -> None:
    report = Report("x", "rule")
    gold = [Annotated(Span(0, 4), "a"), Annotated(Span(10, 14), "a"), Annotated(Span(20, 24), "b", asked=False)]
    names(report, "Oslo      Oslo      Rome", [Span(0, 4), Span(20, 23), Span(5, 7)], gold)
    assert counts(report, "names, exact") == (1, 3, 1, 2)
    assert counts(report, "names, overlapping") == (2, 3, 1, 2)
    assert report.total.gold == 0  # they are apart from a corpus's relations
