"""A claim can be asked why it was made, and withdrawn for good; the decision is one readable line that can be deleted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import decisions
from kg.errors import UsageError

Run = Callable[..., Any]
STORY = (
    "Orla Finch founded Tidemark Labs in 2011. The chemist did not sue Corvane Airlines.\n\n"
    "Tidemark Labs acquired Harrow Docks in May. Orla Finch said she was suing Pellworth Bank.\n"
)


@pytest.fixture
def out(kg: Run, tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/tidemark.txt").write_text(STORY, encoding="utf-8")
    assert kg("build", tmp_path / "news", "-o", tmp_path / "out").exit_code == 0
    return tmp_path / "out"


def claim_of(kg: Run, out: Path, *triple: str) -> str:
    (fact,) = json.loads(kg("why", *triple, "-f", "json", "-o", out).stdout)
    return str(fact["evidence"][0]["claim"])


def test_explain_marks_the_words_and_names_what_led_to_the_claim(kg: Run, out: Path) -> None:
    done = kg("explain", claim_of(kg, out, "any", "sued", "Corvane Airlines"), "-f", "json", "-o", out)
    told = json.loads(done.stdout)
    assert "[trigger: sue]" in told["marked"]
    assert "[object: Corvane Airlines]" in told["marked"]
    assert all(STORY[m["start"] : m["end"]] in told["marked"] for m in told["marks"])
    assert told["entry"][0].startswith("sue-verb")
    assert told["because"] == ["not"]
    assert told["evidence"]["polarity"] == "negative"
    assert told["arguments"][0]["mention"]  # why "The chemist" is Orla Finch, or whoever it was taken for
    assert "denied" in told["statement"]


def test_explain_takes_the_first_digits_and_the_iri(kg: Run, out: Path) -> None:
    claim = claim_of(kg, out, "Tidemark Labs", "acquired", "Harrow Docks")
    query = 'SELECT ?c { ?c a kg:Claim ; kg:objectText "Harrow Docks" }'
    iri = kg("query", query, "-f", "csv", "-o", out).stdout.splitlines()[1]
    told = {kg("explain", name, "-o", out).stdout for name in (claim, claim[:8], iri)}
    assert len(told) == 1
    for wrong in ("ab", "0000000000"):
        done = kg("explain", wrong, "-o", out)
        assert done.exit_code == 2
        assert "kg why" in done.stderr


def test_a_rejected_claim_stays_out_until_its_line_is_deleted(kg: Run, out: Path, tmp_path: Path) -> None:
    triple = ("Tidemark Labs", "acquired", "Harrow Docks")
    before = (out / "graph.ttl").read_bytes()
    claim = claim_of(kg, out, *triple)
    assert kg("reject", claim[:10], "--because", "it leased\tthem", "-o", out).exit_code == 0
    rejected = (out / "graph.ttl").read_bytes()
    for _ in range(2):  # at once, and after every later build
        assert "no article says" in kg("why", *triple, "-o", out).stderr
        assert "because it leased them" in kg("why", *triple, "--all", "-o", out).stdout
        assert "rejected:    it leased them" in kg("explain", claim, "-o", out).stdout
        assert not kg("validate", "-o", out).exit_code
        assert kg("build", tmp_path / "news", "-o", out).exit_code == 0
    assert (out / "graph.ttl").read_bytes() == rejected

    file = out / decisions.FILE
    kept = [line for line in file.read_text(encoding="utf-8").splitlines() if claim not in line]
    assert "Harrow Docks" in file.read_text(encoding="utf-8")  # a reader of the file sees what was rejected
    file.write_text("\n".join(kept), encoding="utf-8")
    assert kg("build", tmp_path / "news", "-o", out).exit_code == 0
    assert (out / "graph.ttl").read_bytes() == before


def test_other_claims_of_the_statement_hold_it_up(kg: Run, out: Path, tmp_path: Path) -> None:
    (tmp_path / "news/second.txt").write_text("Tidemark Labs acquired Harrow Docks on Monday.\n", encoding="utf-8")
    kg("build", tmp_path / "news", "-o", out)
    (fact,) = json.loads(kg("why", "Tidemark Labs", "acquired", "Harrow Docks", "-f", "json", "-o", out).stdout)
    assert len(fact["evidence"]) == 2
    kg("reject", fact["evidence"][0]["claim"], "--because", "wrong", "-o", out)
    (fact,) = json.loads(kg("why", "Tidemark Labs", "acquired", "Harrow Docks", "-f", "json", "-o", out).stdout)
    assert [fact["kind"], len(fact["evidence"])] == ["asserted", 1]


@pytest.mark.parametrize("line", ["reject\tabc", "accept\tabc\twhy", "reject\t\twhy", "reject abc why"])
def test_a_line_that_is_no_decision_is_told(kg: Run, out: Path, tmp_path: Path, line: str) -> None:
    (out / decisions.FILE).write_text(f"# mine\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 2"):
        decisions.read(out)
    before = (out / "graph.ttl").read_bytes()
    assert kg("build", tmp_path / "news", "-o", out).exit_code == 2
    assert (out / "graph.ttl").read_bytes() == before


def test_a_decision_needs_a_reason(kg: Run, out: Path) -> None:
    assert kg("reject", "abcd", "--because", " ", "-o", out).exit_code == 2
    assert not (out / decisions.FILE).exists()
