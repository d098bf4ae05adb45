"""Names in a parse: runs of capitalised words, their edges mended, and found again wherever they stand.

The model's name finder helps to decide (is this capital at a sentence's start a name? does this "of" belong inside?)
but spelling comes first: the small model misses or cuts too many names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kg.gazetteer import Entry
from kg.mentions.capitals import Capitals, headlines
from kg.mentions.lists import Lists, words
from kg.mentions.source_lines import source_lines
from kg.mentions.tree import Tree

_JOINED = frozenset({"ORG", "WORK_OF_ART", "EVENT", "LAW", "FAC", "LOC", "GPE", "PRODUCT"})
_SUFFIXES = frozenset(
    {"inc", "inc.", "ltd", "ltd.", "llc", "corp", "corp.", "co.", "jr", "jr.", "sr", "sr.", "plc", "l.l.c.", "s.a."}
)
_VERSUS = frozenset({"v", "v.", "vs", "vs."})
_LEGAL = frozenset("court decision ruling case judgment judgement lawsuit justice justices precedent upheld overturned".split())
_PRESS = words("press after the")
# What events that come round are called, before their year.
_YEARLY = words("yearly")
_OWNS = frozenset({"'s", "’s"})
_QUOTES = frozenset({'"', "“", "”", "'", "‘", "’"})


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens [first, last) that name something; ``form`` is the clean name, ``label`` the model's guess ("" if none);
    ``place`` is set where the word is a nationality ("Italian" of Italy); ``type`` and ``entry`` are what the gazetteer
    or the form of its line tells of the name, "" and None where they tell nothing or several things."""

    first: int
    last: int
    form: str
    label: str = ""
    place: str = ""
    type: str = ""
    entry: Entry | None = None


def find_names(
    tree: Tree,
    ner: tuple[tuple[int, int, str], ...],
    lists: Lists,
    common: frozenset[str],
    nouns: Mapping[str, str],
) -> tuple[Name, ...]:
    """Return the names, sorted, disjoint. ``common`` are lower-case words that are no names by themselves,
    ``nouns`` common nouns with the type they denote."""
    finder = _Finder(Capitals(tree, ner, lists, common), nouns)
    titled, lined = headlines(tree), {(a, b): type_ for a, b, type_ in source_lines(tree, lists)}
    told = {tree.tokens[a].sentence for a, _ in lined}
    sure = sorted(lined)
    for number, (first, last) in enumerate(tree.bounds):
        if tree.paragraph[number] not in titled and number not in told:
            sure += finder.runs(first, last)
    found = finder.again(sure, titled)
    return tuple(replace(finder.named(a, b), type=lined.get((a, b), "")) for a, b in found)


class _Finder:
    """Finds the names of one document: runs of capitals, cut into names."""

    def __init__(self, capitals: Capitals, nouns: Mapping[str, str]) -> None:
        self.c, self.nouns = capitals, nouns
        self.t, self.lists = capitals.t, capitals.lists
        self.titles = sorted((tuple(t.split()) for t in self.lists.words["title"]), key=lambda t: (-len(t), t))
        self.title_start = {t[0] for t in self.titles}

    # -------------------------------------------------------------- runs

    def runs(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield the names of the sentence of tokens [first, last)."""
        i = first
        while i < last:
            if not self.c.begins(i):
                i += 1
                continue
            j = self.extend(i, last)
            yield from self.pieces(i, j)
            i = max(j, i + 1)

    def extend(self, i: int, last: int) -> int:
        words, j = self.t.words, i + 1
        if words[i][:1] == "@":
            return j
        while j < last:
            if (self.c.capital(j) or self.c.numeral(j)) and words[j][:1] != "@":
                j += 1
            elif words[j] == "," and j + 1 < last and self.t.lower[j + 1] in _SUFFIXES:
                j += 2
            elif (step := self.bridge(i, j, last)) and j + step < last and self.c.capital(j + step):
                j += step + 1
            elif words[j].isdigit() and not self.score(j, last) and self.numbered(i, j):
                j += 1
            else:
                break
        return j

    def numbered(self, i: int, j: int) -> bool:
        """Tell whether a number goes on a name that begins at ``i``."""
        return self.c.same(i, j) and self.c.ner[j][2] != "PERSON" or self.yearly(j)

    def score(self, j: int, last: int) -> bool:
        """Tell whether a number begins how a match ended ("beat Norway *3*-0")."""
        words = self.t.words
        return j + 2 < last and words[j + 1] in {"-", "–"} and words[j + 2].isdigit() and len(words[j]) < 4

    def yearly(self, j: int) -> bool:
        """Tell whether a number is the year of an event that comes round ("World Cup 2022", "Spring Gala 2017")."""
        year = len(self.t.words[j]) == 4 and self.t.words[j][:2] in {"19", "20"}
        return year and self.t.words[j - 1] in _YEARLY

    def nickname(self, i: int, j: int, last: int) -> int:
        """Return 3 where a name in quotation marks at ``j`` stands within a person's ('Orla "Red" Finch'), else 0."""
        t = self.t
        within = j + 3 < last and t.words[j + 2] in _QUOTES and self.c.capital(j + 1) and self.c.capital(j + 3)
        return 3 if within and j == i + 1 and t.words[i] in self.lists.given else 0

    def bridge(self, i: int, j: int, last: int) -> int:
        """Return how many small words at ``j`` bind the run [i, j) to a capital after them; 0 if they do not."""
        t, word, before = self.t, self.t.lower[j], self.t.words[j - 1]
        if word in _QUOTES and (word != "'" or not before.endswith("s")):
            return self.nickname(i, j, last)
        after = j + 1
        while word in self.lists.words["particles"] and after < last and t.lower[after] in self.lists.words["particles"]:
            if self.c.capital(after):
                break
            after += 1
        if word in {"of", "for"} and after < last and t.lower[after] == "the" and t.words[after][0].islower():
            after += 1
        if after >= last or not self.c.capital(after):
            return 0
        if word in {"&", "+", "'n'"} or word in _WITHIN and t.words[j][0].isupper():
            return 1  # "Jobs With Justice"
        if word in _VERSUS and not t.words[j][0].isupper():
            sentence = range(*t.bounds[t.tokens[j].sentence])
            return 1 if any(t.lower[k] in _LEGAL or t.tokens[k].lemma in _LEGAL for k in sentence) else 0
        together = self.c.same(j - 1, after) and self.c.ner[j][2] in _JOINED
        if word == "on":
            return 1 if before in _TOPICAL else 0
        if word in {"of", "for"}:
            heads = self.lists.words["of heads" if word == "of" else "for heads"]
            return after - j if before in heads or (together and word == "of") else 0
        if word == "and":
            ends = after
            while ends < last and self.c.capital(ends):
                ends += 1
            office = any(t.words[k] in {"Ministry", "Department", "Chamber", "Committee", "Board"} for k in range(i, j - 1))
            person = t.words[after] in self.lists.given and ends == after + 2  # "Department of Energy and Jane Doe"
            office = office and "of" in t.lower[i:j] and not person
            inn = before in _INNS and t.words[after] in _INNS or self.subjects(i, j, ends)
            paper = before in _PRESS and t.words[after] in _PRESS and t.words[i - 1] == "The"  # "The Post and Courier"
            known = together and (paper or t.words[ends - 1] in self.lists.words["and heads"])
            return 1 if office or inn or known or paper and not t.initial(i - 1) else 0
        if word == "the" and j == i + 1 and t.lower[i] in self.c.common and not t.initial(i):
            ends = next(k for k in range(after, last + 1) if k == last or not self.c.capital(k))
            return 1 if t.words[ends - 1] in _CAMPAIGNS else 0  # "Keep the Promise PAC"
        if word == "'s" or (word == "'" and before.endswith("s")):
            ends = after
            while ends < last and self.c.capital(ends):
                ends += 1
            if self.kept(i, j, ends):
                return 1
            organization = t.words[ends - 1] in _OWNED
            of_all = before in _EVERYBODY and (organization or t.words[ends - 1] in self.lists.words["organization"])
            return 1 if together and organization or of_all else 0
        if word in self.lists.words["particles"] and t.words[j][0].islower():
            return after - j
        return 1 if word in {"at", "in", "on", "the", "to", "with"} and together and self.c.ner[j][2] in {"WORK_OF_ART"} else 0

    def kept(self, i: int, j: int, last: int) -> bool:
        """Tell whether the "'s" at ``j`` stands within an officer's office ("Harmon County Sheriff's Department")."""
        words = self.t.words
        held = i < j - 1 and j + 1 < last and words[j] in _OWNS
        return held and words[j - 1] in _OFFICERS and words[j + 1] in _KEPT and "of" not in words[i:j]

    def subjects(self, i: int, j: int, ends: int) -> bool:
        """Tell whether what [i, j) is for goes on after the "and" at ``j`` ("Center for Women and Politics")."""
        words, one = self.t.words[i:j], ends == j + 2
        heads = self.lists.words["for heads"] | self.lists.words["of heads"]
        after, known = self.t.words[j + 1], self.lists
        bound = any(w in heads for w in words) and any(w in {"for", "of"} for w in words)
        field = ends == j + 3 and self.t.words[j + 2] in _FIELDS
        other = after in known.given or after in known.places or after in known.demonyms or self.c.known(after)
        return (
            bound
            and not other
            and (one and words[0] in heads and (j + 1 not in self.c.ner or self.c.same(j - 1, j + 1)) or field)
        )

    # -------------------------------------------------------------- edges

    def pieces(self, i: int, j: int) -> Iterator[tuple[int, int]]:
        """Yield the names in the run [i, j): titles, role words and nationalities before a name are none of it."""
        versus = [k for k in range(i, j) if self.t.lower[k] in _VERSUS and k > i]
        if versus:
            yield i, j
            return
        office = next((k + 2 for k in range(i, j) if self.kept(i, k, j)), 0)
        if office:
            end = j if office < j and self.t.lower[office] in {"of", "for"} else office
            yield from self.piece(i, end)
            yield from self.pieces(end, j) if end < j else ()
            return
        start = k = i + self.end_of_title(i, j)
        while k < j:
            size = self.title(k, j) or self.office(start, k, j)
            if size:
                yield from self.piece(start, self.known_part(start, k))
                start = k = k + size
            elif k == start and self.nationality(k, j):
                yield k, k + self.nationality(k, j)
                start = k = k + self.nationality(k, j)
            elif k == start and k + 1 < j and self.t.initial(k) and self.role(k):
                start = k = k + 1
            else:
                k += 1
        if start < j:
            yield from self.piece(start, j)

    def title(self, k: int, j: int) -> int:
        """Return how many tokens at ``k`` are a title or office before a person's name, or one standing alone."""
        words = self.t.words
        if words[k] not in self.title_start:
            return 0
        for title in self.titles:
            size = len(title)
            if words[k : k + size] == title and k + size <= j:
                rest = words[k + size : j]
                if size == 1 and len(rest) == 1 and words[k] in self.lists.given and not (k and self.t.lower[k - 1] == "the"):
                    return 0  # "Dean Marsh"
                if not rest:
                    if k > 0 and self.t.lower[k - 1] in _WITHIN and words[k - 1][0].isupper():
                        return 0
                    named = k > 0 and (
                        words[k - 1] in self.lists.given or self.c.capital(k - 1) and words[k - 2] in self.lists.given
                    )
                    return 0 if size == 1 and named and not self.t.initial(k) else size
                if rest[-1] in self.lists.words["organization"] and not any(r in self.lists.given for r in rest):
                    return 0
                if title[0] in {"General", "Chief", "Private", "Major", "Captain"} and not (
                    rest[0] in self.lists.given or len(rest) > 1
                ):
                    return 0
                return size
        return 0

    def end_of_title(self, i: int, j: int) -> int:
        """Return how many tokens at ``i`` end a title that began before ("Secretary of *State* Ann Lee")."""
        words = self.t.words
        for title in self.titles:
            for at in range(1, len(title)):
                first, last = i - at, i - at + len(title)
                if first >= 0 and i < last < j and words[first:last] == title and title[at - 1] == "of":
                    return last - i
        return 0

    def office(self, start: int, k: int, j: int) -> int:
        """Return 1 where the word at ``k`` is a role right before a given name ("Acme Treasurer Ann Lee")."""
        words = self.t.words
        if k > start and 2 < j - k <= 4 and self.t.lower[k] not in _ADJECTIVES and self.nouns.get(self.t.lower[k]) == "Person":
            plain = words[k + 1] in self.lists.given or not any(w.lower() in self.nouns for w in words[k + 1 : j])
            return 1 if plain and words[j - 1] not in self.lists.words["organization"] else 0
        return 0

    def known_part(self, i: int, j: int) -> int:
        """Return where a name before a role ends: a known place or organisation is cut from adjectives after it."""
        words = self.t.words
        for end in range(j, i, -1):
            form = " ".join(words[i:end])
            if form in self.lists.places or form in self.lists.words["known organization"]:
                return end
        return j

    def nationality(self, k: int, j: int) -> int:
        """Return how many tokens at ``k`` are a nationality or country that only stands before another name."""
        words = self.t.words
        for size in (2, 1):
            if k + size > j:
                continue
            form = " ".join(words[k : k + size])
            country = form in self.lists.demonyms or form in self.lists.same
            if not country:
                continue
            rest = words[k + size : j]
            if not rest:
                return size
            ner = self.c.ner.get(k)
            if ner and ner[0] <= k and ner[1] > k + size and ner[2] != "PERSON":
                return 0
            heads = self.lists.words
            known = any(rest[-1] in heads[key] for key in ("organization", "event", "place", "law", "award"))
            known = known or " ".join(rest) in heads["known organization"]
            return 0 if known and not self.title(k + size, j) else size
        return 0

    def role(self, k: int) -> bool:
        word = self.t.lower[k]
        if self.lists.has("first in a name", self.t.words[k]):
            return False
        if self.nouns.get(word) == "Person" and self.t.words[k] not in self.lists.given:
            return self.t.words[k + 1] in self.lists.given  # "Filmmaker Ida Marsh"
        return word in self.c.common and not self.c.inside[self.t.words[k]] and not (k in self.c.ner and self.c.same(k, k + 1))

    def piece(self, i: int, j: int) -> Iterator[tuple[int, int]]:
        """Yield [i, j) without what does not belong at its edges, unless nothing sure is left."""
        words = self.t.words
        while i < j and (not self.c.capital(i) or words[j - 1] == "&"):
            i += 1
        while i < j and not (
            self.c.capital(j - 1) or self.c.numeral(j - 1) or words[j - 1].isdigit() or self.t.lower[j - 1] in _SUFFIXES
        ):
            j -= 1
        if i >= j:
            return
        first = self.t.bounds[self.t.tokens[i].sentence][0]
        if i > first and words[i - 1] == "The" and (not self.t.initial(i - 1) or words[j - 1] in _PRESS or words[i] in _PRESS):
            yield i - 1, j
            return
        if self.owns_itself(i, j):
            yield i, j + 1
            return
        if j - i == 1:
            word, token = words[i], self.t.tokens[i]
            if (
                len(word) == 1
                or self.lists.has("royal", word)
                or word in self.lists.words["of heads"]
                and not (i in self.c.ner or self.c.inside[word] > 1)
            ):
                return
            counted = i > first and self.t.lower[i - 1] in {"a", "an", "the", "this", "that", "each", "every", "no"}
            if counted and self.nouns.get(self.t.lower[i]) == "Person" and i not in self.c.ner or self.t.lower[i] in _BELIEFS:
                return
            if token.tag == "JJ" and self.c.ner.get(i, (0, 0, "NORP"))[2] == "NORP" and word not in self.lists.demonyms:
                return
            if i > first and self.t.lower[i - 1] == "of" and word in self.lists.words["of heads"]:
                return
            if word in _SEASONS or self.c.ordinary(i) and not self.c.believed(i):
                return
            if word.isupper() and token.dep in {"compound", "amod", "nmod"} and self.c.ner.get(i, (0, 0, ""))[2] != "ORG":
                if not (self.c.known(word) or word in self.lists.places or word in self.lists.same):
                    return
        yield i, j

    def owns_itself(self, i: int, j: int) -> bool:
        """Tell whether the "'s" after [i, j) is part of the name ("worked for Brody's."): nothing follows that it could own."""
        t = self.t
        if j + 1 >= len(t.words) or t.words[j] not in _OWNS or i and t.lower[i - 1] == "of":
            return False
        follows, head = t.tokens[j + 1], t.head_of(i, j)
        owned = follows.pos in {"NOUN", "PROPN", "ADJ", "NUM", "ADV", "VERB", "DET"} or t.words[j + 1] in {
            '"',
            "“",
            "'",
            "‘",
            "-",
        }
        return not owned and t.tokens[head].dep != "poss" and t.tokens[j].tag == "POS"

    # -------------------------------------------------------------- everywhere

    def again(self, sure: list[tuple[int, int]], titled: set[int]) -> list[tuple[int, int]]:
        """Return the sure names and every other place where their words stand, headlines included."""
        t = self.t
        plain = {t.words[a:b] for a, b in sure if t.words[b - 1] not in _OWNS}
        # "a wall like Marsh's.": whoever is called so elsewhere owns something unsaid
        sure = [(a, b - 1) if t.words[b - 1] in _OWNS and self.without(t.words[a : b - 1], plain) else (a, b) for a, b in sure]
        # "New World Bank President Jane Doe": what opens a sentence is new, where the name stands elsewhere without it
        sure = [(a + 1, b) if t.words[a] == "New" and t.initial(a) and t.words[a + 1 : b] in plain else (a, b) for a, b in sure]
        taken = [False] * len(t.words)
        for a, b in sure:
            taken[a:b] = [True] * (b - a)
        forms: dict[str, set[tuple[str, ...]]] = {}
        for a, b in sure:
            words = t.words[a:b]
            forms.setdefault(words[0].casefold(), set()).add(words)
            if 2 <= b - a <= 4 and words[0] in self.lists.given and words[-1] not in self.lists.words["organization"]:
                forms.setdefault(words[-1].casefold(), set()).add(words[-1:])
        for words in [w for ws in forms.values() for w in ws if w[-1] in _OWNS]:
            sure = [(a, b + 1) if t.words[a : b + 1] == words else (a, b) for a, b in sure]
        found = list(sure)
        for number, (first, last) in enumerate(t.bounds):
            title = t.paragraph[number] in titled
            i = first
            while i < last:
                size = 0 if taken[i] else self.match(i, last, forms, taken)
                if not size and title and not taken[i]:
                    size = self.clear(i)
                if size:
                    found.append((i, i + size))
                    taken[i : i + size] = [True] * size
                i += size or 1
        return sorted(found)

    def without(self, words: tuple[str, ...], plain: set[tuple[str, ...]]) -> bool:
        """Tell whether a name stands elsewhere without "'s": alone, or as the end of a longer one."""
        return any(name[-len(words) :] == words for name in plain)

    def match(self, i: int, last: int, forms: dict[str, set[tuple[str, ...]]], taken: list[bool]) -> int:
        if not self.t.words[i][:1].isupper():
            return 0
        best = 0
        for form in forms.get(self.t.words[i].casefold(), ()):
            size = len(form)
            here = self.t.words[i : i + size]
            if size <= best or i + size > last or any(taken[i : i + size]):
                continue
            shouted = all(w.isupper() for w in here) and [w.casefold() for w in here] == [w.casefold() for w in form]
            if here == form or (shouted and sum(map(len, here)) > 3):
                best = size
        return best

    def clear(self, i: int) -> int:
        """Return the size of a name in a headline that needs no other backing; else 0."""
        span = self.c.ner.get(i)
        words = self.t.words
        if span and span[0] == i:
            form = " ".join(words[i : span[1]])
            if span[2] == "PERSON" and words[i] in self.lists.given and 2 <= span[1] - i <= 3:
                tail = words[span[1] - 1].lower()
                return span[1] - i if tail not in self.c.common else 0
            if form in self.lists.places or form in self.lists.demonyms or self.c.known(form):
                return span[1] - i
        return 1 if words[i] in self.lists.words["platform"] and self.t.tokens[i].pos == "PROPN" else 0

    def named(self, a: int, b: int) -> Name:
        """Return the name of tokens [a, b)."""
        form = self.t.form(a, self.platform(a, b))
        label = Counter(self.c.ner[i][2] for i in range(a, b) if i in self.c.ner).most_common(1)
        place = self.lists.demonyms.get(form, "")
        return Name(a, b, form, label[0][0] if label else "", place)

    def platform(self, a: int, b: int) -> int:
        """Return where the platform ends in a name that is one and a part of it ("Instagram Live"), else ``b``."""
        for end in range(a + 1, b):
            if self.lists.has("platform", self.t.form(a, end)):
                rest = self.t.words[end:b]
                return end if all(self.lists.has("feature of a platform", word) for word in rest) else b
        return b


_BELIEFS = words("follower")
_SEASONS = frozenset({"Spring", "Summer", "Autumn", "Winter", "Fall"})
_ADJECTIVES = words("rather an adjective")
_TOPICAL = frozenset({"Committee", "Subcommittee", "Council", "Conference", "Convention", "Commission", "Panel", "Forum"})
_OWNED = words("owned inside a name")
#: Whose a body is by its own name ("People's Liberation Army", "Women's Aid Society").
_EVERYBODY = frozenset(
    "People Peoples Workers Women Men Children Veterans Farmers Teachers Students Mothers Citizens Magistrates".split()
)
#: Small words that stand within a name where they have a capital amid a sentence.
_WITHIN = frozenset({"with", "for", "of", "and", "in", "on", "to", "against", "without"})
#: What ends the field that a body works in ("Institute for Trade and Security Affairs").
_FIELDS = frozenset("Affairs Cooperation Development Policy Relations Research Rights Security Studies Technology".split())
#: Who heads an office of a county or state, and what that is called.
_OFFICERS = words("officer of a place")
_KEPT = frozenset({"Office", "Department", "Bureau", "Division"})
_INNS = frozenset({"Hotel", "Casino", "Resort", "Spa", "Bar", "Grill", "Inn", "Lodge", "Restaurant"})
#: What is named by a call to do something ("Save the Bay Foundation").
_CAMPAIGNS = frozenset({"PAC", "Fund", "Project", "Foundation", "Coalition", "Campaign", "Alliance", "Movement", "Initiative"})
