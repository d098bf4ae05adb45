"""IRIs that an earlier store gave out stay, or say what became of them."""

from __future__ import annotations

from kg.entities import resolve
from kg.model import ChainKey, Resolution
from tests.factories import BASE, Story


def article(id: str, *labels: str, type_: str = "Person") -> Story:
    made = Story(id)
    for label in labels:
        made.chain(label, type_)
    return made


def ledger(resolution: Resolution) -> dict[str, tuple[ChainKey, ...]]:
    return {e.iri: e.chains for e in resolution.entities}


def test_a_fuller_name_found_later_does_not_change_the_iri() -> None:
    first = article("b", "Bo Tarn").build()
    before = resolve([first], BASE)
    later = article("a", "Bo Q. Tarn").build()
    after = resolve([later, first], BASE, ledger(before))
    assert after.by_chain["a", "e1"] == before.by_chain["b", "e1"]
    assert after.entities[0].label == "Bo Q. Tarn"
    assert after.replaced == {}
    assert resolve([later, first], BASE).by_chain["b", "e1"] != before.by_chain["b", "e1"]


def test_two_entities_that_turn_out_one_leave_a_forwarding_address() -> None:
    long = article("a", "Vale Water Board", type_="Organization").build()
    short = article("b", "Board of Water", type_="Organization").build()
    before = resolve([long, short], BASE)
    joined = Story("c")
    joined.chain("Vale Water Board", "Organization", aliases=("Board of Water",))
    after = resolve([long, short, joined.build()], BASE, ledger(before))
    assert len(after.entities) == 1
    kept, gone = after.entities[0].iri, (set(ledger(before)) - {after.entities[0].iri}).pop()
    assert kept in ledger(before)
    assert after.replaced == {gone: kept}


def test_the_larger_half_of_a_split_keeps_the_iri() -> None:
    a, b, c = (article(id, "Bo Tarn").build() for id in "abc")
    before = resolve([a, b, c], BASE)
    old = before.entities[0].iri
    other = article("c", "Ana Tarn").build()
    after = resolve([a, b, other], BASE, ledger(before))
    assert after.by_chain["a", "e1"] == old
    assert after.by_chain["c", "e1"] != old
    assert after.replaced == {}


def test_a_retired_iri_is_never_given_to_something_else() -> None:
    # "Tarn" was an entity of its own; its chain went to Bo Tarn; a new Tarn, elsewhere, must not take its IRI over.
    alone = article("a", "Tarn").build()
    before = resolve([alone], BASE)
    old = before.entities[0].iri
    known = {old: (("a", "e1"),), BASE + "entity/bo-tarn-00000000": (("b", "e1"), ("b", "e2"))}
    both = Story("b")
    both.chain("Bo Tarn", "Person")
    both.chain("Bo Tarn", "Person")
    place = Story("c")
    place.chain("Tarn", "Place")
    after = resolve([alone, both.build(), place.build()], BASE, known)
    assert after.replaced == {old: BASE + "entity/bo-tarn-00000000"}
    assert after.by_chain["c", "e1"] != old


def test_the_same_sources_and_their_own_ledger_change_nothing() -> None:
    sources = [article("a", "Bo Tarn", "Ana Tarn").build(), article("b", "Tarn", "Bo").build()]
    before = resolve(sources, BASE)
    assert resolve(sources, BASE, ledger(before)) == before
