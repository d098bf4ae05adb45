"""What kind of thing a name names: scored from all its occurrences and their surroundings in the article.

Evidence adds up per name; each kind of cue has a weight, and a cue that repeats counts less each time. The result are
scores per entity type that sum to at most 1, best first, so that a later step can still choose a runner-up.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType

from kg.mentions.contexts import context, team
from kg.mentions.lists import Lists, words
from kg.mentions.names import Name
from kg.mentions.tree import SUBJECTS, Tree
from kg.model import Types

Evidence = dict[str, Counter[tuple[str, float]]]

#: What the gazetteer tells weighs more than any cue.
_TOLD = 12.0
#: What a model is sure of, over all places of a name, weighs as much as two weak cues; what it doubts weighs nothing.
_MODEL, _SURE = 3.0, 0.8
_NEWS = words("press words")
_SPORT = words("of sport")
_COMPANIES = words("said of a company")
_SCHOOLS = frozenset({"School", "College", "Faculty", "Department", "Academy", "Institute"})


def score_names(
    tree: Tree,
    names: tuple[Name, ...],
    lists: Lists,
    nouns: Mapping[str, str],
    witness: Mapping[str, Types] = MappingProxyType({}),
) -> dict[str, Types]:
    """Return scored types for each form of name in the article; ``witness`` is what a model takes the forms for."""
    evidence: Evidence = defaultdict(Counter)
    starts = {n.first: n for n in names}
    for form in sorted({n.form for n in names}):
        for type_, weight, _ in _shape(form, lists, nouns):
            evidence[form][type_, weight] += 1
    sport = sum(word in _SPORT for word in tree.lower) >= 4
    for name in names:
        if sport:
            for type_, weight in team(tree, name, lists):
                evidence[name.form][type_, weight] += 1
        for type_, weight in context(tree, name, lists, nouns, starts):
            evidence[name.form][type_, weight] += 1
        if name.type:
            evidence[name.form][name.type, _TOLD] = 1
    for form, types in witness.items():
        if types and types[0][1] >= _SURE:
            evidence[form][types[0][0], _MODEL] += 1
    _pronouns(tree, names, evidence)
    _companies(tree, names, lists, nouns, evidence)
    _somewhere(tree, names, lists, evidence)
    _share(names, lists, evidence)
    _alike(tree, names, evidence)
    told: dict[str, Types] = {name.form: ((name.type, 1.0),) for name in names if name.type}
    return {form: _normalised(found) for form, found in evidence.items()} | told


def _normalised(found: Counter[tuple[str, float]]) -> Types:
    """Turn evidence into scores: a cue seen n times counts 1 + ln n times; a softmax keeps runners-up visible."""
    total: dict[str, float] = defaultdict(float)
    for (type_, weight), n in found.items():
        total[type_] += weight * (1 + math.log(n))
    top = max(total.values(), default=0.0)
    if top <= 0:
        return ()
    raw = {type_: math.exp(min(value, 12.0) - min(top, 12.0)) for type_, value in total.items() if value > 0}
    whole = sum(raw.values()) + math.exp(-min(top, 12.0))
    ranked = sorted(((type_, round(value / whole, 3)) for type_, value in raw.items()), key=lambda p: (-p[1], p[0]))
    return tuple(pair for pair in ranked[:4] if pair[1] >= 0.02)


_SIDES = frozenset({"West", "East", "North", "South", "Left", "Right"})


def _shape(form: str, lists: Lists, nouns: Mapping[str, str]) -> list[tuple[str, float, str]]:
    """Return what the name's own words tell."""
    words = form.split()
    bare = [w for w in words if w not in {"The", "the", ","}]
    last, first = (bare[-1], bare[0]) if bare else ("", "")
    found: list[tuple[str, float, str]] = []
    plain = " ".join(bare)
    if form.startswith("@"):
        return [("Person", 0.8, "handle"), ("Organization", 0.6, "handle")]
    if any(w in {"v.", "vs.", "v", "vs"} for w in words):
        return [("LegalCase", 8.0, "party against party")]
    if last == "Bank" and first in _SIDES and len(bare) == 2:
        return [("Place", 5.0, "a side of a river")]
    if form in lists.demonyms or plain in lists.places:
        found.append(("Place", 4.0, "known place"))
    if plain in lists.words["platform"]:
        found.append(("Platform", 8.0, "known platform"))
    if first in lists.words["product"] and len(bare) <= 3:
        found.append(("Product", 5.0, "known product"))
    if plain in lists.words["known organization"]:
        found.append(("Organization", 5.0, "known organisation"))
    school = any(w in _SCHOOLS and after == "of" for w, after in pairwise(bare))
    if school:
        found.append(("Organization", 5.0, "a school of something"))  # "School of Law"
    if (len(bare) > 1 or last.endswith(".")) and not school:
        for key, type_ in (
            ("organization", "Organization"),
            ("place", "Place"),
            ("event", "Event"),
            ("law", "Law"),
            ("award", "Award"),
        ):
            if last in lists.words[key] or last.isdigit() and len(bare) > 2 and bare[-2] in lists.words[key]:
                found.append((type_, 5.0, f"ends in {last}"))
    if any(w in lists.words["award"] and after in {"in", "for", "of"} for w, after in pairwise(bare)):
        found.append(("Award", 5.0, "a prize in something"))
    if len(bare) > 1 and first in lists.words["of heads"] and " of " in form:
        kind = "Organization" if first == "Museum" else nouns.get(first.lower(), "")
        if kind:
            found.append((kind, 3.0, f"{first} of"))
    if " for " in form or " & " in form or " and " in form:
        found.append(("Organization", 2.5, "joined"))
    if first in {"Hurricane", "Typhoon", "Cyclone", "Storm", "Operation"} and len(bare) > 1:
        found.append(("Event", 5.0, first))
    if first in {"Mount", "Lake", "Fort", "Cape", "Port", "San", "Santa", "St.", "Saint"} and len(bare) > 1:
        found.append(("Place", 2.0, first))
    if last in _NEWS and len(bare) > 1:
        found.append(("Organization", 2.0, "newspaper"))
    held = any(type_ in {"Event", "Award"} for type_, _, _ in found)  # "Museum of Art Benefit Gala"
    if any(w in {"Museum", "Gallery", "Library", "Theatre", "Theater", "Opera"} for w in bare) and len(bare) > 1 and not held:
        found += [("Organization", 5.0, "museum"), ("Place", 3.5, "museum")]
    if last in {"Police", "Council", "Court", "University", "Ministry"}:
        found.append(("Organization", 2.0, last))
    alphabetic = all(w[:1].isalpha() and (w[:1].isupper() or w in lists.words["particles"]) for w in bare)
    structural = any(bare[-1:] and last in lists.words[k] for k in ("organization", "place", "event", "law", "award"))
    if alphabetic and first in lists.given and 2 <= len(bare) <= 5 and not structural:
        found.append(("Person", 4.5, "given name"))
    elif alphabetic and len(bare) == 1 and first in lists.given and plain not in lists.places:
        found.append(("Person", 1.5, "given name"))
    elif (
        alphabetic
        and 2 <= len(bare) <= 3
        and not structural
        and not any(w.lower() in nouns for w in bare)
        and first not in lists.places
    ):
        found.append(("Person", 1.3, "two words"))
    if len(bare) > 1 and first in lists.words["royal"] and bare[1] in lists.given:
        found.append(("Person", 4.0, "royal"))
    if _initial(words):
        found.append(("Person", 1.5, "initial"))
    if last in {"Jr", "Jr.", "Sr", "Sr.", "II", "III"} and len(bare) > 2 and first in lists.given:
        found.append(("Person", 3.0, "suffix"))
    if len(bare) == 1 and last.isupper() and 2 <= len(last.replace(".", "")) <= 6 and last.replace(".", "").isalpha():
        found.append(("Organization", 1.6, "acronym"))
    if any(ch.isdigit() for ch in last) and len(bare) <= 2 and not last.isdigit():
        found.append(("Product", 1.0, "digits"))
    if last.endswith("s") and (last.endswith(("ists", "ians", "crats", "cans", "ites", "lims")) and len(bare) == 1):
        found.append(("Group", 2.0, "people"))
    return found


def _initial(words: list[str]) -> bool:
    """Tell whether a middle or first word is an initial ("Mary J. Holt").

    >>> _initial(["Mary", "J.", "Holt"]), _initial(["Holt"])
    (True, False)
    """
    return len(words) > 1 and any(len(w) == 2 and w[0].isupper() and w[1] == "." for w in words[:-1])


def _pronouns(tree: Tree, names: tuple[Name, ...], evidence: Evidence) -> None:
    """A subject that "he" or "she" takes up in the same or the next sentence is likely a person."""
    by_sentence: dict[int, list[Name]] = defaultdict(list)
    for name in names:
        if not name.place:
            by_sentence[tree.tokens[name.first].sentence].append(name)
    for number, (first, last) in enumerate(tree.bounds):
        subjects = [n for n in by_sentence.get(number, ()) if tree.tokens[tree.head_of(n.first, n.last)].dep in SUBJECTS]
        if len(subjects) == 1:
            begin = subjects[0].last
            if any(tree.lower[i] in {"she", "he", "her", "his", "him"} for i in range(begin, last)):
                evidence[subjects[0].form]["Person", 0.7] += 1
        if number and not any(tree.words[i] in {'"', "“"} for i in range(first, last)):
            start = tree.lower[first]
            previous = by_sentence.get(number - 1, [])
            subjects = [n for n in previous if tree.tokens[tree.head_of(n.first, n.last)].dep in SUBJECTS]
            if start in {"she", "he", "her", "his"} and len(subjects) == 1:
                evidence[subjects[0].form]["Person", 0.8] += 1


def _companies(tree: Tree, names: tuple[Name, ...], lists: Lists, nouns: Mapping[str, str], evidence: Evidence) -> None:
    """ "The brand" points to the name that the sentences around it name most, if that can be a company."""
    counts = Counter(n.form for n in names)
    by_sentence: dict[int, list[Name]] = defaultdict(list)
    for name in names:
        plain = not name.place and name.form not in lists.places and name.form not in lists.words["platform"]
        if plain and name.form.split()[0] not in lists.given:
            by_sentence[tree.tokens[name.first].sentence].append(name)
    for i, word in enumerate(tree.lower):
        if word not in _COMPANIES or tree.tokens[i].dep in {"compound", "appos", "attr"}:
            continue
        determiner = tree.child(i, "det")
        if determiner is None or tree.lower[determiner] != "the":
            continue
        if word == "house" and nouns.get(f"{tree.lower[i - 1]} house") != "Organization":
            continue
        here = tree.tokens[i].sentence
        near = [n for number in range(max(0, here - 2), here + 1) for n in by_sentence.get(number, ()) if n.first < i]
        near = [n for n in near if evidence[n.form].total() and not any(t == "Person" and w > 2 for t, w in evidence[n.form])]
        if near:
            best = max(near, key=lambda n: (counts[n.form], n.first))
            evidence[best.form]["Organization", 0.8] += 1


def _somewhere(tree: Tree, names: tuple[Name, ...], lists: Lists, evidence: Evidence) -> None:
    """A place that no list knows shows itself in "in X" or "X, Ohio"; a name that never does is hardly one."""
    shown = set()
    for name in names:
        before = tree.lower[name.first - 1] if name.first else ""
        after = tree.words[name.last + 1] if name.last + 1 < len(tree.words) and tree.words[name.last] == "," else ""
        if before in {"in", "near", "at", "from", "to", "of", "outside", "around", "across"} or after in lists.places:
            shown.add(name.form)
    for form in sorted({n.form for n in names} - shown):
        if form not in lists.places and form not in lists.demonyms and ("Place", 0.6) in evidence[form]:
            evidence[form]["Place", -0.5] += evidence[form]["Place", 0.6]


def _alike(tree: Tree, names: tuple[Name, ...], evidence: Evidence) -> None:
    """Names joined by "and" are of one kind: a name that shows nothing takes a part of what its neighbour shows."""
    by_head = {tree.head_of(n.first, n.last): n for n in names}
    for name in names:
        head = tree.head_of(name.first, name.last)
        other = by_head.get(tree.tokens[head].head) if tree.tokens[head].dep == "conj" else None
        if other is None or other.form == name.form:
            continue
        for mine, theirs in ((name.form, other.form), (other.form, name.form)):
            if sum(w for (_, w) in evidence[mine]) < 1.2:
                best = _normalised(evidence[theirs])
                if best and best[0][1] > 0.5:
                    evidence[mine][best[0][0], 1.0] = 1


def _share(names: tuple[Name, ...], lists: Lists, evidence: Evidence) -> None:
    """A short name takes part of what the one longer name that ends or begins with it shows, and a longer one that begins
    with a given name what its surname shows alone ("Warren Hill … Hill said")."""
    forms = sorted(evidence)
    longer: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        words = form.split()
        if 2 <= len(words) <= 4:
            for part in {words[0], words[-1]}:
                longer[part].append(form)
    for part, wholes in sorted(longer.items()):
        if part in evidence and len(wholes) == 1:
            alone = sum(w * n for (t, w), n in evidence[part].items() if t == "Person")
            words = wholes[0].split()
            if words[0] in lists.given and part == words[-1] and alone > 2:
                evidence[wholes[0]]["Person", 6.0] = 1
            person = sum(w for (t, w), _ in evidence[wholes[0]].items() if t == "Person")
            other = sum(w for (t, w), _ in evidence[wholes[0]].items() if t != "Person")
            if person > other + 1:
                evidence[part]["Person", 2.5] += 1
                evidence[wholes[0]][
                    "Person", round(0.2 * sum(w for (t, w), _ in evidence[part].items() if t == "Person"), 3)
                ] += 1
