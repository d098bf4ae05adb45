"""Who says what: quotation marks of every style, reported clauses, and what is no quotation."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import NamedTuple

import pytest

from kg.mentions import annotate
from kg.model import Article, Document, Quotation, Span
from kg.ontology import Ontology, load


class Said(NamedTuple):
    """A quotation in words."""

    kind: str
    source: str | None
    cue: str | None
    pieces: tuple[str, ...]


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    return load()


@lru_cache(maxsize=200)
def document(text: str) -> Document:
    body = tuple(Span(*m.span()) for m in re.finditer(r"[^\n]+", text))
    article = Article("a.txt", "a.txt", text, hashlib.sha256(text.encode()).hexdigest(), published="2023-05-10", body=body)
    return annotate(article, ontology())


def said(text: str) -> list[Said]:
    found = document(text).quotations
    return [Said(q.kind, _words(text, q.source), _words(text, q.cue), tuple(s.of(text) for s in q.segments)) for q in found]


def quoted(text: str) -> list[Said]:
    """Only what stands in quotation marks."""
    return [one for one in said(text) if one.kind != "indirect"]


def reported(text: str) -> list[Said]:
    """Only what is reported without them."""
    return [one for one in said(text) if one.kind == "indirect"]


def _words(text: str, span: Span | None) -> str | None:
    return span.of(text) if span else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We lost," said coach Peter Hall.', Said("direct", "coach Peter Hall", "said", ("We lost,",))),
        ("“The dam held,” the engineer told reporters.", Said("direct", "the engineer", "told", ("The dam held,",))),
        ("‘It’s the players’ fault,’ he said.", Said("direct", "he", "said", ("It’s the players’ fault,",))),
        ("'They didn't pay us,' she said.", Said("direct", "she", "said", ("They didn't pay us,",))),
        ("« The bridge is safe », said the minister.", Said("direct", "the minister", "said", ("The bridge is safe",))),
        (
            'Minister Jonas Falk wrote: "Our plan is simple."',
            Said("direct", "Minister Jonas Falk", "wrote", ("Our plan is simple.",)),
        ),
        ('She continued, "The river rose in an hour."', Said("direct", "She", "continued", ("The river rose in an hour.",))),
        ('"Why now?" asked Dr. Lena Brandt.', Said("direct", "Dr. Lena Brandt", "asked", ("Why now?",))),
        (
            '"Nobody was hurt," Lena Brandt, 51, who runs the clinic, wrote on Friday.',
            Said("direct", "Lena Brandt", "wrote", ("Nobody was hurt,",)),
        ),
    ],
)
def test_direct_speech_in_every_style_of_marks(text: str, expected: Said) -> None:
    assert quoted(text) == [expected]


def test_a_quotation_split_by_its_cue_is_one() -> None:
    (one,) = quoted('"We lost the match," said Peter Hall, who joined in 2019. "We will learn from it."')
    assert one.pieces == ("We lost the match,", "We will learn from it.")
    assert one.source == "Peter Hall"


def test_a_quotation_of_several_paragraphs_is_one() -> None:
    text = (
        "The mayor said: “The storm took our roofs.\n\n“It did not take our courage.\n\n“We will build again.”\n\n"
        "Engineers arrived on Monday."
    )
    (one,) = quoted(text)
    assert one.pieces == ("The storm took our roofs.", "It did not take our courage.", "We will build again.")
    assert one.source == "The mayor"


def test_paragraphs_of_quotation_alone_belong_to_whoever_was_announced() -> None:
    text = (
        'Harbour Radio reported:\n\n"The ferry left late."\n"It never arrived."\n\n'
        'The operator issued a statement on Tuesday.\n\n"We are looking for the ferry."'
    )
    first, second = quoted(text)
    assert (first.source, first.pieces) == ("Harbour Radio", ("The ferry left late.", "It never arrived."))
    assert (second.source, second.cue) == ("The operator", "issued a statement")


def test_a_missing_space_before_the_mark_does_not_lose_the_quotation() -> None:
    (one,) = quoted('The boxes"were taken from a depot that nobody guards," she told the Lakeside Gazette.')
    assert one.pieces == ("were taken from a depot that nobody guards,",)
    assert one.source == "she"


def test_an_embedded_post_is_spoken_by_its_signature() -> None:
    text = "The rink stays open all winter.— Nora Quist (@noraquist) January 4, 2023"
    (one,) = quoted(text)
    assert one == Said("direct", "Nora Quist", None, ("The rink stays open all winter.",))


@pytest.mark.parametrize(
    "text",
    [
        'The band\'s album, "Night Trains", sold well.',
        'The film, dubbed "Toy Island", opened in May.',
        "The owners' dogs barked at the neighbours' cats.",
        "Rock 'n' roll was big in the '90s and in the players' lounge.",
        "The 6'2\" striker scored twice.",
    ],
)
def test_titles_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    assert said(text) == []


def test_quoted_words_in_a_reported_clause_are_a_quotation_of_their_own() -> None:
    text = "Falk said that the plan was “a farce” and that he would resign."
    assert reported(text) == [Said("indirect", "Falk", "said", ("that the plan was “a farce” and that he would resign",))]
    assert quoted(text) == [Said("mixed", "Falk", "said", ("a farce",))]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The ministry said that the dam would hold.", "The ministry", "said", ("that the dam would hold",)),
        ("The airline denied that it had cancelled flights.", "The airline", "denied", ("that it had cancelled flights",)),
        ("Two miners were rescued on Monday, officials said.", "officials", "said", ("Two miners were rescued on Monday",)),
        (
            "The port, the ministry said, had ignored two warnings.",
            "the ministry",
            "said",
            ("The port", "had ignored two warnings"),
        ),
        (
            "According to the Harbour Courier, Delmar owes $4 million.",
            "the Harbour Courier",
            "According to",
            ("Delmar owes $4 million",),
        ),
        ("Per The Lakeside Gazette, the club sold its striker.", "The Lakeside Gazette", "Per", ("the club sold its striker",)),
        ("As the Courier reported on Friday, the factory will close.", "the Courier", "reported", ("the factory will close",)),
        ("Her claim that the vote was rigged was rejected.", "Her", "claim", ("that the vote was rigged",)),
        ("Smith went on to say that the deal was dead.", "Smith", "went on to say", ("that the deal was dead",)),
        ("She didn't say whether she'd run again.", "She", "didn't say", ("whether she'd run again",)),
    ],
)
def test_reported_clauses(text: str, source: str, cue: str, content: tuple[str, ...]) -> None:
    assert reported(text) == [Said("indirect", source, cue, content)]


def test_a_participle_takes_the_subject_of_its_clause() -> None:
    text = "Police said in a statement that the driver had fled, adding that two people were hurt."
    assert [(one.source, one.cue) for one in reported(text)] == [("Police", "said"), ("Police", "adding")]


def test_a_report_of_a_report_nests() -> None:
    text = "Per The Lakeside Gazette, the club claims that its rival bribed a referee."
    outer, inner = document(text).quotations
    assert outer.span.contains(inner.span)
    assert (_words(text, outer.source), _words(text, inner.source)) == ("The Lakeside Gazette", "the club")


@pytest.mark.parametrize(
    "text",
    [
        "Tickets cost $5 per person and 40 per cent were sold.",
        "Harbour Glass appointed Lena Holt, replacing Per Berg, who resigned last month.",
        "Per Berg sued Harbour Glass on Monday.",
        "The work went according to plan.",
        "The photograph showed two boys holding a flag.",
        "The council wants to close the road.",
    ],
)
def test_what_nobody_says_is_not_reported(text: str) -> None:
    assert said(text) == []


def test_a_statement_speaks_for_its_author() -> None:
    text = "Delmar Shipping shared a statement on Monday.\n\n“We regret the delay,” read the statement."
    (one,) = quoted(text)
    assert one.source == "Delmar Shipping"


def test_a_repeated_fragment_has_the_speaker_of_the_whole() -> None:
    text = "The ‘unworkable’ plan\n\n“It is an unworkable plan,” said Senator Ruth Ames."
    fragment, whole = quoted(text)
    assert fragment == Said("mixed", "Senator Ruth Ames", None, ("unworkable",))
    assert whole.kind == "direct"


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The union denounced the closure of the plant.", "The union", "denounced", "the closure of the plant"),
        ("Prosecutors accused the firm of hiding losses.", "Prosecutors", "accused", "the firm of hiding losses"),
        ("The coach asked fans to stay at home.", "The coach", "asked", "fans to stay at home"),
        ("The council vowed to repair the pier.", "The council", "vowed", "to repair the pier"),
        ("Miners called for a safer shaft.", "Miners", "called", "a safer shaft"),
    ],
)
def test_what_is_said_without_a_clause(text: str, source: str, cue: str, content: str) -> None:
    assert reported(text) == [Said("indirect", source, cue, (content,))]


@pytest.mark.parametrize("text", ["The union denounced it.", "Voters endorsed Lena Brandt.", "The council repaired the pier."])
def test_a_bare_name_or_pronoun_says_nothing(text: str) -> None:
    assert said(text) == []


def test_a_report_ends_where_somebody_else_speaks() -> None:
    text = "Doctors said the ward was full, while nurses said it had room."
    assert [(one.source, one.pieces) for one in reported(text)] == [
        ("Doctors", ("the ward was full",)),
        ("nurses", ("it had room",)),
    ]


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "Ines Lund praised the crew, telling radio that the dam had held and arguing that it was safe.",
            "it was safe",
            "Ines Lund",
        ),
        ("Jo Pard sang. The city is poor, said Ines Lund.\n\n“He has a point,” she said.", "He has a point,", "Ines Lund"),
    ],
)
def test_who_speaks_is_told_from_whom_the_words_are_about(text: str, words: str, speaker: str) -> None:
    doc = document(text)
    (one,) = (q for q in doc.quotations if q.span.of(text).removeprefix("that ") == words)
    assert one.speaker is not None
    assert doc.chains[one.speaker].label == speaker


@pytest.mark.parametrize(
    "text",
    [
        "The airline replied to the charge that it had hidden delays.",
        "When asked whether the pier was safe, Jo Pard left the room.",
        "The railway always pointed to the sea.",
        "The storm revealed the weakness of the roof.",
    ],
)
def test_what_is_not_said_by_the_subject(text: str) -> None:
    assert [one for one in said(text) if one.source is not None] == []


@pytest.mark.parametrize(
    ("text", "addressee", "content"),
    [
        ("It is said that the mine was haunted.", None, "that the mine was haunted"),
        ("Officials were told that the dam was leaking.", "Officials", "that the dam was leaking"),
    ],
)
def test_what_is_said_by_nobody_in_particular(text: str, addressee: str | None, content: str) -> None:
    (one,) = document(text).quotations
    assert (one.source, one.addressee, one.span.of(text)) == (None, addressee, content)


def test_the_turns_of_an_interview_belong_to_those_who_take_them() -> None:
    text = (
        "Why did you leave?\n\nJo Pard: Why did you leave the club?\n\nInes Lund: I wanted to see the world.\n\n"
        "Jo Pard: And now?\n\nInes Lund: Now I coach."
    )
    found = [(one.source, one.pieces) for one in said(text) if one.kind == "direct"]
    assert found == [
        ("Jo Pard", ("Why did you leave the club?",)),
        ("Ines Lund", ("I wanted to see the world.",)),
        ("Jo Pard", ("And now?",)),
        ("Ines Lund", ("Now I coach.",)),
    ]
    assert said("When: on Monday\n\nWhere: in the hall\n\nWhen: on Friday\n\nWhere: in the park") == []


def test_a_statement_speaks_for_whoever_puts_it_out() -> None:
    (one,) = reported("The ferry line put out a statement saying the crossing was safe.")
    assert one.source == "The ferry line"


def test_marks_of_two_signs_and_ranks_with_a_stop() -> None:
    text = "''The bridge is gone,'' said Army Capt. Jo Pard, who saw Mr. Ek fall. ''The players' bus is safe.''"
    (one,) = quoted(text)
    assert one == Said("direct", "Army Capt. Jo Pard", "said", ("The bridge is gone,", "The players' bus is safe."))


def test_addressee_and_medium() -> None:
    def only(text: str) -> Quotation:
        (one,) = (q for q in document(text).quotations if q.kind == "direct")
        return one

    assert only('"We are ready," Omar Said told the crew.').addressee == "the crew"
    assert only('"We are ready," Omar Said wrote in his Instagram story on Sunday.').medium == "Instagram story"
    assert only('"We are ready," tweeted Omar Said.').medium == "Twitter"


def test_speakers_are_resolved_to_chains() -> None:
    text = "Ruth Ames leads the club. “We will stay,” she said."
    doc = document(text)
    (one,) = (q for q in doc.quotations if q.kind == "direct")
    assert one.speaker is not None
    assert doc.chains[one.speaker].label == "Ruth Ames"


def test_order_ids_and_spans() -> None:
    text = 'Ames said the law is unfair. "It must go," she said. Experts believe that it will stay.'
    found = document(text).quotations
    assert [q.id for q in found] == [f"q{n}" for n in range(1, len(found) + 1)]
    assert list(found) == sorted(found, key=lambda q: q.span)
    assert all(q.span == Span(q.segments[0].start, q.segments[-1].end) for q in found)


def test_the_kinds_of_saying_come_from_the_ontology() -> None:
    cues = ontology().cues
    kinds = {
        ("say", "verb"): "Speech",
        ("claim", "verb"): "Allegation",
        ("deny", "verb"): "Denial",
        ("think", "verb"): "Belief",
    }
    kinds |= {("plan", "verb"): "Intention", ("ask", "verb"): "Question", ("allegedly", "adverb"): "Allegation"}
    assert {key: cues[key] for key in kinds} == kinds
    assert cues["according to", "adposition"] == "Speech"
    assert sum(pos == "verb" for _, pos in cues) > 300
