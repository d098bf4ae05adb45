"""Which mentions are too doubtful to be an argument: names cut short or garbled, pronouns that may well mean another."""

from __future__ import annotations

import re

from kg.claims.context import Context
from kg.claims.countries import COUNTRIES
from kg.model import Mention

#: What the end of a title, or of a place before a name, looks like.
_NO_GIVEN = frozenset(
    "Staff Assistant Deputy Former AG Ranking Principal Intelligence N.J. N.H. N.Y. N.C. N.D. N.M. S.C. S.D. Pa. Va. Ill. Fla. "
    "Calif. Mass. Conn. Wis. Minn. Ariz. Colo. Tenn. Ky. La. Md. Mich. Mo. Okla. Ore. Tex. Wash. D.C.".split()
)
#: What people are by party or origin, and no name of anybody.
_LEANINGS = frozenset(
    "Republican Democrat Independent Libertarian Socialist American Conservative Liberal Latino Hispanic".split()
)
#: What a byline goes on with ("Author: Jane Doe Editor: …").
_CREDITS = frozenset({"Editor", "Author"})
#: Nouns that a body's name seldom ends with.
_BODIES = frozenset(
    "Program Programme Conference Agency Academy Coalition Council Institute Center Centre Association Society Bank "
    "Ministry Department Bureau Office League Union Federation Committee Board Court School College Museum Fund Foundation "
    "Alliance Army House Church Club".split()
)
#: What the second half of such a name ends with ("*Order* and Justice Party", "*Coast* and Border Protection").
_SECOND_HALF = re.compile(
    r" and [A-Z]\w+ (?:Party|Council|Committee|Commission|Protection|Enforcement|Administration|Authority|Services|Affairs)\b"
)
_FIRST_HALF = re.compile(r"(?:^|[.!?,\n] ?|\b[a-z]+ )[A-Z]\w+ and $")
#: What leads on to the rest of a name; a day is none.
_GOES_ON = re.compile(
    r" (for|of|on|to|with|With|against|Against) (?:the )?(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)d)(?=[A-Z])"
)
_GENDERS = dict.fromkeys("he him his himself".split(), "m") | dict.fromkeys("she her hers herself".split(), "f")
_THIRD = frozenset("he him his she her hers it its they them their theirs".split())


#: Offices that mean whoever the text is about, by a name that it may not give.
_OFFICES = frozenset(
    "president senator governor mayor minister chancellor premier congressman congresswoman lawmaker nominee candidate "
    "ambassador secretary chairman chairwoman commissioner king queen pope prince princess leader".split()
)


#: Nouns for bodies that say nothing of which one is meant.
_ANY_BODY = frozenset(
    "administration agency association band bank board body bureau campaign church club commission committee company "
    "corporation council court department firm foundation government group league magazine ministry network newspaper "
    "office organisation organization outlet panel paper party presidency publisher side squad subcommittee team union".split()
)


def left_unsaid(ctx: Context, mention: Mention) -> bool:
    """Tell whether words mean a body or the holder of an office that the article names, or its readers know, and no name is
    known for: "the network", "the president", with nothing that says which."""
    if mention.kind != "nominal" or ctx.document.chains[mention.chain].named or mention.type not in ("Organization", "Person"):
        return False
    words = mention.text.lower().split()
    if len(words) != 2 or words[0] not in ("the", "this", "that") or ctx.tree.tokens[mention.head].tag not in ("NN", "NNP"):
        return False
    if words[1] not in (_OFFICES if mention.type == "Person" else _ANY_BODY) or " " in ctx.document.chains[mention.chain].label:
        return False
    return ctx.tree.kid(mention.head, "prep") is None


def garbled(label: str) -> bool:
    """Tell a name that is none: with brackets that do not match, with the end of a title or of a place before it, or only what
    somebody is ("a Denver Democrat").

    >>> garbled("N.J. Ann Lee"), garbled("Staff Ann Lee"), garbled("Denver Democrat"), garbled("Ann Lee")
    (True, True, True, False)
    """
    if label.count("(") != label.count(")") or label.count("[") != label.count("]"):
        return True
    words = label.split()
    if len(words) == 2 and len(words[1]) == 2 and words[1].endswith("."):
        return True  # "Ann B."
    if re.match(r"Ex-[A-Z]", label):
        return True  # "Ex-CIA chief"
    return len(words) > 1 and (words[0] in _NO_GIVEN or words[-1] in _LEANINGS | _CREDITS) or label in _LEANINGS


def cut_short(ctx: Context, mention: Mention) -> bool:
    """Tell whether a name may go on before or after what was taken for it ("*Farmers* for Peace", "*Academy* of Fine Arts",
    "Our *Future PAC*")."""
    types, text, (start, end) = ctx.types(mention), ctx.tree.text, mention.span
    if mention.kind != "name" or types and types[0][0] == "Person" and " " in mention.text:
        return False
    first = ctx.node(mention.span)
    if first and _goes_before(ctx, first) or _title_goes_on(ctx, mention):
        return True
    if (
        start > 0
        and text[start - 1] in '"“'
        and re.match(r" (?:and|&|of|the|in|with) [A-Z][\w ]{,25}[,.]?[\"”]", text[end : end + 40])
    ):
        return True
    if re.match(r", [A-Z]\w+,? and [A-Z]", text[end : end + 40]) and re.search(
        rf"\b(?:{'|'.join(sorted(_BODIES))}) (?:for|of|on) [A-Z]\w+$", mention.text
    ):
        return True  # "the *Council on Energy*, Environment and Water"
    last = mention.text.split()[-1]
    work = types and types[0][0] in ("CreativeWork", "Product")
    if work and " " not in mention.text and re.match(r" (?:on|in|of|at) the [A-Z]", text[end : end + 20]):
        return True  # "*Girl* on the Train"
    if mention.text in COUNTRIES and text.endswith("the ", 0, start) and last[-1].islower() and last[-1] != "s":
        # "the *Chad* in Africa Fund"
        return re.match(r" (?:in|for|to|of|with) (?:the )?[A-Z]", text[end : end + 20]) is not None
    if re.match(r" and [A-Z]\w+ \([A-Z]{2,}\)", text[end : end + 60]) or (
        " " not in mention.text and _SECOND_HALF.match(text, end, end + 60)
    ):
        return True  # "the Society for Safety and Management (SSM)", "the *Order* and Justice Party"
    if _FIRST_HALF.search(text, max(0, start - 30), start) and _SECOND_HALF.match(" and " + mention.text):
        return True
    follows = _GOES_ON.match(text[end : end + 20])
    if follows is None or ctx.document.chains[mention.chain].label.startswith(text[start : end + follows.end()]):
        rest = re.match(r" and (?:the )?[A-Z]", text[end : end + 12])
        described = last.endswith(("al", "ic", "ed", "ive", "ary"))  # "Center for *Strategic* and …"
        body = re.search(rf"\b(?:{'|'.join(sorted(_BODIES))}) (for|of|on) (\w+$)?", mention.text)
        field = body is not None and body[1] == "for" and body[2] is not None  # "Institute for *Science* and …"
        return rest is not None and body is not None and (described or field)
    after = ctx.name_starts.get(end + follows.end())
    known = "" if after is None else after.type
    if follows[1] in ("of", "on"):
        return last in _BODIES and known in ("", "Place")
    place = bool(types) and types[0][0] == "Place"
    return known == "" if follows[1] != "for" else known in ("", "Place") and not place


def _title_goes_on(ctx: Context, mention: Mention) -> bool:
    """Tell whether quotation marks hold a few words more of a title that begins with the name ("the “*Starts* at home”
    campaign")."""
    text, (start, end) = ctx.tree.text, mention.span
    marked = start > 0 and text[start - 1] in '"“' and text[max(0, start - 3) : start - 1].rstrip()[-1:] not in (",", ":")
    return marked and re.match(r"(?: [\w’'-]+){1,5}[\"”]", text[end : end + 50]) is not None


def _goes_before(ctx: Context, first: int) -> bool:
    """Tell whether the word before a name looks like a part of it: "Our", "This", or a verb in front of a sentence."""
    tokens, before = ctx.tree.tokens, first - 1
    if tokens[before].sentence != tokens[first].sentence or not ctx.tree.word(before)[:1].isupper():
        return False
    opens = before == ctx.tree.first[tokens[before].sentence]
    joined = tokens[before].head in (first, tokens[first].head) and not opens
    if joined and ctx.tree.word(before) in ("We", "Us", "You", "My", "Your"):
        return True  # "The We Company"
    return (
        ctx.tree.word(before) in ("Our", "This", "Any", "Every", "One", "Keep") or opens and tokens[before].tag in ("VBG", "VB")
    )


def loosely_meant(ctx: Context, mention: Mention) -> bool:
    """Tell whether "the businessman" was taken for the only one named in its sentence, and no nationality bears it out."""
    if mention.reason != "definite: the only one named in the sentence":
        return False
    before = (ctx.names_at.get(c) for c in ctx.tree.kids(mention.head, "amod", "compound", "nmod"))
    return not any(m is not None and m.text != ctx.document.chains[m.chain].label for m in before)


#: A salience of "it" from which on nothing else is meant.
_CLEAR = 0.5


def clearly_meant(ctx: Context, pronoun: Mention) -> bool:
    """Tell whether "it" surely means the body that says, plans or does what its clause tells ("Acme said *it* had sued")."""
    chain = ctx.document.chains[pronoun.chain]
    lead = re.match(r"pronoun: leads with (\d+\.\d+)$", pronoun.reason)
    plain = pronoun.text.lower() == "it" and ctx.tree.tokens[pronoun.head].dep in ("nsubj", "nsubjpass")
    return plain and chain.named and chain.type == "Organization" and lead is not None and float(lead[1]) >= _CLEAR


#: A pronoun's salience below which it is too often another's.
_SURE = 0.4


def doubtful(ctx: Context, pronoun: Mention) -> bool:
    """Tell whether a pronoun of the third person may well mean another of those named before it: its chain has no name, leads
    by little, or stands outside the sentence while somebody else of that gender is named there."""
    word = pronoun.text.lower()
    if word in ("i", "me", "my") and not ctx.document.chains[pronoun.chain].named:
        return True
    if word not in _THIRD:
        return False
    gender = _GENDERS.get(word, "")
    lead = re.match(r"pronoun: leads with (\d+\.\d+)$", pronoun.reason)
    # "spoke with them" has its own signs
    unsure = not ctx.document.chains[pronoun.chain].named or lead is not None and float(lead[1]) < _SURE and word != "them"
    if unsure:
        return not gender or _others_named(ctx, pronoun, gender)
    return lead is not None and bool(gender) and _another_before(ctx, pronoun, gender)


def named_between(ctx: Context, pronoun: Mention, beside: str) -> bool:
    """Tell whether somebody else is named in its sentence after whom a pronoun was taken for was mentioned last; the chain
    ``beside`` does not count."""
    if pronoun.kind != "pronoun":
        return False
    start = ctx.tree.sentences[ctx.tree.tokens[pronoun.head].sentence].start
    before = [m for m in ctx.document.mentions if start <= m.span.start < pronoun.span.start and m.kind in ("name", "pronoun")]
    people = [m for m in before if (m.type == "Person" or m.chain == pronoun.chain) and m.chain != beside]
    return bool(people) and people[-1].chain != pronoun.chain


def _others_named(ctx: Context, pronoun: Mention, gender: str) -> bool:
    """Tell whether the text names another person of that gender before a pronoun, or one of unknown gender."""
    before = {m.chain for m in ctx.name_starts.values() if m.span.end <= pronoun.span.start and m.chain != pronoun.chain}
    return any(ctx.document.chains[c].type == "Person" and _of_gender(ctx, c) in ("", gender) for c in before)


def _another_before(ctx: Context, pronoun: Mention, gender: str) -> bool:
    tokens = ctx.tree.tokens
    sentence = tokens[pronoun.head].sentence
    names = set()
    for i in range(ctx.tree.first[sentence], pronoun.head):
        mention = ctx.mention(i)
        if mention is None or mention.span.end > pronoun.span.start:
            continue
        if mention.chain == pronoun.chain:
            return False
        acting = tokens[mention.head].dep in ("nsubj", "nsubjpass", "poss", "dobj")
        if acting and mention.kind == "name" and ctx.types(mention)[:1] and ctx.types(mention)[0][0] == "Person":
            names.add(mention.chain)
    return any(_of_gender(ctx, chain) in ("", gender) for chain in names)


def _of_gender(ctx: Context, chain: str) -> str:
    """Return "m" or "f" by the pronouns and titles of a chain; "" where nothing tells."""
    told = {_GENDERS.get(m.text.lower(), "") for m in ctx.chains[chain] if m.kind == "pronoun"}
    told |= {{"mr.": "m", "mrs.": "f", "ms.": "f"}.get(ctx.tree.lower(_first(ctx, m) - 1), "") for m in ctx.chains[chain]}
    told.discard("")
    return told.pop() if len(told) == 1 else ""


def _first(ctx: Context, mention: Mention) -> int:
    return ctx.node(mention.span) or 0


def person_for_body(ctx: Context, mention: Mention) -> bool:
    """Tell whether a supposed body has but the surname of a person whom the text names in full."""
    chain = ctx.document.chains[mention.chain]
    if not chain.named or " " in chain.label or not chain.types or chain.types[0][0] != "Organization":
        return False
    return any(
        other.named and other.type == "Person" and other.label.endswith(" " + chain.label)
        for other in ctx.document.chains.values()
    )
