"""The questions that come with kg, each asked of a small town's news with an answer that is known."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kg import ontology, store
from kg.model import Authority, Corpus, Disagreement, Extraction, LiteralValue, Side
from kg.store.reader import Store
from tests.factories import BASE, Story
from tests.store import corpora


def first() -> Extraction:
    """What the Post says."""
    story = Story("post.txt", published="2024-03-02", publisher="The Quay Post")
    tarn = story.chain("Bo Tarn", "Person")
    lund = story.chain("Ines Lund", "Person")
    quay = story.chain("Quay Line", "Organization")
    mill = story.chain("Fell Mill", "Organization")
    case = story.chain("Quay Line v. Fell Mill", "LegalCase")
    story.claim(lund, "chiefExecutiveOf", quay, "Ines Lund runs Quay Line.", qualifiers=(("role", "chief executive"),))
    story.claim(lund, "memberOf", mill, "Lund sat on the board of Fell Mill.", status="ended", time="2019")
    story.claim(mill, "foundedBy", tarn, "Bo Tarn founded Fell Mill.")
    story.claim(tarn, "employedBy", quay, "Tarn works for Quay Line.")
    story.claim(tarn, "spokespersonFor", mill, "Tarn speaks for Fell Mill.")
    story.claim(
        quay, "sued", mill, "Quay Line sued Fell Mill for $3 million.", qualifiers=(("for", "$3 million"),), time="2024-02"
    )
    story.claim(case, "claimAmount", LiteralValue("3000000", "xsd:decimal", "USD"), "The suit is over $3 million.")
    story.claim(quay, "accused", mill, "Lund: the mill stole.", modality="alleged", by=lund, qualifiers=(("of", "theft"),))
    story.claim(mill, "accusedOf", LiteralValue("arson", "xsd:string"), "It is accused of arson.", modality="alleged")
    story.claim(quay, "acquired", mill, "Quay Line may yet buy Fell Mill.", modality="planned", confidence=0.4)
    story.quotation("Fell Mill owes us", lund)
    words = "Fell Mill owes us"
    start = story.text.rindex(words)
    mention = next(m for m in story.mentions if m.chain == mill)
    story.mentions.append(dataclasses.replace(mention, id="m99", span=type(mention.span)(start, start + 9)))
    return story.build()


def second() -> Extraction:
    """What the Bell says, later."""
    story = Story("bell.txt", published="2024-03-09", publisher="The Bell")
    quay = story.chain("Quay Line", "Organization")
    mill = story.chain("Fell Mill", "Organization")
    pier = story.chain("Long Pier", "Place")
    story.claim(quay, "sued", mill, "Fell Mill is sued by Quay Line.")
    story.claim(mill, "accusedOf", LiteralValue("arson", "xsd:string"), "The mill denies arson.", polarity="negative", by=mill)
    story.claim(quay, "headquarters", pier, "Quay Line sits on Long Pier.")
    return story.build()


def dispute(corpus: Corpus) -> Disagreement:
    """The arson that is alleged and denied."""
    statement = next(s for s in corpus.statements if s.predicate == "accusedOf")
    claims = {c.polarity: c.id for e in corpus.extractions for c in e.claims if c.id in statement.claims}
    sides = (Side(statement.id, "alleged", (claims["positive"],), 1), Side(statement.id, "denied", (claims["negative"],), 1))
    return Disagreement(f"{BASE}disagreement/denial-1", "denial", sides, False, 0.6, "one denies what another says")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Both articles; Bo Tarn is known to an authority."""
    output = tmp_path_factory.mktemp("town")
    corpus = corpora.corpus(first(), second())
    known = Authority("https://authority.example/1", "exactMatch", 0.97, "same name and type", "https://authority.example/r")
    entities = (
        dataclasses.replace(e, authorities=(known,) if e.label == "Bo Tarn" else ()) for e in corpus.resolution.entities
    )
    resolution = dataclasses.replace(corpus.resolution, entities=tuple(entities))
    corpus = dataclasses.replace(corpus, resolution=resolution, disagreements=(dispute(corpus),))
    store.publish(corpus, corpora.words(), corpora.settings(output))
    return store.open(output)


#: Question, parameters, columns, the rows expected in these columns, in order.
ASKED: list[tuple[str, dict[str, str], str, list[tuple[str, ...]]]] = [
    ("who-sued-whom", {}, "claimant defendant article", [
        ("Quay Line", "Fell Mill", "bell.txt"), ("Quay Line", "Fell Mill", "post.txt"),
    ]),
    (
        "who-accuses-whom",
        {"about": "mill"},
        "accuser accused of polarity",
        [
            ("", "Fell Mill", "arson", "positive"),
            ("Fell Mill", "Fell Mill", "arson", "negative"),
            ("Quay Line", "Fell Mill", "theft", "positive"),
        ],
    ),
    (
        "who-works-where",
        {},
        "person predicate body role status time",
        [
            ("Bo Tarn", "employed by", "Quay Line", "", "", ""),
            ("Ines Lund", "member of", "Fell Mill", "", "ended", "2019"),
            ("Ines Lund", "chief executive of", "Quay Line", "chief executive", "", ""),
        ],
    ),
    ("who-works-where", {"about": "tarn"}, "body", [("Quay Line",)]),
    ("who-speaks-for-whom", {}, "agent predicate principal", [("Bo Tarn", "spokesperson for", "Fell Mill")]),
    (
        "shared-people",
        {"one": "mill", "other": "quay"},
        "person first second quote",
        [
            ("Bo Tarn", "Fell Mill", "Quay Line", "Bo Tarn founded Fell Mill."),
            ("Bo Tarn", "Fell Mill", "Quay Line", "Tarn speaks for Fell Mill."),
            ("Ines Lund", "Fell Mill", "Quay Line", "Lund sat on the board of Fell Mill."),
        ],
    ),
    (
        "links-between",
        {"one": "lund", "other": "pier"},
        "from first how through second to quote other_quote",
        [
            (
                "Ines Lund", "chief executive of", "asserted", "Quay Line", "headquarters", "Long Pier",
                "Ines Lund runs Quay Line.", "Quay Line sits on Long Pier.",
            )
        ],
    ),
    ("claims-of-relation", {"relation": "head of"}, "subject predicate", [("Ines Lund", "chief executive of")]),
    (
        "what-x-says-about-y",
        {"speaker": "lund", "about": "mill"},
        "who whom kind words",
        [
            ("Ines Lund", "Fell Mill", "direct", "Fell Mill owes us"),
            ("Ines Lund", "Fell Mill", "claim", "Lund: the mill stole."),
        ],
    ),
    ("what-x-says-about-y", {"speaker": "tarn"}, "words", []),
    ("what-does-x-say", {"speaker": "lund"}, "who words", [("Ines Lund", "Fell Mill owes us")]),
    ("what-is-denied", {}, "subject predicate object speaker", [("Fell Mill", "accused of", "arson", "Fell Mill")]),
    ("what-is-denied", {"about": "quay"}, "subject", []),
    ("denials", {}, "object denied_by denial said_by", [("arson", "Fell Mill", "The mill denies arson.", "post.txt")]),
    ("disagreements", {}, "kind object stance", [("denial", "arson", "alleged"), ("denial", "arson", "denied")]),
    ("what-ended", {}, "subject predicate object time", [("Ines Lund", "member of", "Fell Mill", "2019")]),
    ("what-is-planned", {}, "subject predicate object", [("Quay Line", "acquired", "Fell Mill")]),
    ("claims-by-confidence", {"most": "0.5"}, "confidence subject", [("0.4", "Quay Line")]),
    (
        "amounts",
        {},
        "subject predicate amount currency",
        [("Quay Line", "sued", "$3 million", ""), ("Quay Line v. Fell Mill", "claim amount", "3000000", "USD")],
    ),
    ("first-said", {"about": "pier"}, "published subject article", [("2024-03-09", "Quay Line", "bell.txt")]),
    ("timeline", {"about": "lund"}, "when stated predicate", [
        ("2019", "true", "member of"), ("2024-03-02", "false", "chief executive of"),
    ]),
    ("articles-mentioning", {"about": "mill"}, "label article claims", [
        ("Fell Mill", "post.txt", "7"), ("Fell Mill", "bell.txt", "2"), ("Quay Line v. Fell Mill", "post.txt", "1"),
    ]),
    ("articles-mentioning", {"about": "tarn ltd"}, "label article", [("Bo Tarn", "post.txt")]),
    ("first-reported", {"outlet": "post"}, "predicate object publisher article", [
        ("accused of", "arson", "The Quay Post", "post.txt"), ("sued", "Fell Mill", "The Quay Post", "post.txt"),
    ]),
    ("outlet-alone", {"outlet": "bell"}, "publisher predicate object", [("The Bell", "headquarters", "Long Pier")]),
    ("linked-to-authorities", {}, "label match authority confidence", [
        ("Bo Tarn", "is", "https://authority.example/1", "0.97"),
    ]),
    ("entities", {"about": "legal"}, "label claims", [("Quay Line v. Fell Mill", "1")]),
    ("statements", {"about": "pier"}, "subject predicate asserted origins", [("Quay Line", "headquarters", "true", "1")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "columns", "expected"), ASKED, ids=[f"{i}-{row[0]}" for i, row in enumerate(ASKED)])
def test_the_answer_is_the_one_that_is_known(
    town: Store, name: str, given: dict[str, str], columns: str, expected: list[tuple[str, ...]]
) -> None:
    answer = town.ask_named(name, given)
    places = [answer.columns.index(column) for column in columns.split()]
    found = [tuple(cell.value if (cell := row[i]) else "" for i in places) for row in answer.rows]
    assert found == expected


def test_every_question_is_asked_here(town: Store) -> None:
    assert {row[0] for row in ASKED} | {"copies", "single-source"} == set(store.named_queries())


def test_what_was_said_first_is_the_earliest_article(town: Store) -> None:
    answer = town.ask_named("first-said", {"about": "fell mill"})
    of = [answer.columns.index(column) for column in ("predicate", "article")]
    articles = {tuple(row[i].value for i in of) for row in answer.rows if row[of[0]]}  # type: ignore[union-attr]
    assert ("sued", "post.txt") in articles
    assert ("sued", "bell.txt") not in articles


def test_each_says_what_it_answers_and_what_it_takes() -> None:
    for name, query in store.named_queries().items():
        assert query.question.endswith("?"), name
        assert query.group != "Further", name
        assert all(words for words in query.hints.values()), name
        assert query.sparql.count("# param") == len(query.parameters), name


def test_an_inverse_relation_is_turned_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.ttl").write_text(
        """@prefix kg: <https://w3id.org/newskg/core#> . @prefix kgo: <https://w3id.org/newskg/news#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <https://mine.example/#employs> a kg:Relation ; rdfs:label "employs" ; owl:inverseOf kgo:employedBy .
        kgo:agentOf owl:inverseOf <https://mine.example/#represented> .
        <https://mine.example/#represented> a kg:Relation ; rdfs:label "represented" ."""
    )
    words = ontology.load((tmp_path / "mine.ttl",))
    monkeypatch.setattr(corpora, "words", lambda: words)
    story = Story("a.txt")
    lund, quay = story.chain("Ines Lund", "Person"), story.chain("Quay Line", "Organization")
    story.claim(quay, "employs", lund, "Quay Line employs Ines Lund.")
    story.claim(quay, "represented", lund, "Ines Lund acts for Quay Line.")
    corpus: Corpus = corpora.corpus(story.build())
    store.publish(corpus, words, corpora.settings(tmp_path / "out"))
    opened = store.open(tmp_path / "out")

    def ends(name: str, **given: str) -> list[tuple[str, ...]]:
        answer = opened.ask_named(name, given)
        return [tuple(cell.value for cell in row[:3] if cell) for row in answer.rows]

    assert ends("who-works-where") == [("Ines Lund", "employs", "Quay Line")]
    assert ends("who-speaks-for-whom") == [("Ines Lund", "represented", "Quay Line")], "whichever of the two says so"
    assert ends("claims-of-relation", relation="employed by") == [("Ines Lund", "employs", "Quay Line")]
    assert ends("claims-of-relation", relation="member of") == [("Ines Lund", "employs", "Quay Line")], "and relations above"
    assert ends("claims-of-relation", relation="employs") == [("Quay Line", "employs", "Ines Lund")]
