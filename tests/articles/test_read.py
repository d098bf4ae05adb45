"""Sources of every kind, good and bad, through ``kg.articles.read``."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import os
from pathlib import Path

import pytest

from kg.articles import read, select
from kg.articles.reader import _plugins
from kg.model import Article, Failure
from kg.settings import Settings

STORY = (
    "The town of Varnholt has closed its old bridge after engineers found cracks in two of the pillars. "
    "Mayor Edda Lindqvist said on Tuesday that repairs would take until the spring and cost 4 million euros.\n\n"
    "Shopkeepers on the northern bank fear for their trade. They have asked the council to pay for a ferry."
)
OTHER = (
    "The chess federation of Ostmark has banned Viktor Salerno for three years. A panel found that he had used a "
    "telephone during the final of the national championship in March, which the player denies."
)
FRENCH = (
    "Le conseil municipal de la ville a décidé mardi soir de fermer le vieux pont, parce que des ingénieurs ont trouvé des "
    "fissures dans deux piliers. Les travaux vont durer jusqu'au printemps et coûteront quatre millions d'euros, selon le "
    "maire. "
    "Les commerçants de la rive nord demandent qu'un bac gratuit soit mis en service pendant toute la durée du chantier."
)


def run(*sources: object, stdin: bytes | None = None, **options: object) -> tuple[list[Article], list[Failure]]:
    settings = Settings(**options)  # type: ignore[arg-type]  # tests pass what each needs
    found = list(read([str(s) for s in sources], settings, io.BytesIO(stdin) if stdin is not None else None))
    return [f for f in found if isinstance(f, Article)], [f for f in found if isinstance(f, Failure)]


def one(*sources: object, stdin: bytes | None = None) -> Article:
    articles, failures = run(*sources, stdin=stdin)
    assert failures == []
    assert len(articles) == 1
    return articles[0]


def body(article: Article) -> list[str]:
    return [span.of(article.text) for span in article.body]


# ------------------------------------------------------------------ plain text


def test_text_without_header_is_untouched(tmp_path: Path) -> None:
    raw = STORY.replace("\n", "\r\n") + "\r\n"
    (tmp_path / "bridge.txt").write_bytes(raw.encode())
    article = one(tmp_path)
    assert article.text == raw
    assert (article.id, article.source) == ("bridge.txt", "bridge.txt")
    assert article.published is None
    assert len(article.body) == 2
    assert body(article)[1].startswith("Shopkeepers")


@pytest.mark.parametrize("rest", [" 2/7\n\n" + STORY, " " + STORY, "\n\n" + STORY])
def test_header_line_states_the_day_and_is_furniture(tmp_path: Path, rest: str) -> None:
    (tmp_path / "a.txt").write_text(" date 2031-04-09" + rest, encoding="utf-8")
    article = one(tmp_path / "a.txt")
    assert article.published == "2031-04-09"
    assert article.text.startswith(" date 2031-04-09")
    assert body(article)[0].startswith("The town of Varnholt")
    assert len(article.body) == 2


def test_headline_on_the_header_line_is_title_and_a_span_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(" date 2031-04-09 Varnholt closes its old bridge\n\n" + STORY, encoding="utf-8")
    article = one(tmp_path)
    assert article.title == "Varnholt closes its old bridge"
    assert body(article)[0] == "Varnholt closes its old bridge"
    assert len(article.body) == 3


def test_offsets_count_code_points(tmp_path: Path) -> None:
    text = "🚢 Café Zürich\u0301 reopens\r\n\r\n" + STORY + " “Schön!” 👩‍👩‍👧 said Zoë.\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    article = one(tmp_path)
    assert article.text == text
    assert body(article)[-1].endswith("“Schön!” 👩‍👩‍👧 said Zoë.")
    assert body(article)[0] == "🚢 Café Zürich\u0301 reopens"


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("utf-8", b"")]
)
def test_byte_order_mark_decides_and_is_no_text(tmp_path: Path, encoding: str, mark: bytes) -> None:
    text = STORY + " Café Noël."
    (tmp_path / "a.txt").write_bytes(mark + text.encode(encoding))
    assert one(tmp_path).text == text


def test_windows_encoding_is_detected(tmp_path: Path) -> None:
    text = (STORY + " “We’ll reopen the café in spring,” she said – “at the latest.”\n") * 3
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    assert one(tmp_path).text == text


# ------------------------------------------------------------------ Markdown


def test_front_matter_is_metadata_and_furniture(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        '---\ntitle: "Bridge: closed"\ndate: 2031-04-09\npublisher: The Varnholt Bee\nauthor: Ida Moen\n'
        f"language: en\nurl: https://example.org/bridge\nmood: grim\n---\n\n# Bridge closed\n\n{STORY}\n",
        encoding="utf-8",
    )
    article = one(tmp_path)
    assert article.id == article.url == "https://example.org/bridge"
    assert article.source == "a.md"
    assert (article.title, article.published, article.publisher) == ("Bridge: closed", "2031-04-09", "The Varnholt Bee")
    assert (article.byline, article.language) == ("Ida Moen", "en")
    assert body(article)[0] == "Bridge closed"
    assert not any("title:" in words or "grim" in words for words in body(article))


def test_markdown_keeps_the_words_of_links_and_drops_their_addresses(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# Bridge closed #\n\n![The bridge](bridge.jpg)\n\n"
        "> The [old bridge](https://example.org/a_(b)) is closed, the council said.\n\n"
        f"- A *ferry* may follow, the mayor said on Monday.\n\n<!-- secret note -->\n\n[1]: https://example.org/x\n\n{STORY}\n",
        encoding="utf-8",
    )
    article = one(tmp_path)
    words = " ".join(body(article))
    assert "old bridge" in words
    assert "is closed, the council said." in words
    assert article.title == "Bridge closed"
    for gone in ("example.org", "bridge.jpg", "secret", "![", "# "):
        assert gone not in words


def test_front_matter_that_is_not_yaml_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text(f"---\ntitle: A: b: c\n---\n{STORY}", encoding="utf-8")
    articles, failures = run(tmp_path)
    assert articles == []
    assert "bad.md" in failures[0].message
    assert "line 2" in failures[0].message


# ------------------------------------------------------------------ HTML


def page(head: str = "", date: str = "") -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in (STORY + "\n\n" + OTHER).split("\n\n"))
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>Bridge closed</title>{head}</head><body><nav><a href="/">Home</a>'
        f'<a href="/s">Sport</a></nav><article><h1>Bridge closed</h1>{date}{paragraphs}</article>'
        "<footer>Cookies and imprint</footer></body></html>"
    )


def test_html_gives_the_article_and_what_the_page_states(tmp_path: Path) -> None:
    head = (
        '<link rel="canonical" href="https://example.org/bridge"><meta name="author" content="Ida Moen">'
        '<meta property="og:site_name" content="The Varnholt Bee">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-04-09T23:00:00+02:00"}</script>'
    )
    (tmp_path / "a.html").write_text(page(head), encoding="utf-8")
    article = one(tmp_path)
    assert article.id == article.url == "https://example.org/bridge"
    assert (article.title, article.byline, article.publisher) == ("Bridge closed", "Ida Moen", "The Varnholt Bee")
    assert article.published == "2031-04-09"
    assert "Shopkeepers on the northern bank" in article.text
    assert "imprint" not in article.text
    assert "<p>" not in article.text


def test_html_without_a_stated_date_has_none(tmp_path: Path) -> None:
    (tmp_path / "a.htm").write_text(page(), encoding="utf-8")
    article = one(tmp_path)
    assert article.published is None
    assert article.id == "a.htm"


@pytest.mark.parametrize("stated", ["0001-01-01T00:00:00Z", "9999-12-31", "1970-01-01T00:00:00Z", "1969-12-31T19:00:00-05:00"])
def test_what_stands_for_a_day_that_nobody_gave_is_no_date(tmp_path: Path, stated: str) -> None:
    head = f'<meta property="article:published_time" content="{stated}">'
    (tmp_path / "a.html").write_text(page(head), encoding="utf-8")
    assert one(tmp_path).published is None


def test_a_card_that_opens_over_a_link_is_no_part_of_the_sentence(tmp_path: Path) -> None:
    card = (
        '<span class="rollover-block"><img src="a.jpg" alt=""><a href="/p">Ida Moen</a><a href="/q">More on bridges</a></span>'
    )
    text = page().replace("</p>", f' Mayor <span><a href="/p">Ida Moen</a>{card}</span> agreed.</p>', 1)
    (tmp_path / "a.html").write_text(text, encoding="utf-8")
    assert "Mayor Ida Moen agreed." in one(tmp_path).text


def test_html_in_its_declared_encoding(tmp_path: Path) -> None:
    text = page('<meta charset="iso-8859-2">').replace("Varnholt", "Łódź")
    (tmp_path / "a.html").write_bytes(text.encode("iso-8859-2"))
    assert "The town of Łódź" in one(tmp_path).text


@pytest.mark.parametrize("markup", ["<html><body><div", "<<<>>><p", "<html><script>var a = 'x';</script></html>", "<!-- -->"])
def test_html_without_an_article_fails_in_one_line(tmp_path: Path, markup: str, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken.html").write_text(markup, encoding="utf-8")
    articles, failures = run(tmp_path)
    assert articles == []
    assert "broken.html: holds no article text" in failures[0].message
    assert "\n" not in failures[0].message
    assert capfd.readouterr() == ("", "")


# ------------------------------------------------------------------ JSON


def test_json_lines_with_all_fields(tmp_path: Path) -> None:
    first = {"id": "v-1", "text": STORY, "title": "T", "date": "2031-04-09", "publisher": "Bee", "author": "By Ida Moen"}
    first |= {"url": "https://example.org/1", "language": "en", "retrieved": "2031-05-01T10:00:00Z", "ignored": [1]}
    second = {"text": OTHER, "published": "9 April 2031", "source": "Bee", "byline": ["Ida Moen", "Jo Park"]}
    lines = json.dumps(first) + "\n\n" + json.dumps(second, ensure_ascii=False)
    (tmp_path / "news.jsonl").write_text(lines, encoding="utf-8")
    (b, a), failures = run(tmp_path)
    assert failures == []
    assert (a.id, a.source, a.text, a.url) == ("v-1", "news.jsonl#L1", STORY, "https://example.org/1")
    assert (a.title, a.published, a.publisher, a.byline, a.retrieved) == ("T", "2031-04-09", "Bee", "Ida Moen", "2031-05-01")
    assert (b.id, b.source, b.published, b.byline) == ("news.jsonl#L3", "news.jsonl#L3", "2031-04-09", "Ida Moen, Jo Park")


def test_json_text_is_exact(tmp_path: Path) -> None:
    text = "\n  " + STORY + "\u2028  \r\n"
    (tmp_path / "a.ndjson").write_text(json.dumps({"id": 7, "text": text}, ensure_ascii=False), encoding="utf-8")
    article = one(tmp_path)
    assert article.text == text
    assert article.id == "7"


def test_json_array_and_single_object(tmp_path: Path) -> None:
    (tmp_path / "many.json").write_text(json.dumps([{"text": STORY}, {"id": "x", "text": OTHER}], indent=1), encoding="utf-8")
    (tmp_path / "one.json").write_text(json.dumps({"text": STORY + " More."}, indent=1), encoding="utf-8")
    articles, failures = run(tmp_path)
    assert failures == []
    assert [(a.id, a.source) for a in articles] == [
        ("many.json#1", "many.json#1"),
        ("one.json", "one.json"),
        ("x", "many.json#2"),
    ]


def test_bad_lines_fail_by_number_and_the_others_go_on(tmp_path: Path) -> None:
    lines = [json.dumps({"id": "ok", "text": STORY}), '{"id": "none"}', "{not json", '{"text": "   "}', "[1, 2]"]
    lines += ['{"id": "half", "text": "Half \\ud800 a character"}', json.dumps({"id": "ok2", "text": OTHER})]
    (tmp_path / "n.jsonl").write_text("\n".join(lines), encoding="utf-8")
    articles, failures = run(tmp_path)
    assert [a.id for a in articles] == ["ok", "ok2"]
    assert [f.source for f in failures] == [f"n.jsonl#L{n}" for n in (2, 3, 4, 5, 6)]
    assert "has no text" in failures[0].message
    assert "not a JSON object" in failures[1].message
    assert "lone surrogate" in failures[4].message


def test_half_characters_in_metadata_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "n.jsonl").write_text('{"id": "a", "title": "\\ud800", "text": ' + json.dumps(STORY) + "}", encoding="utf-8")
    article = one(tmp_path)
    assert article.title is None
    repr(article).encode("utf-8")


def test_a_growing_file_of_lines_keeps_its_ids(tmp_path: Path) -> None:
    path = tmp_path / "n.jsonl"
    path.write_text(json.dumps({"text": STORY}), encoding="utf-8")
    before = one(path).id
    path.write_text(json.dumps({"text": STORY}) + "\n" + json.dumps({"text": OTHER}), encoding="utf-8")
    assert [a.id for a in run(path)[0]] == [before, "n.jsonl#L2"]


# ------------------------------------------------------------------ readers of other packages


def test_a_reader_from_an_entry_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site" / "kg_caps-1.dist-info").mkdir(parents=True)
    (tmp_path / "site" / "kg_caps-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: kg-caps\nVersion: 1\n")
    (tmp_path / "site" / "kg_caps-1.dist-info" / "entry_points.txt").write_text("[kg.readers]\n.caps = kg_caps\n")
    (tmp_path / "site" / "kg_caps.py").write_text(
        "from kg.articles import make\n\ndef read(source):\n    if b'!' in source.data:\n        raise KeyError('!')\n"
        "    yield make(source.name, source.data.decode())\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    _plugins.cache_clear()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.caps").write_text(STORY, encoding="utf-8")
    (tmp_path / "in" / "b.caps").write_text("!", encoding="utf-8")
    try:
        articles, failures = run(tmp_path / "in")
    finally:
        _plugins.cache_clear()
    assert [a.id for a in articles] == ["a.caps"]
    assert "b.caps: cannot be read (KeyError" in failures[0].message


# ------------------------------------------------------------------ standard input


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (json.dumps({"id": "j", "text": STORY}).encode(), "j"),
        (json.dumps([{"id": "k", "text": STORY}]).encode(), "k"),
        (page('<link rel="canonical" href="https://example.org/p">').encode(), "https://example.org/p"),
        (f"---\nurl: https://example.org/m\n---\n{STORY}".encode(), "https://example.org/m"),
    ],
)
def test_stdin_is_told_apart_by_content(data: bytes, expected: str) -> None:
    assert one("-", stdin=data).id == expected


def test_plain_text_on_stdin_has_an_id_of_its_content() -> None:
    article = one("-", stdin=STORY.encode())
    assert article.text == STORY
    assert article.id == one("-", stdin=STORY.encode()).id
    assert article.id != one("-", stdin=OTHER.encode()).id


def test_plain_text_may_begin_with_a_brace() -> None:
    assert one("-", stdin=b"{sic} " + STORY.encode()).text == "{sic} " + STORY


def test_stdin_problems_are_failures() -> None:
    for data in (None, b"", b"\x00\x01\x02"):
        articles, failures = run("-", stdin=data)
        assert articles == []
        assert failures[0].message.startswith("standard input")
    assert "more than" in run("-", stdin=b"x" * 500, max_bytes=100)[1][0].message


# ------------------------------------------------------------------ bad input


def bad(folder: Path, name: str, data: bytes, **options: object) -> str:
    """Return the one failure's message; a good file beside it must go through."""
    (folder / name).write_bytes(data)
    (folder / "good.txt").write_text(STORY, encoding="utf-8")
    articles, failures = run(folder, **options)
    assert [a.id for a in articles] == ["good.txt"]
    assert len(failures) == 1
    assert name in failures[0].message
    assert "\n" not in failures[0].message
    assert failures[0].message.endswith(")")
    return failures[0].message


def test_empty_and_blank_files(tmp_path: Path) -> None:
    assert "is empty (delete it or add text)" in bad(tmp_path, "notes.txt", b"")
    assert "is empty" in bad(tmp_path, "notes.txt", "\ufeff \n\t\u00a0\n".encode())


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\x03" * 50, bytes(range(256)) * 20, b"%PDF-1.7 text", b"PK\x03\x04abc", b"\xff\xfe\x00"]
)
def test_binary_junk(tmp_path: Path, data: bytes) -> None:
    assert "not text" in bad(tmp_path, "junk.txt", data) or "encoding" in bad(tmp_path, "junk.txt", data)


def test_binary_data_says_what_shows_it(tmp_path: Path) -> None:
    assert "not text: byte 5 is 00 (" in bad(tmp_path, "junk.txt", b"word\x00\x01")
    assert "not text: it holds 60 control characters, the first U+0001 (" in bad(tmp_path, "junk.txt", b"ab\x01" * 60)


def test_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    articles, failures = run(tmp_path)
    assert articles == []
    assert "huge.txt: is 50.0 MB, more than the 20.0 MB" in failures[0].message


def test_a_text_longer_than_an_article_is_refused(tmp_path: Path) -> None:
    said = bad(tmp_path, "book.txt", (STORY + "\n\n").encode() * 1100)
    assert "characters, more than the 300,000 that an article can have (split it)" in said


def test_other_language_is_named(tmp_path: Path) -> None:
    assert "is in French; only English" in bad(tmp_path, "pont.txt", FRENCH.encode())


def test_two_lines_in_another_language_are_enough(tmp_path: Path) -> None:
    text = "Der Stadtrat hat am Dienstag beschlossen, die alte Brücke bis zum Frühjahr zu schließen, sagte der Bürgermeister."
    assert "is in German; only English" in bad(tmp_path, "stadt.txt", text.encode())


def test_short_or_quoted_foreign_words_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Côte d'Azur: Monsieur Lefèvre est mort à Nice.", encoding="utf-8")
    (tmp_path / "b.txt").write_text(STORY + " “Le pont est fermé jusqu'au printemps,” a dit le maire.", encoding="utf-8")
    articles, failures = run(tmp_path)
    assert len(articles) == 2
    assert failures == []


def test_navigation_alone_is_no_article(tmp_path: Path) -> None:
    assert "no article text" in bad(tmp_path, "nav.txt", b"Home\n\nNews\n\nAdvertisement\n")


def test_missing_path_pattern_and_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    (tmp_path / "void" / "picture.png").write_bytes(b"\x89PNG")
    articles, failures = run(tmp_path / "none.txt", tmp_path / "*.txt", tmp_path / "void", "")
    assert articles == []
    messages = " | ".join(f.message for f in failures)
    assert len(failures) == 4
    assert "none.txt: does not exist" in messages
    assert "*.txt: matches nothing" in messages
    assert "void: is a folder without articles" in messages


def test_unknown_suffix_matters_only_where_named(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("a,b", encoding="utf-8")
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    assert run(tmp_path)[1] == []
    assert "table.csv: is a .csv file" in run(tmp_path / "table.csv")[1][0].message


def test_links_and_odd_folders(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "dead.md").symlink_to(tmp_path / "nowhere.md")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(tmp_path / "pipe.txt")
    articles, failures = run(tmp_path)
    assert [a.id for a in articles] == ["good.txt"]
    assert sorted(f.source for f in failures) == ["dead.md", "folder.txt", "loop.txt", "pipe.txt", "sub/up"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "shut.txt").write_text(OTHER, encoding="utf-8")
    (tmp_path / "shut.txt").chmod(0)
    articles, failures = run(tmp_path)
    assert [a.id for a in articles] == ["good.txt"]
    assert "shut.txt: cannot be read" in failures[0].message


# ------------------------------------------------------------------ ids and order


def test_ids_are_relative_to_what_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "a.txt").write_text(STORY, encoding="utf-8")
    assert one(tmp_path).id == "in/deep/a.txt"
    assert one(tmp_path / "in").id == "deep/a.txt"
    assert one(tmp_path / "in" / "deep" / "a.txt").id == "a.txt"
    assert one(tmp_path / "in" / "*" / "*.txt").id == "deep/a.txt"
    assert one(tmp_path / "**" / "*.txt").id == "in/deep/a.txt"
    assert one(tmp_path / "in" / "d*").id == "deep/a.txt"
    monkeypatch.chdir(tmp_path / "in")
    assert one(".").id == one("deep/..").id == "deep/a.txt"


def test_a_file_given_by_itself_goes_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("m1", "m2"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(STORY + folder, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert [a.id for a in run("m1/a.txt", "./m2//a.txt")[0]] == ["m1/a.txt", "m2/a.txt"]
    assert [a.id for a in run("m1", "m2/a.txt")[0]] == ["a.txt", "m2/a.txt"]
    assert [a.id for a in run("m?/*.txt")[0]] == ["m1/a.txt", "m2/a.txt"]  # as where the shell had expanded it
    assert one(tmp_path / "m1" / "a.txt").id == "m1/a.txt"
    monkeypatch.chdir(tmp_path / "m1")
    assert one("../m2/a.txt").id == "../m2/a.txt"
    assert one(tmp_path / "m2" / "a.txt").id == "a.txt"  # elsewhere, and never absolute


def test_names_mean_the_articles_that_they_were_read_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "old.html").write_text(page('<link rel="canonical" href="https://news.example/1">'), encoding="utf-8")
    (tmp_path / "more" / "two.jsonl").write_text("\n".join(json.dumps({"text": f"{STORY} {i}"}) for i in range(2)))
    monkeypatch.chdir(tmp_path)
    found = run("more/old.html", "more/two.jsonl")[0]
    everything = frozenset(a.id for a in found)
    lines = {"more/two.jsonl#L1", "more/two.jsonl#L2"}
    assert select(["./more/old.html"], found) == (everything - lines, ())
    assert select(["more/two.jsonl#L2"], found) == (frozenset({"more/two.jsonl#L2"}), ())
    assert select([str(tmp_path / "more/two.jsonl")], found)[0] == lines
    assert select(["more/*"], found)[0] == everything
    (tmp_path / "more" / "two.jsonl").unlink()
    assert select(["more/two.jsonl"], found)[0] == lines
    ids, failures = select(["two.jsonl", "none.txt"], found)
    assert ids == frozenset()
    assert "two.jsonl: no article" in failures[0].message
    assert "(there is more/two.jsonl#L1" in failures[0].message
    assert failures[1].message.endswith("this id or source")


def test_what_a_build_left_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "report.md").write_text(OTHER, encoding="utf-8")
    assert len(run(tmp_path)[0]) == 2  # somebody's own report
    (tmp_path / "store" / "generations" / "g").mkdir(parents=True)
    (tmp_path / "store" / "current").write_text("g")
    (tmp_path / "store" / "generations" / "g" / "corpus.json").write_text(json.dumps({"text": STORY}))
    (tmp_path / "graph.html").write_text(page(), encoding="utf-8")
    (tmp_path / "graph-as-of-2024-03.html").write_text(page(), encoding="utf-8")
    (tmp_path / "report.html").write_text(page(), encoding="utf-8")
    (tmp_path / "report-as-of-2024-03-01.md").write_text(OTHER, encoding="utf-8")
    (tmp_path / "report-as-of-2024-03-01.html").write_text(page(), encoding="utf-8")
    (tmp_path / "cache" / "ab").mkdir(parents=True)
    (tmp_path / "cache" / "ab" / "x.json").write_text(json.dumps({"text": STORY}))
    assert one(tmp_path).id == one(tmp_path.parent / tmp_path.name).id == "good.txt"
    assert one(tmp_path / "*").id == one(tmp_path / "**" / "*").id == "good.txt"
    assert "report.md: was written by kg" in run(tmp_path / "report.md")[1][0].message


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "in" / "own.txt").write_text(OTHER, encoding="utf-8")
    (tmp_path / "in" / "same.txt").symlink_to("own.txt")
    (tmp_path / "in" / "out.txt").symlink_to(tmp_path / "good.txt")
    (tmp_path / "in" / "up").symlink_to(tmp_path, target_is_directory=True)
    articles, failures = run(tmp_path / "in")
    assert len(articles) == 1
    assert [f.source for f in failures] == ["out.txt", "up"]
    assert all("leads out of the folder" in f.message for f in failures)


def test_a_file_reached_twice_is_one_article(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(STORY, encoding="utf-8")
    articles, failures = run(tmp_path, tmp_path / "sub" / "a.txt", f"{tmp_path}/sub/*.txt")
    assert [a.id for a in articles] == ["a.txt"]
    assert failures == []


def test_hidden_files_are_left_out(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.txt").write_text(OTHER, encoding="utf-8")
    (tmp_path / ".b.txt").write_text(OTHER, encoding="utf-8")
    (tmp_path / "c.TXT").write_text(STORY, encoding="utf-8")
    assert one(tmp_path).id == "c.TXT"


def test_one_id_two_texts_keeps_the_first_and_says_so(tmp_path: Path) -> None:
    for name, text in (("a.jsonl", STORY), ("b.jsonl", OTHER), ("c.jsonl", STORY)):
        (tmp_path / name).write_text(json.dumps({"id": "same", "text": text}), encoding="utf-8")
    articles, failures = run(tmp_path)
    assert [(a.source, a.text) for a in articles] == [("a.jsonl#L1", STORY)]
    assert len(failures) == 1
    assert failures[0].source == "b.jsonl#L1"
    assert "same id" in failures[0].message
    assert "a.jsonl#L1" in failures[0].message


def test_order_of_sources_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "z").mkdir()
    (tmp_path / "y").mkdir()
    (tmp_path / "z" / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "y" / "a.txt").write_text(OTHER, encoding="utf-8")
    (tmp_path / "n.jsonl").write_text(
        "\n".join(json.dumps({"id": "x" if i % 2 else f"i{i}", "text": f"{STORY} {i % 3}"}) for i in range(12)),
        encoding="utf-8",
    )
    sources = [tmp_path / "z", tmp_path / "y", tmp_path / "n.jsonl", tmp_path / "none"]
    results = [run(*order) for order in itertools.permutations(sources)]
    assert all(result == results[0] for result in results)
    articles, failures = results[0]
    assert [a.id for a in articles] == sorted(a.id for a in articles)
    assert any("n.jsonl#L4: has the same id" in f.message for f in failures)


def test_hash_is_of_the_text(tmp_path: Path) -> None:
    text = "The mayor of Ål left on Monday.\r\n"
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert one(tmp_path).hash == hashlib.sha256(text.encode()).hexdigest()
