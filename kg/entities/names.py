"""Names as keys and parts: what two spellings of one name have in common. Pure functions on strings.

Accents are folded in keys only; labels keep the spelling of the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEGAL = _words(
    "inc incorporated ltd limited llc llp lp corp corporation plc gmbh co kg ag sa se nv bv ab oy spa srl sarl pty pte kk"
)
#: Legal forms that are also plain words or initials: dropped only behind at least two other words.
_SHORT_LEGAL = _words("co kg ag sa se ab oy kk lp spa limited corporation")
HONORIFICS = _words(
    "mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend fr sen senator rep gov governor president "
    "chancellor minister king queen prince princess pope judge justice gen general col colonel capt captain lt sgt "
    "sheriff mayor secretary representative congressman congresswoman coach sheikh imam rabbi cardinal bishop archbishop"
)
#: Words that make another title of the one that follows.
_BEFORE_TITLES = _words("vice deputy prime")
MEN = _words("mr sir lord king prince he him his himself")
WOMEN = _words("mrs ms miss dame lady queen princess she her hers herself")
#: Titles that are part of a name which has nothing else but one word ("Queen Maud").
_STYLES = _words("pope queen king prince princess lord lady sir dame sheikh imam saint")
GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
PARTICLES = _words("de des du da do dos das di del della der den van von zu af av el al bin ibn ben la le ter ten st")
#: Particles that are first names as well where they begin with a capital ("Ben", "Al", "Van").
_ALSO_FIRST = _words("van al ben el la bin st dos das")
PRONOUNS = _words(
    "i me my mine myself you your yours yourself yourselves he him his himself she her hers herself it its itself we us our "
    "ours ourselves they them their theirs themselves who whom whose which that this these those one ones"
)
#: Words of bodies that every country has, so that "Supreme Court" can stand for "US Supreme Court".
INSTITUTIONS = _words(
    "court congress senate parliament army navy marines government ministry department treasury police embassy guard force "
    "forces constitution cabinet assembly bank reserve commission agency administration attorney justice office"
)
_COUNTRIES = (
    "us usa american united states|uk british britain english scottish welsh irish|french france|german germany|italian italy|"
    "spanish spain|portuguese portugal|dutch netherlands|belgian belgium|swiss switzerland|austrian austria|swedish sweden|"
    "norwegian norway|danish denmark|finnish finland|polish poland|czech|hungarian hungary|greek greece|turkish turkey|"
    "russian russia|ukrainian ukraine|chinese china|japanese japan|korean korea|indian india|pakistani pakistan|"
    "bangladeshi bangladesh|indonesian indonesia|australian australia|canadian canada|mexican mexico|brazilian brazil|"
    "argentine argentina|chilean chile|colombian colombia|venezuelan venezuela|peruvian peru|egyptian egypt|israeli israel|"
    "iranian iran|iraqi iraq|syrian syria|lebanese lebanon|saudi|kenyan kenya|nigerian nigeria|ghanaian ghana|ethiopian "
    "ethiopia|european eu|romanian romania|bulgarian bulgaria|serbian serbia|croatian croatia|afghan afghanistan|"
    "vietnamese vietnam|thai thailand|philippine philippines|malaysian malaysia|singaporean singapore|federal"
)
COUNTRY_WORDS = _words(_COUNTRIES.replace("|", " ")) | {"united states", "united kingdom", "south african", "u s"}
_SAME = {
    "us": "united states",
    "usa": "united states",
    "america": "united states",
    "united states of america": "united states",
    "uk": "united kingdom",
    "britain": "united kingdom",
    "great britain": "united kingdom",
    "uae": "united arab emirates",
    "eu": "european union",
    "un": "united nations",
}
_SMALL = _words("of the and for in on at to de la des du y e")
_POSSESSIVE = re.compile(r"(?:['\u2019\u02bc]s|(?<=s)['\u2019\u02bc])$", re.IGNORECASE)
_DOTTED = re.compile(r"\b(?:\w\.){2,}(?=\W|$)|\b(?:\w\.)+\w\b")


def bare(text: str) -> str:
    """Return a name as it is shown: white space made single, no possessive, no marks around it.

    >>> bare(" Vel\u00e1zquez\u2019s "), bare("the Joneses'"), bare("@harbour_news,")
    ('Velázquez', 'the Joneses', '@harbour_news')
    """
    text = " ".join(text.split()).strip(" ,;:\"\u201c\u201d'\u2018\u2019()[]")
    return _POSSESSIVE.sub("", text).strip() or text


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """Return the form under which spellings of one name meet.

    NFKC, casefolded, accents folded, possessive, leading "the" and legal forms (Inc, Ltd, GmbH) dropped.

    >>> key("The Caf\u00e9 Lumi\u00e8re\u2019s"), key("Tern & Vale Holdings, Inc."), key("U.S."), key("J. R. Okoye")
    ('cafe lumiere', 'tern and vale holdings', 'us', 'j r okoye')
    """
    text = unicodedata.normalize("NFKC", bare(text)).casefold().replace("ß", "ss")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    text = _DOTTED.sub(lambda m: m.group().replace(".", ""), text.replace("&", " and ").lstrip("@#"))
    words = re.sub(r"['\u2019\u02bc]", "", text)
    tokens = re.sub(r"[^\w]+|_", " ", words).split()
    if len(tokens) > 1 and tokens[0] == "the":
        tokens = tokens[1:]
    while len(tokens) > 1 and tokens[-1] in LEGAL and not (tokens[-1] in _SHORT_LEGAL and len(tokens) < 3):
        tokens = tokens[:-1]
        if len(tokens) > 1 and tokens[-1] == "and":
            tokens = tokens[:-1]
    return " ".join(tokens)


def common_key(text: str) -> str:
    """Return ``key`` with the few universal short forms of states and unions written out.

    >>> common_key("the U.S."), common_key("Ostland")
    ('united states', 'ostland')
    """
    found = key(text)
    return _SAME.get(found, found)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts, all as keys; ``first`` is "" where only a surname or a single name is given."""

    first: str
    middle: tuple[str, ...]
    last: tuple[str, ...]
    generation: str

    @property
    def full(self) -> bool:
        """Tell whether there are a first and a last name."""
        return bool(self.first)

    @property
    def words(self) -> tuple[str, ...]:
        """Return the names in order, without Jr or Sr."""
        return (*((self.first,) if self.first else ()), *self.middle, *self.last)


@lru_cache(maxsize=65536)
def person(text: str) -> PersonName:
    """Return the parts of a person's name; titles in front are left out, particles belong to the surname.

    >>> person("Dr. Ana Mar\u00eda de la Cruz Jr.")
    PersonName(first='ana', middle=('maria',), last=('de', 'la', 'cruz'), generation='jr')
    >>> person("van Houten").full, person("Ben Okoye").full, person("Okoye").last
    (False, True, ('okoye',))
    """
    tokens = key(text).split()
    generation = ""
    if len(tokens) > 1 and tokens[-1] in GENERATIONS:
        generation, tokens = GENERATIONS[tokens[-1]], tokens[:-1]
    tokens = tokens[_titles(tokens) :]
    if len(tokens) < 2 or (tokens[0] in PARTICLES and (tokens[0] not in _ALSO_FIRST or bare(text)[:1].islower())):
        return PersonName("", (), tuple(tokens), generation)
    start = len(tokens) - 1
    while start > 1 and tokens[start - 1] in PARTICLES:
        start -= 1
    return PersonName(tokens[0], tuple(tokens[1:start]), tuple(tokens[start:]), generation)


def _titles(tokens: list[str]) -> int:
    """Return how many words in front are titles.

    >>> _titles(["vice", "president", "hale"]), _titles(["deputy", "prime", "minister", "hale"]), _titles(["queen", "maud"])
    (2, 3, 0)
    """
    n = 0
    while len(tokens) > n + 1 and not (len(tokens) == n + 2 and tokens[n] in _STYLES):
        if tokens[n] not in HONORIFICS and not (tokens[n] in _BEFORE_TITLES and tokens[n + 1] in HONORIFICS | _BEFORE_TITLES):
            break
        n += 1
    return n


def genders(text: str) -> tuple[int, int]:
    """Return how much a pronoun or a title in front speaks for a man and for a woman; a title outweighs pronouns.

    >>> genders("she"), genders("Mr. Okoye"), genders("Bo Okoye"), genders("Prince")
    ((0, 1), (4, 0), (0, 0), (0, 0))
    """
    words = key(text).split()
    said = words if len(words) == 1 and is_pronoun(text) else words[: _titles(words)]
    weight = 1 if len(words) == 1 else 4
    return weight * sum(w in MEN for w in said), weight * sum(w in WOMEN for w in said)


def untitled(text: str) -> str:
    """Return a person's name without the titles in front, as spelled.

    >>> untitled("Dr. Ana Cruz"), untitled("Queen Maud"), untitled("Mr Lord")
    ('Ana Cruz', 'Queen Maud', 'Lord')
    """
    words = text.split()
    return " ".join(words[_titles([key(w) for w in words]) :])


def person_key(text: str) -> str:
    """Return the key of a person's name: as ``key``, without titles in front.

    >>> person_key("Mr. Tomas Okoye"), person_key("Tomas Okoye Jr.")
    ('tomas okoye', 'tomas okoye jr')
    """
    name = person(text)
    return " ".join((*name.words, *((name.generation,) if name.generation else ())))


def same_word(left: str, right: str) -> bool:
    """Tell whether two given names agree: equal, or one is the other's initial."""
    return left == right or (min(len(left), len(right)) == 1 and left[:1] == right[:1])


def same_person(left: PersonName, right: PersonName) -> bool:
    """Tell whether two full names can be one person's: no part contradicts.

    >>> same_person(person("Ana Cruz"), person("Ana M. Cruz")), same_person(person("Ana Cruz"), person("Eva Cruz"))
    (True, False)
    >>> same_person(person("Bo Tarn Sr."), person("Bo Tarn Jr."))
    False
    """
    if left.generation and right.generation and left.generation != right.generation:
        return False
    if left.last != right.last or not same_word(left.first, right.first):
        return False
    if left.middle and right.middle:
        return len(left.middle) == len(right.middle) and all(map(same_word, left.middle, right.middle))
    return True


def is_pronoun(text: str) -> bool:
    """Tell whether a text is a pronoun or demonstrative; capitals and dots make a name of it.

    >>> is_pronoun("Us"), is_pronoun("US"), is_pronoun("U.S."), is_pronoun("IT")
    (True, False, False, False)
    """
    return key(text) in PRONOUNS and not (len(text) > 1 and (text.isupper() or "." in text))


def numbers(name_key: str) -> frozenset[str]:
    """Return the numbers in a name, by which two wars or two laws differ.

    >>> sorted(numbers("reform act ii")), sorted(numbers("group of 7"))
    (['ii'], ['7'])
    """
    return frozenset(re.findall(r"\b(?:\d+|[ivx]+)\b", name_key))


def initials(name_key: str) -> frozenset[str]:
    """Return the acronyms a name can have, with and without its small words.

    >>> sorted(initials("union of river states"))
    ['uors', 'urs']
    """
    words = name_key.split()
    if len(words) < 2:
        return frozenset()
    letters = [(w, w if numbers(w) else w[0]) for w in words]  # a war's number stands as it is
    return frozenset({"".join(c for _, c in letters), "".join(c for w, c in letters if w not in _SMALL)})


def acronym(label: str) -> str:
    """Return the key of a label written as an acronym (two to six capitals, dots allowed), else "".

    >>> acronym("the U.N.E.P."), acronym("Tern"), acronym("FC2")
    ('unep', '', '')
    """
    letters = re.sub(r"^[Tt]he ", "", bare(label)).replace(".", "")
    return letters.casefold() if re.fullmatch(r"[A-Z]{2,6}", letters) else ""


def without_country(name_key: str) -> str:
    """Return a body's name without the country in front or behind, "" where there is none or what is left is no body.

    >>> without_country("us supreme court"), without_country("supreme court of india"), without_country("us steel")
    ('supreme court', 'supreme court', '')
    >>> without_country("ministry of health of kenya")
    'ministry of health'
    """
    words = name_key.split()
    rests = [words[n:] for n in (2, 1) if len(words) > n and " ".join(words[:n]) in COUNTRY_WORDS]
    for n in (1, 2):
        tail = words[-n:]
        if len(words) > n + 1 and " ".join(tail) in COUNTRY_WORDS:
            head = words[:-n]
            if head[-1] == "the":
                head = head[:-1]
            if head[-1:] == ["of"]:
                rests.append(head[:-1])
    for rest in rests:
        if rest and (rest[-1] in INSTITUTIONS or (rest[0] in INSTITUTIONS and rest[1:2] in (["of"], ["for"]))):
            return " ".join(rest)
    return ""


def slug(name_key: str) -> str:
    """Return a short ASCII word for an IRI; "x" where nothing is left.

    >>> slug("tern and vale"), slug("")
    ('tern-and-vale', 'x')
    """
    found = re.sub(r"[^a-z0-9]+", "-", name_key.casefold().encode("ascii", "ignore").decode()).strip("-")
    return found[:48].strip("-") or "x"
