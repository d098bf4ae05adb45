"""Titles and roles: what a name is called beside it ("set designer Jane Doe", "Jane Doe, the mayor of Dalton")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.claims.bearers import COPULAS, GIVING_OFFICE, SUCCEEDING, bearers, listed, numbered
from kg.claims.commitment import Factuality
from kg.claims.conditions import LESSER
from kg.claims.context import Context
from kg.claims.doubts import cut_short, garbled, loosely_meant
from kg.claims.factuality import judge
from kg.claims.hedges import FORMER, LEAVING
from kg.claims.making import Draft
from kg.model import Argument, LiteralValue, Mention, Span
from kg.ontology import Ontology, Relation

#: Nouns that name a person or body without saying what they do, or that accuse.
NO_ROLE = frozenset(
    "man woman person boy girl guy lady gentleman people kid child baby teen teenager adult victim suspect defendant "
    "killer murderer rapist terrorist criminal thief attacker shooter gunman perpetrator offender abuser predator liar "
    "friend neighbor neighbour member one somebody someone hero survivor fan other native citizen resident individual "
    "human company firm brand organization organisation group body entity institution business label house name star "
    "uncle aunt cousin nephew niece grandfather grandmother grandson granddaughter relative figure face presence fixture "
    "favorite favourite force voice target symbol felon convict fugitive arsonist burglar robber fraudster kidnapper "
    "trafficker smuggler mobster presidency predecessor successor follower attendee participant recipient outsider "
    "insider foreigner hostage squad beneficiary descendant party newcomer board bridge part kind in-law roommate "
    "classmate rival opponent ally partner supporter critic enemy foe counterpart colleague peer".split()
)
#: Bodies that a noun before them tells the trade of, and nouns that do not.
TRADERS = frozenset({"company", "firm", "brand", "label"})
STANDING = frozenset(
    "parent sister partner member holding shell host target insider portfolio flagship startup start-up group home luxury "
    "house".split()
)
PROMOTED = frozenset({("promote", "to"), ("elevate", "to")})
#: How clearly somebody must be meant by "the striker" for it to tell their role.
CLEAR = 0.6
#: Whoever it is of the thing at hand, often nobody that the text names.
TRADING = frozenset("owner buyer seller retailer dealer trader landlord operator sponsor contractor competitor".split())
PLURAL = ("NNS", "NNPS")
#: What a body is like rather than what it is.
LEANINGS = frozenset(
    "national extremist liberal centrist militant populist progressive conservative moderate veteran major independent radical "
    "nationalist socialist communist democrat republican".split()
)
#: Words before an office that make another one of it, however the parser takes them.
INSPECTING = LESSER | {"inspector", "chief", "acting", "interim", "high"}
#: Titles that are given names too.
GIVEN = frozenset("dean king judge bishop pope earl baron duke prince major marshal abbot miller page mason dealer".split())
#: Titles that begin a name instead ("*Major* League Soccer").
NAMES_BEGUN = frozenset({("major", "league"), ("general", "assembly"), ("general", "hospital"), ("general", "election")})


def named(ctx: Context, node: int, relation: Relation) -> Argument | None:
    """Return the named thing at a node if its best type fits the relation."""
    mention = ctx.mention(node)
    if mention is None or not ctx.document.chains[mention.chain].named:
        return None
    argument = ctx.argument(mention)
    if garbled(argument.label) or cut_short(ctx, mention):
        return None
    return argument if argument.type in relation.domain else None


# ------------------------------------------------------------------ roles


def titles(ctx: Context, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield what somebody or a body is called: "the mayor, Jane Doe", "Jane Doe is a painter", "named her treasurer"."""
    relatives = {s.lemma for s in ontology.senses if s.pos == "noun" and _links_people(ontology.relations[s.relation])}
    for i, token in enumerate(ctx.tree.tokens):
        lemma = token.lemma.lower()
        if token.pos not in ("NOUN", "PROPN") or lemma in relatives or ctx.names_at.get(i) is not None:
            continue
        text = _role_text(ctx, i, ontology)
        if text is None or _disowned(ctx, i) or numbered(ctx.tree, i):
            continue
        kind = kind_of_role(ctx, i, ontology)
        credit = ctx.tree.text[token.end : token.end + 1] == ":"
        found = _credited(ctx, i) if credit else _bearers(ctx, i, ontology)
        if credit and not found:
            continue
        yield from _described(ctx, i, kind, text, relation, ontology) if not found else ()
        for bearer in found:
            subject = named(ctx, bearer, relation)
            if subject is None or subject.type != kind or _plural(ctx, bearer):
                continue
            if lemma in LEANINGS and (subject.type != "Person" or token.dep == "amod" or token.tag == "JJ"):
                continue  # "the liberal Lakeside Institute"
            if lemma == "president" and bearer == i + 1 and _candidate(ctx, subject):
                continue  # "worrying about President Doe", who only stands for it
            copular = token.dep == "oprd" or (token.dep == "attr" and ctx.tree.tokens[token.head].lemma in COPULAS)
            copula = token.head if copular else None
            chosen = _chosen(ctx, i) is not None and not _left(ctx, i)
            if chosen:
                copula = ctx.tree.tokens[token.head].head
            facts = judge(ctx.tree, i, copula, state=not chosen, ontology=ontology)
            if copula is None and _next(ctx, i):
                continue
            if kind == "Organization" and copula is None and ctx.tree.kid(i, "poss") is not None:
                facts = replace(facts, status=None)  # "her former label, Acme," is one still
            qualified = facts.polarity == "negative" and ctx.tree.kid(i, "amod") is not None  # "not a pure conservative"
            if not facts.veto and facts.modality != "possible" and not qualified:
                yield Draft(i, copula, subject, relation, text, facts, None, (), 0.9, "roles", presupposed=copula is None)


def _next(ctx: Context, i: int) -> bool:
    """Tell whether an office is still to come ("the next president, Jane Doe")."""
    return any(ctx.tree.lower(c) == "next" for c in ctx.tree.kids(i, "amod"))


def _plural(ctx: Context, bearer: int) -> bool:
    """Tell whether a bearer is several; a full name with a surname such as "Edmonds" is one, however it is tagged."""
    name = ctx.names_at.get(bearer)
    return ctx.tree.tokens[bearer].tag in PLURAL and not (name is not None and " " in name.text and name.type == "Person")


def _candidate(ctx: Context, person: Argument) -> bool:
    """Tell whether the text calls somebody a candidate for an office."""
    heads = {ctx.tree.tokens[m.head].lemma for m in ctx.chains[person.entity] if m.kind == "nominal"}
    return bool(heads & {"candidate", "nominee", "front-runner", "frontrunner", "contender", "hopeful"})


def _described(ctx: Context, i: int, kind: str, text: LiteralValue, relation: Relation, ontology: Ontology) -> Iterator[Draft]:
    """Yield the role by which the text calls somebody it has named ("the striker" for Jane Doe): as sure as that link.

    Of people it is told of the one whom the article names most alone: "the businessman" is too often that one, and not the
    last; but "the French painter" says more.
    """
    mention = ctx.by_head.get(i)
    subject = named(ctx, i, relation)
    if mention is not None and subject is not None and subject.type == kind == "Person" and mention.reason == "apposition":
        # "the mayor of Dalton, Jane Doe," however it is parsed
        facts = judge(ctx.tree, i, None, state=True, ontology=ontology)
        if not facts.veto and facts.modality != "possible" and facts.polarity == "positive" and not _next(ctx, i):
            said = Factuality(modality=facts.modality, status=facts.status, because=facts.because)
            yield Draft(i, None, subject, relation, text, said, None, (), 0.85, "roles", presupposed=True)
        return
    if mention is None or subject is None or subject.type != kind or not mention.text.lower().startswith("the "):
        return
    if kind == "Organization" and " " not in text.value:
        return  # "the party", "the committee"
    told = any(c in ctx.names_at for c in ctx.tree.kids(i, "amod", "compound", "nmod"))  # "the French painter"
    if kind == "Person" and not (told or _protagonist(ctx, mention.chain)):
        return
    if kind == "Person" and any(ctx.tree.tokens[c].tag == "JJ" and c not in ctx.names_at for c in ctx.tree.kids(i, "amod")):
        return  # "the fired host" may be another
    if kind == "Person" and (mention.reason.startswith("definite") and _lead(mention) < CLEAR or text.value in TRADING):
        return
    if mention.kind == "nominal" and mention.reason.startswith("definite") and not loosely_meant(ctx, mention):
        yield Draft(i, None, subject, relation, text, Factuality(), None, (), 0.6, "roles", presupposed=True)


def _lead(mention: Mention) -> float:
    """Return by how much whoever "the striker" was taken for leads ("definite: leads with 0.82"), else 1."""
    lead = re.fullmatch(r"definite: leads with (\d+\.\d+)", mention.reason)
    return float(lead[1]) if lead else 1.0


def _protagonist(ctx: Context, chain: str) -> bool:
    """Tell whether no other person is mentioned more often than this one."""
    times = {c: len(mentions) for c, mentions in ctx.chains.items() if ctx.document.chains[c].type == "Person"}
    return times.get(chain, 0) == max(times.values(), default=0)


def _links_people(relation: Relation) -> bool:
    return relation.domain == ("Person",) and "Person" in relation.range and "Organization" not in relation.range


def _disowned(ctx: Context, i: int) -> bool:
    """Tell whether the text does not vouch for the role ("self-described expert"), or only names another thing by it."""
    if any(ctx.tree.lower(c).startswith(("self-", "so-called", "would-be", "fake", "alleged")) for c in ctx.tree.children[i]):
        return True
    token = ctx.tree.tokens[i]
    first = ctx.tree.subtree(i)[0]
    if token.dep == "appos" and ctx.tree.lower(max(first - 1, 0)) in ("not", "never"):
        return True  # "Jane Doe, not a lawyer, …"
    return token.dep in ("compound", "nmod") and token.head not in ctx.names_at


def kind_of_role(ctx: Context, i: int, ontology: Ontology) -> str:
    """Return the entity type that the noun (with the words before it) denotes, or ""."""
    words = [ctx.tree.tokens[j].lemma.lower() for j in range(max(0, i - 2), i + 1)]
    for size in (3, 2, 1):
        found = ontology.nouns.get(" ".join(words[-size:]))
        if found is not None:
            return found
    return ""


def _role_text(ctx: Context, i: int, ontology: Ontology) -> LiteralValue | None:
    """Return "set designer" of "its set designer": the noun with its compound nouns and what is said of these ("political
    science professor"), or None where that says nothing."""
    start = i
    if i > 0 and ctx.tree.lower(i - 1) == "of":
        return None  # "State" of "Secretary of State Jane Doe"
    while (
        start > 0
        and ctx.tree.lower(start - 1) not in FORMER
        and (
            (
                ctx.tree.tokens[start - 1].dep in ("compound", "amod", "nmod")
                and ctx.tree.tokens[start - 1].pos in ("NOUN", "ADJ")
                and ctx.tree.tokens[start - 1].tag in ("NN", "NNS")
            )
            or _kind_of(ctx, start - 1, i, ontology)
            or (start > 1 and _kind_of(ctx, start - 2, i, ontology))
            or (start < i and _of_a_field(ctx, start - 1))
            or (ctx.tree.lower(start - 1) in INSPECTING and start - 1 not in ctx.names_at)
        )
    ):
        start -= 1
    before = start - 1
    while before >= 0 and before in ctx.names_at:
        before -= 1
    if 0 <= before < start - 1 and ctx.tree.lower(before) in LESSER or start and ctx.tree.lower(start - 1).endswith("-vice"):
        return None  # "the deputy Acme press secretary", "then-vice president Jane Doe"
    if start > 0 and start == i and ctx.tree.lower(start - 1) in LESSER and _last(ctx, i) > i:
        return None  # "Assistant Secretary of State Jane Doe"
    span = Span(ctx.tree.tokens[start].start, ctx.tree.tokens[_last(ctx, i)].end)
    text = span.of(ctx.tree.text)
    named_so = start < i and (_kind_of(ctx, start, i, ontology) or _of_a_trade(ctx, i))
    if ctx.tree.tokens[i].lemma.lower() in NO_ROLE and not named_so:
        return None
    return LiteralValue(_singular(ctx, i, " ".join(text.split()), ontology), "xsd:string", None, text, span)


def _singular(ctx: Context, i: int, text: str, ontology: Ontology) -> str:
    """Return what each of several is called ("senator" of "senators Jane Doe and Ana Roe")."""
    token, word = ctx.tree.tokens[i], ctx.tree.word(i)
    one = token.lemma if token.lemma != word else word.removesuffix("s")
    return text.removesuffix(word) + one if token.tag in PLURAL and one.lower() in ontology.nouns else text


def _last(ctx: Context, i: int) -> int:
    """Return the last token of a role: the "state" of "secretary of state", bare as it stands, else the noun itself."""
    tokens, tree, n = ctx.tree.tokens, ctx.tree, i + 2
    if (
        n >= len(tokens)
        or tree.lower(i + 1) != "of"
        or tokens[n].tag not in ("NN", "NNP")
        or tokens[n].sentence != tokens[i].sentence
    ):
        return i
    bare = n not in ctx.names_at and (tree.word(n).islower() or tree.word(i)[0].isupper() and n + 1 in ctx.names_at)
    ends = n + 1 >= len(tokens) or n + 1 in ctx.names_at or tokens[n + 1].pos not in ("NOUN", "PROPN", "PART", "NUM")
    return n if bare and ends and tokens[i + 1].head == i else i


def _of_a_field(ctx: Context, adjective: int) -> bool:
    """Tell whether an adjective says what the noun after it is of ("political science"), wherever the parser hangs it."""
    token = ctx.tree.tokens[adjective]
    return token.tag == "JJ" and (token.head == adjective + 1 or token.lemma.lower().endswith(("al", "ic")))


def _of_a_trade(ctx: Context, i: int) -> bool:
    """Tell whether the noun before "company" says what trade it is in ("*beauty* company"), not how it stands to another."""
    token, before = ctx.tree.tokens[i], ctx.tree.tokens[i - 1]
    plain = before.tag in ("NN", "NNS") and before.dep == "compound" and i - 1 not in ctx.names_at
    return plain and before.lemma.lower() not in STANDING and token.tag == "NN" and token.lemma.lower() in TRADERS


def _kind_of(ctx: Context, start: int, end: int, ontology: Ontology) -> bool:
    """Tell whether the words from start to end are a noun of the lexicon, however the parser tagged them ("set designer")."""
    words = [*(ctx.tree.lower(j) for j in range(start, end)), ctx.tree.tokens[end].lemma.lower()]
    return " ".join(words) in ontology.nouns


def _part_of_a_phrase(ctx: Context, name: int, ontology: Ontology) -> bool:
    """Tell whether a name of one word only modifies the noun after it (a "weekly *Oslo* magazine" is no Oslo)."""
    tree, following = ctx.tree, name + 1
    if " " in ctx.names_at[name].text or following >= len(tree.tokens):
        return False
    token = tree.tokens[following]
    return (
        token.sentence == tree.tokens[name].sentence
        and token.pos == "NOUN"
        and ontology.nouns.get(token.lemma.lower()) is not None
    )


def _bearers(ctx: Context, i: int, ontology: Ontology) -> list[int]:
    """Return the heads of the names that a noun is a title or predicate of."""
    following, tree = _last(ctx, i) + 1, ctx.tree
    if (name := listed(tree, i)) is not None:
        return [name]
    if following < len(tree.tokens) and tree.tokens[following].tag == "POS":
        return []  # "is the candidate's first backer"
    if i > 0 and tree.tokens[i].lemma == "board" and tree.lower(i - 1) in ("on", "aboard"):
        return []  # "on board Flight 804"
    if following in ctx.names_at and ctx.names_at[following].span.start == tree.tokens[following].start:
        # "photographer Jane Doe", also where the parse makes the title a verb's object; "refugees Doe met" is none
        name = ctx.names_at[following].head
        if tree.tokens[i].pos == "PROPN" and tree.tokens[i].lemma.lower() in GIVEN and " " not in ctx.names_at[following].text:
            return []  # "Dean Barker" may be all name
        if (tree.lower(i), tree.lower(following)) in NAMES_BEGUN:
            return []
        first = tree.tokens[i].head if tree.tokens[i].dep == "conj" else i  # "founder and *chief executive* Jane Doe"
        clause = tree.tokens[name].dep in ("nsubj", "nsubjpass") and tree.tokens[first].head != name
        imagined = tree.tokens[i].pos == "PROPN" and _after_an_article(ctx, i)  # "a President Doe", "an Online Leader Course"
        if clause or imagined or several(ctx, i, name) or _part_of_a_phrase(ctx, name, ontology):
            return []
        return tree.conjuncts(name) if tree.tokens[i].tag in PLURAL else [name]  # "senators Jane Doe and Ana Roe"
    if tree.tokens[i].dep in ("compound", "nmod"):
        return []  # "Secretary" of "Secretary General Doe": the whole title stands before the name
    if (chosen := _chosen(ctx, i)) is not None:
        return [chosen]
    if tree.tokens[i].dep == "pobj":
        return []  # "as a neighbour of the museum, she …": a comparison or a capacity, no title
    apposed = tree.tokens[i].dep == "appos" and tree.tokens[i].tag in PLURAL
    return [
        b
        for first in bearers(tree, i)
        for b in (tree.conjuncts(first) if apposed and first < i else [first])  # "Jane Doe and Ana Roe, both professors,"
        if b != i
        and not (tree.tokens[i].dep == "conj" and b == tree.tokens[i].head)
        and not several(ctx, i, first)
        and not _quoted_off(ctx, i, b)
    ]


def _credited(ctx: Context, i: int) -> list[int]:
    """Return the head of the person's name after a colon ("Author: *Jane Doe* Editor: Ana Roe"), however it is parsed."""
    name = ctx.names_at.get(i + 2)
    types = () if name is None else ctx.types(name)
    return [name.head] if name is not None and types and types[0][0] == "Person" else []


def _chosen(ctx: Context, i: int) -> int | None:
    """Return who is given an office ("appointed *Jane Doe* as treasurer", "promoted *her* to head coach")."""
    tree, preposition = ctx.tree, ctx.tree.tokens[i].head
    verb = tree.tokens[preposition].head
    given = (tree.tokens[verb].lemma, tree.lower(preposition))
    if tree.tokens[i].dep != "pobj" or tree.tokens[verb].pos != "VERB":
        return None
    if given[0] in SUCCEEDING and given[1] == "as" and not tree.is_passive(verb):
        return tree.surface_subject(verb)
    if _left(ctx, i):
        return tree.surface_subject(verb)
    if not (given in PROMOTED or (given[0] in GIVING_OFFICE and given[1] == "as")):
        return None
    return tree.logical_object(verb)


def _left(ctx: Context, i: int) -> bool:
    """Tell whether an office is one that somebody leaves ("resigned as *chairman*", "was ousted as *chairman*")."""
    tree, preposition = ctx.tree, ctx.tree.tokens[i].head
    verb = tree.tokens[preposition].head
    leaves = tree.tokens[verb].lemma in LEAVING - SUCCEEDING and tree.lower(preposition) == "as"
    return leaves and tree.tokens[i].dep == "pobj" and tree.tokens[verb].pos == "VERB" and tree.kid(verb, "dobj") is None


def _after_an_article(ctx: Context, i: int) -> bool:
    """Tell whether nothing but proper nouns stands between "a" and a word."""
    before = i - 1
    while before >= 0 and ctx.tree.tokens[before].pos == "PROPN" and before not in ctx.names_at:
        before -= 1
    return before >= 0 and ctx.tree.lower(before) in ("a", "an")


def several(ctx: Context, i: int, name: int) -> bool:
    """Tell whether the noun means several and the name is but one ("senators, among them Doe")."""
    return ctx.tree.tokens[i].tag in PLURAL and len(ctx.tree.conjuncts(name)) == 1


def _quoted_off(ctx: Context, i: int, name: int) -> bool:
    """Tell whether a quotation mark parts the two ("called the senator “the next Lincoln”")."""
    first, last = sorted((i, name))
    between = (j for j in range(first + 1, last) if ctx.tree.tokens[j].tag != "POS")
    return any(ctx.tree.word(j)[:1] in "\"'“”‘«»" for j in between)
