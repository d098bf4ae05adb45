"""What stands beside a name in a set form: an abbreviated title, a home, a party, the country or place that it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.claims.commitment import Factuality
from kg.claims.context import Context
from kg.claims.countries import COUNTRIES
from kg.claims.doubts import cut_short
from kg.claims.hedges import FORMER
from kg.claims.making import Draft
from kg.model import LiteralValue, Mention, Span
from kg.ontology import Ontology, Relation

#: Titles that are written short before a name, and what they are short for.
TITLES = {
    "sen.": "senator",
    "sens.": "senator",
    "rep.": "representative",
    "reps.": "representative",
    "gov.": "governor",
    "govs.": "governor",
    "gen.": "general",
    "maj. gen.": "major general",
    "lt. gen.": "lieutenant general",
    "brig. gen.": "brigadier general",
    "lt. gov.": "lieutenant governor",
    "lt. col.": "lieutenant colonel",
    "col.": "colonel",
    "capt.": "captain",
    "sgt.": "sergeant",
    "det.": "detective",
    "prof.": "professor",
    "rev.": "reverend",
    "adm.": "admiral",
}
_SHORT = "|".join(re.escape(title) for title in sorted(TITLES, key=len, reverse=True))
_BEFORE = re.compile(rf"(?<!\w)(?:{_SHORT}) $", re.IGNORECASE)
_ANYWHERE = re.compile(_SHORT, re.IGNORECASE)
#: What stands between a country and one of its people.
_OWNS = re.compile(r"(?:['’]s?| star| legend| great) ")
_PRAISED = re.compile(r" (?:star|legend|great) ")
_POSSESSES = re.compile(r"['’]s? ")
#: Bodies whose people may be made up.
STUDIOS = frozenset(
    "marvel disney pixar netflix hbo amazon dc warner nintendo sony hulu hasbro mattel lego studios pictures comics games "
    "publishing books press".split()
)
#: What makes a country's name part of another one ("Jane Doe of *France* Info").
_GOES_ON = re.compile(r"['’]s\b| [A-Z]")
#: So sure it must be that a name is a person's where nothing but a country stands beside it.
SURE = 0.9
#: So many characters at most stand between a party and the name of somebody in it.
APART = 60
#: What leads from a name to the party that somebody is "a Democrat" of.
_APPOSED = re.compile(r", (?:an? (?:[\w.’'-]+ ){0,3})?$")
#: What stands between a name and the party after it.
_BESIDE = re.compile(r", (?:an? )?")
_SAID_OF = re.compile(r"[,.;)]| (?:from|who|and|of|in|representing|whose)\b")
_LETTER = re.compile(r"[A-Z]-[A-Z]")
#: "Jane Doe, 42, of Addison": the age and the "of" between a person and where she lives.
_HOME = re.compile(r", (?:aged )?\d{1,2}, of ")
#: What stands between a state or region and one who sits for it: "*Ohio* Democratic Sen. *Jane Doe*".
_SITS_FOR = re.compile(
    r" (?:(?:Republican|Democratic|GOP|state|State|U\.S\.|US) )?"
    r"(?:Sen\.|Rep\.|(?:[Ss]enator|[Rr]epresentative|[Cc]ongress(?:man|woman)|[Aa]ssembly(?:man|woman)|[Ll]awmaker)) $"
)
#: What ties a name to a place beside it: "Doe of Lyon", "Lyon's Norvane".
_OF = re.compile(r" of ")
_OWNER = re.compile(r"['’]s? $")
#: What such a line begins with (perhaps a document's number), how it goes on or ends, and how media are written in it.
_BEGINS = re.compile(r"(?:^|\n|[A-Z\d]{8,} )$")
_PRINTED = re.compile(r" in [A-Z][a-z]+ (?:\d|No )| \d{1,2} [A-Z][a-z]{2,8} \d\d| \([A-Z ]+\)|\s*(?:\n|$)")
_MEDIUM = re.compile(r"[A-Z]{2}|^Radio | (?:Television|Network)$")
_LIKENESS = frozenset("the a an another next new".split())
#: How sure it has to be what a name names, for the place beside it to be told.
TYPED = 0.7


def abbreviated(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield the role of "Sen. Jane Doe"; titles that only tell how one is addressed ("Dr.", "Mr.") are none."""
    text = ctx.tree.text
    for person in _people(ctx):
        before = _BEFORE.search(text, max(0, person.span.start - 12), person.span.start)
        if before:
            span = Span(before.start(), before.end() - 1)
            title = LiteralValue(TITLES[span.of(text).lower()], "xsd:string", None, span.of(text), span)
            facts = Factuality(status="ended") if _former(ctx, span) else Factuality()
            heads = ctx.tree.conjuncts(person.head) if span.of(text).endswith("s.") else [person.head]
            for one in (m for head in heads if (m := ctx.names_at.get(head)) is not None and _person(ctx, m)):
                yield Draft(one.head, None, ctx.argument(one), relation, title, facts, None, (), 0.9, "roles", True)


def _former(ctx: Context, title: Span) -> bool:
    """Tell whether a title is one that somebody had ("former Ohio Gov. Jane Doe", "then-Sen. Jane Doe")."""
    if re.search(r"\b(?:then|ex)-$", ctx.tree.text[max(0, title.start - 6) : title.start], re.IGNORECASE):
        return True
    i = ctx.node(title)
    if i is None:
        return False
    first = ctx.tree.first[ctx.tree.tokens[i].sentence]
    while i >= first and (ctx.tree.tokens[i].pos in ("PROPN", "ADJ", "ADV", "NOUN") or ctx.tree.word(i) == "-"):
        if ctx.tree.lower(i) in FORMER:
            return True
        i -= 1
    return False


def homes(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield the home of "Jane Doe, 42, of Addison", as reports of crimes and accidents tell it."""
    text = ctx.tree.text
    for person in _people(ctx):
        between = _HOME.match(text, person.span.end)
        place = ctx.name_starts.get(between.end()) if between else None
        if place is not None and place.type in relation.range:
            who, home = ctx.argument(person), ctx.argument(place)
            yield Draft(person.head, None, who, relation, home, Factuality(), None, (), 0.85, "roles", True)


def nations(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield the country of "Serbia's Jane Doe", "Jane Doe of Serbia" and "Serbia star Jane Doe"."""
    text = ctx.tree.text
    for country in ctx.document.mentions:
        if country.kind != "name" or country.type != "Place" or country.text not in COUNTRIES:
            continue
        before = ctx.name_before(country.span.start - len(" of "))
        follows = _OWNS.match(text, country.span.end)
        after = ctx.name_starts.get(follows.end()) if follows is not None else None
        goes_on = _GOES_ON.match(text, country.span.end) is not None or _listed(ctx, country)
        for person in (before if text.endswith(" of ", 0, country.span.start) and not goes_on else None, after):
            if person is None or ctx.tree.tokens[person.head].dep == "poss":
                continue
            who, where = ctx.argument(person), ctx.argument(country)
            full = " " in person.text or (person == after and _PRAISED.match(text, country.span.end) is not None)
            if _person(ctx, person) and full and dict(who.types).get("Person", 0.0) >= SURE:
                yield Draft(person.head, None, who, relation, where, Factuality(), None, (), 0.8, "roles", True)


def in_brackets(ctx: Context, name: Mention) -> Mention | None:
    """Return the country in brackets after a name ("Jane Doe (*Serbia*)")."""
    text, end = ctx.tree.text, name.span.end
    country = ctx.name_starts.get(end + 2) if text.startswith(" (", end) else None
    if country is None or country.text not in COUNTRIES or text[country.span.end : country.span.end + 1] != ")":
        return None
    return country


def bracketed(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield the country of "Jane Doe (Serbia)"."""
    for person in _people(ctx):
        country = in_brackets(ctx, person) if " " in person.text else None
        who = ctx.argument(person)
        if country is not None and dict(who.types).get("Person", 0.0) >= SURE:
            yield Draft(person.head, None, who, relation, ctx.argument(country), Factuality(), None, (), 0.8, "roles", True)


def members(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield the body of "Acme's Jane Doe"; whom a studio or a publisher has may be a character of its."""
    text = ctx.tree.text
    for body in ctx.document.mentions:
        follows = _POSSESSES.match(text, body.span.end)
        person = ctx.name_starts.get(follows.end()) if follows is not None else None
        if body.kind != "name" or body.type != "Organization" or person is None or " " not in person.text:
            continue
        who, what = ctx.argument(person), ctx.argument(body)
        sure = dict(who.types).get("Person", 0.0) >= SURE and dict(what.types).get("Organization", 0.0) >= SURE
        title = who.label.split()[-1].lower() in ontology.nouns  # "the Post's Fact Checker"
        fictional = title or STUDIOS & set(f"{body.text} {what.label}".lower().split())
        if (
            sure
            and not fictional
            and ctx.tree.tokens[person.head].dep in ("nsubj", "nsubjpass", "appos", "dobj", "pobj", "conj")
        ):
            yield Draft(person.head, None, who, relation, what, Factuality(), None, (), 0.7, "roles", True)


def _listed(ctx: Context, country: Mention) -> bool:
    """Tell whether another country follows ("of France and Spain")."""
    joint = re.compile(r",? and |, ").match(ctx.tree.text, country.span.end)
    other = None if joint is None else ctx.name_starts.get(joint.end())
    return other is not None and other.type == "Place"


def parties(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield the party of "Republican Senator Jane Doe", "Democrat Jane Doe", "Jane Doe (D-Ohio)" and "Jane Doe, a
    Democrat"."""
    text = ctx.tree.text
    for party in ctx.document.mentions:
        label = ctx.document.chains[party.chain].label
        if party.kind != "name" or party.type not in relation.range or not adherent(party.text, label):
            continue
        letter, apposed = _LETTER.match(text, party.span.start), None
        if letter:
            person = ctx.name_before(party.span.start - 2)  # a bracket or a comma, and a space
        elif _SAID_OF.match(text, party.span.end) and (apposed := _apposed(text, party.span.start)) is not None:
            person = ctx.name_before(apposed.start())
        else:
            person = next((m for m in _people(ctx) if m.span.start > party.span.start), None)
        if person is None or not _person(ctx, person):
            continue
        between = _ANYWHERE.sub("", text[party.span.end : person.span.start])
        if letter or apposed or (len(between) < APART and not re.search(r"[,;:.!?\n()]", between)):
            who, what = ctx.argument(person), ctx.argument(party)
            former = apposed is not None and bool(FORMER & set(apposed[0].lower().split()))
            facts = Factuality(status="ended") if former else Factuality()
            yield Draft(person.head, None, who, relation, what, facts, None, (), 0.85, "roles", True)


def _apposed(text: str, party: int) -> re.Match[str] | None:
    """Return what stands between a name and the party after it, from the comma on."""
    return _APPOSED.search(text, max(0, party - APART), party)


def origins(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield the place that somebody or a body is of: "Jane Doe of Lyon", "Chile's Norvane"; of people, also where their party
    stands between ("Jane Doe, Democrat of Ohio")."""
    for named in ctx.document.mentions:
        types = ctx.types(named)
        if named.kind == "name" and types and types[0][0] in relation.domain and types[0][1] >= TYPED:
            party = adherent(named.text, ctx.document.chains[named.chain].label)
            if party or cut_short(ctx, named):
                continue
            place = _home_of_person(ctx, named) if types[0][0] == "Person" else _home_of_body(ctx, named)
            if place is None or (types[0][0] == "Person" and place.text in COUNTRIES):
                continue  # whose people they are, ``nations`` tells
            if place.type in relation.range and place.chain != named.chain:
                who, where = ctx.argument(named), ctx.argument(place)
                yield Draft(named.head, None, who, relation, where, Factuality(), None, (), 0.85, "roles", True)


def media(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield the place of a medium in the line that tells where a text is from ("Lyon RADIO NORVANE in French 1322 GMT 23 Apr
    94"), as monitors of foreign media write it."""
    text = ctx.tree.text
    for medium in ctx.document.mentions:
        place = ctx.name_before(medium.span.start - 1)
        if place is None or medium.kind != "name" or medium.type not in relation.domain or place.type not in relation.range:
            continue
        begins = _BEGINS.search(text, max(0, place.span.start - 20), place.span.start)
        plain = place.text == ctx.document.chains[place.chain].label and "\n" not in text[place.span.end : medium.span.end]
        if begins and plain and _PRINTED.match(text, medium.span.end) and _MEDIUM.search(medium.text):
            who, where = ctx.argument(medium), ctx.argument(place)
            yield Draft(medium.head, None, who, relation, where, Factuality(), None, (), 0.85, "roles", True)


def _home_of_person(ctx: Context, person: Mention) -> Mention | None:
    """Return the place of "Jane Doe of Lyon" and "Ohio Sen. Jane Doe"; "Lyon's Doe" may play there, and "the Jane Doe of
    Chile" is somebody else."""
    sits = _SITS_FOR.search(ctx.tree.text, max(0, person.span.start - 40), person.span.start)
    place = ctx.name_before(sits.start()) if sits is not None else None
    if place is not None and place.type == "Place":
        return None if place.text.startswith(("Republican ", "Democratic ")) else place
    before = ctx.tree.text[max(0, person.span.start - 10) : person.span.start].casefold().split()
    if before and before[-1] in _LIKENESS:
        return None
    beside = _BESIDE.match(ctx.tree.text, person.span.end)
    party = ctx.name_starts.get(beside.end()) if beside is not None else None
    if party is not None and adherent(party.text, ctx.document.chains[party.chain].label):
        return _named_after(ctx, party)
    return _named_after(ctx, person)


def _home_of_body(ctx: Context, body: Mention) -> Mention | None:
    """Return the place of "Norvane of Lyon" or "Chile's Norvane"."""
    owner = _OWNER.search(ctx.tree.text, max(0, body.span.start - 3), body.span.start)
    place = ctx.name_before(owner.start()) if owner else None
    if place is None:
        return _named_after(ctx, body)
    token = ctx.tree.tokens[place.head]
    return place if token.dep == "poss" and token.head == body.head else None  # not "Chile's Norvane bid"


def _named_after(ctx: Context, name: Mention) -> Mention | None:
    """Return what a name is of, where the parse says so, too."""
    of, tokens = _OF.match(ctx.tree.text, name.span.end), ctx.tree.tokens
    found = ctx.name_starts.get(of.end()) if of else None
    if found is None or tokens[found.head].dep != "pobj" or tokens[tokens[found.head].head].head != name.head:
        return None
    return found


def adherent(text: str, label: str) -> bool:
    """Tell whether somebody is called so of a party with this label ("Republican" of the Republican Party).

    >>> adherent("Republican", "Republican Party"), adherent("Republican Party", "Republican Party")
    (True, False)
    """
    return label.endswith(" Party") and " " not in text and text != label


def _people(ctx: Context) -> Iterator[Mention]:
    for mention in ctx.document.mentions:
        if _person(ctx, mention):
            yield mention


def _person(ctx: Context, mention: Mention) -> bool:
    types = ctx.types(mention)
    return mention.kind == "name" and bool(types) and types[0][0] == "Person"
