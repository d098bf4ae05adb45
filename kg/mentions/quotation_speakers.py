"""Finds the word of saying for quoted words: after them, before them, above them in the tree, or around them."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.mentions.quotation_indirect import SHOWING, TEXTS, source_of, utterance
from kg.mentions.quotation_marks import Quoted
from kg.mentions.quotation_tree import Tree, cue_span, noun_phrase
from kg.mentions.quotation_utterance import Utterance
from kg.model import Span
from kg.ontology import Ontology

_DIRECT = ("Speech", "Allegation", "Denial", "Question")
_NOMINAL = ("NOUN", "PROPN", "PRON")
#: Verbs that say nothing by themselves, but do with a noun of saying: "issued an apology".
_LIGHT = {
    "issue", "release", "make", "give", "post", "share", "publish", "send", "deliver", "offer", "read", "add", "write", "put",
}  # fmt: skip
#: How many tokens back a text and its author are looked for.
_MEMORY = 400
_LINKS = {"of", "for", "&", "-", "'s", "’s", "."}
_CONJUNCTIONS = {"but", "and", "because", "when", "after", "before", "while", "although", "though", "if", "so", "or", "which"}
_ABBREVIATED = re.compile(
    r"Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Rev|Hon|Prof|St|Jr|Sr|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
    r"|[A-Z]\.[A-Z]|[a-z]\.[a-z]|\w"
)
#: A word of saying that leads in stands at most so many tokens before the quotation.
_REACH, _REACH_OF_COLON = 14, 40


def author(tree: Tree, source: Span) -> Span:
    """Return who speaks through a text: "the statement" read, "its letter" says, "a post by the club" claims.

    The author is named with the text itself, or where the same noun stood before ("The club issued a statement");
    where neither names anybody, the words that were given are returned.
    """
    tokens, within = tree.tokens, tree.between(source)
    head = next((i for i in within if tokens[i].head not in within or tokens[i].head == i), None)
    if head is None or tokens[head].pos != "NOUN" or tokens[head].lemma.lower() not in TEXTS:
        return source
    own = _owner(tree, head) or _issuer(tree, head) or _from(tree, within.stop)
    if own is not None or not any(tree.words[i] in ("the", "this", "that") for i in tree.kids(head, "det")):
        return own or source
    for i in range(head - 1, max(-1, head - _MEMORY), -1):
        if tokens[i].lemma != tokens[head].lemma or tokens[i].pos != "NOUN":
            continue
        if (who := _issuer(tree, i) or _owner(tree, i)) is not None:
            return who
    return source


def _from(tree: Tree, after: int) -> Span | None:
    """Return whom a text is from, where the words stand after it and the parse hangs them elsewhere."""
    if after + 1 >= len(tree.tokens) or tree.words[after] not in ("from", "by"):
        return None
    objects = tree.kids(after, "pobj")
    return noun_phrase(tree, objects[0]) if objects else None


def _issuer(tree: Tree, noun: int) -> Span | None:
    """Return who puts a text out: "[The club] issued a statement", "a statement that [the club] issued"."""
    above = tree.tokens[noun].head
    if tree.tokens[noun].dep == "dobj" and tree.tokens[above].lemma.lower() in _LIGHT:
        return source_of(tree, above)
    return None


#: Types of things that say nothing: who speaks at an event is not the event.
_MUTE = {"Event", "Award"}


def speaks(tree: Tree, source: Span, ontology: Ontology) -> bool:
    """Tell whether the head noun of a source can name a speaker: people, bodies and texts do, events do not."""
    within = tree.between(source)
    head = next((i for i in within if tree.tokens[i].head not in within or tree.tokens[i].head == i), None)
    if head is None or tree.tokens[head].pos != "NOUN" or head in tree.names:
        return True
    return ontology.nouns.get(tree.tokens[head].lemma.lower()) not in _MUTE


def _owner(tree: Tree, noun: int) -> Span | None:
    for owner in tree.kids(noun, "poss"):
        return noun_phrase(tree, owner)
    for prep in tree.kids(noun, "prep"):
        if tree.words[prep] in ("from", "by"):
            for object_ in tree.kids(prep, "pobj"):
                return noun_phrase(tree, object_)
    return None


def sentence_end(text: str, span: Span) -> int:
    """Return where the first sentence in a stretch of text ends."""
    for match in re.finditer(r"[.!?;](?=\s|$)", span.of(text)):
        at = span.start + match.start()
        word = re.search(r"[\w.]+$", text[span.start : at])
        if text[at] == "." and word and _ABBREVIATED.fullmatch(word.group()):
            continue
        return at
    return span.end


def said_after(tree: Tree, mark: Quoted, tail: Span) -> Utterance | None:
    """Return the word of saying that follows: "…," she said; "…," said the mayor; "…," read the statement."""
    text = tree.text
    tail = Span(tail.start, sentence_end(text, tail))
    rest = tail.of(text)
    lead, inner = rest.lstrip(), mark.span.of(text)[-1:]
    if not lead or (lead[0].isupper() and (inner == "." or (inner in "?!" and not _speaks_first(tree, tail)))):
        return None
    if not (inner in ",?!—–-…" or lead[0] in ",—–" or lead[0].islower() or rest[0] == " "):
        return None
    if re.match(r"(?:—|–|--|―)\s*[A-Z]", lead) and not re.search(r"\w", text[tail.end : tail.end + 1]):
        signature = _signature(tree, tail)
        if signature is not None:
            return Utterance((mark.span,), "direct", signature, None)
    within = list(tree.between(tail))
    while within and not tree.words[within[0]][:1].isalnum():
        within.pop(0)
    if not within or tree.words[within[0]] in _CONJUNCTIONS:
        return None
    for i in within[:40]:
        if tree.cues.get(i) not in _DIRECT or (tree.tokens[i].tag == "VBG" and i != within[0]):
            continue
        if _relative(tree, i, within[0]) or tree.words[i - 1] in ("to", "not", "n't"):
            continue
        source = _tail_source(tree, i, within)
        if source is not None:
            return utterance(tree, i, source, (mark.span,), "direct")
    return None


def _signature(tree: Tree, tail: Span) -> Span | None:
    """Return the name after a dash that signs a quotation: "…" — Jane Roe, senator."""
    within = [i for i in tree.between(tail) if tree.words[i][:1].isalnum()]
    if not within or tree.tokens[within[0]].pos not in ("PROPN", "NOUN"):
        return None
    if any(tree.tokens[i].pos in ("VERB", "AUX") for i in within):
        return None
    return _leading_phrase(tree, list(range(within[0], within[-1] + 1)))


def _speaks_first(tree: Tree, tail: Span) -> bool:
    """Tell whether a stretch of text begins "X said" or "said X" and says nothing else ("Why?" Lee asked.)."""
    within = list(tree.between(tail))
    cues = [i for i in within[:8] if tree.cues.get(i) in _DIRECT]
    return bool(cues) and not any(tree.tokens[c].dep in ("ccomp", "dobj") for c in tree.children[cues[0]] if c in within)


def _relative(tree: Tree, verb: int, first: int) -> bool:
    """Tell whether a verb stands in a relative clause of the words before it."""
    return any(tree.words[i] in ("who", "which", "whose") and tree.tokens[i].head == verb for i in range(first, verb))


def _tail_source(tree: Tree, verb: int, within: list[int]) -> Span | None:
    tokens, first = tree.tokens, within[0]
    for child in tree.kids(verb, "nsubj", "nsubjpass", "npadvmod"):
        if child in within and tokens[child].pos in _NOMINAL and tokens[child].dep == "nsubj":
            return noun_phrase(tree, child, verb)
    if verb == first or all(tokens[j].pos in ("ADV", "AUX") for j in range(first, verb)):
        inside = [j for j in within if j > verb]
        return _leading_phrase(tree, inside)
    inside = [j for j in within if j < verb]
    return _leading_phrase(tree, inside)


def _leading_phrase(tree: Tree, inside: list[int]) -> Span | None:
    """Return the noun phrase that a stretch of tokens begins with, by its words where the parse is of no help."""
    taken: list[int] = []
    for j in inside:
        linked = tree.tokens[j].pos in (*_NOMINAL, "DET", "ADJ", "NUM", "PART")
        if not (linked or tree.words[j] in _LINKS) or tree.words[j] in ("who", "which", "that"):
            break
        taken.append(j)
    while taken and tree.tokens[taken[-1]].pos not in _NOMINAL:
        taken.pop()
    if not taken or not any(tree.tokens[j].pos in _NOMINAL for j in taken):
        return None
    return tree.span(taken[0], taken[-1])


def said_before(tree: Tree, head: Span, ontology: Ontology) -> Utterance | None:
    """Return the word of saying that leads in: She said, "…"; The mayor wrote: "…"; It issued an apology: "…"."""
    text = tree.text
    lead = head.of(text).rstrip()
    if not lead:
        return None
    start = head.start
    for match in re.finditer(r"[.!?](?=\s+[A-Z“\"])", lead):
        if sentence_end(text, Span(start, head.start + match.end())) == head.start + match.start():
            start = head.start + match.end()
    within = list(tree.between(Span(start, head.start + len(lead))))
    colon = lead[-1] == ":"
    for i in reversed(within):
        if tree.cues.get(i) in _DIRECT and tree.tokens[i].tag != "VBN":
            source = source_of(tree, i) or _leading_source(tree, i, within)
            near = within[-1] - i <= (_REACH_OF_COLON if colon else _REACH)
            if source is not None and near and (colon or lead[-1] in ",—–" or within[-1] - i <= 3):
                return utterance(tree, i, source, (head,), "direct")
    return announced(tree, Span(start, head.start + len(lead)), ontology) if colon else None


def _leading_source(tree: Tree, verb: int, within: list[int]) -> Span | None:
    before = [j for j in within if j < verb and tree.tokens[j].pos != "ADV"]
    return _leading_phrase(tree, before) if before and before[-1] >= verb - 2 else None


#: Words of saying only where nothing but words is their object ("she began", "he ended his speech").
_PHASES = frozenset("begin start open end close finish conclude continue follow proceed resume".split())


def announced(tree: Tree, where: Span, ontology: Ontology) -> Utterance | None:
    """Return who speaks in the last sentence of a stretch of text: the speaker of a quotation that stands after it."""
    within = tree.between(where)
    if not within:
        return None
    sentence = tree.tokens[within[-1]].sentence
    within = range(next(i for i in within if tree.tokens[i].sentence == sentence), within.stop)
    for i in within:
        token = tree.tokens[i]
        if token.pos != "VERB" and i not in tree.cues:
            continue
        if token.dep in ("relcl", "acl", "pcomp", "amod"):
            continue
        objects = [c for c in tree.kids(i, "dobj") if (tree.tokens[c].lemma.lower(), "noun") in ontology.cues]
        light = token.lemma.lower() in _LIGHT and objects
        if not objects and token.lemma.lower() in _PHASES and tree.kids(i, "dobj"):
            continue  # "ended its contract": no word of saying
        if not light and tree.cues.get(i) not in _DIRECT:
            continue
        source = source_of(tree, i)
        if source is None or not where.contains(source):
            continue
        one = utterance(tree, i, source, (where,), "direct")
        if light:
            first = cue_span(tree, i)
            return replace(one, cue=Span(first.start, max(first.end, tree.tokens[objects[0]].end)))
        return one
    return None


def said_above(tree: Tree, mark: Quoted, marks: tuple[Quoted, ...]) -> Utterance | None:
    """Return the word of saying that governs quoted words in its own clause: called it "a farce"; apologised for "…"."""
    within = tree.between(mark.span)
    if not within:
        return None
    top = min(within, key=lambda i: (sum(1 for _ in tree.ancestors(i)), i))
    for verb in tree.ancestors(top):
        if tree.cues.get(verb) not in _DIRECT:
            if tree.tokens[verb].tag in ("VBD", "VBZ", "VBP") and tree.tokens[verb].dep not in ("ccomp", "xcomp"):
                return None
            continue
        if any(m.outer.start <= tree.tokens[verb].start < m.outer.end for m in marks):
            return None
        source = source_of(tree, verb) if tree.tokens[verb].lemma.lower() not in SHOWING else None
        if source is not None and not source.overlaps(mark.outer):
            return utterance(tree, verb, source, (mark.span,), "mixed")
        return None
    return None
