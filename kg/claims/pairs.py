"""From two things and a relation to a reading: for extractors that know what is said of whom, and not how the clause is built.

A language model or a classifier of pairs gives a relation, its two arguments, and the words that express it. The parse then
has to bear it out: these words must carry both arguments in one sentence, what the lexicon knows of them must not speak
against it, and factuality is judged as for any other reading. Whatever the parse cannot tell is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.claims.arguments import left_out, literal, usable
from kg.claims.bearers import COPULAS
from kg.claims.context import Context
from kg.claims.factuality import judge
from kg.claims.frames import senses_of
from kg.claims.hedges import BLOCKED, ENDING, PLAN, REFUSE, SELLING, TRY, WANTED
from kg.claims.making import Draft
from kg.claims.slots import fill, light_verb
from kg.claims.soundness import anybody, sureness, within
from kg.claims.trees import NOMINAL, Tree
from kg.model import Argument, LiteralValue, Span
from kg.ontology import Ontology, Relation, Sense

#: What a word that the lexicon has no entry for leaves of a reading's confidence: too little for a plain triple by itself.
UNKNOWN_WORD = 0.6
_VERBAL = ("VERB", "AUX")
_UNDOING = BLOCKED | ENDING | PLAN | REFUSE | SELLING | TRY | WANTED | frozenset("bid effort proposal threat".split())
#: Links by which a noun phrase stands for the next one: "A *and B*", "A, *the firm*".
_ALIKE = ("conj", "appos")


def pair(
    ctx: Context,
    ontology: Ontology,
    relation: Relation,
    subject: int,
    object: int,
    words: Span | None,
    extractor: str,
    confidence: float,
) -> Draft | None:
    """Return the reading that a relation holds between the things at two tokens by ``words``, or None where the parse or the
    lexicon does not bear it out.

    ``subject`` and ``object`` are the head tokens of their words, ``words`` the span of what expresses the relation, or None
    where the extractor cannot tell; ``confidence`` is that of the reading as such, which words that the lexicon does not know
    and arguments that are no names lower. Where neither is known, there is no reading.
    """
    found = _argument(ctx, subject, relation.domain)
    if found is None:
        return None
    other = _object(ctx, object, relation)
    if other is None or within(found, other) or (isinstance(other, Argument) and other.entity == found.entity):
        return None
    carried = _carrier(ctx, subject, object, words, relation, ontology)
    if carried is None:
        return None
    trigger, verb = carried
    senses = senses_of(ctx, trigger, ontology)
    meant = [sense for sense in senses if sense.relation == relation.name]
    if (senses and not meant and not _akin(relation, senses, ontology)) or not _done_by_one(ctx, trigger, found, other):
        return None
    meant = [sense for sense in meant if _placed(ctx, trigger, sense, found, other)] if meant else meant
    sense = _sense(meant)
    if senses and sense is None and any(s.relation == relation.name for s in senses):
        return None  # the lexicon has these words for the relation, and sees others around them
    if sense is None and (not _plain(ctx, subject, object, trigger, found, other) or _undone(ctx, trigger, words, ontology)):
        return None
    facts = judge(ctx.tree, trigger, verb, relation.state, ontology)
    if facts.veto or anybody(ctx, found, verb):
        return None
    known = 1.0 if sense is not None else UNKNOWN_WORD
    sure = confidence * known * sureness(ctx, found, other)
    return Draft(trigger, verb, found, relation, other, facts, sense, (), sure, extractor)


def head(ctx: Context, span: Span) -> int | None:
    """Return the word of a span that the others hang on; None where it holds no word, or words of two sentences."""
    first = ctx.node(span)
    if first is None:
        return None
    tokens, last = ctx.tree.tokens, first
    while last + 1 < len(tokens) and tokens[last + 1].start < span.end:
        last += 1
    if tokens[first].sentence != tokens[last].sentence:
        return None
    tops = [i for i in range(first, last + 1) if not first <= tokens[i].head <= last or tokens[i].head == i]
    content = [i for i in tops if tokens[i].pos not in ("PUNCT", "DET", "SPACE")]
    return content[0] if content else None


# ------------------------------------------------------------------ arguments


def _argument(ctx: Context, node: int, allowed: Sequence[str]) -> Argument | None:
    mention = ctx.mention(node)
    if mention is None or left_out(ctx, node) or not usable(ctx, node, mention, tuple(allowed)):
        return None
    return ctx.argument(mention)


def _object(ctx: Context, node: int, relation: Relation) -> Argument | LiteralValue | None:
    if relation.range or not relation.datatypes:
        found = _argument(ctx, node, relation.range)
        if found is not None:
            return found
    return literal(ctx, node, relation)


# ------------------------------------------------------------------ the parse


def _ancestors(tree: Tree, node: int) -> list[int]:
    found = [node]
    while tree.tokens[found[-1]].head != found[-1]:
        found.append(tree.tokens[found[-1]].head)
    return found


def _branches(tree: Tree, left: int, right: int) -> tuple[list[int], list[int]] | None:
    """Return the ways from two words up to the word that both hang on, which is the last of either; None if there is none."""
    up, other = _ancestors(tree, left), _ancestors(tree, right)
    top = next((n for n in up if n in other), None)
    return None if top is None else (up[: up.index(top) + 1], other[: other.index(top) + 1])


def _carrier(
    ctx: Context, subject: int, object_: int, words: Span | None, relation: Relation, ontology: Ontology
) -> tuple[int, int | None] | None:
    """Return the trigger among the words, and the verb whose negation, modals and tense count; None where the words do not
    carry both arguments."""
    parse = ctx.tree
    branches, said = _branches(parse, subject, object_), _tokens(ctx, words)
    if branches is None:
        return None
    between = {n for branch in branches for n in branch} - {subject, object_}
    around = said if words else {*between, *(c for n in between for c in parse.children[n])}
    knowing = [i for i in around if any(sense.relation == relation.name for sense in senses_of(ctx, i, ontology))]
    trigger = (
        head(ctx, words)
        if words
        else next(iter(sorted(n for n in between if parse.tokens[n].pos in (*_VERBAL, "NOUN", "ADJ"))), None)
    )
    if trigger not in knowing and len(knowing) == 1:
        trigger = knowing[0]  # "filed a *lawsuit* against"
    if trigger is None:
        return None
    verbs = [[n for n in branch[:-1] if n in between and parse.tokens[n].pos in _VERBAL] for branch in branches]
    top = branches[0][-1]
    if all(verbs):
        return None  # two clauses side by side: neither carries both
    chain = [*verbs[0], *verbs[1], *([top] if top in between and parse.tokens[top].pos in _VERBAL else [])]
    lowest = chain[0] if chain else None
    if lowest is not None and parse.tokens[trigger].pos in _VERBAL and trigger != lowest:
        if words and lowest not in said:
            return None
        trigger = lowest
    if trigger == lowest and parse.tokens[trigger].lemma in COPULAS:
        nouns = [
            c for c in parse.kids(trigger, "attr", "acomp", "oprd") if (c in said or not words) and c not in (subject, object_)
        ]
        if len(nouns) != 1:
            return None
        trigger = nouns[0]
    if trigger in ctx.names_at or trigger in (subject, object_):
        return None
    together = _listed(parse, *branches)
    if together and not relation.symmetric:
        return None  # "A and B sued C" says nothing of A and B
    if not _near(parse, trigger, between | {subject, object_}, top if together else None):
        return None
    if any(_strays(parse, branch, said | {trigger}) for branch in branches) or any(_omitted(ctx, b) for b in branches):
        return None
    if parse.tokens[trigger].pos in _VERBAL or lowest is None:
        return trigger, trigger if parse.tokens[trigger].pos in _VERBAL else None
    copular = parse.tokens[lowest].lemma in COPULAS and parse.tokens[trigger].head == lowest
    light = any(light_verb(parse, trigger, sense) == lowest for sense in (*senses_of(ctx, trigger, ontology), _PLAIN))
    return (trigger, lowest) if copular or light else None


def _tokens(ctx: Context, span: Span | None) -> set[int]:
    first = ctx.node(span) if span else None
    found = set()
    while span and first is not None and first < len(ctx.starts) and ctx.starts[first] < span.end:
        found.add(first)
        first += 1
    return found


#: A noun that no entry gives its own verbs ("file", "have", "make" …).
_PLAIN = Sense("", "", "noun", "", (), ())


def _listed(tree: Tree, left: Sequence[int], right: Sequence[int]) -> bool:
    """Tell whether both arguments are members of one list ("A and B merged")."""
    return min(len(left), len(right)) == 1 and all(tree.tokens[n].dep == "conj" for n in max(left, right, key=len)[:-1])


def _near(tree: Tree, trigger: int, nodes: set[int], top: int | None) -> bool:
    """Tell whether the trigger stands on the way between the arguments, or hangs on a word that does; of a list, whose first
    member is ``top``, whether the list hangs on it ("the *merger* of A and B")."""
    if top is not None:
        above = tree.tokens[top].head
        return trigger in (above, tree.tokens[above].head if tree.tokens[above].pos == "ADP" else above)
    return trigger in nodes or tree.tokens[trigger].head in nodes


def _strays(tree: Tree, branch: Sequence[int], said: set[int]) -> bool:
    """Tell whether an argument only belongs to another thing that the words leave out: "*A's* lawyer sued B"."""
    for below, node in pairwise(branch):
        last = node == branch[-1] and tree.tokens[node].pos in _VERBAL
        if tree.tokens[node].pos in NOMINAL and node not in said and not last and tree.tokens[below].dep not in _ALIKE:
            if node != branch[-1] or not said & set(tree.children[node]):
                return True
    return False


def _omitted(ctx: Context, branch: Sequence[int]) -> bool:
    """Tell whether an argument hangs on a member of a list that is left out ("B but not *A*")."""
    return any(ctx.tree.tokens[n].dep == "conj" and left_out(ctx, n) for n in branch[:-1])


# ------------------------------------------------------------------ the lexicon


def related(one: Relation, other: Relation) -> bool:
    """Tell whether two relations can be said by the same words of the same two things: one is the other, the wider or the
    inverse one."""
    return one.name == other.name or one.name in other.parents or other.name in one.parents or one.inverse == other.name


def _akin(relation: Relation, senses: Sequence[Sense], ontology: Ontology) -> bool:
    return any(related(relation, ontology.relations[sense.relation]) for sense in senses)


def _plain(ctx: Context, subject: int, object_: int, trigger: int, found: Argument, other: Argument | LiteralValue) -> bool:
    """Tell whether a verb or noun links two things that have names and stand as nouns ("the *Danish* firm" does not)."""
    named = all(argument.named for argument in (found, other) if isinstance(argument, Argument))
    tags = [ctx.tree.tokens[n].pos for n in (subject, object_)]
    return named and ctx.tree.tokens[trigger].pos in ("VERB", "NOUN") and not {"ADJ", "ADV"} & set(tags)


def _undone(ctx: Context, trigger: int, words: Span | None, ontology: Ontology) -> bool:
    """Tell whether words that the lexicon has no entry for plan, try, refuse, end or deny something ("rejected a *bid*")."""
    above = _ancestors(ctx.tree, trigger)[1:]  # of these, factuality is the judge
    nodes = {trigger, *_tokens(ctx, words), *ctx.tree.kids(trigger, "dobj", "xcomp", "prt")}.difference(above)
    lemmas = {ctx.tree.tokens[n].lemma.lower() for n in nodes}
    denied = any(ontology.cues.get((lemma, pos)) in ("Denial", "Intention") for lemma in lemmas for pos in ("verb", "noun"))
    return denied or bool(lemmas & _UNDOING)


def _chains(ctx: Context, nodes: Sequence[int]) -> set[str]:
    mentions = [ctx.mention(c) for n in nodes for c in ctx.tree.conjuncts(n)]
    return {mention.chain for mention in mentions if mention is not None}


def _done_by_one(ctx: Context, trigger: int, subject: Argument, other: Argument | LiteralValue) -> bool:
    """Tell whether one of the arguments does what a verb says, as far as the parse knows who does it."""
    if ctx.tree.tokens[trigger].pos not in _VERBAL:
        return True
    doer = ctx.tree.logical_subject(trigger)
    chains = _chains(ctx, [] if doer is None else [doer])
    return not chains or subject.entity in chains or (isinstance(other, Argument) and other.entity in chains)


def _placed(ctx: Context, trigger: int, sense: Sense, subject: Argument, other: Argument | LiteralValue) -> bool:
    """Tell whether no slot of a sense is filled with something else than the argument that belongs there."""
    for slots, argument in ((sense.subject, subject), (sense.object, other)):
        for slot in slots if isinstance(argument, Argument) and slots != ("speaker",) else ():
            chains = _chains(ctx, fill(ctx.tree, trigger, slot, sense, ctx.document.values))
            if chains:
                if isinstance(argument, Argument) and argument.entity not in chains:
                    return False
                break
    return True


def _sense(meant: Sequence[Sense]) -> Sense | None:
    """Return the sense that counts, where those that are left do not differ in what they make of a claim."""
    effects = {(sense.negative, sense.status, sense.modality) for sense in meant}
    return meant[0] if len(effects) == 1 else None
