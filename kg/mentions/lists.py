"""The word lists of the data folder, read once: given names, places, nationalities, words inside names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Lists:
    """``words`` by key (see data/words.txt); ``given`` maps a given name to "m", "f" or "u"; ``places`` are names of
    places; ``demonyms`` map a nationality ("Italian", "Italians") to its place; ``same`` maps a place's other names
    ("U.S.") to the first ("United States")."""

    words: dict[str, Words]
    given: dict[str, str]
    places: Words
    demonyms: dict[str, str]
    same: dict[str, str]

    def has(self, key: str, word: str) -> bool:
        """Tell whether ``word`` stands in the list named ``key``."""
        return word in self.words[key]


def _lines(name: str) -> list[str]:
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _keyed(name: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _lines(name):
        key, _, rest = line.partition(":")
        key = key.replace("_", " ")
        found[key] = found.get(key, frozenset()) | {w.replace("_", " ") for w in rest.split()}
    return found


@lru_cache(maxsize=1)
def _cues() -> dict[str, frozenset[str]]:
    return _keyed("cues.txt")


def words(key: str) -> frozenset[str]:
    """Return one list of data/cues.txt.

    >>> "actress" in words("woman")
    True
    """
    return _cues()[key]


@lru_cache(maxsize=1)
def kinds() -> dict[str, frozenset[str]]:
    """Return for nouns such as "court" the words of names that show that kind of organisation."""
    return _keyed("kinds.txt")


@lru_cache(maxsize=1)
def load_lists() -> Lists:
    """Return the word lists; read from the package once a process."""
    words = _keyed("words.txt")
    given: dict[str, str] = {}
    for line in _lines("given_names.txt"):
        gender, _, rest = line.partition(":")
        for name in rest.split():
            given[name] = gender if given.get(name, gender) == gender else "u"
    places = {name.strip() for line in _lines("places.txt") for name in line.split(",") if name.strip()}
    demonyms: dict[str, str] = {}
    same: dict[str, str] = {}
    for line in _lines("demonyms.tsv"):
        place, people, other = (line + "\t\t").split("\t")[:3]
        places.add(place)
        for name in filter(None, other.split(",")):
            same[name] = place
            places.add(name)
        for name in filter(None, people.split(",")):
            demonyms[name] = place
            if not name.endswith(("ese", "ish", "ch", "ss", "men")) and name[-1] != "s":
                demonyms[name + "s"] = place
    return Lists(words, given, frozenset(places), demonyms, same)
