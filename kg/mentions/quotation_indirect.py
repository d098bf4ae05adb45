"""Finds what is reported without quotation marks: clauses under verbs and nouns of saying, and "according to X"."""

from __future__ import annotations

from kg.mentions.quotation_marks import Quoted
from kg.mentions.quotation_objects import objects
from kg.mentions.quotation_setting import addressee, medium
from kg.mentions.quotation_tree import Tree, cue_span, noun_phrase, subject
from kg.mentions.quotation_utterance import Utterance, clip
from kg.model import QuotationKind, Span
from kg.ontology import Ontology

#: After these, "as X …" tells of the time, or compares, and names no report.
_NOT_AS = {"speak", "talk", "read", "continue", "begin", "start", "end", "smile", "laugh", "open", "finish", "feel"}
#: What one acts or goes "according to" without its saying anything.
_NO_SOURCES = {
    "plan", "schedule", "custom", "type", "size", "taste", "need", "style", "principle", "tradition", "age", "rank", "ability",
    "formula", "recipe", "standard", "criterion", "category", "wish", "budget", "protocol", "timetable", "preference",
}  # fmt: skip
#: Things show as much as people do: what they show is reported only in a finite clause, and is nobody's wording.
SHOWING = {"show", "demonstrate", "illustrate", "establish", "document", "determine", "find", "learn", "discover"}
#: Texts that speak for whoever wrote them.
TEXTS = {
    "statement", "letter", "post", "tweet", "message", "apology", "email", "e-mail", "memo", "note", "announcement", "caption",
    "release", "reply", "response",
}  # fmt: skip
#: These announce a quotation ("he began: …") but report no clause.
_NO_CLAUSE = {"begin", "start", "open", "close", "end", "finish", "smile", "laugh", "chuckle", "shrug", "grin", "sigh"}
#: "They decide who goes": what is chosen is no report, but "decided that he goes" is.
_CHOOSING = {"decide", "choose"}
#: Words before a clause that stands beside the one reported.
_BESIDE = {"while", "whereas", "although", "though", "and", "but", "as"}
#: Words that open a clause which tells when or why.
_CIRCUMSTANCES = {"after", "when", "while", "before", "since", "until", "once", "although", "though", "because"}
#: What stands between the beginning of a sentence and its first word.
_OPENING = {'"', "'", "(", "[", "\u201c", "\u2018"}
_INFINITIVE_KINDS = ("Allegation", "Denial")


def indirect(tree: Tree, marks: tuple[Quoted, ...], sentences: tuple[Span, ...], ontology: Ontology) -> list[Utterance]:
    """Return the reported clauses of a document, in no particular order; clauses that are only quoted words are left out."""
    found: list[Utterance] = []
    openers = {phrase.split()[0] for phrase, pos in ontology.cues if pos == "adposition"}
    for i, word in enumerate(tree.words):
        clauses = _clauses(tree, i, tree.cues[i]) if i in tree.cues else []
        found += clauses or _objects(tree, i, ontology)
        found += _nouns(tree, i, ontology)
        if word in openers:
            found += _according(tree, i, sentences, ontology)
    starts = [mark.outer.start for mark in marks]
    clipped = (clip(tree.text, one, marks, starts) for one in found if one.segments)
    return [one for one in clipped if one is not None]


def utterance(tree: Tree, verb: int, source: Span | None, segments: tuple[Span, ...], kind: QuotationKind) -> Utterance:
    """Return what is said with a verb, with its cue, medium and addressee."""
    return Utterance(segments, kind, source, cue_span(tree, verb), verb, medium(tree, verb), addressee(tree, verb))


def source_of(tree: Tree, verb: int) -> Span | None:
    """Return the words that name who says what a verb of saying reports, or None."""
    if _is_asked(tree, verb) or _bidden(tree, verb):
        return None
    who = _text_before(tree, verb)
    who = subject(tree, verb) if who is None else who
    if who is None or tree.tokens[who].pos not in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X"):
        return None
    return noun_phrase(tree, who, verb)


#: "When asked whether …", "told to leave": without an auxiliary the participle tells of whoever is spoken to.
_SPOKEN_TO = {"ask", "tell", "inform", "warn", "remind", "urge", "order", "advise", "press", "question"}


def _is_asked(tree: Tree, verb: int) -> bool:
    token = tree.tokens[verb]
    passive = token.tag == "VBN" or tree.words[verb - 1] in ("when", "if", "once", "as") and token.tag == "VBD" and verb > 0
    return token.lemma.lower() in _SPOKEN_TO and passive and not tree.kids(verb, "aux", "agent", "nsubj")


def _bidden(tree: Tree, verb: int) -> bool:
    """Tell an imperative ("(think Ann Lee and her team)"): a bare verb, and what seems its subject after it."""
    subjects = tree.kids(verb, "nsubj")
    bare = tree.tokens[verb].tag in ("VB", "VBP") and not tree.kids(verb, "aux")
    return bare and bool(subjects) and min(subjects) > verb and tree.words[verb - 1 if verb else 0] in ("(", ".", ":", "—", "–")


def _text_before(tree: Tree, verb: int) -> int | None:
    """Return the text that a participle of saying goes with: "It held [a statement] from her, sent in May, saying that …"."""
    token = tree.tokens[verb]
    if token.tag != "VBG" or token.dep not in ("advcl", "acl") or tree.kids(verb, "nsubj", "mark"):
        return None
    for thing in tree.kids(token.head, "dobj"):
        if thing < verb and tree.tokens[thing].lemma.lower() in TEXTS and not tree.kids(token.head, "prep", "conj"):
            return thing
    return None


def _clauses(tree: Tree, verb: int, kind: str) -> list[Utterance]:
    tokens = tree.tokens
    source = source_of(tree, verb) if tokens[verb].lemma.lower() not in _NO_CLAUSE else None
    if source is None:
        return _sourceless(tree, verb)
    found = []
    for child in tree.kids(verb, "ccomp", "xcomp"):
        if tokens[child].dep == "xcomp" and not (kind in _INFINITIVE_KINDS and _infinitive(tree, child)):
            continue
        if tokens[child].pos not in ("VERB", "AUX") or child < verb and _circumstance(tree, child):
            continue
        if tokens[verb].lemma.lower() in SHOWING | _CHOOSING and not _finite(tree, child):
            continue
        segments = _clause(tree, child, verb, source)
        if segments:
            found.append(utterance(tree, verb, source, segments, "indirect"))
    if found or tokens[verb].lemma.lower() in SHOWING and tree.kids(verb, "ccomp", "dobj"):
        return found
    if tokens[verb].dep in ("parataxis", "ccomp") and not tree.kids(verb, "mark", "dobj", "xcomp"):
        head = tokens[verb].head
        if tokens[verb].dep == "parataxis" or _between_commas(tree, verb):
            segments = _without(tree, head, verb)
            if segments:
                found.append(utterance(tree, verb, source, segments, "indirect"))
    elif tokens[verb].dep == "advcl" and any(tree.words[m] == "as" for m in tree.kids(verb, "mark", "advmod")):
        if tokens[verb].lemma.lower() not in _NOT_AS and not tree.kids(verb, "dobj") and _set_off(tree, verb):
            segments = _without(tree, tokens[verb].head, verb)
            if segments:
                found.append(utterance(tree, verb, source, segments, "indirect"))
    return found


def _circumstance(tree: Tree, clause: int) -> bool:
    """Tell whether a clause says when or why something was said ("After Lee left, she told …"), not what."""
    return any(tree.words[m] in _CIRCUMSTANCES for m in tree.kids(clause, "mark", "advmod", "prep"))


def _sourceless(tree: Tree, verb: int) -> list[Utterance]:
    """Return what a passive reports without telling who says it: "it is said that …", "officials were told that …"."""
    tokens = tree.tokens
    if tokens[verb].tag != "VBN" or not tree.kids(verb, "auxpass") or tree.kids(verb, "agent"):
        return []
    told = [c for c in tree.kids(verb, "nsubjpass") if c < verb]
    if not told:
        return []
    impersonal = tree.words[told[0]] == "it"
    if not impersonal and tokens[verb].lemma.lower() not in _SPOKEN_TO:
        return []
    segments: tuple[Span, ...] = ()
    for child in tree.kids(verb, "ccomp"):
        if child > verb and tokens[child].pos in ("VERB", "AUX") and _finite(tree, child):
            segments = _trim(tree, tree.left[child], tree.right[child])
    if not segments and impersonal and tokens[verb].dep in ("parataxis", "ccomp") and _between_commas(tree, verb):
        segments = _without(tree, tokens[verb].head, verb)
    listener = None if impersonal else noun_phrase(tree, told[0], verb).of(tree.text)
    return [Utterance(segments, "indirect", None, cue_span(tree, verb), verb, None, listener)] if segments else []


def _objects(tree: Tree, verb: int, ontology: Ontology) -> list[Utterance]:
    """Return what a verb of saying has as its object or infinitive: "denounced the plan", "vowed to stay"."""
    segments = objects(tree, verb, ontology)
    source = source_of(tree, verb) if segments else None
    if source is None or not _voice(tree, source, ontology) or any(source.overlaps(s) for s in segments):
        return []
    return [utterance(tree, verb, source, segments, "indirect")]


#: Types of what has a voice of its own.
_VOICES = {"Person", "Organization", "Group", "CreativeWork", "Utterance", "LegalCase", "Law", "Platform", "Place"}


def _voice(tree: Tree, source: Span, ontology: Ontology) -> bool:
    """Tell whether a source is known for a person, a body or a text: a road points to a town without saying anything."""
    within = tree.between(source)
    head = next((i for i in within if tree.tokens[i].head not in within or tree.tokens[i].head == i), None)
    if head is None or tree.tokens[head].pos != "NOUN" or head in tree.names:
        return True
    return ontology.nouns.get(tree.tokens[head].lemma.lower()) in _VOICES


def _finite(tree: Tree, clause: int) -> bool:
    """Tell a clause with a finite verb from "showed them leaving" and "showed what they wore"."""
    asks = any(tree.tokens[i].tag in ("WP", "WRB", "WDT") for i in range(tree.left[clause], clause))
    tensed = [tree.tokens[clause].tag, *(tree.tokens[c].tag for c in tree.kids(clause, "aux", "auxpass"))]
    return not asks and any(tag in ("VBD", "VBZ", "VBP", "MD") for tag in tensed)


def _infinitive(tree: Tree, index: int) -> bool:
    return any(tree.words[c] == "to" for c in tree.kids(index, "aux"))


def _between_commas(tree: Tree, verb: int) -> bool:
    first, last = tree.left[verb], tree.right[verb]
    before = tree.words[first - 1] if first else ""
    after = tree.words[last + 1] if last + 1 < len(tree.words) else ""
    return before in (",", "—", "–") and after in (",", "—", "–", ".") and last - first < 12


def _set_off(tree: Tree, verb: int) -> bool:
    """Tell whether a clause stands first in its sentence or after a comma or dash."""
    first = tree.left[verb]
    return (
        first == 0
        or tree.tokens[first - 1].sentence != tree.tokens[first].sentence
        or tree.words[first - 1] in (",", "—", "–", "-")
    )


def _clause(tree: Tree, clause: int, verb: int, source: Span) -> tuple[Span, ...]:
    """Return the words of a reported clause.

    A clause before its verb of saying ("…, she said.") begins where its sentence does; one that the verb stands in
    ("…, she said, …") has two pieces.
    """
    first, last = tree.left[clause], tree.right[clause]
    if first <= verb <= last:
        return _around(tree, first, last, verb, verb)
    if last < verb:
        begin = tree.between(source).start
        edge = min(begin, verb) - 1
        if tree.words[edge] not in (",", "—", "–", "-", "--", '"', "”", "’", "'", "''", "»", "?", "!"):
            return ()  # a clause that only stands beside another
        if edge > 0 and tree.words[edge] in (",", "—", "–", "-", "--") and last <= edge:
            sentence = tree.tokens[verb].sentence
            while first > 0 and tree.tokens[first - 1].sentence == sentence:
                first -= 1
            last = edge
    else:
        after = [c for c in tree.children[verb] if c > last]
        while after and tree.left[after[0]] == last + 1 and tree.tokens[after[0]].dep in ("ccomp", "dep", "relcl", "oprd"):
            last = tree.right[after.pop(0)]
    return _trim(tree, first, _another(tree, clause, last))


def _another(tree: Tree, clause: int, last: int) -> int:
    """Return where a reported clause ends before somebody else speaks: "X said it rose, while Y said it fell"."""
    for child in tree.children[clause]:
        begin = tree.left[child]
        speaks = child in tree.cues and tree.tokens[child].dep in ("advcl", "conj") and tree.kids(child, "ccomp")
        if speaks and clause < begin <= last and tree.kids(child, "nsubj"):
            while begin > clause and (tree.words[begin - 1] in _BESIDE or not tree.words[begin - 1][:1].isalnum()):
                begin -= 1
            return begin - 1
    return last


def _without(tree: Tree, root: int, verb: int) -> tuple[Span, ...]:
    """Return the words of a sentence or clause without the clause of saying inside it."""
    first, last = tree.left[root], tree.right[root]
    return _around(tree, first, last, tree.left[verb], tree.right[verb])


def _around(tree: Tree, first: int, last: int, cut: int, to: int) -> tuple[Span, ...]:
    return _trim(tree, first, cut - 1) + _trim(tree, to + 1, last)


def _trim(tree: Tree, first: int, last: int) -> tuple[Span, ...]:
    """Return the span of a token range without punctuation at its ends, or nothing."""
    while first <= last and not (
        tree.words[first][:1].isalnum() or tree.words[first] in ("$", "£", "€", "(", "[", "'s", "’s", "'re", "n't")
    ):
        first += 1
    while last >= first and not (tree.words[last][-1:].isalnum() or tree.words[last] in (")", "]", "%")):
        last -= 1
    return (tree.span(first, last),) if first <= last else ()


def _so(tree: Tree, i: int) -> bool:
    """Tell whether a noun stands under "so" or "such", whose that-clause it is ("so angry at the report *that* they left")."""
    at = i
    for _ in range(4):
        at = tree.tokens[at].head
        if any(tree.words[c] in ("so", "such") for c in tree.kids(at, "advmod", "predet") if c < i):
            return True
    return False


def _nouns(tree: Tree, i: int, ontology: Ontology) -> list[Utterance]:
    """Return what a noun of saying reports in a that-clause: "reports that …", "her claim that …"."""
    token = tree.tokens[i]
    if token.pos != "NOUN" or (token.lemma.lower(), "noun") not in ontology.cues or _so(tree, i):
        return []
    found = []
    for child in tree.kids(i, "acl", "ccomp", "relcl"):
        that = [c for c in tree.kids(child, "mark") if tree.words[c] == "that"]
        if not that or child < i:
            continue
        source = None
        for owner in tree.kids(i, "poss"):
            source = noun_phrase(tree, owner)
        for prep in tree.kids(i, "prep"):
            if source is None and tree.words[prep] in ("by", "from", "of") and prep < child:
                for object_ in tree.kids(prep, "pobj"):
                    source = noun_phrase(tree, object_)
        if source is None and token.dep in ("dobj", "attr") and tree.tokens[token.head].pos == "VERB":
            who = tree.kids(token.head, "nsubj")
            source = noun_phrase(tree, who[0]) if who else None
        above = tree.tokens[token.head].head
        inside = token.dep == "pobj" and tree.words[token.head] in ("in", "via", "on", "by", "during", "through", "with")
        if source is None and inside and above in tree.cues and (who_says := source_of(tree, above)) is not None:
            # "said in a statement that …": the verb tells who says it; not so "replied to the charge that …".
            found.append(utterance(tree, above, who_says, _trim(tree, tree.left[child], tree.right[child]), "indirect"))
            continue
        segments = _trim(tree, tree.left[child], tree.right[child])
        if segments:
            found.append(Utterance(segments, "indirect", source, tree.span(i, i), i))
    return found


def _according(tree: Tree, i: int, sentences: tuple[Span, ...], ontology: Ontology) -> list[Utterance]:
    """Return what "according to X", "per X", "in the words of X" report: the sentence around the phrase."""
    end = 0
    for length in (4, 3, 2, 1):
        if i + length <= len(tree.words) and (" ".join(tree.words[i : i + length]), "adposition") in ontology.cues:
            end = i + length
            break
    if not end or end >= len(tree.tokens):
        return []
    # The object of the phrase is the first noun phrase after it.
    who = next((j for j in range(end, min(end + 12, len(tree.tokens))) if _heads_phrase(tree, j, end)), None)
    if who is None or tree.tokens[who].lemma.lower() in _NO_SOURCES:
        return []
    if end == i + 1 and not _source_like(tree, i, who):
        return []
    source = noun_phrase(tree, who)
    source = Span(max(source.start, tree.tokens[end].start), source.end)
    sentence = sentences[tree.tokens[i].sentence]
    within = tree.between(sentence)
    last = max(j for j in within if tree.tokens[j].start < source.end)
    stop = within.stop - 1
    for j in range(last + 1, within.stop):
        # "According to X, …, she told the paper.": the second report ends the first one's words.
        if j in tree.cues and tree.tokens[j].dep == "ROOT" and any(c < j for c in tree.kids(j, "ccomp")):
            says = source_of(tree, j)
            stop = min(j, tree.between(says).start if says is not None else j) - 1
    segments = _around(tree, within.start, max(stop, last), i, last)
    rest = " ".join(tree.words[last + 1 : last + 3])
    if len(segments) == 2 and rest in (", but", ", and", ", while", ", although", ", though", ", which", ", who", ", with"):
        segments = segments[:1]
    if len(segments) == 2 and segments[1].end - segments[1].start < 3:
        segments = segments[:1]
    return [Utterance(segments, "indirect", source, tree.span(i, end - 1), -1)] if segments else []


def _heads_phrase(tree: Tree, j: int, end: int) -> bool:
    token = tree.tokens[j]
    if token.pos not in ("NOUN", "PROPN", "PRON"):
        return False
    return token.dep in ("pobj", "pcomp", "nsubj", "dobj", "ROOT", "npadvmod") or token.head < end or token.head > j + 6


def _first_name(tree: Tree, i: int, who: int) -> bool:
    """Tell whether "Per" is what somebody is called: inside a sentence, or where no comma parts what it begins with from the
    rest ("Per Berg left.")."""
    if i > 0 and tree.tokens[i - 1].sentence == tree.tokens[i].sentence and tree.words[i - 1] not in _OPENING:
        return True
    after = next((tree.words[j] for j in range(who + 1, len(tree.words)) if j not in tree.names), "")
    return after not in (",", "'", "\u2019", "'s", "\u2019s")


def _source_like(tree: Tree, i: int, who: int) -> bool:
    """Tell "per The Daily Sun" from "per year": a name, or a phrase with a determiner that begins or ends a sentence."""
    if tree.text[tree.tokens[i].start].isupper() and _first_name(tree, i, who):
        return False
    if who in tree.names:
        return True
    starts = i == 0 or tree.tokens[i - 1].sentence != tree.tokens[i].sentence or tree.words[i - 1] in (",", "(")
    owned = bool(tree.kids(who, "poss", "det")) or tree.tokens[who].pos == "PROPN"
    return starts and owned and tree.tokens[who].tag != "CD"
