"""A user tells names, types, aliases and authorities in a file: found as told, joined as told, and in the graph."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kg import gazetteer
from kg.articles import make
from kg.entities import resolve
from kg.errors import UsageError
from kg.gazetteer import Entry, Gazetteer, gather
from kg.mentions import annotate
from kg.model import Document
from kg.reading import load_ontology
from tests.factories import BASE, Story

Run = Callable[..., Any]
WINDHOVER = Entry("Windhover Group", "Organization", ("Kestrel", "velmo"), ("http://www.wikidata.org/entity/Q7",))
SEEN = (
    "Windhover Group sued Pellworth Bank on Monday. The company, which owns velmo, said so.\n\n"
    "Kestrel acquired Harrow Docks in May, and Kestrel founder Orla Finch praised it.\n"
)


@pytest.fixture
def listed(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "names.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def load(path: Path) -> Gazetteer:
    return gazetteer.load([path], load_ontology(()).types)


def read(text: str, *entries: Entry) -> Document:
    return annotate(make("a.txt", text), load_ontology(()), gazetteer=gather(entries))


def names(document: Document) -> dict[str, str]:
    return {m.text: m.type for m in document.mentions if m.kind == "name"}


# ---------------------------------------------------------------------- the file


@pytest.mark.parametrize("mark", [",", "\t"])
def test_a_file_with_commas_or_tabs_tells_the_same(listed: Callable[[str], Path], mark: str) -> None:
    rows = [
        ["Name", "type", "aliases", "same_as", "note"],
        ["Windhover Group", "Organization", "Kestrel | velmo", "Q7", "not the bird"],
        ["Orla Finch", "Person", "", "viaf:12|https://names.example/of/3", ""],
    ]
    found = load(listed("\ufeff# who is who\n\n" + "\r\n".join(mark.join(row) for row in rows)))
    orla, windhover = found.entries
    assert windhover == WINDHOVER
    assert windhover.note == "not the bird"
    assert orla.same_as == ("http://viaf.org/viaf/12", "https://names.example/of/3")
    again = load(listed(gazetteer.dumps(found)))
    assert (again.entries, again.hash) == (found.entries, found.hash)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("name,aliases\nTarn,Ternary\n", 1, "no column 'type'"),
        ("", 1, "no column 'name'"),
        ("name,type,alias\nTarn,Person,\n", 1, "'alias' is unknown"),
        ("name,type\nTarn,Person\n\nFell Mill,Company\n", 4, "'Company'; the ontology has Award, "),
        ("name,type\n# a note\n ,Person\n", 3, "the name is empty"),
        ("name,type\nTarn,Person,more\n", 2, "has 3 cells"),
        ("name,type,same_as\nTarn,Person,tarn's page\n", 2, "no authority's IRI"),
        ("name,type,same_as\nTarn,Person,javascript://x/y\n", 2, "no authority's IRI"),
        ("name,type,aliases\nTarn,Person,Bo|??\n", 2, "'??' is no name"),
        ('name,type\nTarn,Person\n"Fell" Mill,Place\n', 3, "quotation marks"),
    ],
)
def test_a_mistake_is_told_with_its_line(listed: Callable[[str], Path], text: str, line: int, why: str) -> None:
    path = listed(text)
    with pytest.raises(UsageError) as told:
        load(path)
    assert str(told.value).startswith(f"{path}: line {line}: ")
    assert why in str(told.value)


def test_the_order_and_the_notes_of_a_file_change_nothing() -> None:
    one, two = Entry("Tarn", "Place", note="a lake"), Entry("Tarn", "Place")
    assert gather([WINDHOVER, one]).hash == gather([two, WINDHOVER, one]).hash != gather([WINDHOVER]).hash


# ---------------------------------------------------------------------- in one article


def test_listed_names_are_found_with_their_type_also_where_no_capital_shows_them() -> None:
    assert "velmo" not in names(read(SEEN))
    found = names(read(SEEN, WINDHOVER))
    assert {name: found[name] for name in WINDHOVER.names} == dict.fromkeys(WINDHOVER.names, "Organization")


def test_names_of_one_entry_are_one_chain_and_say_why() -> None:
    document = read(SEEN, WINDHOVER)
    chains = {m.chain for m in document.mentions if m.text in WINDHOVER.names}
    assert len(chains) == 1
    assert {m.reason for m in document.mentions if m.text == "velmo"} == {"the gazetteer gives both names"}


@pytest.mark.parametrize(
    ("text", "entries", "there"),
    [
        ("Bo Tarn lives in Vale Street.", (Entry("Vale", "Organization"),), "Vale Street"),
        ("Fell Mill Foundation sued Bo Tarn.", (Entry("Fell Mill", "Place"),), "Fell Mill Foundation"),
        ("Critics of Fell Mill Ltd wept.", (Entry("Fell Mill", "Organization"),), "Fell Mill Ltd"),
        ("Bo Tarn read The Ledger.", (Entry("Ledger", "CreativeWork"),), "Ledger"),
        ("They saw The Sea and the Moth in Oslo.", (Entry("The Sea and the Moth", "CreativeWork"),), "The Sea and the Moth"),
        ("FELL MILL OPENS AGAIN\n\nIt was closed in May.", (Entry("Fell Mill", "Place"),), "FELL MILL"),
        ("People went to Brody's in Oslo.", (Entry("Brody's", "Organization"),), "Brody's"),
        ("They met at the house of Tarn  &  Vale again.", (Entry("Tarn & Vale", "Organization"),), "Tarn  &  Vale"),
    ],
)
def test_boundaries(text: str, entries: tuple[Entry, ...], there: str) -> None:
    assert there in names(read(text, *entries))


def test_two_listed_things_are_never_one_chain() -> None:
    text = "Fell Mill Holdings bought a lake. Fell Mill has sued Fell Mill Holdings."
    both = Entry("Fell Mill", "Organization"), Entry("Fell Mill Holdings", "Organization")
    chains = {m.text: m.chain for m in read(text, *both).mentions if m.kind == "name"}
    assert chains["Fell Mill"] != chains["Fell Mill Holdings"]


def test_spans_hold_wherever_names_are_told() -> None:
    document = read(
        SEEN + "“VELMO’S” — velmo; veLmo\u200b velmos Kestrel’s", WINDHOVER, Entry("s", "Place"), Entry("Group", "Place")
    )
    text = document.article.text
    assert all(m.span.of(text) == m.text for m in document.mentions)
    spans = sorted(m.span for m in document.mentions if m.kind == "name")
    assert not any(a.overlaps(b) for a, b in pairwise(spans))


# ---------------------------------------------------------------------- across articles


def story(id: str, label: str, type_: str, **more: Any) -> Any:
    made = Story(id)
    made.chain(label, type_, **more)
    return made.build()


def test_chains_with_names_of_one_entry_are_one_entity_with_its_name_and_authority() -> None:
    told = gather([WINDHOVER])
    articles = [
        story("a", "Kestrel", "Organization"),
        story("b", "Windhover Group", "Organization"),
        story("c", "Kestrel", "Person"),
    ]
    resolution = resolve(articles, BASE, gazetteer=told)
    one = next(e for e in resolution.entities if ("a", "e1") in e.chains)
    assert one.chains == (("a", "e1"), ("b", "e1"))
    assert (one.label, one.type, one.aliases) == ("Windhover Group", "Organization", ("Kestrel", "velmo"))
    assert [(link.score, link.reason) for link in one.links] == [(1.0, "the gazetteer gives both names")]
    assert [(a.iri, a.match) for a in one.authorities] == [("http://www.wikidata.org/entity/Q7", "exactMatch")]
    assert resolution == resolve(articles[::-1], BASE, gazetteer=told)


def test_an_alias_of_two_entries_decides_nothing() -> None:
    told = gather([WINDHOVER, Entry("Kestrel Rail", "Organization", ("Kestrel",))])
    articles = [story("a", "Kestrel", "Organization"), story("b", "Windhover Group", "Organization")]
    resolution = resolve(articles, BASE, gazetteer=told)
    assert len(resolution.entities) == 2
    assert resolution.by_chain["a", "e1"] == resolve(articles, BASE).by_chain["a", "e1"]


def test_entries_of_two_types_share_a_name_and_the_type_decides() -> None:
    told = gather([Entry("Tarn", "Place"), Entry("Bo Tarn", "Person", ("Tarn",))])
    articles = [story("a", "Tarn", "Place"), story("b", "Tarn", "Person"), story("c", "Bo Tarn", "Person")]
    found = {e.label: [a for a, _ in e.chains] for e in resolve(articles, BASE, gazetteer=told).entities}
    assert found == {"Tarn": ["a"], "Bo Tarn": ["b", "c"]}


def test_a_short_name_within_a_chain_is_not_taken_for_somebody_elses() -> None:
    told = gather([Entry("Bo Tarn", "Person", ("Tarn",))])
    articles = [story("a", "Eva Tarn", "Person", aliases=("Tarn",)), story("b", "Bo Tarn", "Person")]
    assert len(resolve(articles, BASE, gazetteer=told).entities) == 2


# ---------------------------------------------------------------------- the whole way


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    for name, text in zip(("a.txt", "b.txt"), SEEN.split("\n\n"), strict=True):
        (tmp_path / "news" / name).write_text(
            text + "\nNobody else was in town on that day, and it rained.\n", encoding="utf-8"
        )
    return tmp_path / "news"


def test_a_build_heeds_it_and_what_changes_the_store_goes_on_heeding_it(
    kg: Run, news: Path, listed: Callable[[str], Path], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert kg("build", news, "-o", out).exit_code == 0
    assert kg("show", "Windhover Group", "-f", "json", "-o", out).exit_code == 0
    path = listed("name,type,aliases,same_as\nWindhover Group,Organization,Kestrel|velmo,wikidata:Q7\n")
    done = kg("build", news, "--gazetteer", path, "-o", out)
    assert done.exit_code == 0, done.stderr
    sheet = json.loads(kg("show", "Kestrel", "-f", "json", "-o", out).stdout)
    assert sheet["label"] == "Windhover Group"
    assert sheet["sources"] == ["a.txt", "b.txt"]
    assert sheet["authorities"][0]["iri"] == "http://www.wikidata.org/entity/Q7"
    assert "http://www.wikidata.org/entity/Q7" in kg("show", "Kestrel", "-o", out).stdout
    assert "skos:exactMatch <http://www.wikidata.org/entity/Q7>" in (out / "graph.ttl").read_text(encoding="utf-8")
    assert "The gazetteer that was used" in (out / "graph.ttl").read_text(encoding="utf-8")
    assert kg("validate", "-o", out).exit_code == 0
    assert kg("verify", "-o", out).exit_code == 0

    (news / "c.txt").write_text("Then velmo sued Bo Tarn. Bo Tarn did not answer, and it rained all day.\n", encoding="utf-8")
    path.unlink()
    assert kg("add", news / "c.txt", "-o", out).exit_code == 0
    assert kg("remove", "a.txt", "-o", out).exit_code == 0
    assert len(json.loads(kg("show", "Windhover Group", "-f", "json", "-o", out).stdout)["sources"]) == 2

    assert kg("build", news, "-o", out).exit_code == 0
    assert not (out / "gazetteer-used.tsv").exists()
    assert "wikidata" not in (out / "graph.ttl").read_text(encoding="utf-8")


def test_it_is_part_of_what_a_kept_result_depends_on(
    kg: Run, news: Path, listed: Callable[[str], Path], tmp_path: Path
) -> None:
    out, again = tmp_path / "out", tmp_path / "again"
    kg("build", news, "-o", out)
    path = listed("name,type\nvelmo,Product\n")
    kg("build", news, "--gazetteer", path, "-o", out)
    kg("build", news, "--gazetteer", path, "-o", again)
    assert (out / "graph.ttl").read_bytes() == (again / "graph.ttl").read_bytes()
    path.write_text("name,type\nvelmo,Platform\n", encoding="utf-8")
    kg("build", news, "--gazetteer", path, "-o", out)
    extracted = kg("extract", news, "--gazetteer", path).stdout.splitlines()[0]
    assert {m["type"] for m in json.loads(extracted)["mentions"] if m["text"] == "velmo"} == {"Platform"}


def test_settings_name_it_too(kg: Run, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kg.toml").write_text('gazetteer = "mine.tsv"\n', encoding="utf-8")
    done = kg("build", news)
    assert done.exit_code == 2
    assert done.stderr.startswith("mine.tsv: the gazetteer cannot be read")
    (tmp_path / "mine.tsv").write_text("name\ttype\nvelmo\tProduct\n", encoding="utf-8")
    assert kg("build", news).exit_code == 0
    assert kg("show", "velmo").exit_code in (0, 2)  # it need not be part of a claim
