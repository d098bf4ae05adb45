"""Models that users bring, in the form that Hugging Face's ONNX export has: tiny networks that know a dozen words.

``tokens.onnx`` is a table of scores by word ("orla", "finch": a person; "vesta", "group": a body); ``pairs.onnx`` scores 1
where "works" stands in a sentence with the first mark before the second, and 2 where it is the other way round.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg import learned, reading
from kg.articles import make
from kg.errors import UsageError
from kg.learned.brought import Pairs, Tokens
from kg.model import Span
from kg.settings import Settings

HERE = Path(__file__).parent / "brought"
WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "for", "orla", "finch", "vesta", "group", "works", "[E1]", "[E2]")
TEXT = "Orla Finch works for Vesta Group."


def folder(place: Path, network: str, labels: list[str], told: str) -> Path:
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.normalizers import Lowercase
    from tokenizers.pre_tokenizers import BertPreTokenizer

    tokenizer = Tokenizer(WordLevel({word: n for n, word in enumerate(WORDS)}, "[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = Lowercase(), BertPreTokenizer()
    tokenizer.add_special_tokens(["[E1]", "[E2]"])
    place.mkdir()
    tokenizer.save(str(place / "tokenizer.json"))
    shutil.copyfile(HERE / f"{network}.onnx", place / "model.onnx")
    (place / "config.json").write_text(json.dumps({"id2label": dict(enumerate(labels))}), encoding="utf-8")
    (place / "kg.toml").write_text(told, encoding="utf-8")
    return place


def tokens(place: Path, told: str = "") -> Path:
    return folder(place / "tokens", "tokens", ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"], told)


def pairs(place: Path, relation: str = "memberOf") -> Path:
    told = f'marks = ["[E1]", "", "[E2]", ""]\nthreshold = 0.8\n[relations]\n"works_for" = "{relation}"\n'
    return folder(place / "pairs", "pairs", ["none", "works_for", "works_for_back"], told)


def spans(place: Path, told: str) -> Path:
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.normalizers import Lowercase
    from tokenizers.pre_tokenizers import WhitespaceSplit

    known = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "<<ent>>", "<<sep>>", "person", "body", "orla", "finch", "vesta", "group")
    tokenizer = Tokenizer(WordLevel({word: n for n, word in enumerate(known)}, "[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = Lowercase(), WhitespaceSplit()
    place.mkdir()
    tokenizer.save(str(place / "tokenizer.json"))
    shutil.copyfile(HERE / "spans.onnx", place / "model.onnx")
    (place / "gliner_config.json").write_text('{"max_width": 4}', encoding="utf-8")
    (place / "kg.toml").write_text(told, encoding="utf-8")
    return place


def test_labels_in_plain_words_tell_types(tmp_path: Path) -> None:
    place = spans(tmp_path / "gliner", '[types]\n"person" = "Person"\n"body" = "Organization"\n')
    model = learned.load(place)
    person, body, both, long = model.types(TEXT, [Span(0, 10), Span(21, 32), Span(0, 17), Span(0, 33)])
    assert (person[0][0], body[0][0]) == ("Person", "Organization")
    assert person[0][1] > 0.9
    assert sum(chance for _, chance in both) < 0.1
    assert long == ()  # wider than the model looks
    assert [types[0][0] for types in model.types("Vesta Group", [Span(0, 11)])] == ["Organization"]
    document = reading.read(Settings(learned=str(place)), make("a.txt", "Then Vesta Group fell.", id="a.txt"))
    assert [m.type for m in document.mentions if m.text == "Vesta Group"] == ["Organization"]
    (place / "gliner_config.json").write_text("{}", encoding="utf-8")
    learned.model.load.cache_clear()
    with pytest.raises(UsageError, match="is not what"):
        learned.load(place)


def test_a_classifier_of_tokens_tells_types(tmp_path: Path) -> None:
    model = learned.load(tokens(tmp_path))
    assert isinstance(model, Tokens)
    spans = [Span(TEXT.index(w), TEXT.index(w) + len(w)) for w in ("Orla Finch", "Vesta Group", "works")]
    person, body, none = model.types(TEXT, spans)
    assert (person[0][0], body[0][0]) == ("Person", "Organization")
    assert person[0][1] > 0.9
    assert sum(chance for _, chance in none) < 0.5


def test_labels_may_mean_something_else(tmp_path: Path) -> None:
    model = learned.load(tokens(tmp_path, '[types]\nORG = "Platform"\n'))
    ((best, *_),) = model.types(TEXT, [Span(21, 32)])
    assert best[0] == "Platform"


@pytest.mark.parametrize(("relation", "told"), [("memberOf", ("Orla Finch", "Vesta Group")), ("-memberOf", ())])
def test_a_classifier_of_pairs_reads_along(tmp_path: Path, relation: str, told: tuple[str, ...]) -> None:
    place = pairs(tmp_path, relation)
    assert isinstance(learned.load(place), Pairs)
    text = "Ida Marsh left. Orla Finch shows her works at Vesta Group."
    found = reading.read(Settings(learned=str(place)), make("a.txt", text, id="a.txt")).claims
    theirs = [(c.subject.label, getattr(c.object, "label", "")) for c in found if "learned" in c.extractors]
    assert theirs == ([told] if told else [])  # the other way round, types do not fit


def test_what_was_brought_is_part_of_what_results_depend_on(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    places = tokens(tmp_path), tokens(tmp_path / "other", "threshold = 0.7\n")
    assert learned.version(places[0]) != learned.version(places[1])


@pytest.mark.parametrize(
    ("file", "content", "complaint"),
    [
        ("kg.toml", "marks = ['a']", "is not what docs/model.md tells"),
        ("kg.toml", "[relations", "is not what docs/model.md tells"),
        ("config.json", "{}", "has no id2label"),
    ],
)
def test_a_folder_that_says_too_little_is_refused(tmp_path: Path, file: str, content: str, complaint: str) -> None:
    place = tokens(tmp_path)
    (place / file).write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=complaint):
        learned.load(place)
    (place / "model.onnx").unlink()
    with pytest.raises(UsageError, match=r"has no model\.onnx"):
        learned.load(place)


def test_only_a_model_of_ours_is_read_eagerly(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="lower the threshold"):
        learned.load(tokens(tmp_path), eager=True)
