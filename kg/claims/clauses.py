"""What kind of clause a verb stands in: a question, an inverted condition, what somebody went on to do."""

from __future__ import annotations

import re

from kg.claims.trees import Tree


def infinitive(tree: Tree, verb: int) -> bool:
    """Tell whether a verb is an infinitive with "to", active or passive ("to sue", "to be sued")."""
    if not any(tree.lower(a) == "to" for a in tree.kids(verb, "aux")):
        return False
    return tree.tokens[verb].tag == "VB" or any(tree.lower(a) in ("be", "get") for a in tree.kids(verb, "auxpass"))


def went_on(tree: Tree, verb: int) -> bool:
    """Tell whether an infinitive is what somebody went on to do ("went on *to endorse* her")."""
    head = tree.tokens[verb].head
    return (
        tree.tokens[verb].tag == "VB"
        and tree.tokens[head].lemma == "go"
        and any(tree.lower(c) == "on" for c in tree.children[head])
    )


#: What a body does by voting for it.
_BY_VOTE = frozenset(
    "endorse back support condemn censure rebuke reprimand impeach oust remove expel appoint elect uphold".split()
)
#: What somebody who only threatens to do it has not done, and may not mean to.
_VIOLENT = frozenset("kill murder assassinate shoot stab attack bomb beat rape behead hurt harm".split())


def voted(tree: Tree, verb: int) -> bool:
    """Tell whether an infinitive is what a vote that was held brought about ("voted *to endorse* her")."""
    head = tree.tokens[verb].head
    ahead = any(tree.tokens[a].tag in ("MD", "TO") for a in tree.kids(head, "aux"))
    held = tree.tokens[head].tag in ("VBD", "VBN") and not ahead
    done = tree.tokens[head].lemma == "vote" and tree.tokens[verb].lemma in _BY_VOTE and tree.kid(verb, "neg") is None
    return done and held and infinitive(tree, verb)


def threatened(tree: Tree, verb: int) -> bool:
    """Tell whether violence is but threatened ("threatened *to kill* her")."""
    head = tree.tokens[verb].head
    return tree.tokens[head].lemma in ("threaten", "threat", "vow") and tree.tokens[verb].lemma in _VIOLENT


def took_to(tree: Tree, verb: int) -> bool:
    """Tell whether an infinitive is what somebody used a platform or a stage for ("took to Twitter *to criticize* her")."""
    head = tree.tokens[verb].head
    taken = tree.tokens[head].lemma == "take" and tree.tokens[head].tag in ("VBD", "VBN", "VBZ")
    return taken and tree.kid(head, "dobj", "neg") is None and bool(tree.prepositional(head, "to")) and infinitive(tree, verb)


#: What one does, "on" or "back" or "from behind", who then wins.
_RALLYING = {
    "rally": (),
    "score": (),
    "strike": (),
    "combine": (),
    "complete": (),
    "convert": (),
    "recover": (),
    "hold": ("on",),
    "hang": ("on",),
    "come": ("from", "back"),
    "fight": ("back",),
    "battle": ("back",),
    "bounce": ("back",),
    "surge": ("from", "back"),
    "rise": ("from",),
}
_WINNING = frozenset(
    "lead propel carry give hand lift win beat defeat edge "
    "overcome stun upset eliminate clinch seal secure claim take earn force".split()
)


def won_through(tree: Tree, verb: int) -> bool:
    """Tell whether an infinitive says how a contest ended ("rallied *to beat* her", "came from behind *to win*")."""
    head = tree.tokens[verb].head
    beside = _RALLYING.get(tree.tokens[head].lemma)
    if beside is None or not infinitive(tree, verb) or tree.tokens[verb].lemma not in _WINNING:
        return False
    if tree.tokens[head].tag not in ("VBD", "VBN", "VBZ") or tree.kid(head, "nsubj", "nsubjpass") is None:
        return False
    return not beside or any(tree.lower(c) in beside for c in tree.children[head])


def asked(tree: Tree, trigger: int) -> bool:
    """Tell whether the sentence is a question, and not only what is quoted after the trigger ("sent the same text: “Why?”")."""
    sentence = tree.sentences[tree.tokens[trigger].sentence]
    if not sentence.of(tree.text).rstrip("\"'”’ )").endswith("?"):
        return False
    rest = tree.text[tree.tokens[trigger].end : sentence.end]
    return re.search(r"[:,] ?(?:\"|“|'')", rest) is None


def quote_opens(tree: Tree, first: int, last: int) -> bool:
    """Tell whether a quotation begins between two words, and does not end before the second."""
    between = [tree.word(i) for i in range(first + 1, last)]
    return sum(word in ('"', "“", "''", "``") for word in between) > sum(word == "”" for word in between) and (
        sum(word == '"' or word == "''" for word in between) % 2 == 1 or "“" in between
    )


def ranked(tree: Tree, noun: int) -> bool:
    """Tell whether a noun is the first, the last or the only one of those who did something."""
    words = [tree.lower(noun), *(tree.lower(c) for c in tree.kids(noun, "amod"))]
    return any(word in ("first", "second", "third", "last", "latest", "earliest", "only") for word in words)


def inverted(tree: Tree, n: int, auxiliary: int) -> bool:
    """Tell whether "had" stands before its subject and opens a clause ("had she sued", but not "nor had she sued")."""
    subject = tree.kid(n, "nsubj", "nsubjpass")
    opens = auxiliary == tree.first[tree.tokens[n].sentence] or tree.lower(auxiliary - 1) not in (
        *("nor", "neither", "never", "only", "so", "what", "who", "how", "why", "where", "when", "than", "as"),
    )
    return subject is not None and auxiliary < subject < n and opens


def to_come(tree: Tree, n: int) -> bool:
    """Tell whether the clause that a clause of time belongs to tells what is arranged ("is set to meet him when she comes")."""
    head = tree.tokens[n].head
    while tree.tokens[head].dep == "xcomp" and tree.tokens[head].head != head:
        head = tree.tokens[head].head
    return tree.tokens[head].lemma in ("set", "schedule", "plan", "due", "expect")


def only_until(tree: Tree, n: int) -> bool:
    """Tell whether "until …" limits what a verb denies: "did not endorse her until June" says that they did, in June."""
    clauses = [m for c in tree.kids(n, "advcl") for m in tree.kids(c, "mark")]
    return any(tree.lower(w) in ("until", "till") for w in (*tree.kids(n, "prep"), *clauses))
